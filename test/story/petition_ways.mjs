// One whole life of a petition, from filing to the close after re-review, played
// through the pages, the API and the command line: the same rows, the same end.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { LIFE, LIFE_CLOCKS, PETITION, actByApi, actByCommand, actByPages, fileByApi, fileByCommand, fileByPages } from '../node/lib/life.mjs';

export const limit = 240;
const START = '2026-03-02';
const STAFF = [...new Set(LIFE.map(([, who]) => who))].filter((who) => who !== 'petitioner');

export async function before() {
	return {
		// a city each: no clock goes back
		pages: await openCity({ today: START }),
		api: await openCity({ today: START, keys: STAFF }),
		command: await openCity({ closed: true }),
	};
}

export async function after(cities) {
	for (const city of Object.values(cities)) await city.close();
}

const told = {};

function checkRow(matter, [day, who, act, , state]) {
	assert.equal(matter.state, state, `after ${act}`);
	const last = matter.events.filter((e) => e.act === act).at(-1);
	assert.ok(last, `${act} left an event`);
	assert.equal(last.to_state, state);
	if (who !== 'petitioner') assert.equal(last.login, who);
	assert.equal(last.day, day, `${act} counts for its day`);
}

function checkEnd(matter) {
	for (const [code, start, nominal, due, outcome] of LIFE_CLOCKS) {
		const k = matter.clock(code);
		assert.ok(k, `the clock ${code} has run`);
		assert.deepEqual([k.start_day, nominal && k.due_nominal, due && k.due, k.outcome], [start, nominal, due, outcome], code);
	}
	assert.equal(matter.clock('rereview').pauses, '2026-07-15..2026-07-28');
	assert.deepEqual(matter.clocks.filter((k) => k.outcome === 'running').map((k) => k.code), [], 'a closed matter has no running clock');
	return { states: matter.events.map((e) => `${e.act}>${e.to_state}`), clocks: matter.clocks.map((k) => [k.code, k.start_day, k.due_nominal, k.due, k.outcome]), papers: matter.documents.map((d) => [d.kind, d.status, d.issued_day]) };
}

export const tests = story({
	async 'through the pages, every row leads where the table says'({ data }) {
		const city = data.pages;
		const matter = await fileByPages(city);
		assert.equal(matter.state, 'registered');
		for (const row of LIFE) {
			const [day, who, act, fields] = row;
			if (city.server.today !== day) await city.turn(day);
			await actByPages(city, matter, who, act, fields);
			checkRow(matter, row);
		}
		told.pages = checkEnd(matter);
	},

	async 'through the API, the same'({ data }) {
		const city = data.api;
		const matter = await fileByApi(city, { ...PETITION, subject: '另一处漏雨', name: '李临风', phone: '13900001111' });
		for (const row of LIFE) {
			const [day, who, act, fields] = row;
			if (city.server.today !== day) await city.turn(day);
			const answer = await actByApi(city, matter, who, act, fields);
			assert.equal(answer.json.number, matter.number);
			checkRow(matter, row);
		}
		told.api = checkEnd(matter);
	},

	async 'through the command line, the same'({ data }) {
		const city = data.command;
		const matter = fileByCommand(city, PETITION, START);
		for (const row of LIFE) {
			const [day, who, act, fields] = row;
			const { out } = actByCommand(city, matter, who, act, fields, day);
			assert.equal(out.trim(), matter.number);
			checkRow(matter, row);
		}
		told.command = checkEnd(matter);
	},

	'all three wrote the same history'() {
		assert.deepEqual(told.api, told.pages);
		assert.deepEqual(told.command, told.pages);
	},
});
