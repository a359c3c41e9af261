/* The retention file: whole or refused with its line, and the row for a matter. */
#include "rule/retention.h"

#include "base/os.h"
#include "test.h"

static const char *fault(const char *text, int *line)
{
	struct retention r;
	struct rule_error err = {"", 0, NULL};
	bool ok = retention_parse(test_arena(), "retention.txt", str_of(text), &r, &err);
	*line = err.line;
	return ok ? NULL : err.reason;
}

TEST(the_class_goes_before_any_and_no_row_means_kept)
{
	struct retention r;
	struct rule_error err;
	struct str text;
	CHECK_INT(os_read_file(test_arena(), "rules/retention.txt", 100000, &text), 0);
	CHECK(retention_parse(test_arena(), "retention.txt", text, &r, &err));
	CHECK_INT(retention_find(&r, "petition", "accusation")->years, 15);
	CHECK_INT(retention_find(&r, "petition", "suggestion")->years, 5);
	CHECK_INT(retention_find(&r, "petition", NULL)->years, 10);
	CHECK_INT(retention_find(&r, "hotline", "appeal")->years, 3);
	CHECK(!retention_find(&r, "finding", NULL));
	for (size_t i = 0; i < r.rows; i++)
		CHECK(str_starts(str_of(r.row[i].source), "local"));
	const struct retention_row year = {.years = 1};
	CHECK_INT(retention_last_day(&year, day_of(2024, 2, 29)), day_of(2025, 2, 28));
	CHECK_INT(retention_last_day(&year, day_of(2026, 3, 2)), day_of(2027, 3, 2));
}

TEST(a_broken_file_is_refused_with_its_line)
{
	static const struct { const char *text; int line; bool ok; } cases[] = {
		{"", 0, true}, {"# only words\n\n", 0, true}, {"a | * | 1 | local\n", 0, true}, {"a | * | 100 | local", 0, true},
		{"a | * | 0 | local", 1, false}, {"\na | * | 101 | local", 2, false}, {"a | * | x | local", 1, false},
		{"a | * | 5 |", 1, false}, {"a | * | 5", 1, false}, {"a | * | 5 | local | more", 1, false}, {"| * | 5 | local", 1, false},
		{"a | * | 5 | local\na | b | 5 | local\na | * | 6 | local", 3, false}, {"a|*|5|l\nb", 2, false},
	};
	int line;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why = fault(cases[i].text, &line);
		if ((why == NULL) != cases[i].ok || line != cases[i].line)
			test_fail(__FILE__, __LINE__, "case %zu: %s at %d", i, why ? why : "taken", line);
	}
}

TEST(rows_end_at_the_limit)
{
	struct buf b;
	int line;
	buf_init(&b, 100000);
	for (int i = 0; i < RETENTION_ROWS; i++)
		buf_cstr(&b, arena_printf(test_arena(), "p%d | * | 1 | local\n", i));
	CHECK_STR(fault(arena_cstr(test_arena(), buf_view(&b)), &line), (const char *)NULL);
	buf_cstr(&b, "q | * | 1 | local\n");
	CHECK(fault(arena_cstr(test_arena(), buf_view(&b)), &line));
	CHECK_INT(line, RETENTION_ROWS + 1);
	buf_free(&b);
}
