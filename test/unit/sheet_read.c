/* Workbooks to rows: what a cell says, what is told, and that rows survive. */
#include "test.h"

#include "sheet_make.h"

#include "base/limits.h"
#include "sheet/cell.h"
#include "sheet/read.h"
#include "sheet/workbook.h"

/* The lines, from the second on, without the last LF. */
static const char *lines_of(const struct make *m, const char *want)
{
	struct buf out;
	struct str line, rest;
	buf_init(&out, LIMIT_SHEET_LINES_BYTES);
	sheet_read(test_arena(), make_workbook(test_arena(), m), want, &out);
	rest = buf_view(&out);
	CHECK(str_line(&rest, &line) && str_is(line, "huiyin-sheet 1"));
	char *text = arena_cstr(test_arena(), str_head(rest, rest.n - 1));
	buf_free(&out);
	return text;
}

static void check_rows(const char *rows, const char *want)
{
	CHECK_STR(lines_of(&(struct make){.rows = rows}, NULL), want);
}

TEST(texts_of_every_kind)
{
	CHECK_STR(lines_of(&(struct make){.strings = "<si><t>编号</t></si><si><r><t>一</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 二</t></r><rPh><t>reading</t></rPh></si>",
		.rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>0012&amp;&lt;</t></is></c>"
			"<c r=\"D1\" t=\"b\"><v>1</v></c><c r=\"E1\" t=\"d\"><v>2018-07-13</v></c></row>"}, NULL),
		"sheet\t台账\nrow\t1\t编号\t一 二\t0012&<\tTRUE\t2018-07-13\nend");
}

TEST(places_without_addresses_and_gaps)
{
	check_rows("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c><c/></row><row/><row r=\"9\"><c r=\"B9\"><v>4</v></c></row>",
		"sheet\t台账\nrow\t1\t1\t\t\t2\t3\nrow\t9\t\t4\nend");
}

TEST(numbers_stand_as_they_are_typed)
{
	check_rows("<row><c><v>-12</v></c><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c><v>123456789012345</v></c></row>",
		"sheet\t台账\nrow\t1\t-12\t0.3\t1000\t123456789012345\nend");
	check_rows("<row><c><v>2.1020219900101123E+17</v></c></row>",
		"sheet\t台账\nrow\t1\t210202199001011232\nnote\tdigits\t1\tA1\nend");
}

TEST(days_are_days_in_both_systems)
{
	const char *rows = "<row><c s=\"1\"><v>43294</v></c><c s=\"2\"><v>43294.5</v></c><c s=\"1\"><v>0.25</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c></row>";
	check_rows(rows, "sheet\t台账\nrow\t1\t2018-07-13\t2018-07-13 12:00:00\t06:00:00\t1900-01-01\t1900-03-01\nend");
	CHECK_STR(lines_of(&(struct make){.rows = rows, .properties = "<workbookPr date1904=\"1\"/>"}, NULL),
		"sheet\t台账\nrow\t1\t2022-07-14\t2022-07-14 12:00:00\t06:00:00\t1904-01-02\t1904-03-02\nend");
	check_rows("<row><c s=\"1\"><v>60</v></c><c s=\"1\"><v>-1</v></c><c s=\"1\"><v>2958466</v></c><c s=\"1\"><v>2958465</v></c></row>",
		"sheet\t台账\nrow\t1\t60\t-1\t2958466\t9999-12-31\nnote\tdate\t3\tA1, B1, C1\nend");
}

TEST(which_formats_are_days)
{
	static const char *const days[] = {"yyyy-mm-dd", "m/d/yy h:mm", "[$-804]yyyy\"年\"m\"月\"", "[Red]yyyy", "h:mm AM/PM", "yyyy\\-mm;@"};
	static const char *const numbers[] = {"General", "0.00", "#,##0\"d\"", "[$¥-804]#,##0.00", "@", "0\\d", "[h]:mm:ss", "0;yyyy", "\"yyyy\"0"};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		CHECK_STR(style_is_day(str_of(days[i])) ? days[i] : "no day", days[i]);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		CHECK_STR(style_is_day(str_of(numbers[i])) ? "a day" : numbers[i], numbers[i]);
}

TEST(a_formula_is_empty_and_told)
{
	check_rows("<row><c><f>1+1</f><v>2</v></c><c t=\"str\"><f>HYPERLINK(\"http://x\")</f><v>x</v></c><c><v>7</v></c><c t=\"e\"><v>#REF!</v></c></row>",
		"sheet\t台账\nrow\t1\t\t\t7\t#REF!\nnote\tformula\t2\tA1, B1\nnote\terror\t1\tD1\nend");
}

TEST(what_looks_like_a_formula_but_is_text_stays_text)
{
	check_rows("<row><c t=\"inlineStr\"><is><t>=1+1</t></is></c></row>", "sheet\t台账\nrow\t1\t=1+1\nend");
}

TEST(hidden_merged_and_linked_places_are_told)
{
	CHECK_STR(lines_of(&(struct make){
		.rows = "<row r=\"2\" hidden=\"1\"><c><v>1</v></c></row>",
		.after = "<cols><col min=\"27\" max=\"28\" hidden=\"1\"/></cols><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells><hyperlinks><hyperlink ref=\"C3\" r:id=\"h\"/></hyperlinks>",
		.extra = {{"xl/worksheets/_rels/sheet1.xml.rels", RELS("<Relationship Id=\"h\" Type=\"" REL_NS "/hyperlink\" Target=\"mailto:x\" TargetMode=\"External\"/>")},
			{"xl/embeddings/oleObject1.bin", "x"}}}, NULL),
		"sheet\t台账\nrow\t2\t1\nnote\tmerged\t1\tA1:B2\nnote\thidden\t2\t2:2, AA:AB\nnote\tlink\t1\tC3\nnote\tobject\t1\txl/embeddings/oleObject1.bin\nend");
}

TEST(the_worksheet_that_is_asked_for)
{
	struct make m = {.rows = "<row><c><v>1</v></c></row>",
		.sheets = "<sheet name=\"hidden\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"second\" sheetId=\"2\" r:id=\"r4\"/>",
		.extra = {{"xl/worksheets/sheet2.xml", "<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"}}};
	CHECK_STR(lines_of(&m, NULL), "sheet\tsecond\nrow\t1\t2\nnote\tsheet\t1\thidden\nend");
	CHECK_STR(lines_of(&m, "hidden"), "sheet\thidden\nrow\t1\t1\nnote\tsheet\t1\tsecond\nend");
	CHECK_STR(lines_of(&m, "third"), "refused\tno_sheet\tthird");
}

TEST(escapes_of_characters_that_xml_has_not)
{
	struct buf b;
	buf_init(&b, 100);
	cell_text(&b, STR("a_x000A_b_x005F_x0041_ _x0000_ _xD800_ _x00g1_ _x12"));
	CHECK_STR(buf_view(&b), "a\nb_x0041_ _x0000_ _xD800_ _x00g1_ _x12");
	buf_free(&b);
}

TEST(addresses)
{
	char at[CELL_ADDRESS_BYTES];
	for (int64_t c = 0; c < 16384; c += c < 800 ? 1 : 777) {
		int64_t column, row;
		cell_address(c, 1048576, at);
		CHECK(cell_address_read(at, &column, &row) && column == c && row == 1048576);
	}
	static const char *const bad[] = {"", "A", "1", "a1", "A0", "A1048577", "XFE1", "A-1", "A1B", "ZZZZZZZZZZZZZZZ1"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t column, row;
		CHECK_STR(cell_address_read(bad[i], &column, &row) ? "read" : bad[i], bad[i]);
	}
}
