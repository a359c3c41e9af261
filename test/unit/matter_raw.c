/* See matter_raw.h. */
#include "matter_raw.h"
#include "postgres_help.h"
#include "store/store_parts.h"

/* -- PostgreSQL: one raw connection per test */

static struct db *postgres;
static int64_t changed;

/* What the tests' SQL says in SQLite's words. */
static const char dialect[] =
	"CREATE OR REPLACE AGGREGATE group_concat(text, text) (SFUNC = string_agg_transfn, STYPE = internal, FINALFUNC = string_agg_finalfn);"
	"CREATE OR REPLACE VIEW matter_text_docsize AS SELECT id FROM matter_text";

static sqlite3 *postgres_open(const struct play *p)
{
	const char *why = NULL;
	struct store_at at;
	sqlite3 *stands_for;
	CHECK(conf_read(test_arena(), store_dir(p->city->store), &at) == NULL);
	engine_close(postgres);
	postgres = engine_open(at.engine, test_arena(), at.where, ENGINE_READ, &why);
	CHECK_STR(why ? why : "", "");
	CHECK(pg_run(postgres, "SET default_transaction_read_only = off") && pg_run(postgres, dialect));
	CHECK_INT(sqlite3_open(":memory:", &stands_for), SQLITE_OK);
	return stands_for;
}

static PGresult *postgres_run(const char *sql)
{
	if (strncmp(sql, "PRAGMA", 6) == 0)
		SKIP("a fact about SQLite alone");
	return pq.PQexec(pg_of(postgres)->conn, sql);
}

/* As SQLite would call it. */
static int postgres_code(const PGresult *r)
{
	const char *state = pq.PQresultErrorField(r, PG_DIAG_SQLSTATE);
	/* 42501: the guard of an append-only table stands before the constraint */
	bool refused = state && (strncmp(state, "23", 2) == 0 || cstr_eq(state, "42501"));
	return refused ? SQLITE_CONSTRAINT : state ? SQLITE_ERROR : SQLITE_OK;
}

static int postgres_try(const char *sql)
{
	PGresult *r = postgres_run(sql);
	int code = postgres_code(r);
	str_i64(str_of(pq.PQcmdTuples(r)), &changed);
	pq.PQclear(r);
	return code;
}

/* The first row's first value, NULL for NULL; arena. */
static const char *postgres_first(struct arena *a, const char *sql)
{
	PGresult *r = postgres_run(sql);
	if (postgres_code(r) != SQLITE_OK || pq.PQntuples(r) == 0)
		test_fail(__FILE__, __LINE__, "%s: %s", pq.PQerrorMessage(pg_of(postgres)->conn), sql);
	const char *text = pq.PQgetisnull(r, 0, 0) ? NULL : arena_strdup(a, pq.PQgetvalue(r, 0, 0));
	pq.PQclear(r);
	return text;
}

/* -- either */

sqlite3 *raw_open(const struct play *p)
{
	sqlite3 *db;
	if (postgres_asked())
		return postgres_open(p);
	const char *path = arena_printf(test_arena(), "%s/huiyin.db", store_dir(p->city->store));
	CHECK_INT(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

int raw_try(sqlite3 *db, const char *sql)
{
	return postgres_asked() ? postgres_try(sql) : sqlite3_exec(db, sql, NULL, NULL, NULL);
}

void raw_exec(sqlite3 *db, const char *sql)
{
	if (raw_try(db, sql) != SQLITE_OK)
		test_fail(__FILE__, __LINE__, "%s: %s", postgres ? pq.PQerrorMessage(pg_of(postgres)->conn) : sqlite3_errmsg(db), sql);
}

int64_t raw_changes(sqlite3 *db)
{
	return postgres_asked() ? changed : sqlite3_changes(db);
}

void raw_unguard(sqlite3 *db)
{
	if (!postgres_asked()) {
		raw_exec(db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
		const char *guards = raw_text(db, test_arena(), "SELECT COALESCE(group_concat('DROP TRIGGER ' || name, ';'), '') FROM sqlite_master WHERE type = 'trigger'");
		raw_exec(db, guards);
		return;
	}
	raw_exec(db, "SET session_replication_role = replica; DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint "
		"WHERE contype = 'c' AND connamespace = current_schema()::regnamespace LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname); END LOOP; END $$");
}

static sqlite3_stmt *first_row(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
		test_fail(__FILE__, __LINE__, "%s: %s", sqlite3_errmsg(db), sql);
	return s;
}

int64_t raw_int(sqlite3 *db, const char *sql)
{
	int64_t number = 0;
	if (postgres_asked()) {
		str_i64(str_of(postgres_first(test_arena(), sql)), &number);
		return number;
	}
	sqlite3_stmt *s = first_row(db, sql);
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

const char *raw_text(sqlite3 *db, struct arena *a, const char *sql)
{
	if (postgres_asked())
		return postgres_first(a, sql);
	sqlite3_stmt *s = first_row(db, sql);
	const char *text = (const char *)sqlite3_column_text(s, 0);
	const char *kept = text ? arena_strdup(a, text) : NULL;
	sqlite3_finalize(s);
	return kept;
}

static int add_count(void *ctx, int n, char **value, char **name)
{
	uint64_t *sum = ctx;
	(void)name;
	for (int i = 0; i < n; i++)
		*sum = *sum * 31 + (uint64_t)(value[i] ? atoll(value[i]) : 0);
	return 0;
}

static int sum_row(sqlite3 *db, const char *sql, uint64_t *sum)
{
	if (!postgres_asked())
		return sqlite3_exec(db, sql, add_count, sum, NULL);
	PGresult *r = postgres_run(sql);
	char *value[16];
	int n = pq.PQnfields(r);
	for (int i = 0; i < n; i++)
		value[i] = pq.PQgetisnull(r, 0, i) ? NULL : pq.PQgetvalue(r, 0, i);
	int code = postgres_code(r) != SQLITE_OK ? SQLITE_ERROR : add_count(sum, n, value, NULL);
	pq.PQclear(r);
	return code;
}

int64_t raw_rows(sqlite3 *db)
{
	static const char *const sums[] = {
		"SELECT COUNT(*), SUM(version), SUM(redo * 7 + assigned + reported * 2 + urgent * 3), SUM(length(outcome)), SUM(lead_unit_id), SUM(COALESCE(handler_id, 0)) FROM matter",
		"SELECT COUNT(*), SUM(stopped_by), SUM(extended), SUM(due_ms / 1000), SUM(missed_seen) FROM clock",
		"SELECT COUNT(*), SUM(length(data)) FROM event", "SELECT COUNT(*), SUM(decided_event) FROM ask",
		"SELECT COUNT(*), SUM(length(status)), SUM(length(COALESCE(number, ''))) FROM document", "SELECT COUNT(*), SUM(last) FROM series",
		"SELECT COUNT(*) FROM identity", "SELECT COUNT(*) FROM assist", "SELECT COUNT(*) FROM recusal", "SELECT COUNT(*) FROM rating",
		"SELECT COUNT(*), SUM(measure_event) FROM supervision", "SELECT COUNT(*) FROM urgent_report", "SELECT COUNT(*) FROM link",
		"SELECT COUNT(*) FROM idempotency", "SELECT COUNT(*) FROM attachment", "SELECT COUNT(*) FROM admin_event",
		"SELECT COUNT(*), SUM(COALESCE(confirmed_ms, 1)), SUM(length(COALESCE(valid_to, ''))) FROM post", "SELECT COUNT(*), SUM(enabled) FROM person",
		"SELECT COUNT(*), SUM(length(COALESCE(valid_to, ''))) FROM unit", "SELECT COUNT(*) FROM matter_text_docsize",
	};
	uint64_t sum = 17;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		if (sum_row(db, sums[i], &sum) != SQLITE_OK)
			test_fail(__FILE__, __LINE__, "%s: %s", postgres ? pq.PQerrorMessage(pg_of(postgres)->conn) : sqlite3_errmsg(db), sums[i]);
	return (int64_t)sum;
}
