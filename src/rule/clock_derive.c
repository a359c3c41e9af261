/* The derivation: why a due date is this day, in lines a citizen can check
 * with a wall calendar. Law: every line is drawn from the same struct
 * clock_reach the dates come from; every rest day that moved the date is named
 * with the notice it rests on; both languages say the same, line by line.
 *
 * Order: the rule and its source, the law's words, day zero, the extension,
 * what was skipped or counted in, the plain count, the pauses, the roll, the
 * due date, the provisional remark. */
#include "clock.h"

#include "../base/buf.h"
#include "../base/bug.h"
#include "clock_reach.h"
#include "text.h"

enum { WEEKENDS_SHOWN = 12 };

struct derive {
	struct arena *a;
	const struct clock_in *in;
	const struct clock_reach *r;
	struct clock_out *out;
	size_t room;
};

/* The words of one language; a line is made by calling one of these twice. */
struct pen {
	struct arena *a;
	enum lang lang;
};

static void say_rule(struct derive *d);
static void say_start(struct derive *d);
static void say_skipped(struct derive *d);
static void say_count(struct derive *d);
static void say_pauses(struct derive *d);
static void say_roll(struct derive *d);
static void say_due(struct derive *d);

void clock_compute(struct arena *a, const struct clock_in *in, struct clock_out *out)
{
	struct clock_reach r;
	must(clock_reach(in, &r));
	*out = (struct clock_out){.due_nominal = r.nominal, .due = r.due, .due_ms = r.due_ms,
		.provisional = r.provisional};
	struct derive d = {.a = a, .in = in, .r = &r, .out = out, .room = 16};
	out->line = arena_make_n(a, struct clock_line, d.room);
	say_rule(&d);
	say_start(&d);
	say_skipped(&d);
	say_count(&d);
	say_pauses(&d);
	say_roll(&d);
	say_due(&d);
}

/* -- words -- */

static void add(struct derive *d, enum lang lang, struct msg m)
{
	struct clock_out *out = d->out;
	if (lang == LANG_EN) {
		if (out->lines == d->room) {
			struct clock_line *more = arena_make_n(d->a, struct clock_line, d->room * 2);
			memcpy(more, out->line, out->lines * sizeof *more);
			out->line = more;
			d->room *= 2;
		}
		out->lines++;
	}
	out->line[out->lines - 1].text[lang] = msg_text(d->a, lang, m);
}

#define FOR_LANGS(p, d) for (struct pen p = {(d)->a, LANG_EN}; p.lang < LANG__MAX; p.lang++)

static const char *text_day(const struct pen *p, day_t d)
{
	return day_text(d, arena_alloc(p->a, 11));
}

static const char *weekday(const struct pen *p, day_t d)
{
	const struct msg names[] = {T_CLOCK_WEEKDAY_1, T_CLOCK_WEEKDAY_2, T_CLOCK_WEEKDAY_3,
		T_CLOCK_WEEKDAY_4,
		T_CLOCK_WEEKDAY_5, T_CLOCK_WEEKDAY_6, T_CLOCK_WEEKDAY_7};
	return msg_text(p->a, p->lang, names[day_weekday(d) - 1]);
}

/* "2026-02-01 (Sunday)" */
static const char *text_on(const struct pen *p, day_t d)
{
	return msg_text(p->a, p->lang, T_CLOCK_ON(text_day(p, d), weekday(p, d)));
}

static const char *text_span(const struct pen *p, day_t from, day_t to)
{
	if (from == to)
		return text_on(p, from);
	return msg_text(p->a, p->lang, T_CLOCK_SPAN(text_day(p, from), text_day(p, to)));
}

const char *clock_length_text(struct arena *a, enum lang lang, enum clock_unit unit, int n)
{
	const char *s = arena_printf(a, "%d", n);
	const struct msg one[] = {T_CLOCK_DAY, T_CLOCK_WORKDAY, T_CLOCK_HOUR, T_CLOCK_MONTH};
	const struct msg many[] = {T_CLOCK_DAYS(s), T_CLOCK_WORKDAYS(s), T_CLOCK_HOURS(s),
		T_CLOCK_MONTHS(s)};
	const struct msg set[] = {T_CLOCK_SET_DAYS, T_CLOCK_SET_WORKDAYS, T_CLOCK_SET_HOURS,
		T_CLOCK_SET_MONTHS};
	return msg_text(a, lang, n == 0 ? set[unit] : n == 1 ? one[unit] : many[unit]);
}

static const char *length(const struct pen *p, const struct derive *d, int n)
{
	return clock_length_text(p->a, p->lang, d->in->rule->unit, n);
}

/* "国庆节、中秋节" in the reader's language; a name not known stays as it is. */
static const char *holiday(const struct pen *p, const char *name)
{
	const struct msg known[] = {T_CLOCK_HOLIDAY_NEW_YEAR, T_CLOCK_HOLIDAY_SPRING,
		T_CLOCK_HOLIDAY_QINGMING,
		T_CLOCK_HOLIDAY_LABOUR, T_CLOCK_HOLIDAY_DRAGON_BOAT, T_CLOCK_HOLIDAY_MID_AUTUMN,
		T_CLOCK_HOLIDAY_NATIONAL, T_CLOCK_HOLIDAY_VICTORY};
	const char *out = "", *mark = "、";
	struct str rest = str_of(name);
	while (p->lang != LANG_ZH) {
		size_t cut = str_find(rest, str_of(mark));
		struct str part = cut == SIZE_MAX ? rest : str_head(rest, cut);
		const char *word = NULL;
		for (size_t i = 0; !word && i < sizeof known / sizeof *known; i++)
			if (str_is(part, msg_text(p->a, LANG_ZH, known[i])))
				word = msg_text(p->a, p->lang, known[i]);
		if (!word)
			return name;
		out = arena_printf(p->a, "%s%s%s", out, *out ? ", " : "", word);
		if (cut == SIZE_MAX)
			return out;
		rest = str_from(rest, cut + strlen(mark));
	}
	return name;
}

static const char *source(const struct pen *p, const struct cal_day *day)
{
	if (!day->notice)
		return msg_text(p->a, p->lang, T_CLOCK_FIXED);
	const struct cal_notice *n = day->notice;
	if (p->lang == LANG_ZH || !str_starts(str_of(n->title), "国务院"))
		return n->title;
	return msg_text(p->a, p->lang, n->day == DAY_NONE ? T_CLOCK_NOTICE_UNDATED :
		T_CLOCK_NOTICE_DATED(text_day(p, n->day)));
}

/* -- runs of days with one reason -- */

static bool same_reason(const struct cal_day *a, const struct cal_day *b)
{
	return a->kind == b->kind && a->named == b->named && a->notice == b->notice &&
		cstr_eq(a->name, b->name);
}

/* The last day from `from` up to `most` that rests for the same reason. */
static day_t run_end(const struct calendar *c, day_t from, day_t most)
{
	struct cal_day first = calendar_day(c, from);
	day_t to = from;
	while (to < most) {
		struct cal_day next = calendar_day(c, to + 1);
		if (!same_reason(&first, &next))
			break;
		to++;
	}
	return to;
}

/* A working day only because a notice says so. */
static bool is_makeup(const struct cal_day *day, day_t d)
{
	return day->kind == DAY_WORK && day->named && day_weekday(d) >= 6;
}

/* -- the lines -- */

static void say_rule(struct derive *d)
{
	const struct clock_rule *rule = d->in->rule;
	int n = d->in->length ? d->in->length : rule->length;
	FOR_LANGS(p, d) {
		const char *name = rule->name[p.lang], *cite = rule->cite[p.lang];
		add(d, p.lang, rule->local ? T_CLOCK_LINE_LOCAL(name, length(&p, d, n), cite) :
			T_CLOCK_LINE_LAW(name, length(&p, d, n), cite));
	}
	if (*rule->quote)
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_QUOTE(rule->quote));
}

static const char *moment(const struct pen *p, const struct derive *d, int64_t ms)
{
	return minute_text(ms, d->in->zone_min, arena_alloc(p->a, 17));
}

static void say_start(struct derive *d)
{
	const struct clock_in *in = d->in;
	bool hours = in->rule->unit == CLOCK_HOURS;
	FOR_LANGS(p, d) {
		const char *zero = in->rule->zero[p.lang];
		add(d, p.lang, hours ? T_CLOCK_LINE_MOMENT(moment(&p, d, in->start_ms), zero) :
			T_CLOCK_LINE_ZERO(text_on(&p, in->start), zero));
	}
	if (in->extended > 0)
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_EXTENDED(length(&p, d, in->extended), length(&p, d,
				d->r->total)));
}

/* Weekends are put together into one line: the first ones by date, the rest by number. */
struct weekends {
	struct day_span span[WEEKENDS_SHOWN];
	size_t n;
	day_t more_from, more_to;
	int more;
};

static void note_weekend(struct weekends *w, day_t from, day_t to)
{
	if (w->n < WEEKENDS_SHOWN) {
		w->span[w->n++] = (struct day_span){from, to};
		return;
	}
	if (w->more == 0)
		w->more_from = from;
	w->more_to = to;
	w->more += to - from + 1;
}

static void say_weekends(struct derive *d, const struct weekends *w)
{
	if (w->n == 0)
		return;
	FOR_LANGS(p, d) {
		const char *list = "";
		for (size_t i = 0; i < w->n; i++)
			list = arena_printf(p.a, "%s%s%s", list, i == 0 ? "" : p.lang == LANG_ZH ? "；" : "; ",
				text_span(&p, w->span[i].from, w->span[i].to));
		add(d, p.lang, w->n == 1 ? T_CLOCK_LINE_WEEKEND(list) : T_CLOCK_LINE_WEEKENDS(list));
	}
	if (w->more > 0)
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_WEEKENDS_MANY(arena_printf(p.a, "%d", w->more),
				text_day(&p, w->more_from), text_day(&p, w->more_to)));
}

static void say_skipped(struct derive *d)
{
	const struct calendar *c = d->in->calendar;
	struct weekends w = {.n = 0};
	day_t last = d->r->nominal == DAY_NONE ? d->r->bare : d->r->nominal;
	if (d->in->rule->unit != CLOCK_WORKDAYS)
		return;
	for (day_t day = d->in->start + 1, to; day <= last; day = to + 1) {
		struct cal_day kind = calendar_day(c, day);
		to = kind.kind == DAY_REST ? run_end(c, day, last) : day;
		if (is_makeup(&kind, day)) {
			FOR_LANGS(p, d)
				add(d, p.lang, T_CLOCK_LINE_MAKEUP(text_on(&p, day), holiday(&p, kind.name),
					source(&p, &kind)));
		} else if (kind.kind == DAY_REST && *kind.name) {
			FOR_LANGS(p, d)
				add(d, p.lang, T_CLOCK_LINE_SKIP(text_span(&p, day, to), holiday(&p, kind.name),
					source(&p, &kind)));
		} else if (kind.kind == DAY_REST) {
			note_weekend(&w, day, to);
		}
	}
	say_weekends(d, &w);
}

static void say_count(struct derive *d)
{
	const struct clock_in *in = d->in;
	const struct clock_reach *r = d->r;
	bool months = in->rule->unit == CLOCK_MONTHS, hours = in->rule->unit == CLOCK_HOURS;
	bool short_month = months && day_ymd(r->bare).day != day_ymd(in->start).day;
	FOR_LANGS(p, d) {
		const char *n = length(&p, d, r->total), *on = text_on(&p, r->bare);
		if (hours)
			add(d, p.lang, T_CLOCK_LINE_HOURS(n, moment(&p, d, r->due_ms)));
		else if (short_month)
			add(d, p.lang, T_CLOCK_LINE_MONTH_END(n, on));
		else
			add(d, p.lang, months ? T_CLOCK_LINE_MONTH(n, on) : T_CLOCK_LINE_COUNT(n, on));
	}
}

static void say_pauses(struct derive *d)
{
	const struct clock_reach *r = d->r;
	const char *const *cite = d->in->rule->pause_cite;
	for (size_t i = 0; i < r->steps; i++) {
		const struct clock_step *s = &r->step[i];
		if (s->moved != DAY_NONE)
			FOR_LANGS(p, d)
				add(d, p.lang, T_CLOCK_LINE_ROLL_PAUSE(text_on(&p, s->moved)));
		FOR_LANGS(p, d)
			add(d, p.lang, s->open ?
				T_CLOCK_LINE_OPEN(text_on(&p, s->span.from), length(&p, d, s->left), cite[p.lang]) :
				T_CLOCK_LINE_PAUSE(text_span(&p, s->span.from, s->span.to), length(&p, d, s->days),
					cite[p.lang]));
	}
	if (r->steps > 0 && r->nominal != DAY_NONE)
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_PAUSED_TO(text_on(&p, r->nominal)));
}

static void say_rest_days(struct derive *d, day_t from, day_t to)
{
	const struct calendar *c = d->in->calendar;
	for (day_t day = from, end; day <= to; day = end + 1) {
		struct cal_day kind = calendar_day(c, day);
		end = run_end(c, day, to);
		FOR_LANGS(p, d)
			add(d, p.lang, *kind.name ?
				T_CLOCK_LINE_REST(text_span(&p, day, end), holiday(&p, kind.name), source(&p,
					&kind)) :
				T_CLOCK_LINE_REST_WEEKEND(text_span(&p, day, end)));
	}
}

static void say_roll(struct derive *d)
{
	const struct clock_reach *r = d->r;
	enum clock_unit unit = d->in->rule->unit;
	if (r->nominal == DAY_NONE || unit == CLOCK_HOURS || unit == CLOCK_WORKDAYS)
		return;
	struct cal_day last = calendar_day(d->in->calendar, r->nominal);
	if (is_makeup(&last, r->nominal)) {
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_STAYS(text_on(&p, r->nominal), holiday(&p, last.name),
				source(&p, &last)));
	} else if (last.kind == DAY_REST && d->in->rule->roll == ROLL_NONE) {
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_NO_ROLL(text_on(&p, r->nominal)));
	} else if (r->due != r->nominal) {
		say_rest_days(d, r->nominal, r->due - 1);
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_ROLL(text_on(&p, r->due)));
	}
}

/* The first year, from day zero on, whose arrangement the date waits for. */
static int waiting_year(const struct derive *d)
{
	const struct calendar *c = d->in->calendar;
	int year = day_ymd(d->in->rule->unit == CLOCK_WORKDAYS ? d->in->start : d->r->nominal).year;
	while (calendar_year_published(c, year))
		year++;
	return year;
}

static void say_due(struct derive *d)
{
	const struct clock_reach *r = d->r;
	bool hours = d->in->rule->unit == CLOCK_HOURS;
	if (r->due == DAY_NONE)
		return;
	FOR_LANGS(p, d)
		add(d, p.lang, hours ? T_CLOCK_LINE_DUE_HOUR(moment(&p, d, r->due_ms)) :
			T_CLOCK_LINE_DUE(text_on(&p, r->due)));
	if (r->provisional)
		FOR_LANGS(p, d)
			add(d, p.lang, T_CLOCK_LINE_PROVISIONAL(arena_printf(p.a, "%d", waiting_year(d))));
}
