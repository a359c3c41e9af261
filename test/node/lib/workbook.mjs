// Workbooks for tests: made and read by the program's own helper.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

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
