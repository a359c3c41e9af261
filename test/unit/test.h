/* Unit tests. A file holds TEST(fact) { ... }; every test runs in a process of
 * its own with TEST_SECONDS to live, from the project's root folder. The first
 * broken CHECK ends its test. */
#ifndef TEST_H
#define TEST_H

#include "base/arena.h"
#include "base/str.h"

enum { TEST_SECONDS = 180 };

struct test {
	const char *file, *name;
	void (*run)(void);
	struct test *next;
};
void test_add(struct test *t);

#define TEST(fact) \
	static void test_##fact(void); \
	static struct test test_row_##fact = {__FILE__, #fact, test_##fact, NULL}; \
	__attribute__((constructor)) static void test_add_##fact(void) { test_add(&test_row_##fact); } \
	static void test_##fact(void)

#define CHECK(expr) ((expr) ? (void)0 : test_fail(__FILE__, __LINE__, "%s", #expr))
/* Equal texts: each side a struct str or a C string; NULL equals only NULL. */
#define CHECK_STR(a, b) test_check_str(__FILE__, __LINE__, #a, TEST_STR(a), TEST_STR(b))
#define CHECK_INT(a, b) test_check_int(__FILE__, __LINE__, #a, (long long)(a), (long long)(b))
/* The statement must stop the process as a bug. */
#define CHECK_STOPS(statement) do { \
		if (test_child()) { statement; test_child_ends(); } \
		test_check_stopped(__FILE__, __LINE__, #statement); \
	} while (0)
#define SKIP(why) test_skip(why)

#define TEST_STR(x) _Generic((x), struct str: test_same, void *: test_cstr, char *: test_cstr, const char *: test_cstr)(x)
struct str test_same(struct str s);
struct str test_cstr(const char *s);

void test_fail(const char *file, int line, const char *fmt, ...) __attribute__((noreturn, format(printf, 3, 4)));
void test_check_str(const char *file, int line, const char *what, struct str a, struct str b);
void test_check_int(const char *file, int line, const char *what, long long a, long long b);
void test_skip(const char *why) __attribute__((noreturn));
bool test_child(void);
void test_child_ends(void) __attribute__((noreturn));
void test_check_stopped(const char *file, int line, const char *what);

/* This test's arena (64 MiB), and an empty folder that is removed afterwards. */
struct arena *test_arena(void);
const char *test_folder(void);
/* ../shared/data/name; skips the test where it is not there. */
const char *test_shared(const char *name);

#endif
