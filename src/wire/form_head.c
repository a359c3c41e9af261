/* The law stands in form_head.h. A parameter that comes twice is refused. */
#include "form_head.h"
#include "http.h"
#include "../base/utf8.h"

static void skip_blanks(struct str *s)
{
	while (s->n > 0 && (s->p[0] == ' ' || s->p[0] == '\t'))
		*s = str_from(*s, 1);
}

/* After the opening quote; false when the closing one is missing. */
static bool quoted(struct arena *a, struct str *rest, struct str *value)
{
	char *p = arena_alloc(a, rest->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < rest->n; i++) {
		char c = rest->p[i];
		if (c == '"') {
			*value = (struct str){p, n};
			*rest = str_from(*rest, i + 1);
			return true;
		}
		if (c == '\\' && i + 1 < rest->n && (rest->p[i + 1] == '"' || rest->p[i + 1] == '\\'))
			c = rest->p[++i];
		p[n++] = c;
	}
	return false;
}

int form_param(struct arena *a, struct str *rest, struct str *name, struct str *value)
{
	skip_blanks(rest);
	if (rest->n == 0)
		return 0;
	if (rest->p[0] != ';')
		return -1;
	*rest = str_from(*rest, 1);
	skip_blanks(rest);
	size_t equal = str_chr(*rest, '=');
	if (equal == SIZE_MAX || !http_token(str_head(*rest, equal)))
		return -1;
	*name = str_head(*rest, equal);
	*rest = str_from(*rest, equal + 1);
	if (rest->n > 0 && rest->p[0] == '"') {
		*rest = str_from(*rest, 1);
		return quoted(a, rest, value) ? 1 : -1;
	}
	size_t n = 0;
	while (n < rest->n && http_token((struct str){rest->p + n, 1}))
		n++;
	*value = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return n > 0 ? 1 : -1;
}

static bool plain_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return utf8_valid(s);
}

static struct str quotes_back(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool escape = str_starts(str_from(s, i), "%22");
		p[n++] = escape ? '"' : s.p[i];
		i += escape ? 2 : 0;
	}
	return (struct str){p, n};
}

/* UTF-8'language'percent-encoded */
static bool extended(struct arena *a, struct str v, struct str *out)
{
	size_t first = str_chr(v, '\'');
	if (first == SIZE_MAX || !str_ieq(str_head(v, first), "utf-8"))
		return false;
	struct str rest = str_from(v, first + 1);
	size_t second = str_chr(rest, '\'');
	return second != SIZE_MAX && http_unescape(a, str_from(rest, second + 1), false, out);
}

bool form_disposition(struct arena *a, struct str value, struct str *name, struct str *filename)
{
	struct str key, text, star = {NULL, 0};
	int got;
	*name = *filename = (struct str){NULL, 0};
	if (!str_ieq(str_head(value, 9), "form-data"))
		return false;
	value = str_from(value, 9);
	while ((got = form_param(a, &value, &key, &text)) > 0) {
		struct str *into = str_ieq(key, "name") ? name
			: str_ieq(key, "filename") ? filename
			: str_ieq(key, "filename*") ? &star : NULL;
		if (into && into->p)
			return false;
		if (into)
			*into = text;
	}
	if (got < 0 || !name->p)
		return false;
	*name = quotes_back(a, *name);
	if (star.p && !extended(a, star, filename))
		return false;
	if (filename->p && !star.p)
		*filename = quotes_back(a, *filename);
	return plain_text(*name) && (!filename->p || plain_text(*filename));
}
