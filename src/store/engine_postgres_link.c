/* One connection to a PostgreSQL server: made, judged, ended.
 *
 * 1. A writer is the only one: it holds an advisory lock of the schema it writes
 *    from its first moment to its last, in whichever place a second server runs.
 * 2. A server that cannot keep what it says (other encoding, too old, read-only
 *    for a writer) is refused when the connection is made.
 * 3. Every wait has an end: connecting, locks, and a peer that does not answer.
 * 4. What is told of an error never holds values of rows. */
#include <dlfcn.h>
#include <pthread.h>
#include "../base/bug.h"
#include "../base/os.h"
#include "engine_postgres.h"

enum { OLDEST_VERSION = 150000, LOCK_TRIES = 20, LOCK_WAIT_MS = 100 };

struct pq pq;
static const char *load_fault;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void load(void)
{
	void *lib = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (!lib) {
		load_fault = "the library libpq.so.5 cannot be loaded; it is in the Debian package libpq5";
		return;
	}
#define X(name) \
	pq.name = (typeof(pq.name))dlsym(lib, #name); \
	if (!pq.name) \
		load_fault = "libpq.so.5 lacks the function " #name;
	PQ_FUNCTIONS(X)
#undef X
}

const char *pq_load(void)
{
	pthread_once(&loaded, load);
	return load_fault;
}

struct pg_db *pg_of(const struct db *db)
{
	must(db->engine == &engine_postgres);
	return (struct pg_db *)db;
}

/* -- trouble -- */

static enum trouble of_state(const struct pg_db *db, const char *state)
{
	static const struct { const char *begin; enum trouble trouble; } table[] = {
		{"23505", TROUBLE_UNIQUE}, {"23", TROUBLE_CONSTRAINT},
		{"40", TROUBLE_BUSY}, {"55P03", TROUBLE_BUSY}, {"57014", TROUBLE_BUSY},
		{"53100", TROUBLE_FULL},
		{"08", TROUBLE_LOST}, {"57P", TROUBLE_LOST}, {"58", TROUBLE_LOST}, {"XX001", TROUBLE_LOST}, {"XX002", TROUBLE_LOST},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_starts(str_of(state), table[i].begin))
			return table[i].trouble;
	/* The writer's server has become a standby: another one is to be found. */
	return cstr_eq(state, "25006") && db->use != ENGINE_READ ? TROUBLE_LOST : TROUBLE_OTHER;
}

bool pg_alive(const struct pg_db *db)
{
	return db->conn && pq.PQstatus(db->conn) == CONNECTION_OK;
}

enum trouble pg_trouble(const struct pg_db *db, const PGresult *result)
{
	if (!pg_alive(db))
		return TROUBLE_LOST;
	const char *state = result ? pq.PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	return state ? of_state(db, state) : TROUBLE_OTHER;
}

const char *pg_words(const struct pg_db *db, const PGresult *result, char out[static PG_WHY_BYTES])
{
	const char *words = result ? pq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	if (!words)
		words = db->conn ? pq.PQerrorMessage(db->conn) : "the connection is lost";
	struct str line = str_trim(str_of(words));
	snprintf(out, PG_WHY_BYTES, "%.*s", STR_ARG(str_head(line, str_chr(line, '\n'))));
	return *out ? out : "no reason given";
}

void pg_failed(struct tx *tx, const PGresult *result, const char *what)
{
	char why[PG_WHY_BYTES];
	const struct pg_db *db = pg_of(tx->db);
	trouble_note(tx, pg_trouble(db, result), what, pg_words(db, result, why));
}

/* -- fixed statements -- */

static PGresult *exec(struct pg_db *db, const char *sql)
{
	return db->conn ? pq.PQexec(db->conn, sql) : NULL;
}

static bool fine(const PGresult *r)
{
	ExecStatusType status = pq.PQresultStatus(r);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool pg_run(struct db *at, const char *sql)
{
	PGresult *r = exec(pg_of(at), sql);
	bool ok = fine(r);
	pq.PQclear(r);
	return ok;
}

const char *pg_ask(struct db *at, struct arena *a, const char *sql)
{
	PGresult *r = exec(pg_of(at), sql);
	bool row = fine(r) && pq.PQntuples(r) > 0 && !pq.PQgetisnull(r, 0, 0);
	const char *text = row ? arena_strdup(a, pq.PQgetvalue(r, 0, 0)) : NULL;
	pq.PQclear(r);
	return text;
}

/* -- connecting -- */

static void no_notice(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

/* synchronous_commit may be stronger than on, never weaker. Plans compiled to
 * machine code are for reports of minutes, not for these queries. */
static const char settings[] =
	"SET client_min_messages = error; SET jit = off; SET lock_timeout = '5s'; SET timezone = 'UTC'; SET standard_conforming_strings = on;"
	"SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')";
/* A writer whose machine has gone gives up its lock within half a minute. */
static const char writer_settings[] =
	"SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000";
static const char reader_settings[] = "SET default_transaction_read_only = on";
/* The key holds our letters and the schema: several cities may share a database. */
static const char take_lock[] =
	"SELECT pg_try_advisory_lock((1213814854::bigint << 32) | oid::bigint)::int FROM pg_namespace WHERE nspname = current_schema()";

static bool set_up(struct pg_db *db, char why[static PG_WHY_BYTES])
{
	const char *encoding = pq.PQparameterStatus(db->conn, "server_encoding");
	if (pq.PQserverVersion(db->conn) < OLDEST_VERSION) {
		snprintf(why, PG_WHY_BYTES, "the server is older than PostgreSQL 15");
		return false;
	}
	if (!cstr_eq(encoding, "UTF8")) {
		snprintf(why, PG_WHY_BYTES, "the database has the encoding %s; make it with ENCODING 'UTF8'", encoding ? encoding : "(unknown)");
		return false;
	}
	if (pg_run(&db->db, settings) && pg_run(&db->db, db->use == ENGINE_READ ? reader_settings : writer_settings))
		return true;
	pg_words(db, NULL, why);
	return false;
}

static bool take_writer_lock(struct pg_db *db, char why[static PG_WHY_BYTES])
{
	struct arena *a = arena_new(64 * 1024);
	const char *got = pg_ask(&db->db, a, take_lock);
	/* The server may still be ending the connection of one that has just gone. */
	for (int i = 0; cstr_eq(got, "0") && i < LOCK_TRIES; i++) {
		os_sleep_ms(LOCK_WAIT_MS);
		got = pg_ask(&db->db, a, take_lock);
	}
	bool ok = cstr_eq(got, "1");
	if (!ok)
		snprintf(why, PG_WHY_BYTES, "%s", got ? "in use by another server or command, in this place or another"
			: "there is no schema to write in (search_path)");
	arena_free(a);
	return ok;
}

bool pg_connect(struct pg_db *db, char why[static PG_WHY_BYTES])
{
	bool writer = db->use != ENGINE_READ;
	/* What stands before dbname can be changed in huiyin.conf, what stands after it cannot. */
	const char *const key[] = {"connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
		"application_name", "dbname", "client_encoding", "target_session_attrs", NULL};
	const char *const value[] = {"5", "10000", "10", "5", "3",
		"huiyin", db->where, "UTF8", writer ? "read-write" : "any", NULL};
	pg_disconnect(db);
	db->conn = pq.PQconnectdbParams(key, value, 1);
	must(db->conn);
	if (pq.PQstatus(db->conn) == CONNECTION_OK) {
		pq.PQsetNoticeProcessor(db->conn, no_notice, NULL);
		if (set_up(db, why) && (!writer || take_writer_lock(db, why)))
			return true;
	} else {
		pg_words(db, NULL, why);
	}
	pg_disconnect(db);
	return false;
}

void pg_disconnect(struct pg_db *db)
{
	if (pg_alive(db) && db->use != ENGINE_READ)
		pg_run(&db->db, "SELECT pg_advisory_unlock_all()");
	if (db->conn)
		pq.PQfinish(db->conn);
	db->conn = NULL;
	memset(db->prepared, 0, (size_t)db_query_count * sizeof *db->prepared);
}
