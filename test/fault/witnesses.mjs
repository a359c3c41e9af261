// A server and its witnesses: one dies and comes back, one lies in every way,
// and a city that rolls back, forks or drops a record is told so by an honest one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { fileOnce } from '../node/lib/fault.mjs';
import { request } from '../node/lib/http.mjs';
import { leafHash, newKey, parts, sha256 } from '../node/lib/ledger.mjs';
import { followed, Matter } from '../node/lib/life.mjs';
import { binary, command, serve } from '../node/lib/program.mjs';
import { Liar, Witness } from '../node/lib/witness.mjs';

export const limit = 90;
const BEAT = ['--beat', '1'];
const today = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

// A city with witnesses; make(logKey, folder) gives them, running.
async function town(make, use, quorum = 'group all-of-them all one two\nquorum all-of-them\n') {
	const city = await openCity({ closed: true });
	const logKey = command(['ledger', 'key', city.dir]).out.trim();
	const all = await make(logKey, join(dirname(city.dir), 'w'));
	try {
		city.policy = `log ${logKey}\n${all.map((w) => w.line).join('')}${quorum}`;
		writeFileSync(join(city.dir, 'ledger', 'witnesses.txt'), city.policy);
		city.server = await serve(city.dir, { today: today(), args: BEAT });
		await use(city, all);
		await city.server.stop();
	} finally {
		for (const w of all) await w.end?.('SIGKILL');
		city.server?.child?.kill('SIGKILL');
		rmSync(dirname(city.dir), { recursive: true, force: true });
	}
}
const twoHonest = async (logKey, folder) => [await new Witness(join(folder, '1'), 'one', logKey).begin(), await new Witness(join(folder, '2'), 'two', logKey).begin()];

const health = async (city) => (await request(city.origin, 'GET', '/health')).text;
async function until(what, words, seconds = 20) {
	let said;
	for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
		said = await what();
		if (words.test(said)) return said;
	}
	assert.fail(`not within ${seconds} s: ${words}; the last was: ${said}`);
}
const healthSays = (city, words) => until(() => health(city), words);
const ledgerPage = async (city) => (await request(city.origin, 'GET', '/ledger', { headers: { 'Accept-Language': 'en' } })).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

async function file(city) {
	const start = Date.now();
	const answer = await city.api(null, 'POST', '/api/v1/file', { name: '王小明', phone: '13800138000', subject: '暖气', text: '家里只有十五度。' });
	assert.equal(answer.status, 201, answer.text);
	assert.ok(Date.now() - start < 3000, `a filing took ${Date.now() - start} ms`);
	return Object.assign(new Matter(city, answer.json.number, answer.json.query_code), { promise: answer.json.promise });
}

function verify(city, text, ...options) {
	const args = [0, 1].map((i) => join(dirname(city.dir), `proof${i}`));
	writeFileSync(args[0], text);
	const done = spawnSync(`${binary}-verify`, [args[0], '--lang', 'en', ...options.map((o) => {
		if (!o.text) return o;
		writeFileSync(args[1], o.text);
		return args[1];
	})], { encoding: 'utf8' });
	return { code: done.status, out: done.stdout + done.stderr };
}
function policyFile(city) {
	const path = join(dirname(city.dir), 'policy');
	writeFileSync(path, city.policy);
	return path;
}

async function receiptOf(city, matter, what = 'receipt') {
	const b = await followed(city, matter, 'en');
	return { page: b.text, proof: (await b.send('GET', `/follow/${what}/1`)).text };
}

// -- a city that changes its past

// The dense array of RFC 6962's tree, as the database keeps it.
function arrayOf(leaves) {
	const out = [], trees = [];
	leaves.forEach((leaf, n) => {
		let node = leaf;
		out.push(node);
		for (let m = n; m % 2 === 1; m = (m - 1) / 2) {
			node = sha256(Buffer.from([1]), trees.pop(), node);
			out.push(node);
		}
		trees.push(node);
	});
	return out;
}
const leafPlace = (n) => arrayOf(Array.from({ length: n }, () => leafHash(Buffer.alloc(0)))).length;

// Takes an event out as one who has every right on the machine would: the tree anew, the signed head away.
function dropEvent(city, leaf) {
	const stored = city.sql('SELECT i, hex(h) AS h FROM tlog_hash ORDER BY i');
	const { n } = city.sql('SELECT count(*) AS n FROM tlog_hash')[0];
	const leaves = [];
	for (let k = 0; leafPlace(k) < n; k++) leaves.push(Buffer.from(stored[leafPlace(k)].h, 'hex'));
	leaves.splice(leaf, 1);
	const rows = arrayOf(leaves).map((h, i) => `(${i}, x'${h.toString('hex')}')`);
	city.sql(`PRAGMA foreign_keys = OFF; BEGIN; DELETE FROM event WHERE id = (SELECT event_id FROM event_leaf WHERE leaf = ${leaf}); DELETE FROM event_leaf WHERE leaf = ${leaf};
		UPDATE event_leaf SET leaf = -leaf WHERE leaf > ${leaf}; UPDATE event_leaf SET leaf = -leaf - 1 WHERE leaf < 0;
		DELETE FROM tlog_hash; INSERT INTO tlog_hash (i, h) VALUES ${rows.join(',')}; DELETE FROM ledger_head; COMMIT;`);
	for (const f of ['checkpoint', 'witnessed', 'witnesses.state']) rmSync(join(city.dir, 'ledger', f), { force: true });
}

async function alarmed(city, verdict) {
	const start = Date.now();
	await file(city);
	const words = { rollback: /has signed a larger ledger than this one/, fork: /has signed another ledger of this name/ }[verdict];
	const page = await until(() => ledgerPage(city), words);
	assert.ok(Date.now() - start < 20000);
	assert.match(page, /A witness holds another ledger/);
	await healthSays(city, /alarm/);
	const lines = city.server.err.split('\n').filter((l) => l.includes('"event":"ledger.alarm"') && l.includes(`"verdict":"${verdict}"`));
	assert.ok(lines.length >= 1, city.server.err);
	for (const l of lines) assert.ok(JSON.parse(l.replace(/^<\d>/, '')).witness);
	const { out, code } = command(['ledger', 'verify', city.dir], { want: null });
	assert.equal(code, 1);
	assert.match(out, new RegExp(`witness one: ${verdict};`));
}

export const tests = {
	async 'two honest witnesses stand under the head and in receipts'() {
		await town(twoHonest, async (city) => {
			const m = await file(city);
			const given = verify(city, m.promise, '--policy', policyFile(city));
			assert.equal(given.code, 0, given.out);
			assert.match(given.out, /the ledger's keeper promised in writing.*That time is not over yet/s);
			assert.deepEqual(verify(city, parts(m.promise, 3).join('\n'), '--policy', policyFile(city)), given, 'printed, it is the same promise');
			assert.equal(verify(city, parts(m.promise, 3).slice(1).join('\n'), '--policy', policyFile(city)).code, 1);
			await healthSays(city, /^ok\nwitnesses 2 of 2\n$/);
			const policy = (await request(city.origin, 'GET', '/ledger/policy')).text;
			assert.ok(policy.includes('quorum ') && (await request(city.origin, 'GET', '/ledger/check')).text.includes(`\n${policy}</textarea>`), 'the page that checks asks for these witnesses');
			const { page, proof } = await receiptOf(city, m);
			assert.match(page, /seen by 2 of 2 witnesses/);
			const proved = verify(city, proof, '--policy', policyFile(city));
			assert.equal(proved.code, 0, proved.out);
			assert.match(proved.out, /Witnesses who signed: 2\./);
			const kept = verify(city, m.promise, '--policy', policyFile(city), '--receipt', { text: proof });
			assert.equal(kept.code, 0, kept.out);
			assert.match(kept.out, /The promise was kept/);
			// the published policy is the operator's, and what others need
			const published = (await request(city.origin, 'GET', '/ledger/policy')).text;
			for (const line of city.policy.trim().split('\n').slice(0, 3)) assert.ok(published.includes(line), published);
			// a receipt of another event does not help
			const other = await file(city);
			await healthSays(city, /2 of 2/);
			assert.equal(verify(city, other.promise, '--policy', policyFile(city), '--receipt', { text: proof }).code, 1);
			assert.match(command(['ledger', 'verify', city.dir]).out, /witness one: signed.*witness two: signed.*, 0 faults/s);
		});
	},

	async 'a witness that dies delays nothing, is shown, and catches up when it is back'() {
		await town(twoHonest, async (city, [, two]) => {
			await file(city);
			await healthSays(city, /2 of 2/);
			await two.end('SIGKILL');
			const m = await file(city);
			await healthSays(city, /1 of 2/);
			assert.match(await until(() => ledgerPage(city), /two not in order does not answer/), /one in order has signed/);
			const { page, proof } = await receiptOf(city, m);
			assert.match(page, /signed; witnesses so far: 1 of 2/);
			assert.equal(verify(city, proof, '--key', city.policy.split('\n')[0].slice(4)).code, 0);
			const few = verify(city, proof, '--policy', policyFile(city));
			assert.equal(few.code, 1);
			assert.match(few.out, /too few of the witnesses/);
			await two.begin();
			await healthSays(city, /2 of 2/);
			// the head both have signed is kept a moment after they have
			await until(async () => (await receiptOf(city, m)).page, /seen by 2 of 2 witnesses/);
			const again = await receiptOf(city, m);
			assert.equal(verify(city, again.proof, '--policy', policyFile(city)).code, 0);
		});
	},

	async 'a witness that lies never stands under the head, whatever it says'() {
		const make = async (logKey, folder) => [await new Witness(join(folder, '1'), 'one', logKey).begin(), await new Liar('two').begin()];
		await town(make, async (city, [, liar]) => {
			const thief = newKey('two.example', 4, 'thief');
			thief.id = liar.key.id;
			const lies = [
				[(body, res) => res.end(liar.signature(body, thief)), /two not in order answers with a signature that is not its own/],
				[(body, res) => res.end(liar.signature(body, liar.key, Liar.text(body).replace(/\n\d+\n/, '\n999\n'))), /a signature that is not its own/],
				[(body, res) => res.end('<html>hello</html>\n'), /what is not a reply/],
				[(body, res) => res.end('x'.repeat(4 * 1024 * 1024)), /what is not a reply/],
				[(body, res) => res.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(), /cannot do it now/],
				[(body, res) => res.writeHead(404).end(), /does not watch this ledger/],
				[(body, res) => res.writeHead(403).end(), /knows another key for this ledger/],
				[(body, res) => res.writeHead(409, { 'Content-Type': 'text/x.tlog.size' }).end(`${liar.asked % 5}\n`), /one size of this ledger after another|what is not a reply/],
				[(body, res) => res.writeHead(409, { 'Content-Type': 'text/plain' }).end('3\n'), /what is not a reply/],
				[(body, res) => res.socket.destroy(), /does not answer/],
				[(body, res) => res.writeHead(422).end(), /has signed another ledger of this name/],
				[() => {}, /does not answer/],                                  // nothing at all, until the time is over
			];
			for (const [lie, words] of lies) {
				liar.answer = lie;
				const asked = liar.asked;
				await file(city);
				const page = await until(async () => (liar.asked > asked ? ledgerPage(city) : 'not asked yet'), words);
				assert.match(page, /one in order has signed/);
				// a head may be new this moment
				const head = await until(async () => (await request(city.origin, 'GET', '/ledger/checkpoint')).text, /— one\.example /);
				assert.ok(!head.includes('two.example'), head);
			}
			liar.answer = (body, res) => res.end(liar.signature(body));
			await healthSays(city, /^ok\nwitnesses 2 of 2\n$/);
		});
	},

	async 'a city set back is told so: a rollback first, a fork when it has grown again'() {
		await town(twoHonest, async (city) => {
			const before = `${city.dir}.before`;
			await file(city);
			await healthSays(city, /2 of 2/);
			await city.server.stop();
			cpSync(city.dir, before, { recursive: true });
			await city.server.start();
			let size = 0;
			while (size < 24) {
				for (let i = 0; i < 9; i++) await fileOnce(city.origin, `k${size}-${i}-0123456789abcdef`);
				await sleep(1200);
				size = Number((await request(city.origin, 'GET', '/ledger/checkpoint')).text.split('\n')[1]);
			}
			await healthSays(city, /2 of 2/);
			await city.server.stop();
			rmSync(city.dir, { recursive: true });
			cpSync(before, city.dir, { recursive: true });
			await city.server.start();
			await alarmed(city, 'rollback');
			for (let i = 0; i < size; i++) await fileOnce(city.origin, `again${i}-0123456789abcdef`);
			await alarmed(city, 'fork');
			// who must know sees it first thing; others do not
			for (const [who, sees] of [['admin', true], ['auditor', true], ['handler', false]]) {
				const b = await city.as(who);
				await b.get('/staff');
				assert.equal(/A witness holds another ledger/.test(b.text), sees, who);
			}
			const head = (await request(city.origin, 'GET', '/ledger/checkpoint')).text;
			assert.ok(!head.includes('one.example') && !head.includes('two.example'), head);
		});
	},

	async 'a record dropped by who owns machine and key is told by the next beat'() {
		await town(twoHonest, async (city) => {
			for (let i = 0; i < 3; i++) await file(city);
			await healthSays(city, /2 of 2/);
			await city.server.stop();
			dropEvent(city, 1);
			await city.server.start();
			await alarmed(city, 'fork');
		});
	},

	async 'a broken list of witnesses stops the start'() {
		const city = await openCity({ closed: true });
		try {
			writeFileSync(join(city.dir, 'ledger', 'witnesses.txt'), '# ours\nwitness one nonsense http://127.0.0.1:1\nquorum one\n');
			const { err } = command(['serve', city.dir, '--listen', '127.0.0.1:0'], { want: 3 });
			assert.match(err, /ledger\/witnesses\.txt:2: this is not a witness's public key/);
		} finally {
			rmSync(dirname(city.dir), { recursive: true, force: true });
		}
	},
};
