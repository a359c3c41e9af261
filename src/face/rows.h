/* A table somebody brings, workbook or CSV, as rows of cells in memory: for tables a
 * person looks at before they are taken. rows_read may start a helper program and waits
 * for it: on the pool or in a command, never on a loop. */
#ifndef FACE_ROWS_H
#define FACE_ROWS_H

#include "../matter/finding_in.h"
#include "sheet.h"

struct rows {
	struct finding_cells *row; size_t rows;
	struct str lines;              /* the same as lines of wire/sheet.h, to be kept and read again */
	struct msg told[SHEET_TOLD_MAX]; size_t tolds;         /* what was not taken as it stood */
};

/* bytes: a whole file. sheet: of a workbook; NULL: the first that is shown. False: *why. Arena. */
bool rows_read(struct arena *a, struct str bytes, const char *sheet, struct rows *out, struct msg *why);
/* From lines kept before. */
bool rows_again(struct arena *a, struct str lines, struct rows *out, struct msg *why);

#endif
