/* What a running edge answers to well-formed requests. */
#include "wire_live.h"
#include "base/os.h"

static bool has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"

TEST(answers_carry_date_length_and_common_headers)
{
	live_start();
	struct str s = live_ask(GET("/x"));
	CHECK(str_starts(s, "HTTP/1.1 200 OK\r\nDate: "));
	CHECK(has(s, " GMT\r\n") && has(s, "Content-Type: text/plain\r\n"));
	CHECK(has(s, "Content-Length: 12\r\n") && has(s, "X-Common: yes\r\n"));
	CHECK(!has(s, "Connection:"));
	CHECK(str_ends(s, "\r\n\r\nGET /x @a []"));
	live_stop();
}

TEST(static_words_and_files_are_sent_whole)
{
	live_start();
	CHECK(str_ends(live_ask(GET("/static")), "\r\n\r\nstatic words"));
	struct str s = live_ask(GET("/file"));
	CHECK(has(s, "Content-Length: 300000\r\n"));
	struct str body = str_from(s, str_find(s, STR("\r\n\r\n")) + 4);
	CHECK_INT(body.n, 300000);
	for (size_t i = 0; i < body.n; i++)
		CHECK(body.p[i] == "0123456789abcdef"[i % 16]);
	s = live_ask(GET("/big"));
	CHECK_INT(s.n - str_find(s, STR("\r\n\r\n")) - 4, LIVE_BIG);
	live_stop();
}

TEST(a_file_shorter_than_said_ends_the_connection)
{
	live_start();
	struct str s = live_ask(GET("/short") GET("/x"));
	CHECK(has(s, "Content-Length: 300001\r\n"));
	CHECK_INT(s.n - str_find(s, STR("\r\n\r\n")) - 4, 300000);
	live_stop();
}

TEST(head_has_the_length_and_no_body)
{
	live_start();
	const char *path[] = {"/x", "/static", "/file"};
	const char *length[] = {"Content-Length: 13\r\n", "Content-Length: 12\r\n", "Content-Length: 300000\r\n"};
	for (int i = 0; i < 3; i++) {
		struct str s = live_ask(arena_printf(test_arena(), "HEAD %s HTTP/1.1\r\nHost: a\r\n\r\n", path[i]));
		CHECK(has(s, length[i]) && str_ends(s, "\r\n\r\n"));
	}
	live_stop();
}

TEST(no_content_and_not_modified_have_no_body)
{
	live_start();
	struct str s = live_ask(GET("/204") GET("/304") GET("/x"));
	CHECK_STR(live_answers(s, false, false), "204 304 200");
	CHECK(!has(s, "not to be seen"));
	CHECK(!has(str_head(s, str_find(s, STR("\r\n\r\n"))), "Content-Length"));
	live_stop();
}

TEST(a_header_value_cannot_begin_another_line)
{
	live_start();
	CHECK(has(live_ask(GET("/evil")), "\r\nX-Name: a__Set-Cookie: b_c\r\n"));
	live_stop();
}

TEST(an_answer_that_is_not_whole_becomes_a_500)
{
	live_start();
	CHECK(str_starts(live_ask(GET("/unsound")), "HTTP/1.1 500 "));
	CHECK(str_starts(live_ask(GET("/nostatus")), "HTTP/1.1 500 "));
	struct str s = live_ask(GET("/full") GET("/x"));
	CHECK_STR(live_answers(s, false, false), "500 200");
	live_stop();
}

TEST(a_thousand_requests_at_once_have_a_thousand_answers_in_order)
{
	struct buf b, want;
	bool ended;
	buf_init(&b, 1 << 20);
	buf_init(&want, 1 << 20);
	for (int i = 0; i < 1000; i++) {
		buf_printf(&b, "GET /n%d HTTP/1.1\r\nHost: a\r\n\r\n", i);
		buf_printf(&want, "%s200 GET /n%d @a []", i ? " ; " : "", i);
	}
	live_start();
	int fd = live_connect();
	live_send(fd, buf_view(&b));
	live_end_writing(fd);
	CHECK_STR(live_answers(live_read(fd, 20000, &ended), false, true), buf_view(&want));
	CHECK(ended);
	live_close(fd);
	live_stop();
	buf_free(&b);
	buf_free(&want);
}

TEST(continue_is_said_before_the_body_and_only_when_it_is_admitted)
{
	bool ended;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
	CHECK_STR(live_read(fd, 300, &ended), "HTTP/1.1 100 Continue\r\n\r\n");
	CHECK(!ended);
	live_send_cstr(fd, "hello");
	live_end_writing(fd);
	CHECK_STR(live_answers(live_read(fd, 5000, &ended), false, true), "200 POST /x @a [hello]");
	live_close(fd);
	fd = live_connect();
	live_send_cstr(fd, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n");
	CHECK_STR(live_answers(live_read(fd, 5000, &ended), false, false), "413");
	CHECK(ended);
	live_close(fd);
	live_stop();
}

/* The body arrives only when the head has been answered, or not at all. */
static struct str post(const char *path, size_t size, bool *ended)
{
	struct buf b;
	buf_init(&b, 4 << 20);
	buf_printf(&b, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n", path, size);
	while (size-- > 0)
		buf_char(&b, 'a');
	int fd = live_connect();
	live_send(fd, buf_view(&b));
	live_end_writing(fd);
	struct str s = live_read(fd, 10000, ended);
	live_close(fd);
	buf_free(&b);
	return live_answers(s, false, false);
}

TEST(bodies_are_read_at_the_limit_and_refused_one_past_it)
{
	bool ended;
	live_start();
	CHECK_STR(post("/x", LIVE_BODY_MAX, &ended), "200");
	CHECK_STR(post("/x", LIVE_BODY_MAX + 1, &ended), "413");
	CHECK_STR(post("/up", LIVE_UPLOAD_MAX, &ended), "200");
	CHECK_STR(post("/up", LIVE_UPLOAD_MAX + 1, &ended), "413");
	CHECK_INT(live.handled, 2);
	live_stop();
}

TEST(a_chunked_upload_stops_at_the_limit_and_leaves_nothing)
{
	bool ended;
	char chunk[1007];
	memset(chunk, 'a', sizeof(chunk));
	memcpy(chunk, "3e8\r\n", 5);
	memcpy(chunk + sizeof(chunk) - 2, "\r\n", 2);
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 60; i++)
		live_send(fd, (struct str){chunk, sizeof(chunk)});
	for (int i = 0; i < 2000 && live_spooled() == 0; i++)
		os_sleep_ms(1);
	CHECK_INT(live_spooled(), 1);
	for (int i = 0; i < 100000; i++)
		live_send(fd, (struct str){chunk, sizeof(chunk)});
	live_read(fd, 5000, &ended);
	CHECK(ended);
	live_close(fd);
	CHECK_INT(live_spooled(), 0);
	CHECK_INT(live.handled, 0);
	CHECK_INT(live.errors, 1);
	live_stop();
}

TEST(an_upload_is_spooled_and_removed_with_its_request)
{
	live_start();
	struct str s = live_ask("POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
		"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n");
	CHECK(str_ends(s, "spooled 6"));
	CHECK_INT(live_spooled(), 0);
	live_stop();
}

TEST(what_a_crash_left_in_the_spool_goes_at_the_start)
{
	const char *dir = arena_printf(test_arena(), "%s/spool", test_folder());
	const char *mine = arena_printf(test_arena(), "%s/body-00112233445566778899aabbccddeeff", dir);
	const char *other = arena_printf(test_arena(), "%s/letter", dir);
	CHECK(os_mkdir(dir) == 0 && os_write_file(mine, STR("x")) == 0 && os_write_file(other, STR("x")) == 0);
	live_start();
	CHECK(!os_exists(mine) && os_exists(other));
	os_remove(other);
	live_stop();
}

static void peer_is(const char *forwarded, const char *want)
{
	struct str s = live_ask(arena_printf(test_arena(), "GET /peer HTTP/1.1\r\nHost: a\r\n%s\r\n", forwarded));
	CHECK_STR(str_from(s, str_find(s, STR("\r\n\r\n")) + 4), want);
}

TEST(forwarded_addresses_count_only_from_our_proxies)
{
	static const char *const proxies[] = {"127.0.0.1", "10.0.0.9", NULL};
	live.proxies = proxies;
	live_start();
	peer_is("", "127.0.0.1");
	peer_is("X-Forwarded-For: 1.2.3.4\r\n", "1.2.3.4");
	peer_is("X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n", "1.2.3.4");
	peer_is("X-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.0.0.9\r\n", "1.2.3.4");
	peer_is("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4\r\n", "1.2.3.4");
	peer_is("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 10.0.0.9\r\n", "6.6.6.6");
	peer_is("X-Forwarded-For: 2001:db8::1\r\n", "2001:db8::1");
	peer_is("X-Forwarded-For: 1.2.3.4, <script>\r\n", "127.0.0.1");
	peer_is("X-Forwarded-For: 1.2.3.4,\r\n", "127.0.0.1");
	peer_is("X-Forwarded-For:\r\n", "127.0.0.1");
	live_stop();
}

TEST(forwarded_addresses_of_strangers_are_a_claim)
{
	live_start();
	peer_is("X-Forwarded-For: 1.2.3.4\r\n", "127.0.0.1");
	live_stop();
}
