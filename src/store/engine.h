/* What an engine does for the store, beside running queries (db.h). The store
 * knows no engine; engine_sqlite*.c are the only files that include sqlite3.h,
 * and a second engine answers to this same face.
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
	ENGINE_MEMORY,                 /* empty, in memory, for the build's check */
};

/* NULL and an English reason in why (arena) when it cannot. */
struct db *engine_open(struct arena *a, const char *path, enum engine_use use, const char **why);
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
/* A disk that is full or lies: nothing may be written until it is reopened. */
bool trouble_is_disk(enum trouble t);

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
int64_t engine_log_pages(const struct db *db);

/* A consistent copy of a live database into a new file, beside a running writer. English reason or NULL. */
const char *engine_snapshot(struct arena *a, const char *path, const char *out);
/* Structure, indexes, foreign keys. Calls say for each fault; returns their number. */
int64_t engine_check(struct arena *a, const char *path, void (*say)(void *ctx, const char *fault), void *ctx);
/* Tables whose rows are never changed or removed; ends with NULL. */
extern const char *const engine_append_only[];
/* Prepares q, for the build's check; false and the reason in why (160 bytes). */
bool engine_prepares(struct db *db, const struct db_query *q, char why[static 160]);

#endif
