/* rules check, diagram, table: a city's own rule files before they are used. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"

enum { RULES_ARENA_BYTES = 256 * 1024 * 1024, DIAGRAM_BYTES = 4 * 1024 * 1024 };

static const char *folder_of(struct arena *a, const char *path)
{
	if (os_is_dir(path))
		return path;
	/* DIR/procedure/petition.txt, DIR/clocks.txt: the rules folder it belongs to */
	const char *slash = strrchr(path, '/');
	const char *dir = slash ? arena_printf(a, "%.*s", (int)(slash - path), path) : ".";
	const char *base = strrchr(dir, '/');
	base = base ? base + 1 : dir;
	if (cstr_eq(base, "procedure") || cstr_eq(base, "calendar"))
		return arena_printf(a, "%s/..", dir);
	return dir;
}

static int check(struct arena *a, const char *path)
{
	struct city c = {0};
	if (!os_exists(path))
		return cli_say(EXIT_TROUBLE, "rules check", "%s: no such file or folder", path);
	const char *why = city_rules_read(a, folder_of(a, path), &c);
	if (why)
		return cli_say(EXIT_REFUSED, "rules check", "%s", why);
	for (size_t i = 0; i < c.procedures; i++)
		printf("%s: %zu states, %zu acts, %zu rows\n", c.procedure[i].code, c.procedure[i].states, c.procedure[i].acts, c.procedure[i].rows);
	printf("clocks: %zu\ncalendar: %d-%d, version %s\n", c.clocks.n, calendar_first_year(c.calendar), calendar_last_year(c.calendar), calendar_version(c.calendar));
	return EXIT_DONE;
}

static int draw(struct arena *a, const char *rules, const char *procedure, enum lang lang, bool diagram)
{
	struct city c = {0};
	struct buf b;
	const char *why = city_rules_read(a, rules, &c);
	if (why)
		return cli_say(EXIT_REFUSED, "rules", "%s", why);
	const struct procedure *p = city_procedure(&c, procedure);
	if (!p)
		return cli_say(EXIT_REFUSED, "rules", "there is no procedure %s; huiyin rules check lists them", procedure);
	buf_init(&b, DIAGRAM_BYTES);
	if (diagram)
		procedure_dot(p, lang, &b);
	else
		procedure_table(p, lang, &b);
	fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
	return EXIT_DONE;
}

int cli_rules(int argc, char **argv)
{
	const char *rules = cli_option(&argc, argv, "--rules"), *lang = cli_option(&argc, argv, "--lang");
	bool checks = argc >= 2 && argc <= 3 && cstr_eq(argv[1], "check");
	bool draws = argc == 3 && (cstr_eq(argv[1], "diagram") || cstr_eq(argv[1], "table"));
	if (!checks && !draws)
		return cli_say(EXIT_USAGE, "rules", "use: huiyin rules check [DIR|FILE], huiyin rules diagram|table PROCEDURE [--lang en|zh] [--rules DIR]");
	struct arena *a = arena_new(RULES_ARENA_BYTES);
	if (!rules)
		rules = rules_dir();
	int code = checks ? check(a, argc == 3 ? argv[2] : rules)
		: draw(a, rules, argv[2], lang_of(str_of(lang ? lang : "en")), cstr_eq(argv[1], "diagram"));
	arena_free(a);
	return code;
}
