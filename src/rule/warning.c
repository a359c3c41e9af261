/* Laws: 1 a file is taken whole or refused; 2 each row once; 3 yellow is not before green;
 * 4 every number says where it comes from. */
#include "warning.h"

#include "calendar_line.h"

enum { CELLS = 3 };

static const char LOCAL[] = "local default";

struct warnings warnings_default(void)
{
	return (struct warnings){20, 10, true, LOCAL, LOCAL, LOCAL};
}

static const char *set_days(int *days, const char **source, int64_t n, const char *from)
{
	if (*source)
		return "this row stands a second time";
	if (n < 1 || n > WARNING_DAYS_MAX)
		return "the days are a number from 1 to 365";
	*days = (int)n;
	*source = from;
	return NULL;
}

static const char *read_row(struct arena *a, struct str line, void *into)
{
	struct warnings *w = into;
	struct str cell[CELLS];
	int64_t n;
	for (int i = 0; i < CELLS; i++) {
		cell[i] = line.p ? str_trim(str_cut(&line, '|')) : STR_NONE;
		if (cell[i].n == 0)
			return "a row is: what | how many | where the number comes from";
	}
	if (line.p || !str_i64(cell[1], &n))
		return line.p ? "a row has three parts" : "how many is a number";
	const char *from = arena_cstr(a, cell[2]);
	if (str_is(cell[0], "green"))
		return set_days(&w->green, &w->green_source, n, from);
	if (str_is(cell[0], "yellow"))
		return set_days(&w->yellow, &w->yellow_source, n, from);
	if (!str_is(cell[0], "monthly"))
		return "what is green, yellow or monthly";
	if (w->monthly_source || n < 0 || n > 1)
		return w->monthly_source ? "this row stands a second time" : "monthly is 0 or 1";
	w->monthly = n == 1;
	w->monthly_source = from;
	return NULL;
}

bool warnings_parse(struct arena *a, const char *file, struct str text, struct warnings *out, struct rule_error *err)
{
	int n;
	*out = (struct warnings){0};
	const char *why = line_each(a, text, read_row, out, &n);
	if (!why && (!out->green_source || !out->yellow_source || !out->monthly_source))
		why = "green, yellow and monthly have a row each";
	if (!why && out->yellow > out->green)
		why = "yellow comes after green: with no more days left";
	if (why)
		*err = (struct rule_error){file, n, why};
	return !why;
}

enum warning warning_of(const struct warnings *w, day_t today, day_t due)
{
	if (due < today)
		return WARNING_RED;
	return due - today <= w->yellow ? WARNING_YELLOW : due - today <= w->green ? WARNING_GREEN : WARNING_NONE;
}

const char *warning_name(enum warning w)
{
	static const char *const names[] = {[WARNING_NONE] = "", [WARNING_GREEN] = "green", [WARNING_YELLOW] = "yellow", [WARNING_RED] = "red"};
	return names[w];
}
