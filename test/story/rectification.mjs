// A finding from its words to the recheck: planned and worked off on the pages, signed off
// by the API, come back at the recheck on the command line; and who may not, at each of them.
import assert from 'node:assert/strict';
import { actKey, actPage, evidence, stateOf, waits } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { offered } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'clerk2', 'head', 'lead1', 'handler', 'xfclerk', 'officer'] });
export const after = (city) => city.close();

const CAMPAIGN = { subject: '巡视反馈意见整改', translation: 'Rectification after the inspection', source_body: '中央第六巡视组', received: '2026-03-01', report_in: '2', unit: 'zs', first_person: '示例同志' };
const WORDS = '反馈意见指出：供热投诉久拖不决。\n群众反映较多。';
const PLAN = { facts: '三个小区', root_cause: '缺少督办制度', target: '30日内办结率100%', term: 'by_date', due: '2026-03-30', unit: 'zj', charge: 'lead1', responsible: '示例', effect_days: '10' };
let campaign, finding;

const page = (city, who, act, set, want) => actPage(city, who, finding, act, set, want);
const api = (city, who, act, fields, want) => actKey(city, who, finding, act, fields, want);

export const tests = story({
	async 'the office opens a campaign and records a finding in its own words'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get('/staff/campaigns/new');
		await clerk.submit('/staff/campaigns/new', { set: { ...CAMPAIGN, first_person: '' }, want: 422 });
		assert.equal(clerk.value('source_body'), CAMPAIGN.source_body, 'nothing typed is lost');
		await clerk.submit('/staff/campaigns/new', { set: { first_person: CAMPAIGN.first_person } });
		campaign = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		assert.match(clerk.text, /Day 1 since the feedback/);
		assert.match(clerk.text, /No finding is recorded yet/);
		await clerk.get(`/staff/findings/new?campaign=${campaign}`);
		assert.equal(clerk.value('campaign'), campaign);
		await clerk.submit('/staff/findings/new', { set: { subject: '供热投诉久拖不决', text: WORDS, translation: 'Complaints about heating', group: '履职尽责' } });
		finding = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		await (await city.as('officer')).get('/staff/findings/new', 403);
		await (await city.as('officer')).get(`/staff/m/${finding}`, 404);
		await clerk.get('/staff/campaigns');
		assert.match(clerk.text, /Rectification after the inspection/);
	},

	async 'it is not issued before it tackles symptom and root cause'({ data: city }) {
		const lacking = await page(city, 'clerk', 'plan', { ...PLAN, unit: 'dl' }, 422);
		assert.match(lacking.errors.join(), /cannot be a working unit/);
		assert.equal(lacking.value('target'), PLAN.target);
		await lacking.submit(`/staff/m/${finding}/plan`, { set: { unit: 'zj' } });
		await page(city, 'clerk', 'add_measure', { tackles: 'symptom', measure_text: '逐件办结', done_form: '全部书面答复', unit: 'zj', due: '2026-03-20' });
		assert.ok(!offered(await city.as('clerk')).includes('issue_plan'));
		await page(city, 'clerk', 'add_measure', { tackles: 'root', measure_text: '建立督办制度', done_form: '制度印发', unit: 'jt', due: '2026-03-25' });
		await page(city, 'clerk', 'issue_plan');
		assert.equal(stateOf(city, finding), 'issued');
	},

	async 'the units work it off, each measure with its evidence'({ data: city }) {
		assert.ok(await waits(city, 'handler', 'accept', finding));
		await api(city, 'handler', 'accept');
		await api(city, 'handler', 'progress', { text: '已走访三个小区' });
		const bare = await page(city, 'handler', 'finish_measure', { measure_no: '1', text: '完成', evidence_kind: 'document' }, 422);
		assert.match(bare.errors.join(), /file/i);
		await bare.submit(`/staff/m/${finding}/finish_measure`, { set: { ...evidence('办结台账.txt') } });
		await page(city, 'busman', 'finish_measure', { measure_no: '2', text: '制度印发', evidence_kind: 'document', ...evidence('制度.txt') });
		await page(city, 'handler', 'add_evidence', { fact: 'in_place', evidence_kind: 'on_site', text: '现场记录', ...evidence('现场.txt') });
		const early = await page(city, 'handler', 'add_evidence', { fact: 'in_effect', evidence_kind: 'opinion', text: '回访', ...evidence('回访.txt') }, 422);
		assert.match(early.errors.join(), /after the finding was verified as in place/);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${finding}`);
		assert.match(clerk.text, /办结台账\.txt/);
		assert.match(clerk.text, /供热投诉久拖不决/);
	},

	async 'signed off by four persons, by the API; no one of them twice'({ data: city }) {
		await api(city, 'handler', 'apply_signoff', { text: '申请销号' });
		assert.equal((await api(city, 'clerk', 'sign_off', { unit: 'xf' }, 409)).status, 409);
		await api(city, 'handler', 'endorse', { text: '自签', grade_reached: 'fully' }, 403);
		assert.ok(await waits(city, 'head', 'endorse', finding) && !(await waits(city, 'lead1', 'agree', finding)));
		await api(city, 'head', 'endorse', { text: '本人负责', grade_reached: 'fully' });
		assert.ok(await waits(city, 'lead1', 'agree', finding) && !(await waits(city, 'lead2', 'agree', finding)) && !(await waits(city, 'clerk', 'verify', finding)));
		await api(city, 'lead1', 'review_signoff', { text: '同意' });
		assert.ok(await waits(city, 'clerk', 'verify', finding) && !(await waits(city, 'lead1', 'agree', finding)) && !(await waits(city, 'xfclerk', 'verify', finding)));
		await api(city, 'clerk', 'verify_in_place', { way: 'desk', text: '跳过' }, 409);
		await api(city, 'clerk', 'verify_implemented', { way: 'desk', text: '齐全' });
		await api(city, 'clerk', 'verify_in_place', { way: 'on_site', text: '属实' });
		await api(city, 'clerk', 'verify_effect', { way: 'desk', text: '过早', grade_reached: 'fully' }, 409);
		await page(city, 'handler', 'add_evidence', { fact: 'in_effect', evidence_kind: 'opinion', text: '回访20人', ...evidence('回访.txt') });
		await city.turn('2026-03-13');
		await api(city, 'clerk', 'verify_effect', { way: 'on_site', text: '抽查', grade_reached: 'mostly' });
		await api(city, 'clerk', 'sign_off', { unit: 'xf' }, 403);
		assert.match((await api(city, 'clerk2', 'sign_off', { unit: 'zj' }, 422)).text, /neither worked on/);
		await api(city, 'clerk2', 'sign_off', { unit: 'xf' });
		const told = (await city.api('xfclerk', 'GET', `/api/v1/matters/${finding}`)).json.finding;
		assert.deepEqual([told.implemented, told.in_place, told.in_effect, told.signed], [true, true, true, '2026-03-13']);
		assert.deepEqual([told.signoff[0].self_grade, told.signoff[0].verified_grade], ['fully', 'mostly'], 'both grades are kept');
		const ledger = (await city.api('clerk', 'GET', `/api/v1/matters/${campaign}`)).json.campaign;
		assert.deepEqual([ledger.figures.signed, ledger.figures.gap, ledger.states.closed], [1, 1, 1]);
	},

	async 'each number of the campaign is the number of its rows'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${campaign}`);
		const figures = (await city.api('clerk', 'GET', `/api/v1/matters/${campaign}`)).json.campaign;
		for (const [which, n] of [...Object.entries(figures.figures), ...Object.entries(figures.states)]) {
			if (which === 'findings') continue;
			const rows = (await city.api('clerk', 'GET', `/api/v1/matters/${campaign}?which=${which}`)).json.campaign.findings;
			assert.equal(rows.length, n, which);
		}
	},

	async 'what comes back at the recheck begins again with its history: on the command line'({ data: city }) {
		await city.turn('2026-08-20');
		await city.stopped(async (today) => {
			const act = (want, ...words) => command(['act', city.dir, finding, ...words, '--today', today], { want });
			assert.match(act(1, 'recheck_pass', 'way=desk', 'text=自查', '--as', 'clerk').err, /Another role does this/);
			act(0, 'recheck_fail', 'way=on_site', 'text=投诉再次积压', 'due=2026-10-30', '--as', 'xfclerk');
			const shown = command(['campaign', city.dir, 'show', campaign, '--today', today]).out;
			assert.match(shown, new RegExp(`${finding} +doing +2026-03-30 2026-10-30`));
			assert.match(shown, /relapsed 1/);
			assert.match(command(['campaign', city.dir, 'list']).out, new RegExp(`${campaign} 2026-03-01 +open`));
		});
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${finding}`);
		assert.match(clerk.text, /Relapsed, 1 in number/);
		assert.match(clerk.text, /Round 1/);
	},
});
