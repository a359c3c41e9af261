/* Downloads of files. Laws: 1 others get the copy without traces, and nothing
 * where there is none; 2 what a petitioner sent goes to that petitioner, and to
 * staff to whom the identity is open now; to everybody else it answers like
 * nothing; 3 it goes through memory and is kept nowhere on the way. */
#include "web_matter.h"
#include "web_public.h"

#include "app.h"

#include "../matter/clean.h"
#include "../matter/meeting.h"
#include "../matter/original.h"


/* What a browser may do with a file, should it show it: nothing. */
#define FILE_POLICY "default-src 'none'; sandbox"

/* RFC 6266: the plain name keeps letters and digits, the full one is encoded. */
static const char *disposition(struct arena *a, const char *name)
{
	return arena_printf(a, "Content-Disposition: attachment; filename=\"file\"; filename*=UTF-8''%s\r\nCache-Control: no-store\r\n", url_make(a, "%s", name).p);
}

static void send_copy(struct req *r, const struct q_attachment_by_token *f)
{
	struct response *res = &r->http->res;
	struct sha256 h;
	if (f->sha256.n != sizeof h.b) {
		req_not_found(r);
		return;
	}
	memcpy(h.b, f->sha256.p, sizeof h.b);
	res->body_fd = blob_open(r->city->store, &h, &res->body_fd_size);
	if (res->body_fd < 0) {
		res->body_fd = -1;
		req_trouble(r, TROUBLE_LOST);
		return;
	}
	res->status = 200;
	res->content_type = f->type;
	res->policy = FILE_POLICY;
	buf_cstr(&res->head, disposition(r->arena, f->name));
}

/* -- as it was sent: opened here, read on the slow lane */

struct sending { struct original o; bool whole; };

static void read_original(struct req *r)
{
	struct sending *s = r->data;
	s->whole = original_read(r->city->store, &s->o, &r->http->res.body);
	seal_wipe(&s->o.key, sizeof s->o.key);
}

static void send_original(struct req *r)
{
	struct sending *s = r->data;
	struct response *res = &r->http->res;
	if (!s->whole) {
		req_trouble(r, TROUBLE_LOST);
		return;
	}
	res->status = 200;
	res->content_type = s->o.type;
	res->policy = FILE_POLICY;
	buf_cstr(&res->head, disposition(r->arena, s->o.name));
}

/* False: there is none, or not for this viewer. */
static bool start_original(struct req *r, const struct matter *m, const struct q_attachment_by_token *f, const char *token)
{
	struct sending *s = arena_make(r->arena, struct sending);
	if (original_open(req_read(r), m, &r->viewer, r->now.today, f->id, token, &s->o) != IDENTITY_OPEN)
		return false;
	r->data = s;
	req_slow(r, read_original, send_original);
	return true;
}

/* -- for the petitioner */

const char *own_file_name(struct req *r, const struct matter *m, const struct q_attachment_of_matter *f)
{
	struct original o;
	if (!f->original || original_open(req_read(r), m, &r->viewer, r->now.today, f->id, f->token, &o) != IDENTITY_OPEN)
		return f->name;
	seal_wipe(&o.key, sizeof o.key);
	return o.name;
}

void web_follow_file(struct req *r)
{
	struct q_attachment_by_token f;
	struct matter m;
	struct tx *tx = req_read(r);
	const char *token = arena_cstr(r->arena, req_param(r, 0));
	if (!q_attachment_by_token(tx, token, &f) || f.matter_id != r->viewer.matter_id || !f.public || !matter_load(tx, r->city, f.matter_id, &m))
		req_not_found(r);
	else if (!start_original(r, &m, &f, token))
		send_copy(r, &f);
}

/* -- for staff */

/* Papers of a meeting have their readers item by item. */
static bool paper_visible(struct req *r, const struct matter *m, const char *token)
{
	struct q_paper_of_token p;
	return !m->meeting || (q_paper_of_token(req_read(r), token, &p) && meeting_paper_visible(m, &r->viewer, p.item_no, p.audience));
}

static bool visible_file(struct req *r, const char *token, struct matter *m, struct q_attachment_by_token *f)
{
	struct tx *tx = req_read(r);
	return q_attachment_by_token(tx, token, f) && matter_load(tx, r->city, f->matter_id, m) && matter_visible(m, &r->viewer) && paper_visible(r, m, token);
}

void web_matter_file(struct req *r)
{
	struct q_attachment_by_token f;
	struct matter m;
	if (!visible_file(r, arena_cstr(r->arena, req_param(r, 0)), &m, &f))
		req_not_found(r);
	else if (cstr_eq(f.copy, "clean") || cstr_eq(f.copy, "kept"))
		send_copy(r, &f);
	else
		req_error(r, 410, clean_why(f.why));
}

void web_matter_original(struct req *r)
{
	struct q_attachment_by_token f;
	struct matter m;
	const char *token = arena_cstr(r->arena, req_param(r, 0));
	if (!visible_file(r, token, &m, &f) || !start_original(r, &m, &f, token))
		req_not_found(r);
}

void matter_original(struct req *r, const struct matter *m, int64_t id, const char *token)
{
	struct original o;
	html(&r->out, " <p class=\"note screen\">");
	if (original_open(req_read(r), m, &r->viewer, r->now.today, id, token, &o) == IDENTITY_OPEN) {
		seal_wipe(&o.key, sizeof o.key);
		staff_link(r, url_make(r->arena, "/staff/f/%s/original", token), t(&r->out, T_STAFF_FILE_ORIGINAL(o.name, arena_printf(r->arena, "%lld", (long long)(o.size + 1023) / 1024))));
	} else {
		html(&r->out, "%s", t(&r->out, T_STAFF_FILE_ORIGINAL_CLOSED));
	}
	html(&r->out, "</p>");
}
