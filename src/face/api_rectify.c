/* Campaigns and findings by key: what the pages show, as JSON, and how they begin. */
#include "api.h"
#include "web_rectify.h"

/* -- a campaign */

static void write_figures(struct json *j, struct req *r, const struct matter *m)
{
	struct q_campaign_figures f;
	struct q_campaign_states *s;
	size_t n = q_campaign_states(req_read(r), m->m.id, &s);
	json_object(j, "states");
	for (size_t i = 0; i < n; i++)
		json_int(j, s[i].state, s[i].n);
	json_end(j);
	if (!campaign_count(req_read(r), r->city, r->now, m->m.id, &f))
		return;
	json_object(j, "figures");
	json_int(j, "findings", f.findings);
	for (size_t i = 0; campaign_words[i]; i++)
		json_int(j, campaign_words[i], campaign_figure(&f, campaign_words[i]));
	json_end(j);
}

static void write_reports(struct json *j, struct req *r, const struct matter *m)
{
	struct q_campaign_reports *report;
	size_t n = q_campaign_reports(req_read(r), m->m.id, &report);
	json_array(j, "reports");
	for (size_t i = 0; i < n; i++)
		json_text(j, NULL, report[i].day);
	json_end(j);
}

static void write_findings(struct json *j, struct req *r, const struct matter *m)
{
	struct q_campaign_findings *f;
	bool more;
	size_t n = campaign_findings(r, m, &more, &f);
	json_bool(j, "more", more);
	json_array(j, "findings");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "number", f[i].number);
		json_int(j, "no", f[i].no);
		json_text(j, "group", f[i].grp);
		json_text(j, "subject", f[i].subject);
		json_text(j, "translation", f[i].translation);
		json_text(j, "state", f[i].state);
		json_text(j, "term", f[i].term);
		json_text(j, "first_due", f[i].first_due);
		json_text(j, "due", f[i].due);
		json_int(j, "measures", f[i].measures);
		json_int(j, "measures_done", f[i].done);
		json_bool(j, "implemented", f[i].implemented != 0);
		json_bool(j, "in_place", f[i].in_place != 0);
		json_bool(j, "in_effect", f[i].in_effect != 0);
		json_text(j, "signed", f[i].signed_day);
		json_text(j, "lasting", f[i].lasting_day);
		json_int(j, "relapses", f[i].relapses);
		json_end(j);
	}
	json_end(j);
}

void api_campaign(struct json *j, struct req *r, const struct matter *m)
{
	const struct q_campaign_find *c = m->campaign;
	day_t feedback;
	json_object(j, "campaign");
	json_text(j, "source_body", c->source_body);
	json_text(j, "translation", c->translation);
	json_text(j, "feedback", c->feedback_day);
	if (day_parse(str_of(c->feedback_day), &feedback))
		json_int(j, "day", r->now.today - feedback);
	json_int(j, "report_in", c->report_in);
	json_text(j, "first_person", c->first_person);
	json_text(j, "body", c->body_code);
	json_int(j, "round", c->round);
	json_text(j, "plan", c->plan_day);
	json_text(j, "report", c->report_day);
	write_reports(j, r, m);
	json_bool(j, "public", c->public);
	write_figures(j, r, m);
	write_findings(j, r, m);
	json_end(j);
}

/* -- a finding */

static void write_measures(struct json *j, const struct matter *m)
{
	json_array(j, "measures");
	for (size_t i = 0; i < m->measures; i++) {
		const struct q_measure_list *x = &m->measure[i];
		json_object(j, NULL);
		json_int(j, "measure_no", x->no);
		json_text(j, "tackles", x->tackles);
		json_text(j, "text", x->text);
		json_text(j, "translation", x->translation);
		json_text(j, "done_form", x->done_form);
		json_text(j, "unit", x->unit_code);
		json_text(j, "due", x->due);
		json_text(j, "done", x->done_day);
		json_end(j);
	}
	json_end(j);
}

static void write_evidence(struct json *j, struct req *r, const struct matter *m)
{
	struct q_evidence_list *e;
	size_t n = q_evidence_list(req_read(r), m->m.id, &e);
	json_array(j, "evidence");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "round", e[i].round);
		json_int(j, "measure_no", e[i].measure_no);
		json_text(j, "fact", e[i].fact);
		json_text(j, "kind", e[i].kind);
		json_text(j, "text", e[i].text);
		json_text(j, "day", e[i].day);
		json_text(j, "name", e[i].name);
		json_end(j);
	}
	json_end(j);
}

static void write_verified(struct json *j, struct req *r, const struct matter *m)
{
	struct q_verification_list *v;
	size_t n = q_verification_list(req_read(r), m->m.id, &v);
	json_array(j, "verified");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "round", v[i].round);
		json_text(j, "fact", v[i].fact);
		json_text(j, "way", v[i].way);
		json_bool(j, "holds", v[i].holds != 0);
		json_text(j, "day", v[i].day);
		json_text(j, "text", v[i].text);
		json_text(j, "person_zh", v[i].person_zh);
		json_text(j, "person_en", v[i].person_en);
		json_end(j);
	}
	json_end(j);
}

static void write_rounds(struct json *j, struct req *r, const struct matter *m)
{
	struct q_signoff_list *s;
	size_t n = q_signoff_list(req_read(r), m->m.id, &s);
	json_array(j, "signoff");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "round", s[i].round);
		json_text(j, "applied", s[i].applied_day);
		json_text(j, "applicant", s[i].applicant_zh);
		json_text(j, "endorser", s[i].endorser_zh);
		json_text(j, "leader", s[i].leader_zh);
		json_text(j, "verifier", s[i].effect_zh);
		json_text(j, "decider", s[i].decider_zh);
		json_text(j, "meeting", s[i].meeting);
		api_int(j, "item", s[i].item_no);
		json_text(j, "rechecker", s[i].rechecker_zh);
		json_text(j, "self_grade", s[i].self_grade);
		json_text(j, "verified_grade", s[i].verified_grade);
		json_text(j, "result", s[i].result);
		json_text(j, "reason", s[i].reason);
		json_end(j);
	}
	json_end(j);
}

void api_finding(struct json *j, struct req *r, const struct matter *m)
{
	const struct q_finding_find *f = m->finding;
	const struct q_clock_of_matter *k = matter_clock(m, "rect_due");
	json_object(j, "finding");
	json_text(j, "campaign", f->campaign);
	json_int(j, "no", f->no);
	json_text(j, "group", f->grp);
	json_text(j, "translation", f->translation);
	json_text(j, "facts", f->facts);
	json_text(j, "root_cause", f->root_cause);
	json_text(j, "target", f->target);
	json_text(j, "term", f->term);
	json_text(j, "first_due", f->first_due);
	json_text(j, "due", k ? k->due : NULL);
	json_text(j, "warning", warning_name(finding_warning(m, r->now)));
	json_bool(j, "silent", finding_silent(req_read(r), m, r->now));
	json_text(j, "charge_zh", f->charge_zh);
	json_text(j, "charge_en", f->charge_en);
	json_text(j, "responsible", f->responsible);
	json_int(j, "effect_days", f->effect_days);
	json_int(j, "round", f->round);
	json_bool(j, "implemented", f->implemented_event != DB_NULL_INT);
	json_bool(j, "in_place", f->in_place_event != DB_NULL_INT);
	json_bool(j, "in_effect", f->effect_event != DB_NULL_INT);
	json_text(j, "stage", f->stage_day);
	json_text(j, "signed", f->signed_day);
	json_text(j, "lasting", f->lasting_day);
	json_int(j, "relapses", f->relapses);
	json_bool(j, "public", f->public);
	json_text(j, "public_zh", f->public_zh);
	json_text(j, "public_en", f->public_en);
	write_measures(j, m);
	write_evidence(j, r, m);
	write_verified(j, r, m);
	write_rounds(j, r, m);
	json_end(j);
}

/* -- lists, and how they begin */

void api_campaigns(struct req *r)
{
	struct q_campaigns_seen *c;
	struct json j;
	char today[11];
	size_t n = q_campaigns_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), &c);
	api_begin(r, &j, 200);
	json_array(&j, "campaigns");
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_text(&j, "number", c[i].number);
		json_text(&j, "subject", c[i].subject);
		json_text(&j, "translation", c[i].translation);
		json_text(&j, "source_body", c[i].source_body);
		json_text(&j, "state", c[i].state);
		json_text(&j, "feedback", c[i].feedback_day);
		json_int(&j, "findings", c[i].findings);
		json_int(&j, "signed", c[i].signed_off);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

void api_open_campaign(struct req *r)
{
	const struct begin of = campaign_opening(r);
	begin_by_key(r, &of);
}

void api_record_finding(struct req *r)
{
	const struct begin of = finding_recording(r, req_field(r, "campaign"));
	begin_by_key(r, &of);
}
