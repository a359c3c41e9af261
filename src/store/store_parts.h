/* What the files of the store share. */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "engine.h"
#include "store.h"

struct writer;

/* Which engine keeps a city, and where it finds the database. */
struct store_at { const struct engine *engine; const char *where; };

struct store {
	struct arena *arena;           /* for the store's life: paths */
	const char *dir;
	struct store_at at;
	enum store_mode mode;
	int lock;                      /* file number, or -1 */
	struct db *reader[STORE_THREADS];      /* each touched by its own thread only */
	struct writer *writer;
};

/* conf.c. "FILE:LINE: reason", or NULL. */
const char *conf_read(struct arena *a, const char *dir, struct store_at *at);

/* schema.c. Reasons in English, or NULL. */
const char *schema_migrate(struct arena *a, struct db *db, const struct schema_step *steps, int count);
/* Refuses what this program does not know; with_all also what is not up to date. */
const char *schema_known(struct arena *a, struct db *db, bool with_all);
/* Prepares every query on db; faults to the log, their number back. */
int schema_prepare_all(struct db *db);

/* writer.c. The writer owns db. */
struct writer *writer_start(struct db *db);
void writer_stop(struct writer *w);            /* finishes queued jobs, closes the database */
bool writer_submit(struct writer *w, struct job *j);
bool writer_writes(struct writer *w);

/* blob.c, by data directory, for whole-store work. */
const char *blob_path(struct arena *a, const char *dir, const struct sha256 *hash);
/* NULL, or what is wrong with a blob that a row names. */
const char *blob_fault(struct arena *a, const char *dir, const struct sha256 *hash);
/* Calls fn for the hash of every attachment, until it gives false; English reason or NULL. */
const char *blob_each(struct arena *a, struct db *db, bool (*fn)(void *ctx, const struct sha256 *hash), void *ctx);

#endif
