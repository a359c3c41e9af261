/* Rectification: a finding from its words to the recheck, every wrong way to close it,
 * relapse and return, later days, and what the database refuses by itself. */
#include "matter_rectify_help.h"

#include "matter/body.h"
#include "matter/person.h"
#include "matter_raw.h"

static struct q_finding_find facts(struct play *p)
{
	struct matter m;
	play_load(p, &m);
	CHECK(m.finding);
	return m.finding ? *m.finding : (struct q_finding_find){0};
}

static struct q_campaign_find numbers(struct play *p)
{
	struct tx tx;
	struct matter m;
	struct q_campaign_find c = {0};
	read_begin(p->city->store, 1, test_arena(), &tx);
	if (matter_load_number(&tx, p->city, campaign, &m) && m.campaign)
		c = *m.campaign;
	read_end(&tx);
	return c;
}

TEST(a_finding_goes_from_its_words_to_a_recheck_that_holds)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK_STR(play_clock(&p, "rect_due")->due, "2026-03-30");
	CHECK_STR(facts(&p).first_due, "2026-03-30");
	CHECK(play_act(&p, "handler", "progress", "text", "已走访三个小区", NULL));
	CHECK(play_act(&p, "handler", "establish", "document_no", "大住建发〔2026〕5号", "title", "供热投诉督办办法", NULL));
	CHECK(play_act(&p, "clerk", "stage_done", "text", "第一批完成", NULL));
	CHECK(facts(&p).stage_day && !facts(&p).signed_day);
	CHECK_INT(numbers(&p).unsettled, 1);
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(with_file(&p, "busman", "finish_measure", NULL, "2"));
	CHECK(with_file(&p, "busman", "add_evidence", "in_place", NULL));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "措施已完成", NULL));
	CHECK(play_act(&p, "head", "endorse", "text", "本人负责", "grade_reached", "fully", NULL));
	CHECK(play_act(&p, "lead1", "review_signoff", "text", "同意", NULL));
	CHECK(play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "材料齐全", NULL));
	CHECK(play_act(&p, "clerk", "verify_in_place", "way", "on_site", "text", "已核实", NULL));
	CHECK_STR(play_clock(&p, "rect_due")->outcome, "met");
	CHECK(with_file(&p, "handler", "add_evidence", "in_effect", NULL));
	play_day(&p, "2026-04-05");
	CHECK(play_act(&p, "clerk", "verify_effect", "way", "on_site", "text", "抽查满意", "grade_reached", "mostly", NULL));
	CHECK(play_act(&p, "clerk2", "sign_off", "unit", "xf", NULL));
	CHECK_STR(play_matter(&p).state, "closed");
	CHECK(!play_matter(&p).closed_day);
	CHECK_STR(play_clock(&p, "rect_recheck")->start_day, "2026-04-05");
	CHECK_INT(play_clock(&p, "rect_recheck")->length, 180);
	CHECK_INT(numbers(&p).unsettled, 1);   /* not before its recheck */
	play_day(&p, "2026-09-20");
	CHECK(play_act(&p, "xfclerk", "recheck_pass", "way", "on_site", "text", "未反弹", NULL));
	CHECK_STR(play_matter(&p).state, "rechecked");
	CHECK_STR(facts(&p).lasting_day, "2026-09-20");
	CHECK_INT(numbers(&p).unsettled, 0);
	play_close(&p);
}

TEST(a_plan_tackles_symptom_and_root_cause_or_says_why_not)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_campaign(&p, "6"));
	CHECK_STR(play_clock(&p, "rect_plan")->due, "2026-04-02");
	CHECK_STR(play_clock(&p, "rect_report_long")->due_nominal, "2026-09-02");
	CHECK(record(&p, "问题一"));
	CHECK(!play_act(&p, "clerk", "issue_plan", NULL));
	CHECK(!plan(&p, "at_once", "2026-05-30"));
	CHECK(play_refused(&p, "31 days"));
	CHECK(!play_act(&p, "clerk", "plan", "facts", "f", "root_cause", "c", "target", "t", "term", "standing", "due", "2026-03-30", "unit", "zj", "charge", "lead1", "responsible", "r", "effect_days", "9", NULL));
	CHECK(play_refused(&p, "interval"));
	CHECK(!play_act(&p, "clerk", "plan", "facts", "f", "root_cause", "c", "target", "t", "term", "by_date", "due", "2026-03-30", "unit", "dl", "charge", "lead1", "responsible", "r", "effect_days", "9", NULL));
	CHECK(play_refused(&p, "cannot be a working unit"));
	CHECK(plan(&p, "by_date", "2026-03-30"));
	CHECK(!measure(&p, "symptom", "zj", "2026-04-01"));
	CHECK(play_refused(&p, "2026-03-30"));
	CHECK(measure(&p, "symptom", "zj", "2026-03-20"));
	CHECK(!play_act(&p, "clerk", "issue_plan", NULL));
	CHECK(play_refused(&p, "one for the root cause"));
	CHECK(play_act(&p, "clerk", "waive_kind", "reason", "一次性事项，无制度原因", NULL));
	CHECK(play_act(&p, "clerk", "issue_plan", NULL));
	CHECK(!plan(&p, "by_date", "2026-03-31"));
	play_close(&p);
}

TEST(findings_keep_their_words_numbers_and_office)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_campaign(&p, "2"));
	CHECK(record(&p, "问题一"));
	CHECK(!play_new(&p, "xfclerk", "xf", "finding", "record_finding", "campaign", campaign, "subject", "s", "text", "t", NULL));
	CHECK(play_refused(&p, "no open campaign"));
	CHECK(!play_new(&p, "clerk", "dl", "finding", "record_finding", "campaign", campaign, "subject", "s", "text", "t", "finding_no", "1", NULL));
	CHECK(play_refused(&p, "number 1 already"));
	CHECK(play_new(&p, "clerk", "dl", "finding", "record_finding", "campaign", campaign, "subject", "问题七", "text", "原文", "finding_no", "7", NULL));
	CHECK(record(&p, "问题八"));
	CHECK_INT(facts(&p).no, 8);
	CHECK_INT(numbers(&p).findings, 3);
	CHECK_INT(numbers(&p).unplanned, 3);
	CHECK_STR(play_matter(&p).body, "反馈意见原文：供热投诉久拖不决。");
	play_close(&p);
}

/* Each step alone: who may not, and what is lacking. */
TEST(no_fact_no_person_and_no_day_is_skipped)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "措施已完成", NULL));
	CHECK(play_refused(&p, "not reported as done"));
	CHECK(!with_file(&p, "handler2", "finish_measure", NULL, "9"));
	CHECK(play_refused(&p, "no measure number 9"));
	CHECK(!play_act(&p, "handler", "finish_measure", "measure_no", "1", "evidence_kind", "data", "text", "无附件", NULL));
	CHECK(play_refused(&p, "file"));
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(!with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(play_refused(&p, "done already"));
	CHECK(!with_file(&p, "busman", "finish_measure", NULL, "1"));
	CHECK(play_refused(&p, "another unit's"));
	CHECK(with_file(&p, "busman", "finish_measure", NULL, "2"));
	CHECK(!with_file(&p, "handler", "add_evidence", "in_effect", NULL));
	CHECK(play_refused(&p, "after the finding was verified as in place"));
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "措施已完成", NULL));
	CHECK(play_refused(&p, "no evidence"));
	CHECK(with_file(&p, "handler", "add_evidence", "in_place", NULL));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "措施已完成", NULL));
	CHECK(!play_act(&p, "handler", "endorse", "text", "t", "grade_reached", "fully", NULL));
	CHECK(!play_act(&p, "clerk", "verify_effect", "way", "desk", "text", "t", "grade_reached", "fully", NULL));
	CHECK(!play_act(&p, "clerk", "sign_off", "unit", "xf", NULL));
	CHECK(play_act(&p, "head", "endorse", "text", "本人负责", "grade_reached", "fully", NULL));
	CHECK(!play_act(&p, "lead2", "review_signoff", "text", "越权", NULL));
	CHECK(play_act(&p, "lead1", "review_signoff", "text", "同意", NULL));
	CHECK(!play_act(&p, "clerk", "verify_in_place", "way", "desk", "text", "跳过", NULL));
	CHECK(play_refused(&p, "carried out must be verified first"));
	CHECK(!play_act(&p, "handler", "verify_implemented", "way", "desk", "text", "自核", NULL));
	CHECK(play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "verify_in_place", "way", "desk", "text", "t", NULL));
	CHECK(!play_act(&p, "clerk", "verify_effect", "way", "desk", "text", "t", "grade_reached", "fully", NULL));
	CHECK(play_refused(&p, "waiting time"));
	play_day(&p, "2026-04-01");
	CHECK(!play_act(&p, "clerk", "verify_effect", "way", "desk", "text", "t", "grade_reached", "fully", NULL));
	CHECK(play_refused(&p, "no evidence"));
	CHECK(with_file(&p, "handler", "add_evidence", "in_effect", NULL));
	CHECK(play_act(&p, "clerk", "verify_effect", "way", "desk", "text", "t", "grade_reached", "fully", NULL));
	CHECK(!play_act(&p, "clerk", "sign_off", "unit", "xf", NULL));
	CHECK(play_refused(&p, "Another person"));
	CHECK(!play_act(&p, "clerk2", "sign_off", "unit", "jt", NULL));
	CHECK(play_refused(&p, "neither worked on the finding nor verified it"));
	CHECK(play_act(&p, "clerk2", "sign_off", "unit", "xf", NULL));
	CHECK(!play_act(&p, "clerk", "recheck_pass", "way", "desk", "text", "自查", NULL));
	play_close(&p);
}

/* A second post does not help: the person is who it was. */
static bool also(struct tx *tx, void *arg)
{
	struct play *p = arg;
	struct viewer system = viewer_system();
	struct post_in clerk = {"handler", "dl", "clerk", "", "", p->now.today - 10}, heads = {"handler", "zj", "unit_head", "", "", p->now.today - 10},
		rechecks = {"clerk", "xf", "clerk", "", "", p->now.today - 10};
	int64_t id;
	return post_propose(tx, &system, p->now, &clerk, &id, &p->why) && post_confirm(tx, &system, p->now, id, &p->why) &&
		post_propose(tx, &system, p->now, &heads, &id, &p->why) && post_confirm(tx, &system, p->now, id, &p->why) &&
		post_propose(tx, &system, p->now, &rechecks, &id, &p->why) && post_confirm(tx, &system, p->now, id, &p->why);
}

TEST(one_person_with_two_posts_is_one_person)
{
	struct play p;
	play_open(&p, "2026-03-02");
	applied(&p, "by_date");
	CHECK(store_write(p.city->store, test_arena(), also, &p, NULL));
	CHECK(!play_act(&p, "handler", "endorse", "text", "t", "grade_reached", "fully", NULL));
	CHECK(play_refused(&p, "Another person"));
	CHECK(play_act(&p, "head", "endorse", "text", "本人负责", "grade_reached", "fully", NULL));
	CHECK(play_act(&p, "lead1", "review_signoff", "text", "同意", NULL));
	CHECK(!play_act(&p, "handler", "verify_implemented", "way", "desk", "text", "自核", NULL));
	CHECK(play_refused(&p, "Another person"));
	CHECK(play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "verify_in_place", "way", "desk", "text", "t", NULL));
	CHECK(with_file(&p, "handler", "add_evidence", "in_effect", NULL));
	play_day(&p, "2026-04-01");
	CHECK(play_act(&p, "clerk", "verify_effect", "way", "desk", "text", "t", "grade_reached", "fully", NULL));
	CHECK(play_act(&p, "clerk2", "sign_off", "unit", "xf", NULL));
	CHECK(!play_act(&p, "xfclerk", "recheck_pass", "way", "desk", "text", "过早", NULL));
	CHECK(play_refused(&p, "Half of the time"));
	play_day(&p, "2026-06-29");
	CHECK(!play_act(&p, "xfclerk", "recheck_pass", "way", "desk", "text", "过早", NULL));
	play_day(&p, "2026-06-30");
	CHECK(!play_act(&p, "clerk", "recheck_pass", "way", "desk", "text", "自查", NULL));
	CHECK(play_refused(&p, "Another person"));
	play_close(&p);
}

TEST(the_database_keeps_the_persons_of_a_round_apart_by_itself)
{
	struct play p;
	play_open(&p, "2026-03-02");
	signed_off(&p, "by_date");
	sqlite3 *db = raw_open(&p);
	static const char *const wrong[] = {
		"UPDATE signoff SET endorser_id = applicant_id", "UPDATE signoff SET leader_id = endorser_id", "UPDATE signoff SET implemented_by = applicant_id",
		"UPDATE signoff SET in_place_by = endorser_id", "UPDATE signoff SET effect_by = leader_id", "UPDATE signoff SET decider_id = effect_by",
		"UPDATE signoff SET verifier_unit_id = applicant_unit_id", "UPDATE signoff SET rechecker_id = effect_by", "UPDATE signoff SET recheck_unit_id = verifier_unit_id",
		"UPDATE finding SET effect_event = NULL", "UPDATE finding SET in_place_event = NULL", "UPDATE finding SET implemented_event = NULL",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (raw_try(db, wrong[i]) != SQLITE_CONSTRAINT)
			test_fail(__FILE__, __LINE__, "the database allowed %s", wrong[i]);
	sqlite3_close(db);
	play_close(&p);
}

TEST(what_is_returned_begins_another_round_and_keeps_the_first)
{
	struct play p;
	play_open(&p, "2026-03-02");
	reviewed(&p, "by_date");
	CHECK(play_act(&p, "clerk", "return_signoff", "reason", "仅有文字材料", NULL));
	CHECK_STR(play_matter(&p).state, "doing");
	CHECK_INT(facts(&p).round, 2);
	CHECK_INT(facts(&p).returns, 1);
	CHECK(!play_act(&p, "handler", "apply_signoff", "text", "再次申请", NULL));
	CHECK(play_refused(&p, "no evidence"));
	CHECK(play_act(&p, "handler", "reopen_measure", "measure_no", "1", "reason", "补充", NULL));
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1"));
	CHECK(with_file(&p, "handler", "add_evidence", "in_place", NULL));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "再次申请", NULL));
	play_close(&p);
}

TEST(a_later_day_is_asked_for_and_granted_and_the_first_stands)
{
	struct play p;
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	CHECK(!play_act(&p, "handler", "ask_extension", "due", "2026-03-20", "reason", "早", NULL));
	CHECK(play_refused(&p, "2026-03-30"));
	CHECK(play_act(&p, "handler", "ask_extension", "due", "2026-05-30", "reason", "管网施工", NULL));
	CHECK(play_act(&p, "clerk", "grant_extension", "reason", "情况属实", NULL));
	CHECK_STR(play_clock(&p, "rect_due")->due, "2026-05-30");
	CHECK_STR(facts(&p).first_due, "2026-03-30");
	CHECK(play_matter(&p).extended);
	CHECK(play_act(&p, "handler", "ask_extension", "due", "2026-06-30", "reason", "再延", NULL));
	CHECK(play_act(&p, "clerk", "refuse_extension", "reason", "不再延", NULL));
	CHECK_STR(play_clock(&p, "rect_due")->due, "2026-05-30");
	play_close(&p);
}

/* A body hears of the campaign: dz of the office dl, chaired by lead1. */
static bool found_body(struct tx *tx, void *arg)
{
	struct play *p = arg;
	struct viewer system = viewer_system();
	struct body_in body = {"dz", "leading_group", "市政府党组", "Party group", "dl", "dl", "市政府党组会议纪要", p->now.today - 100};
	struct seat_in seat = {"dz", "lead2", "chair", "", "", p->now.today - 100, DAY_NONE};
	int64_t id;
	return body_add(tx, &system, p->now, &body, &p->why) && seat_propose(tx, &system, p->now, &seat, &id, &p->why) && seat_confirm(tx, &system, p->now, id, &p->why);
}

static const char *meeting(struct play *p, const char *day)
{
	CHECK(play_new(p, "clerk", "dl", "meeting", "convene", "body", "dz", "meeting_kind", "ordinary", "meeting_day", day, "meeting_time", "09:00", "subject", "会", "place", "室", NULL));
	return p->number;
}

TEST(what_comes_back_at_the_recheck_stands_on_the_next_agenda)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(store_write(p.city->store, test_arena(), found_body, &p, NULL));
	CHECK(play_new(&p, "clerk", "dl", "campaign", "open_campaign", "subject", "整改", "source_body", "巡视组", "received", "2026-03-02", "report_in", "2",
		"unit", "zs", "first_person", "示例", "body", "dz", NULL));
	campaign = p.number;
	CHECK(record(&p, "问题一"));
	const char *finding = p.number;
	CHECK(plan(&p, "by_date", "2026-03-30") && measure(&p, "symptom", "zj", "2026-03-20") && measure(&p, "root", "jt", "2026-03-25"));
	CHECK(play_act(&p, "clerk", "issue_plan", NULL) && play_act(&p, "handler", "accept", NULL));
	CHECK(with_file(&p, "handler", "finish_measure", NULL, "1") && with_file(&p, "busman", "finish_measure", NULL, "2") && with_file(&p, "handler", "add_evidence", "in_place", NULL));
	CHECK(play_act(&p, "handler", "apply_signoff", "text", "t", NULL) && play_act(&p, "head", "endorse", "text", "t", "grade_reached", "fully", NULL));
	CHECK(play_act(&p, "lead1", "review_signoff", "text", "t", NULL) && play_act(&p, "clerk", "verify_implemented", "way", "desk", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "verify_in_place", "way", "desk", "text", "t", NULL) && with_file(&p, "handler", "add_evidence", "in_effect", NULL));
	play_day(&p, "2026-04-05");
	CHECK(play_act(&p, "clerk", "verify_effect", "way", "on_site", "text", "t", "grade_reached", "fully", NULL));
	CHECK(!play_act(&p, "clerk2", "sign_off", "unit", "xf", NULL));
	CHECK(play_refused(&p, "name its meeting"));
	const char *first = meeting(&p, "2026-04-05");
	CHECK(play_act(&p, "clerk", "add_item", "item_type", "decide", "title", "审定销号", NULL) && play_act(&p, "clerk", "notify", NULL));
	play_turn_to(&p, finding);
	CHECK(!play_act(&p, "clerk2", "sign_off", "meeting", first, "meeting_item", "1", "unit", "xf", NULL));
	CHECK(play_refused(&p, "has not been opened"));
	play_turn_to(&p, first);
	CHECK(play_act(&p, "lead2", "open_meeting", NULL));
	play_turn_to(&p, finding);
	CHECK(!play_act(&p, "clerk2", "sign_off", "meeting", first, "meeting_item", "5", "unit", "xf", NULL));
	CHECK(play_act(&p, "clerk2", "sign_off", "meeting", first, "meeting_item", "1", "unit", "xf", NULL));
	play_day(&p, "2026-08-05");
	CHECK(play_act(&p, "xfclerk", "recheck_fail", "way", "on_site", "text", "投诉再次积压", "due", "2026-09-30", NULL));
	CHECK_STR(play_matter(&p).state, "doing");
	CHECK_INT(facts(&p).relapses, 1);
	CHECK_INT(facts(&p).undone, 2);
	CHECK(!facts(&p).signed_day);
	CHECK_STR(facts(&p).first_due, "2026-03-30");
	CHECK_STR(play_clock(&p, "rect_due")->due, "2026-09-30");
	meeting(&p, "2026-08-06");
	struct tx tx;
	struct q_item_list *item;
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_item_list(&tx, p.id, &item), 1);
	CHECK_STR(item[0].source, finding);
	CHECK(strstr(item[0].title, finding) && strstr(item[0].translation, "came back"));
	read_end(&tx);
	play_close(&p);
}

TEST(what_is_kept_up_never_closes_and_is_reviewed_again)
{
	struct play p;
	play_open(&p, "2026-03-02");
	signed_off(&p, "standing");
	CHECK_STR(play_matter(&p).state, "standing");
	CHECK_INT(play_clock(&p, "rect_recheck")->length, 180);
	play_day(&p, "2026-09-01");
	CHECK(play_act(&p, "xfclerk", "recheck_pass", "way", "desk", "text", "持续有效", NULL));
	CHECK_STR(play_matter(&p).state, "standing");
	CHECK(!play_matter(&p).closed_day);
	CHECK_STR(play_clock(&p, "rect_recheck")->start_day, "2026-09-01");
	play_close(&p);
}

TEST(a_campaign_has_its_plan_its_report_its_rounds_and_its_end)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_campaign(&p, "2"));
	CHECK(!play_act(&p, "clerk", "submit_plan", "text", "方案", NULL));
	CHECK(play_refused(&p, "issued plan"));
	signed_off(&p, "by_date");                     /* in a campaign of its own */
	const char *finding = p.number;
	play_turn_to(&p, campaign);
	CHECK(play_act(&p, "clerk", "submit_plan", "text", "方案", NULL));
	CHECK_STR(play_clock(&p, "rect_plan")->outcome, "missed");
	CHECK(play_act(&p, "clerk", "submit_report", "text", "报告", NULL));
	CHECK_STR(play_clock(&p, "rect_report")->outcome, "met");
	CHECK(play_act(&p, "clerk", "next_round", "reason", "再部署再落实", NULL));
	CHECK_INT(numbers(&p).round, 2);
	CHECK(play_act(&p, "clerk", "submit_report", "text", "报告二", NULL));
	CHECK(!play_act(&p, "clerk", "close_campaign", "text", "全部销号", NULL));
	CHECK(play_refused(&p, "rechecked as lasting"));
	play_turn_to(&p, finding);
	play_day(&p, "2026-09-20");
	CHECK(play_act(&p, "xfclerk", "recheck_pass", "way", "on_site", "text", "未反弹", NULL));
	play_turn_to(&p, campaign);
	CHECK(play_act(&p, "clerk", "close_campaign", "text", "全部销号", NULL));
	CHECK_STR(play_matter(&p).state, "closed");
	play_close(&p);
}

TEST(an_overdue_finding_is_told_and_a_stranger_sees_nothing)
{
	struct play p;
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct q_person_by_login who;
	static const struct { const char *login; bool sees; } table[] = {{"clerk", true}, {"handler", true}, {"busman", true}, {"lead1", true}, {"lead2", false},
		{"xfclerk", false}, {"officer", false}, {"jwman", false}, {"guest", false}};
	play_open(&p, "2026-03-02");
	doing(&p, "by_date");
	read_begin(p.city->store, 1, test_arena(), &tx);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		CHECK(q_person_by_login(&tx, table[i].login, &who) && viewer_load(&tx, who.id, p.now.today, &v));
		if (matter_find(&tx, p.city, &v, p.now.today, p.number, &m) != table[i].sees)
			test_fail(__FILE__, __LINE__, "%s %s", table[i].login, table[i].sees ? "does not see it" : "sees it");
	}
	read_end(&tx);
	play_day(&p, "2026-04-02");
	play_tick(&p);
	struct q_event_list *e;
	size_t n = play_events(&p, &e);
	CHECK_STR(e[n - 1].act, "overdue");
	play_close(&p);
}
