/* Effects of routing: classes, transfer, assignment, objection. Laws: 1 a
 * matter has a lead unit at every moment (Regulations art. 23: an objection
 * moves nothing until the sender agrees, and then it names the next unit);
 * 2 an accusation never goes to the unit complained of or within its line, and
 * leaves it when that is learned later (art. 30). */
#include "copy.h"
#include "deed.h"
#include "docket.h"
#include "identity.h"
#include "unit.h"

#include "../base/bug.h"

void deed_hand_over_clocks(struct deed *d, int64_t unit)
{
	for (size_t i = 0; i < d->m->clocks; i++) {
		const struct clock_rule *r = clock_rule_find(&d->city->clocks, d->m->clock[i].code);
		if (r && cstr_eq(r->runs_for, "unit") && cstr_eq(d->m->clock[i].outcome, "running"))
			q_clock_give(d->tx, d->m->clock[i].id, unit);
	}
}

static bool do_send(struct deed *d)
{
	int64_t unit = deed_unit(d, F_UNIT);
	if (!unit || !copy_may_leave(d, F_UNIT))
		return false;
	if (unit == d->m->m.lead_unit_id && !cstr_eq(d->m->m.state, "registered") && !cstr_eq(d->m->m.state, "simple_registered"))
		return deed_refuse(d, F_UNIT, T_REFUSE_SAME_UNIT, NULL);
	if (d->m->m.restricted && d->m->m.complained_unit_id != DB_NULL_INT && unit_in_line(d->tx, unit, d->m->m.complained_unit_id))
		return deed_refuse(d, F_UNIT, T_REFUSE_ACCUSED_UNIT, "REG 30(3)");
	struct q_unit_by_id u;
	must(q_unit_by_id(d->tx, unit, &u));
	d->detail = arena_printf(d->tx->arena, "%s / %s", u.name_zh, u.name_en);
	q_matter_set_lead(d->tx, d->m->m.id, unit, d->unit_id ? d->unit_id : d->m->m.register_unit_id);
	deed_hand_over_clocks(d, unit);
	docket_transferred(d);
	return true;
}

/* The assisting units that an accusation is about assist no more. */
static void release_accused(struct deed *d, int64_t accused)
{
	for (size_t i = 0; i < d->m->assists; i++)
		if (unit_in_line(d->tx, d->m->assist[i], accused))
			q_assist_end(d->tx, d->m->m.id, d->m->assist[i]);
}

/* REG 30: what an accusation is about neither holds it nor knows of it. It comes
 * back to who registered it, or to the bureau when that is the accused. */
static bool part_from_accused(struct deed *d)
{
	struct q_matter_by_id m;
	if (!q_matter_by_id(d->tx, d->m->m.id, &m) || !m.restricted || m.complained_unit_id == DB_NULL_INT)
		return true;
	int64_t accused = m.complained_unit_id;
	bool registered = !d->m->register_is_bureau && unit_in_line(d->tx, m.register_unit_id, accused);
	int64_t home = registered ? draw_id(d->tx, "bureau", unit_intake(d->tx, "petition")) : m.register_unit_id;
	if (!home)
		return deed_refuse(d, F_COMPLAINED, T_REFUSE_NO_INTAKE, "REG 30(3)");
	release_accused(d, accused);
	if (registered || (m.lead_unit_id != home && unit_in_line(d->tx, m.lead_unit_id, accused))) {
		q_matter_take_away(d->tx, m.id, home);
		deed_hand_over_clocks(d, home);
	}
	return true;
}

static bool name_complained(struct deed *d)
{
	int64_t unit = cstr_empty(d->in->text[F_COMPLAINED]) ? DB_NULL_INT : deed_unit(d, F_COMPLAINED);
	if (!unit)
		return false;
	q_matter_set_complained(d->tx, d->m->m.id, unit);
	return part_from_accused(d);
}

static bool do_classify(struct deed *d)
{
	bool accusation = cstr_eq(d->in->text[F_CLASS], "accusation");
	q_matter_set_class(d->tx, d->m->m.id, d->in->text[F_CLASS], accusation);
	return cstr_empty(d->in->text[F_COMPLAINED]) ? part_from_accused(d) : name_complained(d);
}

static bool do_assign(struct deed *d)
{
	d->due = d->in->day[F_REPORT_DUE];
	q_matter_set_assigned(d->tx, d->m->m.id, 1, 0);
	return true;
}

static bool do_keep(struct deed *d)
{
	q_matter_set_lead(d->tx, d->m->m.id, d->m->m.register_unit_id, d->m->m.register_unit_id);
	return true;
}

static bool do_refer(struct deed *d)
{
	int64_t unit = deed_unit(d, F_UNIT);
	struct q_unit_by_id u;
	if (!unit)
		return false;
	must(q_unit_by_id(d->tx, unit, &u));
	if (!cstr_eq(u.kind, "discipline") && !cstr_eq(u.kind, "court"))
		return deed_refuse(d, F_UNIT, T_REFUSE_NOT_DISCIPLINE, "REG 22, 30");
	return do_send(d);
}

static bool do_route(struct deed *d)
{
	q_matter_set_route(d->tx, d->m->m.id, d->in->text[F_ROUTE]);
	return true;
}

static bool do_grade(struct deed *d)
{
	q_matter_set_grade(d->tx, d->m->m.id, d->in->text[F_GRADE]);
	return true;
}

static void ask(struct deed *d, const char *kind, int64_t days)
{
	q_ask_insert(d->tx, d->m->m.id, kind, d->event_id, deed_person_or_null(d), deed_unit_or_null(d), DB_NULL_INT, days, d->in->text[F_REASON]);
}

static bool decide(struct deed *d, const char *kind, bool granted)
{
	const struct q_ask_of_matter *k = matter_ask_open(d->m, kind);
	if (!k)
		return deed_refuse(d, F_NONE, T_REFUSE_NOTHING_ASKED, NULL);
	q_ask_decide(d->tx, k->id, d->event_id, deed_person_or_null(d), deed_unit_or_null(d),
		granted ? "granted" : "refused", d->in->text[F_REASON] ? d->in->text[F_REASON] : "");
	return true;
}

static bool do_object(struct deed *d)
{
	ask(d, "objection", DB_NULL_INT);
	return true;
}

static bool do_decide_objection(struct deed *d)
{
	return decide(d, "objection", cstr_eq(d->act, "agree_objection"));
}

static bool do_ask_return(struct deed *d)
{
	ask(d, "return", DB_NULL_INT);
	return true;
}

static bool do_decide_return(struct deed *d)
{
	return decide(d, "return", cstr_eq(d->act, "agree_return"));
}

static bool do_assist(struct deed *d)
{
	int64_t unit = deed_unit(d, F_UNIT);
	char day[11];
	if (!unit || !copy_may_leave(d, F_UNIT))
		return false;
	if (unit == d->m->m.lead_unit_id)
		return deed_refuse(d, F_UNIT, T_REFUSE_LEAD_ASSISTS, NULL);
	if (d->m->m.restricted && d->m->m.complained_unit_id != DB_NULL_INT && unit_in_line(d->tx, unit, d->m->m.complained_unit_id))
		return deed_refuse(d, F_UNIT, T_REFUSE_ACCUSED_UNIT, "REG 30(3)");
	q_assist_add(d->tx, d->m->m.id, unit, day_text(d->day, day));
	return true;
}

static bool do_unassist(struct deed *d)
{
	int64_t unit = deed_unit(d, F_UNIT);
	if (!unit)
		return false;
	if (q_assist_end(d->tx, d->m->m.id, unit) == 0)
		return deed_refuse(d, F_UNIT, T_REFUSE_NOT_ASSISTING, NULL);
	return true;
}

const struct effect_def effects_route[] = {
	{"classify", do_classify}, {"complained", name_complained}, {"leave_accused", part_from_accused}, {"send", do_send}, {"assign", do_assign}, {"keep", do_keep},
	{"refer", do_refer}, {"route", do_route}, {"grade", do_grade}, {"object", do_object},
	{"decide_objection", do_decide_objection}, {"ask_return", do_ask_return},
	{"decide_return", do_decide_return}, {"assist", do_assist}, {"unassist", do_unassist},
	{NULL, NULL},
};
