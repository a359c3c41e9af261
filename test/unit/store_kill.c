/* Killed in the middle of writing: what was called done is there, what is there is whole. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include "store_help.h"

enum { ROUNDS = 3, WRITERS = 4, LINE = 16 };

struct writer_arg { struct store *s; int number, pipe; };

/* Two rows a job, so that half a job would show. */
static bool two_rows(struct tx *tx, void *arg)
{
	const char *key = arg;
	q_setting_set(tx, arena_printf(tx->arena, "%s.first", key), key);
	q_setting_set(tx, arena_printf(tx->arena, "%s.second", key), key);
	return true;
}

static void *write_for_ever(void *arg)
{
	struct writer_arg *w = arg;
	struct arena *a = arena_new(1024 * 1024);
	for (int i = 0;; i++) {
		char line[LINE + 1];
		snprintf(line, sizeof line, "%02d.%012d\n", w->number, i);
		char *key = arena_cstr(a, (struct str){line, LINE - 1});
		if (store_write(w->s, a, two_rows, key, NULL) && write(w->pipe, line, LINE) != LINE)
			_exit(1);
		arena_reset(a);
	}
	return NULL;
}

static void child_writes(struct place *p, int pipe, int round)
{
	const char *why = NULL;
	struct writer_arg args[WRITERS];
	struct os_thread *t[WRITERS];
	struct store *s = store_open(p->a, p->dir, STORE_SERVE, &why);
	if (!s)
		_exit(2);
	for (int i = 0; i < WRITERS; i++) {
		args[i] = (struct writer_arg){s, round * WRITERS + i, pipe};
		t[i] = os_thread_start(write_for_ever, &args[i]);
	}
	for (int i = 0; i < WRITERS; i++)
		os_thread_join(t[i]);
	_exit(3);
}

/* Every acknowledged line, read until the child is dead. */
static struct str kill_a_writer(struct place *p, int round)
{
	int ends[2];
	static char said[1024 * 1024];
	size_t n = 0;
	ssize_t got = 0;
	CHECK_INT(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		child_writes(p, ends[1], round);
	}
	close(ends[1]);
	while (n < sizeof said && (got = read(ends[0], said + n, sizeof said - n)) > 0) {
		n += (size_t)got;
		if (n > (size_t)LINE * 100 * (size_t)(round + 1))
			kill(child, SIGKILL);
	}
	close(ends[0]);
	int status = 0;
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	CHECK_INT(n % LINE, 0);
	return (struct str){arena_memdup(p->a, said, n), n};
}

static void say_fault(void *ctx, const char *fault)
{
	(void)ctx;
	test_fail(__FILE__, __LINE__, "%s", fault);
}

TEST(what_was_called_done_survives_a_kill)
{
	struct place p = place_new(STORE_SERVE);
	struct str said[ROUNDS], line;
	size_t lines = 0;
	store_close(p.s);
	p.s = NULL;
	for (int i = 0; i < ROUNDS; i++)
		said[i] = kill_a_writer(&p, i);
	const char *why = NULL;
	p.s = store_open(p.a, p.dir, STORE_SERVE, &why);
	CHECK_STR(why ? why : "", "");
	for (int i = 0; i < ROUNDS; i++)
		for (struct str rest = said[i]; str_line(&rest, &line); lines++) {
			const char *key = arena_cstr(p.a, line);
			CHECK_STR(pair_read(&p, arena_printf(p.a, "%s.first", key)), key);
			CHECK_STR(pair_read(&p, arena_printf(p.a, "%s.second", key)), key);
		}
	CHECK(lines >= 300);
	/* a job that was not acknowledged is there whole or not at all */
	for (int w = 0; w < ROUNDS * WRITERS; w++) {
		bool more = true;
		for (int i = 0; more; i++) {
			const char *key = arena_printf(p.a, "%02d.%012d", w, i);
			more = cstr_eq(pair_read(&p, arena_printf(p.a, "%s.first", key)), key);
			CHECK_INT(cstr_eq(pair_read(&p, arena_printf(p.a, "%s.second", key)), key), more);
		}
	}
	CHECK_INT(store_verify(p.s, say_fault, NULL), 0);
	place_end(&p);
}
