// The rectification ledger as a table: brought as the usual workbook, looked at before it is
// kept, taken, taken along, and taken into another campaign without loss. What a table tells
// of facts and sign-off makes nothing true.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { request } from '../node/lib/http.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';
import { bombBook, csv, formulaBook, macroBook, rowsOf, workbook } from '../node/lib/workbook.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'officer'] });
export const after = (city) => city.close();

const CAMPAIGN = { subject: '巡视反馈意见整改', translation: 'Rectification', source_body: '中央第六巡视组', received: '2026-03-01', report_in: '2', unit: 'zs', first_person: '示例同志' };
const HEAD = ['序号', '反馈问题（原文）', '问题类别', '具体表现', '原因分析', '整改目标', '整改措施', '措施类型', '整改类型', '责任领导', '责任单位', '配合单位', '责任人', '完成时限', '进展情况', '完成情况', '备注'];
const ROWS = [
	['大连市落实巡视反馈意见整改台账'],
	HEAD,
	['1-1', '供热投诉久拖不决。\n群众反映较多。', '履职尽责', '三个小区', '缺少督办制度', '30日内办结率100%', '逐件办结', '治标', '限期整改', 'lead1同志', '大连市住房和城乡建设局', '大连市交通运输局', '张三', '2026年3月30日', '已走访', '已完成', ''],
	['1-2', '', '', '', '', '', '=建立督办制度', '治本', '', '', '', '', '', '', '', '', ''],
	['2', '公交线路调整未听取意见', '作风建设', '两条线路', '程序缺失', '调整前公示', '补办公示', '治标', '立行立改', 'lead2', 'jt', '', '李四', '2026/3/20', '', '已销号', '见附件'],
	['2', '公交线路调整未听取意见', '', '', '', '', '制定公示办法', '治本', '', '', '', '', '', '', '', '', ''],
	['3', '档案管理不规范', '基础工作'],
];
const BAD = [
	['甲', '编号不是数字'],
	['4', ''],
	['3', '另一段话'],
	['5', '单位不明', '', '事实', '原因', '目标', '', '', '限期整改', 'lead1', '无此单位', '', '王五', '2026-03-30'],
	['6', '类型不明', '', '事实', '原因', '目标', '措施', '不详', '限期整改', 'lead1', 'zj', '', '王五', '2026-03-30'],
	['7', '办公室自办', '', '事实', '原因', '目标', '', '', '限期整改', 'lead1', 'dl', '', '王五', '2026-03-30'],
];
let campaign, second;

const file = (name, data) => ({ file: [{ name, data, type: 'application/octet-stream' }] });
const findings = (city, number) => city.sql(`SELECT f.no, m.subject, m.body, m.state, f.grp, f.term, f.first_due, f.implemented_event AS fact, f.signed_day FROM finding f JOIN matter m ON m.id = f.matter_id JOIN matter c ON c.id = f.campaign_id WHERE c.number = '${number}' ORDER BY f.no`);

async function open(city) {
	const made = await city.api('clerk', 'POST', '/api/v1/campaigns', CAMPAIGN);
	assert.equal(made.status, 201, made.text);
	return made.json.number;
}

async function bring(city, number, name, data, want = 200) {
	const clerk = await city.as('clerk');
	await clerk.get(`/staff/m/${number}/findings/import`);
	await clerk.submit(`/staff/m/${number}/findings/import`, { set: file(name, data), want });
	return clerk;
}

export const tests = story({
	async 'a workbook is shown before it is kept, row by row'({ data: city }) {
		campaign = await open(city);
		await (await city.as('officer')).get(`/staff/m/${campaign}/findings/import`, 404);
		const clerk = await bring(city, campaign, '台账.xlsx', workbook([...ROWS, ...BAD]));
		assert.match(clerk.text, /3 findings with 4 measures would be taken; 0 are here already; 6 are refused/);
		for (const why of [/“甲” is no number of a finding/, /no words of the inspection/, /Finding 3 stands in the table a second time/, /无此单位/, /office that verifies cannot be a working unit/])
			assert.match(clerk.text, why);
		assert.equal(clerk.value('head'), '1', 'the heading row is found below a title');
		assert.equal(clerk.value('c0'), 'no');
		assert.equal(clerk.value('c16'), 'told', 'what is not ours is kept as a note');
		assert.equal(clerk.value('c15'), 'told', 'a state in a table is a note');
		assert.deepEqual(findings(city, campaign), [], 'nothing is kept before it is confirmed');
	},

	async 'the columns can be corrected; then it is taken, and no table makes a fact'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.submit(`/staff/m/${campaign}/findings/import`, { set: { c2: 'skip' }, button: 'check' });
		assert.equal(clerk.value('c2'), 'skip', 'a choice is kept');
		await clerk.submit(`/staff/m/${campaign}/findings/import`, { set: { c2: 'group', effect_days: '900' }, button: 'check' });
		assert.match(clerk.text, /1 findings with 0 measures would be taken; 0 are here already; 8 are refused/);
		assert.match(clerk.text, /from 1 to 730/);
		await clerk.submit(`/staff/m/${campaign}/findings/import`, { set: { effect_days: '20' }, button: 'check' });
		await clerk.submit(`/staff/m/${campaign}/findings/import`, { button: 'take' });
		assert.match(clerk.text, /3 findings with 4 measures were taken; 0 were here already; 6 were refused/);
		const kept = findings(city, campaign);
		assert.deepEqual(kept.map((f) => [f.no, f.state, f.grp, f.term, f.first_due, f.fact, f.signed_day]), [
			[1, 'draft', '履职尽责', 'by_date', '2026-03-30', null, null], [2, 'draft', '作风建设', 'at_once', '2026-03-20', null, null], [3, 'draft', '基础工作', '', null, null, null]]);
		assert.equal(kept[0].body, '供热投诉久拖不决。\n群众反映较多。', 'verbatim');
		await clerk.get(`/staff/m/${campaign}`);
		assert.match(clerk.text, /All 3/);
		const number = city.sql('SELECT m.number FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.no = 2')[0].number;
		await clerk.get(`/staff/m/${number}`);
		assert.match(clerk.text, /完成情况: 已销号\s*备注: 见附件/, 'what the table told is a note');
		await bring(city, campaign, '台账.xlsx', workbook(ROWS));
		assert.match(clerk.text, /0 findings with 0 measures would be taken; 3 are here already; 0 are refused/);
		assert.ok(!/do=take|value="take"/.test(clerk.last.answer.text));
	},

	async 'taken along and taken into another campaign it is the same, as workbook and CSV'({ data: city }) {
		const clerk = await city.as('clerk');
		const taken = async (number, ending) => {
			const got = await clerk.send('GET', `/staff/m/${number}/ledger/ledger.${ending}`);
			assert.equal(got.status, 200);
			return got;
		};
		const plain = (rows) => rows.map((r) => r.slice(0, 28).map((c) => c.trim()));     // without the matter's number
		const one = rowsOf((await taken(campaign, 'xlsx')).body);
		assert.equal(one[0][0], 'No.');
		assert.deepEqual(one.slice(1).map((r) => r[0]), ['1-1', '1-2', '2-1', '2-2', '3']);
		assert.ok(one[2].includes('=建立督办制度'), 'a text like a formula stays text');
		for (const ending of ['xlsx', 'csv']) {
			second = await open(city);
			const table = await taken(campaign, ending);
			await bring(city, second, `ledger.${ending}`, table.body);
			assert.match(clerk.text, /3 findings with 4 measures would be taken; 0 are here already; 0 are refused/, clerk.errors?.join());
			await clerk.submit(`/staff/m/${second}/findings/import`, { button: 'take' });
			assert.deepEqual(plain(rowsOf((await taken(second, 'xlsx')).body)), plain(one), ending);
		}
		const zh = await city.as('clerk', 'zh');
		assert.match((await zh.send('GET', `/staff/m/${campaign}/ledger/ledger.csv`)).body.toString(), /^\uFEFF序号,反馈问题（原文）,问题类别,具体表现,原因分析,整改目标,整改措施/);
		for (const name of ['ledger.pdf', 'day.csv', 'ledger']) assert.equal((await clerk.send('GET', `/staff/m/${campaign}/ledger/${name}`)).status, 404, name);
		assert.equal((await (await city.as('officer')).send('GET', `/staff/m/${campaign}/ledger/ledger.csv`)).status, 404);
	},

	async 'what is no table, holds macros or is too wide is refused with its reason; what we did not bring is not taken'({ data: city }) {
		const number = await open(city);
		const refused = async (name, data, why) => {
			const clerk = await bring(city, number, name, data, 422);
			assert.match(clerk.text, why, name);
		};
		await refused('notes.docx', Buffer.from('\xD0\xCF\x11\xE0 old', 'latin1'), /old form \(\.xls\)|no workbook/);
		await refused('x.csv', Buffer.from([0x41, 0, 0x42, 0xff, 0xfe]), /neither a workbook/);
		await refused('empty.csv', Buffer.from('\r\n'), /no rows/);
		await refused('wide.csv', Buffer.from(csv([Array.from({ length: 61 }, (_, i) => `c${i}`)])), /more than 60 columns/);
		await refused('half.csv', Buffer.from('序号,反馈问题\r\n1,"没有结束'), /./);
		await refused('half.xlsx', workbook(ROWS).subarray(0, 900), /damaged|no workbook|could not be read/);
		await refused('macro.xlsm', macroBook(), /holds macros/);
		await refused('bomb.xlsx', bombBook(), /unpacks to far more|too large/);
		await refused('many.csv', Buffer.from('序号,反馈问题\r\n' + Array.from({ length: 40200 }, (_, i) => `${i + 1},问题${i}`).join('\r\n')), /more than 40000 rows/);
		await (await city.as('clerk')).submit(`/staff/m/${number}/findings/import`, { want: 422 });
		const told = await bring(city, number, '公式.xlsx', formulaBook());
		assert.match(told.text, /1 cells hold formulas and are taken as empty: what a formula once gave proves nothing/);
		assert.doesNotMatch(told.last.answer.text, /example\.invalid/);
		assert.deepEqual(findings(city, number), []);
		// another's table, or one that is gone, is not there
		const clerk = await bring(city, number, 'a.csv', Buffer.from(csv(ROWS.slice(1, 3))));
		const token = clerk.value('token');
		const other = await city.as('clerk2');
		await other.get(`/staff/m/${number}/findings/import`);
		await other.submit(`/staff/m/${number}/findings/import`, { force: { token, do: 'take' }, want: 422 });
		assert.match(other.text, /no longer here/);
		assert.deepEqual(findings(city, number), []);
	},

	async 'by key: looked at, then kept; not by who does not keep the campaign'({ data: city }) {
		const number = await open(city);
		const ask = (who, fields, want = 200) => city.api(who, 'POST', `/api/v1/campaigns/${number}/findings`, fields).then((a) => (assert.equal(a.status, want, a.text), a.json));
		const table = csv([...ROWS.slice(1), ...BAD]);
		const seen = await ask('clerk', { table, effect_days: '30' });
		assert.deepEqual([seen.kept, seen.taken, seen.measures, seen.refused.length], [false, 3, 4, 6]);
		assert.deepEqual(findings(city, number), []);
		const kept = await ask('clerk', { table, effect_days: '30', keep: '1' });
		assert.deepEqual([kept.kept, kept.taken, kept.known], [true, 3, 0]);
		assert.equal((await ask('clerk', { table: csv(ROWS.slice(1)), effect_days: '30', keep: '1' })).known, 3);
		assert.equal((await ask('clerk', { table: '1,第四条,\r\n', columns: 'no,title' })).refused.length, 0, 'the first row is the heading');
		await ask('clerk', { table: 'x', columns: 'no,state' }, 422);
		await ask('officer', { table }, 404);
	},

	async 'by key as the body itself: a workbook or CSV, as its content type says; told, refused and kept as on the page'({ data: city }) {
		const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
		const number = await open(city);
		const ask = async (body, query = '', type = XLSX, want = 200, who = 'clerk') => {
			const answer = await request(city.origin, 'POST', `/api/v1/campaigns/${number}/findings${query}`, { body, headers: { 'Content-Type': type, Authorization: `Bearer ${city.keys.get(who)}`, 'Accept-Language': 'en' } });
			assert.equal(answer.status, want, answer.text);
			return JSON.parse(answer.text);
		};
		const book = workbook([...ROWS, ...BAD]);
		const seen = await ask(book, '?effect_days=30');
		assert.deepEqual([seen.kept, seen.taken, seen.measures, seen.refused.length, seen.told.length], [false, 3, 4, 6, 0]);
		assert.deepEqual(findings(city, number), []);
		const kept = await ask(book, '?effect_days=30&keep=1');
		assert.deepEqual([kept.kept, kept.taken], [true, 3]);
		assert.ok(findings(city, number).every((f) => f.state === 'draft' && f.fact === null && f.signed_day === null), 'no table makes a fact');
		assert.equal((await ask(Buffer.from(csv(ROWS.slice(1))), '?effect_days=30', 'text/csv; charset=utf-8')).known, 3);
		assert.equal((await ask(Buffer.from(csv([['1', '第四条', '']])), '?columns=no,title&effect_days=30', 'text/csv')).refused.length, 0);
		const formulas = await ask(formulaBook(), '?effect_days=30');
		assert.match(formulas.told.join(), /1 cells hold formulas and are taken as empty/);
		assert.match((await ask(book, '?sheet=none', XLSX, 422)).message, /no worksheet "none"/);
		assert.match((await ask(book, '', 'text/csv', 422)).message, /content type of a workbook/);
		assert.match((await ask(Buffer.from(csv(ROWS)), '', XLSX, 422)).message, /no workbook/);
		assert.match((await ask(book.subarray(0, 900), '', XLSX, 422)).message, /damaged|could not be read/);
		assert.match((await ask(macroBook(), '', XLSX, 422)).message, /macros|damaged/);
		assert.match((await ask(bombBook(), '', XLSX, 422)).message, /unpacks to far more|too large|damaged/);
		assert.match((await ask(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), '', 'text/csv', 422)).message, /larger than 10 MB/);
		assert.match((await ask(Buffer.from(''), '', 'text/csv', 422)).message, /no rows/);
		assert.match((await ask(Buffer.from('序号,反馈问题\r\n' + Array.from({ length: 40200 }, (_, i) => `${i + 1},问${i}`).join('\r\n')), '', 'text/csv', 422)).message, /more than 40000 rows/);
		for (const type of ['application/zip', 'text/plain', 'multipart/form-data; boundary=b', 'text/csvx']) await ask(book, '', type, 415);
		await ask(book, '', XLSX, 404, 'officer');
		assert.equal(findings(city, number).length, 3);
	},

	async 'on the command line: a dry run, taken, exported; a plan with a day that is over stays a draft'({ data: city }) {
		const number = await open(city);
		await city.stopped(async (today) => {
			const path = join(city.dir, '..', 'ledger.xlsx');
			const old = ROWS.slice(1).map((r) => r.map((c) => (c === '2026年3月30日' ? '2025年12月30日' : c)));
			writeFileSync(path, workbook(old));
			const run = (want, ...words) => command(['campaign', city.dir, ...words], { want });
			assert.match(run(1, 'import', number, path, '--as', 'clerk', '--dry-run', '--effect-days', '0', '--today', today).out, /line 2, Waiting time for effect, days.*\n(.*\n)*1 findings with 0 measures would be taken, 0 known, 2 refused/);
			assert.match(run(0, 'import', number, path, '--as', 'clerk', '--today', today).out, /3 findings with 4 measures taken, 0 known, 0 refused/);
			assert.match(run(1, 'import', number, path, '--as', 'officer', '--today', today).err, /no campaign/);
			assert.match(run(0, 'export', number, '--lang', 'zh').out, /1-1,供热|1-1,"供热投诉久拖不决。\n群众反映较多。"/);
			const finding = city.sql(`SELECT m.number FROM finding f JOIN matter m ON m.id = f.matter_id JOIN matter c ON c.id = f.campaign_id WHERE c.number = '${number}' AND f.no = 1`)[0].number;
			assert.match(command(['act', city.dir, finding, 'issue_plan', '--as', 'clerk', '--today', today], { want: 1 }).err, /2025-12-30/);
		});
	},
});
