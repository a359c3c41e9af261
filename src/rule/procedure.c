/* Procedures: the way from text to a checked table, and the finders. Promise: a
 * procedure that procedure_parse gives out keeps all seven laws; nothing that
 * breaks one is ever given out. */
#include "procedure.h"

#include <stdarg.h>
#include "procedure_parts.h"

bool procedure_parse(struct arena *a, const struct rule_file *files, size_t n, const char *name,
	const struct proc_words *words, struct procedure *out, struct rule_error *err)
{
	struct proc_trouble t = {a, err};
	*out = (struct procedure){0};
	*err = (struct rule_error){0};
	return proc_read(&t, files, n, name, out) &&
		(!words || proc_check_words(&t, out, words)) &&
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
	for (size_t i = (size_t)(after + 1); i < p->rows; i++)
		if (p->row[i].from == state && p->row[i].act == act)
			return (int)i;
	return -1;
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
