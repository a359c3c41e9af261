/* The merged table: kinds, versions, order of the texts, search, bounds. */
#include "rule_calendar_help.h"

static struct calendar *parse(struct arena *a, size_t n, const char *const texts[])
{
	struct cal_text t[4];
	struct cal_error err;
	for (size_t i = 0; i < n; i++)
		t[i] = (struct cal_text){"t", str_of(texts[i])};
	return calendar_parse(a, t, n, &err);
}

TEST(calendar_knows_the_arrangement_of_2026)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	static const char *const spans[][2] = {{"2026-01-01", "2026-01-03"}, {"2026-02-15",
		"2026-02-23"},
		{"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"},
		{"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"}};
	static const char *const made_up[] = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09",
		"2026-09-20",
		"2026-10-10"};
	int named = 0;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		for (day_t k = d(spans[i][0]); k <= d(spans[i][1]); k++, named++)
			CHECK(calendar_day(c, k).named && calendar_day(c, k).kind == DAY_REST);
	for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++, named++)
		CHECK(calendar_day(c, d(made_up[i])).kind == DAY_WORK && day_weekday(d(made_up[i])) >= 6);
	for (day_t k = d("2026-01-01"); k <= d("2026-12-31"); k++)
		named -= calendar_day(c, k).named;
	CHECK_INT(named, 0);
	struct cal_day day = calendar_day(c, d("2026-02-17"));
	CHECK_STR(day.name, "春节");
	CHECK_STR(day.notice->title, "国务院办公厅关于2026年部分节假日安排的通知");
	CHECK_INT(day.notice->day, d("2025-11-04"));
	arena_free(a);
}

TEST(calendar_counts_working_days_of_each_year)
{
	static const struct { int year, work; } known[] = {{2018, 250}, {2019, 250}, {2020, 249}, {2021,
		250},
		{2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		CHECK_INT(calendar_count_work(c, day_of(known[i].year - 1, 12, 31), day_of(known[i].year,
			12, 31)),
			known[i].work);
	CHECK_INT(calendar_count_work(c, d("2026-12-31"), d("2025-12-31")), -248);
	arena_free(a);
}

TEST(calendar_is_the_same_whatever_the_order_of_the_texts)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_text text[SHIPPED];
	struct cal_error err;
	shipped_texts(a, text);
	struct calendar *c = calendar_parse(a, text, SHIPPED, &err);
	for (int turn = 1; turn < SHIPPED; turn += 6) {
		struct cal_text other[SHIPPED];
		for (int i = 0; i < SHIPPED; i++)
			other[i] = text[(SHIPPED - 1 - i + turn) % SHIPPED];
		struct calendar *o = calendar_parse(a, other, SHIPPED, &err);
		CHECK_STR(calendar_version(o), calendar_version(c));
		for (day_t k = DAY_FIRST; k <= DAY_LAST; k++) {
			struct cal_day x = calendar_day(c, k), y = calendar_day(o, k);
			if (x.kind != y.kind || x.provisional != y.provisional || !cstr_eq(x.name, y.name))
				CHECK_INT(k, DAY_NONE);
		}
	}
	struct calendar *fewer = calendar_parse(a, text, SHIPPED - 1, &err);
	CHECK(!cstr_eq(calendar_version(fewer), calendar_version(c)));
	CHECK_INT(strlen(calendar_version(c)), 12);
	arena_free(a);
}

TEST(calendar_takes_the_later_notice)
{
	static const char *const texts[] = {
		"calendar cn 2030\nnotice N1 \"old\" 2029-11-01 -\n2030-05-01 rest N1 a\n2030-05-06 rest N1 a\n",
		"calendar cn 2030\nnotice X \"new\" 2030-03-01 -\n2030-05-06 work X b\n2030-05-07 rest X b\n",
		"calendar cn 2030\nnotice U \"undated\" - -\n2030-05-01 work U c\n2030-05-06 rest U c\n"};
	static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	for (size_t i = 0; i < 3; i++) {
		const char *const t[] = {texts[orders[i][0]], texts[orders[i][1]], texts[orders[i][2]]};
		struct calendar *c = parse(a, 3, t);
		CHECK_STR(calendar_day(c, d("2030-05-06")).notice->title, "new");
		CHECK(calendar_is_work(c, d("2030-05-06")));
		CHECK(!calendar_is_work(c, d("2030-05-07")));
		/* undated counts as of 1 November; so does "old": the order is by content, then */
		CHECK_STR(calendar_day(c, d("2030-05-01")).name, calendar_day(parse(a, 3, texts),
			d("2030-05-01")).name);
	}
	arena_free(a);
}

TEST(calendar_undated_notice_yields_to_a_later_and_beats_an_earlier_year)
{
	static const char *const texts[] = {
		"calendar cn 2030\nnotice N1 \"of 2030\" 2030-10-25 -\n2030-01-01 rest N1 a\n2030-12-31 work N1 a\n",
		"calendar cn 2031\nnotice N1 \"of 2031\" - -\n2030-12-31 rest N1 b\n2031-01-01 rest N1 b\n"};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = parse(a, 2, texts);
	CHECK_STR(calendar_day(c, d("2030-12-31")).notice->title, "of 2031");
	CHECK(!calendar_is_work(c, d("2030-12-31")));
	static const char *const same_year[] = {
		"calendar cn 2030\nnotice N1 \"early\" 2029-10-31 -\n2030-05-01 rest N1 a\n",
		"calendar cn 2030\nnotice N1 \"undated\" - -\n2030-05-01 rest N1 a\n"};
	CHECK_STR(calendar_day(parse(a, 2, same_year), d("2030-05-01")).notice->title, "undated");
	arena_free(a);
}

TEST(calendar_amended_days_name_the_amending_notice)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	CHECK_INT(calendar_day(c, d("2015-09-03")).notice->day, d("2015-05-13"));
	CHECK_INT(calendar_day(c, d("2019-05-05")).notice->day, d("2019-03-22"));
	CHECK_INT(calendar_day(c, d("2020-02-02")).notice->day, d("2020-01-27"));
	CHECK_INT(calendar_day(c, d("2020-01-24")).notice->day, d("2019-11-21"));
	CHECK_INT(calendar_day(c, d("2018-12-31")).notice->day, d("2018-12-06"));
	CHECK_INT(calendar_day(c, d("2014-01-01")).notice->day, DAY_NONE);
	arena_free(a);
}

TEST(calendar_searches_agree_with_walking)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (day_t k = d("2006-12-01"); k <= d("2028-02-01"); k++) {
		day_t next = k, tenth = k;
		while (!calendar_is_work(c, next))
			next++;
		for (int n = 0; n < 10; n += calendar_is_work(c, tenth))
			tenth++;
		if (calendar_next_work(c, k) != next || calendar_add_work(c, k, 10) != tenth ||
			calendar_count_work(c, k, tenth) != 10 || calendar_add_work(c, k, 0) != k)
			CHECK_INT(k, 0);
	}
	arena_free(a);
}

TEST(calendar_never_leaves_its_table)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	CHECK_INT(DAY_FIRST, d("1900-01-01"));
	CHECK_INT(DAY_LAST, d("2119-12-31"));
	int all = calendar_count_work(c, DAY_FIRST, DAY_LAST);
	CHECK(calendar_is_work(c, DAY_FIRST) == false);         /* 1900-01-01, a fixed day */
	day_t last = calendar_add_work(c, DAY_FIRST, all);
	CHECK(last <= DAY_LAST && calendar_is_work(c, last));
	CHECK_INT(calendar_add_work(c, DAY_FIRST, all + 1), DAY_NONE);
	CHECK_INT(calendar_add_work(c, DAY_LAST, 1), DAY_NONE);
	CHECK_INT(calendar_add_work(c, DAY_LAST, INT32_MAX), DAY_NONE);
	CHECK_INT(calendar_next_work(c, DAY_LAST), last == DAY_LAST ? DAY_LAST : DAY_NONE);
	CHECK_INT(calendar_count_provisional(c, DAY_FIRST, DAY_FIRST), 0);
	arena_free(a);
}

TEST(calendar_marks_what_is_not_published)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	CHECK_INT(calendar_first_year(c), 2007);
	CHECK_INT(calendar_last_year(c), 2026);
	CHECK(calendar_year_published(c, 2026) && !calendar_year_published(c, 2027));
	CHECK(!calendar_year_published(c, 1800) && !calendar_year_published(c, 3000));
	CHECK(!calendar_day(c, d("2026-12-24")).provisional);
	CHECK(calendar_day(c, d("2026-12-25")).provisional);
	CHECK(calendar_is_work(c, d("2026-12-31")));
	CHECK(!calendar_day(c, d("2025-12-31")).provisional);
	CHECK(calendar_day(c, d("2027-01-04")).provisional && calendar_is_work(c, d("2027-01-04")));
	CHECK(!calendar_day(c, d("2006-12-30")).provisional);   /* named by the notice for 2007 */
	CHECK(calendar_day(c, d("2006-12-29")).provisional);
	CHECK_INT(calendar_count_provisional(c, d("2026-12-24"), d("2027-12-31")), 7 + 365);
	arena_free(a);
}

TEST(calendar_of_an_unpublished_year_rests_on_the_fixed_days)
{
	static const char *const rests[] = {"2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07",
		"2027-02-08",
		"2027-04-05", "2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15", "2027-10-01",
			"2027-10-02",
		"2027-10-03", "2040-02-11", "2040-02-14", "2040-09-20"};
	static const char *const works[] = {"2027-01-04", "2027-02-04", "2027-02-09", "2027-05-03",
		"2027-10-04",
		"2040-02-10", "2040-02-15", "2041-02-01"};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
		struct cal_day day = calendar_day(c, d(rests[i]));
		CHECK(day.kind == DAY_REST && day.provisional && !day.named && !day.notice && *day.name);
	}
	for (size_t i = 0; i < sizeof works / sizeof *works; i++)
		CHECK(calendar_is_work(c, d(works[i])));
	arena_free(a);
}

TEST(calendar_without_texts_is_all_provisional)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_error err;
	struct calendar *c = calendar_parse(a, NULL, 0, &err);
	CHECK(c != NULL);
	CHECK_INT(calendar_first_year(c), 0);
	CHECK(calendar_day(c, d("2026-07-01")).provisional);
	CHECK(!calendar_is_work(c, d("2026-02-17")));
	arena_free(a);
}
