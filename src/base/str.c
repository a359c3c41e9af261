/* Text slices. See str.h. Nothing here writes, allocates or looks past n. */
#include "str.h"

#include "bug.h"

struct str str_of(const char *cstr)
{
	return cstr ? (struct str){cstr, strlen(cstr)} : STR_NONE;
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *cstr)
{
	return str_eq(a, str_of(cstr));
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

bool str_ieq(struct str a, const char *ascii)
{
	struct str b = str_of(ascii);
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool str_starts(struct str a, const char *prefix)
{
	struct str b = str_of(prefix);
	return a.n >= b.n && str_eq(str_head(a, b.n), b);
}

bool str_ends(struct str a, const char *suffix)
{
	struct str b = str_of(suffix);
	return a.n >= b.n && str_eq(str_from(a, a.n - b.n), b);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;
	if (c != 0)
		return c < 0 ? -1 : 1;
	return (a.n > b.n) - (a.n < b.n);
}

struct str str_from(struct str s, size_t at)
{
	must(at <= s.n);
	return s.n == 0 ? s : (struct str){s.p + at, s.n - at};
}

struct str str_head(struct str s, size_t n)
{
	return (struct str){s.p, n < s.n ? n : s.n};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t str_chr(struct str s, char c)
{
	const char *at = s.n > 0 ? memchr(s.p, (unsigned char)c, s.n) : NULL;
	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_find(struct str s, struct str what)
{
	if (what.n == 0)
		return 0;
	if (s.n < what.n)
		return SIZE_MAX;
	const char *at = memmem(s.p, s.n, what.p, what.n);
	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

struct str str_cut(struct str *rest, char sep)
{
	must(rest->p != NULL);
	size_t at = str_chr(*rest, sep);
	struct str piece = str_head(*rest, at);
	*rest = at == SIZE_MAX ? (struct str){NULL, 0} : str_from(*rest, at + 1);
	return piece;
}

bool str_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	size_t at = str_chr(*rest, '\n');
	*line = str_head(*rest, at);
	*rest = str_from(*rest, at == SIZE_MAX ? rest->n : at + 1);
	if (at != SIZE_MAX && line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool str_word(struct str *rest, struct str *word)
{
	while (rest->n > 0 && is_blank(rest->p[0]))
		*rest = str_from(*rest, 1);
	if (rest->n == 0)
		return false;
	size_t n = 0;
	while (n < rest->n && !is_blank(rest->p[n]))
		n++;
	*word = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return true;
}

bool str_i64(struct str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	int64_t v = 0;
	if (minus)
		s = str_from(s, 1);
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		/* Counting down: the negative side reaches one further. */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, s.p[i] - '0', &v))
			return false;
	}
	if (!minus && v == INT64_MIN)
		return false;
	*out = minus ? v : -v;
	return true;
}
