// A petitioner files in three steps, in Chinese and in English, with every kind
// of mistake on the way: each is named in the reader's language, the step comes
// back, and nothing that was typed is lost.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { file, photo } from '../node/lib/files.mjs';
import { story } from '../node/lib/story.mjs';
import { PETITION, fileByPages, followed, readReceipt } from '../node/lib/life.mjs';

export const before = () => openCity({ today: '2026-03-02' });
export const after = (city) => city.close();

const WORDS = {
	zh: { matter: '请填写信访事项', who: '请填写信访人信息', check: '请核对填写内容', done: '您的信访事项已收到' },
	en: { matter: 'What is it about?', who: 'Who are you?', check: 'Check your answers', done: 'Your petition has been received' },
};
const TYPED = { subject: PETITION.subject, text: PETITION.text, requests: PETITION.requests, area: '210202', place: '港湾街 "3" <号> 楼 & 院' };
const ME = { name: '王海潮', phone: '138-4000-1234', email: 'wang@example.org', address: '港湾街 3 号楼 601', id_number: '210202197001011234', sensitive: true };

function heading(b) {
	return b.last.root.one('h1').text;
}

// Each fault of the summary leads to its field, which is marked and tells the same.
function checkFault(b, name, words = /./) {
	const link = b.last.root.all('.errors a').find((a) => a.attr('href') === `#f-${name}`);
	assert.ok(link, `the summary does not name ${name}: ${b.errors}`);
	assert.match(link.text, words);
	const control = b.last.root.one(`#f-${name}`);
	if (['input', 'textarea', 'select'].includes(control.tag)) {
		assert.equal(control.attr('aria-invalid'), 'true', name);
		assert.match(control.attr('aria-describedby') ?? '', new RegExp(`e-${name}`));
	}
	assert.match(b.last.root.one(`#e-${name}`).text, words);
}

function checkKept(b, values) {
	for (const [name, value] of Object.entries(values)) assert.equal(b.value(name), value, `${name} was lost`);
}

function stepsIn(lang) {
	const words = WORDS[lang];
	return {
		async [`${lang}: the first step names what is missing`]({ data: city }) {
			const b = city.stranger(lang);
			await b.get('/file');
			assert.equal(b.last.root.one('html').attr('lang').slice(0, 2), lang);
			assert.equal(heading(b), words.matter);
			await b.submit('/file', { button: 'next', want: 422 });
			assert.equal(heading(b), words.matter);
			checkFault(b, 'subject');
			checkFault(b, 'text');
			assert.equal(b.errors.length, 2);
		},

		async [`${lang}: a step with a fault keeps everything typed`]({ data: city }) {
			const b = city.stranger(lang);
			await b.get('/file');
			const long = '字'.repeat(121);
			await b.submit('/file', { set: { ...TYPED, subject: long }, button: 'next', want: 422 });
			checkFault(b, 'subject', /120/);
			checkKept(b, { ...TYPED, subject: long });
			await b.submit('/file', { set: { subject: '字'.repeat(120) }, button: 'next' });
			assert.equal(heading(b), words.who);
			checkKept(b, { ...TYPED, subject: '字'.repeat(120) });
		},

		async [`${lang}: an identity number wants a consent of its own, a child a guardian`]({ data: city }) {
			const b = city.stranger(lang);
			await b.get('/file');
			await b.submit('/file', { set: TYPED, button: 'next' });
			await b.submit('/file', { set: { ...ME, sensitive: false }, button: 'next', want: 422 });
			checkFault(b, 'sensitive');
			checkKept(b, { ...ME, sensitive: false });
			await b.submit('/file', { set: { id_number: '', minor: true }, button: 'next', want: 422 });
			checkFault(b, 'guardian');
			await b.submit('/file', { set: { guardian: '王大海' }, button: 'next' });
			assert.equal(heading(b), words.check);
			assert.ok(b.text.includes('王大海'), 'the guardian is shown before it is sent');
		},

		async [`${lang}: the second step names a wrong name, telephone, mail and number`]({ data: city }) {
			const b = city.stranger(lang);
			await b.get('/file');
			await b.submit('/file', { set: TYPED, button: 'next' });
			await b.submit('/file', { button: 'next', want: 422 });
			checkFault(b, 'name');
			checkFault(b, 'phone');
			const wrong = { ...ME, phone: 'my phone', email: 'wang at example', head_count: 'many' };
			await b.submit('/file', { set: wrong, button: 'next', want: 422 });
			for (const name of ['phone', 'email', 'head_count']) checkFault(b, name);
			checkKept(b, { ...TYPED, ...wrong });
			await b.submit('/file', { set: { phone: ME.phone, email: ME.email, head_count: '0' }, button: 'next', want: 422 });
			checkFault(b, 'head_count', /1/);
			await b.submit('/file', { set: { head_count: '1' }, button: 'next' });
			assert.equal(heading(b), words.check);
		},

		async [`${lang}: everything is shown before it is sent, and can be changed`]({ data: city }) {
			const b = city.stranger(lang);
			await b.get('/file');
			await b.submit('/file', { set: TYPED, button: 'next' });
			await b.submit('/file', { set: { ...ME, confidential: true }, button: 'next' });
			const answers = b.last.root.one('dl.answers').content;
			for (const shown of [TYPED.subject, TYPED.place, '物业推给开发商', ME.name, ME.phone, ME.email, ME.address, ME.id_number, lang === 'zh' ? '中山区' : 'Zhongshan']) {
				assert.ok(answers.includes(shown), `${shown} is not shown`);
			}
			await b.submit('/file', { button: 'matter' });
			assert.equal(heading(b), words.matter);
			checkKept(b, TYPED);
			await b.submit('/file', { set: { subject: '改过的主题' }, button: 'next' });
			checkKept(b, ME);
			assert.equal(b.value('confidential'), true, 'the tick was lost');
			await b.submit('/file', { button: 'next' });
			assert.match(b.last.root.one('dl.answers').content, /改过的主题/);
		},

		async [`${lang}: a wrong file is named; without it the petition is sent`]({ data: city }) {
			const before = city.state();
			const b = city.stranger(lang);
			await b.get('/file');
			await b.submit('/file', { set: TYPED, button: 'next' });
			await b.submit('/file', { set: ME, button: 'next' });
			await b.submit('/file', { set: { files: [file('run.exe', 'MZ\x90'), photo()] }, button: 'send', want: 422 });
			checkFault(b, 'files', /run\.exe/);
			assert.match(b.text, lang === 'zh' ? /重新选择附件/ : /choose them again/);
			assert.equal(city.state(), before, 'a refused filing changes nothing');
			assert.match(b.last.root.one('dl.answers').content, new RegExp(TYPED.subject));
			await b.submit('/file', { set: { files: [photo()] }, button: 'send' });
			assert.equal(heading(b), words.done);
			const matter = readReceipt(city, b);
			assert.equal(matter.row.body, TYPED.text, 'the text is stored as it was typed');
			assert.equal(matter.row.place, TYPED.place);
			const stored = city.sql(`SELECT name, type, size, public, copy FROM attachment WHERE matter_id = ${matter.row.id}`);
			assert.deepEqual(stored, [{ name: '1.png', type: 'image/png', size: photo().data.length, public: 1, copy: 'clean' }]);
		},

		async [`${lang}: the receipt leads to every date, and back out`]({ data: city }) {
			const b = city.stranger(lang);
			const matter = await fileByPages(city, { ...TYPED, ...ME, subject: `${lang} 要跟踪的事项`, files: [photo('a.png')] }, lang, b);
			await b.submit('/follow');
			assert.equal(b.last.path, '/follow/matter');
			for (const shown of [matter.number, '2026-03-02', '2026-03-17']) assert.ok(b.text.includes(shown), `${shown} is not shown`);
			await b.click('a.png');
			assert.equal(b.last.answer.type, 'image/png');
			assert.match(b.last.answer.headers['content-disposition'], /^attachment/);
			assert.equal(b.last.answer.headers['content-security-policy'], "default-src 'none'; sandbox");
			assert.deepEqual(b.last.answer.body, photo().data);
			await b.get('/follow/matter');
			await b.submit('/follow/leave');
			await b.get('/follow/matter');
			assert.equal(b.last.path, '/follow', 'after leaving, the code is asked again');
		},
	};
}

export const tests = story({
	...stepsIn('zh'),
	...stepsIn('en'),

	async 'sending the same form twice makes one petition, with the same receipt'({ data: city }) {
		const b = city.stranger('en');
		await b.get('/file');
		await b.submit('/file', { set: { ...TYPED, subject: 'Sent twice' }, button: 'next' });
		await b.submit('/file', { set: ME, button: 'next' });
		const check = b.last;
		await b.submit('/file', { button: 'send' });
		const first = readReceipt(city, b);
		b.last = check;
		await b.submit('/file', { button: 'send' });
		const second = readReceipt(city, b);
		assert.deepEqual([second.number, second.code], [first.number, first.code]);
		assert.equal(city.sql("SELECT count(*) AS n FROM matter WHERE subject = 'Sent twice'")[0].n, 1);
	},

	async 'five representatives are taken, six are refused with the article'({ data: city }) {
		const five = Object.fromEntries([1, 2, 3, 4, 5].flatMap((i) => [[`name${i}`, `代表${i}`], [`phone${i}`, `1380000000${i}`]]));
		const b = city.stranger('en');
		await b.get('/file');
		await b.submit('/file', { set: { ...TYPED, subject: 'Thirty households' }, button: 'next' });
		const before = city.state();
		await b.submit('/file', { set: { ...ME, ...five, head_count: '30' }, force: { name6: '代表6' }, button: 'next', want: 422 });
		assert.ok(b.last.root.has('.errors a[href="#f-name6"]'), 'the summary leads to the representatives');
		assert.match(b.errors.join(), /five.*art\. 20/);
		assert.equal(city.state(), before);
		checkKept(b, five);
		await b.submit('/file', { button: 'next' });
		for (let i = 1; i <= 5; i++) assert.ok(b.last.root.one('dl.answers').content.includes(`代表${i}`));
		await b.submit('/file', { button: 'send' });
		const matter = readReceipt(city, b);
		assert.equal(matter.row.head_count, 30);
		assert.equal(city.sql(`SELECT count(*) AS n FROM identity WHERE matter_id = ${matter.row.id}`)[0].n, 6);
	},

	async 'a code is read in small letters, without hyphens, with blanks around'({ data: city }) {
		const matter = await fileByPages(city, { ...TYPED, ...ME, subject: 'Any spelling of the code' }, 'en');
		for (const code of [matter.code.toLowerCase(), matter.code.replaceAll('-', ''), `  ${matter.code} `]) {
			const b = await followed(city, { ...matter, code }, 'en');
			assert.ok(b.text.includes(matter.number));
		}
	},

	async 'a wrong code opens nothing, and guessing is slowed down'({ data: city }) {
		const matter = await fileByPages(city, { ...TYPED, ...ME, subject: 'Guessed at' }, 'en');
		const b = city.stranger('en');
		let slowed = false;
		for (let i = 0; i < 8; i++) {
			await b.get('/follow');
			await b.submit('/follow', { set: { code: `${matter.code.slice(0, -1)}${i}` === matter.code ? 'X' : `${matter.code.slice(0, -1)}${i}` }, want: null });
			assert.ok([422, 429].includes(b.last.status), `status ${b.last.status}`);
			assert.ok(!b.cookies.has('s'), 'no session for a wrong code');
			slowed ||= b.last.status === 429;
		}
		assert.ok(slowed, 'eight wrong codes in a row were not slowed');
	},
});
