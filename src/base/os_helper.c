/* Helper programs. Laws: 1 a helper has our three pipes and no other file of
 * ours, no environment, and a process group of its own; 2 whatever it does, the
 * call ends in time and no process of it is left; 3 what it did not read is no
 * fault, what it wrote beyond the limit is never kept. */
#include "os_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bug.h"
#include "os.h"

enum { ARGS_MAX = 16, PIECE = 64 * 1024 };

/* A helper at work: one socket is its standard input and output, a pipe its standard error. */
struct work { pid_t pid; int exit_fd, talk, err; size_t sent; int64_t end_ms; bool too_long; };

/* The file of this name beside the program that runs. */
static bool find(const char *name, char path[static PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
	if (n <= 0)
		return false;
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	size_t at = slash ? (size_t)(slash - path) + 1 : 0;
	if (at + strlen(name) >= PATH_MAX)
		return false;
	memcpy(path + at, name, strlen(name) + 1);
	return access(path, X_OK) == 0;
}

static bool spawn(const char *path, const struct os_helper *h, int talk, int err, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	char *argv[ARGS_MAX + 2] = {(char *)(uintptr_t)h->name}, *nothing[] = {NULL};
	for (size_t i = 0; h->args && h->args[i]; i++) {
		must(i < ARGS_MAX);
		argv[i + 1] = (char *)(uintptr_t)h->args[i];
	}
	sigemptyset(&none);
	sigfillset(&all);
	bool ok = posix_spawn_file_actions_init(&files) == 0 && posix_spawnattr_init(&how) == 0;
	must(ok);
	ok = posix_spawn_file_actions_adddup2(&files, talk, STDIN_FILENO) == 0 &&
		posix_spawn_file_actions_adddup2(&files, talk, STDOUT_FILENO) == 0 &&
		posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO) == 0 &&
		posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1) == 0 &&
		posix_spawnattr_setsigmask(&how, &none) == 0 && posix_spawnattr_setsigdefault(&how, &all) == 0 &&
		posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP) == 0 &&
		posix_spawn(pid, path, &files, &how, argv, nothing) == 0;
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return ok;
}

/* Files of ours stand above the three that a child is given: a dup2 onto them closes none. */
static int above(int fd)
{
	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	int up = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(fd);
	return up;
}

static bool begin(const char *path, const struct os_helper *h, struct work *w)
{
	int talk[2] = {-1, -1}, err[2] = {-1, -1};
	bool ok = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk) == 0 && pipe2(err, O_CLOEXEC) == 0;
	talk[1] = above(talk[1]);
	err[1] = above(err[1]);
	ok = ok && talk[1] >= 0 && err[1] >= 0 && spawn(path, h, talk[1], err[1], &w->pid);
	if (talk[1] >= 0)
		close(talk[1]);
	if (err[1] >= 0)
		close(err[1]);
	if (ok) {
		w->exit_fd = (int)syscall(SYS_pidfd_open, w->pid, 0);
		fcntl(talk[0], F_SETFL, O_NONBLOCK);
		fcntl(err[0], F_SETFL, O_NONBLOCK);
	}
	w->talk = talk[0];
	w->err = err[0];
	return ok;
}

/* What can be read now; at its end the file is closed and becomes -1. */
static void take(int *fd, struct buf *b, char *piece)
{
	ssize_t n = read(*fd, piece, PIECE);
	if (n > 0)
		buf_add(b, piece, (size_t)n);
	if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	close(*fd);
	*fd = -1;
}

/* What it can be given now. A helper that has closed its ear has read enough. */
static void give(struct work *w, struct str in)
{
	ssize_t n = w->sent < in.n ? send(w->talk, in.p + w->sent, in.n - w->sent, MSG_NOSIGNAL) : 0;
	if (n > 0)
		w->sent += (size_t)n;
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		w->sent = in.n;
	if (w->sent == in.n) {
		shutdown(w->talk, SHUT_WR);
		w->sent = SIZE_MAX;
	}
}

/* Until it is over, or must be ended: true when it ended by itself. Without a
 * file for its end it is ended when it has closed its output. */
static bool talk(struct os_helper *h, struct work *w)
{
	char *piece = malloc(PIECE);
	bool over = false;
	must(piece != NULL);
	while (!over && buf_ok(&h->out)) {
		int64_t left = w->end_ms - os_mono_ms();
		bool giving = w->talk >= 0 && w->sent != SIZE_MAX;
		struct pollfd p[] = {
			{w->talk, (short)(POLLIN | (giving ? POLLOUT : 0)), 0},
			{w->err, POLLIN, 0},
			/* once it has closed both, only its end is waited for */
			{w->talk < 0 && w->err < 0 ? w->exit_fd : -1, POLLIN, 0},
		};
		if (left <= 0)
			break;
		if (poll(p, 3, (int)left) < 0 && errno != EINTR)
			break;
		if (giving && p[0].revents & (POLLOUT | POLLERR))
			give(w, h->in);
		if (p[0].revents & (POLLIN | POLLHUP | POLLERR))
			take(&w->talk, &h->out, piece);
		if (p[1].revents)
			take(&w->err, &h->err, piece);
		over = p[2].revents != 0;
	}
	free(piece);
	return over;
}

static void wait_for(pid_t pid, siginfo_t *how, int what)
{
	int rc = 0;
	do
		rc = waitid(P_PID, (id_t)pid, how, what);
	while (rc < 0 && errno == EINTR);
	must(rc == 0);
}

static enum os_helper_end finish(struct os_helper *h, struct work *w, bool over)
{
	siginfo_t how = {0};
	if (!over)
		kill(-w->pid, SIGKILL);
	wait_for(w->pid, &how, WEXITED | WNOWAIT);
	kill(-w->pid, SIGKILL);                /* what it may have started itself; its number is still its own */
	wait_for(w->pid, &how, WEXITED);
	h->status = how.si_status;
	if (!over)
		return buf_ok(&h->out) ? OS_HELPER_LATE : OS_HELPER_LONG;
	return how.si_code == CLD_EXITED ? OS_HELPER_DONE : OS_HELPER_DIED;
}

enum os_helper_end os_helper_run(struct os_helper *h)
{
	char path[PATH_MAX];
	struct work w = {.exit_fd = -1, .talk = -1, .err = -1, .end_ms = os_mono_ms() + h->timeout_ms};
	must(h->timeout_ms > 0);
	h->status = 0;
	buf_init(&h->out, h->out_max);
	buf_init(&h->err, OS_HELPER_ERR_BYTES);
	if (!find(h->name, path))
		return OS_HELPER_ABSENT;
	enum os_helper_end end = begin(path, h, &w) ? finish(h, &w, talk(h, &w)) : OS_HELPER_TROUBLE;
	int fd[] = {w.talk, w.err, w.exit_fd};
	for (size_t i = 0; i < sizeof fd / sizeof *fd; i++)
		if (fd[i] >= 0)
			close(fd[i]);
	return end;
}

bool os_helper_here(const char *name)
{
	char path[PATH_MAX];
	return find(name, path);
}

void os_helper_free(struct os_helper *h)
{
	buf_free(&h->out);
	buf_free(&h->err);
}

const char *os_helper_word(enum os_helper_end end)
{
	static const char *const words[] = {
		[OS_HELPER_DONE] = "done", [OS_HELPER_ABSENT] = "absent", [OS_HELPER_LATE] = "late",
		[OS_HELPER_LONG] = "long", [OS_HELPER_DIED] = "died", [OS_HELPER_TROUBLE] = "trouble",
	};
	return words[end];
}
