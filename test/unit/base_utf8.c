#include "test.h"

#include "base/buf.h"
#include "base/utf8.h"

TEST(every_scalar_value_goes_there_and_back)
{
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char raw[4];
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		struct str s = {raw, utf8_put(c, raw)};
		CHECK_INT(s.n, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
		CHECK(utf8_next(&s) == c);
		CHECK_INT(s.n, 0);
	}
	char raw[4];
	CHECK_STOPS(utf8_put(0xD800, raw));
	CHECK_STOPS(utf8_put(0xDFFF, raw));
	CHECK_STOPS(utf8_put(0x110000, raw));
}

TEST(bad_sequences_are_refused)
{
	static const struct str bad[] = {
		{"\x80", 1}, {"\xBF", 1}, {"\xC0\x80", 2}, {"\xC1\xBF", 2}, {"\xC2", 1}, {"\xC2\x41", 2}, {"\xE0\x80\x80", 3},
		{"\xE0\x9F\xBF", 3}, {"\xE4\xB8", 2}, {"\xED\xA0\x80", 3}, {"\xED\xBF\xBF", 3}, {"\xF0\x80\x80\x80", 4},
		{"\xF0\x8F\xBF\xBF", 4}, {"\xF0\x9F\x98", 3}, {"\xF4\x90\x80\x80", 4}, {"\xF5\x80\x80\x80", 4}, {"\xFE", 1}, {"\xFF", 1},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str s = bad[i];
		CHECK(!utf8_valid(s));
		CHECK(utf8_next(&s) == UTF8_BAD);
		CHECK_INT(s.n, bad[i].n - 1);
	}
	CHECK(utf8_valid(STR("")));
	CHECK(utf8_valid(STR("a\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF")));
	CHECK_STOPS(utf8_next(&(struct str){"", 0}));
}

TEST(counting_and_cutting_by_characters)
{
	CHECK_INT(utf8_count(STR("信访a")), 3);
	CHECK_INT(utf8_count(STR("\xFFz")), 2);
	CHECK_STR(utf8_head(STR("信访a"), 2), "信访");
	CHECK_STR(utf8_head(STR("信访a"), 3), "信访a");
	CHECK_STR(utf8_head(STR("信访a"), 4), "信访a");
	CHECK_INT(utf8_head(STR("信访a"), 0).n, 0);
}

TEST(ideographs_are_known_at_the_edges)
{
	static const uint32_t han[] = {0x3005, 0x3007, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x323AF};
	static const uint32_t not[] = {0x3004, 0x3006, 0x33FF, 0x4DC0, 0x4DFF, 0xA000, 0xF8FF, 0xFB00, 0x1FFFF, 0x323B0, 'a', 0x3042, 0xAC00};
	for (size_t i = 0; i < sizeof han / sizeof *han; i++)
		CHECK(utf8_is_han(han[i]));
	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		CHECK(!utf8_is_han(not[i]));
}

static const char *clean(const char *s)
{
	struct str out = STR_NONE;
	return utf8_clean(test_arena(), str_of(s), &out) ? out.p : NULL;
}

TEST(typed_text_is_made_plain)
{
	CHECK_STR(clean("  a\r\nb\rc\nd \t"), "a\nb\nc\nd");
	CHECK_STR(clean("\r\n\r\n"), "");
	CHECK_STR(clean("a\r\n\r\nb"), "a\n\nb");
	CHECK_STR(clean("a\x01\x1F\x7F" "b\tc"), "ab\tc");
	CHECK_STR(clean("a\xC2\x85" "b"), "ab");                       /* a control of the second row */
	CHECK_STR(clean("a\xE2\x80\xAE" "b\xE2\x81\xA6" "c"), "abc");  /* override, isolate */
	CHECK_STR(clean("\xEF\xBB\xBF" "a"), "a");                     /* byte order mark */
	CHECK_STR(clean("\xE3\x80\x80信访\xE3\x80\x80局\xC2\xA0"), "信访\xE3\x80\x80局");
	CHECK_STR(clean("e\xCC\x81"), "\xC3\xA9");                     /* composed */
	CHECK_STR(clean("a\xE2\x80\xA8" "b"), "a\nb");                 /* line separator */
	CHECK_STR(clean("１２"), "１２");                               /* NFC leaves full width */
	CHECK_STR(clean("bad\xFF"), NULL);
}

TEST(an_embedded_nul_does_not_survive)
{
	struct str out = STR_NONE;
	CHECK(utf8_clean(test_arena(), STR("a\0b"), &out));
	CHECK_STR(out, "ab");
}

TEST(thirty_marks_in_a_row_and_not_one_more)
{
	struct buf b;
	struct str out = STR_NONE;
	buf_init(&b, 10000);
	buf_char(&b, 'a');
	for (int i = 0; i < 30; i++)
		buf_cstr(&b, i % 2 ? "\xCC\x81" : "\xCC\xA3");
	CHECK(utf8_clean(test_arena(), buf_view(&b), &out));
	size_t folded = utf8_fold(test_arena(), buf_view(&b)).n;
	buf_cstr(&b, "\xCC\x81");
	CHECK(!utf8_clean(test_arena(), buf_view(&b), &out));
	CHECK_INT(utf8_fold(test_arena(), buf_view(&b)).n, folded);
	buf_free(&b);
}

TEST(what_is_dropped_does_not_hide_marks)
{
	struct buf b;
	struct str out = STR_NONE;
	buf_init(&b, 10000);
	for (int i = 0; i < 31; i++)
		buf_cstr(&b, "\xCC\x81\x01");
	CHECK(!utf8_clean(test_arena(), buf_view(&b), &out));
	buf_free(&b);
}

static const char *fold(const char *s)
{
	return utf8_fold(test_arena(), str_of(s)).p;
}

TEST(search_sees_one_form_of_the_same_word)
{
	CHECK_STR(fold("ＡＢＣ１２３"), "abc123");
	CHECK_STR(fold("Straße"), "strasse");
	CHECK_STR(fold("ﬁle"), "file");
	CHECK_STR(fold("訴訟時效與國務院"), "诉訟时效與国务院");
	CHECK_STR(fold("信訪條例"), "信访条例");
	CHECK_STR(fold("a\xE2\x80\x8B" "b"), "ab");                    /* zero width */
	CHECK_STR(fold("x\xFFy"), "x\xEF\xBF\xBDy");
	CHECK_STR(fold(""), "");
}

TEST(folding_twice_changes_nothing_for_any_character)
{
	struct arena *a = arena_new(1024 * 1024);
	for (uint32_t c = 1; c <= 0x2FFFF; c++) {
		char raw[4];
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		struct str once = utf8_fold(a, (struct str){raw, utf8_put(c, raw)});
		if (!str_eq(once, utf8_fold(a, once)))
			test_fail(__FILE__, __LINE__, "U+%04X", (unsigned)c);
		if (c % 4096 == 0)
			arena_reset(a);
	}
	arena_free(a);
}

static const char *letters_of(uint32_t c)
{
	uint32_t part[UTF8_LETTERS];
	char raw[4];
	const char *out = "";
	for (size_t i = 0, n = utf8_letters(c, part); i < n; i++)
		out = arena_printf(test_arena(), "%s%.*s", out, (int)utf8_put(part[i], raw), raw);
	return out;
}

TEST(letters_are_folded_and_signs_are_none)
{
	CHECK_STR(letters_of('W'), "w");
	CHECK_STR(letters_of(0xFF37), "w");    /* full width */
	CHECK_STR(letters_of(0x01DA), "u");    /* u with dots and a caron */
	CHECK_STR(letters_of(0x2460), "1");    /* in a circle */
	CHECK_STR(letters_of(0x25CB), "〇");   /* the circle itself, for the zero */
	CHECK_STR(letters_of(0xFB03), "ffi");
	CHECK_STR(letters_of(0x738B), "王");
	CHECK_STR(letters_of(' '), "");
	CHECK_STR(letters_of(0xFF0C), "");
	CHECK_STR(letters_of(0x200B), "");     /* a blank without width */
	CHECK_STR(letters_of(0x1F600), "");
	CHECK_STR(letters_of(UTF8_BAD), "");
	CHECK_INT(strlen(letters_of(0xFDFA)) > 0, 1);
}
