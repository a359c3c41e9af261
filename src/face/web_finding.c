/* The page of a finding. Laws: 1 the inspection's own words stand first and apart; 2 the
 * three facts are three rows, each with its evidence and who verified it; 3 every round
 * of sign-off is shown, returned and relapsed ones too; 4 the first day is shown beside
 * the present one. */
#include "web_rectify.h"

#include "../matter/clock_run.h"
#include "web_matter.h"
#include "web_parcel.h"
#include "web_place.h"
#include "web_programme.h"

static void section(struct req *r, struct msg title)
{
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, title));
}

static void end_section(struct req *r)
{
	html(&r->out, "</section>\n");
}

static void show_marks(struct req *r, const struct matter *m)
{
	const struct q_finding_find *f = m->finding;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	if (f->stage_day && !f->signed_day) {
		html(&r->out, " ");
		part_tag(r, "soon", T_RECT_WHICH_STAGE);
	}
	if (f->public) {
		html(&r->out, " ");
		part_tag(r, "calm", T_OPARL_TAG);
	}
	part_warning(r, finding_warning(m, r->now));
	if (finding_silent(req_read(r), m, r->now)) {
		html(&r->out, " ");
		part_tag(r, "soon", T_RECT_WHICH_SILENT);
	}
	if (f->relapses) {
		html(&r->out, " ");
		part_tag(r, "late", T_RECT_RELAPSED_TIMES(staff_number(r, f->relapses)));
	}
	html(&r->out, "</p>\n");
}

static void show_source(struct req *r, const struct matter *m)
{
	const struct q_finding_find *f = m->finding;
	html(&r->out, "<dl class=\"facts\">\n<div><dt>%s</dt><dd>", t(&r->out, field_label(F_CAMPAIGN)));
	const char *campaign = rectify_words(r, f->campaign_subject, f->campaign_translation);
	if (viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id))
		staff_link(r, url_matter(r, f->campaign), campaign);
	else
		html(&r->out, "%s", campaign);
	html(&r->out, "</dd></div>\n");
	staff_fact(r, field_label(F_SOURCE_BODY), f->source_body);
	staff_fact(r, field_label(F_FINDING_NO), staff_number(r, f->no));
	staff_fact(r, field_label(F_GROUP), f->grp);
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	html(&r->out, "</dl>\n");
	section(r, T_RECT_VERBATIM);
	html(&r->out, "<div class=\"verbatim\">");
	html_paragraphs(&r->out, str_of(m->m.body));
	html(&r->out, "</div>\n");
	if (*f->translation)
		html(&r->out, "<p class=\"note\">%s %s</p>\n", t(&r->out, T_RECT_TRANSLATION), f->translation);
	end_section(r);
}

static void show_plan(struct req *r, const struct matter *m)
{
	const struct q_finding_find *f = m->finding;
	const struct q_clock_of_matter *k = matter_clock(m, "rect_due");
	section(r, T_RECT_PLAN);
	if (!*f->term) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_PLAN_NONE));
		end_section(r);
		return;
	}
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, field_label(F_FACTS), f->facts);
	staff_fact(r, field_label(F_ROOT_CAUSE), f->root_cause);
	staff_fact(r, field_label(F_TARGET), f->target);
	staff_fact(r, field_label(F_TERM), staff_field_value(r, F_TERM, f->term));
	if (f->review_months)
		staff_fact(r, field_label(F_REVIEW_MONTHS), staff_number(r, f->review_months));
	staff_fact_day(r, T_RECT_FIRST_DUE, f->first_due);
	if (k && !cstr_eq(k->due, f->first_due))
		staff_fact_day(r, T_RECT_NOW_DUE, k->due);
	staff_fact(r, field_label(F_CHARGE), f->charge_zh ? in_lang(r, f->charge_en, f->charge_zh) : NULL);
	staff_fact(r, T_STAFF_LEAD, staff_unit_name(r, m->m.lead_unit_id));
	for (size_t i = 0; i < m->assists; i++)
		staff_fact(r, T_STAFF_ASSISTING, staff_unit_name(r, m->assist[i]));
	staff_fact(r, field_label(F_RESPONSIBLE), f->responsible);
	staff_fact(r, T_RECT_OFFICE, staff_unit_name(r, m->m.register_unit_id));
	staff_fact(r, field_label(F_EFFECT_DAYS), staff_number(r, f->effect_days));
	staff_fact(r, T_RECT_WAIVER, f->waiver);
	staff_fact(r, T_RECT_RECHECK_UNIT, m->m.review_unit_id == DB_NULL_INT ? NULL : staff_unit_name(r, m->m.review_unit_id));
	html(&r->out, "</dl>\n");
	if (f->stage_day)
		html(&r->out, "<p class=\"note\">%s %s: %s</p>\n", t(&r->out, T_RECT_WHICH_STAGE), f->stage_day, f->stage_text);
	end_section(r);
}

/* -- evidence */

static void show_evidence(struct req *r, const struct q_evidence_list *e)
{
	html(&r->out, "<li>%s ", staff_field_value(r, F_EVIDENCE_KIND, e->kind));
	part_day(r, e->day);
	html(&r->out, " %s", e->text);
	if (e->token) {
		html(&r->out, " ");
		staff_link(r, url_make(r->arena, "/staff/f/%s", e->token), e->name);
	}
	html(&r->out, "</li>\n");
}

/* Of a fact, or of a measure; nothing when there is none. */
static void list_evidence(struct req *r, const struct q_evidence_list *e, size_t n, const char *fact, int64_t measure)
{
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		if (!cstr_eq(e[i].fact, fact) || (measure && e[i].measure_no != measure))
			continue;
		if (shown++ == 0)
			html(&r->out, "<ul>\n");
		show_evidence(r, &e[i]);
	}
	if (shown)
		html(&r->out, "</ul>\n");
}

static void show_measure(struct req *r, const struct matter *m, const struct q_measure_list *x, const struct q_evidence_list *e, size_t n)
{
	struct out *o = &r->out;
	html(o, "<tr><th scope=\"row\" class=\"long\">%lld-%lld. %s", (long long)m->finding->no, (long long)x->no, rectify_words(r, x->text, x->translation));
	list_evidence(r, e, n, "implemented", x->no);
	html(o, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", t(o, field_label(F_TACKLES)), staff_field_value(r, F_TACKLES, x->tackles),
		t(o, field_label(F_DONE_FORM)), x->done_form);
	html(o, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(o, T_RECT_MEASURE_UNIT), in_lang(r, x->unit_en, x->unit_zh), t(o, field_label(F_DUE)));
	part_day(r, x->due);
	html(o, "</td><td data-label=\"%s\">", t(o, T_RECT_DONE));
	if (x->done_day)
		part_day(r, x->done_day);
	else
		html(o, "—");
	html(o, "</td></tr>\n");
}

static void show_measures(struct req *r, const struct matter *m, const struct q_evidence_list *e, size_t n)
{
	const struct msg heads[] = {T_RECT_MEASURE, field_label(F_TACKLES), field_label(F_DONE_FORM), T_RECT_MEASURE_UNIT, field_label(F_DUE), T_RECT_DONE};
	section(r, T_RECT_MEASURES);
	if (m->measures == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_MEASURES_NONE));
		end_section(r);
		return;
	}
	staff_table_begin(r, T_RECT_MEASURES);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < m->measures; i++)
		show_measure(r, m, &m->measure[i], e, n);
	staff_table_end(r);
	end_section(r);
}

/* -- three facts */

static const char *const facts[] = {"implemented", "in_place", "in_effect"};

static bool stands(const struct q_finding_find *f, const char *fact)
{
	if (cstr_eq(fact, "implemented"))
		return f->implemented_event != DB_NULL_INT;
	return cstr_eq(fact, "in_place") ? f->in_place_event != DB_NULL_INT : f->effect_event != DB_NULL_INT;
}

static void list_verified(struct req *r, const struct q_verification_list *v, size_t n, const char *fact)
{
	for (size_t i = 0; i < n; i++) {
		if (!cstr_eq(v[i].fact, fact))
			continue;
		html(&r->out, "<p>");
		part_day(r, v[i].day);
		html(&r->out, " %s · %s · %s: %s <small>%s</small></p>\n", staff_field_value(r, F_WAY, v[i].way), v[i].person_zh ? in_lang(r, v[i].person_en, v[i].person_zh) : "",
			v[i].unit_zh ? in_lang(r, v[i].unit_en, v[i].unit_zh) : "", v[i].text, t(&r->out, T_RECT_ROUND_NO(staff_number(r, v[i].round))));
	}
}

static void show_three(struct req *r, const struct matter *m, const struct q_evidence_list *e, size_t n)
{
	const struct msg heads[] = {T_RECT_FACT, T_RECT_STANDS, T_RECT_EVIDENCE, T_RECT_VERIFIED};
	struct q_verification_list *v;
	size_t verified = q_verification_list(req_read(r), m->m.id, &v);
	section(r, T_RECT_THREE);
	staff_table_begin(r, T_RECT_THREE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		const char *fact = facts[i];
		html(&r->out, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">", staff_field_value(r, F_FACT, fact), t(&r->out, T_RECT_STANDS));
		part_tag(r, stands(m->finding, fact) ? "calm" : "void", stands(m->finding, fact) ? T_RECT_VERIFIED_YES : T_RECT_VERIFIED_NO);
		html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, T_RECT_EVIDENCE));
		list_evidence(r, e, n, fact, 0);
		html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, T_RECT_VERIFIED));
		list_verified(r, v, verified, fact);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
	if (cstr_eq(m->m.state, "in_place")) {
		char day[11];
		html(&r->out, "<p class=\"note\">%s ", t(&r->out, T_RECT_EFFECT_FROM));
		part_day(r, day_text(finding_effect_day(m), day));
		html(&r->out, "</p>\n");
	}
	list_verified(r, v, verified, "lasting");
	end_section(r);
}

/* -- sign-off */

static void who(struct req *r, struct msg label, const char *en, const char *zh)
{
	staff_fact(r, label, zh ? in_lang(r, en, zh) : NULL);
}

static void show_round(struct req *r, const struct q_signoff_list *s)
{
	html(&r->out, "<h3>%s</h3>\n<dl class=\"facts\">\n", t(&r->out, T_RECT_ROUND_NO(staff_number(r, s->round))));
	who(r, T_RECT_APPLICANT, s->applicant_en, s->applicant_zh);
	staff_fact_day(r, T_RECT_APPLIED_DAY, s->applied_day);
	who(r, T_RECT_ENDORSER, s->endorser_en, s->endorser_zh);
	staff_fact(r, T_RECT_COMMITMENT, s->commitment);
	staff_fact(r, T_RECT_SELF_GRADE, *s->self_grade ? staff_field_value(r, F_GRADE_REACHED, s->self_grade) : NULL);
	who(r, field_label(F_CHARGE), s->leader_en, s->leader_zh);
	who(r, T_RECT_IMPLEMENTED_BY, s->implemented_en, s->implemented_zh);
	who(r, T_RECT_IN_PLACE_BY, s->in_place_en, s->in_place_zh);
	who(r, T_RECT_EFFECT_BY, s->effect_en, s->effect_zh);
	staff_fact(r, T_RECT_VERIFIED_GRADE, *s->verified_grade ? staff_field_value(r, F_GRADE_REACHED, s->verified_grade) : NULL);
	if (*s->verified_grade && !cstr_eq(s->verified_grade, s->self_grade))
		staff_fact(r, T_RECT_WHICH_GAP, t(&r->out, T_RECT_GAP_IS));
	who(r, T_RECT_DECIDER, s->decider_en, s->decider_zh);
	if (s->meeting)
		staff_fact(r, T_RECT_DECIDED_AT, arena_printf(r->arena, "%s, %lld", s->meeting, (long long)s->item_no));
	who(r, T_RECT_RECHECK_UNIT, s->recheck_unit_en, s->recheck_unit_zh);
	who(r, T_RECT_RECHECKER, s->rechecker_en, s->rechecker_zh);
	staff_fact_day(r, T_RECT_RECHECK_DAY, s->recheck_day);
	staff_fact(r, T_RECT_RESULT, *s->result ? staff_words(r, "rect.result.", s->result) : NULL);
	staff_fact(r, field_label(F_REASON), s->reason);
	html(&r->out, "</dl>\n");
}

static void show_signoff(struct req *r, const struct matter *m)
{
	struct q_signoff_list *s;
	size_t n = q_signoff_list(req_read(r), m->m.id, &s);
	section(r, T_RECT_SIGNOFF);
	if (n == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_SIGNOFF_NONE));
	for (size_t i = 0; i < n; i++)
		show_round(r, &s[i]);
	end_section(r);
}

static void show_progress(struct req *r, const struct matter *m)
{
	struct q_progress_list *g;
	struct q_institution_list *k;
	size_t n = q_progress_list(req_read(r), m->m.id, &g), institutions = q_institution_list(req_read(r), m->m.id, &k);
	section(r, T_RECT_PROGRESS);
	if (n == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_PROGRESS_NONE));
	else
		html(&r->out, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>");
		part_day(r, g[i].day);
		html(&r->out, " %s: %s</li>\n", g[i].unit_zh ? in_lang(r, g[i].unit_en, g[i].unit_zh) : "", g[i].text);
	}
	if (n)
		html(&r->out, "</ul>\n");
	if (institutions)
		html(&r->out, "<h3>%s</h3>\n<ul>\n", t(&r->out, T_RECT_INSTITUTIONS));
	for (size_t i = 0; i < institutions; i++)
		html(&r->out, "<li>%s %s</li>\n", k[i].number, k[i].title);
	if (institutions)
		html(&r->out, "</ul>\n");
	end_section(r);
}

void finding_page(struct req *r, const struct matter *m)
{
	struct q_evidence_list *e;
	size_t n = q_evidence_list(req_read(r), m->m.id, &e);
	page_begin_as(r, PAGE_STAFF, T_STAFF_PLAIN(m->m.number), T_STAFF_PLAIN(rectify_words(r, m->m.subject, m->finding->translation)));
	staff_flash(r, m->proc);
	show_marks(r, m);
	show_source(r, m);
	part_published(r, m->finding->public, m->finding->public_zh, m->finding->public_en, m->finding->campaign);
	matter_acts(r, m);
	programme_section(r, m);
	place_section(r, m);
	parcel_section(r, m);
	show_plan(r, m);
	show_measures(r, m, e, n);
	show_three(r, m, e, n);
	show_signoff(r, m);
	show_progress(r, m);
	matter_clocks(r, m);
	matter_files(r, m);
	matter_supervision(r, m);
	matter_timeline(r, m);
	page_end(r);
}
