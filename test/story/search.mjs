// Finding matters: two-character Chinese words, filters that stand in the
// address, pages of fifty, and lists that show only what their reader may know.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { fileByApi } from '../node/lib/life.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'registrar', 'handler'] });
export const after = (city) => city.close();

const TOPICS = [['小区停水三天', '自来水公司没有通知'], ['夜间施工噪声', '工地通宵打桩'], ['公交改线不便', '老人看病要换乘'], ['Broken street lamp', 'The lamp at No. 5 is dark'], ['学校门口拥堵', '上学时间堵车']];

function rows(b) {
	return b.last.root.all('table.cards tbody tr').map((tr) => tr.all('a')[0].text);
}

async function find(city, query, who = 'officer') {
	const b = await city.as(who);
	await b.get('/staff/search');
	await b.submit('/staff/search', { set: query });
	return b;
}

export const tests = story({
	async 'a hundred and twenty petitions are filed'({ data: city }) {
		for (let i = 0; i < 120; i++) {
			const [subject, text] = TOPICS[i % TOPICS.length];
			await fileByApi(city, { subject: `${subject} ${i}`, text, name: `居民${i}`, phone: `1360000${1000 + i}` });
		}
		assert.equal(city.sql('SELECT count(*) AS n FROM matter')[0].n, 120);
	},

	async 'two-character words are found, in subject and text; the query stands in the address'({ data: city }) {
		for (const [text, n] of [['停水', 24], ['打桩', 24], ['换乘', 24], ['lamp', 24], ['LAMP', 24], ['停水 通知', 24], ['停水 打桩', 0], ['没有这个词', 0]]) {
			const b = await find(city, { text });
			assert.equal(rows(b).length, n, text);
			assert.match(decodeURIComponent(b.last.path.replaceAll('+', ' ')), new RegExp(`text=${text}`));
			assert.equal(b.value('text'), text);
		}
	},

	async 'a matter is found by its number, in any spelling'({ data: city }) {
		const [{ number }] = city.sql('SELECT number FROM matter LIMIT 1 OFFSET 7');
		for (const text of [number, number.toLowerCase()]) assert.deepEqual(rows(await find(city, { text })), [number], text);
	},

	async 'what is typed as an expression is only words'({ data: city }) {
		for (const text of ['"', '""', '*', 'a*', '停水"', "x' OR 1=1 --", 'NEAR(a b)', 'subject:停水', '(', '^停水', '%', '_', '\\', 'AND', 'NOT 停水', '-停水', '{', '停'.repeat(200)]) {
			const b = await find(city, { text });
			assert.equal(b.last.status, 200, text);
			assert.equal(b.value('text'), text);
		}
	},

	async 'filters narrow the list and stand in the address'({ data: city }) {
		const b = await find(city, { state: 'registered', procedure: 'petition', channel: 'web', open: true, sort: 'new' });
		assert.equal(rows(b).length, 50);
		for (const part of ['state=registered', 'procedure=petition', 'channel=web', 'open=1', 'sort=new']) assert.ok(b.last.path.includes(part), part);
		const again = await city.login('officer');
		await again.get(b.last.path);
		assert.deepEqual(rows(again), rows(b), 'the address alone shows the same list');
		for (const [name, value] of Object.entries({ state: 'registered', channel: 'web', sort: 'new' })) assert.equal(again.value(name), value);
		assert.equal(rows(await find(city, { channel: 'letter' })).length, 0);
		assert.equal(rows(await find(city, { from: '2026-03-03' })).length, 0);
		assert.equal(rows(await find(city, { from: '2026-03-02', to: '2026-03-02', text: '停水' })).length, 24);
		assert.equal(rows(await find(city, { clock: 'late' })).length, 0);
	},

	async 'a day that is none is named; an unknown word is no filter'({ data: city }) {
		const b = await city.as('officer');
		await b.get('/staff/search?from=2026-02-30', 422);
		assert.equal(b.value('from'), '2026-02-30');
		await b.get('/staff/search?sort=sideways&clock=cuckoo&page=-1&open=', 200);
		assert.equal(rows(b).length, 50);
	},

	async 'pages of fifty, every matter once, the filters kept'({ data: city }) {
		const b = await find(city, { sort: 'old' });
		const seen = [...rows(b)];
		for (let page = 2; b.last.root.has('a[rel="next"]'); page++) {
			await b.get(b.last.root.one('a[rel="next"]').attr('href').replace(/^\?/, '/staff/search?'));
			assert.ok(b.last.path.includes('sort=old'), 'the filter is lost');
			seen.push(...rows(b));
			assert.ok(page < 10);
		}
		assert.equal(seen.length, 120);
		assert.equal(new Set(seen).size, 120);
		assert.ok(b.last.root.has('a[rel="prev"]'));
		await b.get('/staff/search?page=10000');
		assert.equal(rows(b).length, 0);
	},

	async 'nobody finds what is not theirs, by list, number or total'({ data: city }) {
		const [{ number }] = city.sql('SELECT number FROM matter LIMIT 1');
		for (const who of ['handler', 'admin', 'auditor', 'busman']) {
			for (const query of [{ text: '停水' }, { text: number }, {}]) assert.equal(rows(await find(city, query, who)).length, 0, who);
		}
		const answer = await city.api('handler', 'GET', `/api/v1/matters?text=${encodeURIComponent('停水')}`);
		assert.deepEqual([answer.json.total, answer.json.matters.length], [0, 0]);
		const mine = await city.api('officer', 'GET', `/api/v1/matters?text=${encodeURIComponent('停水')}`);
		assert.equal(mine.json.matters.length, 24);
	},

	async 'a list can be taken along, whole, as CSV and as a workbook, by those who see it'({ data: city }) {
		const b = await find(city, { text: '停水', sort: 'old' });
		for (const ending of ['csv', 'xlsx']) assert.ok(b.last.root.all('p.take a').some((a) => a.attr('href').startsWith(`/staff/list/search.${ending}?text=`)), ending);
		const csv = await b.send('GET', b.last.root.all('p.take a')[0].attr('href'));
		const lines = csv.body.toString().split('\r\n');
		assert.equal(csv.headers['content-disposition'], 'attachment; filename="search.csv"');
		assert.match(csv.headers['cache-control'], /no-store/);
		assert.equal(lines[0], '\uFEFFNumber,Subject,State,Unit,Handler,Received,Due,Period,Marks');
		assert.equal(lines.length, 1 + 24 + 1);
		assert.ok(!/居民|1360000/.test(csv.body), 'who asks is in no list');
		for (const line of lines.slice(1, -1)) assert.match(line, /^HY-[0-9A-Z]{4}-[0-9A-Z]{4},小区停水三天 \d+,Registered,/);
		const book = await b.send('GET', '/staff/list/search.xlsx?text=%E5%81%9C%E6%B0%B4');
		assert.equal(book.type, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
		const read = spawnSync(process.env.HUIYIN + '-sheet', ['read'], { input: book.body }).stdout.toString().split('\n');
		assert.deepEqual(read.slice(0, 2), ['huiyin-sheet 1', 'sheet\tMatters']);
		assert.deepEqual(new Set(read.slice(3, -2).map((line) => line.split('\t')[2])), new Set(lines.slice(1, -1).map((line) => line.split(',')[0])));
		assert.match(read[3], /\t2026-03-02\t2026-\d\d-\d\d\t/, 'days are days');
		const day = (await b.send('GET', '/staff/list/day.csv')).body.toString().split('\r\n');
		assert.match(day[1], /^To be routed,HY-/);
		assert.equal(day.length, 1 + 120 + 1);
	},

	async 'who sees nothing takes nothing; a list that is none is not there'({ data: city }) {
		for (const who of ['handler', 'admin', 'auditor', 'busman']) {
			const b = await city.as(who);
			assert.equal((await b.send('GET', '/staff/list/search.csv')).body.toString().split('\r\n').length, 2, who);
		}
		const b = await city.as('officer');
		for (const name of ['search.pdf', 'search', 'day.xlsm', 'board.csv', '.csv', 'search.csv.xlsx']) assert.equal((await b.send('GET', `/staff/list/${name}`)).status, 404, name);
	},

	async 'the board counts what the lists show'({ data: city }) {
		const b = await city.as('officer');
		await b.get('/staff/board');
		const numbers = b.last.root.all('td.number a');
		assert.ok(numbers.length > 0);
		const link = numbers[0];
		await b.get(link.attr('href'));
		assert.match(b.text, new RegExp(`\\b${link.text}\\b`));
	},
});
