/* Effects of review and re-review. Laws: 1 the reviewer is the superior of
 * the organ that answered, computed from the unit tree (REG 35, 36); 2 only a
 * hearing in re-review stops a clock (REG 36). */
#include "deed.h"
#include "unit.h"

#include "../base/bug.h"

static bool set_reviewer(struct deed *d, int64_t of_unit)
{
	int64_t superior = unit_superior(d->tx, of_unit, d->now.today);
	if (!superior)
		return deed_refuse(d, F_NONE, T_REFUSE_NO_SUPERIOR, "REG 35");
	q_matter_set_review_unit(d->tx, d->m->m.id, superior);
	return true;
}

static bool do_review_unit(struct deed *d)
{
	return set_reviewer(d, d->m->m.lead_unit_id);
}

static bool do_rereview_unit(struct deed *d)
{
	must(d->m->m.review_unit_id != DB_NULL_INT);
	return set_reviewer(d, d->m->m.review_unit_id);
}

static bool do_change_reviewer(struct deed *d)
{
	int64_t unit = deed_unit(d, F_UNIT);
	if (!unit)
		return false;
	if (!unit_is_within(d->tx, d->m->m.lead_unit_id, unit) && unit != d->m->m.register_unit_id) {
		struct q_unit_by_id u;
		must(q_unit_by_id(d->tx, unit, &u));
		if (!cstr_eq(u.kind, "government") && !cstr_eq(u.kind, "department"))
			return deed_refuse(d, F_UNIT, T_REFUSE_NO_SUPERIOR, "REG 35");
	}
	if (unit == d->m->m.lead_unit_id)
		return deed_refuse(d, F_UNIT, T_REFUSE_OWN_REVIEW, "REG 35");
	q_matter_set_review_unit(d->tx, d->m->m.id, unit);
	return true;
}

static bool do_draft_review(struct deed *d)
{
	if (cstr_eq(d->in->text[F_REVIEW_OUTCOME], "reanswer") && d->in->number[F_REANSWER_DAYS] == 0)
		return deed_refuse(d, F_REANSWER_DAYS, T_FAULT_NUMBER("1", "60"), "local");
	return effect_draft(d);
}

/* After service of a review: what it decided takes effect. */
static bool do_review_result(struct deed *d)
{
	struct q_document_of_matter *doc;
	size_t n = q_document_of_matter(d->tx, d->m->m.id, &doc);
	for (size_t i = n; i-- > 0;)
		if (cstr_eq(doc[i].kind, "review_opinion") && cstr_eq(doc[i].status, "issued")) {
			const char *days = data_get(d->tx->arena, doc[i].data, "reanswer_days");
			int64_t number;
			d->set_days = *days && str_i64(str_of(days), &number) ? (int)number : 0;
			break;
		}
	return effect_execution(d);
}

static bool do_pause(struct deed *d)
{
	const struct q_clock_of_matter *k = matter_clock(d->m, "rereview");
	must(k);
	day_t start, last;
	char day[11];
	must(day_parse(str_of(k->start_day), &start));
	if (d->in->day[F_HEARING_DAY] < start)
		return deed_refuse(d, F_HEARING_DAY, T_FAULT_BEFORE_RECEIVED(k->start_day), "REG 36(2)");
	if (clock_run_pauses(k, &last) == CLOCK_PAUSES)
		return deed_refuse(d, F_NONE, T_REFUSE_HEARING_MANY(arena_printf(d->tx->arena, "%d", CLOCK_PAUSES)), "local");
	if (last != DAY_NONE && d->in->day[F_HEARING_DAY] <= last)
		return deed_refuse(d, F_HEARING_DAY, T_REFUSE_HEARING_OVERLAP(day_text(last, day)), "REG 36(2)");
	clock_run_pause(d->tx, d->city, k, d->in->day[F_HEARING_DAY]);
	return true;
}

static bool do_resume(struct deed *d)
{
	const struct q_clock_of_matter *k = matter_clock(d->m, "rereview");
	must(k);
	clock_run_resume(d->tx, d->city, k, d->now.today);
	return true;
}

static bool do_conclude(struct deed *d)
{
	q_matter_set_concluded(d->tx, d->m->m.id);
	return true;
}

const struct effect_def effects_review[] = {
	{"review_unit", do_review_unit}, {"rereview_unit", do_rereview_unit},
	{"change_reviewer", do_change_reviewer}, {"draft_review", do_draft_review},
	{"review_result", do_review_result}, {"pause", do_pause}, {"resume", do_resume},
	{"conclude", do_conclude}, {NULL, NULL},
};
