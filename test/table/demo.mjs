// The demo city as each of its people finds it, in both languages: every page
// that a link leads to is there and faultless, every state has its matters, and
// nobody's list leads to a matter they may not see.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DEMO_TODAY, openCity } from '../node/lib/city.mjs';
import { crawl } from '../node/lib/crawl.mjs';
import { command, root } from '../node/lib/program.mjs';

export const limit = 300;
const PASSWORD = 'huiyin demo city 2026';
const LOGINS = ['registrar1', 'officer1', 'bureauhead', 'convener1', 'handler-zj', 'head-zj', 'reviewer-sz', 'head-sz', 'reviewer-ln', 'registrar-rx', 'officer-rx', 'handler-jw', 'admin1', 'auditor1'];

// What reading never changes, while the clock of the city goes on by itself.
function counts(city) {
	return city.sql("SELECT (SELECT count(*) FROM admin_event) AS acts, (SELECT count(*) FROM person) AS people, (SELECT count(*) FROM matter) AS matters, (SELECT count(*) FROM event WHERE actor <> 'system') AS events")[0];
}

export const before = () => openCity({ kind: 'demo', today: DEMO_TODAY });
export const after = (city) => city.close();

export const tests = {
	async 'every state of every procedure is held by some matter'({ data: city }) {
		const held = new Set(city.sql('SELECT DISTINCT procedure, state FROM matter').map((m) => `${m.procedure} ${m.state}`));
		const want = [];
		for (const procedure of ['petition', 'hotline', 'execution']) {
			for (const file of procedure === 'petition' ? ['petition', 'simple', 'review'] : [procedure]) {
				const text = readFileSync(`${root}/rules/procedure/${file}.txt`, 'utf8');
				for (const [, state, start] of text.matchAll(/^state (\w+)\s+(start )?/gm)) if (!start) want.push(`${procedure} ${state}`);
			}
		}
		assert.deepEqual(want.filter((w) => !held.has(w)), [], 'states nobody is in');
		assert.ok(city.sql('SELECT count(*) AS n FROM matter')[0].n >= 300, 'several hundred matters');
		assert.ok(city.sql('SELECT count(*) AS n FROM unit')[0].n >= 30, 'about 40 units');
	},

	async 'its stored data keeps every law'({ data: city }) {
		assert.match(command(['verify', city.dir]).out, /, 0 faults/);
		assert.match(command(['rebuild', city.dir]).out, /deeds done again.*\nequal\n$/);
		assert.ok(city.sql("SELECT count(*) AS n FROM clock WHERE outcome = 'running'")[0].n > 100);
	},

	async 'every person\'s pages, in Chinese and in English'({ data: city }) {
		const before = counts(city);
		let pages = 0;
		for (const [i, login] of LOGINS.entries()) {
			const b = await city.login(login, PASSWORD, i % 2 ? 'en' : 'zh');
			pages += await crawl(b, ['/staff'], { perKind: 12, skip: (to) => /^\/staff\/f\//.test(to) });
		}
		assert.ok(pages > 400, `only ${pages} pages`);
		assert.deepEqual(counts(city), before);
	},

	async 'a matter in each state is shown in both languages, with the acts its people have'({ data: city }) {
		const one = city.sql('SELECT min(number) AS number, procedure, state FROM matter WHERE restricted = 0 GROUP BY procedure, state');
		let shown = 0;
		for (const lang of ['zh', 'en']) {
			const people = await Promise.all(LOGINS.slice(0, 11).map((login) => city.login(login, PASSWORD, lang)));
			for (const { number } of one) {
				for (const b of people) {
					const answer = await b.send('GET', `/staff/m/${number}`);
					if (answer.status === 404) continue;
					await b.page(answer, 200);
					shown++;
					break;
				}
			}
		}
		assert.ok(shown > one.length, `${shown} of ${one.length * 2} shown`);
	},
};
