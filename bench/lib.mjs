// What benches share: a clock, and the middle of many tries.
import assert from 'node:assert/strict';

// Milliseconds since process.hrtime.bigint() was `from`.
export const since = (from) => Number(process.hrtime.bigint() - from) / 1e6;

export async function timed(name, times, ask) {
	const took = [];
	let bytes;
	for (let i = 0; i < times; i++) {
		const from = process.hrtime.bigint();
		const answer = await ask();
		took.push(since(from));
		assert.equal(answer.status, 200, name);
		bytes = answer.body.length;
	}
	took.sort((a, b) => a - b);
	console.log(`${name}: median ${took[times >> 1].toFixed(1)} ms, fastest ${took[0].toFixed(1)} ms, 95th ${took[Math.floor(times * 0.95)].toFixed(1)} ms, ${bytes} bytes`);
}
