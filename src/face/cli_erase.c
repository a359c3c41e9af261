/* huiyin erase: identities whose time is over (rules/retention.txt). Law: what
 * --dry-run lists is what the same call without it erases. */
#include "cli.h"

#include "../matter/erase.h"

enum { ERASE_ARENA_BYTES = 64 * 1024 * 1024 };

struct erasing { struct city *city; struct now now; int64_t last; size_t looked, found; struct erase_found *row; bool dry_run; };

static bool some(struct tx *tx, void *arg)
{
	struct erasing *e = arg;
	e->looked = erase_look(tx, e->city, e->now.today, &e->last, &e->row, &e->found);
	for (size_t i = 0; !e->dry_run && i < e->found; i++)
		erase_one(tx, e->now, &e->row[i]);
	return tx->trouble == TROUBLE_NONE;
}

/* One page in one transaction; false: trouble. */
static bool page(struct erasing *e, struct arena *a)
{
	struct tx tx;
	enum trouble trouble;
	if (!e->dry_run)
		return store_write(e->city->store, a, some, e, &trouble);
	read_begin(e->city->store, 0, a, &tx);
	bool ok = some(&tx, e);
	read_end(&tx);
	return ok;
}

static int run(struct erasing *e)
{
	size_t total = 0;
	struct arena *a = arena_new(ERASE_ARENA_BYTES);
	do {
		arena_reset(a);
		if (!page(e, a)) {
			arena_free(a);
			return cli_say(EXIT_TROUBLE, "erase", "the store could not keep it; %zu were erased before", total);
		}
		for (size_t i = 0; i < e->found; i++)
			printf("%s closed %s, kept %d years (%s)\n", e->row[i].number, e->row[i].closed, e->row[i].years, e->row[i].source);
		total += e->found;
	} while (e->looked > 0);
	arena_free(a);
	printf(e->dry_run ? "%zu identities would be erased; nothing was changed\n" : "%zu identities erased\n", total);
	return EXIT_DONE;
}

int cli_erase(int argc, char **argv)
{
	struct erasing e = {.dry_run = cli_flag(&argc, argv, "--dry-run")};
	const char *today = cli_option(&argc, argv, "--today");
	if (argc != 2)
		return cli_say(EXIT_USAGE, "erase", "use: huiyin erase DIR [--dry-run] [--today DATE]");
	e.city = cli_city("erase", argv[1], e.dry_run ? STORE_READ : STORE_COMMAND, today);
	if (!e.city)
		return EXIT_TROUBLE;
	e.now = city_now(e.city);
	int code = e.city->retention.rows > 0 ? run(&e)
		: cli_say(EXIT_REFUSED, "erase", "%s/rules/retention.txt is not there: it says how long identities are kept", argv[1]);
	city_close(e.city);
	return code;
}
