// Every way to close a finding wrongly, by page, by key and on the command line: a fact that
// lacks, a person or a unit for the second time, a post that was lent, too early, many at once,
// by a table, and by changing rows past the program. None succeeds, each says why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actKey, actPage, told } from '../node/lib/act.mjs';
import { openCity } from '../node/lib/city.mjs';
import { command, serve } from '../node/lib/program.mjs';
import { applyFor, finish, openCampaign, place, plan, recordFinding, signOff } from '../node/lib/rectify.mjs';
import { story } from '../node/lib/story.mjs';
import { csv, workbook } from '../node/lib/workbook.mjs';

export const limit = 600;
const TODAY = '2026-03-02', WHO = { worker: 'handler', head: 'head', charge: 'lead1' };
// Posts that were lent: whoever holds one of them is who they were.
const LENT = [['handler', 'zj', 'unit_head'], ['lead1', 'zj', 'unit_head'], ...['handler', 'head', 'lead1'].map((p) => [p, 'dl', 'clerk']), ...['handler', 'head', 'lead1', 'clerk', 'clerk2'].map((p) => [p, 'xf', 'clerk'])];

export async function before() {
	const city = await openCity({ today: TODAY, closed: true, keys: ['clerk', 'clerk2', 'handler', 'head', 'busman', 'bushead', 'lead1', 'lead2', 'xfclerk', 'officer', 'zsman'] });
	for (const [login, unit, role] of LENT)
		city.sql(`INSERT INTO post (person_id, unit_id, role, valid_from, proposed_ms, confirmed_ms) SELECT p.id, u.id, '${role}', '2024-01-02', 0, 0 FROM person p, unit u WHERE p.login = '${login}' AND u.code = '${unit}'`);
	city.server = await serve(city.dir, { today: TODAY });
	return city;
}
export const after = (city) => city.close();

const at = {};          // where each stands -> number
let campaign;
const NAMES = ['draft', 'doing', 'bare', 'applied', 'endorsed', 'bylead', 'reviewed', 'implemented', 'unshown', 'early', 'verified', 'closed', 'standing'];

// way, finding, who, act, fields, status by key, why
const FIELDS = { endorse: { text: '本人负责', grade_reached: 'fully' }, review_signoff: { text: '同意' }, verify_implemented: { way: 'desk', text: '齐全' }, verify_in_place: { way: 'desk', text: '属实' }, verify_effect: { way: 'desk', text: '有效', grade_reached: 'fully' },
	sign_off: { unit: 'xf' }, recheck_pass: { way: 'desk', text: '未反弹' }, apply_signoff: { text: '申请' }, finish_measure: { measure_no: '1', text: '完成', evidence_kind: 'document' } };
const STATE = /present state/, PERSON = /Another person|another person/, UNIT = /neither worked on/;
const WAYS = [
	...['doing', 'bare', 'applied', 'endorsed', 'reviewed', 'implemented', 'unshown', 'early'].map((f) => [`signed off, being ${f}`, f, 'clerk2', 'sign_off', {}, 409, STATE]),
	...['doing', 'applied', 'verified'].map((f) => [`called lasting, being ${f}`, f, 'xfclerk', 'recheck_pass', {}, [404, 409], /present state|no such matter/i]),
	['a measure without evidence', 'doing', 'handler', 'finish_measure', {}, 422, /file/i],
	['asked for with open measures', 'doing', 'handler', 'apply_signoff', {}, 409, /not reported as done/],
	['asked for without what shows it in place', 'bare', 'handler', 'apply_signoff', {}, 409, /no evidence/],
	['endorsed before it is asked for', 'bare', 'head', 'endorse', {}, 409, STATE],
	['agreed to before it is endorsed', 'applied', 'lead1', 'review_signoff', {}, 409, STATE],
	['verified past head and leader', 'applied', 'clerk', 'verify_implemented', {}, 409, STATE],
	['verified past the leader', 'endorsed', 'clerk', 'verify_implemented', {}, 409, STATE],
	['in place without being carried out', 'reviewed', 'clerk', 'verify_in_place', {}, 409, /carried out must be verified first/],
	['in effect without being in place', 'implemented', 'clerk', 'verify_effect', {}, 409, STATE],
	['in effect without what shows it', 'unshown', 'clerk', 'verify_effect', {}, 409, /no evidence/],
	['in effect too early', 'early', 'clerk', 'verify_effect', {}, 409, /waiting time/],
	['rechecked too early', 'closed', 'xfclerk', 'recheck_pass', {}, 409, /Half of the time/],
	['reviewed too early', 'standing', 'xfclerk', 'recheck_pass', {}, 409, /Half of the time/],
	['endorsed by who asked', 'applied', 'handler', 'endorse', {}, 403, PERSON],
	['agreed to by who endorsed', 'bylead', 'lead1', 'review_signoff', {}, 403, PERSON],
	['agreed to by another leader', 'endorsed', 'lead2', 'review_signoff', {}, 404, /no such matter|not found|no matter/i],
	...['handler', 'head', 'lead1'].map((p) => [`verified by ${p}`, 'reviewed', p, 'verify_implemented', {}, 403, PERSON]),
	...['handler', 'head', 'lead1'].map((p) => [`verified in place by ${p}`, 'implemented', p, 'verify_in_place', {}, 403, PERSON]),
	['verified by the unit that works', 'reviewed', 'busman', 'verify_implemented', {}, 403, /role|right/i],
	...['handler', 'head', 'clerk'].map((p) => [`decided by ${p}`, 'verified', p, 'sign_off', {}, 403, PERSON]),
	...['zj', 'jt', 'dl'].map((u) => [`to be rechecked by ${u}`, 'verified', 'clerk2', 'sign_off', { unit: u }, 422, UNIT]),
	['decided at a meeting that there is not', 'verified', 'clerk2', 'sign_off', { meeting: 'HY-0000-0000', meeting_item: '1' }, 422, /meeting/],
	...['handler', 'head', 'lead1', 'clerk', 'clerk2'].map((p) => [`rechecked by ${p}`, 'due', p, 'recheck_pass', {}, 403, PERSON]),
	['rechecked by the unit that worked', 'due', 'busman', 'recheck_pass', {}, 403, /role|right/i],
	['rechecked by a stranger', 'due', 'zsman', 'recheck_pass', {}, 404, /no such matter|no matter/i],
	['worked on by the office', 'draft', 'clerk', 'plan', { facts: 'f', root_cause: 'c', target: 't', term: 'by_date', due: '2026-04-30', unit: 'dl', charge: 'lead1', responsible: 'r', effect_days: '9' }, 422, /cannot be a working unit/],
];

const standing = (city) => JSON.stringify(city.sql('SELECT m.number, m.state, f.round, f.implemented_event, f.in_place_event, f.effect_event, f.signed_day, f.lasting_day, (SELECT count(*) FROM event e WHERE e.matter_id = m.id AND e.actor <> \'system\') AS n FROM finding f JOIN matter m ON m.id = f.matter_id ORDER BY m.id'));

async function byPage(city, [way, f, who, act, fields, want, why]) {
	const b = await city.as(who);
	await b.get('/staff');
	const answer = await b.page(await b.post(`/staff/m/${at[f]}/${act}`, [['csrf', b.csrf()], ...Object.entries({ ...FIELDS[act], ...fields })], 'multipart/form-data'));
	assert.ok([want].flat().includes(answer.status), `${way} on a page: ${answer.status}, not ${want}: ${b.text.slice(0, 300)}`);
	if (answer.status !== 404) assert.match(b.text, why, `${way} on a page`);
}

async function byKey(city, [way, f, who, act, fields, want, why]) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${at[f]}/${act}`, { ...FIELDS[act], ...fields });
	assert.ok([want].flat().includes(answer.status), `${way} by key: ${answer.status}, not ${want}: ${answer.text}`);
	assert.match(answer.json.message, answer.status === 404 ? /./ : why, `${way} by key`);
}

function byCommand(city, today, [way, f, who, act, fields, want, why]) {
	const words = Object.entries({ ...FIELDS[act], ...fields }).map(([k, v]) => `${k}=${v}`);
	const done = command(['act', city.dir, at[f], act, ...words, '--as', who, '--today', today], { want: null });
	assert.equal(done.code, 1, `${way} on the command line: ${done.code} ${done.err}`);
	assert.match(done.err, [want].flat().includes(404) ? /./ : why, `${way} on the command line`);
}

async function tryAll(city, ways) {
	const before = standing(city);
	for (const way of ways) {
		await byPage(city, way);
		await byKey(city, way);
		assert.equal(standing(city), before, `${way[0]} changed something`);
	}
	await city.stopped((today) => { for (const way of ways) byCommand(city, today, way); });
	assert.equal(standing(city), before, 'the command line changed something');
}

export const tests = story({
	async 'one finding at every stand'({ data: city }) {
		campaign = await openCampaign(city, '2026-03-01');
		for (const [i, name] of NAMES.entries()) at[name] = await recordFinding(city, campaign, i + 1);
		for (const name of NAMES.slice(1)) {
			await plan(city, at[name], { due: '2026-03-30', term: name === 'standing' ? 'standing' : 'by_date', months: name === 'standing' ? 6 : undefined, root: 'jt', days: name === 'early' ? 60 : 1 });
			await actKey(city, 'clerk', at[name], 'issue_plan');
			await actKey(city, 'handler', at[name], 'accept');
		}
		const finishOnly = async (f) => { for (const no of ['1', '2']) await actPage(city, 'handler', f, 'finish_measure', { measure_no: no, text: '完成', evidence_kind: 'document', files: [{ name: 'a.txt', data: Buffer.from('a'), type: 'text/plain' }] }); };
		await finishOnly(at.bare);
		for (const name of ['applied', 'endorsed', 'bylead']) {
			await finish(city, at[name], WHO);
			await actKey(city, 'handler', at[name], 'apply_signoff', FIELDS.apply_signoff);
		}
		await actKey(city, 'head', at.endorsed, 'endorse', FIELDS.endorse);
		await actKey(city, 'lead1', at.bylead, 'endorse', FIELDS.endorse);
		for (const name of ['reviewed', 'implemented', 'unshown']) await applyFor(city, at[name], WHO);
		for (const name of ['implemented', 'unshown']) await actKey(city, 'clerk', at[name], 'verify_implemented', FIELDS.verify_implemented);
		await actKey(city, 'clerk', at.unshown, 'verify_in_place', FIELDS.verify_in_place);
		for (const name of ['early', 'verified', 'closed', 'standing']) await place(city, at[name], WHO);
		await city.turn('2026-03-05');
		await actKey(city, 'clerk', at.verified, 'verify_effect', FIELDS.verify_effect);
		for (const name of ['closed', 'standing']) await signOff(city, at[name]);
	},

	async 'a fact that lacks, a person or unit again, a lent post, too early: not by page, key or command'({ data: city }) {
		const now = WAYS.filter(([, f]) => f !== 'due');
		assert.ok(now.length > 35);
		await tryAll(city, now);
	},

	async 'nor when its recheck is due: by who did, endorsed, agreed, verified or decided'({ data: city }) {
		await city.turn('2026-08-20');
		at.due = at.closed;
		await tryAll(city, WAYS.filter(([, f]) => f === 'due'));
	},

	async 'not many at once, not by a table, not by the campaign'({ data: city }) {
		const before = standing(city);
		const routes = JSON.parse(command(['audit', 'routes']).out).filter((r) => r.method === 'POST');
		assert.deepEqual(routes.filter((r) => /matters$|\/m$|bulk/.test(r.path) && !/^\/api\/v1\/matters$/.test(r.path)).map((r) => r.path), [], 'no address takes acts on many');
		for (const many of [`${at.verified},${at.early}`, `${at.verified}%20${at.early}`, '*', campaign])
			assert.ok([403, 404, 409].includes((await city.api('clerk2', 'POST', `/api/v1/matters/${many}/sign_off`, FIELDS.sign_off)).status), many);
		await actKey(city, 'clerk2', at.early, 'sign_off', { ...FIELDS.sign_off, numbers: `${at.early} ${at.verified}` }, 409);
		await actKey(city, 'clerk', campaign, 'close_campaign', { text: '全部完成' }, 409);
		assert.match((await city.api('clerk', 'POST', `/api/v1/campaigns/${campaign}/findings`, { table: '1,已销号', columns: 'no,state', keep: '1' })).json.message, /is no column findings are taken by/);
		assert.equal(standing(city), before);
		const rows = [['编号', '反馈问题（原文）', '完成情况', '销号日期', '核查结果'], ['2', '反馈意见原文2', '已销号', '2026-03-01', '取得成效'], ['40', '新问题', '已完成', '2026-03-01', '取得成效']];
		assert.deepEqual((({ taken, known }) => [taken, known])((await city.api('clerk', 'POST', `/api/v1/campaigns/${campaign}/findings`, { table: csv(rows), keep: '1' })).json), [1, 1]);
		await city.stopped((today) => {
			const path = join(city.dir, '..', 'closed.xlsx');
			writeFileSync(path, workbook(rows.map((r, i) => (i === 2 ? ['41', '又一新问题', ...r.slice(2)] : r))));
			assert.match(command(['campaign', city.dir, 'import', campaign, path, '--as', 'clerk', '--today', today]).out, /1 findings .* taken, 1 known/);
			for (const column of ['state', 'signed', 'lasting']) assert.notEqual(command(['campaign', city.dir, 'import', campaign, path, '--as', 'clerk', '--columns', `no,text,${column}`, '--today', today], { want: null }).code, 0, column);
		});
		const after = JSON.parse(standing(city));
		assert.deepEqual(after.slice(0, NAMES.length), JSON.parse(before), 'the known one stays where it was');
		assert.ok(after.slice(NAMES.length).every((f) => f.state === 'draft' && !f.signed_day && !f.implemented_event));
		assert.match(JSON.stringify(await told(city, 'clerk', after.at(-1).number)), /已完成/, 'what the table said is a note');
	},

	async 'not by changing rows: the database refuses, and says why'({ data: city }) {
		const of = (f) => `(SELECT id FROM matter WHERE number = '${at[f]}')`;
		const refused = [
			`UPDATE finding SET signed_day = '2026-03-05' WHERE matter_id = ${of('early')}`, `UPDATE finding SET effect_event = 1 WHERE matter_id = ${of('implemented')}`, `UPDATE finding SET in_place_event = 1 WHERE matter_id = ${of('doing')}`,
			`UPDATE finding SET lasting_day = '2026-03-05' WHERE matter_id = ${of('verified')}`, `UPDATE finding SET implemented_event = NULL WHERE matter_id = ${of('closed')}`,
			...['endorser_id = applicant_id', 'leader_id = endorser_id', 'implemented_by = applicant_id', 'in_place_by = leader_id', 'effect_by = endorser_id', 'decider_id = effect_by', 'rechecker_id = decider_id', 'rechecker_id = applicant_id', 'verifier_unit_id = applicant_unit_id', 'recheck_unit_id = verifier_unit_id'].map((x) => `UPDATE signoff SET ${x} WHERE matter_id = ${of('closed')}`),
			`UPDATE measure SET done_day = '2026-03-05' WHERE matter_id = ${of('doing')}`, `INSERT INTO signoff (matter_id, round, applicant_id, applicant_unit_id, applied_day, endorser_id) SELECT ${of('doing')}, 1, id, 1, '2026-03-05', id FROM person LIMIT 1`,
		];
		const guarded = [
			[`UPDATE matter SET state = 'closed' WHERE number = '${at.doing}'`, /a matter moves with its event alone/],
			[`UPDATE matter SET state = 'rechecked', closed_day = '2026-03-05' WHERE number = '${at.verified}'`, /a matter moves with its event alone/],
			[`UPDATE matter SET closed_day = '2026-03-05' WHERE number = '${at.doing}'`, /a finding ends with a recheck that holds/],
			[`UPDATE finding SET implemented_event = 1, in_place_event = 1, effect_event = 1, signed_day = '2026-03-05' WHERE matter_id = ${of('doing')}`, /a fact of a finding is an event that verified it|all have signed/],
			[`UPDATE finding SET effect_event = (SELECT min(id) FROM event WHERE matter_id = ${of('closed')}) WHERE matter_id = ${of('closed')}`, /a fact of a finding is an event that verified it/],
			[`UPDATE finding SET signed_day = '2026-03-05' WHERE matter_id = ${of('verified')}`, /signed off by a round that all have signed/],
			[`UPDATE finding SET lasting_day = '2026-03-05' WHERE matter_id = ${of('closed')}`, /lasts by a recheck that says so/],
			[`UPDATE signoff SET decider_id = NULL WHERE matter_id = ${of('closed')}`, /who signed a decided round stays/],
			[`UPDATE signoff SET decider_id = (SELECT max(id) FROM person), recheck_unit_id = 1 WHERE matter_id = ${of('verified')}; UPDATE finding SET signed_day = '2026-03-05' WHERE matter_id = ${of('verified')}`, /signed off by a round that all have signed/],
			[`DELETE FROM signoff WHERE matter_id = ${of('closed')}`, /a round of sign-off does not vanish/],
			[`DELETE FROM finding WHERE matter_id = ${of('closed')}`, /a finding does not vanish/],
		];
		await city.stopped(() => {
			const home = mkdtempSync(join(tmpdir(), 'huiyin-rows-'));
			const tried = (sql) => {
				const dir = join(home, 'city');
				rmSync(dir, { recursive: true, force: true });
				cpSync(city.dir, dir, { recursive: true });
				return spawnSync('sqlite3', [`${dir}/huiyin.db`, 'PRAGMA foreign_keys = ON;', sql], { encoding: 'utf8' }).stderr;
			};
			try {
				for (const sql of refused) assert.match(tried(sql), /CHECK constraint failed|signed|verified it|says so/, sql);
				for (const [sql, why] of guarded) assert.match(tried(sql), why, sql);
			} finally {
				rmSync(home, { recursive: true, force: true });
			}
		});
	},

	async 'and who has no part in it closes it rightly'({ data: city }) {
		await actKey(city, 'xfclerk', at.closed, 'recheck_pass', FIELDS.recheck_pass);
		await actKey(city, 'clerk2', at.verified, 'sign_off', FIELDS.sign_off);
	},
});
