/* Procedures: the way from text to a checked table, and the finders. Promise: a
 * procedure that procedure_parse gives out keeps all seven laws; nothing that
 * breaks one is ever given out. */
#include "procedure.h"

#include <stdarg.h>
#include "procedure_parts.h"

/* Chains of rows, made from the last to the first: a page asks for every act of its matter. */
static void link_rows(struct arena *a, struct procedure *p)
{
	p->first_row = arena_make_n(a, int, p->states * p->acts);
	for (size_t i = 0; i < p->states * p->acts; i++)
		p->first_row[i] = -1;
	for (size_t i = 0; i < p->acts; i++)
		p->act[i].first_row = -1;
	for (size_t i = p->rows; i-- > 0;) {
		struct proc_row *row = &p->row[i];
		int *first = &p->first_row[(size_t)row->from * p->acts + (size_t)row->act];
		row->next_row = *first;
		row->next_of_act = p->act[row->act].first_row;
		*first = p->act[row->act].first_row = (int)i;
	}
}

bool procedure_parse(struct arena *a, const struct rule_file *files, size_t n, const char *name,
	const struct proc_words *words, struct procedure *out, struct rule_error *err)
{
	struct proc_trouble t = {a, err};
	*out = (struct procedure){0};
	*err = (struct rule_error){0};
	if (!proc_read(&t, files, n, name, out))
		return false;
	link_rows(a, out);
	return (!words || proc_check_words(&t, out, words)) &&
		proc_check_shape(&t, out, words) &&
		proc_check_clocks(&t, out);
}

int proc_state_find(const struct procedure *p, const char *code)
{
	for (size_t i = 0; i < p->states; i++)
		if (cstr_eq(p->state[i].code, code))
			return (int)i;
	return -1;
}

int proc_act_find(const struct procedure *p, const char *code)
{
	for (size_t i = 0; i < p->acts; i++)
		if (cstr_eq(p->act[i].code, code))
			return (int)i;
	return -1;
}

int proc_row_next(const struct procedure *p, int state, int act, int after)
{
	return after < 0 ? p->first_row[(size_t)state * p->acts + (size_t)act] : p->row[after].next_row;
}

int proc_row_of_act(const struct procedure *p, int act, int after)
{
	return after < 0 ? p->act[act].first_row : p->row[after].next_of_act;
}

bool proc_fail(struct proc_trouble *t, const char *file, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	*t->err = (struct rule_error){file, line, arena_vprintf(t->a, fmt, ap)};
	va_end(ap);
	return false;
}

size_t proc_row_end(const struct procedure *p, size_t i)
{
	size_t end = i + 1;
	while (end < p->rows && p->row[end].line == p->row[i].line &&
		p->row[end].file == p->row[i].file)
		end++;
	return end;
}
