/* The SQLite engine: connections, transactions and generated queries.
 *
 * 1. One thread uses a connection at a time (NOMUTEX is safe by that).
 * 2. Only the writer writes and checkpoints, which also keeps away from the
 *    WAL-reset race of SQLite up to 3.51.2: readers neither checkpoint nor
 *    commit, so the race has no second party.
 * 3. What a reader may do is decided by the authorizer (engine_sqlite_guard.c),
 *    not by the caller's manners.
 * 4. A statement is prepared once per connection. A query that is run again
 *    while its first run is open gets a statement of its own.
 * 5. The first trouble of a tx stands; every later call on it does nothing. */
#include "../base/bug.h"
#include "../base/log.h"
#include "engine_sqlite.h"

enum { BUSY_MS = 2000, CACHE_KIB = 16384 };

static bool set_up(struct db *db);
static bool set_up_writer(struct db *db);
static int on_commit(void *ctx, sqlite3 *sqlite, const char *name, int pages);

struct db *engine_open(struct arena *a, const char *path, enum engine_use use, const char **why)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct db *db = calloc(1, sizeof *db);
	must(db);
	db->use = use;
	db->cache = calloc((size_t)db_query_count + 1, sizeof *db->cache);
	must(db->cache);
	if (use == ENGINE_MEMORY)
		path = ":memory:";
	if (use == ENGINE_MEMORY || use == ENGINE_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	int rc = sqlite3_open_v2(path, &db->sqlite, flags, NULL);
	if (rc == SQLITE_OK && set_up(db))
		return db;
	*why = arena_printf(a, "%s: %s", path, db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc));
	engine_close(db);
	return NULL;
}

void engine_close(struct db *db)
{
	if (!db)
		return;
	for (int i = 0; i < db_query_count; i++)
		sqlite3_finalize(db->cache[i].st);
	if (db->sqlite && (db->use == ENGINE_WRITE || db->use == ENGINE_CREATE))
		sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	must(sqlite3_close(db->sqlite) == SQLITE_OK);
	free(db->cache);
	free(db);
}

/* Settings every connection has. Temporary tables stay in memory: they hold
 * people's data. No mmap: an unreadable page would be a signal, not an answer. */
static bool set_up(struct db *db)
{
	sqlite3 *s = db->sqlite;
	bool ok = sqlite3_db_config(s, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK
		&& sqlite3_busy_timeout(s, BUSY_MS) == SQLITE_OK
		&& sqlite_run(db, "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
			"PRAGMA wal_autocheckpoint = 0");
	char *cache = sqlite3_mprintf("PRAGMA cache_size = -%d", CACHE_KIB);
	ok = ok && cache && sqlite_run(db, cache);
	sqlite3_free(cache);
	if (!ok || db->use != ENGINE_READ)
		return ok && set_up_writer(db);
	ok = sqlite3_db_config(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK
		&& sqlite_run(db, "PRAGMA query_only = ON; SELECT 1 FROM sqlite_schema");
	sqlite_guard(db, GUARD_READER);
	return ok;
}

static bool set_up_writer(struct db *db)
{
	if (db->use == ENGINE_CREATE && !sqlite_run(db, "PRAGMA application_id = 0x48595846"))
		return false;
	sqlite3_wal_hook(db->sqlite, on_commit, db);
	return sqlite_run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		"PRAGMA secure_delete = ON");
}

static int on_commit(void *ctx, sqlite3 *sqlite, const char *name, int pages)
{
	struct db *db = ctx;
	(void)sqlite;
	(void)name;
	db->log_pages = pages;
	return SQLITE_OK;
}

bool sqlite_run(struct db *db, const char *sql)
{
	return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* -- trouble -- */

enum trouble sqlite_trouble(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE: case SQLITE_CONSTRAINT_PRIMARYKEY: case SQLITE_CONSTRAINT_ROWID:
		return TROUBLE_UNIQUE;
	}
	switch (rc & 0xff) {
	case SQLITE_OK: case SQLITE_ROW: case SQLITE_DONE:
		return TROUBLE_NONE;
	case SQLITE_CONSTRAINT:
		return TROUBLE_CONSTRAINT;
	case SQLITE_BUSY: case SQLITE_LOCKED:
		return TROUBLE_BUSY;
	case SQLITE_FULL:
		return TROUBLE_FULL;
	case SQLITE_IOERR: case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_CANTOPEN: case SQLITE_READONLY:
		return TROUBLE_LOST;
	default:
		return TROUBLE_OTHER;
	}
}

bool trouble_is_disk(enum trouble t)
{
	return t == TROUBLE_FULL || t == TROUBLE_LOST;
}

void sqlite_failed(struct tx *tx, struct db *db, const char *what)
{
	enum trouble t = sqlite_trouble(sqlite3_extended_errcode(db->sqlite));
	if (tx->trouble != TROUBLE_NONE)
		return;
	tx->trouble = t == TROUBLE_NONE ? TROUBLE_OTHER : t;
	snprintf(tx->why, sizeof tx->why, "%s: %s", what, sqlite3_errmsg(db->sqlite));
	/* A refused row is the caller's business; the rest is the operator's. */
	if (t != TROUBLE_UNIQUE && t != TROUBLE_CONSTRAINT)
		log_line(LOG_ERROR, "store.trouble", "what", what, "why", sqlite3_errmsg(db->sqlite), NULL);
}

/* -- transactions -- */

static void run_in(struct tx *tx, const char *sql)
{
	if (tx->trouble == TROUBLE_NONE && !sqlite_run(tx->db, sql))
		sqlite_failed(tx, tx->db, sql);
}

void engine_begin(struct tx *tx)
{
	run_in(tx, tx->write ? "BEGIN IMMEDIATE" : "BEGIN");
}

void engine_commit(struct tx *tx)
{
	run_in(tx, "COMMIT");
}

void engine_rollback(struct db *db)
{
	if (engine_in_tx(db))
		sqlite_run(db, "ROLLBACK");
}

bool engine_in_tx(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

void engine_savepoint(struct tx *tx)
{
	run_in(tx, "SAVEPOINT job");
}

void engine_keep(struct tx *tx)
{
	run_in(tx, "RELEASE job");
}

/* Runs though tx is in trouble. When even that fails the whole transaction
 * goes, so that half a job can never be committed with the others. */
void engine_undo(struct tx *tx)
{
	if (engine_in_tx(tx->db) && !sqlite_run(tx->db, "ROLLBACK TO job; RELEASE job"))
		engine_rollback(tx->db);
}

/* -- queries -- */

static bool prepare(struct tx *tx, struct db_stmt *s, const struct db_query *q)
{
	unsigned flags = s->once ? 0 : SQLITE_PREPARE_PERSISTENT;
	if (q->sqlite && sqlite3_prepare_v3(s->db->sqlite, q->sqlite, -1, flags, &s->st, NULL) == SQLITE_OK)
		return true;
	sqlite_failed(tx, s->db, q->name);
	return false;
}

struct db_stmt *db_open(struct tx *tx, const struct db_query *q)
{
	if (tx->trouble != TROUBLE_NONE)
		return NULL;
	must(tx->db);
	struct db_stmt *s = &tx->db->cache[q->id];
	if (s->tx) {
		s = calloc(1, sizeof *s);
		must(s);
		s->once = true;
	}
	s->db = tx->db;
	s->q = q;
	s->done = false;
	if (!s->st && !prepare(tx, s, q)) {
		if (s->once)
			free(s);
		return NULL;
	}
	s->tx = tx;
	return s;
}

static void bound(struct db_stmt *s, int rc)
{
	if (rc != SQLITE_OK)
		sqlite_failed(s->tx, s->db, s->q->name);
}

void db_bind_int(struct db_stmt *s, int i, int64_t v)
{
	if (s)
		bound(s, v == DB_NULL_INT ? sqlite3_bind_null(s->st, i) : sqlite3_bind_int64(s->st, i, v));
}

/* The caller's text lives at least until db_close, so it is not copied. */
void db_bind_text(struct db_stmt *s, int i, const char *v)
{
	if (s)
		bound(s, v ? sqlite3_bind_text(s->st, i, v, -1, SQLITE_STATIC) : sqlite3_bind_null(s->st, i));
}

void db_bind_blob(struct db_stmt *s, int i, struct str v)
{
	if (s)
		bound(s, v.p ? sqlite3_bind_blob64(s->st, i, v.p, v.n, SQLITE_STATIC) : sqlite3_bind_null(s->st, i));
}

bool db_step(struct db_stmt *s)
{
	if (!s || s->done || s->tx->trouble != TROUBLE_NONE)
		return false;
	int rc = sqlite3_step(s->st);
	if (rc == SQLITE_ROW)
		return true;
	s->done = true;
	if (rc != SQLITE_DONE)
		sqlite_failed(s->tx, s->db, s->q->name);
	return false;
}

int64_t db_int_null(struct db_stmt *s, int col)
{
	return sqlite3_column_type(s->st, col) == SQLITE_NULL ? DB_NULL_INT : sqlite3_column_int64(s->st, col);
}

const char *db_text_null(struct db_stmt *s, int col)
{
	const unsigned char *p = sqlite3_column_text(s->st, col);
	size_t n = (size_t)sqlite3_column_bytes(s->st, col);
	return p ? arena_cstr(s->tx->arena, (struct str){(const char *)p, n}) : NULL;
}

struct str db_blob_null(struct db_stmt *s, int col)
{
	const void *p = sqlite3_column_blob(s->st, col);
	size_t n = (size_t)sqlite3_column_bytes(s->st, col);
	if (sqlite3_column_type(s->st, col) == SQLITE_NULL)
		return (struct str){NULL, 0};
	return n ? (struct str){arena_memdup(s->tx->arena, p, n), n} : STR_NONE;
}

static void promised(struct db_stmt *s, int col)
{
	if (s->tx->trouble != TROUBLE_NONE)
		return;
	s->tx->trouble = TROUBLE_OTHER;
	snprintf(s->tx->why, sizeof s->tx->why, "%s: column %s is NULL", s->q->name, sqlite3_column_name(s->st, col));
	log_line(LOG_ERROR, "store.trouble", "why", s->tx->why, NULL);
}

int64_t db_int(struct db_stmt *s, int col)
{
	int64_t v = db_int_null(s, col);
	if (v != DB_NULL_INT)
		return v;
	promised(s, col);
	return 0;
}

const char *db_text(struct db_stmt *s, int col)
{
	const char *v = db_text_null(s, col);
	if (v)
		return v;
	promised(s, col);
	return "";
}

struct str db_blob(struct db_stmt *s, int col)
{
	struct str v = db_blob_null(s, col);
	if (v.p)
		return v;
	promised(s, col);
	return STR_NONE;
}

int64_t db_close(struct db_stmt *s)
{
	if (!s)
		return 0;
	bool changed = s->tx->trouble == TROUBLE_NONE && !sqlite3_stmt_readonly(s->st);
	int64_t n = changed ? sqlite3_changes64(s->db->sqlite) : 0;
	sqlite3_reset(s->st);
	sqlite3_clear_bindings(s->st);
	s->tx = NULL;
	if (s->once) {
		sqlite3_finalize(s->st);
		free(s);
	}
	return n;
}
