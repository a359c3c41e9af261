// A petition names who wrote it. What the office and the units read does not,
// until two persons say that it tells nothing; who wrote it reads it as typed.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByApi, actByCommand, actByPages, fileByApi, fileByCommand, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'officer2', 'handler'] });
export const after = (city) => city.close();

const NAME = '王海潮', PHONE = '13840001234';
const TELLING = { ...PETITION, name: NAME, phone: PHONE, subject: `${NAME}家漏水`, text: `我叫${NAME}，电话１３８４０００１２３４。\n邻居都叫我海潮师傅。`, requests: 'Ask Wang Haichao' };
const SECRETS = [NAME, PHONE, '１３８４０００１２３４', 'Haichao'];
const tells = (text) => SECRETS.filter((word) => text.includes(word));
let matter, shop;

export const tests = story({
	async 'a text that names its writer is filed, and nothing of it is kept in plain'({ data: city }) {
		matter = await fileByPages(city, TELLING);
		assert.equal(matter.row.subject, '〔略〕家漏水');
		assert.equal(matter.row.body, '我叫〔略〕，电话〔略〕。\n邻居都叫我海潮师傅。');
		assert.equal(matter.row.requests, 'Ask 〔略〕');
		for (const table of ['event', 'event_input', 'document', 'event_leaf', 'matter'])
			assert.deepEqual(tells(JSON.stringify(city.sql(`SELECT * FROM ${table}`))), [], table);
		assert.deepEqual(tells(city.server.err), []);
	},

	async 'the petitioner reads it as typed, and that units get a copy'({ data: city }) {
		for (const [lang, words] of [['zh', '隐去您身份内容的副本'], ['en', 'a copy of this without what tells who you are']]) {
			const b = await followed(city, matter, lang);
			assert.ok(b.text.includes(`我叫${NAME}`) && b.last.root.one('#copy').text.includes(words), lang);
		}
		const told = await city.api(null, 'POST', '/api/v1/follow', { code: matter.code });
		assert.equal(told.json.subject, TELLING.subject);
		assert.equal(told.json.copy, 'held');
	},

	async 'it goes to no unit, and the reason stands beside the field'({ data: city }) {
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		const b = await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' }, { want: 422 });
		assert.ok(b.last.root.one('[name=unit]').attr('aria-describedby')?.includes('unit'), 'beside the unit');
		assert.ok(b.text.includes('nobody of the office has looked at the copy'));
		assert.ok(b.last.root.one('[name=reason]').text.includes('属住建局职责'), 'what was typed is still there');
		const refused = await actByApi(city, matter, 'officer', 'transfer', { unit: 'zj' }, 422);
		assert.equal(refused.json.fields?.[0]?.field ?? refused.json.field, 'unit');
		assert.equal(matter.state, 'registered');
	},

	async 'the office reads what is left, takes out more, and confirms'({ data: city }) {
		const b = await city.as('registrar', 'en');
		await b.get('/staff');
		assert.ok(b.last.root.has('#g-copies') && b.text.includes(matter.number), 'the day says that it waits');
		await b.get(`/staff/m/${matter.number}`);
		assert.deepEqual(tells(b.text), []);
		assert.ok(b.last.root.one('#copy').text.includes('海潮师傅'));
		await b.click(`/staff/m/${matter.number}/redact_copy`);
		assert.ok(b.text.includes('邻居都叫我海潮师傅'), 'what is confirmed stands over the form');
		await b.submit(`/staff/m/${matter.number}/redact_copy`, { set: { words: '李师傅' }, want: 422 });
		assert.ok(b.text.includes('stands nowhere in the copy') && b.last.root.one('[name=words]').text.includes('李师傅'));
		await b.submit(`/staff/m/${matter.number}/redact_copy`, { set: { words: '海潮师傅' } });
		assert.equal(matter.row.body, '我叫〔略〕，电话〔略〕。\n邻居都叫我〔略〕。');
		await b.get('/staff');
		assert.ok(!b.last.root.has('#g-copies'), 'looked at');
		assert.ok(!JSON.stringify(city.sql("SELECT data FROM event_input WHERE data LIKE '%redact_copy%'")).includes('师傅'));
	},

	async 'the unit reads the copy, on pages and by the API'({ data: city }) {
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' });
		await actByPages(city, matter, 'handler', 'accept');
		const b = await city.as('handler');
		for (const path of [`/staff/m/${matter.number}`, '/staff', `/staff/search?text=${encodeURIComponent('漏水')}`]) {
			await b.get(path);
			assert.deepEqual(tells(b.last.answer.text), [], path);
		}
		for (const word of [NAME, '海潮', PHONE]) {
			await b.get(`/staff/search?text=${encodeURIComponent(word)}`);
			assert.ok(!b.text.includes(matter.number), `found by ${word}`);
		}
		const json = await city.api('handler', 'GET', `/api/v1/matters/${matter.number}`);
		assert.deepEqual(tells(json.text), []);
		assert.equal(json.json.copy, 'cut');
		for (const d of matter.documents) assert.deepEqual(tells(d.body_zh + d.body_en), [], d.kind);
	},

	async 'a later answer is held back from the unit until the office looked'({ data: city }) {
		await actByPages(city, matter, 'handler', 'ask_petitioner', { question: '何时方便？' });
		await actByPages(city, matter, 'petitioner', 'answer_question', { text: `周末，找${NAME}` }, { lang: 'zh' });
		const handler = await city.as('handler'), office = await city.as('officer');
		await handler.get(`/staff/m/${matter.number}`);
		await office.get(`/staff/m/${matter.number}`);
		assert.ok(!handler.text.includes('周末') && office.text.includes('周末，找〔略〕'));
		assert.ok((await followed(city, matter)).text.includes(`周末，找${NAME}`));
		await actByApi(city, matter, 'officer', 'redact_copy');
		await handler.get(`/staff/m/${matter.number}`);
		assert.ok(handler.text.includes('周末，找〔略〕') && !handler.text.includes(NAME));
	},

	async 'who opens the identity, for a reason that the petitioner sees, reads the words too'({ data: city }) {
		await actByPages(city, matter, 'officer2', 'open_identity', { reason: '核实副本' });
		const b = await city.as('officer2', 'en');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(b.last.root.one('#copy').text.includes('海潮师傅'));
		const other = await city.as('officer', 'en');
		await other.get(`/staff/m/${matter.number}`);
		assert.deepEqual(tells(other.last.answer.text), []);
	},

	async 'the shop\'s telephone is released, by two persons and not by one'({ data: city }) {
		shop = await fileByApi(city, { ...PETITION, name: NAME, phone: PHONE, subject: '商店不退款', text: '店里电话是13900001111，无人接听。' });
		await actByApi(city, shop, 'officer', 'ask_release', { reason: '商家电话' });
		await actByApi(city, shop, 'officer', 'release_copy', {}, 403);
		assert.ok(!shop.row.body.includes('13900001111'));
		await actByPages(city, shop, 'officer2', 'release_copy');
		assert.equal(shop.row.body, '店里电话是13900001111，无人接听。');
		assert.ok((await followed(city, shop, 'en')).text.includes('Two persons of the petition office'));
		await actByPages(city, shop, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, shop, 'officer', 'transfer', { unit: 'zj', reason: '属职责' });
	},

	async 'the command line refuses and lets go the same'({ data: city }) {
		await city.server.stop();
		const one = fileByCommand(city, TELLING, '2026-03-02');
		actByCommand(city, one, 'officer', 'classify', { class: 'appeal' }, '2026-03-02');
		const refused = actByCommand(city, one, 'officer', 'transfer', { unit: 'zj' }, '2026-03-02', 1);
		assert.match(refused.out + refused.err, /nobody of the office has looked/);
		actByCommand(city, one, 'registrar', 'redact_copy', { words: '海潮师傅' }, '2026-03-02');
		actByCommand(city, one, 'officer', 'transfer', { unit: 'zj' }, '2026-03-02');
		const shown = actByCommand(city, one, 'handler', 'accept', {}, '2026-03-02');
		assert.deepEqual(tells(shown.out + shown.err), []);
		assert.equal(one.state, 'handling');
	},
});
