// An import is killed with SIGKILL, several times; run again it goes on where
// it was, and in the end every row is taken once, as by an import that nobody
// disturbed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { binary, command, root } from '../node/lib/program.mjs';

const ROWS = 3000;
const KILLS = 4;

export const limit = 300;
export const before = () => openCity({ closed: true });
export const after = (city) => city.close();

function register(file) {
	const lines = ['留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间'];
	for (let i = 1; i <= ROWS; i++) {
		const day = 1 + (i % 28);
		lines.push(`${i},U${i % 700},主题${i},2025/3/${day} 9:05:00,"第${i}件 ""引号""\n第二行",${i % 3 ? '已修复，全部路灯恢复照明。' : ''},${i % 3 ? `2025/4/${day} 16:00:00` : ''}`);
	}
	writeFileSync(file, `${lines.join('\r\n')}\r\n`);
}

const args = (city, file) => ['import', 'petitions', city.dir, file, '--map', 'messages-zh', '--today', '2026-03-02', '--lang', 'en'];
const taken = (city) => city.sql("SELECT count(*) AS n, count(DISTINCT imported) AS different FROM matter WHERE imported <> ''")[0];

// Killed once so many more rows are committed; false when it ended before.
async function killedAfter(city, file, rows) {
	const child = spawn(binary, args(city, file), { cwd: root, stdio: 'ignore' });
	let ended = false;
	const gone = new Promise((done) => { child.on('exit', () => { ended = true; done(); }); });
	while (!ended && taken(city).n < rows) await new Promise((done) => { setTimeout(done, 3); });
	const killed = child.kill('SIGKILL') && !ended;
	await gone;
	return killed;
}

export const tests = {
	async 'killed again and again, every row is taken once'(t) {
		const city = t.data, file = join(city.dir, '..', 'register.csv');
		register(file);
		let kills = 0, before = 0;
		for (let k = 0; k < KILLS; k++) {
			kills += await killedAfter(city, file, before + 1 + Math.floor(Math.random() * ROWS / (KILLS + 2)));
			const { n, different } = taken(city);
			assert.equal(n, different, 'a row was taken twice');
			assert.ok(n >= before, 'a row that was committed is gone');
			before = n;
			assert.match(command(['verify', city.dir], { want: null }).out, /, 0 faults/);
		}
		assert.ok(kills > 0 && before < ROWS, `killed ${kills} times, ${before} rows taken before the last run`);
		command(args(city, file));
		assert.deepEqual(taken(city), { n: ROWS, different: ROWS });
		const again = command(args(city, file));
		assert.deepEqual(taken(city), { n: ROWS, different: ROWS }, again.out);
		assert.equal(city.sql("SELECT count(*) AS n FROM matter m WHERE imported <> '' AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id)")[0].n, 0);
	},
};
