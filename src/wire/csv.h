/* CSV, in and out. In: records out of a stream of bytes given in blocks, for
 * the messy files of the world: RFC 4180 quotes, line breaks inside them, CRLF,
 * LF or CR, a byte order mark, comma, semicolon or tab. The bytes are UTF-8 (see
 * recode.h for others); the reader does not look at them, so that broken text
 * in one field is that field's trouble. The same bytes give the same records
 * and the same error however they are cut into blocks.
 *
 *     csv_feed(c, block, last);
 *     while ((got = csv_next(c, &record)) == CSV_RECORD) ...
 *     CSV_MORE: feed the next block; CSV_END: done; CSV_BAD: csv_error(c).
 *
 * A quote that does not begin a field is kept as it stands. Text behind a
 * closing quote joins the field (`"ab"c` is abc) and marks the record `stray`.
 * Lines without any character are no records. */
#ifndef WIRE_CSV_H
#define WIRE_CSV_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "recode.h"

struct csv_options {
	char separator;                /* ',' ';' or '\t'; 0: the commonest of the first record */
};

struct csv_record {
	const struct str *field; size_t fields; /* until the next csv_next */
	int64_t number;                /* 1 is the first, mostly the header */
	int64_t line;                  /* on which it begins, from 1 */
	bool stray;                    /* text stood behind a closing quote */
};

struct csv_error { int64_t line; const char *reason; };

enum csv_got { CSV_RECORD, CSV_MORE, CSV_END, CSV_BAD };

struct csv;

/* Takes at most about 2 * LIMIT_IMPORT_RECORD_BYTES from the arena, however long the file. */
struct csv *csv_new(struct arena *a, struct csv_options options);
/* The block is borrowed until csv_next says CSV_MORE; before that no other may be fed. */
void csv_feed(struct csv *c, struct str bytes, bool last);
/* CSV_BAD stays: an unclosed quote, or a field or record past its limit, leaves
 * unknown where the next record begins. */
enum csv_got csv_next(struct csv *c, struct csv_record *out);
struct csv_error csv_error(const struct csv *c);
/* The separator in use; 0 while it is not yet known. */
char csv_separator(const struct csv *c);

/* Out: comma or what is asked for, CRLF. A cell that a spreadsheet would read as
 * a formula (it begins with = + - @ TAB CR LF or a full-width = + - @) gets a '
 * in front; numbers of our own go in by csv_put_int. */
struct csv_out { struct buf *buf; char separator; bool cells, blank; };

void csv_out_init(struct csv_out *w, struct buf *b, char separator, bool bom);
void csv_put(struct csv_out *w, struct str cell);
void csv_put_int(struct csv_out *w, int64_t value);
void csv_end_row(struct csv_out *w);

#endif
