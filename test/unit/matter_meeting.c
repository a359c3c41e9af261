/* Meetings: from the notice to the minutes, what they decide and what comes of
 * it; and every deed that is refused, with its reason. The leading group dz of
 * the city government has four members; the joint meeting lx is the bureau's. */
#include "matter_city.h"

#include "matter/attach.h"
#include "matter/body.h"
#include "matter/meeting.h"
#include "matter/minutes.h"
#include "base/os.h"

struct seating { struct now now; const char *fault; };

static bool seat(struct tx *tx, struct seating *s, const char *body, const char *login, const char *role)
{
	struct viewer system = viewer_system();
	struct refusal why = {0};
	struct seat_in in = {body, login, role, "职务", "post", s->now.today - 100, DAY_NONE};
	int64_t id;
	if (seat_propose(tx, &system, s->now, &in, &id, &why) && seat_confirm(tx, &system, s->now, id, &why))
		return true;
	s->fault = msg_text(tx->arena, LANG_EN, why.what);
	return false;
}

static bool fill(struct tx *tx, void *arg)
{
	struct seating *s = arg;
	struct viewer system = viewer_system();
	struct refusal why = {0};
	struct body_in group = {"dz", "leading_group", "市政府党组", "Party group of the city government", "dl", "dl", "市政府党组会议纪要", s->now.today - 100};
	struct body_in joint = {"lx", "joint", "信访工作联席会议", "Joint meeting of letters and visits", "dl", "xf", "联席会议纪要", s->now.today - 100};
	return body_add(tx, &system, s->now, &group, &why) && body_add(tx, &system, s->now, &joint, &why) &&
		seat(tx, s, "dz", "lead1", "chair") && seat(tx, s, "dz", "lead2", "member") && seat(tx, s, "dz", "lead3", "member") && seat(tx, s, "dz", "lead4", "member") &&
		seat(tx, s, "lx", "lead1", "chair") && seat(tx, s, "lx", "busman", "member") && seat(tx, s, "lx", "handler", "member") && seat(tx, s, "lx", "xfclerk", "deputy");
}

static void open_city(struct play *p, const char *today)
{
	enum trouble trouble;
	struct seating s;
	play_open(p, today);
	s = (struct seating){.now = p->now};
	CHECK(store_write(p->city->store, test_arena(), fill, &s, &trouble));
	if (s.fault)
		CHECK_STR(s.fault, "");
}

static bool convene(struct play *p, const char *day)
{
	return play_new(p, "clerk", "dl", "meeting", "convene", "body", "dz", "meeting_kind", "enlarged", "meeting_day", day, "meeting_time", "09:00",
		"subject", "市政府党组扩大会议", "place", "第一会议室", NULL);
}

static void item(struct play *p, const char *type, const char *title)
{
	CHECK(play_act(p, "clerk", "add_item", "item_type", type, "title", title, NULL));
}

/* Convened, with two items, noticed and opened. */
static void sitting(struct play *p, const char *day)
{
	CHECK(convene(p, day));
	item(p, "convey", "传达学习上级指示");
	item(p, "decide", "研究信访工作");
	CHECK(play_act(p, "clerk", "notify", NULL));
	CHECK(play_act(p, "clerk", "open_meeting", NULL));
}

static struct q_meeting_find facts(struct play *p)
{
	struct matter m;
	play_load(p, &m);
	CHECK(m.meeting);
	return m.meeting ? *m.meeting : (struct q_meeting_find){0};
}

static bool decide(struct play *p, const char *unit, const char *due)
{
	return play_act(p, "clerk", "add_decision", "item", "2", "verb", "decided", "text", "由市住建局牵头，限期解决供暖信访问题。", "unit", unit, "assist_units", "jt",
		"leader", "示例同志", "report_due", due, "report_form", "written", NULL);
}

/* Minutes issued, with one decision for zj. */
static void issued(struct play *p, const char *day, const char *due)
{
	sitting(p, day);
	CHECK(play_act(p, "clerk", "conclude_item", "item", "1", "conclusion", "studied", NULL));
	CHECK(play_act(p, "clerk", "no_follow_up", "item", "1", "reason", "学习", NULL));
	CHECK(play_act(p, "clerk", "conclude_item", "item", "2", "conclusion", "decided", NULL));
	CHECK(decide(p, "zj", due));
	CHECK(play_act(p, "clerk", "draft_minutes", NULL));
	CHECK(play_act(p, "lead1", "approve_minutes", NULL));
}

static const char *child(struct play *p, size_t which)
{
	struct tx tx;
	struct q_children_of *c;
	read_begin(p->city->store, 1, test_arena(), &tx);
	size_t n = q_children_of(&tx, p->id, &c);
	read_end(&tx);
	CHECK(which < n);
	return which < n ? c[which].number : "";
}

TEST(a_meeting_goes_from_notice_to_issued_minutes_with_its_number_and_tasks)
{
	struct play p;
	struct q_document_of_matter *doc;
	open_city(&p, "2026-03-02");
	issued(&p, "2026-03-02", "2026-04-30");
	CHECK_STR(play_matter(&p).state, "issued");
	CHECK_INT(facts(&p).no, 1);
	CHECK_STR(facts(&p).issued_day, "2026-03-02");
	size_t n = play_documents(&p, &doc);
	CHECK_INT(n, 2);
	CHECK_STR(doc[0].kind, "meeting_notice");
	CHECK(strstr(doc[0].body_zh, "1. 传达学习上级指示") && !strstr(doc[0].body_zh, "{"));
	CHECK_STR(doc[1].number, "市政府党组会议纪要〔2026〕1号");
	CHECK(strstr(doc[1].body_zh, "〔2026〕1号-2.1 会议决定，由市住建局牵头"));
	CHECK(strstr(doc[1].body_zh, "牵头单位：大连市住房和城乡建设局；配合单位：大连市交通运输局；责任领导：示例同志；完成时限：2026年4月30日；书面反馈。"));
	CHECK(strstr(doc[1].body_zh, "出席：lead1、lead2、lead3、lead4"));
	CHECK(strstr(doc[1].body_en, "Lead unit: Dalian Housing Bureau; assisting: Dalian Transport Bureau"));
	CHECK(!play_clock(&p, "minutes_issue") || cstr_eq(play_clock(&p, "minutes_issue")->outcome, "met"));
	play_turn_to(&p, child(&p, 0));
	CHECK_STR(play_matter(&p).procedure, "decision_task");
	CHECK_STR(play_clock(&p, "decision_due")->due, "2026-04-30");
	CHECK_STR(play_clock(&p, "first_report")->due, "2026-03-23");
	play_close(&p);
}

TEST(a_task_is_carried_out_and_verified_by_the_office_of_the_body)
{
	struct play p;
	open_city(&p, "2026-03-02");
	issued(&p, "2026-03-02", "2026-04-30");
	play_turn_to(&p, child(&p, 0));
	CHECK(!play_act(&p, "busman", "accept", NULL));
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK(play_act(&p, "handler", "progress", "text", "已部署", NULL));
	CHECK(play_act(&p, "busman", "contribute", "text", "已配合", NULL));
	CHECK(play_act(&p, "handler", "ask_extension", "days", "10", "reason", "管网改造", NULL));
	CHECK(play_act(&p, "clerk", "grant_extension", NULL));
	CHECK_STR(play_clock(&p, "decision_due")->due, "2026-05-10");
	CHECK_INT(play_clock(&p, "decision_due")->extended, 10);
	CHECK(!play_act(&p, "handler", "report_done", "text", "已完成", NULL));
	CHECK(play_refused(&p, "file"));
	CHECK(!play_act(&p, "handler", "confirm_done", "text", "自行核实", NULL));
	play_close(&p);
}

TEST(what_is_refused_in_a_meeting_is_refused_with_its_reason)
{
	struct play p;
	open_city(&p, "2026-03-02");
	CHECK(!play_new(&p, "officer", "xf", "meeting", "convene", "body", "lx", "meeting_kind", "joint_full", "meeting_day", "2026-03-05", "meeting_time", "09:00", "subject", "会", "place", "室", NULL));
	CHECK(!play_new(&p, "clerk", "dl", "meeting", "convene", "body", "lx", "meeting_kind", "joint_full", "meeting_day", "2026-03-05", "meeting_time", "09:00", "subject", "会", "place", "室", NULL));
	CHECK(play_refused(&p, "own office"));
	CHECK(!play_new(&p, "clerk", "dl", "meeting", "convene", "body", "dz", "meeting_kind", "joint_full", "meeting_day", "2026-03-05", "meeting_time", "09:00", "subject", "会", "place", "室", NULL));
	CHECK(play_refused(&p, "kind of meeting"));
	CHECK(!play_new(&p, "clerk", "dl", "meeting", "convene", "body", "dz", "meeting_kind", "ordinary", "meeting_day", "2026-03-05", "meeting_time", "25:00", "subject", "会", "place", "室", NULL));
	CHECK(play_refused(&p, "HH:MM"));
	CHECK(convene(&p, "2026-03-05"));
	CHECK(!play_act(&p, "clerk", "notify", NULL));
	CHECK(play_refused(&p, "agenda is empty"));
	CHECK(!play_act(&p, "clerk", "add_item", "item_type", "cadre", "title", "干部任免", NULL));
	CHECK(play_refused(&p, "secret"));
	item(&p, "decide", "研究信访工作");
	CHECK(play_act(&p, "clerk", "invite", "invitee", "guest", NULL));
	CHECK(!play_act(&p, "clerk", "invite", "invitee", "guest", NULL));
	CHECK(!play_act(&p, "lead1", "notify", NULL));
	CHECK(play_act(&p, "clerk", "notify", NULL));
	CHECK(!play_act(&p, "clerk", "open_meeting", NULL));
	CHECK(play_refused(&p, "cannot be opened before"));
	CHECK(!play_act(&p, "clerk", "attend", "attendee", "lead2", "attendance", "leave", NULL));
	CHECK(play_refused(&p, "reason"));
	CHECK(!play_act(&p, "clerk", "attend", "attendee", "guest", "attendance", "preside", NULL));
	CHECK(play_refused(&p, "observer does not preside"));
	CHECK(!play_act(&p, "clerk", "attend", "attendee", "busman", "attendance", "present", NULL));
	CHECK(play_refused(&p, "not asked"));
	play_day(&p, "2026-03-05");
	CHECK(play_act(&p, "clerk", "open_meeting", NULL));
	CHECK(!play_act(&p, "clerk", "vote_item", "item", "1", "attendee", "guest", "vote", "for", NULL));
	CHECK(play_refused(&p, "observer has no vote"));
	CHECK(!decide(&p, "zj", "2026-04-30"));
	CHECK(play_refused(&p, "no item 2"));
	CHECK(!play_act(&p, "clerk", "add_decision", "item", "1", "verb", "decided", "text", "没有牵头单位", "report_due", "2026-04-30", "report_form", "written", NULL));
	CHECK_INT(p.in.fault[0].field, F_UNIT);
	CHECK(!play_act(&p, "clerk", "add_statement", "item", "1", "verb", "required", "text", "必须整改", NULL));
	CHECK(play_refused(&p, "demands something"));
	CHECK(!play_act(&p, "clerk", "draft_minutes", NULL));
	CHECK(play_refused(&p, "neither a decision"));
	play_close(&p);
}

TEST(nothing_is_decided_without_more_than_half_of_the_members_but_hearing_goes_on)
{
	struct play p;
	open_city(&p, "2026-03-02");
	CHECK(convene(&p, "2026-03-02"));
	item(&p, "hear", "听取汇报");
	item(&p, "decide", "研究事项");
	CHECK(play_act(&p, "clerk", "notify", NULL));
	CHECK(play_act(&p, "clerk", "attend", "attendee", "lead2", "attendance", "leave", "reason", "出差", NULL));
	CHECK(play_act(&p, "clerk", "attend", "attendee", "lead3", "attendance", "absent", NULL));
	CHECK(play_act(&p, "clerk", "invite", "invitee", "guest", NULL));
	CHECK(play_act(&p, "clerk", "give_opinion", "attendee", "lead2", "item", "2", "text", "同意", NULL));
	CHECK(play_act(&p, "clerk", "open_meeting", NULL));
	CHECK_INT(facts(&p).voting_present, 2);
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "1", "conclusion", "heard", NULL));
	CHECK(!play_act(&p, "clerk", "conclude_item", "item", "2", "conclusion", "decided", NULL));
	CHECK(play_refused(&p, "2 of 4 members"));
	CHECK(!decide(&p, "zj", "2026-04-30"));
	CHECK(play_act(&p, "clerk", "attend", "attendee", "lead3", "attendance", "present", NULL));
	CHECK(play_act(&p, "clerk", "vote_item", "item", "2", "attendee", "lead3", "vote", "for", NULL));
	CHECK(play_act(&p, "clerk", "recuse_item", "attendee", "lead4", "item", "2", "reason", "涉及本人", NULL));
	CHECK(!play_act(&p, "clerk", "conclude_item", "item", "2", "conclusion", "decided", NULL));
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "2", "conclusion", "deferred", NULL));
	play_close(&p);
}

TEST(minutes_are_approved_by_who_presides_and_never_by_who_drafted_and_corrected_as_a_new_version)
{
	struct play p;
	struct q_document_of_matter *doc;
	open_city(&p, "2026-03-02");
	sitting(&p, "2026-03-02");
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "1", "conclusion", "studied", NULL));
	CHECK(play_act(&p, "clerk", "no_follow_up", "item", "1", "reason", "学习", NULL));
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "2", "conclusion", "decided", NULL));
	CHECK(decide(&p, "zj", "2026-04-30"));
	CHECK(play_act(&p, "clerk", "draft_minutes", NULL));
	CHECK(!play_act(&p, "clerk", "approve_minutes", NULL));
	CHECK(!play_act(&p, "lead2", "approve_minutes", NULL));
	CHECK(play_act(&p, "lead1", "return_minutes", "reason", "补充时限", NULL));
	CHECK(play_act(&p, "clerk2", "add_statement", "item", "2", "verb", "stressed", "text", "要件件有着落", NULL));
	CHECK(play_act(&p, "clerk2", "draft_minutes", NULL));
	CHECK(play_act(&p, "lead1", "approve_minutes", NULL));
	CHECK(play_act(&p, "clerk", "revise_minutes", "reason", "更正笔误", NULL));
	CHECK(!play_act(&p, "clerk", "drop_entry", "item", "2", "entry", "1", NULL));
	CHECK(play_refused(&p, "a task was born"));
	CHECK(play_act(&p, "clerk", "drop_entry", "item", "2", "entry", "2", NULL));
	CHECK(play_act(&p, "clerk", "draft_minutes", NULL));
	CHECK(play_act(&p, "lead1", "approve_minutes", NULL));
	CHECK_INT(facts(&p).version, 2);
	size_t n = play_documents(&p, &doc);
	CHECK_STR(doc[n - 1].number, "市政府党组会议纪要〔2026〕1号（第2版）");
	CHECK(strcmp(doc[n - 2].number, "市政府党组会议纪要〔2026〕1号") == 0);
	CHECK(play_act(&p, "clerk", "file_away", NULL));
	CHECK_STR(play_matter(&p).state, "closed");
	play_close(&p);
}

TEST(a_presider_who_drafted_does_not_approve)
{
	struct play p;
	open_city(&p, "2026-03-02");
	CHECK(play_new(&p, "xfclerk", "xf", "meeting", "convene", "body", "lx", "meeting_kind", "joint_working", "meeting_day", "2026-03-02", "meeting_time", "14:30", "subject", "工作会议", "place", "二楼", NULL));
	CHECK(play_act(&p, "xfclerk", "add_item", "item_type", "hear", "title", "听取汇报", NULL));
	CHECK(play_act(&p, "xfclerk", "notify", NULL));
	CHECK(play_act(&p, "xfclerk", "attend", "attendee", "xfclerk", "attendance", "preside", NULL));
	CHECK(play_act(&p, "xfclerk", "open_meeting", NULL));
	CHECK(play_act(&p, "xfclerk", "conclude_item", "item", "1", "conclusion", "heard", NULL));
	CHECK(play_act(&p, "xfclerk", "no_follow_up", "item", "1", "reason", "听取", NULL));
	CHECK(play_act(&p, "xfclerk", "draft_minutes", NULL));
	CHECK(!play_act(&p, "xfclerk", "approve_minutes", NULL));
	CHECK(play_refused(&p, "Another person must do this"));
	play_close(&p);
}

TEST(overdue_decisions_come_back_to_the_bodys_next_agenda_by_themselves_and_a_second_round_keeps_the_first)
{
	struct play p;
	struct tx tx;
	struct q_item_list *it;
	struct q_docket_of_item *late;
	open_city(&p, "2026-03-02");
	issued(&p, "2026-03-02", "2026-03-20");
	const char *task = child(&p, 0);
	play_turn_to(&p, task);
	CHECK(play_act(&p, "handler", "accept", NULL));
	play_day(&p, "2026-03-25");
	play_tick(&p);
	CHECK(convene(&p, "2026-03-25"));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_item_list(&tx, p.id, &it), 1);
	CHECK(it[0].overdue);
	CHECK_STR(it[0].translation, "Overdue matters");
	CHECK_INT(q_docket_of_item(&tx, p.id, 1, &late), 1);
	CHECK_STR(late[0].number, task);
	read_end(&tx);
	CHECK(play_act(&p, "clerk", "cancel", "reason", "改期", NULL));
	CHECK(convene(&p, "2026-03-25"));
	item(&p, "decide", "再部署");
	CHECK(play_act(&p, "clerk", "notify", NULL));
	CHECK(play_act(&p, "clerk", "open_meeting", NULL));
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "1", "conclusion", "heard", NULL));
	CHECK(play_act(&p, "clerk", "no_follow_up", "item", "1", "reason", "见第二项", NULL));
	CHECK(play_act(&p, "clerk", "conclude_item", "item", "2", "conclusion", "decided", NULL));
	CHECK(!play_act(&p, "clerk", "add_decision", "item", "2", "verb", "required", "text", "再部署再落实", "unit", "zj", "report_due", "2026-05-30", "report_form", "at_meeting", "earlier", p.number, NULL));
	CHECK(play_refused(&p, "no task from an earlier decision"));
	CHECK(play_act(&p, "clerk", "add_decision", "item", "2", "verb", "required", "text", "再部署再落实", "unit", "zj", "report_due", "2026-05-30", "report_form", "at_meeting", "earlier", task, NULL));
	CHECK(play_act(&p, "clerk", "draft_minutes", NULL));
	CHECK(play_act(&p, "lead1", "approve_minutes", NULL));
	CHECK(!convene(&p, "2026-03-20"));
	CHECK(play_refused(&p, "2026-03-25"));
	play_close(&p);
}

static void to_zj(struct play *p)
{
	CHECK(play_new(p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "供暖", "text", "冷。", NULL));
	CHECK(play_act(p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(p, "officer", "transfer", "unit", "zj", NULL));
}

TEST(a_petition_raised_to_the_joint_meeting_comes_back_with_its_lead_unit)
{
	struct play p;
	open_city(&p, "2026-03-02");
	to_zj(&p);
	const char *petition = p.number;
	CHECK(play_act(&p, "handler", "object", "reason", "不属于本单位", NULL));
	CHECK(!play_act(&p, "busman", "raise_joint", "reason", "无关", NULL));
	CHECK(play_act(&p, "handler", "raise_joint", "reason", "管辖争议", NULL));
	CHECK(!play_act(&p, "officer", "raise_joint", "reason", "再提", NULL));
	CHECK(play_refused(&p, "before the joint meeting already"));
	CHECK(play_new(&p, "xfclerk", "xf", "meeting", "convene", "body", "lx", "meeting_kind", "joint_working", "meeting_day", "2026-03-02", "meeting_time", "14:30", "subject", "联席会议工作会议", "place", "二楼", NULL));
	CHECK(play_act(&p, "xfclerk", "notify", NULL));
	CHECK(play_act(&p, "xfclerk", "open_meeting", NULL));
	CHECK(play_act(&p, "xfclerk", "conclude_item", "item", "1", "conclusion", "decided", NULL));
	CHECK(play_act(&p, "xfclerk", "add_decision", "item", "1", "verb", "decided", "text", "由市交通局牵头办理", "unit", "jt", "assist_units", "zj", "report_due", "2026-04-02", "report_form", "written", NULL));
	CHECK(play_act(&p, "xfclerk", "draft_minutes", NULL));
	CHECK(play_act(&p, "lead1", "approve_minutes", NULL));
	play_turn_to(&p, petition);
	struct q_matter_by_id m = play_matter(&p);
	CHECK_STR(m.state, "routed");
	CHECK(play_clock(&p, "unit_notice"));
	CHECK(play_act(&p, "busman", "accept", NULL));
	play_close(&p);
}

TEST(the_third_transfer_puts_a_petition_before_the_joint_meeting)
{
	struct play p;
	struct tx tx;
	struct q_item_list *it;
	open_city(&p, "2026-03-02");
	to_zj(&p);
	CHECK(play_act(&p, "officer", "reassign", "unit", "jt", "reason", "改派", NULL));
	CHECK(play_act(&p, "officer", "reassign", "unit", "zj", "reason", "再改派", NULL));
	CHECK(play_new(&p, "xfclerk", "xf", "meeting", "convene", "body", "lx", "meeting_kind", "joint_full", "meeting_day", "2026-03-03", "meeting_time", "14:30", "subject", "全体会议", "place", "二楼", NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_item_list(&tx, p.id, &it), 1);
	CHECK(it[0].source && strstr(it[0].title, it[0].source));
	read_end(&tx);
	play_close(&p);
}

static bool from_item(struct play *p, const char *meeting, const char *no)
{
	return play_new(p, "clerk", "dl", "conveyance", "take_up", "issuer", "省人民政府", "doc_no", "辽政〔2026〕3号", "doc_day", "2026-02-20", "original", "zh",
		"subject", "传达学习上级指示", "text", "认真落实", "meeting", meeting, "meeting_item", no, NULL);
}

TEST(an_item_that_conveys_begins_a_directive_and_no_other_does)
{
	struct play p;
	struct matter m;
	struct q_directive_of_item *d;
	struct tx tx;
	open_city(&p, "2026-03-02");
	sitting(&p, "2026-03-02");
	const char *meeting = p.number;
	int64_t id = p.id;
	CHECK(!from_item(&p, meeting, "2") && play_refused(&p, "Only an item of the type"));
	CHECK(!from_item(&p, "HY-0000-0000", "1") && play_refused(&p, "no meeting"));
	CHECK(!from_item(&p, "", "1") && play_refused(&p, "needs the number of its meeting"));
	CHECK(from_item(&p, meeting, "1"));
	play_load(&p, &m);
	CHECK(m.directive && cstr_eq(m.directive->meeting, meeting));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_directive_of_item(&tx, id, &d), 1);
	read_end(&tx);
	play_close(&p);
}
