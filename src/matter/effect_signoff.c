/* Effects of a finding's sign-off and of its recheck. Laws: 1 each of the three facts is
 * verified by an act of its own, by a unit that has no part in the work; 2 what the unit
 * says of itself and what was verified are both kept; 3 a round that is returned or
 * relapses stays as it was, the next one begins without a verified fact; 4 with the
 * sign-off the recheck is born, with another unit; what came back waits for the body
 * that heard of the campaign. Who may not do what after what stands in rule/duty.c. */
#include "deed.h"
#include "docket.h"
#include "unit.h"

#include "../base/bug.h"

/* Local defaults of the recheck, in days; a standing one has its own interval. */
static const struct { const char *term; int days; } recheck_table[] = {{"at_once", 90}, {"by_date", 180}, {"standing", 365}};
enum { MONTH_DAYS = 30 };

static bool do_apply_signoff(struct deed *d)
{
	char day[11];
	q_signoff_insert(d->tx, d->m->m.id, d->m->finding->round, d->v->person_id, d->unit_id, day_text(d->now.today, day));
	return true;
}

static bool do_endorse(struct deed *d)
{
	q_signoff_endorse(d->tx, d->m->m.id, d->m->finding->round, d->v->person_id, deed_text(d, F_TEXT), deed_text(d, F_GRADE_REACHED));
	return true;
}

static bool do_review_signoff(struct deed *d)
{
	q_signoff_leader(d->tx, d->m->m.id, d->m->finding->round, d->v->person_id);
	return true;
}

/* With a new day where the old one was met already. */
static bool do_return_signoff(struct deed *d)
{
	q_signoff_return(d->tx, d->m->m.id, d->m->finding->round, deed_text(d, F_REASON));
	q_finding_again(d->tx, d->m->m.id, 0, 1);
	d->due = cstr_empty(d->in->text[F_DUE]) ? 0 : d->in->day[F_DUE];
	return true;
}

/* Has the unit a part in the work? */
static bool works_on(const struct matter *m, int64_t unit)
{
	if (unit == m->m.lead_unit_id)
		return true;
	for (size_t i = 0; i < m->assists; i++)
		if (m->assist[i] == unit)
			return true;
	for (size_t i = 0; i < m->measures; i++)
		if (m->measure[i].unit_id == unit)
			return true;
	return false;
}

static bool do_verify_fact(struct deed *d)
{
	int64_t id = d->m->m.id, round = d->m->finding->round;
	char day[11];
	const char *fact = cstr_eq(d->act, "verify_implemented") ? "implemented" : cstr_eq(d->act, "verify_in_place") ? "in_place" : "in_effect";
	if (works_on(d->m, d->unit_id))
		return deed_refuse(d, F_NONE, T_REFUSE_OWN_WORK, NULL);
	day_text(d->now.today, day);
	q_verification_insert(d->tx, d->event_id, id, round, fact, deed_text(d, F_WAY), true, day, deed_text(d, F_TEXT));
	if (cstr_eq(fact, "implemented")) {
		q_finding_implemented(d->tx, id, d->event_id);
		q_signoff_implemented(d->tx, id, round, d->v->person_id, d->unit_id);
	} else if (cstr_eq(fact, "in_place")) {
		q_finding_in_place(d->tx, id, d->event_id, day);
		q_signoff_in_place(d->tx, id, round, d->v->person_id, d->unit_id);
	} else {
		q_finding_in_effect(d->tx, id, d->event_id);
		q_signoff_in_effect(d->tx, id, round, d->v->person_id, d->unit_id, deed_text(d, F_GRADE_REACHED));
	}
	return true;
}

/* Where a body hears of the campaign, its meeting decides: an item that was not put off. */
static bool decided_at(struct deed *d, int64_t *meeting)
{
	struct matter k;
	struct q_item_find item;
	int64_t body = d->m->finding->body_id;
	*meeting = DB_NULL_INT;
	if (cstr_empty(d->in->text[F_MEETING]))
		return body == DB_NULL_INT || deed_refuse(d, F_MEETING, T_REFUSE_DECIDED_WHERE, NULL);
	if (!matter_load_number(d->tx, d->city, deed_text(d, F_MEETING), &k) || !k.meeting || (body != DB_NULL_INT && k.meeting->body_id != body) ||
		cstr_eq(k.m.state, "draft") || cstr_eq(k.m.state, "notified") || cstr_eq(k.m.state, "cancelled"))
		return deed_refuse(d, F_MEETING, T_REFUSE_NOT_THAT_MEETING, NULL);
	if (!q_item_find(d->tx, k.m.id, d->in->number[F_MEETING_ITEM], &item) || cstr_eq(item.conclusion, "dropped") || cstr_eq(item.conclusion, "deferred"))
		return deed_refuse(d, F_MEETING_ITEM, T_REFUSE_NO_ITEM(arena_printf(d->tx->arena, "%lld", (long long)d->in->number[F_MEETING_ITEM])), NULL);
	*meeting = k.m.id;
	return true;
}

static int recheck_days(const struct q_finding_find *f)
{
	if (f->review_months > 0 && cstr_eq(f->term, "standing"))
		return (int)f->review_months * MONTH_DAYS;
	for (size_t i = 0; i < sizeof recheck_table / sizeof *recheck_table; i++)
		if (cstr_eq(recheck_table[i].term, f->term))
			return recheck_table[i].days;
	bug("a finding is signed off without a term");
}

static bool do_sign_off(struct deed *d)
{
	int64_t meeting, unit = deed_unit(d, F_UNIT);
	char day[11];
	if (!unit || !decided_at(d, &meeting))
		return false;
	if (unit == d->m->m.register_unit_id || works_on(d->m, unit))
		return deed_refuse(d, F_UNIT, T_REFUSE_RECHECK_UNIT, NULL);
	q_signoff_decide(d->tx, d->m->m.id, d->m->finding->round, d->v->person_id, meeting,
		meeting == DB_NULL_INT ? DB_NULL_INT : d->in->number[F_MEETING_ITEM], unit);
	q_finding_signed(d->tx, d->m->m.id, day_text(d->now.today, day));
	q_matter_set_review_unit(d->tx, d->m->m.id, unit);
	d->set_days = recheck_days(d->m->finding);
	return true;
}

static bool do_recheck(struct deed *d)
{
	const struct q_finding_find *f = d->m->finding;
	int64_t id = d->m->m.id;
	bool holds = cstr_eq(d->act, "recheck_pass");
	char day[11];
	day_text(d->now.today, day);
	q_verification_insert(d->tx, d->event_id, id, f->round, "lasting", deed_text(d, F_WAY), holds, day, deed_text(d, F_TEXT));
	q_signoff_recheck(d->tx, id, f->round, d->v->person_id, day, holds ? "lasting" : "relapsed", holds ? "" : deed_text(d, F_TEXT));
	if (!holds) {
		q_finding_again(d->tx, id, 1, 0);
		q_measure_again(d->tx, id, 0);
		d->due = d->in->day[F_DUE];
		if (f->body_id != DB_NULL_INT)
			docket_finding(d->tx, d->now, f->body_id, id, false, deed_text(d, F_TEXT));
	} else if (cstr_eq(f->term, "standing")) {
		d->set_days = recheck_days(f);
	} else {
		q_finding_lasting(d->tx, id, day);
	}
	return true;
}

const struct effect_def effects_signoff[] = {
	{"apply_signoff", do_apply_signoff}, {"endorse", do_endorse}, {"review_signoff", do_review_signoff}, {"return_signoff", do_return_signoff},
	{"verify_fact", do_verify_fact}, {"sign_off", do_sign_off}, {"recheck", do_recheck}, {NULL, NULL},
};
