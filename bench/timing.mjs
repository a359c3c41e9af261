// Does the time of an answer tell what its words do not? Pairs of requests whose
// answers are alike are sent interleaved, in random order, over one connection,
// and their times compared: difference of medians, and Mann-Whitney's test.
//   node bench/timing.mjs [REQUESTS OF EACH CLASS, 20000] [LOG-INS, 200]
// A pair fails when the medians differ by 20 microseconds or more and the test
// sees it (p <= 0.001). A small p with a small difference is printed as it is: some
// microseconds of a look-up can be measured on loopback, by thousands of requests.
// Log-ins cost an argon2 each, whose own spread is milliseconds: there the test
// alone decides.
import { openCity, PASSWORD } from '../test/node/lib/city.mjs';
import { photo } from '../test/node/lib/files.mjs';
import { actByPages, fileByPages, followed, PETITION } from '../test/node/lib/life.mjs';
import { request } from '../test/node/lib/http.mjs';

const MANY = Number(process.argv[2] ?? 20000), FEW = Number(process.argv[3] ?? 200);
const city = await openCity({ today: '2026-03-02', keys: ['busman', 'officer'], args: ['--proxy', '127.0.0.1'] });
let neighbour = 0;

// Every request comes from an address of its own, so that none is slowed for the others' sake.
function address() {
	neighbour++;
	return `10.${neighbour >> 16 & 255}.${neighbour >> 8 & 255}.${neighbour & 255}`;
}

async function once({ method = 'GET', path, headers = {}, body = null, want }) {
	const all = { 'Accept-Language': 'en', 'X-Forwarded-For': address(), ...headers };
	const from = process.hrtime.bigint();
	const answer = await request(city.origin, method, path, { headers: all, body, check: false });
	const took = Number(process.hrtime.bigint() - from) / 1000;
	if (answer.status !== want) throw new Error(`${method} ${path}: ${answer.status}, not ${want}: ${answer.text.slice(0, 200)}`);
	return took;
}

const median = (sorted) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;

// Abramowitz and Stegun 7.1.26.
function erfc(x) {
	const t = 1 / (1 + 0.3275911 * x);
	return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

// Two-sided, normal approximation; ties of nanosecond times are rare and left alone.
function mannWhitney(a, b) {
	const all = [...a.map((v) => [v, 0]), ...b.map((v) => [v, 1])].sort((x, y) => x[0] - y[0]);
	let ranks = 0;
	all.forEach(([, which], i) => { if (which === 0) ranks += i + 1; });
	const u = ranks - a.length * (a.length + 1) / 2;
	const z = (u - a.length * b.length / 2) / Math.sqrt(a.length * b.length * (a.length + b.length + 1) / 12);
	return erfc(Math.abs(z) / Math.SQRT2);
}

let failed = 0;
async function compare(name, one, other, n, slack) {
	const times = [[], []];
	for (let i = 0; i < 20; i++) await once(i % 2 ? one() : other());
	for (let i = 0; i < n; i++) {
		const first = Math.random() < 0.5 ? 0 : 1;
		for (const which of [first, 1 - first]) times[which].push(await once(which ? other() : one()));
	}
	for (const t of times) t.sort((x, y) => x - y);
	const [a, b] = times.map(median), p = mannWhitney(...times);
	const good = p > 0.001 || Math.abs(a - b) < slack;
	failed += !good;
	console.log(`${good ? 'ok  ' : 'FAIL'} ${name}: ${n} each, medians ${a.toFixed(1)} and ${b.toFixed(1)} us, difference ${(a - b).toFixed(1)} us, p ${p.toExponential(1)}`);
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = (n) => Array.from({ length: n }, () => letters[Math.floor(Math.random() * 32)]).join('');

try {
	const hidden = await fileByPages(city, { ...PETITION, subject: 'zzhiddenword' });
	await actByPages(city, hidden, 'officer', 'classify', { class: 'appeal' });
	const accusation = await fileByPages(city, { ...PETITION, subject: 'zzaccusedword', complained: 'jt', files: [photo()] });
	await actByPages(city, accusation, 'officer', 'classify', { class: 'accusation' });
	const [{ token }] = city.sql('SELECT token FROM attachment');
	const mine = await followed(city, await fileByPages(city, { ...PETITION, name: '旁人', phone: '13100000000' }));
	const as = (login) => ({ Authorization: `Bearer ${city.keys.get(login)}` });
	const b = await city.as('busman');
	const cookie = b.headers().Cookie;
	const number = () => `HY-${random(4)}-${random(4)}`;
	const near = () => hidden.code.slice(0, -1) + letters.replace(hidden.code.at(-1), '')[Math.floor(Math.random() * 31)];
	const follow = (code) => ({ method: 'POST', path: '/api/v1/follow', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }), want: 404 });
	const page = (path, want) => ({ path, headers: { Cookie: cookie }, want });
	const login = (who) => ({ method: 'POST', path: '/staff/login', want: 422, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: city.origin },
		body: new URLSearchParams({ login: who, password: `${PASSWORD} but wrong` }).toString() });

	await compare('query code: all but one character right, none right', () => follow(near()), () => follow(random(28)), MANY, 20);
	await compare('matter by page: hidden, absent', () => page(`/staff/m/${hidden.number}`, 404), () => page(`/staff/m/${number()}`, 404), MANY, 20);
	await compare('matter by key: hidden, absent', () => ({ path: `/api/v1/matters/${hidden.number}`, headers: as('busman'), want: 404 }), () => ({ path: `/api/v1/matters/${number()}`, headers: as('busman'), want: 404 }), MANY, 20);
	await compare('search: found in hidden matters only, found nowhere', () => page('/staff/search?text=zzhiddenword', 200), () => page(`/staff/search?text=zz${random(10).toLowerCase()}`, 200), MANY, 20);
	await compare('search by the unit complained of: found in the accusation only, found nowhere', () => page('/staff/search?text=zzaccusedword', 200), () => page(`/staff/search?text=zz${random(11).toLowerCase()}`, 200), MANY, 20);
	await compare('accusation by the unit complained of: there, absent', () => page(`/staff/m/${accusation.number}`, 404), () => page(`/staff/m/${number()}`, 404), MANY, 20);
	const own = (path) => ({ path, headers: { Cookie: mine.headers().Cookie }, want: 404 });
	await compare('file by another petitioner: somebody\'s, absent', () => own(`/follow/f/${token}`), () => own(`/follow/f/${random(26)}`), MANY, 20);
	await compare('log-in: wrong password, no such account', () => login('officer'), () => login(`nobody${random(4).toLowerCase()}`), FEW, 0);
} finally {
	await city.close();
}
console.log(failed ? `${failed} pairs can be told apart` : 'no pair differs by 20 microseconds');
process.exit(failed ? 1 : 0);
