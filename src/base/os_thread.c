/* Threads, locks, signals, the terminal. See os.h.
 *
 * Every thread but the first blocks all signals, so that SIGTERM always meets
 * the one handler, which does nothing but ring the bell. */
#include "os.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>
#include "bug.h"
#include "limits.h"

struct os_thread { pthread_t id; };
struct os_mutex { pthread_mutex_t lock; pthread_cond_t changed; };

static volatile sig_atomic_t stop_bell = -1;

struct os_thread *os_thread_start(void *(*fn)(void *), void *arg)
{
	struct os_thread *t = calloc(1, sizeof *t);
	must(t != NULL);
	sigset_t all, before;
	sigfillset(&all);
	must(pthread_sigmask(SIG_SETMASK, &all, &before) == 0);
	must(pthread_create(&t->id, NULL, fn, arg) == 0);
	must(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
	return t;
}

void os_thread_join(struct os_thread *t)
{
	must(pthread_join(t->id, NULL) == 0);
	free(t);
}

struct os_mutex *os_mutex_new(void)
{
	struct os_mutex *m = calloc(1, sizeof *m);
	must(m != NULL);
	must(pthread_mutex_init(&m->lock, NULL) == 0);
	must(pthread_cond_init(&m->changed, NULL) == 0);
	return m;
}

void os_mutex_free(struct os_mutex *m)
{
	if (!m)
		return;
	must(pthread_cond_destroy(&m->changed) == 0);
	must(pthread_mutex_destroy(&m->lock) == 0);
	free(m);
}

void os_mutex_lock(struct os_mutex *m)
{
	must(pthread_mutex_lock(&m->lock) == 0);
}

void os_mutex_unlock(struct os_mutex *m)
{
	must(pthread_mutex_unlock(&m->lock) == 0);
}

void os_mutex_wait(struct os_mutex *m)
{
	must(pthread_cond_wait(&m->changed, &m->lock) == 0);
}

void os_mutex_signal_all(struct os_mutex *m)
{
	must(pthread_cond_broadcast(&m->changed) == 0);
}

int os_cpu_count(void)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return n > 0 ? n : 1;
}

static void ring_stop(int signal)
{
	int before = errno;
	(void)signal;
	os_bell_ring(stop_bell);
	errno = before;
}

int os_stop_bell(void)
{
	if (stop_bell >= 0)
		return stop_bell;
	int bell = os_bell_new();
	if (bell < 0)
		return bell;
	stop_bell = bell;
	struct sigaction ring = {.sa_handler = ring_stop, .sa_flags = SA_RESTART};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	must(sigaction(SIGTERM, &ring, NULL) == 0 && sigaction(SIGINT, &ring, NULL) == 0);
	must(sigaction(SIGPIPE, &ignore, NULL) == 0);
	return bell;
}

bool os_is_terminal(int fd)
{
	return isatty(fd) == 1;
}

/* A line of standard input without its end; false at end of input or past n_max. */
static bool read_typed(char *line, size_t n_max, size_t *n)
{
	char c = 0;
	bool any = false, fits = true;
	for (*n = 0; os_read(STDIN_FILENO, &c, 1) == 1; any = true) {
		if (c == '\n')
			return fits;
		if (*n < n_max)
			line[(*n)++] = c;
		else
			fits = false;
	}
	return any && fits;
}

bool os_read_secret(struct arena *a, const char *prompt, struct str *out)
{
	struct termios before, quiet;
	char line[LIMIT_PASSWORD_BYTES + 1];
	size_t n = 0;
	bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
	if (terminal) {
		os_write_all(STDERR_FILENO, prompt, strlen(prompt));
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	bool ok = read_typed(line, sizeof line, &n);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		os_write_all(STDERR_FILENO, "\n", 1);
	}
	if (n > 0 && line[n - 1] == '\r')
		n--;
	ok = ok && n <= LIMIT_PASSWORD_BYTES;
	if (ok)
		*out = (struct str){arena_cstr(a, (struct str){line, n}), n};
	explicit_bzero(line, sizeof line);
	return ok && out->n == strlen(out->p);
}
