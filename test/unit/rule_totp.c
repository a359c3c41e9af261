/* One-time codes: the vectors of the standards, and what is refused. */
#include "rule/sha1.h"
#include "rule/totp.h"
#include "test.h"

static const char *hex_of(const unsigned char *p)
{
	char *out = arena_alloc(test_arena(), 2 * SHA1_BYTES + 1);
	for (int i = 0; i < SHA1_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", p[i]);
	return out;
}

static const char *sha1_hex(struct str s)
{
	unsigned char h[SHA1_BYTES];
	sha1_of(s, h);
	return hex_of(h);
}

static struct str many(char c, size_t n)
{
	char *p = arena_alloc(test_arena(), n + 1);
	memset(p, c, n);
	return (struct str){p, n};
}

/* RFC 3174, 7.3, and lengths around the block. */
TEST(sha1_gives_the_published_hashes)
{
	CHECK_STR(sha1_hex(STR("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	CHECK_STR(sha1_hex(STR("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
	CHECK_STR(sha1_hex(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	CHECK_STR(sha1_hex(many('a', 1000000)), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
	CHECK_STR(sha1_hex(many('a', 55)), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
	CHECK_STR(sha1_hex(many('a', 56)), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
	CHECK_STR(sha1_hex(many('a', 64)), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

static const char *mac_hex(struct str key, struct str s)
{
	unsigned char h[SHA1_BYTES];
	sha1_hmac(key, s, h);
	return hex_of(h);
}

/* RFC 2202, 3. */
TEST(hmac_gives_the_published_codes)
{
	CHECK_STR(mac_hex(many(0x0b, 20), STR("Hi There")), "b617318655057264e28bc0b6fb378c8ef146be00");
	CHECK_STR(mac_hex(STR("Jefe"), STR("what do ya want for nothing?")), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
	CHECK_STR(mac_hex(many((char)0xaa, 20), many((char)0xdd, 50)), "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
	CHECK_STR(mac_hex(many((char)0xaa, 80), STR("Test Using Larger Than Block-Size Key - Hash Key First")), "aa4ae5e15272d00e95705637ce8a3b55ed402112");
	CHECK_STR(mac_hex(many((char)0xaa, 80), STR("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data")), "e8e99d0f45237d786d6bbaa7965c7808bbff1a91");
}

#define SECRET STR("12345678901234567890")

/* RFC 4226, appendix D. */
TEST(counters_give_the_published_codes)
{
	static const int codes[] = {755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489};
	for (int i = 0; i < 10; i++)
		CHECK_INT(totp_code(SECRET, i), codes[i]);
}

/* RFC 6238, appendix B; its eight digits end in our six. */
TEST(instants_give_the_published_codes)
{
	static const struct { int64_t s; const char *code; } rows[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
		{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_INT(totp_step(SECRET, rows[i].s * 1000, rows[i].code, 0), rows[i].s / 30);
}

TEST(a_neighbouring_step_is_accepted_and_the_next_one_is_not)
{
	int64_t now_ms = 1000000LL * 30 * 1000 + 15000;
	for (int off = -3; off <= 3; off++) {
		const char *code = arena_printf(test_arena(), "%06d", totp_code(SECRET, 1000000 + off));
		CHECK_INT(totp_step(SECRET, now_ms, code, 0), off >= -1 && off <= 1 ? 1000000 + off : 0);
	}
}

TEST(a_used_step_and_those_before_it_are_refused)
{
	int64_t now_ms = 1000000LL * 30 * 1000;
	for (int off = -1; off <= 1; off++) {
		const char *code = arena_printf(test_arena(), "%06d", totp_code(SECRET, 1000000 + off));
		CHECK_INT(totp_step(SECRET, now_ms, code, 1000000 + off - 1), 1000000 + off);
		CHECK_INT(totp_step(SECRET, now_ms, code, 1000000 + off), 0);
		CHECK_INT(totp_step(SECRET, now_ms, code, 1000002), 0);
	}
}

TEST(only_six_digits_are_a_code)
{
	static const char *const wrong[] = {"", " ", "28708", "2870820", "28708a", "-287082", "+28708", "287082\n", "２８７０８２", "0x2870", NULL};
	for (const char *const *w = wrong; *w; w++) {
		CHECK(!totp_shaped(*w));
		CHECK_INT(totp_step(SECRET, 59000, *w, 0), 0);
	}
	CHECK(totp_shaped("287 082"));
	CHECK_INT(totp_step(SECRET, 59000, " 287 082 ", 0), 1);
	CHECK_INT(totp_step(STR("12345678901234567891"), 59000, "287082", 0), 0);
}

/* RFC 4648, 10, without the padding. */
TEST(secrets_are_written_in_base32)
{
	CHECK_STR(totp_secret_text(test_arena(), STR("")), "");
	CHECK_STR(totp_secret_text(test_arena(), STR("f")), "MY");
	CHECK_STR(totp_secret_text(test_arena(), STR("fo")), "MZXQ");
	CHECK_STR(totp_secret_text(test_arena(), STR("foo")), "MZXW6");
	CHECK_STR(totp_secret_text(test_arena(), STR("foob")), "MZXW6YQ");
	CHECK_STR(totp_secret_text(test_arena(), STR("fooba")), "MZXW6YTB");
	CHECK_STR(totp_secret_text(test_arena(), STR("foobar")), "MZXW6YTBOI");
	CHECK_STR(totp_secret_text(test_arena(), SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}
