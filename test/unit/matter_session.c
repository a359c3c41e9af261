/* Log-in, sessions, throttling, query codes, keys, passwords: at their limits
 * and one past them. */
#include "matter_city.h"

#include "base/limits.h"
#include "matter/person.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND };

static const char passphrase[] = "a lantern over the harbour wall";

struct errand { struct play *p; void (*run)(struct tx *tx, struct errand *j); const char *login, *peer, *token, *code, *label; int64_t n, wait_ms; struct viewer v; bool yes, stale; struct refusal why; };

static bool run_job(struct tx *tx, void *arg)
{
	struct errand *j = arg;
	j->run(tx, j);
	return true;
}

/* Runs inside a write; what it finds is in the job. */
static struct errand in_write(struct play *p, void (*run)(struct tx *tx, struct errand *j), struct errand j)
{
	enum trouble trouble;
	j.p = p;
	j.run = run;
	CHECK(store_write(p->city->store, test_arena(), run_job, &j, &trouble));
	return j;
}

static int64_t person_id(struct tx *tx, const char *login)
{
	struct q_person_by_login who;
	CHECK(q_person_by_login(tx, login, &who));
	return who.id;
}

/* -- sessions */

static void do_log_in(struct tx *tx, struct errand *j)
{
	j->token = login_done(tx, j->p->city, j->p->now, person_id(tx, j->login), j->login, "1.2.3.4");
}

static void do_load(struct tx *tx, struct errand *j)
{
	j->yes = session_load(tx, j->p->city, j->p->now, j->token, &j->v, &j->stale);
}

static void do_touch(struct tx *tx, struct errand *j) { session_touch(tx, j->p->city, j->p->now, j->token); }
static void do_end(struct tx *tx, struct errand *j) { session_end(tx, j->p->city, j->token); }

static void do_end_all(struct tx *tx, struct errand *j) { session_end_all(tx, person_id(tx, j->login)); }

static struct errand loaded(struct play *p, const char *token) { return in_write(p, do_load, (struct errand){.token = token}); }
static const char *log_in(struct play *p, const char *login) { return in_write(p, do_log_in, (struct errand){.login = login}).token; }
static void later(struct play *p, int64_t ms) { p->now = now_at(p->now.utc_ms + ms, 480); }

TEST(a_session_lasts_thirty_idle_minutes_and_not_longer)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const char *token = log_in(&p, "officer");
	CHECK_INT(strlen(token), 43);
	struct errand j = loaded(&p, token);
	CHECK(j.yes && !j.stale && j.v.kind == VIEWER_STAFF && viewer_has_role(&j.v, "officer"));
	CHECK_INT(strlen(j.v.csrf), 43);
	CHECK(!cstr_eq(j.v.csrf, token));
	later(&p, 30 * MINUTE);
	CHECK(loaded(&p, token).yes && loaded(&p, token).stale);
	later(&p, 1);
	CHECK(!loaded(&p, token).yes);
	play_close(&p);
}

TEST(use_keeps_a_session_but_for_twelve_hours_only)
{
	struct play p;
	play_open(&p, "2026-03-02");
	play_time(&p, 8, 0);
	const char *token = log_in(&p, "officer");
	for (int i = 0; i < 12 * 60 / 20; i++) {
		later(&p, 20 * MINUTE);
		CHECK(loaded(&p, token).yes);
		in_write(&p, do_touch, (struct errand){.token = token});
		CHECK(!loaded(&p, token).stale);
	}
	later(&p, 1);
	CHECK(!loaded(&p, token).yes);
	play_close(&p);
}

TEST(a_session_ends_with_log_out_and_with_all_of_a_person)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const char *one = log_in(&p, "officer"), *two = log_in(&p, "officer"), *three = log_in(&p, "officer"), *other = log_in(&p, "handler");
	in_write(&p, do_end, (struct errand){.token = one});
	CHECK(!loaded(&p, one).yes && loaded(&p, two).yes);
	in_write(&p, do_end_all, (struct errand){.login = "officer"});
	CHECK(!loaded(&p, two).yes && !loaded(&p, three).yes && loaded(&p, other).yes);
	CHECK(!loaded(&p, "").yes && !loaded(&p, "x").yes);
	char *changed = arena_strdup(test_arena(), other);
	changed[5] = changed[5] == 'a' ? 'b' : 'a';
	CHECK(!loaded(&p, changed).yes);
	CHECK(!loaded(&p, arena_printf(test_arena(), "%s%064d", other, 0)).yes);
	play_close(&p);
}

TEST(the_tick_forgets_sessions_that_ended)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const char *token = log_in(&p, "officer");
	later(&p, 30 * MINUTE + 1);
	play_tick(&p);
	/* even with the clock turned back it is gone */
	later(&p, -31 * MINUTE);
	CHECK(!loaded(&p, token).yes);
	play_close(&p);
}

/* -- accounts */

static void do_disable(struct tx *tx, struct errand *j)
{
	struct viewer admin;
	CHECK(viewer_load(tx, person_id(tx, j->label), j->p->now.today, &admin));
	j->yes = person_enable(tx, &admin, j->p->now, j->login, j->n != 0, &j->why);
}

static void do_key(struct tx *tx, struct errand *j) { j->token = api_key_new(tx, j->p->city, j->p->now, person_id(tx, j->login), "key"); }
static void do_key_load(struct tx *tx, struct errand *j) { j->yes = api_key_load(tx, j->p->city, j->p->now, str_of(j->token), &j->v); }

TEST(sessions_and_keys_end_with_the_account)
{
	struct play p;
	play_open(&p, "2026-03-02");
	const char *token = log_in(&p, "officer"), *key = in_write(&p, do_key, (struct errand){.login = "officer"}).token;
	struct errand j = in_write(&p, do_key_load, (struct errand){.token = key});
	CHECK(j.yes && viewer_has_role(&j.v, "officer") && !j.v.csrf);
	CHECK(!in_write(&p, do_key_load, (struct errand){.token = "no-such-key"}).yes);
	CHECK(!in_write(&p, do_key_load, (struct errand){.token = ""}).yes);
	CHECK(in_write(&p, do_disable, (struct errand){.login = "officer", .label = "admin", .n = 0}).yes);
	CHECK(!loaded(&p, token).yes);
	CHECK(!in_write(&p, do_key_load, (struct errand){.token = key}).yes);
	/* enabled again, the old key stays revoked */
	CHECK(in_write(&p, do_disable, (struct errand){.login = "officer", .label = "admin", .n = 1}).yes);
	CHECK(!in_write(&p, do_key_load, (struct errand){.token = key}).yes && !loaded(&p, token).yes);
	play_close(&p);
}

TEST(nobody_disables_themselves)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(!in_write(&p, do_disable, (struct errand){.login = "admin", .label = "admin", .n = 0}).yes);
	CHECK(!in_write(&p, do_disable, (struct errand){.login = "nobody", .label = "admin", .n = 0}).yes);
	play_close(&p);
}

/* -- throttling */

static void do_fail(struct tx *tx, struct errand *j) { login_failed(tx, j->p->city, j->p->now, j->login, j->peer); }

static void do_read(struct tx *tx, struct errand *j)
{
	struct login_try t;
	login_read(tx, j->p->city, j->p->now, j->login, j->peer, &t);
	j->wait_ms = t.wait_ms;
	j->n = t.person_id;
}

static int64_t wait_of(struct play *p, const char *login, const char *peer) { return in_write(p, do_read, (struct errand){.login = login, .peer = peer}).wait_ms; }

static void fail_times(struct play *p, const char *login, const char *peer, int n)
{
	while (n-- > 0)
		in_write(p, do_fail, (struct errand){.login = login, .peer = peer});
}

TEST(four_wrong_tries_are_free_and_then_the_wait_doubles_to_a_quarter_of_an_hour)
{
	struct play p;
	play_open(&p, "2026-03-02");
	fail_times(&p, "officer", "10.0.0.1", 4);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.1"), 0);
	int64_t wait = SECOND;
	for (int i = 0; i < 12; i++) {
		fail_times(&p, "officer", "10.0.0.1", 1);
		CHECK_INT(wait_of(&p, "officer", "10.0.0.1"), wait);
		wait = wait * 2 > 15 * MINUTE ? 15 * MINUTE : wait * 2;
	}
	CHECK_INT(wait, 15 * MINUTE);
	later(&p, 15 * MINUTE - 1);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.1"), 1);
	later(&p, 1);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.1"), 0);
	play_close(&p);
}

TEST(a_slowed_account_logs_in_from_elsewhere_and_others_from_there)
{
	struct play p;
	play_open(&p, "2026-03-02");
	fail_times(&p, "officer", "10.0.0.1", 10);
	CHECK(wait_of(&p, "officer", "10.0.0.1") > 0);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.2"), 0);
	CHECK_INT(wait_of(&p, "handler", "10.0.0.1"), 0);
	play_close(&p);
}

TEST(an_address_that_tries_many_accounts_is_slowed_for_all)
{
	struct play p;
	play_open(&p, "2026-03-02");
	for (int i = 0; i < 40; i++)
		fail_times(&p, arena_printf(test_arena(), "name%d", i), "10.0.0.1", 1);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.1"), 0);
	fail_times(&p, "name40", "10.0.0.1", 1);
	CHECK(wait_of(&p, "officer", "10.0.0.1") > 0);
	CHECK_INT(wait_of(&p, "officer", "10.0.0.2"), 0);
	play_close(&p);
}

TEST(a_right_log_in_forgets_the_wrong_ones)
{
	struct play p;
	play_open(&p, "2026-03-02");
	fail_times(&p, "officer", "1.2.3.4", 5);
	CHECK(wait_of(&p, "officer", "1.2.3.4") > 0);
	later(&p, MINUTE);
	log_in(&p, "officer");
	fail_times(&p, "officer", "1.2.3.4", 4);
	CHECK_INT(wait_of(&p, "officer", "1.2.3.4"), 0);
	play_close(&p);
}

TEST(an_unknown_or_passwordless_account_reads_like_any_other)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK_INT(in_write(&p, do_read, (struct errand){.login = "nobody", .peer = "1.1.1.1"}).n, 0);
	CHECK_INT(in_write(&p, do_read, (struct errand){.login = "officer", .peer = "1.1.1.1"}).n, 0);
	play_close(&p);
}

/* -- passwords */

TEST(passwords_have_limits)
{
	const struct { const char *password; struct msg fault; } rows[] = {
		{"fourteen chars", T_REFUSE_PASSWORD_SHORT}, {"", T_REFUSE_PASSWORD_SHORT}, {"fifteen  chars.", MSG_NONE},
		{"十四个汉字不够用还差一个字呀", T_REFUSE_PASSWORD_SHORT}, {"十五个汉字正好够用一个也不少呢", MSG_NONE},
		{"aaaaaaaaaaaaaaaaaa", T_REFUSE_PASSWORD_COMMON}, {"password1234567", T_REFUSE_PASSWORD_COMMON}, {"my officer is a king", T_REFUSE_PASSWORD_LOGIN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (password_fault(rows[i].password, "officer").id != rows[i].fault.id)
			test_fail(__FILE__, __LINE__, "%s", rows[i].password);
	char *big = arena_alloc(test_arena(), LIMIT_PASSWORD_BYTES + 2);
	for (int i = 0; i < LIMIT_PASSWORD_BYTES + 1; i++)
		big[i] = (char)('a' + i % 26);
	big[LIMIT_PASSWORD_BYTES] = 0;
	CHECK_INT(password_fault(big, "officer").id, MSG_NONE.id);
	big[LIMIT_PASSWORD_BYTES] = 'x';
	big[LIMIT_PASSWORD_BYTES + 1] = 0;
	CHECK_INT(password_fault(big, "officer").id, T_REFUSE_PASSWORD_LONG.id);
}

TEST(a_password_matches_its_own_hash_only)
{
	const char *one = password_hash(test_arena(), passphrase), *two = password_hash(test_arena(), passphrase);
	CHECK(!cstr_eq(one, two));
	CHECK(strncmp(one, "$argon2id$", 10) == 0);
	CHECK(password_matches(one, passphrase) && password_matches(two, passphrase));
	CHECK(!password_matches(one, "a lantern over the harbour wall "));
	CHECK(!password_matches("", passphrase) && !password_matches(NULL, passphrase) && !password_matches("", ""));
	CHECK(!password_matches("not a hash", passphrase));
}

/* -- query codes */

static void do_follow(struct tx *tx, struct errand *j) { j->n = follow_enter(tx, j->p->city, j->p->now, j->code); }
static int64_t matter_of(struct play *p, const char *code) { return in_write(p, do_follow, (struct errand){.code = code}).n; }

TEST(a_query_code_is_read_as_people_write_it)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	char plain[64], lower[64], spaced[80];
	size_t n = 0, m = 0;
	for (const char *c = p.code; *c; c++) {
		if (*c != '-')
			plain[n++] = *c;
		lower[c - p.code] = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
		lower[c - p.code + 1] = 0;
		/* O for 0 and l for 1, as somebody reads a print-out */
		spaced[m++] = *c == '0' ? 'o' : *c == '1' ? 'l' : *c == '-' ? ' ' : *c;
	}
	plain[n] = spaced[m] = 0;
	CHECK_INT(n, 28);
	CHECK_INT(matter_of(&p, p.code), p.id);
	CHECK_INT(matter_of(&p, plain), p.id);
	CHECK_INT(matter_of(&p, lower), p.id);
	CHECK_INT(matter_of(&p, spaced), p.id);
	CHECK_INT(matter_of(&p, arena_printf(test_arena(), "  %s  ", p.code)), p.id);
	play_close(&p);
}

TEST(a_wrong_query_code_finds_nothing)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	for (size_t i = 0; p.code[i]; i++) {
		char *code = arena_strdup(test_arena(), p.code);
		if (code[i] == '-')
			continue;
		code[i] = code[i] == '7' ? '8' : '7';
		CHECK_INT(matter_of(&p, code), 0);
		code[i] = 0;
		CHECK_INT(matter_of(&p, code), 0);
	}
	CHECK_INT(matter_of(&p, ""), 0);
	CHECK_INT(matter_of(&p, "----"), 0);
	CHECK_INT(matter_of(&p, arena_printf(test_arena(), "%s7", p.code)), 0);
	CHECK_INT(matter_of(&p, "' OR 1=1 --"), 0);
	CHECK_INT(matter_of(&p, "\xff\xfe"), 0);
	play_close(&p);
}

static void do_follow_session(struct tx *tx, struct errand *j) { j->token = session_follow(tx, j->p->city, j->p->now, j->p->code ? j->p->code : ""); }

TEST(a_petitioners_session_is_for_one_matter)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "", "", "petition", "file", "name", "x", "phone", "13800138000", "subject", "s", "text", "t", NULL));
	const char *token = in_write(&p, do_follow_session, (struct errand){0}).token;
	struct errand j = loaded(&p, token);
	CHECK(j.yes && j.v.kind == VIEWER_PETITIONER && j.v.matter_id == p.id && j.v.posts == 0 && j.v.person_id == 0);
	later(&p, 30 * MINUTE + 1);
	CHECK(!loaded(&p, token).yes);
	play_close(&p);
}
