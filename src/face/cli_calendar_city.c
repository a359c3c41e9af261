/* `huiyin calendar import | pending | confirm`: loading a calendar into a city,
 * first as a dry run that lists which open due dates would move. One person
 * proposes, another confirms (pair 9). Works on a stopped city; pages do the
 * same on a running one. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/calendar_deed.h"

enum { LOAD_ARENA_BYTES = 512 * 1024 * 1024 };

struct load {
	struct city *city;
	struct arena *arena;
	struct now now;
	const char *login, *name;
	struct str text;
	int64_t id;
	const struct calendar *next;
	size_t moved;
	struct refusal why;
};

static bool viewer_of(struct tx *tx, struct load *l, struct viewer *v)
{
	struct q_person_by_login p;
	if (l->login && q_person_by_login(tx, l->login, &p) && viewer_load(tx, p.id, l->now.today, v) && viewer_has_role(v, "sysadmin"))
		return true;
	l->why = (struct refusal){REFUSE_RIGHT, T_CLI_NEEDS_ADMIN, NULL, F_NONE};
	return false;
}

static bool propose(struct tx *tx, void *arg)
{
	struct load *l = arg;
	struct viewer v;
	return viewer_of(tx, l, &v) && calendar_propose(tx, &v, l->now, l->name, arena_cstr(tx->arena, l->text), &l->id, &l->why);
}

static bool confirm(struct tx *tx, void *arg)
{
	struct load *l = arg;
	struct viewer v;
	return viewer_of(tx, l, &v) && calendar_confirm(tx, l->city, &v, l->now, l->id, l->city->arena, &l->next, &l->moved, &l->why);
}

/* What loading it would move; the exit code. */
static int dry_run(struct load *l)
{
	struct tx tx;
	struct cal_error err;
	struct clock_move *move;
	struct cal_text more = {l->name, l->text};
	read_begin(l->city->store, 0, l->arena, &tx);
	const struct calendar *next = calendar_with(l->arena, &tx, l->city, &more, &err);
	if (!next) {
		read_end(&tx);
		return cli_say(EXIT_REFUSED, "calendar import", "%s:%d: %s", err.file, err.line, err.reason);
	}
	size_t n = clock_run_moves(&tx, l->city, next, l->now.today, &move);
	for (size_t i = 0; i < n; i++) {
		char was[11], is[11];
		printf("%s  %-18s %s -> %s\n", move[i].number, move[i].code, day_text(move[i].was, was), day_text(move[i].is, is));
	}
	printf("%zu open due dates would move; nothing was changed (dry run)\n", n);
	read_end(&tx);
	return EXIT_DONE;
}

static int write_or_say(struct load *l, bool (*run)(struct tx *tx, void *arg), const char *command)
{
	enum trouble trouble;
	if (store_write(l->city->store, l->arena, run, l, &trouble))
		return EXIT_DONE;
	return cli_say(trouble ? EXIT_TROUBLE : EXIT_REFUSED, command, "%s", l->why.what.id ? msg_text(l->arena, LANG_EN, l->why.what) : "could not be written");
}

static int import(struct load *l, const char *file, const char *year, bool dry)
{
	struct str raw;
	struct cal_error err;
	int64_t y = 0;
	int rc = os_read_file(l->arena, file, LIMIT_RULE_FILE_BYTES, &raw);
	if (rc < 0)
		return cli_say(EXIT_TROUBLE, "calendar import", "%s: cannot be read", file);
	if (year && (!str_i64(str_of(year), &y) || y < 1901 || y > 2118))
		return cli_say(EXIT_USAGE, "calendar import", "--year takes a year such as 2027, not %s", year);
	if (!calendar_take(l->arena, raw, (int)y, &l->text, &l->name, &err))
		return cli_say(EXIT_REFUSED, "calendar import", "%s:%d: %s", file, err.line, err.reason);
	if (dry)
		return dry_run(l);
	int code = write_or_say(l, propose, "calendar import");
	if (code == EXIT_DONE)
		printf("%s is proposed as %lld; another administrator confirms it: huiyin calendar confirm DIR %lld --as LOGIN\n", l->name, (long long)l->id, (long long)l->id);
	return code;
}

static int list_pending(struct load *l)
{
	struct tx tx;
	struct q_calendar_text_all *row;
	read_begin(l->city->store, 0, l->arena, &tx);
	size_t n = q_calendar_text_all(&tx, &row);
	for (size_t i = 0; i < n; i++)
		printf("%lld  %s  proposed by %s, %s%s\n", (long long)row[i].id, row[i].name, row[i].editor ? row[i].editor : "-",
			row[i].confirmed_ms == DB_NULL_INT ? "to be confirmed" : "confirmed by ", row[i].confirmer ? row[i].confirmer : "");
	read_end(&tx);
	return EXIT_DONE;
}

static int run_confirm(struct load *l, const char *id)
{
	if (!str_i64(str_of(id), &l->id))
		return cli_say(EXIT_USAGE, "calendar confirm", "%s is not the number of a proposal; huiyin calendar pending DIR lists them", id);
	int code = write_or_say(l, confirm, "calendar confirm");
	if (code == EXIT_DONE)
		printf("confirmed; %zu open due dates moved\n", l->moved);
	return code;
}

int cli_calendar_city(int argc, char **argv)
{
	struct load l = {.login = cli_option(&argc, argv, "--as")};
	const char *year = cli_option(&argc, argv, "--year"), *today = cli_option(&argc, argv, "--today");
	bool dry = cli_flag(&argc, argv, "--dry-run");
	bool imports = argc == 4 && cstr_eq(argv[1], "import"), confirms = argc == 4 && cstr_eq(argv[1], "confirm");
	bool lists = argc == 3 && cstr_eq(argv[1], "pending");
	if (!imports && !confirms && !lists)
		return cli_say(EXIT_USAGE, "calendar", "use: huiyin calendar import DIR FILE [--year YEAR] (--dry-run | --as LOGIN)\n"
			"     huiyin calendar pending DIR\n     huiyin calendar confirm DIR NUMBER --as LOGIN");
	l.city = cli_city("calendar", argv[2], lists || dry ? STORE_READ : STORE_COMMAND, today);
	if (!l.city)
		return EXIT_TROUBLE;
	l.arena = arena_new(LOAD_ARENA_BYTES);
	l.now = city_now(l.city);
	int code = lists ? list_pending(&l) : imports ? import(&l, argv[3], year, dry) : run_confirm(&l, argv[3]);
	arena_free(l.arena);
	city_close(l.city);
	return code;
}
