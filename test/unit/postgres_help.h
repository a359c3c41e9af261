/* The PostgreSQL server of the tests, when there is one: test/table/postgres.sh
 * starts it and says where it is in HUIYIN_TEST_ENGINE, as postgres:CONNECTION,
 * or as postgres: alone when no server can be started here. */
#ifndef TEST_POSTGRES_HELP_H
#define TEST_POSTGRES_HELP_H

#include <unistd.h>
#include "base/os.h"
#include "store/engine_postgres.h"
#include "test.h"

static inline bool postgres_asked(void)
{
	const char *engine = getenv("HUIYIN_TEST_ENGINE");
	return engine && strncmp(engine, "postgres:", 9) == 0;
}

/* A connection to a schema of its own, empty. */
static inline const char *postgres_fresh(struct arena *a)
{
	static int count;
	const char *where = getenv("HUIYIN_TEST_ENGINE") + 9, *why = NULL;
	if (!*where)
		SKIP("no PostgreSQL server programs here (package postgresql-15)");
	const char *name = arena_printf(a, "t%d_%d_%lld", (int)getpid(), count++, (long long)os_mono_ms());
	struct db *db = engine_open(&engine_postgres, a, where, ENGINE_READ, &why);
	if (!db)
		test_fail(__FILE__, __LINE__, "%s", why);
	CHECK(pg_run(db, arena_printf(a, "BEGIN READ WRITE; CREATE SCHEMA %s; COMMIT", name)));
	engine_close(db);
	return arena_printf(a, "%s options=-csearch_path=%s", where, name);
}

/* Makes dir a place for a new city: in PostgreSQL when it is asked for. */
static inline void test_engine(struct arena *a, const char *dir)
{
	if (!postgres_asked())
		return;
	const char *conf = arena_printf(a, "engine = postgres\npostgres = %s\n", postgres_fresh(a));
	CHECK_INT(os_mkdir(dir), 0);
	CHECK_INT(os_write_file(arena_printf(a, "%s/huiyin.conf", dir), str_of(conf)), 0);
}

/* A fact about PostgreSQL alone is no test at all where nobody asked for that engine; a fact that
 * is the same whatever engine there is, none where another than the usual was asked for. */
#define TEST_WHERE(fact, here) \
	static void test_##fact(void); \
	static struct test test_row_##fact = {__FILE__, #fact, test_##fact, NULL}; \
	__attribute__((constructor)) static void test_add_##fact(void) { if (here) test_add(&test_row_##fact); } \
	static void test_##fact(void)
#define POSTGRES_TEST(fact) TEST_WHERE(fact, postgres_asked())
#define ENGINELESS_TEST(fact) TEST_WHERE(fact, !postgres_asked())

#endif
