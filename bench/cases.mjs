// How long does a batch of 500 forwarded cases take to come in, and to open?
//   node bench/cases.mjs [CASES, 500] [REQUESTS, 40]
// The cases come from a workbook, on the page: once to be looked at, once to be taken, each with a
// place and a unit. What should hold: the batch's page, with its map, has a median under 100 ms.
import { openCity } from '../test/node/lib/city.mjs';
import { workbook } from '../test/node/lib/workbook.mjs';
import { since, timed } from './lib.mjs';

const CASES = Number(process.argv[2] ?? 500), TIMES = Number(process.argv[3] ?? 40);
const city = await openCity({ today: '2026-03-02', keys: ['clerk'] });
const rows = [['受理编号', '交办问题基本情况', '行政区域', '污染类型', '责任单位', '经度', '纬度']];
for (let i = 1; i <= CASES; i++)
	rows.push([`X${i}`, `第${i}件：反映某路大排档油烟直排，夜间气味严重，多次投诉未果。`, '中山区', ['大气', '水', '噪声', '固废'][i % 4], i % 2 ? 'zj' : 'jt', `${(121.2 + (i % 37) / 30).toFixed(4)}`, `${(38.85 + (i % 29) / 30).toFixed(4)}`]);
const { number } = (await city.api('clerk', 'POST', '/api/v1/batches', { source_body: '督察组', received: '2026-03-02', answer_in: '7', unit: 'dl', programme: 'environment' })).json;
const clerk = await city.as('clerk'), form = `/staff/m/${number}/cases/import`;
await clerk.get(form);
let from = process.hrtime.bigint();
await clerk.submit(form, { set: { file: [{ name: 'a.xlsx', data: workbook(rows), type: 'application/octet-stream' }] } });
console.log(`looked at: ${(since(from) / 1000).toFixed(2)} s; ${/\d+ cases would be taken/.exec(clerk.text)[0]}`);
from = process.hrtime.bigint();
await clerk.submit(form, { button: 'take' });
console.log(`taken: ${(since(from) / 1000).toFixed(2)} s; ${/\d+ cases were taken/.exec(clerk.text)[0]}`);
await timed('batch page', TIMES, () => clerk.send('GET', `/staff/m/${number}`));
await timed('batch page, one unit', TIMES, () => clerk.send('GET', `/staff/m/${number}?unit=zj&stand=open`));
await timed('batches', TIMES, () => clerk.send('GET', '/staff/batches'));
await timed('programme page', TIMES, () => clerk.send('GET', '/staff/programme/environment'));
await timed('cases.csv', 5, () => clerk.send('GET', `/staff/m/${number}/cases/cases.csv`));
await city.server.stop();
