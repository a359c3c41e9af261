/* A workbook's ZIP: its parts, by name, unpacked within limits. Reading and
 * refusing stand in one place, so that every refusal is a word with a where. */
#ifndef SHEET_BOOK_H
#define SHEET_BOOK_H

#include "../base/arena.h"
#include "../base/buf.h"

/* Why nothing can be read; the words of `refused` lines. */
#define SHEET_REFUSALS(X) \
	X(NOT_WORKBOOK, "not_workbook") X(OLD, "old_or_locked") X(OPENDOCUMENT, "opendocument") X(LOCKED, "locked") \
	X(MACROS, "macros") X(EXTERNAL, "external") X(BOMB, "bomb") X(TOO_LARGE, "too_large") X(TOO_MANY, "too_many") \
	X(BROKEN, "broken") X(DTD, "dtd") X(TWICE, "twice") X(NO_SHEET, "no_sheet")
#define X(name, word) REFUSE_##name,
enum sheet_refusal { REFUSE_NONE, SHEET_REFUSALS(X) REFUSE__MAX };
#undef X
const char *sheet_refusal_word(enum sheet_refusal r);

struct zip;
struct book {
	struct arena *a;
	struct zip *zip;
	int64_t parts;
	size_t left;                   /* bytes that may still be unpacked */
	/* the first refusal stays */
	enum sheet_refusal refused;
	const char *where;             /* a part's name, a cell's address, or "" */
};

/* Borrows the bytes. False: refused. Owned: book_close, in either case. */
bool book_open(struct book *b, struct arena *a, struct str bytes);
void book_close(struct book *b);
/* Always false. */
bool book_refuse(struct book *b, enum sheet_refusal why, const char *where);

/* -1: there is none of this name (case counts). */
int64_t book_part(struct book *b, const char *name);
const char *book_part_name(struct book *b, int64_t part);
/* Unpacks a part and gives it over in blocks; take may refuse and return false. */
bool book_unpack(struct book *b, int64_t part, bool (*take)(void *ctx, struct str block, bool last), void *ctx);

#endif
