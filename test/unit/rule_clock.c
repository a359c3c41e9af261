/* Clocks: the vectors of the law's reading, units, extension, pauses, what is
 * not lawful, and the derivation. */
#include "rule_calendar_help.h"

static struct clock_in clock_from(const struct clock_rule *rule, const struct calendar *c,
	const char *start)
{
	return (struct clock_in){.rule = rule, .calendar = c, .start = d(start), .zone_min = 480};
}

static day_t due_of(const struct clock_in *in)
{
	day_t nominal, due;
	int64_t ms;
	bool soft;
	CHECK_STR(clock_check(in) ? clock_check(in) : "", "");
	clock_dates(in, &nominal, &due, &ms, &soft);
	return due;
}

/* Start day not counted; CD calendar days, WD working days. */
static const struct { const char *start; int n; enum clock_unit unit; const char *nominal, *due,
	*why; } vectors[] = {
	{"2026-01-02", 15, CLOCK_DAYS, "2026-01-17", "2026-01-19", "plain weekend"},
	{"2026-01-30", 15, CLOCK_DAYS, "2026-02-14", "2026-02-14", "make-up working Saturday: no roll"},
	{"2026-02-01", 15, CLOCK_DAYS, "2026-02-16", "2026-02-24", "Spring Festival, 8 days' roll"},
	{"2026-02-23", 15, CLOCK_DAYS, "2026-03-10", "2026-03-10", "started on a rest day"},
	{"2025-12-18", 60, CLOCK_DAYS, "2026-02-16", "2026-02-24", "year change"},
	{"2025-12-25", 60, CLOCK_DAYS, "2026-02-23", "2026-02-24", "last rest day"},
	{"2026-04-19", 15, CLOCK_DAYS, "2026-05-04", "2026-05-06", "Labour Day"},
	{"2026-04-24", 15, CLOCK_DAYS, "2026-05-09", "2026-05-09", "make-up day"},
	{"2026-08-02", 60, CLOCK_DAYS, "2026-10-01", "2026-10-08", "National Day"},
	{"2026-09-05", 15, CLOCK_DAYS, "2026-09-20", "2026-09-20", "make-up Sunday"},
	{"2026-09-10", 30, CLOCK_DAYS, "2026-10-10", "2026-10-10", "make-up day"},
	{"2026-01-29", 30, CLOCK_DAYS, "2026-02-28", "2026-02-28", "make-up day"},
	{"2024-01-31", 30, CLOCK_DAYS, "2024-03-01", "2024-03-01", "leap February"},
	{"2024-02-29", 60, CLOCK_DAYS, "2024-04-29", "2024-04-29", "leap day start"},
	{"2026-01-01", 5, CLOCK_WORKDAYS, "2026-01-08", "2026-01-08", "Sun Jan 4 counts as work"},
	{"2026-02-12", 5, CLOCK_WORKDAYS, "2026-02-26", "2026-02-26", "festival inside"},
	{"2026-02-13", 5, CLOCK_WORKDAYS, "2026-02-27", "2026-02-27", "Sat 14 counts"},
	{"2026-02-13", 10, CLOCK_WORKDAYS, "2026-03-05", "2026-03-05", "both make-up Saturdays"},
	{"2026-02-27", 5, CLOCK_WORKDAYS, "2026-03-05", "2026-03-05", "Sat 28 counts"},
	{"2026-04-30", 5, CLOCK_WORKDAYS, "2026-05-11", "2026-05-11", "Sat May 9 counts"},
	{"2026-06-17", 5, CLOCK_WORKDAYS, "2026-06-25", "2026-06-25", "Dragon Boat"},
	{"2026-09-18", 5, CLOCK_WORKDAYS, "2026-09-24", "2026-09-24", "Sun 20 counts"},
	{"2026-09-23", 5, CLOCK_WORKDAYS, "2026-10-08", "2026-10-08", "two festivals: worst case"},
	{"2026-02-28", 1, CLOCK_WORKDAYS, "2026-03-02", "2026-03-02", "starts on a make-up day"},
	{"2025-12-31", 2, CLOCK_MONTHS, "2026-02-28", "2026-02-28", "month arithmetic (CC 202)"},
};

TEST(clock_vectors_of_the_law)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	CHECK_INT(sizeof vectors / sizeof *vectors, 25);
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct clock_rule rule = plain_rule(vectors[i].unit, vectors[i].n);
		struct clock_in in = clock_from(&rule, c, vectors[i].start);
		struct clock_out out;
		char nominal[11], due[11];
		clock_compute(a, &in, &out);
		CHECK_STR(day_text(out.due_nominal, nominal), vectors[i].nominal);
		CHECK_STR(day_text(out.due, due), vectors[i].due);
		CHECK(!out.provisional);
		CHECK_INT(out.due_ms, day_start_ms(out.due + 1, 480));
		CHECK_INT(due_of(&in), out.due);
	}
	arena_free(a);
}

TEST(clock_months_end_on_the_corresponding_day)
{
	static const struct { const char *start; int months; const char *nominal; } known[] = {
		{"2018-07-13", 2, "2018-09-13"}, {"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1,
			"2023-02-28"},
		{"2026-08-31", 1, "2026-09-30"}, {"2025-11-30", 3, "2026-02-28"}, {"2026-12-15", 12,
			"2027-12-15"}};
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct clock_rule rule = plain_rule(CLOCK_MONTHS, known[i].months);
		struct clock_in in = clock_from(&rule, c, known[i].start);
		struct clock_out out;
		clock_compute(a, &in, &out);
		CHECK_INT(out.due_nominal, d(known[i].nominal));
		CHECK_INT(out.due, calendar_next_work(c, out.due_nominal));
	}
	arena_free(a);
}

TEST(clock_hours_run_from_the_moment_and_do_not_roll)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rule rule = plain_rule(CLOCK_HOURS, 4);
	struct clock_in in = clock_from(&rule, c, "2026-02-16");
	struct clock_out out;
	in.start_ms = day_start_ms(d("2026-02-16"), 480) + 22 * 3600000;
	clock_compute(a, &in, &out);
	CHECK_INT(out.due_ms, in.start_ms + 4 * 3600000);
	CHECK_INT(out.due, d("2026-02-17"));                    /* a rest day */
	CHECK_INT(out.due_nominal, out.due);
	CHECK(!out.provisional);
	arena_free(a);
}

TEST(clock_roll_none_stays_on_a_rest_day)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rule rule = plain_rule(CLOCK_DAYS, 15);
	rule.roll = ROLL_NONE;
	struct clock_in in = clock_from(&rule, c, "2026-02-01");
	CHECK_INT(due_of(&in), d("2026-02-16"));
	arena_free(a);
}

TEST(clock_extension_counts_from_day_zero)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	struct clock_in in = clock_from(clock_rule_find(&rules, "handle"), c, "2026-08-02");
	CHECK_INT(due_of(&in), d("2026-10-08"));
	in.extended = 30;                                       /* 90 days of 08-02, not 30 of 10-08 */
	CHECK_INT(due_of(&in), d("2026-11-02"));                /* 10-31 is a Saturday */
	for (int length = 1; length <= 30; length++)
		for (int more = 1; more <= 30; more++) {
			struct clock_rule split = plain_rule(CLOCK_WORKDAYS, length);
			struct clock_rule whole = plain_rule(CLOCK_WORKDAYS, length + more);
			split.extend_max = 30;
			split.extend_times = 1;
			struct clock_in x = clock_from(&split, c, "2026-01-28"), y = clock_from(&whole, c,
				"2026-01-28");
			x.extended = more;
			CHECK_INT(due_of(&x), due_of(&y));
		}
	arena_free(a);
}

/* -- pauses -- */

static struct clock_in paused(const struct clock_rule *rule, const struct calendar *c,
	const char *start,
	const char *from, const char *to)
{
	struct clock_in in = clock_from(rule, c, start);
	in.pause[in.pauses++] = (struct day_span){d(from), to ? d(to) : DAY_NONE};
	return in;
}

TEST(clock_pause_of_n_days_is_n_days_more)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (int from = 1; from <= 30; from++)
		for (int n = 1; n <= 40; n++)
			for (int unit = CLOCK_DAYS; unit <= CLOCK_WORKDAYS; unit++) {
				struct clock_rule rule = plain_rule((enum clock_unit)unit, 30), plain = rule;
				rule.pause = PAUSE_HEARING;
				struct clock_in in = clock_from(&rule, c, "2026-01-20"), other = clock_from(&plain,
					c, "2026-01-20");
				day_t first = in.start + from;
				in.pause[in.pauses++] = (struct day_span){first, first + n - 1};
				plain.length += unit == CLOCK_DAYS ? n : calendar_count_work(c, first - 1,
					first + n - 1);
				CHECK_INT(due_of(&in), due_of(&other));
			}
	arena_free(a);
}

TEST(clock_pause_bounds)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	const struct clock_rule *rule = clock_rule_find(&rules, "rereview");
	/* plain end 2026-10-10, a working Saturday */
	struct clock_in in = paused(rule, c, "2026-09-10", "2026-09-10", "2026-09-10");
	CHECK_INT(due_of(&in), d("2026-10-10"));                /* day zero is not counted anyway */
	in = paused(rule, c, "2026-09-10", "2026-09-10", "2026-09-12");
	CHECK_INT(due_of(&in), d("2026-10-12"));
	in = paused(rule, c, "2026-09-10", "2026-10-10", "2026-10-10");
	CHECK_INT(due_of(&in), d("2026-10-12"));                /* nominal Sunday 11th */
	in = paused(rule, c, "2026-09-10", "2026-10-11", "2026-10-11");
	CHECK_STR(clock_check(&in), "a pause begins after the period has ended");
	/* plain end 2026-09-27, a rest day, last day by art. 203: 2026-09-28 */
	in = paused(rule, c, "2026-08-28", "2026-09-28", "2026-09-29");
	CHECK_INT(due_of(&in), d("2026-09-30"));
	in = paused(rule, c, "2026-08-28", "2026-09-29", "2026-09-29");
	CHECK(clock_check(&in) != NULL);
	arena_free(a);
}

TEST(clock_pauses_add_up_in_any_order)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	const struct clock_rule *rule = clock_rule_find(&rules, "rereview");
	struct clock_in in = clock_from(rule, c, "2026-03-02");
	for (int i = CLOCK_PAUSES; i > 0; i--) {
		day_t day = in.start + i * 4;
		in.pause[in.pauses++] = (struct day_span){day, day + 1};
	}
	CHECK_INT(due_of(&in), d("2026-04-17"));                /* 30 + 16 days, a Friday */
	/* the last pause lies past the plain end (2026-04-01) but inside the extended period */
	CHECK(in.pause[0].from > d("2026-04-01"));
	in.pause[3].to += 3;
	CHECK_STR(clock_check(&in), "two pauses overlap");
	arena_free(a);
}

TEST(clock_open_pause_has_no_due_day)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	struct clock_in in = paused(clock_rule_find(&rules, "rereview"), c, "2026-09-10", "2026-09-12",
		NULL);
	struct clock_out out;
	CHECK(clock_check(&in) == NULL);
	clock_compute(a, &in, &out);
	CHECK(out.due == DAY_NONE && out.due_nominal == DAY_NONE && out.due_ms == CLOCK_NEVER &&
		!out.provisional);
	CHECK_STR(out.line[out.lines - 1].text[LANG_EN],
		"A hearing is open since 2026-09-12 (Saturday). Its time is not "
		"counted, so no due date stands until it ends; then 29 days remain (Regulations on Petition Work, art. 36 para. 2).");
	in.pause[in.pauses++] = (struct day_span){d("2026-09-20"), d("2026-09-21")};
	CHECK_STR(clock_check(&in), "two pauses overlap");
	arena_free(a);
}

/* -- what is not lawful -- */

TEST(clock_check_names_what_is_not_lawful)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	const struct clock_rule *handle = clock_rule_find(&rules, "handle");
	struct clock_in in = clock_from(handle, c, "2026-01-05");
	in.extended = LIMIT_EXTENSION_DAYS;
	CHECK(clock_check(&in) == NULL);
	in.extended++;
	CHECK_STR(clock_check(&in), "the extension is longer than the rule allows");
	in.extended = -1;
	CHECK_STR(clock_check(&in), "the extension is negative");
	in = paused(handle, c, "2026-01-05", "2026-01-10", "2026-01-11");
	CHECK_STR(clock_check(&in), "this clock cannot be paused");
	in = clock_from(clock_rule_find(&rules, "unit_notice"), c, "2026-01-05");
	in.extended = 1;
	CHECK_STR(clock_check(&in), "this clock cannot be extended");
	in.extended = 0;
	in.length = 16;
	CHECK_STR(clock_check(&in), "this clock's length is fixed by its rule");
	in = clock_from(clock_rule_find(&rules, "assign_report"), c, "2026-01-05");
	CHECK_STR(clock_check(&in), "this clock has no length of its own: a length must be given");
	in.length = CLOCK_LENGTH_MAX;
	CHECK(clock_check(&in) == NULL);
	in.length++;
	CHECK_STR(clock_check(&in), "the length must be from 1 to 3660");
	in = paused(clock_rule_find(&rules, "rereview"), c, "2026-01-05", "2026-01-12", "2026-01-11");
	CHECK_STR(clock_check(&in), "a pause ends before it begins");
	in = paused(in.rule, c, "2026-01-05", "2026-01-04", "2026-01-07");
	CHECK_STR(clock_check(&in), "a pause begins before day zero");
	in.pauses = CLOCK_PAUSES + 1;
	CHECK_STR(clock_check(&in), "more than 8 pauses");
	arena_free(a);
}

TEST(clock_check_refuses_days_outside_the_calendar)
{
	static const char *const outside = "a day of this clock lies outside the years 1900 to 2119";
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	for (int unit = CLOCK_DAYS; unit <= CLOCK_MONTHS; unit++) {
		struct clock_rule rule = plain_rule((enum clock_unit)unit, 3660);
		struct clock_in in = clock_from(&rule, c, "1900-01-01");
		in.start_ms = INT64_MAX - 1;
		if (unit == CLOCK_HOURS || unit == CLOCK_MONTHS)
			CHECK_STR(clock_check(&in), outside);
		else
			CHECK(clock_check(&in) == NULL);
		in.start = DAY_LAST;
		in.start_ms = INT64_MIN + 1;
		CHECK_STR(clock_check(&in), outside);
		in.start = DAY_NONE;
		CHECK_STR(clock_check(&in), outside);
		in.start = DAY_LAST + 1;
		CHECK_STR(clock_check(&in), outside);
	}
	struct clock_rule rule = plain_rule(CLOCK_DAYS, 1);
	struct clock_in in = clock_from(&rule, c, "2119-12-27");
	CHECK_INT(due_of(&in), d("2119-12-28"));
	in.start = d("2119-12-30");                             /* the 31st has no day after it */
	CHECK_STR(clock_check(&in), outside);
	rule.roll = ROLL_NONE;
	CHECK_STR(clock_check(&in), outside);
	in.start--;
	CHECK_INT(due_of(&in), d("2119-12-30"));
	rule.roll = ROLL_NEXT_WORKING;
	rule.pause = PAUSE_HEARING;
	in = paused(&rule, c, "2026-01-05", "2026-01-06", "2119-12-31");
	CHECK_STR(clock_check(&in), outside);
	in.pause[0].to = DAY_LAST + 1;
	CHECK_STR(clock_check(&in), "a pause lies outside the years 1900 to 2119");
	arena_free(a);
}

TEST(clock_is_provisional_when_it_waits_for_a_notice)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	static const struct { const char *start; int n; enum clock_unit unit; bool soft; } known[] = {
		{"2026-12-09", 15, CLOCK_DAYS, false},          /* ends on the 24th */
		{"2026-12-10", 15, CLOCK_DAYS, true},           /* the 25th */
		{"2026-12-20", 15, CLOCK_DAYS, true},
		{"2026-12-17", 5, CLOCK_WORKDAYS, false},       /* 24th */
		{"2026-12-17", 6, CLOCK_WORKDAYS, true},
		{"2026-10-31", 2, CLOCK_MONTHS, true},
		{"2025-12-20", 15, CLOCK_DAYS, false}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct clock_rule rule = plain_rule(known[i].unit, known[i].n);
		struct clock_in in = clock_from(&rule, c, known[i].start);
		struct clock_out out;
		clock_compute(a, &in, &out);
		CHECK(out.provisional == known[i].soft);
		bool said = str_find(str_of(out.line[out.lines - 1].text[LANG_EN]),
			STR("for 2027 is not published")) != SIZE_MAX;
		CHECK(said == known[i].soft);
	}
	arena_free(a);
}

/* -- the derivation -- */

static void check_lines(const char *code, const char *start, int extended, enum lang lang,
	const char *const *lines)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct clock_rules rules = shipped_rules(a);
	struct clock_in in = clock_from(clock_rule_find(&rules, code), shipped_calendar(a), start);
	struct clock_out out;
	size_t n = 0;
	in.extended = extended;
	clock_compute(a, &in, &out);
	for (; lines[n]; n++)
		if (n < out.lines)
			CHECK_STR(out.line[n].text[lang], lines[n]);
	CHECK_INT(out.lines, n);
	arena_free(a);
}

TEST(clock_derivation_of_a_rolled_period)
{
	check_lines("unit_notice", "2026-02-01", 0, LANG_EN, (const char *const[]){
		"Written notice to the petitioner: 15 days. Regulations on Petition Work, art. 23.",
		"The law's words: “应当自收到信访事项之日起15日内书面告知信访人，但信访人的姓名（名称）、住址不清的除外。”",
		"Day zero: 2026-02-01 (Sunday), the day the unit received the matter; not counted (Civil Code, art. 201).",
		"15 days after day zero: 2026-02-16 (Monday).",
		"2026-02-16 to 2026-02-23, rest: Spring Festival (State Council notice of 2025-11-04).",
		"The last day is a rest day, so the period ends on the next working day: 2026-02-24 (Tuesday) (Civil Code, art. 203).",
		"Due by the end of 2026-02-24 (Tuesday) (24:00).", NULL});
	check_lines("unit_notice", "2026-02-01", 0, LANG_ZH, (const char *const[]){
		"书面告知期限：15日。依据：《信访工作条例》第二十三条。",
		"原文：“应当自收到信访事项之日起15日内书面告知信访人，但信访人的姓名（名称）、住址不清的除外。”",
		"起算日：2026-02-01（星期日），收到信访事项之日；当日不计入（《民法典》第二百零一条）。",
		"自次日起算，满15日：2026-02-16（星期一）。",
		"2026-02-16至2026-02-23休息：春节（国务院办公厅关于2026年部分节假日安排的通知）。",
		"期间的最后一日是法定休假日，以休假日结束的次日为期间的最后一日：2026-02-24（星期二）（《民法典》第二百零三条）。",
		"截止时间：2026-02-24（星期二） 24:00。", NULL});
}

TEST(clock_derivation_of_working_days)
{
	check_lines("simple_handle", "2026-02-13", 0, LANG_EN, (const char *const[]){
		"Handling period (simple procedure): 10 working days. Measures for the Simple Handling of Petition Matters.",
		"Day zero: 2026-02-13 (Friday), the day of acceptance; not counted (Civil Code, art. 201).",
		"Counted: 2026-02-14 (Saturday), a make-up working day: Spring Festival (State Council notice of 2025-11-04).",
		"Not counted: 2026-02-15 to 2026-02-23, rest: Spring Festival (State Council notice of 2025-11-04).",
		"Counted: 2026-02-28 (Saturday), a make-up working day: Spring Festival (State Council notice of 2025-11-04).",
		"Not counted: weekend, 2026-03-01 (Sunday).",
		"10 working days after day zero: 2026-03-05 (Thursday).",
		"Due by the end of 2026-03-05 (Thursday) (24:00).", NULL});
}

/* Twelve weekends by date, the others by number. */
TEST(clock_derivation_puts_weekends_together)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct clock_rule rule = plain_rule(CLOCK_WORKDAYS, 10);
	struct clock_in in = clock_from(&rule, shipped_calendar(a), "2026-03-06");
	struct clock_out out;
	clock_compute(a, &in, &out);
	CHECK_STR(out.line[2].text[LANG_EN],
		"Not counted: weekends, 2026-03-07 to 2026-03-08; 2026-03-14 to 2026-03-15.");
	CHECK_STR(out.line[2].text[LANG_ZH], "不计入：周末，2026-03-07至2026-03-08；2026-03-14至2026-03-15。");
	rule.length = 200;
	clock_compute(a, &in, &out);
	CHECK_STR(out.line[out.lines - 3].text[LANG_EN],
		"Not counted: 48 more weekend days, 2026-06-13 to 2026-12-20.");
	arena_free(a);
}

TEST(clock_derivation_of_months_and_make_up_day)
{
	check_lines("rect_report", "2025-12-31", 0, LANG_ZH, (const char *const[]){
		"整改情况报告期限：2个月。依据：《中国共产党巡视工作条例（2017年修改）》第二十七条。",
		"起算日：2025-12-31（星期三），收到巡视反馈意见之日；当日不计入（《民法典》第二百零一条）。",
		"满2个月：2026-02-28（星期六）；该月没有对应日，以月末日为期间的最后一日（《民法典》第二百零二条）。",
		"2026-02-28（星期六）为调休上班日：春节（国务院办公厅关于2026年部分节假日安排的通知），仍为期间的最后一日。",
		"截止时间：2026-02-28（星期六） 24:00。", NULL});
}

TEST(clock_derivation_of_an_extended_provisional_period)
{
	check_lines("execute", "2026-12-09", 30, LANG_EN, (const char *const[]){
		"Carrying out a supported request: 30 days. No law sets this number: local default (art. 32 of the Regulations sets no number).",
		"Day zero: 2026-12-09 (Wednesday), the day the opinion was served; not counted (Civil Code, art. 201).",
		"Extended by 30 days, as approved: 60 days in all, counted from day zero.",
		"60 days after day zero: 2027-02-07 (Sunday).",
		"2027-02-07 to 2027-02-08, rest: Spring Festival (Holidays Measures, art. 2; arrangement not yet published).",
		"The last day is a rest day, so the period ends on the next working day: 2027-02-09 (Tuesday) (Civil Code, art. 203).",
		"Due by the end of 2027-02-09 (Tuesday) (24:00).",
		"The holiday arrangement for 2027 is not published yet: this day is provisional and is computed again when it is.", NULL});
}

/* Every shipped clock, some days: both languages have every line, the due day stands in the last ones. */
TEST(clock_derivation_is_whole_for_every_clock)
{
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	struct calendar *c = shipped_calendar(a);
	struct clock_rules rules = shipped_rules(a);
	for (size_t i = 0; i < rules.n; i++)
		for (int k = 0; k < 370; k += 3) {
			const struct clock_rule *rule = &rules.rule[i];
			struct clock_in in = clock_from(rule, c, "2025-12-01");
			struct clock_out out;
			char due[11];
			in.start += k;
			in.start_ms = day_start_ms(in.start, 480);
			in.length = rule->length ? 0 : 400;
			in.extended = rule->extend_max;
			if (rule->pause == PAUSE_HEARING)
				in.pause[in.pauses++] = (struct day_span){in.start + 20, in.start + 25};
			CHECK(clock_check(&in) == NULL);
			clock_compute(a, &in, &out);
			CHECK_INT(due_of(&in), out.due);
			day_text(out.due, due);
			for (int l = 0; l < LANG__MAX; l++) {
				for (size_t n = 0; n < out.lines; n++)
					CHECK(out.line[n].text[l] && strlen(out.line[n].text[l]) > 10);
				const char *last = out.line[out.lines - 1 - out.provisional].text[l];
				CHECK(str_find(str_of(last), str_of(due)) != SIZE_MAX);
			}
		}
	arena_free(a);
}
