/* Further codes: given by the petitioner or by two persons of the office, told
 * once, without the petitioner's details, taken back at once, and each day of
 * their use is an event. */
#include "matter_city.h"

#include "base/limits.h"
#include "matter/identity.h"
#include "matter/person.h"

static const char *given(struct play *p, const char *login, const char *act, const char *kind)
{
	CHECK(play_act(p, login, act, "proxy", kind, NULL));
	CHECK(p->further && strlen(p->further) == 34);
	return p->further;
}

struct entry { struct play *p; const char *code; int64_t found; const char *token; struct viewer v; };

static bool enter_job(struct tx *tx, void *arg)
{
	struct entry *e = arg;
	e->found = follow_enter(tx, e->p->city, e->p->now, e->code);
	e->token = arena_strdup(test_arena(), e->found ? session_follow(tx, e->p->city, e->p->now, e->code) : "");
	return true;
}

static struct entry enter(struct play *p, const char *code)
{
	struct entry e = {.p = p, .code = code};
	struct arena *a = arena_new(1 << 22);
	CHECK(store_write(p->city->store, a, enter_job, &e, NULL));
	arena_free(a);
	return e;
}

static bool session_opens(struct play *p, const char *token, struct viewer *v)
{
	struct tx tx;
	bool stale;
	read_begin(p->city->store, 0, test_arena(), &tx);
	bool ok = session_load(&tx, p->city, p->now, token, v, &stale);
	read_end(&tx);
	return ok;
}

static size_t times(struct play *p, const char *act)
{
	struct q_event_list *e;
	size_t n = play_events(p, &e), found = 0;
	for (size_t i = 0; i < n; i++)
		found += cstr_eq(e[i].act, act);
	return found;
}

/* What the identity says to whoever holds the code. */
static enum identity_access identity_by(struct play *p, const char *code)
{
	struct tx tx;
	struct matter m;
	struct identity_row *row;
	size_t n;
	read_begin(p->city->store, 0, test_arena(), &tx);
	struct viewer v = viewer_by_code(&tx, p->city, code);
	CHECK(v.matter_id == p->id && matter_load(&tx, p->city, p->id, &m));
	enum identity_access access = identity_read(&tx, &m, &v, p->now.today, &row, &n);
	read_end(&tx);
	return access;
}

static void filed(struct play *p)
{
	play_open(p, "2026-03-02");
	CHECK(play_new(p, "", "", "petition", "file", "name", "王小明", "phone", "13800138000", "subject", "路灯不亮", "text", "两盏路灯坏了。", NULL));
}

TEST(a_further_code_opens_the_matter_without_the_details_until_it_is_taken_back)
{
	struct play p;
	struct viewer v;
	filed(&p);
	const char *own = p.code, *further = given(&p, "", "give_code", "agent");
	CHECK(!cstr_eq(own, further));
	struct entry e = enter(&p, further);
	CHECK_INT(e.found, p.id);
	CHECK(session_opens(&p, e.token, &v));
	CHECK_INT(v.proxy, 1);
	CHECK_INT(v.matter_id, p.id);
	CHECK_INT(identity_by(&p, further), IDENTITY_CLOSED);
	CHECK_INT(identity_by(&p, own), IDENTITY_OPEN);
	/* once a day an event */
	enter(&p, further);
	CHECK_INT(times(&p, "code_used"), 1);
	play_day(&p, "2026-03-03");
	enter(&p, further);
	CHECK_INT(times(&p, "code_used"), 2);
	/* taken back: at once, the open session too */
	e = enter(&p, further);
	CHECK(play_act(&p, "", "end_code", "code_no", "1", NULL));
	CHECK(!session_opens(&p, e.token, &v));
	CHECK_INT(enter(&p, further).found, 0);
	CHECK_INT(enter(&p, own).found, p.id);
	CHECK(!play_act(&p, "", "end_code", "code_no", "1", NULL));
	play_close(&p);
}

TEST(what_is_the_petitioners_own_is_not_done_by_a_further_code)
{
	static const char *const own[] = {"give_code", "end_code", "change_contact", "withdraw_identity"};
	struct play p;
	struct q_event_list *e;
	filed(&p);
	p.code = given(&p, "", "give_code", "guardian");
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		CHECK(!play_act(&p, "", own[i], "proxy", "agent", "code_no", "1", "name", "李四", "phone", "13900000000", "reason", "r", NULL));
		CHECK_INT(p.why.kind, REFUSE_RIGHT);
	}
	CHECK(play_act(&p, "", "add_material", "text", "路口还有一盏。", NULL));
	size_t n = play_events(&p, &e);
	CHECK(strstr(e[n - 1].data, "\"by_code\":\"1\""));
	CHECK(!strstr(e[n - 2].data, "guardian"));                  /* what for stands in no event */
	play_close(&p);
}

TEST(the_office_gives_a_code_by_two_persons_and_five_open_it_at_most)
{
	struct play p;
	filed(&p);
	CHECK(!play_act(&p, "officer", "grant_code", "proxy", "relative", NULL));      /* nobody asked */
	CHECK(play_act(&p, "officer", "ask_code", "reason", "信访人去世，女儿持证明来访", NULL));
	CHECK(!play_act(&p, "officer", "grant_code", "proxy", "relative", NULL));
	CHECK_INT(p.why.kind, REFUSE_RIGHT);
	CHECK(play_act(&p, "chief", "refuse_code", "reason", "证明不全", NULL));
	CHECK(play_act(&p, "officer", "ask_code", "reason", "证明补齐", NULL));
	const char *code = given(&p, "chief", "grant_code", "relative");
	CHECK_INT(enter(&p, code).found, p.id);
	for (int i = 1; i < LIMIT_PROXIES; i++)
		given(&p, "", "give_code", "representative");
	CHECK(!play_act(&p, "", "give_code", "proxy", "representative", NULL));
	CHECK(play_act(&p, "officer", "end_code", "code_no", "1", "reason", "已被他人使用", NULL));
	CHECK_INT(enter(&p, code).found, 0);
	given(&p, "", "give_code", "representative");
	play_close(&p);
}
