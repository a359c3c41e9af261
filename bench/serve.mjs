// What the program does in a second, on this machine:
//   make bench && HUIYIN=build/huiyin node bench/serve.mjs [SECONDS]
// Start time and memory, pages of the demo city with wrk, durable filings over
// 64 connections, and beside them, before and after, the rate at which plain
// SQLite commits one row at a time on the same disk.
import { readFileSync, rmSync } from 'node:fs';
import { spawnSync, execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCity } from '../test/node/lib/city.mjs';
import { forgetConnections } from '../test/node/lib/http.mjs';
import { binary, command, serve } from '../test/node/lib/program.mjs';

const seconds = Number(process.argv[2] ?? 5);
const here = dirname(fileURLToPath(import.meta.url));
const committer = join(dirname(binary), 'bench-commit');
const DEMO_PASSWORD = 'huiyin demo city 2026';

if (spawnSync('wrk', ['-v']).error) {
	console.error('wrk is not here: apt-get install wrk');
	process.exit(2);
}

const memory = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

function wrk(url, connections, ...more) {
	forgetConnections(new URL(url).origin);        // they count towards the 64 of an address
	const out = execFileSync('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency', ...more, url], { encoding: 'utf8' });
	return {
		rate: Math.round(Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1])),
		p99: /^\s+99%\s+(\S+)/m.exec(out)[1],
		bad: Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0),
	};
}

const plain = (dir) => Number(execFileSync(committer, [join(dir, 'plain.db'), String(Math.min(seconds, 5))], { encoding: 'utf8' }));
const rows = [];
const tell = (what, value, note = '') => rows.push([what, String(value), note]);
const latency = (r) => `p99 ${r.p99}${r.bad ? `, ${r.bad} REFUSED` : ''}`;
const pages = (r) => [`${r.rate}/s`, latency(r)];

async function main() {
	const city = await openCity({ kind: 'demo', closed: true });
	const home = dirname(city.dir);
	try {
		const begun = performance.now();
		city.server = await serve(city.dir, {});
		tell('start to listening', `${Math.round(performance.now() - begun)} ms`);
		tell('memory after start', `${memory(city.server.child.pid)} MB`);
		tell('home page', ...pages(wrk(`${city.origin}/`, 64)));
		const officer = city.sql("SELECT q.login FROM person q JOIN post p ON p.person_id = q.id WHERE p.role = 'officer' AND p.confirmed_ms IS NOT NULL LIMIT 1")[0].login;
		const b = await city.login(officer, DEMO_PASSWORD);
		const number = city.sql("SELECT number FROM matter WHERE procedure = 'petition' AND state = 'served' AND restricted = 0 LIMIT 1")[0].number;
		const path = `/staff/m/${number}`;
		await b.get(path);
		if (b.last.status !== 200) throw new Error(`${path} answered ${b.last.status}`);
		const cookie = [...b.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		tell('matter page (staff)', ...pages(wrk(`${city.origin}${path}`, 64, '-H', `Cookie: ${cookie}`)));
		const before = plain(home), had = city.sql('SELECT count(*) AS n FROM matter')[0].n;
		const filed = wrk(city.origin, 64, '-s', join(here, 'file.lua'));
		const stored = city.sql('SELECT count(*) AS n FROM matter')[0].n - had, after = plain(home);
		const single = Math.round((before + after) / 2), durable = Math.round(stored / seconds);
		tell('plain SQLite, one row a commit', `${single}/s`, `${before} before, ${after} after`);
		tell('durable filings, 64 connections', `${durable}/s`, `${latency(filed)}; ${(durable / single).toFixed(2)} times the plain rate`);
		tell('memory after that', `${memory(city.server.child.pid)} MB`);
		await city.server.stop();
		const judged = performance.now();
		const verdict = command(['verify', city.dir], { want: null }).out.trim().split('\n').pop();
		tell('verify', `${Math.round(performance.now() - judged)} ms`, verdict);
	} finally {
		city.server?.child?.kill('SIGKILL');
		rmSync(home, { recursive: true, force: true });
	}
}

await main();
const widths = [0, 1].map((i) => Math.max(...rows.map((row) => row[i].length)));
for (const [what, value, note] of rows) console.log(`${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${note}`.trimEnd());
