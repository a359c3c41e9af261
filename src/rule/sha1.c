/* SHA-1, over whole texts. Law: two inputs are hashed as if they stood one
 * after the other, which is all that HMAC needs; nothing is allocated. */
#include "sha1.h"

enum { BLOCK = 64 };

struct state { uint32_t h[5]; unsigned char block[BLOCK]; size_t fill; uint64_t bytes; };

static uint32_t turn(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

/* FIPS 180-4, 6.1.2. */
static void take_block(struct state *s)
{
	uint32_t w[80], a = s->h[0], b = s->h[1], c = s->h[2], d = s->h[3], e = s->h[4];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 | (uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20 ? (b & c) | (~b & d) : i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
		uint32_t k = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
		uint32_t sum = turn(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = turn(b, 30);
		b = a;
		a = sum;
	}
	s->h[0] += a;
	s->h[1] += b;
	s->h[2] += c;
	s->h[3] += d;
	s->h[4] += e;
}

static void take(struct state *s, struct str part)
{
	s->bytes += part.n;
	for (size_t i = 0; i < part.n; i++) {
		s->block[s->fill++] = (unsigned char)part.p[i];
		if (s->fill == BLOCK) {
			take_block(s);
			s->fill = 0;
		}
	}
}

static void finish(struct state *s, unsigned char out[static SHA1_BYTES])
{
	uint64_t bits = s->bytes * 8;
	char end[8];
	for (int i = 0; i < 8; i++)
		end[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
	take(s, STR("\x80"));
	while (s->fill != BLOCK - 8)
		take(s, (struct str){"\0", 1});
	take(s, (struct str){end, 8});
	for (int i = 0; i < SHA1_BYTES; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

static void hash_two(struct str a, struct str b, unsigned char out[static SHA1_BYTES])
{
	struct state s = {.h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};
	take(&s, a);
	take(&s, b);
	finish(&s, out);
}

void sha1_of(struct str s, unsigned char out[static SHA1_BYTES])
{
	hash_two(s, STR_NONE, out);
}

void sha1_hmac(struct str key, struct str s, unsigned char out[static SHA1_BYTES])
{
	unsigned char short_key[SHA1_BYTES], inner[SHA1_BYTES];
	char in[BLOCK], outer[BLOCK];
	if (key.n > BLOCK) {
		sha1_of(key, short_key);
		key = (struct str){(const char *)short_key, SHA1_BYTES};
	}
	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char k = i < key.n ? (unsigned char)key.p[i] : 0;
		in[i] = (char)(k ^ 0x36);
		outer[i] = (char)(k ^ 0x5c);
	}
	hash_two((struct str){in, BLOCK}, s, inner);
	hash_two((struct str){outer, BLOCK}, (struct str){(const char *)inner, SHA1_BYTES}, out);
}
