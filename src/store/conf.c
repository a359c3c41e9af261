/* DIR/huiyin.conf: which engine keeps this city. Lines are "key = value"; blank
 * lines and lines that begin with # say nothing.
 *
 *   engine = postgres
 *   postgres = host=/run/postgresql dbname=huiyin
 *
 * 1. No file: SQLite in the data directory.
 * 2. A key that is not known, stands twice or has no value is an error with its
 *    line: a misspelt line must not open another database. */
#include <errno.h>
#include "../base/os.h"
#include "store_parts.h"

enum { CONF_BYTES_MAX = 64 * 1024 };

struct conf_line { const char *file; int number; struct str key, value; };

/* One value, once. */
static const char *take(struct arena *a, const struct conf_line *l, const char **slot)
{
	if (*slot)
		return arena_printf(a, "%s:%d: %.*s stands twice", l->file, l->number, STR_ARG(l->key));
	if (l->value.n == 0)
		return arena_printf(a, "%s:%d: %.*s has no value", l->file, l->number, STR_ARG(l->key));
	*slot = arena_cstr(a, l->value);
	return NULL;
}

static const char *take_line(struct arena *a, struct conf_line *l, struct str line, const char **engine, const char **postgres)
{
	line = str_trim(line);
	size_t is = str_chr(line, '=');
	if (line.n == 0 || line.p[0] == '#')
		return NULL;
	if (is == SIZE_MAX)
		return arena_printf(a, "%s:%d: a line is: key = value", l->file, l->number);
	l->key = str_trim(str_head(line, is));
	l->value = str_trim(str_from(line, is + 1));
	if (str_is(l->key, "engine"))
		return take(a, l, engine);
	if (str_is(l->key, "postgres"))
		return take(a, l, postgres);
	return arena_printf(a, "%s:%d: %.*s is not known here; engine and postgres are", l->file, l->number, STR_ARG(str_head(l->key, 60)));
}

static const char *choose(struct arena *a, const char *file, const char *dir, const char *engine, const char *postgres, struct store_at *at)
{
	if (!engine || cstr_eq(engine, "sqlite")) {
		*at = (struct store_at){&engine_sqlite, arena_printf(a, "%s/huiyin.db", dir)};
		return NULL;
	}
	if (!cstr_eq(engine, "postgres"))
		return arena_printf(a, "%s: engine is sqlite or postgres, not %s", file, engine);
	if (!postgres)
		return arena_printf(a, "%s: engine = postgres needs a line that says where it is: postgres = host=... dbname=...", file);
	*at = (struct store_at){&engine_postgres, postgres};
	return NULL;
}

const char *conf_read(struct arena *a, const char *dir, struct store_at *at)
{
	struct conf_line l = {.file = arena_printf(a, "%s/huiyin.conf", dir)};
	const char *engine = NULL, *postgres = NULL, *why = NULL;
	struct str text = STR_NONE, line;
	int rc = os_read_file(a, l.file, CONF_BYTES_MAX, &text);
	*at = (struct store_at){NULL, NULL};
	if (rc < 0 && rc != -ENOENT && rc != -ENOTDIR)
		return arena_printf(a, "%s: %s", l.file, rc == -EFBIG ? "longer than 64 KiB" : "cannot be read");
	while (!why && rc >= 0 && str_line(&text, &line)) {
		l.number++;
		why = str_chr(line, 0) == SIZE_MAX ? take_line(a, &l, line, &engine, &postgres) : arena_printf(a, "%s:%d: not text", l.file, l.number);
	}
	return why ? why : choose(a, l.file, dir, engine, postgres, at);
}
