// Two transcripts are the same, or here is where they part.

const AROUND = 90;

function differsAt(a, b) {
	const n = Math.min(a.length, b.length);
	for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i;
	return n;
}

function around(bytes, at) {
	return JSON.stringify(bytes.subarray(Math.max(0, at - AROUND), at + AROUND).toString('utf8'));
}

function place(answer, at) {
	if (at >= answer.bodyAt) return `body byte ${at - answer.bodyAt}`;
	return `header "${answer.head.slice(0, at).split('\r\n').length === 1 ? answer.head.split('\r\n')[0] : answer.head.split('\r\n')[answer.head.slice(0, at).split('\r\n').length - 1]}"`;
}

export function difference(x, y, how = (bytes) => bytes) {
	const a = how(x.answer.bytes, x.path), b = how(y.answer.bytes, y.path);
	if (x.what === y.what && a.equals(b)) return null;
	if (x.what !== y.what) return `went another way: ${x.what} | ${y.what}`;
	// The first difference that is not only the length of what follows: a reader wants the cause.
	const head = differsAt(a, b), body = differsAt(x.answer.body, y.answer.body);
	const inBody = /^content-length/i.test(x.answer.head.slice(x.answer.head.lastIndexOf('\n', head) + 1)) || head >= x.answer.bodyAt;
	const at = inBody ? x.answer.bodyAt + body : head;
	const atY = inBody ? y.answer.bodyAt + body : head;
	return `${x.what}\n    first difference: ${place(x.answer, inBody ? at : head)}\n    ${around(x.answer.bytes, at)}\n    ${around(y.answer.bytes, atY)}`;
}

// The differences of two walks, up to a number.
export function compare(one, other, how, most = 5) {
	const out = [];
	for (let i = 0; i < Math.max(one.length, other.length) && out.length < most; i++) {
		if (!one[i] || !other[i]) {
			out.push(`one has ${one.length} answers, the other ${other.length}: ${(one[i] ?? other[i]).what}`);
			break;
		}
		const d = difference(one[i], other[i], how);
		if (d) out.push(d);
	}
	return out;
}
