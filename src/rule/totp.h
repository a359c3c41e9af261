/* One-time codes by time (RFC 6238 over RFC 4226): HMAC-SHA-1, 30 seconds, six
 * digits, which is what every authenticator program reads. Pure: the instant
 * and the secret are given, what was used before is the caller's to keep. */
#ifndef RULE_TOTP_H
#define RULE_TOTP_H

#include "../base/arena.h"
#include "../base/str.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_S = 30, TOTP_DIGITS = 6, TOTP_SLACK_STEPS = 1 };

/* RFC 4226, 5.3: the code of a counter, 0..999999. */
int totp_code(struct str secret, int64_t step);
/* The step whose code was typed: the one of the instant, or a neighbour (a
 * clock may be half a minute off), but later than used; 0 when there is none.
 * Blanks in what was typed do not count. The same work for right and wrong. */
int64_t totp_step(struct str secret, int64_t utc_ms, const char *typed, int64_t used);
/* Are there six digits and nothing else but blanks? */
bool totp_shaped(const char *typed);
/* The secret as people type it into a program (RFC 4648 base32, no padding). Arena. */
const char *totp_secret_text(struct arena *a, struct str secret);

#endif
