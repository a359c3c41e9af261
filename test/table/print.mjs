// Documents as PDF: what was said is on the pages, once and in order, in the
// form of GB/T 9704; the same lines give the same bytes; nasty text harms nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const limit = 120;
const PROGRAM = `${process.env.HUIYIN}-print`;

export const before = () => mkdtempSync(join(tmpdir(), 'huiyin-print-'));
export const after = (dir) => rmSync(dir, { recursive: true });

const escape = (s) => String(s).replace(/[\\\t\n\r]/g, (c) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[c]}`);
const lines = (rows) => `${rows.map((row) => row.map((f, i) => (i ? escape(f) : f)).join('\t')).join('\n')}\n`;
const head = (kind, lang) => [['huiyin-print 1'], ['kind', kind], ['lang', lang], ['made', '2018-09-01T08:00:00Z']];

function print(rows) {
	const done = spawnSync(PROGRAM, [], { input: typeof rows === 'string' ? rows : lines(rows), maxBuffer: 64 << 20 });
	return { status: done.status, pdf: done.stdout, said: done.stderr.toString() };
}

function read(dir, pdf, ...args) {
	const file = join(dir, 'document.pdf');
	writeFileSync(file, pdf);
	return spawnSync('pdftotext', [...args, file, '-'], { maxBuffer: 64 << 20 }).stdout.toString();
}

function info(dir, pdf) {
	const file = join(dir, 'document.pdf');
	writeFileSync(file, pdf);
	return Object.fromEntries(spawnSync('pdfinfo', [file]).stdout.toString().split('\n').map((l) => /^([^:]+): +(.*)$/.exec(l)?.slice(1)).filter(Boolean));
}

const bare = (text) => text.replace(/[\s\f-]/g, '');
const count = (text, part) => bare(text).split(bare(part)).length - 1;

function minutes(lang) {
	const zh = lang === 'zh';
	const names = Array.from({ length: 60 }, (_, i) => (i % 9 ? (zh ? `张某甲${i}号` : `Zhang Mou ${i}.`) : zh ? `市发展和改革委员会综合规划处副处长欧阳某某${i}号` : `Deputy Director Maximilian Featherstonehaugh-Cholmondeley ${i}.`));
	const rows = [...head('minutes', lang), ['mark', zh ? '市人民政府党组会议纪要' : 'Minutes of the Leading Group'], ['number', '〔2018〕14号'], ['title', zh ? '市政府党组（扩大）会议' : 'Enlarged meeting']];
	for (let i = 1; i <= 20; i++) rows.push(['level', 1, `${zh ? '议题' : 'Item'} <${i}>`, ''], ['level', 2, zh ? '会议决定' : 'Decided', zh ? '：由市信访局牵头，于10月31日前报告。' : 'that the bureau leads & reports.']);
	rows.push(['people', zh ? '出席' : 'Present', ...names], ['people', zh ? '列席' : 'Observing', zh ? '赵某' : 'Zhao'], ['sign', zh ? '市政府办公厅' : 'General Office', zh ? '2018年9月1日' : '1 September 2018'],
		['copies', zh ? '抄送' : 'Copies', zh ? '各区市县' : 'all districts'], ['issued', zh ? '市政府办公厅' : 'General Office', zh ? '2018年9月1日印发' : 'issued 1 September 2018'], ['end']);
	return { rows, names };
}

export const tests = {
	async 'minutes of 20 items and 60 names, in both languages: all there, once, in order, on an even number of pages'({ data: dir }) {
		for (const lang of ['zh', 'en']) {
			const { rows, names } = minutes(lang);
			const { status, pdf, said } = print(rows);
			assert.equal(status, 0, said);
			const facts = info(dir, pdf);
			const text = read(dir, pdf);
			assert.equal(Number(facts.Pages) % 2, 0, 'the imprint stands on an even page');
			assert.match(facts['Page size'], /A4/);
			for (const name of names) assert.equal(count(text, name), 1, name);
			let at = -1;
			for (let i = 1; i <= 20; i++) {
				const next = bare(text).indexOf(bare(`${lang === 'zh' ? '议题' : 'Item'} <${i}>`));
				assert.ok(next > at, `item ${i}`);
				at = next;
			}
			assert.match(bare(text), lang === 'zh' ? /二十、议题<20>（一）会议决定：由市信访局牵头/ : /20\.Item<20>20\.1Decidedthat/);
			for (let page = 1; page <= facts.Pages; page++) assert.match(text.split('\f')[page - 1], new RegExp(`— ?${page} ?—`));
		}
	},

	async 'a page has 22 lines of 28 characters'({ data: dir }) {
		const { pdf } = print([...head('report', 'zh'), ['para', '政'.repeat(3000)], ['end']]);
		const page = read(dir, pdf, '-f', '2', '-l', '2').split('\n').filter((line) => /政/.test(line));
		assert.equal(page.length, 22);
		for (const line of page) assert.equal([...line.trim()].length, 28);
	},

	async 'the number of a matter is never divided'({ data: dir }) {
		for (let n = 0; n < 40; n++) {
			const { pdf } = print([...head('report', n % 2 ? 'zh' : 'en'), ['para', `${'编'.repeat(n)}HY-7K3M-2QXD${'号'.repeat(20)}`], ['end']]);
			assert.match(read(dir, pdf), /HY-7K3M-2QXD/, `behind ${n}`);
		}
	},

	async 'the same lines, the same bytes; another time, others'() {
		const one = print(minutes('zh').rows), two = print(minutes('zh').rows);
		assert.ok(one.pdf.equals(two.pdf));
		const rows = minutes('zh').rows.map((row) => (row[0] === 'made' ? ['made', '2018-09-02T08:00:00Z'] : row));
		assert.ok(!one.pdf.equals(print(rows).pdf));
		assert.ok(!one.pdf.includes('/JavaScript') && !one.pdf.includes('/Author'));
	},

	async 'nasty text stays text'({ data: dir }) {
		const { status, pdf, said } = print([...head('report', 'zh'), ['title', '㐂𠮷 <b>&amp;'], ['para', 'a\u202Eb\u202C \u2067c\u2069 e\u0301 \u0007x 😀\tTAB\\n'], ['para', '长'.repeat(10000)], ['para', 'W'.repeat(3000)],
			['para', ''], ['para', '\n\n'], ['sign', '', ''], ['table', 1, 1], ['cells', '', '头'], ['cells', '格'.repeat(3000), '\n'], ['end']]);
		assert.equal(status, 0, said);
		const text = read(dir, pdf);
		assert.equal(bare(text).split('长').length - 1, 10000);
		assert.equal(bare(text).split('W').length - 1, 3000);
		assert.equal(bare(text).split('格').length - 1, 3000);
		assert.match(text, /㐂𠮷 <b>&amp;/);
		assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069\u0007]/);
		assert.match(bare(text), /ab/, 'letters stand in the order they were typed');
	},

	async 'a table says its header on every page'({ data: dir }) {
		const { pdf } = print([...head('report', 'en'), ['title', 'Report'], ['figure', 'Findings', '43', 'verbatim'], ['table', 1, 4], ['cells', 'Number', 'Finding'], ...Array.from({ length: 120 }, (_, i) => ['cells', `No. ${i}.`, 'words and words '.repeat(9)]), ['end']]);
		const text = read(dir, pdf);
		const pages = text.split('\f').filter((p) => p.trim());
		assert.ok(pages.length > 3);
		for (const page of pages) assert.match(page, /Finding/);
		for (let i = 0; i < 120; i++) assert.equal(count(text, `No. ${i}.`), 1);
	},

	async 'a heading never ends a page, a signature never begins one'({ data: dir }) {
		for (let n = 14; n <= 22; n++) {
			const { pdf } = print([...head('report', 'zh'), ...Array.from({ length: n - 2 }, () => ['para', '句。']), ['level', 1, '题', ''], ['para', `${'尾'.repeat(20)}。`], ['sign', '某某局', '2018年9月1日'], ['end']]);
			const pages = read(dir, pdf).split('\f').filter((p) => p.trim()).map((p) => p.replace(/— ?\d+ ?—/, '').trim());
			for (const page of pages) {
				assert.doesNotMatch(page, /题$/, `${n} lines`);
				assert.doesNotMatch(page, /^某某局/, `${n} lines`);
			}
			assert.match(pages.at(-1), /某某局\s+2018年9月1日$/);
		}
	},

	async 'what is no document is refused with its line'() {
		const ok = [...head('letter', 'zh'), ['para', 'x'], ['end']];
		assert.equal(print(ok).status, 0);
		const wrong = [
			'', 'x\n', lines(ok).slice(0, -4), `${lines(ok)}end\n`, lines(ok).replace('letter', 'poster'), lines(ok).replace('zh', 'fr'), lines(ok).replace('08:00', '8:00'),
			lines([...head('letter', 'zh'), ['level', 5, 'a', ''], ['end']]), lines([...head('letter', 'zh'), ['cells', 'a'], ['end']]), lines([...head('letter', 'zh'), ['table', 0], ['end']]),
			lines([...head('letter', 'zh'), ['table', 1, 1], ['cells', 'a'], ['end']]), lines([...head('letter', 'zh'), ['para', 'a'], ['mark', 'b'], ['end']]), lines([...head('letter', 'zh'), ['para', 'a', 'b'], ['end']]),
			lines([...head('letter', 'zh'), ['figure', 'a'], ['end']]), lines([...head('letter', 'zh'), ['kind', 'letter'], ['end']]), lines(ok).replace('\tx', '\t\\q'),
		];
		for (const text of wrong) {
			const done = print(text);
			assert.equal(done.status, 1, text);
			assert.match(done.said, /^huiyin-print: (line \d+: )?[a-z]/, text);
			assert.equal(done.pdf.length, 0, text);
		}
		assert.equal(print([...head('report', 'zh'), ...Array.from({ length: 12000 }, () => ['para', '段'.repeat(28)]), ['end']]).status, 1, 'more than 500 pages');
	},

	async 'which fonts it sets with'() {
		const done = spawnSync(PROGRAM, ['--fonts']);
		assert.equal(done.status, 0);
		assert.match(done.stdout.toString(), /^FangSong: .+\nKaiTi: .+\nSimHei: .+\nFZXiaoBiaoSong: .+\n$/);
		assert.equal(spawnSync(PROGRAM, ['x']).status, 2);
	},
};
