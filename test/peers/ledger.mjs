// Judges the inclusion proofs and checkpoints of bench-ledger by @sigstore/verify,
// which knows nothing of us. It has no consistency proofs: those lines are passed over.
import { createHash, createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const home = dirname(require.resolve('@sigstore/verify'));
const { verifyMerkleInclusion } = require(join(home, 'tlog/merkle.js'));
const { verifyCheckpoint } = require(join(home, 'tlog/checkpoint.js'));
const FLIPPED = 40;                            // of the cases with every bit changed

const holds = (judge) => {
	try {
		judge();
		return true;
	} catch (e) {
		if (e.name === 'VerificationError' || e.constructor.name === 'VerificationError' || e.code) return false;
		throw e;
	}
};
const included = (c) => holds(() => verifyMerkleInclusion({ canonicalizedBody: c.what, inclusionProof: { logIndex: String(c.index), hashes: c.proof } },
	{ logSize: c.size, logHash: c.root }));

function read(f) {
	const all = Buffer.from(f[6], 'hex');
	return { index: BigInt(f[2]), size: BigInt(f[3]), what: Buffer.from(f[4], 'hex'), root: Buffer.from(f[5], 'hex'),
		proof: Array.from({ length: all.length / 32 }, (_, i) => all.subarray(i * 32, i * 32 + 32)) };
}

function flips(c) {
	let verdicts = '';
	const judge = () => { verdicts += included(c) ? '1' : '0'; };
	const each = (b) => {
		for (let bit = 0; bit < b.length * 8; bit++) {
			b[bit >> 3] ^= 1 << (bit & 7);
			judge();
			b[bit >> 3] ^= 1 << (bit & 7);
		}
	};
	for (const h of c.proof) each(h);
	each(c.root);
	each(c.what);
	for (const part of ['index', 'size']) {
		for (let bit = 0n; bit < 62n; bit++) {
			c[part] ^= 1n << bit;
			judge();
			c[part] ^= 1n << bit;
		}
	}
	return createHash('sha256').update(verdicts).digest('hex');
}

function noted(vkey, text) {
	const [name, id, key] = vkey.split('+', 2).concat(vkey.split('+').slice(2).join('+'));
	const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)]);
	const log = { logID: Buffer.from(id, 'hex'), baseURL: `https://${name}`, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
	let good = false;
	holds(() => {
		verifyCheckpoint({ inclusionProof: { checkpoint: { envelope: Buffer.from(text, 'base64').toString() } } }, [log]);
		good = true;
	});
	return good;
}

let judged = 0, accepted = 0, differ = 0, flipped = 0;
for await (const line of createInterface({ input: process.stdin })) {
	const f = line.split('\t');
	let verdict;
	if (f[0] === 'I') verdict = included(read(f)) ? '1' : '0';
	else if (f[0] === 'FI' && flipped++ < FLIPPED) verdict = flips(read(f));
	else if (f[0] === 'N') verdict = noted(f[2], f[3]) ? '1' : '0';
	else continue;
	judged++;
	if (verdict === '1') accepted++;
	if (verdict !== f[1]) {
		differ++;
		console.log('differs:', verdict, line.slice(0, 300));
	}
}
console.log(`${judged} judged, ${accepted} accepted, ${differ} differ`);
process.exit(differ ? 1 : 0);
