#include "test.h"

TEST(text_of_no_pointer_is_empty)
{
	CHECK_INT(str_of(NULL).n, 0);
	CHECK_STR(str_of("abc"), "abc");
}

TEST(texts_are_equal_byte_for_byte)
{
	CHECK(str_eq(STR("a\0b"), STR("a\0b")));
	CHECK(!str_eq(STR("a\0b"), STR("a\0c")));
	CHECK(!str_eq(STR("ab"), STR("abc")));
	CHECK(str_is(STR(""), ""));
	CHECK(str_is((struct str){NULL, 0}, ""));
	CHECK(!str_is(STR("a"), "A"));
}

TEST(only_ascii_letters_fold)
{
	CHECK(str_ieq(STR("Content-LENGTH"), "content-length"));
	CHECK(!str_ieq(STR("a"), "b"));
	CHECK(!str_ieq(STR("["), "{"));            /* next to the letters, 0x20 apart */
	CHECK(!str_ieq(STR("\xC3\x89"), "\xC3\xA9"));
	CHECK(!str_ieq(STR("ab"), "a"));
}

TEST(beginnings_and_ends)
{
	CHECK(str_starts(STR("abc"), "ab"));
	CHECK(str_starts(STR("abc"), "abc"));
	CHECK(!str_starts(STR("abc"), "abcd"));
	CHECK(str_starts(STR(""), ""));
	CHECK(str_ends(STR("abc"), "bc"));
	CHECK(!str_ends(STR("abc"), "ab"));
	CHECK(!str_ends(STR("c"), "bc"));
}

TEST(order_is_of_unsigned_bytes_and_the_shorter_first)
{
	CHECK_INT(str_cmp(STR("a"), STR("b")), -1);
	CHECK_INT(str_cmp(STR("b"), STR("a")), 1);
	CHECK_INT(str_cmp(STR("a"), STR("ab")), -1);
	CHECK_INT(str_cmp(STR("ab"), STR("ab")), 0);
	CHECK_INT(str_cmp(STR("\x7f"), STR("\x80")), -1);
}

TEST(rest_reaches_to_the_end_and_not_past_it)
{
	CHECK_STR(str_from(STR("abc"), 3), "");
	CHECK_STR(str_from(STR("abc"), 1), "bc");
	CHECK_STOPS(str_from(STR("abc"), 4));
	CHECK_STR(str_head(STR("abc"), 9), "abc");
	CHECK_STR(str_head(STR("abc"), 2), "ab");
}

TEST(blanks_go_off_both_ends)
{
	CHECK_STR(str_trim(STR(" \t\r\na b\n ")), "a b");
	CHECK_STR(str_trim(STR(" \n")), "");
	CHECK_STR(str_trim(STR("\va")), "\va");
}

TEST(finding_gives_the_first_place_or_none)
{
	CHECK_INT(str_chr(STR("abcb"), 'b'), 1);
	CHECK(str_chr(STR("abc"), 'x') == SIZE_MAX);
	CHECK(str_chr(STR_NONE, 'x') == SIZE_MAX);
	CHECK_INT(str_chr(STR("a\xE4"), '\xE4'), 1);
	CHECK_INT(str_find(STR("ababc"), STR("abc")), 2);
	CHECK_INT(str_find(STR("ab"), STR("")), 0);
	CHECK(str_find(STR("ab"), STR("abc")) == SIZE_MAX);
}

TEST(cutting_gives_every_piece_and_the_last_one_ends_it)
{
	struct str rest = STR("a,,b,");
	CHECK_STR(str_cut(&rest, ','), "a");
	CHECK_STR(str_cut(&rest, ','), "");
	CHECK_STR(str_cut(&rest, ','), "b");
	CHECK(rest.p != NULL);
	CHECK_INT(str_cut(&rest, ',').n, 0);
	CHECK(rest.p == NULL);
	CHECK_STOPS(str_cut(&rest, ','));
}

TEST(lines_end_with_lf_or_crlf_or_the_text)
{
	struct str rest = STR("a\r\n\nb\rc\nd\r"), line;
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "a");
	CHECK(str_line(&rest, &line));
	CHECK_INT(line.n, 0);
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "b\rc");
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "d\r");
	CHECK(!str_line(&rest, &line));
}

TEST(words_are_runs_without_blanks)
{
	struct str rest = STR("  ab\tc  "), word;
	CHECK(str_word(&rest, &word));
	CHECK_STR(word, "ab");
	CHECK(str_word(&rest, &word));
	CHECK_STR(word, "c");
	CHECK(!str_word(&rest, &word));
}

TEST(numbers_are_plain_and_do_not_overflow)
{
	int64_t v = 0;
	CHECK(str_i64(STR("9223372036854775807"), &v));
	CHECK(v == INT64_MAX);
	CHECK(!str_i64(STR("9223372036854775808"), &v));
	CHECK(str_i64(STR("-9223372036854775808"), &v));
	CHECK(v == INT64_MIN);
	CHECK(!str_i64(STR("-9223372036854775809"), &v));
	CHECK(str_i64(STR("007"), &v));
	CHECK_INT(v, 7);
	static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "--1", "1.0", "0x1", "1e3", "\xEF\xBC\x91"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!str_i64(str_of(bad[i]), &v));
	CHECK(!str_i64(STR("1\0"), &v));
}
