/* What the files of the SQLite engine share. */
#ifndef STORE_ENGINE_SQLITE_H
#define STORE_ENGINE_SQLITE_H

#include <sqlite3.h>
#include "engine.h"

struct db_stmt {
	struct db *db;
	struct tx *tx;                 /* whose query runs; NULL: free */
	sqlite3_stmt *st;
	bool once;                     /* not the cached one: thrown away by db_close */
	bool done;
	const struct db_query *q;
};

enum guard { GUARD_OPEN, GUARD_WRITER, GUARD_READER };

struct db {
	sqlite3 *sqlite;
	struct db_stmt *cache;         /* by query id */
	enum engine_use use;
	enum guard guard;
	int log_pages;                 /* in the write-ahead log after the last commit */
	int checkpoints, truncate_at;
};

enum trouble sqlite_trouble(int rc);
/* Notes the first trouble of a tx; what names the query or the step. */
void sqlite_failed(struct tx *tx, struct db *db, const char *what);
/* A fixed statement of the engine's own (BEGIN, PRAGMA ...), never text from outside. */
bool sqlite_run(struct db *db, const char *sql);
void sqlite_guard(struct db *db, enum guard guard);

#endif
