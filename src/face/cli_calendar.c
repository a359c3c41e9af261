/* `huiyin calendar check | show | convert`. Law: a thin translation of
 * rule/calendar.h; it reads files and prints, and changes nothing. Subcommands
 * are rows of `verbs`; whatever changes a data directory (import with its dry
 * run of moved due dates) is one more row. */
#include "cli_calendar.h"

#include <errno.h>

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "cli.h"
#include "text.h"

/* A calendar takes about 1.6 MB, so a check of CHECK_FILES stays inside. */
enum { ARENA_BYTES = 512 * 1024 * 1024, CHECK_FILES = 100 };

/* The command, read: positional words and options. */
struct ask {
	struct arena *a;
	enum lang lang;
	const char *rules, *year;
	char **word;                   /* after the subcommand */
	int words;
};

static int verb_check(struct ask *q);
static int verb_show(struct ask *q);
static int verb_convert(struct ask *q);

static const struct {
	const char *name, *shape, *help;
	int least, most;               /* words after it */
	int (*run)(struct ask *q);
} verbs[] = {
	{"check", "check FILE...", "clock.help_check", 1, CHECK_FILES, verb_check},
	{"show", "show YEAR", "clock.help_show", 1, 1, verb_show},
	{"convert", "convert holiday-cn|ics FILE [--year YEAR]", "clock.help_convert", 2, 2,
		verb_convert},
};

enum { VERBS = sizeof verbs / sizeof *verbs };

static int help(struct ask *q)
{
	fputs(msg_text(q->a, q->lang, T_CLOCK_HELP_CALENDAR), stdout);
	fputs("\n\n", stdout);
	for (int i = 0; i < VERBS; i++)
		cli_clock_help_line(q->a, q->lang, arena_printf(q->a, "huiyin calendar %s", verbs[i].shape),
			verbs[i].help);
	cli_clock_help_line(q->a, q->lang, "huiyin calendar import DIR FILE [--year YEAR] (--dry-run | --as LOGIN)", "cli.calendar_import");
	cli_clock_help_line(q->a, q->lang, "huiyin calendar pending DIR", "cli.calendar_pending");
	cli_clock_help_line(q->a, q->lang, "huiyin calendar confirm DIR NUMBER --as LOGIN", "cli.calendar_confirm");
	cli_clock_help_line(q->a, q->lang, "--year YEAR", "clock.help_year");
	cli_clock_help_line(q->a, q->lang, "--rules DIR", "clock.help_rules");
	cli_clock_help_line(q->a, q->lang, "--lang en|zh", "clock.help_lang");
	cli_clock_help_line(q->a, q->lang, "--help", "clock.help_help");
	printf("\n%s\n", msg_text(q->a, q->lang, T_CLOCK_HELP_EXIT));
	return cli_clock_flush(q->a, q->lang);
}

static int misuse(struct ask *q, struct msg m)
{
	return cli_clock_usage(q->a, q->lang, "calendar", m);
}

/* Options may stand anywhere; what is left are words. */
static int read_options(struct ask *q, int argc, char **argv, bool *wants_help)
{
	const struct { const char *name, *shape; const char **into; } options[] = {
		{"--rules", "DIR", &q->rules}, {"--year", "YEAR", &q->year}, {"--lang", "en|zh", NULL}};
	for (int i = 1; i < argc; i++) {
		const char *name = argv[i];
		size_t k = 0;
		if (cstr_eq(name, "--help")) {
			*wants_help = true;
			continue;
		}
		if (strncmp(name, "--", 2) != 0) {
			q->word[q->words++] = argv[i];
			continue;
		}
		while (k < 3 && !cstr_eq(name, options[k].name))
			k++;
		if (k == 3)
			return misuse(q, T_CLOCK_CLI_UNKNOWN(name));
		if (++i == argc)
			return misuse(q, T_CLOCK_CLI_NO_VALUE(name, options[k].shape));
		if (options[k].into)
			*options[k].into = argv[i];
		else if (!cstr_eq(argv[i], "en") && !cstr_eq(argv[i], "zh"))
			return misuse(q, T_CLOCK_CLI_BAD_VALUE(name, argv[i], options[k].shape));
	}
	return EXIT_DONE;
}

static int run(struct ask *q)
{
	if (q->words == 0)
		return misuse(q, T_CLOCK_CLI_MISSING("check | show | convert"));
	for (int i = 0; i < VERBS; i++) {
		if (!cstr_eq(q->word[0], verbs[i].name))
			continue;
		q->word++;
		q->words--;
		if (q->words < verbs[i].least || q->words > verbs[i].most)
			return misuse(q, T_CLOCK_CLI_USAGE(arena_printf(q->a, "huiyin calendar %s",
				verbs[i].shape)));
		return verbs[i].run(q);
	}
	return misuse(q, T_CLOCK_CLI_UNKNOWN(q->word[0]));
}

int cli_calendar(int argc, char **argv)
{
	if (argc > 1 && (cstr_eq(argv[1], "import") || cstr_eq(argv[1], "pending") || cstr_eq(argv[1], "confirm")))
		return cli_calendar_city(argc, argv);
	struct arena *a = arena_new(ARENA_BYTES);
	struct ask q = {.a = a, .lang = cli_clock_lang(argc, argv), .rules = rules_dir()};
	bool wants_help = false;
	q.word = arena_make_n(a, char *, (size_t)argc + 1);
	int code = read_options(&q, argc, argv, &wants_help);
	if (code == EXIT_DONE)
		code = wants_help ? help(&q) : run(&q);
	arena_free(a);
	return code;
}

/* -- shared with cli_clock.c -- */

int cli_clock_fail(struct arena *a, enum lang lang, int exit_code, struct msg m)
{
	fprintf(stderr, "huiyin: %s\n", msg_text(a, lang, m));
	return exit_code;
}

int cli_clock_broken(struct arena *a, enum lang lang, const char *file, int line,
	const char *reason)
{
	return cli_clock_fail(a, lang, EXIT_REFUSED, line == 0 ? T_CLOCK_CLI_BROKEN_WHOLE(file,
		reason) :
		T_CLOCK_CLI_BROKEN(file, arena_printf(a, "%d", line), reason));
}

int cli_clock_usage(struct arena *a, enum lang lang, const char *command, struct msg m)
{
	cli_clock_fail(a, lang, EXIT_USAGE, m);
	return cli_clock_fail(a, lang, EXIT_USAGE, T_CLOCK_CLI_SEE_HELP(command));
}

int cli_clock_flush(struct arena *a, enum lang lang)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EXIT_DONE;
	return cli_clock_fail(a, lang, EXIT_TROUBLE, T_CLOCK_CLI_WRITE_FAILED);
}

enum lang cli_clock_lang(int argc, char **argv)
{
	enum lang lang = LANG_EN;
	for (int i = 1; i + 1 < argc; i++)
		if (cstr_eq(argv[i], "--lang"))
			lang = lang_of(str_of(argv[i + 1]));
	return lang;
}

void cli_clock_help_line(struct arena *a, enum lang lang, const char *left, const char *message)
{
	int id = msg_id(message);
	must(id != 0);
	printf("  %s\n      %s\n", left, msg_text(a, lang, (struct msg){.id = id}));
}

static int unreadable(struct arena *a, enum lang lang, const char *path, int error)
{
	return cli_clock_fail(a, lang, EXIT_TROUBLE, T_CLOCK_CLI_UNREADABLE(path, strerror(-error)));
}

struct calendar *cli_calendar_load(struct arena *a, const char *rules, enum lang lang,
	int *exit_code)
{
	char **name, *dir = arena_printf(a, "%s/calendar", rules);
	int n = os_list_dir(a, dir, &name);
	struct cal_error err;
	size_t k = 0;
	if (n < 0) {
		*exit_code = unreadable(a, lang, dir, n);
		return NULL;
	}
	struct cal_text *text = arena_make_n(a, struct cal_text, (size_t)n);
	for (int i = 0; i < n; i++) {
		if (!str_ends(str_of(name[i]), ".txt"))
			continue;
		text[k].file = arena_printf(a, "%s/%s", dir, name[i]);
		int r = os_read_file(a, text[k].file, LIMIT_RULE_FILE_BYTES, &text[k].text);
		if (r < 0) {
			*exit_code = unreadable(a, lang, text[k].file, r);
			return NULL;
		}
		k++;
	}
	if (k == 0) {
		*exit_code = cli_clock_fail(a, lang, EXIT_TROUBLE, T_CLOCK_CLI_NO_CALENDAR(dir));
		return NULL;
	}
	struct calendar *c = calendar_parse(a, text, k, &err);
	if (!c)
		*exit_code = cli_clock_broken(a, lang, err.file, err.line, err.reason);
	return c;
}

/* -- check -- */

static int unreadable_file(struct ask *q, const char *path, int error)
{
	return cli_clock_fail(q->a, q->lang, EXIT_TROUBLE, T_CLOCK_CLI_FILE_UNREADABLE(path,
		strerror(-error)));
}

static int verb_check(struct ask *q)
{
	struct cal_text *text = arena_make_n(q->a, struct cal_text, (size_t)q->words);
	struct cal_error err;
	int code = EXIT_DONE;
	for (int i = 0; i < q->words; i++) {
		text[i].file = q->word[i];
		int r = os_read_file(q->a, text[i].file, LIMIT_RULE_FILE_BYTES, &text[i].text);
		if (r < 0)
			return unreadable_file(q, text[i].file, r);
		/* Each alone, so that every broken file is named at one go. */
		struct calendar *c = calendar_parse(q->a, &text[i], 1, &err);
		if (!c) {
			code = cli_clock_broken(q->a, q->lang, err.file, err.line, err.reason);
			continue;
		}
		int year = calendar_first_year(c), named = 0;
		for (day_t d = day_of(year - 1, 1, 1); d <= day_of(year + 1, 12, 31); d++)
			named += calendar_day(c, d).named;
		puts(msg_text(q->a, q->lang, T_CLOCK_CLI_CHECKED(text[i].file, arena_printf(q->a, "%d",
			year),
			arena_printf(q->a, "%d", named))));
	}
	if (code == EXIT_DONE && !calendar_parse(q->a, text, (size_t)q->words, &err))
		code = cli_clock_broken(q->a, q->lang, err.file, err.line, err.reason);
	return code == EXIT_DONE ? cli_clock_flush(q->a, q->lang) : code;
}

/* -- show -- */

static bool read_year(const char *text, int *year)
{
	int64_t y = 0;
	if (!text || strlen(text) != 4 || !str_i64(str_of(text), &y) || y < 1901 || y > 2118)
		return false;
	*year = (int)y;
	return true;
}

static void show_day(struct ask *q, const struct calendar *c, day_t d)
{
	struct cal_day day = calendar_day(c, d);
	char date[11];
	if (*day.name == '\0')
		return;
	printf("%s  %s  %s  %s\n", day_text(d, date),
		msg_text(q->a, q->lang, day.kind == DAY_REST ? T_CLOCK_CLI_DAY_REST : T_CLOCK_CLI_DAY_WORK),
		day.name, day.notice ? day.notice->title : msg_text(q->a, q->lang, T_CLOCK_FIXED));
}

static int verb_show(struct ask *q)
{
	int year = 0, code = EXIT_DONE;
	if (!read_year(q->word[0], &year))
		return misuse(q, T_CLOCK_CLI_BAD_VALUE("show", q->word[0], "YEAR (1901..2118)"));
	struct calendar *c = cli_calendar_load(q->a, q->rules, q->lang, &code);
	if (!c)
		return code;
	day_t first = day_of(year, 1, 1), last = day_of(year, 12, 31);
	for (day_t d = first; d <= last; d++)
		show_day(q, c, d);
	const char *y = arena_printf(q->a, "%d", year);
	const char *n = arena_printf(q->a, "%d", calendar_count_work(c, first - 1, last));
	puts(msg_text(q->a, q->lang, calendar_year_published(c, year) ?
		T_CLOCK_CLI_YEAR_PUBLISHED(y, n, calendar_version(c)) :
		T_CLOCK_CLI_YEAR_PROVISIONAL(y, n, calendar_version(c))));
	return cli_clock_flush(q->a, q->lang);
}

/* -- convert -- */

static int verb_convert(struct ask *q)
{
	bool ics = cstr_eq(q->word[0], "ics");
	const char *file = q->word[1];
	struct str from, text;
	struct cal_error err;
	int year = 0;
	if (!ics && !cstr_eq(q->word[0], "holiday-cn"))
		return misuse(q, T_CLOCK_CLI_BAD_VALUE("convert", q->word[0], "holiday-cn | ics"));
	if (ics && !q->year)
		return misuse(q, T_CLOCK_CLI_MISSING("--year YEAR"));
	if (q->year && !read_year(q->year, &year))
		return misuse(q, T_CLOCK_CLI_BAD_VALUE("--year", q->year, "YEAR (1901..2118)"));
	int r = os_read_file(q->a, file, LIMIT_RULE_FILE_BYTES, &from);
	if (r < 0)
		return unreadable_file(q, file, r);
	if (ics ? !calendar_from_ics(q->a, from, year, &text, &err) : !calendar_from_holiday_cn(q->a,
		from, &text, &err))
		return cli_clock_broken(q->a, q->lang, file, err.line, err.reason);
	fwrite(text.p, 1, text.n, stdout);
	return cli_clock_flush(q->a, q->lang);
}
