// Papers as PDF: the petitioner and the handler take the same opinion along, in
// both languages; it says what the page says; others get none; and a city whose
// helper programs are not installed says so and goes on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { PETITION, actByApi, fileByPages, followed } from '../node/lib/life.mjs';
import { binary } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 240;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'handler', 'head'] });
export const after = (city) => city.close();

let matter;
const text = (pdf) => spawnSync('pdftotext', ['-', '-'], { input: pdf }).stdout.toString().replace(/[\s-]/g, '');
const pdfLinks = (b) => b.last.root.all('a').map((a) => a.attr('href')).filter((href) => /\/pdf\/\d+$/.test(href ?? ''));

export const tests = story({
	async 'an opinion is issued'({ data: city }) {
		matter = await fileByPages(city, PETITION);
		for (const [who, act, fields] of [['officer', 'classify', { class: 'appeal' }], ['officer', 'transfer', { unit: 'zj' }], ['handler', 'accept', {}],
			['handler', 'draft_opinion', { facts: '现场测温十五度。', opinion: '三日内修复𠮷管道。\n已通知物业。', outcome: 'explained', basis: '《供热条例》' }], ['head', 'approve_opinion', {}]]) await actByApi(city, matter, who, act, fields);
		assert.equal(matter.state, 'opined');
	},

	async 'the petitioner takes it along, as it stands on its page, in both languages'({ data: city }) {
		for (const [lang, title, day] of [['zh', '信访事项处理意见书', '2026年3月2日'], ['en', 'Handlingopinion', '2March2026']]) {
			const b = await followed(city, matter, lang);
			await b.get('/follow/matter');
			const links = pdfLinks(b);
			assert.ok(links.length >= 3, 'every paper has its PDF');
			let found = 0;
			for (const href of links) {
				const answer = await b.send('GET', href);
				assert.equal(answer.type, 'application/pdf');
				assert.match(answer.headers['content-disposition'], /^attachment; filename="[a-z_]+\.pdf"$/);
				assert.match(answer.headers['cache-control'], /no-store/);
				const said = text(answer.body);
				if (!said.includes(title)) continue;
				found++;
				for (const part of ['三日内修复𠮷管道。', '已通知物业。', '现场测温十五度。', '《供热条例》', day]) assert.ok(said.includes(part), `${lang}: ${part}`);
				assert.ok(!said.includes(PETITION.name), 'who asked stands on no paper of the office');
				assert.ok(answer.body.equals((await b.send('GET', href)).body), 'the same paper, the same bytes');
				await b.get(href.replace('/pdf/', '/paper/'));
				for (const p of b.last.root.one('article.paper').all('p').slice(2)) for (const line of p.text.split(/\s{2,}|\n/)) {
					const bare = line.replace(/[\s-]/g, '');
					if (/^.*20260302$/.test(bare)) continue;
					assert.ok(said.includes(bare), `${lang}: the page says ${line}`);
				}
			}
			assert.equal(found, 1);
		}
	},

	async 'the handler takes the same; a paper that is none, a draft, and another\'s matter give nothing'({ data: city }) {
		const b = await city.as('handler');
		await b.get(`/staff/m/${matter.number}`);
		const links = pdfLinks(b);
		assert.ok(links.length >= 3);
		assert.equal((await b.send('GET', links[0])).type, 'application/pdf');
		for (const path of ['0', '99', 'x', '1x', '-1']) assert.equal((await b.send('GET', `/staff/m/${matter.number}/pdf/${path}`)).status, 404, path);
		for (const who of ['busman', 'admin']) assert.equal((await (await city.as(who)).send('GET', links[0])).status, 404, who);
		assert.equal((await city.stranger().send('GET', '/follow/pdf/1')).status, 303);
	},

	async 'without the helper programs the pages say so, and lists are CSV'() {
		const place = mkdtempSync(join(tmpdir(), 'huiyin-alone-'));
		copyFileSync(binary, join(place, 'huiyin'));
		const city = await openCity({ today: '2026-03-02', keys: ['officer'], program: join(place, 'huiyin') });
		try {
			const alone = await fileByPages(city, PETITION);
			const b = await followed(city, alone, 'en');
			await b.get('/follow/matter');
			assert.equal(pdfLinks(b).length, 0);
			assert.match(b.text, /PDF is not made here; print the page from your browser/);
			const answer = await b.send('GET', '/follow/pdf/1');
			assert.equal(answer.status, 503);
			const officer = await city.as('officer');
			await officer.get('/staff/search');
			assert.deepEqual(officer.last.root.all('p.take a').map((a) => a.text), ['CSV']);
			assert.equal((await officer.send('GET', '/staff/list/search.xlsx')).status, 503);
			assert.equal((await officer.send('GET', '/staff/list/search.csv')).status, 200);
		} finally {
			await city.close();
			rmSync(place, { recursive: true });
		}
	},
});
