// How long does "is it complete?" take for a directive that went to 5,000 units?
//   node bench/conveyance.mjs [UNITS, 5000] [REQUESTS, 60]
// The city gets that many units on three levels, the directive is sent through the
// API, and the rows are set to every step in turn. The page and the JSON are then
// asked for by the office, to which all of them are shown. What should hold: the
// median of each is under 50 ms.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openCity } from '../test/node/lib/city.mjs';
import { request } from '../test/node/lib/http.mjs';
import { timed } from './lib.mjs';

const UNITS = Number(process.argv[2] ?? 5000), TIMES = Number(process.argv[3] ?? 60);
const city = await openCity({ today: '2026-03-02', keys: ['clerk'] });
const write = (text) => execFileSync('sqlite3', [join(city.dir, 'huiyin.db')], { input: text });

await city.stopped(async () => {
	const rows = [];
	for (let i = 0; i < UNITS - 7; i++) {
		const parent = i < 50 ? 'dl' : i < 600 ? `u${i % 50}` : `u${50 + i % 550}`;
		rows.push(`INSERT INTO unit (code,name_zh,name_en,kind,parent_id,doc_sign,duties,valid_from) VALUES ('u${i}','单位${i}','Unit ${i}','department',(SELECT id FROM unit WHERE code='${parent}'),'','','2024-01-02');`);
	}
	write(`BEGIN; ${rows.join('\n')} DELETE FROM unit_line; INSERT INTO unit_line WITH RECURSIVE up(unit_id, above_id) AS (SELECT id, id FROM unit
		UNION SELECT up.unit_id, u.parent_id FROM up JOIN unit u ON u.id = up.above_id WHERE u.parent_id IS NOT NULL) SELECT unit_id, above_id FROM up; COMMIT;`);
});

const post = async (path, fields) => {
	const answer = await city.api('clerk', 'POST', path, fields);
	if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
	return answer.json;
};
const { number } = await post('/api/v1/directives', { issuer: '省', doc_no: '1', doc_day: '2026-02-20', original: 'zh', subject: '指示', text: '落实' });
await post(`/api/v1/matters/${number}/add_clause`, { text: '第一条' });
const began = process.hrtime.bigint();
await post(`/api/v1/matters/${number}/convey`, { unit: 'dl', report_due: '2026-03-20' });
console.log(`sending to ${UNITS} units: ${Number(process.hrtime.bigint() - began) / 1e6} ms`);

await city.stopped(async () => write(`UPDATE conveyance_unit SET sent_day = '2026-03-02' WHERE unit_id % 7 > 0;
	UPDATE conveyance_unit SET ack_day = '2026-03-02' WHERE unit_id % 7 > 1;
	UPDATE conveyance_unit SET studied_day = '2026-03-02', present = 5, form = 'meeting' WHERE unit_id % 7 > 2;
	UPDATE conveyance_unit SET plan_day = '2026-03-02', plan = 'p' WHERE unit_id % 7 > 3;
	UPDATE conveyance_unit SET report_day = '2026-03-02', report = 'r', standing = 'reported' WHERE unit_id % 7 > 4;
	UPDATE conveyance_unit SET standing = 'accepted' WHERE unit_id % 7 > 5;`));

const clerk = await city.as('clerk');
await timed('page', TIMES, () => clerk.send('GET', `/staff/m/${number}`));
await timed('JSON', TIMES, () => city.api('clerk', 'GET', `/api/v1/matters/${number}`));
await timed('nothing (the sign-in page)', TIMES, () => request(city.origin, 'GET', '/staff/login', { check: false }));
await city.server.stop();                // its rows were set by hand: no law of the stored data holds
