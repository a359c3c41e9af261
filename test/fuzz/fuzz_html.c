/* HTML: no text whatever gets out as markup, and the page stays valid UTF-8. */
#include "../../src/base/bug.h"
#include "../../src/base/utf8.h"
#include "../../src/wire/html.h"

enum { BYTES = 4 * 1024 * 1024 };

static bool tame(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("<>\"'", s.p[i]))   /* finds NUL too, and none may stand there */
			return false;
	return utf8_valid(s);
}

/* Without the tags that html_paragraphs writes itself. */
static bool tame_paragraphs(struct str s)
{
	static const char *const TAG[] = {"<p>", "</p>", "<br>"};
	while (s.n > 0) {
		size_t tag = 0;
		for (size_t i = 0; i < 3 && !tag; i++)
			tag = str_starts(s, TAG[i]) ? strlen(TAG[i]) : 0;
		if (!tag && strchr("<>\"'", s.p[0]))
			return false;
		s = str_from(s, tag ? tag : 1);
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 32 * 1024)
		return 0;
	struct arena *a = arena_new(BYTES);
	struct str in = {size ? (const char *)data : "", size};
	struct buf b;
	buf_init(&b, BYTES);
	struct out o = {&b, a, LANG_EN};
	html(&o, "%.*s%s", STR_ARG(in), arena_cstr(a, in));
	must(buf_ok(&b) && tame(buf_view(&b)));
	buf_clear(&b);
	html_paragraphs(&o, in);
	must(buf_ok(&b) && tame_paragraphs(buf_view(&b)) && utf8_valid(buf_view(&b)));
	buf_clear(&b);
	html_url(&o, "href", (struct url){arena_cstr(a, in)});
	struct str url = buf_view(&b);
	must(str_starts(url, "href=\"") && str_ends(url, "\""));
	url = str_from(str_head(url, url.n - 1), 6);
	must(tame(url) && (url.n == 0 || strchr("/?#h", url.p[0])) && !str_starts(url, "//"));
	if (size < 16 * 1024) {
		struct str made = str_of(url_make(a, "/%.*s", STR_ARG(in)).p);
		must(tame(made) && str_chr(str_from(made, 1), '/') == SIZE_MAX);
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
