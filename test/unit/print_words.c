/* Text made fit for paper, and numbers of headings. */
#include "test.h"

#include "print/words.h"

TEST(marks_of_direction_and_controls_are_not_printed)
{
	CHECK_STR(words_clean(test_arena(), STR("a\xE2\x80\xAE" "b\xE2\x81\xA6" "c\x07\td\ne\xD8\x9C\xEF\xBB\xBF")), "abc d\ne");
	CHECK_STR(words_clean(test_arena(), STR("\xF0\xA0\xAE\xB7㐂 e\xCC\x81 שלום")), "\xF0\xA0\xAE\xB7㐂 e\xCC\x81 שלום");
	CHECK_STR(words_clean(test_arena(), STR("\xFF\xC3")), "");
	CHECK_STR(words_clean(test_arena(), STR("")), "");
}

TEST(numbers_in_han)
{
	static const struct { int n; const char *word; } known[] = {{1, "一"}, {9, "九"}, {10, "十"}, {11, "十一"}, {20, "二十"}, {21, "二十一"}, {99, "九十九"}, {100, "100"}, {0, "0"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		CHECK_STR(words_han(test_arena(), known[i].n), known[i].word);
}

TEST(numbers_of_headings)
{
	const int at[] = {12, 3, 4, 5};
	static const char *const zh[] = {"十二、", "（三）", "4. ", "（5）"}, *const en[] = {"12. ", "12.3 ", "12.3.4 ", "(5) "};
	for (int level = 1; level <= 4; level++) {
		CHECK_STR(words_level(test_arena(), true, level, at), zh[level - 1]);
		CHECK_STR(words_level(test_arena(), false, level, at), en[level - 1]);
	}
}
