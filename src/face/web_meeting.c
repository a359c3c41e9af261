/* The page of a meeting. Laws: 1 what it shows of an item is asked of
 * meeting_item_visible and meeting_paper_visible; 2 opinions, recusals and the
 * verbatim record are for the office and the presider; 3 whether something can
 * be decided stands at the top, with the numbers. */
#include "web_meeting.h"

#include "pdf.h"
#include "web_directive.h"
#include "web_matter.h"

const char *meeting_when(struct req *r, const char *day, const char *time)
{
	return arena_printf(r->arena, "%s %s", day, time);
}

void meeting_due(struct req *r, const char *due, const char *closed_day)
{
	char today[11];
	part_day(r, due);
	html(&r->out, " ");
	if (closed_day)
		part_tag(r, "calm", T_MEETING_DONE);
	else if (due && strcmp(due, day_text(r->now.today, today)) < 0)
		part_tag(r, "late", T_MEETING_LATE);
}

static const char *words(struct req *r, const char *original, const char *translation)
{
	return minutes_words(r->lang, original, translation);
}

/* -- what it is */

static void show_quorum(struct req *r, const struct matter *m)
{
	const struct q_meeting_find *k = m->meeting;
	bool sat = proc_state_find(m->proc, "held") <= m->state;
	if (!sat) {
		staff_fact(r, T_MEETING_QUORUM, t(&r->out, T_MEETING_QUORUM_RULE(staff_number(r, k->voting))));
		return;
	}
	bool enough = k->voting_present * 2 > k->voting;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_MEETING_QUORUM));
	part_tag(r, enough ? "calm" : "late", enough ? T_MEETING_QUORUM_ENOUGH(staff_number(r, k->voting_present), staff_number(r, k->voting)) :
		T_MEETING_QUORUM_SHORT(staff_number(r, k->voting_present), staff_number(r, k->voting)));
	html(&r->out, "</dd></div>\n");
}

static void show_facts(struct req *r, const struct matter *m)
{
	const struct q_meeting_find *k = m->meeting;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	if (k->public)
		part_tag(r, "calm", T_OPARL_TAG);
	html(&r->out, "</p>\n<dl class=\"facts\">\n<div><dt>%s</dt><dd>", t(&r->out, T_MEETING_BODY));
	staff_link(r, url_make(r->arena, "/staff/body/%s", k->body_code), in_lang(r, k->body_en, k->body_zh));
	html(&r->out, "</dd></div>\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, field_label(F_MEETING_KIND), staff_field_value(r, F_MEETING_KIND, k->kind));
	if (k->no != DB_NULL_INT)
		staff_fact(r, T_MEETING_NO, meeting_number(r->arena, k->year, k->no, 0, 0));
	staff_fact(r, field_label(F_MEETING_DAY), meeting_when(r, k->day, k->time));
	staff_fact(r, field_label(F_PLACE), m->m.place);
	staff_fact(r, T_MEETING_PRESIDER, k->presider_id == DB_NULL_INT ? t(&r->out, T_MEETING_NOBODY) : in_lang(r, k->presider_en, k->presider_zh));
	staff_fact(r, T_MEETING_OFFICE, staff_unit_name(r, m->m.register_unit_id));
	show_quorum(r, m);
	html(&r->out, "</dl>\n");
}

/* -- agenda */

static void show_papers(struct req *r, const struct matter *m, const struct q_paper_list *p, size_t n, int64_t item)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i].item_no != item || !meeting_paper_visible(m, &r->viewer, item, p[i].audience))
			continue;
		html(&r->out, "<br>");
		staff_link(r, url_make(r->arena, "/staff/f/%s", p[i].token), p[i].name);
		html(&r->out, " <small>%s</small>", staff_field_value(r, F_AUDIENCE, p[i].audience));
	}
}

/* What waited for this agenda: overdue tasks, each with its unit and day. */
static void show_waited(struct req *r, const struct matter *m, int64_t item)
{
	struct q_docket_of_item *d;
	size_t n = q_docket_of_item(req_read(r), m->m.id, item, &d);
	if (n == 0)
		return;
	html(&r->out, "<ul class=\"waited\">");
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>");
		staff_link(r, url_matter(r, d[i].number), d[i].number);
		html(&r->out, " %s · %s · %s ", cstr_eq(d[i].cause, "overdue") ? d[i].subject : "", in_lang(r, d[i].unit_en, d[i].unit_zh),
			staff_words(r, "docket.", d[i].cause));
		part_day(r, d[i].since);
		html(&r->out, "</li>");
	}
	html(&r->out, "</ul>");
}

/* -- the report on a campaign that an item hears: the last one frozen until the meeting's day */

static bool report_of(struct req *r, const struct matter *m, const struct q_item_list *i, struct q_document_of_matter *out)
{
	struct q_matter_id_by_number campaign;
	struct q_document_of_matter *d;
	bool found = false;
	if (!cstr_eq(i->source_procedure, "campaign") || !q_matter_id_by_number(req_read(r), i->source, &campaign))
		return false;
	size_t n = q_document_of_matter(req_read(r), campaign.id, &d);
	for (size_t k = 0; k < n; k++)
		if (cstr_eq(d[k].kind, "rectification_report") && d[k].issued_day && strcmp(d[k].issued_day, m->meeting->day) <= 0) {
			*out = d[k];
			found = true;
		}
	return found;
}

static void show_report(struct req *r, const struct matter *m, const struct q_item_list *i)
{
	struct q_document_of_matter d;
	if (!report_of(r, m, i, &d))
		return;
	html(&r->out, "<br>%s ", t(&r->out, T_REPORT_HEARD(d.issued_day)));
	part_pdf_link(r, url_make(r->arena, "/staff/m/%s/report/%s", m->m.number, staff_number(r, i->no)));
}

void web_meeting_report(struct req *r)
{
	struct matter m;
	struct q_item_list *item;
	struct q_document_of_matter d;
	int64_t no;
	if (!staff_matter(r, &m))
		return;
	size_t n = m.meeting && str_i64(req_param(r, 1), &no) && meeting_item_visible(&m, &r->viewer, no) ? q_item_list(req_read(r), m.m.id, &item) : 0;
	for (size_t i = 0; i < n; i++)
		if (item[i].no == no && report_of(r, &m, &item[i], &d)) {
			pdf_paper(r, &d);
			return;
		}
	req_not_found(r);
}

static void show_item(struct req *r, const struct matter *m, const struct q_item_list *i, const struct q_paper_list *p, size_t papers)
{
	struct out *o = &r->out;
	html(o, "<tr><th scope=\"row\" class=\"long\">%lld. %s", (long long)i->no, words(r, i->title, i->translation));
	if (i->public) {
		html(o, " ");
		part_tag(r, "calm", T_OPARL_TAG);
	}
	show_papers(r, m, p, papers, i->no);
	show_report(r, m, i);
	show_waited(r, m, i->no);
	html(o, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", t(o, field_label(F_ITEM_TYPE)), staff_field_value(r, F_ITEM_TYPE, i->type),
		t(o, field_label(F_REPORTER)), *i->reporter ? i->reporter : "—");
	html(o, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(o, T_MEETING_MINUTES_PLANNED), i->planned ? staff_number(r, i->planned) : "—", t(o, field_label(F_CONCLUSION)));
	html(o, "%s", *i->conclusion ? t(o, field_choice_label(F_CONCLUSION, i->conclusion)) : "—");
	if (*i->note)
		html(o, "<br><small>%s</small>", i->note);
	html(o, "</td><td data-label=\"%s\">", t(o, T_MEETING_FOLLOW));
	if (i->decisions)
		html(o, "%s", t(o, T_MEETING_DECISIONS(staff_number(r, i->decisions))));
	else if (*i->no_follow_up)
		html(o, "%s<br><small>%s</small>", t(o, T_MEETING_NO_FOLLOW_UP), i->no_follow_up);
	else
		html(o, "—");
	html(o, "</td></tr>\n");
}

static void show_agenda(struct req *r, const struct matter *m)
{
	const struct msg heads[] = {T_MEETING_ITEM, field_label(F_ITEM_TYPE), field_label(F_REPORTER), T_MEETING_MINUTES_PLANNED,
		field_label(F_CONCLUSION), T_MEETING_FOLLOW};
	struct q_item_list *item;
	struct q_paper_list *p;
	size_t n = q_item_list(req_read(r), m->m.id, &item), papers = q_paper_list(req_read(r), m->m.id, &p);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_AGENDA));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_MEETING_AGENDA_EMPTY));
		return;
	}
	staff_table_begin(r, T_MEETING_AGENDA);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++)
		if (meeting_item_visible(m, &r->viewer, item[i].no))
			show_item(r, m, &item[i], p, papers);
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- who */

static void show_person(struct req *r, const struct q_attendance_list *a)
{
	struct out *o = &r->out;
	const char *title = in_lang(r, a->title_en, a->title_zh);
	html(o, "<tr><th scope=\"row\">%s%s%s%s</th><td data-label=\"%s\">%s", in_lang(r, a->name_en, a->name_zh), *title ? " (" : "", title, *title ? ")" : "",
		t(o, T_MEETING_SEAT), staff_words(r, "seat.", a->seat));
	if (a->item_no)
		html(o, " · %s", t(o, T_MEETING_ONE_ITEM(staff_number(r, a->item_no))));
	html(o, "</td><td data-label=\"%s\">%s", t(o, field_label(F_ATTENDANCE)), staff_words(r, "attendance.", a->status));
	if (*a->reason)
		html(o, "<br><small>%s</small>", a->reason);
	html(o, "</td><td data-label=\"%s\">", t(o, field_label(F_STUDIED_DAY)));
	part_day(r, a->studied_day);
	html(o, "</td></tr>\n");
}

static void show_people(struct req *r, const struct matter *m)
{
	const struct msg heads[] = {T_MEETING_PERSON, T_MEETING_SEAT, field_label(F_ATTENDANCE), field_label(F_STUDIED_DAY)};
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_PEOPLE));
	if (m->askeds == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_MEETING_PEOPLE_EMPTY));
	else
		staff_table_begin(r, T_MEETING_PEOPLE);
	if (m->askeds)
		staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < m->askeds; i++)
		show_person(r, &m->asked[i]);
	if (m->askeds)
		staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- what was said and decided */

static void show_entry(struct req *r, const struct matter *m, const struct q_entry_list *e)
{
	struct out *o = &r->out;
	html(o, "<li value=\"%lld\">%s", (long long)e->no, minutes_sentence(r->arena, r->lang, e->verb, words(r, e->text, e->translation)));
	if (e->lead_unit_id != DB_NULL_INT) {
		html(o, "<br><small>%s · %s ", in_lang(r, e->unit_en, e->unit_zh), e->leader);
		meeting_due(r, e->task_due ? e->task_due : e->due, e->task_state && cstr_eq(e->task_state, "closed") ? e->due : NULL);
		if (e->task && (meeting_inside(m, &r->viewer) || viewer_in_unit(&r->viewer, e->lead_unit_id)))
			staff_link(r, url_matter(r, e->task), e->task);
		html(o, " %s</small>", e->task_state ? state_name(r, "decision_task", e->task_state) : "");
	}
	html(o, "</li>\n");
}

static void show_entries(struct req *r, const struct matter *m)
{
	struct q_entry_list *e;
	size_t n = q_entry_list(req_read(r), m->m.id, &e);
	int64_t item = 0;
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_MEETING_ENTRIES));
	for (size_t i = 0; i < n; i++) {
		if (!meeting_item_visible(m, &r->viewer, e[i].item_no))
			continue;
		if (item && e[i].item_no != item)
			html(&r->out, "</ol>\n");
		if (e[i].item_no != item)
			html(&r->out, "<h3>%s</h3>\n<ol>\n", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, e[i].item_no))));
		item = e[i].item_no;
		show_entry(r, m, &e[i]);
	}
	if (item)
		html(&r->out, "</ol>\n");
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/staff/m/%s?minutes=1", m->m.number), t(&r->out, T_MEETING_MINUTES_PAGE));
	html(&r->out, "</p></section>\n");
}

/* -- for the office and the presider */

static void show_votes(struct req *r, const struct matter *m)
{
	struct q_vote_tally *v;
	size_t n = q_vote_tally(req_read(r), m->m.id, &v);
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<li>%s: %s %lld</li>\n", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, v[i].item_no))),
			t(&r->out, field_choice_label(F_VOTE, v[i].vote)), (long long)v[i].n);
}

static void show_inside(struct req *r, const struct matter *m)
{
	struct q_opinion_list *op;
	struct q_item_recusal_list *rec;
	struct q_verbatim_list *said;
	size_t opinions = q_opinion_list(req_read(r), m->m.id, &op), recusals = q_item_recusal_list(req_read(r), m->m.id, &rec);
	size_t records = q_verbatim_list(req_read(r), m->m.id, &said);
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n<ul>\n", t(&r->out, T_MEETING_INSIDE), t(&r->out, T_MEETING_INSIDE_WHAT));
	show_votes(r, m);
	for (size_t i = 0; i < opinions; i++)
		html(&r->out, "<li>%s · %s: %s</li>\n", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, op[i].item_no))), in_lang(r, op[i].person_en, op[i].person_zh), op[i].text);
	for (size_t i = 0; i < recusals; i++)
		html(&r->out, "<li>%s · %s %s: %s</li>\n", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, rec[i].item_no))), in_lang(r, rec[i].person_en, rec[i].person_zh),
			t(&r->out, T_MEETING_RECUSED), rec[i].reason);
	html(&r->out, "</ul>\n");
	for (size_t i = 0; i < records; i++) {
		html(&r->out, "<details><summary>%s</summary><div class=\"verbatim\">", t(&r->out, field_label(F_RECORD)));
		html_paragraphs(&r->out, str_of(said[i].text));
		html(&r->out, "</div></details>\n");
	}
	html(&r->out, "</section>\n");
}

void meeting_page(struct req *r, const struct matter *m)
{
	if (*req_query(r, "minutes")) {
		meeting_minutes(r, m);
		return;
	}
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(m->m.subject));
	staff_flash(r, m->proc);
	show_facts(r, m);
	matter_acts(r, m);
	show_agenda(r, m);
	show_people(r, m);
	show_entries(r, m);
	directive_of_meeting(r, m);
	matter_documents(r, m);
	if (meeting_inside(m, &r->viewer)) {
		show_inside(r, m);
		matter_clocks(r, m);
		matter_timeline(r, m);
	}
	page_end(r);
}
