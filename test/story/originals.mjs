// Files tell who made them. Units get copies that do not, under a number; the
// file as it was sent is sealed, goes back to who sent it, and opens for the
// office as a name does. What cannot be cleaned is told; what failed is made good.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { file } from '../node/lib/files.mjs';
import { binary, command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';
import { docx, jpeg, pdf, png } from '../node/lib/traces.mjs';
import { readZip } from '../node/lib/zip.mjs';
import { PETITION, actByPages, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: [] });
export const after = (city) => city.close();

const WORD = 'qkanarienzhang77', NAME = 'Qkanariendateiname';
const PHOTO = jpeg(WORD, 6);
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600, 7), Buffer.from(WORD)]);
let matter, accusation;

const files = (dir) => readdirSync(dir).flatMap((name) => {
	const path = join(dir, name);
	return statSync(path).isDirectory() ? files(path) : [path];
});
const holds = (bytes) => [WORD, NAME].filter((word) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le')));
const inPlain = (city) => files(city.dir).filter((path) => holds(readFileSync(path)).length > 0);
const rows = (city, m) => city.sql(`SELECT id, token, name, size, copy, why, EXISTS (SELECT 1 FROM original o WHERE o.attachment_id = a.id) AS original FROM attachment a WHERE matter_id = ${m.row.id} ORDER BY id`);
const stop = (city) => city.server.stop();
// It listens elsewhere then: browsers log in anew.
async function start(city) {
	city.browsers.clear();
	await city.server.start();
}
async function fetchFile(city, who, token, more = '') {
	const b = await city.as(who);
	return b.send('GET', `/staff/f/${token}${more}`);
}

export const tests = story({
	async 'three files are sent; nothing of their maker stands on the disk or in the log'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, files: [file(`${NAME}.jpg`, PHOTO), file(`${NAME}.docx`, docx(WORD)), file(`${NAME}.doc`, OLE)] });
		const stored = rows(city, matter);
		assert.deepEqual(stored.map((f) => [f.name, f.copy, f.why, f.original]), [['1.jpg', 'clean', '', 1], ['2.docx', 'clean', '', 1], ['3.doc', 'none', 'kind', 1]]);
		assert.equal(stored[2].size, 0);
		assert.deepEqual(inPlain(city), []);
		assert.deepEqual(holds(Buffer.from(city.server.err)), []);
	},

	async 'the unit gets the copies by number, and is told of what there is no copy'({ data: city }) {
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建职责' });
		const b = await city.as('handler2');
		await b.get(`/staff/m/${matter.number}`);
		assert.deepEqual(holds(b.last.answer.body), []);
		for (const shown of ['1.jpg', '2.docx', '3.doc']) assert.ok(b.text.includes(shown), shown);
		const [photo, paper, none] = rows(city, matter);
		const copy = await fetchFile(city, 'handler2', photo.token);
		assert.equal(copy.status, 200);
		assert.equal(copy.type, 'image/jpeg');
		assert.equal(copy.body.length, photo.size);
		assert.deepEqual(holds(copy.body), []);
		for (const [name, part] of readZip((await fetchFile(city, 'handler2', paper.token)).body)) assert.deepEqual(holds(part), [], name);
		const refused = await fetchFile(city, 'handler2', none.token);
		assert.equal(refused.status, 410);
		assert.match(refused.body.toString(), /cannot be cleaned|无法清除/);
		for (const f of [photo, paper, none]) assert.equal((await fetchFile(city, 'handler2', f.token, '/original')).status, 404);
	},

	async 'the petitioner gets back what was sent, byte by byte, alone and in the archive'({ data: city }) {
		const b = await followed(city, matter);
		for (const name of [`${NAME}.jpg`, `${NAME}.docx`, `${NAME}.doc`]) assert.ok(b.text.includes(name), name);
		await b.click(`${NAME}.jpg`);
		assert.deepEqual(b.last.answer.body, PHOTO);
		assert.match(b.last.answer.headers['content-disposition'], new RegExp(NAME));
		const zip = readZip((await b.send('GET', '/follow/export')).body), all = JSON.parse(zip.get('data.json'));
		assert.deepEqual(all.files.map((f) => [f.name, f.copy_for_others, f.size]), [[`${NAME}.jpg`, '1.jpg', PHOTO.length], [`${NAME}.docx`, '2.docx', docx(WORD).length], [`${NAME}.doc`, null, OLE.length]]);
		assert.deepEqual(zip.get(all.files[0].file), PHOTO);
		assert.deepEqual(zip.get(all.files[2].file), OLE);
		assert.deepEqual(inPlain(city), [], 'the archive left something on the disk');
	},

	async 'the office opens it as it opens a name, and not before'({ data: city }) {
		const [photo] = rows(city, matter);
		assert.equal((await fetchFile(city, 'officer', photo.token, '/original')).status, 404);
		const opened = await actByPages(city, matter, 'officer', 'open_identity', { reason: '核对照片' });
		assert.ok(opened.last.answer.text.includes(`${NAME}.jpg`));
		const sent = await fetchFile(city, 'officer', photo.token, '/original');
		assert.equal(sent.status, 200);
		assert.deepEqual(sent.body, PHOTO);
		assert.equal((await fetchFile(city, 'officer2', photo.token, '/original')).status, 404, 'another officer opened nothing');
		const b = await followed(city, matter);
		assert.ok(b.text.includes('核对照片'), 'the petitioner sees who and why');
	},

	async 'of an accusation two persons open it'({ data: city }) {
		accusation = await fileByPages(city, { ...PETITION, subject: '举报', complained: 'zj', files: [file(`${NAME}.pdf`, pdf(WORD))] });
		await actByPages(city, accusation, 'officer', 'classify', { class: 'accusation' });
		const [paper] = rows(city, accusation);
		await actByPages(city, accusation, 'officer', 'ask_identity', { reason: '核实举报' });
		assert.equal((await fetchFile(city, 'officer', paper.token, '/original')).status, 404);
		await actByPages(city, accusation, 'chief', 'grant_identity');
		assert.equal((await fetchFile(city, 'officer', paper.token, '/original')).status, 200);
		assert.equal((await fetchFile(city, 'handler2', paper.token)).status, 404);
	},

	async 'later material is sealed with the code that follows it; bombs and papers that cannot be cleaned are refused'({ data: city }) {
		const b = await followed(city, matter);
		await b.get('/follow/do/add_material');
		const before = city.state();
		await b.submit('/follow/do/add_material', { set: { text: '补充', files: [file('x.png', png(WORD, { width: 65000, height: 65000 }))] }, want: 422 });
		assert.equal(city.state(), before);
		await b.submit('/follow/do/add_material', { set: { text: '补充', files: [file(`${NAME}.png`, png(WORD))] } });
		const added = rows(city, matter)[3];
		assert.deepEqual([added.name, added.copy, added.original], ['4.png', 'clean', 1]);
		assert.ok(city.sql(`SELECT code FROM original WHERE attachment_id = ${added.id} AND code IS NOT NULL`).length === 1);
		const refused = await actByPages(city, matter, 'handler2', 'attach', { files: [file('老文件.doc', OLE)] }, { want: 422 });
		assert.match(refused.text, /老文件\.doc/);
		await actByPages(city, matter, 'handler2', 'attach', { files: [file('现场记录.docx', docx(WORD))] });
		const own = rows(city, matter)[4];
		assert.deepEqual([own.name, own.copy, own.original], ['现场记录.docx', 'clean', 0]);
		assert.deepEqual(inPlain(city), []);
	},

	async 'without the cleaning program a petition is taken all the same; huiyin clean makes its copies'({ data: city }) {
		const alone = join(dirname(city.dir), 'alone');
		mkdirSync(alone);
		copyFileSync(binary, join(alone, 'huiyin'));
		await stop(city);
		city.server.program = join(alone, 'huiyin');
		await start(city);
		const later = await fileByPages(city, { ...PETITION, subject: '程序不在', files: [file(`${NAME}.jpg`, PHOTO)] });
		assert.deepEqual(rows(city, later).map((f) => [f.copy, f.why, f.original]), [['none', 'helper', 1]]);
		assert.match(city.server.err, /clean\.failed/);
		await stop(city);
		assert.match(command(['verify', city.dir]).out, / 0 faults/);
		assert.match(command(['clean', city.dir]).out, /^1 copies made, 0 files have none, 0 papers of staff kept as they were, 0 not done/);
		assert.match(command(['clean', city.dir]).out, /^0 copies made/);
		const [made] = rows(city, later);
		assert.deepEqual([made.name, made.copy, made.why, made.original], ['1.jpg', 'clean', '', 1]);
		city.server.program = binary;
		await start(city);
		const copy = await fetchFile(city, 'officer', made.token);
		assert.equal(copy.status, 200);
		assert.deepEqual(holds(copy.body), []);
	},

	async 'every deed is done again the same; a backup holds the sealed files'({ data: city }) {
		await stop(city);
		assert.match(command(['rebuild', city.dir]).out, /equal|same|0 /);
		const tar = join(dirname(city.dir), 'o.tar'), restored = join(dirname(city.dir), 'restored-o');
		command(['backup', city.dir, tar]);
		assert.deepEqual(holds(readFileSync(tar)), []);
		command(['restore', tar, restored]);
		assert.match(command(['verify', restored]).out, / 0 faults/);
		await start(city);
	},

	async 'files of before are for their petitioner only, until they are cleaned and sealed'({ data: city }) {
		const [, , , , own] = rows(city, matter), [photo] = rows(city, matter);
		await stop(city);
		const aside = join(dirname(city.dir), 'aside');
		cpSync(city.dir, aside, { recursive: true });
		city.sql(`PRAGMA foreign_keys = OFF; DELETE FROM original WHERE attachment_id = ${photo.id}; UPDATE attachment SET copy = 'before', name = '${NAME}.jpg' WHERE id = ${photo.id}; UPDATE attachment SET copy = 'before' WHERE id = ${own.id}`);
		await start(city);
		assert.equal((await fetchFile(city, 'handler2', photo.token)).status, 410);
		const b = await city.as('handler2');
		await b.get(`/staff/m/${matter.number}`);
		assert.deepEqual(holds(b.last.answer.body), []);
		await (await followed(city, matter)).click(`${NAME}.jpg`);
		await stop(city);
		assert.match(command(['verify', city.dir], { want: null }).out, /29 of every file/);
		assert.match(command(['clean', city.dir]).out, /^2 copies made/);
		assert.match(command(['verify', city.dir]).out, / 0 faults/);
		assert.deepEqual(rows(city, matter).map((f) => [f.name, f.copy, f.original])[0], ['1.jpg', 'clean', 1]);
		assert.deepEqual(inPlain(city), []);
		// no deed made that city: the real one is looked at again at the end
		rmSync(city.dir, { recursive: true });
		renameSync(aside, city.dir);
		await start(city);
	},
});
