/* Effects of conveying a directive. Laws: 1 the units expected are frozen when
 * it is sent, and answered for to the end; 2 nothing is sent to a unit that was
 * merged: its successor is named; 3 a unit reports after it acknowledged, held
 * its own study, planned and passed on; 4 its superior accepts, never itself,
 * nor who wrote the report; 5 of a study only the day, the number and the form
 * are kept. */
#include "conveyance.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "list.h"
#include "unit.h"

/* The item of a meeting of one's own office that begins it; DB_NULL_INT for none. */
static bool begun_by(struct deed *d, int64_t *meeting, int64_t *item)
{
	struct matter k;
	struct q_item_find found;
	*meeting = *item = DB_NULL_INT;
	if (cstr_empty(d->in->text[F_MEETING]))
		return cstr_empty(d->in->text[F_MEETING_ITEM]) || deed_refuse(d, F_MEETING, T_REFUSE_ITEM_WITHOUT_MEETING, NULL);
	if (!matter_load_number(d->tx, d->city, d->in->text[F_MEETING], &k) || !k.meeting || k.m.register_unit_id != d->unit_id)
		return deed_refuse(d, F_MEETING, T_REFUSE_NO_MEETING(d->in->text[F_MEETING]), NULL);
	if (!q_item_find(d->tx, k.m.id, d->in->number[F_MEETING_ITEM], &found) || !cstr_eq(found.type, "convey") || cstr_eq(found.conclusion, "dropped"))
		return deed_refuse(d, F_MEETING_ITEM, T_REFUSE_NOT_CONVEYING, NULL);
	*meeting = k.m.id;
	*item = found.no;
	return true;
}

static bool do_take_up(struct deed *d)
{
	int64_t meeting, item;
	char day[11];
	if (!begun_by(d, &meeting, &item))
		return false;
	q_directive_insert(d->tx, d->m->m.id, deed_text(d, F_ISSUER), deed_text(d, F_DOC_NO), day_text(d->in->day[F_DOC_DAY], day), deed_text(d, F_ORIGINAL),
		deed_text(d, F_SUBJECT_TRANSLATION), deed_text(d, F_TEXT_TRANSLATION), meeting, item);
	const char *texts[] = {d->m->m.number, d->m->m.subject, d->m->m.body, deed_text(d, F_DOC_NO), deed_text(d, F_SUBJECT_TRANSLATION), deed_text(d, F_TEXT_TRANSLATION)};
	list_index(d->tx, d->m->m.id, 0, texts, sizeof texts / sizeof *texts);
	return true;
}

/* -- clauses */

static bool do_add_clause(struct deed *d)
{
	int64_t no = d->m->directive->clauses + 1;
	if (no > LIMIT_CLAUSES)
		return deed_refuse(d, F_NONE, T_REFUSE_TOO_MANY_CLAUSES(deed_number(d, LIMIT_CLAUSES)), NULL);
	q_clause_add(d->tx, d->m->m.id, no, deed_text(d, F_TEXT), deed_text(d, F_TRANSLATION));
	return true;
}

static bool clause_there(struct deed *d)
{
	if (d->in->number[F_CLAUSE] >= 1 && d->in->number[F_CLAUSE] <= d->m->directive->clauses)
		return true;
	return deed_refuse(d, F_CLAUSE, T_REFUSE_NO_CLAUSE(deed_number(d, d->in->number[F_CLAUSE])), NULL);
}

static bool do_change_clause(struct deed *d)
{
	return clause_there(d) && q_clause_change(d->tx, d->m->m.id, d->in->number[F_CLAUSE], deed_text(d, F_TEXT), deed_text(d, F_TRANSLATION)) == 1;
}

/* The last one: numbers have no gaps. */
static bool do_drop_clause(struct deed *d)
{
	if (q_clause_drop(d->tx, d->m->m.id, d->m->directive->clauses) == 0)
		return deed_refuse(d, F_NONE, T_REFUSE_CLAUSE_IN_USE, NULL);
	return true;
}

static bool do_link_measure(struct deed *d)
{
	struct matter to;
	int64_t to_id = DB_NULL_INT;
	if (!clause_there(d))
		return false;
	if (!cstr_empty(d->in->text[F_SOURCE])) {
		bool known = matter_load_number(d->tx, d->city, d->in->text[F_SOURCE], &to) && !to.m.restricted && to.m.id != d->m->m.id &&
			draw_flag(d->tx, "known", input_again(d->tx) || matter_visible(&to, d->v));
		if (!known)
			return deed_refuse(d, F_SOURCE, T_REFUSE_NO_MATTER, NULL);
		to_id = to.m.id;
	}
	q_clause_measure_add(d->tx, d->event_id, d->m->m.id, d->in->number[F_CLAUSE], d->unit_id, deed_text(d, F_TITLE), to_id);
	return true;
}

/* -- sending */

/* The unit of today; not one that has ended, though a successor is there. */
static int64_t root_of(struct deed *d)
{
	struct q_unit_find_code found;
	struct q_unit_by_id u, next;
	if (!q_unit_find_code(d->tx, deed_text(d, F_UNIT), &found) || !q_unit_by_id(d->tx, found.id, &u)) {
		deed_refuse(d, F_UNIT, T_FAULT_UNKNOWN_UNIT(deed_text(d, F_UNIT)), NULL);
		return 0;
	}
	int64_t current = unit_current(d->tx, u.id, d->now.today);
	if (current == u.id)
		return u.id;
	const char *name = arena_printf(d->tx->arena, "%s / %s", u.name_zh, u.name_en);
	if (current && q_unit_by_id(d->tx, current, &next))
		deed_refuse(d, F_UNIT, T_REFUSE_CONVEY_MERGED(name, arena_printf(d->tx->arena, "%s / %s (%s)", next.name_zh, next.name_en, next.code)), NULL);
	else
		deed_refuse(d, F_UNIT, T_REFUSE_CONVEY_ENDED(name), NULL);
	return 0;
}

/* Which units there are is administration's: the newest of the day is drawn, and the rest follows from it. */
static int64_t newest_unit(struct deed *d)
{
	struct q_unit_newest newest = {0};
	q_unit_newest(d->tx, &newest);
	return draw_id(d->tx, "newest_unit", newest.id);
}

/* Below its own unit, or below the one it is an office of. */
static bool may_send_below(struct deed *d, int64_t root)
{
	struct q_unit_by_id own;
	must(q_unit_by_id(d->tx, d->unit_id, &own));
	return root == own.parent_id || unit_is_within(d->tx, root, d->unit_id);
}

static bool do_convey(struct deed *d)
{
	char day[11], due[11];
	int64_t last = newest_unit(d), root = root_of(d);
	if (!root)
		return false;
	if (!may_send_below(d, root))
		return deed_refuse(d, F_UNIT, T_REFUSE_CONVEY_ELSEWHERE, NULL);
	day_text(d->now.today, day);
	q_directive_send(d->tx, d->m->m.id, root, d->in->number[F_LEVELS], last, day, day_text(d->in->day[F_REPORT_DUE], due));
	int64_t units = q_conveyance_freeze(d->tx, d->m->m.id, root, d->unit_id, last, d->in->number[F_LEVELS], day);
	if (units == 0 || units > LIMIT_CONVEYED_UNITS)
		return deed_refuse(d, F_UNIT, units ? T_REFUSE_TOO_MANY_UNITS(deed_number(d, LIMIT_CONVEYED_UNITS)) : T_REFUSE_NOBODY_BELOW, NULL);
	q_matter_set_lead(d->tx, d->m->m.id, root, DB_NULL_INT);
	d->due = d->in->day[F_REPORT_DUE];
	return true;
}

/* -- what a unit does, for itself and for whom it took over */

static bool do_acknowledge(struct deed *d)
{
	char day[11];
	if (q_conveyed_acknowledge(d->tx, d->m->m.id, d->unit_id, day_text(d->now.today, day)) == 0)
		return deed_refuse(d, F_NONE, T_REFUSE_ACKNOWLEDGED, NULL);
	return true;
}

static bool do_hold_study(struct deed *d)
{
	char day[11];
	day_text(d->in->day[F_STUDIED_DAY], day);
	if (strcmp(day, d->m->directive->conveyed_day) < 0)
		return deed_refuse(d, F_STUDIED_DAY, T_REFUSE_STUDIED_BEFORE_SENT(d->m->directive->conveyed_day), NULL);
	if (q_conveyed_study(d->tx, d->m->m.id, d->unit_id, day, d->in->number[F_PRESENT], deed_text(d, F_STUDY_FORM)) == 0)
		return deed_refuse(d, F_NONE, T_REFUSE_ACKNOWLEDGE_FIRST, NULL);
	return true;
}

static bool do_plan_work(struct deed *d)
{
	char day[11];
	if (q_conveyed_plan(d->tx, d->m->m.id, d->unit_id, day_text(d->now.today, day), deed_text(d, F_TEXT)) == 0)
		return deed_refuse(d, F_NONE, T_REFUSE_ACKNOWLEDGE_FIRST, NULL);
	return true;
}

/* Does the acting unit stand directly over a row whose parent is this? The office stands over those without one. */
static bool directly_over(const struct deed *d, int64_t parent_id)
{
	if (parent_id == DB_NULL_INT)
		return d->unit_id == d->m->m.register_unit_id;
	const struct q_conveyed_list *up = conveyed_find(d->m, parent_id);
	return up && up->holder_id == d->unit_id && up->sent_day;
}

static int64_t take_in_later(struct deed *d, const char *day)
{
	struct q_conveyance_later *u;
	int64_t newest = newest_unit(d), added = 0;
	size_t n = q_conveyance_later(d->tx, d->m->m.id, &u);
	for (size_t i = 0; i < n; i++)
		if (u[i].id <= newest && strcmp(u[i].valid_from, day) <= 0 && u[i].level <= CONVEY_LEVELS && directly_over(d, u[i].parent_id))
			added += q_conveyance_add(d->tx, d->m->m.id, u[i].id, u[i].parent_id, u[i].level, day);
	return added;
}

static bool do_pass_on(struct deed *d)
{
	char day[11];
	int64_t sent = 0;
	day_text(d->now.today, day);
	for (size_t i = 0; i < d->m->conveyeds; i++) {
		const struct q_conveyed_list *c = &d->m->conveyed[i];
		if (c->holder_id != d->unit_id || !c->sent_day || !c->unsent)
			continue;
		if (!c->ack_day)
			return deed_refuse(d, F_NONE, T_REFUSE_ACKNOWLEDGE_FIRST, NULL);
		sent += q_conveyed_pass_on(d->tx, d->m->m.id, c->unit_id, day);
	}
	if (sent + take_in_later(d, day) == 0)
		return deed_refuse(d, F_NONE, T_REFUSE_NOBODY_TO_PASS_ON, NULL);
	return true;
}

static struct msg first_lack(enum convey_step lacks)
{
	switch (lacks) {
	case STEP_ACKNOWLEDGE: return T_REFUSE_ACKNOWLEDGE_FIRST;
	case STEP_STUDY: return T_REFUSE_STUDY_FIRST;
	case STEP_PLAN: return T_REFUSE_PLAN_FIRST;
	case STEP_PASS_ON: return T_REFUSE_PASS_ON_FIRST;
	default: return T_REFUSE_REPORTED;
	}
}

static bool do_report_work(struct deed *d)
{
	char day[11];
	int64_t reported = 0;
	enum convey_step lacks = STEP_DONE;
	day_text(d->now.today, day);
	for (size_t i = 0; i < d->m->conveyeds; i++) {
		const struct q_conveyed_list *c = &d->m->conveyed[i];
		if (c->holder_id != d->unit_id || !c->sent_day)
			continue;
		enum convey_step next = conveyed_lacks(c);
		lacks = next < lacks ? next : lacks;
		if (next == STEP_REPORT)
			reported += q_conveyed_report(d->tx, d->m->m.id, c->unit_id, day, deed_text(d, F_TEXT), deed_person_or_null(d));
	}
	/* for all it answers for or for none: a report that leaves out whom it took over is none */
	if (reported == 0 || lacks < STEP_REPORT)
		return deed_refuse(d, F_NONE, first_lack(lacks), NULL);
	return true;
}

/* -- what its superior does */

static bool decide(struct deed *d, const char *standing)
{
	struct q_unit_find_code found;
	char day[11];
	const struct q_conveyed_list *c = q_unit_find_code(d->tx, deed_text(d, F_REPORTING), &found) ? conveyed_find(d->m, found.id) : NULL;
	if (!c)
		return deed_refuse(d, F_REPORTING, T_REFUSE_NOT_CONVEYED_TO(deed_text(d, F_REPORTING)), NULL);
	if (c->holder_id == d->unit_id || conveyed_superior(d->m, c) != d->unit_id)
		return deed_refuse(d, F_REPORTING, c->holder_id == d->unit_id ? T_REFUSE_OWN_REPORT : T_REFUSE_NOT_ITS_SUPERIOR, NULL);
	if (c->reported_by != DB_NULL_INT && c->reported_by == d->v->person_id)
		return deed_refuse(d, F_REPORTING, T_REFUSE_DUTY, NULL);
	if (q_conveyed_decide(d->tx, d->m->m.id, c->unit_id, day_text(d->now.today, day), standing, deed_text(d, F_REASON)) == 0)
		return deed_refuse(d, F_REPORTING, T_REFUSE_NOT_REPORTED, NULL);
	return true;
}

static bool do_accept_work(struct deed *d)
{
	return decide(d, "accepted");
}

static bool do_return_work(struct deed *d)
{
	return decide(d, "returned");
}

const struct effect_def effects_conveyance[] = {
	{"take_up", do_take_up}, {"add_clause", do_add_clause}, {"change_clause", do_change_clause}, {"drop_clause", do_drop_clause},
	{"link_measure", do_link_measure}, {"convey", do_convey}, {"acknowledge", do_acknowledge}, {"hold_study", do_hold_study},
	{"plan_work", do_plan_work}, {"pass_on_down", do_pass_on}, {"report_work", do_report_work}, {"accept_work", do_accept_work},
	{"return_work", do_return_work}, {NULL, NULL},
};
