// All state anew from what the deeds were given: beside a running server, after
// lives by pages, both imports and an erasing; and what was changed past the
// program is named, however little it is.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCity } from '../node/lib/city.mjs';
import { photo } from '../node/lib/files.mjs';
import { actByPages, fileByPages, PETITION } from '../node/lib/life.mjs';
import { command, root } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 240;
export const before = async () => Object.assign(await openCity({ today: '2026-03-02' }), { rebuilds: false });
export const after = (city) => city.close();

let matter;

const rebuild = (city, want) => command(['rebuild', city.dir], { want });
const tampered = (city, change, undo) => {
	city.sql(change);
	const told = rebuild(city, 1);
	city.sql(undo);
	return told.out.split('\n').filter((line) => line && !/deeds done again|differences$/.test(line));
};

export const tests = story({
	async 'beside a running server: what was filed and handled comes out equal'({ data: city }) {
		matter = await fileByPages(city, { ...PETITION, files: [photo()] });
		await actByPages(city, matter, 'officer', 'classify', { class: 'appeal' });
		await actByPages(city, matter, 'officer', 'transfer', { unit: 'zj' });
		await actByPages(city, matter, 'handler', 'accept', {});
		const { out } = rebuild(city, 0);
		assert.match(out, /^4 deeds done again, 1 matters with \d+ rows compared in [\d.]+ s \(\d+ matters a second\)\nequal\n$/);
	},

	async 'both imports come out equal'({ data: city }) {
		await city.stopped((today) => {
			for (const [file, map] of [['messages-small.csv', 'messages-zh'], ['requests-small.csv', 'chicago-sanitation']]) {
				const register = join(dirname(city.dir), file);
				copyFileSync(join(root, 'test/data', file), register);
				command(['import', 'petitions', city.dir, register, '--map', map, '--today', today, '--lang', 'en'], { want: null });
				assert.match(rebuild(city, 0).out, /\nequal\n$/);
			}
		});
		assert.ok(city.sql("SELECT count(DISTINCT procedure) AS n FROM matter WHERE imported <> ''")[0].n === 2);
	},

	async 'and so does a city that has erased'({ data: city }) {
		await city.stopped(() => {
			command(['act', city.dir, matter.number, 'supervise', '--as', 'officer', 'measure=talk', 'reason=slow', '--today', '2026-09-01']);
			command(['erase', city.dir, '--today', '2046-01-01']);
		});
		assert.ok(city.sql("SELECT count(*) AS n FROM event WHERE act = 'erased'")[0].n > 0, 'something was erased');
		assert.match(rebuild(city, 0).out, /\nequal\n$/);
	},

	async 'one changed word, one event taken away, one backdated: each is named, with both values'({ data: city }) {
		const id = `(SELECT id FROM matter WHERE number = '${matter.number}')`;
		const event = city.sql(`SELECT id, day FROM event WHERE matter_id = ${id} AND act = 'transfer'`)[0];
		assert.deepEqual(tampered(city, `UPDATE matter SET place = place || '!' WHERE id = ${id}`, `UPDATE matter SET place = rtrim(place, '!') WHERE id = ${id}`),
			[`matter ${matter.number}: place is "${PETITION.place}!", rebuilt "${PETITION.place}"`]);
		assert.deepEqual(tampered(city, `UPDATE event SET day = '2026-03-01' WHERE id = ${event.id}`, `UPDATE event SET day = '${event.day}' WHERE id = ${event.id}`),
			[`event ${matter.number} ${event.id}: day is "2026-03-01", rebuilt "${event.day}"`]);
		assert.deepEqual(tampered(city, `PRAGMA foreign_keys = OFF; CREATE TABLE kept AS SELECT * FROM event WHERE id = ${event.id}; DELETE FROM event WHERE id = ${event.id}`,
			'INSERT INTO event SELECT * FROM kept; DROP TABLE kept'), [`event ${matter.number} ${event.id}: is missing`]);
	},

	async 'of an identity nothing is shown'({ data: city }) {
		const id = `(SELECT id FROM matter WHERE number = '${matter.number}')`;
		const lines = tampered(city, `CREATE TABLE kept AS SELECT * FROM identity; UPDATE identity SET sealed = x'00' WHERE matter_id = ${id}`,
			'DELETE FROM identity; INSERT INTO identity SELECT * FROM kept; DROP TABLE kept');
		assert.deepEqual(lines, [`identity ${matter.number} row 0: sealed is not what the deeds made`]);
		assert.match(rebuild(city, 0).out, /\nequal\n$/);
	},

	async 'help, and wrong use'({ data: city }) {
		assert.match(command(['rebuild', '--help']).out, /huiyin rebuild DIR/);
		assert.match(command(['rebuild'], { want: 2 }).err, /name the data directory/);
	},
});
