/* The page of a campaign: its days, its numbers, its findings. Laws: 1 every number
 * over the list is the number of the rows behind its link; 2 a deadline is shown with
 * the day it was first set to; 3 what a unit says of itself and what was verified stand
 * side by side. */
#include "web_rectify.h"

#include "../matter/minutes.h"
#include "table.h"
#include "web_matter.h"

static const char *const board_words[] = {"late", "stage", "extended", "returned", "gap", "signed", "lasting", "relapsed", NULL};

const char *rectify_words(const struct req *r, const char *original, const char *translation)
{
	return minutes_words(r->lang, original, translation);
}

/* A state, or one of the boards' words; "": all. */
static const char *which_of(struct req *r)
{
	const char *which = req_query(r, "which");
	const struct procedure *findings = city_procedure(r->city, "finding");
	for (const char *const *w = board_words; *w; w++)
		if (cstr_eq(*w, which))
			return *w;
	int state = *which ? proc_state_find(findings, which) : -1;
	return state >= 0 ? findings->state[state].code : "";
}

size_t campaign_findings(struct req *r, const struct matter *m, bool *more, struct q_campaign_findings **out)
{
	enum { ROWS = 50 };
	int64_t after = 0;
	char today[11];
	str_i64(str_of(req_query(r, "after")), &after);
	size_t n = q_campaign_findings(req_read(r), m->m.id, which_of(r), day_text(r->now.today, today), after, out);
	*more = n > ROWS;
	return *more ? ROWS : n;
}

/* Day 49, as it is counted: the day of the feedback is day zero. */
static void show_day_count(struct req *r, const struct matter *m)
{
	day_t feedback, due;
	const struct q_clock_of_matter *k = matter_clock(m, "rect_report");
	k = k ? k : matter_clock(m, "rect_report_long");
	if (!day_parse(str_of(m->campaign->feedback_day), &feedback) || m->m.closed_day)
		return;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, "calm", T_RECT_DAY_COUNT(staff_number(r, r->now.today - feedback)));
	if (k && day_parse(str_of(k->due), &due)) {
		html(&r->out, " ");
		part_tag(r, due < r->now.today ? "late" : "calm", due < r->now.today ? T_RECT_REPORT_LATE(staff_number(r, r->now.today - due)) :
			T_RECT_REPORT_LEFT(staff_number(r, due - r->now.today)));
	}
	html(&r->out, "</p>\n");
}

static void show_facts(struct req *r, const struct matter *m)
{
	const struct q_campaign_find *c = m->campaign;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	html(&r->out, "</p>\n");
	show_day_count(r, m);
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, field_label(F_SOURCE_BODY), c->source_body);
	staff_fact(r, T_RECT_INSPECTED, staff_unit_name(r, m->m.lead_unit_id));
	staff_fact(r, field_label(F_FIRST_PERSON), c->first_person);
	staff_fact(r, field_label(F_LEADER), m->m.leader);
	staff_fact(r, T_RECT_OFFICE, staff_unit_name(r, m->m.register_unit_id));
	staff_fact_day(r, T_RECT_FEEDBACK_DAY, c->feedback_day);
	staff_fact(r, field_label(F_REPORT_IN), t(&r->out, field_choice_label(F_REPORT_IN, c->report_in == 6 ? "6" : "2")));
	staff_fact(r, T_RECT_ROUND, staff_number(r, c->round));
	staff_fact_day(r, T_RECT_PLAN_DAY, c->plan_day);
	staff_fact_day(r, T_RECT_REPORT_DAY, c->report_day);
	if (c->body_code) {
		html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, field_label(F_BODY)));
		staff_link(r, url_make(r->arena, "/staff/body/%s", c->body_code), in_lang(r, c->body_en, c->body_zh));
		html(&r->out, "</dd></div>\n");
	}
	html(&r->out, "</dl>\n");
	if (*m->m.body) {
		html(&r->out, "<div class=\"verbatim\">");
		html_paragraphs(&r->out, str_of(m->m.body));
		html(&r->out, "</div>\n");
	}
}

/* -- the numbers, each the link to its rows */

static struct url list_url(struct req *r, const struct matter *m, const char *which)
{
	return url_make(r->arena, "/staff/m/%s?which=%s#findings", m->m.number, which);
}

static void show_figure(struct req *r, const struct matter *m, const char *which, int64_t n, int64_t of)
{
	html(&r->out, "<div><dt>%s</dt><dd>", staff_words(r, "rect.which.", which));
	staff_link(r, list_url(r, m, which), staff_number(r, n));
	if (of > 0)
		html(&r->out, " <small>%s</small>", t(&r->out, T_RECT_SHARE(staff_number(r, n * 100 / of), staff_number(r, of))));
	html(&r->out, "</dd></div>\n");
}

static void show_figures(struct req *r, const struct matter *m)
{
	struct q_campaign_figures f;
	char today[11];
	if (m->campaign->findings == 0 || !q_campaign_figures(req_read(r), m->m.id, day_text(r->now.today, today), &f))
		return;
	const int64_t n[] = {f.late, f.stage, f.extended, f.returned, f.gap, f.signed_off, f.lasting, f.relapsed};
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n<dl class=\"facts\">\n", t(&r->out, T_RECT_FIGURES), t(&r->out, T_RECT_FIGURES_WHAT));
	for (size_t i = 0; board_words[i]; i++)
		show_figure(r, m, board_words[i], n[i], f.findings);
	html(&r->out, "</dl></section>\n");
}

static void show_tabs(struct req *r, const struct matter *m, const char *which)
{
	const struct procedure *p = city_procedure(r->city, "finding");
	struct q_campaign_states *s;
	size_t n = q_campaign_states(req_read(r), m->m.id, &s);
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_RECT_FINDINGS));
	staff_tab(r, !*which, list_url(r, m, ""), arena_printf(r->arena, "%s %lld", t(&r->out, T_RECT_ALL), (long long)m->campaign->findings));
	for (size_t k = 0; k < p->states; k++)
		for (size_t i = 0; i < n; i++)
			if (cstr_eq(s[i].state, p->state[k].code))
				staff_tab(r, cstr_eq(which, s[i].state), list_url(r, m, s[i].state),
					arena_printf(r->arena, "%s %lld", p->state[k].name[r->lang], (long long)s[i].n));
	html(&r->out, "</ul></nav>\n");
}

/* -- the findings */

static void show_three(struct req *r, const struct q_campaign_findings *f)
{
	const struct { bool is; struct msg words; } fact[] = {{f->implemented, T_RECT_IMPLEMENTED}, {f->in_place, T_RECT_IN_PLACE}, {f->in_effect, T_RECT_IN_EFFECT}};
	for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
		html(&r->out, "%s%s %s", i ? " · " : "", fact[i].is ? "✓" : "–", t(&r->out, fact[i].words));
}

static void show_due(struct req *r, const struct q_campaign_findings *f)
{
	char today[11];
	const char *due = f->due ? f->due : f->first_due;
	part_day(r, due);
	if (f->due && f->first_due && !cstr_eq(f->due, f->first_due)) {
		html(&r->out, "<br><small>%s ", t(&r->out, T_RECT_FIRST_DUE));
		part_day(r, f->first_due);
		html(&r->out, "</small>");
	}
	if (f->due && strcmp(f->due, day_text(r->now.today, today)) < 0) {
		html(&r->out, " ");
		part_tag(r, "late", T_MEETING_LATE);
	}
}

static void show_finding(struct req *r, const struct q_campaign_findings *f)
{
	struct out *o = &r->out;
	html(o, "<tr><th scope=\"row\" class=\"long\">%lld. ", (long long)f->no);
	staff_link(r, url_matter(r, f->number), rectify_words(r, f->subject, f->translation));
	if (*f->grp)
		html(o, "<br><small>%s</small>", f->grp);
	html(o, "</th><td data-label=\"%s\">%s", t(o, T_LIST_STATE), state_name(r, "finding", f->state));
	if (f->stage_day && !f->signed_day)
		html(o, "<br><small>%s</small>", t(o, T_RECT_WHICH_STAGE));
	if (f->relapses)
		html(o, "<br><small>%s</small>", t(o, T_RECT_WHICH_RELAPSED));
	html(o, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(o, T_STAFF_LEAD), *f->term ? in_lang(r, f->unit_en, f->unit_zh) : "—", t(o, T_LIST_DUE));
	show_due(r, f);
	html(o, "</td><td data-label=\"%s\">%lld / %lld</td><td data-label=\"%s\">", t(o, T_RECT_MEASURES), (long long)f->done, (long long)f->measures, t(o, T_RECT_THREE));
	show_three(r, f);
	html(o, "</td></tr>\n");
}

static void show_findings(struct req *r, const struct matter *m)
{
	const struct msg heads[] = {T_RECT_FINDING, T_LIST_STATE, T_STAFF_LEAD, T_LIST_DUE, T_RECT_MEASURES, T_RECT_THREE};
	const char *which = which_of(r);
	struct q_campaign_findings *f;
	bool more;
	size_t n = campaign_findings(r, m, &more, &f);
	html(&r->out, "<section id=\"findings\"><h2>%s</h2>\n", t(&r->out, T_RECT_FINDINGS));
	show_tabs(r, m, which);
	part_table_links(r, arena_printf(r->arena, "/staff/m/%s/ledger/ledger", m->m.number), (struct url){""});
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, m->campaign->findings ? T_RECT_FINDINGS_NONE_SUCH : T_RECT_FINDINGS_NONE));
		return;
	}
	staff_table_begin(r, T_RECT_FINDINGS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++)
		show_finding(r, &f[i]);
	staff_table_end(r);
	if (more) {
		html(&r->out, "<p class=\"screen\">");
		staff_link(r, url_make(r->arena, "/staff/m/%s?which=%s&after=%s#findings", m->m.number, which, staff_number(r, f[n - 1].no)), t(&r->out, T_RECT_MORE));
		html(&r->out, "</p>\n");
	}
	html(&r->out, "</section>\n");
}

void campaign_page(struct req *r, const struct matter *m)
{
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(rectify_words(r, m->m.subject, m->campaign->translation)));
	staff_flash(r, m->proc);
	show_facts(r, m);
	if (viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id) && !m->proc->state[m->state].final) {
		staff_action(r, url_make(r->arena, "/staff/findings/new?campaign=%s", m->m.number), T_RECT_RECORD);
		staff_action(r, url_make(r->arena, "/staff/m/%s/findings/import", m->m.number), T_RECT_TAKE_IN);
	}
	matter_acts(r, m);
	show_figures(r, m);
	show_findings(r, m);
	matter_clocks(r, m);
	matter_files(r, m);
	matter_timeline(r, m);
	page_end(r);
}
