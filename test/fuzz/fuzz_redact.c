/* The detector of transfer copies on any text and any identity: places are in
 * order and whole characters; what is cut holds nothing more and is a copy. The
 * first five lines are the identity, the rest is the text. */
#include "../../src/base/bug.h"
#include "../../src/base/utf8.h"
#include "../../src/rule/redact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct str clean(struct arena *a, struct str s)
{
	struct str out = STR_NONE;
	return utf8_clean(a, s, &out) ? out : STR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct str rest = {(const char *)data, n > 4000 ? 4000 : n}, line;
	const char *part[5] = {"", "", "", "", ""};
	for (int i = 0; i < 5 && str_line(&rest, &line); i++)
		part[i] = arena_cstr(a, utf8_head(clean(a, line), 100));
	struct redact_who who = {part[0], part[1], part[2], part[3], part[4]};
	struct str text = clean(a, rest.p ? rest : STR_NONE);
	struct redact_place *p;
	size_t places = redact_find(a, text, &who, 1, &p);
	for (size_t i = 0; i < places; i++) {
		must(p[i].from < p[i].to && p[i].to <= text.n && (i == 0 || p[i].from > p[i - 1].to));
		must(((unsigned char)text.p[p[i].from] & 0xC0) != 0x80 && (p[i].to == text.n || ((unsigned char)text.p[p[i].to] & 0xC0) != 0x80));
	}
	const char *cut = arena_cstr(a, text);
	for (int rounds = 0; (places = redact_find(a, str_of(cut), &who, 1, &p)) > 0; rounds++) {
		must(rounds < 4000);
		cut = redact_cut(a, str_of(cut), p, places);
	}
	must(redact_is_copy(text, str_of(cut)));
	arena_free(a);
	return 0;
}
