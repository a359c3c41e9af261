// A browser that others use after me: a petition is filed and followed in it, then
// left. Going back shows nothing, the address says nothing, and in the whole folder
// the browser keeps on the disk there is not one word of who filed; but in its own memory
// for a crash, which holds what was typed into any site's forms, and in what it offers to fill in
// for name and telephone, which WCAG 1.3.5 wants it to know (a private window has neither, as the
// guide says).
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { PETITION } from '../node/lib/life.mjs';

export const limit = 120;

export async function before() {
	const profile = mkdtempSync(join(tmpdir(), 'huiyin-shared-'));
	return { city: await openCity({ today: '2026-03-02' }), profile };
}

export async function after({ city, profile }) {
	rmSync(profile, { recursive: true, force: true });
	await city.close();
}

const ME = { name: 'Zyxwvut Qponmlk', phone: '13876512349', address: 'canary-lane-8842' };
const TOLD = 'canary-subject-5517';

function files(dir) {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name), s = statSync(path, { throwIfNoEntry: false });
		return !s ? [] : s.isDirectory() ? files(path) : s.isFile() ? [path] : [];
	});
}

// In the browser's own form of texts, one byte a letter or two.
const holds = (bytes, word) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le'));

async function settled(page) {
	for (let i = 0; ; i++) {
		try {
			return await page.content();
		} catch (e) {
			if (i === 50) throw e;
			await new Promise((done) => { setTimeout(done, 100); });
		}
	}
}

async function walk(context, origin) {
	const page = await context.newPage();
	const next = () => page.click('button[value="next"]:not([tabindex="-1"])');
	await page.goto(`${origin}/file`);
	for (const [name, value] of Object.entries({ subject: TOLD, text: PETITION.text })) await page.fill(`#f-${name}`, value);
	await next();
	for (const [name, value] of Object.entries(ME)) await page.fill(`#f-${name}`, value);
	await next();
	await page.click('button[value="send"]');
	const code = await page.locator('.receipt .code').textContent();
	await page.click('form[action="/follow"] button');
	assert.ok((await page.content()).includes(TOLD));
	assert.ok(!page.url().includes(code));
	await page.click('form[action="/follow/leave"] button');
	return { page, code };
}

export const tests = {
	async 'going back after leaving shows nothing, and the disk keeps nothing'({ data: { city, profile } }) {
		const options = { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'], javaScriptEnabled: false };
		let context = await chromium.launchPersistentContext(profile, options);
		const { page, code } = await walk(context, city.origin);
		for (let i = 0; i < 6; i++) {
			await page.goBack({ timeout: 5000 }).catch(() => null);     // a form's answer is not sent again: Chromium shows a page of its own
			const shown = await settled(page);
			for (const word of [TOLD, ...Object.values(ME), code]) assert.ok(!shown.includes(word), `going back ${i + 1} times shows ${word} at ${page.url()}`);
		}
		assert.equal((await context.cookies()).filter((c) => c.name === 's').length, 0, 'the session is forgotten');
		await context.close();
		for (const path of files(profile).filter((f) => !f.includes('/Default/Sessions/'))) for (const word of [TOLD, code, code.replaceAll('-', ''), ...(path.endsWith('/Web Data') ? [] : Object.values(ME))]) {
			assert.ok(!holds(readFileSync(path), word), `${path.slice(profile.length)} holds ${word}`);
		}
		context = await chromium.launchPersistentContext(profile, options);
		const later = await context.newPage();
		await later.goto(`${city.origin}/follow/matter`);
		assert.ok(later.url().endsWith('/follow'), 'who comes later is asked for the code');
		await context.close();
	},
};
