// Filed without a name: it is said before what that means; nothing of whoever
// files is kept, not even where they were; only they can say it later.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { Matter, PETITION, actByApi, actByCommand, actByPages, fileByPages, followed, offered } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: ['handler', 'registrar', 'operator'], args: ['--proxy', '127.0.0.1'] });
export const after = (city) => city.close();

const { name, phone, address, head_count, ...TEXT } = PETITION;
const ADDRESS = '203.0.113.77';
const FROM = { 'X-Forwarded-For': ADDRESS, 'User-Agent': 'KanarieBrowser/77' };
const TOLD = { name: '林白鹭', phone: '13912399917', disclose: '1' };
let matter;

function files(dir) {
	return readdirSync(dir).flatMap((one) => (statSync(join(dir, one)).isDirectory() ? files(join(dir, one)) : [join(dir, one)]));
}

// Where the folder or the log holds any of these, as text, or as bytes.
function found(city, secrets) {
	const where = files(city.dir).map((path) => [path, readFileSync(path)]);
	where.push(['the log', Buffer.from(city.server.err)]);
	return where.flatMap(([path, bytes]) => secrets.filter((s) => bytes.includes(s)).map((s) => `${path} holds ${s.toString('hex')} (${s.toString('latin1')})`));
}

export const tests = story({
	async 'what one gets without a name is said before it is chosen'({ data: city }) {
		const b = city.stranger('en');
		await b.get('/file');
		await b.submit('/file', { set: TEXT, button: 'next' });
		for (const words of ['Nothing is posted to you', 'only way back', 'Nobody else can']) assert.ok(b.text.includes(words), words);
		await b.submit('/file', { set: { anonymous: '1', name: '王海潮' }, button: 'next', want: 422 });
		assert.ok(b.errors.join().includes('without a name') && b.value('name') === '王海潮', 'asked which of both, and nothing typed is lost');
		await b.submit('/file', { set: { anonymous: '', name: '' }, button: 'next', want: 422 });
		await b.submit('/file', { set: { anonymous: '1' }, button: 'next' });
		await b.submit('/file', { button: 'send' });
		assert.ok(b.last.root.has('.receipt .code'));
	},

	async 'no trace of where it came from, also when a wrong code was tried'({ data: city }) {
		const filed = await city.api(null, 'POST', '/api/v1/file', { ...TEXT, anonymous: '1' }, FROM);
		assert.equal(filed.status, 201, filed.text);
		matter = new Matter(city, filed.json.number, filed.json.query_code);
		for (let i = 0; i < 6; i++) await city.api(null, 'POST', '/api/v1/follow', { code: '0000-0000-0000-0000-0000-0000-0000' }, FROM);
		assert.equal((await city.api(null, 'POST', '/api/v1/follow', { code: matter.code }, FROM)).status, 429, 'guessing is slowed');
		assert.equal((await city.api(null, 'POST', '/api/v1/follow', { code: matter.code })).status, 200, 'but not for others');
		const { value } = city.sql("SELECT value FROM setting WHERE key = 'key'")[0];
		// whoever has the database tries all addresses with the city's key
		const tried = ['follow', 'file', 'login-address'].map((purpose) => createHmac('sha256', Buffer.from(value, 'hex')).update(`${purpose}\n${ADDRESS}`).digest());
		assert.ok(city.sql('SELECT COUNT(*) AS n FROM throttle')[0].n > 0);
		assert.deepEqual(found(city, [Buffer.from(ADDRESS), Buffer.from('KanarieBrowser'), ...tried]), [], 'the network address of who filed without a name is kept');
	},

	async 'the office that registered it knows; the unit that handles it reads what it always reads'({ data: city }) {
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
		const officer = await city.as('officer');
		await officer.get(`/staff/m/${matter.number}`);
		assert.ok(officer.text.includes('filed without a name'));
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(!/without a name|anonym/i.test(b.last.answer.text) && b.text.includes('**'));
		const told = await city.api('handler', 'GET', `/api/v1/matters/${matter.number}`);
		assert.equal(told.json.anonymous, null);
		assert.equal((await city.api('registrar', 'GET', `/api/v1/matters/${matter.number}`)).json.anonymous, true);
	},

	async 'asked and answered without anybody being known'({ data: city }) {
		await actByPages(city, matter, 'handler', 'accept');
		await actByPages(city, matter, 'handler', 'ask_petitioner', { question: '漏在几层？' });
		await actByApi(city, matter, 'petitioner', 'answer_question', { text: '四层' });
		assert.equal(city.sql(`SELECT COUNT(*) AS n FROM identity WHERE matter_id = ${matter.row.id}`)[0].n, 0);
	},

	async 'the answer is served where it stands'({ data: city }) {
		await actByPages(city, matter, 'handler', 'draft_opinion', { facts: 'f', opinion: 'o', outcome: 'explained', basis: 'b' });
		await actByPages(city, matter, 'head', 'approve_opinion');
		await actByPages(city, matter, 'handler', 'serve', { service: 'post', service_day: '2026-03-02' }, { want: 422 });
		await actByPages(city, matter, 'handler', 'serve', { service: 'follow_page', service_day: '2026-03-02' });
		assert.equal(matter.clock('review_window').start_day, '2026-03-02');
	},

	async 'nobody else can say who it is; the petitioner can, and sees what it means first'({ data: city }) {
		await actByApi(city, matter, 'handler', 'disclose_identity', TOLD, 403);
		const b = await followed(city, matter, 'en');
		assert.ok(offered(b).includes('disclose_identity') && !offered(b).includes('change_contact'));
		await b.click('/follow/do/disclose_identity');
		assert.ok(b.text.includes('sealed like that of everybody') && b.text.includes('cannot be undone'));
		await b.submit('/follow/do/disclose_identity', { set: { name: TOLD.name }, want: 422 });
		await b.submit('/follow/do/disclose_identity', { set: TOLD });
		assert.ok(b.text.includes(TOLD.phone), 'the code opens it');
		assert.deepEqual(found(city, [Buffer.from(TOLD.name), Buffer.from(TOLD.phone)]), []);
		await actByPages(city, matter, 'officer', 'open_identity', { reason: '核实' });
		const officer = await city.as('officer');
		assert.ok(officer.last.answer.text.includes(TOLD.name));
	},

	async 'details are changed on the page that shows them'({ data: city }) {
		const b = await followed(city, matter, 'en');
		await b.click('/follow/do/change_contact');
		assert.equal(b.value('phone'), TOLD.phone, 'nothing is typed anew');
		await b.submit('/follow/do/change_contact', { set: { phone: '13900000001' } });
		assert.ok(b.text.includes('13900000001') && !b.text.includes(TOLD.phone));
		assert.deepEqual(found(city, [Buffer.from('13900000001')]), []);
	},

	async 'details are taken back, and the petition goes on without them'({ data: city }) {
		const b = await followed(city, matter, 'en');
		await b.click('/follow/do/withdraw_identity');
		assert.ok(b.text.includes('nobody can bring them back') && b.text.includes('cannot be undone'));
		await b.submit('/follow/do/withdraw_identity', { set: {} });
		assert.equal(b.last.path.split('?')[0], '/follow/matter', 'whoever follows goes on');
		assert.ok(!b.text.includes('13900000001'));
		assert.equal(city.sql(`SELECT (SELECT COUNT(*) FROM identity) + (SELECT COUNT(*) FROM identity_before) + (SELECT COUNT(*) FROM identity_key) AS n`)[0].n, 0);
		assert.equal(matter.state, 'served');
	},

	async 'an unsigned letter, a nameless call, and by command'({ data: city }) {
		const letter = await city.api('registrar', 'POST', '/api/v1/petitions/petition', { channel: 'letter', received: '2026-03-02', ...TEXT, anonymous: '1' });
		assert.equal(letter.status, 201, letter.text);
		const call = await city.api('operator', 'POST', '/api/v1/petitions/hotline', { channel: 'hotline', received: '2026-03-02', subject: '路灯', text: '路灯坏了', anonymous: '1', confidential: '1' });
		assert.equal(call.status, 201, call.text);
		assert.equal(city.sql('SELECT COUNT(*) AS n FROM matter WHERE anonymous = 1')[0].n, 4);
		const m = new Matter(city, letter.json.number, letter.json.query_code);
		await city.stopped((today) => actByCommand(city, m, 'petitioner', 'disclose_identity', TOLD, today));
		assert.equal(m.row.anonymous, 2);
		const named = await fileByPages(city);
		assert.equal(named.row.anonymous, 0);
	},
});
