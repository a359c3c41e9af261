/* The server's life: listening, loops, the way back from other threads, stop.
 * The law stands in serve.h.
 *
 * One listening socket is in every loop's poll, so that a waiting connection
 * wakes one loop that has time; a few are taken at once and the rest left for
 * the others. When the system has no file numbers left, one kept in reserve is
 * given up to turn a caller away; without it accepting pauses, for a socket
 * that is ready and cannot be served would spin the loop. */
#include <errno.h>
#include "conn.h"
#include "spool.h"
#include "../base/bug.h"
#include "../base/log.h"

enum {
	THREADS_MAX = 64,
	EVENTS = 128,
	ACCEPT_AT_ONCE = 8,
	ACCEPT_AT_STOP = 4096,
	ACCEPT_PAUSE_MS = 100,
	TICK_MIN_MS = 10,
	TICK_MAX_MS = 250,
	OTHER_FILES = 128,             /* file numbers that are not connections */
	POOL_THREADS = 2,
};

/* -- from other threads */

void serve_resume(struct serve_req *req)
{
	struct exchange *x = (struct exchange *)req;
	struct loop *l = x->loop;
	/* The bell is rung under the lock: once the loop has the request, it may end. */
	os_mutex_lock(l->lock);
	x->next = l->resumed;
	l->resumed = x;
	os_bell_ring(l->bell);
	os_mutex_unlock(l->lock);
}

bool serve_pool(struct serve_req *req, void (*fn)(void *arg), void *arg)
{
	struct exchange *x = (struct exchange *)req;
	return pool_add(x->loop->server->pool, req, fn, arg);
}

static void take_resumed(struct loop *l)
{
	struct exchange *list, *first = NULL;
	os_mutex_lock(l->lock);
	os_bell_clear(l->bell);
	list = l->resumed;
	l->resumed = NULL;
	os_mutex_unlock(l->lock);
	while (list) {
		struct exchange *x = list;
		list = x->next;
		x->next = first;
		first = x;
	}
	while (first) {
		struct exchange *x = first;
		first = x->next;
		x->next = NULL;
		conn_resumed(x);
	}
}

/* -- accepting */

static void pause_accepting(struct loop *l)
{
	if (l->accepting)
		os_poll_remove(l->poll, l->server->listen);
	l->accepting = false;
	l->accept_again = l->now + ACCEPT_PAUSE_MS;
}

static void accept_again(struct loop *l)
{
	l->accept_again = 0;
	if (l->reserve < 0)
		l->reserve = os_open_read("/dev/null");
	l->accepting = os_poll_add_shared(l->poll, l->server->listen, &l->server->listen) >= 0;
	if (!l->accepting)
		l->accept_again = l->now + ACCEPT_PAUSE_MS;
}

/* No file numbers left: one caller is let in and out. */
static void shed(struct loop *l)
{
	char peer[46];
	if (l->reserve >= 0) {
		os_close(l->reserve);
		int fd = os_accept(l->server->listen, peer);
		if (fd >= 0)
			os_close(fd);
		l->reserve = os_open_read("/dev/null");
	}
	log_line(LOG_WARN, "http.files", "what", "no file numbers left", NULL);
	pause_accepting(l);
}

bool serve_is_proxy(const struct server *s, struct str address)
{
	const char *const *p = s->o->trusted_proxies;
	for (; p && *p; p++)
		if (str_is(address, *p))
			return true;
	return false;
}

static void welcome(struct loop *l, int fd, const char *peer)
{
	bool trusted = serve_is_proxy(l->server, str_of(peer));
	enum gate_word word = gate_enter(&l->server->gate, peer, trusted);
	if (word == GATE_SHUT)
		os_close(fd);
	else
		conn_new(l, fd, peer, word, trusted);
}

static void accept_some(struct loop *l, int most)
{
	char peer[46];
	for (int i = 0; i < most && l->accepting; i++) {
		int fd = os_accept(l->server->listen, peer);
		if (fd >= 0)
			welcome(l, fd, peer);
		else if (fd == -EAGAIN)
			return;
		else if (fd == -EMFILE || fd == -ENFILE)
			shed(l);
		else if (fd == -ENOBUFS || fd == -ENOMEM)
			pause_accepting(l);
	}
}

/* -- one loop */

static void stop_begin(struct loop *l)
{
	struct server *s = l->server;
	l->stop_since = l->now;
	os_poll_remove(l->poll, s->stop_bell);
	accept_some(l, ACCEPT_AT_STOP);
	if (l->accepting)
		os_poll_remove(l->poll, s->listen);
	l->accepting = false;
	l->accept_again = 0;
	if (atomic_fetch_sub(&s->listeners, 1) == 1)
		os_close(s->listen);
}

static int tick_ms(const struct serve_limits *m)
{
	int least = m->head_ms;
	const int other[] = {m->write_ms, m->idle_ms, m->linger_ms};
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		least = other[i] < least ? other[i] : least;
	return least / 4 < TICK_MIN_MS ? TICK_MIN_MS : least / 4 > TICK_MAX_MS ? TICK_MAX_MS : least / 4;
}

static void check_times(struct loop *l)
{
	struct conn *next;
	for (struct conn *c = l->conns; c; c = next) {
		next = c->next;
		conn_check_time(c);
	}
	if (l->accept_again && l->now >= l->accept_again)
		accept_again(l);
}

/* Connections first: what the bell and the clock do may end any of them, and
 * an event of this turn must find its connection alive. */
static void turn(struct loop *l, const struct os_ready *ready, int n)
{
	struct server *s = l->server;
	bool accept = false, resume = false, stop = false;
	for (int i = 0; i < n; i++) {
		void *tag = ready[i].tag;
		if (tag == &s->listen)
			accept = true;
		else if (tag == &l->bell)
			resume = true;
		else if (tag == &s->stop_bell)
			stop = true;
		else
			conn_event(tag, ready[i].what);
	}
	if (accept)
		accept_some(l, ACCEPT_AT_ONCE);
	if (resume)
		take_resumed(l);
	if (stop && !l->stop_since)
		stop_begin(l);
}

static bool over(const struct loop *l)
{
	return l->stop_since && (l->count == 0
		|| (l->count == l->waiting && l->now - l->stop_since > l->server->limit.stop_ms));
}

static void loop_run(struct loop *l)
{
	struct server *s = l->server;
	struct os_ready ready[EVENTS];
	int tick = tick_ms(&s->limit);
	int64_t checked = 0;
	while (!over(l)) {
		bool timed = l->count > 0 || l->accept_again || l->stop_since;
		int n = os_poll_wait(l->poll, ready, EVENTS, timed ? tick : -1);
		l->now = os_mono_ms();
		turn(l, ready, n);
		if (l->now - checked >= tick) {
			check_times(l);
			checked = l->now;
		}
	}
	if (l->count > 0)
		log_line(LOG_WARN, "http.stop", "what", "requests not finished in time", NULL);
	atomic_fetch_add(&s->left, l->count);
}

static void *loop_thread(void *arg)
{
	struct loop *l = arg;
	const struct serve_app *app = l->server->app;
	if (app->thread_start)
		app->thread_start(app->ctx, l->index);
	loop_run(l);
	if (app->thread_stop)
		app->thread_stop(app->ctx, l->index);
	return NULL;
}

static void loop_init(struct server *s, int index)
{
	struct loop *l = &s->loop[index];
	*l = (struct loop){.server = s, .index = index, .poll = os_poll_new(), .bell = os_bell_new(),
		.lock = os_mutex_new(), .now = os_mono_ms(), .reserve = -1};
	must(l->poll >= 0 && l->bell >= 0);
	must(os_poll_add(l->poll, l->bell, OS_READ, &l->bell) >= 0);
	must(os_poll_add(l->poll, s->stop_bell, OS_READ, &s->stop_bell) >= 0);
	accept_again(l);
}

static void loop_free(struct loop *l)
{
	while (l->spare) {
		struct exchange *x = l->spare;
		l->spare = x->next;
		exchange_free(x);
	}
	if (l->reserve >= 0)
		os_close(l->reserve);
	os_close(l->poll);
	os_close(l->bell);
	os_mutex_free(l->lock);
}

/* -- the server */

static int or_usual(int given, int usual)
{
	return given > 0 ? given : usual;
}

static struct serve_limits limits_of(const struct serve_options *o)
{
	struct serve_limits m = o->limits ? *o->limits : (struct serve_limits){0};
	m.head_ms = or_usual(m.head_ms, LIMIT_HEAD_MS);
	m.body_bytes_per_s = or_usual(m.body_bytes_per_s, LIMIT_BODY_BYTES_PER_S);
	m.write_ms = or_usual(m.write_ms, LIMIT_WRITE_MS);
	m.idle_ms = or_usual(m.idle_ms, LIMIT_IDLE_MS);
	m.linger_ms = or_usual(m.linger_ms, LIMIT_LINGER_MS);
	m.stop_ms = or_usual(m.stop_ms, LIMIT_STOP_MS);
	m.per_address = or_usual(m.per_address, LIMIT_CONNECTIONS_PER_ADDRESS);
	m.pool_jobs = or_usual(m.pool_jobs, LIMIT_POOL_JOBS);
	m.connections = or_usual(m.connections, LIMIT_CONNECTIONS);
	/* Every connection may have a file open beside it. */
	int files = os_file_limit(2 * m.connections + OTHER_FILES) - OTHER_FILES;
	if (files > 0 && files < m.connections)
		m.connections = files;
	return m;
}

static struct server *server_new(const struct serve_options *o, const struct serve_app *app,
	int listen)
{
	struct server *s = calloc(1, sizeof(*s));
	must(s);
	s->o = o;
	s->app = app;
	s->limit = limits_of(o);
	s->listen = listen;
	s->stop_bell = o->stop_bell ? o->stop_bell : os_stop_bell();
	s->threads = o->threads > 0 ? o->threads : os_cpu_count();
	if (s->threads > THREADS_MAX)
		s->threads = THREADS_MAX;
	atomic_init(&s->listeners, s->threads);
	atomic_init(&s->left, 0);
	gate_init(&s->gate, s->limit.connections, s->limit.per_address);
	s->pool = pool_new(POOL_THREADS, s->limit.pool_jobs);
	s->loop = calloc((size_t)s->threads, sizeof(*s->loop));
	must(s->loop);
	for (int i = 0; i < s->threads; i++)
		loop_init(s, i);
	return s;
}

static void server_free(struct server *s)
{
	pool_free(s->pool);
	for (int i = 0; i < s->threads; i++)
		loop_free(&s->loop[i]);
	gate_free(&s->gate);
	free(s->loop);
	free(s);
}

int serve_run(const struct serve_options *o, const struct serve_app *app)
{
	struct os_thread *thread[THREADS_MAX];
	int port = 0;
	int listen = os_listen(o->listen, &port);
	if (listen < 0) {
		log_line(LOG_ERROR, "http.listen", "address", o->listen, NULL);
		return 1;
	}
	if (o->spool_dir) {
		os_mkdir(o->spool_dir);
		spool_clean(o->spool_dir);
	}
	struct server *s = server_new(o, app, listen);
	if (o->listening)
		o->listening(app->ctx, port);
	for (int i = 1; i < s->threads; i++)
		thread[i] = os_thread_start(loop_thread, &s->loop[i]);
	loop_thread(&s->loop[0]);
	for (int i = 1; i < s->threads; i++)
		os_thread_join(thread[i]);
	/* A request that another thread still has may come back at any time: then
	 * what it comes back to stays, for the little while the process lives. */
	if (atomic_load(&s->left) == 0)
		server_free(s);
	return 0;
}
