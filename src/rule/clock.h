/* Statutory clocks. A clock is a pure function of its rule, the calendar, its
 * day zero, the extension and the pauses; the answer comes with its
 * derivation, line by line, in both languages. Civil dates, never instants
 * (but for hour clocks, which count from the moment: Civil Code art. 201).
 *
 * Rules are data (rules/clocks.txt), one block per clock:
 *
 *     clock handle
 *       name     en "Handling period"  zh "办理期限"
 *       length   60 days              # days | workdays | hours | months | set (given when started)
 *       for      unit                 # who must act: bureau | unit | petitioner | reviewer | rereviewer | sender | government
 *       zero     en "day of acceptance" zh "受理之日"
 *       roll     next_working         # or none; only for days and months
 *       extend   30 once head         # at most 30 days, once, by the unit head; or: none
 *       pause    none                 # or: hearing
 *       law      "信访工作条例" 34     # statute and article; or: local "label"
 *       quote    "应当自受理之日起60日内办结..."
 *
 * Day zero is not counted (CC 201). due_nominal is plain addition; due is it
 * rolled to the next working day when it falls on a rest day (CC 203). A pause
 * FROM..TO (both days inclusive) inside the running period adds its days. */
#ifndef RULE_CLOCK_H
#define RULE_CLOCK_H

#include "../base/arena.h"
#include "../base/msg.h"
#include "calendar.h"

enum clock_unit { CLOCK_DAYS, CLOCK_WORKDAYS, CLOCK_HOURS, CLOCK_MONTHS };
enum clock_roll { ROLL_NONE, ROLL_NEXT_WORKING };
enum clock_pause { PAUSE_NEVER, PAUSE_HEARING };

struct clock_rule {
	const char *code;
	const char *name[LANG__MAX], *zero[LANG__MAX];
	enum clock_unit unit;
	int length;                    /* 0: set when started (assign_report) */
	enum clock_roll roll;
	int extend_max;                /* in the clock's own unit; 0: cannot be extended */
	int extend_times;
	enum clock_pause pause;
	bool local;                    /* a local rule, not law */
	const char *law;               /* "信访工作条例", or the local rule's label */
	const char *law_en;
	const char *article;           /* "34", or "" */
	const char *quote;             /* the law's own words, or "" */
	const char *runs_for;          /* "unit", "petitioner", ... */
	int line;
};

struct clock_rules { const struct clock_rule *rule; size_t n; };
struct rule_error { const char *file; int line; const char *reason; };

bool clock_rules_parse(struct arena *a, const char *file, struct str text, struct clock_rules *out, struct rule_error *err);
const struct clock_rule *clock_rule_find(const struct clock_rules *r, const char *code);

enum { CLOCK_PAUSES = 8 };
struct day_span { day_t from, to; };   /* inclusive; to DAY_NONE: still open */

struct clock_in {
	const struct clock_rule *rule;
	const struct calendar *calendar;
	day_t start;                   /* day zero */
	int64_t start_ms;              /* for hour clocks: the moment, UTC */
	int zone_min;
	int length;                    /* 0: the rule's; else for `set` clocks */
	int extended;                  /* granted, in the clock's unit */
	struct day_span pause[CLOCK_PAUSES];
	size_t pauses;
};

struct clock_line { const char *text[LANG__MAX]; };

struct clock_out {
	day_t due_nominal, due;
	int64_t due_ms;                /* the instant after which it is missed: local 24:00 of due, or the hour */
	bool provisional;              /* a day it depends on has no published arrangement */
	struct clock_line *line;       /* the derivation; arena */
	size_t lines;
};

/* Pure. The input must be lawful: clock_check first. */
void clock_compute(struct arena *a, const struct clock_in *in, struct clock_out *out);
/* Without derivation, for bulk work. */
void clock_dates(const struct clock_in *in, day_t *due_nominal, day_t *due, int64_t *due_ms, bool *provisional);
/* Why this input is not lawful (extension too long, pause not allowed, pause
 * overlapping or outside, length missing), or NULL. English; the command line's word. */
const char *clock_check(const struct clock_in *in);

#endif
