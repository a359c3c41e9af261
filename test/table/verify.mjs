// huiyin-verify judges receipts that were made here, in another language.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpoint, entry, inclusion, leafHash, newKey, note, opening, receipt, root, sha256, signLine } from '../node/lib/ledger.mjs';

const program = `${process.env.HUIYIN ?? 'build/huiyin'}-verify`;
const log = newKey('回音.example', 1, 'log');
const witnesses = ['a', 'b', 'c'].map((n) => newKey(`${n}.example`, 4, n));
const EVENT = '{"kind":"accepted","number":"XF-2026-\u202e7","unit":"供热办"}';

const dir = mkdtempSync(join(tmpdir(), 'huiyin-verify-'));
export const after = () => rmSync(dir, { recursive: true, force: true });
export const limit = 60;

function make({ size = 30, at = 11, event = EVENT, times = [], tamper = (x) => x, change = (t) => t } = {}) {
	const open = opening(sha256('nonce'), event);
	const leaves = Array.from({ length: size }, (_, i) => leafHash(i === at ? entry(open) : Buffer.from(`record ${i}`)));
	const text = checkpoint(log.name, size, root(leaves));
	const lines = [signLine(log, text), ...times.map((t, i) => (t === null ? '' : signLine(witnesses[i], text, t)))];
	return change(receipt(open, at, tamper(inclusion(at, leaves)), note(text, ...lines)));
}
function run(text, args = ['--key', log.vkey], env = {}) {
	const file = join(dir, 'x.tlog-proof');
	writeFileSync(file, text);
	const r = spawnSync(program, [file, ...args], { encoding: 'utf8', timeout: 20000, env: { ...process.env, LANG: 'C', ...env } });
	assert.doesNotMatch(r.stderr, /Sanitizer|runtime error/);
	return { code: r.status, out: r.stdout, err: r.stderr };
}
function policy(lines) {
	const file = join(dir, 'policy');
	writeFileSync(file, `log ${log.vkey}\n${witnesses.map((w, i) => `witness w${i} ${w.vkey}\n`).join('')}${lines}`);
	return file;
}

export const tests = {
	'a good receipt is proved, in both languages, and steers no terminal'() {
		const r = run(make());
		assert.equal(r.code, 0, r.out + r.err);
		assert.match(r.out, /^Proved\./);
		assert.match(r.out, /Record 12 of 30 in the ledger 回音\.example/);
		assert.match(r.out, /kind: "accepted"\n/);
		assert.match(r.out, /number: "XF-2026-\\u202e7"/);
		assert.match(r.out, /No witnesses were asked for/);
		for (const zh of [run(make(), ['--lang', 'zh', '--key', log.vkey]), run(make(), ['--key', log.vkey], { LANG: 'zh_CN.UTF-8' })]) {
			assert.match(zh.out, /^已证实。/);
			assert.equal(zh.code, 0);
		}
	},
	'a policy asks for witnesses and tells the time'() {
		const two = ['--policy', policy('group g 2 w0 w1 w2\nquorum g\n')];
		const r = run(make({ times: [1700000300, 1700000000, 1700000200] }), two);
		assert.equal(r.code, 0, r.out + r.err);
		assert.match(r.out, /Witnesses who signed: 3\. They had seen it by 2023-11-14T22:16:40Z/);
		const one = run(make({ times: [null, 1700000000, null] }), two);
		assert.equal(one.code, 1);
		assert.match(one.out, /too few of the witnesses/);
		assert.equal(run(make({ times: [null, 1700000000] }), ['--key', log.vkey, '--policy', policy('quorum w1\n')]).code, 0);
	},
	'whatever is changed is refused'() {
		const other = newKey(log.name, 1, 'other');
		const changes = {
			'proof': { tamper: (p) => [sha256('x'), ...p.slice(1)] },
			'proof cut': { tamper: (p) => p.slice(1) },
			'index': { change: (t) => t.replace('index 11', 'index 12') },
			'size': { change: (t) => t.replace('\n30\n', '\n31\n') },
			'first line': { change: (t) => t.replace('@v1', '@v2') },
			'no opening': { change: (t) => t.replace(/extra .*\n/, '') },
			'event': { change: (t) => t.replace(/extra (.*)\n/, (_, b) => `extra ${Buffer.from(Buffer.from(b, 'base64').toString('latin1').replace('accepted', 'rejected'), 'latin1').toString('base64')}\n`) },
			'spelling': { event: EVENT.replace(',', ', ') },
			'signature': { change: (t) => t.replace(/(— \S+ \S{20})./, (_, s) => `${s}${t.includes(`${s}A`) ? 'B' : 'A'}`) },
		};
		for (const [what, how] of Object.entries(changes)) {
			const r = run(make(how));
			assert.equal(r.code, 1, `${what}: ${r.out}`);
			assert.match(r.out, /^Not proved: /, what);
		}
		assert.match(run(make(), ['--key', other.vkey]).out, /no ledger that you trust/);
		assert.match(run('x'.repeat(2 * 1024 * 1024)).out, /not a receipt/);
	},
	'used wrongly it says so; what cannot be read is trouble'() {
		const key = ['--key', log.vkey];
		for (const args of [[], ['--key'], ['--key', 'x'], ['--key', witnesses[0].vkey], [...key, ...key], [...key, '--lang', 'fr'], [...key, '--what'], [...key, 'second'], ['--policy', policy('quorum w9\n')]]) {
			assert.equal(run(make(), args).code, 2, args.join(' '));
		}
		assert.equal(run(make(), ['--policy', join(dir, 'none')]).code, 3);
		assert.equal(spawnSync(program, [join(dir, 'none'), ...key]).status, 3);
	},
	'it has nothing of the server in it'() {
		const libraries = spawnSync('ldd', [program], { encoding: 'utf8' }).stdout;
		for (const strange of ['libsqlite3', 'libpq', 'libjansson', 'libqrencode', 'libz.']) assert.ok(!libraries.includes(strange), libraries);
	},
};
