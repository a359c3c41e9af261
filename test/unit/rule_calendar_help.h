/* What the calendar and clock tests share: the shipped texts, read once. */
#ifndef RULE_CALENDAR_HELP_H
#define RULE_CALENDAR_HELP_H

#include "../../src/base/limits.h"
#include "../../src/base/os.h"
#include "../../src/rule/calendar.h"
#include "../../src/rule/clock.h"
#include "test.h"

enum { SHIPPED_FIRST = 2007, SHIPPED_LAST = 2026, SHIPPED = SHIPPED_LAST - SHIPPED_FIRST + 1,
	TEST_ARENA_BYTES = 512 * 1024 * 1024 };

static inline day_t d(const char *text)
{
	day_t out = DAY_NONE;
	CHECK(day_parse(str_of(text), &out));
	return out;
}

static inline void shipped_texts(struct arena *a, struct cal_text out[SHIPPED])
{
	for (int i = 0; i < SHIPPED; i++) {
		char *file = arena_printf(a, "rules/calendar/cn-%d.txt", SHIPPED_FIRST + i);
		out[i].file = file;
		CHECK_INT(os_read_file(a, file, LIMIT_RULE_FILE_BYTES, &out[i].text), 0);
	}
}

static inline struct calendar *shipped_calendar(struct arena *a)
{
	struct cal_text text[SHIPPED];
	struct cal_error err = {0};
	shipped_texts(a, text);
	struct calendar *c = calendar_parse(a, text, SHIPPED, &err);
	CHECK(c != NULL);
	return c;
}

static inline struct clock_rules shipped_rules(struct arena *a)
{
	struct clock_rules rules = {0};
	struct rule_error err = {0};
	struct str text = STR_NONE;
	CHECK_INT(os_read_file(a, "rules/clocks.txt", LIMIT_RULE_FILE_BYTES, &text), 0);
	CHECK(clock_rules_parse(a, "rules/clocks.txt", text, &rules, &err));
	return rules;
}

/* A clock rule without words, for counting only. */
static inline struct clock_rule plain_rule(enum clock_unit unit, int length)
{
	bool rolls = unit == CLOCK_DAYS || unit == CLOCK_MONTHS;
	return (struct clock_rule){.code = "test", .unit = unit, .length = length,
		.roll = rolls ? ROLL_NEXT_WORKING : ROLL_NONE, .name = {"", ""}, .zero = {"", ""},
			.cite = {"", ""},
		.pause_cite = {"", ""}, .quote = "", .extend_by = "", .article = "", .law = "",
			.law_en = ""};
}

#endif
