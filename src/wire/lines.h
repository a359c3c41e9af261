/* Lines between the server and its helper programs: UTF-8; a line ends with LF;
 * a word and its fields stand between tabs; in a field a tab is \t, LF \n, CR \r
 * and a backslash \\. What the words are, each helper's own header says. */
#ifndef WIRE_LINES_H
#define WIRE_LINES_H

#include "../base/buf.h"

/* -- out */
void lines_field(struct buf *b, struct str field);            /* a tab and the field; NUL bytes are a bug */

/* -- in */
struct lines {
	struct str rest;
	int64_t line;                  /* the last one's number, from 1 */
	struct buf text;               /* of the line, unescaped */
	struct str *field; size_t fields, fields_max;
};

/* The bytes are borrowed; a line has at most bytes_max bytes. Owned: lines_free. */
void lines_init(struct lines *l, struct str bytes, size_t fields_max, size_t bytes_max);
void lines_free(struct lines *l);
/* Takes the next line: field[0] is its word; all of it until the next call. NULL, or
 * an English phrase why there is none (also at the end: ask rest.n before). */
const char *lines_next(struct lines *l);

#endif
