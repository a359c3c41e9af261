/* The seam: every call to time, randomness, disk, network, threads and
 * processes stands in os_*.c and nowhere else (tools/check-symbols proves it),
 * so that a simulated clock and faults can take their place. SQLite's own
 * file access goes through its VFS and is the one exception, in store/.
 *
 * Calls that can fail return a negative errno (-ENOENT, ...). */
#ifndef BASE_OS_H
#define BASE_OS_H

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "str.h"

/* -- os_time.c -- */
/* The instant now, moved by os_time_turn. zone_min as in struct now. */
struct now os_now(int zone_min);
int64_t os_utc_ms(void);
int64_t os_mono_ms(void);                      /* for deadlines; never goes back */
/* Turns the clock so that today is d in the zone (demo and tests). */
void os_time_turn(day_t d, int zone_min);
void os_sleep_ms(int ms);
void os_sleep_beat(int ms);                    /* the same, of the thread that ticks: os_world.h */

/* -- os_rand.c -- */
void os_random(void *p, size_t n);             /* from the system's CSPRNG */

/* -- os_file.c -- */
/* Whole file into the arena, at most bytes_max; -EFBIG beyond. */
int os_read_file(struct arena *a, const char *path, size_t bytes_max, struct str *out);
/* Writes a new file beside path, syncs it, renames it over path, syncs the folder. */
int os_write_file(const char *path, struct str data);
int os_append_file(const char *path, struct str data);
int os_mkdir(const char *path);                /* 0 also when it is there */
bool os_exists(const char *path);
bool os_is_dir(const char *path);
int64_t os_file_size(const char *path);
int os_remove(const char *path);
int os_rename(const char *from, const char *to);   /* and syncs the target's folder */
/* Names (not . and ..) in a folder, sorted, arena. Returns their number or -errno. */
int os_list_dir(struct arena *a, const char *path, char ***names);
int os_open_read(const char *path);            /* a file number, or -errno */
int os_open_write(const char *path);           /* creates, truncates, mode 0600 */
int os_open_memory(void);                      /* a file that stands in memory alone, for reading and writing */
int64_t os_read(int fd, void *p, size_t n);
int os_read_rest(int fd, struct buf *out);     /* to the end; -EFBIG beyond the buffer's maximum */
int64_t os_write_all(int fd, const void *p, size_t n); /* n, or -errno */
int os_sync(int fd);
int os_close(int fd);
/* Takes the exclusive lock on a file, creating it; a file number or -EAGAIN when another process has it. */
int os_lock(const char *path);

/* -- os_net.c -- */
/* Listening non-blocking TCP socket on "127.0.0.1:8080" or "[::1]:0"; -errno.
 * The port really taken is stored in *port. */
int os_listen(const char *address, int *port);
/* Next waiting connection, non-blocking; peer's address text (46 bytes). -EAGAIN when none. */
int os_accept(int fd, char peer[static 46]);
int64_t os_recv(int fd, void *p, size_t n);
int64_t os_send(int fd, const void *p, size_t n);
void os_shutdown_write(int fd);
int os_poll_new(void);                         /* epoll */
enum { OS_READ = 1, OS_WRITE = 4, OS_GONE = 8 };
struct os_ready { void *tag; int what; };
int os_poll_add(int poll, int fd, int what, void *tag);
int os_poll_change(int poll, int fd, int what, void *tag);
int os_poll_remove(int poll, int fd);
int os_poll_wait(int poll, struct os_ready *out, int max, int timeout_ms);
int os_bell_new(void);                         /* eventfd */
void os_bell_ring(int bell);
void os_bell_clear(int bell);

/* -- os_send.c -- what the HTTP edge needs beyond os_net.c */
/* Sends a, then b, in one call; the bytes taken together, or -errno. */
int64_t os_send_two(int fd, struct str a, struct str b);
/* Sends up to n bytes of a file from *at, which moves; 0 at its end. Not through our memory. */
int64_t os_send_file(int fd, int file, int64_t *at, size_t n);
/* Closing fd will drop what was not yet taken by the peer, and tell it so (a
 * reset): else the system would keep trying with it for minutes. */
void os_drop_unsent(int fd);
/* As os_poll_add for OS_READ, for a listening socket in several polls: one of them wakes. */
int os_poll_add_shared(int poll, int fd, void *tag);
/* Who counts as one neighbour: an IPv4 address, or the /64 of an IPv6 one. */
void os_peer_group(const char *peer, unsigned char key[static 16]);
/* Raises the number of open files towards want; what is allowed now. */
int os_file_limit(int want);

/* -- os_fetch.c -- asking others over HTTP or HTTPS, by libcurl, which is loaded at the first call */
struct os_fetch {
	const char *url;               /* followed as it stands: no redirects, no proxies, no cookies */
	struct str body;               /* POST */
	const char *type;              /* its Content-Type */
	size_t bytes_max;              /* of the reply; what is longer is too_large and not kept */
	/* the outcome */
	int status;                    /* of HTTP; 0: no answer */
	const char *why;               /* no answer: an English phrase that lives on */
	bool too_large;
	char reply_type[64];           /* Content-Type; "" when absent or longer */
	struct buf reply;              /* owned: buf_free */
};
enum { OS_FETCH_MAX = 64 };
/* All at once (n 1..OS_FETCH_MAX); returns when each is answered, failed or timeout_ms is
 * over, or soon after stop says so (NULL: nobody does). False and the reason: the library is not there. */
bool os_fetch_all(struct os_fetch *f, size_t n, int timeout_ms, bool (*stop)(void *ctx), void *ctx, const char **why);

/* -- os_thread.c -- threads, locks, signals */
struct os_thread;
struct os_thread *os_thread_start(void *(*fn)(void *), void *arg);
void os_thread_join(struct os_thread *t);
struct os_mutex;                               /* with one condition */
struct os_mutex *os_mutex_new(void);
void os_mutex_free(struct os_mutex *m);
void os_mutex_lock(struct os_mutex *m);
void os_mutex_unlock(struct os_mutex *m);
void os_mutex_wait(struct os_mutex *m);        /* releases, waits for a signal, takes again */
void os_mutex_signal_all(struct os_mutex *m);
int os_cpu_count(void);
/* SIGTERM and SIGINT ring this bell from now on; SIGPIPE is ignored. */
int os_stop_bell(void);
bool os_is_terminal(int fd);
/* A line typed without echo (passwords); false at end of input. */
bool os_read_secret(struct arena *a, const char *prompt, struct str *out);

#endif
