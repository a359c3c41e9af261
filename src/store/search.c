/* Search text in bigrams: Chinese has no blanks between words and words of two
 * characters are the rule, so every pair of neighbours is a token.
 *
 * 1. What is indexed and what is looked for go through the same folding and
 *    the same cutting, so a text is found by every phrase it contains.
 * 2. Nothing a person types is a word of the query language: each token is
 *    quoted and holds letters and digits only. */
#include "../base/limits.h"
#include "../base/utf8.h"
#include "store.h"

enum { QUERY_PARTS = 32 };             /* pieces of a typed query that count */

/* Marks, signs and blanks of the scripts met here, from the first to the last
 * of each block. Whatever is not in it and not ASCII is taken for a letter. */
static const uint32_t signs[][2] = {
	{0x80, 0xA9}, {0xAB, 0xB4}, {0xB6, 0xB9}, {0xBB, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2000, 0x206F}, {0x20A0, 0x20CF},
	{0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x2FF0, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303D, 0x303F}, {0x30FB, 0x30FB},
	{0xD800, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF},
	{0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
};

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c >= signs[i][0] && c <= signs[i][1])
			return false;
	return true;
}

/* Cuts the next run of Han, or of other letters, off *s; false when none is left. */
static bool next_run(struct str *s, struct str *run, bool *han)
{
	struct str rest = *s;
	uint32_t c = UTF8_BAD;
	while (s->n > 0 && (c = utf8_next(&rest), !is_letter(c)))
		*s = rest;
	if (s->n == 0)
		return false;
	*han = utf8_is_han(c);
	*run = *s;
	while (s->n > 0 && (rest = *s, c = utf8_next(&rest), is_letter(c)) && utf8_is_han(c) == *han)
		*s = rest;
	run->n -= s->n;
	return true;
}

/* Pairs of neighbours, then (when last) the last one alone: the index has it so
 * that a single character is found as the beginning of a token. */
static void add_pairs(struct buf *b, struct str run, bool last)
{
	for (struct str rest = run; rest.n > 0;) {
		struct str from = rest;
		utf8_next(&rest);
		struct str pair = utf8_head(from, 2);
		bool single = rest.n == 0;
		if (single && !last)
			break;
		if (from.p != run.p)
			buf_char(b, ' ');
		buf_str(b, pair);
	}
}

char *search_tokens(struct arena *a, struct str text)
{
	struct str rest = utf8_fold(a, text), run;
	struct buf b;
	bool han;
	buf_init(&b, rest.n * 3 + 1);
	while (next_run(&rest, &run, &han)) {
		if (b.n)
			buf_char(&b, ' ');
		if (han)
			add_pairs(&b, run, true);
		else
			buf_str(&b, run);
	}
	char *out = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return out;
}

char *search_query(struct arena *a, struct str typed)
{
	struct str rest = utf8_fold(a, utf8_head(typed, LIMIT_QUERY_CHARS)), run;
	struct buf b;
	bool han;
	buf_init(&b, rest.n * 3 + QUERY_PARTS * 8 + 1);
	for (int parts = 0; parts < QUERY_PARTS && next_run(&rest, &run, &han); parts++) {
		bool single = han && utf8_count(run) == 1;
		buf_cstr(&b, b.n ? " AND \"" : "\"");
		if (han && !single)
			add_pairs(&b, run, false);
		else
			buf_str(&b, run);
		buf_cstr(&b, single ? "\"*" : "\"");
	}
	char *out = b.n ? arena_cstr(a, buf_view(&b)) : NULL;
	buf_free(&b);
	return out;
}
