// Who filed stands nowhere in plain: not in the database, its log, the spool,
// the program's log or a backup. The office's key and the query code open it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { command } from '../node/lib/program.mjs';
import { photo } from '../node/lib/files.mjs';
import { readZip } from '../node/lib/zip.mjs';
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

function inPlain(paths, secrets = Object.values(SECRET)) {
	return paths.flatMap((path) => {
		const bytes = readFileSync(path);
		return secrets.filter((value) => bytes.includes(Buffer.from(value))).map((value) => `${path}: ${value}`);
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

	async 'the code itself stands in no file and no log'({ data: city }) {
		const spellings = [matter.code, matter.code.replaceAll('-', ''), matter.code.toLowerCase(), matter.code.replaceAll('-', '').toLowerCase()];
		assert.deepEqual(inPlain(files(city.dir), spellings), []);
		for (const code of spellings) assert.ok(!city.server.err.includes(code), 'the query code is in the log');
	},

	async 'staff see nothing of it, and everything after the act'({ data: city }) {
		const b = await city.as('officer');
		await b.get(`/staff/m/${matter.number}`);
		for (const value of Object.values(SECRET)) assert.ok(!b.last.answer.text.includes(value), `${value} is seen before it is opened`);
		assert.ok(b.text.includes('**') && !b.last.answer.text.includes('麒'));
		const opened = await actByPages(city, matter, 'officer', 'open_identity', { reason: '需电话核实' });
		for (const value of Object.values(SECRET)) assert.ok(opened.last.answer.text.includes(value));
		assert.deepEqual(inPlain(files(city.dir)), []);
	},

	async 'one click gives everything about one\'s own petition, and nothing internal'({ data: city }) {
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'note', { text: '内部批注不公开' });
		const b = await followed(city, matter);
		assert.ok(b.last.root.one('a[href="/follow/export"]'));
		const answer = await b.send('GET', '/follow/export');
		assert.equal(answer.status, 200);
		assert.equal(answer.type, 'application/zip');
		assert.match(answer.headers['content-disposition'], new RegExp(`^attachment; filename="${matter.number}.zip"$`));
		assert.equal(answer.headers['cache-control'], 'no-store');
		const zip = readZip(answer.body), all = JSON.parse(zip.get('data.json'));
		assert.equal(all.number, matter.number);
		assert.equal(all.text, PETITION.text);
		const { representative, ...mine } = all.identity[0];
		assert.deepEqual([representative, mine], [0, { ...SECRET, guardian: '' }]);
		assert.ok(all.clocks.length > 0 && all.clocks.every((clock) => clock.why.length > 0));
		assert.ok(all.documents.length > 0);
		assert.equal(all.files.length, 1);
		assert.deepEqual(all.ratings, []);
		const opening = all.events.find((event) => event.act === 'open_identity');
		assert.equal(opening.person_zh, 'officer同志');
		assert.equal(opening.data.reason, '需电话核实');
		assert.ok(![...zip.values()].some((b) => b.includes('内部批注不公开')) && !all.events.some((event) => event.act === 'note'));
		assert.equal((await b.send('GET', all.files[0].path)).status, 200);
		assert.equal((await city.stranger('zh').send('GET', '/follow/export')).status, 303);
		assert.deepEqual(inPlain(files(city.dir)), [], 'the archive left something in the folder');
	},

	async 'who accused is opened by two persons, and the accuser sees both'({ data: city }) {
		const accusation = await fileByPages(city, { ...PETITION, ...SECRET, subject: '举报', complained: 'zj' });
		await actByPages(city, accusation, 'officer', 'classify', { class: 'accusation' });
		const b = await city.as('officer');
		await b.get(`/staff/m/${accusation.number}`);
		assert.ok(b.text.includes('**') && !b.text.includes('麒'));
		await actByPages(city, accusation, 'officer', 'ask_identity', { reason: '核实举报' });
		await b.get(`/staff/m/${accusation.number}`);
		assert.ok(!b.last.answer.text.includes(SECRET.phone));
		const chief = await city.as('chief');
		await chief.get('/staff');
		assert.ok(chief.last.answer.text.includes(accusation.number), 'what was asked waits on the day page');
		const granted = await actByPages(city, accusation, 'chief', 'grant_identity', {});
		assert.ok(!granted.last.answer.text.includes(SECRET.phone));
		const again = await city.as('officer');
		await again.get(`/staff/m/${accusation.number}`);
		for (const value of Object.values(SECRET)) assert.ok(again.last.answer.text.includes(value));
		const mine = await followed(city, accusation);
		for (const word of ['核实举报', 'officer同志', 'chief同志']) assert.ok(mine.text.includes(word), word);
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

	async 'after its time the identity is erased, and the petition stays'({ data: city }) {
		const withdrawn = await fileByPages(city, { ...PETITION, ...SECRET, subject: '撤回的信访' });
		const b = await followed(city, withdrawn);
		await b.get('/follow/do/withdraw');
		await b.submit('/follow/do/withdraw', { set: {} });
		await city.stopped(async () => {
			assert.match(command(['erase', city.dir, '--today', '2036-03-02']).out, /^0 identities erased/m);
			assert.match(command(['erase', city.dir, '--dry-run', '--today', '2036-03-03']).out, /^1 identities would be erased/m);
			assert.match(command(['erase', city.dir, '--today', '2036-03-03']).out, new RegExp(`^${withdrawn.number} closed 2026-03-02, kept 10 years`, 'm'));
		});
		assert.equal(city.sql(`SELECT count(*) AS n FROM identity WHERE matter_id = ${withdrawn.row.id}`)[0].n, 0);
		const mine = await followed(city, withdrawn);
		assert.ok(mine.text.includes('身份信息已删除'));
		assert.ok(!mine.last.answer.text.includes(SECRET.phone));
	},
});
