/* The HTTP edge: an epoll loop per core, bounded memory and absolute deadlines
 * per connection, and answers that may be completed by another thread.
 *
 * The application gives one function. It is called on a loop thread with a
 * whole request (head parsed, body read: in memory up to what `admit` allows,
 * or spooled to a file) and either fills the response at once and returns
 * SERVE_DONE, or keeps the request and returns SERVE_LATER; then any thread
 * calls serve_resume(req) once, and the loop thread that owns the connection
 * calls `resumed` with it, which answers. The loop never waits for the disk.
 *
 * 1. A request given to `handle` stays whole until it is answered, also when
 *    its client has gone; `resumed` is called for it all the same.
 * 2. An answer is sent whole or not at all begun: what does not fit becomes a
 *    500 before its first byte; only a client that goes or is too slow, or a
 *    file that shrinks while it is sent, ends with less, and then the
 *    connection ends too.
 * 3. Every answer has a length. HEAD, 204 and 304 have no body.
 * 4. Whatever the edge refuses, it refuses with an answer by `error`, and
 *    closes when it can no longer tell where the next request begins. */
#ifndef WIRE_SERVE_H
#define WIRE_SERVE_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "http.h"

enum serve_result { SERVE_DONE, SERVE_LATER };

struct response {
	int status;
	const char *content_type;      /* "text/html; charset=utf-8" */
	struct buf head;               /* further header lines "Name: value\r\n" */
	struct buf body;
	struct str body_static;        /* used instead of body when p is not NULL; lives for ever */
	int body_fd;                   /* a file to stream, after body when both are there; -1 none; closed by the edge */
	int64_t body_fd_size;
	const char *policy;            /* Content-Security-Policy of this answer; NULL: the usual */
	bool close;
};

struct serve_req {
	struct http_head head;         /* all zero when the edge could not read it (error only) */
	struct str body;               /* NULL p when there is none or it is spooled */
	const char *body_path;         /* spooled body, removed after the request; NULL otherwise */
	/* The client's address; from X-Forwarded-For only when the peer is a trusted proxy. */
	char peer[46];
	struct arena *arena;           /* the request's */
	struct response res;
	void *app;                     /* the application's own, from admit to resumed */
	int thread;                    /* index of the loop thread, for per-thread connections */
};

/* Every function but `handle` may be NULL. */
struct serve_app {
	/* Head only: how large may the body be? >= 0 bytes; or < 0: -status to refuse
	 * with. Set *spool to write the body to a file. NULL: no bodies. */
	int64_t (*admit)(void *ctx, struct serve_req *req, bool *spool);
	enum serve_result (*handle)(void *ctx, struct serve_req *req);
	void (*resumed)(void *ctx, struct serve_req *req);
	/* Fills req->res for an error the edge found (status set); why is a word for the log. */
	void (*error)(void *ctx, struct serve_req *req, const char *why);
	/* Runs on a loop thread before its first request, and after its last. */
	void (*thread_start)(void *ctx, int thread);
	void (*thread_stop)(void *ctx, int thread);
	void *ctx;
};

/* Other limits than limits.h's, for tests and small machines; 0 takes the usual. */
struct serve_limits {
	int head_ms, body_bytes_per_s, write_ms, idle_ms, linger_ms, stop_ms;
	int connections, per_address, pool_jobs;
};

struct serve_options {
	const char *listen;            /* "127.0.0.1:8080"; port 0 takes a free one */
	int threads;                   /* 0: one per core */
	const char *spool_dir;
	const char *const *trusted_proxies; /* NULL-ended addresses, may be NULL */
	void (*listening)(void *ctx, int port); /* called once when ready */
	const struct serve_limits *limits;      /* NULL: the usual */
	int stop_bell;                 /* 0: os_stop_bell() */
};

/* Headers every answer carries (constants, each line ending in CRLF), set by
 * the application once, before serve_run. */
void serve_common_headers(const char *lines);
/* The Content-Security-Policy (its value) of every answer that brings none of its own. */
void serve_common_policy(const char *policy);

/* Adds a header line; control bytes in the value become '_', so that no value
 * can begin another line. */
void serve_header(struct response *res, const char *name, struct str value);

/* Runs until the stop bell rings (SIGTERM, SIGINT), then finishes what is
 * under way (at most 10 s) and returns 0; 1 when it could not listen. */
int serve_run(const struct serve_options *o, const struct serve_app *app);
/* From any thread, once per SERVE_LATER. */
void serve_resume(struct serve_req *req);
/* Slow lane: runs fn(arg) on a small pool (2 threads), then resumes req. False when full. */
bool serve_pool(struct serve_req *req, void (*fn)(void *arg), void *arg);

#endif
