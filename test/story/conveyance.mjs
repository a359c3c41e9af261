// A directive from above: registered and sent on the pages, carried out by the
// units by the API and on the command line, and the answer to "is it complete?"
// the same on all three. The district passes it on to its own bureau.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'handler', 'busman', 'zsman', 'zshead', 'zszjman', 'lead1', 'officer', 'xfclerk', 'jwman'] });
export const after = (city) => city.close();

const DIRECTIVE = { issuer: '省人民政府', doc_no: '辽政〔2026〕3号', doc_day: '2026-02-20', original: 'zh', subject: '关于做好信访工作的指示', subject_translation: 'On the petition work',
	text: '各级各部门要认真落实。', text_translation: 'To be carried out at all levels.' };
let number;

async function page(city, who, act, set = null, want = 200) {
	const b = await city.as(who);
	await b.get(`/staff/m/${number}`);
	if (set) await b.get(`/staff/m/${number}/${act}`);
	await b.submit(`/staff/m/${number}/${act}`, { set: set ?? {}, want });
	return b;
}

async function api(city, who, act, fields = {}, want = 200) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${number}/${act}`, fields);
	assert.equal(answer.status, want, `${act}: ${answer.text}`);
	return answer.json;
}

async function steps(city, who) {
	await api(city, who, 'acknowledge');
	await api(city, who, 'hold_study', { studied_day: '2026-03-02', present: 12, study_form: 'meeting' });
	await api(city, who, 'plan', { text: '分工落实' });
}

const told = async (city, who) => (await city.api(who, 'GET', `/api/v1/matters/${number}`)).json.directive;
const lacks = (d) => Object.fromEntries(d.missing.map((u) => [u.unit, u.lacks]));

export const tests = story({
	async 'the office registers it, numbers its clauses and sends it'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get('/staff/directives');
		assert.match(clerk.text, /No directive has reached you/);
		await clerk.get('/staff/directives/new');
		await clerk.submit('/staff/directives/new', { set: { ...DIRECTIVE, doc_no: '' }, want: 422 });
		assert.equal(clerk.value('text_translation'), DIRECTIVE.text_translation, 'nothing typed is lost');
		await clerk.submit('/staff/directives/new', { set: DIRECTIVE });
		number = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		await (await city.as('handler')).get(`/staff/m/${number}`, 404);
		await page(city, 'clerk', 'add_clause', { text: '压实责任', translation: 'Fix responsibilities' });
		await page(city, 'clerk', 'add_clause', { text: '按期办结' });
		await page(city, 'clerk', 'convey', { unit: 'dl', report_due: '' }, 422);
		await page(city, 'clerk', 'convey', { unit: 'dl', report_due: '2026-03-20' });
		await clerk.get(`/staff/m/${number}`);
		assert.match(clerk.text, /Not complete: 7 of 7 units have not carried it out, 0 of them late/);
		assert.match(clerk.text, /Translation, not authoritative/);
		assert.equal(clerk.text.match(/no measure yet/g).length, 2, 'a clause without a measure is shown');
		await (await city.as('officer')).get(`/staff/m/${number}`, 404);
	},

	async 'units carry it out; the district passes it on and judges its own'({ data: city }) {
		assert.equal((await city.api('zszjman', 'GET', `/api/v1/matters/${number}`)).status, 404, 'not passed on yet');
		await steps(city, 'zsman');
		assert.match((await api(city, 'zsman', 'report', { text: '已落实' }, 409)).message, /pass the directive on/);
		await api(city, 'zsman', 'pass_on');
		await steps(city, 'zszjman');
		await api(city, 'zszjman', 'report', { text: '已传达' });
		assert.match((await api(city, 'clerk', 'accept_report', { reporting: 'zszj' }, 422)).message, /directly above/);
		const zs = await city.as('zshead');
		await zs.get(`/staff/m/${number}`);
		assert.match(zs.text, /2 of 2 units/, 'a district sees itself and what is below it');
		await zs.get(`/staff/m/${number}/return_report?reporting=zszj`);
		await zs.submit(`/staff/m/${number}/return_report`, { set: { reason: '请写明落实情况' } });
		assert.equal(lacks(await told(city, 'zsman')).zszj, 'report');
		await api(city, 'zszjman', 'report', { text: '已落实' });
		await api(city, 'zshead', 'accept_report', { reporting: 'zszj' });
		await api(city, 'zsman', 'add_measure', { clause: 1, title: '区级责任清单' });
		const d = await told(city, 'clerk');
		assert.equal(d.complete, false);
		assert.deepEqual(lacks(d), { xf: 'acknowledge', zj: 'acknowledge', jt: 'acknowledge', zs: 'report', jw: 'acknowledge', rx: 'acknowledge' });
		assert.deepEqual(d.levels.map((l) => [l.units, l.done]), [[6, 0], [1, 1]]);
		assert.equal(d.clauses[0].measures[0].title, '区级责任清单');
	},

	async 'after the due day it names who is late: each number is its list'({ data: city }) {
		await steps(city, 'busman');
		await api(city, 'busman', 'report', { text: '已落实' });
		await api(city, 'clerk', 'accept_report', { reporting: 'jt' });
		await city.turn('2026-03-21');
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${number}`);
		assert.match(clerk.text, /Not complete: 5 of 7 units have not carried it out, 5 of them late/);
		const links = clerk.last.root.all('td a').map((a) => [a.attr('href'), a.text]).filter(([href]) => href.includes('lacks='));
		assert.ok(links.length > 5);
		for (const [href, n] of links) {
			await clerk.get(href.split('#')[0]);
			assert.match(clerk.text, new RegExp(`Units: ${n}\\b`), href);
		}
		const late = (await told(city, 'lead1')).missing.filter((u) => u.late).map((u) => u.unit);
		assert.deepEqual(late.sort(), ['jw', 'rx', 'xf', 'zj', 'zs']);
	},

	async 'the rest on the command line, and then it is complete'({ data: city }) {
		await city.stopped(async (today) => {
			const act = (...words) => command(['act', city.dir, ...words, '--today', today]);
			const refused = command(['act', city.dir, number, 'close', '--as', 'clerk', '--today', today], { want: 1 });
			assert.match(refused.err, /have not carried it out/);
			for (const [unit, who] of [['xf', 'xfclerk'], ['zj', 'handler'], ['jw', 'jwman'], ['zs', 'zsman']]) {
				if (unit !== 'zs') {
					act(number, 'acknowledge', '--as', who);
					act(number, 'hold_study', `studied_day=${today}`, 'present=5', 'study_form=reading', '--as', who);
					act(number, 'plan', 'text=分工', '--as', who);
				}
				act(number, 'report', 'text=已落实', '--as', who);
				act(number, 'accept_report', `reporting=${unit}`, '--as', 'clerk');
			}
			assert.match(command(['directive', city.dir, 'show', number]).out, /complete: no\n[^]*1 rx +lacks acknowledge +late/);
			act(number, 'acknowledge', '--as', 'rxhead');
			act(number, 'hold_study', `studied_day=${today}`, 'present=5', 'study_form=reading', '--as', 'rxhead');
			act(number, 'plan', 'text=分工', '--as', 'rxhead');
			act(number, 'report', 'text=已落实', '--as', 'rxhead');
			act(number, 'accept_report', 'reporting=rx', '--as', 'clerk');
			assert.match(command(['directive', city.dir, 'show', number]).out, /complete: yes/);
			act(number, 'close', '--as', 'clerk');
			assert.match(command(['directive', city.dir, 'list']).out, new RegExp(`${number} +closed +7/7`));
		});
	},
});
