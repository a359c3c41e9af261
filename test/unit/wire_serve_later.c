/* Answers completed by other threads, the slow lane, and the end. */
#include "wire_live.h"
#include "base/os.h"

static bool has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

static void wait_resumed(int n)
{
	for (int i = 0; i < 5000 && live.resumed < n; i++)
		os_sleep_ms(1);
	CHECK_INT(live.resumed, n);
}

TEST(another_thread_completes_an_answer)
{
	live_start();
	struct str s = live_ask("GET /later?30 HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: b\r\n\r\n");
	CHECK_STR(live_answers(s, false, true), "200 later 30 ; 200 GET /x @b []");
	CHECK(has(s, "X-Thread: "));
	live_stop();
}

TEST(an_answer_may_be_completed_before_handle_returns)
{
	live_start();
	for (int i = 0; i < 200; i++)
		CHECK_STR(live_answers(live_ask("GET /later?0 HTTP/1.1\r\nHost: a\r\n\r\n"), false, false), "200");
	CHECK_INT(live.resumed, 200);
	live_stop();
}

TEST(a_request_stays_whole_when_its_client_has_gone)
{
	live_start();
	for (int i = 0; i < 20; i++) {
		int fd = live_connect();
		live_send_cstr(fd, i % 2 ? "GET /later?150 HTTP/1.1\r\nHost: a\r\n\r\n"
			: "POST /later?150 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET");
		os_sleep_ms(5);
		live_close(fd);
	}
	wait_resumed(20);
	CHECK_STR(live_answers(live_ask("GET /x HTTP/1.1\r\nHost: a\r\n\r\n"), false, false), "200");
	live_stop();
}

TEST(a_waiting_connection_does_not_spin)
{
	bool ended;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "GET /later?300 HTTP/1.1\r\nHost: a\r\n\r\n");
	os_sleep_ms(20);
	live_send_cstr(fd, "GET /x HTTP/1.1\r\nHost: b\r\n\r\n");
	live_end_writing(fd);
	clock_t cpu = clock();
	os_sleep_ms(200);
	CHECK((clock() - cpu) * 1000 / CLOCKS_PER_SEC < 100);
	CHECK_STR(live_answers(live_read(fd, 5000, &ended), false, true), "200 later 300 ; 200 GET /x @b []");
	CHECK(ended);
	live_close(fd);
	live_stop();
}

TEST(the_slow_lane_works_and_says_when_it_is_full)
{
	enum { CALLERS = 12 };
	int fd[CALLERS], done = 0, full = 0;
	bool ended;
	live.limits.pool_jobs = 3;
	live_start();
	for (int i = 0; i < CALLERS; i++) {
		fd[i] = live_connect();
		live_send_cstr(fd[i], "GET /pool?200 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	}
	for (int i = 0; i < CALLERS; i++) {
		struct str s = live_answers(live_read(fd[i], 10000, &ended), false, true);
		done += str_is(s, "200 pool");
		full += str_is(s, "503");
		live_close(fd[i]);
	}
	/* Two at work and three waiting; a job may leave the queue while we ask. */
	CHECK_INT(done + full, CALLERS);
	CHECK(done >= 3 && full >= CALLERS - 5 - 2);
	live_stop();
}

struct client { int cut, bad, answered, refused; struct os_thread *thread; };

/* One request after the other on one connection, until it is told to end. */
static void *ask_on(void *arg)
{
	struct client *me = arg;
	bool ended = false;
	int fd = live_connect();
	for (int i = 0; !ended && i < 100000; i++) {
		live_send_cstr(fd, i % 3 ? "GET /x HTTP/1.1\r\nHost: a\r\n\r\n" : "GET /later?2 HTTP/1.1\r\nHost: a\r\n\r\n");
		char b[1000];
		size_t n = 0;
		int64_t got = 1;
		/* Every answer here ends in ']' or in the 2 of "later 2". */
		while (n < sizeof(b) && got > 0 && !(n && (b[n - 1] == ']' || (n > 7 && memcmp(b + n - 7, "later 2", 7) == 0)))) {
			got = os_recv(fd, b + n, sizeof(b) - n);
			n += got > 0 ? (size_t)got : 0;
		}
		me->answered += got > 0;
		me->cut += got <= 0 && n > 0;
		me->bad += n > 0 && !str_starts((struct str){b, n}, "HTTP/1.1 200 ");
		ended = got <= 0 || has((struct str){b, n}, "Connection: close");
		me->refused += got <= 0 && n == 0;
	}
	live_close(fd);
	return NULL;
}

TEST(a_stop_under_load_cuts_no_answer)
{
	enum { CLIENTS = 16 };
	struct client client[CLIENTS] = {{0}};
	int answered = 0;
	live_start();
	for (int i = 0; i < CLIENTS; i++)
		client[i].thread = os_thread_start(ask_on, &client[i]);
	os_sleep_ms(300);
	int64_t begin = live_ms();
	live_stop();
	CHECK(live_ms() - begin < 5000);
	for (int i = 0; i < CLIENTS; i++) {
		os_thread_join(client[i].thread);
		CHECK_INT(client[i].cut, 0);
		CHECK_INT(client[i].bad, 0);
		CHECK_INT(client[i].refused, 0);
		answered += client[i].answered;
	}
	CHECK(answered > CLIENTS);
}

TEST(a_stop_waits_for_what_is_under_way)
{
	bool ended;
	live_start();
	int fd = live_connect(), idle = live_connect();
	live_send_cstr(fd, "GET /later?500 HTTP/1.1\r\nHost: a\r\n\r\n");
	os_sleep_ms(100);
	live_stop();
	struct str s = live_read(fd, 1000, &ended);
	CHECK(ended && has(s, "Connection: close\r\n"));
	CHECK_STR(live_answers(s, false, true), "200 later 500");
	live_read(idle, 1000, &ended);
	CHECK(ended);
	live_close(fd);
	live_close(idle);
}

TEST(a_stop_does_not_wait_for_ever)
{
	bool ended;
	live.limits.stop_ms = 500;
	live_start();
	int half = live_connect();
	live_send_cstr(half, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
	os_sleep_ms(100);
	int64_t begin = live_ms();
	live_stop();
	CHECK(live_ms() - begin < 3000);
	live_read(half, 1000, &ended);
	CHECK(ended);
	live_close(half);
}

TEST(an_address_that_is_taken_is_told)
{
	live_start();
	const struct serve_app app = {0};
	const struct serve_options o = {.listen = arena_printf(test_arena(), "127.0.0.1:%d", live.port),
		.threads = 1, .stop_bell = live.bell};
	CHECK_INT(serve_run(&o, &app), 1);
	live_stop();
}
