/* See clock_run.h for the laws. Pauses are kept as text, "FROM..TO" or
 * "FROM.." while open; a clock with an open pause keeps the due it had until
 * the pause ends, and is not called late meanwhile (due_ms moves to the far
 * future). */
#include "clock_run.h"
#include "data.h"
#include "event.h"

#include "../base/bug.h"

#define NEVER_MS INT64_MAX
enum { MOVES_MAX = 10000 };

/* One clock's parameters, from whichever query row. */
struct stored {
	const char *code, *start_day, *pauses;
	int64_t start_ms, length, extended;
};

static struct stored stored_of(const struct q_clock_of_matter *k)
{
	return (struct stored){k->code, k->start_day, k->pauses, k->start_ms, k->length, k->extended};
}

static void read_pauses(const char *text, struct clock_in *in)
{
	struct str rest = str_of(text), word;
	while (str_word(&rest, &word) && in->pauses < CLOCK_PAUSES) {
		struct day_span *s = &in->pause[in->pauses];
		must(word.n >= 12 && day_parse(str_head(word, 10), &s->from));
		if (word.n == 12)
			continue;              /* still open: counted when it ends */
		must(day_parse(str_from(word, 12), &s->to));
		in->pauses++;
	}
}

static bool pause_open(const char *pauses)
{
	size_t n = strlen(pauses);
	return n >= 2 && pauses[n - 1] == '.' && pauses[n - 2] == '.';
}

/* The first day of the latest pause. A pause that begins after the due date stops nothing. */
static day_t pause_from(const char *pauses)
{
	const char *last = strrchr(pauses, ' ');
	day_t from;
	must(day_parse(str_head(str_of(last ? last + 1 : pauses), 10), &from));
	return from;
}

static bool input_of(const struct city *c, const struct calendar *calendar, const struct stored *k, struct clock_in *in)
{
	*in = (struct clock_in){.rule = clock_rule_find(&c->clocks, k->code), .calendar = calendar,
		.start_ms = k->start_ms, .zone_min = c->zone_min, .length = (int)k->length, .extended = (int)k->extended};
	if (!in->rule)
		return false;
	must(day_parse(str_of(k->start_day), &in->start));
	read_pauses(k->pauses, in);
	return true;
}

void clock_run_start(struct tx *tx, const struct city *c, int64_t matter_id, int64_t event_id, const struct clock_start *s)
{
	struct clock_in in = {.rule = clock_rule_find(&c->clocks, s->code), .calendar = c->calendar,
		.start = s->zero, .start_ms = s->zero_ms, .zone_min = c->zone_min, .length = s->length};
	day_t nominal, due;
	int64_t due_ms;
	bool provisional;
	char start[11], nominal_text[11], due_text[11];
	must(in.rule);
	clock_dates(&in, &nominal, &due, &due_ms, &provisional);
	q_clock_insert(tx, matter_id, s->code, s->unit_id, day_text(s->zero, start), s->zero_ms, s->length,
		day_text(nominal, nominal_text), day_text(due, due_text), due_ms, provisional,
		calendar_version(in.calendar), event_id);
}

void clock_run_stop(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, int64_t event_id, day_t day, int64_t at_ms, bool decides)
{
	const struct clock_rule *rule = clock_rule_find(&c->clocks, k->code);
	day_t due;
	char text[11];
	must(day_parse(str_of(k->due), &due));
	bool by_hour = rule && rule->unit == CLOCK_HOURS;
	bool late = k->due_ms != NEVER_MS && (by_hour ? at_ms > k->due_ms : day > due);
	const char *outcome = late ? "missed" : decides && k->unit_id != DB_NULL_INT ? "met" : "void";
	q_clock_stop(tx, k->id, event_id, day_text(day, text), k->unit_id == DB_NULL_INT ? "void" : outcome);
}

/* Writes a clock's parameters and the dates that follow from them. */
static void rewrite(struct tx *tx, const struct city *c, const struct calendar *calendar, int64_t id, const struct stored *k)
{
	struct clock_in in;
	day_t nominal, due;
	int64_t due_ms;
	bool provisional;
	char nominal_text[11], due_text[11];
	must(input_of(c, calendar, k, &in));
	clock_dates(&in, &nominal, &due, &due_ms, &provisional);
	q_clock_change(tx, id, k->extended, k->pauses, day_text(nominal, nominal_text), day_text(due, due_text),
		pause_open(k->pauses) && pause_from(k->pauses) <= due ? NEVER_MS : due_ms, provisional, calendar_version(calendar));
}

void clock_run_extend(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, int days)
{
	struct stored s = stored_of(k);
	s.extended += days;
	rewrite(tx, c, c->calendar, k->id, &s);
}

size_t clock_run_pauses(const struct q_clock_of_matter *k, day_t *last)
{
	struct clock_in in = {0};
	read_pauses(k->pauses, &in);
	*last = in.pauses ? in.pause[in.pauses - 1].to : DAY_NONE;
	return in.pauses;
}

void clock_run_pause(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, day_t from)
{
	struct stored s = stored_of(k);
	char day[11];
	must(!pause_open(k->pauses));
	s.pauses = arena_printf(tx->arena, "%s%s%s..", k->pauses, *k->pauses ? " " : "", day_text(from, day));
	rewrite(tx, c, c->calendar, k->id, &s);
}

void clock_run_resume(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, day_t to)
{
	struct stored s = stored_of(k);
	char day[11];
	must(pause_open(k->pauses));
	s.pauses = arena_printf(tx->arena, "%s%s", k->pauses, day_text(to, day));
	rewrite(tx, c, c->calendar, k->id, &s);
}

void clock_run_refresh(struct tx *tx, int64_t matter_id)
{
	q_matter_refresh_due(tx, matter_id);
}

bool clock_run_explain(struct arena *a, const struct city *c, const struct q_clock_of_matter *k, struct clock_out *out, bool *moved)
{
	struct stored s = stored_of(k);
	struct clock_in in;
	char due[11];
	if (!input_of(c, c->calendar, &s, &in))
		return false;
	clock_compute(a, &in, out);
	*moved = !cstr_eq(day_text(out->due, due), k->due);
	return true;
}

enum { SOON_DAYS = 5 };

enum clock_state clock_run_state(const char *outcome, const char *due_nominal, const char *due, int64_t due_ms, struct now now)
{
	day_t nominal, last;
	if (cstr_eq(outcome, "met"))
		return CLOCK_MET;
	if (cstr_eq(outcome, "missed"))
		return CLOCK_MISSED;
	if (cstr_eq(outcome, "void"))
		return CLOCK_VOID;
	must(day_parse(str_of(due_nominal), &nominal) && day_parse(str_of(due), &last));
	if (due_ms ? now.utc_ms > due_ms : now.today > last)
		return CLOCK_LATE;
	if (now.today > nominal)
		return CLOCK_NOMINAL_PAST;
	if (now.today == nominal)
		return CLOCK_TODAY;
	return nominal - now.today <= SOON_DAYS ? CLOCK_SOON : CLOCK_CALM;
}

bool clock_run_between_organs(const char *code)
{
	static const char *const codes[] = {"objection", "objection_decision", "urgent_report", "hotline_return", NULL};
	for (const char *const *c = codes; *c; c++)
		if (cstr_eq(*c, code))
			return true;
	return false;
}

/* The dates a running clock would have with the next calendar; false: unchanged, or already past. */
static bool moves(const struct city *c, const struct calendar *next, const struct q_clock_from_day *k, day_t today, day_t *was, day_t *is)
{
	struct stored s = {k->code, k->start_day, k->pauses, k->start_ms, k->length, k->extended};
	struct clock_in in;
	day_t nominal, nominal_was;
	int64_t due_ms;
	bool provisional;
	if (pause_open(k->pauses) || !input_of(c, next, &s, &in))
		return false;
	must(day_parse(str_of(k->due), was) && day_parse(str_of(k->due_nominal), &nominal_was));
	clock_dates(&in, &nominal, is, &due_ms, &provisional);
	if (*is < today)
		return false;                  /* never into the past */
	return *is != *was || nominal != nominal_was || provisional != (k->provisional != 0);
}

size_t clock_run_moves(struct tx *tx, const struct city *c, const struct calendar *next, day_t today, struct clock_move **out)
{
	struct q_clock_from_day *k;
	char day[11];
	int64_t after = 0;
	size_t n, found = 0;
	*out = arena_make_n(tx->arena, struct clock_move, MOVES_MAX);
	day_text(today, day);
	while ((n = q_clock_from_day(tx, day, after, &k)) > 0) {
		for (size_t i = 0; i < n; i++) {
			day_t was, is;
			if (found < MOVES_MAX && moves(c, next, &k[i], today, &was, &is) && was != is)
				(*out)[found++] = (struct clock_move){k[i].number, k[i].code, was, is};
		}
		after = k[n - 1].id;
	}
	return found;
}

static void recompute_one(struct tx *tx, const struct city *c, const struct calendar *next, struct now now, const struct q_clock_from_day *k, day_t was, day_t is)
{
	struct stored s = {k->code, k->start_day, k->pauses, k->start_ms, k->length, k->extended};
	struct q_matter_by_id m;
	char was_text[11], is_text[11];
	must(q_matter_by_id(tx, k->matter_id, &m));
	rewrite(tx, c, next, k->id, &s);
	if (was != is)
		event_system(tx, now, &(struct system_event){k->matter_id, m.state, "recomputed", DB_NULL_INT, true, "CC 203",
			data_of_pairs(tx->arena, "calendar", calendar_version(next), "clock", k->code,
				"due", day_text(is, is_text), "due_before", day_text(was, was_text), NULL)});
	clock_run_refresh(tx, k->matter_id);
}

size_t clock_run_recompute(struct tx *tx, const struct city *c, const struct calendar *next, struct now now)
{
	struct q_clock_from_day *k;
	char day[11];
	int64_t after = 0;
	size_t n, done = 0;
	day_text(now.today, day);
	while (tx->trouble == TROUBLE_NONE && (n = q_clock_from_day(tx, day, after, &k)) > 0) {
		for (size_t i = 0; i < n; i++) {
			day_t was, is;
			if (!moves(c, next, &k[i], now.today, &was, &is))
				continue;
			recompute_one(tx, c, next, now, &k[i], was, is);
			done += was != is;
		}
		after = k[n - 1].id;
	}
	return done;
}
