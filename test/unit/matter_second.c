/* The second factor and freshness, below the pages. */
#include "matter/second.h"

#include "base/date.h"
#include "matter/person.h"
#include "matter_city.h"
#include "rule/totp.h"

struct trial {
	struct play *p;
	struct viewer v;
	const char *typed, *token, *login;
	const char *codes[LIMIT_RECOVERY_CODES];
	unsigned char secret[TOTP_SECRET_BYTES];
	bool answer;
	int64_t person;
	struct refusal why;
};

static void write(struct trial *j, bool (*run)(struct tx *tx, void *arg))
{
	enum trouble trouble;
	CHECK(store_write(j->p->city->store, test_arena(), run, j, &trouble));
}

/* RFC 4648 base32 back to bytes, as an authenticator reads it. */
static void read_secret(const char *text, unsigned char out[static TOTP_SECRET_BYTES])
{
	uint32_t bits = 0;
	int have = 0;
	size_t n = 0;
	for (; *text; text++) {
		CHECK((*text >= 'A' && *text <= 'Z') || (*text >= '2' && *text <= '7'));
		bits = bits << 5 | (uint32_t)(*text >= 'A' ? *text - 'A' : *text - '2' + 26);
		have += 5;
		if (have >= 8 && n < TOTP_SECRET_BYTES) {
			have -= 8;
			out[n++] = (unsigned char)(bits >> have);
		}
	}
	CHECK_INT(n, TOTP_SECRET_BYTES);
}

static const char *code_at(const struct trial *j, int64_t steps)
{
	struct str secret = {(const char *)j->secret, TOTP_SECRET_BYTES};
	return arena_printf(test_arena(), "%06d", totp_code(secret, j->p->now.utc_ms / 30000 + steps));
}

static bool find(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	struct q_person_by_login p;
	CHECK(q_person_by_login(tx, j->login, &p));
	CHECK(viewer_load(tx, p.id, j->p->now.today, &j->v));
	return true;
}

static bool begin(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	const char *text = second_begin(tx, j->p->city, j->v.person_id);
	CHECK_STR(text, second_pending(tx, j->p->city, j->v.person_id));
	read_secret(text, j->secret);
	return true;
}

static bool confirm(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	j->answer = second_confirm(tx, j->p->city, j->p->now, &j->v, j->typed, j->codes);
	return true;
}

static bool take(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	j->answer = second_accept(tx, j->p->city, j->p->now, j->v.person_id, j->typed);
	return true;
}

static bool accepts(struct trial *j, const char *typed)
{
	j->typed = typed;
	write(j, take);
	return j->answer;
}

static struct trial enrolled(struct play *p, const char *login)
{
	struct trial j = {.p = p, .login = login};
	write(&j, find);
	write(&j, begin);
	j.typed = code_at(&j, 0);
	write(&j, confirm);
	CHECK(j.answer);
	p->now.utc_ms += 120000;
	return j;
}

static struct second state(struct trial *j)
{
	struct tx tx;
	read_begin(j->p->city->store, 1, test_arena(), &tx);
	struct second s = second_of(&tx, j->v.person_id);
	read_end(&tx);
	return s;
}

TEST(a_factor_is_in_force_from_its_first_right_code)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = {.p = &p, .login = "officer"};
	write(&j, find);
	CHECK(!state(&j).in_force && !state(&j).pending);
	write(&j, begin);
	CHECK(!state(&j).in_force && state(&j).pending);
	j.typed = code_at(&j, 2);
	write(&j, confirm);
	CHECK(!j.answer && !state(&j).in_force);
	CHECK(!accepts(&j, code_at(&j, 0)));               /* pending opens nothing */
	j.typed = code_at(&j, 0);
	write(&j, confirm);
	CHECK(j.answer && state(&j).in_force && !state(&j).pending);
	CHECK_INT(state(&j).recovery_left, LIMIT_RECOVERY_CODES);
	CHECK(!accepts(&j, code_at(&j, 0)));               /* the first code is used up */
	CHECK(accepts(&j, code_at(&j, 1)));
	play_close(&p);
}

TEST(a_code_opens_once_within_a_step_of_its_time)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = enrolled(&p, "officer");
	CHECK(!accepts(&j, code_at(&j, -2)));
	CHECK(!accepts(&j, code_at(&j, 2)));
	CHECK(accepts(&j, code_at(&j, -1)));
	CHECK(!accepts(&j, code_at(&j, -1)));
	CHECK(accepts(&j, code_at(&j, 1)));
	CHECK(!accepts(&j, code_at(&j, 1)));
	CHECK(!accepts(&j, code_at(&j, 0)));               /* older than one used */
	CHECK(!accepts(&j, ""));
	CHECK(!accepts(&j, "000000 000000"));
	play_close(&p);
}

TEST(recovery_codes_have_128_bits_and_open_once_each_for_their_person_only)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = enrolled(&p, "officer"), other = enrolled(&p, "handler");
	for (int i = 0; i < LIMIT_RECOVERY_CODES; i++) {
		CHECK_INT(strlen(j.codes[i]), 30);         /* 26 characters of five bits, and hyphens */
		CHECK(!accepts(&other, j.codes[i]));
		CHECK(accepts(&j, j.codes[i]));
		CHECK(!accepts(&j, j.codes[i]));
		CHECK_INT(state(&j).recovery_left, LIMIT_RECOVERY_CODES - 1 - i);
	}
	CHECK_INT(state(&other).recovery_left, LIMIT_RECOVERY_CODES);
	CHECK(!accepts(&j, "00000-00000-00000-00000-000000"));
	play_close(&p);
}

static bool rob(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	struct q_second_find s;
	CHECK(q_second_find(tx, j->person, &s));
	/* the secret is not what lies in the row */
	CHECK(str_find(s.secret, (struct str){(const char *)j->secret, TOTP_SECRET_BYTES}) == SIZE_MAX);
	q_second_set_pending(tx, j->v.person_id, s.secret);
	q_second_confirm_pending(tx, j->v.person_id, 0, 1);
	return true;
}

TEST(a_seal_moved_to_another_person_opens_nothing)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial victim = enrolled(&p, "officer"), thief = enrolled(&p, "handler");
	thief.person = victim.v.person_id;
	memcpy(thief.secret, victim.secret, sizeof thief.secret);
	write(&thief, rob);
	CHECK(!accepts(&thief, code_at(&thief, 0)));
	CHECK(accepts(&victim, code_at(&victim, 0)));
	play_close(&p);
}

static bool reset(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	j->answer = second_reset(tx, &j->p->system, j->p->now, j->login, &j->why);
	return j->answer;
}

static bool open_session(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	bool stale;
	struct viewer v;
	if (!j->token)
		j->token = login_done(tx, j->p->city, j->p->now, j->v.person_id, j->login, "::1");
	j->answer = session_load(tx, j->p->city, j->p->now, j->token, &v, &stale);
	j->v.fresh = j->answer && v.fresh;
	j->v.must_enrol = j->answer && v.must_enrol;
	return true;
}

TEST(a_reset_removes_factor_codes_and_sessions)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = enrolled(&p, "officer");
	write(&j, open_session);
	CHECK(j.answer);
	write(&j, reset);
	write(&j, open_session);
	CHECK(!j.answer);
	CHECK(!state(&j).in_force);
	CHECK(!accepts(&j, code_at(&j, 0)));
	CHECK(!accepts(&j, j.codes[0]));
	play_close(&p);
}

TEST(a_session_is_fresh_for_five_minutes)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = {.p = &p, .login = "officer"};
	write(&j, find);
	write(&j, open_session);
	CHECK(j.v.fresh);
	p.now.utc_ms += LIMIT_FRESH_MIN * 60000;
	write(&j, open_session);
	CHECK(j.answer && j.v.fresh);
	p.now.utc_ms += 1;
	write(&j, open_session);
	CHECK(j.answer && !j.v.fresh);
	p.now.utc_ms -= LIMIT_FRESH_MIN * 60000 + 2;       /* a clock set back makes nobody fresh */
	write(&j, open_session);
	CHECK(j.answer && !j.v.fresh);
	play_close(&p);
}

static bool require(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	return second_require(tx, &j->p->system, j->p->now, j->answer);
}

TEST(who_has_no_factor_where_one_is_required_must_enrol)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = enrolled(&p, "officer"), none = {.p = &p, .login = "handler"};
	write(&none, find);
	write(&none, open_session);
	CHECK(!none.v.must_enrol);
	none.answer = true;
	write(&none, require);
	write(&none, open_session);
	CHECK(none.v.must_enrol);
	write(&j, open_session);
	CHECK(j.answer && !j.v.must_enrol);
	none.answer = false;
	write(&none, require);
	write(&none, open_session);
	CHECK(!none.v.must_enrol);
	play_close(&p);
}

static bool half(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	const char *login;
	if (!j->token)
		j->token = login_half_new(tx, j->p->city, j->p->now, j->v.person_id);
	j->person = login_half(tx, j->p->city, j->p->now, j->token, &login);
	if (j->person)
		CHECK_STR(login, j->login);
	return true;
}

TEST(between_password_and_code_are_five_minutes)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = {.p = &p, .login = "officer"}, guess = {.p = &p, .token = "guess"};
	write(&j, find);
	write(&j, half);
	CHECK_INT(j.person, j.v.person_id);
	write(&guess, half);
	CHECK_INT(guess.person, 0);
	p.now.utc_ms += LIMIT_LOGIN_HALF_MIN * 60000;
	write(&j, half);
	CHECK_INT(j.person, j.v.person_id);
	p.now.utc_ms += 1;
	write(&j, half);
	CHECK_INT(j.person, 0);
	play_close(&p);
}

static bool prove(struct tx *tx, void *arg)
{
	struct trial *j = arg;
	j->v.fresh = false;
	j->answer = fresh_prove(tx, j->p->city, j->p->now, &j->v, j->typed, false, &j->why);
	CHECK(j->answer == j->v.fresh);
	return true;
}

TEST(wrong_proofs_are_slowed_and_a_right_one_waits_with_them)
{
	struct play p;
	play_open(&p, "2026-03-02");
	struct trial j = enrolled(&p, "officer");
	j.typed = "000000";
	if (cstr_eq(code_at(&j, 0), j.typed) || cstr_eq(code_at(&j, 1), j.typed) || cstr_eq(code_at(&j, -1), j.typed))
		j.typed = "000001";
	for (int i = 0; i < 5; i++) {
		write(&j, prove);
		CHECK(!j.answer);
		CHECK_INT(j.why.kind, REFUSE_FRESH);
		CHECK_INT(j.why.what.id, T_REFUSE_CODE_WRONG.id);
	}
	j.typed = code_at(&j, 0);
	write(&j, prove);
	CHECK(!j.answer);                                  /* not looked at */
	p.now.utc_ms += 1000;
	write(&j, prove);
	CHECK(j.answer);
	play_close(&p);
}

TEST(an_identity_is_opened_only_by_who_proved_lately_who_they_are)
{
	struct play p;
	play_open(&p, "2026-03-02");
	CHECK(play_new(&p, "registrar", "xf", "petition", "register", "channel", "visit", "received", "2026-03-02", "name", "欧阳明月",
		"phone", "13812345678", "class", "appeal", "subject", "s", "text", "t", NULL));
	p.stale = true;
	CHECK(!play_act(&p, "officer", "open_identity", "reason", "to call back", NULL));
	CHECK_INT(p.why.kind, REFUSE_FRESH);
	CHECK(play_act(&p, "officer", "note", "text", "other acts need no proof", NULL));
	CHECK(!play_act(&p, "busman", "open_identity", "reason", "x", NULL));
	CHECK_INT(p.why.kind, REFUSE_ABSENT);              /* no proof is asked of who may not know of it */
	p.stale = false;
	CHECK(play_act(&p, "officer", "open_identity", "reason", "to call back", NULL));
	play_close(&p);
}
