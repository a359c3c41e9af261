#include "test.h"

#include "base/buf.h"

TEST(a_new_buffer_is_an_empty_text)
{
	struct buf b;
	buf_init(&b, 10);
	CHECK_STR(b.p, "");
	CHECK(buf_ok(&b));
	buf_free(&b);
}

TEST(the_maximum_fits_and_one_more_does_not)
{
	struct buf b;
	buf_init(&b, 5);
	buf_cstr(&b, "12345");
	CHECK(buf_ok(&b));
	CHECK_STR(buf_view(&b), "12345");
	buf_char(&b, '6');
	CHECK(!buf_ok(&b));
	CHECK_STR(buf_view(&b), "12345");
	buf_free(&b);
}

TEST(a_full_buffer_has_no_hole)
{
	struct buf b;
	buf_init(&b, 5);
	buf_cstr(&b, "123");
	buf_cstr(&b, "too long");
	buf_char(&b, 'x');                         /* would fit, but something is missing before it */
	CHECK(!buf_ok(&b));
	CHECK_STR(buf_view(&b), "123");
	buf_clear(&b);
	CHECK(buf_ok(&b));
	buf_char(&b, 'x');
	CHECK_STR(buf_view(&b), "x");
	buf_free(&b);
}

TEST(printing_obeys_the_same_maximum)
{
	struct buf b;
	buf_init(&b, 5);
	buf_printf(&b, "%d", 12345);
	CHECK(buf_ok(&b));
	CHECK_STR(b.p, "12345");
	buf_printf(&b, "%s", "");
	CHECK(buf_ok(&b));
	buf_printf(&b, "%c", 'x');
	CHECK(!buf_ok(&b));
	buf_free(&b);
}

TEST(zero_room_takes_only_nothing)
{
	struct buf b;
	buf_init(&b, 0);
	buf_add(&b, NULL, 0);
	buf_cstr(&b, NULL);
	buf_str(&b, STR_NONE);
	CHECK(buf_ok(&b));
	buf_char(&b, 'x');
	CHECK(!buf_ok(&b));
	CHECK_STR(b.p, "");
	buf_free(&b);
}

TEST(growing_keeps_every_byte_and_the_end)
{
	struct buf b;
	buf_init(&b, 100000);
	for (int i = 0; i < 100000; i++) {
		buf_char(&b, (char)('a' + i % 26));
		CHECK(b.p[b.n] == '\0');
	}
	CHECK(buf_ok(&b));
	for (int i = 0; i < 100000; i++)
		CHECK(b.p[i] == 'a' + i % 26);
	buf_free(&b);
}

TEST(the_front_can_be_dropped)
{
	struct buf b;
	buf_init(&b, 10);
	buf_cstr(&b, "abcdef");
	buf_drop(&b, 2);
	CHECK_STR(b.p, "cdef");
	buf_drop(&b, 4);
	CHECK_STR(b.p, "");
	CHECK_STOPS(buf_drop(&b, 1));
	buf_free(&b);
}
