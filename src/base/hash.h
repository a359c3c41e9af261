/* SHA-256 and keyed hashes (libsodium), hex and base32. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "arena.h"
#include "str.h"

struct sha256 { unsigned char b[32]; };

struct sha256 sha256_of(struct str s);
struct sha256 hmac256_of(const unsigned char key[static 32], struct str s);
bool sha256_eq(const struct sha256 *a, const struct sha256 *b); /* constant time */
/* Lower-case hex, 64 characters and NUL. Returns out. */
char *sha256_hex(const struct sha256 *h, char out[static 65]);
bool sha256_unhex(struct str hex, struct sha256 *out);

/* Streaming, for uploads. */
struct sha256_state { unsigned char opaque[128]; };
void sha256_init(struct sha256_state *s);
void sha256_add(struct sha256_state *s, const void *p, size_t n);
struct sha256 sha256_end(struct sha256_state *s);

/* Crockford base32 (no I L O U), upper case, most significant bit first; for
 * query codes and keys. Arena copy. Decoding accepts lower case, reads O as 0,
 * I and L as 1, skips blanks and hyphens. */
char *base32_text(struct arena *a, const void *p, size_t n);
bool base32_bytes(struct str s, unsigned char *out, size_t n);
/* URL-safe base64 without padding. Arena copy. */
char *base64url_text(struct arena *a, const void *p, size_t n);
/* Standard base64 with padding (RFC 4648, 4). Reading takes the one canonical
 * form only: no blanks, no bits left over, all the padding. Arena copies. */
char *base64_text(struct arena *a, const void *p, size_t n);
bool base64_bytes(struct arena *a, struct str s, struct str *out);

#endif
