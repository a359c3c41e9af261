// A finding from its plan to its recheck, step by step. who: { worker, head, charge } of it, the
// office is clerk and clerk2, xfclerk rechecks. mark is put behind every text that is typed.
import assert from 'node:assert/strict';
import { actKey, actPage, evidence, told } from './act.mjs';

export const OPENING = { subject: '中央巡视反馈意见整改', translation: 'Rectification after the central inspection', source_body: '中央第六巡视组', report_in: '2', unit: 'zs', first_person: '示例同志' };

export async function openCampaign(city, received, more = {}) {
	const made = await city.api('clerk', 'POST', '/api/v1/campaigns', { ...OPENING, received, ...more });
	assert.equal(made.status, 201, made.text);
	return made.json.number;
}

export async function recordFinding(city, campaign, no, mark = '') {
	const made = await city.api('clerk', 'POST', '/api/v1/findings', { campaign, finding_no: String(no), subject: `反馈问题${no}${mark}`, text: `反馈意见原文${no}${mark}`, translation: `Finding ${no} ${mark}`, group: `履职尽责${mark}` });
	assert.equal(made.status, 201, made.text);
	return made.json.number;
}

// act is actKey or actPage.
export async function plan(city, finding, { term = 'by_date', due, unit = 'zj', charge = 'lead1', months, root = unit, days = 10 }, mark = '', act = actKey) {
	await act(city, 'clerk', finding, 'plan', { facts: `三个事例${mark}`, root_cause: `缺少制度${mark}`, target: `办结率100%${mark}`, term, due, ...(months ? { review_months: String(months) } : {}), unit, charge, responsible: `示例${mark}`, effect_days: String(days) });
	await actKey(city, 'clerk', finding, 'add_measure', { tackles: 'symptom', measure_text: `逐件办结${mark}`, done_form: `全部书面答复${mark}`, unit, due });
	if (root) await actKey(city, 'clerk', finding, 'add_measure', { tackles: 'root', measure_text: `建立督办制度${mark}`, done_form: `制度印发${mark}`, unit: root, due });
}

// Every measure that is open, by the lead unit's handler, and what shows that it is in place.
export async function finish(city, finding, { worker }, mark = '') {
	const { measures } = (await told(city, 'clerk', finding)).finding;
	for (const x of measures.filter((m) => !m.done))
		await actPage(city, worker, finding, 'finish_measure', { measure_no: String(x.measure_no), text: `措施${x.measure_no}已完成${mark}`, evidence_kind: 'document', ...evidence(`措施${x.measure_no}${mark}.txt`) });
	await actPage(city, worker, finding, 'add_evidence', { fact: 'in_place', evidence_kind: 'on_site', text: `现场记录${mark}`, ...evidence(`现场${mark}.txt`) });
}

export async function applyFor(city, finding, who, grade = 'fully', mark = '') {
	await finish(city, finding, who, mark);
	await actKey(city, who.worker, finding, 'apply_signoff', { text: `申请销号${mark}` });
	await actKey(city, who.head, finding, 'endorse', { text: `本人负责${mark}`, grade_reached: grade });
	await actKey(city, who.charge, finding, 'review_signoff', { text: `同意${mark}` });
}

// Verified as carried out and in place; what shows its effect is there.
export async function place(city, finding, who, grade, mark = '') {
	await applyFor(city, finding, who, grade, mark);
	await actKey(city, 'clerk', finding, 'verify_implemented', { way: 'desk', text: `材料齐全${mark}` });
	await actKey(city, 'clerk', finding, 'verify_in_place', { way: 'on_site', text: `现场属实${mark}` });
	await actPage(city, who.worker, finding, 'add_evidence', { fact: 'in_effect', evidence_kind: 'opinion', text: `回访20人${mark}`, ...evidence(`回访${mark}.txt`) });
}

// at: { meeting, meeting_item } where a body hears of the campaign.
export async function signOff(city, finding, grade = 'fully', at = {}, mark = '') {
	await actKey(city, 'clerk', finding, 'verify_effect', { way: 'on_site', text: `抽查${mark}`, grade_reached: grade });
	await actKey(city, 'clerk2', finding, 'sign_off', { ...at, unit: 'xf' });
}
