/* `huiyin rebuild`: all state anew from what the deeds were given, compared
 * with what is stored. Law: reads only; a running server is not held up. */
#include "cli.h"

#include <unistd.h>

#include "../base/os.h"
#include "../matter/rebuild.h"

/* Nothing differs, but some of the city is older than its inputs. */
enum { EXIT_PARTLY = 4 };

struct showing { int last; };

static void say(void *ctx, const char *difference)
{
	(void)ctx;
	printf("%s\n", difference);
}

static void progress(void *ctx, int64_t done, int64_t total)
{
	struct showing *s = ctx;
	cli_progress(&s->last, done, total);
}

static void report(const struct rebuild_report *r, int64_t ms)
{
	int64_t per_s = ms > 0 ? r->matters * 1000 / ms : r->matters;
	printf("%lld deeds done again, %lld matters with %lld rows compared in %.1f s (%lld matters a second)\n", (long long)r->deeds,
		(long long)r->matters, (long long)r->rows, (double)ms / 1000, (long long)per_s);
	if (r->older)
		printf("%lld matters cannot be rebuilt: they are from before this city kept what its deeds were given\n", (long long)r->older);
	if (r->differences)
		printf("%lld differences\n", (long long)r->differences);
	else
		printf(r->older ? "the others are equal\n" : "equal\n");
}

int cli_rebuild(int argc, char **argv)
{
	struct rebuild_report r;
	struct showing s = {-1};
	struct rebuild_watch w = {.say = say, .ctx = &s, .progress = os_is_terminal(STDERR_FILENO) ? progress : NULL};
	if (argc != 2)
		return cli_say(EXIT_USAGE, "rebuild", "name the data directory: huiyin rebuild DIR");
	struct city *c = cli_city("rebuild", argv[1], STORE_READ, NULL);
	if (!c)
		return EXIT_TROUBLE;
	int64_t begun = os_mono_ms();
	const char *why = rebuild_run(c, &w, &r);
	int code = r.differences ? EXIT_REFUSED : r.older ? EXIT_PARTLY : EXIT_DONE;
	if (why)
		code = cli_say(EXIT_TROUBLE, "rebuild", "%s", why);
	else
		report(&r, os_mono_ms() - begun);
	city_close(c);
	return code;
}
