/* Laws 1, 2, 3, 4 and 7 of a procedure: the shape of the table. The laws are
 * numbered in procedure.h. Of several breaches the first in this order is told:
 * one start and some end, no clashing rows, everything used, no way out of what is final,
 * everything reachable, no dead end. */
#include "procedure_parts.h"

struct shape {
	struct proc_trouble *t;
	const struct procedure *p;
	const struct proc_words *words;
};

static bool one_start(const struct shape *s, int *start);
static bool some_final(const struct shape *s);
static bool rows_unique(const struct shape *s);
static bool all_used(const struct shape *s);
static bool finals_final(const struct shape *s);
static bool all_lead_on(const struct shape *s);
static bool all_reachable(const struct shape *s, int start);
static bool no_dead_end(const struct shape *s);

bool proc_check_shape(struct proc_trouble *t, const struct procedure *p,
	const struct proc_words *words)
{
	const struct shape s = {t, p, words};
	int start;
	return one_start(&s, &start) && some_final(&s) && rows_unique(&s) && all_used(&s) &&
		finals_final(&s) && all_lead_on(&s) && all_reachable(&s, start) && no_dead_end(&s);
}

static bool fail_state(const struct shape *s, size_t i, const char *what, const char *right)
{
	const struct proc_state *st = &s->p->state[i];
	return proc_fail(s->t, st->file, st->line, "state \"%s\" %s; %s", st->code, what, right);
}

static bool one_start(const struct shape *s, int *start)
{
	*start = -1;
	for (size_t i = 0; i < s->p->states; i++) {
		if (!s->p->state[i].start)
			continue;
		if (*start >= 0)
			return fail_state(s, i, "is a second start state", arena_printf(s->t->a,
				"the first is \"%s\", and there can be only one", s->p->state[*start].code));
		*start = (int)i;
	}
	if (*start >= 0)
		return true;
	return proc_fail(s->t, s->p->states ? s->p->state[0].file : "",
		s->p->states ? s->p->state[0].line : 0,
		"no state is marked as start; write: state CODE start en \"...\" zh \"...\"");
}

static bool some_final(const struct shape *s)
{
	for (size_t i = 0; i < s->p->states; i++)
		if (s->p->state[i].final)
			return true;
	return fail_state(s, 0, "and all others are not final",
		"mark the last one: state CODE final en \"...\" zh \"...\"");
}

/* -- law 1 -- */

/* Two arguments of one base word, as in class:appeal and class:accusation. */
static bool arguments_exclude(const struct shape *s, const char *x, const char *y)
{
	size_t nx = str_chr(str_of(x), ':'), ny = str_chr(str_of(y), ':');
	if (nx == SIZE_MAX || nx != ny || strncmp(x, y, nx) != 0 || cstr_eq(x, y))
		return false;
	const char *word = s->words ? proc_cond_word(s->words->conds, x) : NULL;
	return !word || !str_ends(str_of(word), "*");
}

/* Whether the conditions of two rows (or of one) can never hold together. */
static bool conds_exclude(const struct shape *s, const struct proc_row *x, const struct proc_row *y)
{
	for (size_t i = 0; x->cond[i]; i++)
		for (size_t k = 0; y->cond[k]; k++) {
			if (cstr_eq(x->cond[i], y->cond[k]) && x->negated[i] != y->negated[k])
				return true;
			if (!x->negated[i] && !y->negated[k] &&
				arguments_exclude(s, x->cond[i], y->cond[k]))
				return true;
		}
	return false;
}

static bool rows_unique(const struct shape *s)
{
	for (size_t i = 0; i < s->p->rows; i++) {
		const struct proc_row *x = &s->p->row[i];
		if (conds_exclude(s, x, x))
			return proc_fail(s->t, x->file, x->line,
				"the conditions of this row can never hold together");
		for (size_t k = 0; k < i; k++) {
			const struct proc_row *y = &s->p->row[k];
			if (x->from != y->from || x->act != y->act || conds_exclude(s, x, y))
				continue;
			return proc_fail(s->t, x->file, x->line, "act \"%s\" in state \"%s\" stands already "
				"in file \"%s\", line %d; the two rows need conditions that cannot both hold, "
				"such as X and !X", s->p->act[x->act].code, s->p->state[x->from].code, y->file,
				y->line);
		}
	}
	return true;
}

/* -- law 7 -- */

static bool all_used(const struct shape *s)
{
	const struct procedure *p = s->p;
	for (size_t i = 0; i < p->acts; i++) {
		size_t k = 0;
		while (k < p->rows && p->row[k].act != (int)i)
			k++;
		if (k == p->rows)
			return proc_fail(s->t, p->act[i].file, p->act[i].line,
				"act \"%s\" stands in no row; write one or take the act out", p->act[i].code);
	}
	for (size_t i = 0; i < p->states; i++) {
		bool used = p->state[i].start;
		for (size_t k = 0; k < p->rows && !used; k++)
			used = p->row[k].to == (int)i && p->row[k].from != (int)i;
		if (!used)
			return fail_state(s, i, "is declared, but no row leads to it",
				"write one or take the state out");
	}
	return true;
}

/* -- law 3 -- */

static bool only_petitioner_or_system(const struct proc_row *row)
{
	for (size_t i = 0; row->who[i]; i++) {
		struct str who = str_of(row->who[i]);
		struct str role = str_cut(&who, '@');
		if (!str_is(role, "petitioner") && !str_is(role, "system"))
			return false;
	}
	return true;
}

static bool finals_final(const struct shape *s)
{
	for (size_t i = 0; i < s->p->rows; i++) {
		const struct proc_row *row = &s->p->row[i];
		const char *code = s->p->state[row->from].code;
		if (!s->p->state[row->from].final)
			continue;
		if (row->to != row->from)
			return proc_fail(s->t, row->file, row->line,
				"state \"%s\" is final, but this row leads out of it to \"%s\"", code,
				s->p->state[row->to].code);
		if (!s->p->act[row->act].after && !only_petitioner_or_system(row))
			return proc_fail(s->t, row->file, row->line,
				"state \"%s\" is final; only petitioner or system may still act in it, or whoever does an act that is after", code);
	}
	return true;
}

static bool all_lead_on(const struct shape *s)
{
	for (size_t i = 0; i < s->p->states; i++) {
		bool leads = s->p->state[i].final;
		for (size_t k = 0; k < s->p->rows && !leads; k++)
			leads = s->p->row[k].from == (int)i && s->p->row[k].to != (int)i;
		if (!leads)
			return fail_state(s, i, "has no row that leads to another state",
				"write one or mark the state final");
	}
	return true;
}

/* -- laws 2 and 4 -- */

/* Marks every state that the marked ones lead to, or, backward, that lead to them. */
static void spread(const struct procedure *p, bool *mark, bool backward)
{
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < p->rows; i++) {
			int a = backward ? p->row[i].to : p->row[i].from;
			int b = backward ? p->row[i].from : p->row[i].to;
			if (mark[a] && !mark[b])
				mark[b] = more = true;
		}
	}
}

static bool all_reachable(const struct shape *s, int start)
{
	bool *mark = arena_make_n(s->t->a, bool, s->p->states);
	mark[start] = true;
	spread(s->p, mark, false);
	for (size_t i = 0; i < s->p->states; i++)
		if (!mark[i])
			return fail_state(s, i, arena_printf(s->t->a, "cannot be reached from \"%s\"",
				s->p->state[start].code), "only rows from states as unreachable lead to it");
	return true;
}

static bool no_dead_end(const struct shape *s)
{
	bool *mark = arena_make_n(s->t->a, bool, s->p->states);
	for (size_t i = 0; i < s->p->states; i++)
		mark[i] = s->p->state[i].final;
	spread(s->p, mark, true);
	for (size_t i = 0; i < s->p->states; i++)
		if (!mark[i])
			return fail_state(s, i, "is a dead end",
				"from it no final state can be reached; add a row that leads on");
	return true;
}
