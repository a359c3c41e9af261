/* Workbooks out: what is written is what the reader reads, and no more. */
#include "test.h"

#include "base/buf.h"
#include "base/bug.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sheet/read.h"
#include "sheet/write.h"
#include "wire/sheet.h"

enum { ROWS = 20000, CELL_CHARS = 32767 };

static uint32_t turn(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

static const char *made(const char *lines, struct buf *out)
{
	buf_init(out, LIMIT_SHEET_LINES_BYTES);
	return sheet_write(test_arena(), str_of(lines), out);
}

/* The lines of the workbook that these lines make, from the third on. */
static const char *round_trip(const char *lines)
{
	struct buf book, read;
	const char *why = made(lines, &book);
	if (why) {
		buf_free(&book);
		return why;
	}
	buf_init(&read, LIMIT_SHEET_LINES_BYTES);
	sheet_read(test_arena(), buf_view(&book), NULL, &read);
	char *said = arena_cstr(test_arena(), str_from(buf_view(&read), strlen("huiyin-sheet 1\n")));
	buf_free(&book);
	buf_free(&read);
	return said;
}

static void check_same(const char *rows)
{
	CHECK_STR(round_trip(arena_printf(test_arena(), "huiyin-sheet 1\nsheet\t清单\ncolumns\tt:10\td:12\ti:8\n%send\n", rows)), arena_printf(test_arena(), "sheet\t清单\n%send\n", rows));
}

TEST(cells_that_programs_like_to_change)
{
	check_same("row\t1\t编号\t日期\t数\nrow\t2\t00123\t2018-07-13\t12\nrow\t3\t=1+1\t-\t007\nrow\t4\t+8613800000000\t1899-12-31\t-0\n"
		"row\t5\t@SUM(A1)\t2119-12-31\t123456789012345\nrow\t6\t'quoted\t1900-02-28\t1234567890123456789\nrow\t7\t1e5\t1900-03-01\t-7\n");
}

TEST(texts_of_every_character)
{
	check_same("row\t1\t <&>\"' \t\\t\\n\\r\\\\\t_x000A_ _x005F_x000A_ _x\nrow\t2\t\xF0\xA0\xAE\xB7㐂\xE2\x80\xAE\xF0\x9F\x98\x80" "e\xCC\x81\t\x01\x02\x1F\x7F\t\xEF\xBF\xBE\xEF\xBF\xBF\nrow\t3\t\t\t \n");
}

TEST(days_are_days_and_nothing_runs)
{
	struct buf book;
	CHECK(!made("huiyin-sheet 1\nsheet\ta/b:c\ncolumns\tt:10\td:12\nrow\t1\ta\tb\nrow\t2\t=1+1\t2018-07-13\nend\n", &book));
	CHECK_STR(round_trip("huiyin-sheet 1\nsheet\ta/b:c\nrow\t1\ta\nend\n"), "sheet\ta b c\nrow\t1\ta\nend\n");
	/* the same lines, the same bytes: no time, no chance */
	struct buf again;
	CHECK(!made("huiyin-sheet 1\nsheet\ta/b:c\ncolumns\tt:10\td:12\nrow\t1\ta\tb\nrow\t2\t=1+1\t2018-07-13\nend\n", &again));
	CHECK_STR(buf_view(&book), buf_view(&again));
	buf_free(&book);
	buf_free(&again);
}

TEST(what_cannot_be_written_is_refused)
{
	static const char *const wrong[] = {"", "huiyin-sheet 1\nend\n", "huiyin-sheet 1\nrow\t1\ta\n", "huiyin-sheet 1\nsheet\ta\nsheet\tb\nrow\t1\ta\nend\n",
		"huiyin-sheet 1\ncolumns\tx:1\nrow\t1\ta\nend\n", "huiyin-sheet 1\ncolumns\tt:0\nrow\t1\ta\nend\n", "huiyin-sheet 1\ncolumns\tt:101\nrow\t1\ta\nend\n",
		"huiyin-sheet 1\nrow\t1\ta\ncolumns\tt:1\nend\n", "huiyin-sheet 1\nrow\t1\ta\nnote\tx\t1\ty\nend\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct buf out;
		CHECK_STR(made(wrong[i], &out) ? wrong[i] : "made", wrong[i]);
		CHECK_INT(out.n, 0);
		buf_free(&out);
	}
}

TEST(the_longest_cell_and_one_more)
{
	char *text = arena_alloc(test_arena(), CELL_CHARS + 2);
	memset(text, 'a', CELL_CHARS);
	check_same(arena_printf(test_arena(), "row\t1\t%s\n", text));
	text[CELL_CHARS] = 'a';
	CHECK_STR(round_trip(arena_printf(test_arena(), "huiyin-sheet 1\nrow\t1\t%s\nend\n", text)), "a cell is longer than a workbook's may be");
}

/* One cell of what people write, never empty. */
static void add_cell(struct buf *b, uint32_t *seed)
{
	static const char *const pieces[] = {"供暖", "不热", "00", "=", "-", "\\n", "\\t", " ", "<b>", "&amp;", "_x000D_", "\xF0\xA0\xAE\xB7", "2018-07-13", "12", "\"", "é"};
	int n = 1 + (int)(turn(seed) >> 24) % 6;
	buf_char(b, '\t');
	for (int i = 0; i < n; i++)
		buf_cstr(b, pieces[(turn(seed) >> 20) % (sizeof pieces / sizeof *pieces)]);
}

TEST(twenty_thousand_rows_come_back)
{
	struct buf rows, book, read, want;
	uint32_t seed = 5;
	buf_init(&rows, LIMIT_SHEET_LINES_BYTES);
	buf_init(&want, LIMIT_SHEET_LINES_BYTES);
	for (int i = 1; i <= ROWS; i++) {
		buf_printf(&rows, "row\t%d", i);
		for (int c = 0; c < 8; c++)
			add_cell(&rows, &seed);
		buf_char(&rows, '\n');
	}
	buf_printf(&want, "huiyin-sheet 1\nsheet\t台账\n%send\n", rows.p);
	char *lines = arena_printf(test_arena(), "huiyin-sheet 1\nsheet\t台账\ncolumns\tt:5\td:5\ti:5\tt:5\td:5\ti:5\tt:5\tt:5\n%send\n", rows.p);
	CHECK(!made(lines, &book));
	buf_init(&read, LIMIT_SHEET_LINES_BYTES);
	CHECK(sheet_read(test_arena(), buf_view(&book), NULL, &read));
	CHECK(read.n == want.n && memcmp(read.p, want.p, want.n) == 0);
	struct buf *all[] = {&rows, &book, &read, &want};
	for (int i = 0; i < 4; i++)
		buf_free(all[i]);
}
