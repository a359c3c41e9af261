/* Staff: accounts, posts, log-in, sessions, keys. Passwords are argon2id (by
 * libsodium, 64 MiB, 2 passes), hashed outside the transaction; wrong tries
 * are slowed per account and per address, and an unknown account costs the
 * same work. Sessions end after 30 idle minutes or 12 hours (assurance 7.3). */
#ifndef MATTER_PERSON_H
#define MATTER_PERSON_H

#include "act.h"

/* -- passwords (slow; call on the pool, never on a loop or the writer) */
const char *password_hash(struct arena *a, const char *password);
/* hash "" or NULL does the same work and says no. */
bool password_matches(const char *hash, const char *password);
/* Too short, too long, too common, the login or the city's name in it: the reason. */
struct msg password_fault(const char *password, const char *login);

/* -- log-in, in three steps: read, match on the pool, write */
struct login_try { int64_t person_id; const char *hash; int64_t wait_ms; /* > 0: throttled */ };
void login_read(struct tx *tx, const struct city *c, struct now now, const char *login, const char *peer, struct login_try *out);
void login_failed(struct tx *tx, const struct city *c, struct now now, const char *login, const char *peer);
/* Makes a session, forgets the fails; the cookie's token (43 characters), arena. */
const char *login_done(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *login, const char *peer);

/* -- sessions. token is the cookie's text */
bool session_load(struct tx *tx, const struct city *c, struct now now, const char *token, struct viewer *out, bool *stale); /* stale: touch it */
void session_touch(struct tx *tx, const struct city *c, struct now now, const char *token);
/* The person has just proved who they are (second.h). */
void session_prove(struct tx *tx, const struct city *c, struct now now, const char *token);
void session_end(struct tx *tx, const struct city *c, const char *token);
void session_end_all(struct tx *tx, int64_t person_id);
/* A code as typed into its 28 characters: upper case, O as 0, I and L as 1, without blanks and hyphens; "" when it is longer. */
void query_code_plain(const char *typed, char out[static 29]);
/* As it is shown: seven groups of four. code has 28 characters. Arena. (act_new.c) */
const char *query_code_shown(struct arena *a, const char *code);
/* A petitioner's session for the matter of this code, as typed; token, arena; NULL when it opens none. */
const char *session_follow(struct tx *tx, const struct city *c, struct now now, const char *typed_code);
/* The matter behind a query code as typed; 0 when there is none. The same work either way. Throttled by
 * who asks. In a write: that a further code opened it is an event (proxy.h). */
int64_t follow_enter(struct tx *tx, const struct city *c, struct now now, const char *typed_code);
/* Whoever holds the code, for one deed or answer without a session; matter_id 0 when it opens none. */
struct viewer viewer_by_code(struct tx *tx, const struct city *c, const char *typed_code);
/* Wrong tries, slowed; what is kept of who tries says nothing after the day (day_key.h). */
int64_t throttle_wait_ms(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who);
void throttle_fail(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who);
void throttle_clear(struct tx *tx, const struct city *c, struct now now, const char *purpose, const char *who);

/* -- API keys */
bool api_key_load(struct tx *tx, const struct city *c, struct now now, struct str key, struct viewer *out);
const char *api_key_new(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *label); /* shown once; an admin event */
void api_key_revoke(struct tx *tx, struct now now, int64_t person_id);   /* all of a person's; an admin event */

/* -- administration (each an admin event) */
struct person_in { const char *login, *name_zh, *name_en, *lang, *password_hash; };
bool person_add(struct tx *tx, const struct viewer *v, struct now now, const struct person_in *in, int64_t *id, struct refusal *why);
bool person_enable(struct tx *tx, const struct viewer *v, struct now now, const char *login, bool enabled, struct refusal *why);
bool person_set_password(struct tx *tx, const struct viewer *v, struct now now, const char *login, const char *password_hash, struct refusal *why);
/* Role by two administrators (pair 10), refused against pair 11. */
struct post_in { const char *login, *unit, *role, *title_zh, *title_en; day_t from; };
bool post_propose(struct tx *tx, const struct viewer *v, struct now now, const struct post_in *in, int64_t *id, struct refusal *why);
bool post_confirm(struct tx *tx, const struct viewer *v, struct now now, int64_t post_id, struct refusal *why);
bool post_end(struct tx *tx, const struct viewer *v, struct now now, int64_t post_id, day_t last, struct refusal *why);

#endif
