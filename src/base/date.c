/* Civil dates. See date.h.
 *
 * The conversion counts years from March, so that the leap day is the last of
 * its year, in eras of 400 years (146,097 days), which repeat exactly.
 * 1. day_ymd(day_of(y, m, d)) gives y, m, d back, and the reverse.
 * 2. Nothing overflows for any day_t and any instant of an int64_t. */
#include "date.h"

#include "bug.h"

enum { ERA_DAYS = 146097, EPOCH_DAYS = 719468, DAY_MS = 86400000, MINUTE_MS = 60000 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	must(month >= 1 && month <= 12);
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool ymd_valid(int year, int month, int day)
{
	return year >= 1900 && year <= 2119 && month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month);
}

static int64_t day_count(int64_t year, int month, int day)
{
	if (month <= 2)
		year--;
	int64_t era = floor_div(year, 400);
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
}

day_t day_of(int year, int month, int day)
{
	must(ymd_valid(year, month, day));
	return (day_t)day_count(year, month, day);
}

struct ymd day_ymd(day_t d)
{
	must(d != DAY_NONE);
	int64_t z = (int64_t)d + EPOCH_DAYS;
	int64_t era = floor_div(z, ERA_DAYS);
	int64_t of_era = z - era * ERA_DAYS;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t m = (5 * of_year + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);
	return (struct ymd){
		.year = (int)(year + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(of_year - (153 * m + 2) / 5 + 1),
	};
}

int day_weekday(day_t d)
{
	must(d != DAY_NONE);
	int64_t since_monday = (int64_t)d + 3;     /* 1970-01-01 was a Thursday */
	return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

day_t day_add_months(day_t d, int months)
{
	struct ymd at = day_ymd(d);
	int64_t count = (int64_t)at.year * 12 + at.month - 1 + months;
	int64_t year = floor_div(count, 12);
	must(year > -5000000 && year < 5000000);
	int month = (int)(count - year * 12) + 1;
	int last = month_days((int)year, month);
	return (day_t)day_count(year, month, at.day < last ? at.day : last);
}

/* n digits at p as a number, or -1. */
static int digits(const char *p, int n)
{
	int v = 0;
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

bool day_parse(struct str s, day_t *out)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	int year = digits(s.p, 4), month = digits(s.p + 5, 2), day = digits(s.p + 8, 2);
	if (!ymd_valid(year, month, day))
		return false;
	*out = day_of(year, month, day);
	return true;
}

/* v as n decimal digits at p. */
static void put_digits(char *p, int n, int64_t v)
{
	must(v >= 0);
	for (int i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	must(v == 0);
}

char *day_text(day_t d, char out[static 11])
{
	out[0] = '\0';
	if (d == DAY_NONE)
		return out;
	struct ymd at = day_ymd(d);
	put_digits(out, 4, at.year);
	out[4] = '-';
	put_digits(out + 5, 2, at.month);
	out[7] = '-';
	put_digits(out + 8, 2, at.day);
	out[10] = '\0';
	return out;
}

struct now now_at(int64_t utc_ms, int zone_min)
{
	return (struct now){utc_ms, day_of_ms(utc_ms, zone_min), zone_min};
}

day_t day_of_ms(int64_t utc_ms, int zone_min)
{
	int64_t local = 0;
	must(!__builtin_add_overflow(utc_ms, (int64_t)zone_min * MINUTE_MS, &local));
	int64_t d = floor_div(local, DAY_MS);
	must(d > INT32_MIN && d <= INT32_MAX);
	return (day_t)d;
}

int64_t day_start_ms(day_t d, int zone_min)
{
	must(d != DAY_NONE);
	return (int64_t)d * DAY_MS - (int64_t)zone_min * MINUTE_MS;
}

char *minute_text(int64_t utc_ms, int zone_min, char out[static 17])
{
	day_t d = day_of_ms(utc_ms, zone_min);
	int64_t minute = (utc_ms - day_start_ms(d, zone_min)) / MINUTE_MS;
	day_text(d, out);
	out[10] = ' ';
	put_digits(out + 11, 2, minute / 60);
	out[13] = ':';
	put_digits(out + 14, 2, minute % 60);
	out[16] = '\0';
	return out;
}

char *utc_text(int64_t utc_ms, char out[static 21])
{
	int64_t second = floor_div(utc_ms, 1000);
	minute_text(utc_ms, 0, out);
	out[10] = 'T';
	out[16] = ':';
	put_digits(out + 17, 2, second - floor_div(second, 60) * 60);
	out[19] = 'Z';
	out[20] = '\0';
	return out;
}
