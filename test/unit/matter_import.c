/* Maps, cleaning, and rows becoming matters. */
#include "matter_raw.h"

#include "base/os.h"
#include "matter/import_parts.h"

static struct mapfile read_map(const char *text)
{
	struct mapfile m;
	struct rule_error err;
	if (!mapfile_parse(test_arena(), "test.map", str_of(text), &m, &err))
		test_fail(__FILE__, __LINE__, "line %d: %s", err.line, err.reason);
	return m;
}

static struct mapfile shipped(const char *path)
{
	struct str text;
	CHECK(os_read_file(test_arena(), path, 65536, &text) == 0);
	return read_map(arena_cstr(test_arena(), text));
}

#define LEAST "map t\nprocedure petition\nclass appeal\nchannel mailbox\nlang zh\n" \
	"column id A\ncolumn subject B\ncolumn body C\ncolumn created D\ntime \"Y-M-D\"\n"

static void broken(const char *text, int line, const char *reason)
{
	struct mapfile m;
	struct rule_error err;
	CHECK(!mapfile_parse(test_arena(), "test.map", str_of(text), &m, &err));
	CHECK_STR(err.reason, reason);
	CHECK_INT(err.line, line);
}

TEST(a_map_with_everything_it_must_have_is_read)
{
	struct mapfile m = read_map(LEAST "# a comment\ndefault place \"somewhere\"\n");
	CHECK_STR(m.name, "t");
	CHECK_STR(m.column[MAP_CREATED], "D");
	CHECK_STR(m.standard[MAP_PLACE], "somewhere");
	CHECK(!m.unit_lead);
}

TEST(a_broken_map_is_refused_with_line_and_reason)
{
	broken(LEAST "colour red\n", 11, "unknown word; known are map procedure channel class grade lang register lead column default time received_only status");
	broken(LEAST "map again\n", 11, "this was said before");
	broken(LEAST "column id E\n", 11, "this was said before");
	broken(LEAST "column size E\n", 11, "the fields are id requester subject body created reply replied status place category confidential");
	broken(LEAST "time \"Y-M\"\n", 11, "a time form has Y, M and D once each, and may have h, m, s and p");
	broken(LEAST "received_only \"*a*b*c*d*\"\n", 11, "a pattern has at most 4 stars");
	broken(LEAST "status Done finished\n", 11, "a status means answered or open");
	broken(LEAST "column status E\n", 11, "a status column and status words belong together");
	broken(LEAST "column reply E\n", 11, "replied must have a column when there are replies");
	broken(LEAST "grade complex\n", 11, "a petition has a class and no grade, a hotline ticket a grade and no class");
	broken("map t\n", 1, "map, procedure, channel and lang must stand in the file");
	broken(LEAST "lead a b\n", 11, "something stands behind the value");
}

TEST(the_shipped_maps_are_whole)
{
	CHECK_STR(shipped("rules/import/messages-zh.map").procedure, "petition");
	CHECK_STR(shipped("rules/import/chicago-sanitation.map").procedure, "hotline");
}

static const char *time_read(const struct mapfile *m, const char *text)
{
	int64_t ms;
	bool clocked;
	char out[21];
	if (!mapfile_time(m, str_of(text), 480, &ms, &clocked))
		return "no";
	return arena_printf(test_arena(), "%s%s", utc_text(ms, out), clocked ? "" : " day");
}

TEST(times_are_read_in_the_listed_forms_and_in_no_other)
{
	struct mapfile m = read_map(LEAST "time \"Y/M/D h:m:s\"\ntime \"M/D/Y h:m:s p\"\ntime \"Y年M月D日\"\n");
	CHECK_STR(time_read(&m, " 2019/4/25 9:32:09 "), "2019-04-25T01:32:09Z");
	CHECK_STR(time_read(&m, "2019/04/05 09:02:09"), "2019-04-05T01:02:09Z");
	CHECK_STR(time_read(&m, "2019-07-11"), "2019-07-10T16:00:00Z day");
	CHECK_STR(time_read(&m, "2019年7月1日"), "2019-06-30T16:00:00Z day");
	CHECK_STR(time_read(&m, "03/02/2019 12:00:00 AM"), "2019-03-01T16:00:00Z");
	CHECK_STR(time_read(&m, "03/02/2019 12:00:00 PM"), "2019-03-02T04:00:00Z");
	CHECK_STR(time_read(&m, "03/02/2019 13:00:00 PM"), "no");
	CHECK_STR(time_read(&m, "2019/2/29 9:00:00"), "no");
	CHECK_STR(time_read(&m, "2020/2/29 23:59:59"), "2020-02-29T15:59:59Z");
	CHECK_STR(time_read(&m, "2020/2/29 24:00:00"), "no");
	CHECK_STR(time_read(&m, "2020/2/29 23:60:00"), "no");
	CHECK_STR(time_read(&m, "2019-07-11x"), "no");
	CHECK_STR(time_read(&m, "19-07-11"), "no");
	CHECK_STR(time_read(&m, ""), "no");
}

TEST(a_reply_that_only_says_received_is_no_answer)
{
	struct mapfile m = shipped("rules/import/messages-zh.map");
	static const char *const nothing[] = {"已收悉", "网友：您好！留言已收悉", "　您好，来信收悉。", "2016年6月12日",
		"网友:您好！您反映的问题已转L1区调查、核处。", "感谢您对我们工作的关心、监督与支持。"};
	static const char *const something[] = {"请咨询K市人社部门。", "已修复。",
		"您好，您反映的问题收悉，现答复如下：该路段将于下月维修，感谢关心。", "收悉后经调查核实，该路灯已经修复"};
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (!mapfile_received_only(&m, test_arena(), str_of(nothing[i])))
			test_fail(__FILE__, __LINE__, "%s", nothing[i]);
	for (size_t i = 0; i < sizeof something / sizeof *something; i++)
		if (mapfile_received_only(&m, test_arena(), str_of(something[i])))
			test_fail(__FILE__, __LINE__, "%s", something[i]);
}

TEST(a_star_stands_for_twelve_characters_and_no_more)
{
	struct mapfile m = read_map(LEAST "column reply E\ncolumn replied F\nreceived_only \"*收悉\"\n");
	CHECK(mapfile_received_only(&m, test_arena(), STR("一二三四五六七八九十甲乙收悉")));
	CHECK(!mapfile_received_only(&m, test_arena(), STR("一二三四五六七八九十甲乙丙收悉")));
}

TEST(defaults_are_filled_from_the_row)
{
	struct mapfile m = read_map(LEAST "default place \"{subject} near {id}, {nothing}{place}\"\n");
	struct str value[MAP__MAX] = {[MAP_ID] = STR("7"), [MAP_SUBJECT] = STR("Lamp")};
	CHECK_STR(mapfile_standard(test_arena(), &m, MAP_PLACE, value), "Lamp near 7, ");
	CHECK_STR(mapfile_standard(test_arena(), &m, MAP_CATEGORY, value), "");
}

static const char *cleaned(const char *text, bool line)
{
	const char *out;
	return import_clean(test_arena(), str_of(text), line, &out) ? out : NULL;
}

TEST(foreign_text_is_made_plain)
{
	CHECK_STR(cleaned("\t\t a_x000D_\r\n\xE3\x80\x80 b\xC2\xA0\xC2\xA0 c \n\n\n\n d\n", false), "a\n\nb c\n\nd");
	CHECK_STR(cleaned("a\rb\r\nc", false), "a\nb\nc");
	CHECK_STR(cleaned(" a \n b ", true), "a b");
	CHECK_STR(cleaned("\xEF\xBB\xBF\xE2\x80\x8B", false), "");
	CHECK_STR(cleaned("_x0041_ _x000d_x _x00", true), "_x0041_ x _x00");
	CHECK(!cleaned("a\xFF", false));
}

/* -- into a city */

struct run { struct play p; struct mapfile map; struct import *im; struct arena *scratch; };

static void run_start(struct run *r, bool dry)
{
	struct msg why = MSG_NONE;
	play_open(&r->p, "2026-03-02");
	r->map = shipped("rules/import/messages-zh.map");
	struct import_options o = {.map = &r->map, .dry_run = dry, .now = r->p.now, .unit_lead = "zj"};
	r->im = import_new(test_arena(), r->p.city, &o, &why);
	CHECK(r->im);
	r->scratch = arena_new(64 * 1024 * 1024);
}

static void run_end(struct run *r)
{
	arena_free(r->scratch);
	play_close(&r->p);
}

static struct import_row row_of(const char *id, const char *created, const char *body, const char *reply, const char *replied)
{
	struct import_row row = {.cells = 7, .header_cells = 7};
	for (int f = 0; f < MAP__MAX; f++)
		row.cell[f] = STR_NONE;
	row.cell[MAP_ID] = str_of(id);
	row.cell[MAP_REQUESTER] = STR("A01");
	row.cell[MAP_SUBJECT] = STR("路灯不亮");
	row.cell[MAP_CREATED] = str_of(created);
	row.cell[MAP_BODY] = str_of(body);
	row.cell[MAP_REPLY] = str_of(reply);
	row.cell[MAP_REPLIED] = str_of(replied);
	return row;
}

/* One row, one batch; the reason of a refusal, or "taken" or "known". */
static const char *give(struct run *r, struct import_row row)
{
	static const char *const fates[] = {"taken", "known"};
	enum trouble trouble;
	CHECK(import_batch(r->im, r->scratch, &row, 1, &trouble));
	return row.fate == IMPORT_REFUSED ? msg_text(test_arena(), LANG_EN, row.why) : fates[row.fate];
}

TEST(an_answered_row_has_its_whole_history)
{
	struct run r;
	run_start(&r, false);
	CHECK_STR(give(&r, row_of("7", "2025/3/3 9:05:00", "正文", "已修复，恢复照明。", "2025/3/21 16:00:00")), "taken");
	sqlite3 *db = raw_open(&r.p);
	struct arena *a = test_arena();
	CHECK_STR(raw_text(db, a, "SELECT group_concat(act || '>' || to_state || '@' || day, ' ') FROM (SELECT * FROM event ORDER BY seq) AS e"),
		"register>registered@2025-03-03 accept>handling@2025-03-03 serve>served@2025-03-21 window_passed>settled@2025-04-22 close>closed@2025-04-22");
	CHECK_STR(raw_text(db, a, "SELECT group_concat(code || ':' || outcome || ':' || due, ' ') FROM (SELECT * FROM clock ORDER BY id) AS k"),
		"bureau_route:missed:2025-03-18 handle:met:2025-05-06 review_window:void:2025-04-21");
	CHECK_STR(raw_text(db, a, "SELECT state || received_day || accepted_day || answered_day || served_day || closed_day || imported FROM matter"),
		"closed2025-03-032025-03-032025-03-212025-03-212025-04-22messages-zh:7");
	CHECK_STR(raw_text(db, a, "SELECT kind || status || number || served_day || body_zh FROM document"), "handling_opinionissued大住建处〔2025〕1号2025-03-21已修复，恢复照明。");
	CHECK_STR(raw_text(db, a, "SELECT name || phone FROM identity"), "");
	CHECK_INT(import_report(r.im)->late15.days_worst, 3);
	CHECK_INT(import_report(r.im)->late60.count, 0);
	sqlite3_close(db);
	run_end(&r);
}

TEST(a_row_that_asks_for_secrecy_is_confidential_and_doubt_counts_as_yes)
{
	static const struct { const char *cell; int want; } said[] = {{"", 0}, {"否", 0}, {"no", 0}, {"0", 0}, {"是", 1}, {"保密", 1}, {"?", 1}};
	struct run r;
	run_start(&r, false);
	sqlite3 *db = raw_open(&r.p);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		const char *id = arena_printf(test_arena(), "c%zu", i);
		struct import_row row = row_of(id, "2026/2/27 9:05:00", "正文", "", "");
		row.cell[MAP_CONFIDENTIAL] = str_of(said[i].cell);
		CHECK_STR(give(&r, row), "taken");
		CHECK_STR(raw_text(db, test_arena(), arena_printf(test_arena(), "SELECT confidential FROM matter WHERE imported = 'messages-zh:%s'", id)), said[i].want ? "1" : "0");
	}
	sqlite3_close(db);
	run_end(&r);
}

TEST(a_row_without_an_answer_stays_open_with_its_clock)
{
	struct run r;
	run_start(&r, false);
	CHECK_STR(give(&r, row_of("1", "2026/2/27 9:05:00", "正文", "", "")), "taken");
	CHECK_STR(give(&r, row_of("2", "2026/2/2 9:05:00", "正文", "留言已收悉", "2026/2/3 9:00:00")), "taken");
	CHECK_STR(give(&r, row_of("3", "2026/2/2 9:05:00", "正文", "明日修复路灯。", "2026/2/10 9:00:00")), "taken");
	sqlite3 *db = raw_open(&r.p);
	struct arena *a = test_arena();
	CHECK_STR(raw_text(db, a, "SELECT group_concat(state, ' ') FROM (SELECT * FROM matter ORDER BY id) AS m"), "registered registered served");
	CHECK_STR(raw_text(db, a, "SELECT group_concat(code || ':' || outcome, ' ') FROM clock WHERE matter_id < 3"), "bureau_route:running bureau_route:running");
	CHECK_STR(raw_text(db, a, "SELECT act || data FROM event WHERE matter_id = 2 ORDER BY seq DESC"), "progress{\"text\":\"留言已收悉\"}");
	CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM document"), 1);
	CHECK_INT(import_report(r.im)->unanswered, 2);
	CHECK_INT(import_report(r.im)->received_only, 1);
	CHECK_INT(import_report(r.im)->open_late15, 1);
	sqlite3_close(db);
	run_end(&r);
}

TEST(an_imported_open_matter_goes_on_by_the_ordinary_deeds)
{
	struct run r;
	run_start(&r, false);
	CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", "正文", "", "")), "taken");
	sqlite3 *db = raw_open(&r.p);
	r.p.number = raw_text(db, test_arena(), "SELECT number FROM matter");
	sqlite3_close(db);
	CHECK(play_act(&r.p, "officer", "transfer", "unit", "zj", NULL));
	CHECK(play_act(&r.p, "handler", "accept", NULL));
	run_end(&r);
}

TEST(a_row_is_taken_once_and_another_content_is_refused)
{
	for (int dry = 0; dry < 2; dry++) {
		struct run r;
		run_start(&r, dry);
		CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", "正文", "", "")), "taken");
		CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", "\t正文 ", "", "")), "known");
		CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", "正文二", "", "")), "the number 1 is here already, with another content");
		CHECK_STR(give(&r, row_of("1 ", "2026/2/20 9:05:00", "正文", "", "")), "known");
		sqlite3 *db = raw_open(&r.p);
		CHECK_INT(raw_int(db, "SELECT COUNT(*) FROM matter"), dry ? 0 : 1);
		CHECK_INT(import_report(r.im)->rows, 4);
		CHECK_INT(import_report(r.im)->unanswered, 3);
		sqlite3_close(db);
		run_end(&r);
		if (!dry)
			os_rename(arena_printf(test_arena(), "%s/city", test_folder()), arena_printf(test_arena(), "%s/was", test_folder()));
	}
}

TEST(a_wrong_row_is_refused_with_what_is_wrong)
{
	struct run r;
	run_start(&r, true);
	struct import_row row = row_of("1", "2026/2/20 9:05:00", "正文", "", "");
	row.cells = 6;
	CHECK_STR(give(&r, row), "the row has 6 columns, the header 7; a quote may be missing before it");
	CHECK_STR(give(&r, row_of("", "2026/2/20 9:05:00", "正文", "", "")), "the column \"留言编号\" must hold the row's number, at most 100 bytes");
	CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", "\xE3\x80\x80", "", "")), "the column \"留言详情\" is blank");
	CHECK_STR(give(&r, row_of("1", "soon", "正文", "", "")), "the column \"留言时间\" holds no time in a form of the map: \"soon\"");
	CHECK_STR(give(&r, row_of("1", "2026/3/3 0:00:00", "正文", "", "")), "the column \"留言时间\" lies in the future: \"2026/3/3 0:00:00\"");
	CHECK_STR(give(&r, row_of("1", "2026/3/2 23:59:59", "正文", "", "")), "taken");
	CHECK_STR(give(&r, row_of("2", "2026/2/20 9:05:00", "正文", "已修", "2026/2/19 9:05:00")), "the reply (2026/2/19 9:05:00) is older than the message (2026/2/20 9:05:00)");
	CHECK_STR(give(&r, row_of("2", "2026/2/20 9:05:00", "正文", "已修", "")), "there is a reply, but the column \"答复时间\" does not say when");
	CHECK_STR(give(&r, row_of("2", "2026/2/20 9:05:00", "正文", "", "2026/2/21")), "marked as answered, but there is no reply");
	CHECK_STR(give(&r, row_of("2", "2026/2/20 9:05:00", "正\xEF\xBF\xBD文", "", "")), "the column \"留言详情\" holds characters that cannot be read; the file's encoding may be another one (--encoding)");
	CHECK_INT(import_report(r.im)->refused, 9);
	run_end(&r);
}

TEST(texts_are_held_to_their_limits)
{
	struct run r;
	run_start(&r, true);
	char *body = arena_alloc(test_arena(), 20002);
	memset(body, 'x', 20001);
	CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", body, "", "")), "the column \"留言详情\" is longer than 20000 characters");
	body[20000] = 0;
	CHECK_STR(give(&r, row_of("1", "2026/2/20 9:05:00", body, "", "")), "taken");
	run_end(&r);
}

TEST(a_long_subject_is_shortened_and_kept_whole_before_the_text)
{
	struct run r;
	run_start(&r, false);
	char subject[122] = {0};
	memset(subject, 's', 121);
	struct import_row row = row_of("1", "2026/2/20 9:05:00", "body", "", "");
	row.cell[MAP_SUBJECT] = str_of(subject);
	CHECK_STR(give(&r, row), "taken");
	sqlite3 *db = raw_open(&r.p);
	CHECK_INT(raw_int(db, "SELECT length(subject) FROM matter"), 120);
	CHECK_INT(raw_int(db, "SELECT length(body) FROM matter"), 127);
	sqlite3_close(db);
	run_end(&r);
}

TEST(without_its_unit_nothing_is_imported)
{
	struct run r;
	struct msg why = MSG_NONE;
	run_start(&r, false);
	struct import_options o = {.map = &r.map, .now = r.p.now, .unit_lead = "nobody"};
	CHECK(!import_new(test_arena(), r.p.city, &o, &why));
	CHECK_STR(msg_text(test_arena(), LANG_EN, why), "there is no unit \"nobody\" in this city; add it (huiyin unit), or name other units with --register and --lead");
	run_end(&r);
}
