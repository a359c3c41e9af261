// A ledger in another language, written from the RFC and C2SP texts and not from
// our C: trees, signed notes, keys, receipts. For tests that must not believe us.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

export const sha256 = (...parts) => {
	const h = createHash('sha256');
	for (const p of parts) h.update(p);
	return h.digest();
};

export const leafHash = (entry) => sha256(Buffer.from([0]), entry);
const nodeHash = (l, r) => sha256(Buffer.from([1]), l, r);
const split = (n) => {
	let k = 1;
	while (k * 2 < n) k *= 2;
	return k;
};

// RFC 6962, 2.1, word for word, over an array of leaf hashes.
export function root(leaves) {
	if (leaves.length === 0) return sha256('');
	if (leaves.length === 1) return leaves[0];
	const k = split(leaves.length);
	return nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k)));
}
export function inclusion(m, leaves) {
	if (leaves.length === 1) return [];
	const k = split(leaves.length);
	return m < k ? [...inclusion(m, leaves.slice(0, k)), root(leaves.slice(k))]
		: [...inclusion(m - k, leaves.slice(k)), root(leaves.slice(0, k))];
}
export function consistency(m, leaves, whole = true) {
	if (m === 0) return [];
	if (m === leaves.length) return whole ? [] : [root(leaves)];
	const k = split(leaves.length);
	return m <= k ? [...consistency(m, leaves.slice(0, k), whole), root(leaves.slice(k))]
		: [...consistency(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

// Ed25519 keys by their 32 bytes, in the envelopes node wants.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
export const publicKey = (bytes) => createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });

export function newKey(name, type, seedText) {
	const secret = createPrivateKey({ key: Buffer.concat([PKCS8, sha256(seedText)]), format: 'der', type: 'pkcs8' });
	const bytes = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
	const raw = Buffer.concat([Buffer.from([type]), bytes]);
	const id = sha256(name, '\n', raw).subarray(0, 4);
	return { name, type, secret, bytes, id, vkey: `${name}+${id.toString('hex')}+${raw.toString('base64')}` };
}
export function readKey(vkey) {
	const [name, id, key] = [vkey.split('+')[0], vkey.split('+')[1], vkey.split('+').slice(2).join('+')];
	const raw = Buffer.from(key, 'base64');
	return { name, id: Buffer.from(id, 'hex'), type: raw[0], bytes: raw.subarray(1), vkey };
}

export const checkpoint = (origin, size, hash) => `${origin}\n${size}\n${hash.toString('base64')}\n`;
export const cosigned = (time, text) => `cosignature/v1\ntime ${time}\n${text}`;
export function signLine(key, text, time = 0) {
	const stamp = Buffer.alloc(key.type === 4 ? 8 : 0);
	if (key.type === 4) stamp.writeBigUInt64BE(BigInt(time));
	const made = sign(null, Buffer.from(key.type === 4 ? cosigned(time, text) : text), key.secret);
	return `— ${key.name} ${Buffer.concat([key.id, stamp, made]).toString('base64')}\n`;
}
export const note = (text, ...lines) => `${text}\n${lines.join('')}`;

// The time a witness's line says, when the line is this key's and holds; null otherwise.
export function cosignatureTime(line, key, text) {
	const m = /^— (\S+) (\S+)\n$/.exec(line);
	const raw = m && Buffer.from(m[2], 'base64');
	if (!m || m[1] !== key.name || !raw.subarray(0, 4).equals(key.id) || raw.length !== 76) return null;
	const time = raw.readBigUInt64BE(4);
	return verify(null, Buffer.from(cosigned(time, text)), publicKey(key.bytes), raw.subarray(12)) ? Number(time) : null;
}

// nonce and event, and the 33 bytes a leaf is made from.
export const opening = (nonce, event) => Buffer.concat([nonce, Buffer.from(event)]);
export const entry = (open) => Buffer.concat([Buffer.from([1]), sha256('huiyin/ev/v1\n', open)]);
export function receipt(open, index, proof, signedNote) {
	return `c2sp.org/tlog-proof@v1\nextra ${open.toString('base64')}\nindex ${index}\n${proof.map((h) => `${h.toString('base64')}\n`).join('')}\n${signedNote}`;
}

// As the QR codes of a printed receipt hold it.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export function parts(text, n) {
	const base32 = (b) => [...b].map((x) => x.toString(2).padStart(8, '0')).join('').replace(/.{1,5}/g, (five) => LETTERS[parseInt(five.padEnd(5, '0'), 2)]);
	const data = base32(Buffer.from(text)), each = Math.ceil(data.length / n), tag = base32(sha256(text).subarray(0, 5));
	return Array.from({ length: n }, (_, i) => `HUIYIN-RECEIPT ${i + 1}/${n} ${tag} ${data.slice(i * each, (i + 1) * each)}`);
}
