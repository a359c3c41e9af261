/* A body's page: who sits in it, its meetings, and what it decided, by where it
 * stands. Laws: 1 who neither sits in it nor keeps it gets the 404 of nothing;
 * 2 a number over a list is the number of its rows. */
#include "web_lead.h"

#include "../matter/body.h"

static void show_seats(struct req *r, int64_t body)
{
	const struct msg heads[] = {T_MEETING_PERSON, T_MEETING_SEAT, T_MEETING_TERM};
	struct q_seat_of_body *s;
	size_t n = q_seat_of_body(req_read(r), body, &s);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_MEMBERS));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_MEETING_MEMBERS_NONE));
		return;
	}
	staff_table_begin(r, T_MEETING_MEMBERS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		if (!s[i].confirmed)
			continue;
		html(&r->out, "<tr%s><th scope=\"row\">%s</th><td data-label=\"%s\">%s %s</td><td data-label=\"%s\">", s[i].valid_to ? " class=\"ended\"" : "",
			in_lang(r, s[i].person_en, s[i].person_zh), t(&r->out, T_MEETING_SEAT), staff_words(r, "seat.", s[i].role),
			in_lang(r, s[i].title_en, s[i].title_zh), t(&r->out, T_MEETING_TERM));
		staff_period(r, s[i].valid_from, s[i].valid_to);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* Those the viewer may open are links; of the others only that they were. */
static void show_meetings(struct req *r, int64_t body)
{
	const struct msg heads[] = {T_MEETING_WHEN, T_MEETING_MEETING, T_LIST_STATE};
	struct q_body_meetings *k;
	struct matter m;
	size_t n = q_body_meetings(req_read(r), body, &k), shown = 0;
	bool coming = cstr_eq(req_query(r, "meetings"), "coming");
	html(&r->out, "<section id=\"meetings\"><h2>%s</h2>\n", t(&r->out, coming ? T_MEETING_COMING : T_MEETING_MEETINGS));
	for (size_t i = 0; i < n; i++) {
		if (coming && !lead_coming(r, &k[i]))
			continue;
		if (!matter_load(req_read(r), r->city, k[i].matter_id, &m) || !matter_visible(&m, &r->viewer))
			continue;
		if (shown++ == 0) {
			staff_table_begin(r, T_MEETING_MEETINGS);
			staff_table_head(r, heads, sizeof heads / sizeof *heads);
		}
		html(&r->out, "<tr><td data-label=\"%s\">", t(&r->out, T_MEETING_WHEN));
		staff_link(r, url_matter(r, k[i].number), meeting_when(r, k[i].day, k[i].time));
		html(&r->out, "</td><td data-label=\"%s\">%s %s</td><td data-label=\"%s\">%s</td></tr>\n", t(&r->out, T_MEETING_MEETING),
			k[i].no == DB_NULL_INT ? "" : meeting_number(r->arena, k[i].year, k[i].no, 0, 0), k[i].subject,
			t(&r->out, T_LIST_STATE), state_name(r, "meeting", k[i].state));
	}
	if (shown)
		staff_table_end(r);
	else
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_MEETING_MEETINGS_NONE));
	html(&r->out, "</section>\n");
}

/* What waits for the next agenda. */
static void show_waiting(struct req *r, int64_t body)
{
	struct q_docket_waiting *w;
	size_t n = q_docket_waiting(req_read(r), body, &w);
	if (n == 0)
		return;
	html(&r->out, "<section id=\"waiting\"><h2>%s</h2>\n<ul>\n", t(&r->out, T_MEETING_WAITING));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>%s · %s · ", w[i].number, staff_words(r, "docket.", w[i].cause));
		part_day(r, w[i].since);
		html(&r->out, "</li>\n");
	}
	html(&r->out, "</ul></section>\n");
}

/* What the public may read of it: for its office. */
static void show_public(struct req *r, const struct q_body_by_code *b)
{
	html(&r->out, "<section id=\"public\"><h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_OPARL_PUBLIC), t(&r->out, b->public ? T_OPARL_BODY_PUBLIC : T_OPARL_BODY_HIDDEN));
	form_begin(r, url_make(r->arena, "/staff/body/%s", b->code), (struct form_options){0});
	form_hidden(r, "do", b->public ? "withdraw" : "publish");
	form_submit(r, b->public ? T_OPARL_WITHDRAW : T_OPARL_PUBLISH);
	form_end(r);
	html(&r->out, "</section>\n");
}

void web_body(struct req *r)
{
	struct q_body_by_code b;
	const char *code = arena_cstr(r->arena, req_param(r, 0));
	if (!body_visible(req_read(r), &r->viewer, r->now, code) || !q_body_by_code(req_read(r), code, &b)) {
		req_not_found(r);
		return;
	}
	const struct lead *lead = lead_of_body(r, &b);
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(in_lang(r, b.name_en, b.name_zh)));
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, T_ADMIN_KIND, staff_words(r, "body.kind.", b.kind));
	staff_fact(r, T_MEETING_OF_UNIT, staff_unit_name(r, b.unit_id));
	staff_fact(r, T_MEETING_OFFICE, staff_unit_name(r, b.office_unit_id));
	html(&r->out, "</dl>\n");
	if (viewer_post_in(&r->viewer, "clerk", b.office_unit_id))
		staff_action(r, url_make(r->arena, "/staff/meetings/new?body=%s", code), T_MEETING_CONVENE);
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/staff/calendar?body=%s", code), t(&r->out, T_FEED_TITLE));
	html(&r->out, "</p>\n");
	lead_figures(r, lead);
	show_meetings(r, b.id);
	show_waiting(r, b.id);
	decisions_list(r, &lead->decisions);
	show_seats(r, b.id);
	if (viewer_post_in(&r->viewer, "clerk", b.office_unit_id))
		show_public(r, &b);
	page_end(r);
}

/* -- publishing it */

static bool publish_write(struct tx *tx, struct req *r)
{
	bool public = cstr_eq(req_field(r, "do"), "publish");
	if (!public && !cstr_eq(req_field(r, "do"), "withdraw")) {
		r->refusal = (struct refusal){REFUSE_INPUT, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	return body_publish(tx, &r->viewer, r->now, r->data, public, &r->refusal);
}

static void publish_answer(struct req *r, enum trouble trouble, bool kept)
{
	if (kept)
		req_redirect(r, url_make(r->arena, "/staff/body/%s#public", (const char *)r->data));
	else if (trouble != TROUBLE_NONE)
		req_trouble(r, trouble);
	else
		req_refuse(r, staff_status(r->refusal.kind), &r->refusal);
}

void web_body_post(struct req *r)
{
	const char *code = arena_cstr(r->arena, req_param(r, 0));
	if (!body_visible(req_read(r), &r->viewer, r->now, code)) {
		req_not_found(r);
		return;
	}
	r->data = (void *)(uintptr_t)code;
	req_write(r, publish_write, publish_answer);
}
