/* Cases an inspection forwards: their days, who may do what after whom, a stage that is
 * never settled, and what the database refuses by itself. */
#include "matter_case_help.h"

#include "matter_raw.h"

static struct q_case_find facts(struct play *p)
{
	struct matter m;
	play_load(p, &m);
	CHECK(m.forwarded);
	return m.forwarded ? *m.forwarded : (struct q_case_find){0};
}

static struct q_batch_find numbers(struct play *p)
{
	struct matter m;
	const char *was = p->number;
	play_turn_to(p, batch);
	play_load(p, &m);
	play_turn_to(p, was);
	CHECK(m.batch);
	return m.batch ? *m.batch : (struct q_batch_find){0};
}

static bool on_batch(struct play *p, const char *login, const char *act, const char *field, const char *value)
{
	const char *was = p->number;
	play_turn_to(p, batch);
	bool done = field ? play_act(p, login, act, field, value, NULL) : play_act(p, login, act, NULL);
	play_turn_to(p, was);
	return done;
}

TEST(a_case_is_answered_signed_and_checked_by_three_persons_of_two_units)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "1", "2026-03-02", "7"));
	CHECK_STR(play_clock(&p, "batch_report")->due, "2026-03-09");
	CHECK_STR(play_matter(&p).subject, "督察组 · 1");
	CHECK(!on_batch(&p, "clerk", "report_batch", "text", "t") && play_refused(&p, "Not every case"));
	handling(&p, "X1");
	CHECK_STR(play_clock(&p, "case_answer")->due, "2026-03-09");
	CHECK(!play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK(answer(&p, "handler", "settled", ""));
	CHECK(!play_act(&p, "handler", "sign_answer", "text", "t", NULL));
	CHECK(play_act(&p, "head", "sign_answer", "text", "属实", NULL));
	CHECK(!play_act(&p, "head", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK(play_act(&p, "clerk", "return_answer", "reason", "缺照片", NULL));
	CHECK_INT(facts(&p).returns, 1);
	CHECK_STR(play_clock(&p, "case_answer")->outcome, "running");
	signed_answer(&p, "settled", "");
	CHECK(play_act(&p, "clerk", "confirm_answer", "way", "on_site", "text", "属实", NULL));
	CHECK_STR(play_matter(&p).state, "settled");
	CHECK_STR(play_clock(&p, "case_answer")->outcome, "met");
	CHECK_STR(facts(&p).settled_day, "2026-03-02");
	CHECK_INT(numbers(&p).settled, 1);
	CHECK(on_batch(&p, "clerk", "report_batch", "text", "t"));
	CHECK(on_batch(&p, "clerk", "close_batch", NULL, NULL));
	play_close(&p);
}

TEST(the_days_run_from_the_batch_however_late_a_case_is_recorded)
{
	struct play p;
	play_open(&p, "2026-03-06");
	CHECK(open_batch(&p, "1", "2026-03-02", "5"));
	CHECK(record_case(&p, "X1"));
	CHECK_STR(play_matter(&p).received_day, "2026-03-02");
	CHECK_STR(play_clock(&p, "case_answer")->due, "2026-03-07");
	play_day(&p, "2026-03-08");
	play_tick(&p);
	CHECK_INT(play_clock(&p, "case_answer")->unit_id, play_matter(&p).register_unit_id);
	CHECK_INT(play_clock(&p, "case_answer")->missed_seen, 1);
	CHECK(play_act(&p, "clerk", "assign_case", "unit", "zj", NULL));
	CHECK(play_matter(&p).lead_unit_id != play_matter(&p).register_unit_id);
	CHECK_INT(play_clock(&p, "case_answer")->unit_id, play_matter(&p).lead_unit_id);
	CHECK(play_act(&p, "handler", "send_back", "reason", "非本单位职责", NULL));
	CHECK_STR(play_matter(&p).state, "received");
	CHECK(!play_act(&p, "handler", "accept", NULL));
	play_close(&p);
}

TEST(a_stage_has_a_day_for_the_rest_and_never_counts_as_settled)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "1", "2026-03-02", "7"));
	handling(&p, "X1");
	CHECK(!answer(&p, "handler", "stage", "") && play_refused(&p, "A stage needs a day"));
	CHECK(!answer(&p, "handler", "stage", "2026-03-02") && play_refused(&p, "must lie after today"));
	signed_answer(&p, "stage", "2026-03-20");
	CHECK(play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK_STR(play_matter(&p).state, "stage");
	CHECK_STR(play_clock(&p, "case_rest")->due, "2026-03-20");
	CHECK_INT(numbers(&p).answered, 1);
	CHECK_INT(numbers(&p).settled, 0);
	CHECK(on_batch(&p, "clerk", "report_batch", "text", "t"));
	CHECK(!on_batch(&p, "clerk", "close_batch", NULL, NULL) && play_refused(&p, "a stage is not enough"));
	play_day(&p, "2026-03-10");
	signed_answer(&p, "stage", "2026-03-12");
	play_day(&p, "2026-03-13");
	CHECK(!play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL) && play_refused(&p, "is over"));
	CHECK(play_act(&p, "clerk", "return_answer", "reason", "期限已过", NULL));
	signed_answer(&p, "settled", "");
	CHECK(play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK_STR(facts(&p).stage_day, "2026-03-02");
	CHECK_STR(facts(&p).settled_day, "2026-03-13");
	CHECK(on_batch(&p, "clerk", "close_batch", NULL, NULL));
	play_close(&p);
}

TEST(numbers_of_batches_and_cases_stand_once_and_the_office_does_no_work)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "3", "2026-03-02", "7"));
	CHECK(!open_batch(&p, "3", "2026-03-02", "7") && play_refused(&p, "is here already"));
	const char *third = batch;
	CHECK(open_batch(&p, "", "2026-03-02", "7"));
	CHECK_INT(numbers(&p).no, 4);
	CHECK(record_case(&p, "X1"));
	CHECK(!record_case(&p, "X1") && play_refused(&p, "already"));
	batch = third;
	CHECK(record_case(&p, "X1"));
	CHECK(!play_act(&p, "clerk", "assign_case", "unit", "dl", NULL) && play_refused(&p, "cannot be a working unit"));
	CHECK(!play_act(&p, "clerk", "assign_case", "unit", "zj", "assist_units", "zj", NULL));
	CHECK(!play_new(&p, "xfclerk", "xf", "case", "record_case", "batch", batch, "case_no", "X9", "subject", "s", "text", "t", "pollution", "air", NULL) && play_refused(&p, "no batch"));
	play_close(&p);
}

TEST(nothing_is_public_by_itself_and_nobody_is_told_of)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "1", "2026-03-02", "7"));
	handling(&p, "X1");
	CHECK(!play_act(&p, "clerk", "publish_case", "public_zh", "w", "result_zh", "r", NULL));
	signed_answer(&p, "settled", "");
	CHECK(play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	CHECK(!play_act(&p, "clerk", "publish_case", "public_zh", "w", "result_zh", "r", NULL) && play_refused(&p, "Publish the batch"));
	CHECK(on_batch(&p, "clerk", "publish_batch", NULL, NULL));
	CHECK(!play_act(&p, "clerk", "publish_case", "public_zh", "举报人电话13812345678", "result_zh", "r", NULL) && play_refused(&p, "13812345678"));
	CHECK(!play_act(&p, "clerk", "publish_case", "public_zh", "w", "result_zh", "业主辽B12345的车辆", NULL) && play_refused(&p, "辽B12345"));
	CHECK(!play_act(&p, "handler", "publish_case", "public_zh", "w", "result_zh", "r", NULL));
	CHECK(play_act(&p, "clerk", "publish_case", "public_zh", "油烟扰民", "result_zh", "已整改", NULL));
	CHECK(!play_act(&p, "clerk", "publish_case", "public_zh", "w", "result_zh", "r", NULL) && play_refused(&p, "Take it back"));
	CHECK(facts(&p).public);
	CHECK(play_act(&p, "clerk", "withdraw_case", "reason", "措辞", NULL));
	CHECK(!facts(&p).public && !*facts(&p).public_zh);
	CHECK(on_batch(&p, "clerk", "withdraw_batch", "reason", "r"));
	CHECK(!numbers(&p).public);
	play_close(&p);
}

TEST(the_database_keeps_the_persons_of_a_case_apart_by_itself)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "1", "2026-03-02", "7"));
	handling(&p, "X1");
	signed_answer(&p, "settled", "");
	CHECK(play_act(&p, "clerk", "confirm_answer", "way", "desk", "text", "t", NULL));
	static const char *const wrong[] = {
		"UPDATE forwarded_case SET signed_by = answered_by", "UPDATE forwarded_case SET confirmed_by = answered_by", "UPDATE forwarded_case SET confirmed_by = signed_by",
		"UPDATE forwarded_case SET confirm_unit_id = answer_unit_id", "UPDATE forwarded_case SET answered_day = NULL", "UPDATE batch SET answer_in = 6",
	};
	sqlite3 *db = raw_open(&p);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (raw_try(db, wrong[i]) != SQLITE_CONSTRAINT)
			test_fail(__FILE__, __LINE__, "the database takes: %s", wrong[i]);
	sqlite3_close(db);
	play_close(&p);
}

TEST(a_unit_sees_its_cases_and_nobody_else_does)
{
	struct play p;
	struct matter m;
	struct viewer v;
	struct tx tx;
	struct q_person_by_login who;
	play_open(&p, "2026-03-02");
	CHECK(open_batch(&p, "1", "2026-03-02", "7"));
	handling(&p, "X1");
	static const struct { const char *login; bool the_case, the_batch; } sees[] = {
		{"clerk", true, true}, {"clerk2", true, true}, {"handler", true, false}, {"head", true, false}, {"busman", true, false}, {"xfclerk", false, false}, {"officer", false, false}};
	read_begin(p.city->store, 1, test_arena(), &tx);
	for (size_t i = 0; i < sizeof sees / sizeof *sees; i++) {
		CHECK(q_person_by_login(&tx, sees[i].login, &who) && viewer_load(&tx, who.id, p.now.today, &v));
		if (matter_find(&tx, p.city, &v, p.now.today, p.number, &m) != sees[i].the_case)
			test_fail(__FILE__, __LINE__, "%s and the case", sees[i].login);
		if (matter_find(&tx, p.city, &v, p.now.today, batch, &m) != sees[i].the_batch)
			test_fail(__FILE__, __LINE__, "%s and the batch", sees[i].login);
	}
	read_end(&tx);
	play_close(&p);
}
