/* One's meetings: bodies, what is coming, and the form that convenes. Law: a
 * body is shown to who sits in it or keeps it. */
#include "web_meeting.h"

#include "../matter/body.h"

static void show_coming(struct req *r)
{
	const struct msg heads[] = {T_MEETING_WHEN, T_MEETING_BODY, T_MEETING_MEETING, field_label(F_PLACE), T_LIST_STATE};
	struct q_person_meetings *k;
	char today[11], from[11];
	size_t n = q_person_meetings(req_read(r), r->viewer.person_id, day_text(r->now.today - 7, from), day_text(r->now.today, today), &k);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_COMING));
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
	if (viewer_has_role(&r->viewer, "clerk")) {
		html(&r->out, "<p class=\"screen\"><a role=\"button\" ");
		html_url(&r->out, "href", url_make(r->arena, "/staff/meetings/new"));
		html(&r->out, ">%s</a></p>\n", t(&r->out, T_MEETING_CONVENE));
	}
	show_coming(r);
	show_bodies(r);
	page_end(r);
}

/* -- convening */

struct convening { const struct proc_row *row; int64_t unit_id; struct act_in in; struct act_done done; };

int64_t meeting_office(struct req *r, const char *code)
{
	struct q_body_by_code body;
	int64_t first = 0;
	bool found = *code && q_body_by_code(req_read(r), code, &body);
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		if (!cstr_eq(p->role, "clerk"))
			continue;
		if (found && p->unit_id == body.office_unit_id)
			return p->unit_id;
		first = first ? first : p->unit_id;
	}
	return first;
}

static void convene_page(struct req *r, const struct convening *w)
{
	page_begin(r, PAGE_STAFF, T_MEETING_CONVENE);
	page_error_summary(r, &w->in, &r->refusal);
	form_begin(r, url_make(r->arena, "/staff/meetings/new"), (struct form_options){0});
	form_row_fields(r, w->row, &w->in);
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_MEETING_CONVENE_WHAT));
	form_submit(r, T_MEETING_CONVENE);
	form_end(r);
	page_end(r);
}

static struct convening *begin(struct req *r, const char *body)
{
	struct convening *w = arena_make(r->arena, struct convening);
	w->row = act_new_row(r->city, "meeting", "convene", false);
	w->unit_id = meeting_office(r, body);
	r->data = w;
	if (w->unit_id && w->row)
		return w;
	req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE});
	return NULL;
}

void web_convene(struct req *r)
{
	struct convening *w = begin(r, "");
	if (!w)
		return;
	w->in.text[F_BODY] = req_query(r, "body");
	convene_page(r, w);
}

static bool convene_write(struct tx *tx, struct req *r)
{
	struct convening *w = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, "meeting", "convene", w->unit_id, &w->in, &w->done, &r->refusal);
}

static void convene_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct convening *w = r->data;
	if (kept) {
		req_redirect(r, url_make(r->arena, "/staff/m/%s?done=convene", w->done.number));
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		convene_page(r, w);
	}
}

void web_convene_post(struct req *r)
{
	struct convening *w = begin(r, req_field(r, "body"));
	if (!w)
		return;
	req_act_in(r, w->row, &w->in);
	if (w->in.faults)
		convene_page(r, w);
	else
		req_write(r, convene_write, convene_answer);
}
