/* huiyin clean: copies without traces of files of before, and of those whose
 * copy failed. Law: stopped at any moment and started again, it goes on where
 * it was. */
#include "cli.h"

#include "../matter/clean_old.h"

enum { CLEAN_ARENA_BYTES = 64 * 1024 * 1024 };

int cli_clean(int argc, char **argv)
{
	struct clean_old o = {0};
	const char *why = NULL;
	if (argc != 2)
		return cli_say(EXIT_USAGE, "clean", "use: huiyin clean DIR");
	struct city *c = cli_city("clean", argv[1], STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	struct arena *a = arena_new(CLEAN_ARENA_BYTES);
	while (clean_old_some(a, c, city_now(c), &o, &why)) {
		fprintf(stderr, "%lld files\n", (long long)(o.cleaned + o.without + o.kept + o.failed));
		arena_reset(a);
	}
	arena_free(a);
	city_close(c);
	if (why)
		return cli_say(EXIT_TROUBLE, "clean", "%s; %lld were done before", why, (long long)(o.cleaned + o.without + o.kept));
	printf("%lld copies made, %lld files have none, %lld papers of staff kept as they were, %lld not done\n",
		(long long)o.cleaned, (long long)o.without, (long long)o.kept, (long long)o.failed);
	return o.failed ? EXIT_REFUSED : EXIT_DONE;
}
