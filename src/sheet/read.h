/* A workbook (.xlsx) read: its one worksheet as lines of wire/sheet.h. Pure but
 * for the arena: no file, no clock. */
#ifndef SHEET_READ_H
#define SHEET_READ_H

#include "../base/arena.h"
#include "../base/buf.h"

/* want: the worksheet's name, or NULL: the first that is shown. False: refused,
 * which the last line says; the rows before it are not to be taken. */
bool sheet_read(struct arena *a, struct str workbook, const char *want, struct buf *out);

#endif
