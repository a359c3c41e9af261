/* Asking others: one address, one time, one size; nobody is followed elsewhere. */
#include "test.h"

#include "base/limits.h"
#include "base/os.h"

/* A server of one answer, on a thread: waits for the end of the head, sends, closes. */
struct server { int fd, port; const char *answer; int delay_ms; struct os_thread *thread; char heard[4096]; };

static void *answer_once(void *arg)
{
	struct server *s = arg;
	char peer[46];
	int fd = -1;
	size_t n = 0;
	for (int i = 0; i < 300 && fd < 0; i++, os_sleep_ms(fd < 0 ? 10 : 0))
		fd = os_accept(s->fd, peer);
	if (fd < 0)
		return NULL;
	for (int i = 0; i < 300 && !strstr(s->heard, "the body"); i++) {
		int64_t got = os_recv(fd, s->heard + n, sizeof s->heard - 1 - n);
		n += got > 0 ? (size_t)got : 0;
		if (got <= 0)
			os_sleep_ms(10);
	}
	os_sleep_ms(s->delay_ms);
	for (size_t at = 0, all = strlen(s->answer); at < all;) {
		int64_t put = os_send(fd, s->answer + at, all - at);
		if (put < 0 && put != -11)
			break;
		at += put > 0 ? (size_t)put : 0;
	}
	os_close(fd);
	return NULL;
}

static void server_start(struct server *s, const char *answer, int delay_ms)
{
	*s = (struct server){.answer = answer, .delay_ms = delay_ms};
	s->fd = os_listen("127.0.0.1:0", &s->port);
	CHECK(s->fd >= 0);
	s->thread = os_thread_start(answer_once, s);
}

static void server_end(struct server *s)
{
	os_thread_join(s->thread);
	os_close(s->fd);
}

static struct os_fetch question(int port)
{
	return (struct os_fetch){.url = arena_printf(test_arena(), "http://127.0.0.1:%d/x/add", port), .body = STR("the body"),
		.type = "text/plain", .bytes_max = 1000};
}

static struct os_fetch ask(const char *answer, int delay_ms, int timeout_ms, char heard[static 4096])
{
	struct server s;
	const char *why;
	server_start(&s, answer, delay_ms);
	struct os_fetch f = question(s.port);
	CHECK(os_fetch_all(&f, 1, timeout_ms, NULL, NULL, &why));
	server_end(&s);
	memcpy(heard, s.heard, sizeof s.heard);
	return f;
}

TEST(an_answer_comes_with_status_type_and_body)
{
	char heard[4096];
	struct os_fetch f = ask("HTTP/1.1 409 Conflict\r\nContent-Type: text/x.tlog.size\r\nContent-Length: 3\r\n\r\n42\n", 0, 3000, heard);
	CHECK_INT(f.status, 409);
	CHECK_STR(f.reply_type, "text/x.tlog.size");
	CHECK_STR(buf_view(&f.reply), "42\n");
	CHECK(strstr(heard, "POST /x/add HTTP/1.1\r\n") == heard);
	CHECK(strstr(heard, "\r\n\r\nthe body"));
	buf_free(&f.reply);
}

TEST(a_redirect_is_an_answer_and_not_followed)
{
	char heard[4096];
	struct os_fetch f = ask("HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0, 3000, heard);
	CHECK_INT(f.status, 307);
	CHECK_STR(f.reply_type, "");
	buf_free(&f.reply);
}

static struct os_fetch ask_for(size_t bytes, char heard[static 4096])
{
	char *wide = arena_alloc(test_arena(), bytes + 1);
	memset(wide, 'x', bytes);
	return ask(arena_printf(test_arena(), "HTTP/1.1 200 OK\r\n\r\n%s", wide), 0, 3000, heard);
}

TEST(a_reply_has_a_largest_size)
{
	char heard[4096];
	struct os_fetch f = ask_for(1000, heard);
	CHECK_INT(f.status, 200);
	CHECK_INT(f.reply.n, 1000);
	buf_free(&f.reply);
	f = ask_for(1001, heard);
	CHECK_INT(f.status, 0);
	CHECK(f.too_large && f.reply.n <= 1000);
	buf_free(&f.reply);
	f = ask_for(8 * 1024 * 1024, heard);
	CHECK(f.status == 0 && f.too_large && f.reply.n <= 1000);
	buf_free(&f.reply);
}

TEST(who_does_not_answer_in_time_is_not_waited_for)
{
	char heard[4096];
	int64_t start = os_mono_ms();
	struct os_fetch f = ask("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 700, 300, heard);
	CHECK_INT(f.status, 0);
	CHECK(*f.why);
	CHECK(os_mono_ms() - start < 3000);
	buf_free(&f.reply);
}

TEST(nobody_there_is_no_answer)
{
	int port = 0;
	const char *why;
	int fd = os_listen("127.0.0.1:0", &port);
	os_close(fd);
	struct os_fetch f = question(port);
	CHECK(os_fetch_all(&f, 1, 2000, NULL, NULL, &why));
	CHECK_INT(f.status, 0);
	CHECK(*f.why);
	buf_free(&f.reply);
}

TEST(only_http_is_spoken)
{
	const char *why, *const bad[] = {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct os_fetch f = question(1);
		f.url = bad[i];
		CHECK(os_fetch_all(&f, 1, 2000, NULL, NULL, &why));
		CHECK_INT(f.status, 0);
		CHECK_INT(f.reply.n, 0);
		buf_free(&f.reply);
	}
}

static bool at_once(void *ctx)
{
	(void)ctx;
	return true;
}

TEST(who_is_told_to_stop_stops)
{
	struct server s;
	const char *why;
	int64_t start = os_mono_ms();
	server_start(&s, "HTTP/1.1 200 OK\r\n\r\n", 0);
	struct os_fetch f = question(s.port);
	CHECK(os_fetch_all(&f, 1, 10000, at_once, NULL, &why));
	CHECK_INT(f.status, 0);
	CHECK(os_mono_ms() - start < 2000);
	buf_free(&f.reply);
	/* the server still waits for somebody */
	f = question(s.port);
	CHECK(os_fetch_all(&f, 1, 3000, NULL, NULL, &why));
	buf_free(&f.reply);
	server_end(&s);
}

TEST(several_are_asked_at_once)
{
	struct server s[4];
	struct os_fetch f[4];
	const char *why;
	int64_t start = os_mono_ms();
	for (int i = 0; i < 4; i++) {
		server_start(&s[i], "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny", 400);
		f[i] = question(s[i].port);
	}
	CHECK(os_fetch_all(f, 4, 5000, NULL, NULL, &why));
	CHECK(os_mono_ms() - start < 1500);
	for (int i = 0; i < 4; i++) {
		CHECK_INT(f[i].status, 200);
		buf_free(&f[i].reply);
		server_end(&s[i]);
	}
}
