// A petition begun on one computer and ended on another: kept under a code that
// nobody else has, gone when it is filed or its time is over.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, followed, readReceipt } from '../node/lib/life.mjs';

export const limit = 90;
export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

const ME = { name: '王海潮', phone: '13840001234' };
const TYPED = { subject: 'A "roof" & <rain>', text: '第一行\n第二行，雨水从屋顶流下。' };
const rows = (city) => city.sql('SELECT COUNT(*) AS n FROM draft')[0].n;
let code;

async function opened(city, typed = code, want = 200, b = city.stranger('zh')) {
	await b.get('/file/draft');
	await b.submit('/file/draft', { set: { code: typed }, want });
	return b;
}

export const tests = story({
	async 'what is half typed is kept, whether right or wrong, with a code shown once'({ data: city }) {
		const b = city.stranger('en');
		await b.get('/file');
		await b.submit('/file', { set: { ...TYPED, text: PETITION.text }, button: 'next' });
		await b.submit('/file', { set: { name: ME.name, phone: '1' }, button: 'keep' });
		code = b.last.root.one('.code').text;
		assert.match(code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
		assert.ok(b.text.includes('2026-04-01') && b.text.includes('not filed yet'));
		assert.equal(city.sql('SELECT COUNT(*) AS n FROM matter')[0].n, 0);
		assert.equal(rows(city), 1);
		await b.submit('/file/draft');
		assert.equal(b.value('name'), ME.name);
	},

	async 'on another computer it goes on where it was; the server alone cannot read it'({ data: city }) {
		const kept = city.sql('SELECT hex(sealed) AS sealed, hex(code_key) AS key FROM draft')[0];
		for (const words of [ME.name, TYPED.subject, code.replaceAll('-', '')]) {
			assert.ok(!kept.sealed.includes(Buffer.from(words).toString('hex').toUpperCase()), words);
		}
		const b = await opened(city, code.toLowerCase().replaceAll('-', ' '));
		assert.equal(b.value('name'), ME.name);
		assert.equal(b.value('phone'), '1', 'also what is wrong');
		await b.submit('/file', { set: { phone: ME.phone }, button: 'next' });
		await b.submit('/file', { button: 'matter' });
		assert.equal(b.value('subject'), TYPED.subject);
		await b.submit('/file', { set: { text: TYPED.text }, button: 'keep' });
		assert.equal(b.last.root.one('.code').text, code, 'the code stays');
		assert.equal(rows(city), 1);
	},

	async 'a wrong code opens nothing, and guessing is slowed'({ data: city }) {
		const b = await opened(city, '', 422);
		assert.ok(b.last.root.has('#e-code'));
		for (let i = 0; i < 4; i++) await opened(city, '7'.repeat(28), 422);
		await opened(city, '7'.repeat(28), 422);
		await opened(city, code, 429);
	},

	async 'a code that opens a matter opens no draft, and the other way round'({ data: city }) {
		const told = await city.api(null, 'POST', '/api/v1/follow', { code });
		assert.equal(told.status, 404);
	},

	async 'filed, it is gone'({ data: city }) {
		await new Promise((done) => { setTimeout(done, 1100); });           // the wait for who guessed
		const b = await opened(city);
		assert.equal(b.value('text').replaceAll('\r', ''), TYPED.text);
		await b.submit('/file', { button: 'next' });
		await b.submit('/file', { button: 'next' });
		await b.submit('/file', { button: 'send' });
		const matter = readReceipt(city, b);
		const f = await followed(city, matter);
		assert.ok(f.text.includes('A "roof" & <rain>'));
		assert.equal(rows(city), 0);
		await opened(city, code, 422);
	},

	async 'after thirty days it is gone too'({ data: city }) {
		const b = city.stranger('en');
		await b.get('/file');
		await b.submit('/file', { set: TYPED, button: 'keep' });
		code = b.last.root.one('.code').text;
		assert.equal(rows(city), 1);
		await city.turn('2026-04-02');
		await opened(city, code, 422);
		for (const end = Date.now() + 15000; rows(city) > 0 && Date.now() < end;) await new Promise((done) => { setTimeout(done, 100); });
		assert.equal(rows(city), 0, 'the tick took it away');
	},
});
