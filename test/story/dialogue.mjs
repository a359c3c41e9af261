// The petitioner and the office talk on the follow page: asked, answered, and
// no date waits for it. On pages and by the API alike.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByApi, actByPages, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: ['handler'] });
export const after = (city) => city.close();

let matter, due;

export const tests = story({
	async 'the handler asks two things; the follow page begins with them'({ data: city }) {
		matter = await fileByPages(city);
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
		await actByPages(city, matter, 'handler', 'accept');
		due = matter.clock('handle').due;
		await actByPages(city, matter, 'handler', 'ask_petitioner', { question: '漏在几层？\n<b>请说明</b>' });
		await actByApi(city, matter, 'handler', 'ask_petitioner', { question: '从何时开始？' });
		const b = await followed(city, matter);
		const { text } = b.last.answer, first = text.indexOf('漏在几层？');
		assert.ok(first > 0 && first < text.indexOf('<dl class="facts">'), 'the question stands first');
		assert.ok(text.includes('&lt;b&gt;') && text.includes('从何时开始？'));
		assert.equal(matter.clock('handle').due, due);
	},

	async 'an answer is refused empty, kept as typed, and then goes with its question'({ data: city }) {
		const b = await followed(city, matter);
		await b.click('/follow/do/answer_question?which=2');
		assert.ok(b.text.includes('从何时开始？') && !b.text.includes('漏在几层？'), 'the question stands over its answer');
		await b.submit('/follow/do/answer_question', { set: { text: '' }, want: 422 });
		assert.ok(b.text.includes('从何时开始？'), 'it still does when the form comes back');
		await b.submit('/follow/do/answer_question', { set: { text: '去年冬天', files: [photo()] } });
		assert.equal(b.last.path.split('?')[0], '/follow/matter');
		assert.equal(b.last.root.all('.asked h3').length, 1, 'one question is left');
	},

	async 'the rest by the API, and no answer twice'({ data: city }) {
		const told = await city.api(null, 'POST', '/api/v1/follow', { code: matter.code });
		assert.deepEqual(told.json.questions.map((q) => [q.which, q.question, q.answer]), [[1, '漏在几层？\n<b>请说明</b>', null], [2, '从何时开始？', '去年冬天']]);
		await actByApi(city, matter, 'petitioner', 'answer_question', { which: '2', text: '再答一次' }, 422);
		await actByApi(city, matter, 'petitioner', 'answer_question', { text: '四层' });
		await actByApi(city, matter, 'petitioner', 'answer_question', { text: '没有了' }, 409);
	},

	async 'the handler\'s day says so, and the matter shows both together'({ data: city }) {
		const b = await city.as('handler');
		await b.get('/staff');
		assert.ok(b.last.root.has('#g-wrote') && !b.last.root.has('#g-question'));
		await b.get(`/staff/m/${matter.number}`);
		for (const words of ['漏在几层？', '四层', '从何时开始？', '去年冬天']) assert.ok(b.text.includes(words), words);
		await actByPages(city, matter, 'handler', 'progress', { text: '已看到回答' });
		await b.get('/staff');
		assert.ok(!b.last.root.has('#g-wrote'), 'seen and acted upon');
	},

	async 'corrections by petitioner and office stand beside the text'({ data: city }) {
		await actByPages(city, matter, 'petitioner', 'correct_own', { text: '是四号楼，不是三号楼。' });
		await actByPages(city, matter, 'registrar', 'correct', { text: '电话记录时楼号有误。' });
		const handler = await city.as('handler');
		await handler.get('/staff');
		assert.ok(handler.last.root.has('#g-wrote'), 'the unit is told');
		await handler.get(`/staff/m/${matter.number}`);
		const b = await followed(city, matter, 'en');
		for (const page of [handler, b]) {
			assert.deepEqual(page.last.root.all('.corrected h3').map((n) => n.text.replace(/, .*/, '')), ['Corrected by the petitioner', 'Corrected by Dalian Petition Bureau']);
			assert.ok(page.text.includes(PETITION.text.split('\n')[0]), 'and the text itself is as it was');
		}
	},

	async 'confidentiality is asked for on the page that says what it does'({ data: city }) {
		const b = await followed(city, matter, 'en');
		await b.click('/follow/do/ask_confidential');
		assert.ok(b.text.includes('nobody outside the petition office'));
		await b.submit('/follow/do/ask_confidential', { set: {} });
		assert.equal(matter.row.confidential, 1);
	},

	async 'both are steps with receipts, and closed matters ask nothing'({ data: city }) {
		await actByPages(city, matter, 'handler', 'ask_petitioner', { question: '还有别的吗？' });
		await actByPages(city, matter, 'petitioner', 'withdraw', { reason: '已修好' });
		const b = await followed(city, matter);
		assert.ok(!b.last.root.has('.asked'));
		const acts = matter.events.map((e) => e.act);
		for (const act of ['ask_petitioner', 'answer_question']) {
			const seq = acts.indexOf(act) + 1;
			assert.ok(b.last.root.has(`a[href="/follow/receipt/${seq}"]`) || b.last.root.has(`a[href="/follow/promise/${seq}"]`), `${act} has its proof`);
		}
	},
});
