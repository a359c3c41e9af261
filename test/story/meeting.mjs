// A meeting from the notice to the issued minutes, and its overdue decision on the
// next agenda: the first on the pages, the second by the API, the third on the
// command line. Bodies and seats are made by two administrators.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { actKey, actPage as page, giveSeat, stateOf as state } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { offered } from '../node/lib/life.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02', keys: ['clerk', 'lead1', 'lead2', 'guest', 'handler', 'officer'] });
export const after = (city) => city.close();

const HOLD = { body: 'dz', meeting_kind: 'enlarged', meeting_day: '2026-03-02', meeting_time: '09:00', subject: '党组扩大会议', place: '第一会议室' };
let number, task;

export const tests = story({
	async 'a body has its seats by two administrators'({ data: city }) {
		const admin = await city.as('admin');
		await admin.get('/staff/admin/bodies');
		await admin.submit('/staff/admin/bodies do=add', { set: { code: 'dz', kind: 'leading_group', name_zh: '市政府党组', name_en: 'Leading group' }, want: 422 });
		assert.equal(admin.value('name_en'), 'Leading group', 'nothing typed is lost');
		await admin.submit('/staff/admin/bodies do=add', { set: { unit: 'dl', office: 'dl', sign: '市政府党组会议纪要' } });
		for (const [login, role] of [['lead1', 'chair'], ['lead2', 'member'], ['lead3', 'member']]) await giveSeat(city, 'dz', login, role);
		await admin.get('/staff/admin/bodies?code=dz');
		assert.match(admin.text, /Comrade lead3/);
	},

	async 'the office convenes and notifies; the meeting decides; who drafted does not approve'({ data: city }) {
		const clerk = await city.as('clerk');
		await clerk.get('/staff/meetings/new');
		await clerk.submit('/staff/meetings/new', { set: { ...HOLD, place: '' }, want: 422 });
		assert.equal(clerk.value('subject'), HOLD.subject);
		await clerk.submit('/staff/meetings/new', { set: HOLD });
		number = /HY-\w{4}-\w{4}/.exec(clerk.last.path)[0];
		await (await city.as('lead2')).get(`/staff/m/${number}`, 404);
		await page(city, 'clerk', number, 'add_item', { item_type: 'cadre', title: '干部任免' }, 422);
		await page(city, 'clerk', number, 'add_item', { item_type: 'convey', title: '传达学习', translation: 'Convey and study' });
		await page(city, 'clerk', number, 'add_item', { item_type: 'decide', title: '研究供热整改', reporter: '市住建局', planned: '20' });
		await page(city, 'clerk', number, 'invite', { invitee: 'guest', item: '2' });
		await page(city, 'clerk', number, 'notify', {});
		const guest = await city.as('guest');
		await guest.get(`/staff/m/${number}`);
		assert.match(guest.text, /研究供热整改/);
		assert.doesNotMatch(guest.text, /Convey and study/, 'asked for the second item alone');
		await page(city, 'clerk', number, 'attend', { attendee: 'lead3', attendance: 'leave', reason: '出差' });
		await page(city, 'lead1', number, 'open_meeting');
		const refused = await page(city, 'clerk', number, 'vote_item', { item: '2', attendee: 'guest', vote: 'for' }, 422);
		assert.match(refused.errors.join(), /observer has no vote/);
		await page(city, 'clerk', number, 'conclude_item', { item: '1', conclusion: 'studied' });
		await page(city, 'clerk', number, 'no_follow_up', { item: '1', reason: '学习' });
		await page(city, 'clerk', number, 'conclude_item', { item: '2', conclusion: 'decided' });
		const decision = { item: '2', verb: 'decided', text: '限期完成供热整改。', translation: 'the heating is put right in time.', report_due: '2026-03-20', report_form: 'written' };
		const lacking = await page(city, 'clerk', number, 'add_decision', decision, 422);
		assert.equal(lacking.value('text'), decision.text);
		await lacking.submit(`/staff/m/${number}/add_decision`, { set: { unit: 'zj', assist_units: 'jt' } });
		await page(city, 'clerk', number, 'draft_minutes');
		assert.ok(!offered(await city.as('clerk')).includes('approve_minutes'));
		await page(city, 'lead1', number, 'approve_minutes', {});
		assert.equal(state(city, number), 'issued');
		const lead2 = await city.as('lead2');
		await lead2.get(`/staff/m/${number}?minutes=1`);
		assert.match(lead2.text, /〔2026〕1号-2\.1 The meeting decided: the heating is put right in time\./);
		await guest.get(`/staff/m/${number}?minutes=1`, 404);
		assert.equal((await guest.send('GET', `/staff/m/${number}/minutes/pdf`)).status, 404);
		for (const [lang, words] of [['zh', ['市政府党组会议纪要', '〔2026〕1号', '会议决定，限期完成供热整改。', '2026年3月2日', '出席：lead1同志、lead2同志请假：lead3同志']],
			['en', ['The meeting decided: the heating is put right in time.', '2 March 2026', 'On leave:', 'Comrade lead3']]]) {
			const pdf = await (await city.as('lead2', lang)).send('GET', `/staff/m/${number}/minutes/pdf`);
			assert.equal(pdf.type, 'application/pdf', pdf.text ?? String(pdf.body));
			const bare = (text) => text.replace(/[\s-]/g, '');
			const said = bare(spawnSync('pdftotext', ['-', '-'], { input: pdf.body }).stdout.toString());
			for (const part of words) assert.ok(said.includes(bare(part)), `${lang}: ${part} in ${said}`);
		}
		task = city.sql(`SELECT t.number FROM matter t JOIN matter m ON m.id = t.parent_id WHERE m.number = '${number}'`)[0].number;
		const handler = await city.as('handler');
		await handler.get('/staff');
		assert.match(handler.text, new RegExp(task), 'it waits on the day of the lead unit');
	},

	async 'overdue, it stands on the next agenda by itself: by the API'({ data: city }) {
		await actKey(city, 'handler', task, 'accept');
		await city.turn('2026-03-25');
		await new Promise((done) => { setTimeout(done, 6000); });       // the tick finds it
		const early = await city.api('clerk', 'POST', '/api/v1/meetings', { ...HOLD, meeting_day: '2026-03-01' });
		assert.equal(early.status, 422);
		assert.match(early.text, /2026-03-02/);
		const made = await city.api('clerk', 'POST', '/api/v1/meetings', { ...HOLD, meeting_kind: 'ordinary', meeting_day: '2026-03-25' });
		assert.equal(made.status, 201, made.text);
		number = made.json.number;
		const told = (await city.api('clerk', 'GET', `/api/v1/matters/${number}`)).json.meeting;
		assert.equal(told.items.length, 1);
		assert.ok(told.items[0].overdue && told.items[0].translation === 'Overdue matters');
		await actKey(city, 'clerk', number, 'notify');
		assert.equal((await city.api('guest', 'GET', `/api/v1/matters/${number}`)).status, 404);
		await actKey(city, 'lead1', number, 'open_meeting');
		await actKey(city, 'clerk', number, 'conclude_item', { item: 1, conclusion: 'heard' });
		await actKey(city, 'clerk', number, 'draft_minutes', {}, 409);
		await actKey(city, 'clerk', number, 'add_decision', { item: 1, verb: 'required', text: '再部署再落实。', unit: 'zj', report_due: '2026-04-20', report_form: 'at_meeting', earlier: task });
		await actKey(city, 'clerk', number, 'draft_minutes');
		await actKey(city, 'lead1', number, 'approve_minutes');
		const body = (await city.api('lead2', 'GET', '/api/v1/bodies/dz')).json;
		assert.deepEqual(body.decisions.map((d) => d.number), ['〔2026〕2号-1.1', '〔2026〕1号-2.1']);
		const clerk = await city.as('clerk');
		await clerk.get(`/staff/m/${task}`);
		assert.match(clerk.text, /Taken up again/, 'both rounds are shown');
	},

	async 'and on the command line'({ data: city }) {
		await city.stopped(async (today) => {
			const act = (...words) => command(['act', city.dir, ...words, '--today', today]);
			const made = act('new', 'meeting', 'convene', ...Object.entries({ ...HOLD, meeting_kind: 'special', meeting_day: today }).map(([k, v]) => `${k}=${v}`), '--as', 'clerk', '--unit', 'dl');
			const third = made.out.trim().split('\n')[0];
			act(third, 'add_item', 'item_type=study', 'title=专题学习', '--as', 'clerk');
			act(third, 'notify', '--as', 'clerk');
			act(third, 'open_meeting', '--as', 'lead1');
			act(third, 'conclude_item', 'item=1', 'conclusion=studied', '--as', 'clerk');
			const refused = command(['act', city.dir, third, 'approve_minutes', '--as', 'lead1', '--today', today], { want: 1 });
			assert.match(refused.err, /present state/);
			act(third, 'no_follow_up', 'item=1', 'reason=学习', '--as', 'clerk');
			act(third, 'draft_minutes', '--as', 'clerk');
			act(third, 'approve_minutes', '--as', 'lead1');
			assert.match(command(['meeting', city.dir, 'minutes', third, '--lang', 'zh']).out, /〔2026〕3号\n.*专题会议/);
			assert.match(command(['meeting', city.dir, 'list']).out, new RegExp(`${third} .* issued`));
			assert.match(command(['body', city.dir, 'list']).out, /lead1 +chair/);
		});
	},
});
