/* The PostgreSQL engine: transactions and generated queries.
 *
 * 1. One thread uses a connection at a time.
 * 2. A reader's transactions are READ ONLY, REPEATABLE READ: one moment from the
 *    first query to the end, and the server refuses every change.
 * 3. Every statement is prepared once per connection, with the types its header
 *    says, and comes back with the types its header says.
 * 4. A lost connection is trouble for the transaction it broke, whose outcome
 *    may be unknown: it is told as not kept. The next transaction connects anew;
 *    nothing is ever sent a second time by itself but a BEGIN.
 * 5. A query's rows are all fetched when it runs: queries may run while the rows
 *    of another are being walked. */
#include <endian.h>
#include "../base/bug.h"
#include "../base/log.h"
#include "engine_postgres.h"

enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_VARCHAR = 1043 };
enum { BINARY = 1 };

static void pg_close(struct db *at);

static struct db *pg_open(struct arena *a, const char *where, enum engine_use use, const char **why)
{
	char reason[PG_WHY_BYTES];
	const char *fault = pq_load();
	struct pg_db *db = calloc(1, sizeof *db);
	must(db && use != ENGINE_MEMORY);
	db->db.engine = &engine_postgres;
	db->use = use;
	db->where = strdup(where);
	db->prepared = calloc((size_t)db_query_count + 1, sizeof *db->prepared);
	must(db->where && db->prepared);
	if (!fault && !pg_connect(db, reason))
		fault = reason;
	else if (!fault && use == ENGINE_CREATE && pg_has_steps(&db->db))
		fault = "there is a city in this database already";
	if (!fault)
		return &db->db;
	*why = arena_printf(a, "PostgreSQL: %s", fault);
	pg_close(&db->db);
	return NULL;
}

static void pg_close(struct db *at)
{
	struct pg_db *db = pg_of(at);
	pg_disconnect(db);
	for (struct pg_stmt *s = db->free, *next; s; s = next) {
		next = s->next;
		free(s);
	}
	free(db->prepared);
	free(db->where);
	free(db);
}

/* -- transactions -- */

static void run_in(struct tx *tx, const char *sql)
{
	struct pg_db *db = pg_of(tx->db);
	if (tx->trouble != TROUBLE_NONE)
		return;
	PGresult *r = db->conn ? pq.PQexec(db->conn, sql) : NULL;
	/* COMMIT of a transaction that an error has ended answers ROLLBACK, without an error. */
	bool ok = pq.PQresultStatus(r) == PGRES_COMMAND_OK && (!cstr_eq(sql, "COMMIT") || cstr_eq(pq.PQcmdStatus(r), "COMMIT"));
	if (!ok)
		pg_failed(tx, r, sql);
	pq.PQclear(r);
}

/* A server that was restarted since the last use shows it only now: nothing has
 * happened in this transaction yet, so it is begun again on a new connection. */
static void pg_begin(struct tx *tx)
{
	struct pg_db *db = pg_of(tx->db);
	const char *sql = db->use == ENGINE_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
	char why[PG_WHY_BYTES];
	if (tx->trouble != TROUBLE_NONE)
		return;
	if (pg_alive(db) && pg_run(&db->db, sql))
		return;
	if (pg_alive(db)) {
		run_in(tx, sql);
		return;
	}
	log_line(LOG_WARN, "store.reconnect", "writer", db->use == ENGINE_READ ? "no" : "yes", NULL);
	if (pg_connect(db, why))
		run_in(tx, sql);
	else
		trouble_note(tx, TROUBLE_LOST, "connect", why);
}

static void pg_commit(struct tx *tx)
{
	run_in(tx, "COMMIT");
}

static bool pg_in_tx(const struct db *at)
{
	const struct pg_db *db = pg_of(at);
	PGTransactionStatusType status = db->conn ? pq.PQtransactionStatus(db->conn) : PQTRANS_UNKNOWN;
	return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

/* A connection that cannot even roll back is no use any more. */
static void pg_rollback(struct db *at)
{
	if (pg_in_tx(at) && !pg_run(at, "ROLLBACK"))
		pg_disconnect(pg_of(at));
}

static void pg_savepoint(struct tx *tx)
{
	run_in(tx, "SAVEPOINT job");
}

static void pg_keep(struct tx *tx)
{
	run_in(tx, "RELEASE SAVEPOINT job");
}

static void pg_undo(struct tx *tx)
{
	if (pg_in_tx(tx->db) && !pg_run(tx->db, "ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job"))
		pg_rollback(tx->db);
}

static void pg_idle(struct db *at, bool busy)
{
	(void)at;
	(void)busy;
}

/* -- preparing -- */

static Oid parameter_type(char letter)
{
	return letter == 'i' ? OID_INT8 : letter == 't' ? OID_TEXT : OID_BYTEA;
}

static bool column_fits(char letter, Oid type)
{
	switch (letter) {
	case 'i': return type == OID_INT8 || type == OID_INT4 || type == OID_INT2;
	case 't': return type == OID_TEXT || type == OID_VARCHAR;
	}
	return type == OID_BYTEA;
}

static void name_of(const struct db_query *q, char name[static 16])
{
	snprintf(name, 16, "q%d", q->id);
}

/* Whether the columns are as many and of the types the header says. */
static bool gives_as_promised(struct pg_db *db, const struct db_query *q, const char *name, char why[static PG_WHY_BYTES])
{
	PGresult *r = pq.PQdescribePrepared(db->conn, name);
	bool ok = pq.PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!ok)
		pg_words(db, r, why);
	int n = ok ? pq.PQnfields(r) : 0;
	if (ok && n != q->columns) {
		snprintf(why, PG_WHY_BYTES, "%d columns, the header says %d", n, q->columns);
		ok = false;
	}
	for (int i = 0; ok && i < n; i++) {
		ok = column_fits(q->gives[i], pq.PQftype(r, i));
		if (!ok)
			snprintf(why, PG_WHY_BYTES, "column %d (%s) is of type %u, the header says %c", i + 1, pq.PQfname(r, i), pq.PQftype(r, i), q->gives[i]);
	}
	pq.PQclear(r);
	return ok;
}

bool pg_prepare(struct pg_db *db, const struct db_query *q, char why[static PG_WHY_BYTES], enum trouble *trouble)
{
	Oid types[PG_PARAMS];
	char name[16];
	*trouble = TROUBLE_OTHER;
	must(q->params <= PG_PARAMS);
	for (int i = 0; i < q->params; i++)
		types[i] = parameter_type(q->takes[i]);
	name_of(q, name);
	if (!q->postgres || !db->conn) {
		snprintf(why, PG_WHY_BYTES, "%s", q->postgres ? "the connection is lost" : "no statement for PostgreSQL");
		*trouble = q->postgres ? TROUBLE_LOST : TROUBLE_OTHER;
		return false;
	}
	PGresult *r = pq.PQprepare(db->conn, name, q->postgres, q->params, types);
	bool ok = pq.PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!ok) {
		pg_words(db, r, why);
		*trouble = pg_trouble(db, r);
	}
	pq.PQclear(r);
	ok = ok && gives_as_promised(db, q, name, why);
	db->prepared[q->id] = ok;
	return ok;
}

bool pg_prepares(struct db *at, const struct db_query *q, char why[static 160])
{
	char reason[PG_WHY_BYTES] = "";
	enum trouble trouble;
	bool ok = pg_of(at)->prepared[q->id] || pg_prepare(pg_of(at), q, reason, &trouble);
	snprintf(why, 160, "%.159s", reason);
	return ok;
}

/* -- queries -- */

static struct pg_stmt *pg_stmt_of(struct db_stmt *s)
{
	return (struct pg_stmt *)s;
}

static struct db_stmt *pg_query(struct tx *tx, const struct db_query *q)
{
	struct pg_db *db = pg_of(tx->db);
	char why[PG_WHY_BYTES];
	enum trouble trouble;
	if (!db->prepared[q->id] && !pg_prepare(db, q, why, &trouble)) {
		trouble_note(tx, trouble, q->name, why);
		return NULL;
	}
	struct pg_stmt *s = db->free;
	if (s)
		db->free = s->next;
	else
		s = calloc(1, sizeof *s);
	must(s);
	s->of = (struct db_stmt){tx->db, tx, q};
	s->result = NULL;
	s->row = -1;
	return &s->of;
}

static void pg_bind_int(struct db_stmt *of, int i, int64_t v)
{
	struct pg_stmt *s = pg_stmt_of(of);
	must(of->q->takes[i - 1] == 'i');
	s->number[i - 1] = (int64_t)htobe64((uint64_t)v);
	s->value[i - 1] = v == DB_NULL_INT ? NULL : (const char *)&s->number[i - 1];
	s->length[i - 1] = sizeof v;
}

static void bind_bytes(struct db_stmt *of, int i, const char *p, size_t n)
{
	struct pg_stmt *s = pg_stmt_of(of);
	must(n <= INT32_MAX);
	s->value[i - 1] = p;
	s->length[i - 1] = (int)n;
}

static void pg_bind_text(struct db_stmt *of, int i, const char *v)
{
	must(of->q->takes[i - 1] == 't');
	bind_bytes(of, i, v, v ? strlen(v) : 0);
}

static void pg_bind_blob(struct db_stmt *of, int i, struct str v)
{
	must(of->q->takes[i - 1] == 'b');
	bind_bytes(of, i, v.p, v.n);
}

static void run_query(struct pg_stmt *s)
{
	static const int formats[PG_PARAMS] = {[0 ... PG_PARAMS - 1] = BINARY};
	struct pg_db *db = pg_of(s->of.db);
	char name[16];
	name_of(s->of.q, name);
	s->result = db->conn ? pq.PQexecPrepared(db->conn, name, s->of.q->params, s->value, s->length, formats, BINARY) : NULL;
	ExecStatusType status = pq.PQresultStatus(s->result);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		pg_failed(s->of.tx, s->result, s->of.q->name);
}

static bool pg_step(struct db_stmt *of)
{
	struct pg_stmt *s = pg_stmt_of(of);
	if (!s->result)
		run_query(s);
	return of->tx->trouble == TROUBLE_NONE && ++s->row < pq.PQntuples(s->result);
}

/* smallint, integer or bigint: all are int64_t here. */
static int64_t pg_int_null(struct db_stmt *of, int col)
{
	struct pg_stmt *s = pg_stmt_of(of);
	if (pq.PQgetisnull(s->result, s->row, col))
		return DB_NULL_INT;
	const unsigned char *p = (const unsigned char *)pq.PQgetvalue(s->result, s->row, col);
	int n = pq.PQgetlength(s->result, s->row, col);
	uint64_t v = n > 0 && p[0] >= 0x80 ? UINT64_MAX : 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

static const char *pg_text_null(struct db_stmt *of, int col)
{
	struct pg_stmt *s = pg_stmt_of(of);
	if (pq.PQgetisnull(s->result, s->row, col))
		return NULL;
	size_t n = (size_t)pq.PQgetlength(s->result, s->row, col);
	return arena_cstr(of->tx->arena, (struct str){pq.PQgetvalue(s->result, s->row, col), n});
}

static struct str pg_blob_null(struct db_stmt *of, int col)
{
	struct pg_stmt *s = pg_stmt_of(of);
	if (pq.PQgetisnull(s->result, s->row, col))
		return (struct str){NULL, 0};
	size_t n = (size_t)pq.PQgetlength(s->result, s->row, col);
	return n ? (struct str){arena_memdup(of->tx->arena, pq.PQgetvalue(s->result, s->row, col), n), n} : STR_NONE;
}

static const char *pg_column(struct db_stmt *of, int col)
{
	return pq.PQfname(pg_stmt_of(of)->result, col);
}

static int64_t pg_end(struct db_stmt *of)
{
	struct pg_stmt *s = pg_stmt_of(of);
	struct pg_db *db = pg_of(of->db);
	int64_t n = 0;
	if (of->tx->trouble == TROUBLE_NONE && !of->q->reads && s->result)
		str_i64(str_of(pq.PQcmdTuples(s->result)), &n);
	pq.PQclear(s->result);
	of->tx = NULL;
	s->next = db->free;
	db->free = s;
	return n;
}

const struct engine engine_postgres = {
	.name = "postgres", .mends = true,
	.open = pg_open, .close = pg_close,
	.begin = pg_begin, .commit = pg_commit, .rollback = pg_rollback, .in_tx = pg_in_tx,
	.savepoint = pg_savepoint, .keep = pg_keep, .undo = pg_undo,
	.has_steps = pg_has_steps, .run_step = pg_run_step, .schema_begin = pg_schema_begin,
	.lock_down = pg_lock_down, .foreign_keys = pg_foreign_keys,
	.idle = pg_idle, .snapshot = NULL, .check = pg_check, .prepares = pg_prepares,
	.query = pg_query, .bind_int = pg_bind_int, .bind_text = pg_bind_text, .bind_blob = pg_bind_blob,
	.step = pg_step, .int_null = pg_int_null, .text_null = pg_text_null, .blob_null = pg_blob_null,
	.column = pg_column, .end = pg_end,
};
