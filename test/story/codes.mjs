// Somebody who acts for the petitioner has a code of their own: it opens the
// matter without the details, each day of its use is seen, and it is taken back.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { Matter, PETITION, actByApi, actByCommand, actByPages, fileByPages, followed, offered } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'chief', 'handler', 'registrar'] });
export const after = (city) => city.close();

const OWN = ['give_code', 'end_code', 'change_contact', 'withdraw_identity'];
const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/;
let matter, agent, agents;

export const tests = story({
	async 'the petitioner reads what a code opens, and gets one, once'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, text: `${PETITION.text}请打${PETITION.phone}。`, files: [photo()] });
		const b = await followed(city, matter, 'en');
		await b.click('/follow/do/give_code');
		assert.ok(b.text.includes('stay closed to it') && b.text.includes('take it back at any time'));
		await b.submit('/follow/do/give_code', { set: {}, want: 422 });
		await b.submit('/follow/do/give_code', { set: { proxy: 'guardian' } });
		const code = b.last.root.one('.code').text;
		assert.notEqual(code, matter.code);
		agent = new Matter(city, matter.number, code);
		await b.get('/follow/matter');
		assert.ok(!b.last.answer.text.includes(code), 'it is shown once');
		assert.ok(b.last.root.one('#codes').text.includes('A guardian'));
	},

	async 'it opens the matter as the offices see it'({ data: city }) {
		agents = await followed(city, agent, 'en');
		const text = agents.last.answer.text;
		assert.ok(text.includes(PETITION.subject));
		for (const hidden of [PETITION.name, PETITION.phone, 'A guardian', '/follow/export']) assert.ok(!text.includes(hidden), hidden);
		const offers = offered(agents);
		for (const act of OWN) assert.ok(!offers.includes(act), act);
		assert.ok(offers.includes('add_material'));
		await agents.get('/follow/export', 404);
		await agents.get('/follow/retaliation', 403);
		const [file] = text.match(/\/follow\/f\/[A-Za-z0-9_-]+/);
		const [copy, sent] = await Promise.all([agents.send('GET', file), (await followed(city, matter)).send('GET', file)]);
		assert.deepEqual([copy.status, sent.status], [200, 200]);
		const name = encodeURIComponent('漏雨.png');
		assert.ok(sent.headers['content-disposition'].includes(name) && !copy.headers['content-disposition'].includes(name), 'a numbered copy, not what was sent');
		const told = await city.api(null, 'POST', '/api/v1/follow', { code: agent.code });
		assert.ok(told.status === 200 && !told.text.includes(PETITION.phone) && !told.text.includes(PETITION.name));
		await actByApi(city, agent, 'petitioner', 'report_retaliation', { text: '被威胁', requests: '核查' }, 403);
		for (const act of OWN) await actByApi(city, agent, 'petitioner', act, { proxy: 'agent', code_no: '1', name: '李四', phone: '13900000000' }, 403);
	},

	async 'what is done with it says so, and the petitioner sees that it was used'({ data: city }) {
		await agents.get('/follow/matter');
		await agents.click('/follow/do/add_material');
		await agents.submit('/follow/do/add_material', { set: { text: '楼道里也漏。' } });
		const b = await followed(city, matter, 'en');
		assert.ok(b.text.includes('A further code opened the matter') && b.text.includes('by further code 1'));
		assert.equal(city.sql("SELECT COUNT(*) AS n FROM event WHERE act = 'code_used'")[0].n, 1, 'one event a day');
	},

	async 'no unit reads who it was given to'({ data: city }) {
		await actByPages(city, matter, 'registrar', 'redact_copy', {});
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`);
		const api = await city.api('handler', 'GET', `/api/v1/matters/${matter.number}`);
		for (const text of [b.last.answer.text, api.text]) assert.ok(!/guardian|监护人/i.test(text.replace(/id="h-[^>]*>[^<]*/g, '')));
	},

	async 'taken back, it opens nothing from that moment on'({ data: city }) {
		const b = await followed(city, matter, 'zh');
		await b.click('/follow/do/end_code?code_no=1');
		assert.equal(b.value('code_no'), '1');
		await b.submit('/follow/do/end_code', { set: {} });
		assert.ok(b.text.includes('已收回'));
		await agents.get('/follow/matter');
		assert.equal(agents.last.path.split('?')[0], '/follow', 'the open session is over');
		const told = await city.api(null, 'POST', '/api/v1/follow', { code: agent.code });
		assert.equal(told.status, 404);
		await actByApi(city, matter, 'petitioner', 'end_code', { code_no: '1' }, 409);
	},

	async 'by the API and the command line too; and the office by two persons'({ data: city }) {
		const made = await actByApi(city, matter, 'petitioner', 'give_code', { proxy: 'representative' });
		assert.match(made.json.query_code, CODE);
		const out = await city.stopped((today) => actByCommand(city, matter, 'petitioner', 'give_code', { proxy: 'agent' }, today));
		assert.match(out.out, CODE);
		await actByApi(city, matter, 'officer', 'ask_code', { reason: '信访人去世，女儿持证明来访' });
		await actByApi(city, matter, 'officer', 'grant_code', { proxy: 'relative' }, 403);
		const chief = await city.as('chief');
		await chief.get(`/staff/m/${matter.number}`);
		await chief.click(`/staff/m/${matter.number}/grant_code`);
		await chief.submit(`/staff/m/${matter.number}/grant_code`, { set: { proxy: 'relative' } });
		const code = chief.last.root.one('.code').text;
		const heir = await followed(city, new Matter(city, matter.number, code), 'zh');
		assert.ok(heir.text.includes(PETITION.subject) && !heir.text.includes(PETITION.name));
	},
});
