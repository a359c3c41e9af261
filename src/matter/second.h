/* The second factor of staff, and who is fresh. A person's authenticator and
 * the city share a secret (RFC 6238), which lies sealed with the city's key; a
 * code opens once. Ten recovery codes of 128 bits, kept as keyed hashes, open
 * once each. Nobody sets another person's factor; an administrator can only
 * remove it (assurance 6.4.6).
 *
 * Fresh is who proved by password or code in the last LIMIT_FRESH_MIN minutes.
 * The acts of fresh_acts need it of staff, whichever way they come: act_check
 * asks, so that pages, API and command line all refuse. */
#ifndef MATTER_SECOND_H
#define MATTER_SECOND_H

#include "../base/limits.h"
#include "act.h"

struct second { bool in_force, pending; int64_t recovery_left; };
struct second second_of(struct tx *tx, int64_t person_id);

/* -- the city's setting: staff_second_factor */
bool second_required(struct tx *tx);
bool second_require(struct tx *tx, const struct viewer *v, struct now now, bool required);

/* -- enrolment. What was in force stays so until a code of the new secret came */
/* A new secret, as people type it; arena. */
const char *second_begin(struct tx *tx, const struct city *c, int64_t person_id);
/* The secret that waits for its first code, or NULL. */
const char *second_pending(struct tx *tx, const struct city *c, int64_t person_id);
/* False: not a code of it. codes: new recovery codes, to be shown once; the old ones end. */
bool second_confirm(struct tx *tx, const struct city *c, struct now now, const struct viewer *v, const char *typed,
	const char *codes[static LIMIT_RECOVERY_CODES]);
/* New recovery codes in place of all old ones. */
void second_new_codes(struct tx *tx, const struct city *c, struct now now, const struct viewer *v,
	const char *codes[static LIMIT_RECOVERY_CODES]);
/* Removes a person's factor and ends the sessions; an admin event. */
bool second_reset(struct tx *tx, const struct viewer *v, struct now now, const char *login, struct refusal *why);

/* -- use. Right: the code is used up */
bool second_accept(struct tx *tx, const struct city *c, struct now now, int64_t person_id, const char *typed);

/* -- log-in between password and code */
const char *login_half_new(struct tx *tx, const struct city *c, struct now now, int64_t person_id);
/* The person, or 0 when the token is none, or too old; *login for login_done. */
int64_t login_half(struct tx *tx, const struct city *c, struct now now, const char *token, const char **login);

/* -- freshness */
extern const char *const fresh_acts[];                 /* NULL-ended */
bool fresh_act(const char *act);
/* Key or command line, which have no session: fresh when the person has no factor to be asked for. */
bool fresh_without_session(struct tx *tx, int64_t person_id);
/* Milliseconds to wait after too many wrong proofs; 0: may try. */
int64_t fresh_wait_ms(struct tx *tx, const struct city *c, struct now now, int64_t person_id);
/* In a write, before what needs it: makes v fresh, by a code, or by a password
 * that matched on the pool (code NULL). False: *why says so and the try is
 * counted, for which the transaction must be kept. */
bool fresh_prove(struct tx *tx, const struct city *c, struct now now, struct viewer *v, const char *code, bool password, struct refusal *why);

#endif
