// The whole matrix: every route of `huiyin audit routes`, by every kind of
// visitor, on an object of their own unit, of another, of an accusation, and on
// one that does not exist. What is answered is what test/data/matrix.txt says, cell
// by cell; a route that is not in it fails. Meant changes: MATRIX=write writes the
// file anew, and its diff is the change of rights to be read.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEOPLE, openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { request } from '../node/lib/http.mjs';
import { PETITION, actByApi, fileByPages, followed } from '../node/lib/life.mjs';
import { command, root } from '../node/lib/program.mjs';

export const limit = 400;
const TABLE = join(root, 'test/data/matrix.txt');
const ABSENT = { number: 'HY-0000-0000', token: '0'.repeat(26), breach: '2026-9' };
// One person for each role, and two of units that have no part in the first matter.
const STAFF = ['registrar', 'officer', 'chief', 'handler', 'head', 'dlrev', 'convener', 'auditor', 'dpo', 'admin', 'busman', 'jwman', 'clerk', 'lead1'];
const VISITORS = ['none', 'petitioner', 'other', ...STAFF];
const OBJECTS = ['own', 'elsewhere', 'accusation', 'absent'];
const ENDS = ['/staff/logout', '/follow/leave'];        // these end the session that sends them

// Nobody of the staff has these of a petition at once: an original is opened first, minutes are a meeting's, a ledger a campaign's.
const NO_PETITIONS = /\/(original|minutes\/pdf|ledger\/:table|findings\/(import|board)|cases\/(import|:table)|report\/:item)$|campaigns\/:number/;

const routes = JSON.parse(command(['audit', 'routes']).out);

async function petition(city, more, acts) {
	const matter = await fileByPages(city, { ...PETITION, ...more, files: [photo()] });
	for (const [act, fields] of acts) await actByApi(city, matter, 'officer', act, fields);
	matter.token = city.sql(`SELECT a.token FROM attachment a JOIN matter m ON m.id = a.matter_id WHERE m.number = '${matter.number}'`)[0].token;
	return matter;
}

async function published(city) {
	for (let i = 0; i < 100; i++) {
		if ((await request(city.origin, 'GET', '/ledger/tile/0/000.p/8', { check: false })).status === 200) return;
		await new Promise((done) => { setTimeout(done, 100); });
	}
	throw new Error('the ledger was not published');
}

export async function before() {
	const city = await openCity({ today: '2026-03-02', keys: STAFF, args: ['--beat', '1'] });
	const own = await petition(city, {}, [['classify', { class: 'appeal' }], ['transfer', { unit: 'zj' }]]);
	const elsewhere = await petition(city, { subject: '公交改线' }, [['classify', { class: 'appeal' }], ['transfer', { unit: 'jt' }]]);
	const accusation = await petition(city, { subject: '举报', complained: 'zj' }, [['classify', { class: 'accusation' }], ['refer', { unit: 'jw' }]]);
	const dpo = await city.as('dpo');
	await dpo.get('/staff/breach');
	await dpo.submit('/staff/breach', { set: { found: '2026-03-02', from: '2026-03-02', upto: '2026-03-02', persons: 'handler', what: 'w', harm: 'h', done: 'd', advice: 'a', contact: 'c' } });
	await published(city);
	const data = { city, objects: { own, elsewhere, accusation, absent: ABSENT }, browsers: {} };
	for (const who of VISITORS) data.browsers[who] = await visit(data, who);
	return data;
}

export const after = ({ city }) => city.close();

async function visit({ city, objects }, who) {
	if (who === 'none') return city.stranger('en');
	if (who === 'petitioner') return followed(city, objects.own, 'en');
	if (who === 'other') return followed(city, objects.elsewhere, 'en');
	const b = await city.login(who);
	await b.get('/staff/account');
	return b;
}

function address(route, object) {
	const breach = object === ABSENT ? ABSENT.breach : '2026-1';
	const parts = { ':number': object.number, ':token': object.token, ':breach': breach, ':name': 'huiyin.css', ':place': 1, ':seq': 1, ':code': 'petition', ':procedure': 'petition', ':table': 'search.csv', ':paper': 1, ':item': 1, ':list': 'person', ':object': ABSENT.token, ':feed': `${ABSENT.token}.ics` };
	const act = route.path.includes('/follow/') ? 'add_material' : 'note';
	return route.path.replace(/:\w+/g, (p) => (p === ':act' ? act : String(parts[p]))).replace('*', '0/000.p/8');
}

const hasObject = (route) => /:(number|token|breach)/.test(route.path);
const objectsOf = (route) => !hasObject(route) ? ['-'] : route.path.includes(':breach') ? ['own', 'absent'] : OBJECTS;

// As sent by who has nothing but the right: the session's token, and no field.
async function ask(data, route, who, object, pairs = []) {
	const path = address(route, object), api = route.path.startsWith('/api/');
	if (api) {
		const key = data.city.keys.get(who);
		const headers = { 'Accept-Language': 'en', ...(key ? { Authorization: `Bearer ${key}` } : {}), ...(route.method === 'POST' ? { 'Content-Type': 'application/json' } : {}) };
		return request(data.city.origin, route.method, path, { headers, body: route.method === 'POST' ? JSON.stringify(Object.fromEntries(pairs)) : null });
	}
	const b = ENDS.includes(route.path) && who !== 'none' ? await visit(data, who) : data.browsers[who];
	if (route.method === 'GET') return b.send('GET', path, { check: !path.startsWith('/ledger/tile') });     // a tile may be kept for ever
	return b.post(path, [...(who === 'none' ? [] : [['csrf', b.csrf()]]), ...pairs]);
}

async function cells(data, route) {
	const rows = {};
	for (const object of objectsOf(route)) {
		const said = [];
		for (const who of VISITORS) {
			data.city.sql('DELETE FROM throttle');
			said.push((await ask(data, route, who, data.objects[object] ?? data.objects.own)).status);
		}
		rows[`${route.method} ${route.path} ${object}`] = said.join(' ');
	}
	return rows;
}

function readTable() {
	if (!existsSync(TABLE)) return {};
	const lines = readFileSync(TABLE, 'utf8').split('\n').filter((l) => l && !l.startsWith('#'));
	assert.deepEqual(lines.shift().split(' '), ['visitors', ...VISITORS], 'the columns of the table');
	return Object.fromEntries(lines.map((l) => l.split(' = ')));
}

function writeTable(rows) {
	const head = '# What every route answers to every visitor (test/table/matrix.mjs; MATRIX=write makes it anew).\n'
		+ '# own: of the Housing Bureau (handler, head); elsewhere: of the Transport Bureau (busman); accusation:\n'
		+ '# against the Housing Bureau, with the Discipline Commission (jwman); absent: there is none. A POST brings\n'
		+ '# the session\'s token and no field: 422 says "you may, but say what".\n';
	writeFileSync(TABLE, `${head}visitors ${VISITORS.join(' ')}\n${Object.entries(rows).map(([k, v]) => `${k} = ${v}\n`).join('')}`);
}

// What must hold whatever the table says: who may know of which matter (Regulations art. 30 of the accusation) ...
const SEES = {
	own: ['registrar', 'officer', 'chief', 'convener', 'handler', 'head'], elsewhere: ['registrar', 'officer', 'chief', 'convener', 'busman'],
	accusation: ['officer', 'chief', 'jwman'], absent: [],
};
// Nobody has opened the identity in this town: files as they were sent are there for none of them.
const objectRule = (route, object, who, status) => !STAFF.includes(who) || !/^\/(staff|api).*:(number|token)/.test(route.path) || (NO_PETITIONS.test(route.path) ? status === 404 : SEES[object].includes(who) === (status !== 404));

// ... and the guard of the row.
function guard(route, who, status) {
	const staff = STAFF.includes(who), needs = { anybody: true, staff, sysadmin: who === 'admin', 'dpo, auditor': who === 'dpo' || who === 'auditor', dpo: who === 'dpo',
		'staff by key': staff, 'petitioner of the matter': who === 'petitioner' || who === 'other' };
	assert.ok(route.need in needs, `${route.path}: the matrix does not know who "${route.need}" is`);
	if (needs[route.need]) return status !== 401;
	return route.need === 'staff by key' ? status === 401 : staff ? status === 403 : status === 303;
}

const tests = {};
const answers = {};

tests['every route, every visitor, every object: as the table says'] = async ({ data }) => {
	const table = readTable(), wrong = [];
	const before = data.city.state();
	for (const route of routes) Object.assign(answers, await cells(data, route));
	assert.equal(data.city.state(), before, 'something has changed');
	if (process.env.MATRIX === 'write') writeTable(answers);
	const want = process.env.MATRIX === 'write' ? answers : table;
	for (const [row, said] of Object.entries(answers)) {
		if (!(row in want)) wrong.push(`${row}: is not in the table (${said})`);
		else if (want[row] !== said) VISITORS.forEach((who, i) => { if (want[row].split(' ')[i] !== said.split(' ')[i]) wrong.push(`${row} by ${who}: ${said.split(' ')[i]}, the table says ${want[row].split(' ')[i]}`); });
	}
	for (const row of Object.keys(want)) if (!(row in answers)) wrong.push(`${row}: is in the table and no route`);
	assert.deepEqual(wrong, []);
	console.log(`# ${Object.keys(answers).length * VISITORS.length} cells`);
};

tests['the table keeps the guard of each row, and the rule of each object'] = () => {
	const wrong = [];
	for (const route of routes) for (const object of objectsOf(route)) {
		const row = `${route.method} ${route.path} ${object}`;
		answers[row].split(' ').map(Number).forEach((said, i) => {
			if (!guard(route, VISITORS[i], said) || !objectRule(route, object, VISITORS[i], said)) wrong.push(`${row} by ${VISITORS[i]}: ${said}`);
		});
	}
	assert.deepEqual(wrong, []);
};

// The answer without what the asker put into it: the address, which the language link repeats.
const plain = (answer, object) => JSON.stringify({ status: answer.status, headers: { ...answer.headers, date: null }, text: answer.text }).replaceAll(object.number, '#').replaceAll(object.token, '@');

tests['who may not know of an object gets the same bytes as when there is none'] = async ({ data }) => {
	let compared = 0;
	for (const who of ['petitioner', 'other', ...STAFF]) for (const object of ['own', 'elsewhere', 'accusation']) {
		const sees = (row, i) => answers[row].split(' ')[i] !== answers[row.replace(object, 'absent')].split(' ')[i];
		for (const route of routes.filter((r) => /:(number|token)/.test(r.path))) {
			if (sees(`${route.method} ${route.path} ${object}`, VISITORS.indexOf(who))) continue;
			const pairs = [['text', 'a note'], ['reason', 'r'], ['unit', 'zj']];
			const hidden = await ask(data, route, who, data.objects[object], route.method === 'POST' ? pairs : []);
			const absent = await ask(data, route, who, ABSENT, route.method === 'POST' ? pairs : []);
			assert.equal(plain(hidden, data.objects[object]), plain(absent, ABSENT), `${who} ${route.method} ${route.path} ${object}`);
			compared++;
		}
	}
	assert.ok(compared > 100, `${compared} compared`);
};

tests['a search by number or words finds nothing of what is hidden, and says so alike'] = async ({ data }) => {
	const { own, elsewhere, accusation } = data.objects;
	const hidden = { handler: [elsewhere, accusation], busman: [own, accusation], jwman: [own, elsewhere], admin: [own, elsewhere, accusation], auditor: [own, elsewhere, accusation], dpo: [own, elsewhere, accusation], dlrev: [own, elsewhere, accusation] };
	for (const [who, objects] of Object.entries(hidden)) for (const object of objects) {
		const ask1 = (path) => data.browsers[who].send('GET', path);
		const api = (path) => data.city.api(who, 'GET', path);
		for (const path of ['/staff/search?q=', '/staff/search?open=1&q=']) {
			assert.equal(plain(await ask1(path + object.number), object), plain(await ask1(path + ABSENT.number), ABSENT), `${who} ${path}`);
		}
		assert.equal(plain(await api(`/api/v1/matters?q=${object.number}`), object), plain(await api(`/api/v1/matters?q=${ABSENT.number}`), ABSENT));
		assert.ok(!(await api('/api/v1/matters')).text.includes(object.number), `${who} lists ${object.number}`);
	}
};

tests['a petitioner reaches no paper, file, print, receipt or archive of another'] = async ({ data }) => {
	const { own, elsewhere } = data.objects, b = data.browsers.other;
	const archive = await b.send('GET', '/follow/export');
	assert.equal(archive.status, 200);
	for (const path of ['/follow/matter', '/follow/paper/1', '/follow/print/1', '/follow/promise/1', '/follow/receipt/1']) {
		const answer = await b.send('GET', path);
		assert.ok(!answer.text.includes(own.number) && !answer.text.includes(own.token), path);
	}
	for (const [name, value] of [['number', own.number], ['matter', own.number], ['code', own.code], ['matter_id', '1']]) {
		const asked = await b.send('GET', `/follow/matter?${name}=${value}`);
		assert.ok(asked.status === 200 && asked.text.includes(elsewhere.number) && !asked.text.includes(own.token), `?${name}=`);
	}
	assert.ok(!archive.body.includes(Buffer.from(own.number)));
};

tests['a right that ends is refused at once, on a connection that stays open and by key'] = async ({ data }) => {
	const { city, objects } = data, other = await city.login('handler2');
	const path = `/staff/m/${objects.own.number}`;
	assert.equal((await other.send('GET', path)).status, 200);
	const admin = await city.as('admin');
	await admin.get('/staff/admin/posts');
	const post = city.sql("SELECT p.id FROM post p JOIN person q ON q.id = p.person_id WHERE q.login = 'handler2'")[0].id;
	await admin.submit(`/staff/admin/posts post=${post}`);
	const refused = await other.send('GET', path);
	assert.equal(refused.status, 303, 'the next request on the same connection');
	assert.equal(refused.headers.location, '/staff/login');
	const again = await city.login('handler2');
	assert.equal((await again.send('GET', path)).status, 404, 'and after logging in anew there is nothing');
	await admin.get('/staff/admin/users');
	const person = await city.login('busman');
	assert.equal((await person.send('GET', `/staff/m/${objects.elsewhere.number}`)).status, 200);
	await admin.get('/staff/admin/users?login=busman');
	await admin.submit('/staff/admin/users do=disable');
	assert.equal((await person.send('GET', `/staff/m/${objects.elsewhere.number}`)).status, 303);
	assert.equal((await city.api('busman', 'GET', '/api/v1/matters')).status, 401, 'nor does the key open anything');
};

tests['every role of the program is a column'] = () => {
	const roles = command(['audit', 'rights', '--rules', join(root, 'rules')]).out.match(/^role (\w+)/gm).map((l) => l.slice(5)).filter((r) => !['system', 'petitioner', 'presider', 'charge'].includes(r));
	const columns = new Set(STAFF.map((login) => PEOPLE.find(([l]) => l === login)[2]));
	assert.deepEqual(roles.filter((r) => !columns.has(r)), []);
};

export { tests };
