/* Acts from the command line: the same rows, fields and refusals as pages and
 * API, on a stopped city. `act DIR NUMBER --as LOGIN` shows the matter and what
 * may be done; `act DIR new PROCEDURE ACT --as LOGIN --unit CODE` registers;
 * a petitioner acts with --code instead of --as. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "../matter/act.h"
#include "../matter/attach.h"
#include "../matter/person.h"
#include "../matter/retaliation.h"
#include "../matter/second.h"
#include "../matter/unit.h"

enum { ACT_ARENA_BYTES = 256 * 1024 * 1024 };

struct act_job {
	struct city *city;
	struct now now;
	struct viewer viewer;
	const char *login, *code, *totp, *unit, *procedure, *number, *act;
	int argc;
	char **argv;                   /* FIELD=VALUE words */
	struct act_in in;
	struct act_done done;
	struct refusal why;
	bool dry_run;
};

static struct str from_words(void *ctx, const char *name)
{
	struct act_job *j = ctx;
	size_t n = strlen(name);
	for (int i = 0; i < j->argc; i++)
		if (strncmp(j->argv[i], name, n) == 0 && j->argv[i][n] == '=')
			return str_of(j->argv[i] + n + 1);
	return (struct str){NULL, 0};
}

static bool who(struct tx *tx, struct act_job *j)
{
	struct q_person_by_login p;
	if (j->code) {
		j->viewer = viewer_by_code(tx, j->city, j->code);
		if (j->viewer.matter_id)
			return true;
		j->why = (struct refusal){REFUSE_ABSENT, T_FOLLOW_UNKNOWN, NULL, F_NONE};
		return false;
	}
	if (!j->login) {
		j->viewer = viewer_petitioner(0);
		return true;
	}
	if (q_person_by_login(tx, j->login, &p) && viewer_load(tx, p.id, j->now.today, &j->viewer)) {
		j->viewer.fresh = fresh_without_session(tx, p.id);
		return true;
	}
	j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_PERSON(j->login), NULL, F_NONE};
	return false;
}

static bool new_matter(struct tx *tx, struct act_job *j)
{
	struct q_unit_by_id u = {0};
	int64_t unit = j->unit ? unit_by_code(tx, j->unit, j->now.today) : unit_intake(tx, j->procedure);
	bool bureau = unit && q_unit_by_id(tx, unit, &u) && cstr_eq(u.kind, "bureau");
	const struct proc_row *row = act_new_row(j->city, j->procedure, j->act, bureau);
	if (!row) {
		j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	field_read(tx->arena, row, j->now, from_words, j, &j->in);
	return act_new(tx, j->city, &j->viewer, j->now, j->procedure, j->act, unit, &j->in, &j->done, &j->why);
}

static bool run(struct tx *tx, void *arg)
{
	struct act_job *j = arg;
	struct matter m;
	const struct proc_row *row;
	if (!who(tx, j))
		return false;
	if (j->procedure)
		return new_matter(tx, j) && !j->dry_run;
	if (!matter_load_number(tx, j->city, j->number, &m) || !matter_visible(&m, &j->viewer)) {
		j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_MATTER, NULL, F_NONE};
		return false;
	}
	if (j->code && cstr_eq(j->act, "report_retaliation") && retaliation_row(j->city)) {
		field_read(tx->arena, retaliation_row(j->city), j->now, from_words, j, &j->in);
		return retaliation_report(tx, j->city, &j->viewer, j->now, &j->in, &j->done, &j->why) && !j->dry_run;
	}
	act_check(&m, &j->viewer, j->now, j->act, NULL, &j->why, &row);
	if (!row)
		return false;
	if (j->totp && fresh_act(j->act) && !j->viewer.fresh && !fresh_prove(tx, j->city, j->now, &j->viewer, j->totp, false, &j->why))
		return tx->trouble == TROUBLE_NONE;    /* the wrong try is kept */
	field_read(tx->arena, row, j->now, from_words, j, &j->in);
	return act_do(tx, j->city, &j->viewer, j->now, j->number, j->act, &j->in, &j->done, &j->why) && !j->dry_run;
}

static void print_matter(struct act_job *j, struct tx *tx, enum lang lang, const struct matter *m)
{
	struct act_option *o;
	printf("%s  %s  %s\n", m->m.number, m->proc->state[m->state].name[lang], m->m.subject);
	for (size_t i = 0; i < m->clocks; i++)
		printf("  clock %-18s %s..%s (%s) %s%s\n", m->clock[i].code, m->clock[i].start_day, m->clock[i].due, m->clock[i].due_nominal,
			m->clock[i].outcome, m->clock[i].provisional ? ", provisional" : "");
	size_t n = act_options(tx->arena, m, &j->viewer, j->now, &o);
	for (size_t i = 0; i < n; i++)
		printf("  act   %-18s %s%s\n", o[i].act->code, o[i].act->name[lang],
			o[i].allowed ? "" : arena_printf(tx->arena, " -- %s", msg_text(tx->arena, lang, o[i].why.what)));
}

static int show(struct act_job *j, enum lang lang)
{
	struct tx tx;
	struct matter m;
	int code = EXIT_REFUSED;
	read_begin(j->city->store, 0, j->city->arena, &tx);
	if (!who(&tx, j))
		cli_say(code, "act", "%s", msg_text(tx.arena, lang, j->why.what));
	else if (!matter_load_number(&tx, j->city, j->number, &m) || !matter_visible(&m, &j->viewer))
		cli_say(code, "act", "%s", msg_text(tx.arena, lang, T_REFUSE_NO_MATTER));
	else {
		print_matter(j, &tx, lang, &m);
		code = EXIT_DONE;
	}
	read_end(&tx);
	return code;
}

static int tell(struct act_job *j, struct arena *a, enum lang lang, bool kept, enum trouble trouble)
{
	if (kept && j->why.kind == REFUSE_NONE) {
		printf("%s\n", j->done.number);
		if (j->done.query_code)
			printf("%s\n", j->done.query_code);
		return EXIT_DONE;
	}
	if (trouble != TROUBLE_NONE)
		return cli_say(EXIT_TROUBLE, "act", "the store could not keep it; nothing was changed");
	if (j->dry_run && j->why.kind == REFUSE_NONE && j->in.faults == 0) {
		printf("%s\n", msg_text(a, lang, T_CLI_DRY_RUN));
		return EXIT_DONE;
	}
	for (size_t i = 0; i < j->in.faults; i++)
		cli_say(EXIT_REFUSED, "act", "%s: %s", j->in.fault[i].part ? j->in.fault[i].part : field_table[j->in.fault[i].field].name, msg_text(a, lang, j->in.fault[i].what));
	if (j->in.faults == 0)
		cli_say(EXIT_REFUSED, "act", "%s%s%s", msg_text(a, lang, j->why.what), j->why.article ? " -- " : "", j->why.article ? j->why.article : "");
	return EXIT_REFUSED;
}

static int usage(void)
{
	return cli_say(EXIT_USAGE, "act", "use: huiyin act DIR NUMBER [ACT FIELD=VALUE...] --as LOGIN [--totp CODE]|--code CODE [--dry-run] [--lang en|zh] [--today DATE]\n"
		"     huiyin act DIR new PROCEDURE ACT FIELD=VALUE... [--as LOGIN --unit CODE]");
}

int cli_act(int argc, char **argv)
{
	struct act_job j = {.login = cli_option(&argc, argv, "--as"), .code = cli_option(&argc, argv, "--code"), .totp = cli_option(&argc, argv, "--totp"),
		.unit = cli_option(&argc, argv, "--unit"), .dry_run = cli_flag(&argc, argv, "--dry-run")};
	const char *lang_name = cli_option(&argc, argv, "--lang"), *today = cli_option(&argc, argv, "--today");
	enum lang lang = lang_of(str_of(lang_name ? lang_name : "en"));
	enum trouble trouble;
	if (argc < 3)
		return usage();
	bool fresh = cstr_eq(argv[2], "new");
	if (fresh && argc < 5)
		return usage();
	struct city *c = cli_city("act", argv[1], argc == 3 ? STORE_READ : STORE_COMMAND, today);
	if (!c)
		return EXIT_TROUBLE;
	j.city = c;
	j.now = city_now(c);
	j.number = argv[2];
	j.procedure = fresh ? argv[3] : NULL;
	j.act = fresh ? argv[4] : argc > 3 ? argv[3] : NULL;
	j.argc = argc - (fresh ? 5 : 4);
	j.argv = argv + (fresh ? 5 : 4);
	int code;
	if (!j.act) {
		code = show(&j, lang);
	} else {
		struct arena *a = arena_new(ACT_ARENA_BYTES);
		bool kept = store_write(c->store, a, run, &j, &trouble);
		code = tell(&j, a, lang, kept, trouble);
		arena_free(a);
	}
	city_close(c);
	return code;
}
