/* Multipart: however the body is cut, the same parts and the same end. The
 * first byte chooses the cut; the boundary is "b" or, from 128, "bb-b". */
#include "../../src/base/buf.h"
#include "../../src/base/bug.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/form.h"

enum { BYTES = 16 * 1024 * 1024 };

struct told { struct buf text; int parts; bool open; };

static bool begin(void *ctx, struct str name, struct str filename, struct str type)
{
	struct told *t = ctx;
	must(!t->open && ++t->parts <= LIMIT_PARTS);
	must(utf8_valid(name) && (!filename.p || utf8_valid(filename)));
	t->open = true;
	buf_printf(&t->text, "<%zu:", name.n);
	buf_str(&t->text, name);
	buf_printf(&t->text, "|%d%zu:", filename.p != NULL, filename.n);
	buf_str(&t->text, filename);
	buf_printf(&t->text, "|%d%zu:", type.p != NULL, type.n);
	buf_str(&t->text, type);
	return true;
}

static bool data(void *ctx, struct str bytes)
{
	struct told *t = ctx;
	must(t->open && bytes.n > 0);
	buf_str(&t->text, bytes);
	return true;
}

static bool end(void *ctx)
{
	struct told *t = ctx;
	must(t->open);
	t->open = false;
	buf_cstr(&t->text, "</>");
	return true;
}

static void tell(struct told *t, struct str in, struct str boundary, size_t step)
{
	struct arena *a = arena_new(BYTES);
	const struct multipart_sink sink = {t, begin, data, end};
	struct multipart *m = multipart_new(a, boundary, &sink);
	enum form_error e = FORM_OK;
	*t = (struct told){.parts = 0};
	buf_init(&t->text, BYTES);
	for (size_t at = 0; at < in.n && e == FORM_OK; at += step)
		e = multipart_feed(m, str_head(str_from(in, at), step));
	if (e == FORM_OK)
		e = multipart_finish(m);
	must(e != FORM_OK || !t->open);
	buf_printf(&t->text, "|%d", (int)e);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct told whole, cut;
	if (n == 0)
		return 0;
	struct str in = {(const char *)p + 1, n - 1}, boundary = p[0] < 128 ? STR("b") : STR("bb-b");
	tell(&whole, in, boundary, n);
	tell(&cut, in, boundary, 1 + p[0] % 16u);
	must(str_eq(buf_view(&whole.text), buf_view(&cut.text)));
	buf_free(&whole.text);
	buf_free(&cut.text);
	return 0;
}
