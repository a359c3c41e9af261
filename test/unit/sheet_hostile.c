/* Workbooks made to harm: each is refused by its word, soon, and in little memory. */
#include "test.h"

#include "sheet_make.h"

#include "base/limits.h"
#include "base/os.h"
#include "sheet/read.h"

enum { SOON_MS = 1000 };

static const char *said_of(struct str workbook)
{
	struct buf out;
	struct str rest, line;
	struct arena *a = arena_new(MAKE_BYTES);
	const char *said = "";
	int64_t from = os_mono_ms();
	buf_init(&out, LIMIT_SHEET_LINES_BYTES);
	sheet_read(a, workbook, NULL, &out);
	for (rest = buf_view(&out); str_line(&rest, &line);)
		said = arena_cstr(test_arena(), line);
	buf_free(&out);
	arena_free(a);
	CHECK(os_mono_ms() - from < 20 * SOON_MS);     /* under a sanitizer, on a busy machine */
	return said;
}

static const char *refused(const struct make *m)
{
	return said_of(make_workbook(test_arena(), m));
}

static const char *refused_rows(const char *rows)
{
	return refused(&(struct make){.rows = rows});
}

TEST(what_is_no_workbook)
{
	CHECK_STR(said_of(STR("")), "refused\tnot_workbook\t");
	CHECK_STR(said_of(STR("a,b\nc,d\n")), "refused\tnot_workbook\t");
	CHECK_STR(said_of(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")), "refused\told_or_locked\t");
	CHECK_STR(said_of(STR("PK\3\4")), "refused\tbroken\t");
	CHECK_STR(refused(&(struct make){.extra = {{"[Content_Types].xml", NULL}, {"content.xml", "x"}}}), "refused\topendocument\t");
	CHECK_STR(refused(&(struct make){.extra = {{"[Content_Types].xml", NULL}}}), "refused\tnot_workbook\t");
	CHECK_STR(refused(&(struct make){.extra = {{"[Content_Types].xml", "<Types xmlns=\"" PACKAGE_NS "content-types\"/>"}}}), "refused\tnot_workbook\t");
}

TEST(macros_and_controls)
{
	CHECK_STR(refused(&(struct make){.extra = {{"xl/vbaProject.bin", "x"}}}), "refused\tmacros\txl/vbaProject.bin");
	CHECK_STR(refused(&(struct make){.extra = {{"xl/macrosheets/sheet1.xml", "x"}}}), "refused\tmacros\txl/macrosheets/sheet1.xml");
	CHECK_STR(refused(&(struct make){.extra = {{"xl/activeX/a.bin", "x"}}}), "refused\tmacros\txl/activeX/a.bin");
	CHECK_STR(refused(&(struct make){.types = "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>"}),
		"refused\tmacros\tapplication/vnd.ms-excel.sheet.macroEnabled.main+xml");
}

TEST(sources_outside)
{
	CHECK_STR(refused(&(struct make){.extra = {{"xl/externalLinks/externalLink1.xml", "x"}}}), "refused\texternal\txl/externalLinks/externalLink1.xml");
	CHECK_STR(refused(&(struct make){.extra = {{"xl/worksheets/_rels/sheet1.xml.rels",
		RELS("<Relationship Id=\"h\" Type=\"" REL_NS "/oleObject\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/>")}}}), "refused\texternal\t" REL_NS "/oleObject");
	CHECK_STR(refused(&(struct make){.extra = {{"xl/connections.xml", "x"}}}), "refused\texternal\txl/connections.xml");
}

TEST(document_types_and_depth)
{
	CHECK_STR(refused(&(struct make){.extra = {{"xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><worksheet xmlns=\"" MAIN_NS "\"/>"}}}),
		"refused\tdtd\txl/worksheets/sheet1.xml");
	CHECK_STR(refused(&(struct make){.extra = {{"[Content_Types].xml", "<!DOCTYPE x SYSTEM \"http://127.0.0.1/\"><x/>"}}}), "refused\tdtd\t[Content_Types].xml");
	struct buf deep;
	buf_init(&deep, MAKE_BYTES);
	for (int i = 0; i < 100000; i++)
		buf_cstr(&deep, "<c>");
	CHECK_STR(refused_rows(deep.p), "refused\tbomb\txl/worksheets/sheet1.xml");
	buf_free(&deep);
}

TEST(rows_and_cells_out_of_order)
{
	CHECK_STR(refused_rows("<row r=\"2\"/><row r=\"2\"/>"), "refused\tbroken\tA2");
	CHECK_STR(refused_rows("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"), "refused\tbroken\tB1");
	CHECK_STR(refused_rows("<row r=\"1\"><c r=\"B2\"/></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row r=\"1048577\"/>"), "refused\ttoo_many\tA1048577");
	CHECK_STR(refused_rows("<row r=\"1\"><c r=\"ALM1\"><v>1</v></c></row>"), "refused\ttoo_many\tALM1");
	CHECK_STR(refused_rows("<row r=\"1\"><c r=\"XFD1\" s=\"1\"/></row>"), "end");
	CHECK_STR(refused_rows("<row><c t=\"s\"><v>0</v></c></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row><c t=\"s\"><v>-1</v></c></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row><c t=\"q\"><v>0</v></c></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row><c><v>nan</v></c></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row><c><v>1e999</v></c></row>"), "refused\tbroken\tA1");
	CHECK_STR(refused_rows("<row><c>"), "refused\tbroken\txl/worksheets/sheet1.xml");
}

TEST(one_text_shared_by_a_million_cells)
{
	struct buf text, rows;
	buf_init(&text, MAKE_BYTES);
	buf_init(&rows, MAKE_BYTES);
	buf_cstr(&text, "<si><t>");
	for (int i = 0; i < 200 * 1024; i++)
		buf_char(&text, 'a');
	buf_cstr(&text, "</t></si>");
	for (int i = 0; i < 10000; i++)
		buf_cstr(&rows, "<row><c t=\"s\"><v>0</v></c></row>");
	const char *said = refused(&(struct make){.rows = rows.p, .strings = text.p});
	CHECK(str_starts(str_of(said), "refused\ttoo_large\tA"));
	for (int i = 0; i < 100 * 1024; i++)
		buf_char(&text, 'a');
	said = refused(&(struct make){.rows = "<row><c t=\"inlineStr\"><is><t>", .after = text.p});
	CHECK(str_starts(str_of(said), "refused\tbroken\t"));
	buf_free(&text);
	buf_free(&rows);
}

/* -- the archive itself */

static struct str changed(struct str s, const char *from, const char *to)
{
	char *copy = arena_memdup(test_arena(), s.p, s.n);
	size_t n = strlen(from);
	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(copy + i, from, n) == 0)
			memcpy(copy + i, to, n);
	return (struct str){copy, s.n};
}

TEST(damage_is_seen_wherever_the_file_is_cut)
{
	struct str whole = make_workbook(test_arena(), &(struct make){.rows = "<row><c><v>7</v></c></row>"});
	CHECK_STR(said_of(whole), "end");
	for (size_t n = 0; n < whole.n; n += 13)
		CHECK(str_starts(str_of(said_of(str_head(whole, n))), "refused\t"));
	/* one bit of the packed worksheet */
	size_t at = str_find(whole, STR("xl/worksheets/sheet1.xml")) + 40;
	char *copy = arena_memdup(test_arena(), whole.p, whole.n);
	copy[at] ^= 4;
	CHECK_STR(said_of((struct str){copy, whole.n}), "refused\tbroken\txl/worksheets/sheet1.xml");
}

TEST(two_parts_of_one_name)
{
	struct str s = make_workbook(test_arena(), &(struct make){.extra = {{"xl/worksheets/sheet9.xml", "x"}}});
	CHECK(str_starts(str_of(said_of(changed(s, "xl/worksheets/sheet9", "xl/worksheets/SHEET1"))), "refused\ttwice\t"));
}

TEST(a_workbook_inside_a_workbook_is_never_unpacked)
{
	struct str inner = make_workbook(test_arena(), &(struct make){0});
	CHECK_STR(refused(&(struct make){.extra = {{"xl/embeddings/inner.xlsx", arena_cstr(test_arena(), inner)}}}), "end");
}

/* A workbook whose shared texts are a bomb; says: the size it tells, 0 for the true one. */
static const char *said_of_bomb(int megabytes, uint32_t says)
{
	struct make_part part[16];
	struct buf b, directory;
	char *piece = arena_alloc(test_arena(), 1024 * 1024 + 1);
	memset(piece, ' ', 1024 * 1024);
	size_t n = make_parts(test_arena(), &(struct make){.extra = {{"xl/sharedStrings.xml", ""}}}, part);
	buf_init(&b, MAKE_BYTES);
	buf_init(&directory, MAKE_BYTES);
	for (size_t i = 0; i < n; i++) {
		uint32_t crc, size;
		bool bomb = cstr_eq(part[i].name, "xl/sharedStrings.xml");
		struct str packed = deflated(test_arena(), bomb ? "<sst xmlns=\"" MAIN_NS "\"><si><t>" : part[i].content, piece, bomb ? megabytes : 0, &crc, &size);
		put_entry(&b, &directory, part[i].name, packed, crc, bomb && says ? says : size);
	}
	put_end(&b, &directory, (uint32_t)n);
	const char *said = said_of(buf_view(&b));
	buf_free(&b);
	buf_free(&directory);
	return said;
}

TEST(bombs)
{
	CHECK_STR(said_of_bomb(40, 0), "refused\tbomb\txl/sharedStrings.xml");
	CHECK_STR(said_of_bomb(100, 0), "refused\ttoo_large\txl/sharedStrings.xml");
	CHECK_STR(said_of_bomb(100, 0xFFFFFFFF), "refused\tbroken\t");
	/* one that lies about its size is stopped there */
	CHECK_STR(said_of_bomb(40, 1000), "refused\tbroken\txl/sharedStrings.xml");
}

/* More entries than a directory may have; told is what the end says of their number. */
static const char *said_of_entries(uint32_t entries, uint32_t told)
{
	struct buf b, directory;
	buf_init(&b, MAKE_BYTES);
	buf_init(&directory, MAKE_BYTES);
	for (uint32_t i = 0; i < entries; i++) {
		char name[16];
		snprintf(name, sizeof name, "%u", i);
		put_entry(&b, &directory, name, STR("\3\0"), 0, 0);
	}
	put_end(&b, &directory, told);
	const char *said = said_of(buf_view(&b));
	buf_free(&b);
	buf_free(&directory);
	return said;
}

TEST(parts_without_number)
{
	CHECK_STR(said_of_entries(1000, 1000), "refused\tnot_workbook\t");
	CHECK_STR(said_of_entries(1001, 1001), "refused\ttoo_many\t");
	CHECK_STR(said_of_entries(100000, 100000 & 0xFFFF), "refused\ttoo_many\t");
	CHECK_STR(said_of_entries(100000, 10), "refused\ttoo_many\t");
}
