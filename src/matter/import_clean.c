/* Laws: 1 what is left is what a person would have typed; 2 no character that
 * carries meaning is dropped; 3 pure. */
#include "import_parts.h"

#include "../base/utf8.h"

enum { ESCAPE_BYTES = 7 };             /* "_x000D_", as spreadsheets write control characters */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The control character behind "_xHHHH_", or -1. Others stay as they are written. */
static int escaped(struct str s)
{
	int code = 0;
	if (s.n < ESCAPE_BYTES || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex(s.p[i]);
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code < 32 ? code : -1;
}

/* Next character off *s: ' ' and '\n' for all their kinds, 0 for what says nothing. */
static uint32_t next_plain(struct str *s)
{
	int code = escaped(*s);
	uint32_t c;
	if (code >= 0) {
		*s = str_from(*s, ESCAPE_BYTES);
		c = (uint32_t)code;
	} else {
		c = utf8_next(s);
	}
	if (c == '\r' && s->n && s->p[0] == '\n')
		return 0;
	if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
		return '\n';
	if (c == '\t' || c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F)
		return ' ';
	if (c < 32 || c == 0x7F || c == 0x200B || c == 0xFEFF)
		return 0;
	return c;
}

struct plain { char *p; size_t n; int lines, blanks; };

static void put(struct plain *o, uint32_t c, bool line)
{
	if (c == '\n' && !line) {
		o->lines++;
		o->blanks = 0;
		return;
	}
	if (c == ' ' || c == '\n') {
		o->blanks++;
		return;
	}
	/* at most one empty line, at most one blank; none at the beginning */
	for (int i = 0; o->n && i < o->lines && i < 2; i++)
		o->p[o->n++] = '\n';
	if (o->n && !o->lines && o->blanks)
		o->p[o->n++] = ' ';
	o->lines = o->blanks = 0;
	o->n += utf8_put(c, o->p + o->n);
}

bool import_clean(struct arena *a, struct str s, bool line, const char **out)
{
	struct plain o = {.p = arena_alloc(a, s.n + 8)};
	struct str clean;
	while (s.n) {
		uint32_t c = next_plain(&s);
		if (c == UTF8_BAD)
			return false;
		if (c)
			put(&o, c, line);
	}
	if (!utf8_clean(a, (struct str){o.p, o.n}, &clean))
		return false;
	*out = arena_cstr(a, clean);
	return true;
}
