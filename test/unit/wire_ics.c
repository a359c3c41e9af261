/* iCalendar out: whatever the text, each line is one line of at most 75 octets, and read
 * back it is the text. */
#include "test.h"

#include "../../src/base/utf8.h"
#include "../../src/wire/ics.h"

static struct buf out;

static const char *made(void (*line)(struct buf *b, const char *name, const char *value), const char *name, const char *value)
{
	buf_init(&out, 1024 * 1024);
	line(&out, name, value);
	const char *text = arena_cstr(test_arena(), buf_view(&out));
	buf_free(&out);
	return text;
}

/* RFC 5545, 3.1 and 3.3.11, read as written there; "!" with a reason when a rule is broken. */
static const char *read_back(const char *bytes, const char *name)
{
	char *text = arena_strdup(test_arena(), bytes), *to = text;
	size_t octets = 0, n = strlen(name);
	for (const char *p = bytes; *p; p++) {
		if (*p == '\r') {
			if (p[1] != '\n')
				return "!a CR alone";
			p++;
			if (octets > 75)
				return "!a long line";
			octets = 0;
			if (p[1] != ' ')
				return p[1] ? "!a second line" : (*to = 0, strncmp(text, name, n) == 0 && text[n] == ':' ? text + n + 1 : "!another name");
			p++;
			octets = 1;
			if (((unsigned char)p[1] & 0xc0) == 0x80)
				return "!a fold inside of a character";
			continue;
		}
		if ((unsigned char)*p < 0x20)
			return "!a control character";
		octets++;
		*to++ = *p;
	}
	return "!no end";
}

static const char *unescaped(const char *s)
{
	char *copy = arena_strdup(test_arena(), s), *to = copy;
	for (; *s; s++) {
		if (*s == '\\')
			s++, *to++ = *s == 'n' ? '\n' : *s;
		else
			*to++ = *s;
	}
	*to = 0;
	return copy;
}

TEST(lines_are_folded_at_seventy_five_octets_and_never_inside_of_a_character)
{
	for (size_t lead = 0; lead < 160; lead++) {
		char text[2048] = "";
		size_t n = 0;
		for (; n < lead; n++)
			text[n] = 'a';
		for (int i = 0; i < 40; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s", i % 3 == 0 ? "供" : i % 3 == 1 ? "\xF0\xA0\xAE\xB7" : "é,;\\");
		const char *line = made(ics_text, "SUMMARY", text);
		CHECK_STR(unescaped(read_back(line, "SUMMARY")), text);
	}
}

TEST(text_begins_no_other_line)
{
	CHECK_STR(made(ics_text, "SUMMARY", "a\r\nEND:VEVENT\nb, c; d\\"), "SUMMARY:a\\nEND:VEVENT\\nb\\, c\\; d\\\\\r\n");
	CHECK_STR(made(ics_text, "SUMMARY", "\t\x01\x7f\r."), "SUMMARY:    .\r\n");
	CHECK_STR(made(ics_line, "UID", "a\r\nb"), "UID:a  b\r\n");
	CHECK_STR(made(ics_text, "X", "\xff."), "X:\xEF\xBF\xBD.\r\n");
	CHECK_STR(made(ics_text, "X", NULL), "X:\r\n");
}

TEST(instants_are_utc_and_days_have_no_time)
{
	buf_init(&out, 1000);
	ics_instant(&out, "DTSTAMP", 1772413384999);
	ics_day(&out, "DTSTART", day_of(2026, 3, 2));
	CHECK_STR(arena_cstr(test_arena(), buf_view(&out)), "DTSTAMP:20260302T010304Z\r\nDTSTART;VALUE=DATE:20260302\r\n");
	buf_free(&out);
}
