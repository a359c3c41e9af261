/* What the files of the PostgreSQL engine share. */
#ifndef STORE_ENGINE_POSTGRES_H
#define STORE_ENGINE_POSTGRES_H

#include <libpq-fe.h>
#include "engine.h"

/* libpq is loaded when the first city in PostgreSQL is opened, so that a city in
 * SQLite needs no package for it (doc/decisions/postgres.md). */
#define PQ_FUNCTIONS(X) \
	X(PQclear) X(PQcmdStatus) X(PQcmdTuples) X(PQconnectdbParams) X(PQdescribePrepared) X(PQerrorMessage) X(PQexec) \
	X(PQexecPrepared) X(PQfinish) X(PQfname) X(PQftype) X(PQgetisnull) X(PQgetlength) X(PQgetvalue) X(PQnfields) \
	X(PQntuples) X(PQparameterStatus) X(PQprepare) X(PQresultErrorField) X(PQresultStatus) X(PQserverVersion) \
	X(PQsetNoticeProcessor) X(PQstatus) X(PQtransactionStatus)
struct pq {
#define X(name) typeof(name) *name;
	PQ_FUNCTIONS(X)
#undef X
};
extern struct pq pq;
/* NULL, or why libpq cannot be used. Any thread. */
const char *pq_load(void);

enum { PG_PARAMS = 96, PG_WHY_BYTES = 200 };

struct pg_stmt {
	struct db_stmt of;
	struct pg_stmt *next;          /* while it is free */
	PGresult *result;              /* NULL: not run yet */
	int row;
	int64_t number[PG_PARAMS];     /* in network order */
	const char *value[PG_PARAMS];
	int length[PG_PARAMS];
};

struct pg_db {
	struct db db;
	PGconn *conn;                  /* NULL: lost, and not back yet */
	char *where;
	enum engine_use use;
	bool locked;                   /* the schema is up to date and stays as it is */
	bool *prepared;                /* by query id */
	struct pg_stmt *free;
};

struct pg_db *pg_of(const struct db *db);

/* engine_postgres_link.c: one connection to the server. */
/* False and why when it cannot; db->conn is then NULL. */
bool pg_connect(struct pg_db *db, char why[static PG_WHY_BYTES]);
void pg_disconnect(struct pg_db *db);
/* Whether the server still answers on it, as far as is known. */
bool pg_alive(const struct pg_db *db);
/* The trouble a failed result or the connection tells, and its words without values. */
enum trouble pg_trouble(const struct pg_db *db, const PGresult *result);
const char *pg_words(const struct pg_db *db, const PGresult *result, char out[static PG_WHY_BYTES]);
void pg_failed(struct tx *tx, const PGresult *result, const char *what);
/* Fixed statements of the engine's own, never text from outside. */
bool pg_run(struct db *db, const char *sql);
/* A fixed statement whose first column's text is wanted: arena; NULL when it fails or gives no row. */
const char *pg_ask(struct db *db, struct arena *a, const char *sql);

/* engine_postgres_care.c, for the engine's table. */
bool pg_has_steps(struct db *db);
void pg_run_step(struct tx *tx, const struct schema_step *step);
void pg_schema_begin(struct db *db);
void pg_lock_down(struct db *db);
const char *pg_foreign_keys(struct db *db, struct arena *a);
int64_t pg_check(struct arena *a, const char *where, void (*say)(void *ctx, const char *fault), void *ctx);

/* engine_postgres.c */
/* Prepares q on this connection; false and why when it is not what its header says. */
bool pg_prepare(struct pg_db *db, const struct db_query *q, char why[static PG_WHY_BYTES], enum trouble *trouble);
bool pg_prepares(struct db *db, const struct db_query *q, char why[static 160]);

#endif
