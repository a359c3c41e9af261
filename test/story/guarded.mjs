// What must stay hidden: accusations from the accused, identities from
// everybody without a recorded reason, matters from units they are not with;
// and who must step aside.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, followed, offered } from '../node/lib/life.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02', keys: ['head', 'handler', 'officer'] });
export const after = (city) => city.close();

const SECRET = { name: '秘密检举人', phone: '13912345678', email: 'secret@example.org', address: '秘密巷 9 号', id_number: '210202198001011234' };
const WORDS = '收受装修公司回扣';
let accusation, matter;

// The same answer as for what does not exist, to the byte but for the number asked for.
async function sameAsNothing(b, path, nothing) {
	const [hidden, absent] = [await b.send('GET', path), await b.send('GET', nothing)];
	assert.equal(hidden.status, 404, path);
	assert.equal(absent.status, 404, nothing);
	const plain = (a) => a.text.replaceAll(path, 'PATH').replaceAll(nothing, 'PATH');
	assert.equal(plain(hidden), plain(absent), `${path} answers differently from what does not exist`);
	const names = (a) => Object.keys(a.headers).filter((name) => name !== 'date').sort();
	assert.deepEqual(names(hidden), names(absent));
}

async function everyPage(city, who) {
	const b = await city.as(who);
	let all = '';
	for (const path of ['/staff', `/staff/search?text=${encodeURIComponent('回扣')}`, `/staff/search?text=${accusation.number}`, '/staff/search?class=accusation', '/staff/search', '/staff/board']) {
		await b.get(path);
		all += b.last.root.one('main').content.replaceAll(accusation.number, path.includes(accusation.number) ? '' : accusation.number);
	}
	return all;
}

export const tests = story({
	async 'an accusation against a unit is registered'({ data: city }) {
		accusation = await fileByPages(city, { ...PETITION, ...SECRET, subject: `住建局有人${WORDS}`, text: `举报住建局某科长${WORDS}。`, complained: 'zj', confidential: true });
		await actByPages(city, accusation, 'officer', 'classify', { class: 'accusation' });
		assert.equal(accusation.row.restricted, 1);
	},

	async 'it is not sent to the accused, nor by the ordinary way'({ data: city }) {
		const b = await city.as('officer');
		await b.get(`/staff/m/${accusation.number}`);
		assert.ok(!offered(b).includes('transfer'));
		assert.ok(offered(b).includes('refer'));
		for (const wrong of ['zj', 'jt']) await actByPages(city, accusation, 'officer', 'refer', { unit: wrong }, { want: 422 });
		await actByPages(city, accusation, 'officer', 'refer', { unit: 'jw' });
		assert.equal(accusation.state, 'referred');
	},

	async 'the unit complained of finds nothing, on any page'({ data: city }) {
		for (const who of ['handler', 'handler2', 'head', 'zjreg', 'registrar', 'busman', 'admin', 'auditor', 'dlhead']) {
			const b = await city.as(who);
			await sameAsNothing(b, `/staff/m/${accusation.number}`, '/staff/m/HY-2222-2222');
			await sameAsNothing(b, `/staff/m/${accusation.number}/note`, '/staff/m/HY-2222-2222/note');
			const seen = await everyPage(city, who);
			for (const word of [accusation.number, WORDS]) assert.ok(!seen.includes(word), `${who} sees ${word}`);
		}
	},

	async 'nor through the API, nor by an act'({ data: city }) {
		for (const who of ['handler', 'head']) {
			const [hidden, absent] = await Promise.all([accusation.number, 'HY-2222-2222'].map((number) => city.api(who, 'GET', `/api/v1/matters/${number}`)));
			assert.deepEqual([hidden.status, hidden.text], [absent.status, absent.text]);
			assert.equal(hidden.status, 404);
			const [act, none] = await Promise.all([accusation.number, 'HY-2222-2222'].map((number) => city.api(who, 'POST', `/api/v1/matters/${number}/note`, { text: 'x' })));
			assert.deepEqual([act.status, act.text], [none.status, none.text]);
			const list = await city.api(who, 'GET', `/api/v1/matters?text=${encodeURIComponent('回扣')}`);
			assert.equal(list.json.total, 0);
		}
	},

	async 'the discipline organ sees the matter, not the person'({ data: city }) {
		const b = await city.as('jwman');
		await b.get(`/staff/m/${accusation.number}`);
		assert.match(b.text, new RegExp(WORDS));
		for (const value of Object.values(SECRET)) assert.ok(!b.last.answer.text.includes(value), `${value} is shown`);
		await actByPages(city, accusation, 'jwman', 'progress', { text: '已初核' });
		await actByPages(city, accusation, 'jwman', 'close', { reason: '已立案' });
	},

	async 'an identity is masked until somebody opens it, with a reason'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, ...SECRET, subject: '名字要保密', files: [photo()] });
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
		for (const who of ['officer', 'registrar', 'handler', 'head']) {
			const b = await city.as(who);
			await b.get(`/staff/m/${matter.number}`);
			for (const value of Object.values(SECRET)) assert.ok(!b.last.answer.text.includes(value), `${who} reads ${value}`);
		}
		const list = await city.api('handler', 'GET', `/api/v1/matters/${matter.number}`);
		for (const value of Object.values(SECRET)) assert.ok(!list.text.includes(value), `the API tells ${value}`);
		await actByPages(city, matter, 'handler', 'open_identity', { reason: '' }, { want: 422 });
		const b = await actByPages(city, matter, 'handler', 'open_identity', { reason: '需上门核实' });
		for (const value of Object.values(SECRET)) assert.ok(b.last.answer.text.includes(value), `${value} is not shown`);
	},

	async 'who opened it sees it that day; others do not; the petitioner reads who and why'({ data: city }) {
		const other = await city.as('head');
		await other.get(`/staff/m/${matter.number}`);
		assert.ok(!other.last.answer.text.includes(SECRET.phone));
		const b = await followed(city, matter);
		assert.match(b.text, /需上门核实/);
		assert.match(b.text, /handler同志/);
		await city.turn('2026-03-03');
		const next = await city.as('handler');
		await next.get(`/staff/m/${matter.number}`);
		assert.ok(!next.last.answer.text.includes(SECRET.phone), 'the next day it is closed again');
	},

	async 'a file is for those who may see its matter'({ data: city }) {
		const [{ token }] = city.sql(`SELECT token FROM attachment WHERE matter_id = ${matter.row.id}`);
		const mine = await city.as('handler');
		assert.equal((await mine.send('GET', `/staff/f/${token}`)).status, 200);
		await sameAsNothing(await city.as('busman'), `/staff/f/${token}`, '/staff/f/AAAAAAAAAAAAAAAAAAAAAAAAAA');
		const stranger = await followed(city, await fileByPages(city, { ...PETITION, name: '别人', phone: '13100000000' }));
		await sameAsNothing(stranger, `/follow/f/${token}`, '/follow/f/AAAAAAAAAAAAAAAAAAAAAAAAAA');
		// a paper's address is its place among its own matter's: another matter's ids and places are nothing here
		const { id } = matter.documents.at(-1);
		assert.ok(matter.documents.length > 1);
		for (const place of [id + 1, matter.documents.length]) await sameAsNothing(stranger, `/follow/paper/${place}`, '/follow/paper/99999999');
	},

	async 'a session of one petition does not open another, nor the offices'({ data: city }) {
		const b = await followed(city, matter);
		await b.get('/staff');
		assert.equal(b.last.path, '/staff/login');
		const staff = await city.as('handler');
		await staff.get('/follow/matter', null);
		assert.ok(staff.last.status === 403 || staff.last.path === '/follow', 'a staff session is no petitioner');
	},

	async 'who declares own recusal may do nothing more'({ data: city }) {
		await actByPages(city, matter, 'head', 'name_handler', { person: 'handler' });
		await actByPages(city, matter, 'handler', 'recuse', { reason: '当事人是亲属' });
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`, null);
		if (b.last.status === 200) assert.deepEqual(offered(b), []);
		const before = city.state();
		await b.get('/staff');
		await b.page(await b.post(`/staff/m/${matter.number}/accept`, [['csrf', b.csrf()]]), 403);
		assert.equal(city.state(), before);
		assert.doesNotMatch((await followed(city, matter)).text, /当事人是亲属/);
	},

	async 'a petitioner asks for recusal; the head decides about somebody else'({ data: city }) {
		await actByPages(city, matter, 'handler2', 'accept');
		await actByPages(city, matter, 'petitioner', 'ask_recusal', { reason: '承办人与物业经理是亲戚' });
		const b = await city.as('head');
		await b.get(`/staff/m/${matter.number}`);
		assert.match(b.text, /承办人与物业经理是亲戚/);
		await actByPages(city, matter, 'head', 'refuse_recusal', { reason: '查无此事' });
		await actByPages(city, matter, 'handler2', 'progress', { text: '继续办理' });
	},

	async 'an assisting unit reports; what it reports and notes stays inside'({ data: city }) {
		await actByPages(city, matter, 'handler2', 'add_assist', { unit: 'jt', reason: '公交站台' });
		await actByPages(city, matter, 'busman', 'contribute', { text: '站台已查勘' });
		const b = await city.as('busman');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(!offered(b).includes('draft_opinion'), 'it does not answer');
		const petitioner = await followed(city, matter);
		assert.doesNotMatch(petitioner.last.answer.text, /站台已查勘/);
		await actByPages(city, matter, 'handler2', 'end_assist', { unit: 'jt' });
		await (await city.as('busman')).get(`/staff/m/${matter.number}`, 404);
	},

	async 'an internal file is not for the petitioner'({ data: city }) {
		await actByPages(city, matter, 'handler2', 'attach', { files: [photo('内部.png')] });
		await actByPages(city, matter, 'handler2', 'attach', { files: [photo('公开.png')], public: true });
		const b = await followed(city, matter);
		assert.ok(b.last.root.all('a').some((a) => a.text === '公开.png'));
		assert.ok(!b.last.answer.text.includes('内部.png'));
		const [{ token }] = city.sql("SELECT token FROM attachment WHERE name = '内部.png'");
		assert.equal((await b.send('GET', `/follow/f/${token}`)).status, 404);
	},
});
