/* The campaigns one may know of, and the forms by which campaigns and findings begin. */
#include "web_rectify.h"

void web_campaigns(struct req *r)
{
	const struct msg heads[] = {T_RECT_CAMPAIGN, field_label(F_SOURCE_BODY), T_RECT_INSPECTED, T_RECT_FEEDBACK_DAY, T_LIST_STATE, T_RECT_SIGNED_OF};
	struct q_campaigns_seen *c;
	char today[11];
	size_t n = q_campaigns_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &c);
	page_begin(r, PAGE_STAFF, T_RECT_TITLE);
	if (viewer_has_role(&r->viewer, "clerk")) {
		html(&r->out, "<p class=\"screen\"><a role=\"button\" ");
		html_url(&r->out, "href", url_make(r->arena, "/staff/campaigns/new"));
		html(&r->out, ">%s</a></p>\n", t(&r->out, T_RECT_OPEN));
	}
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_NONE));
		page_end(r);
		return;
	}
	staff_table_begin(r, T_RECT_TITLE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
		staff_link(r, url_matter(r, c[i].number), rectify_words(r, c[i].subject, c[i].translation));
		html(&r->out, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(&r->out, heads[1]), c[i].source_body,
			t(&r->out, heads[2]), in_lang(r, c[i].unit_en, c[i].unit_zh), t(&r->out, heads[3]));
		part_day(r, c[i].feedback_day);
		html(&r->out, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%lld / %lld</td></tr>\n", t(&r->out, heads[4]), state_name(r, "campaign", c[i].state),
			t(&r->out, heads[5]), (long long)c[i].signed_off, (long long)c[i].findings);
	}
	staff_table_end(r);
	page_end(r);
}

/* -- beginning */

struct beginning { const char *procedure, *act, *path; struct msg title; const struct proc_row *row; int64_t unit_id; struct act_in in; struct act_done done; };

int64_t rectify_office(struct req *r, const char *campaign)
{
	struct matter m;
	int64_t first = 0;
	bool found = *campaign && matter_load_number(req_read(r), r->city, campaign, &m) && m.campaign;
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		if (!cstr_eq(p->role, "clerk"))
			continue;
		if (found && p->unit_id == m.m.register_unit_id)
			return p->unit_id;
		first = first ? first : p->unit_id;
	}
	return first;
}

static void new_page(struct req *r, const struct beginning *w)
{
	page_begin(r, PAGE_STAFF, w->title);
	page_error_summary(r, &w->in, &r->refusal);
	form_begin(r, url_make(r->arena, "/staff/%s/new", w->path), (struct form_options){0});
	form_row_fields(r, w->row, &w->in);
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, cstr_eq(w->procedure, "finding") ? T_RECT_RECORD_WHAT : T_RECT_OPEN_WHAT));
	form_submit(r, w->title);
	form_end(r);
	page_end(r);
}

static struct beginning *begin(struct req *r, bool finding, const char *campaign)
{
	struct beginning *w = arena_make(r->arena, struct beginning);
	w->procedure = finding ? "finding" : "campaign";
	w->act = finding ? "record_finding" : "open_campaign";
	w->path = finding ? "findings" : "campaigns";
	w->title = finding ? T_RECT_RECORD : T_RECT_OPEN;
	w->row = act_new_row(r->city, w->procedure, w->act, false);
	w->unit_id = rectify_office(r, campaign);
	r->data = w;
	if (w->unit_id && w->row)
		return w;
	req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE});
	return NULL;
}

static bool new_write(struct tx *tx, struct req *r)
{
	struct beginning *w = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, w->procedure, w->act, w->unit_id, &w->in, &w->done, &r->refusal);
}

static void new_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct beginning *w = r->data;
	if (kept) {
		req_redirect(r, url_make(r->arena, "/staff/m/%s?done=%s", w->done.number, w->act));
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		new_page(r, w);
	}
}

static void post(struct req *r, struct beginning *w)
{
	if (!w)
		return;
	req_act_in(r, w->row, &w->in);
	if (w->in.faults)
		new_page(r, w);
	else
		req_write(r, new_write, new_answer);
}

void web_campaign_new(struct req *r)
{
	struct beginning *w = begin(r, false, "");
	if (w)
		new_page(r, w);
}

void web_campaign_new_post(struct req *r)
{
	post(r, begin(r, false, ""));
}

void web_finding_new(struct req *r)
{
	struct beginning *w = begin(r, true, req_query(r, "campaign"));
	if (!w)
		return;
	w->in.text[F_CAMPAIGN] = req_query(r, "campaign");
	new_page(r, w);
}

void web_finding_new_post(struct req *r)
{
	post(r, begin(r, true, req_field(r, "campaign")));
}
