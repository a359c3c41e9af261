/* What an engine does for the store, beside running queries (db.h). An engine is
 * one table of functions; the store knows engines by this table only.
 * engine_sqlite*.c are the only files that include sqlite3.h,
 * engine_postgres*.c the only ones that include libpq-fe.h.
 *
 * A connection belongs to one thread at a time. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "db.h"
#include "schema.h"

enum engine_use {
	ENGINE_CREATE,                 /* as ENGINE_WRITE, on a new database */
	ENGINE_WRITE,
	ENGINE_READ,                   /* SELECT only, whatever the caller tries */
	ENGINE_MEMORY,                 /* empty, in memory, for the build's check (SQLite) */
	ENGINE_SCRATCH,                /* a nameless file that is gone when it is closed (SQLite; scratch.h) */
};

struct engine {
	const char *name;
	/* A loss mends itself: the next engine_begin connects again. Without it
	 * the first disk trouble ends all writing until the store is opened again. */
	bool mends;

	struct db *(*open)(struct arena *a, const char *where, enum engine_use use, const char **why);
	void (*close)(struct db *db);

	void (*begin)(struct tx *tx);
	void (*commit)(struct tx *tx);
	void (*rollback)(struct db *db);
	bool (*in_tx)(const struct db *db);
	void (*savepoint)(struct tx *tx);
	void (*keep)(struct tx *tx);
	void (*undo)(struct tx *tx);

	bool (*has_steps)(struct db *db);
	void (*run_step)(struct tx *tx, const struct schema_step *step);
	void (*schema_begin)(struct db *db);
	void (*lock_down)(struct db *db);
	const char *(*foreign_keys)(struct db *db, struct arena *a);
	void (*idle)(struct db *db, bool busy);
	/* A consistent copy of a live database into a new file, beside a running
	 * writer; English reason or NULL. No function: the engine has its own tools. */
	const char *(*snapshot)(struct arena *a, const char *where, const char *out);
	int64_t (*check)(struct arena *a, const char *where, void (*say)(void *ctx, const char *fault), void *ctx);
	bool (*prepares)(struct db *db, const struct db_query *q, char why[static 160]);

	/* queries: as their namesakes in db.h, for a statement that is there */
	struct db_stmt *(*query)(struct tx *tx, const struct db_query *q);
	void (*bind_int)(struct db_stmt *s, int i, int64_t v);
	void (*bind_text)(struct db_stmt *s, int i, const char *v);
	void (*bind_blob)(struct db_stmt *s, int i, struct str v);
	bool (*step)(struct db_stmt *s);
	int64_t (*int_null)(struct db_stmt *s, int col);
	const char *(*text_null)(struct db_stmt *s, int col);
	struct str (*blob_null)(struct db_stmt *s, int col);
	const char *(*column)(struct db_stmt *s, int col);
	int64_t (*end)(struct db_stmt *s);
};
extern const struct engine engine_sqlite, engine_postgres;

/* Each engine's own connection and statement begin with these. */
struct db { const struct engine *engine; };
struct db_stmt {
	struct db *db;
	struct tx *tx;                 /* whose query runs; NULL: free */
	const struct db_query *q;
};

/* where: a file's path (SQLite) or what libpq takes as a connection (PostgreSQL).
 * NULL and an English reason in why (arena) when it cannot. */
struct db *engine_open(const struct engine *e, struct arena *a, const char *where, enum engine_use use, const char **why);
void engine_close(struct db *db);      /* NULL is allowed; a writer checkpoints first */

/* Transactions. Each sets tx->trouble when it fails. engine_begin on a reader
 * starts a snapshot, on a writer takes the write lock at once. */
void engine_begin(struct tx *tx);
void engine_commit(struct tx *tx);
void engine_rollback(struct db *db);   /* never fails; nothing to do is allowed */
bool engine_in_tx(const struct db *db);        /* false when trouble has rolled all back */
void engine_savepoint(struct tx *tx);
void engine_keep(struct tx *tx);       /* the savepoint's work stays */
void engine_undo(struct tx *tx);       /* the savepoint's work is rolled back, in trouble too */
/* A disk that is full or lies, a connection that is lost. */
bool trouble_is_disk(enum trouble t);
/* Notes the first trouble of a tx; what names the query or the step. Logs it
 * unless it is a refused row, which is the caller's business. */
void trouble_note(struct tx *tx, enum trouble t, const char *what, const char *why);

/* Schema. Steps run while the connection is not yet locked down; each within a
 * transaction of the caller. engine_lock_down ends that: no DDL afterwards. */
bool engine_has_steps(struct db *db);          /* the table schema_step is there */
void engine_run_step(struct tx *tx, const struct schema_step *step);
void engine_schema_begin(struct db *db);       /* foreign keys wait while tables change */
void engine_lock_down(struct db *db);
/* English reason or NULL: foreign keys hold now. */
const char *engine_foreign_keys(struct db *db, struct arena *a);

/* Between groups of writes: moves the log into the database when it is worth it. */
void engine_idle(struct db *db, bool busy);
/* Structure, indexes, foreign keys. Calls say for each fault; returns their number. */
int64_t engine_check(const struct engine *e, struct arena *a, const char *where, void (*say)(void *ctx, const char *fault), void *ctx);
/* Tables whose rows are never changed or removed; ends with NULL. */
extern const char *const engine_append_only[];
/* Prepares q, for the build's check; false and the reason in why (160 bytes). */
bool engine_prepares(struct db *db, const struct db_query *q, char why[static 160]);

#endif
