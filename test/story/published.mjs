// What everybody may read of rectification: nothing until the office says so, then its words
// for the public, numbers, and the gap between the units' own grade and the verified one; and
// nothing else: a bird that stands in every text of the work is never heard outside.
import assert from 'node:assert/strict';
import { actKey, actPage, stateOf, told } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { request } from '../node/lib/http.mjs';
import { applyFor, openCampaign, place, plan, recordFinding, signOff } from '../node/lib/rectify.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'clerk2', 'handler', 'head', 'lead1', 'xfclerk', 'officer', 'busman'] });
export const after = (city) => city.close();

const BIRD = '金丝雀canary', who = { worker: 'handler', head: 'head', charge: 'lead1' };
const finding = {};
let campaign;

const asked = async (city, path, lang = 'en') => (await request(city.origin, 'GET', path, { headers: { 'Accept-Language': lang } }));

async function shown(city, lang = 'en') {
	const b = city.stranger(lang);
	await b.get(`/rectification/${campaign}`);
	const facts = (id) => Object.fromEntries(b.last.root.all('dl').find((d) => d.attr('id') === id).all('div').map((d) => [d.one('dt').text, Number(d.one('dd').text)]));
	const gap = b.last.root.all('section').find((s) => s.attr('id') === 'gap');
	return { b, standing: facts('standing'), way: facts('way'), table: gap.all('tbody tr').map((tr) => tr.all('td').map((c) => Number(c.text))), said: gap.all('li').map((li) => li.text) };
}

// Every name of a person or unit, every text of the campaign's work.
function secrets(city) {
	const names = city.sql("SELECT name_zh AS w FROM person UNION SELECT name_en FROM person UNION SELECT name_zh FROM unit UNION SELECT name_en FROM unit UNION SELECT name FROM attachment");
	return [BIRD, '示例', ...names.map((r) => r.w)];
}

async function silent(city) {
	const words = secrets(city);
	assert.ok(words.length > 80);
	for (const lang of ['zh', 'en']) for (const path of ['/', '/rectification', `/rectification/${campaign}`, `/rectification/${campaign}?after=1`]) {
		const answer = await asked(city, path, lang);
		assert.equal(answer.status, 200, path);
		for (const word of words) assert.ok(!answer.text.includes(word), `${path} says ${word}`);
		assert.doesNotMatch(answer.text, new RegExp(Object.values(finding).join('|')), 'the number of a finding');
	}
}

export const tests = story({
	async 'nothing is public by itself, and what is not answers as what is not there'({ data: city }) {
		campaign = await openCampaign(city, '2026-03-01', { subject: `整改${BIRD}`, translation: `Rectification ${BIRD}`, text: `说明${BIRD}`, leader: `牵头${BIRD}` });
		for (const no of [1, 2, 3, 4, 5, 6]) {
			finding[no] = await recordFinding(city, campaign, no, BIRD);
			await plan(city, finding[no], { due: '2026-03-30', term: no === 3 ? 'standing' : 'by_date', months: no === 3 ? 6 : undefined, root: 'jt' }, BIRD);
			await actKey(city, 'clerk', finding[no], 'issue_plan');
			await actKey(city, 'handler', finding[no], 'accept');
		}
		for (const lang of ['zh', 'en']) {
			const none = await asked(city, `/rectification/${campaign}`, lang), absent = await asked(city, '/rectification/HY-0000-0000', lang);
			assert.deepEqual([none.status, none.text.replaceAll(campaign, '#')], [404, absent.text.replaceAll('HY-0000-0000', '#')]);
			assert.match((await asked(city, '/rectification', lang)).text, lang === 'zh' ? /目前没有公开的整改专项/ : /Nothing is published at present/);
		}
		await actKey(city, 'clerk', finding[1], 'publish_finding', { public_zh: '供热投诉久拖不决' }, 409);
		await actKey(city, 'handler', campaign, 'publish_campaign', { public_zh: '整改' }, 404);
		await actKey(city, 'xfclerk', campaign, 'publish_campaign', { public_zh: '整改' }, 404);
	},

	async 'published with words of its own, which name nobody'({ data: city }) {
		const clerk = await actPage(city, 'clerk', campaign, 'publish_campaign', {}, 422);
		assert.match(clerk.errors.join(), /in at least one language/);
		for (const [words, name] of [['示例同志牵头的整改', '示例同志'], ['中山区人民政府整改情况', '中山区人民政府']]) {
			await clerk.submit(`/staff/m/${campaign}/publish_campaign`, { set: { public_zh: words }, want: 422 });
			assert.match(clerk.errors.join(), new RegExp(`names “${name}”`));
			assert.equal(clerk.value('public_zh'), words, 'nothing typed is lost');
		}
		await clerk.submit(`/staff/m/${campaign}/publish_campaign`, { set: { public_zh: '巡视反馈问题整改情况', public_en: 'What was found, and what became of it' } });
		assert.match(clerk.text, /What the public reads/);
		assert.match(clerk.text, /See the public page/);
		await actKey(city, 'clerk', campaign, 'publish_campaign', { public_zh: '再次' }, 409);
		for (const [words, why] of [['大连市住房和城乡建设局拖延', '住房和城乡建设局'], ['Dalian Transport Bureau', 'Transport'], ['由lead1同志负责', 'lead1']])
			assert.match((await actKey(city, 'clerk', finding[1], 'publish_finding', { public_zh: words }, 422)).text, new RegExp(`names.*${why}`));
		await actKey(city, 'clerk', finding[1], 'publish_finding', { public_zh: '供热投诉久拖不决', public_en: 'Complaints about heating were left open' });
		await city.stopped(async (today) => command(['act', city.dir, finding[2], 'publish_finding', 'public_en=Records were kept badly', '--as', 'clerk', '--today', today]));
		await actKey(city, 'handler', finding[3], 'publish_finding', { public_zh: '他人' }, 403);
		const { b } = await shown(city);
		assert.match(b.text, /Complaints about heating were left open ?Not completed/);
		const zh = await shown(city, 'zh');
		assert.match(zh.b.text, /供热投诉久拖不决 ?未完成/);
		assert.ok(zh.b.last.root.all('span').some((s) => s.attr('lang') === 'en' && s.text === 'Records were kept badly'), 'only the one language there is, and said so');
		const home = city.stranger();
		await home.get('/');
		await home.click('/rectification');
		await home.click('What was found, and what became of it');
		await silent(city);
		assert.ok((await (await city.as('clerk')).send('GET', `/staff/m/${finding[1]}`)).text.includes(BIRD), 'the bird sings inside');
	},

	async 'its numbers are those of the findings, and the gap is the sum over the verifications'({ data: city }) {
		await place(city, finding[1], who, 'fully', BIRD);
		await place(city, finding[2], who, 'mostly', BIRD);
		await place(city, finding[3], who, 'fully', BIRD);
		await applyFor(city, finding[4], who, 'fully', BIRD);
		await actKey(city, 'clerk', finding[4], 'return_signoff', { reason: `仅有文字${BIRD}` });
		await actKey(city, 'clerk', finding[5], 'stage_done', { text: `第一批${BIRD}` });
		await actKey(city, 'handler', finding[6], 'ask_extension', { due: '2026-05-30', reason: `施工${BIRD}` });
		await actKey(city, 'clerk', finding[6], 'grant_extension', { reason: `属实${BIRD}` });
		await city.turn('2026-03-16');
		await signOff(city, finding[1], 'partly', {}, BIRD);
		await signOff(city, finding[2], 'fully', {}, BIRD);
		await signOff(city, finding[3], 'fully', {}, BIRD);
		const { standing, way, table, said, b } = await shown(city);
		assert.deepEqual(standing, { Findings: 6, Completed: 2, 'A stage is done': 1, 'Kept up for good': 1, 'Not completed': 2 });
		assert.deepEqual(way, { 'Sign-off asked for': 4, 'Deadline moved': 1, 'Returned at verification': 1, 'Came back after sign-off': 0, 'Rechecked: it lasts': 0 });
		assert.deepEqual(table, [[1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]);
		assert.deepEqual(said, ['3 verified, 1 with the same grade.', 'Graded themselves too high: 1, by 2 steps in all.', 'Graded themselves too low: 1, by 1 steps in all.', 'Sum of the differences: 1 steps.']);
		assert.match(b.text, /As of ?2026-03-16/);
		const list = city.stranger('zh');
		await list.get('/rectification');
		assert.match(list.text, /巡视反馈问题整改情况.*中央第六巡视组/);
		await silent(city);
	},

	async 'what comes back is said, and the round before stays in the table'({ data: city }) {
		await city.turn('2026-07-20');
		await actKey(city, 'xfclerk', finding[1], 'recheck_fail', { way: 'on_site', text: `再次积压${BIRD}`, due: '2026-09-30' });
		const { standing, way, table } = await shown(city);
		assert.deepEqual([standing.Completed, standing['Not completed'], way['Came back after sign-off']], [1, 3, 1]);
		assert.equal(table[0][2], 1);
		assert.equal(Object.values(standing).reduce((a, n) => a + n, 0), 2 * standing.Findings, 'the four words are all of them');
		await silent(city);
	},

	async 'taken back, one finding or all, with the reason; published anew, chosen anew'({ data: city }) {
		await actPage(city, 'clerk', finding[2], 'withdraw_finding', { reason: '表述待核' });
		await actKey(city, 'clerk', finding[2], 'withdraw_finding', { reason: '再次' }, 409);
		let page = await shown(city);
		assert.ok(!page.b.text.includes('Records were kept badly'));
		await actKey(city, 'clerk', finding[1], 'publish_finding', { public_zh: '供热投诉办理不及时' });
		page = await shown(city, 'zh');
		assert.match(page.b.text, /供热投诉办理不及时/);
		assert.ok(!page.b.text.includes('久拖不决'), 'done again, it corrects the words');
		await actPage(city, 'clerk', campaign, 'withdraw_campaign', { reason: '误公开' });
		assert.equal((await asked(city, `/rectification/${campaign}`)).status, 404);
		await actKey(city, 'clerk', campaign, 'publish_campaign', { public_en: 'Rectification' });
		page = await shown(city);
		assert.match(page.b.text, /No finding's text is published/);
		assert.equal((await told(city, 'clerk', finding[1])).finding.public, false);
		assert.equal((await told(city, 'clerk', campaign)).campaign.public, true);
		assert.equal(stateOf(city, finding[1]), 'doing', 'publishing moves nothing');
	},

	async 'many are shown page by page'({ data: city }) {
		await city.stopped(async (today) => {
			for (let no = 7; no < 108; no++) {
				const made = command(['act', city.dir, 'new', 'finding', 'record_finding', `campaign=${campaign}`, `finding_no=${no}`, 'subject=题', 'text=文', '--as', 'clerk', '--unit', 'dl', '--today', today]).out.trim().split('\n')[0];
				command(['act', city.dir, made, 'publish_finding', `public_zh=公开问题${no}`, '--as', 'clerk', '--today', today]);
			}
		});
		const b = city.stranger();
		await b.get(`/rectification/${campaign}`);
		const rows = () => b.last.root.all('section').find((s) => s.attr('id') === 'findings').all('tbody tr').length;
		assert.equal(rows(), 100);
		await b.click(`/rectification/${campaign}?after=`);
		assert.equal(rows(), 1);
		await b.get(`/rectification/${campaign}?after=x`);
		await b.get(`/rectification/${campaign}?after=99999999`);
		assert.match(b.text, /No finding's text is published/);
	},
});
