/* Law: makes a new folder and fills it; a folder that is there is left alone. */
#include "cli_demo.h"

#include "../base/os.h"
#include "../matter/demo.h"
#include "cli.h"
#include "text.h"

enum { ARENA_BYTES = 512 * 1024 * 1024 };

struct ask { struct arena *a; enum lang lang; const char *dir, *today; int tenth; };

static void show_progress(void *ctx, int done, int total)
{
	struct ask *q = ctx;
	cli_progress(&q->tenth, done, total);
}

static void say_logins(struct ask *q)
{
	puts(msg_text(q->a, q->lang, T_IMPORT_DEMO_LOGINS(DEMO_PASSWORD)));
	for (size_t i = 0; i < demo_login_count; i++) {
		const struct demo_login *l = &demo_logins[i];
		char key[64];
		snprintf(key, sizeof key, "role.%s", l->role);
		const char *role = msg_text(q->a, q->lang, (struct msg){.id = msg_id(key)});
		bool zh = q->lang == LANG_ZH;
		printf("  %-14s %s, %s, %s\n", l->login, zh ? l->name_zh : l->name_en, role, zh ? l->unit_zh : l->unit_en);
	}
}

static int fill(struct ask *q)
{
	const char *why = city_create(q->a, q->dir, rules_dir(),
		msg_text(q->a, LANG_ZH, T_IMPORT_DEMO_CITY), msg_text(q->a, LANG_EN, T_IMPORT_DEMO_CITY));
	if (why)
		return cli_say(EXIT_REFUSED, "demo", "%s", why);
	struct city *c = cli_city("demo", q->dir, STORE_COMMAND, q->today);
	if (!c)
		return EXIT_TROUBLE;
	int64_t begun = os_mono_ms();
	q->tenth = -1;
	why = demo_fill(q->a, c, city_now(c), show_progress, q);
	city_close(c);
	if (why)
		return cli_say(EXIT_TROUBLE, "demo", "%s", why);
	puts(msg_text(q->a, q->lang, T_IMPORT_DEMO_DONE(q->dir, arena_printf(q->a, "%.1f", (double)(os_mono_ms() - begun) / 1000))));
	say_logins(q);
	return cli_clock_flush(q->a, q->lang);
}

static int help(struct ask *q)
{
	printf("%s\n\n  huiyin demo DIR [--today YYYY-MM-DD]\n\n", msg_text(q->a, q->lang, T_IMPORT_DEMO_HELP));
	cli_clock_help_line(q->a, q->lang, "--today YYYY-MM-DD", "import.demo_help_today");
	cli_clock_help_line(q->a, q->lang, "--lang en|zh", "clock.help_lang");
	printf("\n%s\n", msg_text(q->a, q->lang, T_CLOCK_HELP_EXIT));
	return cli_clock_flush(q->a, q->lang);
}

int cli_demo(int argc, char **argv)
{
	struct ask q = {.a = arena_new(ARENA_BYTES), .lang = cli_clock_lang(argc, argv)};
	cli_option(&argc, argv, "--lang");
	q.today = cli_option(&argc, argv, "--today");
	bool wants_help = cli_flag(&argc, argv, "--help");
	day_t day;
	int code = EXIT_DONE;
	if (wants_help)
		code = help(&q);
	else if (argc != 2 || argv[1][0] == '-')
		code = cli_clock_usage(q.a, q.lang, "demo", T_CLOCK_CLI_USAGE("huiyin demo DIR [--today YYYY-MM-DD]"));
	else if (q.today && !day_parse(str_of(q.today), &day))
		code = cli_clock_usage(q.a, q.lang, "demo", T_CLOCK_CLI_BAD_VALUE("--today", q.today, "YYYY-MM-DD"));
	q.dir = argc > 1 ? argv[1] : NULL;
	if (code == EXIT_DONE && !wants_help)
		code = fill(&q);
	arena_free(q.a);
	return code;
}
