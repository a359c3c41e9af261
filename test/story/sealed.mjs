// Who filed stands nowhere in plain: not in the database, its log, the spool,
// the program's log or a backup. The office's key and the query code open it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { command } from '../node/lib/program.mjs';
import { photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: [] });
export const after = (city) => city.close();

const SECRET = { name: '麒麟甲KANARIE', phone: '13912399917', email: 'kanarie77@example.org', address: '金丝雀巷 977 号', id_number: '21020219800101977X' };
let matter;

function files(dir) {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name);
		return statSync(path).isDirectory() ? files(path) : [path];
	});
}

function inPlain(paths) {
	return paths.flatMap((path) => {
		const bytes = readFileSync(path);
		return Object.values(SECRET).filter((value) => bytes.includes(Buffer.from(value))).map((value) => `${path}: ${value}`);
	});
}

export const tests = story({
	async 'a petition with files is filed; nothing of its petitioner stands in the folder or the log'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, ...SECRET, subject: '路面塌陷', files: [photo()] });
		const paths = files(city.dir);
		assert.ok(paths.some((p) => p.endsWith('huiyin.db')) && paths.some((p) => p.endsWith('identity.key')));
		assert.deepEqual(inPlain(paths), []);
		for (const value of Object.values(SECRET)) assert.ok(!city.server.err.includes(value), `${value} is in the log`);
	},

	async 'nor in a backup, and the key is not in it'({ data: city }) {
		const tar = join(dirname(city.dir), 'b.tar');
		command(['backup', city.dir, tar]);
		assert.deepEqual(inPlain([tar]), []);
		const key = readFileSync(join(city.dir, 'keys/identity.key'), 'latin1').trim();
		assert.match(key, /^[0-9a-f]{64}$/);
		assert.ok(!readFileSync(tar, 'latin1').includes(key));
		assert.equal(statSync(join(city.dir, 'keys/identity.key')).mode & 0o777, 0o600);
		const restored = join(dirname(city.dir), 'restored');
		command(['restore', tar, restored]);
		assert.ok(!existsSync(join(restored, 'keys')));
		assert.match(command(['verify', restored]).out, / 0 faults/);
	},

	async 'the query code shows the petitioner their own details'({ data: city }) {
		const b = await followed(city, matter);
		for (const value of Object.values(SECRET)) assert.ok(b.last.answer.text.includes(value), `${value} is not shown`);
	},

	async 'staff see the mask, and everything after the act'({ data: city }) {
		const b = await city.as('officer');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(b.text.includes('麒**'));
		const opened = await actByPages(city, matter, 'officer', 'open_identity', { reason: '需电话核实' });
		for (const value of Object.values(SECRET)) assert.ok(opened.last.answer.text.includes(value));
		assert.deepEqual(inPlain(files(city.dir)), []);
	},

	async 'without the key the city works and says so; the code still opens'({ data: city }) {
		const key = join(city.dir, 'keys/identity.key');
		await city.stopped(async () => renameSync(key, `${key}.away`));
		const b = await city.as('officer');
		await b.get(`/staff/m/${matter.number}`);
		assert.match(b.text, /key is not on this server/);
		assert.ok(!b.last.answer.text.includes(SECRET.phone));
		const mine = await followed(city, matter);
		assert.ok(mine.last.answer.text.includes(SECRET.phone));
		await city.stopped(async () => renameSync(`${key}.away`, key));
		await (await city.as('officer')).get(`/staff/m/${matter.number}`);
	},
});
