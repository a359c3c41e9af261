// What holds of every page of ours, whoever reads it and whatever stands in it.
import assert from 'node:assert/strict';
import { readHtml } from './dom.mjs';

const TAGS = new Set(('html head meta title link body a header nav ul ol li main footer p h1 h2 h3 h4 h5 h6 dl div dt dd ' +
	'form input button select option optgroup textarea label fieldset legend small section article details summary table caption ' +
	'thead tbody tr th td strong em b i span time code pre blockquote br hr svg rect path line circle text img figure figcaption abbr search output ins del q').split(' '));
// The page that checks receipts brings its own style and script, and no picture.
const CHECK_PAGE = new Set(['script', 'style', 'noscript']);
const URL_ATTRIBUTES = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'background', 'srcset'];

export function checkPage(root, where, whole = false) {
	const ids = new Set();
	const label = new Set(root.all('label').map((l) => l.attr('for')));
	for (const node of root.walk()) {
		assert.ok(TAGS.has(node.tag) || (whole && CHECK_PAGE.has(node.tag)), `${where}: element ${node.tag}`);
		for (const { name, value } of node.attrs) {
			assert.ok(!name.startsWith('on'), `${where}: ${node.tag} has ${name}`);
			assert.notEqual(name, 'style', `${where}: ${node.tag} has a style of its own, which the policy forbids`);
			if (URL_ATTRIBUTES.includes(name) && !(whole && node.tag === 'link' && value === 'data:,')) checkAddress(value, `${where}: ${node.tag} ${name}`);
			if (name === 'id') {
				assert.ok(!ids.has(value), `${where}: id ${value} stands twice`);
				ids.add(value);
			}
		}
	}
	checkFrame(root, where);
	checkNames(root, ids, label, where);
}

// Every address is ours: a path, a query, a place on the page, or a point on the earth.
function checkAddress(value, where) {
	assert.match(value, /^(\/(?![\/\\])|\?|#|geo:[\d.,-]+$|$)/, `${where} leads elsewhere: ${value}`);
	assert.doesNotMatch(value, /[\u0000-\u0020\u007f<>"\\]/, `${where} is not escaped: ${value}`);
}

function checkFrame(root, where) {
	assert.match(root.one('html').attr('lang') ?? '', /^(en|zh)/, `${where}: lang`);
	assert.equal(root.all('h1').length, 1, `${where}: exactly one h1`);
	assert.equal(root.all('main').length, 1, `${where}: exactly one main`);
	assert.equal(root.all('head title').length, 1, `${where}: one title`);
	assert.ok(root.one('h1').text, `${where}: the h1 is empty`);
	assert.ok(root.one('head title').text, `${where}: the title is empty`);
	assert.ok(root.has('a[hreflang]'), `${where}: no way to the other language`);
	assert.ok(root.has('a.skip'), `${where}: no skip link`);
	let level = 0;
	for (const node of root.walk()) {
		const heading = /^h([1-6])$/.exec(node.tag);
		if (!heading) continue;
		assert.ok(Number(heading[1]) <= level + 1, `${where}: ${node.tag} "${node.text}" after h${level}`);
		level = Number(heading[1]);
	}
}

// Controls have labels, links and buttons have words, references lead somewhere.
function checkNames(root, ids, label, where) {
	for (const control of [...root.all('input'), ...root.all('select'), ...root.all('textarea')]) {
		if (['hidden', 'submit'].includes(control.attr('type'))) continue;
		const named = label.has(control.attr('id')) || control.attr('aria-label') || inside(control, 'label');
		assert.ok(named, `${where}: ${control.tag} ${control.attr('name')} has no label`);
		assert.ok(control.attr('name'), `${where}: ${control.tag} without a name`);
	}
	for (const node of root.walk()) {
		if (node.tag === 'label' && node.attr('for')) assert.ok(ids.has(node.attr('for')), `${where}: a label for ${node.attr('for')}, which is not there`);
		if ((node.tag === 'a' || node.tag === 'button') && !node.attr('aria-label')) assert.ok(node.text || node.all('img').some((i) => i.attr('alt')), `${where}: ${node.tag} without words`);
		if (node.tag === 'img') assert.ok(node.attr('alt') !== null && node.attr('alt') !== undefined, `${where}: a picture without words`);
		if (node.tag === 'th') assert.ok(['row', 'col'].includes(node.attr('scope')), `${where}: th "${node.text}" without scope`);
		for (const name of ['aria-describedby', 'aria-labelledby']) {
			for (const id of (node.attr(name) ?? '').split(/\s+/).filter(Boolean)) assert.ok(ids.has(id), `${where}: ${name} names ${id}, which is not there`);
		}
		if (node.tag === 'a' && /^#./.test(node.attr('href') ?? '')) assert.ok(ids.has(node.attr('href').slice(1)), `${where}: a link to ${node.attr('href')}, which is not there`);
	}
}

function inside(node, tag) {
	for (let up = node.parent; up; up = up.parent) if (up.tag === tag) return true;
	return false;
}

export function readPage(answer, where) {
	const root = readHtml(answer.text, where);
	checkPage(root, where, (answer.path ?? '').startsWith('/ledger/check'));
	return root;
}
