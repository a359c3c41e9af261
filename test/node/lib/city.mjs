// The town the stories play in: few units, one person for each role that
// matters, all with one password, and an API key for whoever asks. It is made
// once for each build and copied for each file, so that stories do not meet.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { request } from './http.mjs';
import { binary, command, serve, sql } from './program.mjs';

export const PASSWORD = 'a lantern over the harbour wall';

export const UNITS = [
	// code, kind, parent, doc sign, duty words, Chinese, English
	['ln', 'government', null, '辽政', '', '辽宁省人民政府', 'Liaoning Provincial Government'],
	['dl', 'government', 'ln', '大政', '', '大连市人民政府', 'Dalian Municipal Government'],
	['xf', 'bureau', 'dl', '大信', '', '大连市信访局', 'Dalian Petition Bureau'],
	['zj', 'department', 'dl', '大住建', '住房 物业 漏雨 housing roof', '大连市住房和城乡建设局', 'Dalian Housing Bureau'],
	['jt', 'department', 'dl', '大交', '公交 bus', '大连市交通运输局', 'Dalian Transport Bureau'],
	['zs', 'government', 'dl', '中政', '', '中山区人民政府', 'Zhongshan District Government'],
	['zszj', 'department', 'zs', '中住建', '', '中山区住房和城乡建设局', 'Zhongshan Housing Bureau'],
	['jw', 'discipline', 'dl', '大纪', '', '大连市纪律检查委员会', 'Dalian Discipline Commission'],
	['rx', 'hotline', 'dl', '大热', '', '大连市12345热线中心', 'Dalian Hotline 12345'],
];

export const PEOPLE = [
	['registrar', 'xf', 'registrar'], ['officer', 'xf', 'officer'], ['officer2', 'xf', 'officer'], ['chief', 'xf', 'bureau_head'],
	['handler', 'zj', 'handler'], ['handler2', 'zj', 'handler'], ['head', 'zj', 'unit_head'], ['zjreg', 'zj', 'registrar'],
	['busman', 'jt', 'handler'], ['bushead', 'jt', 'unit_head'], ['zszjman', 'zszj', 'handler'], ['zszjhead', 'zszj', 'unit_head'],
	['zsman', 'zs', 'handler'], ['zsrev', 'zs', 'reviewer'], ['zshead', 'zs', 'unit_head'],
	['dlrev', 'dl', 'reviewer'], ['dlhead', 'dl', 'unit_head'], ['lnrev', 'ln', 'reviewer'], ['lnhead', 'ln', 'unit_head'],
	['jwman', 'jw', 'handler'], ['jwhead', 'jw', 'unit_head'], ['operator', 'rx', 'registrar'], ['rxofficer', 'rx', 'officer'], ['rxhead', 'rx', 'bureau_head'],
	['admin', 'dl', 'sysadmin'], ['admin2', 'dl', 'sysadmin'], ['auditor', 'dl', 'auditor'], ['convener', 'xf', 'convener'], ['dpo', 'dl', 'dpo'], ['dpo2', 'dl', 'dpo'],
	['clerk', 'dl', 'clerk'], ['clerk2', 'dl', 'clerk'], ['xfclerk', 'xf', 'clerk'], ['lead1', 'dl', 'leader'], ['lead2', 'dl', 'leader'], ['lead3', 'dl', 'leader'], ['guest', 'zj', 'leader'],
];

const FOUNDED = '2024-01-02';

function quoted(text) {
	return text === null ? 'NULL' : `'${String(text).replaceAll("'", "''")}'`;
}

function foundingSql(hash) {
	const lines = ['BEGIN;', "INSERT INTO area VALUES ('210200', NULL, '大连市', 'Dalian'), ('210202', '210200', '中山区', 'Zhongshan');"];
	for (const [code, kind, parent, sign, duties, zh, en] of UNITS) {
		lines.push(`INSERT INTO unit (code,name_zh,name_en,kind,parent_id,doc_sign,duties,valid_from)
			VALUES (${[code, zh, en, kind].map(quoted)}, (SELECT id FROM unit WHERE code = ${quoted(parent)}), ${[sign, duties, FOUNDED].map(quoted)});`);
	}
	lines.push(`INSERT INTO unit_line WITH RECURSIVE up(unit_id, above_id) AS (SELECT id, id FROM unit
		UNION SELECT up.unit_id, u.parent_id FROM up JOIN unit u ON u.id = up.above_id WHERE u.parent_id IS NOT NULL) SELECT unit_id, above_id FROM up;`);
	for (const [login, unit, role] of PEOPLE) {
		lines.push(`INSERT INTO person (login,name_zh,name_en,password,lang,created_ms) VALUES (${[login, `${login}同志`, `Comrade ${login}`, hash].map(quoted)}, 'en', 0);`);
		lines.push(`INSERT INTO post (person_id,unit_id,role,valid_from,proposed_ms,confirmed_ms) VALUES ((SELECT id FROM person WHERE login = ${quoted(login)}),
			(SELECT id FROM unit WHERE code = ${quoted(unit)}), ${quoted(role)}, '${FOUNDED}', 0, 0);`);
	}
	lines.push("DELETE FROM post WHERE person_id IN (SELECT id FROM person WHERE login = 'seed'); DELETE FROM admin_event; DELETE FROM person WHERE login = 'seed';", 'COMMIT;');
	return lines.join('\n');
}

function makeTown(dir) {
	command(['init', dir, '--name-zh', '大连市', '--name-en', 'Dalian']);
	command(['user', dir, 'add', 'seed', '--name-zh', '种', '--name-en', 'Seed'], { input: `${PASSWORD}\n` });
	const hash = sql(dir, "SELECT password FROM person WHERE login = 'seed'")[0].password;
	const clean = 'DELETE FROM unit_line; DELETE FROM unit;';
	sql(dir, `PRAGMA foreign_keys = OFF; ${clean} ${foundingSql(hash)}`);
}

function makeDemo(dir) {
	command(['demo', dir, '--today', DEMO_TODAY]);
}

export const DEMO_TODAY = '2026-11-23';

function hash(text) {
	return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

// The model city of this build of the program; a new build makes a new one and removes the old.
function model(kind) {
	const { mtimeMs, size } = statSync(binary);
	const mine = `${kind}-${hash(binary)}-`;
	const name = mine + hash(`${mtimeMs} ${size} ${statSync(fileURLToPath(import.meta.url)).mtimeMs}`);
	const home = join(tmpdir(), `huiyin-cities-${process.getuid()}`);
	if (existsSync(join(home, name))) return join(home, name);
	mkdirSync(home, { recursive: true });
	const fresh = mkdtempSync(join(home, 'making-'));
	(kind === 'demo' ? makeDemo : makeTown)(join(fresh, 'city'));
	for (const old of readdirSync(home)) if (old.startsWith(mine) && old !== name) rmSync(join(home, old), { recursive: true, force: true });
	try {
		renameSync(join(fresh, 'city'), join(home, name));
	} catch (e) {
		if (!existsSync(join(home, name))) throw e;     // another test file was quicker
	}
	rmSync(fresh, { recursive: true, force: true });
	return join(home, name);
}

export class City {
	constructor(dir) {
		this.dir = dir;
		this.browsers = new Map();
		this.keys = new Map();
	}

	sql(query) {
		return sql(this.dir, query);
	}

	// What would be different if anybody had changed anything. Sessions are apart, and what the
	// city finds by itself as its clock goes on (late matters).
	state() {
		const tables = ['matter', 'clock', 'document', 'ask', 'rating', 'attachment', 'identity', 'unit', 'person', 'post', 'admin_event', 'calendar_text', 'api_key', 'assist', 'link', 'recusal'];
		return JSON.stringify(this.sql(`SELECT ${tables.map((t) => `(SELECT count(*) FROM ${t}) AS ${t}`)}, (SELECT count(*) FROM event WHERE actor <> 'system') AS event,
			(SELECT group_concat(number || state) FROM matter) AS states, (SELECT group_concat(code || name_zh || duties) FROM unit) AS units,
			(SELECT group_concat(substr(password, -9) || enabled) FROM person) AS persons, (SELECT count(*) FROM post WHERE confirmed_ms IS NOT NULL) AS confirmed`)[0]);
	}

	// A stranger's browser.
	stranger(lang) {
		return new Browser(this.origin, lang);
	}

	get origin() {
		return this.server.origin;
	}

	// Logged in once for each day that is turned to; sessions end by then anyway.
	async as(login, lang = 'en') {
		const key = `${login} ${lang}`;
		if (!this.browsers.has(key)) this.browsers.set(key, await this.login(login, PASSWORD, lang));
		return this.browsers.get(key);
	}

	async login(login, password = PASSWORD, lang = 'en') {
		const b = this.stranger(lang);
		await b.get('/staff/login');
		await b.submit('/staff/login', { set: { login, password } });
		assert.equal(b.last.path, '/staff', `${login} could not log in: ${b.errors}`);
		return b;
	}

	async turn(today) {
		this.browsers.clear();
		await this.server.turn(today);
	}

	// The command line needs the city for itself.
	async stopped(work) {
		const { today } = this.server;
		this.browsers.clear();
		await this.server.stop();
		try {
			return await work(today);
		} finally {
			await this.server.start();
		}
	}

	// Keys for these people, made before the server starts.
	makeKeys(...logins) {
		for (const login of logins) this.keys.set(login, command(['user', this.dir, 'key', login]).out.trim());
	}

	async api(login, method, path, body = null, headers = {}) {
		const all = { 'Accept-Language': 'en', ...headers };
		if (login) all.Authorization = `Bearer ${this.keys.get(login)}`;
		if (body !== null) all['Content-Type'] ??= 'application/json';
		const answer = await request(this.origin, method, path, { headers: all, body: body === null ? null : typeof body === 'string' ? body : JSON.stringify(body) });
		assert.match(answer.type, /^application\/json/, `${method} ${path}: ${answer.type}`);
		answer.json = JSON.parse(answer.text);
		return answer;
	}

	async close() {
		try {
			await this.server?.stop();
			const { out } = command(['verify', this.dir], { want: null });
			assert.match(out, /, 0 faults/, `the stored data breaks a law:\n${out}`);
			// Whatever happened in it: done again from what the deeds were given, it is the same.
			const again = command(['rebuild', this.dir], { want: null });
			if (this.rebuilds !== false) assert.equal(again.code, 0, `the city is not what its deeds made:\n${again.out}${again.err}`);
		} finally {
			rmSync(dirname(this.dir), { recursive: true, force: true });
		}
	}
}

const made = [];
process.on('exit', () => {
	for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

// options: today, keys (logins), args (of serve), kind (town or demo), closed (no server yet), founded (units and posts are in force from that day on).
export async function openCity({ kind = 'town', today, keys = [], args = [], closed = false, founded, program } = {}) {
	made.push(mkdtempSync(join(tmpdir(), 'huiyin-test-')));
	const dir = join(made.at(-1), 'city');
	cpSync(model(kind), dir, { recursive: true });
	const city = new City(dir);
	if (founded) city.sql(`UPDATE unit SET valid_from = '${founded}'; UPDATE post SET valid_from = '${founded}'`);
	city.makeKeys(...keys);
	if (!closed) city.server = await serve(dir, { today: today ?? DEMO_TODAY, args, program });
	return city;
}
