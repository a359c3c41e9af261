// Cases an environmental inspection forwards: a batch is opened and its cases come in from the
// table that came with it; assigned, answered, signed and checked by three persons; a stage
// stays a stage; what is public was written for it. On pages, by key, on the command line.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { offered } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';
import { csv, rowsOf, workbook } from '../node/lib/workbook.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'clerk2', 'handler', 'head', 'busman', 'officer', 'zsman', 'zshead'] });
export const after = (city) => city.close();

const BATCH = { source_body: '省生态环境保护督察组', batch_no: '12', received: '2026-03-02', answer_in: '5', unit: 'dl', programme: 'environment/dust' };
const HEADS = ['序号', '受理编号', '交办问题基本情况', '行政区域', '污染类型', '责任单位', '调查核实情况', '经度', '纬度'];
const WORDS = '反映人李某某称大排档油烟直排。';
const ROWS = [
	['1', 'X-001', WORDS, '中山区', '大气', '大连市住房和城乡建设局', '', '121.6147', '38.914'],
	['2', 'X-002', '反映河边有黑水流出。\n已持续两周。', 'Zhongshan', 'water', 'jt', '（未填）', '', ''],
	['3', 'X-003', '<b>反映</b> 夜间施工 "噪声" & 扬尘', '', '噪声', '', '', '', ''],
];
const file = (name, data) => ({ file: [{ name, data, type: 'application/octet-stream' }] });
const table = (...rows) => file('交办.csv', Buffer.from(csv([HEADS, ...rows])));
const PAPER = { name: '现场照片.txt', data: Buffer.from('photo'), type: 'text/plain' };
const ANSWER = { truth: 'true', facts: '检查12家，5家停用净化设施。', handled: '5家已整改。', case_outcome: 'settled', files: [PAPER] };
let batch, second;
const number = (city, no) => city.sql(`SELECT m.number FROM forwarded_case c JOIN matter m ON m.id = c.matter_id JOIN matter k ON k.id = c.batch_id WHERE c.case_no = '${no}' AND k.number = '${batch}'`)[0].number;

async function act(city, who, no, name, fields = {}, want = 200) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${no === batch ? batch : number(city, no)}/${name}`, fields);
	assert.equal(answer.status, want, `${who} ${name}: ${answer.text}`);
	return answer;
}

async function page(city, who, no, name, set, want = 200) {
	const b = await city.as(who), at = `/staff/m/${number(city, no)}/${name}`;
	await b.get(at);
	await b.submit(at, { set, want });
	return b;
}

export const tests = story({
	async 'a batch is opened as it came, once; nothing typed is lost'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get('/staff/batches');
		assert.match(clerk.text, /No batch was handed over yet/);
		await clerk.get('/staff/batches/new');
		await clerk.submit('/staff/batches/new', { set: { ...BATCH, answer_in: '' }, want: 422 });
		assert.equal(clerk.value('source_body'), BATCH.source_body);
		await clerk.submit('/staff/batches/new', { set: { answer_in: '5' } });
		batch = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		assert.match(clerk.text, /No case is recorded yet/);
		assert.match((await city.api('clerk2', 'POST', '/api/v1/batches', BATCH)).text, /is here already/);
		await (await city.as('officer')).get('/staff/batches/new', 403);
		await (await city.as('handler')).get(`/staff/m/${batch}`, 404);
		const told = (await city.api('clerk', 'GET', `/api/v1/matters/${batch}`)).json;
		assert.deepEqual([told.batch.batch_no, told.batch.answer_in, told.clocks[0].due], [12, 5, '2026-03-07']);
	},

	async 'its cases come in from the table, whole or not at all, seen before they are kept'({ data: city }) {
		const clerk = await city.as('clerk'), at = `/staff/m/${batch}/cases/import`, cases = () => city.sql('SELECT count(*) AS n FROM forwarded_case')[0].n;
		await clerk.get(at);
		await clerk.submit(at, { button: 'read', want: 422 });
		await clerk.submit(at, { set: table(...ROWS, ['4', 'X-004', '反映', '火星', '味道', 'nobody', '', '', ''], ['5', 'X-005', '反映', '', '水', '', '', '38.9', '121.6'], ['6', 'X-006', '反映', '', '水', '', '', '121.6', '']) });
		assert.match(clerk.text, /3 rows are refused/);
		assert.match(clerk.text, /Latitude/);
		assert.match(clerk.text, /火星/);
		assert.match(clerk.text, /Nothing is taken while a row is refused/);
		await clerk.get(at);
		await clerk.submit(at, { set: table(...ROWS) });
		assert.match(clerk.text, /3 cases would be taken, 2 of them assigned/);
		assert.equal(cases(), 0, 'the preview keeps nothing');
		await clerk.submit(at, { button: 'take' });
		assert.match(clerk.text, /3 cases were taken, 2 of them assigned/);
		assert.deepEqual(city.sql('SELECT case_no, pollution, state FROM forwarded_case c JOIN matter m ON m.id = c.matter_id ORDER BY case_no').map((c) => `${c.case_no} ${c.pollution} ${c.state}`),
			['X-001 air assigned', 'X-002 water assigned', 'X-003 noise received']);
		await clerk.get(at);
		await clerk.submit(at, { set: file('交办.xlsx', workbook([['省督察组第12批交办案件'], HEADS, ...ROWS])) });
		assert.match(clerk.text, /0 cases would be taken.*3 are here already/);
		await clerk.get(at);
		await clerk.submit(at, { set: table(['1', 'X-001', '别的内容', '', '大气', '', '', '', '']) });
		assert.match(clerk.text, /already/);
		assert.equal(cases(), 3);
	},

	async 'recorded one by one too, on a page and by key, with the words it came with'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/cases/new?batch=${batch}`);
		assert.equal(clerk.value('batch'), batch);
		await clerk.submit('/staff/cases/new', { set: { case_no: 'X-001', subject: '重复', text: '重复', pollution: 'air' }, want: 422 });
		assert.equal(clerk.value('subject'), '重复');
		await clerk.submit('/staff/cases/new', { set: { case_no: 'X-004', subject: '林地堆料', text: '反映林地堆放砂石。', pollution: 'ecology', area: '210202' } });
		assert.match(clerk.text, /Batch 12 of 省生态环境保护督察组/);
		await city.api('clerk2', 'POST', '/api/v1/cases', { batch, case_no: 'X-005', subject: '异味', text: '反映异味。', pollution: 'air' }).then((a) => assert.equal(a.status, 201, a.text));
		await city.api('handler', 'POST', '/api/v1/cases', { batch, case_no: 'X-006', subject: 's', text: 't', pollution: 'air' }).then((a) => assert.equal(a.status, 403, a.text));
	},

	async 'answered with evidence, signed by the head, checked by the office: three persons, two units'({ data: city }) {
		await act(city, 'handler', 'X-001', 'accept');
		assert.match((await act(city, 'clerk', 'X-001', 'confirm_answer', { way: 'desk', text: 't' }, 409)).text, /./);
		const bare = await page(city, 'handler', 'X-001', 'answer_case', { ...ANSWER, files: [], handled: '' }, 422);
		assert.equal(bare.value('facts'), ANSWER.facts);
		await bare.submit(`/staff/m/${number(city, 'X-001')}/answer_case`, { set: { handled: ANSWER.handled, files: [PAPER] } });
		await act(city, 'handler', 'X-001', 'sign_answer', { text: 't' }, 403);
		await act(city, 'clerk', 'X-001', 'confirm_answer', { way: 'desk', text: 't' }, 409);
		await act(city, 'head', 'X-001', 'sign_answer', { text: '属实，负责。' });
		await act(city, 'head', 'X-001', 'confirm_answer', { way: 'desk', text: 't' }, 403);
		await act(city, 'clerk', 'X-001', 'return_answer', { reason: '照片不清' });
		await page(city, 'handler', 'X-001', 'answer_case', ANSWER);
		await act(city, 'head', 'X-001', 'sign_answer', { text: '属实，负责。' });
		await page(city, 'clerk', 'X-001', 'confirm_answer', { way: 'on_site', text: '现场核实。' });
		const told = (await city.api('handler', 'GET', `/api/v1/matters/${number(city, 'X-001')}`)).json;
		assert.deepEqual([told.state, told.case.settled, told.case.returns], ['settled', '2026-03-02', 1]);
		assert.match(told.documents.find((d) => d.kind === 'case_notice').body_zh, /请于2026-03-07前/);
		await (await city.as('zsman')).get(`/staff/m/${number(city, 'X-001')}`, 404);
	},

	async 'a stage is no settlement: the batch is answered with it, and not closed'({ data: city }) {
		await act(city, 'busman', 'X-002', 'accept');
		assert.match((await page(city, 'busman', 'X-002', 'answer_case', { ...ANSWER, case_outcome: 'stage', due: '' }, 422)).errors.join(), /needs a day/);
		await page(city, 'busman', 'X-002', 'answer_case', { ...ANSWER, case_outcome: 'stage', due: '2026-03-20' });
		await city.stopped(async (today) => {
			const cli = (want, who, name, ...words) => command(['act', city.dir, number(city, 'X-002'), name, ...words, '--as', who, '--today', today], { want });
			cli(1, 'busman', 'sign_answer', 'text=自签');
			cli(0, 'bushead', 'sign_answer', 'text=属实');
			cli(0, 'clerk2', 'confirm_answer', 'way=desk', 'text=材料齐全');
		});
		for (const no of ['X-003', 'X-004', 'X-005']) {
			await act(city, 'clerk', no, 'assign_case', { unit: 'zj' });
			await act(city, 'handler', no, 'accept');
		}
		assert.match((await act(city, 'clerk', batch, 'report_batch', {}, 409)).text, /confirmed answer/);
		for (const no of ['X-003', 'X-004', 'X-005']) {
			await page(city, 'handler', no, 'answer_case', ANSWER);
			await act(city, 'head', no, 'sign_answer', { text: '属实' });
			await act(city, 'clerk', no, 'confirm_answer', { way: 'desk', text: 't' });
		}
		await act(city, 'clerk', batch, 'report_batch', { text: '报送' });
		assert.match((await act(city, 'clerk', batch, 'close_batch', {}, 409)).text, /a stage is not enough/);
		assert.equal(city.sql("SELECT outcome FROM clock WHERE code = 'batch_report'")[0].outcome, 'met');
	},

	async 'every number is the number of its rows, and what is taken along holds them all'({ data: city }) {
		await city.turn('2026-03-25');
		const clerk = await city.as('clerk');
		await clerk.get('/staff/batches');
		const links = clerk.last.root.all('td.number a').map((a) => [a.attr('href'), Number(a.text)]);
		await clerk.get(`/staff/m/${batch}`);
		links.push(...clerk.last.root.all('td.number a').map((a) => [a.attr('href'), Number(a.text)]));
		assert.ok(links.length > 15, `${links.length} numbers`);
		for (const [href, n] of links) {
			await clerk.get(href.split('#')[0]);
			const list = clerk.last.root.all('section').find((s) => s.attr('id') === 'list');
			assert.equal(list.all('tbody tr').length, n, href);
		}
		assert.equal(links.find(([href]) => href.includes('stand=late'))[1], 1, 'the rest of the stage is late');
		await clerk.get(`/staff/m/${batch}?stand=open`);
		assert.match(clerk.text, /No case stands there/);
		const along = (await clerk.send('GET', `/staff/m/${batch}/cases/cases.csv`)).text;
		for (const word of ['X-001', 'X-005', WORDS, 'A stage', '检查12家', '"<b>反映</b> 夜间施工 ""噪声"" & 扬尘"']) assert.ok(along.includes(word), `${word}: ${along}`);
		const book = (await clerk.send('GET', `/staff/m/${batch}/cases/cases.xlsx`)).body;
		assert.deepEqual(rowsOf(book).slice(1).map((r) => r[0]), ['X-001', 'X-002', 'X-003', 'X-004', 'X-005']);
		second = (await city.api('clerk', 'POST', '/api/v1/batches', { ...BATCH, batch_no: '' })).json.number;
		await clerk.get(`/staff/m/${second}/cases/import`);
		await clerk.submit(`/staff/m/${second}/cases/import`, { set: file('cases.xlsx', book) });
		assert.match(clerk.text, /5 cases would be taken, 5 of them assigned/);
		await clerk.submit(`/staff/m/${second}/cases/import`, { button: 'take' });
		assert.deepEqual(city.sql('SELECT lat, lon FROM spot'), [{ lat: 38914000, lon: 121614700 }, { lat: 38914000, lon: 121614700 }], 'the place came along');
		await clerk.get(`/staff/m/${batch}`);
		assert.match(clerk.text, /1 of 5 cases of the list are on the map/);
		assert.deepEqual(city.sql(`SELECT b.no FROM batch b JOIN matter m ON m.id = b.matter_id WHERE m.number = '${second}'`), [{ no: 13 }], 'the next number');
		await clerk.get(`/staff/m/${batch}/cases/nothing.csv`, 404);
		const dust = (await city.api('clerk', 'GET', '/api/v1/programmes')).json.programmes.find((p) => p.code === 'environment').tasks;
		assert.equal(dust.filter((t) => t.package === 'dust' && t.procedure === 'case').length, 10, 'the batches put them into their programme');
	},

	async 'the public reads what was written for it and nothing else'({ data: city }) {
		const anybody = city.stranger('en');
		await anybody.get('/cases');
		assert.match(anybody.text, /Nothing is published yet/);
		await anybody.get(`/cases/${batch}`, 404);
		assert.match((await act(city, 'clerk', 'X-001', 'publish_case', { public_zh: 'w', result_zh: 'r' }, 409)).text, /Publish the batch first/);
		await act(city, 'clerk', batch, 'publish_batch');
		const b = await page(city, 'clerk', 'X-001', 'publish_case', { public_zh: '举报人电话13812345678', result_zh: '已整改' }, 422);
		assert.match(b.errors.join(), /13812345678/);
		assert.equal(b.value('result_zh'), '已整改');
		await b.submit(`/staff/m/${number(city, 'X-001')}/publish_case`, { set: { public_zh: '餐饮油烟扰民', public_en: 'Fumes of restaurants', result_zh: '五家已整改 <script>' } });
		await anybody.get('/cases');
		assert.match(anybody.text, /Batch 12/);
		await anybody.get(`/cases/${batch}`);
		assert.match(anybody.text, /1 of 5 cases are published/);
		assert.match(anybody.text, /Fumes of restaurants/);
		const zh = city.stranger('zh');
		await zh.get(`/cases/${batch}`);
		assert.match(zh.text, /餐饮油烟扰民/);
		for (const secret of [WORDS, '李某某', '检查12家', '现场照片', '属实，负责', 'X-002', number(city, 'X-001')])
			assert.ok(!zh.last.answer.text.includes(secret), `${secret} is not public`);
		await act(city, 'clerk', 'X-001', 'withdraw_case', { reason: '措辞' });
		await anybody.get(`/cases/${batch}`);
		assert.doesNotMatch(anybody.text, /Fumes/);
		await act(city, 'clerk', batch, 'withdraw_batch', { reason: '核对' });
		await anybody.get(`/cases/${batch}`, 404);
		assert.ok(!offered(await city.as('handler')).includes('publish_case'));
	},

	async 'the rest is done, and the batch ends'({ data: city }) {
		await page(city, 'busman', 'X-002', 'answer_case', ANSWER);
		await act(city, 'zshead', 'X-002', 'sign_answer', { text: 't' }, 404);
		await city.stopped(async (today) => {
			command(['act', city.dir, number(city, 'X-002'), 'sign_answer', 'text=属实', '--as', 'bushead', '--today', today], { want: 0 });
		});
		await act(city, 'clerk', 'X-002', 'confirm_answer', { way: 'on_site', text: '已完成' });
		await act(city, 'clerk', batch, 'close_batch', {});
		assert.equal(city.sql(`SELECT state FROM matter WHERE number = '${batch}'`)[0].state, 'closed');
		assert.ok(city.sql('SELECT DISTINCT trigger_code AS t FROM supervision').every((s) => ['case_late', 'report_late'].includes(s.t)));
		await city.api('clerk', 'POST', '/api/v1/cases', { batch, case_no: 'X-009', subject: 's', text: 't', pollution: 'air' }).then((a) => assert.equal(a.status, 422, a.text));
	},
});
