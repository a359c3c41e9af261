// The server is killed with SIGKILL while 32 connections file petitions, each
// with an idempotency key. Whatever was acknowledged is stored once, under the
// number that was told; asking again with the same key gives that number, and
// with a key whose answer never came makes exactly one petition.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { Filing, checkStored, fileOnce, kill9 } from '../node/lib/fault.mjs';

const ROUNDS = 5;
const CLIENTS = 32;
const AGAIN_AT_ONCE = 16;

export const limit = 300;
export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

async function askAgain(city, sent) {
	const keys = [...sent.keys()];
	let told = 0;
	const one = async () => {
		for (let key = keys.pop(); key; key = keys.pop()) {
			const answer = await fileOnce(city.origin, key);
			assert.equal(answer.status, 201, 'a filing sent again is answered');
			if (sent.get(key)) assert.equal(answer.number, sent.get(key), 'the same key has the same number');
			sent.set(key, answer.number);
			told++;
		}
	};
	await Promise.all(Array.from({ length: AGAIN_AT_ONCE }, one));
	return told;
}

async function round(city, all) {
	const filing = new Filing(city.origin, CLIENTS);
	await filing.until(CLIENTS);
	await new Promise((done) => { setTimeout(done, Math.random() * 200); });
	await kill9(city.server);
	await filing.stop();
	assert.equal(filing.refused, 0);
	const lost = filing.sent.size - filing.acknowledged;
	assert.ok(lost > 0, 'the kill came while filings were under way');
	await city.server.start();
	checkStored(city, filing.sent);
	await askAgain(city, filing.sent);
	const rows = checkStored(city, filing.sent);
	for (const [key, number] of filing.sent) all.set(key, number);
	assert.equal(rows.size, all.size, 'nothing is stored that was not sent');
}

const all = new Map();

export const tests = Object.fromEntries(Array.from({ length: ROUNDS }, (_, i) => [
	`killed while 32 connections file, round ${i + 1}`, (t) => round(t.data, all),
]));
tests['after all rounds every number is there once'] = (t) => {
	checkStored(t.data, all);
	assert.ok(all.size >= ROUNDS * CLIENTS);
};
