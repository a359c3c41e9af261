/* Effects of planning and working off a finding. Laws: 1 the office that verifies has
 * no part in the work; 2 what a measure looks like when it is done is said when it is
 * planned, and nobody changes it; 3 the first day stands: a later one is asked for with
 * its reason and granted by another; 4 a measure is done with evidence, evidence says
 * which of the three facts it shows. */
#include "deed.h"
#include "unit.h"

#include "../base/bug.h"
#include "../base/limits.h"

enum { AT_ONCE_DAYS = 31, LATER_DAYS = 365 };  /* local: "at once" is within a month; a year later at most */

int64_t deed_working_unit(struct deed *d, enum field f, const char *code)
{
	int64_t unit = unit_by_code(d->tx, code, d->now.today);
	if (unit && unit != d->m->m.register_unit_id)
		return unit;
	deed_refuse(d, f, unit ? T_REFUSE_OFFICE_WORKS : T_FAULT_UNKNOWN_UNIT(code), NULL);
	return 0;
}

static void assist(struct deed *d, int64_t unit, int64_t lead)
{
	char day[11];
	if (unit != lead)
		q_assist_add(d->tx, d->m->m.id, unit, day_text(d->now.today, day));
}

bool deed_set_assisting(struct deed *d, int64_t lead)
{
	struct str rest = str_of(deed_text(d, F_ASSIST_UNITS)), word;
	for (size_t i = 0; i < d->m->assists; i++)
		q_assist_end(d->tx, d->m->m.id, d->m->assist[i]);
	for (size_t i = 0; i < d->m->measures; i++)
		assist(d, d->m->measure[i].unit_id, lead);
	while (str_word(&rest, &word)) {
		int64_t unit = deed_working_unit(d, F_ASSIST_UNITS, arena_cstr(d->tx->arena, word));
		if (!unit)
			return false;
		if (unit == lead)
			return deed_refuse(d, F_ASSIST_UNITS, T_REFUSE_LEAD_ASSISTS, NULL);
		assist(d, unit, lead);
	}
	return true;
}

/* Does the term fit its day, and has a standing one its interval? */
static bool term_fits(struct deed *d, const char *due)
{
	const char *term = deed_text(d, F_TERM);
	if (cstr_eq(term, "at_once") && d->in->day[F_DUE] > d->now.today + AT_ONCE_DAYS)
		return deed_refuse(d, F_DUE, T_REFUSE_AT_ONCE, NULL);
	if (cstr_eq(term, "standing") && d->in->number[F_REVIEW_MONTHS] == 0)
		return deed_refuse(d, F_REVIEW_MONTHS, T_REFUSE_NO_INTERVAL, NULL);
	for (size_t i = 0; i < d->m->measures; i++)
		if (strcmp(d->m->measure[i].due, due) > 0)
			return deed_refuse(d, F_DUE, T_REFUSE_MEASURE_LATER(deed_number(d, d->m->measure[i].no), d->m->measure[i].due), NULL);
	return true;
}

static int64_t leader_in_charge(struct deed *d)
{
	struct q_person_by_login p = {0};
	q_person_by_login(d->tx, deed_text(d, F_CHARGE), &p);
	int64_t person = draw_id(d->tx, "person", p.enabled ? p.id : 0);
	if (!person)
		deed_refuse(d, F_CHARGE, T_FAULT_UNKNOWN_PERSON(deed_text(d, F_CHARGE)), NULL);
	return person;
}

static bool do_plan_finding(struct deed *d)
{
	char due[11];
	day_text(d->in->day[F_DUE], due);
	int64_t lead = deed_working_unit(d, F_UNIT, deed_text(d, F_UNIT));
	int64_t charge = lead ? leader_in_charge(d) : 0;
	if (!charge || !term_fits(d, due) || !deed_set_assisting(d, lead))
		return false;
	q_finding_plan(d->tx, d->m->m.id, deed_text(d, F_FACTS), deed_text(d, F_ROOT_CAUSE), deed_text(d, F_TARGET), deed_text(d, F_TERM), due,
		d->in->number[F_REVIEW_MONTHS], charge, deed_text(d, F_RESPONSIBLE), d->in->number[F_EFFECT_DAYS]);
	q_matter_set_lead(d->tx, d->m->m.id, lead, DB_NULL_INT);
	return true;
}

/* Not after the finding itself. */
static bool in_time(struct deed *d, const char *due)
{
	const struct q_clock_of_matter *k = matter_clock(d->m, "rect_due");
	const char *last = k ? k->due : d->m->finding->first_due;
	return !last || strcmp(due, last) <= 0 || deed_refuse(d, F_DUE, T_REFUSE_AFTER_FINDING(last), NULL);
}

static bool do_add_measure(struct deed *d)
{
	struct q_measure_next next;
	char due[11];
	int64_t unit = deed_working_unit(d, F_UNIT, deed_text(d, F_UNIT));
	if (!unit || !in_time(d, day_text(d->in->day[F_DUE], due)))
		return false;
	must(q_measure_next(d->tx, d->m->m.id, &next));
	if (next.no > LIMIT_MEASURES)
		return deed_refuse(d, F_NONE, T_REFUSE_TOO_MANY_MEASURES(deed_number(d, LIMIT_MEASURES)), NULL);
	q_measure_insert(d->tx, d->m->m.id, next.no, deed_text(d, F_TACKLES), deed_text(d, F_MEASURE_TEXT), deed_text(d, F_TRANSLATION), deed_text(d, F_DONE_FORM), unit, due);
	assist(d, unit, d->m->m.lead_unit_id);
	return true;
}

static bool do_waive_kind(struct deed *d)
{
	q_finding_waive(d->tx, d->m->m.id, deed_text(d, F_REASON));
	return true;
}

static bool do_issue_plan(struct deed *d)
{
	char day[11];
	must(d->m->finding->first_due && day_parse(str_of(d->m->finding->first_due), &d->due));
	if (d->due <= d->now.today)
		return deed_refuse(d, F_NONE, T_REFUSE_PLAN_PAST(d->m->finding->first_due), NULL);
	q_finding_issue(d->tx, d->m->m.id, day_text(d->now.today, day));
	return true;
}

static bool do_record_progress(struct deed *d)
{
	char day[11];
	q_progress_insert(d->tx, d->event_id, d->m->m.id, day_text(d->now.today, day), deed_text(d, F_TEXT));
	return true;
}

/* The measure named in F_MEASURE_NO; NULL: refused. */
static const struct q_measure_list *measure_of(struct deed *d)
{
	for (size_t i = 0; i < d->m->measures; i++)
		if (d->m->measure[i].no == d->in->number[F_MEASURE_NO])
			return &d->m->measure[i];
	deed_refuse(d, F_MEASURE_NO, T_REFUSE_NO_MEASURE(deed_number(d, d->in->number[F_MEASURE_NO])), NULL);
	return NULL;
}

/* Its own unit, or the lead unit, speaks for a measure. */
static const struct q_measure_list *own_measure(struct deed *d, bool done)
{
	const struct q_measure_list *x = measure_of(d);
	if (!x)
		return NULL;
	bool ours = d->unit_id == x->unit_id || d->unit_id == d->m->m.lead_unit_id;
	if (ours && (x->done_event != DB_NULL_INT) == done)
		return x;
	deed_refuse(d, F_MEASURE_NO, !ours ? T_REFUSE_OTHERS_MEASURE : done ? T_REFUSE_MEASURE_OPEN : T_REFUSE_MEASURE_DONE, NULL);
	return NULL;
}

static bool do_finish_measure(struct deed *d)
{
	char day[11];
	const struct q_measure_list *x = own_measure(d, false);
	if (!x)
		return false;
	q_measure_done(d->tx, d->m->m.id, x->no, d->event_id, day_text(d->now.today, day));
	q_evidence_insert(d->tx, d->event_id, d->m->m.id, d->m->finding->round, x->no, "implemented", deed_text(d, F_EVIDENCE_KIND), deed_text(d, F_TEXT));
	return true;
}

static bool do_reopen_measure(struct deed *d)
{
	const struct q_measure_list *x = own_measure(d, true);
	if (x)
		q_measure_again(d->tx, d->m->m.id, x->no);
	return x != NULL;
}

/* Effect is shown once it is in place, not before. */
static bool do_add_evidence(struct deed *d)
{
	bool effect = cstr_eq(deed_text(d, F_FACT), "in_effect");
	if (effect != cstr_eq(d->m->m.state, "in_place"))
		return deed_refuse(d, F_FACT, effect ? T_REFUSE_EFFECT_EARLY : T_REFUSE_ONLY_EFFECT, NULL);
	if (d->in->number[F_MEASURE_NO] && !measure_of(d))
		return false;
	q_evidence_insert(d->tx, d->event_id, d->m->m.id, d->m->finding->round, d->in->number[F_MEASURE_NO], deed_text(d, F_FACT), deed_text(d, F_EVIDENCE_KIND), deed_text(d, F_TEXT));
	return true;
}

static bool do_establish(struct deed *d)
{
	q_institution_insert(d->tx, d->event_id, d->m->m.id, deed_text(d, F_DOCUMENT_NO), deed_text(d, F_TITLE));
	return true;
}

static bool do_stage_done(struct deed *d)
{
	char day[11];
	q_finding_stage(d->tx, d->m->m.id, day_text(d->now.today, day), deed_text(d, F_TEXT));
	return true;
}

static bool do_ask_later(struct deed *d)
{
	const struct q_clock_of_matter *k = matter_clock(d->m, "rect_due");
	day_t due;
	must(k && day_parse(str_of(k->due), &due));
	int64_t days = d->in->day[F_DUE] - due;
	if (days <= 0 || days > LATER_DAYS)
		return deed_refuse(d, F_DUE, T_REFUSE_NOT_LATER(k->due, deed_number(d, LATER_DAYS)), NULL);
	q_ask_insert(d->tx, d->m->m.id, "extension", d->event_id, d->v->person_id, deed_unit_or_null(d), DB_NULL_INT, days, deed_text(d, F_REASON));
	return true;
}

const struct effect_def effects_finding[] = {
	{"plan_finding", do_plan_finding}, {"add_measure", do_add_measure}, {"waive_kind", do_waive_kind}, {"issue_plan", do_issue_plan},
	{"record_progress", do_record_progress}, {"finish_measure", do_finish_measure}, {"reopen_measure", do_reopen_measure},
	{"add_evidence", do_add_evidence}, {"establish", do_establish}, {"stage_done", do_stage_done}, {"ask_later", do_ask_later}, {NULL, NULL},
};
