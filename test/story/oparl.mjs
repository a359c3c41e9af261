// OParl 1.1: an own test of the specification's rules (chapters 2 and 3) against what
// an office publishes, changes and takes back by its pages and by key. A client that
// keeps a copy by modified_since has, after every step, what a new client would get.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { request } from '../node/lib/http.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
const SCHEMA = 'https://schema.oparl.org/1.1/';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const TODAY = '2026-03-02';
const LISTS = ['organization', 'person', 'meeting', 'paper', 'agendaItem', 'consultation', 'file', 'membership', 'locationList', 'legislativeTermList'];
const INNER = { AgendaItem: 'meeting', Consultation: 'paper', Membership: 'person', Location: 'meetings', File: 'meeting' };

export async function before() {
	const city = await openCity({ today: TODAY, keys: ['clerk', 'lead1', 'handler', 'officer', 'xfclerk', 'convener'] });
	return { city, numbers: {}, mirror: new Map(), said: null };
}
export const after = ({ city }) => city.close();

// -- a client

async function get(city, url, want = 200, headers = {}) {
	const path = url.startsWith('http') ? url.slice(city.origin.length) : url;
	if (url.startsWith('http')) assert.ok(url.startsWith(city.origin), `${url} is elsewhere`);
	const answer = await request(city.origin, 'GET', path, { headers });
	assert.equal(answer.status, want, `${url}: ${answer.text.slice(0, 300)}`);
	assert.equal(answer.headers['access-control-allow-origin'], '*', `${url}: CORS`);
	assert.equal(answer.headers['set-cookie'], undefined, `${url}: no cookies`);
	if (/json/.test(answer.type)) answer.json = JSON.parse(answer.text);
	return answer;
}

const json = async (city, url, want) => (await get(city, url, want)).json;
const typeOf = (o) => o.type.slice(SCHEMA.length);

// Every page of a list; checks the envelope on the way.
async function list(city, url, query = '') {
	const all = [], sizes = [];
	let next = url + (query ? `?${query}` : '');
	while (next) {
		const page = await json(city, next);
		assert.deepEqual(Object.keys(page).sort(), ['data', 'links', 'pagination'], next);
		assert.ok(Array.isArray(page.data));
		for (const [name, value] of new URLSearchParams(query)) {
			for (const link of Object.values(page.links)) assert.equal(new URL(link).searchParams.get(name), value, `${name} is kept in ${link}`);
		}
		sizes.push(page.data.length);
		if (page.links.next) assert.equal(page.data.length, page.pagination.elementsPerPage);
		all.push(...page.data);
		assert.ok(all.length <= page.pagination.totalElements);
		if (!page.links.next) assert.equal(all.length, page.pagination.totalElements);
		next = page.links.next;
	}
	assert.equal(new Set(all.map((o) => o.id)).size, all.length, 'nothing stands twice');
	return all;
}

async function bodyOf(city) {
	const system = await json(city, '/oparl');
	const bodies = await list(city, system.body);
	assert.equal(bodies.length, 1);
	return bodies[0];
}

// All lists, as a client that has nothing, or that has a copy since then.
async function fetchAll(city, query = '') {
	const body = await bodyOf(city), found = new Map();
	for (const name of LISTS) for (const o of await list(city, body[name], query)) found.set(o.id, o);
	return found;
}

async function sync(data) {
	const { city, mirror } = data;
	const t0 = clock(data);
	const query = data.said ? `modified_since=${encodeURIComponent(data.said)}&omit_internal=true` : 'omit_internal=true';
	for (const [id, o] of await fetchAll(city, query)) {
		if (o.deleted) mirror.delete(id);
		else mirror.set(id, o);
	}
	data.said = t0;
	const fresh = await fetchAll(city, 'omit_internal=true');
	assert.deepEqual([...mirror.keys()].sort(), [...fresh.keys()].sort(), 'the copy has the objects there are');
	for (const [id, o] of fresh) assert.deepEqual(mirror.get(id), o, 'and each as it is now');
}

// The city's clock, as a client's watch shows it.
function clock() {
	const ms = Date.parse(`${TODAY}T00:00:00+08:00`) + (Date.now() + 8 * 3600000) % 86400000;
	return `${new Date(ms + 8 * 3600000).toISOString().slice(0, 19)}+08:00`;
}

// -- an office

async function act(city, who, matter, name, fields = {}, want = 200) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${matter}/${name}`, fields);
	assert.equal(answer.status, want, `${name}: ${answer.text}`);
	return answer.json;
}

async function meeting(city, day, subject, items, more = {}) {
	const made = await city.api('clerk', 'POST', '/api/v1/meetings', { body: 'dz', meeting_kind: 'ordinary', meeting_day: day, meeting_time: '09:00', subject, place: '第一会议室', ...more });
	assert.equal(made.status, 201, made.text);
	for (const [item_type, title, translation] of items) await act(city, 'clerk', made.json.number, 'add_item', { item_type, title, translation });
	return made.json.number;
}

// Until the interface shows it: what is done is public within a few seconds.
async function until(what, test) {
	for (let i = 0; i < 100; i++) {
		if (await test()) return;
		await new Promise((done) => { setTimeout(done, 150); });
	}
	assert.fail(`not shown after 15 s: ${what}`);
}

const meetings = async (city) => list(city, (await bodyOf(city)).meeting);
const named = async (city, name) => (await meetings(city)).find((m) => m.name === name);

async function seat(city, body, login, role) {
	const one = await city.as('admin'), other = await city.as('admin2');
	await one.get(`/staff/admin/bodies?code=${body}`);
	await one.submit('/staff/admin/bodies do=propose', { set: { login, role } });
	await other.get(`/staff/admin/bodies?code=${body}`);
	await other.submit('/staff/admin/bodies do=confirm');
}

// -- rules of every object

function checkForm(o, alone) {
	const type = typeOf(o);
	assert.match(o.created, INSTANT, `${o.id}: created`);
	assert.match(o.modified, INSTANT, `${o.id}: modified`);
	assert.ok(o.created.endsWith('+08:00'));
	for (const [name, value] of Object.entries(o)) {
		assert.ok(value !== null && value !== '', `${o.id}: ${name} is empty`);
		if (Array.isArray(value) && name !== 'legislativeTerm') assert.ok(value.length, `${o.id}: ${name} is an empty list`);
		assert.ok(/^(Huiyin:)?[a-zA-Z0-9]+$/.test(name), name);
	}
	const must = { System: ['oparlVersion', 'body'], Body: ['name', 'organization', 'person', 'meeting', 'paper', 'legislativeTerm', ...LISTS], AgendaItem: ['order'], File: ['accessUrl'] }[type] ?? [];
	for (const name of must) assert.ok(name in o, `${type} without ${name}`);
	const back = INNER[type];
	if (back) assert.equal(back in o, alone, `${type} ${alone ? 'alone' : 'embedded'}: ${back}`);
	for (const contact of ['phone', 'email', 'gender', 'life', 'locationObject']) assert.ok(!(contact in o), 'no contacts');
}

// What each member is: an address, addresses, a whole object, objects, a list's address.
const SHAPE = {
	System: { body: 'list' },
	Body: { system: 'ref', legislativeTerm: 'objects', ...Object.fromEntries(LISTS.map((l) => [l, 'list'])) },
	Organization: { body: 'ref', membership: 'refs', meeting: 'list', consultation: 'list', subOrganizationOf: 'ref' },
	Person: { body: 'ref', membership: 'objects' }, Membership: { person: 'ref', organization: 'ref' },
	Meeting: { location: 'object', organization: 'refs', participant: 'refs', resultsProtocol: 'object', agendaItem: 'objects' },
	AgendaItem: { meeting: 'ref', consultation: 'ref' }, Paper: { body: 'ref', consultation: 'objects', underDirectionOf: 'refs' },
	Consultation: { paper: 'ref', agendaItem: 'ref', meeting: 'ref', organization: 'refs' },
	File: { meeting: 'refs', masterFile: 'ref', derivativeFile: 'refs' }, Location: { meetings: 'refs' },
};

async function walk(city) {
	const seen = new Map(), lists = new Set();
	const objects = [await json(city, '/oparl')];
	const visit = async (url) => {
		if (seen.has(url)) return;
		seen.set(url, null);
		const o = await json(city, url);
		assert.equal(o.id, url, 'an object is called by its address');
		objects.push(o);
	};
	while (objects.length) {
		const o = objects.pop();
		seen.set(o.id, o);
		assert.ok(!o.deleted, `${o.id} is reached, and is deleted`);
		checkForm(o, true);
		for (const [name, how] of Object.entries(SHAPE[typeOf(o)])) {
			if (!(name in o)) continue;
			const value = o[name];
			if (how === 'ref') await visit(value);
			else if (how === 'refs') for (const url of value) await visit(url);
			else if (how === 'list') {
				if (lists.has(value)) continue;
				lists.add(value);
				for (const one of await list(city, value)) await visit(one.id);
			} else {
				for (const inner of how === 'object' ? [value] : value) {
					checkForm(inner, false);
					await visit(inner.id);
					const whole = await json(city, inner.id);
					for (const [k, v] of Object.entries(inner)) assert.deepEqual(whole[k], v, `${inner.id}: ${k} is the same alone`);
				}
			}
		}
	}
	return seen;
}

export const tests = story({
	async 'nothing is public by itself'({ data }) {
		const { city } = data;
		command(['body', city.dir, 'list']);
		const admin = await city.as('admin');
		for (const [code, kind, zh, en, office, sign] of [['dz', 'leading_group', '市政府党组', 'Leading group', 'dl', '市政府党组会议纪要'], ['lx', 'joint', '信访联席会议', 'Joint meeting', 'xf', '联席会议纪要']]) {
			await admin.get('/staff/admin/bodies');
			await admin.submit('/staff/admin/bodies do=add', { set: { code, kind, name_zh: zh, name_en: en, unit: 'dl', office, sign } });
		}
		for (const [login, role] of [['lead1', 'chair'], ['lead2', 'member'], ['lead3', 'observer']]) await seat(city, 'dz', login, role);
		await seat(city, 'lx', 'convener', 'chair');
		data.numbers.first = await meeting(city, TODAY, '第一次会议', [['convey', '传达学习', 'Convey'], ['decide', '研究供热整改', 'Decide on heating'], ['deploy', '内部部署', 'Internal work']]);
		await act(city, 'clerk', data.numbers.first, 'notify');
		await act(city, 'clerk', data.numbers.first, 'publish_meeting', {}, 409);
		const body = await bodyOf(city);
		for (const name of LISTS) assert.equal((await list(city, body[name])).length, 0, name);
		await walk(city);
		await sync(data);
	},

	async 'the office makes its body public; others may not'({ data }) {
		const { city } = data;
		const lead = await city.as('lead1');
		await lead.get('/staff/body/dz');
		assert.ok(!lead.text.includes('Make it public'));
		const refused = await lead.post('/staff/body/dz', [['csrf', lead.csrf()], ['do', 'publish']]);
		assert.equal(refused.status, 403);
		const clerk = await city.as('clerk');
		await clerk.get('/staff/body/dz');
		await clerk.submit('/staff/body/dz', {});
		assert.match(clerk.text, /This body is public/);
		await until('the organization', async () => (await list(city, (await bodyOf(city)).organization)).length > 0);
		const found = await walk(city), all = [...found.values()];
		const group = all.find((o) => o.name === '市政府党组');
		assert.equal(group.organizationType, 'Gremium');
		const unit = found.get(group.subOrganizationOf);
		assert.equal(unit.name, '大连市人民政府');
		assert.equal(found.get(unit.subOrganizationOf).name, '辽宁省人民政府');
		assert.ok(!all.some((o) => o.name === '信访联席会议' || o.name === 'convener同志'), 'the other body is not public, nor who sits in it');
		const persons = all.filter((o) => typeOf(o) === 'Person');
		assert.deepEqual(persons.map((p) => [p.name, p.membership[0].votingRight]).sort(), [['lead1同志', true], ['lead2同志', true], ['lead3同志', false]]);
		assert.equal((await meetings(city)).length, 0, 'no meeting with it');
		await sync(data);
	},

	async 'a meeting and its items are published one by one'({ data }) {
		const { city } = data, number = data.numbers.first;
		await act(city, 'clerk', number, 'publish_item', { item: 1 }, 409);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${number}`);
		await clerk.get(`/staff/m/${number}/publish_meeting`);
		await clerk.submit(`/staff/m/${number}/publish_meeting`, {});
		await until('the meeting', () => named(city, '第一次会议'));
		assert.ok(!('agendaItem' in await named(city, '第一次会议')), 'no item with it');
		await act(city, 'clerk', number, 'publish_item', { item: 2 });
		await act(city, 'clerk', number, 'publish_item', { item: 1 });
		await until('the items', async () => (await named(city, '第一次会议')).agendaItem?.length === 2);
		const m = await named(city, '第一次会议');
		assert.deepEqual(m.agendaItem.map((i) => [i.order, i.number, i.name, i['Huiyin:nameEn']]), [[0, '1', '传达学习', 'Convey'], [1, '2', '研究供热整改', 'Decide on heating']]);
		assert.equal(m.meetingState, 'eingeladen');
		assert.equal(m.start, `${TODAY}T09:00:00+08:00`);
		assert.ok(!('participant' in m) && !('resultsProtocol' in m));
		assert.ok(!(await get(city, '/oparl/list/agendaItem')).text.includes('内部'));
		await walk(city);
		await sync(data);
	},

	async 'what is concluded is public once the minutes are issued'({ data }) {
		const { city } = data, number = data.numbers.first;
		await act(city, 'lead1', number, 'open_meeting');
		for (const item of [1, 3]) {
			await act(city, 'clerk', number, 'conclude_item', { item, conclusion: item === 1 ? 'studied' : 'deployed' });
			await act(city, 'clerk', number, 'no_follow_up', { item, reason: '学习' });
		}
		await act(city, 'clerk', number, 'conclude_item', { item: 2, conclusion: 'decided' });
		await act(city, 'clerk', number, 'add_statement', { item: 3, verb: 'noted', text: '内部情况' });
		await act(city, 'clerk', number, 'keep_record', { record: '内部逐字记录' });
		await act(city, 'clerk', number, 'add_decision', { item: 2, verb: 'decided', text: '限期完成供热整改。', translation: 'the heating is put right in time.', unit: 'zj', report_due: '2026-03-20', report_form: 'written' });
		await act(city, 'clerk', number, 'draft_minutes');
		await new Promise((done) => { setTimeout(done, 6000); });
		let m = await named(city, '第一次会议');
		assert.ok(!m.agendaItem.some((i) => 'result' in i || 'resolutionText' in i || 'Huiyin:decision' in i), 'not while it is a draft');
		await act(city, 'lead1', number, 'approve_minutes');
		await until('the minutes', async () => 'resultsProtocol' in await named(city, '第一次会议'));
		m = await named(city, '第一次会议');
		assert.equal(m.meetingState, 'durchgeführt');
		assert.equal(m.participant.length, 3);
		const [one, two] = m.agendaItem;
		assert.deepEqual([one.result, two.result], ['已学习', '已决定']);
		assert.equal(two.resolutionText, '会议决定，限期完成供热整改。');
		const [decision] = two['Huiyin:decision'];
		assert.equal(decision.number, '〔2026〕1号-2.1');
		assert.equal((await json(city, decision.leadUnit)).name, '大连市住房和城乡建设局');
		assert.deepEqual([decision.due, decision.state, decision.verified], ['2026-03-20', 'open', false]);
		const consultation = await json(city, two.consultation), paper = await json(city, consultation.paper);
		assert.equal(consultation.authoritative, true);
		assert.deepEqual(paper.underDirectionOf, [decision.leadUnit]);
		const found = await walk(city);
		assert.ok(![...found.values()].some((o) => JSON.stringify(o).includes('内部')), 'nothing of the item that is not public');
		data.task = decision.task;
		await sync(data);
	},

	async 'files: to look at, to keep, and asked for again'({ data }) {
		const { city } = data;
		const file = (await named(city, '第一次会议')).resultsProtocol;
		const look = await get(city, file.accessUrl);
		assert.doesNotMatch(look.headers['content-disposition'], /attachment/);
		assert.equal(look.body.length, file.size);
		assert.equal(createHash('sha512').update(look.body).digest('hex'), file.sha512Checksum);
		assert.match(look.text, /会议决定，限期完成供热整改。/);
		assert.doesNotMatch(look.text, /内部|逐字/);
		assert.match((await get(city, file.downloadUrl)).headers['content-disposition'], /^attachment; filename="/);
		for (const headers of [{ 'If-None-Match': look.headers.etag }, { 'If-Modified-Since': look.headers['last-modified'] }]) {
			assert.equal((await get(city, file.accessUrl, 304, headers)).body.length, 0);
		}
		assert.match((await get(city, (await json(city, file.derivativeFile[0])).accessUrl)).text, /The meeting decided: the heating is put right in time\./);
		data.file = file;
	},

	async 'a task goes on, and every object it stands in is modified'({ data }) {
		const { city } = data;
		const before = await named(city, '第一次会议');
		await act(city, 'handler', data.task, 'accept');
		await until('the state of the task', async () => (await named(city, '第一次会议')).agendaItem[1]['Huiyin:decision'][0].state === 'doing');
		const m = await named(city, '第一次会议');
		assert.ok(m.modified > before.modified && m.agendaItem[1].modified > before.agendaItem[1].modified);
		assert.equal(m.agendaItem[0].modified, before.agendaItem[0].modified, 'and no other');
		assert.equal(m.created, before.created);
		const handler = await city.as('handler');
		await handler.get(`/staff/m/${data.task}/report_done`);
		await handler.submit(`/staff/m/${data.task}/report_done`, { set: { text: '完成', files: [photo()] } });
		await act(city, 'clerk', data.task, 'confirm_done', { text: '属实' });
		await until('the verified task', async () => (await named(city, '第一次会议')).agendaItem[1]['Huiyin:decision'][0].verified);
		await sync(data);
	},

	async 'pages, filters, order and what is left out on request'({ data }) {
		const { city } = data;
		const body = await bodyOf(city);
		const whole = await list(city, body.organization), small = await list(city, body.organization, 'limit=2');
		assert.deepEqual(small, whole, 'page by page in the same order');
		assert.deepEqual(await list(city, body.organization), whole);
		const group = whole.find((o) => o.meeting);
		assert.deepEqual(await list(city, group.meeting), await meetings(city));
		assert.equal((await list(city, group.consultation)).length, 2);
		const m = await named(city, '第一次会议');
		for (const [query, many] of [[`created_since=${encodeURIComponent(m.created)}`, 1], [`created_until=${encodeURIComponent('2020-01-01T00:00:00+08:00')}`, 0],
			[`modified_since=${encodeURIComponent(m.modified)}&modified_until=${encodeURIComponent(m.modified)}`, 1], [`modified_since=${encodeURIComponent('2090-01-01T00:00:00+00:00')}`, 0],
			[`created_until=${encodeURIComponent(m.created)}&modified_since=${encodeURIComponent(m.modified)}&limit=1`, 1]]) {
			assert.equal((await list(city, body.meeting, query)).length, many, query);
		}
		assert.equal((await json(city, `${body.meeting}?created_since=${m.created}`)).data.length, 1, 'a plus that was not encoded');
		for (const wrong of ['2026-01-01', '2026-01-01T00:00:00Z', '2026-13-01T00:00:00+08:00', '2026-02-30T00:00:00+08:00', 'yesterday', '2026-01-01T25:00:00+08:00', "'"]) {
			const fault = await json(city, `${body.meeting}?modified_since=${encodeURIComponent(wrong)}`, 400);
			assert.equal(fault.type, `${SCHEMA}Error`);
			assert.ok(fault.message && fault.debug);
		}
		for (const after of ['x', m.agendaItem[0].id.split('/').pop()]) await json(city, `${body.meeting}?after=${after}`, 400);
		const slim = (await json(city, `${body.meeting}?omit_internal=true`)).data[0];
		assert.ok(!('agendaItem' in slim) && 'resultsProtocol' in slim);
		assert.ok(!('membership' in (await json(city, `${body.person}?omit_internal=true`)).data[0]));
		for (const limit of ['0', '-1', '1000000', 'x', '1e3']) assert.equal((await json(city, `${body.organization}?limit=${limit}`)).data.length, whole.length, 'a hint that may be ignored');
	},

	async 'errors are the specification\'s, whatever is asked'({ data }) {
		const { city } = data;
		for (const path of ['/oparl/', '/oparl/nothing', '/oparl/list/nothing', '/oparl/list/System', '/oparl/object/x', `/oparl/object/${'0'.repeat(26)}`, `/oparl/object/${'A'.repeat(3000)}`, '/oparl/object/x/meeting', '/oparl/file/x', '/oparl/file/x/download', '/oparl/object/%00']) {
			for (const lang of ['zh', 'en']) {
				const answer = await get(city, path, 404, { 'Accept-Language': lang });
				assert.equal(answer.json.type, `${SCHEMA}Error`);
				assert.match(answer.json.message, lang === 'zh' ? /\p{Script=Han}/u : /^[ -~]+$/);
			}
		}
		const person = (await json(city, '/oparl/list/person')).data[0].id;
		for (const list of ['meeting', 'consultation']) await get(city, `${person}/${list}`, 404);
		assert.equal((await request(city.origin, 'POST', '/oparl')).status, 405);
		await get(city, '/oparl?lang=zh');
	},

	async 'what is taken back is deleted, and no more than that it was there is left'({ data }) {
		const { city } = data, number = data.numbers.first;
		const m = await named(city, '第一次会议'), gone = m.agendaItem[0];
		const t0 = clock();
		await act(city, 'clerk', number, 'withdraw_item', { item: 3, reason: 'x' }, 422);
		await act(city, 'clerk', number, 'withdraw_item', { item: 1, reason: '误公开' });
		await until('the withdrawal', async () => (await json(city, gone.id)).deleted);
		const left = await json(city, gone.id);
		assert.deepEqual(Object.keys(left).sort(), ['created', 'deleted', 'id', 'modified', 'type']);
		assert.equal(left.created, gone.created);
		assert.ok(left.modified > gone.modified);
		assert.deepEqual((await json(city, gone.consultation)).deleted, true);
		const now = await named(city, '第一次会议');
		assert.deepEqual(now.agendaItem.map((i) => [i.order, i.number]), [[0, '2']]);
		assert.ok(now.modified > m.modified, 'and where it was embedded is modified');
		assert.ok(!(await list(city, '/oparl/list/agendaItem')).some((o) => o.deleted), 'not in a list');
		assert.ok((await list(city, '/oparl/list/agendaItem', `modified_since=${encodeURIComponent(t0)}`)).some((o) => o.id === gone.id && o.deleted), 'but in what changed since');
		await sync(data);
	},

	async 'a correction hides what was decided until it is issued'({ data }) {
		const { city } = data, number = data.numbers.first;
		await act(city, 'clerk', number, 'revise_minutes', { reason: '更正' });
		await until('the correction', async () => !('resultsProtocol' in await named(city, '第一次会议')));
		assert.equal((await get(city, data.file.accessUrl, 410)).json.type, `${SCHEMA}Error`);
		await get(city, data.file.downloadUrl, 410);
		assert.ok(!('resolutionText' in (await named(city, '第一次会议')).agendaItem[0]));
		await sync(data);
		await act(city, 'clerk', number, 'add_statement', { item: 2, verb: 'noted', text: '补充情况。' });
		await act(city, 'clerk', number, 'draft_minutes');
		await act(city, 'lead1', number, 'approve_minutes');
		await until('the new version', async () => 'resultsProtocol' in await named(city, '第一次会议'));
		assert.equal((await named(city, '第一次会议')).resultsProtocol.id, data.file.id, 'the same file again');
		await sync(data);
	},

	async 'behind a public item stands no petition'({ data }) {
		const { city } = data;
		const filed = await city.api(null, 'POST', '/api/v1/file', { name: '王一', gender: 'x', phone: '13800000000', subject: '暖气不热', text: '暖气长期不热', requests: '修好', confidential: '' });
		assert.equal(filed.status, 201, filed.text);
		const petition = filed.json.number;
		const second = await meeting(city, '2026-03-05', '第二次会议', [['hear', '听取汇报', 'Hear']]);
		data.numbers.second = second;
		await act(city, 'clerk', second, 'notify');
		await act(city, 'clerk', second, 'publish_meeting');
		city.sql(`INSERT INTO agenda_item (matter_id, no, type, title, source_id) SELECT m.id, 9, 'coordinate', '信访事项', p.id FROM matter m, matter p WHERE m.number = '${second}' AND p.number = '${petition}'`);
		const refused = await act(city, 'clerk', second, 'publish_item', { item: 9 }, 422);
		assert.match(JSON.stringify(refused), /item_of_petition/);
		city.sql(`UPDATE agenda_item SET public = 1 WHERE no = 9`);
		await act(city, 'clerk', second, 'publish_item', { item: 1 });
		await until('the second meeting', async () => (await named(city, '第二次会议'))?.agendaItem);
		assert.deepEqual((await named(city, '第二次会议')).agendaItem.map((i) => i.number), ['1'], 'nor if its mark were set by hand');
		assert.match(command(['verify', city.dir], { want: null }).out, /36 nothing about a petition is published: .*item 9/);
		city.sql('DELETE FROM agenda_item WHERE no = 9');
		await sync(data);
	},

	async 'a cancelled meeting is told as such; one taken back is deleted, after the filing too'({ data }) {
		const { city } = data;
		await act(city, 'clerk', data.numbers.second, 'cancel', { reason: '改期' });
		await until('the cancellation', async () => (await named(city, '第二次会议')).cancelled);
		await sync(data);
		await act(city, 'clerk', data.numbers.second, 'withdraw_meeting', { reason: '误公开' });
		await act(city, 'clerk', data.numbers.first, 'file_away');
		await until('the second withdrawal', async () => !(await named(city, '第二次会议')));
		await sync(data);
		await act(city, 'clerk', data.numbers.first, 'withdraw_meeting', { reason: '误公开' });
		await until('the first withdrawal', async () => !(await named(city, '第一次会议')));
		assert.ok(![...(await fetchAll(city)).values()].some((o) => ['Meeting', 'AgendaItem', 'Paper', 'Consultation', 'File', 'Location'].includes(typeOf(o))));
		await act(city, 'clerk', data.numbers.first, 'publish_meeting');
		await until('the meeting anew', () => named(city, '第一次会议'));
		assert.ok(!('agendaItem' in await named(city, '第一次会议')), 'its items are chosen anew');
		await sync(data);
	},

	async 'a body that is public no longer leaves nothing'({ data }) {
		const { city } = data;
		const clerk = await city.as('clerk');
		await clerk.get('/staff/body/dz');
		await clerk.submit('/staff/body/dz', {});
		await until('the withdrawal of the body, and of all that hung on it', async () => (await fetchAll(city)).size === 0);
		await walk(city);
		await sync(data);
		assert.equal(data.mirror.size, 0);
	},

	async 'nobody is told by another name of the server'({ data }) {
		const { city } = data;
		await city.stopped(async () => {});
		city.server.args.push('--host', 'one.example', '--host', 'two.example');
		await city.stopped(async () => {});
		const moved = await request(city.origin, 'GET', '/oparl/list/person?limit=3', { headers: { Host: 'two.example' } });
		assert.equal(moved.status, 301);
		assert.equal(moved.headers.location, 'http://one.example/oparl/list/person?limit=3');
		const here = await request(city.origin, 'GET', '/oparl', { headers: { Host: 'one.example' } });
		assert.equal(JSON.parse(here.text).id, 'http://one.example/oparl');
		city.server.args.splice(-4);
		await city.stopped(async () => {});
	},
});
