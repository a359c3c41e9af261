/* Heads: a prefix says more or what the whole says; what is read lies within
 * the bytes, has one length at most, and a copy reads the same. */
#include "../../src/base/bug.h"
#include "../../src/wire/http.h"

static struct http_head head, again;

static void within(struct str part, struct str all)
{
	must(part.n == 0 || str_is(part, "/") || (part.p >= all.p && part.p + part.n <= all.p + all.n));
}

static void sound(struct str all)
{
	must(head.headers <= LIMIT_HEADER_COUNT && head.path.n > 0 && head.path.p[0] == '/');
	must(!(head.chunked && head.content_length >= 0) && head.target.n <= LIMIT_URI_BYTES);
	must(head.host.n > 0 || head.minor == 0);
	must(str_chr(head.query, '#') == SIZE_MAX && str_chr(head.path, '?') == SIZE_MAX);
	within(head.path, all);
	within(head.query, all);
	within(head.host, all);
	for (size_t i = 0; i < head.headers; i++) {
		struct str v = head.header[i].value;
		within(v, all);
		must(http_token(head.header[i].name) && str_eq(v, str_trim(v)));
		must(str_chr(v, '\r') == SIZE_MAX && str_chr(v, '\n') == SIZE_MAX && str_chr(v, '\0') == SIZE_MAX);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str in = {(const char *)p, n};
	size_t used = 0, used_cut = 0;
	int status = 0, status_cut = 0;
	const char *why;
	for (size_t cut = 0; cut < n; cut += 1 + n / 64) {
		enum http_parse before = http_head_parse(str_head(in, cut), &again, &used_cut, &status_cut, &why);
		enum http_parse whole = http_head_parse(in, &head, &used, &status, &why);
		must(before == HTTP_MORE || before == whole);
		must(before != HTTP_BAD || status == status_cut);
		must(before != HTTP_DONE || used == used_cut);
	}
	if (http_head_parse(in, &head, &used, &status, &why) == HTTP_DONE) {
		must(used <= n && used <= LIMIT_HEAD_BYTES && status == 0);
		sound(str_head(in, used));
	}
	return 0;
}
