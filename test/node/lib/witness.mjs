// Witnesses for tests: the real program, and one that says what a test wants.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { newKey, readKey, signLine } from './ledger.mjs';

export const witnessProgram = `${process.env.HUIYIN ?? 'build/huiyin'}-witness`;

// Starts huiyin-witness in its folder, on the port given or any.
export async function beginWitness(dir, port = 0) {
	const child = spawn(witnessProgram, ['serve', dir, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '', wrong = '';
	child.stderr.on('data', (d) => { wrong += d; });
	const taken = await new Promise((resolve, reject) => {
		child.stdout.on('data', (d) => {
			said += d;
			const m = /port (\d+)\n/.exec(said);
			if (m) resolve(Number(m[1]));
		});
		child.on('exit', (code) => reject(new Error(`the witness ended with ${code}: ${wrong}`)));
	});
	const gone = new Promise((resolve) => child.on('exit', resolve));
	const end = (signal) => {
		child.kill(signal);
		return gone;
	};
	return { url: `http://127.0.0.1:${taken}`, port: taken, end };
}

// A witness that can be stopped and begun again at the same address.
export class Witness {
	constructor(dir, name, logKey) {
		Object.assign(this, { dir, name });
		mkdirSync(dir, { recursive: true });
		this.key = readKey(execFileSync(witnessProgram, ['init', dir, `${name}.example`], { encoding: 'utf8' }).trim());
		writeFileSync(join(dir, 'policy'), `log ${logKey}\nquorum none\n`);
	}

	async begin() {
		Object.assign(this, await beginWitness(this.dir, this.port ?? 0));
		return this;
	}

	get line() {
		return `witness ${this.name} ${this.key.vkey} ${this.url}\n`;
	}
}

// One that lies: answer(body, response) is the test's; asked counts.
export class Liar {
	constructor(name) {
		this.name = name;
		this.key = newKey(`${name}.example`, 4, name);
		this.asked = 0;
		this.open = new Set();
	}

	async begin() {
		this.server = http.createServer((req, res) => {
			const parts = [];
			req.on('data', (d) => parts.push(d));
			req.on('end', () => {
				this.asked++;
				this.answer(Buffer.concat(parts).toString(), res);
			});
		});
		this.server.on('connection', (s) => {
			this.open.add(s);
			s.on('close', () => this.open.delete(s));
		});
		await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
		this.url = `http://127.0.0.1:${this.server.address().port}/w`;
		return this;
	}

	get line() {
		return `witness ${this.name} ${this.key.vkey} ${this.url}\n`;
	}

	// What an honest witness would sign of this question.
	static text(body) {
		return `${body.slice(body.indexOf('\n\n') + 2).split('\n').slice(0, 3).join('\n')}\n`;
	}

	signature(body, key = this.key, text = Liar.text(body)) {
		return signLine(key, text, Math.floor(Date.now() / 1000));
	}

	async end() {
		for (const s of this.open) s.destroy();
		await new Promise((done) => { this.server.close(done); });
	}
}
