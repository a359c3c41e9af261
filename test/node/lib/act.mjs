// One act on one matter, by its page or by key; and how a body gets its seats.
import assert from 'node:assert/strict';

// By its form, or by its button; the browser, for what it then shows.
export async function actPage(city, who, matter, act, set = {}, want = 200) {
	const b = await city.as(who);
	await b.get(`/staff/m/${matter}`);
	if (!b.last.root.has(`form[action="/staff/m/${matter}/${act}"]`)) await b.get(`/staff/m/${matter}/${act}`);
	await b.submit(`/staff/m/${matter}/${act}`, { set, want });
	return b;
}

export async function actKey(city, who, matter, act, fields = {}, want = 200) {
	const answer = await city.api(who, 'POST', `/api/v1/matters/${matter}/${act}`, fields);
	assert.equal(answer.status, want, `${matter} ${act}: ${answer.text}`);
	return answer;
}

export const told = async (city, who, matter, query = '') => (await city.api(who, 'GET', `/api/v1/matters/${matter}${query}`)).json;

export const stateOf = (city, matter) => city.sql(`SELECT state FROM matter WHERE number = '${matter}'`)[0].state;

// Does it wait on their day, in that group?
export async function waits(city, who, group, matter) {
	const b = await city.as(who);
	await b.get('/staff');
	const section = b.last.root.all('section').find((s) => s.all('h2').some((h) => h.attr('id') === `g-${group}`));
	return section?.all('a').some((a) => a.attr('href') === `/staff/m/${matter}`) ?? false;
}

export const evidence = (name) => ({ files: [{ name, data: Buffer.from(`evidence: ${name}`), type: 'text/plain' }] });

// By two administrators.
export async function giveSeat(city, body, login, role) {
	const one = await city.as('admin'), other = await city.as('admin2');
	await one.get(`/staff/admin/bodies?code=${body}`);
	await one.submit('/staff/admin/bodies do=propose', { set: { login, role } });
	await other.get(`/staff/admin/bodies?code=${body}`);
	await other.submit('/staff/admin/bodies do=confirm');
}
