// The route table as the program has it: read from its rows, so that a new
// route is tested from its first day.
import { readFileSync } from 'node:fs';
import { root } from './program.mjs';

const ROW = /^\s*\{(true|false), "([^"]+)", NEED_([A-Z]+), ([^,]+), (true|false), (true|false), (\w+), "([^"]+)"\},/gm;

export function readRoutes() {
	const rows = [];
	for (const file of ['routes.c', 'routes_staff.c', 'routes_api.c']) {
		const source = readFileSync(`${root}/src/face/${file}`, 'utf8');
		const written = source.match(/NEED_/g).length;
		const read = [...source.matchAll(ROW)];
		if (read.length !== written) throw new Error(`${file}: ${written} rows, ${read.length} understood`);
		for (const [, post, path, need, , multipart, csrf, handler, name] of read) {
			rows.push({ method: post === 'true' ? 'POST' : 'GET', path, need, multipart: multipart === 'true', csrf: csrf === 'true', handler, name });
		}
	}
	return rows;
}
