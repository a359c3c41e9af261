/* huiyin breach: whose data became known where it should not (PIPL art. 57), and
 * telling them. Law: listing changes nothing and runs beside a running server;
 * what it lists is what recording the same words keeps. */
#include "cli.h"

#include "../matter/breach.h"
#include "../matter/second.h"

enum { BREACH_ARENA_BYTES = 256 * 1024 * 1024, WORDS = 4096 };

struct breach_job {
	struct city *city;
	struct now now;
	struct breach_in in;
	const char *login, *totp, *number;
	struct viewer viewer;
	int64_t matters, petitioners, identities;
	size_t told;
	struct refusal why;
};

static int refused(struct arena *a, const struct breach_job *j)
{
	return cli_say(EXIT_REFUSED, "breach", "%s", j->why.what.id ? msg_text(a, LANG_EN, j->why.what) : "it could not be kept");
}

/* -- list */

static void print_one(void *ctx, struct tx *tx, const struct breach_found *f)
{
	struct breach_job *j = ctx;
	(void)tx;
	j->matters++;
	j->petitioners += f->petitioners;
	j->identities += f->identity;
	printf("%s petitioners %lld, content%s%s\n", f->number, (long long)f->petitioners, f->files ? ", files" : "", f->identity ? ", identity" : "");
}

static int list_affected(struct arena *a, struct breach_job *j)
{
	struct tx tx;
	struct breach_scope s;
	read_begin(j->city->store, 0, a, &tx);
	bool good = breach_scope(&tx, j->now, &j->in, &s, &j->why);
	if (good)
		breach_each(&tx, &s, print_one, j);
	bool whole = tx.trouble == TROUBLE_NONE;
	read_end(&tx);
	if (!good || !whole)
		return whole ? refused(a, j) : cli_say(EXIT_TROUBLE, "breach", "the store could not be read");
	printf("%lld matters with %lld petitioners; of %lld the identity was open; nothing was recorded and nobody was told\n",
		(long long)j->matters, (long long)j->petitioners, (long long)j->identities);
	return EXIT_DONE;
}

static int list_file(struct arena *a, struct breach_job *j)
{
	struct tx tx;
	struct q_breach_all *b;
	read_begin(j->city->store, 0, a, &tx);
	size_t n = q_breach_all(&tx, &b);
	for (size_t i = 0; i < n; i++)
		printf("%-10s found %s, %s, %lld matters, %lld told, %s%s\n", b[i].number, b[i].found_day,
			b[i].dropped_ms != DB_NULL_INT ? "recorded in error" : b[i].confirmed_ms != DB_NULL_INT ? "confirmed" : "waits for confirmation",
			(long long)b[i].matters, (long long)b[i].told, b[i].reported_day ? "reported " : "not reported", b[i].reported_day ? b[i].reported_day : "");
	read_end(&tx);
	return EXIT_DONE;
}

/* -- record and confirm */

static bool who(struct tx *tx, struct breach_job *j)
{
	struct q_person_by_login p;
	j->viewer = viewer_system();
	if (!j->login)
		return true;
	if (!q_person_by_login(tx, j->login, &p) || !viewer_load(tx, p.id, j->now.today, &j->viewer)) {
		j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_PERSON(j->login), NULL, F_NONE};
		return false;
	}
	j->viewer.fresh = fresh_without_session(tx, p.id);
	return true;
}

static bool record(struct tx *tx, void *arg)
{
	struct breach_job *j = arg;
	return who(tx, j) && breach_record(tx, &j->viewer, j->now, &j->in, &j->number, &j->why);
}

static bool confirm(struct tx *tx, void *arg)
{
	struct breach_job *j = arg;
	if (!who(tx, j))
		return false;
	if (j->totp && !j->viewer.fresh && !fresh_prove(tx, j->city, j->now, &j->viewer, j->totp, false, &j->why))
		return tx->trouble == TROUBLE_NONE;    /* the wrong try is kept */
	return breach_confirm(tx, &j->viewer, j->now, j->number, &j->why);
}

static bool tell(struct tx *tx, void *arg)
{
	struct breach_job *j = arg;
	j->told = breach_tell(tx, j->city, j->now);
	return tx->trouble == TROUBLE_NONE;
}

static int write(struct arena *a, struct breach_job *j, bool (*run)(struct tx *tx, void *arg))
{
	enum trouble trouble;
	if (store_write(j->city->store, a, run, j, &trouble))
		return j->why.kind == REFUSE_NONE ? EXIT_DONE : refused(a, j);
	return trouble != TROUBLE_NONE ? cli_say(EXIT_TROUBLE, "breach", "the store could not keep it") : refused(a, j);
}

static int record_it(struct arena *a, struct breach_job *j)
{
	int code = write(a, j, record);
	if (code == EXIT_DONE)
		printf("%s\nNobody is told before a data-protection officer confirms: huiyin breach DIR confirm %s --as LOGIN\n", j->number, j->number);
	return code;
}

/* The notices are a transaction each hundred: stopped on the way, the server's tick goes on. */
static int confirm_it(struct arena *a, struct breach_job *j)
{
	size_t all = 0;
	int code = write(a, j, confirm);
	j->told = code == EXIT_DONE;
	while (code == EXIT_DONE && j->told > 0) {
		arena_reset(a);
		code = write(a, j, tell);
		all += j->told;
	}
	if (code == EXIT_DONE)
		printf("%zu matters were told\n", all);
	return code;
}

/* -- the words of the command */

/* Every value of a repeated option, with blanks between. */
static const char *words(struct arena *a, int *argc, char **argv, const char *name)
{
	const char *all = "", *one;
	while ((one = cli_option(argc, argv, name)) != NULL && strlen(all) < WORDS)
		all = arena_printf(a, "%s%s%s", all, *all ? " " : "", one);
	return all;
}

static void read_options(struct arena *a, int *argc, char **argv, struct breach_job *j)
{
	static const char *const text[BREACH_TEXTS] = {"--what", "--harm", "--done", "--advice", "--contact"};
	const char *copy = cli_option(argc, argv, "--copy");
	j->in = (struct breach_in){.from = cli_option(argc, argv, "--from"), .upto = cli_option(argc, argv, "--to"), .found = cli_option(argc, argv, "--found"),
		.persons = words(a, argc, argv, "--person"), .units = words(a, argc, argv, "--unit"), .copy = copy != NULL, .keys = cli_flag(argc, argv, "--keys")};
	if (copy)
		j->in.upto = copy;
	for (int i = 0; i < BREACH_TEXTS; i++)
		j->in.text[i] = cli_option(argc, argv, text[i]);
	const char **day[] = {&j->in.from, &j->in.upto, &j->in.found};
	for (size_t i = 0; i < sizeof day / sizeof *day; i++)
		*day[i] = *day[i] ? *day[i] : "";
	j->login = cli_option(argc, argv, "--as");
	j->totp = cli_option(argc, argv, "--totp");
}

static int usage(void)
{
	return cli_say(EXIT_USAGE, "breach", "use: huiyin breach DIR --from DATE --to DATE [--person LOGIN]... [--unit CODE]... | --copy DATE [--keys]\n"
		"         [--record --found DATE --what TEXT --harm TEXT --done TEXT --advice TEXT --contact TEXT [--as LOGIN]] [--today DATE]\n"
		"     huiyin breach DIR confirm NUMBER --as LOGIN [--totp CODE] [--today DATE]\n     huiyin breach DIR list");
}

int cli_breach(int argc, char **argv)
{
	struct arena *a = arena_new(BREACH_ARENA_BYTES);
	struct breach_job j = {0};
	const char *today = cli_option(&argc, argv, "--today");
	bool recorded = cli_flag(&argc, argv, "--record");
	read_options(a, &argc, argv, &j);
	bool confirms = argc == 4 && cstr_eq(argv[2], "confirm") && j.login, lists = argc == 3 && cstr_eq(argv[2], "list");
	if (argc != 2 && !confirms && !lists)
		return usage();
	j.city = cli_city("breach", argv[1], confirms || recorded ? STORE_COMMAND : STORE_READ, today);
	if (!j.city)
		return EXIT_TROUBLE;
	j.now = city_now(j.city);
	j.number = confirms ? argv[3] : NULL;
	int code = lists ? list_file(a, &j) : confirms ? confirm_it(a, &j) : recorded ? record_it(a, &j) : list_affected(a, &j);
	city_close(j.city);
	arena_free(a);
	return code;
}
