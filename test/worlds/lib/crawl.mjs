// Everything a principal can reach, in an order that depends only on what was
// answered: links from page to page, every route of the program's own table with
// what was found and with what is hidden, lists with every filter and order,
// searches for every piece of two identities, and deeds that must be refused.
// The answers are kept as the bytes they were.
import { urlencoded } from './wire.mjs';
import { identity, strings } from './person.mjs';
import { PEOPLE } from './town.mjs';

const ABSENT = { number: 'HY-0000-0000', token: 'A'.repeat(26) };
const ACTS = ['note', 'open_identity', 'ask_identity', 'accept', 'attach', 'no_such_act'];
const SORTS = ['due', 'new', 'old'];
const PAGES = 400;
// Setting a page costs a helper's start, as long as a hundred answers, and it says what the
// paper's own page says: one pair in five walks them.
const PDF = /\/pdf(\/|$)/;
const IDS = 60;

// Ids from 1 on: the first ones, and of the others a quarter, another one in each pair of worlds.
function ids(n, { turn }) {
	return Array.from({ length: n }, (_, i) => i + 1).filter((id) => turn === undefined || id <= 4 || (id + turn) % 4 === 0).map(String);
}

// What the routes' parts may be. A part that no list knows stops the test: a new route is walked from its first day.
// before: the part before it, which says what it may be.
function values(part, know, before) {
	switch (part) {
	case ':number': return [...know.numbers, ABSENT.number];
	case ':act': return ACTS;
	case ':token': return [...know.tokens, ABSENT.token];
	case ':place': return ids(IDS, know);
	case ':seq': return ids(12, know);
	case ':code': case ':procedure': if (before === 'programme') return ['farmland', 'nothing'];
		return ['petition', 'hotline', 'simple', 'review', 'execution', 'retaliation', 'nothing'];
	case ':breach': return ['2026-1', 'nothing'];
	case ':name': return ['huiyin.css', 'pico.min.css', 'icon.svg', 'nothing.css'];
	case ':paper': case ':item': return ['1', '60'];
	case ':list': return ['body', 'organization', 'person', 'meeting', 'consultation', 'file', 'nothing'];
	case ':object': return [ABSENT.token];
	case ':feed': return [`${ABSENT.token}.ics`, 'nothing', ...(know.feeds ?? [])];
	case ':table': if (['ledger', 'cases', 'parcels'].includes(before)) return [`${before}.csv`, 'nothing.csv'];
		return ['search.csv', 'search.xlsx', 'day.csv', 'day.xlsx', 'nothing.csv'];
	case '*': return ['0/000', '0/000.p/8', '1/000', 'nothing'];
	default: return know.more?.[part] ?? null;
	}
}

export function addresses(path, know) {
	let out = [''];
	const parts = path.split('/').slice(1);
	for (const [i, part] of parts.entries()) {
		const offered = part.startsWith(':') || part === '*' ? values(part, know, parts[i - 1]) : [part];
		if (!offered) throw new Error(`the worlds do not know what ${part} of ${path} may be: say it in test/worlds/lib/crawl.mjs`);
		out = out.flatMap((head) => offered.map((value) => `${head}/${value}`));
	}
	return out;
}

// who: { name, cookie, key, lang }. Keeps {what, bytes} of each request in order.
export class Walk {
	constructor(wire, who) {
		this.wire = wire;
		this.who = who;
		this.said = [];
		this.seen = new Set();
		this.numbers = new Set();
		this.tokens = new Set();
	}

	ask(method, path, more = {}) {
		return { method, path, cookie: path.startsWith('/api/') ? null : this.who.cookie, key: path.startsWith('/api/') ? this.who.key : null, lang: this.who.lang, ...more };
	}

	async run(requests) {
		const answers = await this.wire.batch(requests);
		answers.forEach((answer, i) => this.said.push({ what: `${requests[i].method} ${requests[i].path}${requests[i].body ? ` <- ${requests[i].body}` : ''}`, path: requests[i].path, answer }));
		return answers;
	}

	get(paths) {
		return this.run(paths.map((path) => this.ask('GET', path)));
	}

	// Page by page, as links lead.
	async links(start) {
		let next = start.filter((path) => !this.seen.has(path));
		for (let left = PAGES; next.length && left > 0; left -= next.length) {
			next.forEach((path) => this.seen.add(path));
			const answers = await this.get(next.slice(0, left));
			const found = new Set();
			answers.forEach((answer, i) => this.collect(answer, next[i], found));
			next = [...found].filter((path) => !this.seen.has(path));
		}
	}

	collect(answer, from, found) {
		const text = answer.text;
		for (const [number] of text.matchAll(/HY-[0-9A-Z]{4}-[0-9A-Z]{4}/g)) this.numbers.add(number);
		const place = /^Location: (\S+)\r$/im.exec(answer.head)?.[1];
		if (place) found.add(place.split('#')[0]);
		if (!/^Content-Type: text\/html/im.test(answer.head)) return;
		for (const [, written] of text.matchAll(/ href="([^"#]+)/g)) {
			const to = (written.startsWith('?') ? from.split('?')[0] + written : written).replaceAll('&amp;', '&');
			if (!to.startsWith('/') || /[?&]lang=/.test(to) || to.startsWith('/a/')) continue;
			const token = /^\/(?:staff|follow)\/f\/([^/?]+)/.exec(to)?.[1];
			if (token) this.tokens.add(token);
			if (PDF.test(to)) continue;
			found.add(to);
		}
	}
}

// -- what each principal does

const STARTS = { staff: ['/staff', '/staff/search', '/staff/board', '/staff/meetings', '/staff/campaigns', '/staff/rules', '/staff/account', '/staff/register', '/staff/admin'], petitioner: ['/follow/matter'], nobody: ['/'] };

// know: what the hidden matters are called; plan: how much of the searching is done this time.
async function everyRoute(walk, routes, know) {
	const hidden = know.numbers.filter((number) => !walk.numbers.has(number));
	const mine = { numbers: [...new Set([...walk.numbers, ...hidden])], tokens: [...new Set([...walk.tokens, ...know.tokens])], feeds: know.feeds, turn: walk.plan.full ? undefined : walk.plan.turn };
	const set = routes.filter((r) => r.method === 'GET' && !r.path.startsWith('/api/') && (walk.plan.pdf || !PDF.test(r.path)));
	const paths = set.flatMap((r) => addresses(r.path, mine));
	await walk.get(paths.filter((path) => !walk.seen.has(path)));
	if (walk.who.key) await walk.get(routes.filter((r) => r.method === 'GET' && r.path.startsWith('/api/')).flatMap((r) => addresses(r.path, mine)));
	await walk.run(['/staff', '/staff/search', '/follow/matter', ...mine.numbers.map((n) => `/staff/m/${n}`)].map((path) => walk.ask('HEAD', path)));
	return hidden;
}

// Papers of matters one sees, by every id there is: theirs or absent.
async function everyPaper(walk) {
	const number = [...walk.numbers][0];
	if (number && walk.who.key) await walk.get(ids(IDS, { turn: walk.plan.full ? undefined : walk.plan.turn }).map((id) => `/staff/m/${number}?doc=${id}`));
}

const LIST = { web: '/staff/search', api: '/api/v1/matters' };

async function everyFilter(walk, form) {
	const filters = [];
	for (const [, name, body] of form.matchAll(/<select id="f-[^"]+" name="([^"]+)">([\s\S]*?)<\/select>/g)) {
		for (const [, value] of body.matchAll(/<option value="([^"]+)"/g)) filters.push(`${name}=${encodeURIComponent(value)}`);
	}
	const orders = SORTS.flatMap((sort) => ['', '&open=1', '&mine=1', '&from=2026-03-02&to=2026-03-02', '&page=2'].map((more) => `sort=${sort}${more}`));
	await walk.get(filters.flatMap((f) => (walk.plan.full ? [`${LIST.web}?${f}`, `${LIST.api}?${f}`] : [`${LIST.api}?${f}`])));
	await walk.get(orders.flatMap((f) => [`${LIST.web}?${f}`, `${LIST.api}?${f}`]));
}

async function everySearch(walk, texts) {
	const { full, turn } = walk.plan;
	const mine = texts.filter((text, i) => full || [...text].length > 3 || (i + turn) % 12 === 0);
	await walk.get(mine.map((text, i) => `${full || (i + turn) % 2 ? LIST.api : LIST.web}?text=${encodeURIComponent(text)}`));
}

// Deeds on what is hidden are refused as on what is absent; of what one sees, what would be possible.
async function everyDeed(walk, hidden) {
	const { csrf } = walk.who;
	const numbers = [...hidden, ABSENT.number];
	await walk.run(numbers.flatMap((number) => ACTS.flatMap((act) => [
		walk.ask('POST', `/api/v1/matters/${number}/${act}`, { body: JSON.stringify({ text: '试探', reason: '试探' }) }),
		walk.ask('POST', `/staff/m/${number}/${act}`, { body: urlencoded({ csrf, text: '试探', reason: '试探' }) }),
	])));
	const seen = [...walk.numbers].filter((number) => !hidden.includes(number));
	const told = await walk.get(seen.map((number) => `/api/v1/matters/${number}`));
	await walk.run(seen.flatMap((number, i) => [...told[i].text.matchAll(/"act":"([a-z_]+)","name":"[^"]*","allowed"/g)]
		.map(([, act]) => walk.ask('POST', `/api/v1/matters/${number}/${act}`, { body: '{"dry_run":"1","reason":"试探"}' }))));
}

// Whoever registers or files under a guessed name learns nothing from the answer.
async function guesses(walk, both, by) {
	for (const p of both) {
		const fields = { subject: '试探', text: '试探是否有人来访。', ...identity(p) };
		const path = by === 'unit' ? '/api/v1/petitions/petition' : '/api/v1/file';
		const [answer] = await walk.run([walk.ask('POST', path, { body: JSON.stringify(by === 'unit' ? { channel: 'visit', received: '2026-03-03', ...fields } : fields) })]);
		const code = /"query_code":"([^"]+)"/.exec(answer.text)?.[1];
		if (code) await walk.run([walk.ask('POST', '/api/v1/follow', { key: null, body: JSON.stringify({ code }) })]);
		const number = /"number":"([^"]+)"/.exec(answer.text)?.[1];
		if (number && by === 'unit') await walk.get([`/staff/m/${number}`, `/api/v1/matters/${number}`]);
	}
	if (by !== 'unit') return;
	for (const p of both) await walk.run([walk.ask('POST', '/staff/register', { body: urlencoded({ csrf: walk.who.csrf, procedure: 'petition', unit: 'zj', channel: 'visit', received: '2026-03-03', subject: '顶楼漏雨三年无人修', text: '试探', once: '0123456789ABCDEFGHJKMNPQRS', ...identity(p) }) })]);
}

// What is hidden answers as what is not there: the same bytes, but for the name that was asked for.
function hiddenAsAbsent(said, hidden, absent) {
	const answers = new Map(said.map((s) => [s.what, s.answer.bytes]));
	const faults = [];
	for (const { what, answer } of said) {
		const name = hidden.find((one) => what.includes(one));
		const other = name && answers.get(what.replace(name, absent));
		if (!other) continue;
		const plain = Buffer.from(answer.bytes.toString('latin1').replaceAll(name, absent), 'latin1');
		if (!plain.equals(other)) faults.push(`${what} does not answer as ${absent} does:\n    ${summary(plain)}\n    ${summary(other)}`);
	}
	return faults;
}

const summary = (bytes) => JSON.stringify(bytes.toString('utf8').replace(/[\s\S]*?<main/, bytes.toString('latin1', 0, 12) + ' <main').slice(0, 300));

// -- who there is

// [name, what they may know of the accusation]
export const PRINCIPALS = [...PEOPLE.filter(([, , , knows]) => knows), ['nobody', null, null, 'nothing'], ['petitioner', null, null, 'nothing']];

// All that one principal was told. tale: the world's; know: names of hidden things; both: the two petitioners.
export async function walk(tale, name, { know, both, plan }) {
	const { town, world } = tale;
	const wire = world.wire(name === 'nobody' || name === 'petitioner' ? '127.0.0.77' : '127.0.0.1');
	const lang = plan.turn % 2 ? 'zh' : 'en';
	const who = { name, lang, cookie: town.session[name] ?? null, key: town.key[name] ?? null, csrf: town.csrf[name] ?? '' };
	if (name === 'petitioner') who.cookie = await tale.follow('bus', wire);
	const w = Object.assign(new Walk(wire, who), { plan });
	await w.links(STARTS[who.key ? 'staff' : name] ?? []);
	await w.links(STARTS.nobody);
	const hidden = await everyRoute(w, town.routes, know);
	if (who.key) {
		await everyPaper(w);
		await everyFilter(w, plan.form);
		await everySearch(w, both.flatMap(strings));
		await everyDeed(w, hidden);
	}
	if (name === 'zjreg') await guesses(w, both, 'unit');
	if (name === 'nobody') await guesses(w, both, 'web');
	wire.close();
	const tokens = know.tokens.filter((token) => !w.tokens.has(token));
	return { said: w.said, hidden, faults: [...hiddenAsAbsent(w.said, hidden, ABSENT.number), ...hiddenAsAbsent(w.said, tokens, ABSENT.token)] };
}
