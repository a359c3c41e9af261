/* huiyin-clean: a copy of a file without traces of who made it.
 *
 *   huiyin-clean KIND <FILE >COPY       KIND: jpeg png gif webp pdf docx xlsx odt ods mp3 mp4 text ole
 *
 * 0: the copy is on the standard output. 1: there is none; one word on the
 * standard error says why (clean.h). 2: usage. 3: it could not shut itself in.
 *
 * 1. It reads nothing before it is shut in (base/os_sandbox.h).
 * 2. A copy is written when it is whole, never a part of one. */
#include "../base/bug.h"
#include "../base/os.h"
#include "../base/os_sandbox.h"
#include "clean.h"

enum { DONE, NO_COPY, USAGE, TROUBLE };
enum { PIECE = 64 * 1024, MEMORY_BYTES = 640 * 1024 * 1024, CPU_S = 20 };

static int say(int code, const char *word)
{
	fprintf(stderr, "%s\n", word);
	return code;
}

static int clean(const char *kind)
{
	struct buf in, out;
	char *piece = malloc(PIECE);
	int64_t n = 0;
	must(piece != NULL);
	buf_init(&in, CLEAN_IN_BYTES + 1);
	buf_init(&out, CLEAN_OUT_BYTES);
	while (buf_ok(&in) && (n = os_read(0, piece, PIECE)) > 0)
		buf_add(&in, piece, (size_t)n);
	free(piece);
	enum clean end = !buf_ok(&in) ? CLEAN_BOMB : n < 0 ? CLEAN_BROKEN : clean_file(kind, buf_view(&in), &out);
	int rc = end != CLEAN_DONE ? say(NO_COPY, clean_word(end)) : os_write_all(1, out.p, out.n) < 0 ? TROUBLE : DONE;
	buf_free(&in);
	buf_free(&out);
	return rc;
}

int main(int argc, char **argv)
{
	struct os_sandbox alone = {.memory_bytes = MEMORY_BYTES, .cpu_s = CPU_S};
	if (argc != 2 || !clean_kind_known(argv[1])) {
		fputs("usage: huiyin-clean KIND, from standard input to standard output\nKIND: jpeg png gif webp pdf docx xlsx odt ods mp3 mp4 text ole\n", stderr);
		return USAGE;
	}
	const char *why = os_sandbox_enter(&alone);
	if (why)
		return say(TROUBLE, why);
	os_sandbox_exit(clean(argv[1]));
}
