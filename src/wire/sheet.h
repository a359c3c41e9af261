/* Rows of a workbook as lines of text: how the server and huiyin-sheet speak,
 * in both directions. Their form is that of lines.h.
 *
 *     huiyin-sheet 1                 the first line
 *     sheet    NAME                  the worksheet the rows are of
 *     columns  KIND:WIDTH ...        t text, d a day, i a whole number; to be written only
 *     row      NUMBER  CELL ...      its number in the worksheet; empty cells at the end are left out
 *     note     WORD  COUNT  WHERE    what the reader did not take as it stood; first addresses
 *     refused  WORD  WHERE           the last line: no rows can be had, or no more
 *     end                            the last line: all is there
 *
 * The reader trusts nothing: whoever wrote the lines may have been taken over
 * by the workbook it read. */
#ifndef WIRE_SHEET_H
#define WIRE_SHEET_H

#include "lines.h"

enum sheet_word { SHEET_HEAD, SHEET_SHEET, SHEET_COLUMNS, SHEET_ROW, SHEET_NOTE, SHEET_REFUSED, SHEET_END, SHEET__MAX };

/* -- out */
void sheet_begin(struct buf *b);                              /* the first line */
void sheet_line(struct buf *b, enum sheet_word word);         /* begins one */
void sheet_field(struct buf *b, struct str field);            /* text with NUL bytes is a bug */
void sheet_line_end(struct buf *b);

/* -- in */
struct sheet_in {
	struct lines lines;
	int64_t row;                   /* the last one's number */
	bool begun, ended;
	const char *wrong;             /* why it stopped: an English phrase for the log */
};

enum sheet_got { SHEET_LINE, SHEET_DONE, SHEET_WRONG };

struct sheet_got_line {
	enum sheet_word word;
	const struct str *field; size_t fields;       /* after the word, until the next call */
	int64_t number;                /* of SHEET_ROW: the row's, rising; of SHEET_NOTE: the count */
};

/* The bytes are borrowed. Owned: sheet_in_free. */
void sheet_in_init(struct sheet_in *s, struct str bytes);
void sheet_in_free(struct sheet_in *s);
enum sheet_got sheet_in_next(struct sheet_in *s, struct sheet_got_line *out);

#endif
