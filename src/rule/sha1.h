/* SHA-1 and its HMAC (FIPS 180-4, RFC 2104), for the one-time codes of
 * authenticator programs (RFC 6238) and for nothing else: libsodium has none,
 * and the programs people carry know no other. Forging such a code would take
 * a break of HMAC, not a collision. Pure. */
#ifndef RULE_SHA1_H
#define RULE_SHA1_H

#include "../base/str.h"

enum { SHA1_BYTES = 20 };

void sha1_of(struct str s, unsigned char out[static SHA1_BYTES]);
void sha1_hmac(struct str key, struct str s, unsigned char out[static SHA1_BYTES]);

#endif
