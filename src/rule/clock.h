/* Statutory clocks. A clock is a pure function of its rule, the calendar, its
 * day zero, the extension and the pauses; the answer comes with its
 * derivation, line by line, in both languages. Civil dates, never instants
 * (but for hour clocks, which count from the moment: Civil Code art. 201).
 *
 * Rules are data (rules/clocks.txt), one block per clock:
 *
 *     clock handle
 *       name     en "Handling period"  zh "办理期限"
 *       length   60 days              # N days|workdays|hours|months, or: set days (given when started)
 *       for      unit                 # who must act: bureau, unit, petitioner, reviewer, rereviewer,
 *                                     # sender or government
 *       zero     en "the day of acceptance" zh "受理之日"
 *       from     accepted             # which day that is: today, act (the day the act counts for),
 *                                     # received, accepted, served; ACT:DAY behind it for single acts,
 *                                     # where DAY may also be a clock: the day that one began
 *       roll     next_working         # or none; days and months only, and there it must stand
 *       extend   30 once head         # at most 30, once (or 2..12 times), granted by; or: none
 *       pause    none                 # or: hearing ARTICLE [para N] [item N]; days only
 *       law      en "Regulations on Petition Work" zh "信访工作条例" 34   # [ARTICLE [para N] [item N]]
 *                                     # or: local en "local default" zh "本地默认"
 *       quote    "应当自受理之日起60日内办结..."   # only with law
 *
 * Day zero is not counted (CC 201). due_nominal is plain addition of length,
 * extension (both counted from day zero) and pauses; due is it rolled to the
 * next working day when it falls on a rest day (CC 203). A pause FROM..TO (both
 * days inclusive) inside the running period adds its days, before the roll.
 * The period runs until its last day, which is the rolled one: a pause may
 * begin there. While a pause is open (to DAY_NONE) nothing is due: the law does
 * not count that time and nobody knows how long it takes. Then due_nominal and
 * due are DAY_NONE and due_ms is CLOCK_NEVER; whoever wants the earliest
 * possible day gives today as the pause's end. */
#ifndef RULE_CLOCK_H
#define RULE_CLOCK_H

#include "../base/arena.h"
#include "../base/msg.h"
#include "calendar.h"

enum clock_unit { CLOCK_DAYS, CLOCK_WORKDAYS, CLOCK_HOURS, CLOCK_MONTHS };
enum clock_roll { ROLL_NONE, ROLL_NEXT_WORKING };
enum clock_pause { PAUSE_NEVER, PAUSE_HEARING };

#define CLOCK_NEVER INT64_MAX          /* due_ms while a pause is open */
enum { CLOCK_LENGTH_MAX = 3660 };      /* in any unit, extension included */
enum { CLOCK_FROM_ACTS = 4 };

/* Day zero where one act begins the clock on another day. */
struct clock_from { const char *act, *day; };

struct clock_rule {
	const char *code;
	const char *name[LANG__MAX], *zero[LANG__MAX];
	const char *from;              /* which day is day zero: "today", "accepted" ... */
	struct clock_from from_at[CLOCK_FROM_ACTS]; size_t from_acts;
	enum clock_unit unit;
	int length;                    /* 0: set when started (assign_report) */
	enum clock_roll roll;
	int extend_max;                /* each time at most, in the clock's own unit; 0: cannot be extended */
	int extend_times;
	const char *extend_by;         /* "head", ... or "" */
	enum clock_pause pause;
	bool local;                    /* a local rule, not law */
	const char *law;               /* "信访工作条例", or the local rule's label */
	const char *law_en;
	const char *article;           /* "34", or "" */
	const char *cite[LANG__MAX];   /* "《信访工作条例》第三十四条"; a local rule's label */
	const char *pause_cite[LANG__MAX];
	const char *quote;             /* the law's own words, or "" */
	const char *runs_for;          /* "unit", "petitioner", ... */
	int line;
};

struct clock_rules { const struct clock_rule *rule; size_t n; };
struct rule_error { const char *file; int line; const char *reason; };

bool clock_rules_parse(struct arena *a, const char *file, struct str text, struct clock_rules *out,
	struct rule_error *err);
const struct clock_rule *clock_rule_find(const struct clock_rules *r, const char *code);

enum { CLOCK_PAUSES = 8 };
struct day_span { day_t from, to; };   /* inclusive; to DAY_NONE: still open */

struct clock_in {
	const struct clock_rule *rule;
	const struct calendar *calendar;
	day_t start;                   /* day zero; hour clocks do not read it */
	int64_t start_ms;              /* for hour clocks: the moment, UTC */
	int zone_min;
	int length;                    /* 0: the rule's; else for `set` clocks */
	int extended;                  /* granted in all, in the clock's unit */
	struct day_span pause[CLOCK_PAUSES]; /* in any order */
	size_t pauses;
};

struct clock_line { const char *text[LANG__MAX]; };

struct clock_out {
	day_t due_nominal, due;
	int64_t due_ms;                /* missed after this instant: local 24:00 of due, or the hour */
	bool provisional;              /* a day it depends on has no published arrangement */
	struct clock_line *line;       /* the derivation; arena */
	size_t lines;
};

/* Pure. The input must be lawful: clock_check first. */
void clock_compute(struct arena *a, const struct clock_in *in, struct clock_out *out);
/* Without derivation, for bulk work (well under a microsecond). */
void clock_dates(const struct clock_in *in, day_t *due_nominal, day_t *due, int64_t *due_ms,
	bool *provisional);
/* Why this input is not lawful (extension too long, pause not allowed, pause
 * overlapping or outside, length missing, days outside the calendar), or NULL.
 * English; the command line's word. */
const char *clock_check(const struct clock_in *in);

/* "60 days", "60日"; the length of a clock in words; arena. */
const char *clock_length_text(struct arena *a, enum lang lang, enum clock_unit unit, int n);

#endif
