// Every limit at itself and one past it: text, numbers, days, choices, files.
// What is refused is named at its field, and nothing has changed.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCity } from '../node/lib/city.mjs';
import { file, PDF, PNG } from '../node/lib/files.mjs';
import { PETITION, actByApi, fileByApi, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 240;

export async function before() {
	const city = await openCity({ today: '2026-03-02', keys: ['registrar', 'officer', 'handler', 'head'] });
	const matter = await fileByApi(city, PETITION);
	await actByApi(city, matter, 'officer', 'classify', { class: 'appeal' });
	await actByApi(city, matter, 'officer', 'transfer', { unit: 'zj' });
	await actByApi(city, matter, 'handler', 'accept');
	return { city, matter };
}

export const after = ({ city }) => city.close();

async function refusedFields(city, path, body, login = 'registrar') {
	const before = city.state();
	const answer = await city.api(login, 'POST', path, body);
	assert.equal(answer.status, 422, `${JSON.stringify(body).slice(0, 200)}: ${answer.status} ${answer.text.slice(0, 300)}`);
	assert.equal(city.state(), before);
	return answer.json.faults.map((f) => f.part ?? f.field);
}

const CASE = { sensitive: '1', channel: 'letter', received: '2026-03-02', name: '某人', phone: '1380000', subject: '主题', text: '内容' };
let n = 0;
const fresh = (more) => ({ ...CASE, name: `某人${++n}`, phone: `13800${10000 + n}`, ...more });

const tests = {};

// Letters of one, two, three and four bytes: a limit counts characters, not bytes.
const LETTERS = { ascii: 'a', latin: 'é', han: '字', plane: '𠮷' };
const TEXTS = { subject: 120, text: 20000, requests: 2000, place: 300, name: 100, address: 300, id_number: 100 };

for (const [name, max] of Object.entries(TEXTS)) {
	tests[`${name}: ${max} characters, not one more`] = async ({ data: { city } }) => {
		for (const letter of Object.values(LETTERS)) {
			const ok = await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ [name]: letter.repeat(max) }));
			assert.equal(ok.status, 201, `${name} of ${max} ${letter}: ${ok.text.slice(0, 300)}`);
			assert.deepEqual(await refusedFields(city, '/api/v1/petitions/petition', fresh({ [name]: letter.repeat(max + 1) })), [name]);
		}
	};
}

tests['one line is one line'] = async ({ data: { city } }) => {
	for (const name of ['subject', 'place', 'name', 'address']) {
		for (const br of ['\n', '\r\n', '\r']) {
			const got = await refusedFields(city, '/api/v1/petitions/petition', fresh({ [name]: `first${br}second` }));
			assert.ok(got.includes(name), `${name}: ${got}`);
		}
	}
};

tests['numbers are numbers'] = async ({ data: { city, matter } }) => {
	for (const value of ['0', '100001', '-1', '+1', '1e3', '0x1', '1.0', '１', '1 2', '9223372036854775808', '99999999999999999999', 'NaN', 'true', '1;2']) {
		assert.deepEqual(await refusedFields(city, '/api/v1/petitions/petition', fresh({ head_count: value })), ['head_count'], value);
	}
	for (const value of ['1', '100000']) assert.equal((await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ head_count: value }))).status, 201);
	for (const value of ['0', '31', '-30', 'thirty']) assert.deepEqual(await refusedFields(city, `/api/v1/matters/${matter.number}/ask_extension`, { days: value, reason: 'x' }, 'handler'), ['days'], value);
};

tests['days are days, and lie where they can'] = async ({ data: { city } }) => {
	for (const value of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-3-2', '20260302', '2026-03-02T00:00', '02/03/2026', '２026-03-02', '2026-03-02 ', '2026-03-03', '9999-12-31', '0000-00-00', '2016-01-01', 'today']) {
		if (value.trim() === CASE.received) continue;
		assert.deepEqual(await refusedFields(city, '/api/v1/petitions/petition', fresh({ received: value })), ['received'], value);
	}
	for (const value of ['2026-03-02', '2026-02-28', '2024-02-29']) assert.equal((await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ received: value }))).status, 201, value);
};

tests['choices are those offered'] = async ({ data: { city } }) => {
	for (const [name, values] of Object.entries({ channel: ['pigeon', 'LETTER', 'letter\u0000', 'letter,visit'], class: ['other', 'Appeal'], area: ['999999', "210202' OR 1=1", 'x'.repeat(65)], complained: ['nobody', 'x'.repeat(65)], confidential: ['yes', '2', 'on'] })) {
		for (const value of values) {
			const before = city.state();
			const answer = await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ [name]: value }));
			assert.ok([400, 422].includes(answer.status), `${name}=${value}: ${answer.status}`);
			if (answer.status === 422) assert.ok(answer.json.field === name || answer.json.faults.some((f) => f.field === name), `${name}=${value}: ${answer.text}`);
			assert.equal(city.state(), before);
		}
	}
};

tests['telephones and mail addresses are plausible'] = async ({ data: { city } }) => {
	for (const phone of ['1234', '123456789012345678901', 'call me', '138-0000-0000; DROP', '一三八']) assert.deepEqual(await refusedFields(city, '/api/v1/petitions/petition', fresh({ phone })), ['phone'], phone);
	for (const email of ['a', 'a@b', '@b.c', 'a@', 'a b@c.d', 'a@b@c.d', '<a@b.c>', 'a@b.c.', 'a@b.c,d@e.f']) assert.deepEqual(await refusedFields(city, '/api/v1/petitions/petition', fresh({ email })), ['email'], email);
	for (const phone of ['12345', '+86 (411) 8000-1234 ext.5', '12345678901234567890']) assert.equal((await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ phone }))).status, 201, phone);
};

tests['no other column of a matter can be set by a form'] = async ({ data: { city } }) => {
	const columns = city.sql("SELECT name FROM pragma_table_info('matter')").map((c) => c.name);
	const taken = new Set(['class', 'channel', 'subject', 'requests', 'place', 'head_count', 'oral', 'confidential', 'contact_unclear', 'new_facts', 'anonymous', 'number']);
	const extra = Object.fromEntries(columns.filter((c) => !taken.has(c)).map((c) => [c, c.endsWith('_day') ? '2001-01-01' : '1']));
	const plain = await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({}));
	const pushed = await city.api('registrar', 'POST', '/api/v1/petitions/petition', fresh({ ...extra, state: 'closed', number: 'HY-0000-0000' }));
	assert.equal(pushed.status, 201, pushed.text);
	const row = (number) => {
		const { id, number: own, registered_ms, query_code, petitioner_key, version, ...rest } = city.sql(`SELECT *, hex(query_code) AS query_code, hex(petitioner_key) AS petitioner_key FROM matter WHERE number = '${number}'`)[0];
		assert.ok(id && own && registered_ms && query_code && petitioner_key && version);
		return rest;
	};
	assert.deepEqual(row(pushed.json.number), row(plain.json.number));
};

// -- files, through the petitioner's form

async function add(city, matter, files, want) {
	const b = await followed(city, matter, 'en');
	await b.get('/follow/do/add_material');
	const before = city.state();
	await b.submit('/follow/do/add_material', { set: { text: 'with files', files }, want });
	if (want !== 200) {
		assert.equal(city.state(), before);
		if (b.last.status === 422) {
			assert.ok(b.last.root.has('.errors a[href="#f-files"]'), `${b.errors}`);
			assert.equal(b.value('text'), 'with files');
		}
	}
	return b;
}

tests['files of the allowed kinds are taken, whatever type the browser tells'] = async ({ data: { city, matter } }) => {
	const kinds = { 'a.pdf': PDF, 'a.PNG': PNG, 'a.jpg': Buffer.from('ffd8ffe000104a46494600', 'hex'), 'a.gif': 'GIF89a\x01\0\x01\0......', 'a.txt': '文字', 'a.docx': 'PK\x03\x04..........' };
	for (const [name, data] of Object.entries(kinds)) {
		await add(city, matter, [file(name, data, 'text/html')], 200);
		const [row] = city.sql('SELECT token, type, name FROM attachment ORDER BY id DESC LIMIT 1');
		assert.match(row.name, new RegExp(`^\\d+\\.${name.slice(2).toLowerCase()}$`), 'others see its number');
		assert.doesNotMatch(row.type, /html|svg|script/);
		const b = await followed(city, matter);
		const got = await b.send('GET', `/follow/f/${row.token}`);
		assert.match(got.headers['content-disposition'], new RegExp(`^attachment; .*${name}`));
		assert.equal(got.headers['content-type'], row.type);
		assert.deepEqual(got.body, Buffer.from(data));
	}
};

tests['other kinds, and names that do not fit the content, are refused by name'] = async ({ data: { city, matter } }) => {
	const wrong = { 'run.exe': 'MZ......', 'page.html': '<html>', 'pic.svg': '<svg onload="x"/>', 'pic.jpg': '<html><script>', 'doc.pdf': PNG, 'pic.png': PDF, 'a.txt': Buffer.from([0, 1, 2, 255]), 'a.zip': 'PK\x03\x04', noending: PNG, 'a.pdf.exe': PDF, 'poly.gif': '<script>GIF89a' };
	for (const [name, data] of Object.entries(wrong)) {
		const b = await add(city, matter, [file(name, data)], 422);
		assert.match(b.errors.join(), new RegExp(name.replaceAll('.', '\\.')));
	}
	await add(city, matter, [file('empty.png', '')], 422);
};

tests['a file of 10 MB is taken, one byte more is not'] = async ({ data: { city, matter } }) => {
	const most = 10 * 1024 * 1024;
	const pdf = Buffer.concat([PDF, Buffer.alloc(most - PDF.length, 0x20)]);
	await add(city, matter, [file('most.pdf', pdf)], 200);
	const b = await add(city, matter, [file('more.pdf', Buffer.concat([pdf, Buffer.from(' ')]))], 422);
	assert.match(b.errors.join(), /more\.pdf.*10 MB/);
};

tests['five files are taken, six are not'] = async ({ data: { city, matter } }) => {
	const files = (k) => Array.from({ length: k }, (_, i) => file(`${i}.png`, PNG));
	await add(city, matter, files(5), 200);
	for (const k of [6, 12]) assert.match((await add(city, matter, files(k), 422)).errors.join(), /At most 5/);
};

tests['what was refused leaves nothing behind on disk'] = async ({ data: { city } }) => {
	// a body goes once its connection is done with it: a moment after the answer
	let left;
	for (const end = Date.now() + 5000; Date.now() < end; await sleep(50)) {
		left = readdirSync(`${city.dir}/spool`).filter((name) => statSync(`${city.dir}/spool/${name}`, { throwIfNoEntry: false })?.isFile());
		if (left.length === 0) break;
	}
	assert.deepEqual(left, []);
};

tests['a filing with a file too large keeps what was typed'] = async ({ data: { city } }) => {
	const b = city.stranger('en');
	await b.get('/file');
	await b.submit('/file', { set: { subject: 'Large file', text: 'My long story' }, button: 'next' });
	await b.submit('/file', { set: { name: 'Me', phone: '1380000' }, button: 'next' });
	await b.submit('/file', { set: { files: [file('big.pdf', Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]))] }, button: 'send', want: 422 });
	assert.ok(b.last.answer.text.includes('My long story'), `${b.last.status}: what was typed is lost: ${b.text.slice(0, 300)}`);
};

tests['the same deed by thirty browsers at once is done once'] = async ({ data: { city } }) => {
	const matter = await fileByPages(city, { ...PETITION, name: '并发', phone: '1390009' }, 'en');
	await actByApi(city, matter, 'officer', 'classify', { class: 'appeal' });
	await actByApi(city, matter, 'officer', 'transfer', { unit: 'zj' });
	const answers = await Promise.all(Array.from({ length: 30 }, () => city.api('handler', 'POST', `/api/v1/matters/${matter.number}/accept`, {})));
	assert.equal(answers.filter((a) => a.status === 200).length, 1, answers.map((a) => a.status).join(' '));
	assert.ok(answers.every((a) => [200, 403, 409].includes(a.status)));
	assert.equal(matter.events.filter((e) => e.act === 'accept').length, 1);
};

tests['one key sent thirty times at once makes one petition'] = async ({ data: { city } }) => {
	const key = { 'Idempotency-Key': 'one-key-for-one-petition' };
	const answers = await Promise.all(Array.from({ length: 30 }, () => city.api(null, 'POST', '/api/v1/file', { ...PETITION, subject: 'once', name: '一次', phone: '1390010' }, key)));
	assert.ok(answers.every((a) => a.status === 201));
	assert.equal(new Set(answers.map((a) => a.json.number + a.json.query_code)).size, 1);
	assert.equal(city.sql("SELECT count(*) AS n FROM matter WHERE subject = 'once'")[0].n, 1);
};

export { tests };
