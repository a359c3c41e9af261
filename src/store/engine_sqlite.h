/* What the files of the SQLite engine share. */
#ifndef STORE_ENGINE_SQLITE_H
#define STORE_ENGINE_SQLITE_H

#include <sqlite3.h>
#include "engine.h"

struct sqlite_stmt {
	struct db_stmt of;
	sqlite3_stmt *st;
	bool once;                     /* not the cached one: thrown away by its end */
	bool done;
};

enum guard { GUARD_OPEN, GUARD_WRITER, GUARD_READER };

struct sqlite_db {
	struct db db;
	sqlite3 *sqlite;
	struct sqlite_stmt *cache;     /* by query id */
	enum engine_use use;
	enum guard guard;
	int log_pages;                 /* in the write-ahead log after the last commit */
	int checkpoints, truncate_at;
};

struct sqlite_db *sqlite_of(const struct db *db);
/* Notes the first trouble of a tx; what names the query or the step. */
void sqlite_failed(struct tx *tx, const struct sqlite_db *db, const char *what);
/* A fixed statement of the engine's own (BEGIN, PRAGMA ...), never text from outside. */
bool sqlite_run(struct db *db, const char *sql);
void sqlite_guard(struct db *db, enum guard guard);

/* engine_sqlite_care.c, for the engine's table. */
bool sqlite_has_steps(struct db *db);
void sqlite_run_step(struct tx *tx, const struct schema_step *step);
void sqlite_schema_begin(struct db *db);
void sqlite_lock_down(struct db *db);
const char *sqlite_foreign_keys(struct db *db, struct arena *a);
void sqlite_idle(struct db *db, bool busy);
const char *sqlite_snapshot(struct arena *a, const char *path, const char *out);
int64_t sqlite_check(struct arena *a, const char *path, void (*say)(void *ctx, const char *fault), void *ctx);
bool sqlite_prepares(struct db *db, const struct db_query *q, char why[static 160]);

#endif
