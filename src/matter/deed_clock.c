/* Stops and starts the clocks of a row. Laws: 1 clocks that an act answers are
 * judged by the day the act counts for, those it makes pointless are not; 2 which
 * day is day zero stands with the clock (its `from` line): the 60 days run from
 * the first acceptance, whoever handles the matter later; windows for review run
 * from service (Regulations art. 35, 36). */
#include "act_run.h"
#include "unit.h"

#include "../base/bug.h"

static void stop_clocks(struct deed *d)
{
	for (int i = 0; i < PROC_LIST && d->row->stop[i]; i++)
		for (size_t k = 0; k < d->m->clocks; k++) {
			const struct q_clock_of_matter *clock = &d->m->clock[k];
			if (!cstr_eq(clock->outcome, "running"))
				continue;
			if (cstr_eq(d->row->stop[i], "*") || cstr_eq(d->row->stop[i], clock->code))
				clock_run_stop(d->tx, d->city, clock, d->event_id, d->day, d->now.utc_ms,
					!d->m->proc->act[d->row->act].voids);
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

/* Day zero of a clock started by this act, by its rule. */
static day_t zero_of(const struct deed *d, const struct q_matter_by_id *after, const struct clock_rule *r)
{
	const char *from = r->from;
	for (size_t i = 0; i < r->from_acts; i++)
		if (cstr_eq(r->from_at[i].act, d->act))
			from = r->from_at[i].day;
	if (cstr_eq(from, "today"))
		return d->now.today;
	if (cstr_eq(from, "act"))
		return d->day;
	if (cstr_eq(from, "accepted"))
		return day_or(after->accepted_day, d->day);
	if (cstr_eq(from, "served"))
		return day_or(after->served_day, d->day);
	if (cstr_eq(from, "received"))
		return day_or(after->received_day, d->day);
	return start_of(d->m, from, d->day);
}

/* In calendar days, for clocks whose length is set. */
static int length_of(const struct deed *d, const struct clock_rule *r, day_t zero)
{
	if (r->length > 0)
		return 0;
	return d->due ? (int)(d->due - zero) : d->set_days;
}

static int64_t unit_of(const struct q_matter_by_id *after, const char *runs_for)
{
	if (cstr_eq(runs_for, "petitioner"))
		return DB_NULL_INT;
	if (cstr_eq(runs_for, "bureau") || cstr_eq(runs_for, "government"))
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
		struct clock_start s = {.code = code, .zero = zero_of(d, &after, r), .zero_ms = d->now.utc_ms,
			.unit_id = unit_of(&after, r->runs_for)};
		s.length = length_of(d, r, s.zero);
		clock_run_start(d->tx, d->city, d->m->m.id, d->event_id, &s);
	}
	clock_run_refresh(d->tx, d->m->m.id);
}
