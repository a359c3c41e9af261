/* The SQLite engine's care of the file: schema steps, checkpoints, copies, checks.
 *
 * 1. A checkpoint runs on the writer's connection and nowhere else.
 * 2. A copy and a check each open the file for themselves, read-only, so that
 *    they neither hold up the writer nor loosen a reader's guard. */
#include "../base/bug.h"
#include "../base/log.h"
#include "engine_sqlite.h"

enum { LOG_WORTH_PAGES = 1000, LOG_LARGE_PAGES = 16384, TRUNCATE_EVERY = 64 };
enum { TRUNCATE_WAIT_MS = 50, BUSY_MS = 2000, KEYS_SHOWN = 1000 };

/* -- schema -- */

bool sqlite_has_steps(struct db *db)
{
	return sqlite3_table_column_metadata(sqlite_of(db)->sqlite, "main", "schema_step", "number",
		NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;
}

/* A step that changes a table makes it anew, and rows of others point at it meanwhile. */
void sqlite_schema_begin(struct db *db)
{
	must(!engine_in_tx(db));
	sqlite_guard(db, GUARD_OPEN);
	must(sqlite_run(db, "PRAGMA foreign_keys = OFF"));
}

void sqlite_run_step(struct tx *tx, const struct schema_step *step)
{
	if (tx->trouble == TROUBLE_NONE && step->sqlite && !sqlite_run(tx->db, step->sqlite))
		sqlite_failed(tx, sqlite_of(tx->db), step->name);
}

void sqlite_lock_down(struct db *db)
{
	must(!engine_in_tx(db));
	if (sqlite_of(db)->use == ENGINE_SCRATCH)
		return;                        /* holds a part of the tables only, and belongs to one command */
	must(sqlite_run(db, "PRAGMA foreign_keys = ON"));
	sqlite_guard(db, GUARD_WRITER);
}

/* A row of PRAGMA foreign_key_check, in words. */
static const char *dangling(struct arena *a, sqlite3_stmt *st)
{
	return arena_printf(a, "table %s row %lld points at a row of %s that is not there",
		(const char *)sqlite3_column_text(st, 0), (long long)sqlite3_column_int64(st, 1),
		(const char *)sqlite3_column_text(st, 2));
}

const char *sqlite_foreign_keys(struct db *db, struct arena *a)
{
	sqlite3_stmt *st = NULL;
	const char *fault = NULL;
	sqlite3 *s = sqlite_of(db)->sqlite;
	if (sqlite3_prepare_v2(s, "PRAGMA foreign_key_check", -1, &st, NULL) != SQLITE_OK)
		return arena_strdup(a, sqlite3_errmsg(s));
	if (sqlite3_step(st) == SQLITE_ROW)
		fault = dangling(a, st);
	sqlite3_finalize(st);
	return fault;
}

/* -- checkpoints -- */

/* Cutting the log off waits for readers, briefly: a long reader puts it off. */
static void truncate_log(struct sqlite_db *db)
{
	sqlite3_busy_timeout(db->sqlite, TRUNCATE_WAIT_MS);
	int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	db->truncate_at = rc == SQLITE_OK ? LOG_LARGE_PAGES : db->log_pages + LOG_LARGE_PAGES;
	if (rc == SQLITE_OK)
		db->log_pages = 0;
	else if ((rc & 0xff) != SQLITE_BUSY)
		log_line(LOG_ERROR, "store.checkpoint", "why", sqlite3_errmsg(db->sqlite), NULL);
}

void sqlite_idle(struct db *at, bool busy)
{
	struct sqlite_db *db = sqlite_of(at);
	if (db->truncate_at == 0)
		db->truncate_at = LOG_LARGE_PAGES;
	if (db->log_pages >= db->truncate_at) {
		truncate_log(db);
	} else if (!busy && db->log_pages >= LOG_WORTH_PAGES) {
		if (++db->checkpoints % TRUNCATE_EVERY == 0)
			truncate_log(db);
		else if (sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK)
			db->log_pages = 0;
	}
}

/* -- copies and checks -- */

static sqlite3 *open_aside(struct arena *a, const char *path, const char **why)
{
	sqlite3 *s = NULL;
	int rc = sqlite3_open_v2(path, &s, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(s, "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0;"
			"PRAGMA trusted_schema = OFF; SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_busy_timeout(s, BUSY_MS);
		sqlite3_db_config(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		sqlite3_db_config(s, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		return s;
	}
	*why = arena_printf(a, "%s: %s", path, s ? sqlite3_errmsg(s) : sqlite3_errstr(rc));
	sqlite3_close(s);
	return NULL;
}

const char *sqlite_snapshot(struct arena *a, const char *path, const char *out)
{
	const char *why = NULL;
	sqlite3_stmt *st = NULL;
	sqlite3 *s = open_aside(a, path, &why);
	if (!s)
		return why;
	bool ok = sqlite3_prepare_v2(s, "VACUUM INTO ?1", -1, &st, NULL) == SQLITE_OK
		&& sqlite3_bind_text(st, 1, out, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(st) == SQLITE_DONE;
	if (!ok)
		why = arena_printf(a, "the database cannot be copied: %s", sqlite3_errmsg(s));
	sqlite3_finalize(st);
	sqlite3_close(s);
	return why;
}

struct sayer { void (*say)(void *ctx, const char *fault); void *ctx; int64_t faults; };

static void tell(struct sayer *to, const char *fault)
{
	to->faults++;
	to->say(to->ctx, fault);
}

static void check_pages(sqlite3 *s, struct sayer *to)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(s, "PRAGMA integrity_check", -1, &st, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(st, 0);
		if (!cstr_eq(line, "ok"))
			tell(to, line ? line : "integrity_check gives no text");
		rc = SQLITE_OK;
	}
	if (rc != SQLITE_DONE)
		tell(to, sqlite3_errmsg(s));
	sqlite3_finalize(st);
}

static void check_keys(sqlite3 *s, struct arena *a, struct sayer *to)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(s, "PRAGMA foreign_key_check", -1, &st, NULL);
	for (int shown = 0; rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW; shown++) {
		if (shown == KEYS_SHOWN)
			break;
		tell(to, dangling(a, st));
		rc = SQLITE_OK;
	}
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		tell(to, sqlite3_errmsg(s));
	sqlite3_finalize(st);
}

int64_t sqlite_check(struct arena *a, const char *path, void (*say)(void *ctx, const char *fault), void *ctx)
{
	struct sayer to = {say, ctx, 0};
	const char *why = NULL;
	sqlite3 *s = open_aside(a, path, &why);
	if (!s) {
		tell(&to, why);
		return to.faults;
	}
	check_pages(s, &to);
	check_keys(s, a, &to);
	sqlite3_close(s);
	return to.faults;
}

bool sqlite_prepares(struct db *db, const struct db_query *q, char why[static 160])
{
	sqlite3_stmt *st = NULL;
	sqlite3 *s = sqlite_of(db)->sqlite;
	sqlite_guard(db, q->reads ? GUARD_READER : GUARD_WRITER);
	bool ok = q->sqlite && sqlite3_prepare_v2(s, q->sqlite, -1, &st, NULL) == SQLITE_OK;
	snprintf(why, 160, "%s", ok ? "" : q->sqlite ? sqlite3_errmsg(s) : "no statement for SQLite");
	sqlite3_finalize(st);
	return ok;
}
