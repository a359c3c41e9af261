/* What SQL may do is decided by the connection, not by the caller's manners. */
#include "store/engine_sqlite.h"
#include "store_help.h"

/* Tries SQL on the engine's own handle; what it says. */
static const char *try(struct db *db, const char *sql)
{
	return sqlite3_exec(sqlite_of(db)->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ? "done" : sqlite3_errmsg(sqlite_of(db)->sqlite);
}

static bool refused(struct db *db, const char *sql)
{
	static const char *const refusals[] = {"not authorized", "prohibited", "cannot VACUUM", "may not be modified"};
	const char *said = try(db, sql);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (strstr(said, refusals[i]))
			return true;
	fprintf(stderr, "%s: %s\n", sql, said);
	return false;
}

static const char *const forbidden_to_all[] = {
	"ATTACH '/tmp/huiyin-test-attached.db' AS x",
	"DETACH main",
	"PRAGMA query_only = OFF",
	"PRAGMA writable_schema = ON",
	"PRAGMA journal_mode = DELETE",
	"PRAGMA foreign_keys = OFF",
	"PRAGMA user_version = 7",
	"PRAGMA wal_checkpoint",
	"CREATE TABLE t (a)",
	"CREATE TEMP TABLE t (a)",
	"CREATE INDEX i ON setting(value)",
	"CREATE VIEW v AS SELECT 1",
	"CREATE TRIGGER t AFTER INSERT ON setting BEGIN SELECT 1; END",
	"CREATE VIRTUAL TABLE f USING fts5(a)",
	"DROP TABLE setting",
	"DROP INDEX matter_state",
	"ALTER TABLE setting RENAME TO other",
	"ALTER TABLE setting ADD COLUMN x",
	"REINDEX",
	"ANALYZE",
	"VACUUM INTO '/tmp/huiyin-test-vacuum.db'",
	"SELECT load_extension('x')",
	"DELETE FROM sqlite_schema",
	"DELETE FROM sqlite_master",
	"UPDATE sqlite_master SET sql = ''",
	"UPDATE sqlite_schema SET type = 'table'",
	"INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, 'CREATE TABLE x (a)')",
	"UPDATE matter_text_data SET block = ''",
	"DELETE FROM matter_text_docsize",
	"UPDATE event SET article = ''",
	"DELETE FROM event",
	"INSERT INTO event (matter_id) VALUES (1) ON CONFLICT DO UPDATE SET article = ''",
	"UPDATE admin_event SET data = ''",
	"DELETE FROM ADMIN_EVENT",
	"DELETE FROM schema_step",
};

TEST(a_reader_cannot_write_in_any_way)
{
	static const char *const verbs[] = {
		"INSERT INTO setting VALUES ('a', 'b')", "INSERT OR REPLACE INTO setting VALUES ('a', 'b')", "REPLACE INTO setting VALUES ('a', 'b')",
		"UPDATE setting SET value = ''", "DELETE FROM setting", "SAVEPOINT s", "INSERT INTO matter_text (rowid, tokens) VALUES (1, 'x')",
	};
	struct place p = place_new(STORE_SERVE);
	struct tx tx;
	pair_write(&p, "a", "kept");
	read_begin(p.s, 3, p.a, &tx);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		CHECK(refused(tx.db, verbs[i]));
	for (size_t i = 0; i < sizeof forbidden_to_all / sizeof *forbidden_to_all; i++)
		CHECK(refused(tx.db, forbidden_to_all[i]));
	CHECK_INT(q_setting_set(&tx, "a", "changed"), 0);
	CHECK_INT(tx.trouble, TROUBLE_OTHER);
	CHECK(strstr(tx.why, "setting_set") != NULL);
	read_end(&tx);
	CHECK_STR(pair_read(&p, "a"), "kept");
	place_end(&p);
}

static bool try_all(struct tx *tx, void *arg)
{
	int *bad_ones = arg;
	for (size_t i = 0; i < sizeof forbidden_to_all / sizeof *forbidden_to_all; i++)
		*bad_ones += !refused(tx->db, forbidden_to_all[i]);
	return true;
}

TEST(the_writer_changes_rows_and_nothing_else)
{
	struct place p = place_new(STORE_SERVE);
	int bad_ones = 0;
	CHECK(store_write(p.s, p.a, try_all, &bad_ones, NULL));
	CHECK_INT(bad_ones, 0);
	CHECK(pair_write(&p, "a", "b"));
	place_end(&p);
}

static bool two_admin_events(struct tx *tx, void *arg)
{
	int64_t *ids = arg;
	ids[0] = q_admin_event_insert(tx, 1, DB_NULL_INT, "first", "", "{}");
	ids[1] = q_admin_event_insert(tx, 2, DB_NULL_INT, "second", "", "{}");
	return true;
}

TEST(rows_are_added_to_an_append_only_table)
{
	struct place p = place_new(STORE_SERVE);
	struct q_admin_event_list *rows;
	struct tx tx;
	int64_t ids[2];
	CHECK(store_write(p.s, p.a, two_admin_events, ids, NULL));
	CHECK(ids[0] > 0 && ids[1] == ids[0] + 1);
	read_begin(p.s, 0, p.a, &tx);
	CHECK_INT(q_admin_event_list(&tx, ids[1], &rows), 1);
	CHECK_STR(rows[0].act, "first");
	CHECK(rows[0].person_zh == NULL);
	read_end(&tx);
	place_end(&p);
}

static int pragma_of(struct db *db, const char *sql)
{
	sqlite3_stmt *st = NULL;
	enum guard guard = sqlite_of(db)->guard;
	sqlite_guard(db, GUARD_OPEN);
	sqlite3_prepare_v2(sqlite_of(db)->sqlite, sql, -1, &st, NULL);
	int v = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int(st, 0) : -1;
	sqlite3_finalize(st);
	sqlite_guard(db, guard);
	return v;
}

static bool look_at_settings(struct tx *tx, void *arg)
{
	(void)arg;
	int on = -1;
	CHECK_INT(pragma_of(tx->db, "PRAGMA synchronous"), 2);
	CHECK_INT(pragma_of(tx->db, "PRAGMA foreign_keys"), 1);
	CHECK_INT(pragma_of(tx->db, "PRAGMA secure_delete"), 1);
	CHECK_INT(pragma_of(tx->db, "PRAGMA wal_autocheckpoint"), 0);
	CHECK_INT(pragma_of(tx->db, "PRAGMA trusted_schema"), 0);
	sqlite3_db_config(sqlite_of(tx->db)->sqlite, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
	CHECK_INT(on, 1);
	sqlite3_db_config(sqlite_of(tx->db)->sqlite, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &on);
	CHECK_INT(on, 0);
	return true;
}

TEST(connections_are_set_as_the_design_says)
{
	struct place p = place_new(STORE_SERVE);
	struct tx tx;
	int on = -1;
	store_write(p.s, p.a, look_at_settings, NULL, NULL);
	read_begin(p.s, 0, p.a, &tx);
	CHECK_INT(pragma_of(tx.db, "PRAGMA query_only"), 1);
	CHECK_INT(pragma_of(tx.db, "PRAGMA wal_autocheckpoint"), 0);
	sqlite3_db_config(sqlite_of(tx.db)->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &on);
	CHECK_INT(on, 1);
	read_end(&tx);
	place_end(&p);
}

TEST(a_reader_sees_one_moment_from_begin_to_end)
{
	struct place p = place_new(STORE_SERVE);
	struct q_setting_get row;
	struct tx tx;
	pair_write(&p, "a", "before");
	read_begin(p.s, 1, p.a, &tx);
	CHECK(q_setting_get(&tx, "a", &row));
	CHECK(pair_write(&p, "a", "after"));
	CHECK(q_setting_get(&tx, "a", &row));
	CHECK_STR(row.value, "before");
	read_end(&tx);
	CHECK_STR(pair_read(&p, "a"), "after");
	place_end(&p);
}
