// One connection, requests one behind the other, answers as the bytes they were:
// the server answers a connection in order, so a batch is the same story in two
// worlds, and nothing of an answer is lost to a library that reads it for us.
import net from 'node:net';

export const HOST = 'huiyin.test';
const WAIT_MS = 60000;
const NEWLINES = Buffer.from('\r\n\r\n');

export function encode({ method = 'GET', path, cookie = null, key = null, lang = 'en', body = null, type = null, headers = {} }) {
	const lines = [`${method} ${path} HTTP/1.1`, `Host: ${HOST}`, `Accept-Language: ${lang}`];
	if (cookie) lines.push(`Cookie: s=${cookie}`);
	if (key) lines.push(`Authorization: Bearer ${key}`);
	for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
	const bytes = body === null ? (method === 'POST' ? Buffer.alloc(0) : null) : Buffer.from(body);
	if (method === 'POST') lines.push(`Origin: http://${HOST}`);
	if (bytes) lines.push(`Content-Type: ${type ?? (key || path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded')}`, `Content-Length: ${bytes.length}`);
	const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
	return bytes ? Buffer.concat([head, bytes]) : head;
}

// An answer: all its bytes, and on demand its parts.
export class Answer {
	constructor(bytes, bodyAt) {
		this.bytes = bytes;
		this.bodyAt = bodyAt;
	}

	get head() { return this.bytes.toString('latin1', 0, this.bodyAt); }
	get status() { return Number(this.bytes.toString('latin1', 9, 12)); }
	get text() { return this.bytes.toString('utf8', this.bodyAt); }
	get body() { return this.bytes.subarray(this.bodyAt); }
	get json() { return JSON.parse(this.text); }
	header(name) { return new RegExp(`^${name}: (.*)\r$`, 'im').exec(this.head)?.[1] ?? null; }
	get cookie() { return /^Set-Cookie: s=([^;]+);/im.exec(this.head)?.[1] ?? null; }
}

export class Wire {
	constructor(port, from = '127.0.0.1') {
		this.port = port;
		this.from = from;
		this.socket = null;
	}

	async batch(requests) {
		const out = [];
		while (out.length < requests.length) {
			const got = await this.some(requests.slice(out.length));
			if (got === 0 || got.length === 0) throw new Error(`no answer to ${requests[out.length].method ?? 'GET'} ${requests[out.length].path}`);
			out.push(...got);
		}
		return out;
	}

	async one(request) {
		return (await this.batch([request]))[0];
	}

	// Sends all, and gives the answers that came before the connection was closed.
	some(requests) {
		const heads = requests.map((r) => r.method === 'HEAD');
		return new Promise((resolve, reject) => {
			const socket = this.socket ?? net.connect({ port: this.port, host: '127.0.0.1', localAddress: this.from });
			const fresh = !this.socket;
			this.socket = socket;
			socket.setNoDelay(true);
			let kept = Buffer.alloc(0);
			const got = [];
			const done = (end, error) => {
				clearTimeout(late);
				socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
				socket.on('error', () => {});
				if (end) {
					socket.destroy();
					this.socket = null;
				}
				if (error && !(got.length || !fresh)) reject(error);
				else if (got.length === 0 && !fresh) this.some(requests).then(resolve, reject);
				else resolve(got);
			};
			const late = setTimeout(() => done(true, new Error(`no answer in ${WAIT_MS / 1000} s to ${requests[got.length].path}`)), WAIT_MS);
			socket.on('data', (part) => {
				kept = kept.length ? Buffer.concat([kept, part]) : part;
				for (;;) {
					const answer = cut(kept, heads[got.length]);
					if (!answer) break;
					kept = kept.subarray(answer.bytes.length);
					got.push(answer);
				}
				if (got.length === requests.length) done(/^Connection: close\r$/im.test(got.at(-1).head));
			});
			socket.on('close', () => done(true));
			socket.on('error', (e) => done(true, e));
			socket.write(Buffer.concat(requests.map(encode)));
		});
	}

	close() {
		this.socket?.destroy();
		this.socket = null;
	}
}

function cut(bytes, bodiless) {
	const end = bytes.indexOf(NEWLINES);
	if (end < 0) return null;
	const at = end + 4;
	const length = bodiless ? 0 : Number(/^Content-Length: (\d+)\r$/im.exec(bytes.toString('latin1', 0, end + 2))?.[1] ?? 0);
	return bytes.length < at + length ? null : new Answer(bytes.subarray(0, at + length), at);
}

// -- what people send

export function urlencoded(fields) {
	return new URLSearchParams(Object.entries(fields)).toString();
}

export function multipart(fields, boundary = '----huiyinworld') {
	const parts = [];
	for (const [name, value] of Object.entries(fields)) {
		for (const one of [value].flat()) {
			const file = typeof one === 'object';
			parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file ? `; filename="${one.name}"\r\nContent-Type: ${one.type}` : ''}\r\n\r\n`),
				Buffer.from(file ? one.data : one), Buffer.from('\r\n'));
		}
	}
	parts.push(Buffer.from(`--${boundary}--\r\n`));
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}
