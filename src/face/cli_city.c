/* Commands about the whole data directory: init, serve, verify, backup, restore. */
#include "cli.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../matter/ledger_run.h"
#include "../matter/tick.h"
#include "../matter/verify.h"
#include "app.h"
#include "oparl.h"
#include "text.h"
#include "witness_loop.h"

enum { COMMAND_ARENA_BYTES = 512 * 1024 * 1024, TICK_MS = 5000, BEAT_S = 60, BEAT_MAX_S = LIMIT_MERGE_DELAY_S / 2, HOSTS = 8 };

int cli_init(int argc, char **argv)
{
	const char *zh = cli_option(&argc, argv, "--name-zh"), *en = cli_option(&argc, argv, "--name-en"), *rules = cli_option(&argc, argv, "--rules");
	if (argc != 2)
		return cli_say(EXIT_USAGE, "init", "name one folder: huiyin init DIR");
	struct arena *a = arena_new(COMMAND_ARENA_BYTES);
	const char *why = city_create(a, argv[1], rules ? rules : rules_dir(), zh ? zh : msg_text(a, LANG_ZH, T_CLI_THIS_CITY), en ? en : msg_text(a, LANG_EN, T_CLI_THIS_CITY));
	if (why)
		return cli_say(EXIT_REFUSED, "init", "%s", why);
	struct city *c = cli_city("init", argv[1], STORE_COMMAND, NULL);
	if (!c || !cli_found_city(c))
		return cli_say(EXIT_TROUBLE, "init", "the first units could not be written");
	city_close(c);
	printf("Made %s with the units city, bureau and hotline. Next:\n"
		"  huiyin user %s add LOGIN --name-zh NAME --name-en NAME   two administrators, then staff\n"
		"  huiyin user %s post LOGIN --unit city --role sysadmin\n"
		"  huiyin serve %s\n", argv[1], argv[1], argv[1], argv[1]);
	arena_free(a);
	return EXIT_DONE;
}

/* -- serve */

/* What every page may load: no script at all (the one that checks receipts brings
 * a policy of its own, face/web_check.c). */
static const char common_policy[] =
	"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'none'; require-trusted-types-for 'script'";

/* Headers of every answer. Referrer-Policy is same-origin and
 * not no-referrer: with the latter browsers send our own forms with "Origin:
 * null", which is refused as coming from elsewhere; other sites learn nothing
 * either way. */
static const char common_headers[] =
	"Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n"
	"Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
	"Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(), display-capture=()\r\n"
	"X-Robots-Tag: noindex\r\n";

struct ticker { struct city *city; struct os_mutex *lock; bool stop; int beat_ms; };

static bool tick_job(struct tx *tx, void *arg)
{
	struct ticker *t = arg;
	tick_run(tx, t->city, city_now(t->city));
	return true;
}

static bool oparl_job(struct tx *tx, void *arg)
{
	struct ticker *t = arg;
	return oparl_run(tx, t->city, city_now(t->city));
}

static bool pad_job(struct tx *tx, void *arg)
{
	struct ticker *t = arg;
	return ledger_pad(tx, t->city);
}

/* One beat of the ledger: fill up, sign the head. */
static void beat(struct ticker *t)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	enum trouble trouble;
	if (ledger_signed_size(t->city) != 0 && store_write(t->city->store, a, pad_job, t, &trouble)) {
		const char *why = ledger_sign(t->city, a);
		if (why)
			log_line(LOG_ERROR, "ledger.not_signed", "why", why, NULL);
	}
	arena_free(a);
}

/* all: the public's objects to the last; else the first piece of them. */
static void tick(struct ticker *t, bool all)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	enum trouble trouble;
	store_write(t->city->store, a, tick_job, t, &trouble);
	do
		arena_reset(a);
	while (store_write(t->city->store, a, oparl_job, t, &trouble) && all);
	arena_free(a);
}

static void *tick_loop(void *arg)
{
	struct ticker *t = arg;
	int waited = TICK_MS, since_beat = t->beat_ms;
	for (;;) {
		os_mutex_lock(t->lock);
		bool stop = t->stop;
		os_mutex_unlock(t->lock);
		if (stop)
			return NULL;
		if (waited >= TICK_MS) {
			tick(t, true);
			waited = 0;
		}
		if (since_beat >= t->beat_ms) {
			beat(t);
			since_beat = 0;
		}
		os_sleep_beat(100);
		waited += 100;
		since_beat += 100;
	}
}

static void listening(void *ctx, int port)
{
	const char *address = ((const struct app *)ctx)->address;
	size_t colon = 0;
	for (size_t i = 0; address[i]; i++)
		if (address[i] == ':')
			colon = i;
	printf("Huiyin listens on http://%.*s:%d/\n", (int)colon, address, port);
	fflush(stdout);
}

static int serve_city(struct city *c, const char *address, bool secure, const char *const *hosts, const char *const *proxies, int beat_s)
{
	struct serve_app app;
	struct serve_options o = {.listen = address, .listening = listening, .trusted_proxies = proxies};
	struct ticker t = {.city = c, .lock = os_mutex_new(), .beat_ms = beat_s * 1000};
	struct app *a = app_new(c, secure, hosts);
	o.spool_dir = arena_printf(c->arena, "%s/spool", store_dir(c->store));
	a->address = address;
	app_serve(a, &app);
	serve_common_policy(common_policy);
	serve_common_headers(common_headers);
	tick(&t, false);               /* what a day brought while nobody served, before the first question */
	struct os_thread *ticker = os_thread_start(tick_loop, &t);
	struct witness_loop *witnesses = witness_loop_start(c, t.beat_ms);
	int code = serve_run(&o, &app);
	witness_loop_stop(witnesses);
	os_mutex_lock(t.lock);
	t.stop = true;
	os_mutex_unlock(t.lock);
	os_thread_join(ticker);
	os_mutex_free(t.lock);
	return code;
}

int cli_serve(int argc, char **argv)
{
	const char *address = cli_option(&argc, argv, "--listen"), *today = cli_option(&argc, argv, "--today"), *beat_text = cli_option(&argc, argv, "--beat"), *host;
	const char *hosts[HOSTS + 1] = {NULL}, *proxies[HOSTS + 1] = {NULL};
	int n = 0, p = 0;
	bool secure = cli_flag(&argc, argv, "--secure");
	while ((host = cli_option(&argc, argv, "--host")) != NULL && n < HOSTS)
		hosts[n++] = host;
	while ((host = cli_option(&argc, argv, "--proxy")) != NULL && p < HOSTS)
		proxies[p++] = host;
	int64_t beat_s = BEAT_S;
	if (beat_text && (!str_i64(str_of(beat_text), &beat_s) || beat_s < 1 || beat_s > BEAT_MAX_S))
		return cli_say(EXIT_USAGE, "serve", "--beat takes seconds from 1 to %d, not %s", BEAT_MAX_S, beat_text);
	if (argc != 2)
		return cli_say(EXIT_USAGE, "serve", "name the data directory: huiyin serve DIR --listen 127.0.0.1:8311");
	struct city *c = cli_city("serve", argv[1], STORE_SERVE, today);
	if (!c)
		return EXIT_TROUBLE;
	int code = serve_city(c, address ? address : "127.0.0.1:8311", secure, n ? hosts : NULL, p ? proxies : NULL, (int)beat_s);
	city_close(c);
	return code == 0 ? EXIT_DONE : cli_say(EXIT_TROUBLE, "serve", "could not listen on %s; is another server there? --listen ADDR:PORT takes another", address ? address : "127.0.0.1:8311");
}

/* -- verify, backup, restore */

static void say_fault(void *ctx, const char *law, const char *fault)
{
	(void)ctx;
	printf("%s: %s\n", law, fault);
}

static void say_ledger(void *ctx, const char *fault)
{
	say_fault(ctx, "the ledger", fault);
}

static int64_t verify_ledger(struct city *c)
{
	struct tx tx;
	struct arena *a = arena_new(COMMAND_ARENA_BYTES);
	read_begin(c->store, 0, a, &tx);
	int64_t faults = ledger_verify(&tx, c, say_ledger, NULL);
	read_end(&tx);
	arena_free(a);
	return faults;
}

int cli_verify(int argc, char **argv)
{
	if (argc != 2)
		return cli_say(EXIT_USAGE, "verify", "name the data directory: huiyin verify DIR");
	struct city *c = cli_city("verify", argv[1], STORE_READ, NULL);
	if (!c)
		return EXIT_TROUBLE;
	int64_t faults = verify_all(c, say_fault, NULL);
	faults += verify_ledger(c);
	printf("%d laws checked, %lld faults\n", verify_laws() + 1, (long long)faults); /* the ledger is one */
	city_close(c);
	return faults ? EXIT_REFUSED : EXIT_DONE;
}

int cli_backup(int argc, char **argv)
{
	int last = -1;
	struct arena *a = arena_new(COMMAND_ARENA_BYTES);
	if (argc != 3)
		return cli_say(EXIT_USAGE, "backup", "name the data directory and a new file: huiyin backup DIR FILE");
	const char *why = store_backup(a, argv[1], argv[2], cli_progress, &last);
	if (why)
		return cli_say(EXIT_TROUBLE, "backup", "%s", why);
	printf("Backed up %s to %s\n", argv[1], argv[2]);
	arena_free(a);
	return EXIT_DONE;
}

int cli_restore(int argc, char **argv)
{
	int last = -1;
	struct arena *a = arena_new(COMMAND_ARENA_BYTES);
	if (argc != 3)
		return cli_say(EXIT_USAGE, "restore", "name the backup and a new data directory: huiyin restore FILE DIR");
	const char *why = store_restore(a, argv[1], argv[2], cli_progress, &last);
	if (why)
		return cli_say(EXIT_REFUSED, "restore", "%s", why);
	printf("Restored %s into %s. Next: huiyin verify %s\n", argv[1], argv[2], argv[2]);
	arena_free(a);
	return EXIT_DONE;
}
