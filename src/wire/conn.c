/* A connection's life: head, body, wait, write, and around again; at its end a
 * lingering close, so that the last answer is not lost to a reset.
 *
 * 1. One step follows another in conn_run until bytes, room or an answer are
 *    missing; then the poll or serve_resume brings it back.
 * 2. Deadlines are absolute for the head and grow only with bytes moved for
 *    bodies and answers (limits.h): dripping gains nothing.
 * 3. While a request waits for another thread, its connection is not read; an
 *    event that comes all the same takes it out of the poll. */
#include "conn.h"
#include <errno.h>
#include "../base/bug.h"
#include "../base/log.h"

enum {
	IN_FIRST = 4 * 1024,
	IN_MAX = 32 * 1024,
	STOP_IDLE_MS = 300,            /* at a stop, for a request that is already on its way */
	DRAIN_ROUNDS = 16,
};

static void conn_run(struct conn *c);

static void watch(struct conn *c, int what)
{
	if (c->polled == what)
		return;
	int r = what < 0 ? os_poll_remove(c->loop->poll, c->fd)
		: c->polled < 0 ? os_poll_add(c->loop->poll, c->fd, what, c)
		: os_poll_change(c->loop->poll, c->fd, what, c);
	must(r >= 0);
	c->polled = what;
}

static struct str pending(const struct conn *c)
{
	return (struct str){c->in + c->in_at, c->in_n};
}

static void consume(struct conn *c, size_t n)
{
	c->in_at += n;
	c->in_n -= n;
}

static void in_release(struct conn *c)
{
	free(c->in);
	c->in = NULL;
	c->in_at = c->in_n = c->in_room = 0;
}

static void enter(struct conn *c, enum conn_state s)
{
	c->state = s;
	c->since = c->loop->now;
	c->moved = 0;
}

/* -- beginning and end */

static void turn_away(struct conn *c)
{
	static const char words[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n"
		"Content-Length: 24\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
		"Busy; please come again\n";
	os_send(c->fd, words, sizeof(words) - 1);
	os_shutdown_write(c->fd);
	enter(c, CONN_LINGER);
}

struct conn *conn_new(struct loop *l, int fd, const char *peer, enum gate_word pass, bool trusted)
{
	struct conn *c = calloc(1, sizeof(*c));
	must(c);
	c->loop = l;
	c->fd = fd;
	c->polled = -1;
	c->pass = pass;
	c->trusted = trusted;
	snprintf(c->peer, sizeof(c->peer), "%s", peer);
	c->next = l->conns;
	if (c->next)
		c->next->prev = c;
	l->conns = c;
	l->count++;
	enter(c, CONN_HEAD);
	if (pass != GATE_IN)
		turn_away(c);
	watch(c, OS_READ);
	return c;
}

void conn_close(struct conn *c)
{
	struct loop *l = c->loop;
	must(c->state != CONN_WAIT);
	if (c->x)
		exchange_end(c->x);
	watch(c, -1);
	os_close(c->fd);
	gate_leave(&l->server->gate, c->peer, c->trusted, c->pass);
	if (c->prev)
		c->prev->next = c->next;
	else
		l->conns = c->next;
	if (c->next)
		c->next->prev = c->prev;
	l->count--;
	in_release(c);
	free(c);
}

static void linger(struct conn *c)
{
	in_release(c);
	if (c->ended) {
		conn_close(c);
		return;
	}
	os_shutdown_write(c->fd);
	enter(c, CONN_LINGER);
	watch(c, OS_READ);
}

/* -- receiving */

static void in_room(struct conn *c)
{
	if (c->in_at > 0) {
		memmove(c->in, c->in + c->in_at, c->in_n);
		c->in_at = 0;
	}
	size_t want = c->state == CONN_BODY ? IN_MAX : c->in_n < IN_FIRST ? IN_FIRST : IN_MAX;
	if (c->in_room < want) {
		c->in = realloc(c->in, want);
		must(c->in);
		c->in_room = want;
	}
	must(c->in_n < c->in_room);
}

/* False when the connection has ended by an error. */
static bool receive(struct conn *c)
{
	in_room(c);
	int64_t n = os_recv(c->fd, c->in + c->in_n, c->in_room - c->in_n);
	if (n == 0)
		c->ended = true;
	else if (n > 0)
		c->in_n += (size_t)n;
	else if (n != -EAGAIN && n != -EINTR) {
		conn_close(c);
		return false;
	}
	return true;
}

static void drain(struct conn *c)
{
	char waste[16 * 1024];
	int64_t n = 1;
	for (int i = 0; i < DRAIN_ROUNDS && n > 0; i++)
		n = os_recv(c->fd, waste, sizeof(waste));
	if (n == 0 || (n < 0 && n != -EAGAIN && n != -EINTR))
		conn_close(c);
}

void conn_event(struct conn *c, int what)
{
	(void)what;
	if (c->state == CONN_WAIT)
		watch(c, -1);
	else if (c->state == CONN_LINGER)
		drain(c);
	else if (c->state == CONN_WRITE || receive(c))
		conn_run(c);
}

/* -- answering */

static void answer(struct conn *c)
{
	answer_make(c->x, c->loop->stop_since != 0);
	enter(c, CONN_WRITE);
}

static void refuse(struct conn *c, int status, const char *why, bool close)
{
	const struct serve_app *app = c->loop->server->app;
	struct exchange *x = c->x;
	if (!x) {
		x = exchange_take(c);
		memset(&x->req.head, 0, sizeof(x->req.head));
		x->req.head.minor = 1;
	}
	body_drop(x);
	answer_clear(x);
	x->req.res.status = status;
	if (app->error)
		app->error(app->ctx, &x->req, why);
	else
		answer_plain(x, status);
	x->req.res.close |= close;
	answer(c);
}

/* True: go on at once. False: wait for the poll, or c is no more. */
static bool write_step(struct conn *c)
{
	enum send_step s = answer_send(c->x);
	if (s == SEND_BLOCKED) {
		watch(c, OS_WRITE);
		return false;
	}
	if (s == SEND_FAILED) {
		conn_close(c);
		return false;
	}
	bool close = c->x->req.res.close;
	exchange_end(c->x);
	c->x = NULL;
	c->served = true;
	if (close) {
		linger(c);
		return false;
	}
	enter(c, CONN_HEAD);
	return true;
}

static bool handle(struct conn *c)
{
	const struct serve_app *app = c->loop->server->app;
	enter(c, CONN_WAIT);
	c->loop->waiting++;
	if (app->handle(app->ctx, &c->x->req) == SERVE_LATER)
		return false;
	c->loop->waiting--;
	answer(c);
	return true;
}

void conn_resumed(struct exchange *x)
{
	const struct serve_app *app = x->loop->server->app;
	x->loop->waiting--;
	if (app->resumed)
		app->resumed(app->ctx, &x->req);
	answer(x->conn);
	conn_run(x->conn);
}

/* -- reading a request */

static bool address_like(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr("0123456789abcdefABCDEF.:", s.p[i]))
			return false;
	return s.n > 0 && s.n < 46;
}

/* The last address in X-Forwarded-For that is not a proxy of ours: everything
 * before it is the client's own claim. */
static void peer_read(struct conn *c, struct exchange *x)
{
	const struct http_head *h = &x->req.head;
	for (size_t i = c->trusted ? h->headers : 0; i-- > 0;) {
		struct str list = h->header[i].value;
		if (!str_ieq(h->header[i].name, "x-forwarded-for"))
			continue;
		for (size_t end = list.n, at = list.n; end > 0; end = at) {
			while (at > 0 && list.p[at - 1] != ',')
				at--;
			struct str one = str_trim((struct str){list.p + at, end - at});
			at -= at > 0;
			if (!address_like(one))
				return;
			if (!serve_is_proxy(c->loop->server, one)) {
				snprintf(x->req.peer, sizeof(x->req.peer), "%.*s", STR_ARG(one));
				return;
			}
		}
	}
}

/* The client waits for a word before it sends its body (RFC 9110, 10.1.1). A
 * word cut in the middle would spoil the stream: then the connection ends. */
static bool say_continue(struct conn *c)
{
	static const char words[] = "HTTP/1.1 100 Continue\r\n\r\n";
	int64_t n = os_send(c->fd, words, sizeof(words) - 1);
	if (n == sizeof(words) - 1 || n == -EAGAIN)
		return true;
	conn_close(c);
	return false;
}

static bool request_begin(struct conn *c)
{
	struct exchange *x = c->x;
	const struct serve_app *app = c->loop->server->app;
	const struct http_head *h = &x->req.head;
	bool spool = false, body = h->chunked || h->content_length > 0;
	peer_read(c, x);
	int64_t allowed = app->admit ? app->admit(app->ctx, &x->req, &spool) : 0;
	if (allowed < 0)
		refuse(c, (int)-allowed, "admit", body);
	else if (!body)
		return handle(c);
	else if (h->content_length > allowed)
		refuse(c, 413, "body-long", true);
	else {
		x->body_max = allowed;
		if (!body_begin(x, spool)) {
			refuse(c, 503, "spool", true);
			return true;
		}
		enter(c, CONN_BODY);
		return !h->expect_continue || c->in_n > 0 || say_continue(c);
	}
	return true;
}

static void request_take(struct conn *c, size_t used)
{
	struct exchange *x = exchange_take(c);
	struct str head = str_head(pending(c), used);
	char *copy = arena_memdup(x->req.arena, head.p, head.n);
	http_head_move(&x->req.head, head, copy);
	consume(c, used);
	c->begun = false;
	c->looked = 0;
}

static bool wait_for_more(struct conn *c)
{
	if (c->ended) {
		conn_close(c);
		return false;
	}
	if (c->in_n == 0)
		in_release(c);
	watch(c, OS_READ);
	return false;
}

/* Is there more to know than when we looked last? A request line is judged as
 * it comes; after it only a line's end tells something new, or too many bytes. */
static bool head_news(const struct conn *c, struct str in)
{
	return in.n <= 2 || in.n > LIMIT_HEAD_BYTES || !memchr(in.p + 2, '\n', in.n - 2)
		|| memchr(in.p + c->looked, '\n', in.n - c->looked);
}

static bool head_step(struct conn *c)
{
	struct str in = pending(c);
	size_t used = 0;
	int status = 0;
	const char *why = NULL;
	if (in.n == 0)
		return wait_for_more(c);
	if (!c->begun)
		enter(c, CONN_HEAD);
	bool news = head_news(c, in);
	c->begun = true;
	c->looked = in.n;
	if (!news)
		return wait_for_more(c);
	switch (http_head_parse(in, &exchange_ready(c->loop)->req.head, &used, &status, &why)) {
	case HTTP_MORE:
		return wait_for_more(c);
	case HTTP_BAD:
		refuse(c, status, why, true);
		return true;
	default:
		request_take(c, used);
		return request_begin(c);
	}
}

static bool body_step(struct conn *c)
{
	size_t used;
	int status = 0;
	const char *why = NULL;
	enum body_step s = body_take(c->x, pending(c), &used, &status, &why);
	consume(c, used);
	c->moved = c->x->got;
	if (s == BODY_MORE)
		return wait_for_more(c);
	if (s == BODY_WHOLE)
		return handle(c);
	refuse(c, status, why, true);
	return true;
}

static void conn_run(struct conn *c)
{
	bool on = true;
	while (on)
		on = c->state == CONN_HEAD ? head_step(c)
			: c->state == CONN_BODY ? body_step(c)
			: c->state == CONN_WRITE ? write_step(c) : false;
}

/* -- time */

/* Milliseconds this state may last, given what it has moved. */
static int64_t patience(const struct conn *c)
{
	const struct serve_limits *m = &c->loop->server->limit;
	int64_t earned = c->moved * 1000 / m->body_bytes_per_s;
	switch (c->state) {
	case CONN_HEAD:
		return c->begun || !c->served ? m->head_ms : m->idle_ms;
	case CONN_BODY:
		return m->head_ms + earned;
	case CONN_WRITE:
		return m->write_ms + earned;
	case CONN_LINGER:
		return m->linger_ms;
	default:
		return INT64_MAX;
	}
}

void conn_check_time(struct conn *c)
{
	struct loop *l = c->loop;
	int64_t age = l->now - c->since;
	int64_t stopping = l->stop_since ? l->now - l->stop_since : -1;
	bool idle = c->state == CONN_HEAD && !c->begun;
	if (c->state == CONN_WAIT)
		return;
	if (stopping > l->server->limit.stop_ms || (idle && stopping > STOP_IDLE_MS)) {
		conn_close(c);
	} else if (age > patience(c)) {
		/* Not when lingering: the answer is whole and may still be on its way. */
		if (c->state == CONN_WRITE)
			os_drop_unsent(c->fd);
		if (idle || c->state == CONN_WRITE || c->state == CONN_LINGER) {
			conn_close(c);
			return;
		}
		refuse(c, 408, c->state == CONN_HEAD ? "slow-head" : "slow-body", true);
		conn_run(c);
	}
}
