// A witness among logs that lie: what it signs, what it refuses, and what it
// remembers when it is killed. The logs are built here, in another language.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpoint, consistency, cosignatureTime, leafHash, newKey, note, readKey, root, sha256, signLine } from '../node/lib/ledger.mjs';
import { beginWitness as begin, witnessProgram as program } from '../node/lib/witness.mjs';

const log = newKey('log.example', 1, 'log');
const leaves = (n, without = -1) => Array.from({ length: n + (without >= 0 ? 1 : 0) }, (_, i) => i).filter((i) => i !== without)
	.map((i) => leafHash(Buffer.from(`record ${i}`)));

async function place(use, logs = [log]) {
	const dir = mkdtempSync(join(tmpdir(), 'huiyin-witness-'));
	const w = { dir, state: join(dir, `${sha256('log.example').toString('hex')}.checkpoint`) };
	try {
		w.key = readKey(execFileSync(program, ['init', dir, 'witness.example'], { encoding: 'utf8' }).trim());
		writeFileSync(join(dir, 'policy'), `${logs.map((l) => `log ${l.vkey}\n`).join('')}quorum none\n`);
		Object.assign(w, await begin(dir));
		await use(w);
		assert.equal(await w.end('SIGTERM'), 0);
	} finally {
		await w.end?.('SIGKILL');
		rmSync(dir, { recursive: true, force: true });
	}
}

function body(old, tree, proof = consistency(old, tree), key = log, origin = 'log.example') {
	const text = checkpoint(origin, tree.length, root(tree));
	return { text, body: `old ${old}\n${proof.map((h) => `${h.toString('base64')}\n`).join('')}\n${note(text, signLine(key, text))}` };
}
async function post(w, bytes) {
	const r = await fetch(`${w.url}/add-checkpoint`, { method: 'POST', body: bytes });
	return { status: r.status, type: r.headers.get('content-type'), text: await r.text() };
}
async function grow(w, old, tree) {
	const asked = body(old, tree);
	return { asked, ...await post(w, asked.body) };
}
async function latest(w) {
	const r = await fetch(`${w.url}/${sha256('log.example').toString('hex')}/checkpoint`);
	return r.status === 200 ? Number((await r.text()).split('\n')[1]) : null;
}

export const limit = 30;
export const tests = {
	async 'what only grows is cosigned, now'() {
		await place(async (w) => {
			assert.equal(await latest(w), null);
			for (const [old, size] of [[0, 5], [5, 6], [6, 64], [64, 64], [64, 100]]) {
				const r = await grow(w, old, leaves(size));
				assert.equal(r.status, 200);
				const time = cosignatureTime(r.text, w.key, r.asked.text);
				assert.ok(Math.abs(time - Date.now() / 1000) < 60, `time ${time}`);
				assert.equal(await latest(w), size);
			}
			const kept = readFileSync(w.state, 'utf8');
			assert.ok(kept.includes('— log.example ') && kept.includes('— witness.example '));
		});
	},
	async 'a fork is refused and kept as evidence'() {
		await place(async (w) => {
			assert.equal((await grow(w, 0, leaves(40))).status, 200);
			const fork = [...leaves(39), leafHash(Buffer.from('another'))];
			const r = await grow(w, 40, fork);
			assert.equal(r.status, 409);
			const evidence = readFileSync(w.state.replace(/checkpoint$/, 'evidence'), 'utf8');
			assert.equal(evidence, note(r.asked.text, signLine(log, r.asked.text)));
			const longer = [...fork, ...leaves(60).slice(40)];
			assert.equal((await grow(w, 40, longer)).status, 422);
			assert.equal(await latest(w), 40);
			assert.equal((await grow(w, 40, leaves(60))).status, 200);
		});
	},
	async 'a rollback is refused'() {
		await place(async (w) => {
			assert.equal((await grow(w, 0, leaves(40))).status, 200);
			assert.equal((await post(w, body(40, leaves(30), []).body)).status, 400);
			for (const old of [0, 10, 30]) {
				const r = await grow(w, old, leaves(30));
				assert.deepEqual([r.status, r.type, r.text], [409, 'text/x.tlog.size', '40\n']);
			}
			assert.equal(await latest(w), 40);
		});
	},
	async 'a record taken out is refused, whatever number the log says'() {
		await place(async (w) => {
			assert.equal((await grow(w, 0, leaves(40))).status, 200);
			for (const size of [40, 41, 80]) {
				const r = await grow(w, 40, leaves(size, 7));
				assert.ok([409, 422].includes(r.status), `${size}: ${r.status}`);
			}
			assert.equal(await latest(w), 40);
		});
	},
	// Forks, rollbacks, deletions, changed and swapped records, with the attacker's own proof, an
	// honest one or a made-up one, and whatever old size: among honest growth, none is ever signed.
	async 'a thousand attacks at random are refused, each at once'() {
		await place(async (w) => {
			let seed = 20261123, size = 60, slowest = 0;
			const dice = (n) => {
				seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
				return Math.floor((seed / 2 ** 32) * n);
			};
			const kinds = {
				fork: (t) => t.map((h, i) => (i === at ? sha256('another', h) : h)),
				rollback: (t) => t.slice(0, 1 + dice(size - 1)),
				deletion: (t) => t.filter((_, i) => i !== at),
				insertion: (t) => [...t.slice(0, at), sha256('more'), ...t.slice(at)],
				swap: (t) => t.map((h, i) => (i === at ? t[(at + 1) % size] : i === (at + 1) % size ? t[at] : h)),
			};
			let at = 0;
			const tried = Object.fromEntries(Object.keys(kinds).map((k) => [k, 0]));
			assert.equal((await grow(w, 0, leaves(size))).status, 200);
			for (let i = 0; i < 1000; i++) {
				at = dice(size);
				const kind = Object.keys(kinds)[dice(5)];
				const lied = kinds[kind](leaves(size + (kind === 'rollback' ? 0 : dice(40))));
				const old = [size, Math.min(size, lied.length), dice(lied.length + 1), 0][dice(4)];
				const honest = leaves(Math.max(old, lied.length));
				const proof = [() => consistency(Math.min(old, lied.length), lied), () => consistency(old, honest), () => [sha256(String(i))], () => []][dice(4)]();
				const start = performance.now();
				const r = await post(w, body(old, lied, proof).body);
				slowest = Math.max(slowest, performance.now() - start);
				assert.ok([400, 409, 422].includes(r.status), `${i} ${kind} old ${old} of ${size}, ${lied.length} records: ${r.status}`);
				tried[kind]++;
				if (i % 100 === 99) {
					assert.equal((await grow(w, size, leaves(size + 5))).status, 200);
					size += 5;
				}
			}
			assert.equal(await latest(w), size);
			assert.ok(slowest < 2000, `the slowest refusal took ${slowest} ms`);
			for (const [kind, n] of Object.entries(tried)) assert.ok(n > 100, `${kind} was tried ${n} times only`);
		});
	},
	async 'strangers, other signatures and other words have their answers'() {
		await place(async (w) => {
			const stranger = newKey('stranger.example', 1, 'stranger'), thief = newKey('log.example', 1, 'thief');
			assert.equal((await post(w, body(0, leaves(3), [], stranger, 'stranger.example').body)).status, 404);
			assert.equal((await post(w, body(0, leaves(3), [], thief).body)).status, 403);
			assert.equal((await post(w, body(0, leaves(3), [sha256('x')]).body)).status, 422);
			assert.equal((await post(w, 'old 0\n\n')).status, 400);
			assert.equal((await post(w, 'x'.repeat(80 * 1024))).status, 400);
			assert.equal((await post(w, 'x'.repeat(80 * 1024 + 1))).status, 413);
			assert.equal((await fetch(`${w.url}/add-checkpoint`)).status, 405);
			assert.equal((await fetch(`${w.url}/${'0'.repeat(64)}/checkpoint`)).status, 404);
			assert.equal((await fetch(`${w.url}/key`)).status, 404);
			assert.equal(await latest(w), null);
		});
	},
	async 'of many at once, one line of history is signed'() {
		await place(async (w) => {
			assert.equal((await grow(w, 0, leaves(20))).status, 200);
			const branch = (i) => [...leaves(20), leafHash(Buffer.from(`branch ${i}`))];
			const all = await Promise.all(Array.from({ length: 40 }, (_, i) => post(w, body(20, branch(i)).body)));
			assert.equal(all.filter((r) => r.status === 200).length, 1);
			assert.equal(all.filter((r) => r.status === 409).length, 39);
		});
	},
	async 'killed at any moment, it remembers all it signed'() {
		await place(async (w) => {
			let signed = 0;
			for (let round = 0; round < 12; round++) {
				const from = await latest(w) ?? 0;
				assert.ok(from >= signed, `signed ${signed}, remembers ${from}`);
				const sent = [1, 2, 3].map((i) => grow(w, from, leaves(from + i)).then((r) => {
					if (r.status === 200) signed = Math.max(signed, from + Number(r.asked.text.split('\n')[1]) - from);
				}, () => {}));
				await new Promise((r) => setTimeout(r, round * 2));
				await w.end('SIGKILL');
				await Promise.all(sent);
				Object.assign(w, await begin(w.dir));
			}
			assert.ok(signed > 0);
			assert.ok(await latest(w) >= signed);
			assert.ok(!readdirSync(w.dir).some((f) => f.endsWith('.checkpoint') && readFileSync(join(w.dir, f)).length === 0));
		});
	},
	async 'a state that was changed stops it from starting'() {
		await place(async (w) => {
			assert.equal((await grow(w, 0, leaves(9))).status, 200);
			await w.end('SIGTERM');
			const good = readFileSync(w.state, 'utf8');
			for (const bad of ['', good.slice(0, -9), good.replace('\n9\n', '\n8\n'), good.split('\n').filter((l) => !l.startsWith('— witness')).join('\n')]) {
				writeFileSync(w.state, bad);
				await assert.rejects(begin(w.dir), /ended with 3/);
			}
			writeFileSync(w.state, good);
			Object.assign(w, await begin(w.dir));
			assert.equal(await latest(w), 9);
			await assert.rejects(begin(w.dir), /another witness is at work/);
			assert.throws(() => execFileSync(program, ['init', w.dir, 'again.example'], { stdio: 'pipe' }), (e) => e.status === 1);
			assert.ok(existsSync(join(w.dir, 'key')));
		});
	},
};
