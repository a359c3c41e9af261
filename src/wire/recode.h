/* Foreign encodings into UTF-8, as a stage over blocks of a stream. Bytes that
 * are not lawful in the encoding are neither dropped nor passed on: each becomes
 * U+FFFD, is counted, and the offset of the first ones is kept, so that the
 * caller can refuse the file or only the rows that hold one. However the bytes
 * are cut into blocks, the outcome is the same. */
#ifndef WIRE_RECODE_H
#define WIRE_RECODE_H

#include "../base/buf.h"

enum encoding { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_GB18030, ENCODING_UTF16LE,
	ENCODING_UTF16BE, ENCODING__MAX };

/* By byte order mark, else UTF-8 when the bytes are (nearly) that, else GB18030.
 * head: the first 64 KB of the file, or all of it; it may end inside a character. */
enum encoding csv_guess_encoding(struct str head);
const char *encoding_name(enum encoding e);    /* "UTF-8", "UTF-8 with BOM", "GB18030", ... */
bool encoding_parse(struct str name, enum encoding *out); /* as above; case, blanks and hyphens do not count */

enum { RECODE_BAD_KEPT = 8 };
struct recode {
	enum encoding encoding;
	void *iconv;                   /* NULL: UTF-8, only checked */
	char rest[8]; size_t rests;    /* begin of a character that the last block cut */
	int64_t at;                    /* offset in the stream of rest[0], or of the next byte */
	int64_t bad;                   /* unlawful bytes (UTF-16: units) so far */
	int64_t bad_at[RECODE_BAD_KEPT];
};

/* false when the system's C library does not know the encoding. Owned: recode_free. */
bool recode_init(struct recode *r, enum encoding e);
void recode_free(struct recode *r);
/* Adds the block's text to out (at most 3 bytes for each byte). last: no more blocks come. */
void recode_feed(struct recode *r, struct str bytes, bool last, struct buf *out);

#endif
