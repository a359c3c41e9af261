/* The rows of a reading query as text, for comparing two databases. The query
 * takes two texts and gives any columns; whole numbers come in decimal, blobs
 * in hex, NULL as NULL. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "db.h"

struct row {
	size_t n;
	const char *const *name;       /* of the columns */
	const char *type;              /* a letter each: i, t or b */
	const char *const *cell;
};

/* fn gets each row; everything lives in tx->arena. */
void rows_each(struct tx *tx, const char *query, const char *after, const char *upto, void (*fn)(void *ctx, const struct row *r), void *ctx);

#endif
