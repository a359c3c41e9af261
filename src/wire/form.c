/* Forms as name-value pairs; the law stands in form.h. */
#include "form.h"
#include "form_head.h"
#include "http.h"

enum form_error form_urlencoded(struct arena *a, struct str text, struct form *out)
{
	*out = (struct form){0};
	if (text.n > LIMIT_FORM_BYTES)
		return FORM_TOO_LARGE;
	struct form f = {.field = arena_make_n(a, struct form_field, LIMIT_FORM_FIELDS)};
	struct str rest = text;
	while (rest.p) {
		struct str pair = str_cut(&rest, '&');
		if (pair.n == 0)
			continue;
		if (f.fields == LIMIT_FORM_FIELDS)
			return FORM_TOO_MANY;
		size_t equal = str_chr(pair, '=');
		struct form_field *field = &f.field[f.fields++];
		struct str value = equal == SIZE_MAX ? STR_NONE : str_from(pair, equal + 1);
		if (!http_unescape(a, str_head(pair, equal), true, &field->name)
			|| !http_unescape(a, value, true, &field->value))
			return FORM_BAD;
	}
	*out = f;
	return FORM_OK;
}

/* bchars of RFC 2046, 5.1.1, without the blank. */
static bool boundary_valid(struct str s)
{
	if (s.n == 0 || s.n > LIMIT_BOUNDARY_BYTES)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], low = c | 32;
		bool alnum = (c >= '0' && c <= '9') || (low >= 'a' && low <= 'z');
		if (!alnum && (!c || !strchr("'()+_,-./:=?", c)))
			return false;
	}
	return true;
}

bool form_boundary(struct str content_type, struct str *boundary)
{
	static const char type[] = "multipart/form-data";
	bool found = false;
	if (!content_type.p || !str_ieq(str_head(content_type, sizeof(type) - 1), type))
		return false;
	/* Unquoting makes a copy somewhere: a boundary has nothing to unquote, so
	 * it is cut out of the header itself. */
	struct str rest = str_from(content_type, sizeof(type) - 1);
	while (rest.n > 0) {
		size_t semicolon = str_chr(rest, ';');
		if (str_trim(str_head(rest, semicolon)).n > 0)
			return false;
		if (semicolon == SIZE_MAX)
			break;
		rest = str_from(rest, semicolon + 1);
		size_t equal = str_chr(rest, '=');
		if (equal == SIZE_MAX)
			return false;
		struct str name = str_trim(str_head(rest, equal)), value = str_from(rest, equal + 1);
		size_t end = str_chr(value, ';');
		if (value.n > 0 && value.p[0] == '"') {
			value = str_from(value, 1);
			end = str_chr(value, '"');
			if (end == SIZE_MAX)
				return false;
			rest = str_from(value, end + 1);
		} else {
			rest = end == SIZE_MAX ? STR_NONE : str_from(value, end);
		}
		if (!str_ieq(name, "boundary"))
			continue;
		*boundary = str_head(value, end);
		if (found || !boundary_valid(*boundary))
			return false;
		found = true;
	}
	return found;
}

struct str form_get(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->fields; i++)
		if (str_is(f->field[i].name, name))
			return f->field[i].value;
	return (struct str){NULL, 0};
}

size_t form_count(const struct form *f, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < f->fields; i++)
		n += str_is(f->field[i].name, name);
	return n;
}

bool form_repeats(const struct form *f, const struct form *g)
{
	for (size_t i = 0; i < f->fields; i++) {
		for (size_t k = i + 1; k < f->fields; k++)
			if (str_eq(f->field[i].name, f->field[k].name))
				return true;
		for (size_t k = 0; k < g->fields; k++)
			if (str_eq(f->field[i].name, g->field[k].name))
				return true;
	}
	return false;
}
