// A world: a town in a folder of its own, a server of PROFILE=world, and the page
// of memory by which the test gives it time and chance (src/base/os_world.h).
import { spawn } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { binary, root } from '../../node/lib/program.mjs';
import { Wire } from './wire.mjs';

// Memory, where the machine has it as a folder: sixty towns are written in a minute.
const HOME = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const CLOCK = 0, SEED = 8, STEP = 16, ALLOWED = 24, ASLEEP = 32, PAGE_BYTES = 64;
const START_MS = 20000;
const NIGHT = 1n << 60n;

const made = new Set();
process.on('exit', () => {
	for (const world of made) world.drop();
});

export class Page {
	constructor(folder) {
		this.path = join(folder, 'page');
		this.fd = openSync(this.path, 'w+');
		writeSync(this.fd, Buffer.alloc(PAGE_BYTES), 0, PAGE_BYTES, 0);
	}

	set(at, value) {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64LE(BigInt(value));
		writeSync(this.fd, bytes, 0, 8, at);
	}

	get(at) {
		const bytes = Buffer.alloc(8);
		readSync(this.fd, bytes, 0, 8, at);
		return bytes.readBigInt64LE();
	}
}

// A folder with its page, for the program's commands and its server.
export class World {
	constructor(name, seed) {
		this.name = name;
		this.folder = mkdtempSync(join(HOME, 'huiyin-world-'));
		this.dir = join(this.folder, 'city');
		this.page = new Page(this.folder);
		this.page.set(SEED, seed);
		this.page.set(ALLOWED, 0);
		this.page.set(ASLEEP, -1);
		this.env = { ...process.env, HUIYIN_WORLD: this.page.path };
		this.log = '';
		this.wires = [];
		made.add(this);
	}

	copy(from) {
		cpSync(from, this.dir, { recursive: true });
		return this;
	}

	// What follows happens at this instant; its random bytes are this step's, whatever came before.
	step(number, ms) {
		this.page.set(CLOCK, ms);
		this.page.set(STEP, number);
	}

	async start(args = []) {
		this.child = spawn(binary, ['serve', this.dir, '--listen', '127.0.0.1:0', '--beat', '60', ...args], { cwd: root, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
		this.gone = new Promise((done) => this.child.on('close', (code, signal) => done(signal ?? code)));
		this.child.stderr.on('data', (part) => { this.log += part; });
		this.port = await new Promise((done, fail) => {
			let out = '';
			const late = setTimeout(() => fail(new Error(`the world's server did not start: ${this.log}`)), START_MS);
			this.child.stdout.on('data', (part) => {
				out += part;
				const told = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(out);
				if (told) clearTimeout(late), done(Number(told[1]));
			});
			this.child.on('exit', (code) => {
				clearTimeout(late);
				fail(new Error(`the world's server ended with ${code}: ${this.log}`));
			});
		});
		await this.rested();
		return this;
	}

	// The ticker has done all it may and waits.
	async rested() {
		const want = this.page.get(ALLOWED), until = Date.now() + START_MS;
		while (this.page.get(ASLEEP) !== want) {
			assert.ok(Date.now() < until, `the ticker of ${this.name} does not come to rest: ${this.log}`);
			assert.equal(this.child.exitCode, null, `the server of ${this.name} ended: ${this.log}`);
			await new Promise((done) => setTimeout(done, 1));
		}
	}

	// Lets the ticker do what is due: a tick and a beat of the ledger.
	async tick() {
		this.page.set(ALLOWED, this.page.get(ALLOWED) + 60000n);
		await this.rested();
	}

	wire(from) {
		this.wires.push(new Wire(this.port, from));
		return this.wires.at(-1);
	}

	async stop() {
		for (const wire of this.wires) wire.close();
		this.page.set(ALLOWED, NIGHT);
		this.child.kill('SIGTERM');
		const late = setTimeout(() => this.child.kill('SIGKILL'), START_MS);
		const how = await this.gone;
		clearTimeout(late);
		assert.equal(how, 0, `the server of ${this.name} ended with ${how}: ${this.log.slice(-2000)}`);
	}

	// At once, and everything it had to say has come.
	async end() {
		this.child.kill('SIGKILL');
		await this.gone;
	}

	drop() {
		if (!made.delete(this)) return;
		for (const wire of this.wires) wire.close();
		this.child?.kill('SIGKILL');
		closeSync(this.page.fd);
		rmSync(this.folder, { recursive: true, force: true });
	}
}
