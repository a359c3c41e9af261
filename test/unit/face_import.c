/* From a file on the disk to rows: quotes, encodings, broken files, refused rows. */
#include "matter_raw.h"
/* the matter floor's own help; its runner is another program */
#include "matter_raw.c"

#include "base/os.h"
#include "face/import_file.h"
#include "sheet_make.h"

struct run { struct play p; struct mapfile map; struct import *im; struct import_file f; };

static void prepare(struct run *r, const char *map, const char *csv, const char *lead)
{
	struct str text;
	struct rule_error err;
	struct msg why = MSG_NONE;
	play_open(&r->p, "2026-03-02");
	CHECK(os_read_file(test_arena(), arena_printf(test_arena(), "rules/import/%s.map", map), 65536, &text) == 0);
	CHECK(mapfile_parse(test_arena(), map, text, &r->map, &err));
	struct import_options o = {.map = &r->map, .now = r->p.now, .unit_lead = lead};
	r->im = import_new(test_arena(), r->p.city, &o, &why);
	CHECK(r->im);
	r->f = (struct import_file){.import = r->im, .map = &r->map, .path = csv, .lang = LANG_EN};
}

/* A copy in the test's folder, so that FILE.refused.csv stands there too. */
static const char *copied(const char *name)
{
	struct str text;
	const char *path = arena_printf(test_arena(), "%s/%s", test_folder(), name);
	CHECK(os_read_file(test_arena(), arena_printf(test_arena(), "test/data/%s", name), 1 << 20, &text) == 0);
	CHECK(os_write_file(path, text) == 0);
	return path;
}

static const char *refused_lines(struct run *r)
{
	struct str text, line;
	char *out = arena_printf(test_arena(), "%s", "");
	CHECK(os_read_file(test_arena(), r->f.refused_path, 1 << 20, &text) == 0);
	CHECK(str_starts(text, "\xEF\xBB\xBFline,reason,"));
	str_line(&text, &line);
	while (str_line(&text, &line)) {
		struct str number = str_cut(&line, ',');
		int64_t n;
		if (str_i64(number, &n))
			out = arena_printf(test_arena(), "%s %lld", out, (long long)n);
	}
	return out;
}

TEST(a_messy_file_is_taken_row_by_row)
{
	struct run r;
	prepare(&r, "messages-zh", copied("messages-small.csv"), "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	const struct import_report *rep = import_report(r.im);
	CHECK_INT(rep->rows, 14);
	CHECK_INT(rep->taken, 4);
	CHECK_INT(rep->known, 1);
	CHECK_INT(rep->refused, 9);
	CHECK_INT(rep->answered, 3);
	CHECK_INT(rep->received_only, 1);
	CHECK_INT(rep->late60.count, 1);
	CHECK_INT(rep->late60.days_worst, 54);
	CHECK_STR(refused_lines(&r), " 18 19 20 21 22 23 25 26 27");
	sqlite3 *db = raw_open(&r.p);
	CHECK_STR(raw_text(db, test_arena(), "SELECT body FROM matter WHERE imported = 'messages-zh:1'"), "路灯从\"三月\"起不亮\n请 修复 。\n\n谢谢");
	sqlite3_close(db);
	play_close(&r.p);
}

TEST(a_second_run_takes_nothing_and_says_the_same)
{
	struct run r;
	const char *path = copied("messages-small.csv");
	prepare(&r, "messages-zh", path, "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	struct msg why = MSG_NONE;
	struct import_options o = {.map = &r.map, .now = r.p.now, .unit_lead = "zj"};
	struct import *again = import_new(test_arena(), r.p.city, &o, &why);
	r.f = (struct import_file){.import = again, .map = &r.map, .path = path, .lang = LANG_EN};
	CHECK(import_file_run(test_arena(), &r.f));
	CHECK_INT(import_report(again)->taken, 0);
	CHECK_INT(import_report(again)->known, 5);
	CHECK_INT(import_report(again)->refused, 9);
	CHECK_INT(import_report(again)->answered, import_report(r.im)->answered);
	play_close(&r.p);
}

TEST(gb18030_with_semicolons_is_recognised)
{
	struct run r;
	prepare(&r, "messages-zh", copied("messages-gb18030.csv"), "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	CHECK_INT(r.f.encoding, ENCODING_GB18030);
	CHECK_INT(import_report(r.im)->taken, 2);
	CHECK(!r.f.refused_path);
	sqlite3 *db = raw_open(&r.p);
	CHECK_STR(raw_text(db, test_arena(), "SELECT group_concat(subject || received_day, ' ') FROM matter"), "电梯停运2025-08-04 水压不足2025-08-05");
	sqlite3_close(db);
	play_close(&r.p);
}

TEST(a_file_that_breaks_off_keeps_what_came_before)
{
	struct run r;
	prepare(&r, "messages-zh", copied("messages-broken.csv"), "zj");
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK(!r.f.trouble);
	CHECK(strncmp(msg_text(test_arena(), LANG_EN, r.f.broken), "Line 3: ", 8) == 0);
	CHECK_INT(import_report(r.im)->taken, 1);
	CHECK_INT(import_report(r.im)->refused, 1);
	play_close(&r.p);
}

TEST(requests_with_status_words_become_tickets)
{
	struct run r;
	prepare(&r, "chicago-sanitation", copied("requests-small.csv"), "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	CHECK_INT(import_report(r.im)->taken, 2);
	CHECK_STR(refused_lines(&r), " 4 5");
	sqlite3 *db = raw_open(&r.p);
	CHECK_STR(raw_text(db, test_arena(), "SELECT group_concat(state || ':' || subject || ':' || body, ' / ') FROM matter"),
		"closed:Garbage in alley:Sanitation Code Violation: Garbage in alley, at 12 W SAMPLE ST. / "
		"dispatched:Sanitation request:Sanitation Code Violation: Sanitation request, at 14 W SAMPLE ST.");
	CHECK_STR(raw_text(db, test_arena(), "SELECT group_concat(code || ':' || outcome, ' ') FROM clock"), "hotline_complex:met hotline_complex:running");
	sqlite3_close(db);
	play_close(&r.p);
}

TEST(the_wrong_map_an_empty_file_and_no_file_are_told)
{
	struct run r;
	prepare(&r, "messages-zh", copied("requests-small.csv"), "zj");
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK_STR(msg_text(test_arena(), LANG_EN, r.f.broken), "The file has no column \"留言编号\", which the map messages-zh names. Is it the right map, or is the header missing?");
	r.f.path = arena_printf(test_arena(), "%s/empty.csv", test_folder());
	CHECK(os_write_file(r.f.path, STR("")) == 0);
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK(!r.f.trouble && strstr(msg_text(test_arena(), LANG_EN, r.f.broken), "holds no rows"));
	r.f.path = "/nowhere/at/all.csv";
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK(r.f.trouble);
	CHECK_INT(import_report(r.im)->rows, 0);
	play_close(&r.p);
}

TEST(an_old_list_of_refused_rows_is_taken_away)
{
	struct run r;
	const char *path = copied("messages-gb18030.csv"), *list = arena_printf(test_arena(), "%s.refused.csv", path);
	CHECK(os_write_file(list, STR("old")) == 0);
	prepare(&r, "messages-zh", path, "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	CHECK(!os_exists(list));
	play_close(&r.p);
}

TEST(the_real_messages_come_in_whole)
{
	struct run r;
	const char *path = test_shared("messages-zh.csv");
	struct str text;
	const char *copy = arena_printf(test_arena(), "%s/real.csv", test_folder());
	CHECK(os_read_file(test_arena(), path, 16 << 20, &text) == 0 && os_write_file(copy, text) == 0);
	prepare(&r, "messages-zh", copy, "zj");
	CHECK(import_file_run(test_arena(), &r.f));
	CHECK_INT(import_report(r.im)->taken, 1408);
	CHECK_INT(import_report(r.im)->answered, 1377);
	CHECK_INT(import_report(r.im)->received_only, 31);
	CHECK_INT(import_report(r.im)->late15.count, 513);
	CHECK_INT(import_report(r.im)->late60.count, 81);
	play_close(&r.p);
}

/* The register of test/data as a workbook: a title above, days as dates. */
static const char *workbook(const char *more_rows)
{
	static const char head[] = "<row><c t=\"inlineStr\"><is><t>留言台账</t></is></c></row><row><c t=\"inlineStr\"><is><t>留言编号</t></is></c>"
		"<c t=\"inlineStr\"><is><t>留言用户</t></is></c><c t=\"inlineStr\"><is><t>留言主题</t></is></c><c t=\"inlineStr\"><is><t>留言时间</t></is></c>"
		"<c t=\"inlineStr\"><is><t>留言详情</t></is></c><c t=\"inlineStr\"><is><t>答复意见</t></is></c><c t=\"inlineStr\"><is><t>答复时间</t></is></c></row>";
	const char *path = arena_printf(test_arena(), "%s/register.xlsx", test_folder());
	struct make m = {.rows = arena_printf(test_arena(), "%s%s", head, more_rows)};
	CHECK(os_write_file(path, make_workbook(test_arena(), &m)) == 0);
	return path;
}

#define TEXT_CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

TEST(a_workbook_is_taken_like_any_file)
{
	struct run r;
	prepare(&r, "messages-zh", workbook("<row><c><v>1</v></c>" TEXT_CELL("U1") TEXT_CELL("路灯不亮") "<c s=\"1\"><v>45719.378530092596</v></c>"
			TEXT_CELL("路灯从三月起不亮") TEXT_CELL("已经修复，感谢监督，欢迎再次来信。") "<c s=\"2\"><v>45721</v></c></row>"
		"<row r=\"9\"><c><v>2</v></c>" TEXT_CELL("U2") TEXT_CELL("没有供暖") "<c s=\"1\"><v>45719</v></c>" TEXT_CELL("冷") "</row>"
		"<row><c><f>1+2</f><v>3</v></c>" TEXT_CELL("U3") TEXT_CELL("噪声") "<c s=\"1\"><v>45719</v></c>" TEXT_CELL("吵") "</row>"), "zj");
	mapfile_add_days(&r.map);
	CHECK(import_file_is_workbook(r.f.path) && !import_file_is_workbook("test/data/messages-small.csv"));
	CHECK(import_file_run(test_arena(), &r.f));
	const struct import_report *rep = import_report(r.im);
	CHECK_INT(rep->rows, 3);
	CHECK_INT(rep->taken, 2);
	CHECK_INT(rep->refused, 1);
	CHECK_STR(refused_lines(&r), " 10");
	CHECK_INT(r.f.tolds, 1);
	CHECK_STR(msg_text(test_arena(), LANG_EN, sheet_told_msg(test_arena(), &r.f.told[0])),
		"1 cells hold formulas and are taken as empty: what a formula once gave proves nothing. Paste them as values if they are needed: A10");
	play_close(&r.p);
}

TEST(a_workbook_that_cannot_be_read_says_why)
{
	struct run r;
	const char *path = arena_printf(test_arena(), "%s/old.xls", test_folder());
	CHECK(os_write_file(path, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) == 0);
	prepare(&r, "messages-zh", path, "zj");
	CHECK(!import_file_run(test_arena(), &r.f) && !r.f.trouble);
	CHECK_STR(msg_name(r.f.broken.id), "sheet.refused.old_or_locked");
	r.f.path = workbook("");
	r.f.sheet = "二月";
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK_STR(msg_text(test_arena(), LANG_ZH, r.f.broken), "没有可读取的工作表“二月”。");
	play_close(&r.p);
}

TEST(a_workbook_without_the_columns_of_the_map)
{
	struct run r;
	const char *path = arena_printf(test_arena(), "%s/other.xlsx", test_folder());
	CHECK(os_write_file(path, make_workbook(test_arena(), &(struct make){.rows = "<row>" TEXT_CELL("a") "</row>"})) == 0);
	prepare(&r, "messages-zh", path, "zj");
	CHECK(!import_file_run(test_arena(), &r.f));
	CHECK_STR(msg_name(r.f.broken.id), "import.no_column");
	play_close(&r.p);
}
