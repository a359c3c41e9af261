/* Searching, through the query the program uses: the same on every engine. */
#include "base/limits.h"
#include "store_help.h"

struct texts { const char *const *text; int count; int64_t viewer, unit; };

static bool city_run(struct tx *tx, void *arg)
{
	struct texts *t = arg;
	t->unit = q_unit_insert(tx, "xfj", "信访局", "Petitions Bureau", "bureau", DB_NULL_INT, NULL, "", "", "2020-01-01");
	t->viewer = q_person_insert(tx, "li", "李", "Li", "", "zh", 0);
	int64_t post = q_post_insert(tx, t->viewer, t->unit, "officer", "", "", "2020-01-01", DB_NULL_INT, 0);
	q_post_set_confirmed(tx, post, DB_NULL_INT, 1);
	for (int i = 0; i < t->count; i++) {
		struct str none = {NULL, 0};
		int64_t id = q_matter_insert(tx, arena_printf(tx->arena, "%d", i + 1), "petition", "petition", "routed", NULL, NULL, "web", "zh", "s", "b", "", "", NULL, "",
			"2026-01-01", 0, t->unit, t->unit, DB_NULL_INT, 1, 0, 0, 0, 0, 0, DB_NULL_INT, none, none, "");
		q_search_add(tx, id * 16, search_tokens(tx->arena, str_of(t->text[i])));
	}
	return tx->trouble == TROUBLE_NONE;
}

static struct place city_of(struct texts *t)
{
	struct place p = place_new(STORE_SERVE);
	CHECK(store_write(p.s, p.a, city_run, t, NULL));
	return p;
}

/* Numbers of the matters that are found, newest first. */
static const char *found(struct place *p, const struct texts *t, const char *typed)
{
	struct tx tx;
	struct q_search_find *row;
	const char *out = "";
	read_begin(p->s, 0, p->a, &tx);
	size_t n = q_search_find(&tx, search_query(p->a, str_of(typed)), t->viewer, "2026-02-01", "", "", "", "", 0, "", "", "", "", 0, 0, 0, LIMIT_PAGE_ROWS + 1, &row);
	CHECK_STR(tx.trouble == TROUBLE_NONE ? "" : tx.why, "");
	for (size_t i = 0; i < n; i++)
		out = arena_printf(p->a, "%s%s%s", out, *out ? " " : "", row[i].number);
	read_end(&tx);
	return out;
}

TEST(finding_gives_every_text_that_has_each_phrase)
{
	static const char *const text[] = {"供暖不热，已经三周", "暖气不热", "小区供水不足", "Heating is off since Monday and 50% cold", "物业費太高", "热", "不热。供暖"};
	struct texts t = {text, 7, 0, 0};
	struct place p = city_of(&t);
	CHECK_STR(found(&p, &t, "供暖"), "7 1");
	CHECK_STR(found(&p, &t, "不热"), "7 2 1");
	/* the pairs stand in 7 too, but not in a row */
	CHECK_STR(found(&p, &t, "供暖不热"), "1");
	CHECK_STR(found(&p, &t, "供"), "7 3 1");
	CHECK_STR(found(&p, &t, "热"), "7 6 2 1");
	CHECK_STR(found(&p, &t, "水不"), "3");
	CHECK_STR(found(&p, &t, "暖热"), "");
	CHECK_STR(found(&p, &t, "HEATING monday"), "4");
	CHECK_STR(found(&p, &t, "monday heating"), "4");
	CHECK_STR(found(&p, &t, "heat"), "");
	CHECK_STR(found(&p, &t, "h"), "");
	CHECK_STR(found(&p, &t, "and"), "4");
	CHECK_STR(found(&p, &t, "AND"), "4");
	CHECK_STR(found(&p, &t, "heating AND cold"), "4");
	CHECK_STR(found(&p, &t, "cold OR 供暖"), "");
	CHECK_STR(found(&p, &t, "50%"), "4");
	CHECK_STR(found(&p, &t, "5%"), "");
	CHECK_STR(found(&p, &t, "物业费"), "5");
	CHECK_STR(found(&p, &t, "三周 供暖"), "1");
	place_end(&p);
}

TEST(finding_takes_whatever_is_typed)
{
	static const char *const text[] = {"供暖 it's {a,b} \"x\" \\n NULL 100*"};
	static const char *const typed[] = {"it's", "{a,b}", "\"x\"", "\\n", "null", "100*", "a*b", "x\" OR \"", "NEAR(a b)", "供暖*", "{", "a}", "'; --a", "a\\"};
	static const bool hits[] = {true, true, true, true, true, true, true, false, false, true, false, true, true, true};
	struct texts t = {text, 1, 0, 0};
	struct place p = city_of(&t);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (search_query(p.a, str_of(typed[i])))
			CHECK_STR(arena_printf(p.a, "%s: %s", typed[i], found(&p, &t, typed[i])), arena_printf(p.a, "%s: %s", typed[i], hits[i] ? "1" : ""));
	place_end(&p);
}

/* A word longer than an index entry may be, twice, differing at its end. */
TEST(finding_tells_long_words_apart)
{
	char words[2][8001];
	for (int i = 0; i < 2; i++) {
		memset(words[i], 'q', 8000);
		words[i][190] = (char)('a' + i);
		words[i][8000] = 0;
	}
	char typed[200];
	memcpy(typed, words[1], 199);
	typed[199] = 0;
	const char *const text[] = {words[0], words[1], typed};
	struct texts t = {text, 3, 0, 0};
	struct place p = city_of(&t);
	CHECK_STR(found(&p, &t, typed), "3");
	place_end(&p);
}

struct again { int64_t id; };

static bool add_again(struct tx *tx, void *arg)
{
	struct again *a = arg;
	q_search_add(tx, a->id, search_tokens(tx->arena, STR("重新答复")));
	return tx->trouble == TROUBLE_NONE;
}

TEST(finding_knows_both_texts_of_a_piece_that_was_written_again)
{
	static const char *const text[] = {"第一次答复"};
	struct texts t = {text, 1, 0, 0};
	struct place p = city_of(&t);
	struct again again = {16};
	CHECK(store_write(p.s, p.a, add_again, &again, NULL));
	CHECK_STR(found(&p, &t, "第一次"), "1");
	CHECK_STR(found(&p, &t, "重新答复"), "1");
	/* no phrase goes from one text into the other */
	CHECK_STR(found(&p, &t, "复重"), "");
	place_end(&p);
}
