// Whose it is: objection to jurisdiction, the simple procedure, hotline tickets
// that come back, and a ticket that becomes a petition.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, followed, offered, readReceipt } from '../node/lib/life.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

let n = 0;
const fresh = (more = {}) => ({ ...PETITION, name: `住户${++n}`, phone: `1390000${1000 + n}`, ...more });

function unit(city, id) {
	return city.sql(`SELECT code FROM unit WHERE id = ${id}`)[0].code;
}

async function transferred(city, more) {
	const matter = await fileByPages(city, fresh(more));
	await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
	await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
	return matter;
}

async function offers(city, who, matter) {
	const b = await city.as(who);
	await b.get(`/staff/m/${matter.number}`);
	return offered(b);
}

async function ticket(city, more = {}) {
	const b = await city.as('operator');
	await b.get('/staff/register');
	assert.equal(b.value('channel'), 'hotline');
	const { requests, head_count, ...set } = fresh(more);                 // a ticket has neither
	assert.ok(requests && head_count);
	await b.submit('/staff/register', { set: { ...set, received: city.server.today } });
	return readReceipt(city, b);
}

export const tests = story({
	async 'an objection agreed to goes to another unit; there is never none'({ data: city }) {
		const matter = await transferred(city, { subject: '公交站台漏雨' });
		const b = await actByPages(city, matter, 'handler', 'object', { reason: '' }, { want: 422 });
		await b.submit(`/staff/m/${matter.number}/object`, { set: { reason: '站台属交通局' } });
		assert.equal(matter.state, 'objected');
		assert.equal(unit(city, matter.row.lead_unit_id), 'zj', 'until it is decided it stays where it was');
		assert.equal(matter.clock('objection_decision').outcome, 'running');
		assert.doesNotMatch((await followed(city, matter)).text, /站台属交通局/, 'a matter between organs');
		await actByPages(city, matter, 'officer', 'agree_objection', { unit: 'jt', reason: '同意' });
		assert.equal(matter.state, 'routed');
		assert.equal(unit(city, matter.row.lead_unit_id), 'jt');
		assert.ok((await offers(city, 'busman', matter)).includes('accept'));
		await (await city.as('handler')).get(`/staff/m/${matter.number}`, 404);
	},

	async 'an objection refused stays, and is not raised again'({ data: city }) {
		const matter = await transferred(city, { subject: '楼道灯' });
		await actByPages(city, matter, 'head', 'object', { reason: '不归我们' });
		await actByPages(city, matter, 'officer', 'refuse_objection', { reason: '职责清晰' });
		assert.equal(matter.state, 'routed');
		assert.ok(!(await offers(city, 'handler', matter)).includes('object'));
		assert.ok((await offers(city, 'handler', matter)).includes('accept'));
	},

	async 'the simple procedure: three days to accept, ten to answer'({ data: city }) {
		const matter = await fileByPages(city, fresh({ subject: '楼道灯不亮' }));
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'use_simple', { simple_ground: 'daily_life' });
		await actByPages(city, matter, 'officer', 'pass_on', { unit: 'zj' });
		assert.equal(matter.clock('simple_accept').due, '2026-03-05');         // three working days from Monday
		await actByPages(city, matter, 'handler', 'accept');
		assert.equal(matter.clock('simple_handle').due, '2026-03-16');         // ten working days
		const typed = { opinion: '已更换灯泡。', outcome: 'supported', service: 'in_person', service_day: '2026-03-02' };
		const b = await actByPages(city, matter, 'handler', 'answer', { ...typed, opinion: '' }, { want: 422 });
		assert.equal(b.value('outcome'), 'supported');
		await b.submit(`/staff/m/${matter.number}/answer`, { set: typed });
		assert.equal(matter.state, 'served');
		assert.match((await followed(city, matter)).text, /已更换灯泡/);
		const task = city.sql(`SELECT number, state FROM matter WHERE parent_id = ${matter.row.id}`);
		assert.equal(task.length, 1, 'a supported request becomes a task');
	},

	async 'a repeated or joint petition does not take the simple way; it can be left once'({ data: city }) {
		const joint = await fileByPages(city, fresh({ head_count: '12' }));
		await actByPages(city, joint, 'officer', 'classify', { class: 'appeal' });
		assert.ok(!(await offers(city, 'officer', joint)).includes('use_simple'));
		const matter = await fileByPages(city, fresh({ subject: '看似简单' }));
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'use_simple', { simple_ground: 'clear_facts' });
		await actByPages(city, matter, 'officer', 'pass_on', { unit: 'zj' });
		await actByPages(city, matter, 'handler', 'accept');
		await actByPages(city, matter, 'handler', 'to_ordinary', { reason: '需要鉴定' });
		assert.equal(matter.state, 'handling');
		assert.equal(matter.clock('handle').outcome, 'running');
		assert.ok(!(await offers(city, 'officer', matter)).includes('use_simple'));
	},

	async 'a closing waits for the task that carries the answer out'({ data: city }) {
		const matter = await transferred(city, { subject: '屋顶要修' });
		await actByPages(city, matter, 'handler', 'accept');
		await actByPages(city, matter, 'handler', 'draft_opinion', { facts: '属实', opinion: '支持', outcome: 'supported', basis: '办法' });
		await actByPages(city, matter, 'head', 'approve_opinion');
		await actByPages(city, matter, 'handler', 'serve', { service: 'in_person', service_day: '2026-03-02' });
		await actByPages(city, matter, 'petitioner', 'accept_answer');
		assert.equal(matter.state, 'settled');
		assert.ok(!(await offers(city, 'handler', matter)).includes('close'), 'the task is open');
		const [{ number }] = city.sql(`SELECT number FROM matter WHERE parent_id = ${matter.row.id}`);
		const task = Object.assign(Object.create(matter), { number });
		await actByPages(city, task, 'handler', 'report_done', { text: '已修好，附照片' });
		assert.ok(!(await offers(city, 'handler', task)).includes('confirm_done'), 'who did it does not verify it');
		await actByPages(city, task, 'officer', 'confirm_done', { text: '现场核实' });
		await actByPages(city, matter, 'handler', 'close', { cause: 'execution' });
		assert.equal(matter.state, 'closed');
	},

	async 'a ticket is dispatched, returned, sent elsewhere, handled, called back'({ data: city }) {
		const matter = await ticket(city, { subject: '水管爆裂' });
		await actByPages(city, matter, 'rxofficer', 'dispatch', { unit: 'zj', grade: 'ordinary' });
		assert.equal(matter.clock('hotline_ordinary').due, '2026-03-09');      // five working days
		await actByPages(city, matter, 'handler', 'return_ticket', { reason: '属交通局' });
		await actByPages(city, matter, 'rxofficer', 'agree_return', { unit: 'jt' });
		assert.equal(unit(city, matter.row.lead_unit_id), 'jt');
		await actByPages(city, matter, 'busman', 'reply', { opinion: '已修复', outcome: 'explained' });
		await actByPages(city, matter, 'operator', 'call_back', { reached: 'reached', satisfied: 'satisfied' });
		assert.equal(matter.state, 'closed');
	},

	async 'an unhappy callback goes back once, then it is escalated and supervised'({ data: city }) {
		const matter = await ticket(city, { subject: '井盖丢失' });
		await actByPages(city, matter, 'rxofficer', 'dispatch', { unit: 'zj', grade: 'utility' });
		await actByPages(city, matter, 'handler', 'reply', { opinion: '已报修', outcome: 'explained' });
		await actByPages(city, matter, 'operator', 'call_back', { reached: 'reached', satisfied: 'not_satisfied', comment: '还没来' });
		assert.equal(matter.state, 'dispatched');
		await actByPages(city, matter, 'handler', 'reply', { opinion: '已盖好', outcome: 'explained' });
		await actByPages(city, matter, 'operator', 'call_back', { reached: 'reached', satisfied: 'not_satisfied' });
		assert.equal(matter.state, 'escalated');
		await actByPages(city, matter, 'rxhead', 'settle_escalated', { reason: '已现场解决' });
		assert.equal(matter.state, 'closed');
	},

	async 'a ticket raised becomes a petition of the bureau, once'({ data: city }) {
		const matter = await ticket(city, { subject: '长期无人处理' });
		await actByPages(city, matter, 'rxofficer', 'raise_petition', { reason: '应走信访程序' });
		assert.equal(matter.state, 'raised');
		const [born] = city.sql(`SELECT * FROM matter WHERE parent_id = ${matter.row.id}`);
		assert.deepEqual([born.procedure, born.state, born.subject], ['petition', 'registered', '长期无人处理']);
		assert.ok((await offers(city, 'officer', born)).includes('classify'));
		assert.ok(!(await offers(city, 'rxofficer', matter)).includes('raise_petition'));
	},

	async 'a withdrawn petition ends, and runs no clock'({ data: city }) {
		const matter = await transferred(city, { subject: '不想再说了' });
		await actByPages(city, matter, 'petitioner', 'withdraw', { reason: '已解决' });
		assert.equal(matter.state, 'withdrawn');
		assert.deepEqual(matter.clocks.filter((k) => k.outcome === 'running'), []);
		assert.deepEqual(offered(await followed(city, matter)).filter((act) => act !== 'ask_recusal'), []);
	},
});
