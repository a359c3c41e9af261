/* What holds on PostgreSQL in its own way: types, guards, lost connections.
 * (What must hold on every engine is in the other files, run on both.) */
#include "store/store_parts.h"
#include "store_help.h"

/* The store's own reader, for looking at the server. */
static const char *ask(struct place *p, const char *sql)
{
	struct tx tx;
	read_begin(p->s, 5, p->a, &tx);
	const char *said = pg_ask(tx.db, p->a, sql);
	read_end(&tx);
	return said ? said : "nothing";
}

/* A connection beside the store, free to do anything. */
static struct db *beside(struct place *p)
{
	const char *why = NULL;
	struct store_at at;
	CHECK(conf_read(p->a, p->dir, &at) == NULL);
	struct db *db = engine_open(&engine_postgres, p->a, at.where, ENGINE_READ, &why);
	CHECK_STR(why ? why : "", "");
	CHECK(pg_run(db, "SET default_transaction_read_only = off"));
	return db;
}

static void run_beside(struct place *p, const char *sql)
{
	struct db *db = beside(p);
	CHECK(pg_run(db, sql));
	engine_close(db);
}

POSTGRES_TEST(postgres_prepares_every_query_with_the_types_its_header_says)
{
	struct arena *a = test_arena();
	const char *why = NULL, *where = postgres_fresh(a);
	struct db *db = engine_open(&engine_postgres, a, where, ENGINE_CREATE, &why);
	CHECK_STR(why ? why : "", "");
	why = schema_migrate(a, db, schema_steps, schema_step_count);
	CHECK_STR(why ? why : "", "");
	CHECK_INT(schema_prepare_all(db), 0);
	engine_close(db);
}

POSTGRES_TEST(postgres_refuses_a_query_that_is_not_what_its_header_says)
{
	static const struct { struct db_query q; const char *why; } wrong[] = {
		{{.name = "w", .postgres = "SELECT 'a'", .columns = 1, .takes = "", .gives = "i"}, "is of type"},
		{{.name = "w", .postgres = "SELECT 1", .columns = 1, .takes = "", .gives = "t"}, "is of type"},
		{{.name = "w", .postgres = "SELECT 1 = 1", .columns = 1, .takes = "", .gives = "i"}, "is of type"},
		{{.name = "w", .postgres = "SELECT SUM(number) FROM schema_step", .columns = 1, .takes = "", .gives = "i"}, "is of type"},
		{{.name = "w", .postgres = "SELECT 1, 2", .columns = 1, .takes = "", .gives = "i"}, "2 columns"},
		{{.name = "w", .postgres = "SELECT $1 || 1", .params = 1, .columns = 1, .takes = "i", .gives = "t"}, "operator does not exist"},
		{{.name = "w", .postgres = "SELECT x FROM nowhere", .columns = 1, .takes = "", .gives = "i"}, "does not exist"},
		{{.name = "w", .postgres = NULL, .columns = 1, .takes = "", .gives = "i"}, "no statement for PostgreSQL"},
	};
	struct place p = place_new(STORE_SERVE);
	struct db *db = beside(&p);
	char why[160];
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(pg_run(db, "DEALLOCATE ALL"));           /* each has the number 0 */
		CHECK(!engine_prepares(db, &wrong[i].q, why));
		if (!strstr(why, wrong[i].why))
			CHECK_STR(why, wrong[i].why);
	}
	engine_close(db);
	place_end(&p);
}

POSTGRES_TEST(postgres_readers_cannot_write_in_any_way)
{
	static const char *const verbs[] = {"INSERT INTO setting VALUES ('a', 'b')", "UPDATE setting SET value = ''", "DELETE FROM setting", "TRUNCATE setting",
		"CREATE TABLE t (a int)", "DROP TABLE setting", "ALTER TABLE setting ADD COLUMN x int", "SELECT nextval('unit_id_seq')",
		"SET TRANSACTION READ WRITE", "SELECT value FROM setting FOR UPDATE"};
	struct place p = place_new(STORE_SERVE);
	struct tx tx;
	pair_write(&p, "a", "kept");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		read_begin(p.s, 3, p.a, &tx);
		CHECK(pg_ask(tx.db, p.a, "SELECT value FROM setting WHERE key = 'a'"));
		if (pg_run(tx.db, verbs[i]))
			CHECK_STR(verbs[i], "");
		read_end(&tx);
	}
	read_begin(p.s, 3, p.a, &tx);
	CHECK_INT(q_setting_set(&tx, "a", "changed"), 0);
	CHECK_INT(tx.trouble, TROUBLE_OTHER);
	CHECK(strstr(tx.why, "setting_set: cannot execute INSERT in a read-only transaction") != NULL);
	read_end(&tx);
	CHECK_STR(pair_read(&p, "a"), "kept");
	place_end(&p);
}

static bool admin_run(struct tx *tx, void *arg)
{
	(void)arg;
	return q_admin_event_insert(tx, 1, DB_NULL_INT, "first", "", "{}") > 0;
}

POSTGRES_TEST(postgres_keeps_rows_of_append_only_tables_as_they_are)
{
	static const char *const verbs[] = {"UPDATE admin_event SET data = ''", "DELETE FROM admin_event", "TRUNCATE admin_event CASCADE", "DELETE FROM schema_step",
		"UPDATE event SET article = '' WHERE id = -1", "DELETE FROM event WHERE id = -1", "TRUNCATE event CASCADE",
		"INSERT INTO admin_event (id, at_ms, act, object, data) VALUES (1, 1, '', '', '') ON CONFLICT (id) DO UPDATE SET act = 'second'"};
	struct place p = place_new(STORE_SERVE);
	CHECK(store_write(p.s, p.a, admin_run, NULL, NULL));
	struct db *db = beside(&p);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		PGresult *r = pq.PQexec(pg_of(db)->conn, verbs[i]);
		CHECK_STR(pq.PQresultErrorField(r, PG_DIAG_SQLSTATE), "42501");
		pq.PQclear(r);
	}
	engine_close(db);
	CHECK_STR(ask(&p, "SELECT string_agg(act, ' ') FROM admin_event"), "first");
	/* the same tables as on SQLite */
	const char *names = "";
	for (int i = 0; engine_append_only[i]; i++)
		names = arena_printf(p.a, "%s%s ", names, engine_append_only[i]);
	CHECK_STR(ask(&p, "SELECT string_agg(t || ' ', '' ORDER BY length(t), t) FROM (SELECT tgrelid::regclass::text AS t FROM pg_trigger WHERE tgname = 'append_only'"
		" AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)) AS g"), names);
	place_end(&p);
}

static void hear(void *ctx, const char *fault)
{
	char *said = ctx;
	snprintf(said, 2048, "%s", fault);
}

POSTGRES_TEST(postgres_verify_finds_guards_that_are_switched_off)
{
	static const struct { const char *sql, *back, *fault; } planted[] = {
		{"ALTER TABLE event DISABLE TRIGGER append_only", "ALTER TABLE event ENABLE TRIGGER append_only", "event: nothing keeps its rows"},
		{"ALTER TABLE clock DISABLE TRIGGER ALL", "ALTER TABLE clock ENABLE TRIGGER ALL", "clock: its foreign keys are switched off"},
		{"ALTER TABLE session ADD CONSTRAINT late FOREIGN KEY (matter_id) REFERENCES matter(id) NOT VALID", "ALTER TABLE session DROP CONSTRAINT late",
			"late was never checked"},
		{"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'matter_state'::regclass",
			"UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'matter_state'::regclass", "matter_state: the index is not valid"},
		{"SET session_replication_role = replica; INSERT INTO post (person_id, unit_id, role, valid_from, proposed_ms) SELECT 77, id, '', '', 0 FROM unit",
			"DELETE FROM post", "post: a row points at a row of person that is not there"},
	};
	struct place p = place_new(STORE_SERVE);
	char said[2048] = "";
	run_beside(&p, "INSERT INTO unit (code, name_zh, name_en, kind, valid_from) VALUES ('xfj', '', '', 'bureau', '')");
	CHECK_INT(store_verify(p.s, hear, said), 0);
	for (size_t i = 0; i < sizeof planted / sizeof *planted; i++) {
		run_beside(&p, planted[i].sql);
		CHECK_INT(store_verify(p.s, hear, said), 1);
		if (!strstr(said, planted[i].fault))
			CHECK_STR(said, planted[i].fault);
		run_beside(&p, planted[i].back);
	}
	for (int i = 0; engine_append_only[i]; i++) {
		run_beside(&p, arena_printf(p.a, "ALTER TABLE %s DISABLE TRIGGER append_only", engine_append_only[i]));
		CHECK_INT(store_verify(p.s, hear, said), 1);
		CHECK_STR(said, arena_printf(p.a, "%s: nothing keeps its rows from being changed", engine_append_only[i]));
		run_beside(&p, arena_printf(p.a, "ALTER TABLE %s ENABLE TRIGGER append_only", engine_append_only[i]));
	}
	CHECK_INT(store_verify(p.s, hear, said), 0);
	place_end(&p);
}

/* -- connections that break */

struct breaking { struct place *p; const char *key; bool writer; };

static bool breaking_run(struct tx *tx, void *arg)
{
	struct breaking *b = arg;
	q_setting_set(tx, b->key, "written");
	CHECK_INT(tx->trouble, TROUBLE_NONE);
	run_beside(b->p, arena_printf(tx->arena, "SELECT pg_terminate_backend(%s, 5000)", pg_ask(tx->db, tx->arena, "SELECT pg_backend_pid()")));
	q_setting_set(tx, "after", "x");
	CHECK_INT(tx->trouble, TROUBLE_LOST);
	return true;
}

POSTGRES_TEST(postgres_connections_come_back_and_what_broke_is_told_not_kept)
{
	struct place p = place_new(STORE_SERVE);
	struct breaking b = {&p, "broken", true};
	struct pair pair = {"later", "x"};
	enum trouble trouble = TROUBLE_NONE;
	CHECK(pair_write(&p, "before", "kept"));
	CHECK(!store_write(p.s, p.a, breaking_run, &b, &trouble));
	CHECK_INT(trouble, TROUBLE_LOST);
	/* the same writer, on a new connection, with its lock and its statements */
	CHECK(store_write(p.s, p.a, pair_run, &pair, &trouble));
	CHECK_INT(trouble, TROUBLE_NONE);
	CHECK_STR(pair_read(&p, "before"), "kept");
	CHECK_STR(pair_read(&p, "broken"), "none");
	CHECK_STR(pair_read(&p, "later"), "x");
	place_end(&p);
}

POSTGRES_TEST(postgres_idle_connections_that_broke_are_not_noticed_above)
{
	struct place p = place_new(STORE_SERVE);
	CHECK(pair_write(&p, "a", "b"));
	CHECK_STR(pair_read(&p, "a"), "b");
	run_beside(&p, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'huiyin'");
	CHECK_STR(pair_read(&p, "a"), "b");
	CHECK(pair_write(&p, "a", "c"));
	CHECK_STR(pair_read(&p, "a"), "c");
	place_end(&p);
}

POSTGRES_TEST(postgres_a_read_that_breaks_is_trouble_and_the_next_is_well)
{
	struct place p = place_new(STORE_SERVE);
	struct q_setting_get row;
	struct tx tx;
	pair_write(&p, "a", "b");
	read_begin(p.s, 0, p.a, &tx);
	CHECK(q_setting_get(&tx, "a", &row));
	run_beside(&p, arena_printf(p.a, "SELECT pg_terminate_backend(%s, 5000)", pg_ask(tx.db, p.a, "SELECT pg_backend_pid()")));
	CHECK(!q_setting_get(&tx, "a", &row));
	CHECK_INT(tx.trouble, TROUBLE_LOST);
	read_end(&tx);
	CHECK_STR(pair_read(&p, "a"), "b");
	place_end(&p);
}

POSTGRES_TEST(postgres_has_one_writer_wherever_the_other_runs)
{
	struct place p = place_new(STORE_SERVE);
	struct str conf;
	const char *why = NULL, *other = arena_printf(p.a, "%s/other", p.top);
	CHECK_INT(os_read_file(p.a, arena_printf(p.a, "%s/huiyin.conf", p.dir), 4096, &conf), 0);
	CHECK_INT(os_mkdir(other), 0);
	CHECK_INT(os_mkdir(arena_printf(p.a, "%s/blob", other)), 0);
	CHECK_INT(os_write_file(arena_printf(p.a, "%s/huiyin.conf", other), conf), 0);
	CHECK(store_open(p.a, other, STORE_SERVE, &why) == NULL);
	CHECK_STR(why, "PostgreSQL: in use by another server or command, in this place or another");
	struct store *reader = store_open(p.a, other, STORE_READ, &why);
	CHECK(reader != NULL);
	store_close(reader);
	store_close(p.s);
	p.s = store_open(p.a, other, STORE_SERVE, &why);
	CHECK(p.s != NULL);
	place_end(&p);
}

POSTGRES_TEST(postgres_database_of_another_encoding_is_refused)
{
	struct arena *a = test_arena();
	const char *why = NULL, *where = postgres_fresh(a), *name = arena_printf(a, "ascii_%d", (int)getpid());
	struct db *db = engine_open(&engine_postgres, a, where, ENGINE_READ, &why);
	CHECK(pg_run(db, "SET default_transaction_read_only = off"));
	CHECK(pg_run(db, arena_printf(a, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'", name)));
	engine_close(db);
	CHECK(engine_open(&engine_postgres, a, arena_printf(a, "%s dbname=%s", where, name), ENGINE_READ, &why) == NULL);
	CHECK_STR(why, "PostgreSQL: the database has the encoding SQL_ASCII; make it with ENCODING 'UTF8'");
}

static bool older_run(struct tx *tx, void *arg)
{
	(void)arg;
	/* only the trigger keeps this out; the test takes it off and puts it on again */
	return pg_run(tx->db, "ALTER TABLE schema_step DISABLE TRIGGER append_only; INSERT INTO schema_step VALUES (999, 'future', 0);"
		"ALTER TABLE schema_step ENABLE TRIGGER append_only");
}

POSTGRES_TEST(postgres_database_of_a_newer_program_is_refused)
{
	struct place p = place_new(STORE_SERVE);
	const char *why = NULL;
	CHECK(store_write(p.s, p.a, older_run, NULL, NULL));
	store_close(p.s);
	p.s = store_open(p.a, p.dir, STORE_SERVE, &why);
	CHECK(p.s == NULL);
	CHECK(strstr(why, "999-future") != NULL);
	place_end(&p);
}

/* -- values at their ends */

static bool ends_run(struct tx *tx, void *arg)
{
	struct str *key = arg;
	q_throttle_set(tx, key[0], INT64_MAX, INT64_MIN + 1, -1);
	q_throttle_set(tx, key[1], 0, 1LL << 32, 255);
	return tx->trouble == TROUBLE_NONE;
}

POSTGRES_TEST(postgres_gives_back_numbers_and_bytes_at_their_ends)
{
	struct place p = place_new(STORE_SERVE);
	struct str key[2] = {STR("\0\xff\0"), STR_NONE};
	struct q_throttle_find row;
	struct tx tx;
	CHECK(store_write(p.s, p.a, ends_run, key, NULL));
	read_begin(p.s, 0, p.a, &tx);
	CHECK(q_throttle_find(&tx, key[0], &row));
	CHECK_INT(row.fails, INT64_MAX);
	CHECK_INT(row.until_ms, INT64_MIN + 1);
	CHECK(q_throttle_find(&tx, key[1], &row));
	CHECK_INT(row.fails, 0);
	CHECK_INT(row.until_ms, 1LL << 32);
	read_end(&tx);
	place_end(&p);
}

POSTGRES_TEST(postgres_commits_so_that_it_is_on_the_disk)
{
	struct place p = place_new(STORE_SERVE);
	CHECK_STR(ask(&p, "SHOW synchronous_commit"), "on");
	CHECK_STR(ask(&p, "SHOW transaction_isolation"), "repeatable read");
	CHECK_STR(ask(&p, "SHOW transaction_read_only"), "on");
	CHECK_STR(ask(&p, "SHOW jit"), "off");
	place_end(&p);
}

POSTGRES_TEST(postgres_backup_is_refused_with_what_to_do)
{
	struct place p = place_new(STORE_SERVE);
	const char *file = arena_printf(p.a, "%s/city.tar", p.top), *why = store_backup(p.a, p.dir, file, NULL, NULL);
	CHECK(why && strstr(why, "pg_dump") && strstr(why, p.dir));
	CHECK(!os_exists(file));
	place_end(&p);
}
