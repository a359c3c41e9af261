/* `huiyin clock`. Law: a thin translation of rule/clock.h: what it prints is
 * what clock_compute said; it reads the rules and changes nothing. Options are
 * rows of `options`; the help is made of the same rows. */
#include "cli_clock.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../rule/clock.h"
#include "../wire/json.h"
#include "cli.h"
#include "text.h"

enum { ARENA_BYTES = 256 * 1024 * 1024, ZONE_MIN = 480, OUT_BYTES = 1024 * 1024 };

struct ask {
	struct arena *a;
	enum lang lang;
	const char *code, *rules;
	bool from_given, moment_given, json, list, help;
	struct clock_in in;
};

/* -- options -- */

static bool take_number(const char *text, int *out)
{
	int64_t n = 0;
	if (!str_i64(str_of(text), &n) || n < 1 || n > CLOCK_LENGTH_MAX)
		return false;
	*out = (int)n;
	return true;
}

/* 2026-02-01, 2026-02-01T09:30 or with a blank between. */
static bool take_from(struct ask *q, const char *text)
{
	struct str s = str_of(text), time;
	int64_t hh = 0, mm = 0;
	if (!day_parse(str_head(s, 10), &q->in.start))
		return false;
	q->in.start_ms = day_start_ms(q->in.start, ZONE_MIN);
	q->from_given = true;
	if (s.n == 10)
		return true;
	time = str_from(s, 11);
	if ((s.p[10] != 'T' && s.p[10] != ' ') || time.n != 5 || time.p[2] != ':')
		return false;
	if (!str_i64(str_head(time, 2), &hh) || !str_i64(str_from(time, 3), &mm) || hh < 0 || hh > 23 ||
		mm < 0 || mm > 59)
		return false;
	q->in.start_ms += (hh * 60 + mm) * 60 * 1000;
	q->moment_given = true;
	return true;
}

static bool take_extend(struct ask *q, const char *text)
{
	return take_number(text, &q->in.extended);
}

static bool take_length(struct ask *q, const char *text)
{
	return take_number(text, &q->in.length);
}

static bool take_pause(struct ask *q, const char *text)
{
	struct str s = str_of(text);
	struct day_span span = {DAY_NONE, DAY_NONE};
	if (q->in.pauses == CLOCK_PAUSES || s.n < 12 || memcmp(s.p + 10, "..", 2) != 0)
		return false;
	if (!day_parse(str_head(s, 10), &span.from) || (s.n > 12 && !day_parse(str_from(s, 12),
		&span.to)))
		return false;
	q->in.pause[q->in.pauses++] = span;
	return true;
}

static bool take_rules(struct ask *q, const char *text)
{
	q->rules = text;
	return *text != '\0';
}

static bool take_lang(struct ask *q, const char *text)
{
	q->lang = lang_of(str_of(text));
	return cstr_eq(text, "en") || cstr_eq(text, "zh");
}

static bool take_json(struct ask *q, const char *text)
{
	(void)text;
	return q->json = true;
}

static bool take_list(struct ask *q, const char *text)
{
	(void)text;
	return q->list = true;
}

static bool take_help(struct ask *q, const char *text)
{
	(void)text;
	return q->help = true;
}

/* shape NULL: no value follows */
static const struct option {
	const char *name, *shape, *help;
	bool (*take)(struct ask *q, const char *text);
} options[] = {
	{"--from", "DATE|DATETIME", "clock.help_from", take_from},
	{"--extend", "N", "clock.help_extend", take_extend},
	{"--pause", "FROM..TO", "clock.help_pause", take_pause},
	{"--length", "N", "clock.help_length", take_length},
	{"--rules", "DIR", "clock.help_rules", take_rules},
	{"--lang", "en|zh", "clock.help_lang", take_lang},
	{"--json", NULL, "clock.help_json", take_json},
	{"--list", NULL, "clock.help_list", take_list},
	{"--help", NULL, "clock.help_help", take_help},
};

enum { OPTIONS = sizeof options / sizeof *options };

static int misuse(struct ask *q, struct msg m)
{
	return cli_clock_usage(q->a, q->lang, "clock", m);
}

static int take_option(struct ask *q, int argc, char **argv, int *at)
{
	const char *name = argv[*at], *value = NULL;
	for (int i = 0; i < OPTIONS; i++) {
		const struct option *o = &options[i];
		if (!cstr_eq(name, o->name))
			continue;
		if (o->shape && ++*at == argc)
			return misuse(q, T_CLOCK_CLI_NO_VALUE(name, o->shape));
		if (o->shape)
			value = argv[*at];
		return o->take(q, value) ? EXIT_DONE : misuse(q, T_CLOCK_CLI_BAD_VALUE(name, value,
			o->shape));
	}
	return misuse(q, T_CLOCK_CLI_UNKNOWN(name));
}

static int read_arguments(struct ask *q, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		int code = EXIT_DONE;
		if (strncmp(argv[i], "--", 2) == 0)
			code = take_option(q, argc, argv, &i);
		else if (q->code)
			code = misuse(q, T_CLOCK_CLI_UNKNOWN(argv[i]));
		else
			q->code = argv[i];
		if (code != EXIT_DONE)
			return code;
	}
	if (q->help || q->list)
		return EXIT_DONE;
	if (!q->code)
		return misuse(q, T_CLOCK_CLI_MISSING("CODE"));
	return q->from_given ? EXIT_DONE : misuse(q, T_CLOCK_CLI_MISSING("--from DATE"));
}

static int help(struct ask *q)
{
	printf("%s\n\n%s\n\n", msg_text(q->a, q->lang, T_CLOCK_HELP_CLOCK),
		msg_text(q->a, q->lang,
			T_CLOCK_CLI_USAGE("huiyin clock CODE --from DATE [--extend N] [--pause FROM..TO]... "
			"[--length N] [--rules DIR] [--lang en|zh] [--json]")));
	cli_clock_help_line(q->a, q->lang, "CODE", "clock.help_code");
	for (int i = 0; i < OPTIONS; i++)
		cli_clock_help_line(q->a, q->lang, arena_printf(q->a, "%s%s%s", options[i].name,
			options[i].shape ? " " : "", options[i].shape ? options[i].shape : ""),
				options[i].help);
	printf("\n%s\n", msg_text(q->a, q->lang, T_CLOCK_HELP_EXIT));
	return cli_clock_flush(q->a, q->lang);
}

/* -- answers -- */

static int list(struct ask *q, const struct clock_rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct clock_rule *r = &rules->rule[i];
		printf("%-20s %s: %s (%s)\n", r->code, r->name[q->lang],
			clock_length_text(q->a, q->lang, r->unit, r->length), r->cite[q->lang]);
	}
	return cli_clock_flush(q->a, q->lang);
}

static void say_json(struct ask *q, const struct clock_out *out)
{
	struct buf b;
	struct json j;
	char day[11];
	buf_init(&b, OUT_BYTES);
	json_init(&j, &b);
	json_object(&j, NULL);
	json_text(&j, "due_nominal", out->due_nominal == DAY_NONE ? NULL : day_text(out->due_nominal,
		day));
	json_text(&j, "due", out->due == DAY_NONE ? NULL : day_text(out->due, day));
	json_bool(&j, "provisional", out->provisional);
	json_array(&j, "derivation");
	for (size_t i = 0; i < out->lines; i++)
		json_text(&j, NULL, out->line[i].text[q->lang]);
	json_end(&j);
	json_end(&j);
	json_done(&j);
	puts(b.p);
	buf_free(&b);
}

static void say_text(struct ask *q, const struct clock_out *out)
{
	char due[11], nominal[11];
	struct msg m = T_CLOCK_CLI_DUE_OPEN;
	day_text(out->due, due);
	day_text(out->due_nominal, nominal);
	if (out->due != DAY_NONE)
		m = out->due == out->due_nominal ? T_CLOCK_CLI_DUE(due) : T_CLOCK_CLI_DUE_NOMINAL(due,
			nominal);
	printf("%s", msg_text(q->a, q->lang, m));
	if (out->provisional)
		printf(", %s", msg_text(q->a, q->lang, T_CLOCK_CLI_PROVISIONAL));
	printf("\n\n");
	for (size_t i = 0; i < out->lines; i++)
		printf("%s\n", out->line[i].text[q->lang]);
}

static int answer(struct ask *q, const struct clock_rules *rules)
{
	struct clock_out out;
	int code = EXIT_DONE;
	q->in.rule = clock_rule_find(rules, q->code);
	if (!q->in.rule)
		return cli_clock_fail(q->a, q->lang, EXIT_REFUSED, T_CLOCK_CLI_NO_CLOCK(q->code));
	if (q->in.rule->unit == CLOCK_HOURS && !q->moment_given)
		return misuse(q, T_CLOCK_CLI_NO_MOMENT(q->code));
	q->in.calendar = cli_calendar_load(q->a, q->rules, q->lang, &code);
	if (!q->in.calendar)
		return code;
	const char *reason = clock_check(&q->in);
	if (reason)
		return cli_clock_fail(q->a, q->lang, EXIT_REFUSED, T_CLOCK_CLI_REFUSED(reason));
	clock_compute(q->a, &q->in, &out);
	if (q->json)
		say_json(q, &out);
	else
		say_text(q, &out);
	return cli_clock_flush(q->a, q->lang);
}

static int run(struct ask *q)
{
	const char *file = arena_printf(q->a, "%s/clocks.txt", q->rules);
	struct clock_rules rules;
	struct rule_error err;
	struct str text;
	int r = os_read_file(q->a, file, LIMIT_RULE_FILE_BYTES, &text);
	if (r < 0)
		return cli_clock_fail(q->a, q->lang, EXIT_TROUBLE, T_CLOCK_CLI_UNREADABLE(file,
			strerror(-r)));
	if (!clock_rules_parse(q->a, file, text, &rules, &err))
		return cli_clock_broken(q->a, q->lang, err.file, err.line, err.reason);
	return q->list ? list(q, &rules) : answer(q, &rules);
}

int cli_clock(int argc, char **argv)
{
	struct arena *a = arena_new(ARENA_BYTES);
	struct ask q = {.a = a, .lang = cli_clock_lang(argc, argv), .rules = rules_dir(),
		.in = {.zone_min = ZONE_MIN}};
	int code = read_arguments(&q, argc, argv);
	if (code == EXIT_DONE)
		code = q.help ? help(&q) : run(&q);
	arena_free(a);
	return code;
}
