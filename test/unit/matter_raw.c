/* See matter_raw.h. */
#include "matter_raw.h"


sqlite3 *raw_open(const struct play *p)
{
	sqlite3 *db;
	const char *path = arena_printf(test_arena(), "%s/huiyin.db", store_dir(p->city->store));
	CHECK_INT(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

int raw_try(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

void raw_exec(sqlite3 *db, const char *sql)
{
	if (raw_try(db, sql) != SQLITE_OK)
		test_fail(__FILE__, __LINE__, "%s: %s", sqlite3_errmsg(db), sql);
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
	sqlite3_stmt *s = first_row(db, sql);
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

const char *raw_text(sqlite3 *db, struct arena *a, const char *sql)
{
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
		if (sqlite3_exec(db, sums[i], add_count, &sum, NULL) != SQLITE_OK)
			test_fail(__FILE__, __LINE__, "%s: %s", sqlite3_errmsg(db), sums[i]);
	return (int64_t)sum;
}
