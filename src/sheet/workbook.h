/* What stands around a worksheet's cells: which part is the worksheet, its
 * texts, which numbers are days; and what a workbook must not bring along. */
#ifndef SHEET_WORKBOOK_H
#define SHEET_WORKBOOK_H

#include "part.h"

/* What was not taken as it stood; the words of `note` lines. */
#define SHEET_NOTES(X) \
	X(FORMULA, "formula") X(ERROR, "error") X(DIGITS, "digits") X(DATE, "date") X(MERGED, "merged") X(HIDDEN, "hidden") \
	X(LINK, "link") X(OBJECT, "object") X(SHEET, "sheet")
#define X(name, word) NOTE_##name,
enum sheet_note { SHEET_NOTES(X) NOTE__MAX };
#undef X
struct note_of { int64_t count; struct buf where; };

/* How a cell's number is meant, by its style. */
enum { STYLE_NUMBER, STYLE_DAY };

struct texts { struct buf text, end; };        /* end: a uint32_t for each, where it ends in text */

struct workbook {
	struct book book;
	const char *want;              /* the worksheet asked for, or NULL: the first that is shown */
	const char *name;              /* of the worksheet taken */
	int64_t sheet, strings, styles;/* parts; -1: none */
	bool from_1904;
	struct texts shared;
	struct buf style;              /* a byte for each cell style */
	struct note_of note[NOTE__MAX];
};

void workbook_init(struct workbook *w);
void workbook_free(struct workbook *w);
/* Reads all but the rows. False: w->book.refused. */
bool workbook_open(struct workbook *w, struct arena *a, struct str bytes, const char *want);
/* Where: an address or a name; the first twenty are kept. */
void workbook_note(struct workbook *w, enum sheet_note what, const char *where);
const char *sheet_note_word(enum sheet_note n);

size_t texts_count(const struct texts *t);
struct str texts_at(const struct texts *t, size_t i);
/* A text's pieces go to t->text; this ends it. False: too much. */
bool texts_end(struct texts *t);

/* strings.c, styles.c */
bool strings_read(struct workbook *w);
bool styles_read(struct workbook *w);
/* Does a number format show a day or a time of day? */
bool style_is_day(struct str format);

#endif
