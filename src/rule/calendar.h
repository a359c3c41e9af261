/* Which day is work and which is rest, with the notice it rests on. Pure.
 *
 * Text form, one file per country and year (rules/calendar/cn-2026.txt):
 *
 *     calendar cn 2026
 *     notice N1 "国务院办公厅关于2026年部分节假日安排的通知" 2025-11-04 https://www.gov.cn/...
 *     2026-01-01 rest N1 元旦
 *     2026-01-04 work N1 元旦
 *
 * '#' at the start of a word begins a comment. A notice's day and address may
 * be `-` (not known); without a day it counts as of 1 November of the year
 * before its file's, where such notices fall. A file for year Y may name days
 * of Y-1 and Y+1 (a notice can cover days of the year before); files are
 * merged, a later notice winning. Days not named follow the week: Saturday and
 * Sunday rest. A year is published when there is a file for it. Days of other
 * years are provisional: the week and the fixed days of the Holidays Measures
 * (calendar_fixed.h). Provisional, too, are 25 to 31 December of a published
 * year while the next year is not published: in 2006, 2007, 2011, 2018 and
 * 2022 the next year's notice moved days as early as the 29th.
 *
 * Laws: 1 every day has exactly one kind; 2 the same texts in any order give
 * the same calendar; 3 a broken text gives line and reason and no calendar;
 * 4 no call reads outside DAY_FIRST..DAY_LAST: asking for a day outside is a
 * bug, and a search that would leave it answers DAY_NONE. */
#ifndef RULE_CALENDAR_H
#define RULE_CALENDAR_H

#include "../base/arena.h"
#include "../base/date.h"

enum day_kind { DAY_WORK, DAY_REST };

/* url "" and day DAY_NONE: not known */
struct cal_notice { const char *key, *title, *url; day_t day; };

struct cal_day {
	enum day_kind kind;
	bool named;                    /* stands in a file, not only in the week */
	bool provisional;              /* an arrangement not yet published may change it */
	const char *name;              /* "春节"; also of a fixed day of a provisional year; else "" */
	const struct cal_notice *notice; /* NULL when not named */
};

struct calendar;                       /* built once, then never changed */

struct cal_error { const char *file; int line; const char *reason; };

struct cal_text { const char *file; struct str text; };

/* NULL and *err when a text is broken. Everything lives in the arena (about 1.5 MB). */
struct calendar *calendar_parse(struct arena *a, const struct cal_text *texts, size_t n,
	struct cal_error *err);
/* SHA-256 of the merged content, hex, first 12: the version a clock records. */
const char *calendar_version(const struct calendar *c);
struct cal_day calendar_day(const struct calendar *c, day_t d);
bool calendar_is_work(const struct calendar *c, day_t d);
bool calendar_year_published(const struct calendar *c, int year);
/* The first working day on or after d; DAY_NONE after the last of the table. */
day_t calendar_next_work(const struct calendar *c, day_t d);
/* The n-th working day after d (d itself not counted); n >= 0; 0 gives d;
 * DAY_NONE when it lies after DAY_LAST. */
day_t calendar_add_work(const struct calendar *c, day_t d, int n);
/* Working days in (from, to]; negative when to < from. */
int calendar_count_work(const struct calendar *c, day_t from, day_t to);
/* Provisional days in (from, to]; negative when to < from. */
int calendar_count_provisional(const struct calendar *c, day_t from, day_t to);
int calendar_first_year(const struct calendar *c); /* of those published; 0 when none */
int calendar_last_year(const struct calendar *c);

/* Foreign forms into our text form (arena). holiday-cn JSON (one year's file)
 * and iCalendar (VEVENTs with DTSTART/DTEND, multi-day ones whole; a summary or
 * category with 班, "work", "workday" or "working" is a make-up working day).
 * The text given back is one that calendar_parse accepts. iCalendar: days of
 * `year` and of the last week of the year before are taken, others are left. */
bool calendar_from_holiday_cn(struct arena *a, struct str json, struct str *text,
	struct cal_error *err);
bool calendar_from_ics(struct arena *a, struct str ics, int year, struct str *text,
	struct cal_error *err);

#endif
