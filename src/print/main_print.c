/* huiyin-print: documents as PDF, by cairo and pango, apart from the server and
 * shut in: it can read fonts, and nothing else.
 *
 *   huiyin-print           lines of wire/print.h on standard input, a PDF on standard output
 *   huiyin-print --fonts   which fonts it sets with, and for which it has a stand-in
 *
 * Exit 0 done, 1 refused (the reason on standard error), 2 used wrongly, 3 trouble. */
#include "set.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../base/os_sandbox.h"

enum { DONE, REFUSED, USAGE, TROUBLE };
enum { CPU_S = LIMIT_PRINT_MS / 1000 };

static int say(int code, const char *what)
{
	fprintf(stderr, "huiyin-print: %s\n", what);
	return code;
}

static int fonts(const struct press *p)
{
	static const char *const names[FACE__MAX] = {[FACE_BODY] = "FangSong", [FACE_KAI] = "KaiTi", [FACE_HEI] = "SimHei", [FACE_TITLE] = "FZXiaoBiaoSong"};
	for (int f = 0; f < FACE__MAX; f++)
		printf("%s: %s%s\n", names[f], p->family[f] ? p->family[f] : "missing", p->own[f] ? "" : " (stand-in)");
	return p->why ? say(TROUBLE, p->why) : DONE;
}

static int run(struct press *p)
{
	struct arena *a = arena_new(LIMIT_PRINT_MEMORY_BYTES / 4);
	struct buf in, out;
	int64_t line = 0;
	int code = DONE;
	buf_init(&in, LIMIT_PRINT_LINES_BYTES);
	buf_init(&out, LIMIT_RESPONSE_BYTES);
	const char *why = os_read_rest(0, &in) == 0 ? print_set(p, a, buf_view(&in), &out, &line) : "the lines cannot be read, or are too many";
	if (why)
		code = say(REFUSED, line ? arena_printf(a, "line %lld: %s", (long long)line, why) : why);
	else if (os_write_all(1, out.p, out.n) < 0)
		code = TROUBLE;
	if (p->unknown > 0)
		say(code, arena_printf(a, "%d characters are in no font; install fonts-noto-cjk", p->unknown));
	buf_free(&in);
	buf_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const char *const dirs[] = {"/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig", NULL};
	const struct os_sandbox alone = {.memory_bytes = LIMIT_PRINT_MEMORY_BYTES, .cpu_s = CPU_S, .read_dirs = dirs, .threads = true};
	struct press p;
	bool ask = argc == 2 && cstr_eq(argv[1], "--fonts");
	if (argc != 1 && !ask)
		return say(USAGE, "usage: huiyin-print, lines on standard input; or huiyin-print --fonts");
	const char *why = os_sandbox_enter(&alone);
	if (why)
		return say(TROUBLE, why);
	bool loaded = press_load(&p);
	if (ask)
		os_sandbox_exit(fonts(&p));
	os_sandbox_exit(loaded ? run(&p) : say(TROUBLE, p.why));
}
