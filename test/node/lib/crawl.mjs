// Walks every page a visitor can reach by links, in both languages. Each page is
// read strictly on the way (page.mjs); forms that only search are sent empty.
import assert from 'node:assert/strict';

// One of each kind: numbers, ids and tokens are the same page with other data.
function kind(path) {
	return path.replace(/HY-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'N').replace(/[0-9]+/g, '0').replace(/=[^&]*/g, '=');
}

// visit(page) for each. perKind: how many pages of one kind are opened; others must only be there for sure once.
export async function crawl(browser, start, { perKind = 3, most = 400, visit = () => {}, skip = () => false } = {}) {
	const queue = [...start];
	const known = new Set(queue);
	const kinds = new Map();
	let pages = 0;
	while (queue.length) {
		const path = queue.shift();
		const k = kind(path);
		kinds.set(k, (kinds.get(k) ?? 0) + 1);
		if (kinds.get(k) > perKind) continue;
		assert.ok(++pages <= most, `more than ${most} pages; is there a circle of addresses? ${path}`);
		const answer = await browser.send('GET', path);
		assert.ok(answer.status === 200 || answer.status === 303, `${path} answers ${answer.status}; it is linked on ${browser.from?.get(path) ?? 'the start'}`);
		if (!answer.type.startsWith('text/html')) continue;
		const page = await browser.page(answer, answer.status === 303 ? null : 200);
		visit(page, path);
		for (const a of page.root.all('a')) {
			let to = a.attr('href')?.split('#')[0];
			if (!to || to.startsWith('geo:')) continue;         // for a program of maps
			if (to.startsWith('?')) to = path.split('?')[0] + to;
			if (known.has(to) || /[?&]lang=/.test(to) || skip(to)) continue;
			known.add(to);
			(browser.from ??= new Map()).set(to, path);
			queue.push(to);
		}
		for (const asset of page.root.all('link')) {
			const to = asset.attr('href');
			if (!known.has(to) && to !== 'data:,') known.add(to), queue.push(to);   // page.mjs says where no icon is allowed
		}
	}
	assert.ok(pages > 1);
	return pages;
}
