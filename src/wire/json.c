/* JSON out. Promises: 1 what was written is one well-formed JSON value once
 * json_done returns; 2 keys stand in objects and only there; 3 the text is safe
 * inside HTML too: < > & and the two line separators JavaScript minds are
 * escaped. Breaking 2 or the nesting is our own mistake and stops the process. */
#include "json.h"

#include "../base/bug.h"
#include "../base/utf8.h"

static void begin_value(struct json *j, const char *key);
static void open_level(struct json *j, const char *key, char kind);
static void quoted(struct buf *b, struct str s);

void json_init(struct json *j, struct buf *b)
{
	*j = (struct json){.buf = b};
}

void json_object(struct json *j, const char *key)
{
	open_level(j, key, '{');
}

void json_array(struct json *j, const char *key)
{
	open_level(j, key, '[');
}

void json_end(struct json *j)
{
	must(j->depth > 0);
	j->depth--;
	buf_char(j->buf, j->stack[j->depth] == '{' ? '}' : ']');
	j->comma = true;
}

void json_text(struct json *j, const char *key, const char *value)
{
	if (value)
		json_str(j, key, str_of(value));
	else
		json_null(j, key);
}

void json_str(struct json *j, const char *key, struct str value)
{
	begin_value(j, key);
	quoted(j->buf, value);
}

void json_int(struct json *j, const char *key, int64_t value)
{
	begin_value(j, key);
	buf_printf(j->buf, "%lld", (long long)value);
}

void json_bool(struct json *j, const char *key, bool value)
{
	begin_value(j, key);
	buf_cstr(j->buf, value ? "true" : "false");
}

void json_whole(struct json *j, const char *key, const char *value)
{
	begin_value(j, key);
	buf_cstr(j->buf, value);
}

void json_null(struct json *j, const char *key)
{
	begin_value(j, key);
	buf_cstr(j->buf, "null");
}

void json_done(struct json *j)
{
	must(j->depth == 0 && j->comma);
}

static void begin_value(struct json *j, const char *key)
{
	bool in_object = j->depth > 0 && j->stack[j->depth - 1] == '{';
	must(in_object == (key != NULL));
	must(j->depth > 0 || !j->comma);      /* one value at the top */
	if (j->comma)
		buf_char(j->buf, ',');
	j->comma = true;
	if (key) {
		quoted(j->buf, str_of(key));
		buf_char(j->buf, ':');
	}
}

static void open_level(struct json *j, const char *key, char kind)
{
	begin_value(j, key);
	must(j->depth < JSON_DEPTH);
	j->stack[j->depth++] = kind;
	buf_char(j->buf, kind);
	j->comma = false;
}

static bool needs_escape(uint32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' ||
		c == 0x7F || c == 0x2028 || c == 0x2029;
}

static void escape_char(struct buf *b, uint32_t c)
{
	switch (c) {
	case '"': buf_cstr(b, "\\\""); return;
	case '\\': buf_cstr(b, "\\\\"); return;
	case '\n': buf_cstr(b, "\\n"); return;
	case '\r': buf_cstr(b, "\\r"); return;
	case '\t': buf_cstr(b, "\\t"); return;
	default: buf_printf(b, "\\u%04x", (unsigned)c); return;
	}
}

static void quoted(struct buf *b, struct str s)
{
	const char *plain = s.p;       /* begin of the run that needs no change */
	buf_char(b, '"');
	while (s.n > 0) {
		const char *at = s.p;
		uint32_t c = utf8_next(&s);
		must(c != UTF8_BAD);
		if (!needs_escape(c))
			continue;
		buf_add(b, plain, (size_t)(at - plain));
		escape_char(b, c);
		plain = s.p;
	}
	if (s.p != plain)
		buf_add(b, plain, (size_t)(s.p - plain));
	buf_char(b, '"');
}
