/* iCalendar (RFC 5545) into our text. Law: an event covers every day from its
 * DTSTART to before its DTEND, which is exclusive, or as long as its DURATION
 * in days or weeks; without either, one day. Folded lines are joined. Times in
 * UTC are read at UTC+8. Cancelled events are left out; what is inside an event
 * (an alarm) is not the event. Refused, with the line: no VCALENDAR, an event
 * without DTSTART, an end before the start, more than 31 days in one event, a
 * recurring event (a rule is not an arrangement), a day that is both rest and
 * work, a text that ends inside an event or without END:VCALENDAR. */
#include "../base/buf.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "calendar_text.h"

enum { EVENT_DAYS = 31, KEPT_DAYS = 800, DECEMBER_FROM = 25, CHINA_MIN = 480 };

struct event {
	int line;
	day_t start, end;              /* end exclusive; DAY_NONE: not given */
	int days;                      /* of DURATION; 0: not given */
	bool work, cancelled, recurring;
	const char *name;
};

struct ics {
	struct arena *a;
	struct cal_error *err;
	struct buf logical;            /* the line, unfolded */
	int line;                      /* where it began */
	int year;
	bool calendar, over, in_event;
	int depth;                     /* components open inside the event */
	struct event event;
	const char *title;
	struct cal_found found[KEPT_DAYS];
	size_t n;
};

static bool refuse(struct ics *s, int line, const char *reason)
{
	s->err->line = line;
	s->err->reason = reason;
	return false;
}

/* NAME;PARAMETERS:VALUE; a ':' inside a quoted parameter does not part. */
static bool split(struct str line, struct str *name, struct str *value)
{
	bool quoted = false;
	size_t n = 0;
	while (n < line.n && line.p[n] != ';' && line.p[n] != ':')
		n++;
	*name = str_head(line, n);
	for (; n < line.n; n++) {
		if (line.p[n] == '"')
			quoted = !quoted;
		if (line.p[n] == ':' && !quoted)
			break;
	}
	if (n >= line.n)
		return false;
	*value = str_from(line, n + 1);
	return true;
}

static bool digits(struct str s, size_t at, size_t n, int *out)
{
	int v = 0;
	for (size_t i = at; i < at + n; i++) {
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = v;
	return true;
}

/* 20260101, 20260101T080000 or ...Z. *midnight: no part of that day has passed. */
static bool read_time(struct str v, day_t *day, bool *midnight)
{
	int y, m, d, hh = 0, mm = 0, ss = 0;
	v = str_trim(v);
	if (!digits(v, 0, 4, &y) || !digits(v, 4, 2, &m) || !digits(v, 6, 2, &d) || !ymd_valid(y, m, d))
		return false;
	if (y <= CAL_YEAR_FIRST || y >= CAL_YEAR_LAST)
		return false;
	*day = day_of(y, m, d);
	*midnight = true;
	if (v.n == 8)
		return true;
	bool utc = v.n == 16 && v.p[15] == 'Z';
	if (v.p[8] != 'T' || (v.n != 15 && !utc) || !digits(v, 9, 2, &hh) || !digits(v, 11, 2, &mm) ||
		!digits(v, 13, 2, &ss) || hh > 23 || mm > 59 || ss > 60)
		return false;
	int minute = hh * 60 + mm + (utc ? CHINA_MIN : 0);
	*day += minute / 1440;
	*midnight = minute % 1440 == 0 && ss == 0;
	return true;
}

/* P3D, P1W; a time part that is whole days (PT24H) is not worth its rules. */
static bool read_duration(struct str v, int *days)
{
	int n = 0;
	v = str_trim(v);
	if (v.n < 3 || v.n > 5 || v.p[0] != 'P' || !digits(v, 1, v.n - 2, &n) || n == 0)
		return false;
	char unit = v.p[v.n - 1];
	*days = unit == 'W' ? n * 7 : n;
	return unit == 'W' || unit == 'D';
}

static bool ascii_letter(struct str s, size_t i)
{
	return i < s.n && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z');
}

/* 班, or the whole word work, workday(s) or working: "Workers' Day" is a rest day. */
static bool says_work(struct str s)
{
	static const char *const words[] = {"work", "workday", "workdays", "working"};
	if (str_find(s, STR("班")) != SIZE_MAX)
		return true;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_letter(s, i) || (i > 0 && ascii_letter(s, i - 1)))
			continue;
		size_t n = 1;
		while (ascii_letter(s, i + n))
			n++;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (str_ieq(str_head(str_from(s, i), n), words[k]))
				return true;
	}
	return false;
}

/* TEXT: \n, \, and so on; control characters become blanks; a bracket at the
 * end, as in 元旦(休), is not part of the name. */
static const char *plain(struct ics *s, struct str v)
{
	char *out = arena_alloc(s->a, v.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];
		if (c == '\\' && i + 1 < v.n)
			c = (v.p[++i] | 32) == 'n' ? ' ' : v.p[i];
		out[n++] = (unsigned char)c < ' ' || c == '"' || c == '#' || c == 0x7f ? ' ' : c;
	}
	struct str t = str_trim((struct str){out, n});
	size_t half = str_find(t, STR("(")), full = str_find(t, STR("（"));
	size_t cut = half < full ? half : full;
	if (cut != SIZE_MAX && cut > 0 && (str_ends(t, ")") || str_ends(t, "）")))
		t = str_trim(str_head(t, cut));
	return arena_cstr(s->a, utf8_head(t, LIMIT_NAME_CHARS));
}

static bool keep(struct ics *s, day_t d, const struct event *e)
{
	struct ymd t = day_ymd(d);
	bool before = t.year == s->year - 1 && t.month == 12 && t.day >= DECEMBER_FROM;
	if (t.year != s->year && !before)
		return true;
	if (s->n == KEPT_DAYS)
		return refuse(s, e->line, "more than 800 days");
	s->found[s->n++] = (struct cal_found){d, e->work ? DAY_WORK : DAY_REST, e->name, e->line};
	return true;
}

static bool end_event(struct ics *s)
{
	const struct event *e = &s->event;
	if (e->cancelled)
		return true;
	if (e->start == DAY_NONE)
		return refuse(s, e->line, "the event has no DTSTART");
	if (e->recurring)
		return refuse(s, e->line,
			"a recurring event: give each year's days as events of their own");
	day_t end = e->end != DAY_NONE ? e->end : e->start + (e->days ? e->days : 1);
	if (end < e->start)
		return refuse(s, e->line, "the event ends before it starts");
	if (end == e->start)
		end++;                 /* DTEND = DTSTART is common for one day */
	if (end - e->start > EVENT_DAYS)
		return refuse(s, e->line, "the event covers more than 31 days");
	if (cstr_empty(e->name))
		return refuse(s, e->line, "the event has no SUMMARY");
	for (day_t d = e->start; d < end; d++)
		if (!keep(s, d, e))
			return false;
	return true;
}

static bool event_property(struct ics *s, struct str name, struct str value)
{
	struct event *e = &s->event;
	bool midnight;
	if (str_ieq(name, "DTSTART")) {
		if (!read_time(value, &e->start, &midnight))
			return refuse(s, s->line, "DTSTART is no date");
	} else if (str_ieq(name, "DTEND")) {
		if (!read_time(value, &e->end, &midnight))
			return refuse(s, s->line, "DTEND is no date");
		e->end += !midnight;
	} else if (str_ieq(name, "DURATION")) {
		if (!read_duration(value, &e->days))
			return refuse(s, s->line, "DURATION is no number of days or weeks (P3D, P1W)");
	} else if (str_ieq(name, "SUMMARY")) {
		e->work = e->work || says_work(value);
		e->name = plain(s, value);
	} else if (str_ieq(name, "CATEGORIES")) {
		e->work = e->work || says_work(value);
	} else if (str_ieq(name, "STATUS")) {
		e->cancelled = str_ieq(str_trim(value), "CANCELLED");
	} else if (str_ieq(name, "RRULE") || str_ieq(name, "RDATE")) {
		e->recurring = true;
	}
	return true;
}

static bool begin(struct ics *s, struct str what)
{
	if (s->in_event) {
		s->depth++;
	} else if (str_ieq(what, "VCALENDAR")) {
		s->calendar = true;
	} else if (str_ieq(what, "VEVENT")) {
		s->in_event = true;
		s->event = (struct event){.line = s->line, .start = DAY_NONE, .end = DAY_NONE};
	}
	return true;
}

static bool end(struct ics *s, struct str what)
{
	if (s->in_event && s->depth > 0) {
		s->depth--;
	} else if (s->in_event) {
		if (!str_ieq(what, "VEVENT"))
			return refuse(s, s->line, "END:VEVENT was expected");
		s->in_event = false;
		return end_event(s);
	} else if (str_ieq(what, "VCALENDAR")) {
		s->over = true;
	}
	return true;
}

/* One logical line. */
static bool take(struct ics *s)
{
	struct str line = buf_view(&s->logical), name, value;
	if (str_trim(line).n == 0)
		return true;
	if (!utf8_valid(line))
		return refuse(s, s->line, "the line is not UTF-8");
	if (!split(line, &name, &value))
		return refuse(s, s->line, "the line is no NAME:VALUE");
	if (!s->calendar && !(str_ieq(name, "BEGIN") && str_ieq(str_trim(value), "VCALENDAR")))
		return refuse(s, s->line, "the first line must be BEGIN:VCALENDAR");
	if (str_ieq(name, "BEGIN"))
		return begin(s, str_trim(value));
	if (str_ieq(name, "END"))
		return end(s, str_trim(value));
	if (s->in_event)
		return s->depth > 0 || event_property(s, name, value);
	if (str_ieq(name, "X-WR-CALNAME"))
		s->title = plain(s, value);
	return true;
}

static bool take_lines(struct ics *s, struct str rest)
{
	struct str line;
	int number = 0;
	while (str_line(&rest, &line)) {
		number++;
		if (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
			buf_str(&s->logical, str_from(line, 1));
			continue;
		}
		if (!take(s))
			return false;
		buf_clear(&s->logical);
		buf_str(&s->logical, line);
		s->line = number;
	}
	if (!take(s))
		return false;
	if (!s->over || s->in_event)
		return refuse(s, number, "the text is not whole: END:VCALENDAR is missing");
	if (s->n == 0)
		return refuse(s, 0, arena_printf(s->a, "no event falls in %d", s->year));
	return true;
}

bool calendar_from_ics(struct arena *a, struct str ics, int year, struct str *text,
	struct cal_error *err)
{
	struct ics *s = arena_make(a, struct ics);
	*s = (struct ics){.a = a, .err = err, .year = year, .title = ""};
	*err = (struct cal_error){.file = ""};
	if (ics.n > LIMIT_RULE_FILE_BYTES)
		return refuse(s, 0, "the text is larger than 1 MB");
	if (year <= CAL_YEAR_FIRST || year >= CAL_YEAR_LAST)
		return refuse(s, 0, "the year is not from 1901 to 2118");
	buf_init(&s->logical, LIMIT_RULE_FILE_BYTES);
	if (str_starts(ics, "\xEF\xBB\xBF"))
		ics = str_from(ics, 3);
	bool ok = take_lines(s, ics);
	buf_free(&s->logical);
	if (!ok)
		return false;
	struct cal_notice notice = {.key = "N1", .url = "", .day = DAY_NONE};
	notice.title = arena_printf(a, "iCalendar%s%s", cstr_empty(s->title) ? "" : ": ", s->title);
	return calendar_sheet_write(a, year, &notice, 1, s->found, s->n, text, err);
}
