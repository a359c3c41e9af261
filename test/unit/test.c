/* The runner: `unit-<floor> [-v] [word]` runs the tests whose name holds word.
 *
 * 1. A test that fails, crashes, leaks (under AddressSanitizer) or runs longer
 *    than TEST_SECONDS is told by file and name, and the rest goes on.
 * 2. The last line is `N passed, N failed, N skipped`; the exit is 1 when one
 *    failed or none ran. */
#include "test.h"

#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_SKIP = 77, EXIT_RAN_ON = 78 };

static struct test *tests;
static struct arena *arena;
static char folder[] = "/tmp/huiyin-test-XXXXXX";
static pid_t folder_owner;

void test_add(struct test *t)
{
	struct test **at = &tests;
	while (*at && (strcmp((*at)->file, t->file) < 0 || (*at)->file == t->file))
		at = &(*at)->next;
	t->next = *at;
	*at = t;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

static void clean_up(void)
{
	arena_free(arena);
	arena = NULL;
	if (folder_owner == getpid())
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	folder_owner = 0;
}

void test_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", file, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	clean_up();
	_exit(1);
}

struct str test_same(struct str s)
{
	return s;
}

struct str test_cstr(const char *s)
{
	return s ? str_of(s) : (struct str){NULL, 0};
}

void test_check_str(const char *file, int line, const char *what, struct str a, struct str b)
{
	if (!str_eq(a, b) || (a.n == 0 && !a.p != !b.p))
		test_fail(file, line, "%s is \"%.*s\", not \"%.*s\"", what, STR_ARG(a), STR_ARG(b));
}

void test_check_int(const char *file, int line, const char *what, long long a, long long b)
{
	if (a != b)
		test_fail(file, line, "%s is %lld, not %lld", what, a, b);
}

void test_skip(const char *why)
{
	printf("skipped: %s\n", why);
	fflush(stdout);
	clean_up();
	_exit(EXIT_SKIP);
}

static pid_t last_child;

bool test_child(void)
{
	last_child = fork();
	if (last_child == 0 && !freopen("/dev/null", "w", stderr))
		_exit(EXIT_RAN_ON);
	return last_child == 0;
}

void test_child_ends(void)
{
	_exit(EXIT_RAN_ON);
}

void test_check_stopped(const char *file, int line, const char *what)
{
	int status = 0;
	waitpid(last_child, &status, 0);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
		test_fail(file, line, "%s does not stop the process", what);
}

struct arena *test_arena(void)
{
	if (!arena)
		arena = arena_new(64 * 1024 * 1024);
	return arena;
}

const char *test_folder(void)
{
	if (folder_owner == 0) {
		if (!mkdtemp(folder))
			test_fail(__FILE__, __LINE__, "no folder %s", folder);
		folder_owner = getpid();
	}
	return folder;
}

const char *test_shared(const char *name)
{
	char *path = arena_printf(test_arena(), "../shared/data/%s", name);
	if (access(path, R_OK) != 0)
		test_skip(path);
	return path;
}

/* Runs t in a process group of its own; its exit status, or 128 + signal. */
static int run(const struct test *t)
{
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		setpgid(0, 0);
		alarm(TEST_SECONDS);
		t->run();
		clean_up();
		exit(0);
	}
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return 1;
	kill(-child, SIGKILL);                     /* what it may have left running */
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);
	return WEXITSTATUS(status);
}

/* Processor time of all tests until now, in milliseconds. */
static long spent(void)
{
	struct rusage u;
	getrusage(RUSAGE_CHILDREN, &u);
	return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
}

static void tell(const struct test *t, int rc, bool all, long ms)
{
	if (rc == 128 + SIGALRM)
		fprintf(stderr, "%s: %s: longer than %d s\n", t->file, t->name, TEST_SECONDS);
	else if (rc > 128)
		fprintf(stderr, "%s: %s: stopped by signal %d\n", t->file, t->name, rc - 128);
	else if (rc != 0 && rc != EXIT_SKIP)
		fprintf(stderr, "%s: %s: failed\n", t->file, t->name);
	else if (all || rc == EXIT_SKIP)
		printf("%s %s: %s (%ld ms)\n", rc == 0 ? "ok" : "skip", t->file, t->name, ms);
}

int main(int argc, char **argv)
{
	int passed = 0, failed = 0, skipped = 0;
	bool all = argc > 1 && cstr_eq(argv[1], "-v");
	const char *word = argc > 1 + all ? argv[1 + all] : "";
	for (const struct test *t = tests; t; t = t->next) {
		if (!strstr(t->name, word))
			continue;
		long before = spent();
		int rc = run(t);
		tell(t, rc, all, spent() - before);
		passed += rc == 0;
		skipped += rc == EXIT_SKIP;
		failed += rc != 0 && rc != EXIT_SKIP;
	}
	printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
	return failed > 0 || passed + skipped == 0;
}
