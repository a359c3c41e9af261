/* The law stands in wire_live.h. */
#include "wire_live.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/os.h"

struct live live;

enum { LATER_MAX = 4096 };
static struct os_thread *server, *later[LATER_MAX];
static atomic_int laters;
static const char *file_path;

/* -- the application */

static int64_t admit(void *ctx, struct serve_req *req, bool *spool)
{
	(void)ctx;
	if (req->head.method == HTTP_OTHER)
		return -405;
	*spool = str_starts(req->head.path, "/up");
	return *spool ? LIVE_UPLOAD_MAX : LIVE_BODY_MAX;
}

static int number(struct str s)
{
	int64_t n = 0;
	return str_i64(s, &n) ? (int)n : 0;
}

static void *later_thread(void *arg)
{
	struct serve_req *req = arg;
	os_sleep_ms(number(req->head.query));
	buf_printf(&req->res.body, "later %.*s", STR_ARG(req->head.query));
	serve_resume(req);
	return NULL;
}

static void pool_work(void *arg)
{
	struct serve_req *req = arg;
	os_sleep_ms(number(req->head.query));
	buf_cstr(&req->res.body, "pool");
}

static void fill(struct buf *b, size_t n)
{
	while (b->n < n)
		buf_cstr(b, "0123456789abcdef");
}

static void echo(struct serve_req *req)
{
	buf_printf(&req->res.body, "%.*s %.*s", STR_ARG(req->head.method_text), STR_ARG(req->head.path));
	if (req->head.query.n)
		buf_printf(&req->res.body, "?%.*s", STR_ARG(req->head.query));
	buf_printf(&req->res.body, " @%.*s [", STR_ARG(req->head.host));
	buf_str(&req->res.body, req->body);
	buf_cstr(&req->res.body, "]");
}

static void file_answer(struct serve_req *req, int64_t size)
{
	req->res.body_fd = os_open_read(file_path);
	req->res.body_fd_size = size;
}

static void answer(struct serve_req *req, struct str path)
{
	struct response *res = &req->res;
	if (str_is(path, "/static"))
		res->body_static = STR("static words");
	else if (str_is(path, "/file"))
		file_answer(req, os_file_size(file_path));
	else if (str_is(path, "/short"))
		file_answer(req, os_file_size(file_path) + 1);
	else if (str_is(path, "/big"))
		fill(&res->body, LIVE_BIG);
	else if (str_is(path, "/full"))
		fill(&res->body, LIMIT_RESPONSE_BYTES - 15), buf_cstr(&res->body, "0123456789abcdef");
	else if (str_is(path, "/204") || str_is(path, "/304"))
		res->status = path.p[1] == '2' ? 204 : 304, buf_cstr(&res->body, "not to be seen");
	else if (str_is(path, "/evil"))
		serve_header(res, "X-Name", STR("a\r\nSet-Cookie: b\0c"));
	else if (str_is(path, "/unsound"))
		buf_cstr(&res->head, "X: y\r\n\r\nbody");
	else if (str_is(path, "/nostatus"))
		res->status = 0;
	else if (str_is(path, "/peer"))
		buf_cstr(&res->body, req->peer);
	else if (req->body_path)
		buf_printf(&res->body, "spooled %lld", (long long)os_file_size(req->body_path));
	else
		echo(req);
}

static enum serve_result handle(void *ctx, struct serve_req *req)
{
	(void)ctx;
	live.handled++;
	req->res.status = 200;
	req->res.content_type = "text/plain";
	if (str_is(req->head.path, "/later")) {
		later[laters++] = os_thread_start(later_thread, req);
		return SERVE_LATER;
	}
	if (str_is(req->head.path, "/pool")) {
		if (serve_pool(req, pool_work, req))
			return SERVE_LATER;
		req->res.status = 503;
		return SERVE_DONE;
	}
	answer(req, req->head.path);
	return SERVE_DONE;
}

static void resumed(void *ctx, struct serve_req *req)
{
	(void)ctx;
	live.resumed++;
	buf_printf(&req->res.head, "X-Thread: %d\r\n", req->thread);
}

static void error(void *ctx, struct serve_req *req, const char *why)
{
	(void)ctx;
	live.errors++;
	req->res.content_type = "text/plain";
	buf_printf(&req->res.body, "refused %d %s", req->res.status, why);
}

static void thread_start(void *ctx, int thread)
{
	(void)ctx, (void)thread;
	live.started++;
}

static void thread_stop(void *ctx, int thread)
{
	(void)ctx, (void)thread;
	live.stopped++;
}

static void listening(void *ctx, int port)
{
	(void)ctx;
	live.port = port;
	live.ready = 1;
}

static void *serve(void *arg)
{
	static const struct serve_app app = {admit, handle, resumed, error, thread_start, thread_stop, NULL};
	const struct serve_options o = {.listen = "127.0.0.1:0", .threads = live.threads ? live.threads : 2,
		.spool_dir = live.spool, .trusted_proxies = live.proxies, .listening = listening,
		.limits = &live.limits, .stop_bell = live.bell};
	(void)arg;
	live.result = serve_run(&o, &app);
	return NULL;
}

void live_start(void)
{
	struct buf content;
	live.spool = arena_printf(test_arena(), "%s/spool", test_folder());
	file_path = arena_printf(test_arena(), "%s/file", test_folder());
	buf_init(&content, 1 << 20);
	fill(&content, 300000);
	CHECK(os_write_file(file_path, buf_view(&content)) == 0);
	buf_free(&content);
	live.bell = os_bell_new();
	serve_common_headers("X-Common: yes\r\n");
	server = os_thread_start(serve, NULL);
	for (int i = 0; i < 5000 && !live.ready; i++)
		os_sleep_ms(1);
	CHECK(live.ready);
}

void live_stop(void)
{
	os_bell_ring(live.bell);
	os_thread_join(server);
	for (int i = 0; i < laters; i++)
		os_thread_join(later[i]);
	CHECK_INT(live.result, 0);
	CHECK_INT(live.started, live.threads ? live.threads : 2);
	CHECK_INT(live.stopped, live.started);
	CHECK_INT(live_spooled(), 0);
}

/* -- the client */

int64_t live_ms(void)
{
	return os_mono_ms();
}

int live_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	CHECK(fd >= 0);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

void live_join(int fd)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)live.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	CHECK(connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
}

int live_connect(void)
{
	int fd = live_socket();
	live_join(fd);
	return fd;
}

/* A server that has closed may answer with a reset: then the rest is not sent. */
void live_send(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		s = str_from(s, (size_t)n);
	}
}

void live_send_cstr(int fd, const char *s)
{
	live_send(fd, str_of(s));
}

void live_end_writing(int fd)
{
	shutdown(fd, SHUT_WR);
}

struct str live_read(int fd, int ms, bool *ended)
{
	struct buf b;
	char piece[64 * 1024];
	int64_t until = live_ms() + ms;
	buf_init(&b, 32u << 20);
	*ended = false;
	while (!*ended) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int64_t left = until - live_ms();
		if (left <= 0 || poll(&p, 1, (int)left) == 0)
			break;
		ssize_t n = recv(fd, piece, sizeof(piece), 0);
		if (n <= 0)
			*ended = true;
		else
			buf_add(&b, piece, (size_t)n);
	}
	struct str all = {arena_memdup(test_arena(), b.p, b.n), b.n};
	buf_free(&b);
	return all;
}

struct str live_ask(const char *request)
{
	bool ended;
	int fd = live_connect();
	live_send_cstr(fd, request);
	live_end_writing(fd);
	struct str s = live_read(fd, 10000, &ended);
	CHECK(ended);
	live_close(fd);
	return s;
}

void live_close(int fd)
{
	close(fd);
}

static int64_t length_of(struct str head)
{
	struct str line;
	int64_t n = 0;
	while (str_line(&head, &line))
		if (str_starts(line, "Content-Length: "))
			CHECK(str_i64(str_from(line, 16), &n));
	return n;
}

struct str live_answers(struct str s, bool head_only, bool with_text)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	while (s.n > 0) {
		size_t end = str_find(s, STR("\r\n\r\n"));
		CHECK(str_starts(s, "HTTP/1.1 ") && end != SIZE_MAX);
		struct str head = str_head(s, end + 2), status = str_head(str_from(s, 9), 3);
		s = str_from(s, end + 4);
		int64_t n = head_only || str_is(status, "100") ? 0 : length_of(head);
		CHECK((int64_t)s.n >= n);
		if (b.n > 0)
			buf_cstr(&b, with_text ? " ; " : " ");
		buf_str(&b, status);
		if (with_text && str_is(status, "200") && n > 0)
			buf_printf(&b, " %.*s", (int)n, s.p);
		s = str_from(s, (size_t)n);
	}
	struct str out = {arena_memdup(test_arena(), b.p, b.n), b.n};
	buf_free(&b);
	return out;
}

int live_spooled(void)
{
	char **name;
	return os_list_dir(test_arena(), live.spool, &name);
}
