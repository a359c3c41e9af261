#include "test.h"

#include <signal.h>
#include <unistd.h>
#include "base/os.h"

enum { SHANGHAI = 480, THREADS = 4, ROUNDS = 2000 };

TEST(the_clock_turns_by_whole_days)
{
	int64_t before = os_utc_ms();
	day_t d = day_of(2031, 5, 6);
	os_time_turn(d, SHANGHAI);
	struct now now = os_now(SHANGHAI);
	CHECK_INT(now.today, d);
	int64_t moved = now.utc_ms - before;
	CHECK(moved % 86400000 < 10000);           /* the time of day ran on */
	os_time_turn(d - 400, SHANGHAI);
	CHECK_INT(os_now(SHANGHAI).today, d - 400);
	os_time_turn(day_of_ms(before, SHANGHAI), SHANGHAI);
	CHECK(os_utc_ms() - before < 10000);
	CHECK_STOPS(os_time_turn(DAY_LAST + 1, SHANGHAI));
	CHECK_STOPS(os_time_turn(DAY_NONE, SHANGHAI));
}

TEST(deadlines_do_not_turn_with_the_clock)
{
	int64_t a = os_mono_ms();
	os_time_turn(day_of(1999, 1, 1), SHANGHAI);
	os_sleep_ms(30);
	int64_t b = os_mono_ms();
	CHECK(b - a >= 30 && b - a < 5000);
}

TEST(random_bytes_differ_and_fill)
{
	unsigned char a[64] = {0}, b[64] = {0};
	os_random(a, sizeof a);
	os_random(b, sizeof b);
	CHECK(memcmp(a, b, sizeof a) != 0);
	CHECK(memcmp(a + 32, (unsigned char[32]){0}, 32) != 0);
	os_random(NULL, 0);
}

struct shared { struct os_mutex *lock; int count, arrived; };

static void *add_rounds(void *arg)
{
	struct shared *s = arg;
	for (int i = 0; i < ROUNDS; i++) {
		os_mutex_lock(s->lock);
		s->count++;
		os_mutex_unlock(s->lock);
	}
	os_mutex_lock(s->lock);
	s->arrived++;
	os_mutex_signal_all(s->lock);
	while (s->arrived < THREADS)
		os_mutex_wait(s->lock);
	os_mutex_unlock(s->lock);
	return NULL;
}

TEST(a_lock_keeps_every_count_and_wakes_all)
{
	struct shared s = {.lock = os_mutex_new()};
	struct os_thread *t[THREADS];
	for (int i = 0; i < THREADS; i++)
		t[i] = os_thread_start(add_rounds, &s);
	for (int i = 0; i < THREADS; i++)
		os_thread_join(t[i]);
	CHECK_INT(s.count, THREADS * ROUNDS);
	os_mutex_free(s.lock);
	os_mutex_free(NULL);
}

static void *wait_a_little(void *arg)
{
	(void)arg;
	os_sleep_ms(50);
	return NULL;
}

TEST(signals_ring_the_bell_and_a_broken_pipe_does_not_kill)
{
	struct os_ready ready[1];
	int bell = os_stop_bell(), poll = os_poll_new(), ends[2];
	CHECK(bell >= 0);
	CHECK_INT(os_stop_bell(), bell);
	CHECK_INT(os_poll_add(poll, bell, OS_READ, NULL), 0);
	struct os_thread *t = os_thread_start(wait_a_little, NULL);
	CHECK(raise(SIGTERM) == 0);
	CHECK_INT(os_poll_wait(poll, ready, 1, 1000), 1);
	os_bell_clear(bell);
	CHECK(raise(SIGINT) == 0);
	CHECK_INT(os_poll_wait(poll, ready, 1, 1000), 1);
	os_thread_join(t);
	CHECK(pipe(ends) == 0);
	CHECK_INT(os_close(ends[0]), 0);
	CHECK(os_write_all(ends[1], "x", 1) < 0);
	os_close(ends[1]);
	os_close(poll);
}

/* Standard input becomes these bytes. */
static void type(const char *s)
{
	int ends[2];
	CHECK(pipe(ends) == 0);
	CHECK_INT(os_write_all(ends[1], s, strlen(s)), strlen(s));
	os_close(ends[1]);
	CHECK(dup2(ends[0], 0) == 0);
	os_close(ends[0]);
}

TEST(a_secret_is_one_line_to_the_limit)
{
	struct str s = STR_NONE;
	type("first\nsecond\r\nlast");
	CHECK(!os_is_terminal(0));
	CHECK(os_read_secret(test_arena(), "", &s));
	CHECK_STR(s, "first");
	CHECK(os_read_secret(test_arena(), "", &s));
	CHECK_STR(s, "second");
	CHECK(os_read_secret(test_arena(), "", &s));
	CHECK_STR(s, "last");
	CHECK(!os_read_secret(test_arena(), "", &s));
	char *line = arena_alloc(test_arena(), 4100);
	memset(line, 'x', 4000);
	type(line);
	CHECK(os_read_secret(test_arena(), "", &s));
	CHECK_INT(s.n, 4000);
	memset(line, 'x', 4001);
	type(line);
	CHECK(!os_read_secret(test_arena(), "", &s));
}

TEST(there_is_at_least_one_core)
{
	CHECK(os_cpu_count() >= 1);
}
