// A petition's whole life, once as a table: the same rows are played through
// pages, API and command line, and must lead to the same states and dates.
import assert from 'node:assert/strict';
import { command } from './program.mjs';

export const PETITION = {
	subject: '顶楼漏雨三年无人修', text: '中山区某小区三号楼顶楼连续三年漏雨。\n物业推给开发商，开发商推给物业。',
	requests: '修好屋顶\n说明责任在谁', area: '210202', place: '港湾街 3 号楼', head_count: '1', name: '王海潮', phone: '138-4000-1234', address: '港湾街 3 号楼 601',
};

const FACTS = '经现场查看，屋面防水层老化，顶楼两户渗漏属实。';
const OPINION = '支持修缮请求，由物业公司动用维修资金于九月底前修复。';
const BASIS = '《住宅专项维修资金管理办法》第九条';

// day, who, act, fields, state after. who "petitioner" acts with the query code.
export const LIFE = [
	['2026-03-02', 'registrar', 'classify', { class: 'appeal' }, 'registered'],
	['2026-03-03', 'officer', 'transfer', { unit: 'zj', reason: '属住建局职责' }, 'routed'],
	['2026-03-05', 'head', 'name_handler', { person: 'handler' }, 'routed'],
	['2026-03-05', 'handler', 'accept', {}, 'handling'],
	['2026-03-05', 'petitioner', 'add_material', { text: '补充：二月又漏了一次。' }, 'handling'],
	['2026-04-20', 'handler', 'progress', { text: '已联系物业和开发商' }, 'handling'],
	['2026-04-20', 'handler', 'ask_extension', { days: '30', reason: '需做屋面检测' }, 'handling'],
	['2026-04-21', 'head', 'grant_extension', { reason: '情况复杂' }, 'handling'],
	['2026-05-20', 'handler', 'draft_opinion', { facts: FACTS, opinion: OPINION, outcome: 'explained', basis: BASIS }, 'drafted'],
	['2026-05-20', 'head', 'return_opinion', { reason: '依据不全' }, 'handling'],
	['2026-05-21', 'handler', 'draft_opinion', { facts: FACTS, opinion: OPINION, outcome: 'explained', basis: `${BASIS}、第十条` }, 'drafted'],
	['2026-05-22', 'head', 'approve_opinion', {}, 'opined'],
	['2026-05-25', 'handler', 'serve', { service: 'in_person', service_day: '2026-05-25' }, 'served'],
	['2026-05-26', 'petitioner', 'rate', { satisfied: 'not_satisfied', comment: '没有说什么时候修' }, 'served'],
	['2026-05-28', 'handler', 'answer_again', { text: '九月三十日前修好，费用由维修资金列支。' }, 'served'],
	['2026-06-10', 'petitioner', 'ask_review', { reason: '不服处理意见' }, 'under_review'],
	['2026-06-20', 'dlrev', 'draft_review', { facts: '复查属实', opinion: '维持原处理意见', review_outcome: 'uphold', basis: '《信访工作条例》第三十五条' }, 'review_drafted'],
	['2026-06-22', 'dlhead', 'approve_review', {}, 'review_opined'],
	['2026-06-23', 'dlrev', 'serve_review', { service: 'in_person', service_day: '2026-06-23' }, 'review_served'],
	['2026-07-10', 'petitioner', 'ask_rereview', { reason: '复查未到现场' }, 'under_rereview'],
	['2026-07-15', 'lnrev', 'open_hearing', { hearing_day: '2026-07-15', place: '省信访局听证室', reason: '争议较大' }, 'under_rereview'],
	['2026-07-28', 'lnrev', 'close_hearing', { text: '双方到场陈述' }, 'under_rereview'],
	['2026-08-05', 'lnrev', 'draft_rereview', { facts: '复核属实', opinion: '维持复查意见', rereview_outcome: 'uphold', basis: '《信访工作条例》第三十六条' }, 'rereview_drafted'],
	['2026-08-06', 'lnhead', 'approve_rereview', {}, 'rereview_opined'],
	['2026-08-07', 'lnrev', 'serve_rereview', { service: 'in_person', service_day: '2026-08-07' }, 'concluded'],
	['2026-08-10', 'handler', 'close', { cause: 'service' }, 'closed'],
];

// [code, start, due_nominal, due, outcome]; a window that was used is void: it is a right, not a duty.
export const LIFE_CLOCKS = [
	['bureau_route', '2026-03-02', '2026-03-17', '2026-03-17', 'met'],
	['handle', '2026-03-05', '2026-06-03', '2026-06-03', 'met'],
	['rating_redo', '2026-05-26', null, null, 'met'],
	['review', '2026-06-10', '2026-07-10', '2026-07-10', 'met'],
	['review_window', '2026-05-25', '2026-06-24', '2026-06-24', 'void'],
	['rereview_window', '2026-06-23', '2026-07-23', '2026-07-23', 'void'],
	// 30 days and the fourteen of the hearing (art. 36 para. 2); the last one is a Sunday
	['rereview', '2026-07-10', '2026-08-23', '2026-08-24', 'met'],
];

export class Matter {
	constructor(city, number, code) {
		Object.assign(this, { city, number, code });
	}

	get row() {
		return this.city.sql(`SELECT * FROM matter WHERE number = '${this.number}'`)[0];
	}

	get state() {
		return this.row.state;
	}

	get clocks() {
		return this.city.sql(`SELECT c.* FROM clock c JOIN matter m ON m.id = c.matter_id WHERE m.number = '${this.number}' ORDER BY c.id`);
	}

	clock(code) {
		return this.clocks.filter((c) => c.code === code).at(-1);
	}

	get documents() {
		return this.city.sql(`SELECT d.* FROM document d JOIN matter m ON m.id = d.matter_id WHERE m.number = '${this.number}' ORDER BY d.id`);
	}

	get events() {
		return this.city.sql(`SELECT e.*, p.login FROM event e JOIN matter m ON m.id = e.matter_id LEFT JOIN person p ON p.id = e.person_id WHERE m.number = '${this.number}' ORDER BY e.seq`);
	}
}

// -- filing

// Who gives an identity number agrees that it is kept.
const agreed = (petition) => (petition.id_number ? { sensitive: '1' } : {});

// The four steps as a person goes them; returns the matter.
export async function fileByPages(city, petition = PETITION, lang = 'zh', browser = city.stranger(lang)) {
	const { name, phone, email, address, id_number, head_count, confidential, sensitive = agreed(petition).sensitive && true, files = [], ...matter } = petition;
	const who = Object.fromEntries(Object.entries({ name, phone, email, address, id_number, sensitive, head_count, confidential }).filter(([, v]) => v !== undefined));
	await browser.get('/file');
	await browser.submit('/file', { set: matter, button: 'next' });
	await browser.submit('/file', { set: who, button: 'next' });
	await browser.submit('/file', { set: { files }, button: 'send' });
	return readReceipt(city, browser);
}

export function readReceipt(city, browser) {
	const root = browser.last.root;
	const number = /HY-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(root.one('.receipt').text)?.[0];
	const code = root.one('.receipt .code').text;
	assert.ok(number, `no number on the receipt: ${browser.text}`);
	assert.match(code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/, 'the query code');
	assert.ok(root.has('.receipt svg.qr'), 'a QR code');
	return new Matter(city, number, code);
}

export async function fileByApi(city, petition = PETITION) {
	const answer = await city.api(null, 'POST', '/api/v1/file', { ...petition, ...agreed(petition) });
	assert.equal(answer.status, 201, answer.text);
	return new Matter(city, answer.json.number, answer.json.query_code);
}

export function fileByCommand(city, petition, today) {
	const { out } = command(['act', city.dir, 'new', 'petition', 'file', ...words({ ...petition, ...agreed(petition) }), '--today', today]);
	const [number, code] = out.trim().split('\n');
	return new Matter(city, number, code);
}

function words(fields) {
	return Object.entries(fields).map(([name, value]) => `${name}=${value}`);
}

// -- acts

export async function followed(city, matter, lang = 'zh') {
	const b = city.stranger(lang);
	await b.get('/follow');
	await b.submit('/follow', { set: { code: matter.code } });
	assert.equal(b.last.path, '/follow/matter', `the code opens the matter: ${b.errors}`);
	return b;
}

// As a person does it: from the matter's page to the act's form. want: the status of what comes back.
export async function actByPages(city, matter, who, act, fields = {}, { want = 200, lang = 'en', browser = null } = {}) {
	if (who === 'petitioner') return petitionerActs(city, matter, act, fields, { want, lang, browser });
	const b = browser ?? await city.as(who, lang);
	await b.get(`/staff/m/${matter.number}`);
	const address = `/staff/m/${matter.number}/${act}`;
	if (b.last.root.has(`a[href="${address}"]`)) await b.click(address);
	else assert.ok(b.last.root.has(`form[action="${address}"]`), `${who} is not offered ${act} on ${matter.number}; offered: ${offered(b).join(' ')}`);
	await b.submit(address, { set: fields, want });
	if (want === 200) assert.equal(b.last.path.split('?')[0], `/staff${matter.row && stillSeen(b) ? `/m/${matter.number}` : ''}`, `${who} ${act}: ${b.errors}`);
	return b;
}

// An act may take a matter out of its doer's sight; then the day's list follows.
function stillSeen(b) {
	return b.last.path.startsWith('/staff/m/');
}

export function offered(b) {
	const prefix = /^\/(staff\/m\/[^/]+|follow\/do)\/([a-z_]+)$/;
	const addresses = [...b.last.root.all('.acts a'), ...b.last.root.all('.acts form')].map((n) => n.attr('href') ?? n.attr('action'));
	return addresses.map((a) => prefix.exec(a)?.[2]).filter(Boolean);
}

async function petitionerActs(city, matter, act, fields, { want, lang, browser }) {
	const b = browser ?? await followed(city, matter, lang);
	await b.get('/follow/matter');
	await b.click(`/follow/do/${act}`);
	await b.submit(`/follow/do/${act}`, { set: fields, want });
	if (want === 200) assert.equal(b.last.path.split('?')[0], '/follow/matter', `${act}: ${b.errors}`);
	return b;
}

export async function actByApi(city, matter, who, act, fields = {}, want = 200) {
	const answer = who === 'petitioner'
		? await city.api(null, 'POST', `/api/v1/follow/${act}`, { code: matter.code, ...fields })
		: await city.api(who, 'POST', `/api/v1/matters/${matter.number}/${act}`, fields);
	assert.equal(answer.status, want, `${who} ${act}: ${answer.text.slice(0, 600)}`);
	return answer;
}

export function actByCommand(city, matter, who, act, fields, today, want = 0) {
	const as = who === 'petitioner' ? ['--code', matter.code] : ['--as', who];
	return command(['act', city.dir, matter.number, act, ...as, ...words(fields), '--today', today], { want });
}
