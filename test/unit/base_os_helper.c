/* This runner is its own helper program: started as `unit-base as-helper WORD`
 * it does what the word says instead of running tests. */
#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include "base/os.h"
#include "base/os_helper.h"
#include "base/os_sandbox.h"

enum { REFUSED = 40, ESCAPED = 41, SHUT_OUT = 42, MIB = 1024 * 1024 };

/* -- the helper's side */

static void echo(void)
{
	char piece[4096];
	for (int64_t n; (n = os_read(0, piece, sizeof piece)) > 0;)
		os_write_all(1, piece, (size_t)n);
}

static void flood(void)
{
	char piece[4096] = {0};
	while (os_write_all(1, piece, sizeof piece) > 0)
		continue;
}

/* How many files it has, how many words of environment. */
static void tell(void)
{
	int files = 0, words = 0;
	for (int fd = 0; fd < 256; fd++)
		files += fcntl(fd, F_GETFD) >= 0;
	while (environ[words])
		words++;
	printf("files %d environment %d group %s\n", files, words, getpgrp() == getpid() ? "own" : "foreign");
	fprintf(stderr, "told\n");
}

static void leave_a_child(void)
{
	if (fork() == 0)
		os_sleep_ms(60000);
	printf("%d", (int)getpid());
}

struct word { const char *word; void (*does)(void); };
static const struct word plain[] = {{"echo", echo}, {"flood", flood}, {"tell", tell}, {"child", leave_a_child}};

/* What a helper that was taken over would try. True: it had it. */
static bool try_open(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static bool try_open_own(void) { return open("/proc/self/environ", O_RDONLY) >= 0; }
static bool try_create(void) { return open("/tmp/huiyin-escaped", O_WRONLY | O_CREAT, 0600) >= 0; }
static bool try_openat2(void) { uint64_t how[3] = {0}; return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof how) >= 0; }
static bool try_stat(void) { struct stat st; return stat("/etc/passwd", &st) == 0; }
static bool try_unlink(void) { return unlink("/tmp/huiyin-nothing") == 0; }
static bool try_mkdir(void) { return mkdir("/tmp/huiyin-escaped.d", 0700) == 0; }
static bool try_chdir(void) { return chdir("/") == 0; }
static bool try_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool try_unix_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool try_sendmsg(void) { struct msghdr m = {0}; return sendmsg(1, &m, 0) >= 0; }
static bool try_execve(void) { char *a[] = {"/bin/true", NULL}; return execve(a[0], a, a + 1) == 0; }
static bool try_fork(void) { return fork() >= 0; }
static bool try_vfork(void) { return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0; }
static bool try_clone3(void) { uint64_t a[8] = {0}; return syscall(SYS_clone3, a, sizeof a) >= 0; }
static bool try_ptrace(void) { return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0; }
static bool try_kill(void) { return kill(getppid(), SIGTERM) == 0; }
static bool try_kill_all(void) { return kill(-1, 0) == 0; }
static bool try_read_parent(void)
{
	char c;
	struct iovec own = {&c, 1}, far = {&c, 1};
	return process_vm_readv((pid_t)syscall(SYS_getppid), &own, 1, &far, 1, 0) >= 0;
}
static bool try_map_code(void) { return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }
static bool try_make_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool try_pkey_code(void) { void *p = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); return syscall(SYS_pkey_mprotect, p, 4096, PROT_EXEC, -1) == 0; }
static bool try_memfd(void) { return memfd_create("x", 0) >= 0; }
static bool try_shm(void) { return shmget(IPC_PRIVATE, 4096, IPC_CREAT) >= 0; }
static bool try_setuid(void) { return setuid(65534) == 0; }
static bool try_mount(void) { return syscall(SYS_mount, "none", "/mnt", "tmpfs", 0, NULL) == 0; }
static bool try_unshare(void) { return syscall(SYS_unshare, 0x10000000) == 0; }
static bool try_bpf(void) { return syscall(SYS_bpf, 0, NULL, 0) >= 0; }
static bool try_uring(void) { char p[256] = {0}; return syscall(SYS_io_uring_setup, 1, p) >= 0; }
static bool try_keyctl(void) { return syscall(SYS_keyctl, 0, -1, 0) >= 0; }
static bool try_ioctl(void) { return syscall(SYS_ioctl, 0, 0x5412, "x") >= 0; }
static bool try_x32(void) { return syscall(0x40000000 | SYS_getpid) > 0; }
static bool try_memory(void)
{
	char *p = malloc(256 * MIB);
	for (size_t i = 0; p && i < 256 * MIB; i += 4096)
		((volatile char *)p)[i] = 1;
	return p != NULL;
}
static bool try_for_ever(void) { for (volatile int i = 1; i;) i = i; return true; }

struct attempt { const char *word; bool (*try)(void); };
static const struct attempt attempts[] = {
	{"open", try_open}, {"open_own", try_open_own}, {"create", try_create}, {"openat2", try_openat2}, {"stat", try_stat},
	{"unlink", try_unlink}, {"mkdir", try_mkdir}, {"chdir", try_chdir}, {"socket", try_socket}, {"unix_socket", try_unix_socket},
	{"sendmsg", try_sendmsg}, {"execve", try_execve}, {"fork", try_fork}, {"vfork", try_vfork}, {"clone3", try_clone3},
	{"ptrace", try_ptrace}, {"kill", try_kill}, {"kill_all", try_kill_all}, {"read_parent", try_read_parent},
	{"map_code", try_map_code}, {"make_code", try_make_code}, {"pkey_code", try_pkey_code}, {"memfd", try_memfd}, {"shm", try_shm},
	{"setuid", try_setuid}, {"mount", try_mount}, {"unshare", try_unshare}, {"bpf", try_bpf}, {"uring", try_uring},
	{"keyctl", try_keyctl}, {"ioctl", try_ioctl}, {"x32", try_x32},
	/* the last two are held by limits */
	{"memory", try_memory}, {"for_ever", try_for_ever},
};
enum { ATTEMPTS = sizeof attempts / sizeof *attempts, BY_LIMITS = 2 };

static void *nothing(void *arg)
{
	return arg;
}

/* With folders: the one reads, the other does not; threads start, processes do not. */
static bool use_folders(void)
{
	pthread_t t;
	bool reads = open("/usr/share/zoneinfo/UTC", O_RDONLY) >= 0 || open("/usr/share/doc", O_RDONLY) >= 0;
	bool elsewhere = open("/etc/passwd", O_RDONLY) >= 0 || open("/usr/share/x", O_WRONLY) >= 0 || open("/usr/lib", O_RDONLY) >= 0;
	bool thread = pthread_create(&t, NULL, nothing, NULL) == 0 && pthread_join(t, NULL) == 0;
	return reads && !elsewhere && thread;
}

static void be_shut_in(const char *word)
{
	static const char *const dirs[] = {"/usr/share", "/nowhere", NULL};
	bool folders = cstr_eq(word, "folders") || cstr_eq(word, "folders_fork");
	struct os_sandbox s = {.memory_bytes = folders ? 512 * MIB : 128 * MIB, .cpu_s = 1, .read_dirs = folders ? dirs : NULL, .threads = folders};
	const char *why = os_sandbox_enter(&s);
	if (why) {
		fputs(why, stderr);
		_exit(SHUT_OUT);
	}
	if (cstr_eq(word, "echo")) {
		echo();
		os_sandbox_exit(0);
	}
	if (folders)
		os_sandbox_exit((cstr_eq(word, "folders") ? use_folders() : !try_fork()) ? 0 : ESCAPED);
	for (int i = 0; i < ATTEMPTS; i++)
		if (cstr_eq(word, attempts[i].word))
			os_sandbox_exit(attempts[i].try() ? ESCAPED : REFUSED);
	_exit(1);
}

__attribute__((constructor)) static void be_a_helper(int argc, char **argv)
{
	if (argc == 4 && cstr_eq(argv[1], "as-helper"))
		be_shut_in(argv[3]);
	if (argc != 3 || !cstr_eq(argv[1], "as-helper"))
		return;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (cstr_eq(argv[2], plain[i].word))
			plain[i].does();
	fflush(NULL);
	if (cstr_eq(argv[2], "die"))
		kill(getpid(), SIGKILL);
	if (cstr_eq(argv[2], "sleep") || cstr_eq(argv[2], "deaf_and_mute")) {
		if (argv[2][0] == 'd')
			close(0), close(1), close(2);
		os_sleep_ms(60000);
	}
	_exit(cstr_eq(argv[2], "seven") ? 7 : 0);
}

/* -- the server's side */

static enum os_helper_end run(struct os_helper *h, const char *word, const char *more)
{
	const char *args[] = {"as-helper", word, more, NULL};
	h->name = "unit-base";
	h->args = args;
	h->out_max = h->out_max ? h->out_max : MIB;
	h->timeout_ms = h->timeout_ms ? h->timeout_ms : 20000;
	return os_helper_run(h);
}

TEST(a_helper_is_given_a_text_and_gives_one_back)
{
	size_t n = 8 * MIB;
	char *big = arena_alloc(test_arena(), n);
	for (size_t i = 0; i < n; i++)
		big[i] = (char)(i * 2654435761U >> 24);
	struct os_helper h = {.in = {big, n}, .out_max = n};
	CHECK_INT(run(&h, "echo", NULL), OS_HELPER_DONE);
	CHECK_INT(h.status, 0);
	CHECK_INT(h.out.n, n);
	CHECK(memcmp(h.out.p, big, n) == 0);
	os_helper_free(&h);
	h = (struct os_helper){.in = STR_NONE};
	CHECK_INT(run(&h, "echo", NULL), OS_HELPER_DONE);
	CHECK_INT(h.out.n, 0);
	os_helper_free(&h);
}

TEST(a_helper_has_three_pipes_and_nothing_else_of_ours)
{
	struct os_helper h = {.in = STR_NONE};
	int other = open("/etc/passwd", O_RDONLY);   /* not even close-on-exec */
	CHECK(other >= 0);
	CHECK_INT(run(&h, "tell", NULL), OS_HELPER_DONE);
	CHECK_STR(buf_view(&h.out), "files 3 environment 0 group own\n");
	CHECK_STR(buf_view(&h.err), "told\n");
	os_helper_free(&h);
	close(other);
}

TEST(however_a_helper_ends_it_is_told)
{
	struct os_helper h = {.in = STR("much that is not read"), .name = "huiyin-no-such", .out_max = 100, .timeout_ms = 20000};
	CHECK_INT(os_helper_run(&h), OS_HELPER_ABSENT);
	os_helper_free(&h);
	CHECK_INT(run(&h, "seven", NULL), OS_HELPER_DONE);
	CHECK_INT(h.status, 7);
	os_helper_free(&h);
	CHECK_INT(run(&h, "die", NULL), OS_HELPER_DIED);
	CHECK_INT(h.status, SIGKILL);
	os_helper_free(&h);
	CHECK_INT(run(&h, "tell", NULL), OS_HELPER_DONE);
	CHECK(str_starts(buf_view(&h.out), "files 3"));
	os_helper_free(&h);
}

TEST(a_helper_that_writes_too_much_or_takes_too_long_is_ended)
{
	int64_t begun = os_mono_ms();
	struct os_helper h = {.in = STR_NONE, .out_max = 100000};
	CHECK_INT(run(&h, "flood", NULL), OS_HELPER_LONG);
	CHECK(h.out.n <= 100000);
	os_helper_free(&h);
	h.timeout_ms = 500;
	CHECK_INT(run(&h, "sleep", NULL), OS_HELPER_LATE);
	os_helper_free(&h);
	CHECK_INT(run(&h, "deaf_and_mute", NULL), OS_HELPER_LATE);
	os_helper_free(&h);
	h.out_max = MIB;
	CHECK_INT(run(&h, "child", NULL), OS_HELPER_LATE);
	os_helper_free(&h);
	CHECK(os_mono_ms() - begun < 30000);
}

TEST(a_helper_that_is_shut_in_does_its_work)
{
	struct os_helper h = {.in = STR("words")};
	CHECK_INT(run(&h, "sandboxed", "echo"), OS_HELPER_DONE);
	CHECK_INT(h.status, 0);
	CHECK_STR(buf_view(&h.out), "words");
	os_helper_free(&h);
}

static bool sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
	return __has_feature(address_sanitizer);
#else
	return false;
#endif
}

TEST(what_a_hostile_helper_tries_fails_or_ends_it)
{
	for (int i = 0; i < ATTEMPTS; i++) {
		struct os_helper h = {.in = STR_NONE};
		if (cstr_eq(attempts[i].word, "memory") && sanitized())
			continue;
		enum os_helper_end end = run(&h, "sandboxed", attempts[i].word);
		bool held = (end == OS_HELPER_DONE && h.status == REFUSED) || (end == OS_HELPER_DIED && (h.status == SIGSYS || (i >= ATTEMPTS - BY_LIMITS && h.status == SIGKILL)));
		if (!held)
			test_fail(__FILE__, __LINE__, "%s: %s, status %d", attempts[i].word, os_helper_word(end), h.status);
		os_helper_free(&h);
	}
	CHECK(!os_exists("/tmp/huiyin-escaped") && !os_exists("/tmp/huiyin-escaped.d"));
}

TEST(folders_that_a_helper_may_read_are_all_it_can_read)
{
	struct os_helper h = {.in = STR_NONE};
	CHECK_INT(run(&h, "sandboxed", "folders"), OS_HELPER_DONE);
	if (h.status == SHUT_OUT)
		SKIP("no Landlock here");
	CHECK_INT(h.status, 0);
	os_helper_free(&h);
	CHECK(run(&h, "sandboxed", "folders_fork") == OS_HELPER_DIED || h.status == 0);
	os_helper_free(&h);
}
