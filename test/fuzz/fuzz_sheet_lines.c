/* Lines of huiyin-sheet: what is read can be written again and reads the same. */
#include "../../src/base/arena.h"
#include "../../src/base/bug.h"
#include "../../src/wire/sheet.h"

enum { BYTES = 64 * 1024 * 1024 };

/* The lines of in, written anew; true when all were right. */
static bool again(struct str in, struct buf *out)
{
	struct sheet_in s;
	struct sheet_got_line line;
	enum sheet_got got;
	char number[24];
	sheet_in_init(&s, in);
	while ((got = sheet_in_next(&s, &line)) == SHEET_LINE) {
		sheet_line(out, line.word);
		if (line.word == SHEET_ROW) {
			snprintf(number, sizeof number, "%lld", (long long)line.number);
			sheet_field(out, str_of(number));
		}
		for (size_t i = 0; i < line.fields; i++)
			sheet_field(out, line.field[i]);
		sheet_line_end(out);
	}
	must((got == SHEET_WRONG) == (s.wrong != NULL));
	sheet_in_free(&s);
	return got == SHEET_DONE;
}

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct buf one, two;
	buf_init(&one, BYTES);
	buf_init(&two, BYTES);
	if (again((struct str){(const char *)p, n}, &one)) {
		bool ok = again(buf_view(&one), &two);
		must(ok && one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
	}
	buf_free(&one);
	buf_free(&two);
	return 0;
}
