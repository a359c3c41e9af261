// Checking a receipt, without a server: the same law as huiyin-verify (the
// program), step by step and with the same verdicts. No page is touched here;
// check-page.js does that.
//
// Texts are byte strings: every character is one byte, 0 to 255, so that
// "how long" and "which byte" mean what the formats mean. Formats: C2SP
// tlog-proof, signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy;
// RFC 6962 and RFC 9162 (2.1); SHA-256 and Ed25519 are the browser's own.
'use strict';

const huiyinCheck = (() => {
	const RECEIPT_BYTES = 1024 * 1024, NOTE_BYTES = 64 * 1024, POLICY_BYTES = 64 * 1024;
	const SIGNATURES = 100, NAMES = 64, HASHES = 64, PARTS = 99, DEPTH = 16;
	const LOG = 1, WITNESS = 4, NONCE = 32;
	const SIZE_MAX = (1n << 62n) - 1n, TIME_MAX = (1n << 63n) - 1n;

	// -- bytes

	const bytesOf = (s) => Uint8Array.from(s, (c) => c.charCodeAt(0));
	const textOf = (bytes) => {
		let s = '';
		for (let i = 0; i < bytes.length; i += 8192) s += String.fromCharCode(...bytes.subarray(i, i + 8192));
		return s;
	};
	const utf8Bytes = (unicode) => textOf(new TextEncoder().encode(unicode));
	// What the bytes say; null when they are not UTF-8.
	const unicodeOf = (s) => {
		try {
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(s));
		} catch {
			return null;
		}
	};
	const sha256 = async (s) => textOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(s))));

	// The one canonical spelling only; null otherwise.
	const base64Bytes = (s) => {
		if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(s)) return null;
		const raw = atob(s);
		return btoa(raw) === s ? raw : null;
	};
	const base64Text = (s) => btoa(s);
	const hashOf = (s) => {
		const raw = s.length === 44 ? base64Bytes(s) : null;
		return raw !== null && raw.length === 32 ? raw : null;
	};
	const numberOf = (s) => {
		const n = /^(?:0|[1-9][0-9]{0,18})$/.test(s) ? BigInt(s) : null;
		return n !== null && n <= SIZE_MAX ? n : null;
	};
	const words = (line) => line.split(/[ \t\r\n]+/).filter((w) => w !== '');

	// -- receipts in parts, as printed QR codes hold them

	const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
	function base32Bytes(s) {
		let bits = 0, value = 0, out = '';
		for (const c of s) {
			const v = LETTERS.indexOf({ O: '0', I: '1', L: '1' }[c] ?? c);
			if (v < 0) return null;
			value = (value << 5) | v;
			bits += 5;
			if (bits >= 8) {
				bits -= 8;
				out += String.fromCharCode((value >> bits) & 255);
			}
			value &= (1 << bits) - 1;
		}
		return bits < 5 && value === 0 ? out : null;
	}

	// {part: true} when the text is no parts at all; {text} when whole; else {fault, lacks}.
	async function join(text) {
		const all = words(text).map((w) => w.replace(/[a-z]+/g, (x) => x.toUpperCase()));
		if (all[0] !== 'HUIYIN-RECEIPT') return { text };
		if (text.length > RECEIPT_BYTES) return { fault: 'bad_part' };
		const parts = new Map();
		let total = 0, tag = '';
		for (let i = 0; i < all.length;) {
			const count = /^([0-9]+)\/([0-9]+)$/.exec(all[++i] ?? ''), own = (all[++i] ?? '').replaceAll('-', '');
			let data = '';
			for (i++; i < all.length && all[i] !== 'HUIYIN-RECEIPT'; i++) data += all[i].replaceAll('-', '');
			const at = Number(count?.[1]), of = Number(count?.[2]);
			if (!count || at < 1 || at > of || of > PARTS || own.length !== 8 || data === '') return { fault: 'bad_part' };
			total ||= of;
			tag ||= own;
			if (of !== total || own !== tag || (parts.get(at) ?? data) !== data) return { fault: 'mixed_parts' };
			parts.set(at, data);
		}
		for (let i = 1; i <= total; i++) if (!parts.has(i)) return { fault: 'lacks_part', lacks: i };
		const joined = base32Bytes(Array.from({ length: total }, (_, i) => parts.get(i + 1)).join(''));
		if (joined === null || (await sha256(joined)).slice(0, 5) !== base32Bytes(tag)) return { fault: 'bad_part' };
		return { text: joined };
	}

	// -- canonical JSON

	function canonReader(s) {
		let at = 0;
		const take = (c) => s[at] === c && ++at > 0;
		const string = () => {
			const m = /^"((?:[^"\\\x00-\x1f]|\\["\\btnfr]|\\u00[01][0-9a-f])*)"/.exec(s.slice(at));
			if (!m || /(?:^|[^\\])(?:\\\\)*\\u00(?:08|09|0a|0c|0d)/.test(m[1]) || unicodeOf(m[1]) === null) return null;
			at += m[0].length;
			return m[1];
		};
		const integer = () => {
			const m = /^[-0-9]+/.exec(s.slice(at, at + 24))?.[0] ?? '';
			if (!/^(?:0|-?[1-9][0-9]{0,18})$/.test(m) || BigInt(m) > TIME_MAX || BigInt(m) < -TIME_MAX - 1n) return false;
			at += m.length;
			return true;
		};
		const object = (depth, member) => {
			let before = null;
			if (!take('{')) return false;
			if (take('}')) return true;
			do {
				const name = string();
				if (name === null || (before !== null && before >= name) || !take(':')) return false;
				const from = at;
				if (!value(depth)) return false;
				member?.(name, s.slice(from, at));
				before = name;
			} while (take(','));
			return take('}');
		};
		const array = (depth) => {
			if (!take('[')) return false;
			if (take(']')) return true;
			do if (!value(depth)) return false; while (take(','));
			return take(']');
		};
		const value = (depth) => {
			if (depth === DEPTH) return false;
			if (s[at] === '{') return object(depth + 1, null);
			if (s[at] === '[') return array(depth + 1);
			if (s[at] === '"') return string() !== null;
			for (const w of ['true', 'false', 'null']) if (s.startsWith(w, at)) return (at += w.length) > 0;
			return integer();
		};
		return (member) => object(1, member) && at === s.length;
	}

	// The members of an event as raw name and raw value; null when it is not canonical.
	function canonMembers(s) {
		const members = [];
		return canonReader(s)((name, value) => members.push([name, value])) ? members : null;
	}

	// -- keys and signed notes

	const nameOk = (s) => {
		const name = unicodeOf(s);
		return name !== null && name !== '' && !/[\u0000-\u0020+\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(name);
	};
	const keyId = async (name, raw) => (await sha256(`${name}\n${raw}`)).slice(0, 4);

	async function keyParse(vkey) {
		const [name, id, ...rest] = vkey.split('+'), raw = base64Bytes(rest.join('+'));
		if (rest.length === 0 || !nameOk(name) || !/^[0-9A-Fa-f]{8}$/.test(id) || raw?.length !== 33) return null;
		const key = { name, id: await keyId(name, raw), type: raw.charCodeAt(0), bytes: raw.slice(1) };
		const told = textOf(Uint8Array.from(id.match(/../g), (x) => parseInt(x, 16)));
		return (key.type === LOG || key.type === WITNESS) && key.id === told ? key : null;
	}

	async function signed(key, signature, message) {
		try {
			const k = await crypto.subtle.importKey('raw', bytesOf(key), { name: 'Ed25519' }, false, ['verify']);
			return await crypto.subtle.verify({ name: 'Ed25519' }, k, bytesOf(signature), bytesOf(message));
		} catch {
			return false;                 // no point of the curve; that there is an Ed25519 at all, able() has seen
		}
	}

	// Can this browser do it? Asked with the published example of signed notes.
	async function able() {
		if (typeof crypto === 'undefined' || !crypto.subtle || typeof BigInt === 'undefined') return false;
		const key = await keyParse('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
		const line = atob('Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=');
		return key !== null && await signed(key.bytes, line.slice(4), 'This is an example message.\n');
	}

	const DASH = '\xe2\x80\x94 ';
	function noteParse(s) {
		const blank = s.lastIndexOf('\n\n');
		if (s.length > NOTE_BYTES || /[\x00-\x09\x0b-\x1f]/.test(s) || unicodeOf(s) === null) return null;
		if (blank < 0 || !s.endsWith('\n') || blank + 2 === s.length) return null;
		const lines = s.slice(blank + 2, -1).split('\n');
		if (lines.length > SIGNATURES) return null;
		const sigs = lines.map((line) => {
			const space = line.indexOf(' ', DASH.length), raw = base64Bytes(line.slice(space + 1));
			const name = line.slice(DASH.length, space);
			if (!line.startsWith(DASH) || space < 0 || !nameOk(name) || raw === null || raw.length <= 4) return null;
			return { name, id: raw.slice(0, 4), bytes: raw.slice(4) };
		});
		return sigs.includes(null) ? null : { text: s.slice(0, blank + 1), sigs };
	}

	// False: it does not hold. Else the time it tells: 0n of a log.
	async function sigHolds(sig, key, text) {
		if (sig.bytes.length !== 64 + (key.type === WITNESS ? 8 : 0)) return false;
		if (key.type === LOG) return await signed(key.bytes, sig.bytes, text) ? 0n : false;
		const time = [...sig.bytes.slice(0, 8)].reduce((t, c) => (t << 8n) | BigInt(c.charCodeAt(0)), 0n);
		return time <= TIME_MAX && await signed(key.bytes, sig.bytes.slice(8), `cosignature/v1\ntime ${time}\n${text}`) ? time : false;
	}

	async function checkpointParse(text) {
		const [origin, size, root, end, ...more] = text.split('\n');
		const head = { origin, size: numberOf(size ?? ''), root: hashOf(root ?? '') };
		if (end !== '' || more.length || !nameOk(origin) || head.size === null || head.root === null) return null;
		return head.size > 0n || head.root === await sha256('') ? head : null;
	}

	// -- whom to believe

	const policyOfKey = (key) => ({ logs: [key], names: [], quorum: null });

	async function policyLine(p, line) {
		const [word, ...rest] = words(line), find = (name) => p.names.findIndex((n) => n.name === name);
		if (/[\x00-\x08\x0b-\x1f\x7f]/.test(line)) return false;
		if (word === undefined || word.startsWith('#')) return true;
		const key = { log: rest[0], witness: rest[1] }[word];
		const k = key === undefined ? null : await keyParse(key);
		if (word === 'log') {
			if (k?.type !== LOG || rest.length > 2 || p.logs.length === NAMES || p.logs.some((l) => l.bytes === k.bytes)) return false;
			return p.logs.push(k) > 0;
		}
		if (word === 'quorum') {
			if (p.seen || rest.length !== 1) return false;
			p.seen = true;
			p.quorum = rest[0] === 'none' ? null : find(rest[0]);
			return p.quorum !== -1;
		}
		if ((word !== 'witness' && word !== 'group') || rest.length < 2 || p.names.length === NAMES || rest[0] === 'none' || find(rest[0]) >= 0) return false;
		if (word === 'witness') {
			if (k?.type !== WITNESS || rest.length > 3 || p.names.some((n) => n.key?.bytes === k.bytes)) return false;
			return p.names.push({ name: rest[0], key: k, group: -1 }) > 0;
		}
		return policyGroup(p, rest[0], rest[1], rest.slice(2), find);
	}

	function policyGroup(p, name, need, members, find) {
		for (const m of members) {
			const i = find(m);
			if (i < 0 || p.names[i].group >= 0) return false;
			p.names[i].group = p.names.length;
		}
		const k = need === 'any' ? 1 : need === 'all' ? members.length : /^[1-9][0-9]{0,3}$/.test(need) ? Number(need) : 0;
		return k >= 1 && k <= members.length && p.names.push({ name, key: null, need: k, group: -1 }) > 0;
	}

	// {policy}, or {line}: the number of the line at fault, 0 when there is no quorum line.
	async function policyParse(text) {
		const p = { logs: [], names: [], quorum: null, seen: false };
		if (text.length > POLICY_BYTES) return { line: 0 };
		const lines = text.split('\n');
		for (let i = 0; i < lines.length; i++) if (!await policyLine(p, lines[i])) return { line: i + 1 };
		return p.seen ? { policy: p } : { line: 0 };
	}

	function policyMet(p, has) {
		if (p.quorum === null) return true;
		const got = p.names.map(() => 0);
		let met = false;
		for (let i = 0; i <= p.quorum; i++) {       // members stand before their groups
			met = p.names[i].key ? has(i) : got[i] >= p.names[i].need;
			if (met && p.names[i].group >= 0) got[p.names[i].group]++;
		}
		return met;
	}

	// -- the receipt

	function receiptParse(s) {
		if (s.length > RECEIPT_BYTES || !s.startsWith('c2sp.org/tlog-proof@v1\n')) return null;
		const end = s.indexOf('\n\n');
		if (end < 0) return null;
		const lines = s.slice(0, end).split('\n').slice(1), r = { opening: null, checkpoint: s.slice(end + 2) };
		if (lines[0]?.startsWith('extra ')) {
			r.opening = base64Bytes(lines.shift().slice(6));
			if (r.opening === null) return null;
		}
		const index = lines.shift() ?? '';
		r.index = index.startsWith('index ') ? numberOf(index.slice(6)) : null;
		r.proof = lines.map(hashOf);
		return r.index === null || lines.length > HASHES || r.proof.includes(null) ? null : r;
	}

	// RFC 9162, 2.1.3.2
	async function included(leaf, index, size, proof, root) {
		let fn = index, sn = size - 1n, r = leaf;
		if (index >= size) return false;
		for (const p of proof) {
			if (sn === 0n) return false;
			if ((fn & 1n) === 1n || fn === sn) {
				r = await sha256(`\x01${p}${r}`);
				for (; (fn & 1n) === 0n && fn !== 0n; fn >>= 1n) sn >>= 1n;
			} else {
				r = await sha256(`\x01${r}${p}`);
			}
			fn >>= 1n;
			sn >>= 1n;
		}
		return sn === 0n && r === root;
	}

	async function hear(policy, note, origin) {
		const heard = { log: false, bad: false, times: new Map() };
		const is = (sig, key) => sig.name === key.name && sig.id === key.id;
		for (const sig of note.sigs) {
			for (const key of policy.logs.filter((k) => is(sig, k))) {
				if (await sigHolds(sig, key, note.text) === false) heard.bad = true;
				else if (key.name === origin) heard.log = true;   // a log speaks for itself only
			}
			for (const [i, { key }] of policy.names.entries()) {
				if (!key || !is(sig, key)) continue;
				const time = await sigHolds(sig, key, note.text), before = heard.times.get(i);
				if (time === false) heard.bad = true;
				else if (before === undefined || (time > 0n && (before === 0n || time < before))) heard.times.set(i, time);
			}
		}
		return heard;
	}

	// The first moment at which the witnesses who had signed by then were a quorum; 0n: nobody says.
	function seenBy(policy, times) {
		const moments = [...times.values()].filter((t) => t > 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
		if (policy.quorum === null) return 0n;
		return moments.find((t) => policyMet(policy, (i) => times.has(i) && times.get(i) > 0n && times.get(i) <= t)) ?? 0n;
	}

	// {verdict}, and what is proved: place, size, origin, root, witnesses, seenBy, event.
	async function verify(text, policy) {
		const r = receiptParse(text);
		if (!r) return { verdict: 'malformed' };
		if (r.opening === null) return { verdict: 'no_opening' };
		const event = r.opening.length > NONCE ? canonMembers(r.opening.slice(NONCE)) : null;
		if (!event) return { verdict: 'bad_opening' };
		const note = noteParse(r.checkpoint), head = note && await checkpointParse(note.text);
		if (!head) return { verdict: 'bad_checkpoint' };
		const heard = await hear(policy, note, head.origin);
		if (heard.bad) return { verdict: 'bad_signature' };
		if (!heard.log) return { verdict: 'unknown_log' };
		if (!policyMet(policy, (i) => heard.times.has(i))) return { verdict: 'no_quorum' };
		const leaf = await sha256(`\x00\x01${await sha256(`huiyin/ev/v1\n${r.opening}`)}`);
		if (!await included(leaf, r.index, head.size, r.proof, head.root)) return { verdict: 'not_included' };
		return { verdict: 'proved', place: r.index + 1n, size: head.size, origin: unicodeOf(head.origin), root: base64Text(head.root),
			witnesses: heard.times.size, asked: policy.quorum !== null, seenBy: seenBy(policy, heard.times), event };
	}

	return { able, join, keyParse, policyOfKey, policyParse, verify, bytesOf, textOf, utf8Bytes, unicodeOf, LOG };
})();
