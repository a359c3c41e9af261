/* The law stands in spool.h. */
#include "spool.h"
#include "../base/os.h"

enum { NAME_BYTES = 16, NAME_CHARS = 5 + 2 * NAME_BYTES, LIST_BYTES = 64 * 1024 * 1024 };

/* What an upload becomes before a deed takes it (matter/clean.h). */
static const char sealed[] = ".sealed";
static const char *const prefix[] = {[SPOOL_BODY] = "body-", [SPOOL_PART] = "part-"};

int spool_open(struct arena *a, const char *dir, enum spool_kind kind, const char **path)
{
	unsigned char r[NAME_BYTES];
	char hex[2 * NAME_BYTES + 1];
	os_random(r, sizeof(r));
	for (size_t i = 0; i < sizeof(r); i++)
		snprintf(hex + 2 * i, 3, "%02x", r[i]);
	*path = arena_printf(a, "%s/%s%s", dir, prefix[kind], hex);
	return os_open_write(*path);
}

void spool_clean(const char *dir)
{
	struct arena *a = arena_new(LIST_BYTES);
	char **name;
	int n = os_list_dir(a, dir, &name);
	for (int i = 0; i < n; i++) {
		struct str s = str_of(name[i]);
		if ((s.n == NAME_CHARS || (s.n == NAME_CHARS + strlen(sealed) && str_ends(s, sealed))) && (str_starts(s, prefix[SPOOL_BODY]) || str_starts(s, prefix[SPOOL_PART])))
			os_remove(arena_printf(a, "%s/%s", dir, name[i]));
	}
	arena_free(a);
}
