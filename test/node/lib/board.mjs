// The numbers of a campaign's pages, each walked to the list behind it.
import assert from 'node:assert/strict';

// All rows of a list, over its pages.
export async function rowsBehind(b, href) {
	let n = 0;
	for (let path = href.split('#')[0]; path;) {
		await b.get(path);
		const section = b.last.root.all('section').find((s) => s.attr('id') === 'findings');
		n += section.all('tbody tr').length;
		path = section.all('p.screen a').map((a) => a.attr('href')).find((h) => h.includes('after='))?.split('#')[0];
	}
	return n;
}

// [the number a link shows, where it leads]
export const numbers = (anchors) => anchors.map((a) => [a.text.match(/(\d+)$/)?.[1], a.attr('href')]).filter(([n, h]) => n !== undefined && h.includes('which='));

export async function walk(b, links) {
	assert.ok(links.length > 3);
	for (const [shown, href] of links) assert.equal(await rowsBehind(b, href), Number(shown), href);
	return links.length;
}

// The tabs of the states, figures and all of a campaign of n findings; then its board. How many numbers were walked.
export async function walkCampaign(b, number, n) {
	await b.get(`/staff/m/${number}`);
	const tabs = b.last.root.all('nav.tabs').find((x) => x.attr('aria-label') === 'Findings');
	const states = numbers(tabs.all('a')).filter(([, h]) => /which=\w/.test(h));
	assert.equal(states.reduce((sum, [k]) => sum + Number(k), 0), n, 'the states are all of them');
	return walk(b, [...numbers(b.last.root.all('dl.facts a')), ...states, [n, `/staff/m/${number}?which=`]]);
}

export async function walkBoard(b, number) {
	await b.get(`/staff/m/${number}/findings/board`);
	const cells = numbers(b.last.root.all('td.number a'));
	await walk(b, cells);
	return cells;
}

// Whom the day's page warns of what: the finding's number -> the row's words.
export async function warned(b) {
	await b.get('/staff');
	const section = b.last.root.all('section').find((s) => s.all('h2').some((h) => h.attr('id') === 'g-warned'));
	return new Map((section?.all('tbody tr') ?? []).map((tr) => [tr.one('th').all('a')[0].attr('href').split('/').pop(), tr.text]));
}
