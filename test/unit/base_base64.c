/* Standard base64: the vectors of RFC 4648, and one spelling for every value. */
#include "base/hash.h"

#include "test.h"

TEST(base64_reads_and_writes_the_vectors_of_the_rfc)
{
	static const struct { const char *plain, *text; } rows[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	struct str out;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_STR(base64_text(test_arena(), rows[i].plain, strlen(rows[i].plain)), rows[i].text);
		CHECK(base64_bytes(test_arena(), str_of(rows[i].text), &out));
		CHECK_STR(out, rows[i].plain);
	}
}

TEST(base64_has_one_spelling)
{
	static const char *const bad[] = {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "Zm 9v", "Zm9v\n", "Zm9v====", "====", "=", "Z===", "Zm-_", "Zg==Zg==", "Zm9v "};
	struct str out;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!base64_bytes(test_arena(), str_of(bad[i]), &out));
	/* every four bytes that are read are those that are written */
	char text[5] = "AA/A";
	for (int at = 0; at < 4; at++)
		for (int c = 0; c < 256; c++) {
			char four[4];
			memcpy(four, text, 4);
			four[at] = (char)c;
			struct str in = {four, 4};
			if (base64_bytes(test_arena(), in, &out))
				CHECK_STR(base64_text(test_arena(), out.p, out.n), in);
		}
}
