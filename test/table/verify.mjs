// huiyin-verify judges receipts that were made here, in another language.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
function run(text, args = ['--key', log.vkey], env = {}, first = true) {
	const file = join(dir, 'x.tlog-proof');
	writeFileSync(file, text);
	const r = spawnSync(program, [...(first ? [file] : []), ...args], { encoding: 'utf8', timeout: 20000, env: { ...process.env, LANG: 'C', ...env } });
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
	'a ledger that only grew is proved, from its published files alone'() {
		const records = (n, word = 'record') => Array.from({ length: n }, (_, i) => leafHash(Buffer.from(`${word} ${i}`)));
		const head = (leaves, key = log) => {
			const text = checkpoint(key.name, leaves.length, root(leaves));
			return note(text, signLine(key, text));
		};
		const ask = (old, leaves, { now = head(leaves), spare = 0, hold = (tile) => tile, key = log } = {}) => {
			const place = mkdtempSync(join(dir, 'copy-'));
			mkdirSync(join(place, 'tile', '0'), { recursive: true });
			writeFileSync(join(place, 'checkpoint'), now);
			const all = [...leaves, ...records(spare, 'later')];
			for (let n = 0; n * 256 < leaves.length; n++) {
				const tile = all.slice(n * 256, n * 256 + 256), name = String(n).padStart(3, '0');
				if (tile.length < 256) mkdirSync(join(place, 'tile', '0', `${name}.p`));
				writeFileSync(join(place, 'tile', '0', tile.length < 256 ? `${name}.p/${tile.length}` : name), hold(Buffer.concat(tile)));
			}
			return run(old, ['--against', join(dir, 'x.tlog-proof'), place, '--key', key.vkey, '--lang', 'en'], {}, false);
		};
		for (const [old, size] of [[0, 5], [1, 1], [8, 9], [255, 256], [256, 257], [300, 1000], [1000, 1000]]) {
			const r = ask(head(records(old)), records(size));
			assert.equal(r.code, 0, `${old} ${size}: ${r.out}${r.err}`);
			assert.match(r.out, new RegExp(`^Proved\\. The ledger 回音\\.example only grew: its ${size} records begin with the ${old} `));
		}
		assert.equal(ask(head(records(200)), records(300), { spare: 212 }).code, 0, 'the last tile became full since');
		assert.equal(ask(make({ size: 300 }), [...records(11), leafHash(entry(opening(sha256('nonce'), EVENT))), ...records(300).slice(12)]).code, 0, 'a receipt has an old head in it');
		const changed = records(400).with(17, leafHash(Buffer.from('another')));
		const refused = {
			'is back': [ask(head(records(300)), records(299)), /has 299 records now and had 300/],
			'is another': [ask(head(records(300)), changed), /the first 300 records are not those/],
			'is another of the same size': [ask(head(records(400)), changed), /the first 400 records are not those/],
			'lacks one': [ask(head(records(300)), records(400).toSpliced(3, 1)), /are not those/],
			'has other tiles': [ask(head(records(300)), changed, { now: head(records(400)) }), /tiles in this folder do not give/],
			'old unsigned': [ask(head(records(300), newKey(log.name, 1, 'other')), records(400)), /^The older state:\nNot proved: no ledger/],
			'new unsigned': [ask(head(records(300)), records(400), { now: head(records(400), newKey(log.name, 1, 'other')) }), /^The newer state:\nNot proved: no ledger/],
			'old is nothing': [ask('nothing', records(3)), /^The older state:\nNot proved/],
		};
		for (const [what, [r, words]] of Object.entries(refused)) {
			assert.equal(r.code, 1, `${what}: ${r.out}${r.err}`);
			assert.match(r.out, words, what);
		}
		assert.equal(ask(head(records(3)), records(300), { hold: (tile) => tile.subarray(0, 64) }).code, 3, 'a tile that is cut cannot be read');
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
