// "Check my receipt" in a real browser: served, and saved and opened from a disk
// with the network off; a receipt as text, as a file and in parts; changed ones;
// without scripts; on a phone and a desk, in both languages, under its own policy.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openCity } from '../node/lib/city.mjs';
import { fileByApi } from '../node/lib/life.mjs';
import { binary, command } from '../node/lib/program.mjs';
import { checkpoint, entry, inclusion, leafHash, newKey, note, opening, parts, receipt, root, sha256, signLine } from '../node/lib/ledger.mjs';
import { axe, checkWidth, launch, shot } from '../node/lib/chromium.mjs';

export const limit = 120;

export async function before() {
	const city = await openCity({ today: '2026-03-02', args: ['--beat', '1'] });
	const matter = await fileByApi(city);
	let proof = '';
	await city.stopped(async () => {
		command(['ledger', 'checkpoint', city.dir]);
		proof = command(['ledger', 'proof', city.dir, matter.number, '1']).out;
	});
	return { city, matter, proof, browser: await launch(), dir: mkdtempSync(join(tmpdir(), 'huiyin-browser-')) };
}

export async function after({ city, browser, dir }) {
	await browser.close();
	rmSync(dir, { recursive: true, force: true });
	await city.close();
}

// A window under the page's own policy; every request it makes is noted.
async function open(browser, { width = 1280, lang = 'en', scheme = 'light', scripts = true, bypass = false, offline = false } = {}) {
	const context = await browser.newContext({ viewport: { width, height: 800 }, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', colorScheme: scheme,
		javaScriptEnabled: scripts, bypassCSP: bypass, reducedMotion: 'reduce', offline });
	context.setDefaultTimeout(20000);
	const page = await context.newPage();
	const asked = [], faults = [];
	page.on('request', (r) => asked.push(r.url()));
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) faults.push(m.text()); });
	page.on('pageerror', (e) => faults.push(e.message));
	return { context, page, asked, faults };
}

async function judge(page, { text = '', file = null, key = null, policy = null }) {
	if (file) await page.setInputFiles('#f-file', file);
	else await page.fill('#f-receipt', text);
	if (key !== null) await page.fill('#f-key', key);
	if (policy !== null) await page.fill('#f-policy', policy);
	await page.locator('#result').evaluate((node) => { node.hidden = true; });
	await page.click('#check button');
	await page.waitForSelector('#result:not([hidden])');
	return page.locator('#result').innerText();
}

const tests = {};

for (const w of [{ width: 360, lang: 'zh', scheme: 'light' }, { width: 1280, lang: 'en', scheme: 'dark' }]) {
	tests[`served, at ${w.width} pixels, ${w.lang}: a receipt of ours is proved, a changed one is not`] = async ({ data: { city, browser, proof, matter } }) => {
		const { context, page, asked, faults } = await open(browser, w);
		await page.goto(`${city.origin}/ledger/check`);
		await page.waitForSelector('#check:not([hidden])');
		await checkWidth(page, 'check');
		await shot(page, `check-${w.width}-${w.lang}-${w.scheme}`);
		const said = await judge(page, { text: proof });
		assert.match(said, w.lang === 'zh' ? /^已证实。/ : /^Proved\./);
		assert.ok(said.includes(matter.number), said);
		assert.equal(await page.evaluate(() => document.activeElement.id), 'result');
		await checkWidth(page, 'check, proved');
		await shot(page, `check-proved-${w.width}-${w.lang}-${w.scheme}`);
		assert.match(await judge(page, { text: proof.replace(/\nindex (\d+)/, (_, i) => `\nindex ${Number(i) + 1}`) }), w.lang === 'zh' ? /^未能证实/ : /^Not proved/);
		await shot(page, `check-refused-${w.width}-${w.lang}-${w.scheme}`);
		assert.deepEqual(asked, [`${city.origin}/ledger/check`], 'the page asked for something');
		assert.deepEqual(faults, []);
		await context.close();
	};
}

tests['from a disk, with the network off, it does the same'] = async ({ data: { city, browser, proof, dir } }) => {
	const saved = join(dir, 'huiyin-check.html');
	writeFileSync(saved, (await city.stranger('en').send('GET', '/ledger/check')).text);
	const { context, page, asked, faults } = await open(browser, { offline: true });
	await page.goto(pathToFileURL(saved).href);
	await page.waitForSelector('#check:not([hidden])');
	assert.equal(await page.locator('.served').count(), 0, 'links that lead nowhere from a disk');
	assert.match(await judge(page, { text: proof }), /^Proved\./);
	writeFileSync(join(dir, 'mine.tlog-proof'), proof);
	assert.match(await judge(page, { file: join(dir, 'mine.tlog-proof') }), /^Proved\./);
	const three = parts(proof, 3);
	assert.match(await judge(page, { text: [three[2], three[0], three[1]].join('\n\n') }), /^Proved\./);
	assert.match(await judge(page, { text: [three[2], three[0]].join('\n') }), /part 2 of the printed receipt is missing/);
	assert.deepEqual(asked.filter((url) => !url.startsWith(pathToFileURL(saved).href)), []);
	assert.deepEqual(faults, []);
	await context.close();
};

tests['witnesses are asked for, and what is typed wrong is said'] = async ({ data: { city, browser } }) => {
	const log = newKey('log.example', 1, 'log'), witness = newKey('w.example', 4, 'w');
	const open1 = opening(sha256('n'), '{"act":"file","unit":"\u202eX"}'), leaves = [sha256('a'), leafHash(entry(open1)), sha256('b')];
	const text = checkpoint(log.name, 3, root(leaves));
	const make = (...lines) => receipt(open1, 1, inclusion(1, leaves), note(text, signLine(log, text), ...lines));
	const { context, page } = await open(browser);
	await page.goto(`${city.origin}/ledger/check`);
	await page.waitForSelector('#check:not([hidden])');
	const policy = `witness w ${witness.vkey}\nquorum w`;
	const said = await judge(page, { text: make(signLine(witness, text, 1700000000)), key: log.vkey, policy });
	assert.match(said, /^Proved\.[\s\S]*Record 2 of 3[\s\S]*Witnesses who signed: 1\. They had seen it by 2023-11-14T22:13:20Z/);
	assert.ok(said.includes('\\u202eX') && !said.includes('\u202e'), 'what steers the reading is told by number');
	assert.match(await judge(page, { text: make(), policy }), /too few of the witnesses/);
	assert.match(await judge(page, { text: make(), policy: 'quorum none' }), /^Proved\./);
	assert.match(await judge(page, { text: make(), policy: 'witness w' }), /^Line 1 of the witnesses/);
	assert.match(await judge(page, { text: make(), policy: '# nobody' }), /lack the line/);
	assert.match(await judge(page, { text: make(), policy: '', key: 'log.example' }), /not a ledger's public key/);
	assert.match(await judge(page, { text: make(), key: '' }), /enter the ledger's public key/);
	assert.match(await judge(page, { text: '' }), /paste a receipt/);
	assert.match(await judge(page, { text: parts('huiyin-promise@v1\nextra AAAA\n\n', 2).join('\n'), key: log.vkey, policy: '' }), /a promise, not yet a receipt/);
	await context.close();
};

// What a telephone does, done by zbar with the PDF that Chromium prints.
tests['printed on A4, the codes are read from the paper and prove the filing; the cover holds none'] = async ({ data: { city, browser, matter, dir } }) => {
	const run = (program, ...args) => {
		const done = spawnSync(program, args, { encoding: 'utf8', timeout: 60000 });
		assert.equal(done.error, undefined);
		return done.stdout;
	};
	for (const lang of ['zh', 'en']) {
		const { context, page } = await open(browser, { lang, scripts: false, width: 360 });
		await page.goto(`${city.origin}/follow`);
		await page.fill('#f-code', matter.code);
		await page.click('main button');
		await page.waitForURL('**/follow/matter');
		await page.goto(`${city.origin}/follow/print/1`);
		await checkWidth(page, 'the receipt for printing');
		await page.fill('#f-code', matter.code);
		await page.click('.screen button');
		await page.waitForSelector('.sheet .big.code');
		await shot(page, `print-360-${lang}`);
		const pdf = join(dir, `${lang}.pdf`);
		writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
		const pages = [1, 2].map((n) => run('pdftotext', '-f', `${n}`, '-l', `${n}`, pdf, '-'));
		assert.match(run('pdfinfo', pdf), /Pages: +2\n[\s\S]*\(A4\)/);
		assert.ok(pages[0].includes(matter.number) && !pages[0].includes(matter.code) && !pages[0].includes('HUIYIN-RECEIPT'));
		assert.ok(pages[1].replace(/\s/g, '').includes(matter.code), pages[1]);
		run('pdftoppm', '-r', '200', '-png', pdf, join(dir, lang));
		assert.equal(run('zbarimg', '--raw', '-q', join(dir, `${lang}-1.png`)), '');
		const read = join(dir, `${lang}.txt`);
		writeFileSync(read, run('zbarimg', '--raw', '-q', join(dir, `${lang}-2.png`)));
		const said = run(`${binary}-verify`, read, '--key', command(['ledger', 'key', city.dir]).out.trim(), '--lang', lang);
		assert.match(said, lang === 'zh' ? /^已证实。[\s\S]*事项编号/ : /^Proved\.[\s\S]*number of the matter/);
		assert.ok(said.includes(matter.number));
		await context.close();
	}
};

tests['the accessibility checker finds nothing on the receipt for printing'] = async ({ data: { city, browser, matter } }) => {
	for (const w of [{ width: 360, lang: 'en', scheme: 'light' }, { width: 1280, lang: 'zh', scheme: 'dark' }]) {
		const { context, page } = await open(browser, { ...w, bypass: true });
		await page.goto(`${city.origin}/follow`);
		await page.fill('#f-code', matter.code);
		await page.click('main button');
		await page.waitForURL('**/follow/matter');
		await page.goto(`${city.origin}/follow/print/1`);
		const found = await axe(page, 'print');
		assert.equal(found.length, 0, found.join('\n'));
		await context.close();
	}
};

tests['a browser that lacks Ed25519 says so'] = async ({ data: { city, browser } }) => {
	const { context, page } = await open(browser);
	await page.addInitScript(() => { SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError')); });
	await page.goto(`${city.origin}/ledger/check`);
	await page.waitForSelector('#unable:not([hidden])');
	assert.equal(await page.locator('#check').isVisible(), false);
	assert.match(await page.locator('main').innerText(), /huiyin-verify RECEIPT/);
	await context.close();
};

tests['without scripts it says how to check with the program'] = async ({ data: { city, browser } }) => {
	const { context, page, faults } = await open(browser, { scripts: false, width: 360 });
	await page.goto(`${city.origin}/ledger/check`);
	assert.equal(await page.locator('#check').isVisible(), false);
	assert.equal(await page.locator('#words').isVisible(), false);
	assert.match(await page.locator('main').innerText(), /Scripts are switched off[\s\S]*huiyin-verify RECEIPT\.tlog-proof --key "/);
	await checkWidth(page, 'check without scripts');
	assert.deepEqual(faults, []);
	await context.close();
};

tests['the accessibility checker finds nothing, before and after a check'] = async ({ data: { city, browser, proof } }) => {
	for (const w of [{ width: 360, lang: 'zh', scheme: 'dark' }, { width: 1280, lang: 'en', scheme: 'light' }]) {
		const { context, page } = await open(browser, { ...w, bypass: true });
		await page.goto(`${city.origin}/ledger/check`);
		await page.waitForSelector('#check:not([hidden])');
		const found = await axe(page, 'check');
		await judge(page, { text: proof });
		found.push(...await axe(page, 'check, proved'));
		await judge(page, { text: 'x' });
		found.push(...await axe(page, 'check, refused'));
		assert.equal(found.length, 0, found.join('\n'));
		await context.close();
	}
};

export { tests };
