// The disk is full while petitions are filed: no number is told for what is
// not stored, pages are still read, and after room was made and the server was
// started again everything acknowledged is there and filing goes on.
import { cpSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { request } from '../node/lib/http.mjs';
import { command, serve } from '../node/lib/program.mjs';
import { Filing, checkStored, fileOnce } from '../node/lib/fault.mjs';

const MEGABYTES = 12;
const BALLAST_BYTES = 4 * 1024 * 1024;

export const limit = 180;

export async function before(t) {
	const home = mkdtempSync(join(tmpdir(), 'huiyin-full-'));
	const disk = join(home, 'disk');
	mkdirSync(disk);
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'none', disk]);
	if (mounted.status !== 0) {
		rmSync(home, { recursive: true, force: true });
		t.skip('a small disk cannot be mounted here');
	}
	const city = await openCity({ closed: true });
	const dir = join(disk, 'city');
	cpSync(city.dir, dir, { recursive: true });
	rmSync(join(city.dir, '..'), { recursive: true, force: true });
	city.dir = dir;
	writeFileSync(join(disk, 'ballast'), Buffer.alloc(BALLAST_BYTES, 'x'));
	return { city, home, disk };
}

export async function after({ city, home, disk }) {
	try {
		await city.server?.stop();
		assert.match(command(['verify', city.dir], { want: null }).out, /, 0 faults/);
	} finally {
		spawnSync('umount', ['-l', disk]);
		rmSync(home, { recursive: true, force: true });
	}
}

const sent = new Map();

async function filledUp(city) {
	const filing = new Filing(city.origin, 8);
	for (const end = Date.now() + 60000; filing.refused < 16 && Date.now() < end;) await new Promise((done) => { setTimeout(done, 10); });
	await filing.stop();
	for (const [key, number] of filing.sent) sent.set(key, number);
	return filing;
}

export const tests = {
	async 'a full disk acknowledges nothing and pages are still read'(t) {
		const { city } = t.data;
		city.server = await serve(city.dir, { today: '2026-03-02' });
		const filing = await filledUp(city);
		assert.ok(filing.acknowledged > 0, 'some were filed before the disk was full');
		assert.ok(filing.refused >= 16, `the disk of ${MEGABYTES} MB was not filled by ${filing.sent.size} filings`);
		const late = await fileOnce(city.origin, 'a-key-of-the-full-disk');
		assert.ok(late.status >= 500 && !late.number, `a full disk answered ${late.status}`);
		for (const path of ['/', '/file', '/follow', '/staff/login']) {
			assert.equal((await request(city.origin, 'GET', path)).status, 200, path);
		}
		const health = await request(city.origin, 'GET', '/health');
		assert.deepEqual([health.status, health.text], [503, 'reads only\n'], 'whoever watches is told');
		checkStored(city, sent);
	},
	async 'after room was made and a new start nothing acknowledged is lost and filing goes on'(t) {
		const { city, disk } = t.data;
		unlinkSync(join(disk, 'ballast'));
		await city.server.stop();
		city.server = await serve(city.dir, { today: '2026-03-02' });
		checkStored(city, sent);
		for (const [key, number] of [...sent].slice(-40)) {
			const answer = await fileOnce(city.origin, key);
			assert.equal(answer.status, 201);
			if (number) assert.equal(answer.number, number);
			sent.set(key, answer.number);
		}
		checkStored(city, sent);
	},
};
