/* Rows to a workbook (.xlsx), by libzip. Pure but for the arena: the same lines
 * give the same bytes. */
#ifndef SHEET_WRITE_H
#define SHEET_WRITE_H

#include "../base/arena.h"
#include "../base/buf.h"

/* Lines of wire/sheet.h: one sheet, its columns, rows; the first row is the
 * header. NULL, or an English phrase why there is no workbook. */
const char *sheet_write(struct arena *a, struct str lines, struct buf *out);

#endif
