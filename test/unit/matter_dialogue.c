/* Asked and answered on the follow page. */
#include "matter_city.h"

#include "matter/list.h"

#define STATE(p, code) CHECK_STR(play_matter(p).state, code)

static bool on_day(struct play *p, const char *login, const char *group)
{
	struct tx tx;
	struct q_person_by_login who;
	struct viewer v;
	struct list_group *g;
	bool found = false;
	read_begin(p->city->store, 0, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, p->now.today, &v));
	size_t n = list_my_day(&tx, p->city, &v, p->now, &g);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; cstr_eq(g[i].code, group) && k < g[i].rows; k++)
			found = found || cstr_eq(g[i].row[k].number, p->number);
	read_end(&tx);
	return found;
}

TEST(a_petitioner_is_asked_and_answers_and_no_clock_stops)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	const char *due = play_clock(&p, "handle")->due;
	CHECK(!play_act(&p, "", "answer_question", "text", "四层", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	CHECK(play_act(&p, "handler", "ask_petitioner", "question", "在几层？", NULL));
	CHECK(play_act(&p, "officer", "ask_petitioner", "question", "何时开始？", NULL));
	STATE(&p, "handling");
	CHECK_STR(play_clock(&p, "handle")->due, due);
	CHECK_STR(play_clock(&p, "handle")->pauses, "");
	CHECK(on_day(&p, "handler", "question"));
	CHECK(!on_day(&p, "handler", "wrote"));
	play_day(&p, "2026-03-04");
	/* nobody else answers for the petitioner */
	CHECK(!play_act(&p, "officer", "answer_question", "text", "x", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "", "answer_question", "text", "去年冬天", "which", "2", NULL));
	CHECK(!play_act(&p, "", "answer_question", "text", "再说一次", "which", "2", NULL));
	CHECK_INT(p.why.field, F_WHICH);
	CHECK(play_act(&p, "", "answer_question", "text", "四层", NULL));
	CHECK(!play_act(&p, "", "answer_question", "text", "没有了", NULL));
	CHECK(!on_day(&p, "handler", "question"));
	CHECK(on_day(&p, "handler", "wrote"));
	CHECK(play_act(&p, "handler", "progress", "text", "已看到", NULL));
	CHECK(!on_day(&p, "handler", "wrote"));
	play_close(&p);
}

TEST(a_question_and_its_answer_are_the_petitioners_to_see)
{
	struct play p;
	struct q_event_list *e;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "ask_petitioner", "question", "在几层？", NULL));
	CHECK(play_act(&p, "", "answer_question", "text", "四层", NULL));
	size_t n = play_events(&p, &e);
	CHECK_STR(e[n - 2].act, "ask_petitioner");
	CHECK(e[n - 2].public && e[n - 1].public);
	CHECK_STR(e[n - 1].actor, "petitioner");
	play_close(&p);
}

TEST(a_petitioner_corrects_beside_the_text_and_the_unit_is_told)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	const char *body = play_matter(&p).body;
	CHECK(!on_day(&p, "handler", "wrote"));
	CHECK(play_act(&p, "", "correct_own", "text", "是7号楼，不是1号楼。", NULL));
	CHECK_STR(play_matter(&p).body, body);
	CHECK(on_day(&p, "handler", "wrote"));
	CHECK(!play_act(&p, "handler", "correct_own", "text", "x", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	play_close(&p);
}

/* How many of this unit's registrations a guess of the petitioner finds. */
static size_t found_by_name(struct play *p)
{
	struct tx tx;
	struct matter m;
	struct q_duplicates *d;
	read_begin(p->city->store, 0, test_arena(), &tx);
	CHECK(matter_load(&tx, p->city, p->id, &m));
	size_t n = q_duplicates(&tx, m.m.petitioner_key, "", m.m.register_unit_id, &d);
	read_end(&tx);
	return n;
}

TEST(confidentiality_is_asked_for_later_and_holds_at_once)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-03-02", "name", "王海潮", "phone", "13840001234",
		"subject", "s", "text", "t", NULL));
	CHECK_INT(found_by_name(&p), 1);
	CHECK(play_act(&p, "", "ask_confidential", NULL));
	CHECK_INT(play_matter(&p).confidential, 1);
	CHECK_INT(found_by_name(&p), 0);
	CHECK(!play_act(&p, "", "ask_confidential", NULL));
	CHECK_INT(p.why.kind, REFUSE_STATE);
	/* on the hotline too, and it goes with the ticket when that is raised */
	CHECK(play_new(&p, "operator", "rx", "hotline", "register", "channel", "hotline", "received", "2026-03-02", "name", "王海潮", "phone", "13840001234",
		"confidential", "1", "subject", "s", "text", "t", NULL));
	CHECK_INT(play_matter(&p).confidential, 1);
	play_close(&p);
}
