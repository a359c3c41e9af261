/* Hashes and their texts. See hash.h. The arithmetic is libsodium's. */
/* First: it uses names that base/banned.h takes away. */
#include <sodium.h>

#include "bug.h"
#include "hash.h"

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256_state), "room for libsodium's state");

struct sha256 sha256_of(struct str s)
{
	struct sha256 h;
	crypto_hash_sha256(h.b, (const unsigned char *)s.p, s.n);
	return h;
}

struct sha256 hmac256_of(const unsigned char key[static 32], struct str s)
{
	struct sha256 h;
	crypto_auth_hmacsha256(h.b, (const unsigned char *)s.p, s.n, key);
	return h;
}

bool sha256_eq(const struct sha256 *a, const struct sha256 *b)
{
	return sodium_memcmp(a->b, b->b, sizeof a->b) == 0;
}

char *sha256_hex(const struct sha256 *h, char out[static 65])
{
	return sodium_bin2hex(out, 65, h->b, sizeof h->b);
}

bool sha256_unhex(struct str hex, struct sha256 *out)
{
	size_t n = 0;
	return hex.n == 64 && sodium_hex2bin(out->b, sizeof out->b, hex.p, hex.n, NULL, &n, NULL) == 0 && n == 32;
}

/* The state is copied in and out: our struct promises no alignment. */
void sha256_init(struct sha256_state *s)
{
	crypto_hash_sha256_state inner;
	memset(s, 0, sizeof *s);
	crypto_hash_sha256_init(&inner);
	memcpy(s->opaque, &inner, sizeof inner);
}

void sha256_add(struct sha256_state *s, const void *p, size_t n)
{
	crypto_hash_sha256_state inner;
	memcpy(&inner, s->opaque, sizeof inner);
	crypto_hash_sha256_update(&inner, p, n);
	memcpy(s->opaque, &inner, sizeof inner);
}

struct sha256 sha256_end(struct sha256_state *s)
{
	crypto_hash_sha256_state inner;
	struct sha256 h;
	memcpy(&inner, s->opaque, sizeof inner);
	crypto_hash_sha256_final(&inner, h.b);
	return h;
}

char *base32_text(struct arena *a, const void *p, size_t n)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	const unsigned char *b = p;
	must(n <= SIZE_MAX / 8 - 8);
	size_t count = (n * 8 + 4) / 5;
	char *out = arena_alloc(a, count + 1);
	for (size_t i = 0; i < count; i++) {
		unsigned v = 0;
		for (size_t bit = i * 5; bit < i * 5 + 5; bit++)
			v = v << 1 | (bit / 8 < n ? (unsigned)b[bit / 8] >> (7 - bit % 8) & 1 : 0);
		out[i] = letters[v];
	}
	return out;
}

/* The value of a Crockford letter, or -1. */
static int base32_value(char c)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? (int)(at - letters) : -1;
}

bool base32_bytes(struct str s, unsigned char *out, size_t n)
{
	size_t bit = 0;
	memset(out, 0, n);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '-')
			continue;
		int v = base32_value(s.p[i]);
		if (v < 0 || bit >= n * 8)
			return false;
		for (int k = 4; k >= 0; k--, bit++) {
			unsigned on = (unsigned)v >> k & 1;
			if (on && bit >= n * 8)
				return false;
			if (on)
				out[bit / 8] |= (unsigned char)(1u << (7 - bit % 8));
		}
	}
	return bit >= n * 8;
}

char *base64url_text(struct arena *a, const void *p, size_t n)
{
	size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return sodium_bin2base64(arena_alloc(a, room), room, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

char *base64_text(struct arena *a, const void *p, size_t n)
{
	size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
	return sodium_bin2base64(arena_alloc(a, room), room, p, n, sodium_base64_VARIANT_ORIGINAL);
}

bool base64_bytes(struct arena *a, struct str s, struct str *out)
{
	size_t n = 0;
	if (s.n % 4 != 0)
		return false;
	/* libsodium 1.0.18 reads some bytes past ASCII as + or /: its arithmetic takes a signed char. */
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	char *p = arena_alloc(a, s.n / 4 * 3 + 1);
	if (sodium_base642bin((unsigned char *)p, s.n / 4 * 3, s.p, s.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return false;
	*out = (struct str){p, n};
	return true;
}
