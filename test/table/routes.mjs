// Every route of the table by every kind of visitor: the status is what the row
// says, whatever the method, the body, the token or the origin; refused means
// that nothing has changed.
import assert from 'node:assert/strict';
import { PEOPLE, openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';

import { readRoutes } from '../node/lib/routes.mjs';
import { PETITION, actByApi, fileByPages, followed } from '../node/lib/life.mjs';
import { request } from '../node/lib/http.mjs';

export const limit = 300;
const ROUTES = readRoutes();
const ROLES = ['registrar', 'officer', 'bureau_head', 'handler', 'unit_head', 'reviewer', 'convener', 'clerk', 'leader', 'auditor', 'dpo', 'sysadmin'];

export async function before() {
	const city = await openCity({ today: '2026-03-02', keys: ['officer', 'handler', 'registrar'] });
	const matter = await fileByPages(city, { ...PETITION, files: [photo()] });
	await actByApi(city, matter, 'officer', 'classify', { class: 'appeal' });
	await actByApi(city, matter, 'officer', 'transfer', { unit: 'zj' });
	const visitors = { none: city.stranger(), petitioner: await followed(city, matter, 'en') };
	for (const role of ROLES) visitors[role] = await city.as(PEOPLE.find(([, , r]) => r === role)[0]);
	const token = city.sql('SELECT token FROM attachment')[0].token;
	return { city, matter, visitors, token };
}

export const after = ({ city }) => city.close();

const STAFF = new Set(ROLES);
// Who sees the one matter of this town: the bureau that has it registered, and the unit it is with.
const SEES = new Set(['registrar', 'officer', 'bureau_head', 'convener', 'handler', 'unit_head']);

function address(route, { matter, token }) {
	const parts = { ':number': matter.number, ':name': 'huiyin.css', ':token': token, ':place': 1, ':code': 'petition', ':procedure': 'petition', ':seq': 1, ':breach': '2026-1', ':table': 'search.csv', ':paper': 1, ':item': 1, ':list': 'person', ':object': '0'.repeat(26), ':feed': `${'0'.repeat(26)}.ics` };
	const act = route.path.startsWith('/follow') || route.path.includes('/follow/') ? 'add_material' : 'note';
	return route.path.replace(/:\w+/g, (p) => (p === ':act' ? act : parts[p])).replace('*', '0/000.p/8');
}

// What the row says of a GET by this visitor; then what the page itself decides.
function wanted(route, who) {
	const staff = STAFF.has(who);
	switch (route.need) {
	case 'NOBODY':
		if (route.path === '/follow' && who === 'petitioner') return 303;
		// published once the ledger's head is signed, on the server's first beat
		if (/^\/ledger\/(checkpoint|policy|tile)/.test(route.path)) return [200, 404];
		if (/:(object|feed)|^\/(cases|rectification)\/:/.test(route.path)) return 404;         // nothing is published in this town
		return route.path === '/staff/login' && staff ? 303 : 200;
	case 'PETITIONER':
		if (who === 'petitioner') return 200;
		return staff ? 403 : 303;
	case 'KEY': return 401;
	case 'ACCESS': case 'PRIVACY': {
		if (!staff) return 303;
		const may = who === 'dpo' || (who === 'auditor' && route.need === 'ACCESS');
		return !may ? 403 : route.path.includes(':') ? 404 : 200;
	}
	case 'ADMIN': return who === 'sysadmin' ? 200 : staff ? 403 : 303;
	default:
		if (!staff) return 303;
		if (route.name === 'file.original') return 404;   // but after the identity was opened
		if (/^(matter|act|file)/.test(route.name)) return SEES.has(who) ? [200, 403, 409] : 404;
		if (['body', 'body.brief', 'minutes.pdf', 'ledger.table', 'findings.import', 'findings.board', 'cases.import', 'cases.table', 'meeting.report', 'programme', 'programme.places', 'programme.parcels', 'programme.parcels.table'].includes(route.name)) return 404;          // there is none in this town
		if (['meetings.new', 'directives.new', 'campaigns.new', 'findings.new', 'batches.new', 'cases.new', 'supervision.propose', 'supervision.open'].includes(route.name)) return who === 'clerk' ? 200 : 403;
		if (route.name === 'register') return ['registrar', 'officer'].includes(who) ? 200 : 403;
		return 200;
	}
}

const tests = {};

for (const route of ROUTES.filter((r) => r.method === 'GET')) {
	tests[`GET ${route.path} by every visitor`] = async ({ data }) => {
		const path = address(route, data);
		const before = data.city.state();
		for (const [who, browser] of Object.entries(data.visitors)) {
			for (const lang of ['en', 'zh']) {
				browser.lang = lang;
				const answer = await browser.send('GET', path);
				const want = [wanted(route, who)].flat();
				assert.ok(want.includes(answer.status), `${who} GET ${path}: ${answer.status}, not ${want}`);
				if (answer.type.startsWith('text/html')) {
					await browser.page(answer, answer.status === 303 ? null : answer.status);
					assert.equal(browser.last.root.one('html').attr('lang').slice(0, 2), lang, `${who} GET ${path}`);
				}
				if (answer.status === 303) assert.equal(answer.body.length, 0);
			}
			const head = await browser.send('HEAD', path);
			assert.ok([wanted(route, who)].flat().includes(head.status), `HEAD ${path}: ${head.status}`);
			assert.equal(head.body.length, 0, 'HEAD has no body');
		}
		assert.equal(data.city.state(), before, 'a GET has changed something');
	};

	if (!ROUTES.some((r) => r.path === route.path && r.method === 'POST')) {
		tests[`POST ${route.path} is not allowed`] = async ({ data }) => {
			const answer = await data.visitors.none.post(address(route, data), []);
			assert.equal(answer.status, 405);
			assert.match(answer.headers.allow ?? '', /GET/, 'Allow tells what is');
		};
	}
}

async function refusedPost(data, browser, path, pairs, options, want) {
	const { enctype, headers } = options;
	const before = data.city.state();
	const answer = await browser.post(path, pairs, enctype, headers);
	assert.ok([want].flat().includes(answer.status), `POST ${path} ${JSON.stringify({ pairs, headers })}: ${answer.status}, not ${want}`);
	assert.equal(data.city.state(), before, `POST ${path} has changed something`);
	return answer;
}

const PAIRS = [['text', 'a note'], ['satisfied', 'satisfied'], ['do', 'add'], ['code', 'zz'], ['login', 'zz'], ['name_zh', '甲'], ['name_en', 'A'], ['kind', 'other'], ['old', 'x'.repeat(20)], ['fresh', 'y'.repeat(20)]];

for (const route of ROUTES.filter((r) => r.method === 'POST' && !r.path.startsWith('/api'))) {
	const needed = route.need === 'PETITIONER' ? 'petitioner' : route.need === 'ADMIN' ? 'sysadmin' : route.need === 'PRIVACY' ? 'dpo' : route.need === 'STAFF' ? 'officer' : 'none';

	tests[`POST ${route.path} by those who may not`] = async ({ data }) => {
		const path = address(route, data);
		for (const who of ['none', 'petitioner', ...ROLES]) {
			const staff = STAFF.has(who);
			const wrong = { NOBODY: null, PETITIONER: who === 'petitioner' ? null : staff ? 403 : 303, STAFF: staff ? null : 303, ADMIN: who === 'sysadmin' ? null : staff ? 403 : 303, PRIVACY: who === 'dpo' ? null : staff ? 403 : 303 }[route.need];
			if (wrong !== null) await refusedPost(data, data.visitors[who], path, PAIRS, {}, wrong);
		}
	};

	tests[`POST ${route.path} from elsewhere, or without its token`] = async ({ data }) => {
		const path = address(route, data);
		const browser = data.visitors[needed];
		await browser.get(needed === 'petitioner' ? '/follow/matter' : needed === 'none' ? '/' : '/staff');
		const token = browser.csrf();
		const good = token ? [['csrf', token], ...PAIRS] : PAIRS;
		for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'https://evil.example' }, { Origin: `${data.city.origin}.evil.example` }, { Origin: data.city.origin.replace(/:\d+$/, ':1') }]) {
			await refusedPost(data, browser, path, good, { headers }, 403);
		}
		if (!route.csrf) return;
		const other = await data.city.login('registrar');
		const tokens = [null, '', 'x'.repeat(43), `${token}x`, token.slice(0, -1), token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(), (await other.get('/staff'), other.csrf())];
		for (const wrong of tokens) {
			const pairs = wrong === null ? PAIRS : [['csrf', wrong], ...PAIRS];
			await refusedPost(data, browser, path, pairs, {}, 403);
			if (route.multipart) await refusedPost(data, browser, path, pairs, { enctype: 'multipart/form-data' }, 403);
		}
		await refusedPost(data, browser, `${path}?csrf=${encodeURIComponent(token)}`, PAIRS, {}, 403);
	};

	tests[`POST ${route.path} with bodies of other kinds`] = async ({ data }) => {
		const path = address(route, data);
		const browser = data.visitors[needed];
		const before = data.city.state();
		const send = (type, body) => browser.send('POST', path, { body, headers: { 'Content-Type': type, Origin: data.city.origin } });
		for (const [type, body, want] of [
			['application/json', '{"text":"x"}', [415]], ['text/plain', 'text=x', [415]], ['text/xml', '<x/>', [415]],
			['application/x-www-form-urlencoded', 'a=%ff%fe', [400]], ['application/x-www-form-urlencoded', 'a=%00', [400]],
			['application/x-www-form-urlencoded', 'a=%c0%af', [400]], ['application/x-www-form-urlencoded', 'a=%zz', [400, 403, 422]],
			['application/x-www-form-urlencoded', '&'.repeat(300) + 'a=1&'.repeat(201), [400, 413]],
			['multipart/form-data', 'x', route.multipart ? [400] : [400, 415]], ['multipart/form-data; boundary=', 'x', route.multipart ? [400] : [400, 415]],
			['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ended', route.multipart ? [400] : [400, 415]],
		]) {
			const answer = await send(type, body);
			assert.ok(want.includes(answer.status), `${path} ${type} ${body.slice(0, 40)}: ${answer.status}, not ${want}`);
			await browser.page(answer, answer.status);
		}
		assert.equal(data.city.state(), before);
	};
}

for (const route of ROUTES.filter((r) => r.path.startsWith('/api'))) {
	tests[`${route.method} ${route.path} with and without a key`] = async ({ data }) => {
		const path = address(route, data);
		const body = route.method === 'POST' ? '{}' : null;
		const json = { 'Content-Type': 'application/json', 'Accept-Language': 'zh' };
		const key = `Bearer ${data.city.keys.get('officer')}`;
		const cookie = data.visitors.sysadmin.headers().Cookie;
		const before = data.city.state();
		const ask = async (headers) => {
			const answer = await request(data.city.origin, route.method, path, { headers, body });
			assert.match(answer.type, /^application\/json/);
			const told = JSON.parse(answer.text);
			if (answer.status >= 400) assert.ok(told.error && told.message, answer.text);
			return answer;
		};
		const wrong = [{}, { Authorization: 'Bearer ' }, { Authorization: 'Bearer nonsense' }, { Authorization: `Basic ${key.slice(7)}` }, { Authorization: key.slice(0, -1) }, { Authorization: `${key}x` }, { Cookie: cookie }];
		for (const headers of wrong) {
			const answer = await ask({ ...json, ...headers });
			if (route.need === 'KEY') assert.equal(answer.status, 401, `${path} with ${JSON.stringify(headers)}`);
			else assert.ok([404, 422, 429].includes(answer.status), `${path}: ${answer.status}`);
		}
		const right = await ask({ ...json, Authorization: key });
		assert.ok([200, 404, 409, 422, 429].includes(right.status) || (['/api/v1/meetings', '/api/v1/directives', '/api/v1/campaigns', '/api/v1/findings', '/api/v1/supervision', '/api/v1/batches', '/api/v1/cases'].includes(path) && right.status === 403), `${path}: ${right.status}`);
		assert.equal(data.city.state(), before);
		if (route.method === 'POST') {
			for (const [type, text, want] of [['application/json', '{', 400], ['application/json', '[]', 400], ['application/json', '{"a":{"b":1}}', 400], ['application/json', '{"a":1,"a":2}', 400], ['application/json', '\ufeff{}', 400],
				['application/json', '{"text":"\\ud800"}', 400], ['application/json', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 400], ['application/x-www-form-urlencoded', 'a=1', 415], ['text/plain', '{}', 415]]) {
				const answer = await request(data.city.origin, 'POST', path, { headers: { 'Content-Type': type, Authorization: key }, body: text });
				assert.equal(answer.status, want, `${path} ${type} ${text}`);
				assert.ok(JSON.parse(answer.text).error);
			}
		}
	};
}

tests['other methods are refused everywhere'] = async ({ data }) => {
	for (const route of ROUTES) {
		for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'FOO']) {
			const answer = await data.visitors.none.send(method, address(route, data));
			assert.ok([405, 501].includes(answer.status), `${method} ${route.path}: ${answer.status}`);
		}
	}
};

tests['what is not there is not there, in the reader\'s language'] = async ({ data }) => {
	const paths = ['/nothing', '/staff/nothing', '/staff/admin/nothing', '/a/../huiyin.db', '/a/%2e%2e/huiyin.db', '/a/%2e%2e%2fhuiyin.db', '/a/..%c0%afhuiyin.db', '/a/huiyin.css/', '/a/', '/file/', '//file', '/staff/m/', '/staff/m/%00', `/staff/m/${'x'.repeat(4000)}`, '/.git/config', '/huiyin.db', '/rules/clocks.txt', '/staff/m/HY-2222-2222/%ff', '/follow/paper/1e3', '/follow/paper/-1', '/follow/paper/9223372036854775808', '/follow/f/..', '/%EF%BC%8F'];
	for (const path of paths) {
		for (const [who, lang] of [['none', 'zh'], ['officer', 'en'], ['petitioner', 'zh']]) {
			const browser = data.visitors[who];
			browser.lang = lang;
			const answer = await browser.send('GET', path);
			assert.ok([400, 403, 404, 303].includes(answer.status), `${who} ${path}: ${answer.status}`);
			assert.ok(!/sqlite|\/work\/|\/tmp\/|src\/|SELECT/.test(answer.text), `${path} tells too much`);
			if (answer.type.startsWith('text/html') && answer.status !== 303) assert.equal((await browser.page(answer, answer.status)).root.one('html').attr('lang').slice(0, 2), lang, path);
		}
	}
};

tests['a host of another name, and a forwarded one, change no address'] = async ({ data }) => {
	for (const headers of [{ Host: 'evil.example' }, { 'X-Forwarded-Host': 'evil.example' }, { Forwarded: 'host=evil.example' }, { 'X-Original-URL': '/staff' }]) {
		const answer = await request(data.city.origin, 'GET', '/', { headers });
		assert.ok([200, 421].includes(answer.status));
		assert.ok(!answer.text.includes('evil.example'));
	}
};

tests['no page of ours may be asked for by another site\'s frame, script or picture'] = async ({ data }) => {
	const answer = await request(data.city.origin, 'GET', '/', { headers: { Origin: 'https://evil.example' } });
	assert.equal(answer.headers['access-control-allow-origin'], undefined);
	assert.equal(answer.headers['access-control-allow-credentials'], undefined);
};

tests['an address does not choose where a log-in leads'] = async ({ data }) => {
	for (const next of ['//evil.example', '/\\evil.example', 'https:evil.example', '%09//evil.example', '\u3002']) {
		const b = data.city.stranger();
		await b.get(`/staff/login?next=${encodeURIComponent(next)}`);
		await b.submit('/staff/login', { set: { login: 'registrar', password: 'a lantern over the harbour wall' } });
		assert.equal(b.last.path, '/staff');
	}
};

tests['a value given twice, in the body or in body and address, is refused; brackets are another name'] = async ({ data }) => {
	const b = data.visitors.none;
	b.lang = 'en';
	const once = [['step', 'matter'], ['go', 'next'], ['subject', 'first'], ['text', 'words'], ['subject[]', 'third']];
	for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
		await b.page(await b.post('/file', [...once, ['subject', 'second']], enctype), 400);
		assert.match(b.text, /sent more than once/);
	}
	await b.page(await b.post('/file?subject=fourth', once), 400);
	for (const path of ['/follow?lang=en&lang=zh', '/staff/login?user=a&user=a']) await b.page(await b.send('GET', path), 400);
	const api = await data.city.api(null, 'POST', '/api/v1/follow?code=1', { code: '2' });
	assert.equal(api.status, 400);
	assert.equal(api.json.error, 'error.repeated');
	await b.page(await b.post('/file', once), 200);
	assert.equal(b.value('subject'), 'first');
};

tests['sizes: a body at its limit is read, one byte more is not'] = async ({ data }) => {
	const b = data.visitors.none;
	for (const [path, max] of [['/follow', 4096], ['/file', 1024 * 1024], ['/staff/login', 64 * 1024], ['/api/v1/follow', 4096], ['/api/v1/file', 1024 * 1024]]) {
		const json = path.startsWith('/api');
		const fill = (n) => (json ? `{"code":"${'x'.repeat(n - 11)}"}` : `code=${'x'.repeat(n - 5)}`);
		const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
		for (const [n, large] of [[max, false], [max + 1, true]]) {
			const answer = await b.send('POST', path, { body: fill(n), headers: { 'Content-Type': type } });
			assert.equal(answer.status === 413, large, `${path} with ${n} bytes: ${answer.status}`);
			assert.ok(answer.status < 500);
		}
	}
};

export { tests };
