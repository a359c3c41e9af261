/* HTML: what is put in comes out as text and as nothing else. */
#include "test.h"

#include "../../src/base/utf8.h"
#include "../../src/wire/html.h"

struct page { struct buf b; struct arena *a; struct out o; };

static void page_begin(struct page *p)
{
	buf_init(&p->b, 1024 * 1024);
	p->a = arena_new(1024 * 1024);
	p->o = (struct out){&p->b, p->a, LANG_EN};
}

static void page_end(struct page *p)
{
	buf_free(&p->b);
	arena_free(p->a);
}

#define NASTY "<a href=\"x\" o='y'>&"
#define TAME "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;"

TEST(the_literal_goes_out_as_it_stands)
{
	struct page p;
	page_begin(&p);
	html(&p.o, "<p class=\"a\">100 %% 'sure' & 件件有着落</p>");
	CHECK_STR(p.b.p, "<p class=\"a\">100 % 'sure' & 件件有着落</p>");
	page_end(&p);
}

TEST(text_is_escaped_in_every_position)
{
	struct page p;
	page_begin(&p);
	html(&p.o, "%s<b title=\"%s\">%s</b>%s", NASTY, NASTY, NASTY, NASTY);
	CHECK_STR(p.b.p, TAME "<b title=\"" TAME "\">" TAME "</b>" TAME);
	buf_clear(&p.b);
	html(&p.o, "%s%s", "<", "");
	CHECK_STR(p.b.p, "&lt;");
	buf_clear(&p.b);
	html_text(&p.o, STR("a<b"));
	CHECK_STR(p.b.p, "a&lt;b");
	page_end(&p);
}

TEST(slices_end_where_they_say)
{
	struct page p;
	page_begin(&p);
	struct str s = {"<bold>", 2};
	html(&p.o, "[%.*s][%.*s][%.*s]", STR_ARG(s), 0, "never", STR_ARG(STR_NONE));
	CHECK_STR(p.b.p, "[&lt;b][][]");
	page_end(&p);
}

TEST(numbers_and_letters)
{
	struct page p;
	page_begin(&p);
	html(&p.o, "%d %ld %lu %lld %zu %c%c", -5, -6L, 7UL, (long long)INT64_MIN, SIZE_MAX, 'x', '<');
	CHECK_STR(p.b.p, "-5 -6 7 -9223372036854775808 18446744073709551615 x&lt;");
	page_end(&p);
}

TEST(null_is_empty_text)
{
	struct page p;
	page_begin(&p);
	const char *none = p.b.n ? "" : NULL;   /* so that the compiler does not see it */
	html(&p.o, "[%s]", none);
	CHECK_STR(p.b.p, "[]");
	page_end(&p);
}

TEST(bad_utf8_and_controls_become_the_replacement_character)
{
	struct page p;
	page_begin(&p);
	html(&p.o, "%s|%s|%s|%s", "a\xFFz", "\xE4\xBB", "\xED\xA0\x80", "\x01\x7F\t\n");
	CHECK_STR(p.b.p, "a\uFFFDz|\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\t\n");
	buf_clear(&p.b);
	html_text(&p.o, (struct str){"a\0b", 3});
	CHECK_STR(p.b.p, "a\uFFFDb");
	buf_clear(&p.b);
	html(&p.o, "%c%s", (char)0xE4, "\xC2\x85\xF0\x9F\x98\x80");
	CHECK_STR(p.b.p, "\uFFFD\uFFFD\U0001F600");
	page_end(&p);
}

TEST(paragraphs_keep_lines_and_blank_lines)
{
	struct page p;
	page_begin(&p);
	html_paragraphs(&p.o, STR("one <1>\r\ntwo\n\n \t\n\nthree\n"));
	CHECK_STR(p.b.p, "<p>one &lt;1&gt;<br>\ntwo</p>\n<p>three</p>\n");
	buf_clear(&p.b);
	html_paragraphs(&p.o, STR(""));
	html_paragraphs(&p.o, STR(" \n\n "));
	CHECK_STR(p.b.p, "");
	html_paragraphs(&p.o, STR("\n\nx"));
	CHECK_STR(p.b.p, "<p>x</p>\n");
	page_end(&p);
}

static void check_url(const char *in, const char *out)
{
	struct page p;
	page_begin(&p);
	html_url(&p.o, "href", (struct url){in});
	char want[200];
	snprintf(want, sizeof want, "href=\"%s\"", out);
	CHECK_STR(p.b.p, want);
	page_end(&p);
}

TEST(addresses_are_local_or_http_and_escaped)
{
	check_url("/m/1?a=b&c=d#e", "/m/1?a=b&amp;c=d#e");
	check_url("", "");
	check_url("geo:38.91402,121.61476", "geo:38.91402,121.61476");
	check_url("geo:", "#");
	check_url("geo:38.9,121.6?q=x", "#");
	check_url("/", "/");
	check_url("?page=2", "?page=2");
	check_url("#error", "#error");
	check_url("https://www.gov.cn/x", "https://www.gov.cn/x");
	check_url("/a\"><script>", "/a&quot;&gt;&lt;script&gt;");
	check_url("//evil.example", "#");
	check_url("/\\evil.example", "#");
	check_url("/\t/evil.example", "#");
	check_url("javascript:alert(1)", "#");
	check_url(" javascript:alert(1)", "#");
	check_url("data:text/html,x", "#");
	check_url("m/1", "#");
	check_url("/\n/evil", "#");
}

TEST(url_make_encodes_every_piece)
{
	struct page p;
	page_begin(&p);
	struct url u = url_make(p.a, "/m/%s/act/%s?n=%d&q=%.*s&t=%lld", "a/b ../?#%", "件",
		-3, 3, "x&yz", 12LL);
	CHECK_STR(u.p, "/m/a%2Fb%20..%2F%3F%23%25/act/%E4%BB%B6?n=-3&q=x%26y&t=12");
	CHECK_STR(url_make(p.a, "/%s", "AZaz09-._~").p, "/AZaz09-._~");
	CHECK_STR(url_make(p.a, "/100%%").p, "/100%");
	page_end(&p);
}

TEST(what_only_we_can_do_wrong_stops)
{
	struct page p;
	page_begin(&p);
	const char *volatile hex = "%x", *volatile wide = "%5d", *volatile end = "100%";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	CHECK_STOPS(html(&p.o, hex, 1));
	CHECK_STOPS(html(&p.o, wide, 1));
	CHECK_STOPS(html(&p.o, end, 1));
#pragma GCC diagnostic pop
	CHECK_STOPS(html_url(&p.o, "href=x", (struct url){"/"}));
	CHECK_STOPS(html(&p.o, "%.*s", -1, "x"));
	page_end(&p);
}

TEST(html_safe_goes_in_as_it_is)
{
	struct page p;
	page_begin(&p);
	html_safe(&p.o, (struct safe){STR("<svg/>")});
	CHECK_STR(p.b.p, "<svg/>");
	page_end(&p);
}

TEST(every_byte_pair_escaped_holds_no_markup)
{
	struct page p;
	page_begin(&p);
	for (int i = 0; i < 65536; i++) {
		char two[2] = {(char)(i >> 8), (char)i};
		buf_clear(&p.b);
		html(&p.o, "%.*s", 2, two);
		CHECK(!strpbrk(p.b.p, "<>\"'") && utf8_valid(buf_view(&p.b)));
	}
	page_end(&p);
}
