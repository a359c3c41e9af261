// Parcels of farmland: added, restored and confirmed with photos, on pages, by key and on the
// command line; each wrong way refused; the numbers over a programme lead to exactly their rows.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { file, photo } from '../node/lib/files.mjs';
import { command } from '../node/lib/program.mjs';
import { story } from '../node/lib/story.mjs';
import { rowsOf } from '../node/lib/workbook.mjs';

export const limit = 300;
const PASSWORD = 'huiyin demo city 2026';
export const before = async () => ({ city: await openCity({ kind: 'demo', today: '2026-11-23', keys: ['clerk-sz', 'handler-nyj', 'handler-jw'] }) });
export const after = ({ city }) => city.close();

const PARCEL = { parcel_code: '2102830050399', parcel_area: '6667', land: 'basic', black_soil: true, condition: 'dug', text: 'a <hole>', spot: '39.69，122.95', whereabouts: '村西 & 路边' };
const number = (city) => city.sql("SELECT m.number FROM parcel p JOIN matter m ON m.id = p.matter_id WHERE p.code = '2102830050310'")[0].number;
const section = (b, id) => b.last.root.all('section').find((s) => s.attr('id') === id);
const row = (b, code) => section(b, 'parcels').all('tbody tr').find((r) => r.text.includes(code));

export const tests = story({
	async 'a parcel is added with a photo that is one, and once'({ data: { city } }) {
		const path = `/staff/m/${number(city)}/add_parcel`;
		const handler = await city.login('handler-nyj', PASSWORD, 'en');
		await handler.get(path);
		assert.match(handler.text, /10 mu are 6667/);
		await handler.submit(path, { set: PARCEL, want: 422 });
		assert.match(handler.errors.join(), /file/i, 'no photo');
		await handler.submit(path, { set: { ...PARCEL, files: [file('图.txt', 'not a photo', 'text/plain')] }, want: 422 });
		assert.match(handler.errors.join(), /is not a picture/);
		await handler.submit(path, { set: { ...PARCEL, parcel_code: '2102140010017', files: [photo()] }, want: 422 });
		assert.match(handler.errors.join(), /stands in this matter or its programme already/, 'of another matter of the programme');
		await handler.submit(path, { set: { ...PARCEL, spot: '122.95, 39.69', files: [photo()] }, want: 422 });
		assert.match(handler.errors.join(), /latitude comes first/);
		await handler.submit(path, { set: { ...PARCEL, parcel_code: '2102140010091', condition: 'other', text: '', files: [photo()] }, want: 422 });
		assert.match(handler.errors.join(), /in words/);
		await handler.submit(path, { set: { ...PARCEL, files: [photo('一.png'), photo('二.png')] } });
		const added = row(handler, PARCEL.parcel_code);
		assert.match(added.text, /10\.00 mu \(0\.6667 ha\)/);
		assert.match(added.text, /Permanent basic farmland · Black soil/);
		assert.match(added.text, /a <hole>/);
		const shown = added.all('img');
		assert.deepEqual(shown.map((i) => i.attr('alt')), ['Parcel 2102830050399 before, photo 1', 'Parcel 2102830050399 before, photo 2']);
		await handler.get(shown[0].attr('src'));
		assert.equal(handler.last.answer.type, 'image/png');
		const stranger = await city.login('handler-jw', PASSWORD, 'en');
		await stranger.get(shown[0].attr('src'), 404);
		const byKey = await city.api('handler-nyj', 'POST', `/api/v1/matters/${number(city)}/add_parcel`, { ...PARCEL, black_soil: '1', parcel_code: '1' });
		assert.equal(byKey.status, 422, 'by key there are no photos, so none is added');
	},

	async 'restored with a photo after, confirmed by another person of another unit'({ data: { city } }) {
		const path = `/staff/m/${number(city)}`;
		const handler = await city.login('handler-nyj', PASSWORD, 'en'), clerk = await city.login('clerk-sz', PASSWORD, 'en');
		const done = { parcel: '4', restored_day: '2026-11-20', text: '回填' };
		await handler.get(`${path}/restore_parcel`);
		await handler.submit(`${path}/restore_parcel`, { set: { ...done, restored_day: '2026-11-30', files: [photo()] }, want: 422 });
		await handler.submit(`${path}/restore_parcel`, { set: done, want: 422 });
		assert.match(handler.errors.join(), /file/i, 'no photo after');
		await handler.submit(`${path}/restore_parcel`, { set: { ...done, files: [file('图.txt', 'no', 'text/plain')] }, want: 422 });
		assert.match(handler.errors.join(), /is not a picture/);
		await clerk.get(`${path}/confirm_parcel`);
		await clerk.submit(`${path}/confirm_parcel`, { set: { parcel: '4', way: 'desk', text: 't' }, want: 422 });
		assert.match(clerk.errors.join(), /2102830050399 is not reported as restored/);
		await handler.submit(`${path}/restore_parcel`, { set: { ...done, files: [photo('后.png')] } });
		assert.match(row(handler, PARCEL.parcel_code).text, /Restored, to be confirmed/);
		assert.equal(row(handler, PARCEL.parcel_code).all('img').length, 3);
		const act = (who, name, body, want) => city.api(who, 'POST', `/api/v1/matters/${number(city)}/${name}`, body).then((a) => { assert.equal(a.status, want, a.text); return a.json; });
		await act('handler-nyj', 'confirm_parcel', { parcel: '4', way: 'desk', text: 't' }, 403);
		await act('handler-nyj', 'drop_parcel', { parcel: '4', reason: 'r' }, 403);
		await act('handler-jw', 'confirm_parcel', { parcel: '4', way: 'desk', text: 't' }, 404);
		await act('clerk-sz', 'confirm_parcel', { parcel: '4', way: 'on_site', text: '属实' }, 200);
		assert.match((await act('clerk-sz', 'drop_parcel', { parcel: '4', reason: 'r' }, 422)).message, /confirmed already/);
		assert.match((await act('handler-nyj', 'reopen_parcel', { parcel: '4', reason: 'r' }, 422)).message, /confirmed already/);
		const refused = await act('handler-nyj', 'apply_signoff', { text: '申请' }, 409);
		assert.match(refused.message, /measures|evidence|2102830050310/i, 'not past what is open');
		const told = (await city.api('clerk-sz', 'GET', `/api/v1/matters/${number(city)}`)).json.parcels;
		assert.deepEqual(told.map((p) => [p.parcel, p.restored, p.confirmed !== null, p.dropped]), [[1, null, false, false], [2, null, false, false], [3, '2026-11-06', false, false], [4, '2026-11-20', true, false]]);
		assert.equal(told[3].photos_before.length, 2);
		assert.equal(told[3].photos_after.length, 1);
		assert.deepEqual(told[3].spot, { lat: 39.69, lon: 122.95, place: PARCEL.whereabouts });
	},

	async 'a matter in a package that asks for parcels is not done without them'({ data: { city } }) {
		const task = city.sql("SELECT m.number FROM matter m WHERE m.procedure = 'decision_task' AND m.state = 'reported' AND EXISTS (SELECT 1 FROM parcel p WHERE p.matter_id = m.id)")[0].number;
		const act = (who, name, body, want) => city.api(who, 'POST', `/api/v1/matters/${task}/${name}`, body).then((a) => { assert.equal(a.status, want, a.text); return a.json; });
		assert.match((await act('clerk-sz', 'confirm_done', { text: 't' }, 409)).message, /2102810020045 is not confirmed yet/);
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get(`/staff/m/${task}`);
		assert.match(clerk.text, /Parcel 2102810020045 is not confirmed yet/, 'the page says so before anybody tries');
		await act('clerk-sz', 'confirm_parcel', { parcel: '2', way: 'desk', text: '属实' }, 200);
		await act('clerk-sz', 'confirm_done', { text: '属实' }, 200);
		const other = city.sql(`SELECT m.number FROM matter m WHERE m.procedure = 'decision_task' AND m.state = 'doing' AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.matter_id = m.id)
			AND m.lead_unit_id = (SELECT id FROM unit WHERE code = 'nyj') LIMIT 1`)[0]?.number ?? null;
		const any = other ?? city.sql("SELECT m.number FROM matter m WHERE m.procedure = 'decision_task' AND m.state = 'doing' LIMIT 1")[0].number;
		const put = await city.api('clerk-sz', 'POST', `/api/v1/matters/${any}/put_into_programme`, { programme: 'farmland/parcels' });
		assert.equal(put.status, 200, put.text);
		await clerk.get(`/staff/m/${any}`);
		assert.match(clerk.text, /asks for parcels; none is listed yet/);
		const options = (await city.api('clerk-sz', 'GET', `/api/v1/matters/${any}`)).json;
		assert.deepEqual(options.parcels, []);
	},

	async 'every number over the programme is the number of its rows'({ data: { city } }) {
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get('/staff/programme/farmland');
		const numbers = section(clerk, 'parcels').all('td.number').filter((c) => c.all('a').length).map((c) => ({ href: c.all('a')[0].attr('href'), n: Number(c.all('a')[0].text), mu: /([\d.]+) mu/.exec(c.text)[1] }));
		assert.ok(numbers.length >= 10, `${numbers.length} numbers`);
		for (const { href, n, mu } of numbers) {
			await clerk.get(href);
			const list = section(clerk, 'list');
			assert.equal(list.all('tbody tr').length, n, href);
			assert.match(list.text, new RegExp(`: ${n}, ${mu.replace('.', '\\.')} mu`), href);
			await clerk.get(href.replace('/parcels?', '/parcels/parcels.csv?'));
			assert.equal(clerk.last.answer.text.trim().split('\r\n').length, n + 1, `${href} as a table`);
		}
		assert.equal(numbers[0].n, city.sql('SELECT count(*) AS n FROM parcel WHERE dropped_event IS NULL')[0].n);
		const told = (await city.api('clerk-sz', 'GET', '/api/v1/programmes')).json.programmes.find((p) => p.code === 'farmland').parcels;
		assert.equal(told.length, numbers[0].n);
		const stranger = await city.login('handler-jw', PASSWORD, 'en');
		await stranger.get('/staff/programme/farmland/parcels');
		assert.match(stranger.text, /No parcel stands there/);
		await clerk.get('/staff/programme/farmland/parcels?stand=open&unit=nobody&area=');
		assert.match(clerk.text, /No parcel stands there/);
		await clerk.get('/staff/programme/farmland/parcels/list.csv', 404);
		await clerk.get('/staff/programme/nothing/parcels', 404);
		const book = await city.login('clerk-sz', PASSWORD, 'zh');
		await book.get('/staff/programme/farmland/parcels/parcels.xlsx?stand=confirmed');
		const rows = rowsOf(book.last.answer.body ?? book.last.answer.bytes);
		assert.ok(rows.flat().includes('2102830050399') && rows.flat().includes('10.00'), 'the parcel confirmed above is taken along');
	},

	async 'the command line obeys the same'({ data: { city } }) {
		const matter = number(city);
		await city.stopped(async (today) => {
			const act = (...words) => command(['act', city.dir, matter, ...words, '--today', today]);
			const refused = (...words) => command(['act', city.dir, matter, ...words, '--today', today], { want: 1 }).err;
			assert.match(refused('restore_parcel', '--as', 'handler-nyj', 'parcel=1', 'restored_day=2026-11-20', 'text=t'), /file/i);
			assert.match(refused('confirm_parcel', '--as', 'handler-nyj', 'parcel=3', 'way=desk', 'text=t'), /Another role/);
			assert.match(refused('confirm_parcel', '--as', 'clerk-sz', 'parcel=1', 'way=desk', 'text=t'), /2102830050310 is not reported as restored/);
			act('reopen_parcel', '--as', 'clerk-sz', 'parcel=3', 'reason=复查未达标');
			assert.match(refused('reopen_parcel', '--as', 'clerk-sz', 'parcel=3', 'reason=再次'), /2102130070077 is not reported as restored/);
			act('drop_parcel', '--as', 'clerk-sz', 'parcel=3', 'reason=移交其他事项');
			assert.match(refused('drop_parcel', '--as', 'clerk-sz', 'parcel=3', 'reason=r'), /no parcel number 3/);
			act('locate', '--as', 'handler-nyj', 'spot=39.70, 122.94');
			command(['rebuild', city.dir]);
			assert.match(command(['verify', city.dir]).out, / 0 faults/);
		});
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get(`/staff/m/${matter}`);
		assert.match(row(clerk, '2102130070077').text, /Taken out.*移交其他事项/s);
	},
});
