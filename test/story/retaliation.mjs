// Made to suffer for a petition: reported in one click, by pages, API and command;
// the units concerned find nothing of it, not even on the petition it is about.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { command } from '../node/lib/program.mjs';
import { Matter, actByApi, actByPages, fileByPages, followed, readReceipt } from '../node/lib/life.mjs';

export const limit = 120;
export const before = () => openCity({ today: '2026-03-02', keys: ['handler', 'jwman'] });
export const after = (city) => city.close();

let petition, report;

// All that staff see of the petition, but for what each request makes anew.
async function told(city, who) {
	const b = await city.as(who);
	await b.get(`/staff/m/${petition.number}`);
	const page = b.last.answer.text.replace(/name="csrf" value="[^"]+"/g, '');
	await b.get('/staff');
	const day = b.last.answer.text.replace(/name="csrf" value="[^"]+"/g, '');
	return page + day + (who === 'handler' ? (await city.api('handler', 'GET', `/api/v1/matters/${petition.number}`)).text : '');
}

export const tests = story({
	async 'one click from the follow page, and who will see it is said first'({ data: city }) {
		petition = await fileByPages(city);
		await actByPages(city, petition, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, petition, 'officer', 'transfer', { unit: 'zj' });
		await actByPages(city, petition, 'handler', 'accept');
		const before = { handler: await told(city, 'handler'), head: await told(city, 'head') };
		const b = await followed(city, petition, 'en');
		await b.click('Report retaliation');
		assert.ok(b.text.includes('They do not see it'));
		await b.submit('/follow/retaliation', { set: { text: '' }, want: 422 });
		await b.submit('/follow/retaliation', { set: { text: '单位领导要求我撤回信访。' } });
		report = readReceipt(city, b);
		assert.notEqual(report.number, petition.number);
		assert.equal(report.row.restricted, 1);
		for (const who of ['handler', 'head']) assert.equal(await told(city, who), before[who], `${who} is told something`);
	},

	async 'the unit that handles the petition gets nothing, the discipline organ all'({ data: city }) {
		for (const who of ['handler', 'head', 'zjreg', 'busman', 'dlhead', 'registrar']) {
			const b = await city.as(who);
			assert.equal((await b.send('GET', `/staff/m/${report.number}`)).status, 404, who);
			await b.get(`/staff/search?text=${encodeURIComponent('撤回信访')}`);
			assert.ok(!b.text.includes(report.number), who);
		}
		const b = await city.as('jwman');
		await b.get('/staff');
		assert.ok(b.last.root.has('#g-retaliation') && b.text.includes(report.number));
		assert.equal(report.clock('retaliation').due, '2026-03-16');
		await b.get('/staff/search?procedure=retaliation');
		assert.ok(b.text.includes(report.number), 'they are listed, and so counted, by their procedure');
	},

	async 'it is talked about and told what was found, with its own code'({ data: city }) {
		await actByPages(city, report, 'jwman', 'ask_petitioner', { question: '谁要求的？' });
		await actByApi(city, report, 'petitioner', 'answer_question', { text: '科长' });
		await actByPages(city, report, 'jwman', 'conclude', { outcome: 'supported', text: '属实，已责令改正。' });
		const b = await followed(city, report, 'en');
		assert.ok(b.text.includes('属实，已责令改正。') && !b.last.root.has('a[href="/follow/retaliation"]'));
	},

	async 'by the API and by command, and not out of nowhere'({ data: city }) {
		const answer = await actByApi(city, petition, 'petitioner', 'report_retaliation', { text: '扣了奖金' });
		assert.match(answer.json.query_code, /^([0-9A-Z]{4}-){6}/);
		assert.equal(new Matter(city, answer.json.number, answer.json.query_code).row.parent_id, petition.row.id);
		await actByApi(city, petition, 'petitioner', 'report_retaliation', { text: 'x', complained: 'dl' }, 409);
		await actByApi(city, petition, 'petitioner', 'report_retaliation', {}, 422);
		await city.stopped((today) => {
			const { out } = command(['act', city.dir, petition.number, 'report_retaliation', 'text=再次威胁', '--code', petition.code, '--today', today]);
			assert.match(out, /^HY-/);
			command(['act', city.dir, 'new', 'retaliation', 'report', 'text=x', 'subject=y', '--today', today], { want: 1 });
		});
	},
});
