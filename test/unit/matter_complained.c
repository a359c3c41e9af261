/* The unit complained of is a field, and everything follows from it: who is
 * tied to it opens no identity, of no class, by no post; of an accusation it is
 * given no part by any way in, and loses the part it has when it is named later.
 * What was filed in confidence stays with who registered it. */
#include "matter_raw.h"

#include "matter/identity.h"
#include "matter/unit.h"

#define WHO "name", "王小明", "phone", "13800138000", "subject", "供暖", "text", "室内温度不足。"

static void file(struct play *p, const char *complained, const char *confidential)
{
	CHECK(play_new(p, "", "", "petition", "file", WHO, "complained", complained, "confidential", confidential, NULL));
}

/* An appeal that lies with a unit, accepted there. */
static void with_unit(struct play *p, const char *complained, const char *confidential, const char *unit, const char *handler)
{
	play_open(p, "2026-03-02");
	file(p, complained, confidential);
	CHECK(play_act(p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(p, "officer", "transfer", "unit", unit, NULL));
	CHECK(play_act(p, handler, "accept", NULL));
}

static bool opens(struct play *p, const char *login)
{
	return play_act(p, login, "open_identity", "reason", "核实", NULL);
}

static enum identity_access reads(struct play *p, const char *login)
{
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct q_person_by_login who;
	struct identity_row *row;
	size_t n;
	read_begin(p->city->store, 1, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, &m) && q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, p->now.today, &v));
	enum identity_access access = identity_read(&tx, &m, &v, p->now.today, &row, &n);
	read_end(&tx);
	return access;
}

static void post(struct play *p, const char *login, const char *unit, const char *role)
{
	sqlite3 *db = raw_open(p);
	raw_exec(db, arena_printf(test_arena(), "INSERT INTO post (person_id, unit_id, role, valid_from, proposed_ms, confirmed_ms) "
		"SELECT q.id, u.id, '%s', '2026-01-01', 0, 0 FROM person q, unit u WHERE q.login = '%s' AND u.code = '%s'", role, login, unit));
	sqlite3_close(db);
}

TEST(the_unit_complained_of_handles_the_appeal_and_opens_no_identity)
{
	struct play p;
	with_unit(&p, "zj", "", "zj", "handler");
	CHECK(!opens(&p, "handler") && !opens(&p, "head"));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK_INT(p.why.what.id, T_REFUSE_TIED.id);
	CHECK(opens(&p, "officer"));
	CHECK_INT(reads(&p, "officer"), IDENTITY_OPEN);
	play_close(&p);
}

TEST(nobody_below_or_above_the_unit_complained_of_opens_it)
{
	struct play p;
	with_unit(&p, "zs", "", "zj", "handler");
	CHECK(play_act(&p, "handler", "add_assist", "unit", "zszj", NULL));
	CHECK(opens(&p, "handler"));                      /* another department is not tied */
	CHECK(play_act(&p, "officer", "reassign", "unit", "zszj", "reason", "属地", NULL));
	CHECK(!opens(&p, "zszjman") && !opens(&p, "zszjhead"));
	CHECK(play_act(&p, "officer", "reassign", "unit", "zs", "reason", "属地", NULL));
	CHECK(!opens(&p, "zsman") && !opens(&p, "zshead"));
	CHECK(play_act(&p, "officer", "reassign", "unit", "dl", "reason", "提级", NULL));
	CHECK(!opens(&p, "dlhead"));                      /* above it */
	CHECK(opens(&p, "officer") && opens(&p, "chief")); /* the bureau */
	play_close(&p);
}

TEST(a_second_post_in_the_unit_complained_of_bars_the_person_everywhere)
{
	struct play p;
	with_unit(&p, "jt", "", "zj", "handler");
	CHECK(opens(&p, "handler"));
	CHECK_INT(reads(&p, "handler"), IDENTITY_OPEN);
	post(&p, "handler", "jt", "unit_head");           /* stands in for the head over there */
	post(&p, "officer", "jt", "handler");
	CHECK_INT(reads(&p, "handler"), IDENTITY_CLOSED);
	CHECK(!opens(&p, "handler") && !opens(&p, "officer"));
	CHECK(opens(&p, "officer2"));
	play_end(&p);
}

TEST(who_is_complained_of_can_be_named_later_with_effect_at_once)
{
	struct play p;
	with_unit(&p, "", "", "zj", "handler");
	CHECK(opens(&p, "handler"));
	CHECK_INT(reads(&p, "handler"), IDENTITY_OPEN);
	CHECK(!play_act(&p, "handler", "name_complained", "complained", "jt", "reason", "r", NULL));
	CHECK(play_act(&p, "officer", "name_complained", "complained", "zj", "reason", "正文反映住建局", NULL));
	CHECK_INT(reads(&p, "handler"), IDENTITY_CLOSED);
	CHECK(!opens(&p, "handler"));
	CHECK(!play_act(&p, "officer", "name_complained", "complained", "nowhere", "reason", "r", NULL));
	CHECK_INT(p.why.field, F_COMPLAINED);
	CHECK(play_act(&p, "officer", "name_complained", "complained", "jt", "reason", "更正", NULL));
	CHECK_INT(reads(&p, "handler"), IDENTITY_OPEN);
	CHECK(play_act(&p, "officer", "name_complained", "reason", "未反映单位", NULL));
	CHECK_INT(play_matter(&p).complained_unit_id, DB_NULL_INT);
	play_close(&p);
}

TEST(who_is_tied_does_not_rename_the_unit_complained_of)
{
	struct play p;
	with_unit(&p, "jt", "", "zj", "handler");
	post(&p, "officer", "jt", "handler");
	CHECK(!play_act(&p, "officer", "name_complained", "reason", "撤销", NULL));
	CHECK_INT(p.why.what.id, T_REFUSE_TIED.id);
	play_end(&p);
}

TEST(classifying_can_name_the_unit_complained_of)
{
	struct play p;
	play_open(&p, "2026-03-02");
	file(&p, "", "");
	CHECK(play_act(&p, "officer", "classify", "class", "accusation", "complained", "zj", NULL));
	CHECK(!play_act(&p, "officer", "refer", "unit", "zj", NULL));
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	play_close(&p);
}

static bool end_unit(struct tx *tx, void *arg)
{
	struct play *p = arg;
	return unit_end(tx, p->city, &p->system, p->now, "old", "zj", p->now.today - 1, &p->why);
}

TEST(whoever_takes_over_from_the_unit_complained_of_is_tied_too)
{
	struct play p;
	with_unit(&p, "old", "", "zj", "handler");
	CHECK(opens(&p, "handler"));
	CHECK(store_write(p.city->store, test_arena(), end_unit, &p, NULL));
	CHECK_INT(reads(&p, "handler"), IDENTITY_CLOSED);
	CHECK(!opens(&p, "handler") && !opens(&p, "head") && opens(&p, "officer"));
	play_close(&p);
}

TEST(what_was_filed_in_confidence_is_opened_by_who_registered_it)
{
	struct play p;
	with_unit(&p, "", "1", "zj", "handler");
	CHECK(!opens(&p, "handler") && !opens(&p, "head"));
	CHECK_INT(p.why.what.id, T_REFUSE_CONFIDENTIAL.id);
	CHECK(opens(&p, "registrar") && opens(&p, "officer") && opens(&p, "chief"));
	play_close(&p);
}

TEST(a_confidential_accusation_is_not_opened_by_the_discipline_organ)
{
	struct play p;
	play_open(&p, "2026-03-02");
	file(&p, "zj", "1");
	CHECK(play_act(&p, "officer", "classify", "class", "accusation", NULL));
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	CHECK(!play_act(&p, "jwman", "ask_identity", "reason", "核查", NULL));
	CHECK_INT(p.why.what.id, T_REFUSE_CONFIDENTIAL.id);
	CHECK(play_act(&p, "officer", "ask_identity", "reason", "核查", NULL));
	CHECK(play_act(&p, "chief", "grant_identity", NULL));
	CHECK_INT(reads(&p, "officer"), IDENTITY_OPEN);
	play_close(&p);
}

/* -- accusations: no way in */

static void accuse(struct play *p, const char *unit)
{
	play_open(p, "2026-03-02");
	file(p, unit, "");
	CHECK(play_act(p, "officer", "classify", "class", "accusation", NULL));
	CHECK(play_act(p, "officer", "refer", "unit", "jw", NULL));
}

TEST(no_act_gives_the_accused_a_part_in_an_accusation)
{
	static const char *const units[] = {"zs", "zszj", "dl", "ln"};
	struct play p;
	accuse(&p, "zs");
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		CHECK(!play_act(&p, "jwman", "add_assist", "unit", units[i], NULL));
		CHECK_INT(p.why.what.id, T_REFUSE_ACCUSED_UNIT.id);
		CHECK(!play_act(&p, "officer", "refer", "unit", units[i], "reason", "r", NULL));
		CHECK(!play_act(&p, "officer", "transfer", "unit", units[i], NULL));
		CHECK(!play_act(&p, "officer", "assign", "unit", units[i], "report_due", "2026-05-01", "reason", "r", NULL));
		CHECK(!play_act(&p, "officer", "reassign", "unit", units[i], "reason", "r", NULL));
		CHECK(!play_act(&p, "jwman", "forward", "unit", units[i], NULL));
		CHECK(!play_act(&p, "chief", "change_reviewer", "unit", units[i], "reason", "r", NULL));
		CHECK(!play_act(&p, "officer", "pass_on", "unit", units[i], NULL));
	}
	CHECK(!play_act(&p, "", "ask_review", "reason", "r", NULL));
	CHECK(!play_act(&p, "zsman", "note", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	play_close(&p);
}

TEST(no_handler_is_named_who_also_serves_the_accused)
{
	struct play p;
	accuse(&p, "zs");
	post(&p, "jwman", "zszj", "handler");
	post(&p, "busman", "jw", "unit_head");
	CHECK(!play_act(&p, "busman", "name_handler", "person", "jwman", NULL));
	CHECK_INT(p.why.what.id, T_REFUSE_ACCUSED_PERSON.id);
	play_end(&p);
}

TEST(an_accusation_comes_back_when_its_organ_turns_out_to_be_the_accused)
{
	struct play p;
	accuse(&p, "zs");
	CHECK(play_act(&p, "jwman", "add_assist", "unit", "jt", NULL));
	CHECK(play_act(&p, "jwman", "add_assist", "unit", "zj", NULL));
	CHECK(play_act(&p, "officer", "name_complained", "complained", "jt", "reason", "实为交通局", NULL));
	CHECK(!play_act(&p, "bushead", "note", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK(play_act(&p, "jwman", "progress", "text", "仍在办理", NULL));
	CHECK(play_act(&p, "officer", "name_complained", "complained", "jw", "reason", "实为纪委", NULL));
	CHECK(!play_act(&p, "jwman", "progress", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK_INT(play_matter(&p).lead_unit_id, play_matter(&p).register_unit_id);
	CHECK(play_act(&p, "officer", "note", "text", "另行移送", NULL));
	play_close(&p);
}

TEST(an_accusation_told_to_the_accused_unit_itself_is_the_bureaus_at_once)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "zjreg", "zj", "petition", "register", "channel", "visit", "received", "2026-03-02", WHO, "class", "accusation", "complained", "zj", NULL));
	CHECK(!play_act(&p, "head", "note", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	play_close(&p);
}

TEST(an_accusation_found_out_at_the_accused_units_desk_is_the_bureaus_at_once)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "zjreg", "zj", "petition", "register", "channel", "visit", "received", "2026-03-02", WHO, NULL));
	CHECK(play_act(&p, "handler", "classify", "class", "accusation", "complained", "zj", NULL));
	CHECK(!play_act(&p, "handler", "note", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	play_close(&p);
}

TEST(a_raised_ticket_keeps_no_class_and_so_becomes_an_accusation_like_any_other)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", WHO, NULL));
	CHECK(play_act(&p, "operator", "raise_petition", "reason", "举报", NULL));
	sqlite3 *db = raw_open(&p);
	CHECK_STR(raw_text(db, test_arena(), "SELECT COALESCE(class, '') || restricted FROM matter WHERE procedure = 'petition'"), "0");
	p.number = raw_text(db, test_arena(), "SELECT number FROM matter WHERE procedure = 'petition'");
	sqlite3_close(db);
	CHECK(play_act(&p, "officer", "classify", "class", "accusation", "complained", "rx", NULL));
	CHECK(play_act(&p, "officer", "refer", "unit", "jw", NULL));
	CHECK(!play_act(&p, "rxofficer", "note", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);
	play_close(&p);
}
