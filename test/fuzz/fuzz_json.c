/* JSON: a body is refused with a word, or its pairs, written as JSON again and
 * read again, are the same pairs. */
#include "../../src/base/bug.h"
#include "../../src/base/limits.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/json.h"

enum { BYTES = 32 * 1024 * 1024 };

/* As an object of arrays of texts: [name, value] pairs keep repeated names. */
static void write_pairs(struct buf *b, const struct json_pair *p, size_t n)
{
	struct json j;
	json_init(&j, b);
	json_object(&j, NULL);
	json_array(&j, "pairs");
	for (size_t i = 0; i < n; i++) {
		json_str(&j, NULL, p[i].name);
		json_str(&j, NULL, p[i].value);
	}
	json_end(&j);
	json_end(&j);
	json_done(&j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(BYTES);
	struct json_pair *pair, *again;
	size_t n, m;
	const char *why = NULL;
	struct str in = {size ? (const char *)data : "", size};
	if (!json_read_flat(a, in, &pair, &n, &why)) {
		must(why && n == 0);
		arena_free(a);
		return 0;
	}
	must(n <= LIMIT_FORM_FIELDS);
	struct buf b;
	buf_init(&b, BYTES);
	write_pairs(&b, pair, n);
	must(buf_ok(&b) && utf8_valid(buf_view(&b)) && !strpbrk(b.p, "<>&"));
	if (n * 2 <= LIMIT_FORM_FIELDS && b.n <= LIMIT_FORM_BYTES) {
		must(json_read_flat(a, buf_view(&b), &again, &m, &why) && m == n * 2);
		for (size_t i = 0; i < n; i++)
			must(str_eq(again[2 * i].value, pair[i].name) &&
				str_eq(again[2 * i + 1].value, pair[i].value));
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
