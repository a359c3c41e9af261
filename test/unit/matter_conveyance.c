/* Directives: down the unit tree and back, the frozen set and what becomes of
 * it, who sees what, and every deed that is refused. The city's government dl
 * sends; below it stand seven units, below the district zs its housing bureau,
 * and below that an office of its own. */
#include "matter_city.h"

#include "matter/conveyance.h"
#include "matter/unit.h"

struct errand { struct play *p; struct unit_in unit; const char *code, *successor; struct refusal why; };

static bool run_add(struct tx *tx, void *arg)
{
	struct errand *e = arg;
	struct viewer system = viewer_system();
	return unit_add(tx, &system, e->p->now, &e->unit, &e->why);
}

static bool run_change(struct tx *tx, void *arg)
{
	struct errand *e = arg;
	struct viewer system = viewer_system();
	return unit_change(tx, &system, e->p->now, e->unit.code, &e->unit, &e->why);
}

static bool run_end(struct tx *tx, void *arg)
{
	struct errand *e = arg;
	struct viewer system = viewer_system();
	return unit_end(tx, e->p->city, &system, e->p->now, e->code, e->successor, e->p->now.today - 1, &e->why);
}

static bool does(struct errand *e, bool (*fn)(struct tx *tx, void *arg))
{
	enum trouble trouble;
	return store_write(e->p->city->store, test_arena(), fn, e, &trouble);
}

static bool add_unit(struct play *p, const char *code, const char *parent)
{
	struct errand e = {.p = p, .unit = {code, arena_printf(test_arena(), "单位%s", code), arena_printf(test_arena(), "Unit %s", code), "department", parent, "", "", "", DAY_NONE}};
	return does(&e, run_add);
}

static bool merge(struct play *p, const char *code, const char *successor)
{
	struct errand e = {.p = p, .code = code, .successor = successor};
	return does(&e, run_end);
}

static bool take_up(struct play *p)
{
	return play_new(p, "clerk", "dl", "conveyance", "take_up", "issuer", "省人民政府", "doc_no", "辽政〔2026〕3号", "doc_day", "2026-02-20", "original", "zh",
		"subject", "关于做好信访工作的指示", "subject_translation", "On doing the petition work well", "text", "各级各部门要认真落实。", "text_translation", "To be carried out at all levels.", NULL);
}

/* Taken up with two clauses and sent to all below dl. */
static void sent(struct play *p)
{
	play_open(p, "2026-03-02");
	CHECK(add_unit(p, "zszjx", "zszj"));
	CHECK(take_up(p));
	CHECK(play_act(p, "clerk", "add_clause", "text", "压实责任", "translation", "Fix responsibilities", NULL));
	CHECK(play_act(p, "clerk", "add_clause", "text", "按期办结", NULL));
	CHECK(play_act(p, "clerk", "convey", "unit", "dl", "report_due", "2026-03-20", NULL));
}

static bool steps(struct play *p, const char *who)
{
	return play_act(p, who, "acknowledge", NULL) && play_act(p, who, "hold_study", "studied_day", "2026-03-02", "present", "12", "study_form", "meeting", NULL) &&
		play_act(p, who, "plan", "text", "分工落实", NULL);
}

static enum convey_step lacks(struct play *p, const char *code)
{
	struct tx tx;
	struct matter m;
	struct q_unit_find_code found;
	play_load(p, &m);
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_unit_find_code(&tx, code, &found));
	read_end(&tx);
	const struct q_conveyed_list *c = conveyed_find(&m, found.id);
	CHECK(c);
	return c ? conveyed_lacks(c) : STEP__MAX;
}

static struct convey_count count(struct play *p, const char *login, const char *today)
{
	struct tx tx;
	struct matter m;
	struct q_person_by_login person;
	struct viewer v;
	struct convey_count n;
	play_load(p, &m);
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, login, &person) && viewer_load(&tx, person.id, p->now.today, &v));
	read_end(&tx);
	conveyance_count(&m, &v, today, &n);
	return n;
}

static bool knows(struct play *p, const char *login)
{
	struct tx tx;
	struct matter m;
	struct q_person_by_login person;
	struct viewer v;
	bool found;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, login, &person) && viewer_load(&tx, person.id, p->now.today, &v));
	found = matter_find(&tx, p->city, &v, p->now.today, p->number, &m);
	/* the list and the rule agree */
	CHECK(matter_load_number(&tx, p->city, p->number, &m));
	CHECK_INT(found, matter_visible(&m, &v));
	read_end(&tx);
	return found;
}

TEST(a_directive_goes_down_level_by_level_and_its_reports_come_back)
{
	struct play p;
	sent(&p);
	CHECK_INT(count(&p, "clerk", "2026-03-02").all.units, 9);
	CHECK_INT(count(&p, "clerk", "2026-03-02").levels, 3);
	CHECK_INT(lacks(&p, "zs"), STEP_ACKNOWLEDGE);
	CHECK_INT(lacks(&p, "zszj"), STEP_REACH);
	CHECK(steps(&p, "zsman"));
	CHECK_INT(lacks(&p, "zs"), STEP_PASS_ON);
	CHECK(!play_act(&p, "zsman", "report", "text", "已落实", NULL) && play_refused(&p, "First pass the directive on"));
	CHECK(play_act(&p, "zsman", "pass_on", NULL));
	CHECK_INT(lacks(&p, "zszj"), STEP_ACKNOWLEDGE);
	CHECK_INT(lacks(&p, "zszjx"), STEP_REACH);
	CHECK(steps(&p, "zszjman"));
	CHECK(play_act(&p, "zszjman", "pass_on", NULL));
	CHECK(play_act(&p, "zszjman", "report", "text", "已落实", NULL));
	CHECK_INT(lacks(&p, "zszj"), STEP_ACCEPT);
	/* its superior, never itself, nor who stands further above */
	CHECK(!play_act(&p, "zszjman", "accept_report", "reporting", "zszj", NULL) && play_refused(&p, "No unit accepts"));
	CHECK(!play_act(&p, "clerk", "accept_report", "reporting", "zszj", NULL) && play_refused(&p, "directly above"));
	CHECK(play_act(&p, "zshead", "return_report", "reporting", "zszj", "reason", "请补充数据", NULL));
	CHECK_INT(lacks(&p, "zszj"), STEP_REPORT);
	CHECK(play_act(&p, "zszjman", "report", "text", "已补充", NULL));
	CHECK(play_act(&p, "zshead", "accept_report", "reporting", "zszj", NULL));
	CHECK_INT(lacks(&p, "zszj"), STEP_DONE);
	CHECK(!play_act(&p, "zshead", "accept_report", "reporting", "zszj", NULL) && play_refused(&p, "has not reported"));
	CHECK(play_act(&p, "zsman", "report", "text", "全区已落实", NULL));
	CHECK(play_act(&p, "clerk", "accept_report", "reporting", "zs", NULL));
	struct convey_count n = count(&p, "clerk", "2026-03-21");
	CHECK_INT(n.all.lacks[STEP_DONE], 2);
	CHECK_INT(n.all.late, 7);
	CHECK_INT(n.level[1].units, 7);
	CHECK_INT(n.level[3].lacks[STEP_ACKNOWLEDGE], 1);
	CHECK(!n.complete);
	CHECK(!play_act(&p, "clerk", "close", NULL) && play_refused(&p, "have not carried it out"));
	CHECK(play_act(&p, "clerk", "end", "reason", "下一轮再部署", NULL));
	play_close(&p);
}

TEST(a_conveyance_is_complete_when_every_report_is_accepted)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(take_up(&p));
	CHECK(!play_act(&p, "clerk", "convey", "unit", "zszj", "report_due", "2026-03-20", NULL) && play_refused(&p, "nobody to convey to"));
	CHECK(play_act(&p, "clerk", "convey", "unit", "zs", "report_due", "2026-03-20", NULL));
	CHECK(steps(&p, "zszjhead"));
	CHECK(play_act(&p, "zszjhead", "report", "text", "已落实", NULL));
	CHECK(play_act(&p, "clerk", "accept_report", "reporting", "zszj", NULL));
	CHECK(count(&p, "clerk", "2026-03-02").complete);
	CHECK(!play_act(&p, "clerk", "end", "reason", "x", NULL) && play_refused(&p, "close it"));
	CHECK(play_act(&p, "clerk", "close", NULL));
	CHECK_STR(play_matter(&p).state, "closed");
	play_close(&p);
}

TEST(a_unit_made_later_comes_later_and_is_passed_on_to_by_the_unit_above)
{
	struct play p;
	struct tx tx;
	struct q_conveyance_later *u;
	sent(&p);
	CHECK(add_unit(&p, "zsnew", "zs"));
	CHECK(add_unit(&p, "dlnew", "dl"));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_conveyance_later(&tx, p.id, &u), 2);
	read_end(&tx);
	CHECK_INT(count(&p, "clerk", "2026-03-02").all.units, 9);
	CHECK(steps(&p, "zsman"));
	CHECK(play_act(&p, "zsman", "pass_on", NULL));
	CHECK_INT(lacks(&p, "zsnew"), STEP_ACKNOWLEDGE);
	CHECK(!play_act(&p, "zsman", "pass_on", NULL) && play_refused(&p, "nobody left"));
	CHECK(play_act(&p, "clerk", "pass_on", NULL));
	CHECK_INT(lacks(&p, "dlnew"), STEP_ACKNOWLEDGE);
	struct convey_count n = count(&p, "clerk", "2026-03-02");
	CHECK_INT(n.all.units, 9);
	CHECK_INT(n.later.units, 2);
	play_close(&p);
}

TEST(a_merged_unit_is_answered_for_by_its_successor)
{
	struct play p;
	sent(&p);
	CHECK(steps(&p, "busman"));
	CHECK(steps(&p, "handler"));
	CHECK(merge(&p, "old", "jt"));
	CHECK(merge(&p, "zj", "jt"));
	CHECK_INT(count(&p, "clerk", "2026-03-02").all.units, 9);
	/* what zj did is kept; of old nothing was done, and no report leaves it out */
	CHECK_INT(lacks(&p, "zj"), STEP_REPORT);
	CHECK(!play_act(&p, "busman", "report", "text", "已落实", NULL) && play_refused(&p, "First acknowledge"));
	CHECK(steps(&p, "busman"));
	CHECK(play_act(&p, "busman", "report", "text", "三家合并落实", NULL));
	CHECK_INT(lacks(&p, "old"), STEP_ACCEPT);
	CHECK_INT(lacks(&p, "jt"), STEP_ACCEPT);
	CHECK(play_act(&p, "clerk", "accept_report", "reporting", "zj", NULL));
	CHECK_INT(lacks(&p, "zj"), STEP_DONE);
	CHECK_INT(lacks(&p, "jt"), STEP_ACCEPT);
	CHECK(!play_act(&p, "oldman", "acknowledge", NULL));
	play_close(&p);
}

TEST(whom_its_own_superior_took_over_the_next_one_above_judges)
{
	struct play p;
	sent(&p);
	CHECK(steps(&p, "zsman"));
	CHECK(play_act(&p, "zsman", "pass_on", NULL));
	CHECK(merge(&p, "zszj", "zs"));
	CHECK(steps(&p, "zsman"));
	CHECK(play_act(&p, "zsman", "pass_on", NULL));
	CHECK_INT(lacks(&p, "zszjx"), STEP_ACKNOWLEDGE);
	CHECK(play_act(&p, "zsman", "report", "text", "已落实", NULL));
	CHECK(!play_act(&p, "zshead", "accept_report", "reporting", "zszj", NULL) && play_refused(&p, "No unit accepts"));
	CHECK(play_act(&p, "clerk", "accept_report", "reporting", "zszj", NULL));
	play_close(&p);
}

TEST(conveyance_to_a_merged_unit_is_refused_with_its_successor)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(merge(&p, "old", "zj"));
	CHECK(take_up(&p));
	CHECK(!play_act(&p, "clerk", "convey", "unit", "old", "report_due", "2026-03-20", NULL) && play_refused(&p, "Dalian Real Estate Bureau was merged"));
	CHECK(play_refused(&p, "(zj)"));
	CHECK(!play_act(&p, "clerk", "convey", "unit", "nobody", "report_due", "2026-03-20", NULL));
	CHECK(!play_act(&p, "clerk", "convey", "unit", "dl", "report_due", "2026-03-02", NULL));
	CHECK(play_act(&p, "clerk", "convey", "unit", "dl", "levels", "1", "report_due", "2026-03-20", NULL));
	CHECK_INT(count(&p, "clerk", "2026-03-02").all.units, 6);
	play_close(&p);
}

TEST(a_circular_unit_tree_is_refused)
{
	struct play p;
	sent(&p);
	struct errand e = {.p = &p, .unit = {"zs", "中山区人民政府", "Zhongshan District Government", "government", "zszj", "", "中政", "", DAY_NONE}};
	CHECK(!does(&e, run_change));
	CHECK(strstr(msg_text(test_arena(), LANG_EN, e.why.what), "below itself") != NULL);
	e = (struct errand){.p = &p, .unit = {"zs", "中山区人民政府", "Zhongshan District Government", "government", "zs", "", "中政", "", DAY_NONE}};
	CHECK(!does(&e, run_change));
	play_close(&p);
}

TEST(only_whom_it_has_reached_knows_of_a_directive)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(take_up(&p));
	CHECK(knows(&p, "clerk2") && !knows(&p, "xfclerk") && !knows(&p, "lead1") && !knows(&p, "handler"));
	CHECK(play_act(&p, "clerk", "convey", "unit", "dl", "report_due", "2026-03-20", NULL));
	CHECK(knows(&p, "xfclerk") && knows(&p, "lead1") && knows(&p, "handler") && knows(&p, "zsman"));
	CHECK(!knows(&p, "zszjman") && !knows(&p, "lnhead") && !knows(&p, "registrar") && !knows(&p, "auditor"));
	CHECK_INT(count(&p, "zsman", "2026-03-02").all.units, 2);
	CHECK_INT(count(&p, "handler", "2026-03-02").all.units, 1);
	CHECK_INT(count(&p, "lead1", "2026-03-02").all.units, 8);
	CHECK(!play_act(&p, "zszjman", "acknowledge", NULL));
	CHECK(steps(&p, "zsman"));
	CHECK(play_act(&p, "zsman", "pass_on", NULL));
	CHECK(knows(&p, "zszjman"));
	play_close(&p);
}

TEST(a_study_keeps_day_number_and_form_and_comes_after_the_sending)
{
	struct play p;
	sent(&p);
	CHECK(!play_act(&p, "handler", "hold_study", "studied_day", "2026-03-02", "present", "3", "study_form", "seminar", NULL) && play_refused(&p, "First acknowledge"));
	CHECK(play_act(&p, "handler", "acknowledge", NULL));
	CHECK(!play_act(&p, "handler", "acknowledge", NULL) && play_refused(&p, "acknowledged already"));
	CHECK(!play_act(&p, "handler", "hold_study", "studied_day", "2026-03-01", "present", "3", "study_form", "seminar", NULL) && play_refused(&p, "not studied before"));
	CHECK(!play_act(&p, "handler", "hold_study", "studied_day", "2026-03-02", "present", "0", "study_form", "seminar", NULL));
	CHECK(!play_act(&p, "handler", "report", "text", "x", NULL) && play_refused(&p, "own study"));
	CHECK(play_act(&p, "handler", "hold_study", "studied_day", "2026-03-02", "present", "3", "study_form", "seminar", NULL));
	CHECK(!play_act(&p, "handler", "report", "text", "x", NULL) && play_refused(&p, "plan the work"));
	play_close(&p);
}

TEST(clauses_are_numbered_and_carried_out_by_measures_and_matters)
{
	struct play p;
	struct tx tx;
	struct q_clause_list *c;
	struct q_directive_for_matter *d;
	struct play petition;
	sent(&p);
	CHECK(!play_act(&p, "clerk", "add_clause", "text", "第三条", NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_clause_list(&tx, p.id, &c), 2);
	CHECK_STR(c[1].text, "按期办结");
	read_end(&tx);
	CHECK(play_act(&p, "handler", "add_measure", "clause", "2", "title", "建立台账", NULL));
	CHECK(!play_act(&p, "handler", "add_measure", "clause", "3", "title", "建立台账", NULL) && play_refused(&p, "no clause 3"));
	petition = p;
	CHECK(play_new(&petition, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	/* the petition is with the bureau: the department may not know of it */
	CHECK(!play_act(&p, "handler", "add_measure", "clause", "1", "title", "办结积案", "source", petition.number, NULL) && play_refused(&p, "no such matter"));
	CHECK(play_act(&petition, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&petition, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(&p, "handler", "add_measure", "clause", "1", "title", "办结积案", "source", petition.number, NULL));
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK_INT(q_directive_for_matter(&tx, petition.id, &d), 1);
	read_end(&tx);
	play_close(&p);
}

TEST(a_clause_is_changed_and_the_last_taken_out_before_it_is_sent)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(take_up(&p));
	CHECK(!play_act(&p, "clerk", "drop_clause", NULL) && play_refused(&p, "no clauses yet"));
	CHECK(play_act(&p, "clerk", "add_clause", "text", "第一条", NULL));
	CHECK(play_act(&p, "clerk", "add_clause", "text", "第二条", NULL));
	CHECK(play_act(&p, "clerk", "change_clause", "clause", "1", "text", "改", NULL));
	CHECK(play_act(&p, "clerk", "drop_clause", NULL));
	CHECK(play_act(&p, "clerk", "add_measure", "clause", "1", "title", "建立台账", NULL));
	CHECK(!play_act(&p, "clerk", "drop_clause", NULL) && play_refused(&p, "has a measure"));
	CHECK(play_act(&p, "clerk", "withdraw", "reason", "重复登记", NULL));
	CHECK(!knows(&p, "handler"));
	play_close(&p);
}
