// Runs the tests that are written for node: node test/node/run.mjs FILE.mjs...
//
// A file exports `tests`, an object of name -> async function (t). t.skip(why)
// skips; anything thrown fails. Optional exports: before() whose result is t.data,
// after(data), and limit (seconds for each test, 120 when absent). The last line is
// `N passed, N failed, N skipped`; the exit is 1 on a failure or when nothing ran.
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

class Skip extends Error {}

const count = { passed: 0, failed: 0, skipped: 0 };
const word = process.env.TEST_ONLY ?? '';

function within(seconds, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`longer than ${seconds} s`)), seconds * 1000);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function runOne(file, name, test, data, limit) {
	const t = { data, skip(why) { throw new Skip(why); } };
	try {
		await within(limit, Promise.resolve().then(() => test(t)));
		count.passed++;
	} catch (e) {
		if (e instanceof Skip) {
			count.skipped++;
			console.log(`skipped: ${name}: ${e.message}`);
			return;
		}
		count.failed++;
		console.log(`${file}: ${name}: ${e?.stack ?? e}`);
	}
}

async function runFile(file) {
	let module, data;
	const skip = { skip(why) { throw new Skip(why); } };
	try {
		module = await import(pathToFileURL(resolve(file)));
		data = await within(120, Promise.resolve(module.before?.(skip)));
	} catch (e) {
		const skipped = e instanceof Skip;
		count[skipped ? 'skipped' : 'failed']++;
		console.log(skipped ? `skipped: ${file}: ${e.message}` : `${file}: ${e?.stack ?? e}`);
		return;
	}
	for (const [name, test] of Object.entries(module.tests ?? {})) {
		if (name.includes(word)) await runOne(file, name, test, data, module.limit ?? 120);
	}
	try {
		await module.after?.(data);
	} catch (e) {
		count.failed++;
		console.log(`${file}: after: ${e?.stack ?? e}`);
	}
}

for (const file of process.argv.slice(2)) await runFile(file);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 || count.passed + count.skipped === 0 ? 1 : 0);
