/* A table people take along: the same cells as CSV, or as a workbook made by
 * huiyin-sheet. Begin it, give the cells row by row, send it; the answer is a
 * download that nothing on the way keeps. */
#ifndef FACE_TABLE_H
#define FACE_TABLE_H

#include "../wire/csv.h"
#include "route.h"

enum table_form { TABLE_CSV, TABLE_XLSX };

/* kind: t text, d a day YYYY-MM-DD, i a whole number. width: of the column, in characters. */
struct table_column { struct msg label; char kind; int width; };

struct table {
	struct req *r;
	enum table_form form;
	const char *name;              /* of the file, without its ending */
	struct buf lines;              /* CSV, or lines of wire/sheet.h */
	struct csv_out csv;
	size_t columns, at;
	int64_t rows;
};

/* "search.csv" is the table search as CSV: *name is "search". False: no such form. */
bool table_form_of(struct req *r, struct str file, const char **name, enum table_form *form);
/* Are workbooks made here? */
bool table_xlsx_here(void);
/* In the request's arena. name: of the file, ASCII. */
struct table *table_begin(struct req *r, enum table_form form, const char *name, struct msg title, const struct table_column *c, size_t n);
void table_cell(struct table *t, const char *text);    /* NULL: empty */
/* Answers, or has the pool answer. */
void table_send(struct table *t);
/* "Take along: CSV, workbook", for the table at path (before its ending) with the page's own query. */
void part_table_links(struct req *r, const char *path, struct url query);

#endif
