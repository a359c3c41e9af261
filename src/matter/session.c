/* Log-in, sessions, query codes, keys. Laws: 1 the database holds keyed hashes
 * of tokens, codes and keys, never themselves; 2 a right and a wrong guess cost
 * the same work; 3 wrong guesses are slowed per account and per address, and a
 * slowed account can still log in from elsewhere; 4 sessions end after 30 idle
 * minutes or 12 hours. */
#include "person.h"

#include <sodium.h>

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "audit_log.h"
#include "day_key.h"
#include "identity.h"
#include "proxy.h"
#include "second.h"

enum { MINUTE_MS = 60 * 1000, FREE_FAILS = 4, WAIT_MAX_MS = 15 * MINUTE_MS, TOUCH_MS = MINUTE_MS };

const char *password_hash(struct arena *a, const char *password)
{
	char out[crypto_pwhash_STRBYTES];
	must(crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0);
	return arena_strdup(a, out);
}

bool password_matches(const char *hash, const char *password)
{
	char out[crypto_pwhash_STRBYTES];
	if (!cstr_empty(hash))
		return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
	/* the same work for an account that is not there */
	must(crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0);
	return false;
}

struct msg password_fault(const char *password, const char *login)
{
	static const char *const common[] = {"password", "123456", "qwerty", "huiyin", "dalian", "admin", "letmein", "iloveyou", "welcome", NULL};
	size_t chars = utf8_count(str_of(password));
	if (chars < LIMIT_PASSWORD_MIN_CHARS)
		return T_REFUSE_PASSWORD_SHORT;
	if (strlen(password) > LIMIT_PASSWORD_BYTES)
		return T_REFUSE_PASSWORD_LONG;
	if (strlen(login) >= 4 && strstr(password, login))
		return T_REFUSE_PASSWORD_LOGIN;
	for (const char *const *w = common; *w; w++) {
		/* a common word and little else */
		const char *at = strstr(password, *w);
		if (at && chars < strlen(*w) + 8)
			return T_REFUSE_PASSWORD_COMMON;
	}
	bool same = true;
	for (const char *p = password; *p; p++)
		same = same && *p == *password;
	return same ? T_REFUSE_PASSWORD_COMMON : MSG_NONE;
}

static struct str keyed(struct tx *tx, const struct city *c, const char *purpose, const char *value)
{
	struct sha256 h = city_keyed(c, purpose, str_of(value));
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

/* -- throttling: by keys that are gone tomorrow, so that no address stays */

static struct str knocks(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who)
{
	/* a staff member's number is no trace of anybody outside, and must hold across a restart */
	bool person = cstr_eq(purpose, "second");
	struct sha256 h = person ? city_keyed(c, purpose, str_of(who)) : day_keyed(c->day_key, now.today, purpose, who);
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

int64_t throttle_wait_ms(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who)
{
	struct q_throttle_find t;
	if (!q_throttle_find(tx, knocks(tx, c, now, purpose, who), &t) || t.until_ms <= now.utc_ms)
		return 0;
	return t.until_ms - now.utc_ms;
}

void throttle_fail(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who)
{
	struct q_throttle_find t = {0};
	struct str key = knocks(tx, c, now, purpose, who);
	q_throttle_find(tx, key, &t);
	int64_t fails = t.fails + 1, wait = 0;
	for (int64_t i = FREE_FAILS; i < fails && wait < WAIT_MAX_MS; i++)
		wait = wait ? wait * 2 : 1000;
	q_throttle_set(tx, key, fails, now.utc_ms + (wait > WAIT_MAX_MS ? WAIT_MAX_MS : wait), now.utc_ms);
}

void throttle_clear(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who)
{
	q_throttle_clear(tx, knocks(tx, c, now, purpose, who));
}

/* -- log-in */

/* The matter a code opens, and by which further code of it. The same work whether there is one or not. */
struct behind_code { int64_t matter_id, proxy; };
static struct behind_code behind(struct tx *tx, const struct city *c, const char *typed_code);

static const char *login_place(struct arena *a, const char *login, const char *peer)
{
	return arena_printf(a, "%s@%s", login, peer);
}

void login_read(struct tx *tx, const struct city *c, struct now now, const char *login, const char *peer, struct login_try *out)
{
	struct q_person_by_login p;
	*out = (struct login_try){0};
	int64_t account = throttle_wait_ms(tx, c, now, "login", login_place(tx->arena, login, peer));
	int64_t address = throttle_wait_ms(tx, c, now, "login-address", peer);
	out->wait_ms = account > address ? account : address;
	if (q_person_by_login(tx, login, &p) && p.enabled && *p.password) {
		out->person_id = p.id;
		out->hash = p.password;
	}
}

void login_failed(struct tx *tx, const struct city *c, struct now now, const char *login, const char *peer)
{
	throttle_fail(tx, c, now, "login", login_place(tx->arena, login, peer));
	struct q_throttle_find t;
	/* an address gets ten times the tries of one account on it */
	struct str key = knocks(tx, c, now, "login-address", peer);
	int64_t fails = q_throttle_find(tx, key, &t) ? t.fails + 1 : 1;
	q_throttle_set(tx, key, fails, fails > 10 * FREE_FAILS ? now.utc_ms + MINUTE_MS : 0, now.utc_ms);
	audit_log(tx, "login.failed", NULL, NULL, 0);
}

static const char *random_token(struct arena *a)
{
	unsigned char random[32];
	os_random(random, sizeof random);
	return base64url_text(a, random, sizeof random);
}

const char *login_done(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *login, const char *peer)
{
	struct viewer self = {.kind = VIEWER_STAFF, .person_id = person_id};
	const char *token = random_token(tx->arena);
	throttle_clear(tx, c, now, "login", login_place(tx->arena, login, peer));
	q_login_half_delete_person(tx, person_id);
	audit_log(tx, "login.ok", &self, NULL, 0);
	q_session_insert(tx, keyed(tx, c, "session", token), person_id, DB_NULL_INT, 0, random_token(tx->arena), now.utc_ms, (struct str){NULL, 0});
	return token;
}

const char *session_follow(struct tx *tx, const struct city *c, struct now now, const char *typed_code)
{
	char code[29];
	const char *token = random_token(tx->arena);
	struct behind_code at = behind(tx, c, typed_code);
	if (!at.matter_id)
		return NULL;
	query_code_plain(typed_code, code);
	q_session_insert(tx, keyed(tx, c, "session", token), DB_NULL_INT, at.matter_id, at.proxy, random_token(tx->arena), now.utc_ms,
		identity_follow_seal(tx->arena, token, code));
	sodium_memzero(code, sizeof code);
	return token;
}

static bool expired(const struct q_session_find *s, struct now now)
{
	return now.utc_ms - s->seen_ms > (int64_t)LIMIT_SESSION_IDLE_MIN * MINUTE_MS ||
		now.utc_ms - s->created_ms > (int64_t)LIMIT_SESSION_HOURS * 60 * MINUTE_MS;
}

static bool staff_viewer(struct tx *tx, const struct q_session_find *s, struct now now, struct viewer *out)
{
	if (!viewer_load(tx, s->person_id, now.today, out))
		return false;
	int64_t age_ms = now.utc_ms - s->auth_ms;
	out->fresh = age_ms >= 0 && age_ms <= (int64_t)LIMIT_FRESH_MIN * MINUTE_MS;
	out->must_enrol = second_required(tx) && !second_of(tx, s->person_id).in_force;
	return true;
}

bool session_load(struct tx *tx, const struct city *c, struct now now, const char *token, struct viewer *out, bool *stale)
{
	struct q_session_find s;
	*stale = false;
	if (cstr_empty(token) || strlen(token) > 64 || !q_session_find(tx, keyed(tx, c, "session", token), &s) || expired(&s, now))
		return false;
	if (s.person_id == DB_NULL_INT) {
		*out = viewer_petitioner(s.matter_id);
		out->proxy = s.proxy;
		out->follow_token = token;
		out->follow_seal = s.sealed;
	} else if (!staff_viewer(tx, &s, now, out)) {
		return false;
	}
	out->csrf = s.csrf;
	*stale = now.utc_ms - s.seen_ms > TOUCH_MS;
	return true;
}

void session_touch(struct tx *tx, const struct city *c, struct now now, const char *token)
{
	q_session_seen(tx, keyed(tx, c, "session", token), now.utc_ms);
}

void session_prove(struct tx *tx, const struct city *c, struct now now, const char *token)
{
	q_session_set_auth(tx, keyed(tx, c, "session", token), now.utc_ms);
}

void session_end(struct tx *tx, const struct city *c, const char *token)
{
	q_session_delete(tx, keyed(tx, c, "session", token));
}

void session_end_all(struct tx *tx, int64_t person_id)
{
	q_session_delete_person(tx, person_id);
}

/* -- query codes */

/* As typed into the 28 characters of a code: upper case, O as 0, I and L as 1, blanks and hyphens dropped; "" when it is longer. */
void query_code_plain(const char *typed, char out[static 29])
{
	size_t n = 0;
	for (; *typed; typed++) {
		char ch = *typed;
		if (ch == ' ' || ch == '-')
			continue;
		if (n == 28) {
			n = 0;                 /* longer than a code: like no code at all */
			break;
		}
		if (ch >= 'a' && ch <= 'z')
			ch = (char)(ch - 32);
		out[n++] = ch == 'O' ? '0' : ch == 'I' || ch == 'L' ? '1' : ch;
	}
	out[n] = 0;
}

static struct behind_code behind(struct tx *tx, const struct city *c, const char *typed_code)
{
	struct q_matter_id_by_code own;
	struct q_proxy_by_code further;
	char code[29];
	query_code_plain(typed_code, code);
	struct str key = follow_key(tx->arena, c, code);
	bool is_own = q_matter_id_by_code(tx, key, &own), is_further = q_proxy_by_code(tx, key, &further);
	sodium_memzero(code, sizeof code);
	return is_own ? (struct behind_code){own.id, 0} : is_further ? (struct behind_code){further.matter_id, further.place} : (struct behind_code){0, 0};
}

struct viewer viewer_by_code(struct tx *tx, const struct city *c, const char *typed_code)
{
	char code[29];
	struct behind_code at = behind(tx, c, typed_code);
	struct viewer v = viewer_petitioner(at.matter_id);
	v.proxy = at.proxy;
	query_code_plain(typed_code, code);
	v.follow_token = random_token(tx->arena);
	v.follow_seal = identity_follow_seal(tx->arena, v.follow_token, code);
	sodium_memzero(code, sizeof code);
	return v;
}

int64_t follow_enter(struct tx *tx, const struct city *c, struct now now, const char *typed_code)
{
	struct behind_code at = behind(tx, c, typed_code);
	if (at.proxy)
		proxy_opened(tx, now, at.matter_id, at.proxy);
	return at.matter_id;
}

/* -- API keys */

bool api_key_load(struct tx *tx, const struct city *c, struct now now, struct str key, struct viewer *out)
{
	struct q_api_key_find found;
	const char *text = arena_cstr(tx->arena, str_head(key, 128));
	if (!q_api_key_find(tx, keyed(tx, c, "api-key", text), &found) || !viewer_load(tx, found.person_id, now.today, out))
		return false;
	out->fresh = fresh_without_session(tx, found.person_id);
	return true;
}

static void key_event(struct tx *tx, struct now now, int64_t person_id, const char *act, const char *event)
{
	struct q_person_by_id p;
	struct viewer self = {.kind = VIEWER_STAFF, .person_id = person_id};
	must(q_person_by_id(tx, person_id, &p) || tx->trouble != TROUBLE_NONE);
	if (tx->trouble == TROUBLE_NONE)
		q_admin_event_insert(tx, now.utc_ms, person_id, act, p.login, "{}");
	audit_log(tx, event, &self, NULL, 0);
}

const char *api_key_new(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *label)
{
	const char *key = random_token(tx->arena);
	q_api_key_insert(tx, keyed(tx, c, "api-key", key), person_id, label, now.utc_ms);
	key_event(tx, now, person_id, "key_new", "key.made");
	return key;
}

void api_key_revoke(struct tx *tx, struct now now, int64_t person_id)
{
	q_api_key_revoke_all(tx, person_id, now.utc_ms);
	key_event(tx, now, person_id, "key_revoke", "key.revoked");
}
