// Filing on a phone and on a desk, in both languages, light and dark, without
// JavaScript: nothing scrolls sideways, nothing is complained about in the
// console, the keyboard alone is enough, and the accessibility checker finds
// nothing. Pictures of every page are kept beside the program that was tested.
import assert from 'node:assert/strict';
import { actKey } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { PETITION, actByPages, fileByPages } from '../node/lib/life.mjs';
import { openCampaign, recordFinding } from '../node/lib/rectify.mjs';
import { axe, checkWidth, focused, launch, shot, window } from '../node/lib/chromium.mjs';

export const limit = 240;

export async function before() {
	const city = await openCity({ today: '2026-03-02', keys: ['clerk'] });
	const browser = await launch();
	const matter = await fileByPages(city, PETITION, 'zh');
	await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
	await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' });
	await actByPages(city, matter, 'handler', 'accept');
	await actByPages(city, matter, 'handler', 'progress', { text: '已查勘现场' });
	matter.campaign = await openCampaign(city, '2026-03-01');
	await actKey(city, 'clerk', matter.campaign, 'publish_campaign', { public_zh: '巡视反馈问题整改情况', public_en: 'What was found, and what became of it' });
	await actKey(city, 'clerk', await recordFinding(city, matter.campaign, 1), 'publish_finding', { public_zh: '供热投诉久拖不决' });
	return { city, browser, matter };
}

export async function after({ city, browser }) {
	await browser.close();
	await city.close();
}

const WINDOWS = [
	{ width: 360, lang: 'zh', scheme: 'light' }, { width: 360, lang: 'en', scheme: 'dark' },
	{ width: 1280, lang: 'en', scheme: 'light' }, { width: 1280, lang: 'zh', scheme: 'dark' },
];
const nameOf = (w, page) => `${page}-${w.width}-${w.lang}-${w.scheme}`;
const tests = {};

async function look(page, w, name) {
	await checkWidth(page, `${name} at ${w.width}`);
	await shot(page, nameOf(w, name));
}

async function fill(page, fields) {
	for (const [name, value] of Object.entries(fields)) await page.fill(`#f-${name}`, value);
}

for (const w of WINDOWS) {
	tests[`filing without scripts at ${w.width} pixels, ${w.lang}, ${w.scheme}`] = async ({ data: { city, browser } }) => {
		const { context, page, faults } = await window(browser, w);
		await page.goto(`${city.origin}/`);
		await look(page, w, 'home');
		await page.click('a[href="/file"]');
		await page.click('button[value="next"]:not([tabindex="-1"])');
		await look(page, w, 'file-1-faults');
		const width = await page.locator('#f-subject').boundingBox();
		assert.ok(width.x >= 0 && width.x + width.width <= w.width, 'the field fits');
		await fill(page, { subject: PETITION.subject, text: PETITION.text, requests: PETITION.requests });
		await page.click('button[value="next"]:not([tabindex="-1"])');
		await fill(page, { name: PETITION.name, phone: 'no digits' });
		await page.click('button[value="next"]:not([tabindex="-1"])');
		await look(page, w, 'file-2-faults');
		assert.equal(await page.locator('#f-name').inputValue(), PETITION.name);
		await fill(page, { phone: PETITION.phone });
		await page.click('button[value="next"]:not([tabindex="-1"])');
		await look(page, w, 'file-3-check');
		await page.click('button[value="send"]');
		await look(page, w, 'receipt');
		assert.match(await page.locator('.receipt .code').textContent(), /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
		assert.ok((await page.locator('svg.qr').boundingBox()).width >= 100, 'a QR code that can be read');
		await page.click('form[action="/follow"] button');
		await look(page, w, 'follow');
		const cookies = await context.cookies();
		assert.ok(cookies.length > 0 && cookies.every((c) => c.httpOnly && c.sameSite === 'Strict'));
		// a refused form answers 422, which Chromium notes; nothing else may be noted
		assert.deepEqual(faults.filter((f) => !/status of 422/.test(f)), []);
		await context.close();
	};
}

tests['the keyboard alone files a petition, and sees where it is'] = async ({ data: { city, browser } }) => {
	const { context, page } = await window(browser, { width: 1280, lang: 'en' });
	const tabTo = async (want, most = 60) => {
		for (let i = 0; i < most; i++) {
			await page.keyboard.press('Tab');
			const now = await focused(page);
			if (now && want(now)) return now;
		}
		throw new Error(`not reached by Tab: ${want}`);
	};
	await page.goto(`${city.origin}/`);
	await page.keyboard.press('Tab');
	assert.match((await focused(page)).name, /Skip/);
	await tabTo((f) => f.role === 'link' && f.name === 'File a petition');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/file');
	await tabTo((f) => f.role === 'textbox');
	await page.keyboard.type('Typed by keyboard');
	await tabTo((f) => f.role === 'textbox' && f.value === '');
	await page.keyboard.type('The whole story');
	await tabTo((f) => f.role === 'button' && f.name === 'Continue');
	await page.keyboard.press('Enter');
	await page.waitForSelector('#f-name');
	await tabTo((f) => f.role === 'textbox');
	await page.keyboard.type('Keyboard User');
	await tabTo((f) => f.role === 'textbox');
	await page.keyboard.type('13800001111');
	await page.keyboard.press('Enter');                                     // Enter sends the step on
	await page.waitForSelector('dl.answers');
	assert.match(await page.locator('dl.answers').textContent(), /Typed by keyboard[\s\S]*Keyboard User/);
	await tabTo((f) => f.role === 'button' && f.name === 'Send the petition', 80);
	await page.keyboard.press('Enter');
	await page.waitForSelector('.receipt');
	assert.equal(city.sql("SELECT count(*) AS n FROM matter WHERE subject = 'Typed by keyboard'")[0].n, 1);
	await context.close();
};

tests['a fault takes the reader to its field'] = async ({ data: { city, browser } }) => {
	const { context, page } = await window(browser, { width: 360, lang: 'en' });
	await page.goto(`${city.origin}/file`);
	await page.click('button[value="next"]:not([tabindex="-1"])');
	await page.click('.errors a[href="#f-text"]');
	await page.keyboard.type('typed after the jump');
	assert.equal(await page.locator('#f-text').inputValue(), 'typed after the jump');
	await context.close();
};

// -- the staff's pages

function cookiesOf(city, b) {
	return [...b.cookies].map(([name, value]) => ({ name, value, url: city.origin }));
}

const STAFF_PAGES = (matter) => [
	['day', 'handler', '/staff'], ['matter', 'handler', `/staff/m/${matter.number}`], ['act', 'handler', `/staff/m/${matter.number}/draft_opinion`],
	['campaign', 'clerk', `/staff/m/${matter.campaign}`], ['rectification', 'clerk', '/rectification'], ['rectification-one', 'clerk', `/rectification/${matter.campaign}`],
	['register', 'registrar', '/staff/register'], ['search', 'officer', '/staff/search?open=1'], ['search-none', 'officer', '/staff/search?text=nothing-of-the-kind'],
	['board', 'officer', '/staff/board'], ['rules', 'officer', '/staff/rules'], ['rules-petition', 'officer', '/staff/rules?procedure=petition'], ['account', 'officer', '/staff/account'], ['calendars', 'officer', '/staff/calendar'],
	['admin', 'admin', '/staff/admin'], ['admin-units', 'admin', '/staff/admin/units'], ['admin-unit', 'admin', '/staff/admin/units?code=zj'], ['admin-users', 'admin', '/staff/admin/users'],
	['admin-user', 'admin', '/staff/admin/users?login=handler'], ['admin-posts', 'admin', '/staff/admin/posts'], ['admin-calendar', 'admin', '/staff/admin/calendar'], ['admin-log', 'admin', '/staff/admin/log'],
];

const PUBLIC_PAGES = [['home', '/'], ['guide', '/guide'], ['file', '/file'], ['follow-ask', '/follow'], ['login', '/staff/login'], ['not-found', '/nothing/here']];

for (const w of WINDOWS) {
	tests[`staff's pages at ${w.width} pixels, ${w.lang}, ${w.scheme}`] = async ({ data: { city, browser, matter } }) => {
		const windows = new Map();
		for (const [name, who, path] of STAFF_PAGES(matter)) {
			if (!windows.has(who)) windows.set(who, await window(browser, { ...w, cookies: cookiesOf(city, await city.as(who, w.lang)) }));
			const { page, faults } = windows.get(who);
			await page.goto(`${city.origin}${path}`);
			await look(page, w, `staff-${name}`);
			assert.deepEqual(faults, [], `${path}`);
		}
		for (const { context } of windows.values()) await context.close();
	};
}

// -- accessibility

// Contrast differs by scheme, layout by width: these two windows hold both.
for (const w of [WINDOWS[0], WINDOWS[3]]) {
	tests[`the accessibility checker finds nothing at ${w.width} pixels, ${w.lang}, ${w.scheme}`] = async ({ data: { city, browser, matter } }) => {
		const found = [];
		const { context, page } = await window(browser, { ...w, scripts: true });
		for (const [name, path] of PUBLIC_PAGES) {
			await page.goto(`${city.origin}${path}`);
			found.push(...await axe(page, name));
		}
		await page.goto(`${city.origin}/file`);
		await page.click('button[value="next"]:not([tabindex="-1"])');
		found.push(...await axe(page, 'file with faults'));
		await page.goto(`${city.origin}/follow`);
		await page.fill('#f-code', matter.code);
		await page.click('main button');
		found.push(...await axe(page, 'follow'));
		await context.close();
		const windows = new Map();
		for (const [name, who, path] of STAFF_PAGES(matter)) {
			if (!windows.has(who)) windows.set(who, await window(browser, { ...w, scripts: true, cookies: cookiesOf(city, await city.as(who, w.lang)) }));
			await windows.get(who).page.goto(`${city.origin}${path}`);
			found.push(...await axe(windows.get(who).page, `staff ${name}`));
		}
		for (const one of windows.values()) await one.context.close();
		assert.equal(found.length, 0, `${found.length} findings:\n${[...new Set(found)].slice(0, 12).join('\n')}`);
	};
}

tests['on paper a receipt and an answer stand without menus and buttons'] = async ({ data: { city, browser, matter } }) => {
	const { context, page } = await window(browser, { width: 800, lang: 'zh' });
	await page.goto(`${city.origin}/follow`);
	await page.fill('#f-code', matter.code);
	await page.click('main button');
	await page.waitForURL('**/follow/matter');
	await page.emulateMedia({ media: 'print' });
	assert.equal(await page.locator('header.top').isVisible(), false, 'the menu is printed');
	await shot(page, 'print-follow');
	await context.close();
};

export { tests };
