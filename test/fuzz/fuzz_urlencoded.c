/* Urlencoded forms: all that is read is UTF-8 without NUL, and written again
 * and read again it is the same. */
#include "../../src/base/buf.h"
#include "../../src/base/bug.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/form.h"

enum { BYTES = 64 * 1024 * 1024 };

static void write_text(struct buf *b, struct str s)
{
	must(utf8_valid(s) && str_chr(s, '\0') == SIZE_MAX);
	for (size_t i = 0; i < s.n; i++)
		buf_printf(b, "%%%02x", (unsigned)(unsigned char)s.p[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(BYTES);
	struct form f, again;
	struct buf b;
	buf_init(&b, 8 * n + 4096);
	if (n < LIMIT_FORM_BYTES / 4 && form_urlencoded(a, (struct str){(const char *)p, n}, &f) == FORM_OK) {
		must(f.fields <= LIMIT_FORM_FIELDS);
		for (size_t i = 0; i < f.fields; i++) {
			write_text(&b, f.field[i].name);
			buf_char(&b, '=');
			write_text(&b, f.field[i].value);
			buf_char(&b, '&');
		}
		must(buf_ok(&b) && form_urlencoded(a, buf_view(&b), &again) == FORM_OK);
		must(again.fields == f.fields);
		for (size_t i = 0; i < f.fields; i++)
			must(str_eq(f.field[i].name, again.field[i].name) && str_eq(f.field[i].value, again.field[i].value));
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
