// Those outside the office who do not take its word: a witness, the holder of
// receipts, and an auditor with programs of their own. JUDGE names an
// unmodified huiyin; without it the program under test is its own judge.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { consistency, leafHash, entry } from './ledger.mjs';
import { binary } from './program.mjs';
import { request } from './http.mjs';

export const judge = process.env.JUDGE ?? binary;

// A program of the auditor's: {code, out}, standard error with it.
export function ask(program, args) {
	const done = spawnSync(program, args, { encoding: 'utf8', timeout: 60000, maxBuffer: 64 * 1024 * 1024 });
	if (done.error) throw done.error;
	return { code: done.status, out: done.stdout + done.stderr };
}

export const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

// -- what is published

export function readHead(text) {
	const [origin, size, root] = text.split('\n');
	return { origin, size: Number(size), root: Buffer.from(root, 'base64'), text };
}

// The signed head as anybody gets it; null before the first.
export async function fetchHead(origin) {
	const answer = await request(origin, 'GET', '/ledger/checkpoint', { check: false });
	return answer.status === 200 ? readHead(answer.text) : null;
}

// The hashes of all leaves, from the tiles of the lowest level.
export async function fetchLeaves(origin, size) {
	const leaves = [];
	for (let n = 0; leaves.length < size; n++) {
		const width = Math.min(256, size - leaves.length);
		const digits = String(n).padStart(3, '0');
		assert.ok(n < 1000, 'this reader knows small ledgers only');
		const answer = await request(origin, 'GET', `/ledger/tile/0/${digits}${width < 256 ? `.p/${width}` : ''}`, { check: false });
		assert.equal(answer.status, 200, `tile ${n} of ${width}`);
		assert.equal(answer.body.length, width * 32, 'a tile is 32 bytes for each leaf and nothing else');
		for (let i = 0; i < width; i++) leaves.push(answer.body.subarray(i * 32, i * 32 + 32));
	}
	return leaves;
}

// Until the signed head covers everything that was done before the call.
export async function nextHead(city, seconds = 20) {
	const [{ n }] = city.sql('SELECT MAX(leaf) + 1 AS n FROM event_leaf');
	for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
		const head = await fetchHead(city.origin);
		if (head && head.size >= n) return head;
	}
	throw new Error(`no head of ${n} leaves was signed in ${seconds} s`);
}

// -- a witness: the unmodified program, in a folder of its own

export class Witness {
	static async begin(vkey) {
		const w = new Witness();
		w.dir = mkdtempSync(join(tmpdir(), 'huiyin-witness-'));
		w.last = 0;
		assert.equal(ask(`${judge}-witness`, ['init', w.dir, 'witness.example']).code, 0);
		writeFileSync(join(w.dir, 'policy'), `log ${vkey}\nquorum none\n`);
		w.child = spawn(`${judge}-witness`, ['serve', w.dir, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
		w.origin = await new Promise((done, fail) => {
			w.child.stdout.on('data', (said) => done(`http://127.0.0.1:${/port (\d+)/.exec(said)?.[1]}`));
			w.child.on('exit', (code) => fail(new Error(`the witness ended with ${code}`)));
		});
		return w;
	}

	// Shows it a head, with the proof an honest log would bring; why it refused, or null.
	async refuses(origin, head) {
		const leaves = await fetchLeaves(origin, head.size);
		const proof = head.size >= this.last ? consistency(this.last, leaves) : [];
		const body = `old ${Math.min(this.last, head.size)}\n${proof.map((h) => `${h.toString('base64')}\n`).join('')}\n${head.text}`;
		const answer = await request(this.origin, 'POST', '/add-checkpoint', { body, check: false });
		if (answer.status !== 200) return `a witness refuses (${answer.status}): it signed ${this.last} leaves and is shown ${head.size}`;
		this.last = head.size;
		return null;
	}

	end() {
		this.child?.kill('SIGKILL');
		rmSync(this.dir, { recursive: true, force: true });
	}
}

// -- the holder of a receipt

export class Receipt {
	constructor(number, seq, text) {
		Object.assign(this, { number, seq, text });
		this.opening = Buffer.from(/^extra (\S+)$/m.exec(text)[1], 'base64');
		this.nonce = this.opening.subarray(0, 32);
		this.event = JSON.parse(this.opening.subarray(32).toString('utf8'));
		this.index = Number(/^index (\d+)$/m.exec(text)[1]);
		this.leaf = leafHash(entry(this.opening));
		this.head = readHead(text.slice(text.indexOf('\n\n') + 2));
	}

	// What huiyin-verify says against it, or null.
	refused(vkey, more = []) {
		const dir = mkdtempSync(join(tmpdir(), 'huiyin-receipt-'));
		try {
			writeFileSync(join(dir, 'r.tlog-proof'), this.text);
			const { code, out } = ask(`${judge}-verify`, [join(dir, 'r.tlog-proof'), '--key', vkey, '--lang', 'en', ...more]);
			return code === 0 ? null : out.trim();
		} finally {
			rmSync(dir, { recursive: true, force: true });
		}
	}
}

// What huiyin-verify says against a ledger of today when it is shown one of before, or null.
export async function notGrown(city, head, before, vkey) {
	const dir = mkdtempSync(join(tmpdir(), 'huiyin-copy-'));
	try {
		const leaves = await fetchLeaves(city.origin, head.size);
		assert.ok(head.size < 256, 'one tile');
		mkdirSync(join(dir, 'tile/0/000.p'), { recursive: true });
		writeFileSync(join(dir, 'tile/0/000.p', String(head.size)), Buffer.concat(leaves));
		writeFileSync(join(dir, 'checkpoint'), head.text);
		writeFileSync(join(dir, 'before'), before.text);
		const { code, out } = ask(`${judge}-verify`, ['--against', join(dir, 'before'), dir, '--key', vkey, '--lang', 'en']);
		return code === 0 ? null : out.trim();
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

// Every receipt the follow page gives to who holds the code, by the event's number.
export async function receipts(browser, number) {
	await browser.get('/follow/matter');
	const all = new Map();
	for (const a of browser.last.root.all('a')) {
		const seq = /^\/follow\/receipt\/(\d+)$/.exec(a.attr('href') ?? '')?.[1];
		if (!seq) continue;
		const answer = await browser.send('GET', `/follow/receipt/${seq}`);
		assert.match(answer.type, /^text\/plain/, `no receipt for event ${seq}`);
		all.set(Number(seq), new Receipt(number, Number(seq), answer.text));
	}
	return all;
}
