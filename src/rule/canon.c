/* Canonical JSON. See canon.h. Reading is recursive, to a stated depth. */
#include "canon.h"

#include "../base/bug.h"
#include "../base/utf8.h"

static const char short_names[] = "btnfr";
static const char short_bytes[] = "\b\t\n\f\r";

static bool take(struct str *in, char c)
{
	if (in->n == 0 || in->p[0] != c)
		return false;
	*in = str_from(*in, 1);
	return true;
}

/* \u00xx, lower case, of a control byte that has no shorter name. */
static bool take_code(struct str *in)
{
	static const char hex[] = "0123456789abcdef";
	if (in->n < 4 || !str_starts(*in, "00") || (in->p[2] != '0' && in->p[2] != '1'))
		return false;
	const char *low = in->p[3] ? strchr(hex, in->p[3]) : NULL;
	if (!low)
		return false;
	char c = (char)((in->p[2] - '0') * 16 + (low - hex));
	*in = str_from(*in, 4);
	return c == 0 || !strchr(short_bytes, c);
}

static bool take_string(struct str *in, struct str *raw)
{
	if (!take(in, '"'))
		return false;
	struct str start = *in;
	while (in->n > 0 && in->p[0] != '"') {
		if ((unsigned char)in->p[0] < 0x20)
			return false;
		if (take(in, '\\')) {
			if (in->n == 0)
				return false;
			char c = in->p[0];
			*in = str_from(*in, 1);
			if (c == 'u' ? !take_code(in) : !c || !strchr("\"\\btnfr", c))
				return false;
		} else if (utf8_next(in) == UTF8_BAD) {
			return false;
		}
	}
	*raw = str_head(start, start.n - in->n);
	return take(in, '"');
}

static bool take_int(struct str *in)
{
	size_t n = 0;
	while (n < in->n && (in->p[n] == '-' || (in->p[n] >= '0' && in->p[n] <= '9')))
		n++;
	struct str word = str_head(*in, n);
	int64_t v = 0;
	char again[24];
	if (!str_i64(word, &v))
		return false;
	snprintf(again, sizeof again, "%lld", (long long)v);
	*in = str_from(*in, n);
	return str_is(word, again);
}

static bool take_value(struct str *in, int depth);

static bool take_object(struct str *in, int depth)
{
	struct str before = {NULL, 0}, name;
	if (!take(in, '{'))
		return false;
	if (take(in, '}'))
		return true;
	do {
		if (!take_string(in, &name) || (before.p && str_cmp(before, name) >= 0) || !take(in, ':') || !take_value(in, depth))
			return false;
		before = name;
	} while (take(in, ','));
	return take(in, '}');
}

static bool take_array(struct str *in, int depth)
{
	if (!take(in, '['))
		return false;
	if (take(in, ']'))
		return true;
	do {
		if (!take_value(in, depth))
			return false;
	} while (take(in, ','));
	return take(in, ']');
}

static bool take_value(struct str *in, int depth)
{
	static const char *const words[] = {"true", "false", "null"};
	struct str raw;
	if (in->n == 0 || depth == LIMIT_CANON_DEPTH)
		return false;
	if (in->p[0] == '{')
		return take_object(in, depth + 1);
	if (in->p[0] == '[')
		return take_array(in, depth + 1);
	if (in->p[0] == '"')
		return take_string(in, &raw);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts(*in, words[i])) {
			*in = str_from(*in, strlen(words[i]));
			return true;
		}
	return take_int(in);
}

bool canon_ok(struct str json)
{
	return json.n > 0 && json.p[0] == '{' && take_value(&json, 0) && json.n == 0;
}

bool canon_member(struct str *rest, struct str *name, struct str *value)
{
	if (!take(rest, '{') && !take(rest, ','))
		return false;
	if (rest->n > 0 && rest->p[0] == '}')
		return false;
	must(take_string(rest, name) && take(rest, ':'));
	struct str start = *rest;
	must(take_value(rest, 0));
	*value = str_head(start, start.n - rest->n);
	return true;
}

bool canon_string(struct buf *b, struct str s)
{
	if (!utf8_valid(s))
		return false;
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		const char *at = c ? strchr(short_bytes, c) : NULL;
		if (at)
			buf_printf(b, "\\%c", short_names[at - short_bytes]);
		else if ((unsigned char)c < 0x20)
			buf_printf(b, "\\u%04x", (unsigned)(unsigned char)c);
		else if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else
			buf_char(b, c);
	}
	buf_char(b, '"');
	return true;
}
