// Running the program: commands, and a server that is started, turned to
// another day and stopped. A sanitizer's word on standard error fails the test.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { forgetConnections } from './http.mjs';

const COMMAND_MS = 300000;
const START_MS = 60000;
const STOP_MS = 30000;

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
export const binary = process.env.HUIYIN ?? [`${root}/build/huiyin`].find(existsSync);

if (!binary || !existsSync(binary)) throw new Error('no program to test: build it, or name it in HUIYIN');

const UNSANE = /AddressSanitizer|LeakSanitizer|ThreadSanitizer|runtime error:|bug at|Assertion/;

// {code, out, err}; input goes to standard input.
export function command(args, { input = '', want = 0, cwd = root } = {}) {
	const done = spawnSync(binary, args, { input, cwd, timeout: COMMAND_MS, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	if (done.error) throw done.error;
	assert.doesNotMatch(done.stderr, UNSANE, `huiyin ${args.join(' ')}`);
	if (want !== null) assert.equal(done.status, want, `huiyin ${args.join(' ')} ended with ${done.status}, not ${want}: ${done.stderr}${done.stdout.slice(0, 400)}`);
	return { code: done.status, out: done.stdout, err: done.stderr };
}

// The city's database, read by another program; rows as objects.
export function sql(dir, query) {
	const done = spawnSync('sqlite3', ['-json', '-cmd', '.timeout 5000', `${dir}/huiyin.db`, query], { encoding: 'utf8', timeout: 30000, maxBuffer: 64 * 1024 * 1024 });
	if (done.error) throw done.error;
	if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
	return done.stdout.trim() ? JSON.parse(done.stdout) : [];
}

export class Server {
	// program: another copy of it, for a place where its helper programs are not
	constructor(dir, { today = null, args = [], program = binary } = {}) {
		this.dir = dir;
		this.program = program;
		this.today = today;
		this.args = args;
		this.child = null;
		this.err = '';
	}

	async start() {
		const args = ['serve', this.dir, '--listen', '127.0.0.1:0', ...(this.today ? ['--today', this.today] : []), ...this.args];
		const child = spawn(this.program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		this.child = child;
		this.gone = new Promise((done) => child.on('exit', (code, signal) => done(signal ?? code)));
		child.stderr.on('data', (part) => { this.err += part; });
		const port = await new Promise((done, fail) => {
			let out = '';
			const late = setTimeout(() => fail(new Error(`the server did not start in ${START_MS / 1000} s: ${this.err}`)), START_MS);
			child.stdout.on('data', (part) => {
				out += part;
				const told = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(out);
				if (told) {
					clearTimeout(late);
					done(Number(told[1]));
				}
			});
			child.on('exit', (code) => {
				clearTimeout(late);
				fail(new Error(`the server ended with ${code}: ${this.err}`));
			});
		});
		this.origin = `http://127.0.0.1:${port}`;
		return this;
	}

	// Ends as an operator ends it, and says whether it was healthy to the end.
	async stop() {
		if (!this.child) return;
		forgetConnections(this.origin);
		const child = this.child;
		this.child = null;
		child.kill('SIGTERM');
		const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
		const how = await this.gone;
		clearTimeout(late);
		assert.doesNotMatch(this.err, UNSANE, `the server said: ${this.err.slice(0, 4000)}`);
		assert.equal(how, 0, `the server ended with ${how}: ${this.err.slice(-2000)}`);
	}

	// The same city on another day.
	async turn(today) {
		await this.stop();
		this.today = today;
		return this.start();
	}
}

process.on('exit', () => {
	for (const server of running) server.child?.kill('SIGKILL');
});
const running = new Set();
export async function serve(dir, options) {
	const server = new Server(dir, options);
	running.add(server);
	return server.start();
}
