/* Accounts from the command line, for the first administrators and for
 * recovery. It works on a stopped city (it takes the lock); what it does is
 * an admin event like any other, done by the system. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "../matter/person.h"
#include "../matter/second.h"

enum { USER_ARENA_BYTES = 256 * 1024 * 1024 };

struct user_job {
	struct city *city;
	struct now now;
	const char *verb, *login, *zh, *en, *lang, *hash, *unit, *role, *label;
	const char *key;
	struct refusal why;
};

static bool add(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	struct person_in in = {j->login, j->zh, j->en, j->lang, j->hash};
	int64_t id;
	return person_add(tx, &system, j->now, &in, &id, &j->why);
}

static bool set_password(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	return person_set_password(tx, &system, j->now, j->login, j->hash, &j->why);
}

static bool enable(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	return person_enable(tx, &system, j->now, j->login, cstr_eq(j->verb, "enable"), &j->why);
}

static bool post(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	struct post_in in = {j->login, j->unit, j->role, "", "", j->now.today};
	int64_t id;
	return post_propose(tx, &system, j->now, &in, &id, &j->why) && post_confirm(tx, &system, j->now, id, &j->why);
}

static bool key(struct tx *tx, struct user_job *j)
{
	struct q_person_by_login p;
	if (!q_person_by_login(tx, j->login, &p)) {
		j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_PERSON(j->login), NULL, F_NONE};
		return false;
	}
	j->key = api_key_new(tx, j->city, j->now, p.id, j->label ? j->label : "command line");
	return true;
}

static bool reset_second(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	return second_reset(tx, &system, j->now, j->login, &j->why);
}

/* The setting stands where a login stands for the other verbs. */
static bool set_second(struct tx *tx, struct user_job *j)
{
	struct viewer system = viewer_system();
	bool required = cstr_eq(j->login, "required");
	if (required || cstr_eq(j->login, "optional"))
		return second_require(tx, &system, j->now, required);
	j->why = (struct refusal){REFUSE_INPUT, T_CLI_SECOND, NULL, F_NONE};
	return false;
}

static const struct verb {
	const char *name, *shape;
	bool needs_password;
	bool (*run)(struct tx *tx, struct user_job *j);
} verbs[] = {
	{"add", "add LOGIN --name-zh NAME --name-en NAME [--lang en|zh]", true, add},
	{"password", "password LOGIN", true, set_password},
	{"enable", "enable LOGIN", false, enable},
	{"disable", "disable LOGIN", false, enable},
	{"post", "post LOGIN --unit CODE --role ROLE", false, post},
	{"key", "key LOGIN [--label WORDS]", false, key},
	{"reset-second", "reset-second LOGIN", false, reset_second},
	{"second-factor", "second-factor optional|required", false, set_second},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

static bool run_verb(struct tx *tx, void *arg)
{
	struct user_job *j = arg;
	for (int i = 0; i < VERBS; i++)
		if (cstr_eq(verbs[i].name, j->verb))
			return verbs[i].run(tx, j);
	return false;
}

static int list(struct city *c)
{
	struct tx tx;
	struct q_person_all *p;
	struct q_post_all *q;
	read_begin(c->store, 0, c->arena, &tx);
	size_t n = q_person_all(&tx, &p), posts = q_post_all(&tx, &q);
	for (size_t i = 0; i < n; i++) {
		printf("%-20s %s / %s%s\n", p[i].login, p[i].name_zh, p[i].name_en, p[i].enabled ? "" : " (disabled)");
		for (size_t k = 0; k < posts; k++)
			if (cstr_eq(q[k].login, p[i].login) && !q[k].valid_to)
				printf("    %s, %s%s\n", q[k].role, q[k].unit_zh, q[k].confirmed ? "" : " (to be confirmed)");
	}
	read_end(&tx);
	return EXIT_DONE;
}

/* A password typed twice on a terminal, or one line of standard input. */
static const char *ask_password(struct arena *a, const char *login, struct msg *fault)
{
	struct str first, second;
	if (!os_read_secret(a, "Password: ", &first))
		return NULL;
	if (os_is_terminal(0) && (!os_read_secret(a, "Once more: ", &second) || !str_eq(first, second)))
		return NULL;
	const char *password = arena_cstr(a, first);
	*fault = password_fault(password, login);
	return password;
}

static int with_city(struct arena *a, struct city *c, const struct verb *v, struct user_job *j)
{
	enum trouble trouble;
	struct msg fault = MSG_NONE;
	if (v->needs_password) {
		const char *password = ask_password(a, j->login, &fault);
		if (!password)
			return cli_say(EXIT_REFUSED, "user", "no password was given, or the two differ");
		if (fault.id)
			return cli_say(EXIT_REFUSED, "user", "%s", msg_text(a, LANG_EN, fault));
		j->hash = password_hash(a, password);
	}
	if (!store_write(c->store, a, run_verb, j, &trouble))
		return cli_say(trouble ? EXIT_TROUBLE : EXIT_REFUSED, "user", "%s", j->why.what.id ? msg_text(a, LANG_EN, j->why.what) : "could not be written");
	if (j->key)
		printf("%s\n", j->key);
	return EXIT_DONE;
}

int cli_user(int argc, char **argv)
{
	struct user_job j = {.zh = cli_option(&argc, argv, "--name-zh"), .en = cli_option(&argc, argv, "--name-en"),
		.lang = cli_option(&argc, argv, "--lang"), .unit = cli_option(&argc, argv, "--unit"),
		.role = cli_option(&argc, argv, "--role"), .label = cli_option(&argc, argv, "--label")};
	const struct verb *v = NULL;
	for (int i = 0; i < VERBS && argc >= 3; i++)
		if (cstr_eq(verbs[i].name, argv[2]))
			v = &verbs[i];
	bool lists = argc == 3 && cstr_eq(argv[2], "list");
	if (!lists && (!v || argc != 4)) {
		fprintf(stderr, "use: huiyin user DIR list\n");
		for (int i = 0; i < VERBS; i++)
			fprintf(stderr, "     huiyin user DIR %s\n", verbs[i].shape);
		return EXIT_USAGE;
	}
	struct city *c = cli_city("user", argv[1], lists ? STORE_READ : STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	struct arena *a = arena_new(USER_ARENA_BYTES);
	j.city = c;
	j.now = city_now(c);
	j.verb = argv[2];
	j.login = argc > 3 ? argv[3] : NULL;
	int code = lists ? list(c) : with_city(a, c, v, &j);
	arena_free(a);
	city_close(c);
	return code;
}
