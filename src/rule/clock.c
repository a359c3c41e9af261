/* Law: see clock.h. The counting itself, without words; clock_derive.c says
 * the same in words from the same struct clock_reach, so that the derivation
 * cannot tell another story than the date.
 *
 * Invariants: due >= due_nominal >= day zero; a clock without pauses whose
 * last day is a working day has due == due_nominal; working-day clocks never
 * roll, they end on a working day by themselves. */
#include "clock.h"

#include "../base/bug.h"
#include "clock_reach.h"

enum { HOUR_MS = 3600 * 1000, MONTHS_MAX = 2120 * 12 };

void clock_dates(const struct clock_in *in, day_t *due_nominal, day_t *due, int64_t *due_ms,
	bool *provisional)
{
	struct clock_reach r;
	must(clock_reach(in, &r));
	*due_nominal = r.nominal;
	*due = r.due;
	*due_ms = r.due_ms;
	*provisional = r.provisional;
}

static const char *check_pauses(const struct clock_in *in, const struct clock_reach *r)
{
	if (in->pauses > CLOCK_PAUSES)
		return "more than 8 pauses";
	if (in->pauses > 0 && in->rule->pause == PAUSE_NEVER)
		return "this clock cannot be paused";
	for (size_t i = 0; i < r->steps; i++) {
		const struct clock_step *s = &r->step[i];
		if (s->span.to != DAY_NONE && s->span.to < s->span.from)
			return "a pause ends before it begins";
		if (s->span.from < in->start)
			return "a pause begins before day zero";
		if (i > 0 && (r->step[i - 1].open || s->span.from <= r->step[i - 1].span.to))
			return "two pauses overlap";
		if (s->outside)
			return "a pause begins after the period has ended";
	}
	return NULL;
}

const char *clock_check(const struct clock_in *in)
{
	const struct clock_rule *rule = in->rule;
	struct clock_reach r;
	if (rule->length == 0 && in->length == 0)
		return "this clock has no length of its own: a length must be given";
	if (rule->length != 0 && in->length != 0 && in->length != rule->length)
		return "this clock's length is fixed by its rule";
	if (in->length < 0 || in->length > CLOCK_LENGTH_MAX)
		return "the length must be from 1 to 3660";
	if (in->extended < 0)
		return "the extension is negative";
	if (in->extended > 0 && rule->extend_max == 0)
		return "this clock cannot be extended";
	if (in->extended > rule->extend_max * rule->extend_times)
		return "the extension is longer than the rule allows";
	if (in->pauses > CLOCK_PAUSES)
		return "more than 8 pauses";
	for (size_t i = 0; i < in->pauses; i++) {
		const struct day_span *p = &in->pause[i];
		if (p->from < DAY_FIRST || p->from > DAY_LAST || (p->to != DAY_NONE && p->to > DAY_LAST))
			return "a pause lies outside the years 1900 to 2119";
	}
	if (!clock_reach(in, &r))
		return "a day of this clock lies outside the years 1900 to 2119";
	return check_pauses(in, &r);
}

/* -- counting -- */

static bool in_table(int64_t day)
{
	return day >= DAY_FIRST && day <= DAY_LAST;
}

/* n units after d, or DAY_NONE outside the table. */
static day_t advance(const struct clock_in *in, day_t d, int n)
{
	struct ymd t;
	switch (in->rule->unit) {
	case CLOCK_DAYS:
		return in_table((int64_t)d + n) ? d + n : DAY_NONE;
	case CLOCK_WORKDAYS:
		return calendar_add_work(in->calendar, d, n);
	case CLOCK_MONTHS:
		t = day_ymd(d);
		return t.year * 12 + t.month - 1 + n < MONTHS_MAX ? day_add_months(d, n) : DAY_NONE;
	case CLOCK_HOURS:
		break;
	}
	bug("hours are not counted in days");
}

static day_t roll(const struct clock_in *in, day_t d)
{
	return in->rule->roll == ROLL_NONE ? d : calendar_next_work(in->calendar, d);
}

/* Days in (from, to] that this clock counts. */
static int counted(const struct clock_in *in, day_t from, day_t to)
{
	return in->rule->unit == CLOCK_WORKDAYS ? calendar_count_work(in->calendar, from, to) :
		to - from;
}

/* Takes one pause off the running period that ends on *end. */
static bool take_pause(const struct clock_in *in, struct clock_step *s, day_t *end)
{
	day_t last = roll(in, *end);
	if (last == DAY_NONE)
		return false;
	if (s->span.from > last || s->span.from < in->start) {
		s->outside = true;
		return true;
	}
	if (s->span.from > *end)
		s->moved = *end = last;
	/* Day zero is not counted anyway, so a pause on it takes nothing off. */
	day_t before = s->span.from > in->start ? s->span.from - 1 : in->start;
	if (s->span.to == DAY_NONE) {
		s->open = true;
		s->left = counted(in, before, *end);
		return true;
	}
	s->days = s->span.to > before ? counted(in, before, s->span.to) : 0;
	*end = in->rule->unit == CLOCK_WORKDAYS ? calendar_add_work(in->calendar, *end, s->days) :
		in_table((int64_t)*end + s->days) ? *end + s->days : DAY_NONE;
	return *end != DAY_NONE;
}

/* The pauses in the order of their beginning. */
static void sort_pauses(const struct clock_in *in, struct clock_reach *r)
{
	must(in->pauses <= CLOCK_PAUSES);
	for (size_t i = 0; i < in->pauses; i++) {
		size_t at = r->steps++;
		for (; at > 0 && r->step[at - 1].span.from > in->pause[i].from; at--)
			r->step[at] = r->step[at - 1];
		r->step[at] = (struct clock_step){.span = in->pause[i], .moved = DAY_NONE};
	}
}

static bool reach_days(const struct clock_in *in, struct clock_reach *r)
{
	const struct calendar *c = in->calendar;
	bool works = in->rule->unit == CLOCK_WORKDAYS;
	if (!in_table(in->start))
		return false;
	day_t end = r->bare = advance(in, in->start, r->total);
	if (end == DAY_NONE)
		return false;
	for (size_t i = 0; i < r->steps; i++) {
		if (!take_pause(in, &r->step[i], &end))
			return false;
		if (r->step[i].open) {
			r->nominal = r->due = DAY_NONE;
			r->due_ms = CLOCK_NEVER;
			return true;
		}
	}
	r->nominal = end;
	r->due = works ? end : roll(in, end);
	if (r->due == DAY_NONE || r->due == DAY_LAST)
		return false;
	r->due_ms = day_start_ms(r->due + 1, in->zone_min);
	if (works)
		r->provisional = calendar_count_provisional(c, in->start, r->due) > 0;
	else if (in->rule->roll != ROLL_NONE)
		r->provisional = calendar_count_provisional(c, r->nominal - 1, r->due) > 0;
	return true;
}

static bool reach_hours(const struct clock_in *in, struct clock_reach *r)
{
	int64_t first = day_start_ms(DAY_FIRST + 1, 0), last = day_start_ms(DAY_LAST - 1, 0);
	if (in->start_ms < first || in->start_ms > last)
		return false;
	r->due_ms = in->start_ms + (int64_t)r->total * HOUR_MS;
	if (r->due_ms > last)
		return false;
	r->bare = r->nominal = r->due = day_of_ms(r->due_ms, in->zone_min);
	for (size_t i = 0; i < r->steps; i++)
		r->step[i].outside = true;
	return true;
}

bool clock_reach(const struct clock_in *in, struct clock_reach *r)
{
	r->steps = 0;
	r->provisional = false;
	r->total = (in->length ? in->length : in->rule->length) + in->extended;
	if (r->total < 1 || r->total > CLOCK_LENGTH_MAX)
		return false;
	sort_pauses(in, r);
	return in->rule->unit == CLOCK_HOURS ? reach_hours(in, r) : reach_days(in, r);
}
