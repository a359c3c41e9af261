// Negative controls: tests are worth what they catch. Each NN-name.patch beside
// this file breaks a copy of the program in one way, and its header says so:
//
//   Fault: what it breaks
//   Caught-by: FILE: name of the test that must fail
//   Says: words of its failure (a regular expression)
//   Profile: world          (it is built so; release without this line)
//   With: NAME=VALUE        (the test is told so by its environment)
//
// with as many pairs of the last two as there are tests that must each catch it.
// Every catcher passes with the program as it is, and fails, saying those words,
// with the broken one. A patch that no longer applies is a failure: mend it, the
// fault is still possible. BROKEN=WORD runs the patches whose name holds WORD.
//
// The copy takes the objects of the release build with it (their times hold), so
// that a fault costs the files it touches; JUDGE is the unbroken program, for
// catchers that let outsiders look at a broken office (test/node/lib/outsider.mjs).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../node/lib/program.mjs';

const LANES = 4;
const TREE = ['src', 'sql', 'text', 'rules', 'assets', 'tools', 'Makefile'];
const BUILT = ['obj/src', 'obj/gen', 'gen', 'tool', 'flags'];
const here = join(root, 'test/broken');
const word = process.env.BROKEN ?? '';

export const limit = 600;

function read(name) {
	const text = readFileSync(join(here, name), 'utf8');
	const header = text.slice(0, text.indexOf('\n--- ')).split('\n');
	const of = (key) => header.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
	const says = of('Says').map((words) => new RegExp(words));
	const catchers = of('Caught-by').map((line, i) => {
		const [, file, test] = /^(\S+): (.+)$/.exec(line) ?? [];
		return { file, test, says: says[i] };
	});
	assert.ok(of('Fault').length === 1 && catchers.length > 0 && says.length === catchers.length, `${name}: its header is not whole`);
	for (const c of catchers) assert.ok(c.file && existsSync(join(root, c.file)), `${name}: no test ${c.file}`);
	return { name, fault: of('Fault')[0], catchers, profile: of('Profile')[0] ?? 'release', told: Object.fromEntries(of('With').map((line) => line.split('='))) };
}

const faults = readdirSync(here).filter((name) => name.endsWith('.patch') && name.includes(word)).sort().map(read);

// -- running

let scratch;
const base = {};

function run(program, args, options = {}) {
	return new Promise((done) => {
		const child = execFile(program, args, { encoding: 'utf8', timeout: 500000, maxBuffer: 64 * 1024 * 1024, ...options }, (error, out, err) => {
			done({ code: error ? error.code ?? error.signal : 0, out: out + err });
		});
		child.stdin.end();
	});
}

// Each profile has its folder of objects, as in ./check.
const FOLDER = { release: 'build', world: 'build-world' };

async function made(dir, profile, ...what) {
	const { code, out } = await run('make', ['-s', '-j2', `B=${FOLDER[profile]}`, 'CC=gcc', `PROFILE=${profile}`, ...what], { cwd: dir });
	assert.equal(code, 0, `it does not build:\n${out.slice(-4000)}`);
}

// A test file with a program; what it said, and how it ended.
function tried(dir, { profile, told }, file) {
	const build = join(dir, FOLDER[profile]);
	const env = { ...process.env, ...told, HUIYIN: join(build, 'huiyin'), HUIYIN_BUILD: build, JUDGE: join(base.release, 'build/huiyin'), TMPDIR: join(scratch, 'tmp') };
	return run('node', [join(root, 'test/node/run.mjs'), file], { cwd: root, env });
}

async function makeBase(profile) {
	const dir = join(scratch, `base-${profile}`), folder = FOLDER[profile];
	mkdirSync(join(dir, folder, 'obj'), { recursive: true });
	for (const part of TREE) cpSync(join(root, part), join(dir, part), { recursive: true, preserveTimestamps: true });
	for (const part of BUILT) {
		const from = join(root, folder, part);
		if (existsSync(from)) cpSync(from, join(dir, folder, part), { recursive: true, preserveTimestamps: true });
	}
	symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
	await made(dir, profile, 'all');
	base[profile] = dir;
}

async function judge(fault) {
	const dir = join(scratch, fault.name.replace(/\.patch$/, ''));
	cpSync(base[fault.profile], dir, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
	try {
		const applied = await run('patch', ['-p1', '--no-backup-if-mismatch', '-s', '-i', join(here, fault.name)], { cwd: dir });
		assert.equal(applied.code, 0, `${fault.name} no longer applies; the fault is still possible, so mend the patch:\n${applied.out}`);
		await made(dir, fault.profile, `${FOLDER[fault.profile]}/huiyin`);
		for (const file of new Set(fault.catchers.map((c) => c.file))) {
			const { code, out } = await tried(dir, fault, file);
			for (const c of fault.catchers.filter((x) => x.file === file)) caught(fault, c, code, out);
		}
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

// The named test failed, and for the reason the patch names.
function caught(fault, { file, test, says }, code, out) {
	const what = `${fault.name} (${fault.fault})`;
	assert.equal(code, 1, `${what} was not caught by ${file}: it ended with ${code}\n${out.slice(-2000)}`);
	const at = out.indexOf(`${file}: ${test}: `);
	assert.ok(at >= 0, `${what} was not caught by "${test}"; it said:\n${out.slice(0, 4000)}`);
	const end = out.indexOf(`\n${file}: `, at + 1);
	const said = out.slice(at, end < 0 ? undefined : end);
	assert.match(said, says, `${what} made "${test}" fail for another reason:\n${said}`);
}

// -- the lanes: begun at once, waited for one by one

const waiting = [], results = new Map();

function begin(name, work) {
	let done, failed;
	results.set(name, new Promise((yes, no) => { done = yes; failed = no; }));
	results.get(name).catch(() => {});
	waiting.push(() => work().then(done, failed));
}

async function lane() {
	for (let next = waiting.shift(); next; next = waiting.shift()) await next();
}

export function before() {
	scratch = mkdtempSync(join(tmpdir(), 'huiyin-broken-'));
	process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
	mkdirSync(join(scratch, 'tmp'));
	const ready = (async () => {
		for (const profile of new Set(['release', ...faults.map((f) => f.profile)])) await makeBase(profile);
	})();
	const whole = new Map(faults.flatMap((f) => f.catchers.map((c) => [c.file, f])));
	for (const [file, fault] of whole) begin(file, () => ready.then(() => tried(base[fault.profile], fault, file)));
	for (const fault of faults) begin(fault.name, () => ready.then(() => judge(fault)));
	for (let i = 0; i < LANES; i++) lane();
}

export const tests = {
	async 'without a fault every catcher passes'() {
		for (const [file, result] of results) {
			if (file.endsWith('.patch')) continue;
			const { code, out } = await result;
			assert.equal(code, 0, `${file} fails with the program as it is:\n${out.slice(-4000)}`);
		}
	},
};
for (const { name, fault } of faults) tests[`${name}: ${fault}`] = () => results.get(name);
