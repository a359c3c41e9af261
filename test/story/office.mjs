// A petition in the offices, as its people see it: what each is offered and
// refused, drafts that lack a part, papers with their numbers, what the
// petitioner sees of it, unhappy ratings, and the bar after conclusion.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, followed, offered } from '../node/lib/life.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

let matter;
const FACTS = { facts: '屋面防水层老化。', opinion: '九月底前修复。', outcome: 'explained', basis: '办法第九条' };

async function page(city, who, lang = 'en') {
	const b = await city.as(who, lang);
	await b.get(`/staff/m/${matter.number}`);
	return b;
}

// What is not offered is refused too, and changes nothing.
async function refused(city, who, act, fields, want) {
	const b = await city.as(who);
	await b.get('/staff');
	const before = city.state();
	await b.page(await b.post(`/staff/m/${matter.number}/${act}`, [['csrf', b.csrf()], ...Object.entries(fields)]), want);
	assert.equal(city.state(), before, `${who} ${act} changed something`);
	return b;
}

export const tests = story({
	async 'the bureau finds the new petition on its day and in its list'({ data: city }) {
		matter = await fileByPages(city);
		for (const who of ['registrar', 'officer']) {
			const b = await city.as(who);
			await b.get('/staff');
			assert.ok(b.last.root.has(`a[href="/staff/m/${matter.number}"]`), `${who} finds it`);
		}
		const other = await city.as('handler');
		await other.get(`/staff/m/${matter.number}`, 404);
	},

	async 'who may do what is offered, and nothing else works'({ data: city }) {
		const b = await page(city, 'registrar');
		assert.ok(offered(b).includes('classify'));
		assert.ok(!offered(b).includes('transfer'), 'a registrar does not transfer');
		await refused(city, 'registrar', 'transfer', { unit: 'zj' }, 403);
		await refused(city, 'officer', 'transfer', { unit: 'zj' }, 409);      // not yet classified
		await refused(city, 'officer', 'serve', { service: 'post', service_day: '2026-03-02' }, 409);
		await refused(city, 'officer', 'no_such_act', {}, 404);
	},

	async 'a form with a fault comes back with what was typed'({ data: city }) {
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		const b = await actByPages(city, matter, 'officer', 'transfer', { unit: '', reason: '属住建局职责，请办理' }, { want: 422 });
		assert.ok(b.last.root.has('.errors a[href="#f-unit"]'));
		assert.equal(b.value('reason'), '属住建局职责，请办理');
		assert.match(b.text, /Housing Bureau/, 'a unit whose duties fit is suggested');
		await b.submit(`/staff/m/${matter.number}/transfer`, { set: { unit: 'zj' } });
		assert.equal(matter.state, 'routed');
	},

	async 'the receiving unit has it now; the page says why each date'({ data: city }) {
		const b = await page(city, 'handler');
		assert.ok(offered(b).includes('accept') && offered(b).includes('object'));
		const k = matter.clock('unit_notice');
		assert.ok(b.text.includes(k.due), 'the due date is shown');
		assert.match(b.text, /not counted/, 'and its sum');
	},

	async 'acceptance is told to the petitioner, with a numbered notice'({ data: city }) {
		await city.turn('2026-03-05');
		await actByPages(city, matter, 'handler', 'accept');
		for (const lang of ['zh', 'en']) {
			const b = await followed(city, matter, lang);
			assert.ok(b.text.includes('2026-03-05'), 'the day of acceptance');
			assert.ok(b.text.includes(matter.clock('handle').due), 'the day the answer is due');
			const place = matter.documents.findIndex((d) => d.kind === 'acceptance_notice');
			const paper = matter.documents[place];
			assert.ok(paper.number && b.text.includes(paper.number), 'the notice');
			await b.click(`/follow/paper/${place + 1}`);
			assert.match(b.text, lang === 'zh' ? /大连市住房和城乡建设局/ : /Dalian Housing Bureau/);
		}
	},

	async 'an internal note is not for the petitioner'({ data: city }) {
		await actByPages(city, matter, 'handler', 'note', { text: '只给内部看的批注' });
		assert.match((await page(city, 'handler')).text, /只给内部看的批注/);
		const b = await followed(city, matter);
		assert.doesNotMatch(b.last.answer.text, /只给内部看的批注/);
	},

	async 'an extension of more than 30 days cannot be asked; nobody grants their own'({ data: city }) {
		const b = await actByPages(city, matter, 'handler', 'ask_extension', { days: '31', reason: '检测' }, { want: 422 });
		assert.ok(b.last.root.has('.errors a[href="#f-days"]'));
		assert.equal(b.value('days'), '31');
		await b.submit(`/staff/m/${matter.number}/ask_extension`, { set: { days: '30' } });
		const due = matter.clock('handle').due;
		await refused(city, 'handler', 'grant_extension', { reason: 'x' }, 403);
		await refused(city, 'handler', 'draft_opinion', FACTS, 409);            // first the extension is decided
		await actByPages(city, matter, 'head', 'grant_extension', { reason: '情况复杂' });
		assert.ok(matter.clock('handle').due > due);
		await refused(city, 'handler', 'ask_extension', { days: '10', reason: 'again' }, 409);
		assert.match((await followed(city, matter)).text, /情况复杂|延期/, 'the petitioner is told');
	},

	async 'an opinion that lacks a mandatory part is refused, and keeps the others'({ data: city }) {
		for (const part of ['facts', 'opinion', 'outcome', 'basis']) {
			const b = await actByPages(city, matter, 'handler', 'draft_opinion', { ...FACTS, [part]: '' }, { want: 422 });
			assert.ok(b.last.root.has(`.errors a[href="#f-${part}"]`), `${part} is named`);
			for (const [name, value] of Object.entries(FACTS)) if (name !== part) assert.equal(b.value(name), value);
		}
		await actByPages(city, matter, 'handler', 'draft_opinion', FACTS);
		assert.equal(matter.state, 'drafted');
	},

	async 'a draft is not for the petitioner, nor approved by its drafter; a returned one is improved, not typed anew'({ data: city }) {
		assert.doesNotMatch((await followed(city, matter)).last.answer.text, /屋面防水层老化/);
		await refused(city, 'handler', 'approve_opinion', {}, 403);
		await actByPages(city, matter, 'head', 'return_opinion', { reason: '写明期限' });
		const b = await page(city, 'handler');
		await b.click(`/staff/m/${matter.number}/draft_opinion`);
		for (const [name, value] of Object.entries(FACTS)) assert.equal(b.value(name), value, `${name} is there again`);
		await b.submit(`/staff/m/${matter.number}/draft_opinion`, { set: { opinion: '九月三十日前修复。' } });
		await actByPages(city, matter, 'head', 'approve_opinion');
		assert.equal(matter.state, 'opined');
	},

	async 'service needs a day that can be, and opens the window for review'({ data: city }) {
		const before = await actByPages(city, matter, 'handler', 'serve', { service: 'post', service_day: '2026-03-04' }, { want: 422 });
		assert.ok(before.last.root.has('.errors a[href="#f-service_day"]'), 'before the issue');
		await actByPages(city, matter, 'handler', 'serve', { service: 'post', service_day: '2026-03-06' }, { want: 422 });
		await actByPages(city, matter, 'handler', 'serve', { service: 'in_person', service_day: '2026-03-05' });
		assert.equal(matter.clock('review_window').due, '2026-04-07');          // 30 days end on 04-04, in the Qingming holidays
		const b = await followed(city, matter);
		for (const part of ['屋面防水层老化', '九月三十日前修复', '办法第九条']) assert.ok(b.text.includes(part), `the answer says ${part}`);
	},

	async 'an unhappy rating goes back once; a second one is supervised'({ data: city }) {
		const wrong = await actByPages(city, matter, 'petitioner', 'rate', { comment: '没选' }, { want: 422, lang: 'en' });
		assert.ok(wrong.last.root.has('.errors a[href="#f-satisfied"]'));
		assert.equal(wrong.value('comment'), '没选');
		await actByPages(city, matter, 'petitioner', 'rate', { satisfied: 'not_satisfied' });
		assert.ok(matter.clock('rating_redo'));
		assert.ok(!offered(await followed(city, matter)).includes('accept_answer'));
		await actByPages(city, matter, 'handler', 'answer_again', { text: '维修资金已到位。' });
		assert.match((await followed(city, matter)).text, /维修资金已到位/);
		await actByPages(city, matter, 'petitioner', 'rate', { satisfied: 'not_satisfied' });
		const found = city.sql(`SELECT trigger_code FROM supervision WHERE matter_id = ${matter.row.id}`);
		assert.deepEqual(found, [{ trigger_code: 'unhappy_twice' }]);
	},

	async 'review goes to the superior, and to nobody who answered'({ data: city }) {
		await actByPages(city, matter, 'petitioner', 'ask_review', { reason: '不服' });
		assert.equal(city.sql(`SELECT u.code FROM unit u WHERE u.id = ${matter.row.review_unit_id}`)[0].code, 'dl');
		await refused(city, 'handler', 'draft_review', { ...FACTS, review_outcome: 'uphold' }, 403);
		const b = await city.as('lnrev');
		await b.get(`/staff/m/${matter.number}`, 404);
	},

	async 'after re-review it is concluded, and the same is no longer accepted'({ data: city }) {
		const today = city.server.today;
		const steps = [
			['dlrev', 'draft_review', { facts: '属实', opinion: '维持', review_outcome: 'uphold', basis: '条例三十五条' }], ['dlhead', 'approve_review', {}],
			['dlrev', 'serve_review', { service: 'in_person', service_day: today }], ['petitioner', 'ask_rereview', { reason: '仍不服' }],
			['lnrev', 'draft_rereview', { facts: '属实', opinion: '维持', rereview_outcome: 'uphold', basis: '条例三十六条' }], ['lnhead', 'approve_rereview', {}],
			['lnrev', 'serve_rereview', { service: 'in_person', service_day: today }], ['handler', 'close', { cause: 'service' }],
		];
		for (const [who, act, fields] of steps) await actByPages(city, matter, who, act, fields);
		assert.equal(matter.state, 'closed');
		const old = matter;
		matter = await fileByPages(city);
		const b = await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		assert.ok(offered(b).includes('no_longer_accept'), `offered: ${offered(b)}`);
		await actByPages(city, matter, 'officer', 'no_longer_accept', { reason: `已复核终结，见 ${old.number}` });
		assert.equal(matter.state, 'not_accepted');
		const paper = matter.documents.find((d) => d.kind === 'no_longer_accepted_notice');
		assert.ok((await followed(city, matter)).text.includes(paper.number));
	},

	async 'who comes too late is told why, and keeps what was typed'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, subject: '两个窗口', text: '同时打开两个窗口。' });
		const late = await followed(city, matter, 'en');
		await late.click('/follow/do/add_material');
		const form = late.last;
		await actByPages(city, matter, 'petitioner', 'withdraw', {});
		late.last = form;
		await late.submit('/follow/do/add_material', { set: { text: '写了很久的补充材料' }, want: 409 });
		assert.equal(late.value('text'), '写了很久的补充材料');
		assert.ok(late.errors.length > 0);
		await late.get('/follow/do/transfer', 404);
	},

	async 'another matter of the same person is accepted as any'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, subject: '路灯不亮', text: '港湾街路灯不亮。' });
		const b = await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		assert.ok(!offered(b).includes('no_longer_accept'));
		await refused(city, 'officer', 'no_longer_accept', { reason: 'x' }, 409);
	},
});
