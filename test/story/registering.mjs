// Registering at the counter: every channel, by keyboard order, what was said
// read back, representatives, possible duplicates, mistakes that lose nothing.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { followed, offered, readReceipt } from '../node/lib/life.mjs';

export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

const CASE = { received: '2026-03-01', name: '赵登记', phone: '13700001111', subject: '小区停水', text: '连续停水三天。' };

async function form(city, who = 'registrar') {
	const b = await city.as(who);
	await b.get('/staff/register');
	return b;
}

async function register(city, set, who) {
	const b = await form(city, who);
	await b.submit('/staff/register', { set: { ...CASE, ...set } });
	return readReceipt(city, b);
}

const channels = {};
for (const channel of ['letter', 'visit', 'phone', 'fax', 'mailbox', 'email', 'transfer_in', 'web', 'hotline']) {
	channels[`by ${channel}, with receipt and query code`] = async ({ data: city }) => {
		const oral = ['visit', 'phone'].includes(channel);
		const matter = await register(city, { channel, name: `来自${channel}`, subject: `通过 ${channel}`, ...(oral ? { oral: true, read_back: true } : {}) });
		const row = matter.row;
		assert.deepEqual([row.channel, row.state, row.received_day, row.oral], [channel, 'registered', '2026-03-01', oral ? 1 : 0]);
		assert.equal(matter.clock('bureau_route').start_day, '2026-03-01', 'the period runs from the day it was received');
		assert.ok((await followed(city, matter)).text.includes(matter.number));
	};
}

export const tests = story({
	async 'the form is ready for the keyboard: the first field has the focus, the day is filled in'({ data: city }) {
		const b = await form(city);
		const focused = b.last.root.all('[autofocus]');
		assert.equal(focused.length, 1);
		const controls = b.last.root.all('form[action="/staff/register"] [name]').filter((c) => c.attr('type') !== 'hidden');
		assert.equal(focused[0].attr('name'), controls[0].attr('name'));
		assert.equal(b.value('received'), '2026-03-02');
	},

	...channels,

	async 'what was said must be read back'({ data: city }) {
		const before = city.state();
		const b = await form(city);
		const typed = { ...CASE, channel: 'visit', oral: true, subject: '口头提出', requests: '请尽快恢复' };
		await b.submit('/staff/register', { set: typed, want: 422 });
		assert.ok(b.last.root.has('.errors a[href="#f-read_back"]'), `${b.errors}`);
		for (const [name, value] of Object.entries(typed)) assert.equal(b.value(name), value, `${name} was lost`);
		assert.equal(city.state(), before);
		await b.submit('/staff/register', { set: { read_back: true } });
		assert.equal(readReceipt(city, b).row.oral, 1);
	},

	async 'five representatives are taken, six are refused'({ data: city }) {
		const five = Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`name${i}`, `代表${i}`]));
		const b = await form(city);
		await b.submit('/staff/register', { set: { ...CASE, ...five, name: '集体', subject: '集体来访', channel: 'visit', head_count: '40' }, force: { name6: '第六个' }, want: 422 });
		assert.match(b.errors.join(), /art\. 20/);
		assert.equal(b.value('name5'), '代表5');
		await b.submit('/staff/register');
		const matter = readReceipt(city, b);
		assert.equal(matter.row.head_count, 40);
		assert.equal(city.sql(`SELECT count(*) AS n FROM identity WHERE matter_id = ${matter.row.id}`)[0].n, 6);
	},

	async 'a day in the future, an unknown value, a missing name are named; nothing is lost'({ data: city }) {
		const b = await form(city);
		await b.submit('/staff/register', { set: { ...CASE, received: '2026-03-03', subject: '' }, force: { channel: 'pigeon' }, want: 422 });
		for (const name of ['received', 'channel', 'subject']) assert.ok(b.last.root.has(`.errors a[href="#f-${name}"]`), `${name}: ${b.errors}`);
		assert.equal(b.value('text'), CASE.text);
		assert.equal(b.value('received'), '2026-03-03');
	},

	async 'a letter without a sender is taken when the contact is marked unclear'({ data: city }) {
		const b = await form(city);
		await b.submit('/staff/register', { set: { ...CASE, name: '', phone: '', subject: '匿名来信' }, want: 422 });
		assert.ok(b.last.root.has('.errors a[href="#f-name"]'));
		await b.submit('/staff/register', { set: { contact_unclear: true } });
		assert.equal(readReceipt(city, b).row.contact_unclear, 1);
	},

	async 'possible duplicates are shown once, with everything typed, and can be overruled'({ data: city }) {
		const first = await register(city, { name: '钱重复', phone: '138 0000 9999', subject: '噪声扰民' });
		const b = await form(city);
		const again = { ...CASE, name: '钱重复', phone: '+86 13800009999', subject: '噪声扰民', place: '西岗区' };
		const before = city.state();
		await b.submit('/staff/register', { set: again });
		assert.ok(b.text.includes(first.number), 'the older one is shown');
		assert.equal(city.state(), before, 'nothing is registered yet');
		for (const [name, value] of Object.entries(again)) assert.equal(b.value(name), value, `${name} was lost`);
		await b.submit('/staff/register');
		const second = readReceipt(city, b);
		assert.notEqual(second.number, first.number);
		const page = await city.as('registrar');
		await page.get(`/staff/m/${second.number}`);
		assert.ok(page.text.includes('Repeat'), 'it is a repeat');
	},

	async 'registering a guess tells nobody who petitioned elsewhere, or in confidence'({ data: city }) {
		const who = { name: '钱重复', phone: '138 0000 9999', subject: '噪声扰民' };
		const elsewhere = await form(city, 'zjreg');
		await elsewhere.submit('/staff/register', { set: { ...CASE, ...who } });
		const mine = readReceipt(city, elsewhere);
		await elsewhere.get(`/staff/m/${mine.number}`);
		assert.ok(!elsewhere.text.includes('Repeat'), 'what the bureau has is not told to the unit');
		await register(city, { name: '赵保密', phone: '13800007777', subject: '保密来信', confidential: true });
		const b = await form(city);
		await b.submit('/staff/register', { set: { ...CASE, name: '赵保密', phone: '13800007777', subject: '保密来信' } });
		readReceipt(city, b);
	},

	async 'files come along; a sent form sent again makes no second one'({ data: city }) {
		const b = await form(city);
		const typed = b.last;
		const set = { ...CASE, name: '孙附件', subject: '带附件', files: [photo('一.png'), photo('二.png')] };
		await b.submit('/staff/register', { set });
		const first = readReceipt(city, b);
		b.last = typed;
		await b.submit('/staff/register', { set, force: { anyway: '1' } });
		assert.equal(readReceipt(city, b).number, first.number);
		assert.equal(city.sql(`SELECT count(*) AS n FROM attachment WHERE matter_id = ${first.row.id}`)[0].n, 2);
	},

	async 'a unit that is no bureau registers for itself, and it is with it at once'({ data: city }) {
		const matter = await register(city, { name: '李直收', subject: '直接来信' }, 'zjreg');
		assert.equal(matter.state, 'routed');
		assert.ok(matter.clock('unit_notice'));
	},

	async 'who does not register is told so'({ data: city }) {
		for (const who of ['handler', 'admin', 'auditor']) {
			const b = await city.as(who);
			await b.get('/staff/register', 403);
		}
	},

	async 'a correction stands beside the text, which stays as it was'({ data: city }) {
		const matter = await register(city, { name: '周更正', subject: '写错了门牌' });
		const b = await city.as('registrar');
		await b.get(`/staff/m/${matter.number}`);
		assert.ok(offered(b).includes('correct'));
		await b.click(`/staff/m/${matter.number}/correct`);
		await b.submit(`/staff/m/${matter.number}/correct`, { set: { text: '应为 12 号' } });
		assert.match(b.text, /应为 12 号/);
		assert.equal(matter.row.body, CASE.text);
	},
});
