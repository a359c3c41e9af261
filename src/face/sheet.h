/* Workbooks people bring: huiyin-sheet reads them, and nothing it says is
 * believed before all of it is there. sheet_rows_open waits for it: on the pool
 * or in a command, never on a loop. */
#ifndef FACE_SHEET_H
#define FACE_SHEET_H

#include "../base/os_helper.h"
#include "../base/msg.h"
#include "../wire/sheet.h"

enum { SHEET_TOLD_MAX = 16 };

struct sheet_told { const char *word; int64_t count; const char *where; };

struct sheet_rows {
	struct os_helper helper;
	struct sheet_in in;
	/* what was not taken as it stood */
	struct sheet_told told[SHEET_TOLD_MAX]; size_t tolds;
	int64_t rows;
	size_t columns;                /* of the widest row */
};

/* Does the file begin as a workbook does (of any age)? Then it is no CSV. */
bool sheet_is_workbook(struct str head);
/* want: the worksheet's name, or NULL for the first that is shown. False: *why. Owned: sheet_rows_close, in either case. */
bool sheet_rows_open(struct arena *a, struct sheet_rows *s, struct str workbook, const char *want, struct msg *why);
void sheet_rows_close(struct sheet_rows *s);
/* The next row; cells until the next call. False: there is none. */
bool sheet_rows_next(struct sheet_rows *s, struct sheet_got_line *out);
/* "12 cells hold formulas ...: B3, B7" */
struct msg sheet_told_msg(struct arena *a, const struct sheet_told *t);

#endif
