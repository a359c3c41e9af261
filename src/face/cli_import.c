/* Law: a thin translation: it opens the city, reads the map, runs the loop of
 * import_file.h and says what import_report() says, as text or as JSON. */
#include "cli_import.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/import.h"
#include "../wire/json.h"
#include "cli.h"
#include "import_file.h"
#include "text.h"

enum { ARENA_BYTES = 1024 * 1024 * 1024, OUT_BYTES = 64 * 1024 };

struct ask {
	struct arena *a;
	enum lang lang;
	const char *map, *today, *encoding, *lead, *register_, *sheet, *word[3];
	int words;
	bool dry_run, json, help;
	struct city *city;
	struct mapfile mapfile;
	int tenth;                     /* last shown, of the progress */
};

struct option { const char *name, *shape, *help; const char **value; bool *flag; };
enum { OPTIONS = 10 };

static void options_of(struct ask *q, struct option out[OPTIONS])
{
	const struct option rows[OPTIONS] = {
		{"--map", "MAP", "import.help_map", &q->map, NULL},
		{"--dry-run", "", "import.help_dry_run", NULL, &q->dry_run},
		{"--register", "UNIT", "import.help_register", &q->register_, NULL},
		{"--lead", "UNIT", "import.help_lead", &q->lead, NULL},
		{"--encoding", "NAME", "import.help_encoding", &q->encoding, NULL},
		{"--sheet", "NAME", "import.help_sheet", &q->sheet, NULL},
		{"--today", "YYYY-MM-DD", "import.help_today", &q->today, NULL},
		{"--json", "", "import.help_json", NULL, &q->json},
		{"--lang", "en|zh", "clock.help_lang", NULL, NULL},
		{"--help", "", "clock.help_help", NULL, &q->help},
	};
	memcpy(out, rows, sizeof rows);
}

static int misuse(struct ask *q, struct msg m)
{
	return cli_clock_usage(q->a, q->lang, "import", m);
}

static int read_options(struct ask *q, int argc, char **argv)
{
	struct option option[OPTIONS];
	options_of(q, option);
	for (int i = 1; i < argc; i++) {
		int k = 0;
		if (strncmp(argv[i], "--", 2) != 0) {
			if (q->words == 3)
				return misuse(q, T_CLOCK_CLI_UNKNOWN(argv[i]));
			q->word[q->words++] = argv[i];
			continue;
		}
		while (k < OPTIONS && !cstr_eq(option[k].name, argv[i]))
			k++;
		if (k == OPTIONS)
			return misuse(q, T_CLOCK_CLI_UNKNOWN(argv[i]));
		if (option[k].flag) {
			*option[k].flag = true;
			continue;
		}
		if (i + 1 == argc)
			return misuse(q, T_CLOCK_CLI_NO_VALUE(argv[i], option[k].shape));
		i++;
		if (option[k].value)
			*option[k].value = argv[i];
		else if (!cstr_eq(argv[i], "en") && !cstr_eq(argv[i], "zh"))
			return misuse(q, T_CLOCK_CLI_BAD_VALUE("--lang", argv[i], "en|zh"));
	}
	return EXIT_DONE;
}

static int help(struct ask *q)
{
	struct option option[OPTIONS];
	options_of(q, option);
	printf("%s\n\n  huiyin import petitions DIR FILE --map MAP\n\n", msg_text(q->a, q->lang, T_IMPORT_HELP));
	for (int i = 0; i < OPTIONS; i++)
		cli_clock_help_line(q->a, q->lang, arena_printf(q->a, "%s%s%s", option[i].name, *option[i].shape ? " " : "", option[i].shape), option[i].help);
	printf("\n%s\n%s\n", msg_text(q->a, q->lang, T_IMPORT_HELP_AFTER), msg_text(q->a, q->lang, T_CLOCK_HELP_EXIT));
	return cli_clock_flush(q->a, q->lang);
}

/* -- the report -- */

static const char *count(struct ask *q, int64_t n)
{
	return arena_printf(q->a, "%lld", (long long)n);
}

static const char *mean(struct ask *q, const struct import_late *l)
{
	return arena_printf(q->a, "%.1f", l->count ? (double)l->days_sum / (double)l->count : 0.0);
}

static const char *share(struct ask *q, int64_t part, int64_t whole)
{
	return arena_printf(q->a, "%.1f", whole ? 100.0 * (double)part / (double)whole : 0.0);
}

static void say(struct ask *q, struct msg m)
{
	puts(msg_text(q->a, q->lang, m));
}

static void report_text(struct ask *q, const struct import_report *r, const struct import_file *f)
{
	if (q->dry_run)
		say(q, T_IMPORT_SAY_DRY_RUN);
	say(q, T_IMPORT_SAY_ROWS(count(q, r->rows), count(q, r->taken), count(q, r->known), count(q, r->refused)));
	say(q, T_IMPORT_SAY_ANSWERED(count(q, r->answered), count(q, r->unanswered), count(q, r->received_only)));
	say(q, T_IMPORT_SAY_LATE15(count(q, r->late15.count), share(q, r->late15.count, r->answered), mean(q, &r->late15), count(q, r->late15.days_worst)));
	say(q, T_IMPORT_SAY_LATE60(count(q, r->late60.count), share(q, r->late60.count, r->answered), mean(q, &r->late60), count(q, r->late60.days_worst)));
	say(q, T_IMPORT_SAY_OPEN(count(q, r->open_late15), count(q, r->open_late60)));
	for (size_t i = 0; i < f->tolds; i++)
		say(q, sheet_told_msg(q->a, &f->told[i]));
	if (f->refused_path)
		say(q, T_IMPORT_SAY_REFUSED(f->refused_path));
}

static void json_late(struct json *j, const char *key, const struct import_late *l)
{
	json_object(j, key);
	json_int(j, "count", l->count);
	json_int(j, "days_sum", l->days_sum);
	json_int(j, "days_worst", l->days_worst);
	json_end(j);
}

static void report_json(struct ask *q, const struct import_report *r, const struct import_file *f)
{
	struct buf b;
	struct json j;
	buf_init(&b, OUT_BYTES);
	json_init(&j, &b);
	json_object(&j, NULL);
	json_bool(&j, "dry_run", q->dry_run);
	json_bool(&j, "complete", f->broken.id == 0);
	const struct { const char *key; int64_t n; } counts[] = {{"rows", r->rows}, {"taken", r->taken}, {"known", r->known},
		{"refused", r->refused}, {"answered", r->answered}, {"unanswered", r->unanswered}, {"received_only", r->received_only},
		{"open_late15", r->open_late15}, {"open_late60", r->open_late60}};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		json_int(&j, counts[i].key, counts[i].n);
	json_late(&j, "late15", &r->late15);
	json_late(&j, "late60", &r->late60);
	json_array(&j, "told");
	for (size_t i = 0; i < f->tolds; i++) {
		json_object(&j, NULL);
		json_text(&j, "what", f->told[i].word);
		json_int(&j, "count", f->told[i].count);
		json_text(&j, "where", f->told[i].where);
		json_end(&j);
	}
	json_end(&j);
	json_text(&j, "refused_file", f->refused_path);
	json_end(&j);
	json_done(&j);
	printf("%.*s\n", STR_ARG(buf_view(&b)));
	buf_free(&b);
}

/* -- the run -- */

static void show_progress(void *ctx, int64_t bytes, int64_t total, int64_t rows)
{
	struct ask *q = ctx;
	(void)rows;
	cli_progress(&q->tenth, bytes, total);
}

static int run(struct ask *q)
{
	struct msg why = MSG_NONE;
	struct import_options o = {.map = &q->mapfile, .unit_register = q->register_, .unit_lead = q->lead,
		.dry_run = q->dry_run, .now = city_now(q->city)};
	if (import_file_is_workbook(q->word[2]))
		mapfile_add_days(&q->mapfile);
	struct import *im = import_new(q->a, q->city, &o, &why);
	if (!im)
		return cli_clock_fail(q->a, q->lang, EXIT_REFUSED, why);
	struct import_file f = {.import = im, .map = &q->mapfile, .path = q->word[2], .sheet = q->sheet, .lang = q->lang, .progress = show_progress, .ctx = q};
	if (q->encoding && !encoding_parse(str_of(q->encoding), &f.encoding))
		return misuse(q, T_CLOCK_CLI_BAD_VALUE("--encoding", q->encoding, "UTF-8, GB18030, UTF-16LE, UTF-16BE"));
	f.encoding_given = q->encoding != NULL;
	q->tenth = -1;
	bool whole = import_file_run(q->a, &f);
	const struct import_report *r = import_report(im);
	if (r->rows || whole)
		q->json ? report_json(q, r, &f) : report_text(q, r, &f);
	if (!whole)
		cli_clock_fail(q->a, q->lang, EXIT_TROUBLE, f.broken);
	int code = cli_clock_flush(q->a, q->lang);
	if (code == EXIT_DONE && f.trouble)
		code = EXIT_TROUBLE;
	return code == EXIT_DONE && (r->refused || !whole) ? EXIT_REFUSED : code;
}

/* NAME stands for DIR/rules/import/NAME.map; anything with a slash or .map is a path. */
static int read_map(struct ask *q)
{
	struct str text, name = str_of(q->map);
	struct rule_error err;
	bool path = str_chr(name, '/') != SIZE_MAX || str_ends(name, ".map");
	const char *file = path ? q->map : arena_printf(q->a, "%s/rules/import/%s.map", q->word[1], q->map);
	int r = os_read_file(q->a, file, LIMIT_RULE_FILE_BYTES, &text);
	if (r < 0)
		return cli_clock_fail(q->a, q->lang, EXIT_TROUBLE, T_IMPORT_CANNOT_READ(file, strerror(-r)));
	if (mapfile_parse(q->a, file, text, &q->mapfile, &err))
		return EXIT_DONE;
	return cli_clock_broken(q->a, q->lang, err.file, err.line, err.reason);
}

static int turn_clock(struct ask *q)
{
	day_t day;
	if (!q->today)
		return EXIT_DONE;
	if (!day_parse(str_of(q->today), &day))
		return misuse(q, T_CLOCK_CLI_BAD_VALUE("--today", q->today, "YYYY-MM-DD"));
	os_time_turn(day, q->city->zone_min);
	return EXIT_DONE;
}

static int open_and_run(struct ask *q)
{
	const char *why = NULL;
	if (q->words != 3 || !cstr_eq(q->word[0], "petitions"))
		return misuse(q, T_CLOCK_CLI_USAGE("huiyin import petitions DIR FILE --map MAP"));
	if (!q->map)
		return misuse(q, T_CLOCK_CLI_MISSING("--map"));
	int code = read_map(q);
	if (code != EXIT_DONE)
		return code;
	q->city = city_open(q->word[1], q->dry_run ? STORE_READ : STORE_COMMAND, &why);
	if (!q->city)
		return cli_clock_fail(q->a, q->lang, EXIT_TROUBLE, T_IMPORT_PLAIN(why));
	code = turn_clock(q);
	if (code == EXIT_DONE)
		code = run(q);
	city_close(q->city);
	return code;
}

int cli_import(int argc, char **argv)
{
	struct ask q = {.a = arena_new(ARENA_BYTES), .lang = cli_clock_lang(argc, argv)};
	int code = read_options(&q, argc, argv);
	if (code == EXIT_DONE)
		code = q.help ? help(&q) : open_and_run(&q);
	arena_free(q.a);
	return code;
}
