/* Laws: 1 who waits is counted, from made_send to the answer or until the pool
 * has no room, and one too many is told to come back; 2 what the helper could
 * not make becomes a page that says so, and a line in the log without a word of
 * the document. */
#include "made.h"

#include <stdatomic.h>

#include "../base/limits.h"
#include "../base/log.h"
#include "../base/os_helper.h"
#include "app.h"

static atomic_int waiting;

bool made_here(const char *helper)
{
	return os_helper_here(helper);
}

static void give_back(struct req *r)
{
	struct made *m = r->data;
	buf_free(&m->lines);
	atomic_fetch_sub(&waiting, 1);
}

static void answer(struct req *r, const struct made *m, struct str bytes)
{
	struct response *res = &r->http->res;
	res->status = 200;
	res->content_type = m->type;
	res->policy = "default-src 'none'; sandbox";
	buf_str(&res->body, bytes);
	buf_printf(&res->head, "Content-Disposition: %s; filename=\"%s\"\r\nCache-Control: no-store\r\n", m->beside ? "inline" : "attachment", m->file);
}

static void make(struct req *r)
{
	struct made *m = r->data;
	struct os_helper h = {.name = m->helper, .args = m->args, .in = buf_view(&m->lines), .out_max = LIMIT_RESPONSE_BYTES, .timeout_ms = m->timeout_ms};
	enum os_helper_end end = os_helper_run(&h);
	if (end == OS_HELPER_DONE && h.status == 0)
		answer(r, m, buf_view(&h.out));
	else {
		log_line(LOG_WARN, "made.failed", "helper", m->helper, "end", os_helper_word(end), NULL);
		req_error(r, 503, end == OS_HELPER_ABSENT ? m->absent : T_MADE_TROUBLE);
	}
	os_helper_free(&h);
}

void made_send(struct req *r, struct made *m)
{
	r->data = m;
	if (!buf_ok(&m->lines)) {
		req_error(r, 413, T_MADE_TOO_LONG);
		buf_free(&m->lines);
	} else if (atomic_fetch_add(&waiting, 1) >= LIMIT_MADE_WAITING) {
		buf_cstr(&r->http->res.head, "Retry-After: 2\r\n");
		req_error(r, 503, T_ERROR_BUSY);
		give_back(r);
	} else {
		r->unstarted = give_back;
		req_slow(r, make, give_back);
	}
}
