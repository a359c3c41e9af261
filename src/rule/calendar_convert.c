/* holiday-cn's JSON (one year's file: year, papers, days of name, date,
 * isOffDay) into our text. Law: every day of the source is kept or the whole
 * is refused; the notices' titles are the standard form of their name, for the
 * source gives addresses only; a notice's day is taken from its address when
 * that holds a whole date that can be one (from October of the year before;
 * for the first notice before the year begins, for the others before it ends),
 * else it stays unknown: old addresses carry the day the archive was made. */
#include <jansson.h>

#include "../base/limits.h"
#include "calendar_text.h"

struct source {
	struct arena *a;
	struct cal_error *err;
	int year;
	struct cal_notice notice[CAL_NOTICES];
	size_t notices;
	struct cal_found *found;
	size_t n;
};

static bool refuse(struct source *s, const char *reason)
{
	s->err->reason = reason;
	return false;
}

/* "https://.../2018-12/06/content_1.htm" -> 2018-12-06, when it lies in [from, to]. */
static day_t day_in_address(struct str url, day_t from, day_t to)
{
	for (size_t i = 0; i + 10 <= url.n; i++) {
		char text[11];
		day_t d;
		memcpy(text, url.p + i, 10);
		text[10] = '\0';
		if (text[4] != '-' || text[7] != '/')
			continue;
		text[7] = '-';
		if (day_parse(str_of(text), &d) && d >= from && d <= to)
			return d;
	}
	return DAY_NONE;
}

static bool take_paper(struct source *s, const json_t *paper)
{
	if (!json_is_string(paper))
		return refuse(s, "papers: an address is no text");
	struct str url = {json_string_value(paper), json_string_length(paper)};
	if (s->notices == CAL_NOTICES)
		return refuse(s, "papers: more than 20 notices");
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ' || url.p[i] == '"')
			return refuse(s, "papers: an address holds a blank or a quotation mark");
	struct cal_notice *n = &s->notice[s->notices];
	n->key = arena_printf(s->a, "N%zu", ++s->notices);
	n->title = arena_printf(s->a, "国务院办公厅关于%d年部分节假日安排的通知", s->year);
	n->url = arena_cstr(s->a, url);
	n->day = day_in_address(url, day_of(s->year - 1, 10, 1),
		s->notices == 1 ? day_of(s->year - 1, 12, 31) : day_of(s->year, 12, 31));
	return true;
}

static bool take_day(struct source *s, const json_t *day)
{
	const json_t *name = json_object_get(day, "name"), *date = json_object_get(day, "date");
	const json_t *off = json_object_get(day, "isOffDay");
	struct cal_found *f = &s->found[s->n];
	if (!json_is_string(name) || !json_is_string(date) || !json_is_boolean(off))
		return refuse(s, "days: a day needs name and date (texts) and isOffDay (true or false)");
	if (!day_parse((struct str){json_string_value(date), json_string_length(date)}, &f->day))
		return refuse(s, arena_printf(s->a, "days: %.40s is no date (YYYY-MM-DD)",
			json_string_value(date)));
	if (json_string_length(name) != strlen(json_string_value(name)))
		return refuse(s, "days: a name holds a zero byte");
	f->kind = json_is_true(off) ? DAY_REST : DAY_WORK;
	f->name = arena_strdup(s->a, json_string_value(name));
	s->n++;
	return true;
}

static bool take_all(struct source *s, const json_t *root)
{
	const json_t *year = json_object_get(root, "year");
	const json_t *papers = json_object_get(root, "papers"), *days = json_object_get(root, "days");
	if (!json_is_integer(year) || !json_is_array(papers) || !json_is_array(days))
		return refuse(s, "this is no holiday-cn year: year, papers and days are needed");
	json_int_t y = json_integer_value(year);
	if (y <= CAL_YEAR_FIRST || y >= CAL_YEAR_LAST)
		return refuse(s, "the year is not from 1901 to 2118");
	s->year = (int)y;
	if (json_array_size(papers) == 0 || json_array_size(days) == 0)
		return refuse(s, "the year has no notice or no days yet: it is not published");
	if (json_array_size(days) > LIMIT_RULE_ROWS)
		return refuse(s, "more than 2000 days");
	s->found = arena_make_n(s->a, struct cal_found, json_array_size(days));
	for (size_t i = 0; i < json_array_size(papers); i++)
		if (!take_paper(s, json_array_get(papers, i)))
			return false;
	for (size_t i = 0; i < json_array_size(days); i++)
		if (!take_day(s, json_array_get(days, i)))
			return false;
	return true;
}

bool calendar_from_holiday_cn(struct arena *a, struct str json, struct str *text,
	struct cal_error *err)
{
	struct source s = {.a = a, .err = err};
	json_error_t at;
	*err = (struct cal_error){.file = ""};
	if (json.n > LIMIT_RULE_FILE_BYTES)
		return refuse(&s, "the text is larger than 1 MB");
	json_t *root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &at);
	if (!root) {
		err->line = at.line;
		return refuse(&s, arena_printf(a, "this is no JSON: %s", at.text));
	}
	bool ok = take_all(&s, root) &&
		calendar_sheet_write(a, s.year, s.notice, s.notices, s.found, s.n, text, err);
	json_decref(root);
	return ok;
}
