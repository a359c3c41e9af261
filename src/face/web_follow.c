/* Following with the query code: the way in and out, files and papers. Laws: 1
 * the code goes in a POST body and never in an address; 2 a right and a wrong
 * code cost the same work, and guessing is slowed. */
#include "web_follow.h"
#include "web_ledger.h"

#include "app.h"
#include "pdf.h"
#include "../matter/copy.h"

struct following { const char *code; int64_t matter_id; int64_t wait_ms; const char *token; };

static void ask_code(struct req *r, struct msg fault)
{
	page_ask_code(r, &(struct ask_code){T_FOLLOW_TITLE, T_FOLLOW_WORDS, T_RECEIPT_CODE, T_FOLLOW_OPEN, url_follow()}, fault);
}

void web_follow(struct req *r)
{
	if (r->viewer.kind == VIEWER_PETITIONER)
		req_redirect(r, url_make(r->arena, "/follow/matter"));
	else
		ask_code(r, MSG_NONE);
}

int64_t follow_try(struct tx *tx, struct req *r, const char *code, int64_t *wait_ms)
{
	*wait_ms = throttle_wait_ms(tx, r->city, r->now, "follow", r->http->peer);
	if (*wait_ms > 0)
		return 0;
	int64_t found = follow_enter(tx, r->city, r->now, code);
	if (!found)
		throttle_fail(tx, r->city, r->now, "follow", r->http->peer);
	return found;
}

void follow_refused(struct req *r, int64_t wait_ms)
{
	if (wait_ms <= 0) {
		ask_code(r, T_FOLLOW_UNKNOWN);
		return;
	}
	ask_code(r, T_FOLLOW_WAIT(arena_printf(r->arena, "%lld", (long long)(wait_ms / 1000 + 1))));
	r->http->res.status = 429;
}

static bool open_session(struct tx *tx, struct req *r)
{
	struct following *f = r->data;
	f->matter_id = follow_try(tx, r, f->code, &f->wait_ms);
	if (f->matter_id)
		f->token = session_follow(tx, r->city, r->now, f->code);
	return true;
}

static void opened(struct req *r, enum trouble trouble, bool kept)
{
	struct following *f = r->data;
	if (trouble != TROUBLE_NONE || !kept) {
		req_trouble(r, trouble);
	} else if (f->matter_id) {
		req_cookie(r, "s", f->token, false);
		req_redirect(r, url_make(r->arena, "/follow/matter"));
	} else {
		follow_refused(r, f->wait_ms);
	}
}

void web_follow_open(struct req *r)
{
	struct following *f = arena_make(r->arena, struct following);
	f->code = req_field(r, "code");
	r->data = f;
	if (!*f->code)
		ask_code(r, T_FAULT_MISSING);
	else
		req_write(r, open_session, opened);
}

bool follow_matter(struct req *r, struct matter *m)
{
	if (matter_load(req_read(r), r->city, r->viewer.matter_id, m)) {
		copy_own(req_read(r), m, &r->viewer);
		return true;
	}
	req_not_found(r);
	return false;
}

static bool leave(struct tx *tx, struct req *r)
{
	session_end(tx, r->city, r->token);
	return true;
}

static void left(struct req *r, enum trouble trouble, bool kept)
{
	(void)trouble, (void)kept;
	req_cookie(r, "s", "", false);
	buf_cstr(&r->http->res.head, "Clear-Site-Data: \"cache\", \"storage\"\r\n");
	req_redirect(r, url_home());
}

void web_follow_leave(struct req *r)
{
	req_write(r, leave, left);
}

/* The paper of the address's first part if it is the petitioner's; else the answer is made. */
static const struct q_document_of_matter *own_paper(struct req *r)
{
	struct q_document_of_matter *d;
	int64_t place;
	size_t n = q_document_of_matter(req_read(r), r->viewer.matter_id, &d);
	if (!str_i64(req_param(r, 0), &place))
		place = 0;
	for (size_t i = 0; i < n; i++)
		if (d[i].place == place && d[i].public && cstr_eq(d[i].status, "issued"))
			return &d[i];
	req_not_found(r);
	return NULL;
}

void web_follow_paper(struct req *r)
{
	const struct q_document_of_matter *d = own_paper(r);
	if (!d)
		return;
	page_begin(r, PAGE_PUBLIC, T_PAPER_TITLE);
	part_paper(r, d);
	part_ledger_head(r);
	html(&r->out, "<p class=\"screen\">");
	part_pdf_link(r, url_make(r->arena, "/follow/pdf/%lld", (long long)d->place));
	html(&r->out, "</p>\n");
	page_end(r);
}

void web_follow_pdf(struct req *r)
{
	const struct q_document_of_matter *d = own_paper(r);
	if (d)
		pdf_paper(r, d);
}
