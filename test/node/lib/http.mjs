// One request, one answer, within a deadline; and what every answer must say
// (the header set every page, file, redirect and error carries).
import http from 'node:http';
import assert from 'node:assert/strict';

const REQUEST_MS = 30000;

export const COMMON_HEADERS = {
	'strict-transport-security': /^max-age=\d{8,}; includeSubDomains$/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'cross-origin-embedder-policy': /^require-corp$/,
	// not no-referrer: browsers then send "Origin: null" with our own forms
	'referrer-policy': /^same-origin$/,
	'x-content-type-options': /^nosniff$/,
	'x-frame-options': /^DENY$/,
	'permissions-policy': /camera=\(\), microphone=\(\)/,
};

// Directives of the policy of all pages; files have a narrower one.
const PAGE_POLICY = ["default-src 'none'", "script-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
// The one page with a script allows it by hash (test/table/check_page.mjs) and can send nothing.
const CHECK_POLICY = ["default-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'"];

export function checkHeaders(answer, where) {
	const say = `${where} (${answer.status})`;
	for (const [name, want] of Object.entries(COMMON_HEADERS)) {
		assert.match(answer.headers[name] ?? '(absent)', want, `${say}: ${name}`);
	}
	// No header of ours may stand twice, but cookies.
	const seen = new Set();
	for (let i = 0; i < answer.raw.length; i += 2) {
		const name = answer.raw[i].toLowerCase();
		if (name === 'set-cookie') continue;
		assert.ok(!seen.has(name), `${say}: ${name} stands twice`);
		seen.add(name);
	}
	assert.equal(answer.headers.server, undefined, `${say}: Server tells what we run`);
	const policy = answer.headers['content-security-policy'] ?? '';
	if (answer.type.startsWith('text/html')) {
		for (const directive of answer.path.startsWith('/ledger/check') && answer.status === 200 ? CHECK_POLICY : PAGE_POLICY) assert.ok(policy.split(/; */).includes(directive), `${say}: policy lacks ${directive}: ${policy}`);
		if (answer.status !== 303) assert.match(answer.headers.vary ?? '', /Cookie/, `${say}: Vary`);
	} else {
		assert.match(policy, /default-src 'none'/, `${say}: policy`);
	}
	// What may be kept is the same for everybody and has its version in its address.
	// A published file is asked for again each time, by its tag.
	if (/^\/(oparl\/file|calendar)\//.test(answer.path) && answer.status < 400) assert.match(answer.headers['cache-control'], /^(private, )?no-cache$/, `${say}: Cache-Control`);
	else if (!answer.path.startsWith('/a/')) assert.match(answer.headers['cache-control'] ?? '', /no-store/, `${say}: Cache-Control`);
	if (answer.body.length && answer.type.startsWith('text/')) {
		assert.match(answer.type, /charset=utf-8/i, `${say}: Content-Type without charset`);
	}
}

const agents = new Map();

function agentOf(origin) {
	if (!agents.has(origin)) agents.set(origin, new http.Agent({ keepAlive: true, maxSockets: 8 }));
	return agents.get(origin);
}

export function forgetConnections(origin) {
	agents.get(origin)?.destroy();
	agents.delete(origin);
}

function once(origin, { method, path, headers, body }) {
	return new Promise((resolve, reject) => {
		const url = new URL(origin);
		const req = http.request({
			host: url.hostname, port: url.port, method, path, agent: agentOf(origin),
			headers: body === null ? headers : { 'Content-Length': String(body.length), ...headers },
			timeout: REQUEST_MS,
		}, (res) => {
			const parts = [];
			res.on('data', (part) => parts.push(part));
			res.on('error', reject);
			res.on('end', () => {
				const bytes = Buffer.concat(parts);
				resolve({
					status: res.statusCode, headers: res.headers, raw: res.rawHeaders, body: bytes,
					type: res.headers['content-type'] ?? '', text: bytes.toString('utf8'), method, path,
				});
			});
		});
		req.on('timeout', () => req.destroy(new Error(`${method} ${path}: no answer in ${REQUEST_MS / 1000} s`)));
		req.on('error', (e) => reject(Object.assign(e, { reused: req.reusedSocket })));
		req.end(body ?? undefined);
	});
}

// body: null, a string or a Buffer. A kept connection the server has closed
// meanwhile is not an error: the request is sent again on a fresh one.
export async function request(origin, method, path, { headers = {}, body = null, check = true } = {}) {
	const bytes = body === null ? (method === 'POST' ? Buffer.alloc(0) : null) : Buffer.from(body);
	const what = { method, path, headers, body: bytes };
	let answer;
	try {
		answer = await once(origin, what);
	} catch (e) {
		if (!e.reused || e.code !== 'ECONNRESET') throw e;
		answer = await once(origin, what);
	}
	if (check) checkHeaders(answer, `${method} ${path}`);
	return answer;
}
