/* Which day zero each clock of a row has, and for whom it runs. Laws: 1 clocks
 * that an act answers are judged by the day the act counts for; 2 the 60 days
 * run from the first acceptance, whoever handles the matter later; 3 windows
 * for review run from service (Regulations art. 35, 36). */
#include "act_run.h"
#include "unit.h"

#include "../base/bug.h"

/* Clocks that this act makes pointless rather than answers. */
static bool voids(const char *act)
{
	static const char *const acts[] = {"withdraw", "reassign", "to_ordinary", "object", "return_ticket", "raise_petition", NULL};
	for (const char *const *p = acts; *p; p++)
		if (cstr_eq(*p, act))
			return true;
	return false;
}

static void stop_clocks(struct deed *d)
{
	for (int i = 0; i < PROC_LIST && d->row->stop[i]; i++)
		for (size_t k = 0; k < d->m->clocks; k++) {
			const struct q_clock_of_matter *clock = &d->m->clock[k];
			if (!cstr_eq(clock->outcome, "running"))
				continue;
			if (cstr_eq(d->row->stop[i], "*") || cstr_eq(d->row->stop[i], clock->code))
				clock_run_stop(d->tx, d->city, clock, d->event_id, d->day, d->now.utc_ms, !voids(d->act));
		}
}

static day_t day_or(const char *text, day_t otherwise)
{
	day_t day;
	return text && day_parse(str_of(text), &day) ? day : otherwise;
}

static day_t start_of(const struct matter *m, const char *code, day_t otherwise)
{
	for (size_t i = m->clocks; i-- > 0;)
		if (cstr_eq(m->clock[i].code, code))
			return day_or(m->clock[i].start_day, otherwise);
	return otherwise;
}

/* Day zero of a clock started by this act. */
static day_t zero_of(const struct deed *d, const struct q_matter_by_id *after, const char *code)
{
	if (cstr_eq(code, "handle") || cstr_eq(code, "simple_handle"))
		return day_or(after->accepted_day, d->day);
	if (cstr_eq(code, "review_window") || cstr_eq(code, "rereview_window"))
		return day_or(after->served_day, d->day);
	if (cstr_eq(code, "bureau_route"))
		return day_or(after->received_day, d->day);
	if (cstr_eq(code, "unit_notice") && cstr_eq(d->act, "to_ordinary"))
		return start_of(d->m, "simple_accept", d->day);
	if (cstr_eq(code, "unit_notice") && d->m->proc->state[d->m->state].start)
		return day_or(after->received_day, d->day);
	return d->now.today;
}

/* Calendar days given with the act, for clocks whose length is set. */
static int length_of(const struct deed *d, const char *code, day_t zero)
{
	if (cstr_eq(code, "assign_report"))
		return (int)(d->in->day[F_REPORT_DUE] - zero);
	if (cstr_eq(code, "reanswer"))
		return d->reanswer_days;
	return 0;
}

static int64_t unit_of(const struct q_matter_by_id *after, const char *runs_for)
{
	if (cstr_eq(runs_for, "petitioner"))
		return DB_NULL_INT;
	if (cstr_eq(runs_for, "bureau"))
		return after->register_unit_id;
	if (cstr_eq(runs_for, "sender"))
		return after->sender_unit_id;
	if (cstr_eq(runs_for, "reviewer") || cstr_eq(runs_for, "rereviewer"))
		return after->review_unit_id;
	return after->lead_unit_id;
}

void deed_clocks(struct deed *d)
{
	struct q_matter_by_id after;
	stop_clocks(d);
	if (!q_matter_by_id(d->tx, d->m->m.id, &after))
		return;
	for (int i = 0; i < PROC_LIST && d->row->start[i]; i++) {
		const char *code = d->row->start[i];
		const struct clock_rule *r = clock_rule_find(&d->city->clocks, code);
		must(r);
		struct clock_start s = {.code = code, .zero = zero_of(d, &after, code), .zero_ms = d->now.utc_ms,
			.unit_id = unit_of(&after, r->runs_for)};
		s.length = length_of(d, code, s.zero);
		clock_run_start(d->tx, d->city, d->m->m.id, d->event_id, &s);
	}
	clock_run_refresh(d->tx, d->m->m.id);
}
