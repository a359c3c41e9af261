/* Texts that cells share (xl/sharedStrings.xml). Laws: 1 runs of other fonts
 * are one text, readings beside characters (rPh) are none of it; 2 all texts
 * together are bounded. */
#include "../base/limits.h"
#include "workbook.h"

struct strings { struct workbook *w; int reading; bool in_text; };

static void open_tag(void *ctx, const char *name, struct part_attrs attrs)
{
	struct strings *s = ctx;
	(void)attrs;
	s->reading += cstr_eq(name, "rPh");
	s->in_text = cstr_eq(name, "t") && s->reading == 0;
}

static void close_tag(void *ctx, const char *name)
{
	struct strings *s = ctx;
	s->in_text = false;
	s->reading -= cstr_eq(name, "rPh");
	if (cstr_eq(name, "si") && !texts_end(&s->w->shared))
		book_refuse(&s->w->book, REFUSE_TOO_LARGE, "sharedStrings");
}

static void text(void *ctx, struct str piece)
{
	struct strings *s = ctx;
	if (s->in_text)
		buf_str(&s->w->shared.text, piece);
}

bool strings_read(struct workbook *w)
{
	static const struct part_reader reader = {open_tag, close_tag, text};
	struct strings s = {.w = w};
	return w->strings < 0 || part_read(&w->book, w->strings, &reader, &s);
}
