/* The press: whatever the lines say, they are set or refused with their line,
 * and the same lines give the same bytes. */
#include "../../src/print/set.h"

#include "../../src/base/bug.h"

enum { BYTES = 256 * 1024 * 1024, LINES_BYTES = 4096 };

/* The libraries keep their fonts and tables until the end. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static const char *set(struct str lines, struct buf *out)
{
	struct arena *a = arena_new(BYTES);
	struct press p;
	int64_t line = 0;
	buf_init(out, BYTES);
	if (!press_load(&p)) {
		arena_free(a);
		return "no fonts";
	}
	const char *why = print_set(&p, a, lines, out, &line);
	must(why || out->n > 0);
	must(why || line == 0);
	press_free(&p);
	arena_free(a);
	return why;
}

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct buf one, two;
	struct str lines = {(const char *)p, n};
	if (n > LINES_BYTES)
		return 0;
	const char *why = set(lines, &one), *again = set(lines, &two);
	must((why == NULL) == (again == NULL));
	must(why || (one.n == two.n && memcmp(one.p, two.p, one.n) == 0));
	buf_free(&one);
	buf_free(&two);
	return 0;
}
