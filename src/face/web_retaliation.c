/* Reporting retaliation, one click from the follow page. Law: it is said before
 * anything is typed who will see it and who not. */
#include "web_follow.h"

#include "../matter/retaliation.h"

struct reporting { struct act_in in; struct act_done done; };

static void show(struct req *r, const struct proc_row *row, const struct act_in *in)
{
	struct out *o = &r->out;
	page_begin(r, PAGE_PUBLIC, T_RETALIATION_TITLE);
	page_error_summary(r, in, &r->refusal);
	html(o, "<p>%s</p>\n<p>%s</p>\n", t(o, T_RETALIATION_WORDS), t(o, T_RETALIATION_CODE));
	form_begin(r, url_make(r->arena, "/follow/retaliation"), (struct form_options){.multipart = true});
	form_hidden(r, "once", form_once(r));
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (field_find(row->needs[i]) != F_SUBJECT)      /* its subject is always the same */
			form_field(r, field_find(row->needs[i]), row->optional[i], in);
	if (r->http->head.method == HTTP_POST)
		html(o, "<p class=\"note\">%s</p>\n", t(o, T_STAFF_FILES_AGAIN));
	html(o, "<div class=\"buttons\"><a role=\"button\" class=\"secondary\" ");
	html_url(o, "href", url_make(r->arena, "/follow/matter"));
	html(o, ">%s</a><button>%s</button></div>\n", t(o, T_PAGE_CANCEL), t(o, T_RETALIATION_SEND));
	form_end(r);
	page_end(r);
}

void web_retaliation(struct req *r)
{
	const struct proc_row *row = retaliation_row(r->city);
	struct matter m;
	if (!row)
		req_not_found(r);
	else if (r->viewer.proxy)
		req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_PROXY, NULL, F_NONE});
	else if (follow_matter(r, &m))
		show(r, row, arena_make(r->arena, struct act_in));
}

static bool write_report(struct tx *tx, struct req *r)
{
	struct reporting *w = r->data;
	return retaliation_report(tx, r->city, &r->viewer, r->now, &w->in, &w->done, &r->refusal);
}

static void reported(struct req *r, enum trouble trouble, bool kept)
{
	struct reporting *w = r->data;
	if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else if (kept) {
		page_filed(r, &w->done);
	} else {
		if (r->refusal.field != F_NONE && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		show(r, retaliation_row(r->city), &w->in);
	}
}

void web_retaliation_post(struct req *r)
{
	struct reporting *w = arena_make(r->arena, struct reporting);
	const struct proc_row *row = retaliation_row(r->city);
	r->data = w;
	if (!row) {
		req_not_found(r);
		return;
	}
	req_act_in(r, row, &w->in);
	if (w->in.faults)
		show(r, row, &w->in);
	else
		req_write(r, write_report, reported);
}
