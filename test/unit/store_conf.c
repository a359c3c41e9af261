/* huiyin.conf: which engine keeps a city; what is not understood opens nothing. */
#include "store/store_parts.h"
#include "store_help.h"

/* What the file says: "ENGINE WHERE", or the reason with the folder's name taken off. */
static const char *conf_says(struct place *p, struct str text)
{
	struct store_at at;
	CHECK_INT(os_mkdir(p->dir), 0);
	CHECK_INT(os_write_file(arena_printf(p->a, "%s/huiyin.conf", p->dir), text), 0);
	const char *why = conf_read(p->a, p->dir, &at), *said = why ? why : at.where;
	if (strncmp(said, p->dir, strlen(p->dir)) == 0)
		said += strlen(p->dir) + 1;
	return why ? said : arena_printf(p->a, "%s %s", at.engine->name, said);
}

TEST(a_city_is_kept_in_sqlite_unless_a_line_says_otherwise)
{
	struct place p = place_empty();
	struct store_at at;
	CHECK(conf_read(p.a, p.dir, &at) == NULL);
	CHECK_STR(at.engine->name, "sqlite");
	CHECK_STR(conf_says(&p, STR("")), "sqlite huiyin.db");
	CHECK_STR(conf_says(&p, STR("# nothing\n\n  \t\n")), "sqlite huiyin.db");
	CHECK_STR(conf_says(&p, STR("engine = sqlite\npostgres = dbname=x\n")), "sqlite huiyin.db");
	CHECK_STR(conf_says(&p, STR("engine=postgres\r\n postgres =  host=/run/postgresql dbname=huiyin  ")), "postgres host=/run/postgresql dbname=huiyin");
	arena_free(p.a);
}

TEST(a_line_that_is_not_understood_is_told_with_its_number)
{
	struct place p = place_empty();
	CHECK_STR(conf_says(&p, STR("engine = postgres\n")), "huiyin.conf: engine = postgres needs a line that says where it is: postgres = host=... dbname=...");
	CHECK_STR(conf_says(&p, STR("engine = mysql\n")), "huiyin.conf: engine is sqlite or postgres, not mysql");
	CHECK_STR(conf_says(&p, STR("# a\nengin = postgres\n")), "huiyin.conf:2: engin is not known here; engine and postgres are");
	CHECK_STR(conf_says(&p, STR("engine = sqlite\n\nengine = sqlite\n")), "huiyin.conf:3: engine stands twice");
	CHECK_STR(conf_says(&p, STR("engine =\n")), "huiyin.conf:1: engine has no value");
	CHECK_STR(conf_says(&p, STR("postgres\n")), "huiyin.conf:1: a line is: key = value");
	CHECK_STR(conf_says(&p, STR("engine = sql\0ite\n")), "huiyin.conf:1: not text");
	char *big = arena_alloc(p.a, 65538);
	memset(big, '#', 65537);
	CHECK_STR(conf_says(&p, (struct str){big, 65536}), "sqlite huiyin.db");
	CHECK_STR(conf_says(&p, (struct str){big, 65537}), "huiyin.conf: longer than 64 KiB");
	arena_free(p.a);
}

TEST(a_broken_line_neither_makes_nor_opens_a_city)
{
	struct place p = place_empty();
	const char *why = NULL, *fault = arena_printf(p.a, "%s/huiyin.conf:1: engin is not known here; engine and postgres are", p.dir);
	conf_says(&p, STR("engin = sqlite\n"));
	CHECK_STR(store_create(p.a, p.dir), fault);
	CHECK(store_exists(p.a, p.dir));
	CHECK(store_open(p.a, p.dir, STORE_SERVE, &why) == NULL);
	CHECK_STR(why, fault);
	CHECK_STR(store_backup(p.a, p.dir, arena_printf(p.a, "%s/x.tar", p.top), NULL, NULL), fault);
	conf_says(&p, STR("engine = sqlite\n"));
	CHECK(!store_exists(p.a, p.dir));
	CHECK(store_create(p.a, p.dir) == NULL);
	CHECK(store_exists(p.a, p.dir));
	arena_free(p.a);
}

TEST(a_server_that_does_not_answer_is_told_in_time)
{
	struct place p = place_empty();
	const char *why = NULL;
	conf_says(&p, STR("engine = postgres\npostgres = host=/nonexistent dbname=huiyin\n"));
	CHECK(!store_exists(p.a, p.dir));
	why = store_create(p.a, p.dir);
	CHECK(why && strncmp(why, "PostgreSQL: ", 12) == 0);
	CHECK(!store_exists(p.a, p.dir));
	CHECK_INT(os_mkdir(arena_printf(p.a, "%s/blob", p.dir)), 0);
	CHECK(store_open(p.a, p.dir, STORE_COMMAND, &why) == NULL);
	CHECK(strncmp(why, "PostgreSQL: ", 12) == 0);
	CHECK(store_open(p.a, p.dir, STORE_READ, &why) == NULL);
	CHECK(strncmp(why, "PostgreSQL: ", 12) == 0);
	arena_free(p.a);
}
