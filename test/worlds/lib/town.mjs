// The town all worlds begin with: the stories' town, a station below the accused
// unit, a clerk of the unit above it, and everybody logged in for the last day.
import { mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { PASSWORD, UNITS as TOWN } from '../../node/lib/city.mjs';
import { binary, root } from '../../node/lib/program.mjs';
import { urlencoded } from './wire.mjs';
import { World } from './world.mjs';

export { PASSWORD };
const MINUTE = 60000;
const DAY = 24 * 60 * MINUTE;
export const BEGIN = Date.UTC(2026, 2, 2, 1, 0);         // 9:00 in Dalian, a Monday
export const END = BEGIN + 50 * DAY;

export { DAY, MINUTE };

// The station stands below the unit that the accusation is about.
const STATION = ['zjz', 'department', 'zj', '大质监', '', '大连市房屋质量监督站', 'Dalian Building Quality Station'];
const UNITS = TOWN.flatMap((unit) => unit[0] === 'zj' ? [unit, STATION] : [unit]);

// login, unit, role, and what they may know of the accusation: nothing, or that it exists.
export const PEOPLE = [
	['handler', 'zj', 'handler', 'nothing'], ['handler2', 'zj', 'handler', 'nothing'], ['head', 'zj', 'unit_head', 'nothing'], ['zjreg', 'zj', 'registrar', 'nothing'],
	['station', 'zjz', 'handler', 'nothing'], ['stationhead', 'zjz', 'unit_head', 'nothing'],
	['dlclerk', 'dl', 'handler', 'nothing'], ['dlrev', 'dl', 'reviewer', 'nothing'], ['dlhead', 'dl', 'unit_head', 'nothing'], ['lnrev', 'ln', 'reviewer', 'nothing'],
	['busman', 'jt', 'handler', 'nothing'], ['bushead', 'jt', 'unit_head', 'nothing'], ['zszjman', 'zszj', 'handler', 'nothing'],
	['zsman', 'zs', 'handler', 'nothing'], ['zsrev', 'zs', 'reviewer', 'nothing'],
	['admin', 'dl', 'sysadmin', 'nothing'], ['auditor', 'dl', 'auditor', 'nothing'], ['convener', 'xf', 'convener', 'nothing'], ['xfclerk', 'xf', 'clerk', 'nothing'], ['leader', 'dl', 'leader', 'nothing'], ['desk2', 'xf', 'registrar', 'nothing'],
	['rxofficer', 'rx', 'officer', 'nothing'], ['rxhead', 'rx', 'bureau_head', 'nothing'],
	['jwman', 'jw', 'handler', 'exists'], ['jwhead', 'jw', 'unit_head', 'exists'], ['officer2', 'xf', 'officer', 'exists'], ['dpo', 'dl', 'dpo', 'exists'],
	// these act in the story, and come to know who it is
	['registrar', 'xf', 'registrar', null], ['officer', 'xf', 'officer', null], ['chief', 'xf', 'bureau_head', null], ['operator', 'rx', 'registrar', null],
];

const quoted = (v) => (v === null ? 'NULL' : `'${String(v).replaceAll("'", "''")}'`);

function foundingSql(hash) {
	const day = "'2024-01-02'";
	return ['PRAGMA foreign_keys = OFF; BEGIN; DELETE FROM unit_line; DELETE FROM unit;',
		"INSERT INTO area VALUES ('210200', NULL, '大连市', 'Dalian'), ('210202', '210200', '中山区', 'Zhongshan');",
		...UNITS.map(([code, kind, parent, sign, duties, zh, en]) => `INSERT INTO unit (code,name_zh,name_en,kind,parent_id,doc_sign,duties,valid_from)
			VALUES (${[code, zh, en, kind].map(quoted)}, (SELECT id FROM unit WHERE code = ${quoted(parent)}), ${[sign, duties].map(quoted)}, ${day});`),
		`INSERT INTO unit_line WITH RECURSIVE up(unit_id, above_id) AS (SELECT id, id FROM unit
			UNION SELECT up.unit_id, u.parent_id FROM up JOIN unit u ON u.id = up.above_id WHERE u.parent_id IS NOT NULL) SELECT unit_id, above_id FROM up;`,
		...PEOPLE.map(([login, unit, role]) => `INSERT INTO person (login,name_zh,name_en,password,lang,created_ms) VALUES (${[login, `${login}同志`, `Comrade ${login}`, hash].map(quoted)}, 'en', 0);
			INSERT INTO post (person_id,unit_id,role,valid_from,proposed_ms,confirmed_ms) VALUES ((SELECT id FROM person WHERE login = ${quoted(login)}),
			(SELECT id FROM unit WHERE code = ${quoted(unit)}), ${quoted(role)}, ${day}, 0, 0);`),
		"DELETE FROM admin_event; DELETE FROM person WHERE login = 'seed'; COMMIT;"].join('\n');
}

// No pair has this seed: with one seed, one step gives one chance twice.
const TOWN_SEED = 1e9;

// The model: { dir, session: {login: cookie}, csrf: {login: token}, key: {login: key}, feed: {login: address of the calendar} }.
export async function town() {
	const world = new World('town', TOWN_SEED);
	world.step(0, BEGIN);
	const run = (args, input = '') => {
		const done = spawnSync(binary, args, { cwd: root, env: world.env, input, encoding: 'utf8', timeout: 60000 });
		assert.equal(done.status, 0, `huiyin ${args.join(' ')}: ${done.stderr}`);
		return done.stdout;
	};
	const sql = (text) => {
		const done = spawnSync('sqlite3', [`${world.dir}/huiyin.db`, text], { encoding: 'utf8', timeout: 30000 });
		assert.equal(done.status, 0, done.stderr);
		return done.stdout.trim();
	};
	run(['init', world.dir, '--name-zh', '大连市', '--name-en', 'Dalian']);
	run(['user', world.dir, 'add', 'seed', '--name-zh', '种', '--name-en', 'Seed'], `${PASSWORD}\n`);
	sql(foundingSql(sql("SELECT password FROM person WHERE login = 'seed'")));
	const key = {}, session = {}, csrf = {}, feed = {};
	let step = 1;
	run(['body', world.dir, 'add', 'lx', '--kind', 'joint', '--name-zh', '信访工作联席会议', '--name-en', 'Joint meeting', '--unit', 'dl', '--office', 'xf', '--sign', '联席会议纪要', '--from', '2024-01-02']);
	for (const [login, role] of [['convener', 'chair'], ['chief', 'member'], ['head', 'member'], ['bushead', 'observer']]) run(['body', world.dir, 'seat', 'lx', login, '--role', role, '--from', '2024-01-02']);
	run(['body', world.dir, 'publish', 'lx']);
	for (const [login] of PEOPLE) {
		world.step(step++, BEGIN);
		key[login] = run(['user', world.dir, 'key', login]).trim();
	}
	await world.start();
	const wire = world.wire();
	for (const [login] of PEOPLE) {
		world.step(step++, END);
		session[login] = (await wire.one({ method: 'POST', path: '/staff/login', body: urlencoded({ login, password: PASSWORD }) })).cookie;
		assert.ok(session[login], `${login} could not log in`);
		csrf[login] = /name="csrf" value="([^"]+)"/.exec((await wire.one({ path: '/staff', cookie: session[login] })).text)[1];
		world.step(step++, END);
		const made = await wire.one({ method: 'POST', path: '/staff/calendar', cookie: session[login], body: urlencoded({ csrf: csrf[login], do: 'make', calendar: '-' }) });
		feed[login] = /\/calendar\/([0-9A-Z]{26}\.ics)/.exec(made.text)?.[1];
		assert.ok(feed[login], `${login} has no calendar: ${made.status}`);
	}
	await world.stop();
	return { dir: world.dir, session, csrf, key, feed, routes: JSON.parse(run(['audit', 'routes'])), world };
}
