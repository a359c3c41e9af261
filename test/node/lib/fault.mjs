// What the fault tests share: many filings at once, each with a key of its own,
// over connections that may break at any moment; and a server that is killed.
import http from 'node:http';
import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { forgetConnections } from './http.mjs';

// One filing. {status, number} when an answer came; {broken} when none did.
export function fileOnce(origin, key, subject = key) {
	const url = new URL(origin);
	const body = Buffer.from(JSON.stringify({ name: '王小明', phone: '13800138000', subject, text: '家里只有十五度。' }));
	return new Promise((resolve) => {
		const req = http.request({
			host: url.hostname, port: url.port, method: 'POST', path: '/api/v1/file', agent: false, timeout: 30000,
			headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, 'Idempotency-Key': key },
		}, (res) => {
			let text = '';
			res.setEncoding('utf8');
			res.on('data', (part) => { text += part; });
			res.on('error', () => resolve({ broken: true }));
			res.on('end', () => {
				if (!res.complete) return resolve({ broken: true });
				resolve({ status: res.statusCode, number: res.statusCode === 201 ? JSON.parse(text).number : null });
			});
		});
		req.on('timeout', () => req.destroy(new Error('no answer')));
		req.on('error', () => resolve({ broken: true }));
		req.end(body);
	});
}

// The subject is kept as it is only when nothing in it may tell who wrote: no "8000", as the sender's number ends.
const wordOnly = (key) => key.replace(/[0-9]/g, (digit) => 'ghijklmnop'[digit]);

// `clients` at once file one petition after another until told to stop or until
// nobody answers. Every key ever sent is in `sent`: its number, or null.
export class Filing {
	constructor(origin, clients) {
		this.origin = origin;
		this.sent = new Map();
		this.refused = 0;
		this.stopped = false;
		this.running = Promise.all(Array.from({ length: clients }, () => this.client()));
	}

	async client() {
		while (!this.stopped) {
			const key = wordOnly(randomUUID());
			this.sent.set(key, null);
			const answer = await fileOnce(this.origin, key);
			if (answer.broken) return;
			if (answer.number) this.sent.set(key, answer.number);
			else this.refused++;
		}
	}

	get acknowledged() {
		return [...this.sent.values()].filter(Boolean).length;
	}

	// Until so many are acknowledged, or the time is over.
	async until(count, seconds = 30) {
		for (const end = Date.now() + seconds * 1000; this.acknowledged < count && Date.now() < end;) {
			await new Promise((done) => { setTimeout(done, 5); });
		}
		assert.ok(this.acknowledged >= count, `${this.acknowledged} filings were acknowledged in ${seconds} s, not ${count}`);
	}

	async stop() {
		this.stopped = true;
		await this.running;
	}
}

export async function kill9(server) {
	forgetConnections(server.origin);
	const child = server.child;
	server.child = null;
	child.kill('SIGKILL');
	await server.gone;
}

// Every acknowledged filing is stored once with its number; no key is stored twice.
export function checkStored(city, sent) {
	const rows = new Map();
	for (const { subject, number } of city.sql("SELECT subject, number FROM matter WHERE procedure = 'petition'")) {
		assert.ok(!rows.has(subject), `${subject} is stored twice`);
		rows.set(subject, number);
	}
	for (const [key, number] of sent) {
		if (number) assert.equal(rows.get(key), number, 'an acknowledged filing is not stored as told');
	}
	return rows;
}
