/* huiyin-sheet: workbooks (.xlsx), apart from the server and shut in. It has its
 * three pipes and nothing else: no file, no network, no clock.
 *
 *   huiyin-sheet read [SHEET]    a workbook on standard input, lines of wire/sheet.h on standard output
 *   huiyin-sheet write           the other way round
 *
 * Exit 0 done, 1 refused (the last line says why), 2 used wrongly, 3 trouble. */
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/os_sandbox.h"
#include "read.h"
#include "write.h"

enum { DONE, REFUSED, USAGE, TROUBLE };
enum { CPU_S = LIMIT_SHEET_MS / 1000 };

static int say(int code, const char *what)
{
	fprintf(stderr, "huiyin-sheet: %s\n", what);
	return code;
}

static int usage(void)
{
	return say(USAGE, "usage: huiyin-sheet read [SHEET], a workbook on standard input; or huiyin-sheet write, lines on standard input");
}

/* From all of the standard input to all of the standard output. */
static int run(bool reading, const char *sheet)
{
	struct arena *a = arena_new(LIMIT_SHEET_MEMORY_BYTES / 2);
	struct buf in, out;
	const char *why = NULL;
	int code = DONE;
	buf_init(&in, reading ? LIMIT_SHEET_FILE_BYTES : LIMIT_SHEET_LINES_BYTES);
	buf_init(&out, LIMIT_SHEET_LINES_BYTES);
	if (os_read_rest(0, &in) < 0)
		code = say(TROUBLE, "the input cannot be read, or is too large");
	else if (reading)
		code = sheet_read(a, buf_view(&in), sheet, &out) ? DONE : REFUSED;
	else if ((why = sheet_write(a, buf_view(&in), &out)))
		code = say(REFUSED, why);
	if (code != TROUBLE && !why && os_write_all(1, out.p, out.n) < 0)
		code = TROUBLE;
	buf_free(&in);
	buf_free(&out);
	arena_free(a);
	return code;
}

int main(int argc, char **argv)
{
	const struct os_sandbox alone = {.memory_bytes = LIMIT_SHEET_MEMORY_BYTES, .cpu_s = CPU_S};
	bool reading = argc >= 2 && argc <= 3 && cstr_eq(argv[1], "read");
	if (!reading && !(argc == 2 && cstr_eq(argv[1], "write")))
		return usage();
	const char *why = os_sandbox_enter(&alone);
	if (why)
		return say(TROUBLE, why);
	os_sandbox_exit(run(reading, reading ? argv[2] : NULL));
}
