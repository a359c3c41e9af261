// The two-world test (assurance 5.2): worlds that differ only in who the
// petitioner is answer everybody who must not know with the same bytes; and a
// world without the accusations answers everybody who must not know that there
// are any like the world that has them.
//
//   WORLDS=1000 ... node test/node/run.mjs test/worlds/pairs.mjs    more pairs (12)
//   SEED=7                                                          this pair only
// Every pair walks all pages, routes, filters and deeds of every principal, and a
// part of the ids and of the searches, so that twelve of them try all; with SEED one tries all.
import assert from 'node:assert/strict';
import { town, BEGIN } from './lib/town.mjs';
import { World } from './lib/world.mjs';
import { Tale } from './lib/tale.mjs';
import { person } from './lib/person.mjs';
import { PRINCIPALS, walk } from './lib/crawl.mjs';
import { compare } from './lib/compare.mjs';

const ONE = process.env.SEED ? Number(process.env.SEED) : null;
const WORLDS = Number(process.env.WORLDS ?? 12);
const AT_ONCE = 2;
// Who registered what is filed without a name knows that it has none.
const REGISTERED_THEM = ['xf', 'rx'];
const SHOWN = 4;

export const limit = Math.max(600, WORLDS * 140);
export const before = town;
export const after = (base) => base.world.drop();

async function begin(base, name, seed, p, accused, seconds, nameless = false) {
	const world = new World(name, seed).copy(base.dir);
	world.step(0, BEGIN);
	await world.start();
	const tale = new Tale(world, base, p, accused, seconds, nameless);
	await tale.tell();
	return tale;
}

// The tokens of files, as the petitioner's own page has them.
async function tokensOf(tale) {
	const tokens = [];
	for (const matter of ['accusation', 'roof']) {
		const cookie = await tale.follow(matter);
		const page = await tale.elsewhere.one({ path: '/follow/export', cookie });
		tokens.push(...[...page.text.matchAll(/\/follow\/f\/([A-Za-z0-9_-]+)/g)].map(([, token]) => token));
	}
	return tokens;
}

// The ledger is the same for everybody and tells a size, a multiple of eight, and
// hashes (doc/decisions/two-worlds.md): a world with other events has
// other hashes. That they are there is compared, and nothing else of them. The
// same of the line that every letter ends with, and of the receipts in the archive
// of one's own data: of that, the rows are compared.
const LEDGER = /^\/(ledger|follow\/(receipt|print|promise))(\/|$)/;
const HEAD = /(Ledger of|\xe5\x8f\xb0\xe8\xb4\xa6) huiyin\/[^\n<"]{60,200}[0-9]{2}:[0-9]{2}/g;     // "Ledger of" or its Chinese, as bytes
const BOARD = /<p class="note ledger-state">[^<]*<\/p>/;
// A promise commits to the receipt notice by its hash, and the notice ends with that
// line: leaf, signature and the hashes of papers are left out, and all else that
// it opens is compared.
const PROMISE = /(<pre class="proof">|"promise":")([^<"]*)/g;
const promised = (all, begin, text) => begin + [...text.matchAll(/[A-Za-z0-9+/]{120,}={0,2}/g)]
	.map((m) => Buffer.from(m[0], 'base64').toString('latin1').replace(/sha256:[0-9a-f]{64}/g, 'sha256')).filter((d) => d.includes('"act"')).join(' ');
function withoutLedger(bytes, path) {
	if (LEDGER.test(path)) return bytes.subarray(0, 12);
	const text = bytes.toString('latin1').replace(PROMISE, promised), rows = text.indexOf('{"exported_at"');
	if (/^\/follow\/export/.test(path) && rows >= 0) {
		return Buffer.from(text.slice(rows, text.indexOf('"ledger_size"', rows)).replace(HEAD, 'HEAD'), 'latin1');
	}
	// A letter set as PDF ends with that line, in compressed glyphs. Its page is compared; where the ledgers are the same, it is too.
	if (text.includes('\r\nContent-Type: application/pdf\r\n')) return Buffer.from(text.slice(0, 15) + '%PDF', 'latin1');
	// Pages of figures name the public head they were computed at, in one line of its own.
	if (BOARD.test(text)) return Buffer.from(text.replace(BOARD, '<ledger>').replace(/\r\nContent-Length: \d+/i, ''), 'latin1');
	return text.search(HEAD) >= 0 ? Buffer.from(text.replace(HEAD, 'HEAD').replace(/^Content-Length: .*$/m, ''), 'latin1') : Buffer.from(text, 'latin1');
}

async function pair(base, seed) {
	const one = person(seed * 2 + 1), two = person(seed * 2 + 2, one);
	// Every other pair also writes at other seconds of the same minute; then the hashes of events differ.
	const apart = seed % 2 === 1;
	const tales = await Promise.all([begin(base, 'W1', seed, one, true, apart ? one.seconds : 0), begin(base, 'W2', seed, two, true, apart ? two.seconds : 0),
		begin(base, 'W3', seed, one, false, apart ? one.seconds : 0), ...seed % 4 === 0 || ONE !== null ? [begin(base, 'W4', seed, one, true, apart ? one.seconds : 0, true)] : []]);
	const faults = [];
	let answers = 0;
	try {
		assert.deepEqual(tales[1].matter, tales[0].matter, 'numbers and codes depend on who the petitioner is');
		if (tales[3]) assert.deepEqual(tales[3].matter, tales[0].matter, 'numbers and codes depend on whether there is a name');
		const know = { numbers: Object.values(tales[0].matter).map((m) => m.number), tokens: await tokensOf(tales[0]), feeds: Object.values(base.feed) };
		await tokensOf(tales[1]);
		for (const tale of tales) {
			assert.match((await tale.desk.one({ path: '/oparl/list/agendaItem' })).text, /听取工作情况/, 'a meeting is published in every world');
			assert.match((await tale.desk.one({ path: `/rectification/${tale.matter.campaign.number}` })).text, /信访办理不及时/, 'and a campaign');
		}
		const form = (await tales[0].desk.one({ path: '/staff/search', cookie: base.session.officer })).text;
		const plan = { full: ONE !== null, turn: seed, form, pdf: seed % 5 === 0 };
		let at = tales[0].at;
		for (const [name, unit, , knows] of PRINCIPALS) {
			at++;
			for (const tale of tales) tale.world.step(at, Number(BEGIN) + 50 * 86400000);
			const unregistered = !REGISTERED_THEM.includes(unit);
			const worlds = tales.filter((tale, i) => i < 2 || (i === 2 && knows === 'nothing') || (i === 3 && unregistered));
			const told = await Promise.all(worlds.map((tale) => walk(tale, name, { know, both: [one, two], plan })));
			answers += told.reduce((n, t) => n + t.said.length, 0);
			for (const d of told[0].faults) faults.push(`seed ${seed}: ${name} is told what is hidden: ${d}`);
			for (const d of compare(told[0].said, told[1].said, apart ? withoutLedger : undefined)) faults.push(`seed ${seed}: ${name} tells the petitioners apart: ${d}`);
			const of = (i) => told[worlds.indexOf(tales[i])];
			if (of(2)) for (const d of compare(told[0].said, of(2).said, withoutLedger)) faults.push(`seed ${seed}: ${name} learns that there is an accusation: ${d}`);
			if (of(3)) for (const d of compare(told[0].said, of(3).said, withoutLedger)) faults.push(`seed ${seed}: ${name} learns who filed without a name: ${d}`);
		}
		await Promise.all(tales.map((tale) => tale.world.end()));
		const logs = tales.map((tale) => tale.world.log.replace(apart ? /:\d\dZ"/g : /^$/, '').split('\n'));
		const line = logs[0].findIndex((text, i) => text !== logs[1][i]);
		if (line >= 0) faults.push(`seed ${seed}: the log tells the petitioners apart, line ${line + 1}:\n    ${logs[0][line]}\n    ${logs[1][line]}`);
	} finally {
		for (const tale of tales) tale.world.drop();
	}
	return { faults, answers };
}

export const tests = {
	async 'worlds that differ in the petitioner alone answer everybody else with the same bytes'({ data: base }) {
		const seeds = ONE !== null ? [ONE] : Array.from({ length: WORLDS }, (_, i) => i + 1);
		const faults = [];
		let answers = 0;
		const work = async () => {
			for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
				const done = await pair(base, seed);
				faults.push(...done.faults);
				answers += done.answers;
				if (faults.length >= SHOWN) seeds.length = 0;
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		console.log(`${answers} answers compared`);
		assert.ok(answers > 1000, 'the worlds were walked');
		if (faults.length) throw `${faults.length} differences; the first:\n${faults.slice(0, process.env.ALL ? 1000 : SHOWN).join('\n')}`;
	},
};
