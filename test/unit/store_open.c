/* A data directory: made once, locked, brought forward, never taken backward. */
#include "store/store_parts.h"
#include "store_help.h"

static const char *open_why(struct place *p, enum store_mode mode)
{
	const char *why = NULL;
	struct store *s = store_open(p->a, p->dir, mode, &why);
	store_close(s);
	return s ? "opened" : why;
}

TEST(a_new_store_is_written_and_read)
{
	struct place p = place_new(STORE_SERVE);
	CHECK(pair_write(&p, "city.name", "临江"));
	CHECK_STR(pair_read(&p, "city.name"), "临江");
	CHECK_STR(pair_read(&p, "city.nothing"), "none");
	place_reopen(&p);
	CHECK_STR(pair_read(&p, "city.name"), "临江");
	CHECK_STR(store_dir(p.s), p.dir);
	place_end(&p);
}

TEST(a_folder_with_something_in_it_is_not_made_a_store)
{
	struct place p = place_empty();
	CHECK_INT(os_mkdir(p.dir), 0);
	CHECK_INT(os_write_file(arena_printf(p.a, "%s/letter.txt", p.dir), STR("keep me")), 0);
	CHECK_STR(store_create(p.a, p.dir), arena_printf(p.a, "%s is not empty", p.dir));
	CHECK(!os_exists(arena_printf(p.a, "%s/huiyin.db", p.dir)));
	place_end(&p);
}

TEST(what_is_no_store_is_not_opened)
{
	struct place p = place_empty();
	const char *none = arena_printf(p.a, "%s is not a Huiyin data directory: there is no huiyin.db in it", p.dir);
	CHECK_STR(open_why(&p, STORE_SERVE), none);
	CHECK_STR(open_why(&p, STORE_READ), none);
	CHECK_INT(os_mkdir(p.dir), 0);
	CHECK_INT(os_write_file(arena_printf(p.a, "%s/huiyin.db", p.dir), STR("this is a letter and no database at all, though long")), 0);
	CHECK(strstr(open_why(&p, STORE_SERVE), "not a database") != NULL);
	CHECK(strstr(open_why(&p, STORE_READ), "not a database") != NULL);
	place_end(&p);
}

TEST(two_writers_are_refused_a_reader_beside_is_not)
{
	struct place p = place_new(STORE_SERVE);
	const char *used = arena_printf(p.a, "%s is in use by another process (a server or a command)", p.dir);
	CHECK_STR(open_why(&p, STORE_SERVE), used);
	CHECK_STR(open_why(&p, STORE_COMMAND), used);
	CHECK_STR(open_why(&p, STORE_READ), "opened");
	store_close(p.s);
	p.s = NULL;
	CHECK_STR(open_why(&p, STORE_COMMAND), "opened");
	place_end(&p);
}

/* Makes the database of an older program: only the first steps. */
static void make_older(struct place *p, int count)
{
	const char *why = NULL;
	CHECK_INT(os_mkdir(p->dir), 0);
	struct db *db = engine_open(&engine_sqlite, p->a, arena_printf(p->a, "%s/huiyin.db", p->dir), ENGINE_CREATE, &why);
	CHECK(db != NULL);
	CHECK(schema_migrate(p->a, db, schema_steps, count) == NULL);
	engine_close(db);
}

static size_t steps_taken(struct place *p)
{
	struct tx tx;
	struct q_schema_steps *rows;
	read_begin(p->s, 1, p->a, &tx);
	size_t n = q_schema_steps(&tx, &rows);
	for (size_t i = 0; i < n; i++) {
		CHECK_INT(rows[i].number, schema_steps[i].number);
		CHECK_STR(rows[i].name, schema_steps[i].name);
	}
	read_end(&tx);
	return n;
}

TEST(an_older_database_is_brought_forward_with_what_it_holds)
{
	struct place p = place_empty();
	make_older(&p, 2);
	CHECK(strstr(open_why(&p, STORE_READ), "older than this program") != NULL);
	const char *why = NULL;
	p.s = store_open(p.a, p.dir, STORE_SERVE, &why);
	CHECK_STR(why ? why : "", "");
	CHECK_INT(steps_taken(&p), schema_step_count);
	CHECK(pair_write(&p, "a", "b"));
	place_reopen(&p);
	CHECK_INT(steps_taken(&p), schema_step_count);
	CHECK_STR(pair_read(&p, "a"), "b");
	place_end(&p);
}

TEST(a_database_of_a_newer_program_is_refused)
{
	struct place p = place_empty();
	const char *why = NULL;
	struct schema_step steps[3] = {schema_steps[0], schema_steps[1], {999, "future", "CREATE TABLE future (id INTEGER PRIMARY KEY)", NULL}};
	CHECK_INT(os_mkdir(p.dir), 0);
	struct db *db = engine_open(&engine_sqlite, p.a, arena_printf(p.a, "%s/huiyin.db", p.dir), ENGINE_CREATE, &why);
	CHECK(schema_migrate(p.a, db, steps, 3) == NULL);
	engine_close(db);
	CHECK(strstr(open_why(&p, STORE_SERVE), "999-future") != NULL);
	CHECK(strstr(open_why(&p, STORE_READ), "999-future") != NULL);
	place_end(&p);
}

TEST(a_broken_step_leaves_the_database_as_it_was)
{
	struct place p = place_empty();
	const char *why = NULL;
	struct schema_step good[2] = {schema_steps[0], {5, "house", "CREATE TABLE house (id INTEGER PRIMARY KEY) STRICT", NULL}};
	struct schema_step torn[3] = {good[0], good[1], {6, "torn", "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE house (x)", NULL}};
	struct schema_step orphan[3] = {good[0], good[1], {6, "orphan",
		"CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER REFERENCES house(id)) STRICT; INSERT INTO child VALUES (1, 77)", NULL}};
	CHECK_INT(os_mkdir(p.dir), 0);
	struct db *db = engine_open(&engine_sqlite, p.a, arena_printf(p.a, "%s/huiyin.db", p.dir), ENGINE_CREATE, &why);
	CHECK(schema_migrate(p.a, db, good, 2) == NULL);
	CHECK_STR(schema_migrate(p.a, db, torn, 3), "schema step 006-torn: torn: table house already exists");
	CHECK_STR(schema_migrate(p.a, db, orphan, 3), "schema step 006-orphan: table child row 1 points at a row of house that is not there");
	CHECK(schema_migrate(p.a, db, good, 2) == NULL);
	struct schema_step again[3] = {good[0], good[1], {6, "torn", "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT", NULL}};
	CHECK(schema_migrate(p.a, db, again, 3) == NULL);
	engine_close(db);
	place_end(&p);
}

TEST(every_query_is_prepared_by_this_engine_under_its_guard)
{
	CHECK_INT(db_prepare_all(), 0);
	CHECK(db_query_count > 100);
}

TEST(uploads_a_crash_has_left_are_cleared_and_paths_do_not_repeat)
{
	struct place p = place_new(STORE_SERVE);
	const char *one = store_spool(p.s, p.a), *two = store_spool(p.s, p.a);
	CHECK(strcmp(one, two) != 0);
	CHECK_INT(os_write_file(one, STR("half an upload")), 0);
	place_reopen(&p);
	CHECK(!os_exists(one));
	place_end(&p);
}
