// Two years of a campaign: the feedback of 13 July 2018, the plan, the meeting of day 49, the
// report, twelve findings worked off by pages, key and command line, rechecked, one come back,
// one returned, one only half done; and on every day what the boards count is what the lists
// hold, what was frozen stays, who should be warned is, and nothing else is called overdue.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { actKey, actPage, giveSeat, stateOf, told } from '../node/lib/act.mjs';
import { walkBoard, walkCampaign, warned } from '../node/lib/board.mjs';
import { openCity } from '../node/lib/city.mjs';
import { command, root } from '../node/lib/program.mjs';
import { sleep } from '../node/lib/outsider.mjs';
import * as work from '../node/lib/rectify.mjs';
import { story } from '../node/lib/story.mjs';
import { workbook } from '../node/lib/workbook.mjs';

export const limit = 900;
export const before = () => openCity({ today: '2018-07-13', founded: '2018-01-02', keys: ['clerk', 'clerk2', 'handler', 'head', 'busman', 'bushead', 'lead1', 'lead2', 'lead3', 'xfclerk'] });
export const after = (city) => city.close();

const FEEDBACK = '2018-07-13', EFFECT_DAYS = 10;
const RULE = Object.fromEntries([...readFileSync(`${root}/rules/warnings.txt`, 'utf8').matchAll(/^(green|yellow|monthly)\s*\|\s*(\d+)/gm)].map(([, k, n]) => [k, Number(n)]));
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

// no: [term, first due day, lead unit, leader in charge, months between reviews]
const FINDINGS = {
	1: ['by_date', '2018-09-20', 'zj', 'lead1'], 2: ['at_once', '2018-08-18', 'jt', 'lead2'], 3: ['standing', '2018-09-20', 'zj', 'lead3', 6], 4: ['by_date', '2018-09-28', 'jt', 'lead2'],
	5: ['by_date', '2018-09-10', 'zj', 'lead2'], 6: ['by_date', '2018-10-31', 'jt', 'lead3'], 7: ['by_date', '2018-09-20', 'zj', 'lead1'], 8: ['by_date', '2018-09-20', 'zj', 'lead3'],
	9: ['standing', '2018-09-20', 'jt', 'lead1', 12], 10: ['at_once', '2018-08-15', 'jt', 'lead3'], 11: ['by_date', '2018-09-20', 'zj', 'lead1'], 12: ['by_date', '2018-09-20', 'jt', 'lead2'],
};
const TOTAL = Object.keys(FINDINGS).length;
const WORKER = { zj: ['handler', 'head'], jt: ['busman', 'bushead'] };
const campaign = { number: null, frozen: [] };
const number = {};

const lead = (no) => WORKER[FINDINGS[no][2]];
const key = (city, who, no, act, fields, want) => actKey(city, who, number[no], act, fields, want);
const page = (city, who, no, act, set, want) => actPage(city, who, number[no], act, set, want);
const fact = async (city, no) => (await told(city, 'clerk', number[no])).finding;
const ledger = async (city, query = '') => (await told(city, 'clerk', campaign.number, query)).campaign;

// -- what is the same on every day

// The tick has seen all that is late.
async function ticked(city) {
	for (const end = Date.now() + 20000; Date.now() < end; await sleep(100))
		if (city.sql(`SELECT count(*) AS n FROM clock WHERE outcome = 'running' AND due < '${city.server.today}' AND missed_seen = 0`)[0].n === 0) return;
	throw new Error('what is late was not found in 20 s');
}

async function numbersAreLists(city) {
	const { figures, states } = await ledger(city);
	assert.equal(figures.findings, Object.keys(number).length);
	assert.equal(Object.values(states).reduce((sum, n) => sum + n, 0), figures.findings, 'the states are all of them');
	for (const [which, n] of [...Object.entries(figures), ...Object.entries(states)])
		assert.equal((await ledger(city, `?which=${which === 'findings' ? '' : which}`)).findings.length, n, which);
	const clerk = await city.as('clerk');
	await walkCampaign(clerk, campaign.number, figures.findings);
	const board = await walkBoard(clerk, campaign.number);
	assert.equal(Number(board[0][0]), figures.findings);
	return { figures, states };
}

// From the rows alone, as rules/warnings.txt says: login -> {number: colour or silent}
function expectedWarnings(city) {
	const { today } = city.server, month = `${today.slice(0, 7)}-01`, all = {};
	const rows = city.sql(`SELECT m.number, m.state, k.due, u.code AS unit, p.login AS charge, f.issued_day, (SELECT max(day) FROM progress g WHERE g.matter_id = m.id) AS told,
		(SELECT group_concat(x.code) FROM assist a JOIN unit x ON x.id = a.unit_id WHERE a.matter_id = m.id) AS assist
		FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id LEFT JOIN person p ON p.id = f.charge_id
		LEFT JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running'`);
	const warn = (login, row, colour) => { (all[login] ??= {})[row.number] = colour; };
	for (const row of rows) {
		const left = row.due ? days(today, row.due) : Infinity;
		const colour = left < 0 ? 'red' : left <= RULE.yellow ? 'yellow' : left <= RULE.green ? 'green' : null;
		const silent = RULE.monthly && row.state === 'doing' && row.issued_day < month && !(row.told >= month) ? 'silent' : null;
		for (const unit of [row.unit, ...(row.assist ?? '').split(',')]) if (WORKER[unit] && (colour || silent)) warn(WORKER[unit][0], row, colour ?? silent);
		if (colour || silent) for (const login of ['clerk', 'clerk2']) warn(login, row, colour ?? silent);
		if (colour === 'red' || colour === 'yellow') warn(row.charge, row, colour);
		if (colour === 'red') warn(WORKER[row.unit][1], row, colour);
	}
	return all;
}

const WORDS = { red: /red: overdue/, yellow: /yellow: few days left/, green: /green: comes near/, silent: /No progress recorded this month/ };

async function warningsAreTheRule(city) {
	const expected = expectedWarnings(city), seen = new Set();
	for (const login of ['handler', 'head', 'busman', 'bushead', 'lead1', 'lead2', 'lead3', 'clerk', 'clerk2', 'xfclerk']) {
		const shown = await warned(await city.as(login)), want = expected[login] ?? {};
		assert.deepEqual([...shown.keys()].sort(), Object.keys(want).sort(), `${login} on ${city.server.today}`);
		for (const [n, colour] of Object.entries(want)) assert.match(shown.get(n), WORDS[colour], `${login} ${n}`), seen.add(`${login}:${colour}`);
	}
	return seen;
}

function overdueIsTrue(city) {
	const { today } = city.server;
	const clocks = city.sql(`SELECT k.id, k.code, k.due, k.outcome, k.stopped_day, (SELECT min(found_day) FROM supervision s WHERE s.clock_id = k.id) AS found, (SELECT count(*) FROM supervision s WHERE s.clock_id = k.id) AS n
		FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.kind IN ('campaign', 'finding')`);
	for (const k of clocks) {
		const late = k.outcome === 'missed' || (k.outcome === 'running' && k.due < today);
		if (k.outcome === 'met') assert.ok(k.stopped_day <= k.due, `${k.code} ${k.id} is called kept`);
		if (k.outcome === 'missed') assert.ok(k.stopped_day > k.due, `${k.code} ${k.id} is called missed`);
		assert.equal(k.n, late ? 1 : 0, `${k.code} due ${k.due}, ${k.outcome}, on ${today}`);
		if (late) assert.ok(k.found > k.due, `${k.code} was found late on ${k.found}`);
	}
	const told = city.sql("SELECT count(*) AS n FROM event WHERE act = 'overdue' AND matter_id IN (SELECT id FROM matter WHERE kind IN ('campaign', 'finding'))")[0].n;
	assert.equal(told, clocks.filter((k) => k.n).length, 'each once');
}

const papers = (city) => city.sql(`SELECT d.id, d.number, d.issued_day, d.body_zh, d.body_en, hex(d.body_zh) AS bytes FROM document d JOIN matter m ON m.id = d.matter_id WHERE m.number = '${campaign.number}' AND d.kind = 'rectification_report' ORDER BY d.id`);

async function frozenStay(city) {
	const now = papers(city);
	assert.ok(now.length >= campaign.frozen.length);
	for (const { paper, at, pdf } of campaign.frozen) {
		assert.deepEqual(now.find((p) => p.id === paper.id), paper);
		assert.deepEqual((await (await city.as('lead1')).send('GET', at)).body, pdf, 'the paper the meeting heard');
	}
}

async function check(city) {
	await ticked(city);
	overdueIsTrue(city);
	const seen = await warningsAreTheRule(city);
	await frozenStay(city);
	return { ...(await numbersAreLists(city)), seen };
}

// -- what is done

async function hold(city, items) {
	const made = await city.api('clerk', 'POST', '/api/v1/meetings', { body: 'dz', meeting_kind: 'ordinary', meeting_day: city.server.today, meeting_time: '09:00', subject: '党组会议', place: '第一会议室' });
	assert.equal(made.status, 201, made.text);
	const { number: m } = made.json;
	for (const item of items) await actKey(city, 'clerk', m, 'add_item', item);
	await actKey(city, 'clerk', m, 'notify');
	await actKey(city, 'lead1', m, 'open_meeting');
	return { number: m, items: (await told(city, 'clerk', m)).meeting.items };
}

async function issue(city, meeting) {
	for (const item of meeting.items) {
		await actKey(city, 'clerk', meeting.number, 'conclude_item', { item: item.item, conclusion: 'heard' });
		await actKey(city, 'clerk', meeting.number, 'no_follow_up', { item: item.item, reason: '已审定' });
	}
	await actKey(city, 'clerk', meeting.number, 'draft_minutes');
	await actKey(city, 'lead1', meeting.number, 'approve_minutes');
}

const who = (no) => ({ worker: lead(no)[0], head: lead(no)[1], charge: FINDINGS[no][3] });
const applyFor = (city, no, grade) => work.applyFor(city, number[no], who(no), grade);
const place = (city, no, grade) => work.place(city, number[no], who(no), grade);

async function signOff(city, no, meeting, item, grade) {
	await work.signOff(city, number[no], grade, { meeting: meeting.number, meeting_item: String(item) });
	const [{ meeting: at, item: of }] = (await fact(city, no)).signoff;
	assert.deepEqual([at, of], [meeting.number, item], 'by which item of which meeting');
}

const cli = (city, today, want, ...words) => command(['act', city.dir, ...words, '--today', today], { want });
const SIGNING = { item_type: 'decide', title: '审定销号' };

async function freeze(city, text) {
	await actPage(city, 'clerk', campaign.number, 'freeze_report', { text });
	return papers(city).at(-1);
}

export const tests = story({
	async 'the feedback of 13 July 2018: a campaign, its body, ten findings in the inspection\'s words'({ data: city }) {
		const admin = await city.as('admin');
		await admin.get('/staff/admin/bodies');
		await admin.submit('/staff/admin/bodies do=add', { set: { code: 'dz', kind: 'leading_group', name_zh: '市政府党组', name_en: 'Leading group', unit: 'dl', office: 'dl', sign: '市政府党组会议纪要' } });
		for (const [login, role] of [['lead1', 'chair'], ['lead2', 'member'], ['lead3', 'member']]) await giveSeat(city, 'dz', login, role);
		const clerk = await city.as('clerk');
		await clerk.get('/staff/campaigns/new');
		await clerk.submit('/staff/campaigns/new', { set: { ...work.OPENING, received: FEEDBACK, body: 'dz' } });
		campaign.number = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		for (const no of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
			if (no < 3) {
				await clerk.get(`/staff/findings/new?campaign=${campaign.number}`);
				await clerk.submit('/staff/findings/new', { set: { finding_no: String(no), subject: `反馈问题${no}`, text: `反馈意见原文${no}：整改责任不清。`, translation: `Finding ${no}`, group: '作风建设' } });
				number[no] = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
			} else {
				number[no] = await work.recordFinding(city, campaign.number, no);
			}
		}
		const { states } = await check(city);
		assert.deepEqual(states, { draft: 10 });
	},

	async '20 July: two more by a table, on the command line; all planned, for every term, and accepted'({ data: city }) {
		await city.turn('2018-07-20');
		await city.stopped(async (today) => {
			const path = join(city.dir, '..', 'ledger.xlsx');
			const rows = [11, 12].flatMap((no) => [['symptom', '治标'], ['root', '治本']].map(([, kind], i) => [`${no}-${i + 1}`, i ? '' : `反馈意见原文${no}：整改责任不清。`, i ? '' : '基础工作', i ? '' : '三个事例', i ? '' : '缺少制度',
				i ? '' : '办结率100%', `措施${i + 1}`, kind, i ? '' : '限期整改', i ? '' : FINDINGS[no][3], i ? '' : FINDINGS[no][2], i ? '' : '张三', i ? '' : FINDINGS[no][1]]));
			writeFileSync(path, workbook([['编号', '反馈问题（原文）', '问题类别', '具体表现', '原因分析', '整改目标', '整改措施', '措施类型', '整改类型', '责任领导', '责任单位', '责任人', '完成时限'], ...rows]));
			assert.match(command(['campaign', city.dir, 'import', campaign.number, path, '--as', 'clerk', '--effect-days', String(EFFECT_DAYS), '--today', today]).out, /2 findings with 4 measures taken/);
		});
		for (const row of (await ledger(city)).findings) number[row.no] = row.number;
		for (const [no, [term, due, unit, charge, months]] of Object.entries(FINDINGS)) {
			if (no < 11) {
				const other = unit === 'zj' ? 'jt' : 'zj';
				await work.plan(city, number[no], { term, due, unit, charge, months, root: no === '7' ? null : no % 3 ? unit : other, days: EFFECT_DAYS }, '', no < 3 ? actPage : actKey);
				if (no === '7') {
					await key(city, 'clerk', no, 'issue_plan', {}, 409);
					await key(city, 'clerk', no, 'waive_kind', { reason: '一次性事项，无制度原因' });
				}
			}
			await page(city, 'clerk', no, 'issue_plan');
			await key(city, lead(no)[0], no, 'accept');
		}
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${number[7]}`);
		assert.match(clerk.text, /一次性事项，无制度原因/, 'why there is no measure for the root cause');
		const { states } = await check(city);
		assert.deepEqual(states, { doing: TOTAL });
	},

	async '10 August: the plan is sent within the month; what is done at once is verified in place'({ data: city }) {
		await city.turn('2018-08-10');
		await key(city, 'handler', 1, 'progress', { text: '已走访三个小区' });
		await place(city, 2);
		await actPage(city, 'clerk', campaign.number, 'submit_plan', { text: '整改方案' });
		const [plan] = city.sql(`SELECT k.due, k.outcome FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.number = '${campaign.number}' AND k.code = 'rect_plan'`);
		assert.deepEqual(plan, { due: '2018-08-13', outcome: 'met' });
		const { seen } = await check(city);
		for (const who of ['busman:yellow', 'lead3:yellow', 'clerk:yellow', 'handler:silent']) assert.ok(seen.has(who), who);
		assert.ok(![...seen].some((w) => w.startsWith('bushead')), 'the head is told of red alone');
	},

	async '31 August: the meeting hears the frozen report, which says day 49'({ data: city }) {
		await city.turn('2018-08-31');
		const clerk = await city.as('clerk'), zh = await city.as('clerk', 'zh');
		await clerk.get(`/staff/m/${campaign.number}`);
		assert.match(clerk.text, /Day 49 since the feedback/);
		await zh.get(`/staff/m/${campaign.number}`);
		assert.match(zh.text, /反馈后第49天/);
		assert.equal((await ledger(city)).day, 49);
		await ticked(city);
		const paper = await freeze(city, '第一次汇报。');
		assert.match(paper.body_en, /day 49 since the feedback/);
		assert.match(paper.body_zh, /后第49天/);
		const body = await city.as('lead2');
		await body.get('/staff/body/dz');
		assert.match(body.last.root.all('section').find((s) => s.attr('id') === 'waiting').text, new RegExp(`${number[10]}.*2018-08-31`), 'what is overdue waits by itself');
		const meeting = await hold(city, [{ item_type: 'hear', title: '听取整改情况汇报', source: campaign.number }, SIGNING]);
		assert.deepEqual(meeting.items.map((i) => i.overdue), [true, false, false], 'and stands first on the agenda');
		await body.get(`/staff/m/${meeting.number}`);
		assert.match(body.text, /Report as of 2018-08-31/);
		const at = `/staff/m/${meeting.number}/report/2`;
		const pdf = await (await city.as('lead1')).send('GET', at);
		assert.equal(pdf.type, 'application/pdf', pdf.text);
		assert.match(spawnSync('pdftotext', ['-', '-'], { input: pdf.body }).stdout.toString().replace(/\s+/g, ' '), /day 49 since/);
		campaign.frozen.push({ paper, at, pdf: pdf.body });
		await signOff(city, 2, meeting, 3);
		await issue(city, meeting);
		await key(city, 'handler', 5, 'ask_extension', { due: '2018-11-30', reason: '管网施工' });
		await page(city, 'clerk', 5, 'grant_extension', { reason: '情况属实' });
		const { figures, states, seen } = await check(city);
		assert.deepEqual([figures.late, figures.green, figures.extended, states.closed], [1, 7, 1, 1]);
		for (const who of ['busman:red', 'bushead:red', 'lead3:red', 'clerk:red', 'handler:green']) assert.ok(seen.has(who), who);
		assert.ok(!seen.has('lead1:green'), 'the leader in charge is told from yellow on');
		await clerk.get(`/staff/m/${campaign.number}`);
		const moved = clerk.last.root.all('dl.facts div').find((d) => d.all('a').some((a) => a.attr('href').includes('which=extended')));
		assert.match(moved.text, /8 ?% of 12/, 'the share of findings with a later day');
	},

	async '13 September: the report on its last day; one is returned at verification'({ data: city }) {
		await city.turn('2018-09-13');
		await key(city, 'clerk', 8, 'stage_done', { text: '第一批已完成' });
		for (const no of [1, 3, 7, 8, 9, 11, 12]) await place(city, no);
		await place(city, 10, 'mostly');
		await applyFor(city, 4);
		await key(city, 'clerk', 4, 'verify_implemented', { way: 'desk', text: '材料齐全' });
		await page(city, 'clerk', 4, 'return_signoff', { reason: '仅有文字材料' });
		await actPage(city, 'clerk', campaign.number, 'submit_report', { text: '整改情况报告' });
		const [report] = city.sql(`SELECT k.due, k.outcome FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.number = '${campaign.number}' AND k.code = 'rect_report'`);
		assert.deepEqual(report, { due: '2018-09-13', outcome: 'met' });
		await actKey(city, 'clerk', campaign.number, 'close_campaign', { text: '结束' }, 409);
		const { figures, states } = await check(city);
		assert.deepEqual([figures.returned, figures.late, states.in_place, states.doing], [1, 0, 8, 3]);
		const again = await fact(city, 4);
		assert.deepEqual([again.round, again.implemented, again.signoff.length, again.signoff[0].result], [2, false, 1, 'returned']);
	},

	async '28 September: eight are signed off by items of one meeting; the returned one is shown anew'({ data: city }) {
		await city.turn('2018-09-28');
		await key(city, 'busman', 4, 'apply_signoff', { text: '再次申请' }, 409);
		await page(city, 'busman', 4, 'reopen_measure', { measure_no: '1', reason: '补充现场' });
		await place(city, 4);
		const meeting = await hold(city, [{ item_type: 'hear', title: '听取整改情况汇报', source: campaign.number }, SIGNING]);
		for (const no of [1, 3, 7, 8, 9, 10, 11, 12]) await signOff(city, no, meeting, 2, no === 8 ? 'partly' : 'fully');
		await issue(city, meeting);
		const { figures, states } = await check(city);
		assert.deepEqual(states, { doing: 2, in_place: 1, closed: 7, standing: 2 });
		assert.deepEqual([figures.signed, figures.gap, figures.lasting], [9, 2, 0]);
	},

	async '28 November: the first recheck; a stage that is done closes nothing'({ data: city }) {
		await city.turn('2018-11-28');
		await key(city, 'xfclerk', 2, 'recheck_pass', { way: 'on_site', text: '未反弹' });
		await key(city, 'clerk', 6, 'stage_done', { text: '第一批已完成' });
		await place(city, 5);
		const { figures, states } = await check(city);
		assert.deepEqual([figures.stage, figures.late, figures.lasting, states.rechecked, states.doing], [1, 1, 1, 1, 1]);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${campaign.number}?which=stage`);
		assert.match(clerk.text, /Finding 6/);
		const five = await fact(city, 5);
		assert.deepEqual([five.first_due, city.sql(`SELECT k.due, k.outcome FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.number = '${number[5]}' AND k.code = 'rect_due'`)[0]], ['2018-09-10', { due: '2018-11-30', outcome: 'met' }]);
		await clerk.get(`/staff/m/${number[5]}`);
		assert.match(clerk.text, /2018-09-10/);
		assert.match(clerk.text, /2018-11-30/);
	},

	async '15 January 2019: a recheck that is late is found late, and done; two more are signed off'({ data: city }) {
		await city.turn('2019-01-15');
		await ticked(city);
		const late = city.sql(`SELECT s.trigger_code, u.code FROM supervision s JOIN unit u ON u.id = s.unit_id JOIN matter m ON m.id = s.matter_id WHERE m.number = '${number[10]}' AND s.trigger_code = 'recheck_late'`);
		assert.deepEqual(late, [{ trigger_code: 'recheck_late', code: 'xf' }]);
		await key(city, 'xfclerk', 10, 'recheck_pass', { way: 'on_site', text: '未反弹' });
		const meeting = await hold(city, [SIGNING]);
		for (const no of [4, 5]) await signOff(city, no, meeting, meeting.items.find((i) => !i.overdue).item, 'mostly');
		await issue(city, meeting);
		const { figures } = await check(city);
		assert.deepEqual([figures.signed, figures.gap, figures.stage], [11, 4, 1]);
	},

	async '25 March: at the recheck one has come back; by itself it stands on the next agenda'({ data: city }) {
		await city.turn('2019-03-25');
		for (const no of [1, 7, 11, 12]) await key(city, 'xfclerk', no, 'recheck_pass', { way: 'on_site', text: '未反弹' });
		await page(city, 'xfclerk', 3, 'recheck_pass', { way: 'desk', text: '持续有效' });
		await city.stopped(async (today) => {
			cli(city, today, 1, number[8], 'recheck_fail', 'way=on_site', 'text=自查', 'due=2019-06-30', '--as', 'clerk');
			cli(city, today, 0, number[8], 'recheck_fail', 'way=on_site', 'text=投诉再次积压', 'due=2019-06-30', '--as', 'xfclerk');
			assert.match(command(['campaign', city.dir, 'show', campaign.number, '--today', today]).out, new RegExp(`relapsed 1\\n(.*\\n)*.*${number[8]} +doing +2018-09-20 2019-06-30`));
		});
		const again = await fact(city, 8);
		assert.deepEqual([again.relapses, again.round, again.signed, again.in_effect, again.signoff[0].result, again.verified.length], [1, 2, null, false, 'relapsed', 4]);
		const leader = await city.as('lead2');
		await leader.get('/staff/body/dz');
		assert.match(leader.last.root.all('section').find((s) => s.attr('id') === 'waiting').text, new RegExp(number[8]));
		const { figures, states } = await check(city);
		assert.deepEqual([figures.relapsed, figures.signed, figures.lasting, states.standing, figures.stage], [1, 10, 6, 2, 1], 'what came back has no stage done');
		const meeting = await hold(city, []);
		const item = meeting.items.find((i) => i.title.includes(number[8]));
		assert.ok(item && /came back/.test(item.translation), 'on the agenda by itself');
		await leader.get('/staff/body/dz');
		assert.ok(!leader.last.root.all('section').find((s) => s.attr('id') === 'waiting')?.text.includes(number[8]), 'it waits once');
		await issue(city, meeting);
	},

	async '20 April and 10 May: worked off again in round 2, signed off again'({ data: city }) {
		await city.turn('2019-04-20');
		await key(city, 'handler', 8, 'apply_signoff', { text: '再次申请' }, 409);
		await place(city, 8, 'mostly');
		await key(city, 'clerk', 8, 'verify_effect', { way: 'desk', text: '过早', grade_reached: 'fully' }, 409);
		await check(city);
		await city.turn('2019-05-10');
		const meeting = await hold(city, [SIGNING]);
		await signOff(city, 8, meeting, meeting.items.find((i) => !i.overdue).item, 'mostly');
		await issue(city, meeting);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${number[8]}`);
		assert.match(clerk.text, /Round 2[^]*Round 1/, 'both rounds are shown');
		const { figures } = await check(city);
		assert.deepEqual([figures.relapsed, figures.signed], [1, 11], 'it has relapsed, whatever becomes of it');
	},

	async '28 June: another round of the campaign, and the one before is kept'({ data: city }) {
		await city.turn('2019-06-28');
		for (const no of [4, 5]) await key(city, 'xfclerk', no, 'recheck_pass', { way: 'on_site', text: '未反弹' });
		await actPage(city, 'clerk', campaign.number, 'next_round', { reason: '再部署再落实' });
		const told = await ledger(city);
		assert.deepEqual([told.round, told.report, told.plan], [2, null, '2018-08-10']);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${campaign.number}`);
		assert.match(clerk.text, /Report of round 1[^]{0,40}2018-09-13/, 'when the round before was reported');
		await actKey(city, 'clerk', campaign.number, 'close_campaign', { text: '结束' }, 409);
		const paper = await freeze(city, '第二轮。');
		const meeting = await hold(city, [{ item_type: 'hear', title: '听取第二轮整改情况', source: campaign.number }]);
		const at = `/staff/m/${meeting.number}/report/${meeting.items.find((i) => i.title.startsWith('听取')).item}`;
		campaign.frozen.push({ paper, at, pdf: (await (await city.as('lead1')).send('GET', at)).body });
		assert.match(paper.body_en, /day 350 since/);
		await issue(city, meeting);
		const { figures } = await check(city);
		assert.equal(figures.lasting, 8);
	},

	async '10 September and 5 November: what is kept up is reviewed again; what came back lasts now'({ data: city }) {
		await city.turn('2019-09-10');
		for (const no of [3, 9]) await key(city, 'xfclerk', no, 'recheck_pass', { way: 'desk', text: '持续有效' });
		await actPage(city, 'clerk', campaign.number, 'submit_report', { text: '第二轮整改情况报告' });
		await check(city);
		await city.turn('2019-11-05');
		await key(city, 'xfclerk', 8, 'recheck_pass', { way: 'on_site', text: '未再反弹' });
		const { figures, states } = await check(city);
		assert.deepEqual([figures.lasting, figures.relapsed, states.rechecked, states.standing, states.doing], [9, 1, 9, 2, 1]);
		assert.deepEqual((await fact(city, 8)).signoff.map((s) => s.result), ['lasting', 'relapsed']);
	},

	async 'March 2020: no end while one is open; the stage becomes the whole'({ data: city }) {
		await city.turn('2020-03-02');
		const refused = await actPage(city, 'clerk', campaign.number, 'note', { text: '准备结束' });
		assert.ok(!refused.last.root.has(`a[href="/staff/m/${campaign.number}/close_campaign"]`) && !refused.last.root.has(`form[action="/staff/m/${campaign.number}/close_campaign"]`));
		await actKey(city, 'clerk', campaign.number, 'close_campaign', { text: '结束' }, 409);
		await key(city, 'xfclerk', 3, 'recheck_pass', { way: 'desk', text: '持续有效' });
		await place(city, 6, 'fully');
		await city.turn('2020-03-20');
		const meeting = await hold(city, [SIGNING]);
		await signOff(city, 6, meeting, meeting.items.find((i) => !i.overdue).item, 'hardly');
		await issue(city, meeting);
		await actKey(city, 'clerk', campaign.number, 'close_campaign', { text: '结束' }, 409);
		const { figures, states } = await check(city);
		assert.deepEqual([figures.signed, figures.stage, states.closed], [12, 0, 1], 'signed off, and yet to be rechecked');
	},

	async 'July 2020: all are settled, and it ends'({ data: city }) {
		await city.turn('2020-07-20');
		await page(city, 'xfclerk', 6, 'recheck_pass', { way: 'on_site', text: '未反弹' });
		for (const no of [3, 9]) {
			await key(city, 'xfclerk', no, 'recheck_pass', { way: 'desk', text: '持续有效' });
			assert.equal(stateOf(city, number[no]), 'standing', 'never closed');
			assert.equal(city.sql(`SELECT closed_day FROM matter WHERE number = '${number[no]}'`)[0].closed_day, null);
		}
		await city.stopped(async (today) => cli(city, today, 0, campaign.number, 'close_campaign', 'text=全部销号并通过回头看', '--as', 'clerk'));
		assert.equal(stateOf(city, campaign.number), 'closed');
		const { figures, states } = await check(city);
		assert.deepEqual(states, { rechecked: 10, standing: 2 });
		assert.deepEqual([figures.findings, figures.signed, figures.lasting, figures.relapsed, figures.returned, figures.extended, figures.gap], [12, 12, 10, 1, 1, 1, 5]);
		assert.equal(campaign.frozen.length, 2);
	},
});
