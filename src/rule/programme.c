/* Laws: 1 a file is taken whole or refused; 2 no code twice, of programmes and in one of
 * them of packages; 3 each has its name in both languages, a programme says its source. */
#include "programme.h"

#include "calendar_line.h"

static bool code_fine(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!(code.p[i] >= 'a' && code.p[i] <= 'z') && !(code.p[i] >= '0' && code.p[i] <= '9') && code.p[i] != '_')
			return false;
	return code.n > 0 && code.n <= 30;
}

/* en "..." zh "..."; arena. */
static bool names(struct arena *a, struct str *rest, const char *out[static LANG__MAX])
{
	struct str en, zh;
	if (!line_pair(rest, &en, &zh))
		return false;
	out[LANG_EN] = arena_cstr(a, en);
	out[LANG_ZH] = arena_cstr(a, zh);
	return true;
}

/* Nothing more, or: needs parcels. */
static bool needs(struct str rest, bool *parcels)
{
	struct str word;
	*parcels = !line_done(rest);
	return !*parcels || (line_word(&rest, &word) && str_is(word, "needs") && line_word(&rest, &word) && str_is(word, "parcels") && line_done(rest));
}

static bool source(struct arena *a, struct str *rest, const char **out)
{
	struct str word;
	if (!line_word(rest, &word) || !str_is(word, "source") || !line_quoted(rest, &word))
		return false;
	*out = arena_cstr(a, word);
	return true;
}

static const char *read_programme(struct arena *a, struct str code, struct str rest, struct programmes *out)
{
	struct programme *p = &out->programme[out->n];
	if (out->n == PROGRAMMES)
		return "too many programmes";
	if (programme_find(out, code))
		return "this programme stands a second time";
	*p = (struct programme){.code = arena_cstr(a, code)};
	if (!names(a, &rest, p->name) || !source(a, &rest, &p->source) || !needs(rest, &p->parcels))
		return "a row is: programme CODE en \"...\" zh \"...\" source \"...\" [needs parcels]";
	out->n++;
	return NULL;
}

static const char *read_package(struct arena *a, struct str code, struct str rest, struct programmes *out)
{
	struct programme *p = out->n ? &out->programme[out->n - 1] : NULL;
	if (!p)
		return "a package stands below its programme";
	if (p->packages == PACKAGES)
		return "too many packages";
	if (package_find(p, code))
		return "this package stands a second time";
	struct programme_package *k = &p->package[p->packages];
	k->code = arena_cstr(a, code);
	if (!names(a, &rest, k->name) || !needs(rest, &k->parcels))
		return "a row is: package CODE en \"...\" zh \"...\" [needs parcels]";
	p->packages++;
	return NULL;
}

static const char *read_row(struct arena *a, struct str line, void *into)
{
	struct programmes *out = into;
	struct str word, code;
	if (!line_word(&line, &word) || !line_word(&line, &code) || !code_fine(code))
		return "a row begins with programme or package, and a code of a-z 0-9 _";
	if (str_is(word, "programme"))
		return read_programme(a, code, line, out);
	return str_is(word, "package") ? read_package(a, code, line, out) : "a row begins with programme or package";
}

bool programmes_parse(struct arena *a, const char *file, struct str text, struct programmes *out, struct rule_error *err)
{
	int n;
	*out = (struct programmes){arena_make_n(a, struct programme, PROGRAMMES), 0};
	const char *why = line_each(a, text, read_row, out, &n);
	if (why)
		*err = (struct rule_error){file, n, why};
	return !why;
}

const struct programme *programme_find(const struct programmes *p, struct str code)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(code, p->programme[i].code))
			return &p->programme[i];
	return NULL;
}

const struct programme_package *package_find(const struct programme *p, struct str code)
{
	for (size_t i = 0; i < p->packages; i++)
		if (str_is(code, p->package[i].code))
			return &p->package[i];
	return NULL;
}

bool programme_asks_parcels(const struct programme *p, struct str package)
{
	const struct programme_package *k = p ? package_find(p, package) : NULL;
	return p && (p->parcels || (k && k->parcels));
}
