#include "test.h"

#include "rule/warning.h"

static const char *fault(const char *text)
{
	struct warnings w;
	struct rule_error err = {0};
	return warnings_parse(test_arena(), "warnings.txt", str_of(text), &w, &err) ? "" : err.reason;
}

TEST(warnings_are_read_whole_or_refused_with_their_reason)
{
	struct warnings w;
	struct rule_error err;
	CHECK(warnings_parse(test_arena(), "w", STR("# local\n\ngreen | 30 | local\nyellow | 5 | local\nmonthly | 0 | local\n"), &w, &err));
	CHECK_INT(w.green, 30);
	CHECK_INT(w.yellow, 5);
	CHECK(!w.monthly);
	CHECK_STR(fault("green | 30 | local\n"), "green, yellow and monthly have a row each");
	CHECK_STR(fault("green | 5 | local\nyellow | 6 | local\nmonthly | 1 | local\n"), "yellow comes after green: with no more days left");
	CHECK_STR(fault("green | 5 |\n"), "a row is: what | how many | where the number comes from");
	CHECK_STR(fault("green | 366 | local\n"), "the days are a number from 1 to 365");
	CHECK_STR(fault("green | 365 | local\ngreen | 5 | local\n"), "this row stands a second time");
	CHECK_STR(fault("blue | 5 | local\n"), "what is green, yellow or monthly");
	CHECK_STR(fault("monthly | 2 | local\n"), "monthly is 0 or 1");
	CHECK_STR(fault("green | x | local\n"), "how many is a number");
	CHECK_STR(fault("green | 5 | local | more\n"), "a row has three parts");
}

TEST(a_colour_begins_on_its_day_and_red_on_the_day_after_the_last)
{
	struct warnings w = warnings_default();
	const struct { int left; enum warning is; } row[] = {{21, WARNING_NONE}, {20, WARNING_GREEN}, {11, WARNING_GREEN}, {10, WARNING_YELLOW}, {0, WARNING_YELLOW}, {-1, WARNING_RED}};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		CHECK_INT(warning_of(&w, 1000, 1000 + row[i].left), row[i].is);
	CHECK_STR(warning_name(WARNING_YELLOW), "yellow");
}
