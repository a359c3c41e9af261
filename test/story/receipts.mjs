// What a petitioner holds in the hand: the printed receipt with its cover and
// its codes, from the filing, the follow page and the registrar's desk; and the
// ledger's head on every letter and on the pages.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { binary, command } from '../node/lib/program.mjs';
import { photo } from '../node/lib/files.mjs';
import { readZip } from '../node/lib/zip.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, actByPages, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 120;
// The beat is slow: what is signed here is signed by hand.
export const before = () => openCity({ today: '2026-03-02', args: ['--beat', '300'] });
export const after = (city) => city.close();

const sign = (city) => city.stopped(() => {
	command(['ledger', 'checkpoint', city.dir]);
});
const headOf = (city) => {
	const [origin, size, root] = command(['ledger', 'checkpoint', city.dir]).out.split('\n');
	return { origin, size, root, en: `Ledger of ${origin}: ${size} records, root ${root}, signed 20`, zh: `台账 ${origin}：共 ${size} 条记录，根哈希 ${root}，签名时间 20` };
};
const sheets = (b) => b.last.root.all('.sheet');
let matter, head;

async function print(city, code, { seq = '1', lang = 'zh', want = 200 } = {}) {
	const b = city.stranger(lang);
	const answer = await b.send('POST', '/follow/print', { headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }, body: `code=${encodeURIComponent(code)}&seq=${seq}` });
	await b.page(answer, want);
	return b;
}

export const tests = story({
	async 'from the page after filing: a cover with number and date alone, and the code behind it'({ data: city }) {
		const b = city.stranger('zh');
		matter = await fileByPages(city, PETITION, 'zh', b);
		await b.submit('/follow/print');
		const [cover, own] = sheets(b).map((s) => s.text);
		assert.equal(sheets(b).length, 2);
		assert.ok(cover.includes(matter.number) && cover.includes('2026-03-02') && cover.includes('Receipt') && cover.includes('回执'));
		for (const secret of [PETITION.subject, matter.code, PETITION.name, PETITION.phone]) assert.ok(!cover.includes(secret), `the cover tells ${secret}`);
		assert.ok(own.includes(matter.code) && own.includes(PETITION.subject));
		assert.match(own, /signed promise that it will within ten minutes/, 'what no head covers is not printed as proved');
		assert.match(own, /已签名的承诺：十分钟内记入台账/);
		assert.ok(b.last.root.all('.codes svg').length >= 2 && !own.includes('/ledger/check'));
		assert.equal(b.last.answer.headers['cache-control'], 'no-store');
		for (const name of [PETITION.name, PETITION.phone]) assert.ok(!own.includes(name));
	},

	async 'once the head covers it, the codes hold the proof'({ data: city }) {
		await sign(city);
		for (const lang of ['zh', 'en']) {
			const b = await print(city, matter.code, { lang });
			const own = sheets(b)[1].text;
			assert.ok(own.includes(matter.code));
			const codes = b.last.root.all('.codes figure').map((f) => f.text);
			assert.deepEqual(codes, codes.map((_, i) => `${i + 1}/${codes.length}`));
			assert.ok(codes.length >= 2 && b.last.root.all('.codes svg').length === codes.length);
			assert.ok(own.includes('/ledger/check') && own.includes('huiyin-verify'));
		}
	},

	async 'typed in small letters or without hyphens the code is printed in its groups'({ data: city }) {
		const b = await print(city, matter.code.toLowerCase().replaceAll('-', ''));
		assert.ok(sheets(b)[1].text.includes(matter.code));
	},

	async 'a code of nobody prints nothing, and guessing is slowed'({ data: city }) {
		const b = await print(city, '0000-0000-0000-0000-0000-0000-0000', { want: 422 });
		assert.equal(sheets(b).length, 0);
		assert.ok(b.last.root.has('form[action="/follow"]'));
		let slowed = false;
		for (let i = 0; i < 12 && !slowed; i++) slowed = (await print(city, `0000-0000-0000-0000-0000-0000-${1000 + i}`, { want: null })).last.status === 429;
		assert.ok(slowed, 'guessing is not slowed');
		city.sql('DELETE FROM throttle');
	},

	async 'letters issued from now on carry the head, in both languages, and the ledger commits to it'({ data: city }) {
		await city.stopped(() => {
			head = headOf(city);
		});
		for (const paper of matter.documents) assert.ok(!paper.body_en.includes('Ledger of'), 'a head before the first');
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' });
		await actByPages(city, matter, 'handler', 'accept');
		const later = matter.documents.slice(1);
		assert.ok(later.length >= 2);
		for (const paper of later) for (const lang of ['en', 'zh']) {
			const last = paper[`body_${lang}`].split('\n').at(-1);
			assert.ok(last.startsWith(head[lang]), `${paper.kind}: ${last}`);
			assert.match(last, / \d\d:\d\d$/);
		}
		const accepted = later.find((p) => p.kind === 'acceptance_notice');
		const want = createHash('sha256').update(`${accepted.body_zh}\n${accepted.body_en}\n`).digest('hex');
		const opening = city.sql(`SELECT l.opening FROM event_leaf l JOIN event e ON e.id = l.event_id WHERE e.act = 'accept' AND e.matter_id = ${matter.row.id}`)[0].opening;
		assert.ok(JSON.parse(opening).papers.some((p) => p.startsWith('acceptance_notice ') && p.endsWith(`sha256:${want}`)), opening);
	},

	async 'the follow page, a printed letter and the ledger show the head with its time'({ data: city }) {
		for (const lang of ['en', 'zh']) {
			const b = await followed(city, matter, lang);
			assert.ok(b.text.includes(head[lang]), b.text);
			const paper = b.last.root.all('a').map((a) => a.attr('href')).find((h) => h?.startsWith('/follow/paper/'));
			await b.get(paper);
			assert.ok(b.last.root.one('p.head').text.startsWith(head[lang]));
			await b.get('/ledger');
			assert.ok(b.text.includes(head[lang]));
		}
	},

	// Signed first: a server that starts signs at once what no head covers yet, and would
	// give another head, sooner or later than this asks.
	async 'the head and its time are the same after a restart'({ data: city }) {
		await sign(city);
		const shown = async () => {
			const b = city.stranger('en');
			await b.get('/ledger');
			return b.last.root.one('p.head').text;
		};
		const before = await shown();
		await city.stopped(() => {});
		assert.equal(await shown(), before);
	},

	async 'from the follow page every step is printed; internal ones and those of nobody are not there'({ data: city }) {
		await actByPages(city, matter, 'officer', 'note', { text: '内部批注' });
		const internal = matter.events.find((e) => e.act === 'note').seq;
		await sign(city);
		const b = await followed(city, matter);
		const links = b.last.root.all('a').map((a) => a.attr('href')).filter((h) => h?.startsWith('/follow/print/'));
		assert.equal(new Set(links).size, matter.events.filter((e) => e.public).length);
		for (const link of new Set(links)) {
			await b.get(link);
			const own = sheets(b)[1].text;
			assert.ok(!b.last.answer.text.includes(matter.code), 'the code is kept nowhere');
			assert.match(own, /请在此处填写您的查询码/);
			assert.ok(b.last.root.all('.codes svg').length >= 2, link);
		}
		for (const seq of [internal, 99, 0, -1, 'x']) await b.get(`/follow/print/${seq}`, 404);
		await b.get('/follow/print/1');
		await b.submit('/follow/print', { set: { code: matter.code } });
		assert.ok(sheets(b)[1].text.includes(matter.code));
		const stranger = city.stranger('en');
		assert.equal((await stranger.send('GET', '/follow/print/1')).status, 303);
		await print(city, matter.code, { seq: String(internal), want: 404 });
	},

	// Counted by another program: every row the petitioner may see, no internal one, none of others.
	async 'one archive holds everything about one\'s matter and nothing of others'({ data: city }) {
		const other = await fileByPages(city, { ...PETITION, subject: '别人的事项', text: '别人的内容不可泄露' }, 'zh');
		let b = await followed(city, matter);
		await b.get('/follow/do/add_material');
		await b.submit('/follow/do/add_material', { set: { text: '补充照片', files: [photo(), { ...photo(), name: '../第二 张*.png' }] } });
		await actByPages(city, matter, 'handler', 'note', { text: '另一内部批注' });
		await sign(city);
		b = await followed(city, matter);
		const answer = await b.send('GET', '/follow/export'), zip = readZip(answer.body), all = JSON.parse(zip.get('data.json'));
		const id = matter.row.id, n = (sql) => city.sql(`SELECT count(*) AS n FROM ${sql}`)[0].n;
		const counts = { events: n(`event WHERE matter_id = ${id} AND public`), documents: n(`document WHERE matter_id = ${id} AND public AND status = 'issued'`), files: n(`attachment WHERE matter_id = ${id} AND public`),
			identity: n(`identity WHERE matter_id = ${id}`), ratings: n(`rating WHERE matter_id = ${id}`) };
		for (const [what, want] of Object.entries(counts)) assert.equal(all[what].length, want, what);
		assert.ok(counts.files === 2 && counts.documents >= 3 && counts.events >= 5);
		assert.ok(n(`event WHERE matter_id = ${id} AND NOT public`) >= 2, 'there are internal events to leave out');
		const of = (folder) => [...zip.keys()].filter((name) => name.startsWith(`${folder}/`));
		assert.equal(of('papers').length, 2 * counts.documents);
		assert.equal(of('files').length, counts.files);
		assert.equal(of('receipts').length, counts.events, 'the head covers all of them');
		assert.deepEqual([...zip.keys()].filter((name) => !name.includes('/')).sort(), ['README.txt', 'check.html', 'data.json']);
		for (const paper of all.documents) for (const lang of ['zh', 'en']) assert.ok(of('papers').some((name) => name.endsWith(`${paper.kind}.${lang}.txt`) && zip.get(name).toString() === paper[`body_${lang}`]), paper.kind);
		for (const file of all.files) assert.equal(zip.get(file.file).length, file.size, file.file);
		assert.ok(of('files').some((name) => name.endsWith('第二 张_.png')));
		for (const [name, bytes] of zip) for (const secret of ['别人的内容不可泄露', other.number, other.code, '内部批注', matter.code]) assert.ok(!bytes.includes(secret), `${name} holds ${secret}`);
		const readme = zip.get('README.txt').toString();
		assert.ok(readme.includes('Everything about petition') && readme.includes('您有权获取的全部信息') && readme.includes(all.ledger_key));
		const dir = mkdtempSync(join(tmpdir(), 'huiyin-receipts-'));
		for (const name of of('receipts')) {
			writeFileSync(join(dir, 'r'), zip.get(name));
			const said = spawnSync(`${binary}-verify`, [join(dir, 'r'), '--key', all.ledger_key, '--lang', 'en'], { encoding: 'utf8' });
			assert.equal(said.status, 0, `${name}: ${said.stdout}`);
		}
		rmSync(dir, { recursive: true });
	},

	async 'from the registrar\'s desk, right after registration'({ data: city }) {
		const b = await city.as('registrar', 'en');
		await b.get('/staff/register');
		await b.submit('/staff/register', { set: { channel: 'letter', subject: '来信', text: '路灯不亮', requests: '请修复', name: '李来信', phone: '13800001111' } });
		const code = b.last.root.one('.receipt .code').text;
		assert.equal(b.last.root.one('form[action="/follow/print"]').attr('target'), '_blank');
		await b.submit('/follow/print');
		assert.equal(sheets(b).length, 2);
		assert.ok(sheets(b)[1].text.includes(code) && !sheets(b)[0].text.includes(code));
	},
});
