/* The log. See log.h.
 *
 * 1. One event is one line and one write, whatever its values hold: control
 *    characters, quotes and direction marks are escaped, bad UTF-8 becomes
 *    U+FFFD, and a value is cut at VALUE_BYTES. */
#include "log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include "buf.h"
#include "os.h"
#include "utf8.h"

enum { LINE_BYTES = 8 * 1024, VALUE_BYTES = 512 };

static _Atomic int level_most = LOG_NOTE;

void log_to_level(enum log_level most)
{
	level_most = (int)most;
}

static bool must_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F)
		|| (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void put_quoted(struct buf *b, const char *text)
{
	struct str s = str_head(str_of(text), VALUE_BYTES);
	buf_char(b, '"');
	while (s.n > 0) {
		char raw[4];
		uint32_t c = utf8_next(&s);
		if (c == UTF8_BAD)
			c = 0xFFFD;
		if (must_escape(c))
			buf_printf(b, "\\u%04x", (unsigned)c);
		else if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", (int)c);
		else
			buf_add(b, raw, utf8_put(c, raw));
	}
	buf_char(b, '"');
}

void log_line(enum log_level level, const char *event, ...)
{
	if ((int)level > level_most)
		return;
	char when[21];
	struct buf b;
	buf_init(&b, LINE_BYTES);
	buf_printf(&b, "<%d>{\"time\":\"%s\",\"event\":", (int)level, utc_text(os_utc_ms(), when));
	put_quoted(&b, event);
	va_list ap;
	va_start(ap, event);
	for (const char *key; (key = va_arg(ap, const char *)) != NULL;) {
		const char *value = va_arg(ap, const char *);
		if (b.n > LINE_BYTES - 8 * VALUE_BYTES)
			continue;
		buf_char(&b, ',');
		put_quoted(&b, key);
		buf_char(&b, ':');
		put_quoted(&b, value);
	}
	va_end(ap);
	buf_cstr(&b, "}\n");
	fwrite(b.p, 1, b.n, stderr);
	buf_free(&b);
}
