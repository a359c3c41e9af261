/* Laws: 1 what stands between the letters never hides them, up to REDACT_GAP
 * signs; 2 places are whole characters of the text; 3 what was part of
 * a longer number may stand alone after a cut: whoever cuts looks again, until
 * nothing is found (that ends: a cut leaves fewer letters); 4 pure: no list of names, nothing learned from other texts. */
#include "redact_parts.h"

#include "../base/buf.h"
#include "../base/utf8.h"
#include "han.h"

struct letters redact_letters(struct arena *a, struct str text)
{
	struct letters t = {arena_make_n(a, struct letter, text.n * 2 + 1), 0};
	int gap = 0;
	for (struct str rest = text; rest.n > 0;) {
		uint32_t part[UTF8_LETTERS];
		size_t from = text.n - rest.n, n = utf8_letters(utf8_next(&rest), part);
		if (n == 0)
			gap++;
		for (size_t i = 0; i < n && t.n < text.n * 2; i++) {
			t.l[t.n++] = (struct letter){han_form(part[i]), han_digit(part[i]), from, text.n - rest.n, i ? 0 : gap};
			gap = 0;
		}
	}
	return t;
}

bool letter_latin(const struct letter *l)
{
	return l->c >= 'a' && l->c <= 'z';
}

static bool alnum(const struct letter *l)
{
	return letter_latin(l) || (l->c >= '0' && l->c <= '9');
}

bool letters_edge(const struct letters *t, size_t i)
{
	return i == 0 || i >= t->n || t->l[i].gap > 0 || !alnum(&t->l[i - 1]) || !alnum(&t->l[i]);
}

void found_add(struct arena *a, struct found *f, const struct letters *t, size_t first, size_t end)
{
	if (f->n == f->room) {
		struct redact_place *more = arena_make_n(a, struct redact_place, f->room * 2 + 16);
		if (f->n)
			memcpy(more, f->p, f->n * sizeof *more);
		f->p = more;
		f->room = f->room * 2 + 16;
	}
	f->p[f->n++] = (struct redact_place){t->l[first].from, t->l[end - 1].to};
}

static int by_place(const void *x, const void *y)
{
	const struct redact_place *p = x, *q = y;
	return p->from != q->from ? (p->from > q->from) - (p->from < q->from) : (p->to > q->to) - (p->to < q->to);
}

/* In order; what overlaps or touches becomes one. */
static size_t tidy(struct found *f)
{
	size_t kept = 0;
	if (f->n)
		qsort(f->p, f->n, sizeof *f->p, by_place);
	for (size_t i = 0; i < f->n; i++) {
		if (kept && f->p[i].from <= f->p[kept - 1].to)
			f->p[kept - 1].to = f->p[i].to > f->p[kept - 1].to ? f->p[i].to : f->p[kept - 1].to;
		else
			f->p[kept++] = f->p[i];
	}
	return kept;
}

size_t redact_find(struct arena *a, struct str text, const struct redact_who *who, size_t n, struct redact_place **out)
{
	struct letters t = redact_letters(a, text);
	struct found f = {0};
	for (size_t i = 0; i < n; i++) {
		redact_name(a, &t, who[i].name, &f);
		redact_numbers(a, &t, &who[i], &f);
		redact_address(a, &t, who[i].address, &f);
	}
	redact_anybody(a, text, &t, &f);
	f.n = tidy(&f);
	*out = f.p;
	return f.n;
}

const char *redact_cut(struct arena *a, struct str text, const struct redact_place *place, size_t n)
{
	struct buf b;
	size_t at = 0;
	buf_init(&b, text.n + n * sizeof REDACT_MARK + 1);
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, text.p + at, place[i].from - at);
		buf_cstr(&b, REDACT_MARK);
		at = place[i].to;
	}
	buf_add(&b, text.p + at, text.n - at);
	const char *out = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static bool starts(struct str text, struct str with)
{
	return with.n <= text.n && str_eq(str_head(text, with.n), with);
}

/* The pieces between marks stand in the text in their order; the first at its
 * beginning and the last at its end, unless a mark stands there. Taking each
 * piece as early as possible leaves the most for the rest. */
bool redact_is_copy(struct str text, struct str copy)
{
	const struct str mark = str_of(REDACT_MARK);
	bool first = true;
	for (;;) {
		size_t end = str_find(copy, mark), n = end == SIZE_MAX ? copy.n : end;
		struct str piece = str_head(copy, n);
		if (end == SIZE_MAX && first)
			return str_eq(text, copy);
		if (end == SIZE_MAX)
			return piece.n <= text.n && str_eq(str_from(text, text.n - piece.n), piece);
		size_t at = first ? (starts(text, piece) ? 0 : SIZE_MAX) : str_find(text, piece);
		if (at == SIZE_MAX)
			return false;
		text = str_from(text, at + piece.n);
		copy = str_from(copy, n + mark.n);
		first = false;
	}
}
