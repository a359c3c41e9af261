/* The leader's view, of a body and of oneself, on a page and on paper. Laws: 1 a
 * number is counted from the rows of the list it leads to; 2 the paper says what
 * the page says, on its day. */
#include "web_lead.h"

#include "../matter/body.h"
#include "pdf.h"
#include "web_directive.h"
#include "web_ledger.h"

/* -- gathered */

static struct url body_at(struct req *r, const char *state, const char *unit)
{
	return url_make(r->arena, "/staff/body/%s?state=%s&unit=%s#decisions", arena_cstr(r->arena, req_param(r, 0)), state, unit);
}

static struct url own_at(struct req *r, const char *state, const char *unit)
{
	return url_make(r->arena, "/staff/lead?state=%s&unit=%s#decisions", state, unit);
}

bool lead_coming(struct req *r, const struct q_body_meetings *k)
{
	char today[11];
	return strcmp(k->day, day_text(r->now.today, today)) >= 0 && !cstr_eq(k->state, "closed") && !cstr_eq(k->state, "cancelled");
}

static int64_t coming_of(struct req *r, int64_t body)
{
	struct q_body_meetings *k;
	struct matter m;
	int64_t coming = 0;
	size_t n = q_body_meetings(req_read(r), body, &k);
	for (size_t i = 0; i < n; i++)
		coming += lead_coming(r, &k[i]) && matter_load(req_read(r), r->city, k[i].matter_id, &m) && matter_visible(&m, &r->viewer);
	return coming;
}

const struct lead *lead_of_body(struct req *r, const struct q_body_by_code *b)
{
	struct lead *l = arena_make(r->arena, struct lead);
	struct q_docket_waiting *w;
	l->name = in_lang(r, b->name_en, b->name_zh);
	l->decisions.at = body_at;
	l->decisions.n = q_decisions(req_read(r), b->id, "", "", "", &l->decisions.row);
	l->coming = coming_of(r, b->id);
	l->coming_at = url_make(r->arena, "/staff/body/%s?meetings=coming#meetings", b->code);
	l->waiting = (int64_t)q_docket_waiting(req_read(r), b->id, &w);
	l->waiting_at = url_make(r->arena, "/staff/body/%s#waiting", b->code);
	l->directives = directives_count(r, true, b->code);
	l->directives_at = url_make(r->arena, "/staff/directives?state=open&body=%s", b->code);
	l->brief_at = url_make(r->arena, "/staff/body/%s/brief", b->code);
	return l;
}

static const struct lead *lead_of_viewer(struct req *r)
{
	struct lead *l = arena_make(r->arena, struct lead);
	struct q_person_meetings *k;
	const struct viewer *v = &r->viewer;
	l->name = in_lang(r, v->name[LANG_EN], v->name[LANG_ZH]);
	l->decisions.at = own_at;
	l->decisions.n = q_decisions(req_read(r), 0, v->login, v->name[LANG_ZH], v->name[LANG_EN], &l->decisions.row);
	l->coming = (int64_t)meetings_coming(r, &k);
	l->coming_at = url_make(r->arena, "/staff/meetings#coming");
	l->waiting = DB_NULL_INT;
	l->directives = directives_count(r, true, "");
	l->directives_at = url_make(r->arena, "/staff/directives?state=open");
	l->brief_at = url_make(r->arena, "/staff/lead/brief");
	return l;
}

/* -- on the page */

static void figure(struct req *r, struct msg label, int64_t n, struct url at)
{
	html(&r->out, "<li><a ");
	html_url(&r->out, "href", at);
	html(&r->out, "><strong>%lld</strong> %s</a></li>\n", (long long)n, t(&r->out, label));
}

/* The i-th unit that is late with a decision stands in the list for the first time. */
static bool first_late(struct req *r, const struct decisions *d, size_t i)
{
	if (!decision_stands(r, &d->row[i], "late"))
		return false;
	for (size_t k = 0; k < i; k++)
		if (decision_stands(r, &d->row[k], "late") && cstr_eq(d->row[k].unit_code, d->row[i].unit_code))
			return false;
	return true;
}

static void late_units(struct req *r, const struct decisions *d)
{
	if (decisions_count(r, d, "late", "") == 0)
		return;
	html(&r->out, "<h3>%s</h3>\n<ul class=\"late-units\">\n", t(&r->out, T_LEAD_LATE_WITH));
	for (size_t i = 0; i < d->n; i++) {
		const struct q_decisions *row = &d->row[i];
		if (!first_late(r, d, i))
			continue;
		html(&r->out, "<li>");
		staff_link(r, d->at(r, "late", row->unit_code),
			arena_printf(r->arena, "%s %zu", in_lang(r, row->unit_en, row->unit_zh), decisions_count(r, d, "late", row->unit_code)));
		html(&r->out, "</li>\n");
	}
	html(&r->out, "</ul>\n");
}

void lead_figures(struct req *r, const struct lead *l)
{
	const struct decisions *d = &l->decisions;
	html(&r->out, "<section id=\"figures\"><h2>%s</h2>\n<ul class=\"figures\">\n", t(&r->out, T_LEAD_FIGURES));
	figure(r, T_LEAD_COMING, l->coming, l->coming_at);
	figure(r, T_LEAD_DECISIONS_LATE, (int64_t)decisions_count(r, d, "late", ""), d->at(r, "late", ""));
	figure(r, T_LEAD_DECISIONS_OPEN, (int64_t)decisions_count(r, d, "open", ""), d->at(r, "open", ""));
	figure(r, T_LEAD_DECISIONS_DONE, (int64_t)decisions_count(r, d, "done", ""), d->at(r, "done", ""));
	if (l->waiting != DB_NULL_INT && l->waiting > 0)
		figure(r, T_LEAD_WAITING, l->waiting, l->waiting_at);
	figure(r, T_LEAD_DIRECTIVES_OPEN, l->directives, l->directives_at);
	html(&r->out, "</ul>\n");
	late_units(r, d);
	html(&r->out, "<p class=\"screen\">%s: ", t(&r->out, T_LEAD_BRIEF));
	part_pdf_link(r, l->brief_at);
	html(&r->out, "</p>\n");
	part_ledger_state(r);
	html(&r->out, "</section>\n");
}

void web_lead(struct req *r)
{
	const struct lead *l = lead_of_viewer(r);
	page_begin(r, PAGE_STAFF, T_LEAD_TITLE);
	lead_figures(r, l);
	decisions_list(r, &l->decisions);
	page_end(r);
}

/* -- on paper */

static void paper_decisions(struct pdf *p, const struct decisions *d, const char *state, struct msg heading)
{
	static const char *const width[] = {"16", "46", "22", "16"};
	struct req *r = p->r;
	if (decisions_count(r, d, state, "") == 0)
		return;
	pdf_line(p, PRINT_HEADING, t(&r->out, heading), NULL, NULL);
	pdf_lines(p, PRINT_TABLE, width, 4);
	const char *const head[] = {t(&r->out, T_MEETING_DECISION_NO), t(&r->out, T_MEETING_DECISION), t(&r->out, T_LIST_UNIT), t(&r->out, T_LIST_DUE)};
	pdf_lines(p, PRINT_CELLS, head, 4);
	for (size_t i = 0; i < d->n; i++) {
		const struct q_decisions *row = &d->row[i];
		if (!decision_stands(r, row, state) || (cstr_eq(state, "open") && decision_stands(r, row, "late")))
			continue;
		const char *const cell[] = {decision_number(r, row), minutes_words(r->lang, row->text, row->translation), in_lang(r, row->unit_en, row->unit_zh), row->next_due ? row->next_due : row->due};
		pdf_lines(p, PRINT_CELLS, cell, 4);
	}
}

static void brief(struct req *r, const struct lead *l)
{
	struct pdf p;
	char today[11];
	const struct decisions *d = &l->decisions;
	day_text(r->now.today, today);
	pdf_begin(&p, r, "brief.pdf", "report", arena_printf(r->arena, "%sT00:00:00Z", today));
	pdf_line(&p, PRINT_TITLE, t(&r->out, T_LEAD_BRIEF_TITLE(l->name)), NULL, NULL);
	pdf_line(&p, PRINT_UNDER, pdf_day(r, today), NULL, NULL);
	pdf_line(&p, PRINT_FIGURE, t(&r->out, T_LEAD_COMING), staff_number(r, l->coming), "");
	pdf_line(&p, PRINT_FIGURE, t(&r->out, T_LEAD_DECISIONS_LATE), staff_number(r, (int64_t)decisions_count(r, d, "late", "")), "");
	pdf_line(&p, PRINT_FIGURE, t(&r->out, T_LEAD_DECISIONS_OPEN), staff_number(r, (int64_t)decisions_count(r, d, "open", "")), "");
	pdf_line(&p, PRINT_FIGURE, t(&r->out, T_LEAD_DECISIONS_DONE), staff_number(r, (int64_t)decisions_count(r, d, "done", "")), "");
	pdf_line(&p, PRINT_FIGURE, t(&r->out, T_LEAD_DIRECTIVES_OPEN), staff_number(r, l->directives), "");
	paper_decisions(&p, d, "late", T_LEAD_DECISIONS_LATE);
	paper_decisions(&p, d, "open", T_LEAD_IN_TIME);
	pdf_send(&p);
}

void web_lead_brief(struct req *r)
{
	brief(r, lead_of_viewer(r));
}

void web_body_brief(struct req *r)
{
	struct q_body_by_code b;
	const char *code = arena_cstr(r->arena, req_param(r, 0));
	if (body_visible(req_read(r), &r->viewer, r->now, code) && q_body_by_code(req_read(r), code, &b))
		brief(r, lead_of_body(r, &b));
	else
		req_not_found(r);
}
