// The page that checks receipts and huiyin-verify are two programs with one law:
// the same receipts, whole, in parts and with single bits changed, and the same
// policies get the same verdict, in the same words, from both. And the page is
// served as it must be: whole by itself, under the policy of its own hashes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { openCity } from '../node/lib/city.mjs';
import { fileByApi } from '../node/lib/life.mjs';
import { readHtml } from '../node/lib/dom.mjs';
import { command, root as project } from '../node/lib/program.mjs';
import { checkpoint, cosigned, entry, inclusion, leafHash, newKey, note, opening, receipt, root, sha256, signLine } from '../node/lib/ledger.mjs';

// The program people run: a thousand judgements, so not the one with sanitizers.
const program = `${process.env.HUIYIN_BUILD ?? 'build'}/huiyin-verify`;
const dir = mkdtempSync(join(tmpdir(), 'huiyin-check-'));
export const before = () => openCity({ today: '2026-03-02', args: ['--beat', '1'] });
export const after = async (city) => {
	rmSync(dir, { recursive: true, force: true });
	await city.close();
};
export const limit = 240;

const check = vm.runInNewContext(`${readFileSync(`${project}/assets/check.js`, 'utf8')}; huiyinCheck`,
	{ crypto: globalThis.crypto, TextEncoder, TextDecoder, atob, btoa, Uint8Array });
const bytes = (x) => Buffer.from(x).toString('latin1');

// The verdict each sentence stands for, in English.
const SENTENCES = new Map();
for (const [, name, words] of readFileSync(`${project}/text/receipt.txt`, 'utf8').matchAll(/^receipt\.([a-z_]+)\n {2}en (.*)\n/gm)) SENTENCES.set(words, name);

const log = newKey('回音.example/check', 1, 'log');
const witnesses = ['a', 'b', 'c'].map((n) => newKey(`${n}.example`, 4, n));
const policyText = (end) => `log ${log.vkey}\n${witnesses.map((w, i) => `witness w${i} ${w.vkey}\n`).join('')}${end}`;
const GROUP = policyText('group g 2 w0 w1 w2\nquorum g\n');

function make(size, at, { event = `{"act":"file","matter":"HY-${at}","note":"供热\\u001f\\"","seq":${size}}`, times = [], nonce = sha256(`${size} ${at}`) } = {}) {
	const open = opening(nonce, event);
	const leaves = Array.from({ length: size }, (_, i) => leafHash(i === at ? entry(open) : Buffer.from(`${i}`)));
	const text = checkpoint(log.name, size, root(leaves));
	return Buffer.from(receipt(open, at, inclusion(at, leaves), note(text, signLine(log, text), ...times.map((t, i) => (t === null ? '' : signLine(witnesses[i], text, t))))));
}

function byProgram(text, policy) {
	const file = join(dir, 'r.tlog-proof');
	writeFileSync(file, text);
	if (policy !== null) writeFileSync(join(dir, 'policy'), policy);
	const r = spawnSync(program, [file, ...(policy === null ? ['--key', log.vkey] : ['--policy', join(dir, 'policy')]), '--lang', 'en'], { encoding: 'utf8', timeout: 20000 });
	if (r.status === 2) return 'policy refused';
	const first = r.stdout.split('\n')[0];
	const said = SENTENCES.get(first) ?? SENTENCES.get(first.replace(/ [0-9]+ /, ' {1} '));
	assert.ok(said, `${program} said: ${r.stdout}${r.stderr}`);
	assert.equal(r.status === 0, said === 'proved');
	return said;
}

async function byPage(text, policy) {
	const read = policy === null ? { policy: check.policyOfKey(await check.keyParse(bytes(log.vkey))) } : await check.policyParse(bytes(policy));
	if (!read.policy) return 'policy refused';
	const joined = await check.join(bytes(text));
	return joined.fault ?? (await check.verify(joined.text, read.policy)).verdict;
}

async function alike(text, policy, where, want = null) {
	const ours = await byPage(text, policy), theirs = byProgram(text, policy);
	assert.equal(ours, theirs, `${where}: the page says ${ours}, huiyin-verify ${theirs}`);
	if (want) assert.equal(ours, want, where);
	return ours;
}

// One bit of the text; of base64 the letter is changed to one whose last bit is another.
function flip(text, from, to, pick) {
	const out = Buffer.from(text);
	out[from + pick % (to - from)] ^= 1 << (pick % 7);
	return out;
}
// Where parts of a receipt stand.
function places(text) {
	const s = bytes(text), extra = s.indexOf('extra ') + 6, index = s.indexOf('index ') + 6, blank = s.indexOf('\n\n');
	const lines = s.slice(blank + 2).split('\n'), size = blank + 2 + lines[0].length + 1, hash = size + lines[1].length + 1;
	return { leaf: [extra, s.indexOf('\n', extra)], index: [index, s.indexOf('\n', index)], proof: [s.indexOf('\n', index) + 1, blank], size: [size, size + lines[1].length], root: [hash, hash + 44], signature: [s.indexOf('\n\n', hash) + 2, s.length] };
}

function parts(text, n) {
	const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
	const base32 = (b) => [...b].map((x) => x.toString(2).padStart(8, '0')).join('').replace(/.{1,5}/g, (five) => LETTERS[parseInt(five.padEnd(5, '0'), 2)]);
	const data = base32(text), each = Math.ceil(data.length / n), tag = base32(sha256(text).subarray(0, 5));
	return Array.from({ length: n }, (_, i) => `HUIYIN-RECEIPT ${i + 1}/${n} ${tag} ${data.slice(i * each, (i + 1) * each)}`);
}

export const tests = {
	async 'this node can check what the browser checks'() {
		assert.equal(await check.able(), true);
	},

	async 'two hundred receipts and a bit of each of their parts: one verdict'() {
		const seen = new Map();
		const tell = (verdict) => seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
		for (let i = 0; i < 200; i++) {
			const size = 1 + (i * 7) % 61, at = (i * 13) % size;
			const text = make(size, at, { times: i % 3 ? [] : [1700000000 + i, null, 1700000100] });
			const policy = i % 3 ? null : GROUP;
			tell(await alike(text, policy, `receipt ${i}`, 'proved'));
			for (const [part, [from, to]] of Object.entries(places(text))) {
				if (from >= to) continue;
				const changed = flip(text, from, to, i * 31 + part.length);
				const verdict = await alike(changed, policy, `receipt ${i}, a bit of ${part}`);
				assert.notEqual(verdict, 'proved', `receipt ${i}: a bit of ${part} was changed`);
				tell(verdict);
			}
		}
		assert.equal(seen.get('proved'), 200);
		for (const verdict of ['malformed', 'bad_opening', 'bad_checkpoint', 'unknown_log', 'bad_signature', 'not_included']) assert.ok(seen.get(verdict) > 0, `${verdict}: ${[...seen]}`);
	},

	async 'no bit of a receipt can be changed'() {
		const text = make(5, 3), policy = check.policyOfKey(await check.keyParse(bytes(log.vkey)));
		for (let i = 0; i < text.length; i++) {
			for (let bit = 0; bit < 8; bit++) {
				text[i] ^= 1 << bit;
				assert.notEqual((await check.verify(bytes(text), policy)).verdict, 'proved', `bit ${bit} of byte ${i}`);
				text[i] ^= 1 << bit;
			}
		}
		assert.equal((await check.verify(bytes(text), policy)).verdict, 'proved');
	},

	async 'what is odd is judged alike'() {
		const good = make(30, 11), s = good.toString();
		const line = (t) => Buffer.from(s.replace(/\n\n(?=回)/, t));
		const odd = { 'nothing': '', 'a word': 'receipt', 'CRLF': s.replaceAll('\n', '\r\n'), 'cut': s.slice(0, -1), 'a line more': `${s}\n`, 'no opening': s.replace(/extra .*\n/, ''), 'short opening': s.replace(/extra .*\n/, 'extra AAAA\n'),
			'empty opening': s.replace(/extra .*\n/, 'extra \n'), 'no checkpoint': s.slice(0, s.indexOf('\n\n') + 2), 'index with zeros': s.replace('index 11', 'index 011'), 'index beyond': s.replace('index 11', 'index 30'),
			'a great index': s.replace('index 11', 'index 4611686018427387904'), 'negative': s.replace('index 11', 'index -1'), 'base64 with bits left': s.replace(/([A-Za-z0-9+/]{42})[A-Za-z0-9+/]=\n/, '$1/=\n'),
			'no hash': line('\n\n\n'), 'key twice': s.replace(/(—.*\n)$/, '$1$1'), 'a strange signer': `${s}— x.example AAAAAAE=\n`, 'a signer without a name': `${s}—  AAAAAAE=\n` };
		for (const [what, text] of Object.entries(odd)) await alike(Buffer.from(text), null, what);
		const events = ['{}', '{"a":1}', '{"a": 1}', '{"b":1,"a":1}', '{"a":1,"a":2}', '{"a":01}', '{"a":-0}', '{"a":9223372036854775808}', '{"a":-9223372036854775808}', '{"a":1.5}', '{"a":"\\u0041"}', '{"a":"\\u0000"}', '{"a":"\\u000a"}',
			'{"a":"\\\\u000a"}', '{"a":"\\n\\t\\b\\f\\r"}', '{"a":"\\/"}', '{"a":[1,[2,{"b":null}],true]}', '{"a":[1,]}', `{"a":${'['.repeat(14)}${']'.repeat(14)}}`, `{"a":${'['.repeat(15)}${']'.repeat(15)}}`, `{"a":${'['.repeat(16)}${']'.repeat(16)}}`, '[]', '', '{"a":"x"}}', '{"ä":1,"z":2}', '{"z":1,"ä":2}', `{"a":"${'件'.repeat(30000)}"}`];
		for (const event of events) await alike(make(7, 2, { event }), null, event.slice(0, 60));
		await alike(make(7, 2, { event: Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]) }), null, 'an event that is not UTF-8', 'bad_opening');
		for (const cut of [3, 5]) await alike(Buffer.concat([good.subarray(0, good.length - cut), Buffer.from([0xe2, 0x80]), good.subarray(good.length - cut)]), null, 'a note that is not UTF-8');
	},

	async 'policies are read alike, and quorums counted alike'() {
		const text = make(9, 4, { times: [300, null, 200] });
		const ends = ['quorum none\n', 'quorum w0\n', 'quorum w1\n', 'group g any w0 w1\nquorum g\n', 'group g all w0 w1 w2\nquorum g\n', 'group g 2 w0 w1 w2\nquorum g', 'group g 3 w0 w1 w2\nquorum g', 'group a any w0 w1\ngroup b all a w2\nquorum b\n',
			'', 'quorum x\n', 'quorum none\nquorum none\n', 'group g 0 w0\nquorum g\n', 'group g 01 w0\nquorum g\n', 'group g 2 w0\nquorum g\n', 'group g any w9\nquorum g\n', 'group none any w0\nquorum none\n', 'group g any w0\ngroup h any w0\nquorum h\n',
			'# a word\n\n\t quorum   w0\n', 'quorum none\r\n', 'watch x\nquorum none\n', `log ${log.vkey}\nquorum none\n`, `witness w3 ${witnesses[0].vkey}\nquorum none\n`, `witness w3 ${log.vkey}\nquorum none\n`];
		for (const end of ends) await alike(text, policyText(end), end);
		const proof = await check.verify(bytes(text), (await check.policyParse(bytes(GROUP))).policy);
		assert.deepEqual([proof.verdict, proof.place, proof.size, proof.witnesses, proof.seenBy, proof.origin], ['proved', 5n, 9n, 2, 300n, log.name]);
		assert.ok(cosigned(300, 'x').includes('time 300'));
	},

	async 'parts are joined alike'() {
		const text = make(40, 8), p = parts(text, 4), other = parts(make(40, 9), 4);
		const cases = { 'in order': p.join('\n'), 'in another order, twice, in lower case': [p[2], p[3].toLowerCase(), p[0], p[1], p[2]].join('\r\n'), 'wrapped': p.join('\n').replace(/(.{60})/g, '$1\n'), 'with hyphens': p.join('\n').replace(/([A-Z0-9]{20})/g, '$1-'),
			'one missing': [p[0], p[1], p[3]].join('\n'), 'mixed': [p[0], other[1], p[2], p[3]].join(' '), 'misread': p.join('\n').replace(/.$/, (c) => (c === '7' ? '8' : '7')), 'cut': p.join('\n').slice(0, -1), 'only the word': 'HUIYIN-RECEIPT', 'no data': 'HUIYIN-RECEIPT 1/1 00000000',
			'too many': p[0].replace('1/4', '1/100'), 'not counted': p[0].replace('1/4', '5/4'), 'letters read as digits': p.join('\n').replaceAll('0', 'O') };
		for (const [what, t] of Object.entries(cases)) await alike(Buffer.from(t), null, what);
		assert.equal(await byPage(Buffer.from(cases['in another order, twice, in lower case']), null), 'proved');
		assert.equal(await byPage(Buffer.from(cases['one missing']), null), 'lacks_part');
		assert.equal((await check.join([p[0], p[1], p[3]].join('\n'))).lacks, 3);
	},

	async 'a receipt of the server is proved by both, and no other'({ data: city }) {
		const matter = await fileByApi(city), number = matter.number;
		let text = '';
		await city.stopped(async () => {
			command(['ledger', 'checkpoint', city.dir]);
			text = command(['ledger', 'proof', city.dir, number, '1']).out;
		});
		const vkey = command(['ledger', 'key', city.dir]).out.trim();
		const policy = `log ${vkey}\nquorum none\n`;
		await alike(Buffer.from(text), policy, 'a receipt of ours', 'proved');
		await alike(Buffer.from(parts(Buffer.from(text), 3).join('\n')), policy, 'in parts', 'proved');
		await alike(flip(Buffer.from(text), ...places(Buffer.from(text)).root, 5), policy, 'tampered');
		await alike(Buffer.from(text), null, 'under another key', 'unknown_log');
	},

	async 'the page is whole by itself, and its policy names just what stands in it'({ data: city }) {
		for (const lang of ['en', 'zh']) {
			const answer = await city.stranger(lang).send('GET', '/ledger/check');
			assert.equal(answer.status, 200);
			const page = readHtml(answer.text, '/ledger/check'), csp = answer.headers['content-security-policy'];
			const hash = (t) => `'sha256-${createHash('sha256').update(t).digest('base64')}'`;
			const scripts = [...answer.text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((m) => hash(m[1]));
			const styles = [...answer.text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((m) => hash(m[1]));
			assert.equal(scripts.length, 2);
			assert.equal(styles.length, 1);
			assert.ok(csp.includes(`script-src ${scripts.join(' ')}; style-src ${styles[0]}; `), csp);
			assert.ok(csp.startsWith("default-src 'none'; ") && csp.endsWith("frame-ancestors 'none'") && !csp.includes('unsafe') && !/connect-src|https?:/.test(csp));
			assert.equal(csp, `${page.all('meta').find((m) => m.attr('http-equiv') === 'Content-Security-Policy').attr('content')}; frame-ancestors 'none'`);
			// nothing is loaded: no source, no form address, links to nowhere but this server
			for (const node of page.walk()) for (const { name, value } of node.attrs) {
				assert.ok(!['src', 'srcset', 'action', 'style'].includes(name) && !name.startsWith('on'), `${node.tag} ${name}`);
				if (name === 'href') assert.match(value, node.tag === 'link' ? /^data:,$/ : /^[/#]/);
			}
			assert.equal(page.one('#f-key').attr('value'), command(['ledger', 'key', city.dir]).out.trim());
			const said = page.all('#words p').map((p) => p.attr('data-word'));
			for (const word of new Set(SENTENCES.values())) assert.ok(said.includes(`receipt.${word}`), `the page has no words for ${word}`);
			for (const [, word] of readFileSync(`${project}/assets/check-page.js`, 'utf8').matchAll(/say\('([a-z_.]+)'/g)) assert.ok(said.includes(word), `the page has no words for ${word}`);
			assert.equal(page.all('h1').length, 1);
			assert.ok(page.one('noscript').attrs && page.one('a[hreflang]'));
		}
		// every other page keeps the rule: no script at all
		const home = await city.stranger('en').send('GET', '/ledger');
		assert.match(home.headers['content-security-policy'], /script-src 'none'/);
	},
};
