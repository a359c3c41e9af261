// A backup is made while petitions are filed and files are added; restored, it
// is a city that breaks no law and holds everything acknowledged before it began.
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { command, serve, sql } from '../node/lib/program.mjs';
import { Filing, checkStored, fileOnce } from '../node/lib/fault.mjs';

export const limit = 180;
export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

async function backedUp(city, n) {
	const { spawn } = await import('node:child_process');
	const { binary } = await import('../node/lib/program.mjs');
	const file = join(city.dir, '..', `backup-${n}`);
	const child = spawn(binary, ['backup', city.dir, file], { stdio: ['ignore', 'ignore', 'pipe'] });
	let err = '';
	child.stderr.on('data', (part) => { err += part; });
	const code = await new Promise((done) => { child.on('exit', done); });
	assert.equal(code, 0, err);
	return file;
}

function checkRestored(city, file, n, acknowledged) {
	const dir = join(city.dir, '..', `restored-${n}`);
	command(['restore', file, dir]);
	assert.match(command(['verify', dir], { want: null }).out, /, 0 faults/);
	const there = new Map(sql(dir, 'SELECT number, subject FROM matter').map((row) => [row.number, row.subject]));
	for (const [key, number] of acknowledged) assert.equal(there.get(number), key, 'what was acknowledged before the backup is in it');
	return { dir, size: there.size };
}

export const tests = {
	async 'three backups while 16 connections file'(t) {
		const city = t.data;
		const filing = new Filing(city.origin, 16);
		const sizes = [];
		await filing.until(30);
		for (let n = 0; n < 3; n++) {
			const acknowledged = [...filing.sent].filter(([, number]) => number);
			const file = await backedUp(city, n);
			sizes.push(checkRestored(city, file, n, acknowledged).size);
			await filing.until(filing.acknowledged + 5);
		}
		await filing.stop();
		assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], `filing went on meanwhile: ${sizes}`);
		assert.equal(filing.refused, 0);
		checkStored(city, filing.sent);
	},
	async 'a restored city is served and takes petitions'(t) {
		const dir = join(t.data.dir, '..', 'restored-2');
		const server = await serve(dir, { today: '2026-03-03' });
		const answer = await fileOnce(server.origin, 'a-key-of-the-restored');
		assert.equal(answer.status, 201);
		await server.stop();
		assert.match(command(['verify', dir], { want: null }).out, /, 0 faults/);
	},
};
