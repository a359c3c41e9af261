#include "test.h"

TEST(pieces_are_zero_aligned_and_apart)
{
	struct arena *a = arena_new(1024 * 1024);
	unsigned char *before = NULL;
	CHECK(arena_alloc(a, 0) != NULL);
	for (size_t n = 1; n < 200; n++) {
		unsigned char *p = arena_alloc(a, n);
		CHECK((uintptr_t)p % _Alignof(max_align_t) == 0);
		CHECK(p != before);
		for (size_t i = 0; i < n; i++)
			CHECK(p[i] == 0);
		memset(p, 0xAA, n);
		before = p;
	}
	arena_free(a);
}

TEST(an_arena_holds_just_what_it_says)
{
	enum { MAX = 64 * 1024 };
	struct arena *a = arena_new(MAX);
	memset(arena_alloc(a, MAX), 1, MAX);
	CHECK_INT(arena_used(a), MAX);
	CHECK_STOPS(arena_alloc(a, 1));
	arena_reset(a);
	CHECK_STOPS(arena_alloc(a, MAX + 1));
	CHECK_STOPS(arena_alloc(a, SIZE_MAX));
	arena_free(a);
}

TEST(a_tiny_arena_works_too)
{
	struct arena *a = arena_new(1);
	CHECK(arena_alloc(a, 1) != NULL);
	CHECK_STOPS(arena_alloc(a, 1));
	arena_free(a);
}

TEST(what_is_forgotten_comes_back_zeroed)
{
	struct arena *a = arena_new(1024 * 1024);
	memset(arena_alloc(a, 100), 0xFF, 100);
	memset(arena_alloc(a, 100000), 0xFF, 100000);
	arena_reset(a);
	CHECK_INT(arena_used(a), 0);
	const unsigned char *p = arena_alloc(a, 100);
	for (int i = 0; i < 100; i++)
		CHECK(p[i] == 0);
	arena_free(a);
}

TEST(many_blocks_stay_valid_together)
{
	struct arena *a = arena_new(8 * 1024 * 1024);
	int *p[2000];
	for (int i = 0; i < 2000; i++) {
		p[i] = arena_make_n(a, int, 1000);
		p[i][0] = p[i][999] = i;
	}
	for (int i = 0; i < 2000; i++)
		CHECK(p[i][0] == i && p[i][999] == i);
	arena_free(a);
}

TEST(a_count_that_overflows_is_a_bug)
{
	struct arena *a = arena_new(1024);
	CHECK_STOPS(arena_array(a, SIZE_MAX / 2, 3));
	CHECK_STOPS(arena_array(a, 1025, 1));
	CHECK(arena_array(a, 0, 100) != NULL);
	arena_free(a);
}

TEST(copies_end_with_nul)
{
	struct arena *a = test_arena();
	CHECK_STR(arena_strdup(a, "abc"), "abc");
	CHECK_STR(arena_strdup(a, NULL), "");
	CHECK_STR(arena_cstr(a, STR("ab\0cd")), "ab");
	CHECK_STR(arena_cstr(a, (struct str){NULL, 0}), "");
	CHECK_STR(arena_printf(a, "%d-%s", 7, "x"), "7-x");
	CHECK_STR(arena_printf(a, "%s", ""), "");
	CHECK(memcmp(arena_memdup(a, "a\0b", 3), "a\0b", 3) == 0);
	CHECK(arena_memdup(a, NULL, 0) != NULL);
}

TEST(nothing_is_freed_twice)
{
	arena_free(NULL);
	CHECK_STOPS(arena_new(0));
}
