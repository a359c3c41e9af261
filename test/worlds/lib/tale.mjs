// The story that is told in every world: petitions by page, desk, API and hotline;
// an ordinary one that the accused unit itself handles, a confidential one, two
// accusations against it; accepted, refused, answered, late, and opened by the
// office. Each step has its own instant and chance, so that a world without the
// accusations has all the rest at the same time and with the same numbers.
import assert from 'node:assert/strict';
import { urlencoded, multipart } from './wire.mjs';
import { BEGIN, DAY, MINUTE } from './town.mjs';
import { identity, person } from './person.mjs';
import { file } from '../../node/lib/files.mjs';
import { docx, jpeg, pdf } from '../../node/lib/traces.mjs';

export const OTHER = { ...person(4711), name: '林白鹭', phone: '13800138000' };

const ROOF = { subject: '顶楼漏雨三年无人修', text: '顶楼连续三年漏雨。\n物业推给开发商，开发商推给物业。', requests: '修好屋顶\n说明责任在谁', area: '210202', place: '小区西门' };
const BUS = { subject: '公交改线后老人出行难', text: '三月起十路公交不再停靠，附近老人要走二十分钟。', requests: '恢复停靠' };
const BRIBE = { subject: '反映验收中的违规问题', text: '房屋验收时有人收受好处，质量问题被隐瞒。', requests: '请依法调查', complained: 'zj' };
const NOISE = { subject: '工地夜间施工扰民', text: '连续两周夜里十二点以后仍在浇筑。', requests: '夜间停工' };
const LATE = { subject: '电梯停运一个月', text: '高层住宅唯一电梯停运，无人回复。', requests: '修复电梯' };
const OLD = { subject: '路灯不亮', text: '小区门口路灯坏了两盏。', requests: '修好路灯' };
// Words that tell who wrote them: what units read, and search, must not (transfer copies).
const telling = (words, p) => ({ ...words, text: `${words.text}\n我叫${p.name}，电话${p.phone}，证件${p.id_number}，${p.pinyin.join(' ')}。` });
const FOUND = { facts: '经现场查看，屋面防水层老化，渗漏属实。', opinion: '支持修缮请求，九月底前修复。', basis: '《住宅专项维修资金管理办法》第九条' };

// What the fourth world files without a name: by the petitioner, by a registrar, on the hotline.
const NAMELESS = ['secret', 'desk', 'call'];

export class Tale {
	// p: the petitioner of this world; accused: whether the accusations are told.
	// seconds: how far into each minute the petitioner writes. nameless: some of it is filed without a name.
	constructor(world, town, p, accused, seconds, nameless = false) {
		Object.assign(this, { world, town, p, accused, seconds, nameless });
		this.matter = {};              // name: {number, code}
		this.at = 0;
		this.desk = world.wire();
		this.home = world.wire(p.network);
		this.elsewhere = world.wire('127.0.0.99');
	}

	async tell() {
		for (const [day, minute, what, work] of STEPS) {
			const seconds = what.includes('home') ? this.seconds : 0;
			this.world.step(++this.at, BEGIN + day * DAY + minute * MINUTE + seconds * 1000);
			if (what.startsWith('accusation') && !this.accused) continue;
			if (what === 'tick') await this.world.tick();
			else await work(this);
		}
	}

	// -- who speaks how

	async staff(login, method, path, fields = null, want = 200) {
		const answer = await this.desk.one({ method, path, key: this.town.key[login], body: fields && JSON.stringify(fields) });
		assert.equal(answer.status, want, `${login} ${method} ${path}: ${answer.text.slice(0, 500)}`);
		return answer.json;
	}

	act(login, matter, act, fields = {}) {
		return this.staff(login, 'POST', `/api/v1/matters/${this.matter[matter].number}/${act}`, fields);
	}

	async petitioner(wire, p, path, fields, want = 200) {
		const answer = await wire.one({ method: 'POST', path, lang: p.lang, body: JSON.stringify(fields), headers: agent(p) });
		assert.equal(answer.status, want, `${path}: ${answer.text.slice(0, 500)}`);
		return answer.json;
	}

	keep(name, { number, query_code }) {
		assert.match(number, /^HY-/);
		this.matter[name] = { number, code: query_code };
	}

	// Who says the world's petitioner is, filing this.
	as(name) {
		return this.nameless && NAMELESS.includes(name) ? { anonymous: '1' } : identity(this.p);
	}

	async fileByApi(name, p, fields, wire = this.home) {
		this.keep(name, await this.petitioner(wire, p, '/api/v1/file', { ...fields, ...(p === this.p ? this.as(name) : identity(p)) }, 201));
	}

	// The three steps of the page, as a browser without scripts sends them.
	async fileByPages(name, fields, files) {
		const { p } = this;
		const ask = (type, body) => this.home.one({ method: 'POST', path: '/file', lang: p.lang, type, body, headers: agent(p) });
		await ask(null, urlencoded({ step: 'matter', ...fields, go: 'next' }));
		const check = await ask(null, urlencoded({ step: 'who', ...fields, ...identity(p), go: 'next' }));
		const once = /name="once" value="([^"]+)"/.exec(check.text)?.[1];
		assert.ok(once, `filing by pages: ${check.text.replace(/<[^>]*>/g, ' ').slice(0, 800)}`);
		const sent = multipart({ step: 'check', ...fields, ...identity(p), once, files, go: 'send' });
		const receipt = await ask(sent.type, sent.body);
		const number = /HY-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(receipt.text)?.[0];
		const code = /([0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(receipt.text)?.[0];
		assert.ok(number && code, `no receipt: ${receipt.text.replace(/<[^>]*>/g, ' ').slice(0, 800)}`);
		this.matter[name] = { number, code };
	}

	async registerByPages(name, login, fields) {
		const page = await this.desk.one({ path: '/staff/register', cookie: this.town.session[login] });
		const once = /name="once" value="([^"]+)"/.exec(page.text)[1];
		const sent = multipart({ procedure: 'petition', unit: 'xf', once, csrf: this.town.csrf[login], ...fields, ...identity(this.p), anyway: '1' });
		const done = await this.desk.one({ method: 'POST', path: '/staff/register', cookie: this.town.session[login], type: sent.type, body: sent.body });
		const number = /HY-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(done.text + done.head)?.[0];
		assert.ok(number, `${login} could not register: ${done.head}${done.text.replace(/<[^>]*>/g, ' ').slice(0, 800)}`);
		this.matter[name] = { number, code: /([0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(done.text)?.[0] ?? null };
	}

	// The query code typed into the page: a cookie that opens one matter.
	async follow(matter, wire = this.elsewhere) {
		const answer = await wire.one({ method: 'POST', path: '/follow', body: urlencoded({ code: this.matter[matter].code }) });
		assert.ok(answer.cookie, `the code of ${matter} opens nothing: ${answer.status}`);
		return answer.cookie;
	}

	get hidden() {
		return ['accusation', 'spoken'].map((name) => this.matter[name]).filter(Boolean);
	}
}

function agent(p) {
	return p.agent ? { 'User-Agent': p.agent } : {};
}

// day, minute, kind, deed. 'accusation': not in the world that has none; 'home': the petitioner's own doing, at their second.
const STEPS = [
	[0, 0, '', (t) => t.fileByApi('bus', OTHER, BUS, t.elsewhere)],
	[0, 1, '', (t) => t.act('officer', 'bus', 'classify', { class: 'appeal' })],
	[0, 2, '', (t) => t.act('officer', 'bus', 'transfer', { unit: 'jt', reason: '属交通职责' })],
	[0, 3, '', (t) => t.fileByApi('lamp', OTHER, OLD, t.elsewhere)],
	[0, 5, 'accusation home', (t) => t.fileByPages('accusation', telling(BRIBE, t.p), [file(`${t.p.name}验收.pdf`, pdf(t.p.pinyin.join('')))])],
	[0, 6, 'home', (t) => t.fileByPages('roof', telling(ROOF, t.p), [file(`${t.p.name}.jpg`, jpeg(t.p.pinyin.join(''))), file(`${t.p.phone}.docx`, docx(t.p.name))])],
	[0, 7, 'accusation', (t) => t.registerByPages('spoken', 'registrar', { channel: 'visit', received: '2026-03-02', class: 'accusation', oral: '1', read_back: '1', ...BRIBE })],
	[0, 8, 'home', (t) => t.fileByApi('secret', t.p, { ...NOISE, confidential: '1' })],
	[0, 9, '', async (t) => t.keep('desk', await t.staff('registrar', 'POST', '/api/v1/petitions/petition', { channel: 'letter', received: '2026-03-02', ...LATE, ...t.as('desk') }, 201))],
	[0, 10, '', (t) => t.registerByPages('visit', 'registrar', { channel: 'visit', received: '2026-03-02', ...OLD })],
	[0, 11, '', async (t) => t.keep('call', await t.staff('operator', 'POST', '/api/v1/petitions/hotline', { channel: 'hotline', received: '2026-03-02', grade: 'ordinary', ...NOISE, ...t.as('call') }, 201))],
	[0, 20, 'accusation', (t) => t.act('officer', 'accusation', 'classify', { class: 'accusation' })],
	[0, 21, '', (t) => t.act('registrar', 'roof', 'classify', { class: 'appeal' })],
	[0, 21, 'accusation', (t) => t.act('officer', 'accusation', 'redact_copy')],
	[0, 22, '', (t) => t.act('registrar', 'roof', 'redact_copy')],
	[0, 22, 'accusation', (t) => t.act('officer', 'accusation', 'refer', { unit: 'jw', reason: '属纪检职责' })],
	[0, 23, '', (t) => t.act('officer', 'roof', 'transfer', { unit: 'zj', reason: '属住建职责' })],
	[0, 24, '', (t) => t.act('officer', 'secret', 'classify', { class: 'appeal' })],
	[0, 25, '', (t) => t.act('officer', 'secret', 'transfer', { unit: 'jt', reason: '属交通职责' })],
	[0, 26, '', (t) => t.act('officer', 'desk', 'classify', { class: 'appeal' })],
	[0, 27, '', (t) => t.act('officer', 'desk', 'transfer', { unit: 'zj', reason: '属住建职责' })],
	[0, 28, '', (t) => t.act('officer', 'visit', 'classify', { class: 'appeal' })],
	[0, 29, '', (t) => t.act('officer', 'visit', 'transfer', { unit: 'zj', reason: '属住建职责' })],
	[0, 40, 'tick'],
	[1, 0, '', (t) => t.act('head', 'roof', 'name_handler', { person: 'handler' })],
	[1, 1, '', (t) => t.act('handler', 'roof', 'accept')],
	[1, 2, '', (t) => t.act('handler', 'roof', 'add_assist', { unit: 'zs', reason: '请协助' })],
	[1, 3, '', (t) => t.act('zsman', 'roof', 'contribute', { text: '街道已走访。' })],
	[1, 4, '', (t) => t.act('busman', 'secret', 'accept')],
	[1, 5, '', (t) => t.act('handler', 'visit', 'not_accept', { ground: 'statutory_route', reason: '应走法定途径' })],
	[1, 6, 'accusation', (t) => t.act('jwman', 'accusation', 'progress', { text: '已初核。' })],
	[1, 7, 'accusation', (t) => t.act('officer', 'accusation', 'ask_identity', { reason: '核实举报' })],
	[1, 8, 'accusation', (t) => t.act('chief', 'accusation', 'grant_identity')],
	[1, 9, 'accusation', async (t) => assert.ok((await t.desk.one({ path: `/staff/m/${t.matter.accusation.number}`, cookie: t.town.session.officer })).text.includes(t.p.name), 'the office reads who accused')],
	[1, 10, '', (t) => t.act('officer', 'roof', 'open_identity', { reason: '电话核实' })],
	[1, 11, '', async (t) => assert.ok((await t.desk.one({ path: `/staff/m/${t.matter.roof.number}`, cookie: t.town.session.officer })).text.includes(t.p.phone), 'the office reads who filed')],
	[1, 12, 'home', (t) => t.petitioner(t.home, t.p, '/api/v1/follow/add_material', { code: t.matter.roof.code, text: `补充：二月又漏了一次。${t.p.name}` })],
	[1, 14, '', (t) => t.act('busman', 'bus', 'accept')],
	[1, 15, '', (t) => t.act('officer', 'lamp', 'classify', { class: 'suggestion' })],
	[2, 0, '', (t) => t.act('handler', 'roof', 'progress', { text: '已联系物业' })],
	[2, 1, '', (t) => t.act('handler', 'roof', 'draft_opinion', { ...FOUND, outcome: 'supported' })],
	[2, 2, '', (t) => t.act('head', 'roof', 'approve_opinion')],
	[2, 3, '', (t) => t.act('handler', 'roof', 'serve', { service: 'electronic', service_day: '2026-03-04' })],
	[2, 4, 'home', (t) => t.petitioner(t.home, t.p, '/api/v1/follow/rate', { code: t.matter.roof.code, satisfied: 'not_satisfied', comment: '没有说什么时候修' })],
	[2, 5, 'accusation', (t) => t.act('jwhead', 'accusation', 'note', { text: '继续核查' })],
	[2, 6, '', (t) => t.act('busman', 'secret', 'draft_opinion', { ...FOUND, outcome: 'explained' })],
	[2, 7, '', (t) => t.act('bushead', 'secret', 'approve_opinion')],
	[2, 8, '', (t) => t.act('officer', 'desk', 'supervise', { measure: 'reminder', reason: '催办' })],
	// a meeting of the joint meeting, published with one item; a petition waits for its agenda
	[3, 0, '', async (t) => t.keep('meeting', await t.staff('xfclerk', 'POST', '/api/v1/meetings', { body: 'lx', meeting_kind: 'joint_full', meeting_day: '2026-04-24', meeting_time: '09:00', subject: '联席会议', place: '会议室' }, 201))],
	[3, 1, '', (t) => t.act('xfclerk', 'meeting', 'add_item', { item_type: 'hear', title: '听取工作情况', planned: 20 })],
	[3, 2, '', (t) => t.act('xfclerk', 'meeting', 'notify')],
	[3, 3, '', (t) => t.act('xfclerk', 'meeting', 'publish_meeting')],
	[3, 4, '', (t) => t.act('xfclerk', 'meeting', 'publish_item', { item: 1 })],
	// a campaign of rectification with a finding, published
	[3, 5, '', async (t) => t.keep('campaign', await t.staff('xfclerk', 'POST', '/api/v1/campaigns', { subject: '巡察反馈整改', source_body: '巡察组', received: '2026-03-04', report_in: '2', unit: 'zs', first_person: '示例' }, 201))],
	[3, 6, '', async (t) => t.keep('finding', await t.staff('xfclerk', 'POST', '/api/v1/findings', { campaign: t.matter.campaign.number, subject: '问题一', text: '反馈原文' }, 201))],
	[3, 7, '', (t) => t.act('xfclerk', 'campaign', 'publish_campaign', { public_zh: '巡察反馈整改情况' })],
	[3, 8, '', (t) => t.act('xfclerk', 'finding', 'publish_finding', { public_zh: '信访办理不及时' })],
	[3, 9, 'tick'],
	[30, 0, 'tick'],
	[30, 1, '', (t) => t.act('handler', 'desk', 'accept')],
	[30, 2, 'accusation', (t) => t.act('officer', 'spoken', 'refer', { unit: 'jw', reason: '属纪检职责' })],
	[30, 3, '', (t) => t.act('chief', 'desk', 'supervise', { measure: 'letter', reason: '超期未办' })],
	[50, 0, 'tick'],
];
