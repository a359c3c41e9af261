/* Units and areas from the command line, for setting a city up: add, end,
 * list, and areas from a CSV file (code,name,parent or
 * code,name_zh,name_en,parent). Works on a stopped city. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/unit.h"
#include "../wire/csv.h"

enum { UNIT_ARENA_BYTES = 256 * 1024 * 1024, AREA_FIELDS = 4 };

struct unit_job {
	struct city *city;
	struct now now;
	struct unit_in in;
	const char *successor, *last, *contact;
	struct str csv;
	int64_t areas;
	struct refusal why;
	const char *fault;
};

static bool add(struct tx *tx, void *arg)
{
	struct unit_job *j = arg;
	struct viewer system = viewer_system();
	return unit_add(tx, &system, j->now, &j->in, &j->why) && unit_set_contact(tx, &system, j->now, j->in.code, j->contact ? j->contact : "", &j->why);
}

static bool contact(struct tx *tx, void *arg)
{
	struct unit_job *j = arg;
	struct viewer system = viewer_system();
	return unit_set_contact(tx, &system, j->now, j->in.code, j->contact, &j->why);
}

static bool end(struct tx *tx, void *arg)
{
	struct unit_job *j = arg;
	struct viewer system = viewer_system();
	day_t last = j->now.today;
	if (j->last && !day_parse(str_of(j->last), &last)) {
		j->why = (struct refusal){REFUSE_INPUT, T_FAULT_DAY, NULL, F_NONE};
		return false;
	}
	return unit_end(tx, j->city, &system, j->now, j->in.code, j->successor, last, &j->why);
}

/* A city just made: its government, petition bureau and hotline, so that the first
 * administrators can hold a post and web petitions have a receiver. */
static bool found(struct tx *tx, void *arg)
{
	struct unit_job *j = arg;
	struct viewer system = viewer_system();
	struct arena *a = tx->arena;
	const char *zh = j->city->name[LANG_ZH], *en = j->city->name[LANG_EN];
	struct unit_in government = {"city", msg_text(a, LANG_ZH, T_CLI_UNIT_GOVERNMENT(zh)), msg_text(a, LANG_EN, T_CLI_UNIT_GOVERNMENT(en)),
		"government", "", "", msg_text(a, LANG_ZH, T_CLI_SIGN_GOVERNMENT), "", j->now.today};
	struct unit_in bureau = {"bureau", msg_text(a, LANG_ZH, T_CLI_UNIT_BUREAU(zh)), msg_text(a, LANG_EN, T_CLI_UNIT_BUREAU(en)),
		"bureau", "city", "", msg_text(a, LANG_ZH, T_CLI_SIGN_BUREAU), "", j->now.today};
	struct unit_in hotline = {"hotline", msg_text(a, LANG_ZH, T_CLI_UNIT_HOTLINE(zh)), msg_text(a, LANG_EN, T_CLI_UNIT_HOTLINE(en)),
		"hotline", "city", "", msg_text(a, LANG_ZH, T_CLI_SIGN_HOTLINE), "", j->now.today};
	return unit_add(tx, &system, j->now, &government, &j->why) && unit_add(tx, &system, j->now, &bureau, &j->why) &&
		unit_add(tx, &system, j->now, &hotline, &j->why);
}

bool cli_found_city(struct city *c)
{
	struct unit_job j = {.city = c, .now = city_now(c)};
	enum trouble trouble;
	return store_write(c->store, c->arena, found, &j, &trouble);
}

static bool add_area(struct tx *tx, struct unit_job *j, const struct csv_record *r)
{
	struct arena *a = tx->arena;
	bool three = r->fields == 3;
	if (r->fields != 3 && r->fields != AREA_FIELDS) {
		j->fault = arena_printf(a, "line %lld has %zu columns; code,name,parent or code,name_zh,name_en,parent are wanted", (long long)r->line, r->fields);
		return false;
	}
	const char *code = arena_cstr(a, str_trim(r->field[0])), *zh = arena_cstr(a, str_trim(r->field[1]));
	const char *en = three ? zh : arena_cstr(a, str_trim(r->field[2])), *parent = arena_cstr(a, str_trim(r->field[three ? 2 : 3]));
	if (cstr_eq(code, "code"))
		return true;
	j->areas += q_area_insert(tx, code, *parent ? parent : NULL, zh, en);
	return tx->trouble == TROUBLE_NONE;
}

static bool areas(struct tx *tx, void *arg)
{
	struct unit_job *j = arg;
		struct csv_record record;
	struct csv *csv = csv_new(tx->arena, (struct csv_options){0});
	csv_feed(csv, j->csv, true);
	for (;;) {
		enum csv_got got = csv_next(csv, &record);
		if (got == CSV_END)
			return true;
		if (got != CSV_RECORD) {
			struct csv_error e = csv_error(csv);
			j->fault = arena_printf(tx->arena, "line %lld: %s", (long long)e.line, e.reason);
			return false;
		}
		if (!add_area(tx, j, &record))
			return false;
	}
}

static int list(struct city *c)
{
	struct tx tx;
	struct q_unit_all *u;
	read_begin(c->store, 0, c->arena, &tx);
	size_t n = q_unit_all(&tx, &u);
	for (size_t i = 0; i < n; i++)
		printf("%-16s %-12s %s / %s%s%s\n", u[i].code, u[i].kind, u[i].name_zh, u[i].name_en, u[i].valid_to ? " until " : "", u[i].valid_to ? u[i].valid_to : "");
	read_end(&tx);
	return EXIT_DONE;
}

static int usage(void)
{
	return cli_say(EXIT_USAGE, "unit", "use: huiyin unit DIR list\n"
		"     huiyin unit DIR add CODE --name-zh NAME --name-en NAME --kind KIND [--parent CODE] [--area CODE] [--sign SIGN] [--duties WORDS] [--contact WORDS]\n"
		"     huiyin unit DIR contact CODE --contact WORDS\n"
		"     huiyin unit DIR end CODE --successor CODE [--last DATE]\n     huiyin unit DIR areas FILE.csv\n"
		"kinds: government department bureau discipline court enterprise institution hotline other");
}

static int run(struct city *c, struct unit_job *j, bool (*fn)(struct tx *tx, void *arg))
{
	struct arena *a = arena_new(UNIT_ARENA_BYTES);
	enum trouble trouble;
	int code = EXIT_DONE;
	if (!store_write(c->store, a, fn, j, &trouble))
		code = cli_say(trouble ? EXIT_TROUBLE : EXIT_REFUSED, "unit", "%s",
			j->fault ? j->fault : j->why.what.id ? msg_text(a, LANG_EN, j->why.what) : "could not be written");
	else if (j->csv.p)
		printf("%lld areas added\n", (long long)j->areas);
	arena_free(a);
	return code;
}

int cli_unit(int argc, char **argv)
{
	struct unit_job j = {.in = {.name_zh = cli_option(&argc, argv, "--name-zh"), .name_en = cli_option(&argc, argv, "--name-en"),
		.kind = cli_option(&argc, argv, "--kind"), .parent = cli_option(&argc, argv, "--parent"), .area = cli_option(&argc, argv, "--area"),
		.doc_sign = cli_option(&argc, argv, "--sign"), .duties = cli_option(&argc, argv, "--duties"), .from = DAY_NONE},
		.successor = cli_option(&argc, argv, "--successor"), .last = cli_option(&argc, argv, "--last"),
		.contact = cli_option(&argc, argv, "--contact")};
	bool lists = argc == 3 && cstr_eq(argv[2], "list");
	bool adds = argc == 4 && cstr_eq(argv[2], "add"), ends = argc == 4 && cstr_eq(argv[2], "end"), reads = argc == 4 && cstr_eq(argv[2], "areas");
	bool asks = argc == 4 && cstr_eq(argv[2], "contact") && j.contact;
	if (!lists && !adds && !ends && !reads && !asks)
		return usage();
	struct city *c = cli_city("unit", argv[1], lists ? STORE_READ : STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	int code = EXIT_DONE;
	j.city = c;
	j.now = city_now(c);
	j.in.code = argc > 3 ? argv[3] : NULL;
	if (reads && os_read_file(c->arena, argv[3], LIMIT_RULE_FILE_BYTES, &j.csv) < 0)
		code = cli_say(EXIT_TROUBLE, "unit areas", "%s: cannot be read", argv[3]);
	else
		code = lists ? list(c) : run(c, &j, adds ? add : ends ? end : asks ? contact : areas);
	city_close(c);
	return code;
}
