/* Names in a text. A name is pieces (a Han character, or a word of other
 * letters); it may stand turned round at any of them, given name first. A Han
 * piece is itself, another form of it, or one of its readings. Where a match
 * begins or ends with Latin letters no Latin letter stands next to it: "wang
 * li" is not found in "wangling". */
#include "redact_parts.h"

#include "../base/utf8.h"
#include "han.h"

enum { NAME_LETTERS = 64 };

struct name { struct letter l[NAME_LETTERS]; size_t n; };

static bool near(const struct letters *t, size_t i, bool first)
{
	return i < t->n && (first || t->l[i].gap <= REDACT_GAP);
}

static size_t match(const struct letters *t, size_t i, const struct name *name, size_t k);

/* One reading of piece k, then the rest of the name; a syllable may have its tone as a digit. */
static size_t match_reading(const struct letters *t, size_t i, const char *s, const struct name *name, size_t k)
{
	bool first = k == 0;
	for (; *s; s++, first = false) {
		if (!near(t, i, first))
			return 0;
		/* the u-umlaut is typed u, v or yu, or with its dots, which are folded away */
		if (*s == 'v' && t->l[i].c == 'y' && near(t, i + 1, false) && t->l[i + 1].c == 'u')
			i++;
		else if (t->l[i].c != (uint32_t)*s && !(*s == 'v' && t->l[i].c == 'u'))
			return 0;
		i++;
	}
	size_t end = match(t, i, name, k + 1), with_tone = 0;
	if (i < t->n && t->l[i].gap == 0 && t->l[i].c >= '1' && t->l[i].c <= '5')
		with_tone = match(t, i + 1, name, k + 1);
	return with_tone > end ? with_tone : end;
}

/* Where the name from piece k on, begun at letter i, ends at the farthest; 0: it does not stand there. */
static size_t match(const struct letters *t, size_t i, const struct name *name, size_t k)
{
	const char *s;
	if (k == name->n)
		return letter_latin(&t->l[i - 1]) && !letters_edge(t, i) && letter_latin(&t->l[i]) ? 0 : i;
	if (!near(t, i, k == 0))
		return 0;
	size_t best = t->l[i].c == name->l[k].c ? match(t, i + 1, name, k + 1) : 0;
	for (size_t r = 0; utf8_is_han(name->l[k].c) && (s = han_read(name->l[k].c, r)) != NULL; r++) {
		size_t end = match_reading(t, i, s, name, k);
		best = end > best ? end : best;
	}
	return best;
}

static void look(struct arena *a, const struct letters *t, const struct name *name, struct found *f)
{
	for (size_t i = 0; i < t->n; i++) {
		if (letter_latin(&t->l[i]) && !letters_edge(t, i) && letter_latin(&t->l[i - 1]))
			continue;
		size_t end = match(t, i, name, 0);
		if (end)
			found_add(a, f, t, i, end);
	}
}

/* Does a new piece begin at letter i? */
static bool piece(const struct letters *name, size_t i)
{
	return i == 0 || utf8_is_han(name->l[i].c) || utf8_is_han(name->l[i - 1].c) || name->l[i].gap > 0;
}

static void turned(const struct letters *from, size_t at, struct name *out)
{
	out->n = 0;
	for (size_t i = 0; i < from->n; i++)
		out->l[out->n++] = from->l[(at + i) % from->n];
}

void redact_name(struct arena *a, const struct letters *t, const char *name, struct found *f)
{
	struct name n;
	struct letters whole = redact_letters(a, str_of(name ? name : ""));
	bool han = whole.n > 0 && utf8_is_han(whole.l[0].c);
	if (whole.n < (han ? 2 : 3) || whole.n > NAME_LETTERS)
		return;
	for (size_t at = 0; at < whole.n; at++)
		if (piece(&whole, at)) {
			turned(&whole, at, &n);
			look(a, t, &n, f);
		}
}
