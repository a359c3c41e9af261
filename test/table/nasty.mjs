// Data that attacks: stored in every field people can fill, then every page is
// read by everybody in both languages. It must appear as text, as typed, and
// never as anything else: no element, no attribute, no address of its own.
import assert from 'node:assert/strict';
import { PEOPLE, openCity } from '../node/lib/city.mjs';
import { crawl } from '../node/lib/crawl.mjs';
import { file, PNG } from '../node/lib/files.mjs';
import { actByApi, actByPages, fileByApi, fileByPages, followed } from '../node/lib/life.mjs';

export const limit = 300;

const MARK = '"><script>alert(1)</script>';
const NASTY = {
	markup: `${MARK}<img src=x onerror=alert(1)>'\`--><svg/onload=alert(1)>`,
	address: 'javascript:alert(1)//"><a href="javascript:alert(1)">x</a>',
	template: '{{7*7}} ${7*7} %s %n %x %00 &lt;b&gt; &amp;amp; <!--#exec--> ]]>',
	directions: '\u202Eevil\u202C \u2067rtl\u2069 \u200Fعربي עברית',
	planes: '😀𠮷𠀋👨‍👩‍👧‍👦 🏳️‍🌈',
	combining: 'Z̸̧̛a̵l̷g̶o̷ ȩ̷̈́\u0301\u0301\u0301 ก็็็็็็',
	longWord: 'W'.repeat(90),
	formula: "=cmd|' /C calc'!A0",
	slashes: '../../etc/passwd\\..\\..\\ %2e%2e%2f',
	sql: "'; DROP TABLE matter; -- \" OR 1=1",
	widths: 'Ａ１ ﬀ ﷽ ‮ \u00a0 \u3000',
};

const cut = (text, n) => [...text].slice(0, n).join('');
const PHONE = '+86 (411) 8000-1234';

// Every field at once, each at most at its limit. Who it is does not stand in the text: that would be taken out.
const of = (text) => `${cut(text, 97)}Qqq`;
const backwards = (text) => cut(`Qx${[...text].reverse().join('')}`, 300);
function petition(name, text, n) {
	const long = (max) => cut(`${text} `.repeat(Math.ceil(max / text.length)), max).trim();
	return { subject: cut(text, 120), text: `${text}\n${long(name === 'markup' ? 19000 : 2000)}`, requests: `${text}\n${text}`, place: cut(text, 300), name: of(text), phone: PHONE, address: backwards(text), id_number: of(text), name1: of(text), phone1: `${1000000 + n}` };
}

export async function before() {
	const city = await openCity({ today: '2026-03-02', keys: ['officer', 'handler', 'head', 'dlrev', 'dlhead', 'registrar', 'clerk', 'lead1'] });
	const matters = [];
	for (const [name, text] of Object.entries(NASTY)) matters.push(Object.assign(await fileByApi(city, petition(name, text, matters.length)), { text, name }));
	return { city, matters };
}

export const after = ({ city }) => city.close();

async function answer(city, m) {
	const t = (n) => cut(m.text, n);
	await actByApi(city, m, 'officer', 'classify', { class: 'appeal' });
	await actByApi(city, m, 'officer', 'name_leader', { leader: t(100) });
	await actByApi(city, m, 'officer', 'transfer', { unit: 'zj', reason: t(2000) });
	await actByApi(city, m, 'handler', 'accept');
	await actByApi(city, m, 'handler', 'note', { text: m.text });
	await actByApi(city, m, 'handler', 'progress', { text: m.text });
	await actByApi(city, m, 'handler', 'mark_urgent', { reason: m.text });
	await actByApi(city, m, 'handler', 'report_urgent', { told: t(300), means: 'phone' });
	await actByApi(city, m, 'petitioner', 'add_material', { text: m.text });
	await actByApi(city, m, 'handler', 'ask_extension', { days: '30', reason: m.text });
	await actByApi(city, m, 'head', 'grant_extension', { reason: m.text });
	await actByApi(city, m, 'handler', 'hold_hearing', { hearing_day: '2026-03-02', text: m.text });
	await actByApi(city, m, 'handler', 'draft_opinion', { facts: m.text, opinion: m.text, outcome: 'explained', basis: m.text });
	await actByApi(city, m, 'head', 'approve_opinion');
	await actByApi(city, m, 'handler', 'serve', { service: 'in_person', service_day: '2026-03-02' });
	await actByApi(city, m, 'petitioner', 'rate', { satisfied: 'not_satisfied', comment: t(2000) });
	await actByApi(city, m, 'handler', 'answer_again', { text: m.text });
	await actByApi(city, m, 'officer', 'supervise', { measure: 'letter', reason: m.text });
	await actByApi(city, m, 'petitioner', 'ask_review', { reason: m.text });
	await actByApi(city, m, 'dlrev', 'draft_review', { facts: m.text, opinion: m.text, review_outcome: 'uphold', basis: m.text });
	await actByApi(city, m, 'dlhead', 'return_review', { reason: m.text });
	await actByApi(city, m, 'registrar', 'correct', { text: m.text });
	await actByApi(city, m, 'officer', 'open_identity', { reason: m.text });
}

// What is kept: what was typed in its composed form (NFC), without marks that turn the direction
// of what follows, without blanks at the ends.
function storedAs(text) {
	return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').normalize('NFC').trim();
}

export const tests = {
	async 'what is stored is what was typed'({ data: { city, matters } }) {
		for (const m of matters) {
			const row = m.row;
			const sent = petition(m.name, m.text, 0);
			for (const [name, column] of Object.entries({ subject: 'subject', place: 'place', requests: 'requests', text: 'body' })) {
				assert.equal(row[column], storedAs(sent[name]), `${m.name}: ${name}`);
			}
		}
		void city;
	},

	async 'it goes through every act that takes words'({ data: { city, matters } }) {
		for (const m of matters) {
			await answer(city, m);
			assert.equal(m.state, 'under_review');
		}
	},

	async 'units, people and posts may bear it too'({ data: { city } }) {
		const b = await city.as('admin');
		await b.get('/staff/admin/units');
		await b.submit('/staff/admin/units do=add', { set: { code: 'evil', name_zh: MARK, name_en: MARK, kind: 'other', parent: 'dl', doc_sign: '"><', duties: MARK } });
		await b.get('/staff/admin/users');
		await b.submit('/staff/admin/users do=add', { set: { login: 'evil', name_zh: cut(NASTY.markup, 100), name_en: cut(NASTY.directions, 100), password: 'quiet evening by the lake' } });
		await b.get('/staff/admin/posts');
		await b.submit('/staff/admin/posts do=propose', { set: { login: 'evil', unit: 'evil', role: 'handler', title_zh: MARK, title_en: MARK } });
		const other = await city.as('admin2');
		await other.get('/staff/admin/posts');
		const id = city.sql("SELECT p.id FROM post p JOIN person x ON x.id = p.person_id WHERE x.login = 'evil'")[0].id;
		await other.submit(`/staff/admin/posts do=confirm post=${id}`);
	},

	async 'what offices take up may bear it too: campaigns, supervision, forwarded cases'({ data: { city } }) {
		const begin = async (what, fields) => {
			const made = await city.api('clerk', 'POST', `/api/v1/${what}`, fields);
			assert.equal(made.status, 201, `${what}: ${made.text}`);
			return made.json.number;
		};
		const act = async (who, number, name, fields = {}) => {
			const done = await city.api(who, 'POST', `/api/v1/matters/${number}/${name}`, fields);
			assert.equal(done.status, 200, `${name}: ${done.text}`);
		};
		for (const [name, text] of Object.entries(NASTY)) {
			const t = (n) => cut(text, n);
			const campaign = await begin('campaigns', { subject: t(120), translation: t(300), source_body: t(300), received: '2026-03-01', report_in: '2', unit: 'zs', first_person: t(90), leader: t(90), text });
			const finding = await begin('findings', { campaign, subject: t(120), text, translation: t(300), group: t(300) });
			await act('clerk', finding, 'plan', { facts: text, root_cause: t(2000), target: t(2000), term: 'by_date', due: '2026-03-30', unit: 'zj', charge: 'lead1', responsible: t(90), effect_days: '10' });
			await act('clerk', finding, 'add_measure', { tackles: 'root', measure_text: t(2000), translation: t(300), done_form: t(2000), unit: 'zj', due: '2026-03-20' });
			const item = await begin('supervision', { subject: t(120), text, sup_kind: 'special', topic: t(90), unit: 'zj', due: '2026-03-30', charge: 'lead1', source: finding });
			await act('lead1', item, 'approve_item', { text });
			const batch = await begin('batches', { source_body: t(300), received: '2026-03-02', answer_in: '5', unit: 'zs', programme: 'environment' });
			const one = await begin('cases', { batch, case_no: `${name} ${t(60)}`, subject: t(120), text, translation: t(300), pollution: 'other', place: t(300), spot: '38.914, 121.6147' });
			await act('clerk', one, 'assign_case', { unit: 'zj', direction: t(2000) });
			await act('handler', one, 'accept');
			await act('clerk', batch, 'publish_batch');
		}
	},

	async 'file names too; on disk there are only hashes'({ data: { city } }) {
		const names = ['../../etc/x.png', `${MARK}.png`, 'con.png', '字'.repeat(140) + '.png', '\u202Egnp.exe.png', 'a"b\'c;d.png', 'new\r\nX-Evil: 1.png', '.png', ' .png'];
		for (const name of names) {
			const m = await fileByPages(city, { subject: `file ${cut(name, 80).replace(/[\r\n]/g, ' ')}`, text: 'x', name: 'F', phone: '1390000', files: [file(name, PNG)] }, 'en');
			const [row] = city.sql(`SELECT * FROM attachment WHERE matter_id = ${m.row.id}`);
			assert.equal(row.name, '1.png', 'others see its number');
			const b = await followed(city, m, 'en');
			const got = await b.send('GET', `/follow/f/${row.token}`);
			assert.equal(got.status, 200);
			assert.match(got.headers['content-disposition'], /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%~!$&+^`|-]+$/);
			assert.equal(got.headers['x-evil'], undefined);
			const back = decodeURIComponent(/''(.*)$/.exec(got.headers['content-disposition'])[1]);
			assert.ok(/\.png$/.test(back) && !/[\/\\\r\n]/.test(back), `given back as ${back}`);
			assert.deepEqual(got.body, PNG);
		}
	},

	async 'every page of every person in both languages shows it as text, and every link works'({ data: { city } }) {
		const before = city.state();
		let pages = 0, shown = 0;
		for (const [who, starts] of [['officer', ['/staff']], ['handler', ['/staff']], ['dlrev', ['/staff']], ['admin', ['/staff']],
			['clerk', ['/staff', '/staff/campaigns', '/staff/supervision', '/staff/programmes', '/staff/batches', '/cases']]]) {
			for (const lang of ['en', 'zh']) {
				const b = await city.as(who, lang);
				pages += await crawl(b, starts, { perKind: 14, visit(page) { shown += page.root.content.includes(MARK) ? 1 : 0; } });
			}
		}
		assert.ok(pages > 200, `only ${pages} pages`);
		assert.ok(shown > 50, `shown as text on ${shown} pages only`);
		assert.equal(city.state(), before, 'reading has changed something');
	},

	async 'every person\'s pages have no fault in themselves'({ data: { city } }) {
		for (const [login] of PEOPLE) {
			if (['officer', 'handler', 'dlrev', 'admin', 'clerk'].includes(login)) continue;
			await crawl(await city.as(login, login.length % 2 ? 'en' : 'zh'), ['/staff'], { perKind: 2 });
		}
	},

	async 'the follow page of each shows it as text'({ data: { city, matters } }) {
		for (const m of matters) {
			for (const lang of ['en', 'zh']) {
				const b = await followed(city, m, lang);
				await crawl(b, ['/follow/matter', '/', '/guide'], { perKind: 40 });
				await b.get('/follow/matter');
				const want = storedAs(m.row.subject);
				assert.ok(b.last.root.one('h1').content.includes(want), `${m.name}: the subject is not shown as typed`);
			}
		}
	},

	async 'forms give it back as it was typed'({ data: { city, matters } }) {
		for (const m of matters) {
			const b = city.stranger('en');
			await b.get('/file');
			const { subject, text, requests, place } = petition(m.name, m.text, 0);
			await b.submit('/file', { set: { subject: subject.replace(/[\u2028\n]/g, ' '), text, requests, place: place.replace(/[\u2028\n]/g, ' ') }, button: 'next' });
			await b.submit('/file', { button: 'matter' });
			assert.equal(b.value('text'), storedAs(text), m.name);
		}
	},

	async 'searching for it finds it, or nothing, and shows what was asked'({ data: { city, matters } }) {
		const b = await city.as('officer');
		for (const m of matters) {
			await b.get(`/staff/search?text=${encodeURIComponent(cut(m.text, 200))}`);
			assert.equal(b.value('text'), storedAs(cut(m.text, 200)));
		}
		for (const query of Object.values(NASTY)) {
			for (const name of ['state', 'unit', 'from', 'page', 'sort', 'done', 'lang', 'group', 'code', 'login', 'id', 'procedure', 'unit']) {
				for (const path of ['/staff/search', '/staff', '/staff/register', '/staff/rules']) await b.get(`${path}?${name}=${encodeURIComponent(query)}`, null);
				assert.ok(b.last.status < 500);
			}
		}
	},

	async 'the API gives it as JSON, and nothing in it closes a script'({ data: { city, matters } }) {
		for (const m of matters) {
			const answer = await city.api('officer', 'GET', `/api/v1/matters/${m.number}`);
			assert.equal(answer.json.subject, m.row.subject);
			assert.equal(answer.json.text, m.row.body);
			assert.doesNotMatch(answer.text, /<\/script|[\u2028\u2029]/);
		}
	},

	async 'an act refused with it in a field shows it again'({ data: { city, matters } }) {
		for (const m of matters.slice(0, 4)) {
			const b = await actByPages(city, m, 'dlrev', 'draft_review', { facts: m.text, opinion: m.text, review_outcome: '', basis: m.text }, { want: 422 });
			assert.equal(b.value('facts'), storedAs(m.text));
		}
	},
};
