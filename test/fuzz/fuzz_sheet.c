/* The reader of workbooks: whatever comes in, its lines have their form, and it
 * ends. The first byte chooses: the rest is the whole file, or one part of a
 * workbook that is right otherwise (the sum of a ZIP hides parts from a fuzzer). */
#include "sheet_make.h"

#include "../../src/base/limits.h"
#include "../../src/sheet/read.h"
#include "../../src/wire/sheet.h"

enum { BYTES = 256 * 1024 * 1024, CELLS_BYTES = 64 * 1024 };

static const char *const PARTS[] = {NULL, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
	"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "rows"};
enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };

static struct str workbook_of(struct arena *a, unsigned char which, struct str rest)
{
	const char *name = PARTS[which % PART_COUNT];
	const char *text = arena_cstr(a, rest);
	struct make m = {.strings = "<si><t>a</t></si>", .rows = text};
	if (!name)
		return rest;
	if (!cstr_eq(name, "rows"))
		m.extra[0] = (struct make_part){name, text};
	return make_workbook(a, &m);
}

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct arena *a = arena_new(BYTES);
	struct buf out;
	struct sheet_in in;
	struct sheet_got_line line;
	enum sheet_got got;
	int64_t refused = 0;
	if (n == 0 || n > CELLS_BYTES) {
		arena_free(a);
		return 0;
	}
	buf_init(&out, LIMIT_SHEET_LINES_BYTES);
	bool ok = sheet_read(a, workbook_of(a, p[0], (struct str){(const char *)p + 1, n - 1}), NULL, &out);
	must(buf_ok(&out));
	sheet_in_init(&in, buf_view(&out));
	while ((got = sheet_in_next(&in, &line)) == SHEET_LINE)
		refused += line.word == SHEET_REFUSED;
	must(got == SHEET_DONE && ok == !refused);
	sheet_in_free(&in);
	buf_free(&out);
	arena_free(a);
	return 0;
}
