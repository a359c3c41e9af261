/* The sandbox of helper programs (libseccomp; Landlock by its system calls).
 * Laws: 1 nothing that was given up can be had back: no new privileges, and
 * every limit is hard; 2 the filter is a list of what is allowed, and what it
 * does not name ends the process; 3 what libraries try and can do without
 * (opening a file, asking about one) fails instead; 4 memory is written or run,
 * never both. */
#include "os_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { FILES_NONE = 3, FILES_SOME = 64 };

/* -- limits */

static bool limit(int what, rlim_t n)
{
	struct rlimit l = {n, n};
	return setrlimit((__rlimit_resource_t)what, &l) == 0;
}

/* Its answer may be given into a file by who started it by hand. */
static bool answers_into_a_file(void)
{
	struct stat st;
	return fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

static bool set_limits(const struct os_sandbox *s)
{
	return limit(RLIMIT_CORE, 0) && (answers_into_a_file() || limit(RLIMIT_FSIZE, 0)) && limit(RLIMIT_CPU, (rlim_t)s->cpu_s) &&
		limit(RLIMIT_NOFILE, s->read_dirs ? FILES_SOME : FILES_NONE) && (s->threads || limit(RLIMIT_NPROC, 0)) &&
		(SANITIZED || limit(RLIMIT_AS, s->memory_bytes));
}

/* -- Landlock: Debian 12's headers know less of it than kernels do, so its words stand here */

enum { ABI_TRUNCATE = 3, ABI_NET = 4, ABI_IOCTL = 5, ABI_SCOPE = 6, RULE_PATH_BENEATH = 1, ASK_ABI = 1 };
enum { FS_FIRST = (1 << 13) - 1, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14, FS_IOCTL = 1 << 15, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3 };
struct ruleset { uint64_t fs, net, scope; };
struct beneath { uint64_t allowed; int32_t parent; } __attribute__((packed));

static bool let_read(int ruleset, const char *dir)
{
	struct beneath rule = {FS_READ_FILE | FS_READ_DIR, open(dir, O_PATH | O_CLOEXEC)};
	if (rule.parent < 0)
		return errno == ENOENT;            /* nothing to read there */
	bool ok = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent);
	return ok;
}

/* As much as this kernel can; a kernel without it is no fault when no folder must be kept apart. */
static const char *landlock(const char *const *read_dirs)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_ABI);
	if (abi < 1)
		return read_dirs ? "this kernel has no Landlock, which keeps files apart" : NULL;
	struct ruleset all = {
		.fs = FS_FIRST | (abi >= 2 ? FS_REFER : 0) | (abi >= ABI_TRUNCATE ? FS_TRUNCATE : 0) | (abi >= ABI_IOCTL ? FS_IOCTL : 0),
		.net = abi >= ABI_NET ? 3 : 0,         /* to bind and to connect */
		.scope = abi >= ABI_SCOPE ? 3 : 0,     /* abstract sockets and signals of others */
	};
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (ruleset < 0)
		return "Landlock refuses its rules";
	bool ok = true;
	for (size_t i = 0; read_dirs && read_dirs[i]; i++)
		ok = ok && let_read(ruleset, read_dirs[i]);
	ok = ok && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return ok ? NULL : "Landlock refuses its rules";
}

/* -- the filter */

#define CALL(name) SCMP_SYS(name)

/* Of memory, of its own three files, of its own end. */
static const int allowed[] = {
	CALL(read), CALL(write), CALL(writev), CALL(close), CALL(lseek), CALL(munmap), CALL(mremap), CALL(brk), CALL(madvise),
	CALL(futex), CALL(getrandom), CALL(clock_gettime), CALL(rt_sigreturn), CALL(exit), CALL(exit_group),
	CALL(rt_sigprocmask), CALL(rt_sigaction), CALL(sigaltstack), CALL(getpid), CALL(gettid), CALL(sched_yield),
};
/* Tried by libraries, which go on without. */
static const int refused[] = {
	CALL(open), CALL(openat), CALL(stat), CALL(fstat), CALL(lstat), CALL(newfstatat), CALL(statx), CALL(access), CALL(faccessat),
	CALL(faccessat2), CALL(readlink), CALL(readlinkat), CALL(ioctl), CALL(fcntl), CALL(getcwd), CALL(uname), CALL(sysinfo),
	CALL(prlimit64), CALL(sched_getaffinity), CALL(statfs), CALL(fstatfs), CALL(prctl),
};
/* With folders to read: what opens there, Landlock says. */
static const int reading[] = {
	CALL(pread64), CALL(stat), CALL(fstat), CALL(lstat), CALL(newfstatat), CALL(statx), CALL(access), CALL(faccessat), CALL(faccessat2),
	CALL(readlink), CALL(readlinkat), CALL(getdents64), CALL(fadvise64), CALL(fcntl), CALL(getcwd), CALL(uname), CALL(statfs), CALL(fstatfs),
};
static const int threading[] = {
	CALL(set_robust_list), CALL(rseq), CALL(sched_getaffinity), CALL(sched_getattr), CALL(sched_setattr), CALL(nanosleep),
	CALL(clock_nanosleep), CALL(prctl), CALL(poll), CALL(eventfd2), CALL(set_tid_address),
};

static bool add(scmp_filter_ctx f, uint32_t action, const int *call, size_t n)
{
	bool ok = true;
	for (size_t i = 0; i < n; i++)
		ok = ok && seccomp_rule_add(f, action, call[i], 0) == 0;
	return ok;
}

static bool in_list(int call, const int *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == call)
			return true;
	return false;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool add_refused(scmp_filter_ctx f, const struct os_sandbox *s)
{
	bool ok = true;
	for (size_t i = 0; i < COUNT(refused); i++) {
		bool had = (s->read_dirs && in_list(refused[i], reading, COUNT(reading))) || (s->threads && in_list(refused[i], threading, COUNT(threading)));
		if (!had && !(s->read_dirs && (refused[i] == CALL(open) || refused[i] == CALL(openat))))
			ok = ok && seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), refused[i], 0) == 0;
	}
	return ok;
}

static bool add_reading(scmp_filter_ctx f)
{
	const scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
	return add(f, SCMP_ACT_ALLOW, reading, COUNT(reading)) &&
		seccomp_rule_add(f, SCMP_ACT_ALLOW, CALL(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0)) == 0 &&
		seccomp_rule_add(f, SCMP_ACT_ALLOW, CALL(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0)) == 0 &&
		seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), CALL(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, O_WRONLY, O_WRONLY)) == 0 &&
		seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), CALL(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, O_RDWR, O_RDWR)) == 0;
}

/* clone3 hides its flags in memory: refused, so that the C library takes clone, whose flags are seen. */
static bool add_threads(scmp_filter_ctx f)
{
	return add(f, SCMP_ACT_ALLOW, threading, COUNT(threading)) &&
		seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), CALL(clone3), 0) == 0 &&
		seccomp_rule_add(f, SCMP_ACT_ALLOW, CALL(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM)) == 0;
}

static bool load_filter(const struct os_sandbox *s)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok = f && add(f, SCMP_ACT_ALLOW, allowed, COUNT(allowed)) && add_refused(f, s) &&
		seccomp_rule_add(f, SCMP_ACT_ALLOW, CALL(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
		seccomp_rule_add(f, SCMP_ACT_ALLOW, CALL(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
		(!s->read_dirs || add_reading(f)) && (!s->threads || add_threads(f)) &&
		seccomp_load(f) == 0;
	if (f)
		seccomp_release(f);
	return ok;
}

const char *os_sandbox_enter(const struct os_sandbox *s)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
		return "the system does not let privileges be given up";
	const char *why = landlock(s->read_dirs);
	if (why)
		return why;
	if (!set_limits(s))
		return "the limits of memory, time and files cannot be set";
	return load_filter(s) ? NULL : "the system call filter cannot be set";
}

void os_sandbox_exit(int status)
{
	fflush(NULL);
	_exit(status);
}
