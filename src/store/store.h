/* A city's data directory: blob/ (attachments by hash), lock, huiyin.conf (may be
 * absent), and the database: huiyin.db (SQLite, WAL, synchronous=FULL), or in
 * PostgreSQL when huiyin.conf says so. One writer thread is the only connection
 * that writes and checkpoints; it commits queued jobs in groups, one sync for
 * many, each job in its own savepoint, and calls them done only after the commit
 * is durable. Reads go over connections that can only read. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/hash.h"
#include "db.h"

struct store;

enum store_mode { STORE_SERVE, STORE_COMMAND, STORE_READ };
enum { STORE_THREADS = 64 };           /* thread indexes 0..63 of readers */

/* Makes the folder, the database with the newest schema. dir must be empty (but
 * for huiyin.conf) or absent, a PostgreSQL database without a city. English reason, or NULL. */
const char *store_create(struct arena *a, const char *dir);
/* Whether dir is a city's, be it a broken one. */
bool store_exists(struct arena *a, const char *dir);
/* SERVE and COMMAND take the lock (another process holding it is refused with a
 * clear reason) and migrate forward; READ opens beside a running server. NULL and *why when it cannot. */
struct store *store_open(struct arena *a, const char *dir, enum store_mode mode, const char **why);
void store_close(struct store *s);     /* finishes queued jobs */
const char *store_dir(const struct store *s);
/* False after disk trouble, until the store is opened again: it reads, and writes nothing. */
bool store_writes(struct store *s);

/* -- reading: a read-only connection per thread index (0..63), a consistent
 * snapshot between begin and end. Never held across a wait. */
void read_begin(struct store *s, int thread, struct arena *a, struct tx *tx);
void read_end(struct tx *tx);

/* -- writing */
struct job {
	/* On the writer thread, inside a savepoint. False rolls this job back (a refusal); sticky trouble does too. */
	bool (*run)(struct tx *tx, void *arg);
	/* After the group's commit is durable, or failed; on the writer thread: hand over and return at once. */
	void (*done)(void *arg, enum trouble trouble, bool kept);
	void *arg;
	struct arena *arena;           /* for tx->arena; not used by others between submit and done */
	struct job *next;              /* these three are the store's */
	enum trouble trouble;
	bool kept;
};
/* False when the queue is full (answer 503). After disk trouble the store
 * writes nothing until it is opened again: every job is told TROUBLE_LOST. On
 * PostgreSQL that word means: perhaps kept (the connection broke), send it again
 * with the same idempotency key; the next group connects anew. */
bool store_submit(struct store *s, struct job *j);
/* Submits and waits; for commands and tests. True: kept, durable. trouble may be NULL. */
bool store_write(struct store *s, struct arena *a, bool (*run)(struct tx *tx, void *arg), void *arg, enum trouble *trouble);
/* The same for n jobs at once, each kept or undone alone, all that are kept with one sync; the
 * arena serves all of them. kept[i] tells of each; the first trouble, or TROUBLE_NONE. */
enum trouble store_write_each(struct store *s, struct arena *a, bool (*run)(struct tx *tx, void *arg), void *const *arg, size_t n, bool *kept);

/* -- attachments: content by SHA-256 under blob/ab/cdef...; written, synced and
 * renamed before the row that names it; never changed. */
/* Moves a finished file in; 0 or -errno. */
int blob_keep(struct store *s, const char *path, const struct sha256 *hash);
int blob_open(struct store *s, const struct sha256 *hash, int64_t *size);   /* a file number */
bool blob_has(struct store *s, const struct sha256 *hash);
/* Only when no row names it, and nothing else writes (a command). */
int blob_remove(struct store *s, const struct sha256 *hash);
/* A fresh random path in the spool folder. */
const char *store_spool(struct store *s, struct arena *a);

/* -- whole-store work. English reason, or NULL when done. progress may be NULL. */
typedef void (*store_progress)(void *ctx, int64_t done, int64_t total);
const char *store_backup(struct arena *a, const char *dir, const char *file, store_progress p, void *ctx);   /* online; one file, with attachments; refused on PostgreSQL with what to do instead */
const char *store_restore(struct arena *a, const char *file, const char *dir, store_progress p, void *ctx);  /* refuses a non-empty dir; checks every hash */
/* The form of a backup is told in doc/decisions/storage.md. */
/* integrity_check, foreign keys, every blob present with its hash. Calls say for each fault; returns the number. */
int64_t store_verify(struct store *s, void (*say)(void *ctx, const char *fault), void *ctx);

/* -- search text: bigrams. Folded text as blank-separated tokens: runs of
 * letters and digits whole, Han as overlapping pairs plus the last single. */
char *search_tokens(struct arena *a, struct str text);
/* A query a person typed as an FTS5 expression (every token quoted, all must
 * match; a phrase of Han becomes its bigrams in a row); NULL when nothing is left to look for. */
char *search_query(struct arena *a, struct str typed);

/* Prepares every query against the schema on SQLite. Faults to the log, their number back. */
int db_prepare_all(void);

/* -- what the data can be reached by, for `huiyin audit rights`: a line per view
 * with its text, per table and doing with the queries that do it. Stable text. */
void store_audit(struct arena *a, struct buf *out);

#endif
