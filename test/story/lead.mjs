// The leader's view, of each body and each leader of the demo city: every number
// is that of the rows of the list it leads to, and the brief says the same.
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';

const DEMO_PASSWORD = 'huiyin demo city 2026';

export const limit = 120;
export const before = () => openCity({ kind: 'demo' });
export const after = (city) => city.close();

// The rows of the list on that page: of the section the address names, or all of them, page by page.
async function rowsAt(b, href) {
	let n = 0;
	for (let page = 1, at = href; at && page < 50; page++) {
		await b.get(at.split('#')[0]);
		const section = at.includes('#') ? `#${at.split('#')[1]} ` : '';
		n += b.last.root.all(`${section}tbody tr`).length + b.last.root.all(`${section}ul li`).filter((li) => section.includes('waiting')).length;
		at = b.last.root.all('.paging a').find((a) => a.attr('rel') === 'next')?.attr('href');
	}
	return n;
}

async function checkView(b, path) {
	await b.get(path);
	const figures = b.last.root.all('#figures .figures a').map((a) => ({ href: a.attr('href'), n: Number(a.one('strong').text), words: a.text }));
	const units = b.last.root.all('#figures .late-units a').map((a) => ({ href: a.attr('href'), n: Number(a.text.split(' ').at(-1)), words: a.text }));
	assert.ok(figures.length >= 5, path);
	for (const f of [...figures, ...units]) assert.equal(await rowsAt(b, f.href), f.n, `${path}: ${f.words}`);
	const late = figures.find((f) => f.href.includes('state=late'));
	assert.equal(units.reduce((sum, u) => sum + u.n, 0), late.n, 'who is late, together');
	return figures;
}

async function brief(b, path) {
	const pdf = await b.send('GET', path);
	assert.equal(pdf.type, 'application/pdf', pdf.text);
	return spawnSync('pdftotext', ['-', '-'], { input: pdf.body }).stdout.toString();
}

async function allOf(city, lang) {
	let seen = 0;
	for (const { login } of city.sql("SELECT DISTINCT q.login FROM person q JOIN post p ON p.person_id = q.id WHERE p.role IN ('leader', 'clerk') AND q.enabled = 1 ORDER BY q.login DESC LIMIT 9")) {
		const b = await city.login(login, DEMO_PASSWORD, lang);
		seen += (await checkView(b, '/staff/lead')).reduce((sum, f) => sum + f.n, 0);
		await b.get('/staff/meetings');
		for (const at of b.last.root.all('a').map((a) => a.attr('href')).filter((h) => /^\/staff\/body\/[a-z]+$/.test(h ?? ''))) {
			seen += (await checkView(b, at)).reduce((sum, f) => sum + f.n, 0);
		}
	}
	return seen;
}

export const tests = story({
	async 'each number is the number of its rows, in Chinese'({ data: city }) {
		assert.ok(await allOf(city, 'zh') > 10, 'there is something to count');
	},
	async 'and in English'({ data: city }) {
		assert.ok(await allOf(city, 'en') > 10);
	},
	async 'the brief on paper says them too'({ data: city }) {
		const { login } = city.sql("SELECT q.login FROM person q JOIN post p ON p.person_id = q.id WHERE p.role = 'clerk' AND q.enabled = 1 ORDER BY q.id LIMIT 1")[0];
		const b = await city.login(login, DEMO_PASSWORD, 'en');
		await b.get('/staff/meetings');
		const [at] = b.last.root.all('a').map((a) => a.attr('href')).filter((h) => /^\/staff\/body\/[a-z]+$/.test(h ?? ''));
		const figures = await checkView(b, at);
		const said = await brief(b, `${at}/brief`);
		for (const f of figures.filter((x) => !x.href.includes('#waiting'))) {
			const words = f.words.replace(/^\d+ /, '');
			assert.ok(said.replace(/\s+/g, ' ').includes(words), words);
			assert.ok(new RegExp(`\\b${f.n}\\b`).test(said), `${f.n} ${words}`);
		}
		await b.get('/staff/body/nobody/brief', 404);
	},
});
