/* Time and numbers: slow heads, bodies and readers, idle connections, caps. */
#include "wire_live.h"
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/os.h"

#define GET_X "GET /x HTTP/1.1\r\nHost: a\r\n\r\n"

static struct str statuses(int fd, int ms, bool *ended)
{
	return live_answers(live_read(fd, ms, ended), false, false);
}

TEST(a_dripping_head_is_answered_408_at_its_deadline)
{
	bool ended = false;
	live.limits.head_ms = 400;
	live_start();
	int fd = live_connect();
	int64_t begin = live_ms();
	struct str s = STR_NONE;
	live_send_cstr(fd, "GET /x HTTP/1.1\r\nX: ");
	while (!ended && live_ms() - begin < 5000) {
		live_send_cstr(fd, "a");
		struct str more = live_read(fd, 20, &ended);
		s = more.n ? more : s;
	}
	int64_t took = live_ms() - begin;
	CHECK(ended);
	CHECK_STR(live_answers(s, false, false), "408");
	CHECK(took >= 400 && took < 2500);
	live_close(fd);
	live_stop();
}

TEST(a_silent_newcomer_is_closed_at_the_head_deadline)
{
	bool ended;
	live.limits.head_ms = 200;
	live_start();
	int fd = live_connect();
	int64_t begin = live_ms();
	CHECK_INT(live_read(fd, 5000, &ended).n, 0);
	CHECK(ended && live_ms() - begin >= 190);
	live_close(fd);
	live_stop();
}

TEST(an_idle_connection_is_closed_without_a_word)
{
	bool ended;
	live.limits.idle_ms = 200;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, GET_X);
	CHECK_STR(statuses(fd, 5000, &ended), "200");
	CHECK(ended);
	live_close(fd);
	live_stop();
}

TEST(a_body_below_the_least_rate_is_answered_408_and_leaves_nothing)
{
	bool ended;
	live.limits.head_ms = 300;
	live.limits.body_bytes_per_s = 1000;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\nabc");
	CHECK_STR(statuses(fd, 5000, &ended), "408");
	CHECK(ended);
	CHECK_INT(live_spooled(), 0);
	CHECK_INT(live.handled, 0);
	live_close(fd);
	live_stop();
}

TEST(a_body_above_the_least_rate_may_take_longer)
{
	bool ended;
	char piece[300];
	memset(piece, 'a', sizeof(piece));
	live.limits.head_ms = 300;
	live.limits.body_bytes_per_s = 1000;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n");
	for (int i = 0; i < 10; i++) {
		live_send(fd, (struct str){piece, sizeof(piece)});
		os_sleep_ms(80);
	}
	live_end_writing(fd);
	CHECK_STR(live_answers(live_read(fd, 5000, &ended), false, true), "200 spooled 3000");
	live_close(fd);
	live_stop();
}

/* Extensions are no body: whoever sends only them is slow. */
TEST(chunk_extensions_do_not_count_as_body)
{
	bool ended = false;
	char junk[200];
	memset(junk, 'a', sizeof(junk));
	live.limits.head_ms = 300;
	live_start();
	int fd = live_connect();
	struct str s = STR_NONE;
	live_send_cstr(fd, "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 100 && !ended; i++) {
		live_send_cstr(fd, "1;");
		live_send(fd, (struct str){junk, sizeof(junk)});
		live_send_cstr(fd, "\r\nx\r\n");
		struct str more = live_read(fd, 20, &ended);
		s = more.n ? more : s;
	}
	CHECK(ended);
	CHECK_STR(live_answers(s, false, false), "408");
	live_close(fd);
	live_stop();
}

TEST(a_reader_who_does_not_read_is_dropped)
{
	bool ended;
	live.limits.write_ms = 300;
	/* What the system buffers counts as sent: a high rate makes that little time. */
	live.limits.body_bytes_per_s = 100 * 1000 * 1000;
	live_start();
	int fd = live_connect(), small = 4096;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	live_send_cstr(fd, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
	os_sleep_ms(1500);
	struct str s = live_read(fd, 20000, &ended);
	CHECK(ended);
	CHECK(s.n < LIVE_BIG);
	live_close(fd);
	live_stop();
}

TEST(a_slow_reader_above_the_least_rate_gets_all)
{
	struct buf all;
	bool ended = false;
	live.limits.write_ms = 100;
	live.limits.body_bytes_per_s = 100 * 1000;
	live_start();
	int fd = live_connect();
	live_send_cstr(fd, "GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	buf_init(&all, LIVE_BIG + 4096);
	os_sleep_ms(600);
	while (!ended)
		buf_str(&all, live_read(fd, 200, &ended));
	CHECK(all.n > LIVE_BIG);
	buf_free(&all);
	live_close(fd);
	live_stop();
}

TEST(a_neighbour_has_its_share_and_no_more)
{
	enum { SHARE = 5 };
	int fd[SHARE + 1];
	bool ended;
	live.limits.per_address = SHARE;
	live_start();
	for (int i = 0; i < SHARE; i++) {
		fd[i] = live_connect();
		live_send_cstr(fd[i], GET_X);
		CHECK_STR(statuses(fd[i], 200, &ended), "200");
		CHECK(!ended);
	}
	fd[SHARE] = live_connect();
	live_send_cstr(fd[SHARE], GET_X);
	struct str s = live_read(fd[SHARE], 5000, &ended);
	CHECK(ended && str_starts(s, "HTTP/1.1 503 ") && str_find(s, STR("Retry-After: ")) != SIZE_MAX);
	CHECK_STR(live_answers(s, false, false), "503");
	live_close(fd[SHARE]);
	live_close(fd[0]);
	os_sleep_ms(200);
	fd[0] = live_connect();
	live_send_cstr(fd[0], GET_X);
	CHECK_STR(statuses(fd[0], 200, &ended), "200");
	for (int i = 0; i < SHARE; i++)
		live_close(fd[i]);
	live_stop();
}

TEST(our_proxy_is_not_a_neighbour)
{
	static const char *const proxies[] = {"127.0.0.1", NULL};
	int fd[8];
	bool ended;
	live.limits.per_address = 2;
	live.proxies = proxies;
	live_start();
	for (int i = 0; i < 8; i++) {
		fd[i] = live_connect();
		live_send_cstr(fd[i], GET_X);
		CHECK_STR(statuses(fd[i], 100, &ended), "200");
	}
	for (int i = 0; i < 8; i++)
		live_close(fd[i]);
	live_stop();
}

TEST(a_full_house_says_so_politely)
{
	enum { ALL = 4 };
	int fd[ALL + 1];
	bool ended;
	live.limits.connections = ALL;
	live_start();
	for (int i = 0; i < ALL; i++) {
		fd[i] = live_connect();
		live_send_cstr(fd[i], GET_X);
		CHECK_STR(statuses(fd[i], 100, &ended), "200");
	}
	fd[ALL] = live_connect();
	live_send_cstr(fd[ALL], GET_X);
	CHECK_STR(statuses(fd[ALL], 5000, &ended), "503");
	CHECK(ended);
	for (int i = 0; i <= ALL; i++)
		live_close(fd[i]);
	live_stop();
}

static int64_t cpu_ms(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000
		+ (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
}

/* The client is this process too: its sockets are made first; then the limit
 * is set to what is open, and the server's accept finds no number. */
TEST(without_file_numbers_nobody_spins_and_service_returns)
{
	enum { CALLERS = 6 };
	int fd[CALLERS];
	struct rlimit was, none;
	bool ended;
	live_start();
	for (int i = 0; i < CALLERS; i++)
		fd[i] = live_socket();
	CHECK(getrlimit(RLIMIT_NOFILE, &was) == 0);
	none = was;
	none.rlim_cur = (rlim_t)fd[CALLERS - 1] + 1;
	CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0);
	for (int i = 0; i < CALLERS; i++)
		live_join(fd[i]);
	int64_t cpu = cpu_ms();
	os_sleep_ms(500);
	CHECK(cpu_ms() - cpu < 250);
	live_send_cstr(fd[0], GET_X);
	live_read(fd[0], 2000, &ended);
	CHECK(ended);
	CHECK_INT(live.handled, 0);
	CHECK(setrlimit(RLIMIT_NOFILE, &was) == 0);
	for (int i = 0; i < CALLERS; i++)
		live_close(fd[i]);
	os_sleep_ms(300);
	int again = live_connect();
	live_send_cstr(again, GET_X);
	CHECK_STR(statuses(again, 300, &ended), "200");
	live_close(again);
	live_stop();
}

/* While many drip, a normal client is served, and all who drip are gone in time. */
TEST(slow_crowds_do_not_slow_the_others)
{
	enum { CROWD = 60 };
	int fd[CROWD];
	int64_t worst = 0;
	bool ended;
	live.limits.head_ms = 500;
	live_start();
	for (int i = 0; i < CROWD; i++)
		fd[i] = live_connect();
	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < CROWD; i++)
			live_send_cstr(fd[i], "G");
		int64_t begin = live_ms();
		CHECK_STR(live_answers(live_ask(GET_X), false, false), "200");
		int64_t took = live_ms() - begin;
		worst = took > worst ? took : worst;
		os_sleep_ms(20);
	}
	CHECK(worst < 200);
	os_sleep_ms(1000);
	for (int i = 0; i < CROWD; i++) {
		live_read(fd[i], 1000, &ended);
		CHECK(ended);
		live_close(fd[i]);
	}
	live_stop();
}
