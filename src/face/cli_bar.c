#include "cli_bar.h"

#include "../base/os.h"

enum { STDERR = 2, WIDTH = 30, QUIET_MS = 300, ARENA_BYTES = 64 * 1024 };

void cli_bar_begin(struct cli_bar *b, enum lang lang, struct msg what)
{
	*b = (struct cli_bar){.what = what, .lang = lang, .terminal = os_is_terminal(STDERR), .shown = -1, .begun_ms = os_mono_ms()};
}

static void draw(struct cli_bar *b, int percent, int64_t counted)
{
	struct arena *a = arena_new(ARENA_BYTES);
	const char *what = msg_text(a, b->lang, b->what);
	int full = percent * WIDTH / 100;
	if (b->terminal)
		fprintf(stderr, "\r%s [%.*s%.*s] %3d%% %lld", what, full, "##############################",
			WIDTH - full, "..............................", percent, (long long)counted);
	else
		fprintf(stderr, "%s: %d%% %lld\n", what, percent, (long long)counted);
	fflush(stderr);
	arena_free(a);
}

void cli_bar_show(struct cli_bar *b, int64_t done, int64_t total, int64_t counted)
{
	int percent = total > 0 ? (int)(done * 100 / total) : 100;
	bool step = b->terminal ? percent != b->shown : percent / 10 != b->shown / 10;
	if (percent > 100)
		percent = 100;
	if (!step || (b->shown < 0 && os_mono_ms() - b->begun_ms < QUIET_MS))
		return;
	b->shown = percent;
	draw(b, percent, counted);
}

void cli_bar_end(struct cli_bar *b)
{
	if (b->terminal && b->shown >= 0)
		fputc('\n', stderr);
}
