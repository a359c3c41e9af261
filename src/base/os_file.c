/* Files. See os.h.
 *
 * 1. os_write_file: at every moment the path holds the old bytes or the new,
 *    never a mixture; after 0 the new ones survive a power cut.
 * 2. Everything is opened close-on-exec; files are made 0600, folders 0700. */
#include "os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "bug.h"

enum { CHUNK = 64 * 1024, NAMES_FIRST = 64, TRIES = 8 };

static int open_at(const char *path, int flags)
{
	int fd = 0;
	do
		fd = open(path, flags | O_CLOEXEC, 0600);
	while (fd < 0 && errno == EINTR);
	return fd < 0 ? -errno : fd;
}

/* Makes the entry of path in its folder durable. */
static int sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = !slash ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
	must(folder != NULL);
	int fd = open_at(folder, O_RDONLY | O_DIRECTORY);
	free(folder);
	if (fd < 0)
		return fd;
	int rc = os_sync(fd);
	int closed = os_close(fd);
	return rc < 0 ? rc : closed;
}

int os_read_rest(int fd, struct buf *out)
{
	char *chunk = malloc(CHUNK);
	int64_t got = 0;
	must(chunk != NULL);
	while (buf_ok(out) && (got = os_read(fd, chunk, CHUNK)) > 0)
		buf_add(out, chunk, (size_t)got);
	free(chunk);
	return got < 0 ? (int)got : buf_ok(out) ? 0 : -EFBIG;
}

int os_read_file(struct arena *a, const char *path, size_t bytes_max, struct str *out)
{
	int fd = os_open_read(path);
	if (fd < 0)
		return fd;
	struct buf b;
	buf_init(&b, bytes_max);
	int rc = os_read_rest(fd, &b);
	if (rc == 0)
		*out = (struct str){arena_memdup(a, b.p, b.n + 1), b.n};
	buf_free(&b);
	os_close(fd);
	return rc;
}

/* Writes, syncs and closes; the first trouble, or 0. */
static int fill(int fd, struct str data)
{
	int64_t rc = os_write_all(fd, data.p, data.n);
	if (rc >= 0)
		rc = os_sync(fd);
	int closed = os_close(fd);
	return rc < 0 ? (int)rc : closed;
}

int os_write_file(const char *path, struct str data)
{
	char *beside = NULL;
	int fd = -EEXIST;
	for (int i = 0; i < TRIES && fd == -EEXIST; i++) {
		uint64_t tag = 0;
		os_random(&tag, sizeof tag);
		free(beside);
		must(asprintf(&beside, "%s.%016llx.new", path, (unsigned long long)tag) > 0);
		fd = open_at(beside, O_WRONLY | O_CREAT | O_EXCL);
	}
	if (fd < 0) {
		free(beside);
		return fd;
	}
	int rc = fill(fd, data);
	if (rc == 0)
		rc = os_rename(beside, path);
	if (rc < 0)
		unlink(beside);
	free(beside);
	return rc;
}

int os_append_file(const char *path, struct str data)
{
	int fd = open_at(path, O_WRONLY | O_CREAT | O_APPEND);
	return fd < 0 ? fd : fill(fd, data);
}

int os_mkdir(const char *path)
{
	if (mkdir(path, 0700) == 0)
		return sync_folder(path);
	int rc = -errno;
	return rc == -EEXIST && os_is_dir(path) ? 0 : rc;
}

bool os_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool os_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int64_t os_file_size(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (int64_t)st.st_size : -errno;
}

int os_remove(const char *path)
{
	return remove(path) == 0 ? 0 : -errno;
}

int os_rename(const char *from, const char *to)
{
	return rename(from, to) == 0 ? sync_folder(to) : -errno;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int os_list_dir(struct arena *a, const char *path, char ***names)
{
	DIR *dir = opendir(path);
	if (!dir)
		return -errno;
	size_t n = 0, room = NAMES_FIRST;
	char **list = arena_make_n(a, char *, room);
	for (struct dirent *e; (errno = 0, e = readdir(dir)) != NULL;) {
		if (cstr_eq(e->d_name, ".") || cstr_eq(e->d_name, ".."))
			continue;
		if (n == room) {
			char **more = arena_make_n(a, char *, room * 2);
			memcpy(more, list, n * sizeof *list);
			list = more;
			room *= 2;
		}
		list[n++] = arena_strdup(a, e->d_name);
	}
	int rc = -errno;
	closedir(dir);
	if (rc < 0)
		return rc;
	must(n <= INT32_MAX);
	qsort(list, n, sizeof *list, by_bytes);
	*names = list;
	return (int)n;
}

int os_open_read(const char *path)
{
	return open_at(path, O_RDONLY);
}

int os_open_write(const char *path)
{
	return open_at(path, O_WRONLY | O_CREAT | O_TRUNC);
}

int os_open_memory(void)
{
	int fd = memfd_create("huiyin", MFD_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int64_t os_read(int fd, void *p, size_t n)
{
	ssize_t got = 0;
	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : (int64_t)got;
}

int64_t os_write_all(int fd, const void *p, size_t n)
{
	const char *at = p;
	for (size_t left = n; left > 0;) {
		ssize_t put = write(fd, at, left);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return put < 0 ? -errno : -EIO;
		at += put;
		left -= (size_t)put;
	}
	return (int64_t)n;
}

int os_sync(int fd)
{
	int rc = 0;
	do
		rc = fsync(fd);
	while (rc < 0 && errno == EINTR);
	return rc < 0 ? -errno : 0;
}

int os_close(int fd)
{
	/* On Linux the number is free after EINTR too: never again. */
	return close(fd) == 0 || errno == EINTR ? 0 : -errno;
}

int os_lock(const char *path)
{
	int fd = open_at(path, O_RDWR | O_CREAT);
	if (fd < 0)
		return fd;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	int rc = -errno;
	os_close(fd);
	return rc;
}
