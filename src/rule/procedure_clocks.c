/* Law 5 of a procedure: clocks along every path. A set of clocks is the bits of
 * one number. For each state two sets are found as fixpoints over the rows:
 *   may   clocks that run on some path to the state (grows from nothing),
 *   must  clocks that run on every path to it (shrinks from everything).
 * A row takes what runs, stops first, then starts. Conditions are not weighed:
 * a procedure that is right only because of a condition is to be written so
 * that it is right without. */
#include "procedure_parts.h"

#include "../base/limits.h"

_Static_assert(LIMIT_RULE_CLOCKS == 64, "a set of clocks is one uint64_t");

struct tracks {
	struct proc_trouble *t;
	const struct procedure *p;
	const char *clock[LIMIT_RULE_CLOCKS]; size_t clocks;
	uint64_t *starts, *stops;      /* of each row */
	uint64_t *may, *must;          /* of each state */
};

static bool collect(struct tracks *k);
static void follow(struct tracks *k);
static bool starts_ok(const struct tracks *k);
static bool stops_ok(const struct tracks *k);
static bool finals_quiet(const struct tracks *k);

bool proc_check_clocks(struct proc_trouble *t, const struct procedure *p)
{
	struct tracks k = {.t = t, .p = p};
	k.starts = arena_make_n(t->a, uint64_t, p->rows);
	k.stops = arena_make_n(t->a, uint64_t, p->rows);
	k.may = arena_make_n(t->a, uint64_t, p->states);
	k.must = arena_make_n(t->a, uint64_t, p->states);
	if (!collect(&k))
		return false;
	follow(&k);
	return starts_ok(&k) && stops_ok(&k) && finals_quiet(&k);
}

/* Adds the clocks of a list to the set; false when there are too many. */
static bool add_clocks(struct tracks *k, const char *const *list, uint64_t *set)
{
	for (size_t i = 0; list[i]; i++) {
		size_t c = 0;
		if (cstr_eq(list[i], "*")) {
			*set = UINT64_MAX;
			continue;
		}
		while (c < k->clocks && !cstr_eq(k->clock[c], list[i]))
			c++;
		if (c == LIMIT_RULE_CLOCKS)
			return false;
		if (c == k->clocks)
			k->clock[k->clocks++] = list[i];
		*set |= UINT64_C(1) << c;
	}
	return true;
}

static bool collect(struct tracks *k)
{
	for (size_t i = 0; i < k->p->rows; i++) {
		const struct proc_row *row = &k->p->row[i];
		if (!add_clocks(k, row->start, &k->starts[i]) || !add_clocks(k, row->stop, &k->stops[i]))
			return proc_fail(k->t, row->file, row->line, "more than %d different clocks",
				LIMIT_RULE_CLOCKS);
	}
	return true;
}

static uint64_t after_row(const struct tracks *k, size_t row, uint64_t running)
{
	return (running & ~k->stops[row]) | k->starts[row];
}

/* Every state is reachable by now (law 2), so must ends as a real set. */
static void follow(struct tracks *k)
{
	for (size_t i = 0; i < k->p->states; i++)
		k->must[i] = k->p->state[i].start ? 0 : UINT64_MAX;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < k->p->rows; i++) {
			const struct proc_row *row = &k->p->row[i];
			uint64_t may = k->may[row->to] | after_row(k, i, k->may[row->from]);
			uint64_t must = k->must[row->to] & after_row(k, i, k->must[row->from]);
			more = more || may != k->may[row->to] || must != k->must[row->to];
			k->may[row->to] = may;
			k->must[row->to] = must;
		}
	}
}

/* The name of the first clock of a set that is not empty. */
static const char *first_of(const struct tracks *k, uint64_t set)
{
	return k->clock[__builtin_ctzll(set)];
}

static bool starts_ok(const struct tracks *k)
{
	for (size_t i = 0; i < k->p->rows; i++) {
		const struct proc_row *row = &k->p->row[i];
		uint64_t twice = k->starts[i] & ~k->stops[i] & k->must[row->from];
		if (twice)
			return proc_fail(k->t, row->file, row->line, "clock \"%s\" runs already in state "
				"\"%s\" on every path; stop it in the same row to start it anew",
				first_of(k, twice), k->p->state[row->from].code);
	}
	return true;
}

static bool stops_ok(const struct tracks *k)
{
	size_t end;
	for (size_t i = 0; i < k->p->rows; i = end) {
		const struct proc_row *row = &k->p->row[i];
		uint64_t may = 0;
		end = proc_row_end(k->p, i);
		for (size_t r = i; r < end; r++)
			may |= k->may[k->p->row[r].from];
		uint64_t idle = cstr_eq(row->stop[0], "*") ? 0 : k->stops[i] & ~may;
		if (idle)
			return proc_fail(k->t, row->file, row->line, "clock \"%s\" never runs in state \"%s\"; "
				"take it out of the cell \"stop\", or start it on the way there",
				first_of(k, idle), k->p->state[row->from].code);
	}
	return true;
}

/* Tells of the row that carries a running clock into the final state. */
static bool finals_quiet(const struct tracks *k)
{
	for (size_t i = 0; i < k->p->rows; i++) {
		const struct proc_row *row = &k->p->row[i];
		if (!k->p->state[row->to].final)
			continue;
		uint64_t left = after_row(k, i, k->may[row->from]);
		if (!left)
			continue;
		if (left & k->starts[i])
			return proc_fail(k->t, row->file, row->line, "clock \"%s\" is started by this row, "
				"but state \"%s\" is final and nothing would stop it",
				first_of(k, left & k->starts[i]), k->p->state[row->to].code);
		return proc_fail(k->t, row->file, row->line, "clock \"%s\" may still run when this row "
			"leads from \"%s\" to the final state \"%s\"; add it, or *, to the cell \"stop\"",
			first_of(k, left), k->p->state[row->from].code, k->p->state[row->to].code);
	}
	return true;
}
