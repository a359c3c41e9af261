/* Heads and chunks as pure functions: limits, readings, any cut. */
#include "test.h"
#include "wire_rows.h"
#include "base/buf.h"
#include "wire/http.h"

static struct http_head head;
static size_t used;
static int status;
static const char *why;

static enum http_parse parse(struct str s)
{
	return http_head_parse(s, &head, &used, &status, &why);
}

TEST(every_prefix_of_a_hostile_row_says_more_or_what_the_whole_says)
{
	size_t n;
	struct hostile *row = hostile_rows(&n);
	for (size_t i = 0; i < n; i++) {
		enum http_parse whole = parse(row[i].bytes);
		int said = status;
		size_t took = used;
		for (size_t cut = row[i].bytes.n < 3000 ? 0 : row[i].bytes.n - 300; cut < row[i].bytes.n; cut++) {
			enum http_parse r = parse(str_head(row[i].bytes, cut));
			CHECK(r == HTTP_MORE || r == whole);
			CHECK(r != HTTP_BAD || status == said);
			CHECK(r != HTTP_DONE || used == took);
		}
	}
}

static void repeat(struct buf *b, const char *s, int times)
{
	for (int i = 0; i < times; i++)
		buf_cstr(b, s);
}

static int head_status(const char *line, const char *before, const char *piece, int times, const char *after)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	buf_cstr(&b, line);
	buf_cstr(&b, before);
	repeat(&b, piece, times);
	buf_cstr(&b, after);
	enum http_parse r = parse(buf_view(&b));
	buf_free(&b);
	return r == HTTP_DONE ? 200 : r == HTTP_MORE ? 0 : status;
}

TEST(limits_of_heads_hold_at_the_limit_and_one_past_it)
{
	const char *end = " HTTP/1.1\r\nHost: a\r\n\r\n", *plain = "GET / HTTP/1.1\r\nHost: a\r\n";
	CHECK_INT(head_status("GET /", "", "a", LIMIT_URI_BYTES - 1, end), 200);
	CHECK_INT(head_status("GET /", "", "a", LIMIT_URI_BYTES, end), 414);
	CHECK_INT(head_status(plain, "", "X: y\r\n", LIMIT_HEADER_COUNT - 1, "\r\n"), 200);
	CHECK_INT(head_status(plain, "", "X: y\r\n", LIMIT_HEADER_COUNT, "\r\n"), 431);
	int rest = LIMIT_HEAD_BYTES - (int)strlen(plain) - (int)strlen("X: \r\n\r\n");
	CHECK_INT(head_status(plain, "X: ", "y", rest, "\r\n\r\n"), 200);
	CHECK_INT((int)used, LIMIT_HEAD_BYTES);
	CHECK_INT(head_status(plain, "X: ", "y", rest + 1, "\r\n\r\n"), 431);
	CHECK_INT(head_status(plain, "X: ", "y", LIMIT_HEAD_BYTES - (int)strlen(plain) - 3, ""), 0);
	CHECK_INT(head_status(plain, "X: ", "y", LIMIT_HEAD_BYTES - (int)strlen(plain) - 2, ""), 431);
}

TEST(a_head_is_read_into_its_parts)
{
	CHECK_INT(parse(STR("POST /a/b?c=d&e HTTP/1.1\r\nHOST: x.cn:8080\r\nAccept:\t text/html \r\n"
		"Content-Length: 12\r\nConnection: x, close\r\nExpect: 100-Continue\r\nEmpty:\r\n\r\nrest")), HTTP_DONE);
	CHECK_INT(head.method, HTTP_POST);
	CHECK_STR(head.method_text, "POST");
	CHECK_STR(head.target, "/a/b?c=d&e");
	CHECK_STR(head.path, "/a/b");
	CHECK_STR(head.query, "c=d&e");
	CHECK_STR(head.host, "x.cn:8080");
	CHECK_STR(http_header_find(&head, "accept"), "text/html");
	CHECK_STR(http_header_find(&head, "empty"), "");
	CHECK(http_header_find(&head, "empty").p != NULL);
	CHECK(http_header_find(&head, "absent").p == NULL);
	CHECK_INT(head.content_length, 12);
	CHECK(!head.chunked && !head.keep_alive && head.expect_continue);
	CHECK_INT(head.headers, 6);
}

TEST(connections_live_on_as_the_version_says)
{
	CHECK(parse(STR("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) == HTTP_DONE && head.keep_alive);
	CHECK(parse(STR("GET / HTTP/1.0\r\nHost: a\r\n\r\n")) == HTTP_DONE && !head.keep_alive);
	CHECK(parse(STR("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")) == HTTP_DONE && head.keep_alive);
	CHECK(parse(STR("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n")) == HTTP_DONE && !head.keep_alive);
	CHECK(parse(STR("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n")) == HTTP_DONE && !head.expect_continue);
}

TEST(slices_follow_a_copied_head_and_constants_stay)
{
	char from[] = "GET http://h HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n", to[sizeof(from)];
	CHECK(parse((struct str){from, sizeof(from) - 1}) == HTTP_DONE);
	memcpy(to, from, sizeof(from));
	http_head_move(&head, (struct str){from, sizeof(from) - 1}, to);
	memset(from, '?', sizeof(from));
	CHECK_STR(head.path, "/");
	CHECK_STR(head.host, "h");
	CHECK_STR(head.method_text, "GET");
	CHECK_STR(http_header_find(&head, "x"), "y");
}

/* Feeds the pieces between the cuts; the bytes, then the state. */
static void chunks(struct buf *out, struct str in, size_t one, size_t two, uint64_t max)
{
	struct http_chunks c;
	enum http_parse r = HTTP_MORE;
	size_t end[] = {one, two, in.n}, at = 0;
	http_chunks_init(&c, max);
	buf_clear(out);
	for (int piece = 0; piece < 3 && r == HTTP_MORE; piece++) {
		while (at < end[piece] && r == HTTP_MORE) {
			struct str data;
			size_t took;
			r = http_chunks_next(&c, (struct str){in.p + at, end[piece] - at}, &took, &data, &status);
			CHECK(took > 0 || r != HTTP_MORE);
			at += took;
			buf_str(out, data);
		}
	}
	buf_printf(out, "|%s", r == HTTP_DONE ? "done" : r == HTTP_MORE ? "more" : status == 413 ? "413" : "400");
	if (r == HTTP_DONE)
		buf_printf(out, " %zu", in.n - at);
}

TEST(chunks_give_the_same_bytes_however_they_are_cut)
{
	static const struct { const char *in, *out; } row[] = {
		{"5\r\nhello\r\n6;x=\"y\"\r\n world\r\n0\r\nA: b\r\nC:\r\n\r\nGET", "hello world|done 3"},
		{"0\r\n\r\n", "|done 0"},
		{"1\r\na\r\n00b\r\n", "a|more"},
		{"3\r\nabcd\r\n", "abc|400"},
		{"3\r\nabc\r\n9\r\nxy", "abcxy|more"},
		{"a\r\n0123456789\r\n6\r\n", "0123456789|413"},
		{"A\r\n0123456789\r\n5\r\n01234\r\n0\r\n\r\n", "012345678901234|done 0"},
	};
	struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct str in = str_of(row[i].in);
		for (size_t one = 0; one <= in.n; one++) {
			for (size_t two = one; two <= in.n; two++) {
				chunks(&b, in, one, two, 15);
				CHECK_STR(buf_view(&b), row[i].out);
			}
		}
	}
	buf_free(&b);
}

static const char *chunk_end(const char *before, const char *piece, int times, const char *after, uint64_t max)
{
	struct buf in, out;
	buf_init(&in, 1 << 16);
	buf_init(&out, 1 << 16);
	buf_cstr(&in, before);
	repeat(&in, piece, times);
	buf_cstr(&in, after);
	chunks(&out, buf_view(&in), 0, in.n / 2, max);
	char *end = arena_strdup(test_arena(), strrchr(out.p, '|'));
	buf_free(&in);
	buf_free(&out);
	return end;
}

TEST(limits_of_chunks_hold_at_the_limit_and_one_past_it)
{
	CHECK_STR(chunk_end("", "0", 15, "1\r\na\r\n0\r\n\r\n", 1), "|done 0");
	CHECK_STR(chunk_end("", "0", 16, "1\r\na\r\n0\r\n\r\n", 1), "|400");
	CHECK_STR(chunk_end("1;", "x", 254, "\r\na\r\n0\r\n\r\n", 1), "|done 0");
	CHECK_STR(chunk_end("1;", "x", 256, "\r\na\r\n0\r\n\r\n", 1), "|400");
	CHECK_STR(chunk_end("0\r\nX: ", "y", 4096 - 7, "\r\n\r\n", 0), "|done 0");
	CHECK_STR(chunk_end("0\r\nX: ", "y", 4096 - 6, "\r\n\r\n", 0), "|400");
	CHECK_STR(chunk_end("3\r\nabc\r\n", "", 0, "0\r\n\r\n", 3), "|done 0");
	CHECK_STR(chunk_end("3\r\nabc\r\n", "", 0, "0\r\n\r\n", 2), "|413");
	CHECK_STR(chunk_end("", "f", 16, "\r\n", UINT64_MAX), "|more");
}

TEST(escapes_are_undone_once_and_only_whole)
{
	struct str out;
	struct arena *a = test_arena();
	CHECK(http_unescape(a, STR("a%20b+c%2Fd"), false, &out));
	CHECK_STR(out, "a b+c/d");
	CHECK(http_unescape(a, STR("a+b"), true, &out));
	CHECK_STR(out, "a b");
	CHECK(http_unescape(a, STR("%252e%e4%b8%AD"), false, &out));
	CHECK_STR(out, "%2e\xe4\xb8\xad");
	CHECK(http_unescape(a, STR(""), false, &out) && out.n == 0);
	static const char *const bad[] = {"%", "%2", "%zz", "%2g", "%00", "%c0%af", "%ff", "%ed%a0%80", "a%"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!http_unescape(a, str_of(bad[i]), false, &out));
}

TEST(dates_are_written_as_http_wants_them)
{
	char d[30];
	CHECK_STR(http_date(784111777000, d), "Sun, 06 Nov 1994 08:49:37 GMT");
	CHECK_STR(http_date(0, d), "Thu, 01 Jan 1970 00:00:00 GMT");
	CHECK_STR(http_date(1709251199999, d), "Thu, 29 Feb 2024 23:59:59 GMT");
	CHECK_STR(http_status_text(413), "Content Too Large");
	CHECK_STR(http_status_text(299), "Other");
}
