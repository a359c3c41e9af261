/* Laws: 1 no line is longer than 75 octets without its CRLF (3.1); 2 a fold never cuts a
 * UTF-8 sequence; 3 whatever the text, the lines are as many as were asked for. */
#include "ics.h"

#include "../base/utf8.h"

enum { LINE_OCTETS = 75 };

struct line { struct buf *b; size_t octets; };

/* One character, with those that belong to it: on this line, or on the next behind a blank. */
static void put(struct line *l, const char *p, size_t n)
{
	if (l->octets + n > LINE_OCTETS) {
		buf_cstr(l->b, "\r\n ");
		l->octets = 1;
	}
	buf_add(l->b, p, n);
	l->octets += n;
}

static void escaped(struct line *l, uint32_t c, const char *p, size_t n)
{
	if (c == '\n')
		put(l, "\\n", 2);
	else if (c == '\\' || c == ';' || c == ',')
		put(l, c == '\\' ? "\\\\" : c == ';' ? "\\;" : "\\,", 2);
	else
		put(l, p, n);
}

static void value(struct line *l, const char *text, bool is_text)
{
	struct str rest = str_of(text ? text : "");
	while (rest.n) {
		const char *at = rest.p;
		uint32_t c = utf8_next(&rest);
		size_t n = (size_t)(rest.p - at);
		if (c == UTF8_BAD)
			put(l, "\xEF\xBF\xBD", 3);
		else if (c < 0x20 && !(is_text && c == '\n'))
			put(l, " ", c == '\r' && is_text && rest.n && *rest.p == '\n' ? 0 : 1);
		else if (c == 0x7f)
			put(l, " ", 1);
		else if (is_text)
			escaped(l, c, at, n);
		else
			put(l, at, n);
	}
}

static void line(struct buf *b, const char *name, const char *text, bool is_text)
{
	struct line l = {b, strlen(name) + 1};
	buf_cstr(b, name);
	buf_char(b, ':');
	value(&l, text, is_text);
	buf_cstr(b, "\r\n");
}

void ics_line(struct buf *b, const char *name, const char *plain)
{
	line(b, name, plain, false);
}

void ics_text(struct buf *b, const char *name, const char *text)
{
	line(b, name, text, true);
}

void ics_instant(struct buf *b, const char *name, int64_t ms)
{
	day_t d = day_of_ms(ms, 0);
	struct ymd y = day_ymd(d);
	int64_t s = (ms - day_start_ms(d, 0)) / 1000;
	buf_printf(b, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, y.year, y.month, y.day, (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

void ics_day(struct buf *b, const char *name, day_t day)
{
	struct ymd y = day_ymd(day);
	buf_printf(b, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, y.year, y.month, y.day);
}
