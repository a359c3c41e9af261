// A supervision item: proposed and approved, its unit knowing nothing before; climbed rung by
// rung, concluded, and rechecked by who took no part; on pages, by key, on the command line.
import assert from 'node:assert/strict';
import { waits } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { offered } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'clerk2', 'handler', 'head', 'lead1', 'lead2', 'officer', 'handler2'] });
export const after = (city) => city.close();

const ITEM = { subject: '供热投诉办理督查', text: '请反馈供热投诉办理情况。', sup_kind: 'special', topic: '供热投诉', unit: 'zj', due: '2026-03-30', charge: 'lead1' };
const PAPER = { name: '办理情况.txt', data: Buffer.from('result'), type: 'text/plain' };
let item, task;

const act = async (city, who, name, fields = {}, want = 200, number = item) => {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${number}/${name}`, fields);
	assert.equal(answer.status, want, `${who} ${name}: ${answer.text}`);
	return answer;
};
const propose = (city, more = {}, want = 201, who = 'clerk') => city.api(who, 'POST', '/api/v1/supervision', { ...ITEM, ...more }).then((a) => (assert.equal(a.status, want, a.text), a));

export const tests = story({
	async 'it is proposed on a page; who proposes is not who approves, and the unit does not know of it'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get('/staff/supervision');
		assert.match(clerk.text, /no supervision item/);
		await clerk.get('/staff/supervision/propose');
		await clerk.submit('/staff/supervision/propose', { set: { ...ITEM, charge: 'handler' }, want: 422 });
		assert.match(clerk.errors.join(), /holds a leader's post/);
		assert.equal(clerk.value('topic'), ITEM.topic, 'nothing typed is lost');
		await clerk.submit('/staff/supervision/propose', { set: { charge: 'lead1', unit: 'dl' }, want: 422 });
		assert.match(clerk.errors.join(), /cannot supervise itself/);
		await clerk.submit('/staff/supervision/propose', { set: { unit: 'zj' } });
		item = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		assert.match(clerk.text, /not opened yet/);
		assert.ok(!offered(clerk).includes('approve_item'));
		for (const who of ['handler', 'head', 'lead2', 'officer']) await (await city.as(who)).get(`/staff/m/${item}`, 404);
		await act(city, 'clerk', 'approve_item', {}, 403);
		await (await city.as('officer')).get('/staff/supervision/propose', 403);
		await propose(city, {}, 403, 'handler');
	},

	async 'the leader named in it approves; from then on it is the unit\'s, with its notice'({ data: city }) {
		assert.ok(await waits(city, 'lead1', 'approve_item', item), 'it waits on the day of the leader named in it');
		for (const who of ['lead2', 'clerk', 'head']) assert.ok(!(await waits(city, who, 'approve_item', item)), who);
		await act(city, 'lead1', 'approve_item', { text: '同意' });
		assert.ok(!(await waits(city, 'lead1', 'approve_item', item)));
		const told = (await city.api('handler', 'GET', `/api/v1/matters/${item}`)).json;
		assert.deepEqual([told.state, told.supervision.approved, told.supervision.opened, told.supervision.rung], ['open', true, '2026-03-02', 0]);
		assert.match(told.documents.find((d) => d.kind === 'sup_notice').body_zh, /请于2026-03-30前反馈/);
		assert.equal(told.clocks.find((k) => k.code === 'sup_due').due, '2026-03-30');
		const clerk = await city.as('clerk');
		await clerk.get('/staff/supervision');
		assert.match(clerk.text, /Dalian Housing Bureau.*1.*1/s);
	},

	async 'a second item of the same topic needs its reason; one matter has one item'({ data: city }) {
		assert.match((await propose(city, { topic: '供热投诉' }, 422)).text, new RegExp(item));
		const again = (await propose(city, { why_again: '本项只涉及冬季抢修。' })).json.number;
		await act(city, 'clerk', 'withdraw_item', { reason: '并入原事项' }, 200, again);
		const campaign = (await city.api('clerk', 'POST', '/api/v1/campaigns', { subject: '整改', source_body: '巡视组', received: '2026-03-01', report_in: '2', unit: 'zs', first_person: '示例' })).json.number;
		task = (await city.api('clerk', 'POST', '/api/v1/findings', { campaign, subject: '问题', text: '问题原文' })).json.number;
		const other = (await propose(city, { topic: '另一主题', source: task })).json.number;
		assert.match((await propose(city, { topic: '再一主题', source: task }, 422)).text, new RegExp(other));
		await propose(city, { topic: '不存在的事项', source: 'HY-0000-0000' }, 422);
		await act(city, 'lead1', 'refuse_item', { reason: '不宜立项' }, 200, other);
		await (await city.as('handler')).get(`/staff/m/${other}`, 404);
		await propose(city, { topic: '依决定', meeting: 'HY-0000-0000', meeting_item: '1' }, 422);
	},

	async 'the ladder is climbed rung by rung, its harder rungs by the leader'({ data: city }) {
		await act(city, 'handler', 'accept');
		assert.match((await act(city, 'clerk', 'urge_letter', { text: '函' }, 409)).text, /rung by rung/);
		await act(city, 'clerk', 'remind', { text: '请加快' });
		assert.match((await act(city, 'clerk', 'remind', { text: '请加快' }, 409)).text, /rung by rung/);
		await act(city, 'clerk', 'urge_letter', { text: '请书面说明' });
		await act(city, 'clerk', 'hold_talk', { text: '已约谈' });
		await act(city, 'clerk', 'circulate', { text: '通报' }, 403);
		await act(city, 'lead1', 'circulate', { text: '通报' });
		await act(city, 'lead2', 'list_item', { text: '挂牌' }, 404);
		await act(city, 'lead1', 'list_item', { text: '挂牌' });
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${item}`);
		assert.match(clerk.text, /listed/);
		assert.match(clerk.text, /1 open at this unit, 1 opened this month/);
		const unit = await city.as('handler');
		await unit.get(`/staff/m/${item}`);
		assert.doesNotMatch(unit.text, /open at this unit/, 'what others bear is not told to the unit');
	},

	async 'reported with evidence, concluded, objected to in time, and rechecked by who took no part'({ data: city }) {
		const unit = await city.as('handler');
		await unit.get(`/staff/m/${item}/report_result`);
		await unit.submit(`/staff/m/${item}/report_result`, { set: { text: '已办结' }, want: 422 });
		await unit.submit(`/staff/m/${item}/report_result`, { set: { text: '已办结', files: [PAPER] } });
		await act(city, 'clerk2', 'return_result', { reason: '两件未办结' });
		await unit.get(`/staff/m/${item}/report_result`);
		await unit.submit(`/staff/m/${item}/report_result`, { set: { text: '全部办结', files: [PAPER] } });
		await act(city, 'clerk', 'conclude', { facts: '抽查属实', opinion: '逾期完成' });
		await act(city, 'clerk2', 'close_item', {}, 409);
		await act(city, 'head', 'object_conclusion', { reason: '逾期系停工所致' });
		assert.equal((await city.api('clerk', 'GET', `/api/v1/matters/${item}`)).json.clocks.find((k) => k.code === 'sup_recheck').due, '2026-04-01');
		await act(city, 'clerk', 'uphold_conclusion', { text: '维持' }, 403);
		assert.match((await act(city, 'clerk2', 'uphold_conclusion', { text: '维持' }, 403)).text, /SUP 17|took part|another person/i);
	},

	async 'the recheck is a third person\'s; a window that passed ends the item, on the command line'({ data: city }) {
		const own = (await propose(city, { topic: '窗口期', due: '2026-03-20' })).json.number;
		await act(city, 'lead1', 'approve_item', {}, 200, own);
		await act(city, 'handler', 'accept', {}, 200, own);
		const unit = await city.as('handler');
		await unit.get(`/staff/m/${own}/report_result`);
		await unit.submit(`/staff/m/${own}/report_result`, { set: { text: '办结', files: [PAPER] } });
		await act(city, 'clerk', 'conclude', { facts: '属实', opinion: '办结' }, 200, own);
		await city.turn('2026-04-20');
		assert.match((await act(city, 'head', 'object_conclusion', { reason: '迟了' }, 409, own)).text, /./);
		await city.stopped(async (today) => {
			assert.match(command(['act', city.dir, own, 'close_item', '--as', 'clerk', '--today', today], { want: 0 }).out, /./);
			assert.match(command(['act', city.dir, item, 'uphold_conclusion', 'text=x', '--as', 'clerk2', '--today', today], { want: 1 }).err, /./);
		});
		assert.deepEqual(city.sql(`SELECT state FROM matter WHERE number IN ('${own}', '${item}') ORDER BY state`).map((m) => m.state), ['closed', 'objected']);
		assert.equal(city.sql(`SELECT count(*) AS n FROM supervision s JOIN matter m ON m.id = s.matter_id WHERE m.number = '${own}'`)[0].n, 0, 'a window that lapses is nobody\'s breach');
		const list = (await city.api('clerk', 'GET', '/api/v1/supervision')).json.items;
		assert.equal(list.length, 4);
		assert.equal((await city.api('handler2', 'GET', '/api/v1/supervision')).json.items.length, 2, 'the unit sees its own, once opened');
	},
});
