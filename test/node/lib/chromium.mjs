// A real browser. People walk with JavaScript switched off; the accessibility
// checker needs it on, and our policy out of its way, so it reads the same pages
// in a window of its own.
import { chromium } from 'playwright-core';
import { createRequire } from 'node:module';
import { readFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import assert from 'node:assert/strict';
import { binary } from './program.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const SHOTS = join(dirname(binary), 'shots');

export async function launch() {
	mkdirSync(SHOTS, { recursive: true });
	return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--font-render-hinting=none'] });
}

// width, lang ('zh' or 'en'), scheme ('light' or 'dark')
export async function window(browser, { width, lang, scheme = 'light', scripts = false, cookies = [] }) {
	const context = await browser.newContext({
		viewport: { width, height: width < 600 ? 740 : 900 }, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', colorScheme: scheme,
		javaScriptEnabled: scripts, bypassCSP: scripts, reducedMotion: 'reduce', isMobile: width < 600, hasTouch: width < 600,
	});
	context.setDefaultTimeout(20000);
	if (cookies.length) await context.addCookies(cookies);
	const page = await context.newPage();
	const faults = [];
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) faults.push(`console: ${m.text()}`); });
	page.on('pageerror', (e) => faults.push(`script: ${e.message}`));
	page.on('requestfailed', (r) => faults.push(`request: ${r.url()} ${r.failure()?.errorText}`));
	page.on('request', (r) => { if (!/^http:\/\/127\.0\.0\.1:/.test(r.url())) faults.push(`left the house: ${r.url()}`); });
	return { context, page, faults };
}

// Sideways nothing moves: what is wider scrolls in a box of its own.
export async function checkWidth(page, where) {
	const metrics = await (await page.context().newCDPSession(page)).send('Page.getLayoutMetrics');
	const { cssContentSize, cssLayoutViewport } = metrics;
	assert.ok(cssContentSize.width <= cssLayoutViewport.clientWidth + 1, `${where}: ${cssContentSize.width} wide in a window of ${cssLayoutViewport.clientWidth}`);
}

export async function shot(page, name) {
	await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

// What the accessibility checker finds, each with the elements it means.
export async function axe(page, where) {
	await page.evaluate(AXE);
	const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), TAGS);
	const told = violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n    ${v.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} -- ${(n.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 220)}`).join('\n    ')}`);
	return told.map((t) => `${where}: ${t}`);
}

// Which element of the page has the keyboard, as Chromium's accessibility tree tells (no script needed).
export async function focused(page) {
	const session = await page.context().newCDPSession(page);
	const { nodes } = await session.send('Accessibility.getFullAXTree');
	const node = nodes.findLast((n) => n.properties?.some((p) => p.name === 'focused' && p.value.value === true));
	await session.detach();
	return node ? { role: node.role?.value, name: node.name?.value ?? '', value: node.value?.value ?? '' } : null;
}
