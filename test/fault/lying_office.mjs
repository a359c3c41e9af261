// What outsiders find out about an office that lies about its ledger. Told as
// one story: a petition goes its way, receipts are fetched and a witness signs
// along, then night falls, and in the morning everybody looks again. The
// programs of the outsiders are those of JUDGE (lib/outsider.mjs): with a
// build under test that was broken on purpose (test/broken) a step here fails.
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { command, sql } from '../node/lib/program.mjs';
import { PETITION, actByPages, fileByPages, followed } from '../node/lib/life.mjs';
import { inclusion, sha256, leafHash, entry, opening } from '../node/lib/ledger.mjs';
import { readZip } from '../node/lib/zip.mjs';
import { Witness, ask, fetchHead, fetchLeaves, judge, nextHead, notGrown, receipts, sleep } from '../node/lib/outsider.mjs';

export const limit = 60;
const PHONE = '13912399917';
const REASON = '需电话核实地址';
let matter, mine, vkey, witness, head, shown, evening, held;

export const before = async () => {
	const city = await openCity({ args: ['--beat', '1'] });
	vkey = ask(judge, ['ledger', 'key', city.dir]).out.trim();
	witness = await Witness.begin(vkey);
	return city;
};

export const after = async (city) => {
	witness.end();
	await city.server.stop().finally(() => rmSync(dirname(city.dir), { recursive: true, force: true }));
};

// The office's own folder, looked at by the auditor's program.
function audited(city) {
	const { code, out } = ask(judge, ['verify', city.dir]);
	assert.match(out, /, 0 faults/, `the auditor says:\n${out}`);
	assert.equal(code, 0);
}

export const tests = {
	async 'a petition goes its way; each public event has a receipt that proves it'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, phone: PHONE });
		await actByPages(city, matter, 'registrar', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'note', { text: '内部批注' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' });
		await actByPages(city, matter, 'head', 'name_handler', { person: 'handler' });
		await actByPages(city, matter, 'handler', 'accept', {});
		head = await nextHead(city);
		mine = await followed(city, matter);
		held = await receipts(mine, matter.number);
		const { events } = matter;
		assert.deepEqual([...held.keys()].sort(), events.filter((e) => e.public).map((e) => e.seq).sort());
		for (const r of held.values()) {
			assert.equal(r.refused(vkey), null, `event ${r.seq}`);
			assert.equal(r.event.act, events[r.seq - 1].act);
			assert.equal(Date.parse(r.event.at), Math.floor(events[r.seq - 1].at_ms / 1000) * 1000);
		}
		audited(city);
		assert.equal(await witness.refuses(city.origin, head), null);
	},

	async 'an event of the office\'s own work gives no receipt'({ data: city }) {
		for (const e of matter.events.filter((x) => !x.public)) {
			const answer = await mine.send('GET', `/follow/receipt/${e.seq}`);
			assert.match(answer.type, /^text\/html/, `a receipt was given for the internal event ${e.act}`);
			assert.equal(command(['ledger', 'proof', city.dir, matter.number, String(e.seq)], { want: 1 }).out, '');
		}
	},

	async 'who has seen the name and the telephone stands on the follow page'({ data: city }) {
		for (const who of ['officer', 'officer2', 'registrar', 'chief', 'head', 'handler']) {
			const b = await city.as(who);
			const answer = await b.send('GET', `/staff/m/${matter.number}`);
			assert.ok(!answer.text.includes(PHONE), `${who} sees the telephone, and nothing says so to the petitioner`);
		}
		const opened = await actByPages(city, matter, 'officer', 'open_identity', { reason: REASON });
		assert.ok(opened.last.answer.text.includes(PHONE), 'the officer who opened it sees it');
		await mine.get('/follow/matter');
		for (const word of [REASON, 'officer同志']) assert.ok(mine.text.includes(word), `an opening is not told: ${word} is not on the follow page`);
		const event = matter.events.at(-1);
		assert.deepEqual([event.act, event.login, event.public], ['open_identity', 'officer', 1], 'the opening is an event of the officer\'s');
		head = await nextHead(city);
		assert.equal(await witness.refuses(city.origin, head), null);
		held = await receipts(mine, matter.number);
		assert.equal(held.get(event.seq).event.data.reason, REASON, 'the opening has a receipt');
	},

	async 'nobody but the holder of an opening can tell what a leaf is'({ data: city }) {
		const leaves = await fetchLeaves(city.origin, head.size);
		assert.equal(head.size % 8, 0, 'filled up to a multiple of eight');
		const entries = [...held.values()];
		assert.equal(new Set(leaves.map((l) => l.toString('hex'))).size, leaves.length, 'two leaves are alike');
		assert.equal(new Set(entries.map((r) => r.nonce.toString('hex'))).size, entries.length, 'a nonce was used twice');
		for (const r of entries) {
			assert.equal(entry(r.opening).length, 33);
			assert.deepEqual(leaves[r.index], r.leaf);
			// The proof holds nothing but hashes that anybody has.
			const hashes = r.text.split('\n').slice(3, r.text.split('\n').indexOf('')).map((l) => Buffer.from(l, 'base64'));
			assert.deepEqual(hashes, inclusion(r.index, leaves.slice(0, r.head.size)));
		}
		// Who guesses what happened, and even when, finds no leaf by it without its nonce.
		const guesses = entries.map((r) => r.opening.subarray(32)).concat(Buffer.from('{}'), Buffer.alloc(0));
		for (const guess of guesses) {
			for (const nonce of [Buffer.alloc(0), Buffer.alloc(32), sha256(''), ...entries.map((r) => sha256(r.nonce))]) {
				const leaf = leafHash(entry(opening(nonce, guess)));
				assert.ok(!leaves.some((l) => l.equals(leaf)), 'a leaf can be guessed');
			}
		}
		assert.equal((await city.stranger().send('GET', '/ledger/tile/entries/000.p/8', { check: false })).status, 404, 'entries are not published');
	},

	async 'night falls'({ data: city }) {
		await actByPages(city, matter, 'handler', 'progress', { text: '已联系物业' });
		await nextHead(city);
		for (const [seq, r] of await receipts(mine, matter.number)) held.set(seq, r);
		evening = await fetchHead(city.origin);
		assert.equal(await witness.refuses(city.origin, evening), null);
		await fileByPages(city, { ...PETITION, subject: '另一处漏雨', name: '李临风', phone: '13900001111' });
		await actByPages(city, matter, 'petitioner', 'add_material', { text: '补充' });
		await nextHead(city);
		await sleep(2000);                     // a beat more, for what is done behind everybody's back
	},

	async 'in the morning: everybody is shown the same head'({ data: city }) {
		shown = [];
		for (let i = 0; i < 4; i++) shown.push(await fetchHead(city.origin));
		[head] = shown;
		for (const other of shown) assert.equal(other.text, head.text, 'two people are shown two heads');
	},

	async 'in the morning: a witness signs the new head'({ data: city }) {
		for (const one of shown) assert.equal(await witness.refuses(city.origin, one), null);
	},

	async 'in the morning: who kept a head or a receipt sees that the ledger only grew'({ data: city }) {
		for (const kept of [evening, ...held.values()]) {
			assert.equal(await notGrown(city, head, kept, vkey), null);
		}
	},

	async 'in the morning: what receipts proved is what the city still says'({ data: city }) {
		const answer = await mine.send('GET', '/follow/export');
		const told = JSON.parse(readZip(answer.body).get('data.json')).events;
		const leaves = await fetchLeaves(city.origin, head.size);
		for (const r of held.values()) {
			assert.equal(r.refused(vkey), null, `the receipt of event ${r.seq}`);
			const e = told.find((x) => x.at === r.event.at && x.act === r.event.act);
			assert.ok(e, `the city no longer tells of ${r.event.act} at ${r.event.at}, of which there is a receipt`);
			if (e.data) assert.deepEqual(e.data, r.event.data, `${r.event.act} is not told as it was`);
			assert.deepEqual(leaves[r.index], r.leaf, `leaf ${r.index} is not the one a receipt proved`);
		}
	},

	async 'in the morning: the auditor finds no fault in the data'({ data: city }) {
		audited(city);
		assert.match(ask(judge, ['ledger', 'verify', city.dir]).out, / 0 faults/);
	},

	async 'a folder whose tree was cut is not served'({ data: city }) {
		await city.server.stop();
		const copy = join(dirname(city.dir), 'cut');
		cpSync(city.dir, copy, { recursive: true });
		sql(copy, 'DELETE FROM tlog_hash WHERE i >= 7');
		const done = command(['ledger', 'checkpoint', copy], { want: null });
		await city.server.start();
		assert.notEqual(done.code, 0, 'a smaller tree was signed');
		assert.match(done.err, /data was lost or set back/);
	},
};
