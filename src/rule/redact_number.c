/* Numbers and addresses of an identity in a text. */
#include "redact_parts.h"

#include "../base/utf8.h"

enum { NUMBER_LONG = 7, WORD_SHORT = 4 };

/* Digits are equal as digits, however they are written. */
static bool same(const struct letter *x, const struct letter *y)
{
	return x->digit >= 0 || y->digit >= 0 ? x->digit == y->digit : x->c == y->c;
}

/* How many letters from t[i] and s[j] on are the same, near each other in the text. */
static size_t run(const struct letters *t, size_t i, const struct letters *s, size_t j)
{
	size_t n = 0;
	while (i + n < t->n && j + n < s->n && (n == 0 || t->l[i + n].gap <= REDACT_GAP) && same(&t->l[i + n], &s->l[j + n]))
		n++;
	return n;
}

/* Every place where s stands; alone: no letter or digit next to it. */
static void look(struct arena *a, const struct letters *t, const struct letters *s, bool alone, struct found *f)
{
	for (size_t i = 0; s->n > 0 && i + s->n <= t->n; i++)
		if (run(t, i, s, 0) == s->n && (!alone || (letters_edge(t, i) && letters_edge(t, i + s->n))))
			found_add(a, f, t, i, i + s->n);
}

static struct letters tail(const struct letters *s, size_t n)
{
	return (struct letters){s->l + (s->n - n), n};
}

/* The last four, written together and standing alone. */
static void look_last(struct arena *a, const struct letters *t, const struct letters *s, struct found *f)
{
	struct letters last = tail(s, 4);
	for (size_t i = 0; i + 4 <= t->n; i++) {
		bool together = t->l[i + 1].gap == 0 && t->l[i + 2].gap == 0 && t->l[i + 3].gap == 0;
		if (together && letters_edge(t, i) && letters_edge(t, i + 4) && run(t, i, &last, 0) == 4)
			found_add(a, f, t, i, i + 4);
	}
}

static struct letters digits_only(struct letters s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.l[i].digit >= 0)
			s.l[n++] = s.l[i];
	return (struct letters){s.l, n};
}

static bool begins(const struct letters *s, const char *digits)
{
	for (size_t i = 0; digits[i]; i++)
		if (i >= s->n || s->l[i].digit != digits[i] - '0')
			return false;
	return true;
}

static void phone(struct arena *a, const struct letters *t, const char *typed, struct found *f)
{
	struct letters s = digits_only(redact_letters(a, str_of(typed)));
	if (begins(&s, "0086") && s.n > 11)
		s = tail(&s, s.n - 4);
	else if (begins(&s, "86") && s.n >= 12)
		s = tail(&s, s.n - 2);
	if (s.n >= NUMBER_LONG)
		look(a, t, &s, false, f);
	/* a landline without its area code: 010 and 02x have three digits, the others four */
	if (begins(&s, "0") && s.n >= 10 && s.n <= 12) {
		struct letters local = tail(&s, s.n - (begins(&s, "01") || begins(&s, "02") ? 3 : 4));
		look(a, t, &local, true, f);
	}
	if (s.n >= NUMBER_LONG)
		look_last(a, t, &s, f);
}

static void id_number(struct arena *a, const struct letters *t, const char *typed, struct found *f)
{
	struct letters s = redact_letters(a, str_of(typed));
	if (s.n < WORD_SHORT)
		return;
	look(a, t, &s, s.n <= NUMBER_LONG, f);
	if (s.n <= NUMBER_LONG)
		return;
	look_last(a, t, &s, f);
	if (s.n == 18) {                       /* before 1999: no century, no check character */
		struct letters old = {arena_make_n(a, struct letter, 15), 15};
		memcpy(old.l, s.l, 6 * sizeof *s.l);
		memcpy(old.l + 6, s.l + 8, 9 * sizeof *s.l);
		look(a, t, &old, false, f);
	}
}

static void email(struct arena *a, const struct letters *t, const char *typed, struct found *f)
{
	struct letters whole = redact_letters(a, str_of(typed));
	const char *at = strchr(typed, '@');
	if (whole.n >= WORD_SHORT)
		look(a, t, &whole, true, f);
	if (!at)
		return;
	struct letters local = redact_letters(a, str_head(str_of(typed), (size_t)(at - typed)));
	if (local.n > WORD_SHORT)
		look(a, t, &local, true, f);
}

void redact_numbers(struct arena *a, const struct letters *t, const struct redact_who *who, struct found *f)
{
	phone(a, t, who->phone ? who->phone : "", f);
	id_number(a, t, who->id_number ? who->id_number : "", f);
	email(a, t, who->email ? who->email : "", f);
}

/* Does a run of the address tell a door? A window of it that holds a digit. */
static bool tells(const struct letters *s, size_t j, size_t n)
{
	bool digit = false;
	for (size_t k = 0; k < n; k++)
		digit = digit || s->l[j + k].digit >= 0;
	return n == s->n || (n >= REDACT_WINDOW && digit);
}

void redact_address(struct arena *a, const struct letters *t, const char *address, struct found *f)
{
	struct letters s = redact_letters(a, str_of(address ? address : ""));
	if (s.n < WORD_SHORT)
		return;
	for (size_t j = 0; j < s.n; j++)
		for (size_t i = 0; i < t->n; i++) {
			/* only where a run begins: what follows is found with it */
			if (i && j && t->l[i].gap <= REDACT_GAP && same(&t->l[i - 1], &s.l[j - 1]))
				continue;
			size_t n = run(t, i, &s, j);
			if (n && tells(&s, j, n))
				found_add(a, f, t, i, i + n);
		}
}
