// Calendar feeds: an address for a calendar program, made and revoked on a page and on
// the command line, that shows what its person may see at that moment and nothing more.
// The calendars are read by a reader of this file's own, as strict as RFC 5545.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD, openCity } from '../node/lib/city.mjs';
import { request } from '../node/lib/http.mjs';
import { PETITION, actByApi, fileByPages } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
const TODAY = '2026-03-02';

export async function before() {
	const city = await openCity({ today: TODAY, keys: ['clerk', 'lead1', 'handler', 'officer', 'head', 'jwman'] });
	return { city, feeds: {}, meetings: {} };
}
export const after = ({ city }) => city.close();

// -- RFC 5545, read strictly

const ONCE = new Set(['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'DURATION', 'SEQUENCE', 'LAST-MODIFIED', 'SUMMARY', 'LOCATION', 'STATUS', 'TRANSP', 'CLASS']);
const FORMS = {
	UID: /^[0-9A-Z]{26}@huiyin$/, DTSTAMP: /^\d{8}T\d{6}Z$/, 'LAST-MODIFIED': /^\d{8}T\d{6}Z$/, SEQUENCE: /^\d+$/, DURATION: /^PT\d+M$/,
	STATUS: /^(TENTATIVE|CONFIRMED|CANCELLED)$/, TRANSP: /^(OPAQUE|TRANSPARENT)$/, CLASS: /^PRIVATE$/,
};

function unfold(bytes) {
	const lines = [];
	let from = 0;
	while (from < bytes.length) {
		const end = bytes.indexOf('\r\n', from);
		assert.ok(end >= 0, 'the last line has its CRLF');
		const line = bytes.subarray(from, end);
		assert.ok(line.length <= 75, `a line of ${line.length} octets`);
		assert.ok(line.length > 0, 'no empty line');
		new TextDecoder('utf-8', { fatal: true }).decode(line);         // no fold inside of a character
		assert.ok(!/[\x00-\x1f\x7f]/.test(line.toString('latin1').replace(/[\x80-\xff]/g, '')), 'no control characters');
		if (line[0] === 0x20) lines[lines.length - 1] += line.subarray(1).toString();
		else lines.push(line.toString());
		from = end + 2;
	}
	return lines;
}

function text(value) {
	assert.doesNotMatch(value.replace(/\\[\\;,nN]/g, ''), /[\\;,]/, `not escaped: ${value}`);
	return value.replace(/\\([\\;,nN])/g, (_, c) => (/n/i.test(c) ? '\n' : c));
}

function component(lines, at, name) {
	const made = { name, props: {}, inner: [] };
	for (let i = at; i < lines.length; i++) {
		const m = /^([A-Z-]+)((?:;[A-Z-]+=[^;:"]+)*):(.*)$/.exec(lines[i]);
		assert.ok(m, `not a content line: ${lines[i]}`);
		const [, key, params, value] = m;
		if (key === 'END') {
			assert.equal(value, name);
			return [made, i + 1];
		}
		if (key === 'BEGIN') {
			const [inner, next] = component(lines, i + 1, value);
			made.inner.push(inner);
			i = next - 1;
			continue;
		}
		if (name === 'VEVENT') assert.ok(ONCE.has(key) && !(key in made.props), `${key} in an event`);
		if (FORMS[key]) assert.match(value, FORMS[key], key);
		made.props[key] = { params, value: ['SUMMARY', 'LOCATION', 'NAME', 'X-WR-CALNAME'].includes(key) ? text(value) : value };
	}
	assert.fail(`${name} has no end`);
}

function calendar(answer) {
	const lines = unfold(answer.body);
	assert.equal(lines[0], 'BEGIN:VCALENDAR');
	const [cal, next] = component(lines, 1, 'VCALENDAR');
	assert.equal(next, lines.length, 'nothing behind the calendar');
	for (const must of ['VERSION', 'PRODID']) assert.ok(cal.props[must], must);
	assert.equal(cal.props.VERSION.value, '2.0');
	const zones = cal.inner.filter((c) => c.name === 'VTIMEZONE');
	assert.deepEqual(zones.map((z) => z.props.TZID.value), ['Asia/Shanghai']);
	assert.deepEqual([zones[0].inner[0].props.TZOFFSETFROM.value, zones[0].inner[0].props.TZOFFSETTO.value], ['+0800', '+0800']);
	const events = cal.inner.filter((c) => c.name === 'VEVENT').map((e) => {
		for (const must of ['UID', 'DTSTAMP', 'DTSTART']) assert.ok(e.props[must], must);
		assert.ok(!(e.props.DTEND && e.props.DURATION));
		const whole = e.props.DTSTART.params === ';VALUE=DATE';
		assert.match(e.props.DTSTART.params, /^;(VALUE=DATE|TZID=Asia\/Shanghai)$/);
		assert.match(e.props.DTSTART.value, whole ? /^\d{8}$/ : /^\d{8}T\d{6}$/);
		if (whole) assert.ok(e.props.DTEND.value > e.props.DTSTART.value, 'the end is exclusive');
		return Object.fromEntries(Object.entries(e.props).map(([k, v]) => [k, v.value]));
	});
	assert.equal(new Set(events.map((e) => e.UID)).size, events.length);
	return { name: cal.props['X-WR-CALNAME'].value, events, meetings: events.filter((e) => e.STATUS), dues: events.filter((e) => !e.STATUS) };
}

// -- on the pages

async function make(city, who, which = '-', lang = 'en') {
	const b = await city.as(who, lang);
	await b.get('/staff/calendar');
	await b.submit('/staff/calendar do=make', { set: { calendar: which } });
	const address = /https?:\/\/[^/]+(\/calendar\/[0-9A-Z]{26}\.ics)/.exec(b.text)?.[1];
	assert.ok(address, b.text);
	return address;
}

async function fetched(city, address, want = 200, headers = {}) {
	const answer = await request(city.origin, 'GET', address, { headers });
	assert.equal(answer.status, want, `${address}: ${answer.text.slice(0, 200)}`);
	if (want === 200) {
		assert.equal(answer.type, 'text/calendar; charset=utf-8');
		assert.match(answer.headers['cache-control'], /^private/);
		assert.equal(answer.headers['set-cookie'], undefined);
		answer.calendar = calendar(answer);
	}
	return answer;
}

const read = async (city, address) => (await fetched(city, address)).calendar;

async function act(city, who, matter, name, fields = {}) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${matter}/${name}`, fields);
	assert.equal(answer.status, 200, `${name}: ${answer.text}`);
}

async function convene(city, day, more = {}) {
	const made = await city.api('clerk', 'POST', '/api/v1/meetings', { body: 'dz', meeting_kind: 'special', meeting_day: day, meeting_time: '14:30', subject: '关于举报的专题会', place: '第一会议室, 二楼; A\\B', ...more });
	assert.equal(made.status, 201, made.text);
	return made.json.number;
}

export const tests = story({
	async 'an address is made by who proves who they are, and shown once'({ data }) {
		const { city } = data;
		command(['body', city.dir, 'list']);
		await city.stopped(async () => {
			command(['body', city.dir, 'add', 'dz', '--kind', 'leading_group', '--name-zh', '市政府党组', '--name-en', 'Leading group', '--unit', 'dl', '--office', 'dl', '--sign', '纪要', '--from', '2026-01-01']);
			command(['body', city.dir, 'seat', 'dz', 'lead1', '--role', 'chair', '--from', '2026-01-01']);
			command(['body', city.dir, 'seat', 'dz', 'lead2', '--role', 'member', '--from', '2026-01-01']);
		});
		const address = await make(city, 'lead1');
		const b = await city.as('lead1');
		await b.get('/staff/calendar');
		assert.doesNotMatch(b.text, /\/calendar\/[0-9A-Z]{26}/);
		assert.match(b.text, /never/);
		const empty = await read(city, address);
		assert.deepEqual(empty.events, []);
		assert.equal(empty.name, 'My calendar (Huiyin)');
		await b.get('/staff/calendar');
		assert.match(b.text, /2026-03-02/, 'when it was last asked for');
		assert.equal(city.sql('SELECT hex(key) AS k FROM feed')[0].k.length, 64, 'a keyed hash');
		data.feeds.lead1 = address;
	},

	async 'one\'s own meetings, in one\'s own language'({ data }) {
		const { city, feeds } = data;
		const number = await convene(city, '2026-03-05');
		data.meetings.first = number;
		await act(city, 'clerk', number, 'add_item', { item_type: 'hear', title: '听取举报办理情况', planned: 30 });
		await act(city, 'clerk', number, 'add_item', { item_type: 'decide', title: '研究', planned: 15 });
		feeds.lead2 = await make(city, 'lead2', '-', 'zh');
		assert.deepEqual((await read(city, feeds.lead2)).meetings, [], 'not before the notice');
		const draft = (await read(city, feeds.lead1)).meetings[0];
		assert.deepEqual([draft.STATUS, draft.SEQUENCE], ['TENTATIVE', '0'], 'who presides knows');
		await act(city, 'clerk', number, 'notify');
		const [one] = (await read(city, feeds.lead1)).meetings, zh = await read(city, feeds.lead2);
		assert.equal(one.UID, draft.UID);
		assert.match(one.SUMMARY, /^Leading group, [a-z ]+ 〔2026〕1号$/);
		assert.deepEqual([one.DTSTART, one.DURATION, one.LOCATION, one.STATUS, one.SEQUENCE], ['20260305T143000', 'PT45M', '第一会议室, 二楼; A\\B', 'CONFIRMED', '1']);
		assert.equal(zh.name, '我的日程（回音）');
		assert.match(zh.meetings[0].SUMMARY, /^市政府党组 /);
		assert.equal(zh.meetings[0].UID, one.UID, 'the same event for everybody');
		const all = (await fetched(city, feeds.lead1)).text + (await fetched(city, feeds.lead2)).text;
		assert.doesNotMatch(all, /举报|研究|Comrade|同志|lead/, 'no subject, no item, no name');
	},

	async 'a guest of one item has its length, a stranger nothing'({ data }) {
		const { city, feeds, meetings } = data;
		await act(city, 'clerk', meetings.first, 'invite', { invitee: 'guest', item: 2 });
		feeds.guest = await make(city, 'guest');
		assert.equal((await read(city, feeds.guest)).meetings[0].DURATION, 'PT15M');
		feeds.lead3 = await make(city, 'lead3');
		assert.deepEqual((await read(city, feeds.lead3)).events, []);
		const lead3 = await city.as('lead3');
		await lead3.get('/staff/calendar');
		assert.doesNotMatch(lead3.text, /Leading group/);
		const refused = await lead3.post('/staff/calendar', [['csrf', lead3.csrf()], ['do', 'make'], ['calendar', 'dz']]);
		assert.equal(refused.status, 422);
	},

	async 'a cancelled meeting stays, as cancelled'({ data }) {
		const { city, feeds } = data;
		const off = await convene(city, '2026-03-09', { subject: '停开' });
		await act(city, 'clerk', off, 'add_item', { item_type: 'study', title: '学习' });
		await act(city, 'clerk', off, 'notify');
		const before = (await read(city, feeds.lead2)).meetings.find((m) => m.DTSTART.startsWith('20260309'));
		await new Promise((done) => { setTimeout(done, 1100); });
		await act(city, 'clerk', off, 'cancel', { reason: '改期' });
		const after = (await read(city, feeds.lead2)).meetings.find((m) => m.UID === before.UID);
		assert.deepEqual([after.STATUS, after.SEQUENCE, after.TRANSP], ['CANCELLED', '2', 'TRANSPARENT']);
		assert.ok(after['LAST-MODIFIED'] > before['LAST-MODIFIED']);
	},

	async 'a body\'s calendar has its meetings and nothing else'({ data }) {
		const { city, feeds } = data;
		feeds.body = await make(city, 'lead2', 'dz');
		const body = await read(city, feeds.body);
		assert.equal(body.name, 'Leading group');
		assert.equal(body.events.length, 2);
		assert.deepEqual(body.meetings.map((m) => m.UID).sort(), (await read(city, feeds.lead2)).meetings.map((m) => m.UID).sort());
	},

	async 'due days: numbers only, an accusation for nobody'({ data }) {
		const { city, feeds } = data;
		const ours = await fileByPages(city, { ...PETITION, subject: '暖气不热' });
		for (const [name, fields] of [['classify', { class: 'appeal' }], ['transfer', { unit: 'zj' }]]) await actByApi(city, ours, 'officer', name, fields);
		await actByApi(city, ours, 'handler', 'accept', {});
		const accusation = await fileByPages(city, { ...PETITION, subject: '举报某人', complained: 'zj' });
		for (const who of ['handler', 'officer', 'jwman', 'head']) feeds[who] = await make(city, who);
		const officer = await city.as('officer');
		for (const [name, fields] of [['classify', { class: 'accusation' }], ['refer', { unit: 'jw' }]]) {
			await actByApi(city, accusation, 'officer', name, fields);
			await officer.get('/staff');
			if (name === 'classify') assert.ok(officer.text.includes(accusation.number), 'it waits on the officer\'s day');
			for (const who of ['handler', 'officer', 'jwman', 'head']) assert.ok(!(await fetched(city, feeds[who])).text.includes(accusation.number), `${who} reads of the accusation`);
		}
		assert.ok(city.sql(`SELECT count(*) AS n FROM clock k JOIN matter m ON m.id = k.matter_id WHERE m.number = '${accusation.number}'`)[0].n > 0);
		const due = city.sql(`SELECT next_due AS d, number AS n FROM matter WHERE subject = '暖气不热'`)[0];
		const [event] = (await read(city, feeds.handler)).dues;
		assert.equal(event.SUMMARY, `Due: ${due.n}`);
		assert.equal(event.DTSTART, due.d.replaceAll('-', ''));
		for (const who of ['handler', 'officer', 'jwman', 'head']) {
			const said = (await fetched(city, feeds[who])).text;
			assert.doesNotMatch(said, /暖气|举报|王海潮|某人/);
		}
		data.petition = ours;
		data.due = event;
	},

	async 'an extension moves the event, and its sequence grows'({ data }) {
		const { city, feeds, petition } = data;
		await actByApi(city, petition, 'handler', 'ask_extension', { days: 10, reason: '情况复杂' });
		await actByApi(city, petition, 'head', 'grant_extension', {});
		const moved = (await read(city, feeds.handler)).dues.find((e) => e.UID === data.due.UID);
		assert.ok(moved.DTSTART > data.due.DTSTART && Number(moved.SEQUENCE) > Number(data.due.SEQUENCE));
	},

	async 'unchanged, it is not sent again'({ data }) {
		const { city, feeds } = data;
		const first = await fetched(city, feeds.handler);
		assert.deepEqual((await fetched(city, feeds.handler)).body, first.body, 'the same bytes');
		const again = await fetched(city, feeds.handler, 304, { 'If-None-Match': first.headers.etag });
		assert.equal(again.body.length, 0);
		await actByApi(city, data.petition, 'handler', 'progress', { text: '进展' });
		await fetched(city, feeds.handler, 304, { 'If-None-Match': first.headers.etag });
		await fetched(city, feeds.lead1, 200, { 'If-None-Match': first.headers.etag });
	},

	async 'a wrong address, a revoked one and one of somebody who left: the same bytes'({ data }) {
		const { city, feeds } = data;
		const b = await city.as('guest');
		await b.get('/staff/calendar');
		await b.submit('/staff/calendar', { force: { revoke: '-' }, drop: ['do', 'calendar'] });
		assert.match(b.text, /revoked/);
		const old = feeds.lead2;
		feeds.lead2 = await make(city, 'lead2');
		const [left, unposted] = [feeds.lead3, feeds.jwman];
		city.sql(`UPDATE post SET valid_to = '2026-03-01' WHERE person_id = (SELECT id FROM person WHERE login = 'jwman')`);
		city.sql(`UPDATE person SET enabled = 0 WHERE login = 'lead3'`);
		const wrong = await fetched(city, `/calendar/${'0'.repeat(26)}.ics`, 404);
		for (const address of [feeds.guest, old, left, unposted, feeds.body.replace('.ics', ''), feeds.body.toLowerCase(), '/calendar/.ics', `/calendar/${'A'.repeat(3000)}.ics`, '/calendar/%00.ics']) {
			const answer = await fetched(city, address, 404);
			assert.deepEqual(answer.body, wrong.body, address);
			const bare = ({ date, ...rest }) => rest;
			assert.deepEqual(bare(answer.headers), bare(wrong.headers));
		}
		city.sql(`UPDATE seat SET valid_to = '2026-03-01' WHERE person_id = (SELECT id FROM person WHERE login = 'lead2')`);
		assert.deepEqual((await fetched(city, feeds.body, 404)).body, wrong.body, 'nothing to do with the body any more');
		city.sql(`UPDATE seat SET valid_to = NULL; UPDATE post SET valid_to = NULL WHERE valid_to = '2026-03-01'; UPDATE person SET enabled = 1 WHERE login = 'lead3'`);
	},

	async 'asked for too often, it waits'({ data }) {
		const { city, feeds } = data;
		city.sql('UPDATE feed SET asks = 119');
		await fetched(city, feeds.lead1);
		const late = await fetched(city, feeds.lead1, 429);
		assert.ok(Number(late.headers['retry-after']) > 0);
		city.sql('UPDATE feed SET asks = 0');
	},

	async 'who did not prove lately who they are is asked'({ data }) {
		const { city } = data;
		const b = await city.login('lead1');
		city.sql('UPDATE session SET auth_ms = 0');
		await b.get('/staff/calendar');
		await b.submit('/staff/calendar do=make', { set: { again: 'not it at all' }, want: 422 });
		await b.submit('/staff/calendar do=make', { set: { again: PASSWORD } });
		data.feeds.lead1 = /(\/calendar\/[0-9A-Z]{26}\.ics)/.exec(b.text)[1];
	},

	async 'the command line tells who has which, and revokes'({ data }) {
		const { city, feeds } = data;
		await city.stopped(async () => {
			const out = command(['feed', city.dir, 'list']).out;
			assert.match(out, /lead2 +dz/);
			assert.match(command(['feed', city.dir, 'revoke', 'lead2', 'dz']).out, /1 revoked/);
			assert.match(command(['feed', city.dir, 'revoke', 'handler']).out, /1 revoked/);
			command(['feed', city.dir, 'revoke', 'lead2', 'dz'], { want: 1 });
			command(['user', city.dir, 'disable', 'officer']);
			assert.doesNotMatch(command(['feed', city.dir, 'list']).out, /officer/, 'an account that is shut has none');
			command(['feed', city.dir, 'revoke', 'nobody'], { want: 1 });
			command(['feed', city.dir, 'revoke'], { want: 2 });
		});
		await fetched(city, feeds.body, 404);
		await fetched(city, feeds.handler, 404);
		await fetched(city, feeds.lead2);
	},

	async 'an address stands in no file and no log'({ data }) {
		const { city, feeds } = data;
		const secrets = Object.values(feeds).map((f) => f.slice('/calendar/'.length, -4));
		const look = (dir) => readdirSync(dir).flatMap((name) => (statSync(join(dir, name)).isDirectory() ? look(join(dir, name)) : [join(dir, name)]));
		let all;
		await city.stopped(async () => { all = [...look(city.dir).map((f) => [f, readFileSync(f, 'latin1')]), ['log', city.server.err]]; });       // its files come and go
		for (const secret of secrets) for (const [where, said] of all) assert.ok(!said.includes(secret), `the secret is in ${where}`);
	},
});
