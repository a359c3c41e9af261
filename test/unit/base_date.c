#include "test.h"

#include "base/date.h"

enum { SHANGHAI = 480 };

TEST(the_first_day_is_day_zero)
{
	CHECK_INT(day_of(1970, 1, 1), 0);
	CHECK_INT(day_of(1970, 1, 2), 1);
	CHECK_INT(day_of(1969, 12, 31), -1);
	CHECK_INT(day_of(2000, 3, 1), 11017);
	CHECK_INT(day_of(1900, 1, 1), DAY_FIRST);
	CHECK_INT(day_of(2119, 12, 31), DAY_LAST);
}

TEST(every_day_of_our_calendar_goes_there_and_back)
{
	day_t d = DAY_FIRST;
	int weekday = 1;                           /* 1900-01-01 was a Monday */
	for (int y = 1900; y <= 2119; y++)
		for (int m = 1; m <= 12; m++)
			for (int k = 1; k <= month_days(y, m); k++, d++) {
				struct ymd at = day_ymd(d);
				char text[11];
				day_t again = DAY_NONE;
				CHECK(at.year == y && at.month == m && at.day == k);
				CHECK_INT(day_of(y, m, k), d);
				CHECK_INT(day_weekday(d), weekday);
				CHECK(day_parse(str_of(day_text(d, text)), &again) && again == d);
				weekday = weekday % 7 + 1;
			}
	CHECK_INT(d, DAY_LAST + 1);
}

TEST(days_agree_with_the_system_library)
{
	for (int64_t d = DAY_FIRST; d <= DAY_LAST; d += 97) {
		struct tm t;
		time_t s = d * 86400;
		CHECK(gmtime_r(&s, &t) != NULL);
		struct ymd at = day_ymd((day_t)d);
		CHECK(t.tm_year + 1900 == at.year && t.tm_mon + 1 == at.month && t.tm_mday == at.day);
		CHECK_INT(day_weekday((day_t)d), t.tm_wday == 0 ? 7 : t.tm_wday);
	}
}

TEST(leap_days_follow_the_four_hundred_years)
{
	CHECK(ymd_valid(2000, 2, 29));
	CHECK(ymd_valid(2024, 2, 29));
	CHECK(!ymd_valid(1900, 2, 29));
	CHECK(!ymd_valid(2100, 2, 29));
	CHECK(!ymd_valid(2023, 2, 29));
	CHECK_INT(month_days(2024, 2), 29);
	CHECK_STOPS(month_days(2024, 0));
	CHECK_STOPS(month_days(2024, 13));
}

TEST(a_date_outside_its_limits_is_not_valid)
{
	CHECK(!ymd_valid(1899, 12, 31));
	CHECK(!ymd_valid(2120, 1, 1));
	CHECK(!ymd_valid(2024, 0, 1));
	CHECK(!ymd_valid(2024, 13, 1));
	CHECK(!ymd_valid(2024, 1, 0));
	CHECK(!ymd_valid(2024, 1, 32));
	CHECK(!ymd_valid(2024, 4, 31));
	CHECK_STOPS(day_of(2023, 2, 29));
}

TEST(only_one_form_of_date_is_read)
{
	day_t d = 42;
	static const char *const bad[] = {"", "2024-1-01", "2024-01-1", "2024-01-011", "02024-01-1", "2024/01/01", "2024-02-30",
		"1899-12-31", "2120-01-01", " 2024-01-01", "2024-01-0a", "-024-01-01", "2024-00-01", "2024-01-00", "20240101  "};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!day_parse(str_of(bad[i]), &d));
	CHECK_INT(d, 42);
	CHECK(day_parse(STR("1900-01-01"), &d));
	CHECK_INT(d, DAY_FIRST);
	CHECK(day_parse(STR("2119-12-31"), &d));
	CHECK_INT(d, DAY_LAST);
}

TEST(months_end_on_the_same_day_or_the_last)
{
	static const struct { const char *from; int months; const char *to; } row[] = {
		{"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"}, {"2024-03-31", 1, "2024-04-30"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2024-12-15", 1, "2025-01-15"},
		{"2024-01-15", -1, "2023-12-15"}, {"2024-03-31", -1, "2024-02-29"}, {"2024-05-10", 0, "2024-05-10"},
	};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		day_t from = 0;
		char text[11];
		CHECK(day_parse(str_of(row[i].from), &from));
		CHECK_STR(day_text(day_add_months(from, row[i].months), text), row[i].to);
	}
}

TEST(no_day_has_no_text_and_no_weekday)
{
	char text[11] = "x";
	CHECK_STR(day_text(DAY_NONE, text), "");
	CHECK_STOPS(day_ymd(DAY_NONE));
	CHECK_STOPS(day_weekday(DAY_NONE));
}

TEST(the_day_turns_at_local_midnight)
{
	int64_t start = day_start_ms(day_of(2025, 1, 1), SHANGHAI);
	char text[21];
	CHECK_STR(utc_text(start, text), "2024-12-31T16:00:00Z");
	CHECK_INT(day_of_ms(start, SHANGHAI), day_of(2025, 1, 1));
	CHECK_INT(day_of_ms(start - 1, SHANGHAI), day_of(2024, 12, 31));
	CHECK_STR(minute_text(start - 1, SHANGHAI, text), "2024-12-31 23:59");
	CHECK_STR(minute_text(start, SHANGHAI, text), "2025-01-01 00:00");
	struct now now = now_at(start + 61000, SHANGHAI);
	CHECK_INT(now.today, day_of(2025, 1, 1));
	CHECK_INT(now.zone_min, SHANGHAI);
	CHECK_STR(minute_text(now.utc_ms, now.zone_min, text), "2025-01-01 00:01");
}

TEST(instants_before_1970_round_down)
{
	char text[21];
	CHECK_STR(utc_text(-1, text), "1969-12-31T23:59:59Z");
	CHECK_STR(utc_text(-1000, text), "1969-12-31T23:59:59Z");
	CHECK_STR(utc_text(-1001, text), "1969-12-31T23:59:58Z");
	CHECK_INT(day_of_ms(-1, 0), -1);
	CHECK_INT(day_of_ms(-1, -720), -1);
	CHECK_INT(day_of_ms(0, -1), -1);
	CHECK_STOPS(day_of_ms(INT64_MAX, SHANGHAI));
	CHECK_STOPS(day_of_ms(INT64_MIN, 0));
}
