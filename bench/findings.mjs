// How long does it take to bring 5,000 findings with 4 measures each, and to open the campaign then?
//   node bench/findings.mjs [FINDINGS, 5000] [REQUESTS, 40]
// They come from a workbook, on the page: once to be looked at, once to be taken. Then the
// campaign's page, its JSON and its ledger are asked for. What should hold: the page's median
// is under 100 ms.
import assert from 'node:assert/strict';
import { openCity } from '../test/node/lib/city.mjs';
import { request } from '../test/node/lib/http.mjs';
import { rowsOf, workbook } from '../test/node/lib/workbook.mjs';
import { since, timed } from './lib.mjs';

const FINDINGS = Number(process.argv[2] ?? 5000), TIMES = Number(process.argv[3] ?? 40), MEASURES = 4;
const city = await openCity({ today: '2026-03-02', keys: ['clerk'] });

const rows = [['序号', '反馈问题（原文）', '问题类别', '具体表现', '原因分析', '整改目标', '整改措施', '措施类型', '整改类型', '责任领导', '责任单位', '配合单位', '责任人', '完成时限']];
for (let i = 1; i <= FINDINGS; i++)
	for (let k = 1; k <= MEASURES; k++) {
		const first = k === 1 ? [`第${i}个问题：群众反映的事项久拖不决，责任没有压实，制度没有落到实处。`, `类别${i % 9}`, '三个小区有投诉未办结', '缺少督办制度', '投诉30日内办结率100%'] : ['', '', '', '', ''];
		const who = k === 1 ? ['限期整改', `lead${1 + i % 3}`, i % 2 ? '大连市住房和城乡建设局' : '大连市交通运输局', '中山区人民政府', '张三', '2026年6月30日'] : ['', '', '', '', '', ''];
		rows.push([`${i}-${k}`, ...first, `第${i}个问题的第${k}项措施：逐件核查并书面答复`, k % 2 ? '治标' : '治本', ...who]);
	}
const book = workbook(rows);
console.log(`${FINDINGS} findings, ${rows.length - 1} rows, workbook of ${(book.length / 1e6).toFixed(1)} MB`);

const { number } = (await city.api('clerk', 'POST', '/api/v1/campaigns', { subject: '整改', source_body: '巡视组', received: '2026-03-01', report_in: '2', unit: 'zs', first_person: '示例' })).json;
const clerk = await city.as('clerk');
const form = `/staff/m/${number}/findings/import`;
await clerk.get(form);
let from = process.hrtime.bigint();
await clerk.submit(form, { set: { file: [{ name: 'a.xlsx', data: book, type: 'application/octet-stream' }] } });
console.log(`looked at: ${(since(from) / 1000).toFixed(1)} s; ${/\d+ findings with \d+ measures/.exec(clerk.text)[0]}`);
from = process.hrtime.bigint();
await clerk.submit(form, { button: 'take' });
console.log(`taken: ${(since(from) / 1000).toFixed(1)} s; ${/\d+ findings with \d+ measures/.exec(clerk.text)[0]}`);

await timed('campaign page', TIMES, () => clerk.send('GET', `/staff/m/${number}`));
await timed('campaign page, one state', TIMES, () => clerk.send('GET', `/staff/m/${number}?which=draft`));
await timed('board', TIMES, () => clerk.send('GET', `/staff/m/${number}/findings/board`));
await timed('campaign as JSON', TIMES, () => city.api('clerk', 'GET', `/api/v1/matters/${number}`));
await timed('ledger.csv', 5, () => clerk.send('GET', `/staff/m/${number}/ledger/ledger.csv`));
await timed('ledger.xlsx', 3, () => clerk.send('GET', `/staff/m/${number}/ledger/ledger.xlsx`));
assert.equal(rowsOf((await clerk.send('GET', `/staff/m/${number}/ledger/ledger.xlsx`)).body).length, rows.length);
await timed('nothing (the sign-in page)', TIMES, () => request(city.origin, 'GET', '/staff/login', { check: false }));
await city.server.stop();
