// The demo city's rectification in numbers: every number leads to a list of exactly so many
// rows, whatever it counts; and who is warned of which finding, in which colour.
import assert from 'node:assert/strict';
import { rowsBehind, walkBoard, walkCampaign, warned as warnedOn } from '../node/lib/board.mjs';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
const TODAY = '2026-11-23', PASSWORD = 'huiyin demo city 2026';
export const before = () => openCity({ kind: 'demo', today: TODAY, keys: ['clerk-sz'] });
export const after = (city) => city.close();

let clerk, campaign;
const LATER = '2026-12-15', day = (n) => new Date(Date.parse(LATER) + n * 86400000).toISOString().slice(0, 10);

export const tests = story({
	async 'every figure and every tab of every campaign is the number of its rows'({ data: city }) {
		clerk = await city.login('clerk-sz', PASSWORD, 'en');
		const campaigns = city.sql('SELECT m.number, (SELECT count(*) FROM finding f WHERE f.campaign_id = m.id) AS n FROM matter m JOIN campaign c ON c.matter_id = m.id ORDER BY n DESC');
		campaign = campaigns[0].number;
		for (const { number, n } of campaigns.slice(0, 2)) await walkCampaign(clerk, number, n);
	},

	async 'every number of the board is the number of its rows: units by states, months, ages'({ data: city }) {
		const cells = await walkBoard(clerk, campaign);
		assert.ok(cells.length > 40, `${cells.length} numbers`);
		await clerk.get(`/staff/m/${campaign}/findings/board`);
		assert.equal(clerk.last.root.all('svg.chart').length, 2);
		const total = city.sql(`SELECT count(*) AS n FROM finding f JOIN matter m ON m.id = f.campaign_id WHERE m.number = '${campaign}'`)[0].n;
		assert.equal(Number(cells[0][0]), total);
		const zh = await city.login('clerk-sz', PASSWORD, 'zh');
		await zh.get(`/staff/m/${campaign}/findings/board`);
		assert.match(zh.text, /单位×状态矩阵/);
		await (await city.login('officer1', PASSWORD)).get(`/staff/m/${campaign}/findings/board`, 404);
	},

	async 'issues, tasks and responsibility are the same rows; what is no filter is none'({ data: city }) {
		const seen = {};
		for (const list of ['stand', 'issues', 'tasks', 'duties', 'nothing']) {
			await clerk.get(`/staff/m/${campaign}?which=doing&list=${list}`);
			const section = clerk.last.root.all('section').find((s) => s.attr('id') === 'findings');
			seen[list] = section.all('tbody th a').map((a) => a.text);
			if (list === 'tasks') assert.ok(section.all('tbody li').length >= seen.tasks.length);
			if (list === 'duties') assert.match(section.text, /Leader in charge/);
		}
		for (const list of Object.keys(seen)) assert.deepEqual(seen[list], seen.stand, list);
		for (const [query, rows] of [['which=nothing', 43], ['which=doing&unit=nothing', 0], ['which=due_in&from=x&to=y', 0], ['unit=%27', 0]])
			assert.equal(await rowsBehind(clerk, `/staff/m/${campaign}?${query}`), rows, query);
		const told = (await city.api('clerk-sz', 'GET', `/api/v1/matters/${campaign}`)).json.campaign.figures;
		for (const colour of ['late', 'yellow', 'green', 'silent']) assert.equal(typeof told[colour], 'number', colour);
	},

	async 'the report is frozen on its day, and the meeting that hears it reads that one'({ data: city }) {
		const papers = () => city.sql(`SELECT d.number, d.issued_day, d.body_en, d.body_zh FROM document d JOIN matter m ON m.id = d.matter_id WHERE m.number = '${campaign}' AND d.kind = 'rectification_report' ORDER BY d.id`);
		const [day49, first, ...none] = papers();
		assert.deepEqual(none, []);
		assert.match(day49.body_en, /day 49 since the feedback/);
		const states = /(\d+) findings by state: (.*)\./.exec(first.body_en);
		assert.equal([...states[2].matchAll(/: (\d+)/g)].reduce((n, m) => n + Number(m[1]), 0), Number(states[1]), 'the states are all of them');
		assert.match(first.body_zh, /共43个问题，其中/);
		assert.equal(first.body_en.split('\n').filter((l) => /^\d+ \| /.test(l)).length, 43);
		const meeting = city.sql(`SELECT k.number, i.no FROM agenda_item i JOIN matter k ON k.id = i.matter_id JOIN matter c ON c.id = i.source_id WHERE c.number = '${campaign}' AND i.type = 'hear' ORDER BY k.id`).at(-1);
		const leader = await city.login('leader1', PASSWORD, 'en');
		await leader.get(`/staff/m/${meeting.number}`);
		assert.match(leader.text, new RegExp(`Report as of ${first.issued_day}`));
		const pdf = await leader.send('GET', `/staff/m/${meeting.number}/report/${meeting.no}`);
		if (pdf.status !== 503) assert.equal(pdf.body.subarray(0, 4).toString(), '%PDF');
		for (const path of [`${meeting.number}/report/99`, `${campaign}/report/1`, `${meeting.number}/report/x`]) assert.equal((await leader.send('GET', `/staff/m/${path}`)).status, 404, path);
		assert.equal((await (await city.login('officer1', PASSWORD)).send('GET', `/staff/m/${meeting.number}/report/${meeting.no}`)).status, 404);
		await clerk.get(`/staff/m/${campaign}/freeze_report`);
		await clerk.submit(`/staff/m/${campaign}/freeze_report`, { set: { text: '再次形成报告。' } });
		assert.match(clerk.text, /Report on rectification/);
		const [oldest, again, second] = papers();
		assert.deepEqual([oldest, again], [day49, first], 'what was frozen stays');
		assert.equal(second.issued_day, TODAY);
		assert.match(second.body_en, /再次形成报告。/);
		const heard = await leader.send('GET', `/staff/m/${meeting.number}/report/${meeting.no}`);
		if (pdf.status !== 503) assert.deepEqual(heard.body, pdf.body, 'the meeting heard the first');
		const key = (await city.api('clerk-sz', 'POST', `/api/v1/matters/${campaign}/freeze_report`, {}));
		assert.equal(key.status, 200, key.text);
	},

	async 'who is warned: the handler from green on, the leader in charge from yellow on, the head when it is overdue'({ data: city }) {
		await city.turn(LATER);
		clerk = await city.login('clerk-sz', PASSWORD, 'en');
		const holder = (role, unit) => city.sql(`SELECT q.login FROM post p JOIN person q ON q.id = p.person_id JOIN unit u ON u.id = p.unit_id WHERE p.role = '${role}' AND u.code = '${unit}' AND p.confirmed_ms IS NOT NULL ORDER BY p.id`)[0].login;
		const due = city.sql(`SELECT m.number, k.due, p.login AS charge, u.code AS unit, m.id FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id
			JOIN clock k ON k.matter_id = m.id AND k.code = 'rect_due' AND k.outcome = 'running' LEFT JOIN person p ON p.id = f.charge_id WHERE k.due <= '${day(20)}'`);
		assert.ok(due.some((d) => d.due < LATER) && due.some((d) => d.due >= LATER && d.due <= day(10)) && due.some((d) => d.due > day(10)), 'the demo has every colour');
		const warned = async (login) => warnedOn(await city.login(login, PASSWORD, 'en'));
		const one = (from, to) => due.find((d) => d.due >= from && d.due <= to);
		const red = one('2000', day(-1)), yellow = one(LATER, day(10)), green = one(day(11), day(20));
		for (const [f, colour, charge, head] of [[red, /red: overdue/, true, true], [yellow, /yellow: few days left/, true, false], [green, /green: comes near/, false, false]]) {
			assert.match((await warned(holder('handler', f.unit))).get(f.number) ?? '', colour, `${f.number} ${f.unit}`);
			assert.equal((await warned(f.charge)).has(f.number), charge, `leader of ${f.number}`);
			assert.equal((await warned(holder('unit_head', f.unit))).has(f.number), head, `head of ${f.number}`);
			assert.match((await warned('clerk-sz')).get(f.number), colour);
			await clerk.get(`/staff/m/${f.number}`);
			assert.match(clerk.text, colour);
		}
		const silent = city.sql(`SELECT m.number, u.code AS unit FROM finding f JOIN matter m ON m.id = f.matter_id JOIN unit u ON u.id = m.lead_unit_id WHERE m.state = 'doing' AND f.issued_day < '2026-12-01'
			AND NOT EXISTS (SELECT 1 FROM progress g WHERE g.matter_id = m.id AND g.day >= '2026-12-01')`);
		assert.ok(silent.length, 'somebody has recorded nothing this month');
		assert.match((await warned(holder('handler', silent[0].unit))).get(silent[0].number), /No progress recorded this month/);
	},
});
