/* Lines of huiyin-sheet: what was written is read; anything else stops the reading. */
#include "test.h"

#include "../../src/base/limits.h"
#include "../../src/wire/sheet.h"

/* Everything read, as text: "word[field][field]" per line. */
static const char *told(const char *lines)
{
	struct sheet_in in;
	struct sheet_got_line line;
	enum sheet_got got;
	char *out = arena_strdup(test_arena(), "");
	sheet_in_init(&in, str_of(lines));
	while ((got = sheet_in_next(&in, &line)) == SHEET_LINE) {
		out = arena_printf(test_arena(), "%s%d", out, (int)line.word);
		for (size_t i = 0; i < line.fields; i++)
			out = arena_printf(test_arena(), "%s[%.*s]", out, STR_ARG(line.field[i]));
	}
	if (got == SHEET_WRONG)
		out = arena_printf(test_arena(), "%s!%s", out, in.wrong);
	CHECK(sheet_in_next(&in, &line) == got);
	sheet_in_free(&in);
	return out;
}

TEST(lines_of_every_kind)
{
	CHECK_STR(told("huiyin-sheet 1\nsheet\tA\ncolumns\tt:10\td:8\nrow\t1\ta\t\tb\nrow\t7\nnote\tformula\t2\tA1, B2\nend\n"),
		"01[A]2[t:10][d:8]3[a][][b]34[formula][2][A1, B2]6");
	CHECK_STR(told("huiyin-sheet 1\nrefused\tbomb\t\n"), "05[bomb][]");
}

TEST(what_was_written_is_read)
{
	static const char *const cells[] = {"", "a\tb", "\\t\\", "line\nline\r\n", "供暖\xF0\xA0\xAE\xB7", "\\n\n\\"};
	struct buf b;
	buf_init(&b, 10000);
	sheet_begin(&b);
	sheet_line(&b, SHEET_ROW);
	sheet_field(&b, STR("3"));
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		sheet_field(&b, str_of(cells[i]));
	sheet_line_end(&b);
	sheet_line(&b, SHEET_END);
	sheet_line_end(&b);
	char *want = arena_strdup(test_arena(), "03");
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		want = arena_printf(test_arena(), "%s[%s]", want, cells[i]);
	CHECK_STR(told(b.p), arena_printf(test_arena(), "%s6", want));
	buf_free(&b);
}

TEST(anything_else_is_wrong)
{
	static const char *const wrong[] = {
		"", "x", "huiyin-sheet 1", "huiyin-sheet 2\nend\n", "end\n", "huiyin-sheet 1\nhuiyin-sheet 1\n", "huiyin-sheet 1\nend\nend\n",
		"huiyin-sheet 1\nrow\t1\ta\\x\nend\n", "huiyin-sheet 1\nrow\t1\ta\\\nend\n", "huiyin-sheet 1\nrow\nend\n", "huiyin-sheet 1\nrow\t0\nend\n",
		"huiyin-sheet 1\nrow\t2\nrow\t2\nend\n", "huiyin-sheet 1\nnote\tx\t0\ty\nend\n", "huiyin-sheet 1\nnote\tx\t1\nend\n", "huiyin-sheet 1\nend\tx\n",
		"huiyin-sheet 1\nrow\t1\t\xFF\nend\n", "huiyin-sheet 1\nrow\t1\tx\n", "huiyin-sheet 1\nrefused\tx\ty\nend\n", "huiyin-sheet 1\nsheet\na\n", "huiyin-sheet 1\n\nend\n",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_STR(strchr(told(wrong[i]), '!') ? wrong[i] : "read", wrong[i]);
}

TEST(fields_at_the_limit_and_one_past_it)
{
	struct buf b;
	buf_init(&b, 100000);
	buf_cstr(&b, "huiyin-sheet 1\nrow\t1");
	for (int i = 0; i < LIMIT_IMPORT_FIELDS + 1; i++)
		buf_cstr(&b, "\ta");
	buf_cstr(&b, "\nend\n");
	CHECK(!strchr(told(b.p), '!'));
	buf_clear(&b);
	buf_cstr(&b, "huiyin-sheet 1\nrow\t1");
	for (int i = 0; i < LIMIT_IMPORT_FIELDS + 2; i++)
		buf_cstr(&b, "\ta");
	buf_cstr(&b, "\nend\n");
	CHECK(strchr(told(b.p), '!'));
	buf_free(&b);
}
