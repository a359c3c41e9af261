/* The commands, one row each: name, what it does, how it is called. Help is
 * derived from the rows. */
#include "cli.h"

#include <stdarg.h>
#include <unistd.h>

#include "../base/bug.h"
#include "../base/log.h"
#include "../base/os.h"
#include "cli_clock.h"
#include "cli_demo.h"
#include "cli_import.h"

/* Where `make install` puts the rules. */
#ifndef HUIYIN_SHARE
#define HUIYIN_SHARE "/usr/local/share/huiyin"
#endif

static const struct command {
	const char *name, *shape, *what;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"init", "init DIR [--name-zh NAME] [--name-en NAME] [--rules RULES]", "make a city's data directory", cli_init},
	{"serve", "serve DIR [--listen ADDR:PORT] [--today DATE] [--host NAME]... [--proxy ADDR]... [--secure] [--beat SECONDS]", "open the city to browsers and programs", cli_serve},
	{"demo", "demo DIR [--today DATE]", "make an invented city to try things in", cli_demo},
	{"import", "import petitions DIR FILE --map MAP [--dry-run]", "take in another register", cli_import},
	{"act", "act DIR NUMBER ACT --as LOGIN [FIELD=VALUE]... [--dry-run]", "do one act on a matter; act DIR NUMBER shows it", cli_act},
	{"calendar", "calendar check|show|convert|import|pending|confirm ...", "read, convert and load calendars", cli_calendar},
	{"feed", "feed DIR list|revoke ...", "calendar feeds: who has which, and revoking", cli_feed},
	{"clock", "clock CODE --from DATE [--extend DAYS] [--pause FROM..TO] [--json]", "when a period ends, and why", cli_clock},
	{"rules", "rules check [DIR|FILE] | rules diagram PROCEDURE | rules table PROCEDURE", "check and draw procedures", cli_rules},
	{"unit", "unit DIR list|add|end|contact|areas ...", "units and areas", cli_unit},
	{"body", "body DIR list|add|seat|publish|withdraw ...", "bodies that meet, and who sits in them", cli_body},
	{"directive", "directive DIR list | show NUMBER", "directives and who has not acted", cli_directive},
	{"meeting", "meeting DIR list | show NUMBER | minutes NUMBER", "meetings and their minutes", cli_meeting},
	{"campaign", "campaign DIR list | show NUMBER | export NUMBER | import NUMBER FILE", "campaigns of rectification and their findings", cli_campaign},
	{"user", "user DIR add|password|disable|enable|post|key|reset-second|second-factor|list ...", "accounts, posts, API keys, second factors", cli_user},
	{"clean", "clean DIR", "make copies without traces of files of before, and of those that failed", cli_clean},
	{"erase", "erase DIR [--dry-run] [--today DATE]", "erase identities whose time of keeping is over", cli_erase},
	{"breach", "breach DIR --from DATE --to DATE [--person LOGIN]... [--unit CODE]... | --copy DATE [--keys] | confirm NUMBER --as LOGIN | list", "whose data became known where it should not, and telling them", cli_breach},
	{"verify", "verify DIR", "check every invariant of the stored data", cli_verify},
	{"rebuild", "rebuild DIR", "make all state anew from what the deeds were given, and compare it row by row", cli_rebuild},
	{"ledger", "ledger key|checkpoint|verify DIR | ledger init DIR [--origin NAME] | ledger proof DIR NUMBER N", "the tamper-evident log of all events", cli_ledger},
	{"audit", "audit rights [DIR|--rules RULES] | routes", "who can reach what, by which route, act, field and query", cli_audit},
	{"backup", "backup DIR FILE", "a consistent copy in one file, while the city runs", cli_backup},
	{"restore", "restore FILE DIR", "a new data directory from a backup", cli_restore},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int help(void)
{
	printf("Huiyin (回音): every matter has a place, every matter gets an answer.\n\nUse: huiyin COMMAND ...\n\n");
	for (int i = 0; i < COMMANDS; i++)
		printf("  huiyin %s\n      %s\n", commands[i].shape, commands[i].what);
	printf("\nhuiyin COMMAND --help tells more. Exit codes: 0 done, 1 refused, 2 used wrongly, 3 trouble.\n");
	return EXIT_DONE;
}

int cli_run(int argc, char **argv)
{
	if (argc < 2 || cstr_eq(argv[1], "--help") || cstr_eq(argv[1], "help") || cstr_eq(argv[1], "-h")) {
		help();
		return argc < 2 ? EXIT_USAGE : EXIT_DONE;
	}
	if (cstr_eq(argv[1], "--version")) {
		printf("huiyin 0.1\n");
		return EXIT_DONE;
	}
	for (int i = 0; i < COMMANDS; i++) {
		if (!cstr_eq(argv[1], commands[i].name))
			continue;
		bool own_help = cstr_eq(argv[1], "clock") || cstr_eq(argv[1], "calendar") || cstr_eq(argv[1], "import") || cstr_eq(argv[1], "demo");
		if (!own_help && argc > 2 && cstr_eq(argv[2], "--help")) {
			printf("huiyin %s\n\n%s.\n\nThe manual page huiyin-%s(1) tells all.\n", commands[i].shape, commands[i].what, commands[i].name);
			return EXIT_DONE;
		}
		/* a command speaks to whoever typed it; the log is the server's */
		if (!cstr_eq(argv[1], "serve"))
			log_to_level(LOG_WARN);
		return commands[i].run(argc - 1, argv + 1);
	}
	fprintf(stderr, "huiyin: there is no command %s; huiyin --help lists them\n", argv[1]);
	return EXIT_USAGE;
}

const char *rules_dir(void)
{
	static const char *const places[] = {"rules", HUIYIN_SHARE "/rules", NULL};
	for (const char *const *p = places; *p; p++) {
		char path[512];
		snprintf(path, sizeof path, "%s/clocks.txt", *p);
		if (os_exists(path))
			return *p;
	}
	return "rules";
}

int cli_say(int exit_code, const char *command, const char *fmt, ...)
{
	va_list ap;
	fprintf(stderr, "huiyin %s: ", command);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return exit_code;
}

static void take_out(int *argc, char **argv, int at, int n)
{
	for (int i = at; i + n < *argc; i++)
		argv[i] = argv[i + n];
	*argc -= n;
}

const char *cli_option(int *argc, char **argv, const char *name)
{
	size_t n = strlen(name);
	for (int i = 1; i < *argc; i++) {
		if (strncmp(argv[i], name, n) == 0 && argv[i][n] == '=') {
			const char *value = argv[i] + n + 1;
			take_out(argc, argv, i, 1);
			return value;
		}
		if (cstr_eq(argv[i], name) && i + 1 < *argc) {
			const char *value = argv[i + 1];
			take_out(argc, argv, i, 2);
			return value;
		}
	}
	return NULL;
}

bool cli_flag(int *argc, char **argv, const char *name)
{
	for (int i = 1; i < *argc; i++)
		if (cstr_eq(argv[i], name)) {
			take_out(argc, argv, i, 1);
			return true;
		}
	return false;
}

struct city *cli_city(const char *command, const char *dir, enum store_mode mode, const char *today)
{
	const char *why;
	day_t day;
	struct city *c = city_open(dir, mode, &why);
	if (!c) {
		cli_say(EXIT_TROUBLE, command, "%s", why);
		return NULL;
	}
	if (today && !day_parse(str_of(today), &day)) {
		cli_say(EXIT_USAGE, command, "--today takes a day as YYYY-MM-DD, not %s", today);
		city_close(c);
		return NULL;
	}
	if (today)
		os_time_turn(day, c->zone_min);
	return c;
}

void cli_progress(void *ctx, int64_t done, int64_t total)
{
	int *last = ctx;
	int tenth = total > 0 ? (int)(done * 10 / total) : 10;
	if (os_is_terminal(STDERR_FILENO)) {
		fprintf(stderr, "\r[%.*s%.*s] %3d%%", tenth * 2, "####################", 20 - tenth * 2, "....................",
			total > 0 ? (int)(done * 100 / total) : 100);
		if (done >= total)
			fputc('\n', stderr);
	} else if (tenth != *last) {
		fprintf(stderr, "%d%%\n", tenth * 10);
	}
	*last = tenth;
}
