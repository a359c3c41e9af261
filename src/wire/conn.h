/* Inside the edge: one connection, its request, its loop. Nothing outside
 * wire/serve*.c and wire/conn*.c includes this.
 *
 * 1. A loop and everything in it belongs to one thread; only `resumed` and
 *    the gate are shared, under their locks.
 * 2. A connection without a request under way holds no buffer and no arena. */
#ifndef WIRE_CONN_H
#define WIRE_CONN_H

#include <stdatomic.h>
#include "serve.h"
#include "serve_gate.h"
#include "serve_pool.h"
#include "../base/os.h"

enum conn_state { CONN_HEAD, CONN_BODY, CONN_WAIT, CONN_WRITE, CONN_LINGER };

struct server {
	const struct serve_options *o;
	const struct serve_app *app;
	struct serve_limits limit;
	int listen, stop_bell, threads;
	struct gate gate;
	struct pool *pool;
	struct loop *loop;
	atomic_int listeners;          /* loops that still accept; the last closes the socket */
	atomic_int left;               /* requests not resumed when the stop's time was over */
};

struct loop {
	struct server *server;
	int index, poll, bell, reserve; /* reserve: a file number to give up when there are no more */
	struct os_mutex *lock;
	struct exchange *resumed;      /* under lock; newest first */
	struct conn *conns;            /* all of this loop's */
	int count, waiting;            /* of them; of those waiting for serve_resume */
	struct exchange *spare;        /* ready for use */
	int spares;
	int64_t now;                   /* os_mono_ms, once per turn */
	int64_t date_at;               /* the second, UTC, that date tells */
	int64_t accept_again;          /* paused until then; 0 when not */
	int64_t stop_since;            /* 0 while serving */
	bool accepting;
	char date[30];
};

/* A request and its answer. req is first: serve_resume finds the rest from it. */
struct exchange {
	struct serve_req req;
	struct exchange *next;
	struct conn *conn;
	struct loop *loop;
	struct buf body;               /* in memory */
	int spool;                     /* or the file being written, -1 none */
	int64_t got, body_max;         /* bytes of the body */
	struct http_chunks chunks;
	struct buf out;                /* status line and headers as sent */
	struct str rest;               /* body yet to send */
	size_t out_sent;
	int64_t file_at;
};

struct conn {
	struct conn *prev, *next;
	struct loop *loop;
	struct exchange *x;
	int fd;
	enum conn_state state;
	int polled;                    /* what the poll watches: 0, or OS_READ, OS_WRITE; -1 not in it */
	enum gate_word pass;           /* what the gate said, and wants back */
	bool trusted;                  /* a proxy of ours */
	bool begun;                    /* a byte of the present head has come */
	bool ended;                    /* the client sends no more */
	bool served;                   /* it has had an answer */
	char peer[46];
	char *in;                      /* received, not yet read */
	size_t in_at, in_n, in_room;   /* in_n bytes from in_at */
	size_t looked;                 /* of them, bytes of a head that were not enough */
	int64_t since, moved;          /* of the present state: its begin, its bytes */
};

bool serve_is_proxy(const struct server *s, struct str address);

/* -- conn.c: a connection's life */
/* Takes over fd; the conn is in the loop's list and watched. With GATE_FULL it
 * gets a short 503 without its request being read. */
struct conn *conn_new(struct loop *l, int fd, const char *peer, enum gate_word pass, bool trusted);
void conn_event(struct conn *c, int what);
void conn_resumed(struct exchange *x);
/* Ends what has passed its deadline; at a stop, what is idle. */
void conn_check_time(struct conn *c);
void conn_close(struct conn *c);

/* -- conn_body.c: the body of a request, into memory or a file */
enum body_step { BODY_MORE, BODY_WHOLE, BODY_REFUSED };
/* Ready for a body of at most x->body_max bytes; false: no file to be had. */
bool body_begin(struct exchange *x, bool spool);
/* Takes bytes; *used of them belong to the body. REFUSED: *status, *why. */
enum body_step body_take(struct exchange *x, struct str in, size_t *used, int *status,
	const char **why);
void body_drop(struct exchange *x);    /* closes and removes the file */

/* -- conn_out.c: exchanges and answers */
/* One is ready in l->spare afterwards. */
struct exchange *exchange_ready(struct loop *l);
/* Takes the ready one for a connection. */
struct exchange *exchange_take(struct conn *c);
void exchange_end(struct exchange *x);
void exchange_free(struct exchange *x);
/* Turns x->req.res into bytes to send; sets res.close when the connection ends. */
void answer_make(struct exchange *x, bool close);
/* A new answer in place of what was made. */
void answer_clear(struct exchange *x);
/* Fills res with a plain error. */
void answer_plain(struct exchange *x, int status);
enum send_step { SEND_DONE, SEND_BLOCKED, SEND_FAILED };
enum send_step answer_send(struct exchange *x);

#endif
