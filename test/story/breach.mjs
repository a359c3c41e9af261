// A drill: personal data became known where they should not (PIPL art. 57). What
// was open is found from the posts of then, two officers agree, every petitioner
// concerned is told once, and the file, the ledger and the state agree on it.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { command } from '../node/lib/program.mjs';
import { PETITION, actByApi, actByPages, fileByPages, followed } from '../node/lib/life.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 180;
export const before = () => openCity({ today: '2026-03-02', keys: ['officer', 'handler', 'busman'] });
export const after = (city) => city.close();

const TEXTS = { what: '手机遗失，账号未锁定', harm: '内容可能被他人知悉', done: '已注销会话', advice: '请注意来电', contact: '0411-0000000' };
let leak, bus, later, number;

const numbers = (out) => [...out.matchAll(/^(HY-\S+) petitioners/gm)].map((m) => m[1]).sort();
const list = (city, ...words) => command(['breach', city.dir, ...words, '--today', city.server.today], { want: null });

export const tests = story({
	async 'three petitions: two with the Housing Bureau, one with the Transport Bureau'({ data: city }) {
		leak = await fileByPages(city, PETITION);
		await actByApi(city, leak, 'officer', 'classify', { class: 'appeal' });
		await actByApi(city, leak, 'officer', 'transfer', { unit: 'zj' });
		await actByPages(city, leak, 'handler', 'accept');
		bus = await fileByPages(city, { ...PETITION, subject: '公交改线' });
		await actByApi(city, bus, 'officer', 'classify', { class: 'appeal' });
		await actByApi(city, bus, 'officer', 'transfer', { unit: 'jt' });
		await city.turn('2026-03-09');
		await actByPages(city, leak, 'handler', 'open_identity', { reason: '联系信访人核实' });
		later = await fileByPages(city, { ...PETITION, subject: '之后的事项' });
	},

	async 'the list says who could read what, by the posts of those days, and changes nothing'({ data: city }) {
		const before = city.state();
		const handler = list(city, '--from', '2026-03-03', '--to', '2026-03-04', '--person', 'handler');
		assert.equal(handler.code, 0, handler.err);
		assert.deepEqual(numbers(handler.out), [leak.number]);
		assert.doesNotMatch(handler.out, /content.*identity/, 'on those days it was sealed');
		assert.match(list(city, '--from', '2026-03-03', '--to', '2026-03-09', '--person', 'handler').out, /content, identity/);
		assert.deepEqual(numbers(list(city, '--from', '2026-03-02', '--to', '2026-03-09', '--unit', 'zj', '--unit', 'jt').out), [leak.number, bus.number].sort());
		const copy = list(city, '--copy', '2026-03-08');
		assert.deepEqual(numbers(copy.out), [leak.number, bus.number].sort(), 'what came later was not in it');
		assert.doesNotMatch(copy.out, /content.*identity/);
		assert.match(list(city, '--copy', '2026-03-08', '--keys').out, /content, identity/);
		assert.match(list(city, '--copy', '2026-03-09').out, /^3 matters with 3 petitioners/m);
		assert.deepEqual(numbers(list(city, '--from', '2023-03-02', '--to', '2023-12-31', '--person', 'handler').out), [], 'before the post began');
		assert.equal(city.state(), before);
	},

	'what cannot be looked for is refused with the reason'({ data: city }) {
		for (const [words, why] of [[['--from', '2026-03-04', '--to', '2026-03-03', '--person', 'handler'], /first and the last day/], [['--from', '2026-03-01', '--to', '2026-04-01', '--person', 'handler'], /first and the last day/],
			[['--from', '2026-03-01', '--to', '2026-03-02'], /persons, units or a copy/], [['--from', '2026-03-01', '--to', '2026-03-02', '--person', 'nobody'], /nobody/], [['--from', '2026-03-01', '--to', '2026-03-02', '--unit', 'nowhere'], /nowhere/]]) {
			const done = list(city, ...words);
			assert.equal(done.code, 1, words.join(' '));
			assert.match(done.err, why);
		}
	},

	async 'only the data-protection officer has the breach file, and an unfinished form keeps what was typed'({ data: city }) {
		for (const who of ['officer', 'chief', 'handler', 'admin', 'auditor']) {
			const b = await city.as(who);
			await b.page(await b.send('GET', '/staff/breach'), 403);
		}
		const b = await city.as('dpo');
		await b.get('/staff/breach');
		assert.match(b.text, /Nothing is recorded/);
		await b.submit('/staff/breach', { set: { found: '2026-03-09', from: '2026-03-03', upto: '2026-03-04', persons: 'handler', ...TEXTS, advice: '' }, want: 422 });
		assert.match(b.errors.join(), /five texts/);
		assert.equal(b.value('what'), TEXTS.what);
		assert.equal(city.sql('SELECT count(*) AS n FROM breach')[0].n, 0);
		await b.submit('/staff/breach', { set: { advice: TEXTS.advice } });
		number = '2026-1';
		assert.equal(b.last.path, `/staff/breach/${number}?done=breach_record`);
		assert.match(b.text, /1 matters with 1 petitioners; of 0 who they are was open; 0 told so far/);
		assert.ok(b.text.includes(leak.number) && !b.text.includes(bus.number));
		assert.match(b.text, /Another data-protection officer than who recorded it confirms/);
	},

	async 'who recorded it does not confirm it, and nobody is told until another does'({ data: city }) {
		const b = await city.as('dpo');
		const post = async (browser, body) => browser.send('POST', `/staff/breach/${number}`, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ csrf: browser.csrf(), ...body }).toString() });
		await b.get(`/staff/breach/${number}`);
		await b.page(await post(b, { do: 'confirm' }), 403);
		await b.page(await post(b, { do: 'sing' }), 422);
		await new Promise((done) => { setTimeout(done, 5500); });
		assert.equal(city.sql("SELECT count(*) AS n FROM event WHERE act = 'breach_notice'")[0].n, 0);
	},

	async 'another officer confirms: who is concerned is told, once, in both languages and in the ledger'({ data: city }) {
		const b = await city.as('dpo2');
		await b.get(`/staff/breach/${number}`);
		assert.match(b.text, /cannot be taken back: 1 matters/);
		await b.submit(`/staff/breach/${number} do=confirm`);
		for (let i = 0; i < 40 && city.sql('SELECT count(*) AS n FROM breach_matter WHERE event_id IS NULL')[0].n; i++) await new Promise((done) => { setTimeout(done, 500); });
		const told = city.sql("SELECT m.number, e.public, e.actor, l.leaf FROM event e JOIN matter m ON m.id = e.matter_id JOIN event_leaf l ON l.event_id = e.id WHERE e.act = 'breach_notice'");
		assert.deepEqual(told.map((t) => [t.number, t.public, t.actor]), [[leak.number, 1, 'system']]);
		for (const [lang, words] of [['zh', ['个人信息泄露告知书', '第五十七条', '均已密封']], ['en', ['Notice of a breach of personal data', 'article 57', 'sealed and were not opened']]]) {
			const p = await followed(city, leak, lang);
			assert.ok(p.text.includes(words[0]));
			await p.get(p.last.root.all('a').map((a) => a.attr('href')).filter((h) => h?.startsWith('/follow/paper/')).at(-1));
			for (const word of [...words, ...Object.values(TEXTS), number, leak.number]) assert.ok(p.text.includes(word), `${lang}: ${word}`);
			assert.ok(!p.text.includes(PETITION.phone));
		}
		const other = await followed(city, bus, 'en');
		assert.ok(!other.text.includes('breach'));
	},

	async 'the report to the authority is entered once, with its day'({ data: city }) {
		const b = await city.as('dpo');
		await b.get(`/staff/breach/${number}`);
		await b.submit(`/staff/breach/${number} do=report`, { set: { day: '2026-03-08', whom: '市网信办' }, want: 422 });
		await b.submit(`/staff/breach/${number} do=report`, { set: { day: '2026-03-09', whom: '市网信办' } });
		assert.match(b.text, /2026-03-09, 市网信办/);
		assert.ok(!b.last.root.has('[name=whom]'));
		const acts = city.sql("SELECT act FROM admin_event WHERE act LIKE 'breach%' ORDER BY id").map((r) => r.act);
		assert.deepEqual(acts, ['breach_record', 'breach_confirm', 'breach_report']);
	},

	async 'the command line records for whoever runs the machine; a person confirms and all are told at once'({ data: city }) {
		await city.stopped((today) => {
			const say = Object.entries(TEXTS).flatMap(([k, v]) => [`--${k}`, v]);
			const made = command(['breach', city.dir, '--copy', '2026-03-09', '--record', '--found', '2026-03-09', ...say, '--today', today]);
			assert.match(made.out, /^2026-2\n/);
			assert.match(command(['breach', city.dir, 'confirm', '2026-2', '--as', 'officer', '--today', today], { want: 1 }).err, /Another role/);
			assert.match(command(['breach', city.dir, 'confirm', '2026-2', '--as', 'dpo', '--today', today]).out, /^3 matters were told/m);
			assert.match(command(['breach', city.dir, 'confirm', '2026-2', '--as', 'dpo2', '--today', today], { want: 1 }).err, /done already/);
			assert.match(command(['breach', city.dir, 'list']).out, /2026-2 .*confirmed, 3 matters, 3 told, not reported/);
		});
	},

	async 'a file changed afterwards is seen: what petitioners were told is in the ledger'({ data: city }) {
		await city.stopped(() => {
			city.sql("UPDATE breach SET harm = '没有危害' WHERE number = '2026-1'");
			assert.match(command(['verify', city.dir], { want: null }).out, new RegExp(`25 .*${leak.number}: was told other words`));
			city.sql(`UPDATE breach SET harm = '${TEXTS.harm}' WHERE number = '2026-1'`);
		});
	},

	async 'the access report tells who opened what and why, by unit and month, and no petitioner'({ data: city }) {
		for (const who of ['dpo', 'auditor']) {
			const b = await city.as(who);
			await b.get('/staff/access?month=2026-03');
			for (const word of ['Comrade handler', leak.number, '联系信访人核实', 'Dalian Housing Bureau']) assert.ok(b.text.includes(word), `${who}: ${word}`);
			assert.ok(!b.text.includes(PETITION.name) && !b.text.includes(PETITION.phone));
			await b.get('/staff/access?month=2026-02');
			assert.match(b.text, /No identity was opened/);
			await b.page(await b.send('GET', '/staff/access?month=soon'), 422);
		}
		for (const who of ['officer', 'handler', 'admin']) {
			const b = await city.as(who);
			await b.page(await b.send('GET', '/staff/access'), 403);
		}
	},
});
