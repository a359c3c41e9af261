/* sql2c: what does not fit the schema stops the build, with file, line and reason. */
#include <sys/wait.h>
#include <unistd.h>
#include "base/os.h"
#include "test.h"
#define main sql2c_main
int sql2c_main(int argc, char **argv);
#include "../../tools/sql2c.c"
#undef main

static const char SCHEMA[] =
	"-- Houses; the type words ID and TEXT stay in this comment.\n"
	"CREATE TABLE house (\n\tid ID,\n\tname TEXT NOT NULL DEFAULT 'ID (TEXT);',\n\tflat I64,\n\topen BOOL NOT NULL,\n\tkey BLOB, CHECK (flat IN (1, 2))\n);\n"
	"CREATE UNIQUE INDEX house_name ON house(name);\n";

struct tried { int exit; const char *said, *h, *c, *schema; };

static const char *slurp(struct arena *a, const char *path)
{
	struct str s = STR_NONE;
	return os_read_file(a, path, 1024 * 1024, &s) == 0 ? arena_cstr(a, s) : "";
}

/* Runs the tool in a process of its own over files "name", "text", ..., NULL. */
static struct tried run_tool(const char *const *files)
{
	struct arena *a = test_arena();
	const char *dir = test_folder(), *said = arena_printf(a, "%s/said", dir);
	char *argv[16] = {"sql2c", "-o", arena_strdup(a, dir), "--"};
	int argc = 4;
	os_mkdir(arena_printf(a, "%s/sqlite", dir));
	os_mkdir(arena_printf(a, "%s/postgres", dir));
	for (; files[0] && argc < 15; files += 2) {
		argv[argc] = arena_printf(a, "%s/%s", dir, files[0]);
		CHECK_INT(os_write_file(argv[argc++], str_of(files[1])), 0);
	}
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		bool ok = freopen(said, "w", stderr) != NULL;
		int rc = ok ? sql2c_main(argc, argv) : 9;
		fflush(stderr);
		_exit(rc);
	}
	int status = 0;
	CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return (struct tried){WEXITSTATUS(status), slurp(a, said), slurp(a, arena_printf(a, "%s/query.h", dir)),
		slurp(a, arena_printf(a, "%s/query.c", dir)), slurp(a, arena_printf(a, "%s/schema.c", dir))};
}

static struct tried run_query(const char *query)
{
	const char *const files[] = {"010-house.sql", SCHEMA, "house.sql", query, NULL};
	return run_tool(files);
}

TEST(each_kind_of_query_becomes_its_function)
{
	struct tried t = run_query(
		"-- Houses.\n\n-- name: house_find (name text) -> one (id int, name text, flat int?)\n-- Why it is there.\nSELECT id, name, flat FROM house WHERE name = :name;\n"
		"-- name: house_all () -> many (id int,\n--   key blob?)\nSELECT id, key FROM house;\n"
		"-- name: house_walk (from_id int) -> each (id int)\nSELECT id FROM house WHERE id > :from_id;\n"
		"-- name: house_open (id int, open int) -> count\nUPDATE house SET open = :open WHERE id = :id;\n"
		"-- name: house_add (name text, key blob?) -> id\nINSERT INTO house (name, open, key) VALUES (:name, 1, :key) RETURNING id;\n");
	CHECK_STR(t.said, "");
	CHECK_INT(t.exit, 0);
	CHECK(strstr(t.h, "struct q_house_find {\n\tint64_t id;\n\tconst char *name;\n\tint64_t flat;") != NULL);
	CHECK(strstr(t.h, "/house.sql:3\n * Why it is there. */\nbool q_house_find(struct tx *tx, const char *name, struct q_house_find *row);") != NULL);
	CHECK(strstr(t.h, "size_t q_house_all(struct tx *tx, struct q_house_all **rows);") != NULL);
	CHECK(strstr(t.h, "void q_house_walk(struct tx *tx, int64_t from_id, void (*fn)(void *ctx, const struct q_house_walk *row), void *ctx);") != NULL);
	CHECK(strstr(t.h, "int64_t q_house_open(struct tx *tx, int64_t id, int64_t open);") != NULL);
	CHECK(strstr(t.h, "int64_t q_house_add(struct tx *tx, const char *name, struct str key);") != NULL);
	CHECK(strstr(t.c, "UPDATE house SET open = ?2 WHERE id = ?1") != NULL);
	CHECK(strstr(t.c, "UPDATE house SET open = $2 WHERE id = $1") != NULL);
	CHECK(strstr(t.c, "row->flat = db_int_null(stmt_, 2);") != NULL);
	CHECK(strstr(t.c, "const int db_query_count = 5;") != NULL);
	CHECK(strstr(t.c, "true, 1, 3, 0, \"t\", \"iti\"}") != NULL);
	CHECK(strstr(t.c, "false, 2, 0, 3, \"ii\", \"\"}") != NULL);
}

TEST(parameters_in_texts_comments_and_casts_are_left_alone)
{
	const char *const files[] = {"010-house.sql", SCHEMA, "house.sql",
		"-- name: q (a int) -> one (x text, y int)\n"
		"SELECT ':a ''it'' -- :a', /* :a */ 7 AS \":a\" -- :a\n\t, :a;\n", NULL};
	struct tried t = run_tool(files);
	CHECK(strstr(t.said, "q: the header promises 2 columns, the statement gives 3") != NULL);
	const char *const cast[] = {"010-house.sql", SCHEMA, "sqlite/house.sql", "-- name: q (a int) -> one (x text, y int)\nSELECT ':a ''x'' -- :a', /* :a */ :a;\n",
		"postgres/house.sql", "-- name: q (a int) -> one (x text, y int)\nSELECT ':a'::text, :a::bigint;\n", NULL};
	t = run_tool(cast);
	CHECK_STR(t.said, "");
	CHECK(strstr(t.c, "\"SELECT ':a ''x'' -- :a',  ?1\"") != NULL);
	CHECK(strstr(t.c, "\"SELECT ':a'::text, $1::bigint\"") != NULL);
	CHECK(strstr(t.c, "const int db_query_count = 1;") != NULL);
}

TEST(the_schema_is_told_to_each_engine_in_its_words)
{
	struct tried t = run_query("-- name: q () -> one (n int)\nSELECT COUNT(*) FROM house;\n");
	CHECK(strstr(t.schema, "id INTEGER PRIMARY KEY,") != NULL);
	CHECK(strstr(t.schema, "name TEXT NOT NULL DEFAULT 'ID (TEXT);'") != NULL);
	CHECK(strstr(t.schema, "open INTEGER NOT NULL") != NULL);
	CHECK(strstr(t.schema, ") STRICT;") != NULL);
	CHECK(strstr(t.schema, "ON house(name);") != NULL);
	CHECK(strstr(t.schema, "id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,") != NULL);
	CHECK(strstr(t.schema, "name text COLLATE \\\"C\\\" NOT NULL DEFAULT 'ID (TEXT);'") != NULL);
	CHECK(strstr(t.schema, "open smallint NOT NULL") != NULL);
	CHECK(strstr(t.schema, "key bytea,") != NULL);
	CHECK(strstr(t.schema, "the type words ID and TEXT stay in this comment") != NULL);
	CHECK(strstr(t.schema, "{10, \"house\",") != NULL);
}

TEST(steps_are_ordered_by_number_and_one_number_is_one_step)
{
	const char *const order[] = {"020-b.sql", "CREATE TABLE b (id ID, a_id I64 REFERENCES a(id));", "010-a.sql", "CREATE TABLE a (id ID);",
		"sqlite/030-c.sql", "CREATE TABLE c (id ID);", "postgres/030-c.sql", "CREATE TABLE c (id ID); SELECT pg;", NULL};
	struct tried t = run_tool(order);
	CHECK_STR(t.said, "");
	const char *a = strstr(t.schema, "{10, \"a\""), *b = strstr(t.schema, "{20, \"b\""), *c = strstr(t.schema, "{30, \"c\"");
	CHECK(a && b && c && a < b && b < c);
	CHECK(strstr(t.schema, "SELECT pg;") != NULL);
	CHECK(strstr(t.schema, "const int schema_step_count = 3;") != NULL);
	const char *const twice[] = {"010-a.sql", "CREATE TABLE a (id ID);", "010-b.sql", "CREATE TABLE b (id ID);", NULL};
	t = run_tool(twice);
	CHECK_INT(t.exit, 1);
	CHECK(strstr(t.said, "010-b.sql:1: schema: step 010 is taken by ") != NULL);
	const char *const broken[] = {"010-a.sql", "CREATE TABLE a (id ID, x NUMBER);", NULL};
	t = run_tool(broken);
	CHECK(strstr(t.said, "010-a.sql:1: schema: unknown datatype for a.x") != NULL);
}

/* One header or statement, and what must be said about it. */
static const char *const wrong[][2] = {
	{"-- name: q (id int) -> one (name text)\nSELECT name FROM house WHERE id = :ID;", "house.sql:1: q: :ID is not among the parameters of the header"},
	{"-- name: q (id int) -> one (name text)\nSELECT name FROM house;", "q: parameter id is not used"},
	{"-- name: q () -> one (name text)\nSELECT id, name FROM house;", "q: the header promises 1 columns, the statement gives 2"},
	{"-- name: q () -> one (name int)\nSELECT name FROM house;", "q: column name is TEXT in the schema, int in the header"},
	{"-- name: q () -> one (flat int, id int)\nSELECT id, flat FROM house;", "q: column 1 is id, the header calls it flat"},
	{"-- name: q () -> one (nam text)\nSELECT nam FROM house;", "q: no such column: nam"},
	{"-- name: q () -> count\nSELECT 1;", "q: -> count changes rows, this statement only reads"},
	{"-- name: q () -> id\nSELECT id FROM house;", "q: -> id changes rows, this statement only reads"},
	{"-- name: q () -> each (id int)\nDELETE FROM house RETURNING id;", "q: -> each only reads, this statement changes rows"},
	{"-- name: q () -> count\nDELETE FROM house; DELETE FROM house;", "q: more than one statement"},
	{"-- name: q () -> count\nDROP TABLE house;", "q: a query is SELECT, WITH, INSERT, UPDATE or DELETE"},
	{"-- name: q () -> count\nPRAGMA user_version = 3;", "q: a query is SELECT, WITH, INSERT, UPDATE or DELETE"},
	{"-- name: q () -> count\nINSERT OR REPLACE INTO house (name, open) VALUES ('a', 1);", "q: INSERT OR and UPDATE OR are not for every engine"},
	{"-- name: q (a float) -> count\nDELETE FROM house;", "q: parameters are (name type, ...)"},
	{"-- name: q (tx int) -> count\nDELETE FROM house WHERE id = :tx;", "q: a parameter has a name that C or the generated code needs"},
	{"-- name: q () -> one (default int)\nSELECT 1;", "q: a column has a name that C or the generated code needs"},
	{"-- name: q () -> some (id int)\nSELECT id FROM house;", "q: the result must be one, many, each, count or id"},
	{"-- name: q () -> one ()\nSELECT id FROM house;", "q: columns are (name type, ...)"},
	{"-- name: q () -> count (id int)\nDELETE FROM house;", "q: something stands after the header"},
	{"-- name: q () -> one (id int)\n", "q: there is no statement for SQLite"},
	{"-- name: q () -> count\nDELETE FROM house;\n-- name: q () -> count\nDELETE FROM house;", "house.sql:3: q: this name is taken by "},
	{"SELECT 1;", "house.sql:1: query: SQL before the first -- name:"},
	{"-- name: q () -> one (id int)\nSELECT id FROM house WHERE name = ?;", "q: the header has 0 parameters, the statement 1"},
};

TEST(what_does_not_fit_is_told_and_nothing_is_written)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct tried t = run_query(wrong[i][0]);
		if (!strstr(t.said, wrong[i][1]))
			test_fail(__FILE__, __LINE__, "said '%s', not '%s'", t.said, wrong[i][1]);
		CHECK_INT(t.exit, 1);
		CHECK_STR(t.c, "");
	}
}

TEST(the_two_engines_headers_must_agree)
{
	const char *const files[] = {"010-house.sql", SCHEMA, "sqlite/house.sql", "-- name: q () -> one (id int)\nSELECT id FROM house;\n",
		"postgres/house.sql", "-- name: q () -> one (id int?)\nSELECT id FROM house;\n", NULL};
	struct tried t = run_tool(files);
	CHECK_INT(t.exit, 1);
	CHECK(strstr(t.said, "postgres/house.sql:1: q: the header differs from ") != NULL);
}

TEST(the_same_input_gives_the_same_output)
{
	static const char query[] = "-- name: q () -> one (n int)\nSELECT COUNT(*) FROM house;\n";
	struct tried one = run_query(query), two = run_query(query);
	CHECK_STR(one.c, two.c);
	CHECK_STR(one.schema, two.schema);
}
