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
#include "engine_sqlite.h"

enum { BUSY_MS = 2000, CACHE_KIB = 16384 };

static bool set_up(struct sqlite_db *db);
static bool set_up_writer(struct sqlite_db *db);
static int on_commit(void *ctx, sqlite3 *sqlite, const char *name, int pages);
static void sqlite_close(struct db *at);

struct sqlite_db *sqlite_of(const struct db *db)
{
	must(db->engine == &engine_sqlite);
	return (struct sqlite_db *)db;
}

static struct db *sqlite_open(struct arena *a, const char *path, enum engine_use use, const char **why)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct sqlite_db *db = calloc(1, sizeof *db);
	must(db);
	db->db.engine = &engine_sqlite;
	db->use = use;
	db->cache = calloc((size_t)db_query_count + 1, sizeof *db->cache);
	must(db->cache);
	if (use == ENGINE_MEMORY)
		path = ":memory:";
	if (use == ENGINE_SCRATCH)
		path = "";
	if (use == ENGINE_MEMORY || use == ENGINE_CREATE || use == ENGINE_SCRATCH)
		flags |= SQLITE_OPEN_CREATE;
	int rc = sqlite3_open_v2(path, &db->sqlite, flags, NULL);
	if (rc == SQLITE_OK && set_up(db))
		return &db->db;
	*why = arena_printf(a, "%s: %s", path, db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc));
	sqlite_close(&db->db);
	return NULL;
}

static void sqlite_close(struct db *at)
{
	struct sqlite_db *db = sqlite_of(at);
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
static bool set_up(struct sqlite_db *db)
{
	sqlite3 *s = db->sqlite;
	bool ok = sqlite3_db_config(s, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK
		&& sqlite3_db_config(s, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK
		&& sqlite3_busy_timeout(s, BUSY_MS) == SQLITE_OK
		&& sqlite_run(&db->db, "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
			"PRAGMA wal_autocheckpoint = 0");
	char *cache = sqlite3_mprintf("PRAGMA cache_size = -%d", CACHE_KIB);
	ok = ok && cache && sqlite_run(&db->db, cache);
	sqlite3_free(cache);
	if (!ok || db->use != ENGINE_READ)
		return ok && set_up_writer(db);
	ok = sqlite3_db_config(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK
		&& sqlite_run(&db->db, "PRAGMA query_only = ON; SELECT 1 FROM sqlite_schema");
	sqlite_guard(&db->db, GUARD_READER);
	return ok;
}

static bool set_up_writer(struct sqlite_db *db)
{
	if (db->use == ENGINE_CREATE && !sqlite_run(&db->db, "PRAGMA application_id = 0x48595846"))
		return false;
	if (db->use == ENGINE_SCRATCH)
		return sqlite_run(&db->db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
	sqlite3_wal_hook(db->sqlite, on_commit, db);
	return sqlite_run(&db->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		"PRAGMA secure_delete = ON");
}

static int on_commit(void *ctx, sqlite3 *sqlite, const char *name, int pages)
{
	struct sqlite_db *db = ctx;
	(void)sqlite;
	(void)name;
	db->log_pages = pages;
	return SQLITE_OK;
}

bool sqlite_run(struct db *db, const char *sql)
{
	return sqlite3_exec(sqlite_of(db)->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* -- trouble -- */

static enum trouble trouble_of(int rc)
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

void sqlite_failed(struct tx *tx, const struct sqlite_db *db, const char *what)
{
	trouble_note(tx, trouble_of(sqlite3_extended_errcode(db->sqlite)), what, sqlite3_errmsg(db->sqlite));
}

/* -- transactions -- */

static void run_in(struct tx *tx, const char *sql)
{
	if (tx->trouble == TROUBLE_NONE && !sqlite_run(tx->db, sql))
		sqlite_failed(tx, sqlite_of(tx->db), sql);
}

static void sqlite_begin(struct tx *tx)
{
	run_in(tx, tx->write ? "BEGIN IMMEDIATE" : "BEGIN");
}

static void sqlite_commit(struct tx *tx)
{
	run_in(tx, "COMMIT");
}

static bool sqlite_in_tx(const struct db *db)
{
	return !sqlite3_get_autocommit(sqlite_of(db)->sqlite);
}

static void sqlite_rollback(struct db *db)
{
	if (sqlite_in_tx(db))
		sqlite_run(db, "ROLLBACK");
}

static void sqlite_savepoint(struct tx *tx)
{
	run_in(tx, "SAVEPOINT job");
}

static void sqlite_keep(struct tx *tx)
{
	run_in(tx, "RELEASE job");
}

/* Runs though tx is in trouble. When even that fails the whole transaction
 * goes, so that half a job can never be committed with the others. */
static void sqlite_undo(struct tx *tx)
{
	if (sqlite_in_tx(tx->db) && !sqlite_run(tx->db, "ROLLBACK TO job; RELEASE job"))
		sqlite_rollback(tx->db);
}

/* -- queries -- */

static bool prepare(struct tx *tx, struct sqlite_stmt *s, const struct db_query *q)
{
	struct sqlite_db *db = sqlite_of(tx->db);
	unsigned flags = s->once ? 0 : SQLITE_PREPARE_PERSISTENT;
	if (q->sqlite && sqlite3_prepare_v3(db->sqlite, q->sqlite, -1, flags, &s->st, NULL) == SQLITE_OK)
		return true;
	sqlite_failed(tx, db, q->name);
	return false;
}

static struct db_stmt *sqlite_query(struct tx *tx, const struct db_query *q)
{
	struct sqlite_stmt *s = &sqlite_of(tx->db)->cache[q->id];
	if (s->of.tx) {
		s = calloc(1, sizeof *s);
		must(s);
		s->once = true;
	}
	s->of = (struct db_stmt){tx->db, NULL, q};
	s->done = false;
	if (!s->st && !prepare(tx, s, q)) {
		if (s->once)
			free(s);
		return NULL;
	}
	s->of.tx = tx;
	return &s->of;
}

static sqlite3_stmt *st_of(struct db_stmt *s)
{
	return ((struct sqlite_stmt *)s)->st;
}

static void bound(struct db_stmt *s, int rc)
{
	if (rc != SQLITE_OK)
		sqlite_failed(s->tx, sqlite_of(s->db), s->q->name);
}

static void sqlite_bind_int(struct db_stmt *s, int i, int64_t v)
{
	bound(s, v == DB_NULL_INT ? sqlite3_bind_null(st_of(s), i) : sqlite3_bind_int64(st_of(s), i, v));
}

/* The caller's text lives at least until its end, so it is not copied. */
static void sqlite_bind_text(struct db_stmt *s, int i, const char *v)
{
	bound(s, v ? sqlite3_bind_text(st_of(s), i, v, -1, SQLITE_STATIC) : sqlite3_bind_null(st_of(s), i));
}

static void sqlite_bind_blob(struct db_stmt *s, int i, struct str v)
{
	bound(s, v.p ? sqlite3_bind_blob64(st_of(s), i, v.p, v.n, SQLITE_STATIC) : sqlite3_bind_null(st_of(s), i));
}

static bool sqlite_step(struct db_stmt *of)
{
	struct sqlite_stmt *s = (struct sqlite_stmt *)of;
	if (s->done)
		return false;
	int rc = sqlite3_step(s->st);
	if (rc == SQLITE_ROW)
		return true;
	s->done = true;
	if (rc != SQLITE_DONE)
		sqlite_failed(of->tx, sqlite_of(of->db), of->q->name);
	return false;
}

static int64_t sqlite_int_null(struct db_stmt *s, int col)
{
	return sqlite3_column_type(st_of(s), col) == SQLITE_NULL ? DB_NULL_INT : sqlite3_column_int64(st_of(s), col);
}

static const char *sqlite_text_null(struct db_stmt *s, int col)
{
	const unsigned char *p = sqlite3_column_text(st_of(s), col);
	size_t n = (size_t)sqlite3_column_bytes(st_of(s), col);
	return p ? arena_cstr(s->tx->arena, (struct str){(const char *)p, n}) : NULL;
}

static struct str sqlite_blob_null(struct db_stmt *s, int col)
{
	const void *p = sqlite3_column_blob(st_of(s), col);
	size_t n = (size_t)sqlite3_column_bytes(st_of(s), col);
	if (sqlite3_column_type(st_of(s), col) == SQLITE_NULL)
		return (struct str){NULL, 0};
	return n ? (struct str){arena_memdup(s->tx->arena, p, n), n} : STR_NONE;
}

static const char *sqlite_column(struct db_stmt *s, int col)
{
	return sqlite3_column_name(st_of(s), col);
}

/* Rows changed; the statement is ready for its next use. */
static int64_t sqlite_end(struct db_stmt *of)
{
	struct sqlite_stmt *s = (struct sqlite_stmt *)of;
	bool changed = of->tx->trouble == TROUBLE_NONE && !sqlite3_stmt_readonly(s->st);
	int64_t n = changed ? sqlite3_changes64(sqlite_of(of->db)->sqlite) : 0;
	sqlite3_reset(s->st);
	sqlite3_clear_bindings(s->st);
	of->tx = NULL;
	if (s->once) {
		sqlite3_finalize(s->st);
		free(s);
	}
	return n;
}

const struct engine engine_sqlite = {
	.name = "sqlite", .mends = false,
	.open = sqlite_open, .close = sqlite_close,
	.begin = sqlite_begin, .commit = sqlite_commit, .rollback = sqlite_rollback, .in_tx = sqlite_in_tx,
	.savepoint = sqlite_savepoint, .keep = sqlite_keep, .undo = sqlite_undo,
	.has_steps = sqlite_has_steps, .run_step = sqlite_run_step, .schema_begin = sqlite_schema_begin,
	.lock_down = sqlite_lock_down, .foreign_keys = sqlite_foreign_keys,
	.idle = sqlite_idle, .snapshot = sqlite_snapshot, .check = sqlite_check, .prepares = sqlite_prepares,
	.query = sqlite_query, .bind_int = sqlite_bind_int, .bind_text = sqlite_bind_text, .bind_blob = sqlite_bind_blob,
	.step = sqlite_step, .int_null = sqlite_int_null, .text_null = sqlite_text_null, .blob_null = sqlite_blob_null,
	.column = sqlite_column, .end = sqlite_end,
};
