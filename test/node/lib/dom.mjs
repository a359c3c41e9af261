// HTML as a strict reader sees it: every parse error is thrown, so that a page
// that browsers would quietly repair fails its test.
import { parse } from 'parse5';

export class Node {
	constructor(raw, parent) {
		this.raw = raw;
		this.parent = parent;
		this.tag = raw.tagName ?? null;
		this.children = (raw.content ?? raw).childNodes?.map((child) => new Node(child, this)) ?? [];
	}

	attr(name) {
		return this.raw.attrs?.find((a) => a.name === name)?.value ?? null;
	}

	get attrs() {
		return this.raw.attrs ?? [];
	}

	// What a person reads, blanks folded.
	get text() {
		return this.content.replace(/[ \t\r\n]+/g, ' ').trim();
	}

	// Every character of the text nodes below.
	get content() {
		if (this.raw.nodeName === '#text') return this.raw.value;
		return this.children.map((child) => child.content).join('');
	}

	*walk() {
		for (const child of this.children) {
			if (child.tag) yield child;
			yield* child.walk();
		}
	}

	// The selectors the tests need: tag, #id, .class, [name], [name="value"],
	// [name^="value"], and a blank for "inside".
	all(selector) {
		const steps = selector.match(/(?:[^\s\[]|\[[^\]]*\])+/g).map(readStep);
		return [...this.walk()].filter((node) => fits(node, steps, this));
	}

	one(selector) {
		const found = this.all(selector);
		if (found.length !== 1) throw new Error(`${found.length} of ${selector}, not one`);
		return found[0];
	}

	first(selector) {
		return this.all(selector)[0] ?? null;
	}

	has(selector) {
		return this.all(selector).length > 0;
	}
}

function readStep(word) {
	const step = { tag: null, tests: [] };
	for (const part of word.match(/^[a-z0-9]+|#[^.#\[]+|\.[^.#\[]+|\[[^\]]*\]/g)) {
		if (part[0] === '#') step.tests.push((n) => n.attr('id') === part.slice(1));
		else if (part[0] === '.') step.tests.push((n) => (n.attr('class') ?? '').split(/\s+/).includes(part.slice(1)));
		else if (part[0] === '[') step.tests.push(readAttribute(part));
		else step.tag = part;
	}
	return step;
}

function readAttribute(part) {
	const [, name, how, value] = /^\[([^\]=^$]+)(?:([\^$]?=)"?([^"\]]*)"?)?\]$/.exec(part);
	if (!how) return (n) => n.attr(name) !== null;
	if (how === '^=') return (n) => n.attr(name)?.startsWith(value) ?? false;
	if (how === '$=') return (n) => n.attr(name)?.endsWith(value) ?? false;
	return (n) => n.attr(name) === value;
}

function fits(node, steps, root) {
	const last = steps.at(-1);
	if ((last.tag && node.tag !== last.tag) || !last.tests.every((test) => test(node))) return false;
	if (steps.length === 1) return true;
	for (let up = node.parent; up && up !== root; up = up.parent) {
		if (up.tag && fits(up, steps.slice(0, -1), root)) return true;
	}
	return false;
}

export function readHtml(html, where) {
	const faults = [];
	const raw = parse(html, {
		sourceCodeLocationInfo: true,
		onParseError: (e) => faults.push(`${e.code} at line ${e.startLine}: ${html.split('\n')[e.startLine - 1]?.slice(0, 200)}`),
	});
	if (faults.length) throw new Error(`${where}: HTML parse errors:\n  ${faults.slice(0, 5).join('\n  ')}`);
	checkEnds(raw, html, where);
	return new Node(raw, null);
}

// An end tag that ends nothing is text to a lenient parser: it tells of markup that was escaped where its other half was not.
function checkEnds(raw, html, where) {
	const seen = new Map();
	const source = html.replace(/<(script|style|noscript)\b[\s\S]*?<\/\1>/gi, '');
	for (const [, tag] of source.matchAll(/<\/([a-z0-9]+)\s*>/gi)) seen.set(tag.toLowerCase(), (seen.get(tag.toLowerCase()) ?? 0) + 1);
	for (const walk = [raw]; walk.length;) {
		const node = walk.pop();
		const at = node.sourceCodeLocation;
		if (node.tagName && at?.startTag && at.endTag) seen.set(node.tagName, (seen.get(node.tagName) ?? 0) - 1);
		walk.push(...((node.content ?? node).childNodes ?? []));
	}
	for (const [tag, left] of seen) {
		if (left > 0 && !['script', 'style', 'noscript'].includes(tag)) throw new Error(`${where}: </${tag}> ends what was not begun`);
	}
}
