/* The body of a request: by Content-Length or in chunks, into memory or into a
 * file. Never more than body_max is kept; memory grows with what came, not
 * with what was announced. */
#include "conn.h"
#include "spool.h"
#include "../base/log.h"

bool body_begin(struct exchange *x, bool spool)
{
	const struct http_head *h = &x->req.head;
	x->got = 0;
	if (h->chunked)
		http_chunks_init(&x->chunks, (uint64_t)x->body_max);
	if (!spool) {
		x->body.max = (size_t)x->body_max + 1;
		return true;
	}
	const char *dir = x->loop->server->o->spool_dir;
	x->spool = dir ? spool_open(x->req.arena, dir, SPOOL_BODY, &x->req.body_path) : -1;
	if (x->spool >= 0)
		return true;
	x->req.body_path = NULL;
	log_line(LOG_ERROR, "http.spool", "what", "open", NULL);
	return false;
}

static bool keep(struct exchange *x, struct str data)
{
	x->got += (int64_t)data.n;
	if (!x->req.body_path) {
		buf_str(&x->body, data);
		return buf_ok(&x->body);
	}
	if (data.n == 0 || os_write_all(x->spool, data.p, data.n) == (int64_t)data.n)
		return true;
	log_line(LOG_ERROR, "http.spool", "what", "write", NULL);
	return false;
}

static enum body_step whole(struct exchange *x, int *status, const char **why)
{
	if (!x->req.body_path) {
		x->req.body = buf_view(&x->body);
		return BODY_WHOLE;
	}
	int closed = os_close(x->spool);
	x->spool = -1;
	if (closed == 0)
		return BODY_WHOLE;
	*status = 503;
	*why = "spool";
	return BODY_REFUSED;
}

/* By length: the rest of it, or what there is. */
static bool length_next(struct exchange *x, struct str in, size_t *used, struct str *data)
{
	uint64_t left = (uint64_t)(x->req.head.content_length - x->got);
	*data = str_head(in, left < in.n ? (size_t)left : in.n);
	*used = data->n;
	return left == data->n;
}

enum body_step body_take(struct exchange *x, struct str in, size_t *used, int *status,
	const char **why)
{
	bool done = false;
	*used = 0;
	while (!done) {
		size_t n = 0;
		struct str data = STR_NONE, rest = str_from(in, *used);
		if (x->req.head.chunked) {
			enum http_parse r = http_chunks_next(&x->chunks, rest, &n, &data, status);
			*why = "chunks";
			if (r == HTTP_BAD)
				return BODY_REFUSED;
			done = r == HTTP_DONE;
		} else {
			done = length_next(x, rest, &n, &data);
		}
		*used += n;
		if (!keep(x, data)) {
			*status = 503;
			*why = "spool";
			return BODY_REFUSED;
		}
		if (!done && *used == in.n)
			return BODY_MORE;
	}
	return whole(x, status, why);
}

void body_drop(struct exchange *x)
{
	if (x->spool >= 0)
		os_close(x->spool);
	x->spool = -1;
	if (x->req.body_path)
		os_remove(x->req.body_path);
	x->req.body_path = NULL;
	x->req.body = (struct str){NULL, 0};
}
