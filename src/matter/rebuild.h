/* All state made anew from what the deeds were given (input.h), by the same
 * code, in a passing database, and compared with what is stored: row by row,
 * column by column. Reads one snapshot of the city, beside a running server.
 *
 * Laws: 1 what is stored is never written; 2 nothing of an identity is shown:
 * of sealed bytes only that they differ; 3 what cannot be done again (matters
 * older than their inputs) is counted, never called equal. */
#ifndef MATTER_REBUILD_H
#define MATTER_REBUILD_H

#include "city.h"

struct rebuild_watch {
	void (*say)(void *ctx, const char *difference);        /* one line each */
	void (*progress)(void *ctx, int64_t done, int64_t total); /* NULL: nobody watches */
	void *ctx;
};

struct rebuild_report {
	int64_t deeds;                 /* done again */
	int64_t matters, rows;         /* compared */
	int64_t differences;
	int64_t older;                 /* matters from before inputs were kept */
};

/* English reason when it could not be done (the store, no room), or NULL. */
const char *rebuild_run(struct city *c, const struct rebuild_watch *w, struct rebuild_report *out);

#endif
