/* Minutes laid out for paper by GB/T 9704-2012, 10.3 (assets/huiyin.css, .minutes),
 * from the same parts as the issued text; and the decision on its task's page.
 * Law: who may not read every item does not read the minutes. */
#include "web_meeting.h"

#include "../matter/data.h"
#include "pdf.h"

static void show_part(struct req *r, const struct minutes_part *p)
{
	struct out *o = &r->out;
	switch (p->kind) {
	case MINUTES_MARK: html(o, "<p class=\"mark\">%s</p>\n", p->text); break;
	case MINUTES_NUMBER: html(o, "<p class=\"number\">%s</p>\n<hr>\n", p->text); break;
	case MINUTES_OPENING: case MINUTES_SENTENCE: html(o, "<p>%s</p>\n", p->text); break;
	case MINUTES_ITEM: html(o, "<h2>%s</h2>\n", p->text); break;
	case MINUTES_DECISION: html(o, "<p><strong>%s</strong> %s</p>\n", p->label, p->text); break;
	case MINUTES_FACTS: html(o, "<p class=\"carried\">%s</p>\n", p->text); break;
	case MINUTES_PRESENT: html(o, "<p class=\"present\"><strong>%s</strong>%s</p>\n", p->label, p->text); break;
	}
}

/* Who was in the office, presided, or was asked for the whole of it; the asked once it is issued. */
static bool may_read(struct req *r, const struct matter *m)
{
	const struct q_attendance_list *me = matter_asked(m, r->viewer.person_id);
	return meeting_inside(m, &r->viewer) || (m->meeting->issued_day && me && !me->item_no);
}

void meeting_minutes(struct req *r, const struct matter *m)
{
	struct minutes_part *p;
	bool issued = m->meeting->issued_day != NULL;
	if (!may_read(r, m)) {
		req_not_found(r);
		return;
	}
	size_t n = minutes_parts(req_read(r), m, r->lang, &p);
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(m->m.subject));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m->m.number), t(&r->out, T_STAFF_BACK(m->m.number)));
	html(&r->out, " · ");
	part_pdf_link(r, url_make(r->arena, "/staff/m/%s/minutes/pdf", m->m.number));
	html(&r->out, "</p>\n<article class=\"paper minutes\">\n");
	if (!issued)
		part_tag(r, "soon", T_MEETING_DRAFT);
	for (size_t i = 0; i < n; i++)
		show_part(r, &p[i]);
	if (issued) {
		html(&r->out, "<p class=\"date\">");
		part_day(r, m->meeting->issued_day);
		html(&r->out, "</p>\n");
	}
	html(&r->out, "</article>\n");
	page_end(r);
}

/* -- the same as PDF */

static void pdf_part(struct pdf *f, const struct minutes_part *p)
{
	struct arena *a = f->r->arena;
	switch (p->kind) {
	case MINUTES_MARK: pdf_line(f, PRINT_MARK, p->text, NULL, NULL); break;
	case MINUTES_NUMBER: pdf_line(f, PRINT_NUMBER, p->text, NULL, NULL); break;
	case MINUTES_ITEM: pdf_line(f, PRINT_HEADING, p->text, NULL, NULL); break;
	case MINUTES_DECISION: pdf_line(f, PRINT_PARA, *p->label ? arena_printf(a, "%s %s", p->label, p->text) : p->text, NULL, NULL); break;
	case MINUTES_OPENING: case MINUTES_SENTENCE: case MINUTES_FACTS: pdf_line(f, PRINT_PARA, p->text, NULL, NULL); break;
	case MINUTES_PRESENT: {
		const char **field = arena_make_n(a, const char *, p->names + 1);
		field[0] = p->which;
		memcpy(field + 1, p->name, p->names * sizeof *p->name);
		pdf_lines(f, PRINT_PEOPLE, field, p->names + 1);
		break;
	}
	}
}

void web_minutes_pdf(struct req *r)
{
	struct matter m;
	struct minutes_part *p;
	struct q_unit_by_id office;
	struct pdf f;
	if (!staff_matter(r, &m))
		return;
	if (!m.meeting || !may_read(r, &m)) {
		req_not_found(r);
		return;
	}
	const char *day = m.meeting->issued_day ? m.meeting->issued_day : m.meeting->day;
	size_t n = minutes_parts(req_read(r), &m, r->lang, &p);
	pdf_begin(&f, r, "minutes.pdf", "minutes", arena_printf(r->arena, "%sT00:00:00Z", day));
	for (size_t i = 0; i < n; i++)
		pdf_part(&f, &p[i]);
	if (!m.meeting->issued_day)
		pdf_line(&f, PRINT_SMALL, msg_text(r->arena, r->lang, T_MEETING_DRAFT), NULL, NULL);
	else if (q_unit_by_id(req_read(r), m.m.register_unit_id, &office))
		pdf_line(&f, PRINT_ISSUED, in_lang(r, office.name_en, office.name_zh), pdf_day(r, day), NULL);
	pdf_send(&f);
}

/* -- on a task */

static void show_round(struct req *r, struct msg label, const char *number)
{
	struct matter m;
	struct tx *tx = req_read(r);
	struct q_event_list *e;
	if (!matter_load_number(tx, r->city, number, &m) || !matter_visible(&m, &r->viewer))
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	staff_link(r, url_matter(r, number), number);
	html(&r->out, " %s", m.proc->state[m.state].name[r->lang]);
	/* the result of the round: what was last reported */
	size_t n = matter_events(tx, &m, &r->viewer, &e);
	for (size_t i = n; i-- > 0;)
		if (cstr_eq(e[i].act, "report_done") || cstr_eq(e[i].act, "progress")) {
			html(&r->out, "<br><small>%s: %s</small>", act_name(r, m.m.procedure, e[i].act), data_get(r->arena, e[i].data, "text"));
			break;
		}
	html(&r->out, "</dd></div>\n");
}

static void show_rounds(struct req *r, const struct matter *m)
{
	struct q_links_of_matter *l;
	size_t n = q_links_of_matter(req_read(r), m->m.id, &l);
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(l[i].kind, "follows"))
			show_round(r, l[i].forward ? T_MEETING_ROUND_BEFORE : T_MEETING_ROUND_AFTER, l[i].number);
}

void meeting_decision(struct req *r, const struct matter *m)
{
	struct q_entry_of_task e;
	struct matter meeting;
	struct tx *tx = req_read(r);
	if (!cstr_eq(m->m.procedure, "decision_task") || !q_entry_of_task(tx, m->m.id, &e))
		return;
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n<div><dt>%s</dt><dd>", t(&r->out, T_MEETING_DECISION), t(&r->out, T_MEETING_DECISION_NO));
	const char *no = arena_printf(r->arena, "%s%s", e.sign, meeting_number(r->arena, e.year, e.no, e.item_no, e.place));
	if (matter_load(tx, r->city, e.meeting_id, &meeting) && matter_visible(&meeting, &r->viewer))
		staff_link(r, url_matter(r, e.meeting), no);
	else
		html(&r->out, "%s", no);
	html(&r->out, "</dd></div>\n");
	staff_fact(r, T_MEETING_BODY, in_lang(r, e.body_en, e.body_zh));
	staff_fact(r, T_MEETING_DECISION, minutes_sentence(r->arena, r->lang, e.verb, minutes_words(r->lang, e.text, e.translation)));
	staff_fact(r, field_label(F_REPORT_FORM), staff_field_value(r, F_REPORT_FORM, e.form));
	staff_fact(r, T_MEETING_FIRST_DUE, e.due);
	show_rounds(r, m);
	html(&r->out, "</dl></section>\n");
}
