/* Law: nothing is guessed from a part of a word: a choice or a heading is meant whole, but
 * for blanks, brackets and case. */
#include "given.h"

#include "../base/bug.h"
#include "../base/utf8.h"

void give(struct given *s, enum field field, struct str value)
{
	must(s->n < GIVEN_FIELDS);
	s->g[s->n].field = field;
	s->g[s->n++].value = value;
}

void give_instead(struct given *s, enum field field, struct str value)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->g[i].field == field && s->g[i].value.n == 0)
			s->g[i].value = value;
}

struct str given_value(const struct given *s, enum field field)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->g[i].field == field)
			return s->g[i].value;
	return STR_NONE;
}

struct str given_source(void *ctx, const char *name)
{
	const struct given *s = ctx;
	for (size_t i = 0; i < s->n; i++)
		if (cstr_eq(field_table[s->g[i].field].name, name))
			return s->g[i].value;
	return (struct str){NULL, 0};
}

struct str given_choice(struct arena *a, enum field field, struct str typed)
{
	const struct field_def *d = &field_table[field];
	for (int i = 0; i < FIELD_CHOICES && d->choice[i]; i++)
		for (int lang = 0; lang < LANG__MAX; lang++)
			if (str_ieq(typed, d->choice[i]) || str_ieq(typed, msg_text(a, (enum lang)lang, field_choice_label(field, d->choice[i]))))
				return str_of(d->choice[i]);
	return typed;
}

struct str heading_plain(struct arena *a, struct str heading)
{
	struct str folded = utf8_fold(a, heading);
	char *out = arena_alloc(a, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n && folded.p[i] != '('; i++)
		if (folded.p[i] != ' ' && folded.p[i] != '\n' && folded.p[i] != '\t' && folded.p[i] != '\r')
			out[n++] = folded.p[i];
	return (struct str){out, n};
}

bool heading_among(struct arena *a, const char *names, struct str plain)
{
	struct str rest = str_of(names);
	while (rest.p && rest.n)
		if (str_eq(heading_plain(a, str_cut(&rest, '|')), plain))
			return true;
	return false;
}
