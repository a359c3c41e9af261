// Programmes: findings, decided tasks and supervision items are put into them and taken out;
// where a programme stands is counted, and every number leads to exactly its rows.
import assert from 'node:assert/strict';
import { openCity } from '../node/lib/city.mjs';
import { story } from '../node/lib/story.mjs';

export const limit = 300;
const PASSWORD = 'huiyin demo city 2026';
export const before = () => openCity({ kind: 'demo', today: '2026-11-23', keys: ['clerk-sz', 'handler-jw'] });
export const after = (city) => city.close();

export const tests = story({
	async 'every number is the number of its rows, of what the reader may know of'({ data: city }) {
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get('/staff/programmes');
		const links = new Map(clerk.last.root.all('td.number a').map((a) => [a.attr('href'), Number(a.text)]));
		for (const code of ['environment', 'farmland', 'heating']) {
			await clerk.get(`/staff/programme/${code}`);
			for (const a of clerk.last.root.all('td.number a')) links.set(a.attr('href'), Number(a.text));
		}
		assert.ok(links.size > 30, `${links.size} numbers`);
		for (const [href, n] of links) {
			await clerk.get(href.split('#')[0]);
			const list = clerk.last.root.all('section').find((s) => s.attr('id') === 'list');
			assert.equal(list.all('tbody tr').length, n, href);
		}
		const n = city.sql("SELECT count(*) AS n FROM programme_matter WHERE programme = 'environment'")[0].n;
		assert.equal(links.get('/staff/programme/environment?package=&unit=&area=&stand=#list'), n);
		assert.ok(n >= 6, 'findings, a decided task and a supervision item');
		const unit = await city.login('handler-hbj', PASSWORD, 'zh');
		await unit.get('/staff/programme/environment');
		const own = unit.last.root.all('section').find((s) => s.attr('id') === 'list').all('tbody tr').length;
		assert.ok(own > 0 && own < n, `${own} of ${n}`);
		const stranger = await city.login('handler-jw', PASSWORD, 'en');
		await stranger.get('/staff/programme/environment');
		assert.match(stranger.text, /No task you may know of/);
		await stranger.get('/staff/programme/nothing', 404);
	},

	async 'put in and taken out on a page and by key, by the office alone'({ data: city }) {
		const finding = city.sql("SELECT m.number FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.no = 5 AND m.state NOT IN ('rechecked')")[0].number;
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get(`/staff/m/${finding}/put_into_programme`);
		await clerk.submit(`/staff/m/${finding}/put_into_programme`, { want: 422 });
		await clerk.submit(`/staff/m/${finding}/put_into_programme`, { set: { programme: 'heating/pipes' } });
		assert.match(clerk.text, /Warm homes/);
		const act = (who, name, programme, want) => city.api(who, 'POST', `/api/v1/matters/${finding}/${name}`, { programme }).then((a) => assert.equal(a.status, want, a.text));
		await act('clerk-sz', 'put_into_programme', 'heating/parcels', 422);
		await act('clerk-sz', 'put_into_programme', 'nothing', 422);
		await act('clerk-sz', 'put_into_programme', 'heating', 200);
		const heating = async () => (await city.api('clerk-sz', 'GET', '/api/v1/programmes')).json.programmes.find((p) => p.code === 'heating').tasks;
		assert.equal((await heating()).find((t) => t.number === finding).package, '', 'put in once more, it changes its package');
		await act('handler-jw', 'put_into_programme', 'clean', 404);
		await act('clerk-sz', 'take_from_programme', 'heating', 200);
		await act('clerk-sz', 'take_from_programme', 'heating', 422);
		assert.ok(!(await heating()).some((t) => t.number === finding));
	},

	async 'a place is a point inside the city, and the last one stands'({ data: city }) {
		const finding = city.sql("SELECT m.number FROM finding f JOIN matter m ON m.id = f.matter_id WHERE f.no = 1 AND m.state NOT IN ('rechecked') ORDER BY m.id DESC LIMIT 1")[0].number;
		const path = `/staff/m/${finding}/locate`;
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get(path);
		assert.match(clerk.text, /latitude first.*GCJ-02, BD-09/s);
		await clerk.submit(path, { set: { spot: '38.9' }, want: 422 });
		assert.match(clerk.errors.join(), /two numbers in degrees/);
		await clerk.submit(path, { set: { spot: '121.61476, 38.91402' }, want: 422 });
		assert.match(clerk.errors.join(), /latitude comes first/);
		assert.equal(clerk.last.root.one('input#f-spot').attr('value'), '121.61476, 38.91402', 'what was typed is kept');
		await clerk.submit(path, { set: { spot: '31.2, 121.5' }, want: 422 });
		assert.match(clerk.errors.join(), /outside the city. What is expected lies between 38.5, 120.8 and 40.3, 123.7/);
		await clerk.submit(path, { set: { spot: '38.91402，121.61476', whereabouts: 'by the <harbour>' } });
		assert.match(clerk.text, /by the <harbour>/);
		assert.equal(clerk.last.root.all('a').filter((a) => a.attr('href') === 'geo:38.91402,121.61476').length, 1);
		assert.equal(clerk.last.root.all('svg.map').length, 1);
		const act = (who, body, want) => city.api(who, 'POST', `/api/v1/matters/${finding}/locate`, body).then((a) => { assert.equal(a.status, want, a.text); return a.json; });
		assert.equal((await act('clerk-sz', { spot: '121, 39' }, 422)).error, 'refuse.spot_swapped');
		await act('handler-jw', { spot: '39, 121.5' }, 404);
		await act('clerk-sz', { spot: '39, 121.5' }, 200);
		const told = (await city.api('clerk-sz', 'GET', `/api/v1/matters/${finding}`)).json;
		assert.deepEqual(told.spot, { lat: 39, lon: 121.5, place: '' });
		assert.equal(told.events.filter((e) => e.act === 'locate').length, 2, 'events keep what was said before');
	},

	async 'the map shows what the list shows, marker by marker and row by row'({ data: city }) {
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get('/staff/programme/environment');
		const section = clerk.last.root.all('section').find((s) => s.attr('id') === 'map');
		const [, on, all] = /(\d+) of (\d+) are on the map/.exec(section.text).map(Number);
		const rows = section.all('tbody tr');
		assert.equal(rows.length, on);
		assert.ok(on >= 5 && all > on, 'some are without a place');
		const shown = new Set();
		for (const marker of section.all('svg a')) {
			const label = marker.all('text')[0].text, href = marker.attr('href');
			const [from, to = from] = label.split('–').map(Number);
			if (href.startsWith('#')) assert.equal(href, `#map-${from}`);
			else assert.equal(href, rows[from - 1].all('a')[0].attr('href'), 'a marker leads where its row leads');
			assert.equal(href.startsWith('#'), to > from, 'what lies close together is one marker, and leads to its rows');
			for (let n = from; n <= to; n++) shown.add(n);
		}
		assert.equal(shown.size, on, 'each row has its marker');
		assert.ok(section.all('svg a').length < on, 'two of them lie close together');
		const late = rows.filter((x) => x.all('.late').length);
		assert.equal(late.length, city.sql("SELECT count(*) AS n FROM programme_matter g JOIN matter m ON m.id = g.matter_id JOIN spot s ON s.matter_id = m.id WHERE g.programme = 'environment' AND m.closed_day IS NULL AND m.next_due < '2026-11-23'")[0].n);
		assert.ok(late.length > 0);
		const alone = section.all('svg a').filter((a) => late.some((x) => a.attr('href') === x.all('a')[0].attr('href'))).length;
		assert.equal(section.all('svg path').filter((x) => x.attr('class') === 'late').length, alone ? alone + 1 : 0, 'a late one that stands alone has its mark, and the key tells it');
		const without = section.all('a').find((a) => /without a place/.test(a.text)).attr('href');
		await clerk.get(without.split('#')[0]);
		const list = clerk.last.root.all('section').find((s) => s.attr('id') === 'list');
		assert.equal(list.all('tbody tr').length, all - on);
		await clerk.get('/staff/programme/environment?package=dust&unit=&area=&stand=');
		const dust = clerk.last.root.all('section').find((s) => s.attr('id') === 'map');
		assert.equal(dust.all('tbody tr').length, 2, 'under the filter of the page');
	},

	async 'the city\'s map programs take the points along'({ data: city }) {
		const clerk = await city.login('clerk-sz', PASSWORD, 'en');
		await clerk.get('/staff/programme/environment/places.geojson');
		const { type, text, headers } = clerk.last.answer;
		assert.equal(type, 'application/geo+json');
		assert.match(headers.get?.('content-disposition') ?? headers['content-disposition'], /environment\.geojson/);
		const geo = JSON.parse(text);
		assert.equal(geo.type, 'FeatureCollection');
		assert.equal(geo.features.length, city.sql("SELECT count(*) AS n FROM spot s JOIN programme_matter g ON g.matter_id = s.matter_id WHERE g.programme = 'environment'")[0].n);
		for (const f of geo.features) {
			const [lon, lat] = f.geometry.coordinates;
			assert.ok(lon > 120 && lon < 124 && lat > 38 && lat < 41, 'longitude first');
			assert.match(f.properties.url, /^http:\/\/127\.0\.0\.1:\d+\/staff\/m\/HY-/);
		}
		const stranger = await city.login('handler-jw', PASSWORD, 'en');
		await stranger.get('/staff/programme/environment/places.geojson');
		assert.deepEqual(JSON.parse(stranger.last.answer.text).features, [], 'of what one may know of');
		await stranger.get('/staff/programme/nothing/places.geojson', 404);
		const tasks = (await city.api('clerk-sz', 'GET', '/api/v1/programmes')).json.programmes.find((p) => p.code === 'environment').tasks;
		assert.equal(tasks.filter((t) => t.spot).length, geo.features.length);
	},
});
