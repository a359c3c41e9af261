/* A finding played from its words to the sign-off. The office is dl; zj works, jt
 * assists, xf rechecks, lead1 is the leader in charge. */
#ifndef TEST_MATTER_RECTIFY_HELP_H
#define TEST_MATTER_RECTIFY_HELP_H

#include "matter_filed.h"

static const char *campaign;

static bool open_campaign(struct play *p, const char *report_in)
{
	if (!play_new(p, "clerk", "dl", "campaign", "open_campaign", "subject", "巡视反馈意见整改", "translation", "Rectification after the inspection", "source_body", "中央第六巡视组",
		"received", "2026-03-02", "report_in", report_in, "unit", "zs", "first_person", "示例同志", "leader", "牵头人", NULL))
		return false;
	campaign = p->number;
	return true;
}

static bool record(struct play *p, const char *subject)
{
	return play_new(p, "clerk", "dl", "finding", "record_finding", "campaign", campaign, "subject", subject, "text", "反馈意见原文：供热投诉久拖不决。", "group", "履职尽责", NULL);
}

static bool plan(struct play *p, const char *term, const char *due)
{
	return play_act(p, "clerk", "plan", "facts", "三个小区投诉未办结", "root_cause", "缺少督办制度", "target", "投诉30日内办结率100%", "term", term, "due", due,
		"review_months", "6", "unit", "zj", "assist_units", "jt", "charge", "lead1", "responsible", "示例", "effect_days", "30", NULL);
}

static bool measure(struct play *p, const char *tackles, const char *unit, const char *due)
{
	return play_act(p, "clerk", "add_measure", "tackles", tackles, "measure_text", "逐件办结", "done_form", "投诉全部有书面答复", "unit", unit, "due", due, NULL);
}

static bool with_file(struct play *p, const char *login, const char *act, const char *fact, const char *no);

/* Planned and accepted. */
static void doing(struct play *p, const char *term)
{
	CHECK(open_campaign(p, "2"));
	CHECK(record(p, "供热投诉久拖不决"));
	CHECK(plan(p, term, "2026-03-30"));
	CHECK(measure(p, "symptom", "zj", "2026-03-20"));
	CHECK(measure(p, "root", "jt", "2026-03-25"));
	CHECK(play_act(p, "clerk", "issue_plan", NULL));
	CHECK(play_act(p, "handler", "accept", NULL));
}

static void ask_signoff(struct play *p)
{
	CHECK(with_file(p, "handler", "finish_measure", NULL, "1"));
	CHECK(with_file(p, "busman", "finish_measure", NULL, "2"));
	CHECK(with_file(p, "handler", "add_evidence", "in_place", NULL));
	CHECK(play_act(p, "handler", "apply_signoff", "text", "措施已完成", NULL));
}

static void applied(struct play *p, const char *term)
{
	doing(p, term);
	ask_signoff(p);
}

static void agree(struct play *p)
{
	CHECK(play_act(p, "head", "endorse", "text", "本人对真实性负责", "grade_reached", "fully", NULL));
	CHECK(play_act(p, "lead1", "review_signoff", "text", "同意", NULL));
}

static void reviewed(struct play *p, const char *term)
{
	applied(p, term);
	agree(p);
}

static void see_in_place(struct play *p)
{
	CHECK(play_act(p, "clerk", "verify_implemented", "way", "desk", "text", "材料齐全", NULL));
	CHECK(play_act(p, "clerk", "verify_in_place", "way", "on_site", "text", "已现场核实", NULL));
}

static void in_place(struct play *p, const char *term)
{
	reviewed(p, term);
	see_in_place(p);
}

static void see_effect(struct play *p)
{
	CHECK(with_file(p, "handler", "add_evidence", "in_effect", NULL));
	play_day(p, "2026-04-05");
	CHECK(play_act(p, "clerk", "verify_effect", "way", "on_site", "text", "抽查10户满意", "grade_reached", "mostly", NULL));
}

static void verified(struct play *p, const char *term)
{
	in_place(p, term);
	see_effect(p);
}

static inline void signed_off(struct play *p, const char *term)
{
	verified(p, term);
	CHECK(play_act(p, "clerk2", "sign_off", "unit", "xf", NULL));
}

struct shows { const char *fact, *no; };

static struct str of_shows(void *ctx, const char *name)
{
	struct shows *f = ctx;
	if (cstr_eq(name, "fact"))
		return str_of(f->fact ? f->fact : "");
	if (cstr_eq(name, "measure_no"))
		return str_of(f->no ? f->no : "");
	return cstr_eq(name, "evidence_kind") ? STR("document") : cstr_eq(name, "text") ? STR("佐证") : (struct str){NULL, 0};
}

static bool with_file(struct play *p, const char *login, const char *act, const char *fact, const char *no)
{
	struct shows f = {fact, no};
	return play_filed(p, login, act, of_shows, &f);
}

#endif
