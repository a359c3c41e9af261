// Administration: units that begin and end, people, posts by two administrators,
// a calendar that moves provisional due dates, passwords and sessions.
import assert from 'node:assert/strict';
import { PASSWORD, openCity } from '../node/lib/city.mjs';
import { file } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, offered } from '../node/lib/life.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-12-03' });
export const after = (city) => city.close();

const UNITS = '/staff/admin/units', USERS = '/staff/admin/users', POSTS = '/staff/admin/posts', CALENDAR = '/staff/admin/calendar';
const NEW = { code: 'ny', name_zh: '大连市农业农村局', name_en: 'Dalian Agriculture Bureau', kind: 'department', parent: 'dl', doc_sign: '大农', duties: '农村 土地' };
const FRESH = 'seven boats before the northern pier';
let matter;

// 60 days from 2026-12-03 end on 2027-02-01, of a year nobody has arranged yet.
const YEAR_2027 = `calendar cn 2027
notice N1 "国务院办公厅关于2027年部分节假日安排的通知" 2026-11-20 https://www.gov.cn/
2027-01-01 rest N1 元旦
2027-02-01 rest N1 春节
2027-02-02 rest N1 春节
2027-02-03 rest N1 春节
`;

async function at(city, path, who = 'admin') {
	const b = await city.as(who);
	await b.get(path);
	return b;
}

export const tests = story({
	async 'a unit is added; wrong codes and missing names are named, and nothing is lost'({ data: city }) {
		const before = city.state();
		const b = await at(city, UNITS);
		await b.submit(`${UNITS} do=add`, { set: { ...NEW, code: 'No Such!' }, want: 422 });
		assert.match(b.errors.join(), /2 to 24 small letters/);
		for (const [name, value] of Object.entries({ ...NEW, code: 'No Such!' })) assert.equal(b.value(name), value, `${name} was lost`);
		for (const [set, words] of [[{ name_en: '' }, /both languages/], [{ kind: '' }, /kind/], [{ code: 'zj' }, /taken/]]) {
			await b.submit(`${UNITS} do=add`, { set: { ...NEW, ...set }, want: 422 });
			assert.match(b.errors.join(), words);
		}
		assert.equal(city.state(), before);
		await b.submit(`${UNITS} do=add`, { set: NEW });
		assert.match(b.text, /Dalian Agriculture Bureau/);
		assert.equal(city.sql("SELECT u.code FROM unit u JOIN unit_line l ON l.above_id = u.id JOIN unit n ON n.id = l.unit_id WHERE n.code = 'ny' ORDER BY u.code").map((u) => u.code).join(' '), 'dl ln ny');
	},

	async 'a unit changes its words'({ data: city }) {
		const b = await at(city, `${UNITS}?code=ny`);
		assert.equal(b.value('name_en'), NEW.name_en);
		await b.submit(`${UNITS} do=change`, { set: { duties: '农村 土地 种子' } });
		assert.equal(city.sql("SELECT duties FROM unit WHERE code = 'ny'")[0].duties, '农村 土地 种子');
	},

	async 'a person is added, and logs in; weak passwords are refused'({ data: city }) {
		const b = await at(city, USERS);
		const person = { login: 'farmer', name_zh: '农办', name_en: 'Farm Desk' };
		for (const [password, words] of [['short', /15/], ['farmer is my name here', /log-in name/], ['aaaaaaaaaaaaaaaaaaaa', /easy/]]) {
			await b.submit(`${USERS} do=add`, { set: { ...person, password }, want: 422 });
			assert.match(b.errors.join(), words);
			assert.equal(b.value('name_zh'), person.name_zh);
			assert.equal(b.value('password'), '', 'a password is never put back');
		}
		await b.submit(`${USERS} do=add`, { set: { ...person, password: FRESH } });
		await b.get(USERS);
		await b.submit(`${USERS} do=add`, { set: { ...person, password: FRESH }, want: 422 });
		assert.match(b.errors.join(), /taken/);
		const mine = await city.login('farmer', FRESH);
		await mine.get('/staff/admin', 403);
	},

	async 'a post counts only when another administrator has confirmed it'({ data: city }) {
		const b = await at(city, `${POSTS}?login=farmer`);
		await b.submit(`${POSTS} do=propose`, { set: { login: 'farmer', unit: 'ny', role: 'handler', title_zh: '科员', title_en: 'Clerk' } });
		const [{ id }] = city.sql("SELECT p.id FROM post p JOIN person x ON x.id = p.person_id WHERE x.login = 'farmer'");
		assert.equal(city.sql(`SELECT confirmed_ms FROM post WHERE id = ${id}`)[0].confirmed_ms, null);
		// the same administrator is not offered it, and is refused
		await b.get(POSTS);
		assert.ok(!b.last.root.all('form').some((f) => f.all('[name="post"]').some((c) => c.attr('value') === String(id)) && f.all('[value="confirm"]').length));
		await b.page(await b.post(POSTS, [['csrf', b.csrf()], ['do', 'confirm'], ['post', String(id)]]), null);
		assert.ok([403, 409, 422].includes(b.last.status), `status ${b.last.status}`);
		assert.equal(city.sql(`SELECT confirmed_ms FROM post WHERE id = ${id}`)[0].confirmed_ms, null);
		const other = await at(city, POSTS, 'admin2');
		await other.submit(`${POSTS} do=confirm post=${id}`);
		assert.notEqual(city.sql(`SELECT confirmed_ms FROM post WHERE id = ${id}`)[0].confirmed_ms, null);
	},

	async 'administration, audit and business are never one account'({ data: city }) {
		for (const [login, role] of [['farmer', 'sysadmin'], ['admin2', 'handler'], ['auditor', 'officer']]) {
			const b = await at(city, POSTS);
			await b.submit(`${POSTS} do=propose`, { set: { login, unit: 'ny', role }, want: null });
			assert.ok([403, 409, 422].includes(b.last.status), `${login} ${role}: ${b.last.status}`);
			assert.match(b.errors.join(), /together/);
		}
	},

	async 'a unit that ends hands its matters to its successor'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, subject: '土地流转' });
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'ny' });
		const b = await at(city, `${UNITS}?code=ny`);
		await b.submit(`${UNITS} do=end`, { set: { successor: '' }, want: 422 });
		assert.match(b.errors.join(), /art\. 24/);
		await b.submit(`${UNITS} do=end`, { set: { successor: 'zj' } });
		assert.equal(city.sql(`SELECT u.code FROM unit u WHERE u.id = ${matter.row.lead_unit_id}`)[0].code, 'zj');
		const mine = await city.as('handler');
		await mine.get(`/staff/m/${matter.number}`);
		assert.ok(offered(mine).includes('accept'));
	},

	async 'a due date of a year not yet arranged is marked provisional'({ data: city }) {
		await actByPages(city, matter, 'handler', 'accept');
		const k = matter.clock('handle');
		assert.deepEqual([k.due, k.provisional], ['2027-02-01', 1]);
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(b.last.root.has('.provisional'), 'the page says so');
	},

	async 'a wrong calendar is refused with its line; nothing typed is lost'({ data: city }) {
		const before = city.state();
		const b = await at(city, CALENDAR);
		const broken = `${YEAR_2027}2027-02-31 rest N1 春节\n`;
		await b.submit(CALENDAR, { set: { text: broken, year: '2027' }, button: 'check', want: 422 });
		assert.match(b.errors.join(), /cn-2027.*7/);
		assert.equal(b.value('text').trim(), broken.trim());
		await b.submit(CALENDAR, { set: { text: '' }, button: 'check', want: 422 });
		assert.equal(city.state(), before);
	},

	async 'a dry run shows which due dates would move, and moves none'({ data: city }) {
		const before = city.state();
		const b = await at(city, CALENDAR);
		await b.submit(CALENDAR, { set: { file: [file('2027.txt', YEAR_2027, 'text/plain')] }, button: 'check' });
		for (const shown of [matter.number, '2027-02-01', '2027-02-04']) assert.ok(b.text.includes(shown), `${shown} is not shown`);
		assert.equal(city.state(), before);
		assert.equal(matter.clock('handle').due, '2027-02-01');
		await b.submit(CALENDAR, { button: 'propose' });
		assert.equal(city.sql('SELECT count(*) AS n FROM calendar_text WHERE confirmed_ms IS NULL')[0].n, 1);
	},

	async 'another administrator confirms; then the dates move, each with an event'({ data: city }) {
		const [{ id }] = city.sql('SELECT id FROM calendar_text');
		const mine = await at(city, `${CALENDAR}?id=${id}`);
		assert.ok(!mine.last.root.all('form').some((f) => f.all('[value="confirm"]').length), 'who proposed is not offered it');
		await mine.page(await mine.post(CALENDAR, [['csrf', mine.csrf()], ['do', 'confirm'], ['id', String(id)]], 'multipart/form-data'), null);
		assert.ok([403, 409, 422].includes(mine.last.status), `status ${mine.last.status}`);
		assert.equal(matter.clock('handle').due, '2027-02-01');
		const b = await at(city, `${CALENDAR}?id=${id}`, 'admin2');
		assert.ok(b.text.includes(matter.number), 'what would move is shown before');
		await b.submit(`${CALENDAR} do=confirm`);
		const k = matter.clock('handle');
		assert.deepEqual([k.due, k.provisional], ['2027-02-04', 0]);
		assert.ok(matter.events.some((e) => e.actor === 'system' && JSON.stringify(e.data).includes('2027-02-04')), 'the change is an event');
	},

	async 'the moved calendar holds after a new start'({ data: city }) {
		await city.stopped(() => {});
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(b.text.includes('2027-02-04') && !b.last.root.has('.provisional'));
	},

	async 'everything administrators did stands in the log'({ data: city }) {
		const b = await at(city, '/staff/admin/log');
		for (const word of ['ny', 'farmer', 'cn-2027']) assert.ok(b.text.includes(word), `${word} is not in the log`);
		for (const secret of [FRESH, 'argon2']) assert.ok(!b.last.answer.text.includes(secret));
	},

	async 'a disabled account is out at once, on every page'({ data: city }) {
		const mine = await city.login('farmer', FRESH);
		const b = await at(city, `${USERS}?login=farmer`);
		await b.submit(`${USERS} do=disable`);
		await mine.get('/staff');
		assert.equal(mine.last.path, '/staff/login');
		await mine.get('/staff/login');
		await mine.submit('/staff/login', { set: { login: 'farmer', password: FRESH }, want: 422 });
		assert.equal(mine.value('login'), 'farmer');
	},

	async 'a post that ends today opens nothing tomorrow'({ data: city }) {
		const [{ id }] = city.sql("SELECT p.id FROM post p JOIN person x ON x.id = p.person_id WHERE x.login = 'handler'");
		const handler = await city.as('handler');
		await handler.get(`/staff/m/${matter.number}`);
		const b = await at(city, POSTS);
		await b.submit(`${POSTS} do=end post=${id}`, { want: 200 });
		await city.turn('2026-12-04');
		await (await city.as('handler')).get(`/staff/m/${matter.number}`, 404);
	},

	async 'a changed password ends every session; the old one is refused'({ data: city }) {
		const one = await city.login('head'), two = await city.login('head');
		await one.get('/staff/account');
		await one.submit('/staff/account', { set: { old: 'not my old password', fresh: FRESH }, want: 422 });
		await one.submit('/staff/account', { set: { old: PASSWORD, fresh: 'too short' }, want: 422 });
		await one.submit('/staff/account', { set: { old: PASSWORD, fresh: FRESH } });
		assert.equal(one.last.path, '/staff/login');
		await two.get('/staff');
		assert.equal(two.last.path, '/staff/login');
		await city.login('head', FRESH);
		const b = city.stranger();
		await b.get('/staff/login');
		await b.submit('/staff/login', { set: { login: 'head', password: PASSWORD }, want: 422 });
		assert.equal(b.value('password'), '');
	},

	async 'an API key is shown once, works, and can be revoked'({ data: city }) {
		const b = await city.login('officer2');
		await b.get('/staff/account');
		await b.submit('/staff/account do=key', { set: { label: 'my script' } });
		const key = b.last.root.one('.flash code').text;
		city.keys.set('officer2', key);
		assert.equal((await city.api('officer2', 'GET', '/api/v1/units')).status, 200);
		await b.get('/staff/account');
		assert.ok(!b.last.answer.text.includes(key));
		await b.submit('/staff/account do=revoke');
		assert.equal((await city.api('officer2', 'GET', '/api/v1/units')).status, 401);
	},

	async 'logging out ends the session, and clears what the browser kept'({ data: city }) {
		const b = await city.login('officer');
		const cookies = new Map(b.cookies);
		await b.get('/staff');
		const answer = await b.post('/staff/logout', [['csrf', b.csrf()]]);
		assert.match(answer.headers['clear-site-data'] ?? '', /cookies/);
		b.cookies = cookies;
		await b.get('/staff');
		assert.equal(b.last.path, '/staff/login', 'the old cookie opens nothing');
	},

	async 'wrong passwords are slowed, and tell nothing about the account'({ data: city }) {
		const words = [];
		for (const login of ['officer', 'nobody-at-all']) {
			const b = city.stranger();
			await b.get('/staff/login');
			await b.submit('/staff/login', { set: { login, password: 'wrong wrong wrong' }, want: 422 });
			words.push(b.errors.join());
		}
		assert.equal(words[0], words[1]);
		const b = city.stranger();
		let slowed = 0;
		for (let i = 0; i < 7; i++) {
			await b.get('/staff/login');
			await b.submit('/staff/login', { set: { login: 'lnrev', password: `wrong ${i}` }, want: null });
			slowed += b.last.status === 429;
		}
		assert.ok(slowed > 0, 'seven wrong passwords were not slowed');
		assert.ok(b.last.answer.headers['retry-after'] > 0);
	},
});
