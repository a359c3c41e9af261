/* One's meetings: bodies, what is coming, and the form that convenes. Law: a
 * body is shown to who sits in it or keeps it. */
#include "web_meeting.h"

#include "../matter/body.h"

size_t meetings_coming(struct req *r, struct q_person_meetings **out)
{
	char today[11], from[11];
	return q_person_meetings(req_read(r), r->viewer.person_id, day_text(r->now.today - 7, from), day_text(r->now.today, today), out);
}

static void show_coming(struct req *r)
{
	const struct msg heads[] = {T_MEETING_WHEN, T_MEETING_BODY, T_MEETING_MEETING, field_label(F_PLACE), T_LIST_STATE};
	struct q_person_meetings *k;
	size_t n = meetings_coming(r, &k);
	html(&r->out, "<section id=\"coming\"><h2>%s</h2>\n", t(&r->out, T_MEETING_COMING));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_MEETING_COMING_NONE));
		return;
	}
	staff_table_begin(r, T_MEETING_COMING);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><td data-label=\"%s\">", t(&r->out, T_MEETING_WHEN));
		staff_link(r, url_matter(r, k[i].number), meeting_when(r, k[i].day, k[i].time));
		html(&r->out, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", t(&r->out, T_MEETING_BODY), in_lang(r, k[i].body_en, k[i].body_zh),
			t(&r->out, T_MEETING_MEETING), k[i].subject);
		html(&r->out, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n", t(&r->out, field_label(F_PLACE)), k[i].place,
			t(&r->out, T_LIST_STATE), state_name(r, "meeting", k[i].state));
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

static void show_bodies(struct req *r)
{
	struct q_body_of_person *b;
	struct q_body_by_code body;
	char today[11];
	size_t n = q_body_of_person(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &b);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_BODIES));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_MEETING_BODIES_NONE));
		return;
	}
	html(&r->out, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		if (!q_body_by_code(req_read(r), b[i].code, &body))
			continue;
		html(&r->out, "<li>");
		staff_link(r, url_make(r->arena, "/staff/body/%s", body.code), in_lang(r, body.name_en, body.name_zh));
		html(&r->out, "</li>\n");
	}
	html(&r->out, "</ul></section>\n");
}

void web_meetings(struct req *r)
{
	page_begin(r, PAGE_STAFF, T_MEETING_TITLE);
	staff_flash(r, NULL);
	if (viewer_has_role(&r->viewer, "clerk"))
		staff_action(r, url_make(r->arena, "/staff/meetings/new"), T_MEETING_CONVENE);
	show_coming(r);
	show_bodies(r);
	page_end(r);
}

/* -- convening */

struct begin meeting_convening(struct req *r, const char *code)
{
	struct q_body_by_code body = {0};
	bool found = *code && q_body_by_code(req_read(r), code, &body);
	return (struct begin){.procedure = "meeting", .act = "convene", .form = url_make(r->arena, "/staff/meetings/new"), .title = T_MEETING_CONVENE,
		.note = T_MEETING_CONVENE_WHAT, .unit_id = begin_office(&r->viewer, found ? body.office_unit_id : 0)};
}

void web_convene(struct req *r)
{
	const struct begin of = meeting_convening(r, "");
	struct begin *b = begin_new(r, &of);
	if (!b)
		return;
	b->in.text[F_BODY] = req_query(r, "body");
	begin_form(r, b);
}

void web_convene_post(struct req *r)
{
	const struct begin of = meeting_convening(r, req_field(r, "body"));
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_post(r, b);
}
