/* The campaigns one may know of, and the forms by which campaigns and findings begin. */
#include "web_rectify.h"

void web_campaigns(struct req *r)
{
	const struct msg heads[] = {T_RECT_CAMPAIGN, field_label(F_SOURCE_BODY), T_RECT_INSPECTED, T_RECT_FEEDBACK_DAY, T_LIST_STATE, T_RECT_SIGNED_OF};
	struct q_campaigns_seen *c;
	char today[11];
	size_t n = q_campaigns_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &c);
	page_begin(r, PAGE_STAFF, T_RECT_TITLE);
	if (viewer_has_role(&r->viewer, "clerk"))
		staff_action(r, url_make(r->arena, "/staff/campaigns/new"), T_RECT_OPEN);
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

struct begin campaign_opening(struct req *r)
{
	return (struct begin){.procedure = "campaign", .act = "open_campaign", .form = url_make(r->arena, "/staff/campaigns/new"), .title = T_RECT_OPEN,
		.note = T_RECT_OPEN_WHAT, .unit_id = begin_office(&r->viewer, 0)};
}

struct begin finding_recording(struct req *r, const char *campaign)
{
	struct matter m;
	bool found = *campaign && matter_load_number(req_read(r), r->city, campaign, &m) && m.campaign;
	return (struct begin){.procedure = "finding", .act = "record_finding", .form = url_make(r->arena, "/staff/findings/new"), .title = T_RECT_RECORD,
		.note = T_RECT_RECORD_WHAT, .unit_id = begin_office(&r->viewer, found ? m.m.register_unit_id : 0)};
}

void web_campaign_new(struct req *r)
{
	const struct begin of = campaign_opening(r);
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_form(r, b);
}

void web_campaign_new_post(struct req *r)
{
	const struct begin of = campaign_opening(r);
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_post(r, b);
}

void web_finding_new(struct req *r)
{
	const struct begin of = finding_recording(r, req_query(r, "campaign"));
	struct begin *b = begin_new(r, &of);
	if (!b)
		return;
	b->in.text[F_CAMPAIGN] = req_query(r, "campaign");
	begin_form(r, b);
}

void web_finding_new_post(struct req *r)
{
	const struct begin of = finding_recording(r, req_field(r, "campaign"));
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_post(r, b);
}
