// The canary test (assurance 5.2): on the program people run, every part of who a
// petitioner is carries a word of its own. After a petition, a confidential one and
// an accusation were filed, handled, and opened, nothing the program says or keeps
// holds one of the words, but for the places written down here.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity, PEOPLE } from '../node/lib/city.mjs';
import { command } from '../node/lib/program.mjs';
import { file, PNG } from '../node/lib/files.mjs';
import { actByApi, actByPages, fileByApi, fileByPages, followed, PETITION } from '../node/lib/life.mjs';
import { story } from '../node/lib/story.mjs';
import { readRoutes } from '../node/lib/routes.mjs';
import { addresses, Walk } from './lib/crawl.mjs';
import { Wire } from './lib/wire.mjs';

export const limit = 240;

// Twelve characters each, found nowhere else.
const WHO = { name: 'Qkanarienam1', phone: '139774411882', email: 'qkanarienma2@example.org', address: 'Qkanariestr3', id_number: '210202771103' };
const SECOND = { name2: 'Qkanarieco17', phone2: '138664422771' };
const CANARY = { ...WHO, email: 'qkanarienma2', ...SECOND, filename: 'Qkanariefil4', metadata: 'Qkanarieexi5', agent: 'Qkanarieagt6' };

// A PNG that says in a text chunk who made it, as cameras and offices do.
function signed() {
	const words = Buffer.from(`Author\0${CANARY.metadata}`);
	const chunk = Buffer.concat([Buffer.from('tEXt'), words]);
	const head = Buffer.alloc(4);
	head.writeUInt32BE(words.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc(chunk));
	return Buffer.concat([PNG.subarray(0, 33), head, chunk, sum, PNG.subarray(33)]);
}

function crc(bytes) {
	let c = ~0;
	for (const b of bytes) {
		c ^= b;
		for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
	}
	return ~c >>> 0;
}

const wordsIn = (bytes) => Object.entries(CANARY).filter(([, word]) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le'))).map(([part]) => part);

// -- where a word may stand, and why

const FILE_PARTS = ['filename', 'metadata'];
function allowed(place, part) {
	const opened = [matters.roof, matters.accusation].some((m) => m && place.startsWith(`officer: GET /staff/m/${m.number}`));
	if (opened && (part in WHO || part === 'filename')) return true;                    // the office, after opening it
	if (/^officer: GET \/staff\/f\/\w+\/original/.test(place)) return true;             // and the file as it was sent
	if (/^petitioner: GET \/follow\/(matter|export|f\/|do\/)/.test(place)) return true;   // their own page, export and files
	return false;
}

const read = new Set();            // parts found where they may stand: the search finds them

function faults(place, bytes) {
	const found = wordsIn(bytes);
	found.forEach((part) => read.add(part));
	return found.filter((part) => !allowed(place, part)).map((part) => `${place}: ${part}`);
}

function filesOf(dir) {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name);
		try {
			return statSync(path).isDirectory() ? filesOf(path) : [path];
		} catch {
			return [];
		}
	});
}

const told = { answers: 0, faults: [] };
const matters = {};

// Everything one visitor can fetch: links, all routes with all numbers, lists.
async function everything(city, name, who) {
	const wire = new Wire(new URL(city.origin).port);
	const walk = new Walk(wire, { name, lang: 'zh', ...who });
	await walk.links(who.key ? ['/staff', '/staff/search', '/staff/board', '/staff/register', '/staff/admin'] : ['/', '/follow/matter']);
	const know = { numbers: Object.values(matters).map((m) => m.number), tokens: city.sql('SELECT token FROM attachment').map((r) => r.token) };
	for (const route of readRoutes().filter((r) => r.method === 'GET' && (who.key || !r.path.startsWith('/api/')))) await walk.get(addresses(route.path, know));
	wire.close();
	for (const { what, answer } of walk.said) {
		told.answers++;
		told.faults.push(...faults(`${name}: ${what}`, answer.bytes));
	}
}

export const before = async () => {
	const city = await openCity({ today: '2026-03-02', keys: PEOPLE.map(([login]) => login) });
	return city;
};
export const after = (city) => city.close();

export const tests = story({
	async 'the words are in what is sent'() {
		assert.deepEqual(wordsIn(signed()), ['metadata']);
		for (const word of Object.values(CANARY)) assert.equal(word.length, 12, word);
	},

	async 'a petition, a confidential one and an accusation are told'({ data: city }) {
		const upload = file(`${CANARY.filename}.png`, signed(), 'image/png');
		matters.roof = await fileByPages(city, { ...PETITION, ...WHO, files: [upload] });
		matters.secret = await fileByPages(city, { ...PETITION, ...WHO, subject: '保密', confidential: true, files: [upload] });
		matters.accusation = await fileByPages(city, { ...PETITION, ...WHO, subject: '举报', complained: 'zj', files: [upload] });
		matters.group = await fileByApi(city, { ...PETITION, ...WHO, ...SECOND, subject: '联名' });
		for (const name of ['roof', 'secret', 'group']) {
			await actByApi(city, matters[name], 'officer', 'classify', { class: 'appeal' });
			await actByApi(city, matters[name], 'officer', 'transfer', { unit: 'zj', reason: '属住建职责' });
			await actByApi(city, matters[name], 'handler', 'accept');
		}
		await actByApi(city, matters.accusation, 'officer', 'classify', { class: 'accusation' });
		await actByApi(city, matters.accusation, 'officer', 'ask_identity', { reason: '核实举报' });
		await actByApi(city, matters.accusation, 'chief', 'grant_identity');
		await actByApi(city, matters.accusation, 'officer', 'refer', { unit: 'jw', reason: '属纪检职责' });
		await actByApi(city, matters.roof, 'handler', 'draft_opinion', { facts: '属实', opinion: '修复', outcome: 'supported', basis: '条例' });
		await actByApi(city, matters.roof, 'head', 'approve_opinion');
		const pages = await actByPages(city, matters.roof, 'officer', 'open_identity', { reason: '电话核实' });
		assert.ok(wordsIn(pages.last.answer.body).includes('phone'), 'opened, the office reads it');
		const asked = await city.stranger().send('GET', '/follow', { headers: { 'User-Agent': CANARY.agent } });
		assert.equal(asked.status, 200);
	},

	async 'nobody is told by any page, list, file or call'({ data: city }) {
		for (const [login] of PEOPLE) {
			const b = await city.as(login);
			await everything(city, login, { cookie: b.cookies.get('s'), key: city.keys.get(login) });
		}
		await everything(city, 'nobody', {});
		const own = await followed(city, matters.roof);
		await everything(city, 'petitioner', { cookie: own.cookies.get('s') });
		assert.ok(told.answers > 2000, `${told.answers} answers`);
		assert.deepEqual([...new Set(told.faults)].slice(0, 20), []);
		for (const part of [...Object.keys(WHO), ...FILE_PARTS]) assert.ok(read.has(part), `${part} was read by who may`);
	},

	async 'nothing stands in the folder, the database, its log, the spool'({ data: city }) {
		const found = filesOf(city.dir).flatMap((path) => faults(path.slice(city.dir.length + 1), readFileSync(path)));
		assert.deepEqual(found, []);
	},

	async 'nor in a backup, what commands print, the log, or the process'({ data: city }) {
		const tar = join(dirname(city.dir), 'b.tar');
		const printed = [command(['backup', city.dir, tar]), ...Object.values(matters).flatMap((m) => ['officer2', 'handler'].map((login) => command(['act', city.dir, m.number, '--as', login], { want: null }))), command(['ledger', 'proof', city.dir, matters.roof.number, '1'], { want: null })];
		assert.ok(printed.filter((p) => p.code === 0).length > 4, 'commands printed something');
		const { pid } = city.server.child;
		const found = [
			...faults('the backup', readFileSync(tar)), ...printed.flatMap((p) => faults('a command', Buffer.from(p.out + p.err))), ...faults('the log', Buffer.from(city.server.err)),
			...['environ', 'cmdline'].flatMap((name) => faults(`/proc/PID/${name}`, readFileSync(`/proc/${pid}/${name}`))),
			...readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
				const path = `/proc/${pid}/fd/${fd}`;
				return existsSync(path) && statSync(path).isFile() ? faults(`open file ${fd}`, readFileSync(path)) : [];
			}),
		];
		assert.deepEqual(found, []);
	},
});
