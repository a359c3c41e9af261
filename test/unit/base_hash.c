#include "test.h"

#include "base/hash.h"
#include "base/os.h"

TEST(sha256_of_known_texts)                            /* FIPS 180-4 examples */
{
	char hex[65];
	struct sha256 h = sha256_of(STR("abc"));
	CHECK_STR(sha256_hex(&h, hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	h = sha256_of(STR_NONE);
	CHECK_STR(sha256_hex(&h, hex), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(hmac_of_a_known_text)                             /* RFC 4231 case 2, its key filled with zeroes */
{
	unsigned char key[32] = "Jefe";
	char hex[65];
	struct sha256 h = hmac256_of(key, STR("what do ya want for nothing?"));
	CHECK_STR(sha256_hex(&h, hex), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	key[31] = 1;
	struct sha256 other = hmac256_of(key, STR("what do ya want for nothing?"));
	CHECK(!sha256_eq(&h, &other));
}

TEST(pieces_hash_like_the_whole)
{
	struct sha256_state s;
	struct sha256 whole = sha256_of(STR("every matter has a place"));
	for (size_t cut = 0; cut <= 24; cut++) {
		sha256_init(&s);
		sha256_add(&s, "every matter has a place", cut);
		sha256_add(&s, &"every matter has a place"[cut], 24 - cut);
		struct sha256 h = sha256_end(&s);
		CHECK(sha256_eq(&h, &whole));
	}
}

TEST(hex_is_read_only_when_whole)
{
	char hex[65];
	struct sha256 h = sha256_of(STR("x")), again;
	sha256_hex(&h, hex);
	CHECK(sha256_unhex(str_of(hex), &again) && sha256_eq(&h, &again));
	CHECK(!sha256_unhex(str_head(str_of(hex), 63), &again));
	CHECK(!sha256_unhex(str_of(arena_printf(test_arena(), "%s0", hex)), &again));
	hex[10] = 'g';
	CHECK(!sha256_unhex(str_of(hex), &again));
	hex[10] = ' ';
	CHECK(!sha256_unhex(str_of(hex), &again));
}

TEST(base32_of_known_bytes)
{
	CHECK_STR(base32_text(test_arena(), "", 0), "");
	CHECK_STR(base32_text(test_arena(), "\xFF", 1), "ZW");
	CHECK_STR(base32_text(test_arena(), "\x00\x44\x32\x14\xC7", 5), "01234567");
	CHECK_STR(base32_text(test_arena(), "\xFF\xFF\xFF\xFF\xFF", 5), "ZZZZZZZZ");
}

TEST(base32_comes_back_for_every_length)
{
	for (size_t n = 0; n < 40; n++) {
		unsigned char bytes[40], again[40];
		os_random(bytes, sizeof bytes);
		CHECK(base32_bytes(str_of(base32_text(test_arena(), bytes, n)), again, n));
		CHECK(memcmp(bytes, again, n) == 0);
	}
}

TEST(base32_forgives_what_eyes_confuse_and_nothing_else)
{
	unsigned char out[5];
	CHECK(base32_bytes(STR("oI l2-34 567"), out, 5) == false);     /* one letter too many */
	CHECK(base32_bytes(STR("o1-23 4567"), out, 5));
	CHECK(memcmp(out, "\x00\x44\x32\x14\xC7", 5) == 0);
	CHECK(base32_bytes(STR("0i234567"), out, 5));
	CHECK(memcmp(out, "\x00\x44\x32\x14\xC7", 5) == 0);
	CHECK(base32_bytes(STR("oL234567"), out, 5));
	CHECK(memcmp(out, "\x00\x44\x32\x14\xC7", 5) == 0);
	CHECK(!base32_bytes(STR("u1234567"), out, 5));
	CHECK(!base32_bytes(STR("0123456!"), out, 5));
	CHECK(!base32_bytes(STR("0123456\0"), out, 5));
	CHECK(!base32_bytes(STR("0123456"), out, 5));
	CHECK(base32_bytes(STR("ZW"), out, 1));
	CHECK(!base32_bytes(STR("ZZ"), out, 1));                       /* bits past the end */
	CHECK(!base32_bytes(STR("ZW0"), out, 1));
}

TEST(base64_is_safe_in_addresses)
{
	CHECK_STR(base64url_text(test_arena(), "\xFB\xFF\xFE", 3), "-__-");
	CHECK_STR(base64url_text(test_arena(), "a", 1), "YQ");
	CHECK_STR(base64url_text(test_arena(), "", 0), "");
}
