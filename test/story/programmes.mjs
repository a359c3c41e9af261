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
});
