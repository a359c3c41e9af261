/* Units with dates and succession, people and posts: what administration may
 * do and what it is refused. */
#include "matter_raw.h"

#include "matter/person.h"
#include "matter/unit.h"

struct errand { struct play *p; bool (*run)(struct tx *tx, struct errand *e); const char *by, *code, *other, *role; int64_t id; int days; struct unit_in unit; struct refusal why; };

static struct viewer viewer_of(struct tx *tx, struct play *p, const char *login)
{
	struct q_person_by_login who;
	struct viewer v;
	CHECK(q_person_by_login(tx, login, &who) && viewer_load(tx, who.id, p->now.today, &v));
	return v;
}

static bool run_errand(struct tx *tx, void *arg)
{
	struct errand *e = arg;
	return e->run(tx, e);
}

/* True: done and kept. */
static bool does(struct play *p, struct errand *e, bool (*run)(struct tx *tx, struct errand *e))
{
	enum trouble trouble;
	e->p = p;
	e->run = run;
	bool kept = store_write(p->city->store, test_arena(), run_errand, e, &trouble);
	CHECK_INT(trouble, TROUBLE_NONE);
	p->now.utc_ms += 1000;
	return kept;
}

static bool do_end(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, "admin");
	return unit_end(tx, e->p->city, &admin, e->p->now, e->code, e->other, e->p->now.today + e->days, &e->why);
}

static bool do_change(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, "admin");
	return unit_change(tx, &admin, e->p->now, e->code, &e->unit, &e->why);
}

static bool do_add(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, "admin");
	return unit_add(tx, &admin, e->p->now, &e->unit, &e->why);
}

static bool do_propose(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, e->by);
	struct post_in in = {e->code, e->other, e->role, "", "", e->p->now.today};
	return post_propose(tx, &admin, e->p->now, &in, &e->id, &e->why);
}

static bool do_confirm(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, e->by);
	return post_confirm(tx, &admin, e->p->now, e->id, &e->why);
}

static bool do_post_end(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, e->by);
	return post_end(tx, &admin, e->p->now, e->id, e->p->now.today + e->days, &e->why);
}

static bool do_person(struct tx *tx, struct errand *e)
{
	struct viewer admin = viewer_of(tx, e->p, "admin");
	struct person_in in = {e->code, "某人", e->other, "en", ""};
	return person_add(tx, &admin, e->p->now, &in, &e->id, &e->why);
}

/* -- units */

TEST(an_ended_unit_hands_its_open_matters_to_the_successor)
{
	struct play p;
	struct q_event_list *e;
	play_accepted(&p, "2026-03-02");
	CHECK(does(&p, &(struct errand){.code = "zj", .other = "jt", .days = -1}, do_end));
	size_t n = play_events(&p, &e);
	CHECK_STR(e[n - 1].act, "succession");
	CHECK_STR(e[n - 1].article, "REG 24");
	CHECK_STR(play_matter(&p).state, "handling");
	CHECK_INT(play_matter(&p).handler_id, DB_NULL_INT);
	CHECK_INT(play_clock(&p, "handle")->unit_id, play_matter(&p).lead_unit_id);
	/* the same clock: a reform gains nobody time */
	CHECK_STR(play_clock(&p, "handle")->due_nominal, "2026-05-01");
	CHECK(play_act(&p, "busman", "progress", "text", "x", NULL));
	CHECK(!play_act(&p, "handler", "progress", "text", "x", NULL));
	play_close(&p);
}

TEST(a_bureau_that_ends_leaves_its_matters_to_the_next_bureau)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(does(&p, &(struct errand){.unit = {"xf2", "大连市信访局（新）", "New Petition Bureau", "bureau", "dl", "", "大信新", "", DAY_NONE}}, do_add));
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(&p, "officer", "add_assist", "unit", "jt", NULL));
	CHECK(play_act(&p, "handler", "accept", NULL));
	CHECK(does(&p, &(struct errand){.code = "xf", .other = "xf2", .days = -1}, do_end));
	CHECK(does(&p, &(struct errand){.code = "jt", .other = "zs", .days = -1}, do_end));
	struct errand e = {.by = "admin", .code = "oldman", .other = "xf2", .role = "officer"};
	CHECK(does(&p, &e, do_propose));
	e.by = "admin2";
	CHECK(does(&p, &e, do_confirm));
	/* the new bureau is sender and registrar, the lead and its handler stay, the assisting unit is the successor */
	CHECK(play_act(&p, "oldman", "supervise", "measure", "reminder", "reason", "r", NULL));
	CHECK(!play_act(&p, "officer", "supervise", "measure", "reminder", "reason", "r", NULL));
	CHECK(play_matter(&p).handler_id != DB_NULL_INT);
	CHECK(play_act(&p, "handler", "progress", "text", "x", NULL));
	CHECK(play_act(&p, "zsman", "contribute", "text", "x", NULL));
	CHECK(!play_act(&p, "busman", "contribute", "text", "x", NULL));
	CHECK(play_act(&p, "oldman", "reassign", "unit", "zs", "reason", "r", NULL));
	play_close(&p);
}

TEST(a_matter_sent_to_an_ended_unit_goes_to_its_successor)
{
	struct play p;
	struct tx tx;
	struct q_unit_by_id u;
	play_open(&p, "2026-03-02");
	CHECK(does(&p, &(struct errand){.code = "old", .other = "zj", .days = -1}, do_end));
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK(play_act(&p, "officer", "classify", "class", "appeal", NULL));
	CHECK(play_act(&p, "officer", "transfer", "unit", "old", NULL));
	int64_t lead = play_matter(&p).lead_unit_id;
	read_begin(p.city->store, 1, test_arena(), &tx);
	CHECK(q_unit_by_id(&tx, lead, &u));
	CHECK_STR(u.code, "zj");
	read_end(&tx);
	play_close(&p);
}

TEST(a_unit_does_not_end_without_a_living_successor_or_twice)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const struct { const char *code, *other; int days; } wrong[] = {
		{"zj", "", -1}, {"zj", "zj", -1}, {"zj", "nope", -1}, {"nope", "zj", -1}, {"zj", "jt", -2},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct errand e = {.code = wrong[i].code, .other = wrong[i].other, .days = wrong[i].days};
		CHECK(!does(&p, &e, do_end));
		CHECK_INT(e.why.kind, REFUSE_INPUT);
	}
	CHECK(does(&p, &(struct errand){.code = "zj", .other = "jt", .days = -1}, do_end));
	CHECK(!does(&p, &(struct errand){.code = "zj", .other = "zs", .days = -1}, do_end));
	/* jt's successor must not lead back to itself */
	CHECK(!does(&p, &(struct errand){.code = "jt", .other = "zj", .days = -1}, do_end));
	play_close(&p);
}

static struct unit_in housing(const char *parent)
{
	return (struct unit_in){"zj", "住建局", "Housing", "department", parent, "", "大住建", "", DAY_NONE};
}

TEST(a_unit_does_not_come_to_stand_below_itself)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!does(&p, &(struct errand){.code = "zj", .unit = housing("zj")}, do_change));
	struct errand e = {.code = "dl", .unit = {"dl", "市", "City", "government", "zszj", "", "", "", DAY_NONE}};
	CHECK(!does(&p, &e, do_change));
	CHECK_INT(e.why.what.id, T_REFUSE_UNIT_CIRCLE.id);
	e.unit.parent = "zs";
	CHECK(!does(&p, &e, do_change));
	CHECK(does(&p, &(struct errand){.code = "zj", .unit = housing("zs")}, do_change));
	sqlite3 *db = raw_open(&p);
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM unit_line l JOIN unit a ON a.id = l.unit_id JOIN unit b ON b.id = l.above_id WHERE a.code = 'zj' AND b.code = 'zs'"), 1);
	sqlite3_close(db);
	play_close(&p);
}

TEST(a_new_unit_needs_code_names_kind_and_a_known_parent)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const struct unit_in wrong[] = {
		{"z", "甲", "A", "department", "dl", "", "", "", DAY_NONE}, {"UPPER", "甲", "A", "department", "dl", "", "", "", DAY_NONE},
		{"a234567890123456789012345", "甲", "A", "department", "dl", "", "", "", DAY_NONE}, {"new", "", "A", "department", "dl", "", "", "", DAY_NONE},
		{"new", "甲", "", "department", "dl", "", "", "", DAY_NONE}, {"new", "甲", "A", "shop", "dl", "", "", "", DAY_NONE},
		{"new", "甲", "A", "department", "nope", "", "", "", DAY_NONE}, {"new", "甲", "A", "department", "dl", "999", "", "", DAY_NONE},
		{"zj", "甲", "A", "department", "dl", "", "", "", DAY_NONE},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!does(&p, &(struct errand){.unit = wrong[i]}, do_add));
	CHECK(does(&p, &(struct errand){.unit = {"a23456789012345678901234", "甲", "A", "department", "dl", "210202", "", "", DAY_NONE}}, do_add));
	play_close(&p);
}

TEST(the_superior_is_the_nearest_government_above)
{
	static const char *const rows[][2] = {{"zj", "dl"}, {"zszj", "zs"}, {"zs", "dl"}, {"dl", "ln"}, {"ln", ""}, {"xf", "dl"}};
	struct play p;
	struct tx tx;
	play_open(&p, "2026-03-02");
	read_begin(p.city->store, 1, test_arena(), &tx);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t unit = unit_by_code(&tx, rows[i][0], p.now.today), want = *rows[i][1] ? unit_by_code(&tx, rows[i][1], p.now.today) : 0;
		CHECK_INT(unit_superior(&tx, unit, p.now.today), want);
	}
	read_end(&tx);
	play_close(&p);
}

/* -- people and posts */

TEST(a_role_needs_two_administrators_and_not_the_person)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct errand e = {.by = "admin", .code = "oldman", .other = "zj", .role = "handler"};
	CHECK(does(&p, &e, do_propose));
	CHECK(!does(&p, &e, do_confirm));
	CHECK_INT(e.why.kind, REFUSE_RIGHT);
	e.by = "admin2";
	CHECK(does(&p, &e, do_confirm));
	CHECK(!does(&p, &e, do_confirm));
	/* nobody proposes for themselves, nor confirms what others propose for them */
	struct errand own = {.by = "admin", .code = "admin", .other = "dl", .role = "sysadmin"};
	CHECK(!does(&p, &own, do_propose));
	own.by = "admin2";
	CHECK(does(&p, &own, do_propose));
	own.by = "admin";
	CHECK(!does(&p, &own, do_confirm));
	play_close(&p);
}

TEST(one_account_holds_roles_of_one_sort)
{
	static const char *const logins[] = {"officer", "admin2", "auditor"}, *const roles[] = {"handler", "sysadmin", "auditor"};
	struct play p;
	play_open(&p, "2026-03-02");
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			struct errand e = {.by = "admin", .code = logins[i], .other = "dl", .role = roles[k]};
			CHECK(does(&p, &e, do_propose) == (i == k));
			CHECK(i == k || e.why.what.id == T_REFUSE_ROLE_SORTS.id);
		}
	play_close(&p);
}

TEST(a_role_a_person_or_a_unit_that_is_none_is_refused)
{
	static const char *const rows[][3] = {{"oldman", "zj", "king"}, {"oldman", "zj", "system"}, {"oldman", "zj", "petitioner"}, {"oldman", "nope", "handler"}, {"nobody", "zj", "handler"}};
	struct play p;
	play_open(&p, "2026-03-02");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errand e = {.by = "admin", .code = rows[i][0], .other = rows[i][1], .role = rows[i][2]};
		CHECK(!does(&p, &e, do_propose));
		CHECK(*msg_text(test_arena(), LANG_ZH, e.why.what));
	}
	play_close(&p);
}

TEST(a_post_counts_from_its_confirmation_to_its_last_day)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	struct errand e = {.by = "admin", .code = "oldman", .other = "zj", .role = "handler"};
	CHECK(does(&p, &e, do_propose));
	CHECK(!play_act(&p, "oldman", "progress", "text", "x", NULL));
	e.by = "admin2";
	CHECK(does(&p, &e, do_confirm));
	CHECK(play_act(&p, "oldman", "progress", "text", "x", NULL));
	e.days = 1;
	CHECK(does(&p, &e, do_post_end));
	CHECK(!does(&p, &e, do_post_end));
	play_day(&p, "2026-03-03");
	CHECK(play_act(&p, "oldman", "progress", "text", "x", NULL));
	play_day(&p, "2026-03-04");
	CHECK(!play_act(&p, "oldman", "progress", "text", "x", NULL));
	play_close(&p);
}

TEST(a_thirteenth_post_is_not_confirmed_until_another_ends)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct errand e = {.code = "oldman", .other = "zj", .role = "handler"}, last = e;
	for (int i = 1; i <= VIEWER_POSTS; i++) {
		bool room = i < VIEWER_POSTS;          /* one the town gave */
		e.by = "admin";
		CHECK(does(&p, &e, do_propose));
		e.by = "admin2";
		CHECK(does(&p, &e, do_confirm) == room);
		if (room)
			last = e;
	}
	CHECK_INT(e.why.what.id, T_REFUSE_POSTS_MANY("").id);
	last.days = -1;
	CHECK(does(&p, &last, do_post_end));
	CHECK(does(&p, &e, do_confirm));
	play_close(&p);
}

TEST(log_in_names_have_a_form_and_are_not_given_twice)
{
	static const char *const wrong[] = {"", "a", "Upper", "a b", "ü", "officer", "a/../b"};
	struct play p;
	play_open(&p, "2026-03-02");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!does(&p, &(struct errand){.code = wrong[i], .other = "Somebody"}, do_person));
	char name[66];
	memset(name, 'n', 65);
	name[65] = 0;
	CHECK(!does(&p, &(struct errand){.code = name, .other = "Somebody"}, do_person));
	name[64] = 0;
	CHECK(does(&p, &(struct errand){.code = name, .other = "Somebody"}, do_person));
	CHECK(!does(&p, &(struct errand){.code = "new.one", .other = ""}, do_person));
	CHECK(does(&p, &(struct errand){.code = "new.one", .other = "Somebody"}, do_person));
	play_close(&p);
}

TEST(every_change_of_administration_is_on_record)
{
	struct play p;
	play_open(&p, "2026-03-02");
	sqlite3 *db = raw_open(&p);
	static const char count[] = "SELECT COUNT(*) FROM admin_event WHERE person_id IS NOT NULL";
	int64_t before = raw_int(db, count);
	struct errand e = {.by = "admin", .code = "oldman", .other = "zj", .role = "handler"};
	CHECK(does(&p, &e, do_propose));
	e.by = "admin2";
	CHECK(does(&p, &e, do_confirm));
	CHECK(does(&p, &e, do_post_end));
	CHECK(does(&p, &(struct errand){.code = "zj", .unit = housing("dl")}, do_change));
	CHECK(does(&p, &(struct errand){.code = "old", .other = "zj", .days = -1}, do_end));
	CHECK(does(&p, &(struct errand){.code = "new.one", .other = "Somebody"}, do_person));
	CHECK_INT(raw_int(db, count), before + 6);
	CHECK(!does(&p, &(struct errand){.code = "new.one", .other = "Somebody"}, do_person));
	CHECK_INT(raw_int(db, count), before + 6);
	sqlite3_close(db);
	play_close(&p);
}
