/* Exchanges (a request and its answer, used again and again) and the bytes of
 * answers. An answer is checked before its first byte: a status of ours, a
 * head of whole lines, a body that fitted; else it becomes a 500. */
#include "conn.h"
#include <errno.h>
#include "../base/bug.h"
#include "../base/log.h"

enum {
	HEAD_LINES_MAX = 16 * 1024,
	OUT_MAX = 64 * 1024,
	KEEP_ROOM = 64 * 1024,
	SPARES_MAX = 32,
	FILE_STEP = 1024 * 1024,
};

static const char *common_policy = NULL, *common = "";

void serve_common_headers(const char *lines)
{
	common = lines;
}

void serve_common_policy(const char *policy)
{
	common_policy = policy;
}

void serve_header(struct response *res, const char *name, struct str value)
{
	buf_cstr(&res->head, name);
	buf_cstr(&res->head, ": ");
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		buf_char(&res->head, c < 0x20 || c == 0x7f ? '_' : value.p[i]);
	}
	buf_cstr(&res->head, "\r\n");
}

/* -- exchanges */

struct exchange *exchange_ready(struct loop *l)
{
	if (l->spare)
		return l->spare;
	struct exchange *x = calloc(1, sizeof(*x));
	must(x);
	x->loop = l;
	x->spool = x->req.res.body_fd = -1;
	x->req.arena = arena_new(LIMIT_REQUEST_ARENA_BYTES);
	x->req.thread = l->index;
	buf_init(&x->body, 1);
	buf_init(&x->out, OUT_MAX);
	buf_init(&x->req.res.head, HEAD_LINES_MAX);
	buf_init(&x->req.res.body, LIMIT_RESPONSE_BYTES);
	l->spare = x;
	l->spares = 1;
	return x;
}

struct exchange *exchange_take(struct conn *c)
{
	struct exchange *x = exchange_ready(c->loop);
	c->loop->spare = x->next;
	c->loop->spares--;
	x->next = NULL;
	x->conn = c;
	c->x = x;
	memcpy(x->req.peer, c->peer, sizeof(x->req.peer));
	return x;
}

static void buf_empty(struct buf *b)
{
	size_t max = b->max;
	if (b->room > KEEP_ROOM) {
		buf_free(b);
		buf_init(b, max);
	}
	buf_clear(b);
}

void answer_clear(struct exchange *x)
{
	struct response *res = &x->req.res;
	if (res->body_fd >= 0)
		os_close(res->body_fd);
	buf_empty(&res->head);
	buf_empty(&res->body);
	res->status = 0;
	res->content_type = NULL;
	res->body_static = (struct str){NULL, 0};
	res->body_fd = -1;
	res->body_fd_size = 0;
	res->policy = NULL;
	res->close = false;
}

void exchange_end(struct exchange *x)
{
	struct loop *l = x->loop;
	body_drop(x);
	answer_clear(x);
	buf_empty(&x->body);
	buf_empty(&x->out);
	arena_reset(x->req.arena);
	x->rest = STR_NONE;
	x->req.app = NULL;
	x->conn = NULL;
	if (l->spares >= SPARES_MAX) {
		exchange_free(x);
		return;
	}
	x->next = l->spare;
	l->spare = x;
	l->spares++;
}

void exchange_free(struct exchange *x)
{
	body_drop(x);
	answer_clear(x);
	buf_free(&x->body);
	buf_free(&x->out);
	buf_free(&x->req.res.head);
	buf_free(&x->req.res.body);
	arena_free(x->req.arena);
	free(x);
}

/* -- answers */

void answer_plain(struct exchange *x, int status)
{
	struct response *res = &x->req.res;
	res->status = status;
	res->content_type = "text/plain; charset=utf-8";
	buf_printf(&res->body, "%d %s\n", status, http_status_text(status));
}

/* Whole lines, none empty, no control bytes: no value broke out of its line. */
static bool lines_sound(struct str s)
{
	size_t begin = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\r') {
			if (i == begin || i + 1 == s.n || s.p[i + 1] != '\n')
				return false;
			begin = ++i + 1;
		} else if ((c < 0x20 && c != '\t') || c == 0x7f) {
			return false;
		}
	}
	return begin == s.n;
}

static bool answer_sound(const struct response *res)
{
	return res->status >= 200 && res->status <= 599 && buf_ok(&res->head) && buf_ok(&res->body)
		&& lines_sound(buf_view(&res->head)) && (res->body_fd < 0 || res->body_fd_size >= 0);
}

static const char *date_now(struct loop *l)
{
	int64_t utc = os_utc_ms();
	if (l->date_at != utc / 1000) {
		http_date(utc, l->date);
		l->date_at = utc / 1000;
	}
	return l->date;
}

static void body_choose(struct exchange *x, bool without)
{
	struct response *res = &x->req.res;
	x->rest = without ? STR_NONE : res->body_static.p ? res->body_static : buf_view(&res->body);
	if (without && res->body_fd >= 0) {
		os_close(res->body_fd);
		res->body_fd = -1;
	}
	x->out_sent = 0;
	x->file_at = 0;
}

void answer_make(struct exchange *x, bool close)
{
	struct response *res = &x->req.res;
	const struct http_head *h = &x->req.head;
	if (!answer_sound(res)) {
		log_line(LOG_ERROR, "http.answer", "what", "unsound", NULL);
		answer_clear(x);
		answer_plain(x, 500);
	}
	res->close = res->close || close || !h->keep_alive;
	bool bodiless = res->status == 204 || res->status == 304;
	long long size = (long long)(res->body_static.p ? res->body_static.n : res->body.n) + (res->body_fd >= 0 ? (long long)res->body_fd_size : 0);
	buf_clear(&x->out);
	buf_printf(&x->out, "HTTP/1.1 %d %s\r\nDate: %s\r\n", res->status,
		http_status_text(res->status), date_now(x->loop));
	if (!bodiless && res->content_type)
		buf_printf(&x->out, "Content-Type: %s\r\n", res->content_type);
	if (!bodiless)
		buf_printf(&x->out, "Content-Length: %lld\r\n", size);
	if (res->close)
		buf_cstr(&x->out, "Connection: close\r\n");
	else if (h->minor == 0)
		buf_cstr(&x->out, "Connection: keep-alive\r\n");
	buf_str(&x->out, buf_view(&res->head));
	if (res->policy || common_policy)
		buf_printf(&x->out, "Content-Security-Policy: %s\r\n", res->policy ? res->policy : common_policy);
	buf_cstr(&x->out, common);
	buf_cstr(&x->out, "\r\n");
	must(buf_ok(&x->out));
	body_choose(x, bodiless || h->method == HTTP_HEAD);
}

static enum send_step send_file(struct exchange *x)
{
	struct response *res = &x->req.res;
	while (res->body_fd >= 0 && x->file_at < res->body_fd_size) {
		int64_t left = res->body_fd_size - x->file_at;
		int64_t n = os_send_file(x->conn->fd, res->body_fd, &x->file_at,
			left < FILE_STEP ? (size_t)left : FILE_STEP);
		if (n == -EAGAIN)
			return SEND_BLOCKED;
		if (n <= 0) {
			log_line(LOG_WARN, "http.answer", "what", n ? "gone" : "file-short", NULL);
			return SEND_FAILED;
		}
		x->conn->moved += n;
	}
	return SEND_DONE;
}

enum send_step answer_send(struct exchange *x)
{
	while (x->out_sent < x->out.n || x->rest.n > 0) {
		struct str out = str_from(buf_view(&x->out), x->out_sent);
		int64_t n = os_send_two(x->conn->fd, out, x->rest);
		if (n == -EAGAIN)
			return SEND_BLOCKED;
		if (n <= 0)
			return SEND_FAILED;
		x->conn->moved += n;
		size_t of_out = (size_t)n < out.n ? (size_t)n : out.n;
		x->out_sent += of_out;
		x->rest = str_from(x->rest, (size_t)n - of_out);
	}
	return send_file(x);
}
