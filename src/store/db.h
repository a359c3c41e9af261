/* One connection to the database, engine-neutral. Everything above speaks
 * only through generated queries (sql/query/ *.sql -> q_*() in gen/query.h),
 * which speak only through this. Engines live in store/engine_*.c; SQL text is
 * never built at run time.
 *
 * struct tx is one transaction's (or one read's) face: sticky trouble. After a
 * failure every further call on it does nothing and gives empty answers; ask
 * once at the end (tx->trouble). Text and blobs of rows are copied into
 * tx->arena; a NULL text column is a NULL pointer, a NULL int is DB_NULL_INT. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "../base/arena.h"
#include "../base/str.h"

#define DB_NULL_INT INT64_MIN

enum trouble { TROUBLE_NONE, TROUBLE_UNIQUE, TROUBLE_CONSTRAINT, TROUBLE_BUSY, TROUBLE_FULL, TROUBLE_LOST, TROUBLE_OTHER };

struct db;

struct tx {
	struct db *db;
	struct arena *arena;           /* rows live here */
	bool write;
	enum trouble trouble;
	char why[160];                 /* for the log, of the first trouble */
	void *inputs;                  /* of the deeds above (matter/input.h); the store never looks */
};

/* One generated query: what each engine gets, parameters numbered in the order
 * of the header; NULL when it is not for that engine. */
struct db_query {
	const char *name, *file;
	int line;
	const char *sqlite, *postgres;
	bool reads;                    /* proven at build time by sqlite3_stmt_readonly */
	int params, columns;
	int id;                        /* index in the table, for the statement cache */
	const char *takes, *gives;     /* a letter per parameter and per column: i, t or b */
};
extern const struct db_query db_queries[];
extern const int db_query_count;

/* Used by generated code only. A NULL statement (trouble is set) is taken
 * everywhere and gives nothing, so that generated code asks once at the end. */
struct db_stmt;
struct db_stmt *db_open(struct tx *tx, const struct db_query *q);
void db_bind_int(struct db_stmt *s, int i, int64_t v);             /* i from 1; DB_NULL_INT binds NULL */
void db_bind_text(struct db_stmt *s, int i, const char *v);        /* NULL binds NULL */
void db_bind_blob(struct db_stmt *s, int i, struct str v);         /* p NULL binds NULL */
bool db_step(struct db_stmt *s);                                   /* true: a row */
/* Columns from 0. A NULL where the header promised none is trouble, and gives 0, "" or no bytes. */
int64_t db_int(struct db_stmt *s, int col);
const char *db_text(struct db_stmt *s, int col);
struct str db_blob(struct db_stmt *s, int col);
int64_t db_int_null(struct db_stmt *s, int col);
const char *db_text_null(struct db_stmt *s, int col);
struct str db_blob_null(struct db_stmt *s, int col);
int64_t db_close(struct db_stmt *s);                               /* rows changed; resets for the next use */
/* rows with room for one more after n; arena. */
void *db_room(struct tx *tx, void *rows, size_t n, size_t *room, size_t size);
struct arena *db_scratch(void);                                    /* for one row of an endless list */

#endif
