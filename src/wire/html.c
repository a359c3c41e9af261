/* HTML by format literals. Promises: 1 the literal goes out as it stands, every
 * argument escaped; 2 what goes out is valid UTF-8 without control characters,
 * whatever came in: a bad byte or a control character becomes U+FFFD; 3 an
 * address written by html_url is local, http(s) or a point (geo:), anything else becomes "#";
 * 4 a conversion not in the list stops the process, for it is our mistake. */
#include "html.h"

#include <stdarg.h>
#include "../base/bug.h"
#include "../base/utf8.h"

enum conv { CONV_STR, CONV_SLICE, CONV_INT, CONV_LONG, CONV_ULONG, CONV_LLONG, CONV_SIZE,
	CONV_CHAR, CONV_PERCENT, CONV__MAX };

/* Longer spellings first where one begins another. */
static const char *const CONV_TEXT[CONV__MAX] = {
	[CONV_STR] = "s", [CONV_SLICE] = ".*s", [CONV_INT] = "d", [CONV_LONG] = "ld",
	[CONV_ULONG] = "lu", [CONV_LLONG] = "lld", [CONV_SIZE] = "zu", [CONV_CHAR] = "c",
	[CONV_PERCENT] = "%",
};

/* How an argument's text is written: as HTML, or percent-encoded. */
struct writer {
	void (*text)(struct buf *b, struct str s);
	struct buf *buf;
};

static void format(const struct writer *w, const char *fmt, va_list *ap);
static void escape(struct buf *b, struct str s);
static void percent_encode(struct buf *b, struct str s);
static bool url_allowed(const char *p);
static void paragraph(struct out *o, struct str s);

void html(struct out *o, const char *fmt, ...)
{
	struct writer w = {escape, o->buf};
	va_list ap;
	va_start(ap, fmt);
	format(&w, fmt, &ap);
	va_end(ap);
}

void html_safe(struct out *o, struct safe s)
{
	buf_str(o->buf, s.html);
}

void html_text(struct out *o, struct str s)
{
	escape(o->buf, s);
}

void html_paragraphs(struct out *o, struct str s)
{
	struct str rest = s, line, from = STR_NONE;
	while (str_line(&rest, &line)) {
		if (str_trim(line).n == 0) {
			paragraph(o, from);
			from = STR_NONE;
		} else if (from.n == 0) {
			from = line;
		} else {
			from.n = (size_t)(line.p + line.n - from.p);
		}
	}
	paragraph(o, from);
}

void html_url(struct out *o, const char *attribute, struct url u)
{
	for (const char *c = attribute; *c; c++)
		must((*c >= 'a' && *c <= 'z') || *c == '-');
	must(*attribute);
	buf_cstr(o->buf, attribute);
	buf_cstr(o->buf, "=\"");
	escape(o->buf, str_of(url_allowed(u.p) ? u.p : "#"));
	buf_char(o->buf, '"');
}

const char *t(struct out *o, struct msg m)
{
	return msg_text(o->arena, o->lang, m);
}

struct url url_make(struct arena *a, const char *fmt, ...)
{
	struct buf b;
	buf_init(&b, 64 * 1024);
	struct writer w = {percent_encode, &b};
	va_list ap;
	va_start(ap, fmt);
	format(&w, fmt, &ap);
	va_end(ap);
	must(buf_ok(&b));
	struct url u = {arena_cstr(a, buf_view(&b))};
	buf_free(&b);
	return u;
}

/* The conversion that begins at p (behind the %); *after is what follows it. */
static enum conv conversion(const char *p, const char **after)
{
	for (int i = 0; i < CONV__MAX; i++) {
		size_t n = strlen(CONV_TEXT[i]);
		if (strncmp(p, CONV_TEXT[i], n) == 0) {
			*after = p + n;
			return (enum conv)i;
		}
	}
	bug("html: a conversion that is not in the list");
}

static struct str slice_arg(va_list *ap)
{
	int n = va_arg(*ap, int);
	const char *p = va_arg(*ap, const char *);
	must(n >= 0 && (p || n == 0));
	return p ? (struct str){p, (size_t)n} : STR_NONE;
}

static void argument(const struct writer *w, enum conv conv, va_list *ap)
{
	switch (conv) {
	case CONV_STR: w->text(w->buf, str_of(va_arg(*ap, const char *))); return;
	case CONV_SLICE: w->text(w->buf, slice_arg(ap)); return;
	case CONV_INT: buf_printf(w->buf, "%d", va_arg(*ap, int)); return;
	case CONV_LONG: buf_printf(w->buf, "%ld", va_arg(*ap, long)); return;
	case CONV_ULONG: buf_printf(w->buf, "%lu", va_arg(*ap, unsigned long)); return;
	case CONV_LLONG: buf_printf(w->buf, "%lld", va_arg(*ap, long long)); return;
	case CONV_SIZE: buf_printf(w->buf, "%zu", va_arg(*ap, size_t)); return;
	case CONV_CHAR: {
		char c = (char)va_arg(*ap, int);
		w->text(w->buf, (struct str){&c, 1});
		return;
	}
	case CONV_PERCENT: buf_char(w->buf, '%'); return;
	case CONV__MAX: break;
	}
	bug("html: a conversion that is not in the list");
}

static void format(const struct writer *w, const char *fmt, va_list *ap)
{
	const char *p = fmt;
	for (;;) {
		const char *sign = strchr(p, '%');
		if (!sign) {
			buf_cstr(w->buf, p);
			return;
		}
		buf_add(w->buf, p, (size_t)(sign - p));
		argument(w, conversion(sign + 1, &p), ap);
	}
}

static const char *entity(uint32_t c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: break;
	}
	/* Controls have no place in HTML; a page with one is not well formed. */
	if (c == UTF8_BAD || c == 0x7F || (c >= 0x80 && c < 0xA0))
		return "\xEF\xBF\xBD";
	if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
		return "\xEF\xBF\xBD";
	return NULL;
}

static void escape(struct buf *b, struct str s)
{
	const char *plain = s.p;       /* begin of the run that needs no change */
	if (s.n == 0)
		return;
	while (s.n > 0) {
		const char *at = s.p;
		const char *e = entity(utf8_next(&s));
		if (!e)
			continue;
		buf_add(b, plain, (size_t)(at - plain));
		buf_cstr(b, e);
		plain = s.p;
	}
	buf_add(b, plain, (size_t)(s.p - plain));
}

/* RFC 3986 2.3: all but the unreserved characters. */
static void percent_encode(struct buf *b, struct str s)
{
	static const char HEX[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
		if (plain) {
			buf_char(b, (char)c);
			continue;
		}
		buf_char(b, '%');
		buf_char(b, HEX[c >> 4]);
		buf_char(b, HEX[c & 15]);
	}
}

/* geo:LATITUDE,LONGITUDE (RFC 5870), nothing behind it. */
static bool point_allowed(struct str s)
{
	return str_starts(s, "geo:") && s.n > 4 && strspn(s.p + 4, "0123456789.,-") == s.n - 4;
}

/* Local, http(s) or a point. Browsers read "//" and "/\" as another host and skip tabs
 * and line breaks, so those are out. */
static bool url_allowed(const char *p)
{
	struct str s = str_of(p);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7F || s.p[i] == '\\')
			return false;
	if (s.n == 0 || s.p[0] == '?' || s.p[0] == '#')
		return true;
	if (s.p[0] == '/')
		return s.n == 1 || s.p[1] != '/';
	return str_starts(s, "https://") || str_starts(s, "http://") || point_allowed(s);
}

static void paragraph(struct out *o, struct str s)
{
	struct str line;
	if (s.n == 0)
		return;
	buf_cstr(o->buf, "<p>");
	for (bool first = true; str_line(&s, &line); first = false) {
		if (!first)
			buf_cstr(o->buf, "<br>\n");
		escape(o->buf, line);
	}
	buf_cstr(o->buf, "</p>\n");
}
