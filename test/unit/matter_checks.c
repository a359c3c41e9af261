/* The database refuses by itself what separation of duties forbids (pairs 1,
 * 2, 3, 9, 10), whatever program speaks to it; the engine of acts refuses the
 * same before it. */
#include "matter_raw.h"

/* person 1 and 2, unit 2 and 3 exist; ?1: the second of the two, the same or another. */
struct check { const char *what, *sql; bool units; };

static const struct check checks[] = {
	{"extension", "INSERT INTO ask (matter_id, kind, asked_event, asked_by, reason, decided_by, decision) VALUES (1, 'extension', 1, 1, 'r', ?1, 'granted')", false},
	{"recusal", "INSERT INTO ask (matter_id, kind, asked_event, asked_by, reason, decided_by, decision) VALUES (1, 'recusal', 1, 1, 'r', ?1, 'refused')", false},
	{"objection by person", "INSERT INTO ask (matter_id, kind, asked_event, asked_by, reason, decided_by, decision) VALUES (1, 'objection', 1, 1, 'r', ?1, 'granted')", false},
	{"objection by unit", "INSERT INTO ask (matter_id, kind, asked_event, asked_unit, reason, decided_unit, decision) VALUES (1, 'objection', 1, 2, 'r', ?1, 'granted')", true},
	{"return by unit", "INSERT INTO ask (matter_id, kind, asked_event, asked_unit, reason, decided_unit, decision) VALUES (1, 'return', 1, 2, 'r', ?1, 'granted')", true},
	{"opinion", "INSERT INTO document (matter_id, event_id, kind, unit_id, status, public, drafted_by, approved_by) VALUES (1, 1, 'handling_opinion', 2, 'draft', 0, 1, ?1)", false},
	{"post", "INSERT INTO post (person_id, unit_id, role, valid_from, proposed_by, confirmed_by, proposed_ms) VALUES (3, 2, 'officer', '2026-01-01', 1, ?1, 0)", false},
	{"release", "INSERT INTO transfer_copy (matter_id, event_id, state, asked_by, done_event, done_by) VALUES (1, 1, 'released', 1, 1, ?1)", false},
	{"calendar", "INSERT INTO calendar_text (name, text, edited_by, edited_ms, confirmed_by) VALUES ('cn-2027', '', 1, 0, ?1)", false},
};
enum { CHECKS = sizeof checks / sizeof *checks };

static int try_with(sqlite3 *db, const struct check *c, int second)
{
	sqlite3_stmt *s;
	raw_exec(db, "SAVEPOINT try");
	CHECK_INT(sqlite3_prepare_v2(db, c->sql, -1, &s, NULL), SQLITE_OK);
	sqlite3_bind_int(s, 1, second);
	int code = sqlite3_step(s);
	sqlite3_finalize(s);
	raw_exec(db, "ROLLBACK TO try; RELEASE try");
	return code;
}

TEST(the_database_refuses_one_person_in_two_parts)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	sqlite3 *db = raw_open(&p);
	raw_exec(db, "PRAGMA foreign_keys = ON");
	for (int i = 0; i < CHECKS; i++) {
		const struct check *c = &checks[i];
		int mine = c->units ? 2 : 1, other = c->units ? 3 : 2;
		if (try_with(db, c, mine) != SQLITE_CONSTRAINT)
			test_fail(__FILE__, __LINE__, "%s: the same twice was taken", c->what);
		if (try_with(db, c, other) != SQLITE_DONE)
			test_fail(__FILE__, __LINE__, "%s: two different were refused: %s", c->what, sqlite3_errmsg(db));
	}
	sqlite3_close(db);
	play_close(&p);
}

TEST(the_database_refuses_to_change_one_into_the_other)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "ask_extension", "days", "5", "reason", "r", NULL));
	CHECK(play_act(&p, "head", "grant_extension", NULL));
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	sqlite3 *db = raw_open(&p);
	CHECK_INT(raw_try(db, "UPDATE ask SET decided_by = asked_by WHERE kind = 'extension'"), SQLITE_CONSTRAINT);
	CHECK_INT(raw_try(db, "UPDATE document SET approved_by = drafted_by WHERE kind = 'handling_opinion'"), SQLITE_CONSTRAINT);
	CHECK_INT(raw_try(db, "UPDATE event SET person_id = NULL WHERE act = 'draft_opinion'"), SQLITE_CONSTRAINT);
	CHECK_INT(raw_try(db, "UPDATE identity SET seq = 6"), SQLITE_CONSTRAINT);
	CHECK_INT(raw_try(db, "UPDATE matter SET class = 'complaint'"), SQLITE_CONSTRAINT);
	sqlite3_close(db);
	play_close(&p);
}

TEST(two_running_clocks_of_one_code_cannot_be)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	sqlite3 *db = raw_open(&p);
	CHECK_INT(raw_try(db, "INSERT INTO clock (matter_id, code, start_day, start_ms, length, due_nominal, due, due_ms, provisional, calendar, started_by) "
		"SELECT matter_id, code, start_day, start_ms, length, due_nominal, due, due_ms, provisional, calendar, started_by FROM clock WHERE code = 'handle'"), SQLITE_CONSTRAINT);
	sqlite3_close(db);
	play_close(&p);
}

/* The engine of acts: the same person in both roles is still one person. */
static void give_role(struct play *p, const char *login, const char *unit, const char *role)
{
	sqlite3 *db = raw_open(p);
	raw_exec(db, arena_printf(test_arena(), "INSERT INTO post (person_id, unit_id, role, valid_from, proposed_ms, confirmed_ms) "
		"SELECT q.id, u.id, '%s', '2020-01-01', 0, 0 FROM person q, unit u WHERE q.login = '%s' AND u.code = '%s'", role, login, unit));
	sqlite3_close(db);
}

TEST(who_asks_does_not_grant_even_as_head)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	give_role(&p, "handler", "zj", "unit_head");
	CHECK(play_act(&p, "handler", "ask_extension", "days", "5", "reason", "r", NULL));
	CHECK(!play_act(&p, "handler", "grant_extension", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK_STR(p.why.article, "REG 34");
	CHECK(!play_act(&p, "handler", "refuse_extension", "reason", "r", NULL));
	CHECK(play_act(&p, "head", "refuse_extension", "reason", "r", NULL));
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(!play_act(&p, "handler", "approve_opinion", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	play_close(&p);
}

TEST(a_drafter_approves_when_another_drafted_last)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	give_role(&p, "handler", "zj", "unit_head");
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "return_opinion", "reason", "r", NULL));
	CHECK(play_act(&p, "handler2", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "handler", "approve_opinion", NULL));
	play_close(&p);
}

TEST(who_heard_the_case_does_not_review_it_however_many_notes_later)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	give_role(&p, "handler2", "dl", "reviewer");
	give_role(&p, "handler2", "dl", "unit_head");
	CHECK(play_act(&p, "handler2", "progress", "text", "took part", NULL));
	CHECK(play_act(&p, "handler", "draft_opinion", "facts", "f", "opinion", "o", "outcome", "explained", "basis", "b", NULL));
	CHECK(play_act(&p, "head", "approve_opinion", NULL));
	for (int i = 0; i < 70; i++)
		CHECK(play_act(&p, "handler", "note", "text", "n", NULL));
	CHECK(play_act(&p, "handler", "serve", "service", "post", "service_day", "2026-03-02", NULL));
	CHECK(play_act(&p, "", "ask_review", "reason", "r", NULL));
	CHECK(!play_act(&p, "handler2", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK_STR(p.why.article, "REG 28, 35");
	CHECK(play_act(&p, "dlrev", "draft_review", "facts", "f", "opinion", "o", "review_outcome", "uphold", "basis", "b", NULL));
	CHECK(!play_act(&p, "handler2", "approve_review", NULL));
	CHECK(!play_act(&p, "handler2", "return_review", "reason", "r", NULL));
	CHECK(play_act(&p, "dlhead", "approve_review", NULL));
	play_close(&p);
}

TEST(a_matter_begins_only_by_the_role_of_its_row)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!play_new(&p, "", "", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_new(&p, "officer", "xf", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_new(&p, "", "", "execution", "open_task", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(!play_new(&p, "head", "zj", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_new(&p, "officer", "xf", "petition", "register", "channel", "letter", "received", "2026-03-02", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	play_close(&p);
}
