/* See web_again.h. Laws: 1 the proof and the deed are one transaction: a deed
 * that is refused leaves the code unused; 2 a wrong proof is counted and slows
 * the next; 3 with a second factor the code is asked, without one the password. */
#include "web_again.h"

#include "../base/limits.h"
#include "../matter/second.h"

struct again {
	const char *code, *password, *hash;
	bool matches;
	bool (*write)(struct tx *tx, struct req *r);
	void (*answer)(struct req *r, enum trouble trouble, bool kept);
};

void again_field(struct req *r)
{
	if (r->viewer.fresh)
		return;
	if (second_of(req_read(r), r->viewer.person_id).in_force)
		staff_input(r, "again", "text", T_STAFF_CODE, T_STAFF_AGAIN_CODE, "", "one-time-code");
	else
		staff_input(r, "again", "password", T_STAFF_PASSWORD, T_STAFF_AGAIN_PASSWORD, "", "current-password");
}

bool again_refused(const struct req *r)
{
	return r->refusal.kind == REFUSE_FRESH;
}

static bool run(struct tx *tx, struct req *r)
{
	struct again *g = r->again;
	if (!fresh_prove(tx, r->city, r->now, &r->viewer, g->code, g->matches, &r->refusal))
		return tx->trouble == TROUBLE_NONE;    /* the wrong try is kept */
	session_prove(tx, r->city, r->now, r->token);
	bool done = g->write(tx, r);
	r->viewer.fresh = done;                /* undone with the deed, and asked for again */
	return done;
}

static void match(struct req *r)
{
	r->again->matches = password_matches(r->again->hash, r->again->password);
}

static void matched(struct req *r)
{
	req_write(r, run, r->again->answer);
}

static void refuse(struct req *r, struct msg what)
{
	r->refusal = (struct refusal){REFUSE_FRESH, what, NULL, F_NONE};
	r->again->answer(r, TROUBLE_NONE, true);
}

void again_write(struct req *r, bool (*write)(struct tx *tx, struct req *r), void (*answer)(struct req *r, enum trouble trouble, bool kept))
{
	struct again *g = arena_make(r->arena, struct again);
	struct q_person_by_login p;
	const char *typed = req_field(r, "again");
	r->again = g;
	*g = (struct again){.write = write, .answer = answer};
	int64_t wait = r->viewer.fresh ? 0 : fresh_wait_ms(req_read(r), r->city, r->now, r->viewer.person_id);
	if (r->viewer.fresh) {
		req_write(r, write, answer);
	} else if (!*typed || strlen(typed) > LIMIT_PASSWORD_BYTES) {
		refuse(r, T_REFUSE_FRESH);
	} else if (wait > 0) {
		refuse(r, T_STAFF_LOGIN_WAIT(arena_printf(r->arena, "%lld", (long long)((wait + 999) / 1000))));
	} else if (second_of(req_read(r), r->viewer.person_id).in_force) {
		g->code = arena_cstr(r->arena, str_head(str_of(typed), LIMIT_CODE_CHARS));
		req_write(r, run, answer);
	} else {
		g->password = typed;
		g->hash = q_person_by_login(req_read(r), r->viewer.login, &p) ? p.password : NULL;
		req_slow(r, match, matched);
	}
}
