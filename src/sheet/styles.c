/* Which cell styles show days (xl/styles.xml). The numbers of the formats that
 * every program has are of ECMA-376 part 1, 18.8.30, those of 27-36 and 50-58 in
 * the Chinese, Japanese and Korean editions. */
#include "../base/limits.h"
#include "workbook.h"

enum { FORMATS_MAX = 4096 };

struct styles {
	struct workbook *w;
	int64_t day_format[FORMATS_MAX]; size_t day_formats;   /* of this workbook's own */
	bool in_cells;
};

/* Letters of days and times outside of quotes, escapes and brackets; a span
 * ([h]:mm) is a number of hours, no time of day. */
bool style_is_day(struct str format)
{
	bool quoted = false, bracket = false, day = false;
	for (size_t i = 0; i < format.n; i++) {
		char c = format.p[i];
		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '\\' || c == '_' || c == '*')
			i++;
		else if (c == '[' || c == ']')
			bracket = c == '[';
		else if (bracket && i > 0 && format.p[i - 1] == '[' && memchr("hHmMsS", c, 6))
			return false;
		else if (!bracket && c == ';')
			break;
		else if (!bracket && memchr("yYmMdDhHsS", c, 10))
			day = true;
		else if (!bracket && (c == '0' || c == '#' || c == '?') && !day)
			return false;
	}
	return day;
}

static bool is_day(const struct styles *s, int64_t format)
{
	if ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) || format == 45 || format == 47 || (format >= 50 && format <= 58))
		return true;
	for (size_t i = 0; i < s->day_formats; i++)
		if (s->day_format[i] == format)
			return true;
	return false;
}

static void open_tag(void *ctx, const char *name, struct part_attrs attrs)
{
	struct styles *s = ctx;
	const char *id = part_attr(attrs, "numFmtId"), *code = part_attr(attrs, "formatCode");
	int64_t number = 0;
	if (cstr_eq(name, "cellXfs"))
		s->in_cells = true;
	bool known = id && str_i64(str_of(id), &number);
	if (cstr_eq(name, "numFmt") && known && code && style_is_day(str_of(code))) {
		if (s->day_formats == FORMATS_MAX)
			book_refuse(&s->w->book, REFUSE_TOO_MANY, "numFmt");
		else
			s->day_format[s->day_formats++] = number;
	}
	if (cstr_eq(name, "xf") && s->in_cells)
		buf_char(&s->w->style, known && is_day(s, number) ? STYLE_DAY : STYLE_NUMBER);
	if (!buf_ok(&s->w->style))
		book_refuse(&s->w->book, REFUSE_TOO_MANY, "cellXfs");
}

static void close_tag(void *ctx, const char *name)
{
	struct styles *s = ctx;
	if (cstr_eq(name, "cellXfs"))
		s->in_cells = false;
}

bool styles_read(struct workbook *w)
{
	static const struct part_reader reader = {open_tag, close_tag, NULL};
	struct styles s = {.w = w};
	return w->styles < 0 || part_read(&w->book, w->styles, &reader, &s);
}
