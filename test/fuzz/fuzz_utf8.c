/* Any bytes as text. Promises held: what is cleaned is valid, plain and stays
 * as it is when cleaned again; what is folded stays when folded again; counting
 * and cutting agree; our reading of UTF-8 is libutf8proc's. */
#include <utf8proc.h>

#include "base/bug.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static bool library_says_valid(struct str s)
{
	while (s.n > 0) {
		utf8proc_int32_t c = 0;
		utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
		if (len <= 0)
			return false;
		s = str_from(s, (size_t)len);
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	if (n > 20000)
		return 0;
	struct arena *a = arena_new(8 * 1024 * 1024);
	struct str s = {(const char *)p, n}, clean, again;
	bool valid = utf8_valid(s);
	must(valid == library_says_valid(s));
	size_t count = utf8_count(s);
	must(count <= n && utf8_head(s, count).n == n);
	must(count == 0 || utf8_count(utf8_head(s, count - 1)) == count - 1);
	if (utf8_clean(a, s, &clean)) {
		must(valid && utf8_valid(clean) && strlen(clean.p) == clean.n);
		must(utf8_clean(a, clean, &again) && str_eq(clean, again));
	}
	struct str folded = utf8_fold(a, s);
	must(utf8_valid(folded) && str_eq(folded, utf8_fold(a, folded)));
	arena_free(a);
	return 0;
}
