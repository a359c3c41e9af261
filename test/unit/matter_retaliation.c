/* Reports of retaliation: apart from the units concerned, and without a trace on
 * the matter they are about. */
#include "matter_city.h"

#include "matter/person.h"
#include "matter/retaliation.h"

struct report { struct play *p; const char *about; struct act_in in; struct act_done done; struct refusal why; };

static bool do_report(struct tx *tx, void *arg)
{
	struct report *w = arg;
	struct viewer v = viewer_by_code(tx, w->p->city, w->p->code);
	w->in.text[F_TEXT] = "单位领导要求我撤回信访。";
	w->in.text[F_COMPLAINED] = w->about;
	return retaliation_report(tx, w->p->city, &v, w->p->now, &w->in, &w->done, &w->why);
}

static bool report(struct report *w)
{
	enum trouble trouble;
	return store_write(w->p->city->store, test_arena(), do_report, w, &trouble);
}

static bool sees(struct play *p, const char *login, int64_t id)
{
	struct tx tx;
	struct matter m;
	struct viewer v;
	struct q_person_by_login who;
	read_begin(p->city->store, 0, test_arena(), &tx);
	CHECK(q_person_by_login(&tx, login, &who) && viewer_load(&tx, who.id, p->now.today, &v) && matter_load(&tx, p->city, id, &m));
	bool yes = matter_visible(&m, &v);
	read_end(&tx);
	return yes;
}

TEST(a_report_goes_to_others_and_leaves_no_trace)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	struct q_matter_by_id before = play_matter(&p);
	struct q_event_list *e;
	size_t events = play_events(&p, &e);
	struct report w = {.p = &p};
	CHECK(report(&w));
	CHECK(w.done.query_code && w.done.matter_id != p.id);
	CHECK_INT(play_events(&p, &e), events);
	CHECK_INT(play_matter(&p).version, before.version);
	static const struct { const char *login; bool sees; } who[] = {{"handler", false}, {"head", false}, {"registrar", false},
		{"busman", false}, {"officer", true}, {"jwman", true}};
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		if (sees(&p, who[i].login, w.done.matter_id) != who[i].sees)
			test_fail(__FILE__, __LINE__, "%s", who[i].login);
	int64_t petition = p.id;
	p.id = w.done.matter_id;
	p.number = w.done.number;
	p.code = w.done.query_code;
	struct q_matter_by_id m = play_matter(&p);
	CHECK_INT(m.parent_id, petition);
	CHECK_INT(m.restricted, 1);
	CHECK_INT(m.complained_unit_id, before.lead_unit_id);
	CHECK(m.petitioner_key.p != NULL);
	CHECK_STR(play_clock(&p, "retaliation")->due_nominal, "2026-03-16");
	CHECK(!play_act(&p, "handler", "conclude", "outcome", "not_supported", "text", "x", NULL));
	CHECK(play_act(&p, "jwman", "ask_petitioner", "question", "谁说的？", NULL));
	CHECK(play_act(&p, "", "answer_question", "text", "科长。", NULL));
	CHECK(play_act(&p, "jwman", "conclude", "outcome", "supported", "text", "已责令改正。", NULL));
	CHECK_STR(play_matter(&p).state, "closed");
	play_close(&p);
}

TEST(the_bureau_that_handles_it_does_not_look_into_itself)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "anonymous", "1", "subject", "s", "text", "t", NULL));
	struct report w = {.p = &p, .about = "xf"};
	CHECK(report(&w));
	CHECK(!sees(&p, "officer", w.done.matter_id));
	CHECK(sees(&p, "jwman", w.done.matter_id));
	p.id = w.done.matter_id;
	CHECK_INT(play_matter(&p).anonymous, MATTER_ANONYMOUS);
	/* nobody is left when it is about the government above both */
	struct play q = p;
	q.code = w.done.query_code;
	struct report up = {.p = &q, .about = "dl"};
	CHECK(!report(&up));
	CHECK_INT(up.why.kind, REFUSE_STATE);
	struct report unknown = {.p = &q, .about = "no-such"};
	CHECK(!report(&unknown));
	CHECK_INT(unknown.why.field, F_COMPLAINED);
	play_close(&p);
}

TEST(it_begins_nowhere_else)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!play_new(&p, "", "", "retaliation", "report", "text", "t", "subject", "s", NULL));
	CHECK(!play_new(&p, "officer", "xf", "retaliation", "report", "text", "t", "subject", "s", NULL));
	play_close(&p);
}
