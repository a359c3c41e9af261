// A browser without JavaScript: cookies, redirects, and forms sent as the HTML
// standard says. A control that is not on the page, an option that is not
// offered or a text longer than the control takes stops the test: what a person
// could not do is not done here either (request() is there for the hostile).
import assert from 'node:assert/strict';
import { request } from './http.mjs';
import { readPage } from './page.mjs';

const REDIRECTS = 5;

export class Browser {
	constructor(origin, lang = 'en') {
		this.origin = origin;
		this.lang = lang;
		this.cookies = new Map();
		this.last = null;
	}

	headers(more = {}) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		return { 'Accept-Language': this.lang, ...(cookie ? { Cookie: cookie } : {}), ...more };
	}

	keepCookies(answer) {
		for (const line of answer.headers['set-cookie'] ?? []) {
			const [pair, ...attributes] = line.split(/; */);
			const at = pair.indexOf('=');
			for (const want of ['Path=/', 'HttpOnly', 'SameSite=Strict']) assert.ok(attributes.includes(want), `cookie without ${want}: ${line}`);
			assert.ok(line.length < 4096, 'cookie too long');
			if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at));
			else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
		}
	}

	// One request as it is, no redirect followed.
	async send(method, path, { headers, body, check } = {}) {
		const answer = await request(this.origin, method, path, { headers: this.headers(headers), body, check });
		this.keepCookies(answer);
		return answer;
	}

	async follow(answer) {
		for (let i = 0; i < REDIRECTS && answer.status >= 300 && answer.status < 400; i++) {
			assert.equal(answer.status, 303, `${answer.method} ${answer.path} redirects by ${answer.status}`);
			const to = answer.headers.location;
			assert.match(to ?? '', /^\/(?![\/\\])/, `redirect to ${to}`);
			answer = await this.send('GET', to.split('#')[0], { headers: { 'Sec-Fetch-Site': 'same-origin' } });
		}
		return answer;
	}

	async page(answer, want) {
		const final = await this.follow(answer);
		const where = `${final.method} ${final.path}`;
		if (typeof want === 'number') assert.equal(final.status, want, `${where}: ${final.status}, not ${want}: ${summary(final)}`);
		const root = final.type.startsWith('text/html') ? readPage(final, where) : null;
		this.last = { answer: final, root, path: final.path, status: final.status };
		return this.last;
	}

	async get(path, want = 200) {
		return this.page(await this.send('GET', path), want);
	}

	// Clicks a link by its words or its address's beginning.
	async click(words, want = 200) {
		const links = this.last.root.all('a').filter((a) => a.text === words || (words.startsWith('/') && a.attr('href')?.startsWith(words)));
		assert.ok(links.length >= 1, `no link "${words}" on ${this.last.path}; there are: ${this.last.root.all('a').map((a) => a.text).join(' | ')}`);
		const to = links.find((a) => a.attr('href') === words) ?? links[0];      // /withdraw is not /withdraw_identity
		return this.get(to.attr('href').split('#')[0] || this.last.path, want);
	}

	// Sends a form of the last page. which: its action, and " name=value" of a hidden field where several have it.
	// options: set {name: value}, button (its words or value), force (values no control offers), want.
	async submit(which, { set = {}, button = null, force = {}, want = 200, drop = [] } = {}) {
		const form = this.findForm(which);
		const data = formData(form, set, button);
		const kept = data.filter(([name]) => !drop.includes(name) && !(name in force));
		for (const [name, value] of Object.entries(force)) for (const one of [value].flat()) kept.push([name, one]);
		const clicked = button === null ? null : findButton(form, button);
		const method = (clicked?.attr('formmethod') ?? form.attr('method') ?? 'get').toUpperCase();
		const action = clicked?.attr('formaction') ?? form.attr('action') ?? this.last.path;
		if (method === 'GET') return this.get(`${action.split('?')[0]}?${urlencode(kept)}`, want);
		return this.page(await this.post(action, kept, form.attr('enctype')), want);
	}

	findForm(which) {
		const forms = this.last.root.all('form');
		const [action, ...hidden] = which.split(' ');
		const holds = (f, [name, value]) => f.all(`[name="${name}"]`).some((c) => c.attr('value') === value);
		const fit = forms.filter((f) => (f.attr('action') === action || f.attr('action')?.split('?')[0] === action) && hidden.every((pair) => holds(f, pair.split('='))));
		assert.ok(fit.length >= 1, `no form "${which}" on ${this.last.path} (${this.last.status}); there are: ${forms.map((f) => f.attr('action')).join(' ')}`);
		return fit[0];
	}

	async post(path, pairs, enctype = 'application/x-www-form-urlencoded', headers = {}) {
		const { type, body } = enctype === 'multipart/form-data' ? multipart(pairs) : { type: 'application/x-www-form-urlencoded', body: urlencode(pairs) };
		return this.send('POST', path, { body, headers: { 'Content-Type': type, Origin: this.origin, 'Sec-Fetch-Site': 'same-origin', ...headers } });
	}

	get text() {
		return this.last.root.one('main').text;
	}

	// The faults of the error summary, as a reader sees them.
	get errors() {
		return this.last.root.all('.errors li').map((li) => li.text);
	}

	// The value a control of the last page holds.
	value(name) {
		const controls = this.last.root.all(`[name="${name}"]`);
		assert.ok(controls.length >= 1, `no control ${name} on ${this.last.path}`);
		return valueOf(controls[0]);
	}

	csrf() {
		return this.last.root.first('[name="csrf"]')?.attr('value') ?? null;
	}
}

export function summary(answer) {
	if (!answer.type.startsWith('text/html')) return answer.text.slice(0, 400);
	const main = /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? answer.text;
	return main.replace(/<select[\s\S]*?<\/select>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 500);
}

// -- what a form sends

export function valueOf(control) {
	if (control.tag === 'textarea') return control.content.replace(/^\n/, '');
	if (control.tag === 'select') {
		const options = control.all('option');
		const chosen = options.find((o) => o.attr('selected') !== null) ?? options[0];
		return chosen ? chosen.attr('value') ?? chosen.text : '';
	}
	if (control.attr('type') === 'checkbox') return control.attr('checked') !== null;
	return control.attr('value') ?? '';
}

function findButton(form, which) {
	const buttons = form.all('button').filter((b) => (b.attr('type') ?? 'submit') === 'submit');
	const fit = buttons.filter((b) => which === null || b.text === which || b.attr('value') === which);
	assert.ok(fit.length >= 1, `no button ${which}; there are: ${buttons.map((b) => `${b.text}=${b.attr('value')}`).join(' | ')}`);
	// The implicit button (Enter) is the first of all; a named one is the last that fits: what is seen.
	return which === null ? fit[0] : fit.at(-1);
}

function formData(form, set, button) {
	const pairs = [];
	const used = new Set();
	const clicked = findButton(form, button);
	for (const control of form.walk()) {
		const name = control.attr('name');
		if (!name || control.attr('disabled') !== null) continue;
		if (control.tag === 'button') {
			if (control === clicked) pairs.push([name, control.attr('value') ?? '']);
		} else if (['input', 'select', 'textarea'].includes(control.tag)) {
			const given = Object.hasOwn(set, name) ? set[name] : undefined;
			if (given !== undefined) used.add(name);
			pairs.push(...controlData(control, name, given));
		}
	}
	const unknown = Object.keys(set).filter((name) => !used.has(name));
	assert.deepEqual(unknown, [], `the form ${form.attr('action')} has no ${unknown}; it has ${[...new Set(form.all('[name]').map((c) => c.attr('name')))]}`);
	return pairs;
}

function controlData(control, name, given) {
	const type = control.attr('type') ?? 'text';
	if (control.tag === 'select') {
		const value = given ?? valueOf(control);
		const offered = control.all('option').map((o) => o.attr('value') ?? o.text);
		assert.ok(offered.includes(value), `${name} offers ${offered.join(' ')}, not ${value}`);
		return [[name, value]];
	}
	if (type === 'checkbox') {
		const on = given ?? control.attr('checked') !== null;
		return on ? [[name, control.attr('value') ?? 'on']] : [];
	}
	if (type === 'file') {
		const files = given ?? [];
		assert.ok(files.length < 2 || control.attr('multiple') !== null, `${name} takes one file`);
		return files.length ? files.map((f) => [name, f]) : [[name, { name: '', data: Buffer.alloc(0), type: 'application/octet-stream' }]];
	}
	if (type === 'submit' || type === 'button') return [];
	assert.ok(type !== 'hidden' || given === undefined, `${name} is hidden: nobody types there`);
	const value = String(given ?? valueOf(control));
	const max = control.attr('maxlength');
	assert.ok(max === null || value.length <= Number(max), `${name} takes ${max} characters`);
	assert.ok(control.tag === 'textarea' || type === 'hidden' || !/[\r\n]/.test(value), `${name} is one line`);
	return [[name, value.replace(/\r?\n/g, '\r\n')]];
}

export function urlencode(pairs) {
	return new URLSearchParams(pairs.map(([name, value]) => [name, typeof value === 'object' ? value.name : value])).toString();
}

export function multipart(pairs, boundary = '----huiyin' + Math.random().toString(36).slice(2)) {
	const escape = (s) => s.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
	const parts = [];
	for (const [name, value] of pairs) {
		const file = typeof value === 'object';
		const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(name)}"` +
			(file ? `; filename="${escape(value.name)}"\r\nContent-Type: ${value.type ?? 'application/octet-stream'}` : '');
		parts.push(Buffer.from(`${head}\r\n\r\n`), Buffer.from(file ? value.data : value), Buffer.from('\r\n'));
	}
	parts.push(Buffer.from(`--${boundary}--\r\n`));
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}
