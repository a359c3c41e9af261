/* Search text: what is typed finds the texts that contain it. */
#include "base/limits.h"
#include "store/engine_sqlite.h"
#include "store_help.h"

static const char *tokens(const char *text)
{
	return search_tokens(test_arena(), str_of(text));
}

static const char *query(const char *typed)
{
	const char *q = search_query(test_arena(), str_of(typed));
	return q ? q : "nothing";
}

TEST(text_becomes_pairs_of_han_and_whole_words_of_the_rest)
{
	CHECK_STR(tokens("供暖不热"), "供暖 暖不 不热 热");
	CHECK_STR(tokens("热"), "热");
	CHECK_STR(tokens("小区12号楼Heating坏了。"), "小区 区 12 号楼 楼 heating 坏了 了");
	CHECK_STR(tokens("The heating, since 2026-01-05!"), "the heating since 2026 01 05");
	CHECK_STR(tokens("ＡＢＣ　１２３"), "abc 123");
	CHECK_STR(tokens("  \n—…《》、"), "");
	CHECK_STR(tokens(""), "");
	CHECK_STR(tokens("\xff\xfe供\x80暖"), "供 暖");
	CHECK_STR(tokens("𠮷野家"), "𠮷野 野家 家");
}

TEST(a_typed_query_is_quoted_pairs_that_must_all_match)
{
	CHECK_STR(query("供暖"), "\"供暖\"");
	CHECK_STR(query("供暖不热 三号楼"), "\"供暖 暖不 不热\" AND \"三号 号楼\"");
	CHECK_STR(query("热"), "\"热\"*");
	CHECK_STR(query("HY-7K3M"), "\"hy\" AND \"7k3m\"");
	CHECK_STR(query("\"; DROP TABLE matter; -- OR NEAR(a b)"), "\"drop\" AND \"table\" AND \"matter\" AND \"or\" AND \"near\" AND \"a\" AND \"b\"");
	CHECK_STR(query("  ？！"), "nothing");
	CHECK_STR(query(""), "nothing");
}

TEST(a_query_counts_up_to_its_limit)
{
	char typed[3 * (LIMIT_QUERY_CHARS + 1) + 1] = "";
	for (int i = 0; i <= LIMIT_QUERY_CHARS; i++)
		memcpy(typed + 3 * i, i == LIMIT_QUERY_CHARS ? "末" : i == LIMIT_QUERY_CHARS - 1 ? "终" : "字", 4);
	CHECK(strstr(query(typed), "字终") != NULL);
	CHECK(strstr(query(typed), "终末") == NULL);
}

struct texts { const char *const *text; int count; };

static bool index_run(struct tx *tx, void *arg)
{
	const struct texts *t = arg;
	for (int i = 0; i < t->count; i++)
		q_search_add(tx, i + 1, search_tokens(tx->arena, str_of(t->text[i])));
	return true;
}

/* Rowids that match, as text. */
static const char *found(struct place *p, const char *typed)
{
	struct tx tx;
	sqlite3_stmt *st = NULL;
	char *out = arena_strdup(p->a, "");
	read_begin(p->s, 0, p->a, &tx);
	CHECK_INT(sqlite3_prepare_v2(sqlite_of(tx.db)->sqlite, "SELECT rowid FROM matter_text WHERE matter_text MATCH ?1 ORDER BY rowid", -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_text(st, 1, search_query(p->a, str_of(typed)), -1, SQLITE_STATIC);
	int rc;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		out = arena_printf(p->a, "%s%s%d", out, *out ? " " : "", sqlite3_column_int(st, 0));
	CHECK_INT(rc, SQLITE_DONE);
	sqlite3_finalize(st);
	read_end(&tx);
	return out;
}

TEST(phrases_of_any_length_are_found_where_they_stand)
{
	static const char *const text[] = {"供暖不热，已经三周", "暖气不热", "小区供水不足", "Heating is off since Monday", "物业費太高", "热"};
	struct texts texts = {text, 6};
	struct place p = place_new(STORE_SERVE);
	CHECK(store_write(p.s, p.a, index_run, &texts, NULL));
	CHECK_STR(found(&p, "供暖"), "1");
	CHECK_STR(found(&p, "不热"), "1 2");
	CHECK_STR(found(&p, "供暖不热"), "1");
	CHECK_STR(found(&p, "供"), "1 3");
	CHECK_STR(found(&p, "热"), "1 2 6");
	CHECK_STR(found(&p, "水不"), "3");
	CHECK_STR(found(&p, "暖热"), "");
	CHECK_STR(found(&p, "HEATING monday"), "4");
	CHECK_STR(found(&p, "物业费"), "5");
	CHECK_STR(found(&p, "三周 供暖"), "1");
	place_end(&p);
}
