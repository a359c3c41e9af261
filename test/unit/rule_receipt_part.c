/* Receipts split over QR codes and joined again. */
#include "rule/receipt_part.h"
#include "test.h"

static struct str sample(size_t n)
{
	char *p = arena_alloc(test_arena(), n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)("c2sp.org/\n \xe2\x80\x94"[i % 13] + (int)(i / 13 % 3));
	return (struct str){p, n};
}

static const char *parts_text(struct str receipt, int from, int to, const char *between)
{
	struct arena *a = test_arena();
	const char *text = "";
	for (int i = from; i <= to; i++)
		text = arena_printf(a, "%s%s%s", text, receipt_part(a, receipt, i), between);
	return text;
}

static enum receipt_join join(const char *text, struct str *out)
{
	int lacks;
	return receipt_join(test_arena(), str_of(text), out, &lacks);
}

TEST(a_receipt_in_parts_is_joined_to_the_same_bytes)
{
	static const size_t sizes[] = {1, 2, 3, 4, 5, 437, 438, 874, 875, 876, 1500, 4000, 40000};
	struct str out;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct str r = sample(sizes[i]);
		int n = receipt_parts(r.n);
		CHECK_INT(n, ((sizes[i] * 8 + 4) / 5 + 699) / 700);
		CHECK_INT(join(parts_text(r, 1, n, "\n"), &out), RECEIPT_JOINED);
		CHECK_STR(out, r);
	}
}

TEST(every_part_fits_its_code)
{
	struct arena *a = test_arena();
	struct str r = sample(9999);
	int n = receipt_parts(r.n);
	for (int i = 1; i <= n; i++) {
		struct str part = str_of(receipt_part(a, r, i));
		/* alphanumeric mode, version 17, level M: 734 letters (ISO/IEC 18004, table 7) */
		CHECK(part.n <= 734);
		for (size_t k = 0; k < part.n; k++)
			CHECK(strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", part.p[k]));
	}
}

TEST(parts_may_come_in_any_order_twice_wrapped_and_in_lower_case)
{
	struct arena *a = test_arena();
	struct str r = sample(1000), out;
	const char *one = receipt_part(a, r, 1), *two = receipt_part(a, r, 2), *three = receipt_part(a, r, 3);
	CHECK_INT(receipt_parts(r.n), 3);
	CHECK_INT(join(arena_printf(a, "\r\n %s\n\n%s\t%s\n%s", three, one, two, one), &out), RECEIPT_JOINED);
	CHECK_STR(out, r);
	char *small = arena_strdup(a, parts_text(r, 1, 3, "\r\n"));
	for (char *p = small; *p; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
	CHECK_INT(join(small, &out), RECEIPT_JOINED);
	CHECK_STR(out, r);
	size_t middle = strlen(one) / 2;
	CHECK_INT(join(arena_printf(a, "%.*s\n%s\n%s\n%s", (int)middle, one, one + middle, two, three), &out), RECEIPT_JOINED);
	CHECK_STR(out, r);
}

TEST(what_is_missing_mixed_or_misread_is_said)
{
	struct arena *a = test_arena();
	struct str r = sample(1000), other = sample(1001), out;
	int lacks;
	CHECK_INT(receipt_join(a, str_of(arena_printf(a, "%s %s", receipt_part(a, r, 3), receipt_part(a, r, 1))), &out, &lacks), RECEIPT_LACKS_PART);
	CHECK_INT(lacks, 2);
	CHECK_INT(join(arena_printf(a, "%s %s", receipt_part(a, r, 1), receipt_part(a, other, 2)), &out), RECEIPT_MIXED_PARTS);
	CHECK_INT(join("c2sp.org/tlog-proof@v1\n", &out), RECEIPT_NO_PARTS);
	CHECK_INT(join("", &out), RECEIPT_NO_PARTS);
	static const char *const bad[] = {"HUIYIN-RECEIPT", "HUIYIN-RECEIPT 1/1", "HUIYIN-RECEIPT 1/1 00000000", "HUIYIN-RECEIPT 0/1 00000000 00", "HUIYIN-RECEIPT 2/1 00000000 00", "HUIYIN-RECEIPT 1/100 00000000 00",
		"HUIYIN-RECEIPT 1 00000000 00", "HUIYIN-RECEIPT 1/1 0000000 00", "HUIYIN-RECEIPT 1/1 00000000 00", "HUIYIN-RECEIPT 1/1 0000000U 00", "HUIYIN-RECEIPT 1/1 00000000 0", "HUIYIN-RECEIPT -1/1 00000000 00"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (join(bad[i], &out) != RECEIPT_BAD_PART)
			test_fail(__FILE__, __LINE__, "taken: %s", bad[i]);
	CHECK_STR(msg_text(a, LANG_EN, receipt_join_words(a, RECEIPT_LACKS_PART, 2)), "Not proved yet: part 2 of the printed receipt is missing. Please add it.");
}

TEST(no_letter_of_a_part_can_be_another)
{
	struct arena *a = test_arena(), *small = arena_new(1 << 20);
	struct str r = sample(300), out;
	int lacks;
	char *text = arena_strdup(a, receipt_part(a, r, 1));
	size_t head = strlen("HUIYIN-RECEIPT 1/1 ");
	for (size_t i = head; text[i]; i++, arena_reset(small)) {
		char was = text[i];
		if (was == ' ')
			continue;
		text[i] = was == '7' ? '8' : '7';
		CHECK_INT(receipt_join(small, str_of(text), &out, &lacks), RECEIPT_BAD_PART);
		text[i] = was;
	}
	arena_free(small);
}

TEST(parts_have_their_limits)
{
	struct arena *a = test_arena();
	struct str out;
	int lacks;
	/* 99 parts of 700 letters */
	size_t most = LIMIT_RECEIPT_PARTS * 700 / 8 * 5 + 2;
	CHECK_INT(receipt_parts(most), LIMIT_RECEIPT_PARTS);
	CHECK_INT(receipt_parts(most + 1), 0);
	CHECK_INT(receipt_parts((size_t)LIMIT_RECEIPT_BYTES + 1), 0);
	struct str r = sample(most);
	CHECK_INT(join(parts_text(r, 1, LIMIT_RECEIPT_PARTS, "\n"), &out), RECEIPT_JOINED);
	CHECK_STR(out, r);
	/* a text of the longest kind, and one byte more */
	struct str one = sample(100);
	for (int more = 0; more < 2; more++) {
		char *text = arena_alloc(a, LIMIT_RECEIPT_BYTES + 2);
		const char *part = receipt_part(a, one, 1);
		memset(text, ' ', LIMIT_RECEIPT_BYTES + 1);
		memcpy(text, part, strlen(part));
		CHECK_INT(receipt_join(a, (struct str){text, (size_t)LIMIT_RECEIPT_BYTES + (size_t)more}, &out, &lacks), more ? RECEIPT_BAD_PART : RECEIPT_JOINED);
	}
}
