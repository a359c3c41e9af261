// The second factor: set up by a person with an authenticator of another make
// (node's HMAC), asked at log-in and before identities are opened, removed by an
// administrator, required by the city; and the log of all that tells no secret.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { PASSWORD, openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByCommand, actByPages, fileByPages } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'handler', 'auditor'] });
export const after = (city) => city.close();

const ACCOUNT = '/staff/account', LOGIN = '/staff/login', USERS = '/staff/admin/users';
const WRONG = /not right, or was used already/;
let matter, secret, recovery, shift, used = 0;

// RFC 6238 by other means than ours.
function code(step) {
	let bits = '';
	for (const letter of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac('sha1', key).update(counter).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// The server's clock has been turned to another day; a session tells by how much.
const here = () => Math.floor((Date.now() + shift) / 30000);

// A code that was not used yet. When this step's and the next one's were, what was used is put
// back by an hour, as if that time had passed.
function fresh(city) {
	if (here() + 1 <= used) {
		city.sql('UPDATE second_factor SET used_step = used_step - 120');
		used = 0;
	}
	used = Math.max(used + 1, here());
	return code(used);
}

const none = () => ['000000', '000001', '000002', '000003'].find((c) => ![-2, -1, 0, 1, 2].some((d) => code(here() + d) === c));
const makeStale = (city) => city.sql('UPDATE session SET auth_ms = auth_ms - 301000');

async function passwordOnly(city, login) {
	const b = city.stranger();
	await b.get(LOGIN);
	await b.submit(LOGIN, { set: { login, password: PASSWORD } });
	return b;
}

async function loggedIn(city, login) {
	const b = await passwordOnly(city, login);
	await b.submit(LOGIN, { set: { code: fresh(city) } });
	assert.equal(b.last.path, '/staff');
	return b;
}

export const tests = story({
	async 'an authenticator is set up by its first right code, and ten recovery codes are shown once'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, name: '欧阳金丝雀' });
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		const b = await city.as('officer');
		shift = city.sql('SELECT max(created_ms) AS at FROM session')[0].at - Date.now();
		await b.get(ACCOUNT);
		await b.submit(`${ACCOUNT} part=second`, { button: 'second_begin' });
		assert.equal(b.last.root.all('svg').length, 1, 'a picture to scan');
		secret = b.last.root.all('code').map((c) => c.text).find((t) => /^[A-Z2-7]{32}$/.test(t));
		assert.ok(secret, 'the secret as text');
		await b.submit(`${ACCOUNT} do=second_confirm`, { set: { code: none() }, want: 422 });
		assert.match(b.errors.join(), WRONG);
		assert.match(b.last.answer.text, new RegExp(secret), 'the same secret is still there to try again');
		await b.submit(`${ACCOUNT} do=second_confirm`, { set: { code: fresh(city) } });
		recovery = b.last.root.all('code').map((c) => c.text).filter((t) => /^[0-9A-Z-]{30}$/.test(t));
		assert.equal(new Set(recovery).size, 10);
		assert.ok(!b.last.answer.text.includes(secret), 'the secret is not shown again');
		await b.get(ACCOUNT);
		for (const one of recovery) assert.ok(!b.last.answer.text.includes(one), 'codes are shown once');
		assert.match(b.text, /Recovery codes left: 10/);
		city.browsers.clear();
	},

	async 'log-in asks for the code; a wrong, a used and an old one are told alike'({ data: city }) {
		const b = await passwordOnly(city, 'officer');
		assert.equal(b.last.path, LOGIN);
		assert.equal(b.cookies.has('s'), false, 'no session before the code');
		const said = [];
		for (const wrong of [none(), code(used), code(here() - 5), '']) {
			await b.submit(LOGIN, { set: { code: wrong }, want: 422 });
			said.push(b.last.answer.text.replace(/value="[^"]*"/g, ''));
		}
		assert.equal(new Set(said).size, 1, 'the same words for every wrong code');
		await b.submit(LOGIN, { set: { code: fresh(city) } });
		assert.equal(b.last.path, '/staff');
		const half = await city.stranger().post(LOGIN, [['half', 'x'.repeat(43)], ['code', '123456']]);
		assert.equal(half.status, 422);
		assert.equal((await city.stranger().post(LOGIN, [['half', 'x'.repeat(5000)], ['code', recovery[9]]])).status, 422);
	},

	async 'a recovery code opens once'({ data: city }) {
		const b = await passwordOnly(city, 'officer');
		await b.submit(LOGIN, { set: { code: recovery[0].toLowerCase().replaceAll('-', ' ') } });
		assert.equal(b.last.path, '/staff');
		const again = await passwordOnly(city, 'officer');
		await again.submit(LOGIN, { set: { code: recovery[0] }, want: 422 });
		assert.match(again.errors.join(), WRONG);
		await b.get(ACCOUNT);
		assert.match(b.text, /Recovery codes left: 9/);
		assert.equal(city.sql(`SELECT count(*) AS n FROM recovery_code WHERE instr(hex(code), '${Buffer.from(recovery[1]).toString('hex').toUpperCase()}') > 0`)[0].n, 0);
	},

	async 'what was proved long ago is proved again before an identity is opened; nothing typed is lost'({ data: city }) {
		const b = await loggedIn(city, 'officer');
		const path = `/staff/m/${matter.number}/open_identity`;
		await b.get(path);
		assert.equal(b.last.root.all('[name="again"]').length, 0, 'just proved: not asked');
		makeStale(city);
		await b.get(path);
		const before = city.state();
		for (const wrong of ['', none(), code(used), PASSWORD]) {
			await b.submit(path, { set: { reason: '需回电核实', again: wrong }, want: 422 });
			assert.equal(b.value('reason'), '需回电核实');
			assert.match(b.errors.join(), wrong === '' ? /once more/ : WRONG);
		}
		const token = b.csrf();
		assert.equal((await b.post(path, [['csrf', token], ['reason', 'x']], 'multipart/form-data')).status, 422, 'leaving the field out does not help');
		assert.equal(city.state(), before);
		// a form with a fault leaves the code unused
		const good = fresh(city);
		await b.submit(path, { set: { reason: '', again: good }, want: 422 });
		assert.equal(city.state(), before);
		await b.submit(path, { set: { reason: '需回电核实', again: good } });
		assert.match(b.last.answer.text, /欧阳金丝雀/);
		await b.get(path);
		assert.equal(b.last.root.all('[name="again"]').length, 0, 'proved: not asked again for a while');
	},

	async 'without a second factor the password is asked'({ data: city }) {
		const b = await city.login('registrar');
		makeStale(city);
		const path = `/staff/m/${matter.number}/open_identity`;
		await b.get(path);
		assert.equal(b.last.root.one('[name="again"]').attr('type'), 'password');
		await b.submit(path, { set: { reason: '核对', again: 'not the password at all' }, want: 422 });
		assert.match(b.errors.join(), /password is not right/);
		await b.submit(path, { set: { reason: '核对', again: PASSWORD } });
		assert.match(b.last.answer.text, /欧阳金丝雀/);
	},

	async 'a key is made, and a factor changed, only by who proved it lately'({ data: city }) {
		const b = await city.login('registrar');
		makeStale(city);
		for (const deed of ['key', 'second_begin', 'recovery']) {
			await b.get(ACCOUNT);
			const before = city.state();
			const answer = await b.post(ACCOUNT, [['csrf', b.csrf()], ['do', deed], ['label', '对接']]);
			assert.equal(answer.status, 422, deed);
			assert.equal(city.state(), before);
			assert.equal(city.sql("SELECT count(*) AS n FROM second_factor s JOIN person p ON p.id = s.person_id WHERE p.login = 'registrar'")[0].n, 0);
		}
		await b.get(ACCOUNT);
		await b.submit(`${ACCOUNT} do=key`, { set: { label: '对接' }, want: 422 });
		await b.submit(`${ACCOUNT} do=key`, { set: { again: PASSWORD } });
		assert.equal(city.sql("SELECT label FROM api_key k JOIN person p ON p.id = k.person_id WHERE p.login = 'registrar'")[0].label, '对接');
	},

	async 'a program opens an identity with the code beside its key'({ data: city }) {
		const path = `/api/v1/matters/${matter.number}/open_identity`;
		const ask = (login, headers) => city.api(login, 'POST', path, { reason: '自动核对' }, headers);
		const bare = await ask('officer', {});
		assert.equal(bare.status, 422);
		assert.equal(bare.json.error, 'refuse.fresh');
		assert.equal((await ask('officer', { 'X-Huiyin-Code': none() })).json.error, 'refuse.code_wrong');
		const good = fresh(city);
		assert.equal((await ask('officer', { 'X-Huiyin-Code': good })).status, 200);
		assert.equal((await ask('officer', { 'X-Huiyin-Code': good })).json.error, 'refuse.code_wrong', 'a code opens once');
		assert.equal((await city.api('officer', 'POST', `/api/v1/matters/${matter.number}/note`, { text: '不需验证' })).status, 200, 'other acts need no code');
	},

	async 'the command line asks like the others'({ data: city }) {
		await city.stopped((today) => {
			const none = actByCommand(city, matter, 'officer', 'open_identity', { reason: '核对' }, today, 1);
			assert.match(none.err, /once more/);
			const args = ['act', city.dir, matter.number, 'open_identity', 'reason=核对', '--as', 'officer', '--today', today, '--totp'];
			assert.match(command([...args, '12345'], { want: 1 }).err, WRONG);
			assert.match(command([...args, recovery[1]]).out, new RegExp(matter.number));
			assert.match(command([...args, recovery[1]], { want: 1 }).err, WRONG);
		});
	},

	async 'wrong codes are slowed, for the account and not for others'({ data: city }) {
		const b = await passwordOnly(city, 'officer');
		let waits = 0;
		for (let i = 0; i < 8 && !waits; i++) {
			await b.submit(LOGIN, { set: { code: none() }, want: null });
			waits = b.last.status === 429 ? 1 : 0;
		}
		assert.ok(waits, 'never slowed');
		assert.ok(Number(b.last.answer.headers['retry-after']) >= 1);
		await city.login('handler');
		city.sql('DELETE FROM throttle');
	},

	async 'an administrator removes a factor and ends the sessions, and cannot set one'({ data: city }) {
		const officer = await loggedIn(city, 'officer');
		const b = await city.login('admin');
		await b.get(`${USERS}?login=officer`);
		await b.submit(`${USERS} do=second_reset`);
		assert.match(b.text, /removed/);
		assert.equal((await officer.send('GET', '/staff')).status, 303, 'the session has ended');
		await city.login('officer');
		assert.equal(city.sql("SELECT count(*) AS n FROM admin_event WHERE act = 'second_reset' AND object = 'officer' AND person_id = (SELECT id FROM person WHERE login = 'admin')")[0].n, 1);
		makeStale(city);
		await b.get(USERS);
		await b.submit(`${USERS} do=second_required`, { set: { again: '' }, want: 422 });
		await b.submit(`${USERS} do=second_required`, { set: { again: PASSWORD } });
	},

	async 'where it is required, who has none comes to the page to make one, and no further'({ data: city }) {
		const b = city.stranger();
		await b.get(LOGIN);
		await b.submit(LOGIN, { set: { login: 'auditor', password: PASSWORD } });
		assert.equal(b.last.path, ACCOUNT);
		assert.match(b.text, /requires a second factor/);
		for (const path of ['/staff', '/staff/search', `/staff/m/${matter.number}`, '/staff/admin']) {
			assert.ok([303, 403].includes((await b.send('GET', path)).status), path);
		}
		assert.equal((await city.api('handler', 'GET', '/api/v1/matters')).status, 200, 'keys go on');
		await b.get(ACCOUNT);
		await b.submit(`${ACCOUNT} part=second`, { button: 'second_begin' });
		secret = b.last.root.all('code').map((c) => c.text).find((t) => /^[A-Z2-7]{32}$/.test(t));
		await b.submit(`${ACCOUNT} do=second_confirm`, { set: { code: fresh(city) } });
		await b.get('/staff');
		await city.stopped(() => command(['user', city.dir, 'second-factor', 'optional']));
		await city.login('handler');
	},

	async 'the log has a line for each event of security, with ids and nothing else'({ data: city }) {
		const b = await city.login('handler');
		await b.submit('/staff/logout', { want: null });
		const stranger = city.stranger();
		await stranger.get(LOGIN);
		await stranger.submit(LOGIN, { set: { login: 'officer', password: 'canary in the coal mine' }, want: 422 });
		const handler = await city.login('handler');
		await handler.get('/staff/admin', 403);
		const admin = await city.login('admin'), admin2 = await city.login('admin2');
		await admin.get('/staff/admin/posts');
		await admin.submit('/staff/admin/posts do=propose', { set: { login: 'handler', unit: 'zj', role: 'registrar' } });
		const [{ id }] = city.sql("SELECT max(id) AS id FROM post");
		await admin2.get('/staff/admin/posts');
		await admin2.submit(`/staff/admin/posts do=confirm post=${id}`);
		await admin.get('/staff/admin/posts');
		await admin.submit(`/staff/admin/posts do=end post=${id}`);
		await admin.get(`${USERS}?login=handler2`);
		await admin.submit(`${USERS} do=password`, { set: { password: 'seven boats before the northern pier' } });
		const keys = await city.login('registrar');
		await keys.get(ACCOUNT);
		await keys.submit(`${ACCOUNT} do=revoke`);
		const lines = city.server.err.split('\n').filter((l) => l.includes('"security.')).map((l) => JSON.parse(l.replace(/^<\d>/, '')));
		const seen = new Set(lines.map((l) => l.event.replace('security.', '')));
		for (const event of ['login.ok', 'login.failed', 'login.throttled', 'logout', 'password.changed', 'second.enrolled', 'second.reset', 'second.required', 'recovery.new', 'recovery.used',
			'again.failed', 'post.proposed', 'post.confirmed', 'post.ended', 'key.made', 'key.revoked', 'identity.opened', 'right.refused']) {
			assert.ok(seen.has(event), `no line for ${event}; there are: ${[...seen].join(' ')}`);
		}
		for (const line of lines) {
			assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
			for (const [key, value] of Object.entries(line)) if (!['time', 'event'].includes(key)) assert.match(value, /^(\d+|nobody|petitioner|system)$/, `${line.event} ${key}: ${value}`);
		}
		const canaries = ['欧阳金丝雀', 'canary', PASSWORD, 'northern pier', 'officer', 'handler', secret, ...recovery, ...recovery.map((r) => r.replaceAll('-', '')), ...city.keys.values(), matter.code, PETITION.phone, '核实', '核对'];
		for (const canary of canaries) assert.ok(!city.server.err.includes(canary), `the log tells ${canary}`);
	},
});
