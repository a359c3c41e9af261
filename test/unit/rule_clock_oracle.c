/* Every start day from 2007-01-01 to 2026-12-31, every length from 1 to 400,
 * in days and in working days, against a slow oracle that shares nothing with
 * the program: it reads the raw texts with sscanf, keeps its own civil dates
 * (year, month, day, stepped one by one) and its own week (a Monday, then plus
 * one), knows the fixed days of 2027 and 2028 as literal texts, and finds every
 * due date by walking day by day. */
#include "rule_calendar_help.h"

enum { FIRST_YEAR = 2007, END_YEAR = 2029, WALK_DAYS = 366 * (END_YEAR - FIRST_YEAR),
	LENGTHS = 400 };

struct walk_day { int y, m, d; bool rest, soft; };

struct oracle {
	struct walk_day day[WALK_DAYS];
	int n;
	int starts;                    /* days up to and with 2026-12-31 */
};

static const char *const fixed[] = {"2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07",
	"2027-02-08",
	"2027-04-05", "2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15", "2027-10-01",
		"2027-10-02", "2027-10-03",
	"2028-01-01", "2028-01-25", "2028-01-26", "2028-01-27", "2028-01-28", "2028-04-04",
		"2028-05-01", "2028-05-02",
	"2028-05-28", "2028-10-01", "2028-10-02", "2028-10-03"};

static int month_end(int y, int m)
{
	if (m == 2)
		return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 ? 29 : 28;
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

static void mark(struct oracle *o, int y, int m, int dd, bool rest)
{
	for (int i = 0; i < o->n; i++)
		if (o->day[i].y == y && o->day[i].m == m && o->day[i].d == dd)
			o->day[i].rest = rest;
}

static void read_raw(struct oracle *o, struct str text)
{
	char word[8];
	int y, m, dd;
	for (const char *p = text.p; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
		if (sscanf(p, "%4d-%2d-%2d %7s N", &y, &m, &dd, word) == 4)
			mark(o, y, m, dd, word[0] == 'r');
}

static struct oracle *oracle_new(struct arena *a)
{
	struct oracle *o = arena_make(a, struct oracle);
	struct cal_text text[SHIPPED];
	int week = 1;                  /* 2007-01-01 was a Monday */
	for (int y = FIRST_YEAR; y < END_YEAR; y++)
		for (int m = 1; m <= 12; m++)
			for (int k = 1; k <= month_end(y, m); k++, week = week % 7 + 1) {
				bool soft = y > SHIPPED_LAST || (y == SHIPPED_LAST && m == 12 && k >= 25);
				o->day[o->n++] = (struct walk_day){y, m, k, week >= 6, soft};
				o->starts += y <= SHIPPED_LAST;
			}
	shipped_texts(a, text);
	for (int i = 0; i < SHIPPED; i++)
		read_raw(o, text[i].text);
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		read_raw(o, str_of(arena_printf(a, "%s rest N\n", fixed[i])));
	return o;
}

/* One start day: the walkers take one step for each length. */
struct walkers { int nominal, work; bool work_soft; };

static void step(const struct oracle *o, struct walkers *w)
{
	w->nominal++;
	do {
		w->work++;
		w->work_soft |= o->day[w->work].soft;
	} while (o->day[w->work].rest);
}

static int walk_off_rest(const struct oracle *o, int at, bool *soft)
{
	*soft = o->day[at].soft;
	while (o->day[at].rest) {
		at++;
		*soft |= o->day[at].soft;
	}
	return at;
}

static int differ(const struct clock_in *in, day_t zero, int nominal, int due, bool soft)
{
	day_t n, k;
	int64_t ms;
	bool provisional;
	clock_dates(in, &n, &k, &ms, &provisional);
	bool same = n == zero + nominal && k == zero + due && provisional == soft &&
		ms == ((int64_t)zero + due + 1) * 86400000 - 480 * 60000 && k >= n;
	if (same)
		return 0;
	char start[11], got[11];
	printf("start %s length %d unit %d: due %s, the oracle says %+d days\n", day_text(in->start,
		start), in->length,
		(int)in->rule->unit, day_text(k, got), zero + due - k);
	return 1;
}

TEST(clock_every_start_and_length_against_the_oracle)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct oracle *o = oracle_new(a);
	struct clock_rule days = plain_rule(CLOCK_DAYS, 0), works = plain_rule(CLOCK_WORKDAYS, 0);
	day_t zero = d("2007-01-01"), *before = arena_make_n(a, day_t, LENGTHS + 1);
	int wrong = 0, falls = 0;
	long compared = 0;
	CHECK_INT(o->starts, d("2026-12-31") - zero + 1);
	for (int s = 0; s < o->starts && wrong < 20; s++) {
		struct walkers w = {s, s, false};
		struct clock_in in = {.calendar = c, .start = zero + s, .zone_min = 480};
		for (in.length = 1; in.length <= LENGTHS; in.length++, compared += 2) {
			bool soft;
			step(o, &w);
			int due = walk_off_rest(o, w.nominal, &soft);
			in.rule = &days;
			wrong += differ(&in, zero, w.nominal, due, soft);
			in.rule = &works;
			wrong += differ(&in, zero, w.work, w.work, w.work_soft);
			falls += due < before[in.length];       /* a later start is never due earlier */
			before[in.length] = due;
		}
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(falls, 0);
	CHECK_INT(compared, 2L * 7305 * LENGTHS);
	arena_free(a);
}

/* Months against the walked civil dates: same day of the month, or the last. */
TEST(clock_every_start_and_month_against_the_oracle)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct oracle *o = oracle_new(a);
	struct clock_rule months = plain_rule(CLOCK_MONTHS, 0);
	day_t zero = d("2007-01-01");
	int wrong = 0;
	for (int s = 0; s < o->starts && wrong < 20; s++) {
		struct clock_in in = {.rule = &months, .calendar = c, .start = zero + s, .zone_min = 480};
		int at = s, y = o->day[s].y, m = o->day[s].m;
		for (in.length = 1; in.length <= 13; in.length++) {
			bool soft;
			y += m == 12;
			m = m % 12 + 1;
			int want = o->day[s].d < month_end(y, m) ? o->day[s].d : month_end(y, m);
			while (o->day[at].y != y || o->day[at].m != m || o->day[at].d != want)
				at++;
			int due = walk_off_rest(o, at, &soft);
			wrong += differ(&in, zero, at, due, soft);
		}
	}
	CHECK_INT(wrong, 0);
	arena_free(a);
}
