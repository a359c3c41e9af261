/* Areas, units and people of the demo city. Law: posts are proposed by one
 * administrator and confirmed by the other, as in any city; only the two
 * administrators are appointed by the system. */
#include "demo_parts.h"

#include "person.h"
#include "query.h"
#include "unit.h"

struct peopling {
	struct arena *a;
	struct city *city;
	struct now now;
	const char ***area, ***unit, ***staff;
	size_t areas, units, staffs;
	const char *hash, *why;
};

static const char *refused(struct peopling *p, const char *what, const struct refusal *why)
{
	return arena_printf(p->a, "the demo's %s was refused: %s", what, msg_text(p->a, LANG_EN, why->what));
}

static bool add_units(struct tx *tx, struct peopling *p)
{
	struct viewer system = viewer_system();
	struct refusal why = {0};
	for (size_t i = 0; i < p->areas; i++)
		q_area_insert(tx, p->area[i][0], *p->area[i][3] ? p->area[i][3] : NULL, p->area[i][1], p->area[i][2]);
	for (size_t i = 0; i < p->units; i++) {
		const char **u = p->unit[i];
		struct unit_in in = {.code = u[0], .kind = u[1], .parent = u[2], .area = u[3], .doc_sign = u[4], .name_zh = u[5],
			.name_en = u[6], .duties = u[7], .from = p->now.today};
		/* numbers nobody has */
		const char *contact = arena_printf(tx->arena, "0411-0000%04zu", i);
		if (!unit_add(tx, &system, p->now, &in, &why) || !unit_set_contact(tx, &system, p->now, in.code, contact, &why)) {
			p->why = refused(p, u[0], &why);
			return false;
		}
	}
	return true;
}

static bool add_person(struct tx *tx, struct peopling *p, const char **s, const struct viewer *v)
{
	struct person_in in = {.login = s[0], .lang = s[3], .name_zh = s[4], .name_en = s[5], .password_hash = p->hash};
	struct refusal why = {0};
	int64_t id;
	if (person_add(tx, v, p->now, &in, &id, &why))
		return true;
	p->why = refused(p, s[0], &why);
	return false;
}

static bool add_post(struct tx *tx, struct peopling *p, const char **s, const struct viewer *proposer, const struct viewer *confirmer)
{
	struct post_in in = {.login = s[0], .unit = s[1], .role = s[2], .title_zh = s[6], .title_en = s[7], .from = p->now.today};
	struct refusal why = {0};
	int64_t id;
	if (post_propose(tx, proposer, p->now, &in, &id, &why) && post_confirm(tx, confirmer, p->now, id, &why))
		return true;
	p->why = refused(p, s[0], &why);
	return false;
}

static bool is_admin(const char **s)
{
	return cstr_eq(s[2], "sysadmin");
}

static bool add_staff(struct tx *tx, struct peopling *p)
{
	struct viewer system = viewer_system(), admin[2];
	size_t admins = 0;
	for (size_t i = 0; i < p->staffs && admins < 2; i++) {
		struct q_person_by_login who;
		if (!is_admin(p->staff[i]))
			continue;
		if (!add_person(tx, p, p->staff[i], &system) || !add_post(tx, p, p->staff[i], &system, &system))
			return false;
		if (!q_person_by_login(tx, p->staff[i][0], &who) || !viewer_load(tx, who.id, p->now.today, &admin[admins++]))
			return false;
	}
	if (admins < 2) {
		p->why = "demo/staff.csv: two people with the role sysadmin are needed";
		return false;
	}
	for (size_t i = 0; i < p->staffs; i++)
		if (!is_admin(p->staff[i]) && (!add_person(tx, p, p->staff[i], &admin[0]) || !add_post(tx, p, p->staff[i], &admin[0], &admin[1])))
			return false;
	return true;
}

static bool add_all(struct tx *tx, void *arg)
{
	struct peopling *p = arg;
	return add_units(tx, p) && add_staff(tx, p) && tx->trouble == TROUBLE_NONE;
}

/* Subdistricts and towns, each with the district it lies in. */
static void places(struct peopling *p, struct demo_places *out)
{
	out->area = arena_make_n(p->a, struct demo_area, p->areas);
	for (size_t i = 0; i < p->areas; i++)
		if (strlen(p->area[i][0]) > 6)
			out->area[out->areas++] = (struct demo_area){p->area[i][0], {p->area[i][2], p->area[i][1]}, p->area[i][3]};
}

const char *demo_people(struct arena *a, struct city *c, struct now begin, const char *dir, struct demo_places *out)
{
	struct peopling p = {.a = a, .city = c, .now = begin};
	enum trouble trouble;
	const char *why = demo_table(a, dir, "dalian-areas.csv", 4, &p.area, &p.areas);
	if (!why)
		why = demo_table(a, dir, "units.csv", 8, &p.unit, &p.units);
	if (!why)
		why = demo_table(a, dir, "staff.csv", 8, &p.staff, &p.staffs);
	if (why)
		return why;
	p.hash = password_hash(a, DEMO_PASSWORD);
	if (!store_write(c->store, a, add_all, &p, &trouble))
		return p.why ? p.why : "the demo's units and people could not be written; is the city fresh?";
	places(&p, out);
	return NULL;
}
