/* Tables and boxes of figures. */
#ifndef PRINT_TABLE_H
#define PRINT_TABLE_H

#include "press.h"

#include "../wire/print.h"

struct ptable {
	struct press *p;
	double width[PRINT_COLUMNS_MAX];
	size_t columns;
	const char **head;             /* of the header row, which each page repeats; NULL: not seen yet */
};

/* NULL, or why the widths are none. */
const char *ptable_begin(struct ptable *t, struct press *p, const struct str *width, size_t n);
void ptable_row(struct ptable *t, const char **cell);
void ptable_end(struct ptable *t);

enum { FIGURES_ROW = 3 };
struct figure { const char *label, *value, *note; };
/* One row of boxes, n at most FIGURES_ROW. */
void figures_row(struct press *p, const struct figure *f, size_t n);

#endif
