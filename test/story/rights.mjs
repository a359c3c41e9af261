// Rights of petitioners that no other story shows whole (doc/rights-of-petitioners.md
// lists all of them, each with its test). A petition is followed through its whole
// life by who filed it, with the query code alone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { LIFE, PETITION, actByApi, actByPages, fileByApi, fileByPages, followed, offered } from '../node/lib/life.mjs';
import { command, root, binary } from '../node/lib/program.mjs';
import { request } from '../node/lib/http.mjs';

export const limit = 240;
const STAFF = [...new Set(LIFE.map(([, who]) => who))].filter((who) => who !== 'petitioner');

export const before = () => openCity({ today: '2026-03-02', keys: STAFF });
export const after = (city) => city.close();

const UNIT = { zh: '大连市住房和城乡建设局', en: 'Dalian Housing Bureau' };
const SUPERIOR = { zh: '大连市人民政府', en: 'Dalian Municipal Government' };

// A unit's right to send it back, and the bureau's own deadline for it, are no dates of the petitioner's.
const OFFICES_OWN = ['objection', 'objection_decision'];

// What the petitioner must read whatever the state: no more asked than the code.
function readable(b, matter, lang) {
	for (const word of [matter.number, matter.row.subject]) assert.ok(b.text.includes(word), `${lang} ${matter.state}: ${word}`);
	assert.ok(b.last.root.has('h1'));
}

export const tests = {
	async 'R6 R8 R9 R13 R14 at every step of a life the code shows state, unit, dates and what can be done'({ data: city }) {
		const admin = await city.as('admin');
		await admin.get('/staff/admin/units?code=zj');
		await admin.submit('/staff/admin/units do=change', { set: { contact: '0411-00001234, 9:00–17:00' } });
		const matter = await fileByApi(city);
		const seen = new Set();
		for (const [day, who, act, fields] of LIFE) {
			if (city.server.today !== day) await city.turn(day);
			await actByApi(city, matter, who, act, fields, who === 'petitioner' ? 200 : undefined);
			for (const lang of ['zh', 'en']) {
				const b = await followed(city, matter, lang);
				readable(b, matter, lang);
				seen.add(matter.state);
				if (act === 'transfer') for (const word of [UNIT[lang], day, '0411-00001234, 9:00–17:00']) assert.ok(b.text.includes(word), `where it went: ${word}`);
				for (const k of matter.clocks.filter((c) => c.outcome === 'running' && !OFFICES_OWN.includes(c.code))) assert.ok(b.text.includes(k.due), `${lang} ${k.code}: ${k.due} is not shown`);
				if (matter.state === 'served') {
					const paper = matter.documents.find((d) => d.kind === 'handling_opinion' && d.status === 'issued')[`body_${lang}`];
					for (const word of [SUPERIOR[lang], '30']) assert.ok(paper.includes(word) || (lang === 'zh' && paper.includes('三十')), `the opinion does not say ${word}: ${paper}`);
					assert.ok(offered(b).includes('ask_review'), 'a button to ask for a review');
					assert.ok(b.text.includes(matter.clock('review_window').due), 'until when');
				}
			}
		}
		assert.ok(seen.size >= 10, [...seen].join(' '));
		const reviewers = matter.events.filter((e) => e.act === 'draft_review').map((e) => e.login), handlers = matter.events.filter((e) => e.act === 'draft_opinion').map((e) => e.login);
		assert.ok(!reviewers.some((r) => handlers.includes(r)));
	},

	async 'R5 after fifteen days the late routing is found by itself; no clerk turns the day back unseen'({ data: city }) {
		const today = city.server.today, matter = await fileByPages(city, { ...PETITION, subject: '十五日' });
		const due = matter.clock('bureau_route').due;
		await city.turn(due);
		await new Promise((done) => { setTimeout(done, 1500); });
		assert.ok(!matter.events.some((e) => e.act === 'overdue'), 'until the last day ends it is in time');
		const next = new Date(Date.parse(due) + 86400000).toISOString().slice(0, 10);
		await city.turn(next);
		for (let i = 0; i < 100 && !matter.events.some((e) => e.act === 'overdue'); i++) await new Promise((done) => { setTimeout(done, 100); });
		const found = matter.events.find((e) => e.act === 'overdue');
		assert.equal(found?.day, next);
		assert.equal(city.sql(`SELECT trigger_code FROM supervision WHERE matter_id = ${matter.row.id}`)[0].trigger_code, 'route_late');
		// a receipt day before today stays beside the moment of writing, which is the machine's and the ledger's
		const late = await actByApiNew(city, { received: today });
		const written = late.events[0], opening = JSON.parse(city.sql(`SELECT opening FROM event_leaf WHERE event_id = ${written.id}`)[0].opening);
		assert.equal(late.row.received_day, today);
		assert.equal(opening.at.slice(0, 10) >= new Date(Date.parse(next) - 86400000).toISOString().slice(0, 10), true, `the ledger says when it was written: ${opening.at}`);
		assert.ok((await followedByPages(city, late)).text.includes(today), 'and the petitioner reads which day was entered');
	},

	async 'R31 no machine refuses, answers or closes: what happens by itself is in a short list'({ data: city }) {
		const rights = command(['audit', 'rights', '--rules', join(root, 'rules')]).out;
		const acts = [...rights.matchAll(/^act (\w+) (\w+) by [^\n]*system@/gm)].map((m) => m[2]);
		// joint_settled and open_task carry out what a meeting of persons decided, when its minutes are issued
		assert.deepEqual([...new Set(acts)].sort(), ['joint_settled', 'open_task', 'window_passed']);
		const byItself = city.sql("SELECT DISTINCT act, to_state FROM event WHERE actor = 'system'").map((e) => `${e.act}>${e.to_state}`);
		for (const deed of byItself) assert.doesNotMatch(deed, />(closed|refused|not_accepted|withdrawn)$/, deed);
		assert.equal(city.sql("SELECT count(*) AS n FROM document WHERE kind LIKE '%opinion%' AND (drafted_by IS NULL OR approved_by IS NULL) AND status = 'issued'")[0].n, 0, 'every opinion was written and approved by a person');
	},

	async 'R31 every date says its rule, and the rules are open to everybody'({ data: city }) {
		const matter = await fileByPages(city, { ...PETITION, subject: '规则' });
		for (const [lang, law] of [['en', /Regulations on Petition Work/], ['zh', /信访工作条例/]]) {
			const b = await followed(city, matter, lang);
			assert.ok(b.last.root.all('details').some((d) => law.test(d.text)), `${lang}: why this date`);
			await b.get('/guide');
			assert.match(b.text, law);
		}
	},

	async 'R20 R34 nothing leaves the machine: no connection out and no mail while a petition is filed and answered'({ data: city }) {
		const dir = mkdtempSync(join(tmpdir(), 'huiyin-trace-')), log = join(dir, 'connects');
		await city.server.stop();
		const server = spawn('strace', ['-f', '-e', 'trace=connect,sendto,sendmsg', '-o', log, binary, 'serve', city.dir, '--listen', '127.0.0.1:0', '--today', city.server.today], { cwd: root });
		try {
			const origin = await new Promise((done, fail) => {
				let out = '';
				server.stdout.on('data', (part) => { out += part; const m = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(out); if (m) done(m[1]); });
				server.on('exit', () => fail(new Error('the traced server ended')));
				setTimeout(() => fail(new Error('the traced server did not start')), 60000);
			});
			const body = JSON.stringify({ ...PETITION, subject: '不外联', email: 'wang@example.org' });
			const filed = await request(origin, 'POST', '/api/v1/file', { headers: { 'Content-Type': 'application/json' }, body });
			assert.equal(filed.status, 201, filed.text);
			const { number } = JSON.parse(filed.text);
			for (const [act, fields] of [['classify', { class: 'appeal' }], ['transfer', { unit: 'zj' }]]) {
				const done = await request(origin, 'POST', `/api/v1/matters/${number}/${act}`, { headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${city.keys.get('officer')}` }, body: JSON.stringify(fields) });
				assert.equal(done.status, 200, done.text);
			}
		} finally {
			await stopTraced(server);
			await city.server.start();
		}
		const connects = readFileSync(log, 'utf8').split('\n').filter((l) => /connect\(|sa_family=AF_INET/.test(l));
		assert.deepEqual(connects, []);
		rmSync(dir, { recursive: true, force: true });
	},

	'R36 what petitioners read is plain, and the same in both languages'() {
		for (const room of ['public', 'doc', 'page', 'export', 'print', 'ledger', 'promise', 'receipt']) {
			const lines = readFileSync(join(root, 'text', `${room}.txt`), 'utf8').split('\n');
			const words = (lang) => lines.filter((l) => l.startsWith(`  ${lang} `)).map((l) => l.slice(5));
			assert.equal(words('en').length, words('zh').length);
			const [grade, length] = [gradeOf(words('en')), sentenceOf(words('zh'))];
			assert.ok(grade <= 8, `${room}: reading grade ${grade.toFixed(1)}`);
			assert.ok(length <= 20, `${room}: ${length.toFixed(1)} characters a sentence`);
		}
	},
};

// strace passes on no signal: the server itself is told to end.
async function stopTraced(tracer) {
	const gone = new Promise((done) => { tracer.on('exit', done); });
	for (const pid of readFileSync(`/proc/${tracer.pid}/task/${tracer.pid}/children`, 'utf8').split(' ').filter(Boolean)) process.kill(Number(pid), 'SIGTERM');
	await gone;
}

async function actByApiNew(city, more) {
	const answer = await city.api('registrar', 'POST', '/api/v1/petitions/petition', { channel: 'letter', name: '李来信', phone: '13900001111', subject: '迟到的来信', text: '信', ...more });
	assert.equal(answer.status, 201, answer.text);
	const { Matter } = await import('../node/lib/life.mjs');
	return new Matter(city, answer.json.number, answer.json.query_code);
}

const followedByPages = (city, matter) => followed(city, matter, 'en');

// Flesch-Kincaid over whole sentences (labels are not sentences); an argument counts as a short word.
function gradeOf(texts) {
	const sentences = texts.flatMap((s) => s.replace(/\{\d\}/g, 'X').split(/(?<=[.?!:;])\s+/)).filter((s) => /[.?!]$/.test(s) && s.split(' ').length > 3);
	const words = sentences.flatMap((s) => s.match(/[A-Za-z']+/g) ?? []);
	const syllables = words.reduce((n, w) => n + Math.max(1, (w.toLowerCase().replace(/e$/, '').match(/[aeiouy]+/g) ?? []).length), 0);
	return sentences.length ? 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 : 0;
}

// Characters between full stops, semicolons and the like; the names of laws and arguments count as one word of two.
function sentenceOf(texts) {
	const parts = texts.flatMap((s) => s.replace(/《[^》]*》(第[^条]+条(第[^款]+款)?)?|\{\d\}/g, '某某').split(/[。；！？：]|——/)).filter((s) => s.length > 3);
	return parts.reduce((n, s) => n + [...s].length, 0) / Math.max(1, parts.length);
}
