/* Second factor and freshness. Laws: 1 a secret leaves this file only to be
 * shown at enrolment, and lies sealed for its person (the seal of one opens
 * nowhere else); 2 a code or recovery code opens once, which the row itself
 * counts; 3 right and wrong tries cost the same work. */
#include "second.h"

#include <sodium.h>

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../rule/totp.h"
#include "audit_log.h"
#include "data.h"
#include "person.h"

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	SEALED = NONCE + TOTP_SECRET_BYTES + TAG,
	RECOVERY_BYTES = 16,
	MINUTE_MS = 60 * 1000,
};

#define SETTING "staff_second_factor"

/* What is asked of nobody who has not just proved who they are: to open an identity is to name a petitioner. */
const char *const fresh_acts[] = {"open_identity", "ask_identity", "grant_identity", NULL};

static const char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

static struct str keyed(struct tx *tx, const struct city *c, const char *purpose, const char *value)
{
	struct sha256 h = city_keyed(c, purpose, str_of(value));
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

/* -- the seal */

static struct str seal(struct tx *tx, const struct city *c, int64_t person_id, struct str secret)
{
	struct sha256 key = city_keyed(c, "second-seal", STR("1"));
	const char *who = number(tx->arena, person_id);
	unsigned char *out = arena_alloc(tx->arena, SEALED);
	must(secret.n == TOTP_SECRET_BYTES);
	os_random(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, (const unsigned char *)secret.p, secret.n,
		(const unsigned char *)who, strlen(who), NULL, out, key.b);
	sodium_memzero(&key, sizeof key);
	return (struct str){(const char *)out, SEALED};
}

/* False: not sealed by this city for this person. */
static bool unseal(struct tx *tx, const struct city *c, int64_t person_id, struct str sealed, unsigned char out[static TOTP_SECRET_BYTES])
{
	struct sha256 key = city_keyed(c, "second-seal", STR("1"));
	const char *who = number(tx->arena, person_id);
	const unsigned char *p = (const unsigned char *)sealed.p;
	bool ok = sealed.n == SEALED && crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, p + NONCE, sealed.n - NONCE,
		(const unsigned char *)who, strlen(who), p, key.b) == 0;
	sodium_memzero(&key, sizeof key);
	return ok;
}

/* -- state and setting */

struct second second_of(struct tx *tx, int64_t person_id)
{
	struct q_second_find s;
	if (!q_second_find(tx, person_id, &s))
		return (struct second){0};
	return (struct second){s.secret.p != NULL, s.pending.p != NULL, s.recovery_left};
}

bool second_required(struct tx *tx)
{
	struct q_setting_get s;
	return q_setting_get(tx, SETTING, &s) && cstr_eq(s.value, "required");
}

static int64_t actor(const struct viewer *v)
{
	return v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT;
}

bool second_require(struct tx *tx, const struct viewer *v, struct now now, bool required)
{
	q_setting_set(tx, SETTING, required ? "required" : "optional");
	q_admin_event_insert(tx, now.utc_ms, actor(v), required ? "second_required" : "second_optional", SETTING, "{}");
	audit_log(tx, required ? "second.required" : "second.optional", v, NULL, 0);
	return tx->trouble == TROUBLE_NONE;
}

/* -- enrolment */

const char *second_begin(struct tx *tx, const struct city *c, int64_t person_id)
{
	char secret[TOTP_SECRET_BYTES];
	os_random(secret, sizeof secret);
	struct str s = {secret, sizeof secret};
	q_second_set_pending(tx, person_id, seal(tx, c, person_id, s));
	const char *text = totp_secret_text(tx->arena, s);
	sodium_memzero(secret, sizeof secret);
	return text;
}

const char *second_pending(struct tx *tx, const struct city *c, int64_t person_id)
{
	struct q_second_find s;
	unsigned char secret[TOTP_SECRET_BYTES];
	if (!q_second_find(tx, person_id, &s) || !s.pending.p || !unseal(tx, c, person_id, s.pending, secret))
		return NULL;
	return totp_secret_text(tx->arena, (struct str){(const char *)secret, sizeof secret});
}

/* By its 16 bytes, so that case, blanks, O and I do not matter. */
static struct str recovery_key(struct tx *tx, const struct city *c, int64_t person_id, const unsigned char bytes[static RECOVERY_BYTES])
{
	return keyed(tx, c, "recovery", arena_printf(tx->arena, "%lld:%s", (long long)person_id, base64url_text(tx->arena, bytes, RECOVERY_BYTES)));
}

void second_new_codes(struct tx *tx, const struct city *c, struct now now, const struct viewer *v,
	const char *codes[static LIMIT_RECOVERY_CODES])
{
	q_recovery_delete(tx, v->person_id);
	for (int i = 0; i < LIMIT_RECOVERY_CODES; i++) {
		unsigned char bytes[RECOVERY_BYTES];
		os_random(bytes, sizeof bytes);
		const char *s = base32_text(tx->arena, bytes, sizeof bytes);
		codes[i] = arena_printf(tx->arena, "%.5s-%.5s-%.5s-%.5s-%.6s", s, s + 5, s + 10, s + 15, s + 20);
		q_recovery_insert(tx, recovery_key(tx, c, v->person_id, bytes), v->person_id);
	}
	q_admin_event_insert(tx, now.utc_ms, v->person_id, "recovery_new", v->login, "{}");
	audit_log(tx, "recovery.new", v, NULL, 0);
}

bool second_confirm(struct tx *tx, const struct city *c, struct now now, const struct viewer *v, const char *typed,
	const char *codes[static LIMIT_RECOVERY_CODES])
{
	struct q_second_find s;
	unsigned char secret[TOTP_SECRET_BYTES];
	if (!q_second_find(tx, v->person_id, &s) || !s.pending.p || !unseal(tx, c, v->person_id, s.pending, secret))
		return false;
	int64_t step = totp_step((struct str){(const char *)secret, sizeof secret}, now.utc_ms, typed, 0);
	sodium_memzero(secret, sizeof secret);
	if (!step)
		return false;
	q_second_confirm_pending(tx, v->person_id, step, now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, v->person_id, "second_enrolled", v->login, "{}");
	audit_log(tx, "second.enrolled", v, NULL, 0);
	second_new_codes(tx, c, now, v, codes);
	return tx->trouble == TROUBLE_NONE;
}

bool second_reset(struct tx *tx, const struct viewer *v, struct now now, const char *login, struct refusal *why)
{
	struct q_person_by_login p;
	if (!q_person_by_login(tx, login, &p)) {
		*why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_PERSON(login), NULL, F_NONE};
		return false;
	}
	q_second_delete(tx, p.id);
	q_recovery_delete(tx, p.id);
	q_login_half_delete_person(tx, p.id);
	q_session_delete_person(tx, p.id);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "second_reset", login, "{}");
	audit_log(tx, "second.reset", v, "person", p.id);
	return tx->trouble == TROUBLE_NONE;
}

/* -- use */

static bool code_fits(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *typed)
{
	struct q_second_find s;
	unsigned char secret[TOTP_SECRET_BYTES] = {0};
	/* without a factor the same work is done with a secret nobody has */
	bool have = q_second_find(tx, person_id, &s) && s.secret.p && unseal(tx, c, person_id, s.secret, secret);
	int64_t step = totp_step((struct str){(const char *)secret, sizeof secret}, now.utc_ms, typed, have ? s.used_step : INT64_MAX);
	sodium_memzero(secret, sizeof secret);
	return q_second_use_step(tx, person_id, have ? step : 0) == 1;
}

static bool recovery_fits(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *typed)
{
	unsigned char bytes[RECOVERY_BYTES] = {0};
	bool shaped = base32_bytes(str_of(typed), bytes, sizeof bytes);
	bool used = q_recovery_use(tx, recovery_key(tx, c, person_id, bytes), person_id, now.utc_ms) == 1;
	return shaped && used;
}

bool second_accept(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *typed)
{
	struct viewer self = {.kind = VIEWER_STAFF, .person_id = person_id};
	bool code = code_fits(tx, c, now, person_id, typed), recovery = recovery_fits(tx, c, now, person_id, typed);
	if (recovery)
		audit_log(tx, "recovery.used", &self, NULL, 0);
	return code || recovery;
}

/* -- between password and code */

const char *login_half_new(struct tx *tx, const struct city *c, struct now now, int64_t person_id)
{
	unsigned char random[32];
	os_random(random, sizeof random);
	const char *token = base64url_text(tx->arena, random, sizeof random);
	q_login_half_delete_old(tx, now.utc_ms - (int64_t)LIMIT_LOGIN_HALF_MIN * MINUTE_MS);
	q_login_half_insert(tx, keyed(tx, c, "login-half", token), person_id, now.utc_ms);
	return token;
}

int64_t login_half(struct tx *tx, const struct city *c, struct now now, const char *token, const char **login)
{
	struct q_login_half_find h;
	*login = "";
	if (strlen(token) > LIMIT_CODE_CHARS || !q_login_half_find(tx, keyed(tx, c, "login-half", token), &h))
		return 0;
	*login = h.login;
	return now.utc_ms - h.made_ms > (int64_t)LIMIT_LOGIN_HALF_MIN * MINUTE_MS ? 0 : h.person_id;
}

/* -- freshness */

bool fresh_act(const char *act)
{
	for (const char *const *p = fresh_acts; *p; p++)
		if (cstr_eq(*p, act))
			return true;
	return false;
}

bool fresh_without_session(struct tx *tx, int64_t person_id)
{
	return !second_of(tx, person_id).in_force && !second_required(tx);
}

int64_t fresh_wait_ms(struct tx *tx, const struct city *c, struct now now, int64_t person_id)
{
	return throttle_wait_ms(tx, c, now, "second", number(tx->arena, person_id));
}

static bool refuse(struct refusal *why, struct msg what)
{
	*why = (struct refusal){REFUSE_FRESH, what, NULL, F_NONE};
	return false;
}

bool fresh_prove(struct tx *tx, const struct city *c, struct now now, struct viewer *v, const char *code, bool password, struct refusal *why)
{
	const char *who = number(tx->arena, v->person_id);
	int64_t wait = throttle_wait_ms(tx, c, now, "second", who);
	if (wait > 0)
		return refuse(why, T_STAFF_LOGIN_WAIT(number(tx->arena, (wait + 999) / 1000)));
	if (code ? second_accept(tx, c, now, v->person_id, code) : password) {
		throttle_clear(tx, c, now, "second", who);
		v->fresh = true;
		return true;
	}
	throttle_fail(tx, c, now, "second", who);
	audit_log(tx, "again.failed", v, NULL, 0);
	return refuse(why, code ? T_REFUSE_CODE_WRONG : T_REFUSE_PASSWORD_WRONG);
}
