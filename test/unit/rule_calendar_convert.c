/* Foreign forms: holiday-cn's JSON and iCalendar. */
#include "rule_calendar_help.h"

#include "../../src/rule/calendar_fixed.h"

#define ICS(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:节假日\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define NEW_YEAR EVENT("DTSTART;VALUE=DATE:20300101\r\nSUMMARY:元旦\r\n")

static const char *ics_text(struct arena *a, const char *ics, struct cal_error *err)
{
	struct str out;
	return calendar_from_ics(a, str_of(ics), 2030, &out, err) ? out.p : NULL;
}

static void ics_gives(const char *ics, const char *days)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_error err = {0};
	const char *text = ics_text(a, ics, &err);
	const char *head = "calendar cn 2030\nnotice N1 \"iCalendar: 节假日\" - -\n";
	CHECK(text != NULL);
	if (!text)
		CHECK_STR(err.reason, "");
	else
		CHECK_STR(text, arena_printf(a, "%s%s", head, days));
	arena_free(a);
}

TEST(ics_takes_every_day_of_an_event_and_dtend_is_exclusive)
{
	ics_gives(ICS(EVENT("DTSTART;VALUE=DATE:20300202\r\nDTEND;VALUE=DATE:20300206\r\nSUMMARY:春节\r\n")),
		"2030-02-02 rest N1 春节\n2030-02-03 rest N1 春节\n2030-02-04 rest N1 春节\n2030-02-05 rest N1 春节\n");
	ics_gives(ICS(EVENT("DTSTART;VALUE=DATE:20300101\r\nDTEND;VALUE=DATE:20300102\r\nSUMMARY:元旦\r\n")),
		"2030-01-01 rest N1 元旦\n");
	ics_gives(ICS(EVENT("DTSTART;VALUE=DATE:20300101\r\nDURATION:P2D\r\nSUMMARY:元旦\r\n")),
		"2030-01-01 rest N1 元旦\n2030-01-02 rest N1 元旦\n");
	ics_gives(ICS(NEW_YEAR), "2030-01-01 rest N1 元旦\n");
	ics_gives(ICS(EVENT("DTSTART;VALUE=DATE:20300101\r\nDTEND;VALUE=DATE:20300101\r\nSUMMARY:元旦\r\n")),
		"2030-01-01 rest N1 元旦\n");
}

TEST(ics_reads_times_in_china)
{
	ics_gives(ICS(EVENT("DTSTART:20291231T160000Z\r\nDTEND:20300102T160000Z\r\nSUMMARY:元旦\r\n")),
		"2030-01-01 rest N1 元旦\n2030-01-02 rest N1 元旦\n");
	ics_gives(ICS(EVENT("DTSTART;TZID=\"Asia:Shanghai\":20300101T000000\r\nDTEND;TZID=Asia/Shanghai:20300101T235900"
		"\r\nSUMMARY:元旦\r\n")), "2030-01-01 rest N1 元旦\n");
	ics_gives(ICS(EVENT("DTSTART:20300101T090000\r\nDTEND:20300102T120000\r\nSUMMARY:元旦\r\n")),
		"2030-01-01 rest N1 元旦\n2030-01-02 rest N1 元旦\n");
}

TEST(ics_joins_folded_lines)
{
	ics_gives(ICS(EVENT("DTSTART;VALUE=DA\r\n TE:203001\r\n\t01\r\nSUMMARY:New\r\n  Year's \r\n Day\r\n")),
		"2030-01-01 rest N1 New Year's Day\n");
	/* a fold inside a character of three bytes */
	ics_gives(ICS(EVENT("DTSTART:20300101\nSUMMARY:\xe5\x85\n \x83\xe6\x97\xa6\n")),
		"2030-01-01 rest N1 元旦\n");
}

TEST(ics_knows_a_make_up_working_day)
{
	ics_gives(ICS(NEW_YEAR EVENT("DTSTART:20300105\r\nSUMMARY:元旦(班)\r\n")
		EVENT("DTSTART:20300106\r\nSUMMARY:元旦\r\nCATEGORIES:调休上班\r\n")
		EVENT("DTSTART:20300112\r\nSUMMARY:Working Saturday\r\n")
		EVENT("DTSTART:20300113\r\nSUMMARY:Spring\\, workday\r\n")
		EVENT("DTSTART:20300501\r\nSUMMARY:International Workers' Day\r\n")),
		"2030-01-01 rest N1 元旦\n2030-01-05 work N1 元旦\n2030-01-06 work N1 元旦\n"
		"2030-01-12 work N1 Working Saturday\n2030-01-13 work N1 Spring, workday\n"
		"2030-05-01 rest N1 International Workers' Day\n");
}

TEST(ics_takes_its_year_and_the_week_before)
{
	ics_gives(ICS(EVENT("DTSTART:20291224\r\nSUMMARY:a\r\n") EVENT("DTSTART:20291225\r\nSUMMARY:b\r\n") NEW_YEAR
		EVENT("DTSTART:20301231\r\nDTEND:20310103\r\nSUMMARY:c\r\n")),
		"2029-12-25 rest N1 b\n2030-01-01 rest N1 元旦\n2030-12-31 rest N1 c\n");
}

TEST(ics_leaves_alarms_todos_and_cancelled_events)
{
	ics_gives(ICS(EVENT("DTSTART:20300101\r\nSUMMARY:元旦\r\nBEGIN:VALARM\r\nSUMMARY:上班\r\nDURATION:PT5M\r\nEND:VALARM\r\n")
		EVENT("DTSTART:20300102\r\nSTATUS:CANCELLED\r\nSUMMARY:x\r\n")
		"BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\n"), "2030-01-01 rest N1 元旦\n");
}

TEST(ics_broken_is_refused_with_its_line)
{
	static const struct { const char *ics; int line; const char *reason; } broken[] = {
		{"", 0, "the text is not whole"},
		{"hello\n", 1, "the line is no NAME:VALUE"},
		{"BEGIN:VEVENT\n", 1, "the first line must be BEGIN:VCALENDAR"},
		{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20300101\n", 3, "the text is not whole"},
		{"BEGIN:VCALENDAR\n" NEW_YEAR, 5, "the text is not whole"},
		{ICS(""), 0, "no event falls in 2030"},
		{ICS(EVENT("SUMMARY:x\r\n")), 4, "the event has no DTSTART"},
		{ICS(EVENT("DTSTART:20300101\r\n")), 4, "the event has no SUMMARY"},
		{ICS(EVENT("DTSTART:20300230\r\nSUMMARY:x\r\n")), 5, "DTSTART is no date"},
		{ICS(EVENT("DTSTART:20300101T2500\r\nSUMMARY:x\r\n")), 5, "DTSTART is no date"},
		{ICS(EVENT("DTSTART:20300101\r\nDTEND:2030\r\nSUMMARY:x\r\n")), 6, "DTEND is no date"},
		{ICS(EVENT("DTSTART:20300102\r\nDTEND:20300101\r\nSUMMARY:x\r\n")), 4,
			"the event ends before it starts"},
		{ICS(EVENT("DTSTART:20300101\r\nDTEND:20300202\r\nSUMMARY:x\r\n")), 4,
			"the event covers more than 31 days"},
		{ICS(EVENT("DTSTART:20300101\r\nDURATION:PT8H\r\nSUMMARY:x\r\n")), 6,
			"DURATION is no number"},
		{ICS(EVENT("DTSTART:20300101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:x\r\n")), 4,
			"a recurring event"},
		{ICS(NEW_YEAR EVENT("DTSTART:20300101\r\nSUMMARY:上班\r\n")), 8,
			"a day is both a rest day and a working day"},
		{ICS(EVENT("DTSTART:20300105\r\nSUMMARY:班\r\n")), 0,
			"what was read cannot be kept: no rest day"},
		{ICS("X:\xff\r\n"), 4, "the line is not UTF-8"},
		{ICS("nonsense\r\n"), 4, "the line is no NAME:VALUE"},
		{ICS("BEGIN:VEVENT\r\nEND:VTODO\r\n"), 5, "END:VEVENT was expected"},
	};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct arena *a = arena_new(TEST_ARENA_BYTES);
		struct cal_error err = {0};
		CHECK(ics_text(a, broken[i].ics, &err) == NULL);
		CHECK_INT(err.line, broken[i].line);
		if (!str_starts(str_of(err.reason), broken[i].reason))
			CHECK_STR(err.reason, broken[i].reason);
		arena_free(a);
	}
}

TEST(ics_longest_event_is_31_days)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_error err;
	CHECK(ics_text(a, ICS(EVENT("DTSTART:20300101\r\nDTEND:20300201\r\nSUMMARY:x\r\n")),
		&err) != NULL);
	arena_free(a);
}

/* -- holiday-cn -- */

#define DAY1 "{\"name\":\"元旦\",\"date\":\"2030-01-01\",\"isOffDay\":true}"
#define JSON(papers, days) "{\"year\":2030,\"papers\":[" papers "],\"days\":[" days "]}"
#define PAPER "\"https://www.gov.cn/2029-11/05/c.htm\""

TEST(holiday_cn_becomes_our_text)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_error err = {0};
	struct str text = STR_NONE;
	CHECK(calendar_from_holiday_cn(a, str_of(JSON(PAPER,
		"{\"name\":\"元旦\",\"date\":\"2030-01-05\",\"isOffDay\":false}," DAY1)), &text, &err));
	CHECK_STR(text.p, "calendar cn 2030\n"
		"notice N1 \"国务院办公厅关于2030年部分节假日安排的通知\" 2029-11-05 https://www.gov.cn/2029-11/05/c.htm\n"
		"2030-01-01 rest N1 元旦\n2030-01-05 work N1 元旦\n");
	/* an address whose date cannot be the first notice's gives no date; a later notice may come in the year */
	CHECK(calendar_from_holiday_cn(a,
		str_of(JSON("\"http://g/2030-01/02/a\",\"http://g/2030-03/22/b\"", DAY1)),
		&text, &err));
	CHECK(str_find(text, STR("通知\" - http://g/2030-01/02/a\n")) != SIZE_MAX);
	CHECK(str_find(text, STR("通知\" 2030-03-22 http://g/2030-03/22/b\n")) != SIZE_MAX);
	CHECK(str_find(text, STR("\n# The source does not say")) != SIZE_MAX);
	arena_free(a);
}

TEST(holiday_cn_broken_is_refused)
{
	static const struct { const char *json, *reason; } broken[] = {
		{"", "this is no JSON"},
		{"{\"year\":2030,\"year\":2031}", "this is no JSON"},
		{"[]", "this is no holiday-cn year"},
		{"{\"year\":\"2030\",\"papers\":[],\"days\":[]}", "this is no holiday-cn year"},
		{"{\"year\":1900,\"papers\":[],\"days\":[]}", "the year is not from 1901 to 2118"},
		{"{\"year\":2119,\"papers\":[],\"days\":[]}", "the year is not from 1901 to 2118"},
		{JSON("", DAY1), "the year has no notice or no days yet"},
		{JSON(PAPER, ""), "the year has no notice or no days yet"},
		{JSON("1", DAY1), "papers: an address is no text"},
		{JSON("\"a b\"", DAY1), "papers: an address holds a blank"},
		{JSON("\"gov.cn\"", DAY1), "what was read cannot be kept: the notice's address"},
		{JSON(PAPER, "1"), "days: a day needs name and date"},
		{JSON(PAPER, "{\"name\":\"x\",\"date\":\"2030-01-01\",\"isOffDay\":1}"),
			"days: a day needs name and date"},
		{JSON(PAPER, "{\"name\":\"x\",\"date\":\"2030-13-01\",\"isOffDay\":true}"),
			"days: 2030-13-01 is no date"},
		{JSON(PAPER, "{\"name\":\"x\",\"date\":\"2020-01-01\",\"isOffDay\":true}"),
			"what was read cannot be kept: the day is more"},
		{JSON(PAPER, "{\"name\":\"\",\"date\":\"2030-01-01\",\"isOffDay\":true}"),
			"what was read cannot be kept: the name"},
		{JSON(PAPER, "{\"name\":\"a\\nb\",\"date\":\"2030-01-01\",\"isOffDay\":true}"),
			"what was read cannot be kept: the line"},
		{JSON(PAPER, DAY1 ",{\"name\":\"x\",\"date\":\"2030-01-01\",\"isOffDay\":false}"),
			"a day is both"},
	};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct arena *a = arena_new(TEST_ARENA_BYTES);
		struct cal_error err = {0};
		struct str text;
		CHECK(!calendar_from_holiday_cn(a, str_of(broken[i].json), &text, &err));
		if (!err.reason || !str_starts(str_of(err.reason), broken[i].reason))
			CHECK_STR(err.reason, broken[i].reason);
		arena_free(a);
	}
}

/* The shipped texts say of every day of 2007 to 2026 what holiday-cn says. */
TEST(calendar_equals_holiday_cn_day_by_day)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct cal_text text[SHIPPED];
	struct cal_error err;
	if (!os_is_dir("../shared/data/holidays-cn")) {
		arena_free(a);
		SKIP("no ../shared/data/holidays-cn");
	}
	for (int i = 0; i < SHIPPED; i++) {
		struct str json = STR_NONE;
		text[i].file = "json";
		CHECK_INT(os_read_file(a, arena_printf(a, "../shared/data/holidays-cn/%d.json",
			SHIPPED_FIRST + i),
			LIMIT_RULE_FILE_BYTES, &json), 0);
		CHECK(calendar_from_holiday_cn(a, json, &text[i].text, &err));
	}
	struct calendar *theirs = calendar_parse(a, text, SHIPPED, &err), *ours = shipped_calendar(a);
	CHECK(theirs != NULL);
	for (day_t k = d("2006-12-01"); theirs && k <= d("2027-12-31"); k++) {
		struct cal_day x = calendar_day(ours, k), y = calendar_day(theirs, k);
		if (x.kind != y.kind || x.named != y.named || !cstr_eq(x.name, y.name))
			CHECK_INT(k, 0);
	}
	arena_free(a);
}

/* The table of lunar days against the notices: the days of the Measures were
 * days of rest in every arrangement since Qingming, Dragon Boat and Mid-Autumn
 * became holidays (2008). The eve (not 2014 to 2024) and 2 May (since 2025) are
 * younger law and are left out. */
TEST(calendar_fixed_days_rest_in_every_published_year)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (day_t k = d("2008-01-01"); k <= d("2026-12-31"); k++) {
		const char *name = calendar_fixed_day(k), *next = calendar_fixed_day(k + 1);
		const char *before = calendar_fixed_day(k - 1);
		bool eve = cstr_eq(name, "春节") && cstr_eq(next, "春节") && !before;
		bool labour2 = cstr_eq(name, "劳动节") && day_ymd(k).day == 2;
		if (name && !eve && !labour2 && calendar_is_work(c, k))
			CHECK_STR(name, "a rest day");
	}
	int spring = 0;
	for (day_t k = d("2007-01-01"); k <= d("2040-12-31"); k++)
		spring += cstr_eq(calendar_fixed_day(k), "春节");
	CHECK_INT(spring, 34 * 4);
	arena_free(a);
}
