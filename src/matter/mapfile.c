/* Laws: 1 a map that is read names an id, a subject, a text, a time,
 * and every word in it is known; 2 the same word is not given twice;
 * 3 nothing of a row is guessed: a time in no listed form is no time, a status
 * that is not listed is unknown. */
#include "mapfile.h"

#include "../base/utf8.h"
#include "../rule/calendar_line.h"

const char *const map_field_names[MAP__MAX] = {"id", "requester", "subject", "body", "created", "reply", "replied",
	"status", "place", "category", "confidential"};

struct reading {
	struct arena *a;
	struct mapfile *m;
	const char *reason;
};

static bool read_line(struct reading *r, struct str line);
static const char *lacking(const struct mapfile *m);
static bool star_match(struct str text, struct str pattern);

bool mapfile_parse(struct arena *a, const char *file, struct str text, struct mapfile *out, struct rule_error *err)
{
	struct reading r = {.a = a, .m = out};
	struct str rest = line_text(text), line;
	*out = (struct mapfile){0};
	*err = (struct rule_error){.file = file};
	while (str_line(&rest, &line)) {
		err->line++;
		r.reason = line_reason(line);
		if (r.reason || !read_line(&r, line)) {
			err->reason = r.reason;
			return false;
		}
	}
	err->reason = lacking(out);
	return err->reason == NULL;
}

void mapfile_add_days(struct mapfile *m)
{
	static const char *const forms[] = {"Y-M-D h:m:s", "Y-M-D"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms && m->times < MAP_LIST; i++)
		m->time[m->times++] = forms[i];
}

/* -- reading */

static bool fail(struct reading *r, const char *reason)
{
	r->reason = reason;
	return false;
}

static bool one_word(struct reading *r, struct str *rest, const char **into)
{
	struct str word;
	enum line_token t = line_next(rest, &word);
	if ((t != LINE_WORD && t != LINE_QUOTED) || word.n == 0)
		return fail(r, "a value is missing");
	if (*into)
		return fail(r, "this was said before");
	*into = arena_cstr(r->a, word);
	return true;
}

static bool one_of(struct reading *r, const char *value, const char *const *words, const char *reason)
{
	for (; *words; words++)
		if (cstr_eq(value, *words))
			return true;
	return fail(r, reason);
}

static bool field_value(struct reading *r, struct str *rest, const char **into)
{
	struct str word;
	if (!line_word(rest, &word))
		return fail(r, "a field is missing");
	for (int f = 0; f < MAP__MAX; f++)
		if (str_is(word, map_field_names[f]))
			return one_word(r, rest, &into[f]);
	return fail(r, "the fields are id requester subject body created reply replied status place category confidential");
}

static bool add_word(struct reading *r, struct str *rest, const char **list, size_t *n)
{
	if (*n == MAP_LIST)
		return fail(r, "more than 40 of these");
	list[*n] = NULL;
	return one_word(r, rest, &list[(*n)++]);
}

static bool time_known(struct reading *r, const char *form)
{
	const char *seen = "YMD";
	for (; *seen; seen++)
		if (!strchr(form, *seen) || strchr(form, *seen) != strrchr(form, *seen))
			return fail(r, "a time form has Y, M and D once each, and may have h, m, s and p");
	return true;
}

/* Each star multiplies the ways to match. */
static bool stars_few(struct reading *r, const char *pattern)
{
	enum { STARS = 4 };
	int n = 0;
	for (; *pattern; pattern++)
		n += *pattern == '*';
	return n <= STARS || fail(r, "a pattern has at most 4 stars");
}

static bool add_status(struct reading *r, struct str *rest)
{
	const char *means = NULL;
	if (r->m->statuses == MAP_LIST)
		return fail(r, "more than 40 of these");
	struct map_word *w = &r->m->status[r->m->statuses++];
	if (!one_word(r, rest, &w->word) || !one_word(r, rest, &means))
		return false;
	w->status = cstr_eq(means, "answered") ? MAP_STATUS_ANSWERED : MAP_STATUS_OPEN;
	return cstr_eq(means, "answered") || cstr_eq(means, "open") || fail(r, "a status means answered or open");
}

static bool read_scalar(struct reading *r, struct str key, struct str *rest, bool *found)
{
	static const char *const procedures[] = {"petition", "hotline", NULL}, *const classes[] = {"appeal", "suggestion", NULL},
		*const grades[] = {"emergency", "utility", "enquiry", "ordinary", "complex", NULL}, *const langs[] = {"zh", "en", NULL},
		*const channels[] = {"letter", "visit", "phone", "fax", "web", "mailbox", "hotline", "email", "transfer_in", NULL};
	const struct { const char *key; const char **into; const char *const *words; const char *reason; } rows[] = {
		{"map", &r->m->name, NULL, NULL},
		{"procedure", &r->m->procedure, procedures, "the procedure is petition or hotline"},
		{"channel", &r->m->channel, channels, "the channel is letter visit phone fax web mailbox hotline email or transfer_in"},
		{"class", &r->m->class_, classes, "the class is appeal or suggestion"},
		{"grade", &r->m->grade, grades, "the grade is emergency utility enquiry ordinary or complex"},
		{"lang", &r->m->lang, langs, "the language is zh or en"},
		{"register", &r->m->unit_register, NULL, NULL}, {"lead", &r->m->unit_lead, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!str_is(key, rows[i].key))
			continue;
		*found = true;
		return one_word(r, rest, rows[i].into) && (!rows[i].words || one_of(r, *rows[i].into, rows[i].words, rows[i].reason));
	}
	return true;
}

static bool read_line(struct reading *r, struct str line)
{
	struct str rest = line, key;
	bool found = false, ok;
	if (line_done(rest))
		return true;
	if (!line_word(&rest, &key))
		return fail(r, "a line begins with a word");
	ok = read_scalar(r, key, &rest, &found);
	if (!ok)
		return false;
	if (str_is(key, "column"))
		ok = field_value(r, &rest, r->m->column);
	else if (str_is(key, "default"))
		ok = field_value(r, &rest, r->m->standard);
	else if (str_is(key, "time"))
		ok = add_word(r, &rest, r->m->time, &r->m->times) && time_known(r, r->m->time[r->m->times - 1]);
	else if (str_is(key, "received_only"))
		ok = add_word(r, &rest, r->m->received_only, &r->m->patterns) && stars_few(r, r->m->received_only[r->m->patterns - 1]);
	else if (str_is(key, "status"))
		ok = add_status(r, &rest);
	else if (!found)
		return fail(r, "unknown word; known are map procedure channel class grade lang register lead column default time received_only status");
	return ok && (line_done(rest) || fail(r, "something stands behind the value"));
}

static const char *lacking(const struct mapfile *m)
{
	static const enum map_field needed[] = {MAP_SUBJECT, MAP_BODY};
	bool petition = cstr_eq(m->procedure, "petition");
	if (!m->name || !m->procedure || !m->channel || !m->lang)
		return "map, procedure, channel and lang must stand in the file";
	if (petition ? !m->class_ || m->grade : !m->grade || m->class_)
		return "a petition has a class and no grade, a hotline ticket a grade and no class";
	if (!m->column[MAP_ID] || !m->column[MAP_CREATED])
		return "id and created must have a column";
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!m->column[needed[i]] && !m->standard[needed[i]])
			return "subject and body must have a column or a default";
	if (!m->column[MAP_REPLIED] && (m->column[MAP_REPLY] || m->statuses))
		return "replied must have a column when there are replies";
	if (!m->times)
		return "at least one time form must stand in the file";
	return !!m->column[MAP_STATUS] == (m->statuses > 0) ? NULL : "a status column and status words belong together";
}

/* -- using */

const char *mapfile_columns(const struct mapfile *m, const struct str *header, size_t n, size_t at[static MAP__MAX])
{
	for (int f = 0; f < MAP__MAX; f++) {
		at[f] = SIZE_MAX;
		for (size_t i = 0; m->column[f] && i < n && at[f] == SIZE_MAX; i++)
			if (str_is(str_trim(header[i]), m->column[f]))
				at[f] = i;
		if (m->column[f] && at[f] == SIZE_MAX)
			return m->column[f];
	}
	return NULL;
}

/* Digits off *s: at least least, at most most. */
static bool digits(struct str *s, size_t least, size_t most, int *out)
{
	size_t n = 0;
	*out = 0;
	while (n < most && n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		*out = *out * 10 + (s->p[n++] - '0');
	*s = str_from(*s, n);
	return n >= least;
}

struct clock_time { int year, month, day, hour, minute, second, half; bool clocked; };

static bool half_day(struct str *s, struct clock_time *t)
{
	struct str two = str_head(*s, 2);
	bool pm = str_ieq(two, "pm");
	if (!pm && !str_ieq(two, "am"))
		return false;
	t->half = pm ? 2 : 1;
	*s = str_from(*s, 2);
	return true;
}

static bool time_piece(char form, struct str *s, struct clock_time *t)
{
	t->clocked = t->clocked || form == 'h';
	switch (form) {
	case 'Y': return digits(s, 4, 4, &t->year);
	case 'M': return digits(s, 1, 2, &t->month);
	case 'D': return digits(s, 1, 2, &t->day);
	case 'h': return digits(s, 1, 2, &t->hour);
	case 'm': return digits(s, 1, 2, &t->minute);
	case 's': return digits(s, 1, 2, &t->second);
	case 'p': return half_day(s, t);
	default: break;
	}
	if (s->n == 0 || s->p[0] != form)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool time_form(const char *form, struct str s, struct clock_time *t)
{
	*t = (struct clock_time){0};
	for (; *form; form++)
		if (!time_piece(*form, &s, t))
			return false;
	if (s.n || !ymd_valid(t->year, t->month, t->day) || (t->half && (t->hour < 1 || t->hour > 12)))
		return false;
	if (t->half)
		t->hour = t->hour % 12 + (t->half == 2 ? 12 : 0);
	return t->hour < 24 && t->minute < 60 && t->second < 60;
}

bool mapfile_time(const struct mapfile *m, struct str s, int zone_min, int64_t *utc_ms, bool *clocked)
{
	struct clock_time t;
	s = str_trim(s);
	for (size_t i = 0; i < m->times; i++) {
		if (!time_form(m->time[i], s, &t))
			continue;
		day_t day = day_of(t.year, t.month, t.day);
		if (day < DAY_FIRST || day > DAY_LAST)
			return false;
		*utc_ms = day_start_ms(day, zone_min) + ((t.hour * 60 + t.minute) * 60 + t.second) * (int64_t)1000;
		*clocked = t.clocked;
		return true;
	}
	return false;
}

static bool counts(uint32_t c)
{
	if (c < 128)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
	if ((c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3005) || (c >= 0x3008 && c < 0x3020))
		return false;                  /* general and CJK punctuation and blanks */
	return c != 0xA0 && c != 0xFEFF && !(c >= 0xFF00 && c < 0xFF10) && !(c >= 0xFF1A && c < 0xFF21);
}

/* Without blanks and punctuation. */
static struct str bare(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n * 3 + 1);
	size_t n = 0;
	while (s.n) {
		struct str was = s;
		uint32_t c = utf8_next(&s);
		if (c != UTF8_BAD && counts(c)) {
			memcpy(out + n, was.p, was.n - s.n);
			n += was.n - s.n;
		}
	}
	return (struct str){out, n};
}

static bool star_match(struct str text, struct str pattern)
{
	while (pattern.n && pattern.p[0] != '*') {
		if (text.n == 0 || text.p[0] != pattern.p[0])
			return false;
		text = str_from(text, 1);
		pattern = str_from(pattern, 1);
	}
	if (pattern.n == 0)
		return text.n == 0;
	pattern = str_from(pattern, 1);
	for (int skipped = 0; skipped <= MAP_STAR; skipped++) {
		if (star_match(text, pattern))
			return true;
		if (text.n == 0)
			return false;
		utf8_next(&text);
	}
	return false;
}

bool mapfile_received_only(const struct mapfile *m, struct arena *a, struct str reply)
{
	enum { LONGEST = 1000 };               /* bytes; a longer reply says more than that */
	if (reply.n > LONGEST)
		return false;
	struct str text = bare(a, reply);
	for (size_t i = 0; i < m->patterns; i++)
		if (star_match(text, bare(a, str_of(m->received_only[i]))))
			return true;
	return false;
}

enum map_status mapfile_status(const struct mapfile *m, struct str word)
{
	if (!m->statuses)
		return MAP_STATUS_NONE;
	for (size_t i = 0; i < m->statuses; i++)
		if (str_is(str_trim(word), m->status[i].word))
			return m->status[i].status;
	return MAP_STATUS_UNKNOWN;
}

struct str mapfile_standard(struct arena *a, const struct mapfile *m, enum map_field f, const struct str value[static MAP__MAX])
{
	struct str rest = str_of(m->standard[f]), out = STR_NONE;
	while (rest.n) {
		size_t at = str_chr(rest, '{'), end = at == SIZE_MAX ? at : str_chr(str_from(rest, at), '}');
		struct str text = at == SIZE_MAX || end == SIZE_MAX ? rest : str_head(rest, at), filled = STR_NONE;
		size_t taken = text.n;
		if (taken < rest.n) {
			struct str name = {rest.p + at + 1, end - 1};
			taken = at + end + 1;
			for (int k = 0; k < MAP__MAX; k++)
				if (str_is(name, map_field_names[k]) && k != (int)f)
					filled = value[k];
		}
		const char *joined = arena_printf(a, "%.*s%.*s%.*s", STR_ARG(out), STR_ARG(text), STR_ARG(filled));
		out = str_of(joined);
		rest = str_from(rest, taken);
	}
	return out;
}
