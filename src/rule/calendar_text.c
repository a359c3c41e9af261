/* Law: a calendar text is taken whole or not at all. A broken line is answered
 * with its number and the reason. Refused, besides broken words: a second
 * header, a notice named twice, a day that names an unknown notice, a day
 * named twice under one notice, a day outside the years Y-1..Y+1 of its file,
 * and a file without a notice or without a rest day of its own year (a file
 * cut off after its header must not turn a year into plain weeks). */
#include "calendar_text.h"

#include "../base/buf.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "calendar_line.h"

struct reader {
	struct arena *a;
	struct cal_sheet *sheet;
	struct cal_error *err;
	int line, header_line;
};

static bool refuse(struct reader *r, const char *reason)
{
	r->err->line = r->line;
	r->err->reason = reason;
	return false;
}

static bool country_word(struct str s)
{
	return s.n == 2 && s.p[0] >= 'a' && s.p[0] <= 'z' && s.p[1] >= 'a' && s.p[1] <= 'z';
}

static bool key_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			return false;
	}
	return s.n > 0 && s.n <= 16;
}

static bool read_header(struct reader *r, struct str rest)
{
	struct str word;
	if (!line_word(&rest, &word) || !country_word(word))
		return refuse(r, "a country of two small letters must follow `calendar`");
	memcpy(r->sheet->country, word.p, 2);
	if (!line_word(&rest, &word) || !line_number(word, CAL_YEAR_FIRST + 1, CAL_YEAR_LAST - 1,
		&r->sheet->year))
		return refuse(r, "a year from 1901 to 2118 must follow the country");
	if (!line_done(rest))
		return refuse(r, "nothing may follow the year");
	r->header_line = r->line;
	return true;
}

static const struct cal_notice *find_notice(const struct cal_sheet *s, struct str key)
{
	for (size_t i = 0; i < s->notices; i++)
		if (str_is(key, s->notice[i].key))
			return &s->notice[i];
	return NULL;
}

static bool read_notice(struct reader *r, struct str rest)
{
	struct cal_sheet *s = r->sheet;
	struct str key, title, day, url;
	if (!line_word(&rest, &key) || !key_word(key))
		return refuse(r, "a notice needs a short key, as N1");
	if (find_notice(s, key))
		return refuse(r, "the notice's key is used twice");
	if (s->notices == CAL_NOTICES)
		return refuse(r, "more than 20 notices");
	if (!line_quoted(&rest, &title))
		return refuse(r, "the notice's title must stand in quotation marks after its key");
	if (utf8_count(title) > LIMIT_LINE_CHARS)
		return refuse(r, "the notice's title is longer than 300 characters");
	struct cal_notice *n = &s->notice[s->notices];
	if (!line_word(&rest, &day))
		return refuse(r, "the notice's day, or -, must follow its title");
	n->day = DAY_NONE;
	if (!str_is(day, "-") && !day_parse(day, &n->day))
		return refuse(r, "the notice's day is no date (YYYY-MM-DD) and no -");
	if (!line_word(&rest, &url))
		return refuse(r, "the notice's address, or -, must follow its day");
	if (!str_is(url, "-") && !str_starts(url, "https://") && !str_starts(url, "http://"))
		return refuse(r, "the notice's address must begin with https:// or http://, or be -");
	if (!line_done(rest))
		return refuse(r, "nothing may follow the notice's address");
	n->key = arena_cstr(r->a, key);
	n->title = arena_cstr(r->a, str_trim(title));
	n->url = str_is(url, "-") ? "" : arena_cstr(r->a, url);
	s->notices++;
	return true;
}

/* The name is the rest of the line, so that it may hold blanks; a comment
 * after it is cut at " #". */
static struct str name_of(struct str rest)
{
	rest = str_trim(rest);
	for (size_t i = 0; i < rest.n; i++)
		if (rest.p[i] == '#' && (i == 0 || rest.p[i - 1] == ' ' || rest.p[i - 1] == '\t'))
			return str_trim(str_head(rest, i));
	return rest;
}

static bool read_day(struct reader *r, struct str first, struct str rest)
{
	struct cal_sheet *s = r->sheet;
	struct cal_row row = {.line = r->line};
	struct str word, name;
	if (!day_parse(first, &row.day))
		return refuse(r, "the line begins with no date (YYYY-MM-DD) and no known word");
	int year = day_ymd(row.day).year;
	if (year < s->year - 1 || year > s->year + 1)
		return refuse(r, "the day is more than a year away from the file's year");
	if (!line_word(&rest, &word) || !(str_is(word, "rest") || str_is(word, "work")))
		return refuse(r, "`rest` or `work` must follow the day");
	row.kind = str_is(word, "rest") ? DAY_REST : DAY_WORK;
	if (!line_word(&rest, &word) || !(row.notice = find_notice(s, word)))
		return refuse(r, "the key of a notice named above must follow `rest` or `work`");
	name = name_of(rest);
	if (name.n == 0)
		return refuse(r, "the name of the holiday is missing");
	if (utf8_count(name) > LIMIT_NAME_CHARS)
		return refuse(r, "the name of the holiday is longer than 100 characters");
	if (s->rows == LIMIT_RULE_ROWS)
		return refuse(r, "more than 2000 days");
	for (size_t i = 0; i < s->rows; i++)
		if (s->row[i].day == row.day && s->row[i].notice == row.notice)
			return refuse(r, "the day is named twice under one notice");
	row.name = arena_cstr(r->a, name);
	s->row[s->rows++] = row;
	return true;
}

static bool read_line(struct reader *r, struct str line)
{
	struct str rest = line, word;
	const char *reason = line_reason(line);
	if (reason)
		return refuse(r, reason);
	enum line_token t = line_next(&rest, &word);
	if (t == LINE_END)
		return true;
	if (t != LINE_WORD)
		return refuse(r, "the line begins with a quotation");
	bool header = str_is(word, "calendar");
	if (header != (r->sheet->year == 0))
		return refuse(r, header ? "a second `calendar` line" :
			"the first line must be `calendar COUNTRY YEAR`");
	if (header)
		return read_header(r, rest);
	return str_is(word, "notice") ? read_notice(r, rest) : read_day(r, word, rest);
}

static bool read_end(struct reader *r)
{
	const struct cal_sheet *s = r->sheet;
	r->line = r->header_line ? r->header_line : 1;
	if (s->year == 0)
		return refuse(r, "the text is empty: the first line must be `calendar COUNTRY YEAR`");
	if (s->notices == 0)
		return refuse(r, "no notice: a calendar must name what it rests on");
	for (size_t i = 0; i < s->rows; i++)
		if (s->row[i].kind == DAY_REST && day_ymd(s->row[i].day).year == s->year)
			return true;
	return refuse(r, "no rest day of the file's own year: the text is not whole");
}

bool calendar_sheet_parse(struct arena *a, const struct cal_text *text, struct cal_sheet *out,
	struct cal_error *err)
{
	struct reader r = {.a = a, .sheet = out, .err = err};
	struct str rest = line_text(text->text), line;
	*out = (struct cal_sheet){0};
	*err = (struct cal_error){.file = text->file};
	if (text->text.n > LIMIT_RULE_FILE_BYTES)
		return refuse(&r, "the text is larger than 1 MB");
	/* A row takes 18 bytes at least, so a small text takes a small table. */
	size_t room = text->text.n / 18 + 1;
	out->notice = arena_make_n(a, struct cal_notice, CAL_NOTICES);
	out->row = arena_make_n(a, struct cal_row, room < LIMIT_RULE_ROWS ? room : LIMIT_RULE_ROWS);
	while (str_line(&rest, &line)) {
		r.line++;
		if (!read_line(&r, line))
			return false;
	}
	return read_end(&r);
}

/* -- writing -- */

static int by_day(const void *x, const void *y)
{
	const struct cal_found *a = x, *b = y;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

static bool write_days(struct buf *b, const char *key, struct cal_found *found, size_t n,
	struct cal_error *err)
{
	char day[11];
	qsort(found, n, sizeof *found, by_day);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && found[i].day == found[i - 1].day) {
			if (found[i].kind == found[i - 1].kind)
				continue;
			err->line = found[i].line;
			err->reason = "a day is both a rest day and a working day";
			return false;
		}
		buf_printf(b, "%s %s %s %s\n", day_text(found[i].day, day),
			found[i].kind == DAY_REST ? "rest" : "work", key, found[i].name);
	}
	return true;
}

bool calendar_sheet_write(struct arena *a, int year, const struct cal_notice *notices,
	size_t n_notices,
	struct cal_found *found, size_t n, struct str *text, struct cal_error *err)
{
	struct buf b;
	char day[11];
	buf_init(&b, LIMIT_RULE_FILE_BYTES);
	buf_printf(&b, "calendar cn %d\n", year);
	for (size_t i = 0; i < n_notices; i++)
		buf_printf(&b, "notice %s \"%s\" %s %s\n", notices[i].key, notices[i].title,
			notices[i].day == DAY_NONE ? "-" : day_text(notices[i].day, day),
			cstr_empty(notices[i].url) ? "-" : notices[i].url);
	if (n_notices > 1)
		buf_cstr(&b,
			"# The source does not say which notice decided which day: put N2... where it did.\n");
	bool ok = n_notices > 0 && write_days(&b, notices[0].key, found, n, err);
	if (ok) {
		text->p = arena_memdup(a, b.p, b.n + 1);
		text->n = b.n;
		struct cal_sheet sheet;
		struct cal_error own;
		ok = calendar_sheet_parse(a, &(struct cal_text){"", *text}, &sheet, &own) && buf_ok(&b);
		if (!ok)
			*err = (struct cal_error){err->file, 0, arena_printf(a, "what was read cannot be kept: %s",
				cstr_empty(own.reason) ? "it is too large" : own.reason)};
	}
	buf_free(&b);
	return ok;
}
