/* Laws: 1 a file is taken whole or refused; 2 one row for one procedure and
 * class; 3 every number says where it comes from. */
#include "retention.h"

#include "calendar_line.h"

enum { CELLS = 4 };

static const char *read_row(struct arena *a, struct str line, void *into)
{
	struct retention *out = into;
	struct str cell[CELLS];
	int64_t years;
	for (int i = 0; i < CELLS; i++) {
		cell[i] = line.p ? str_trim(str_cut(&line, '|')) : STR_NONE;
		if (cell[i].n == 0)
			return "a row is: procedure | class or * | years | where the number comes from";
	}
	if (line.p)
		return "a row has four parts";
	if (!str_i64(cell[2], &years) || years < 1 || years > RETENTION_YEARS_MAX)
		return "the years are a number from 1 to 100";
	if (out->rows == RETENTION_ROWS)
		return "too many rows";
	for (size_t i = 0; i < out->rows; i++)
		if (str_is(cell[0], out->row[i].procedure) && str_is(cell[1], out->row[i].class_))
			return "this procedure and class has a row already";
	out->row[out->rows++] = (struct retention_row){arena_cstr(a, cell[0]), arena_cstr(a, cell[1]), arena_cstr(a, cell[3]), (int)years};
	return NULL;
}

bool retention_parse(struct arena *a, const char *file, struct str text, struct retention *out, struct rule_error *err)
{
	int n;
	*out = (struct retention){0};
	const char *why = line_each(a, text, read_row, out, &n);
	if (why)
		*err = (struct rule_error){file, n, why};
	return !why;
}

const struct retention_row *retention_find(const struct retention *r, const char *procedure, const char *class_)
{
	const struct retention_row *any = NULL;
	for (size_t i = 0; i < r->rows; i++) {
		if (!cstr_eq(r->row[i].procedure, procedure))
			continue;
		if (class_ && cstr_eq(r->row[i].class_, class_))
			return &r->row[i];
		if (cstr_eq(r->row[i].class_, "*"))
			any = &r->row[i];
	}
	return any;
}

day_t retention_last_day(const struct retention_row *row, day_t closed)
{
	return day_add_months(closed, row->years * 12);
}
