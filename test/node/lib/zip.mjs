// Archives of ours, read: unzip judges the whole, and every entry's bytes come out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// name -> Buffer, in order
export function readZip(bytes) {
	const dir = mkdtempSync(join(tmpdir(), 'huiyin-zip-')), file = join(dir, 'a.zip');
	const unzip = (...args) => {
		const done = spawnSync('unzip', args, { env: { ...process.env, LC_ALL: 'C.UTF-8' }, timeout: 30000, maxBuffer: 256 * 1024 * 1024 });
		assert.equal(done.error, undefined);
		assert.equal(done.status, 0, `unzip ${args.join(' ')}: ${done.stdout.toString().slice(0, 400)}${done.stderr}`);
		return done.stdout;
	};
	try {
		writeFileSync(file, bytes);
		assert.match(unzip('-t', file).toString(), /No errors detected/);
		const names = unzip('-Z1', file).toString().trim().split('\n');
		assert.equal(new Set(names).size, names.length, 'a name stands twice');
		return new Map(names.map((name) => [name, unzip('-p', file, name.replace(/([*?[\]\\])/g, '\\$1'))]));
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}
