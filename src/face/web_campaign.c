/* The page of a campaign: its days, its numbers, its findings. Laws: 1 every number
 * over the list is the number of the rows behind its link; 2 a deadline is shown with
 * the day it was first set to; 3 what a unit says of itself and what was verified stand
 * side by side. */
#include "web_rectify.h"

#include "../matter/minutes.h"
#include "web_matter.h"

const char *rectify_words(const struct req *r, const char *original, const char *translation)
{
	return minutes_words(r->lang, original, translation);
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
	struct q_campaign_reports *report;
	size_t reports = q_campaign_reports(req_read(r), m->m.id, &report);
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	if (c->public) {
		html(&r->out, " ");
		part_tag(r, "calm", T_OPARL_TAG);
	}
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
	for (size_t i = 0; i < reports; i++)
		staff_fact_day(r, T_RECT_REPORT_OF_ROUND(staff_number(r, (int64_t)i + 1)), report[i].day);
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

static void show_figure(struct req *r, const struct matter *m, const char *which, int64_t n, int64_t of)
{
	html(&r->out, "<div><dt>%s</dt><dd>", staff_words(r, "rect.which.", which));
	staff_link(r, campaign_url(r, m, &(struct campaign_filter){.which = which}), staff_number(r, n));
	if (of > 0)
		html(&r->out, " <small>%s</small>", t(&r->out, T_RECT_SHARE(staff_number(r, n * 100 / of), staff_number(r, of))));
	html(&r->out, "</dd></div>\n");
}

static void show_figures(struct req *r, const struct matter *m)
{
	struct q_campaign_figures f;
	const struct warnings *w = &r->city->warnings;
	if (m->campaign->findings == 0 || !campaign_count(req_read(r), r->city, r->now, m->m.id, &f))
		return;
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n<dl class=\"facts\">\n", t(&r->out, T_RECT_FIGURES), t(&r->out, T_RECT_FIGURES_WHAT));
	for (size_t i = 0; campaign_words[i]; i++)
		show_figure(r, m, campaign_words[i], campaign_figure(&f, campaign_words[i]), f.findings);
	html(&r->out, "</dl>\n<p class=\"note\">%s</p>\n<p>", t(&r->out, T_RECT_COLOURS_WHAT(staff_number(r, w->green), staff_number(r, w->yellow))));
	staff_link(r, url_make(r->arena, "/staff/m/%s/findings/board", m->m.number), t(&r->out, T_RECT_BOARD));
	html(&r->out, "</p></section>\n");
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
	part_published(r, m->campaign->public, m->campaign->public_zh, m->campaign->public_en, m->m.number);
	matter_acts(r, m);
	show_figures(r, m);
	campaign_lists(r, m);
	matter_clocks(r, m);
	matter_documents(r, m);
	matter_files(r, m);
	matter_timeline(r, m);
	page_end(r);
}
