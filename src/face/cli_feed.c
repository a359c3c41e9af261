/* Calendar feeds from the command line: who has which, and revoking. No address is made
 * here: it would be its person's secret in another's hand. */
#include "cli.h"

#include "../base/bug.h"
#include "../matter/feed.h"

enum { FEED_ARENA_BYTES = 64 * 1024 * 1024 };

struct feed_job { struct now now; const char *login, *body; int64_t revoked; struct refusal why; };

static int list_feeds(struct city *c)
{
	struct tx tx;
	struct q_feed_all *f;
	char made[17], asked[17];
	read_begin(c->store, 0, c->arena, &tx);
	size_t n = q_feed_all(&tx, &f);
	for (size_t i = 0; i < n; i++)
		printf("%-16s %-12s %s  made %s, last asked for %s\n", f[i].login, f[i].body_code ? f[i].body_code : "own", f[i].lang,
			minute_text(f[i].created_ms, c->zone_min, made), f[i].asked_ms == DB_NULL_INT ? "never" : minute_text(f[i].asked_ms, c->zone_min, asked));
	read_end(&tx);
	return EXIT_DONE;
}

/* Of one calendar, or ("all") of all that the person has. */
static bool revoke(struct tx *tx, void *arg)
{
	struct feed_job *j = arg;
	struct viewer system = viewer_system();
	struct q_person_by_login p;
	struct q_feed_of_person *f;
	if (!q_person_by_login(tx, j->login, &p)) {
		j->why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_PERSON(j->login), NULL, F_NONE};
		return false;
	}
	if (j->body)
		return feed_revoke(tx, &system, j->now, p.id, cstr_eq(j->body, "own") ? NULL : j->body, &j->why) && ++j->revoked;
	size_t n = q_feed_of_person(tx, p.id, &f);
	for (size_t i = 0; i < n; i++)
		j->revoked += feed_revoke(tx, &system, j->now, p.id, f[i].body_code, &j->why);
	return tx->trouble == TROUBLE_NONE;
}

int cli_feed(int argc, char **argv)
{
	bool lists = argc == 3 && cstr_eq(argv[2], "list"), revokes = (argc == 4 || argc == 5) && cstr_eq(argv[2], "revoke");
	enum trouble trouble;
	if (!lists && !revokes)
		return cli_say(EXIT_USAGE, "feed", "use: huiyin feed DIR list\n"
			"     huiyin feed DIR revoke LOGIN [own|BODY]      all of the person's, or one");
	struct city *c = cli_city("feed", argv[1], lists ? STORE_READ : STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	struct arena *a = arena_new(FEED_ARENA_BYTES);
	struct feed_job j = {.now = city_now(c), .login = revokes ? argv[3] : NULL, .body = argc == 5 ? argv[4] : NULL};
	int code = EXIT_DONE;
	if (lists)
		code = list_feeds(c);
	else if (!store_write(c->store, a, revoke, &j, &trouble))
		code = cli_say(trouble ? EXIT_TROUBLE : EXIT_REFUSED, "feed", "%s", j.why.what.id ? msg_text(a, LANG_EN, j.why.what) : "could not be written");
	else
		printf("%lld revoked\n", (long long)j.revoked);
	arena_free(a);
	city_close(c);
	return code;
}
