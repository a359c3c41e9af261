/* A petition's whole life, deed by deed, with the dates the law gives. */
#include "matter_city.h"

#define STATE(p, code) CHECK_STR(play_matter(p).state, code)

TEST(petition_is_filed_routed_accepted_answered_and_settled)
{
	struct play p;
	play_accepted(&p, "2026-08-02");
	STATE(&p, "handling");
	CHECK_STR(play_clock(&p, "bureau_route")->outcome, "met");
	CHECK_STR(play_clock(&p, "unit_notice")->outcome, "met");
	/* the law's vector: 2026-08-02 + 60 days = National Day, rolled to 10-08 */
	CHECK_STR(play_clock(&p, "handle")->due_nominal, "2026-10-01");
	CHECK_STR(play_clock(&p, "handle")->due, "2026-10-08");
	CHECK_STR(play_matter(&p).next_due, "2026-10-08");
	play_day(&p, "2026-09-01");
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "经查，管网老化。", "opinion", "限期改造。", "outcome", "supported", "basis", "《供热条例》第十条", NULL));
	STATE(&p, "drafted");
	CHECK(!play_act(&p, "handler", "approve_opinion", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	play_day(&p, "2026-09-03");
	CHECK(play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-09-03", NULL));
	STATE(&p, "served");
	CHECK_STR(play_clock(&p, "handle")->outcome, "met");
	CHECK_STR(play_clock(&p, "review_window")->due_nominal, "2026-10-03");
	CHECK_STR(play_clock(&p, "review_window")->due, "2026-10-08");
	play_day(&p, "2026-10-08");
	play_tick(&p);
	STATE(&p, "served");
	play_day(&p, "2026-10-09");
	play_tick(&p);
	STATE(&p, "settled");
	/* what was supported must be carried out before it closes */
	CHECK(!play_act(&p, "officer", "close", "cause", "delay", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	play_close(&p);
}

TEST(a_supported_request_opens_an_execution_that_must_end_before_closing)
{
	struct play p;
	struct tx tx;
	struct q_children_of *child;
	play_accepted(&p, "2026-03-02");
	const char *petition = p.number;
	int64_t petition_id = p.id;
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "partly", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	CHECK(play_act(&p, "handler", "serve", "service", "in_person", "service_day", "2026-03-02", NULL));
	CHECK(play_act(&p, "", "accept_answer", NULL));
	STATE(&p, "settled");
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_children_of(&tx, p.id, &child), 1);
	read_end(&tx);
	CHECK_STR(child[0].procedure, "execution");
	p.number = child[0].number;
	CHECK(play_act(&p, "handler", "report_done", "text", "done", NULL));
	CHECK(!play_act(&p, "handler", "confirm_done", "text", "checked", NULL));
	CHECK(play_act(&p, "officer", "confirm_done", "text", "checked", NULL));
	p.number = petition;
	p.id = petition_id;
	CHECK(play_act(&p, "officer", "close", "cause", "delay", NULL));
	STATE(&p, "closed");
	play_close(&p);
}

TEST(extension_is_once_at_most_30_by_the_head_with_a_reason_told)
{
	struct play p;
	struct q_document_of_matter *d;
	play_accepted(&p, "2026-03-02");
	CHECK(!play_act(&p, "handler", "ask_extension", "days", "31", "reason", "复杂", NULL));
	CHECK_INT(p.in.fault[0].field, F_DAYS);
	CHECK(!play_act(&p, "handler", "ask_extension", "days", "30", NULL));
	CHECK_INT(p.in.fault[0].field, F_REASON);
	CHECK(play_act(&p, "handler", "ask_extension", "days", "30", "reason", "情况复杂", NULL));
	CHECK(!play_act(&p, "handler", "ask_extension", "days", "10", "reason", "再来", NULL));
	CHECK(!play_act(&p, "handler", "grant_extension", NULL));
	CHECK(!play_act(&p, "bushead", "grant_extension", NULL));
	CHECK(play_act(&p, "head", "grant_extension", NULL));
	CHECK_STR(play_clock(&p, "handle")->due_nominal, "2026-05-31");
	CHECK_STR(play_clock(&p, "handle")->due, "2026-06-01");
	size_t n = play_documents(&p, &d);
	CHECK_STR(d[n - 1].kind, "extension_notice");
	CHECK(strstr(d[n - 1].body_zh, "情况复杂") && strstr(d[n - 1].body_zh, "2026-06-01"));
	CHECK(!play_act(&p, "handler", "ask_extension", "days", "5", "reason", "again", NULL));
	play_close(&p);
}

TEST(extension_is_refused_after_the_due_date)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "ask_extension", "days", "30", "reason", "x", NULL));
	play_day(&p, "2026-05-07");
	CHECK(!play_act(&p, "head", "grant_extension", NULL));
	CHECK_STR(p.why.article, "REG 34");
	play_close(&p);
}

TEST(objection_leaves_the_owner_until_the_sender_names_the_next)
{
	struct play p;
	struct q_matter_by_id m;
	play_open(&p, "2026-09-18");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-09-18", "name", "李", "address", "某街1号", "subject", "s", "text", "t", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK_STR(play_clock(&p, "objection")->due, "2026-09-24");
	m = play_matter(&p);
	int64_t owner = m.lead_unit_id;
	CHECK(play_act(&p, "handler", "object", "reason", "不属于本单位职权", NULL));
	STATE(&p, "objected");
	CHECK_INT(play_matter(&p).lead_unit_id, owner);
	CHECK(!play_act(&p, "handler", "agree_objection", "unit", "jt", "reason", "属于交通", NULL));
	CHECK(!play_act(&p, "officer", "agree_objection", "unit", "zj", "reason", "x", NULL));
	CHECK(play_act(&p, "officer", "agree_objection", "unit", "jt", "reason", "属于交通", NULL));
	STATE(&p, "routed");
	CHECK(play_matter(&p).lead_unit_id != owner);
	CHECK(play_act(&p, "busman", "accept", NULL));
	play_close(&p);
}

TEST(objection_after_five_working_days_is_refused)
{
	struct play p;
	play_open(&p, "2026-09-18");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "041181234567", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	play_day(&p, "2026-09-24");
	play_tick(&p);
	play_day(&p, "2026-09-25");
	play_tick(&p);
	CHECK(!play_act(&p, "handler", "object", "reason", "late", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	play_close(&p);
}

TEST(no_request_is_turned_down_before_its_petitioner_was_heard)
{
	struct play p;
	struct q_document_of_matter *d;
	play_accepted(&p, "2026-01-05");
	CHECK(!play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", NULL));
	CHECK_INT(p.why.field, F_HEARD);
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", "heard", "phone", NULL));
	CHECK(play_act(&p, "head", "return_opinion", "reason", "ask once more", NULL));
	/* asked on the follow page; only an answer is being heard */
	CHECK(play_act(&p, "handler", "ask_petitioner", "question", "q", NULL));
	CHECK(!play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", NULL));
	CHECK(play_act(&p, "", "answer_question", "text", "a", NULL));
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", "heard", "writing", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	size_t n = play_documents(&p, &d);
	CHECK(strstr(d[n - 1].body_en, "How the petitioner was heard: In writing."));
	CHECK(strstr(d[n - 1].body_zh, "听取信访人陈述的情况：书面陈述。"));
	play_close(&p);
}

TEST(review_and_rereview_go_to_the_superior_and_a_hearing_stops_only_the_rereview)
{
	struct play p;
	play_open(&p, "2026-01-05");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "赵", "phone", "13900000000", "subject", "漏水", "text", "楼上漏水", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zszj", NULL));
	CHECK(play_act(&p, "zszjman", "accept", NULL));
	CHECK(!play_act(&p, "zszjman", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", NULL));
	CHECK_INT(p.why.field, F_HEARD);
	CHECK(play_act(&p, "zszjman", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "not_supported", "basis", "b", "heard", "declined", NULL));
	CHECK(play_act(&p, "zszjhead", "approve_opinion", NULL));
	CHECK(play_act(&p, "zszjman", "serve", "service", "in_person", "service_day", "2026-01-05", NULL));
	CHECK(!play_act(&p, "zszjman", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	play_day(&p, "2026-01-20");
	CHECK(play_act(&p, "", "ask_review", "reason", "不服", NULL));
	STATE(&p, "under_review");
	CHECK_STR(play_clock(&p, "review")->due, "2026-02-24");
	CHECK(!play_act(&p, "dlrev", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	CHECK(play_act(&p, "zsrev", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	CHECK(play_act(&p, "zshead", "approve_review", NULL));
	CHECK(play_act(&p, "zsrev", "serve_review", "service", "post", "service_day", "2026-01-20", NULL));
	STATE(&p, "review_served");
	CHECK(play_act(&p, "", "ask_rereview", "reason", "仍不服", NULL));
	STATE(&p, "under_rereview");
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-02-19");
	CHECK(play_act(&p, "dlrev", "open_hearing", "hearing_day", "2026-01-20", "place", "会议室", NULL));
	CHECK(!play_act(&p, "dlrev", "draft_rereview", "facts", "f", "opinion", "o", "rereview_outcome", "uphold", "basis", "b", NULL));
	play_day(&p, "2026-01-29");
	CHECK(play_act(&p, "dlrev", "close_hearing", "text", "听证完毕", NULL));
	/* ten days of hearing, one of them day zero, which never counts: nine more */
	CHECK_STR(play_clock(&p, "rereview")->due_nominal, "2026-02-28");
	CHECK(play_act(&p, "dlrev", "draft_rereview", "facts", "f", "opinion", "o", "rereview_outcome", "uphold", "basis", "b", NULL));
	CHECK(!play_act(&p, "dlrev", "approve_rereview", NULL));
	CHECK(play_act(&p, "dlhead", "approve_rereview", NULL));
	CHECK(play_act(&p, "dlrev", "serve_rereview", "service", "post", "service_day", "2026-01-29", NULL));
	STATE(&p, "concluded");
	CHECK_INT(play_matter(&p).concluded, 1);
	CHECK(play_act(&p, "officer", "close", "cause", "other", NULL));
	/* the same petitioner, the same subject: no longer accepted, unless new facts are stated */
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-01-29", "name", "赵", "phone", "13900000000", "subject", "漏水", "text", "楼上漏水", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "no_longer_accept", "reason", "已复核终结", NULL));
	STATE(&p, "not_accepted");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-01-29", "name", "赵", "phone", "13900000000", "subject", "漏水", "text", "又漏水", "class", "appeal", "new_facts", "1", NULL));
	CHECK(!play_act(&p, "officer", "no_longer_accept", "reason", "已复核终结", NULL));
	play_close(&p);
}

TEST(review_asked_too_late_is_refused_but_a_postmark_in_time_counts)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	CHECK(play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	play_day(&p, "2026-04-03");
	CHECK(!play_act(&p, "", "ask_review", "reason", "不服", NULL));
	CHECK(play_act(&p, "registrar", "ask_review", "reason", "不服", "asked_day", "2026-03-31", NULL));
	STATE(&p, "under_review");
	play_close(&p);
}

TEST(unhappy_once_is_answered_again_unhappy_twice_is_supervised)
{
	struct play p;
	struct tx tx;
	struct q_supervision_list *s;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	CHECK(play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(&p, "", "rate", "satisfied", "not_satisfied", "comment", "没有解决", NULL));
	CHECK(play_clock(&p, "rating_redo"));
	CHECK(!play_act(&p, "", "accept_answer", NULL));
	CHECK(play_act(&p, "handler", "answer_again", "text", "已上门", NULL));
	CHECK(play_act(&p, "", "rate", "satisfied", "not_satisfied", NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_supervision_list(&tx, p.id, &s), 1);
	read_end(&tx);
	CHECK_STR(s[0].trigger_code, "unhappy_twice");
	CHECK(play_act(&p, "officer", "supervise", "measure", "letter", "reason", "两次不满意", NULL));
	play_close(&p);
}

TEST(overdue_handling_is_found_by_the_system)
{
	struct play p;
	struct tx tx;
	struct q_supervision_list *s;
	play_accepted(&p, "2026-03-02");
	play_day(&p, "2026-05-06");
	play_tick(&p);
	play_day(&p, "2026-05-07");
	play_tick(&p);
	play_tick(&p);
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_supervision_list(&tx, p.id, &s), 1);
	read_end(&tx);
	CHECK_STR(s[0].trigger_code, "handle_late");
	play_close(&p);
}

TEST(an_accusation_never_reaches_the_unit_complained_of)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "某", "phone", "13700000000", "subject", "检举", "text", "t", "class", "accusation", "complained", "zj", NULL));
	CHECK_INT(play_matter(&p).restricted, 1);
	CHECK(!play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(!play_act(&p, "officer", "refer", "unit", "zj", NULL));
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	STATE(&p, "referred");
	CHECK(!play_act(&p, "registrar", "note", "text", "look", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK(!play_act(&p, "handler", "note", "text", "look", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK(play_act(&p, "jwman", "close", "reason", "已处理", NULL));
	play_close(&p);
}

TEST(an_assigned_petition_is_not_closed_without_its_report)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000000", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(!play_act(&p, "officer", "assign", "unit", "zj", "report_due", "2026-03-02", "reason", "r", NULL));
	CHECK(play_act(&p, "officer", "assign", "unit", "zj", "report_due", "2026-05-20", "reason", "重要情况", NULL));
	CHECK_STR(play_clock(&p, "assign_report")->due_nominal, "2026-05-20");
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK(!play_act(&p, "", "withdraw", NULL));
	CHECK(play_act(&p, "handler", "report_back", "report", "已办结", NULL));
	CHECK_STR(play_clock(&p, "assign_report")->outcome, "met");
	CHECK(play_act(&p, "", "withdraw", NULL));
	STATE(&p, "withdrawn");
	play_close(&p);
}

TEST(the_simple_procedure_falls_back_once_from_the_first_acceptance)
{
	struct play p;
	play_open(&p, "2026-02-13");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "use_simple", "simple_ground", "daily_life", NULL));
	CHECK(play_act(&p, "officer", "pass_on", "unit", "zj", NULL));
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK_STR(play_clock(&p, "simple_handle")->due, "2026-03-05");
	play_day(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "to_ordinary", "reason", "案情复杂", NULL));
	CHECK_STR(play_clock(&p, "handle")->start_day, "2026-02-13");
	CHECK_STR(play_clock(&p, "handle")->due_nominal, "2026-04-14");
	play_close(&p);
}

TEST(a_simple_answer_opens_the_review_window)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "use_simple", "simple_ground", "clear_facts", NULL));
	CHECK(play_act(&p, "officer", "pass_on", "unit", "zj", NULL));
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK(play_act(&p, "handler", "answer", "opinion", "已修好", "outcome", "explained", "service", "electronic", "service_day", "2026-03-02", NULL));
	STATE(&p, "served");
	CHECK(play_clock(&p, "review_window"));
	play_close(&p);
}

TEST(a_hotline_ticket_goes_back_once_and_then_escalates)
{
	struct play p;
	play_open(&p, "2026-04-30");
	CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-04-30", "name", "孙", "phone", "13500000000", "subject", "路灯", "text", "不亮", NULL));
	CHECK(play_act(&p, "operator", "dispatch", "unit", "jt", "grade", "ordinary", NULL));
	CHECK_STR(play_clock(&p, "hotline_ordinary")->due, "2026-05-11");
	CHECK(play_act(&p, "busman", "return_ticket", "reason", "不归我们", NULL));
	CHECK(!play_act(&p, "busman", "agree_return", "unit", "zj", NULL));
	CHECK(play_act(&p, "operator", "refuse_return", "reason", "属于你单位", NULL));
	CHECK(play_act(&p, "busman", "reply", "opinion", "已修", "outcome", "supported", NULL));
	CHECK(play_act(&p, "operator", "call_back", "reached", "reached", "satisfied", "not_satisfied", NULL));
	STATE(&p, "dispatched");
	CHECK(play_act(&p, "busman", "reply", "opinion", "再修", "outcome", "supported", NULL));
	CHECK(play_act(&p, "operator", "call_back", "reached", "reached", "satisfied", "not_satisfied", NULL));
	STATE(&p, "escalated");
	CHECK(play_act(&p, "rxofficer", "raise_petition", "reason", "两次不满意", NULL));
	STATE(&p, "raised");
	play_close(&p);
}

TEST(sending_twice_makes_one_matter_with_the_same_code)
{
	struct play p;
	struct deed { const char *number, *code; } first;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", NULL));
	first = (struct deed){p.number, p.code};
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", NULL));
	CHECK(!cstr_eq(first.number, p.number) && !cstr_eq(first.code, p.code));
	CHECK_INT(strlen(p.code), 34);
	play_close(&p);
}

TEST(at_most_five_representatives_and_a_head_count_of_its_own)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", "head_count", "40",
		"name1", "a", "name2", "b", "name3", "c", "name4", "d", "name5", "e", "name6", "f", NULL));
	CHECK_INT(p.in.fault[0].field, F_IDENTITY);
	CHECK(play_new(&p, "", "", "petition", "file", "name", "李", "phone", "13600000001", "subject", "s", "text", "t", "head_count", "40",
		"name1", "a", "name2", "b", "name3", "c", "name4", "d", "name5", "e", NULL));
	CHECK_INT(play_matter(&p).head_count, 40);
	play_close(&p);
}

TEST(recusal_keeps_a_person_out)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "", "ask_recusal", "reason", "亲属", NULL));
	CHECK(!play_act(&p, "head", "grant_recusal", "person", "head", NULL));
	CHECK(play_act(&p, "head", "grant_recusal", "person", "handler", NULL));
	CHECK(!play_act(&p, "handler", "progress", "text", "x", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_act(&p, "head", "name_handler", "person", "handler", NULL));
	CHECK(play_act(&p, "head", "name_handler", "person", "handler2", NULL));
	CHECK(play_act(&p, "handler2", "progress", "text", "x", NULL));
	play_close(&p);
}
