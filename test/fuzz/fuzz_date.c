/* Any bytes as a date, and as a day and an instant. Promises held: a date that
 * is read is written back the same; day and calendar agree in both ways; a
 * month later is later, by 28 to 31 days; local midnight begins its day. */
#include "base/bug.h"
#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void any_day(day_t d)
{
	struct ymd at = day_ymd(d);
	char text[11];
	day_t again = DAY_NONE;
	must(day_of(at.year, at.month, at.day) == d);
	must(day_parse(str_of(day_text(d, text)), &again) && again == d);
	day_t later = day_add_months(d, 1);
	must(later - d >= 28 && later - d <= 31);
	must(day_weekday(d) == day_weekday(d + 7) && day_weekday(d) != day_weekday(d + 1));
}

static void any_instant(int64_t ms, int zone)
{
	char text[21];
	day_t d = day_of_ms(ms, zone);
	must(day_start_ms(d, zone) <= ms && ms < day_start_ms(d + 1, zone));
	must(now_at(ms, zone).today == d);
	must(strlen(minute_text(ms, zone, text)) == 16);
	must(strlen(utc_text(ms, text)) == 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char text[11];
	day_t d = 0;
	struct str s = {(const char *)p, n};
	if (day_parse(s, &d))
		must(str_eq(str_of(day_text(d, text)), s));
	uint32_t number = 0;
	uint64_t instant = 0;
	if (n >= sizeof number + sizeof instant) {
		memcpy(&number, p, sizeof number);
		memcpy(&instant, p + sizeof number, sizeof instant);
		any_day(DAY_FIRST + (day_t)(number % (uint32_t)(DAY_LAST - DAY_FIRST + 1)));
		/* Years 1 to 9998: what a four-digit year can show. */
		any_instant((int64_t)(instant % 315500000000000u) - 62100000000000, (int)(number % 1681) - 840);
	}
	return 0;
}
