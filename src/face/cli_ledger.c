/* `huiyin ledger`: the key as others need it, the signed head, the check of
 * every leaf, one event's receipt, and a key for a city that has none. */
#include "cli.h"

#include "../base/bug.h"
#include "../matter/ledger_receipt.h"
#include "../matter/ledger_run.h"
#include "../matter/ledger_witness.h"
#include "../matter/ledger.h"
#include "../matter/matter.h"

enum { LEDGER_ARENA_BYTES = 512 * 1024 * 1024, RECEIPT_BYTES = 1024 * 1024 };

struct work { struct city *city; struct arena *arena; };

static bool catch_up(struct tx *tx, void *arg)
{
	(void)arg;
	return ledger_catch_up(tx);
}

static bool pad(struct tx *tx, void *arg)
{
	struct work *w = arg;
	return ledger_pad(tx, w->city);
}

static int show_key(struct work *w)
{
	const char *key = ledger_vkey(w->city);
	if (!*key)
		return cli_say(EXIT_REFUSED, "ledger", "this city has no ledger key; make one with: huiyin ledger init DIR");
	printf("%s\n", key);
	return EXIT_DONE;
}

static int checkpoint(struct work *w)
{
	enum trouble trouble;
	if (store_write(w->city->store, w->arena, pad, w, &trouble)) {
		const char *why = ledger_sign(w->city, w->arena);
		if (why)
			return cli_say(EXIT_TROUBLE, "ledger", "%s", why);
	}
	const char *note = ledger_checkpoint(w->city, w->arena);
	if (!*note)
		return cli_say(EXIT_REFUSED, "ledger", "nothing is signed yet");
	fputs(note, stdout);
	return EXIT_DONE;
}

static void say(void *ctx, const char *fault)
{
	(void)ctx;
	printf("%s\n", fault);
}

/* What the witnesses said last, as the server kept it; each that holds another ledger is a fault. */
static int64_t tell_witnesses(const struct city *c)
{
	struct witnesses_seen s;
	int64_t faults = 0;
	char at[21];
	if (!ledger_witness_seen(c, &s))
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		const struct witness_seen *w = &s.w[i];
		printf("witness %s: %s; %lld leaves, signed %s\n", w->name, cosign_name(w->verdict), (long long)w->size,
			w->signed_ms ? utc_text(w->signed_ms, at) : "never");
		faults += cosign_alarms(w->verdict);
	}
	return faults;
}

static int verify(struct work *w)
{
	struct tx tx;
	read_begin(w->city->store, 0, w->arena, &tx);
	int64_t size = ledger_size(&tx), faults = ledger_verify(&tx, w->city, say, NULL);
	read_end(&tx);
	faults += tell_witnesses(w->city);
	printf("%lld leaves checked, %lld faults\n", (long long)size, (long long)faults);
	return faults ? EXIT_REFUSED : EXIT_DONE;
}

static int proof(struct work *w, const char *number, const char *seq_text)
{
	struct tx tx;
	struct q_matter_id_by_number m;
	struct buf b;
	int64_t seq;
	if (!str_i64(str_of(seq_text), &seq) || seq < 1)
		return cli_say(EXIT_USAGE, "ledger", "%s is not the number of an event in the history", seq_text);
	buf_init(&b, RECEIPT_BYTES);
	read_begin(w->city->store, 0, w->arena, &tx);
	bool found = q_matter_id_by_number(&tx, number, &m) && ledger_receipt(&tx, w->city, m.id, seq, &b);
	read_end(&tx);
	if (found)
		fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
	return found ? EXIT_DONE : cli_say(EXIT_REFUSED, "ledger",
		"no receipt: no such public event, or the signed head does not cover it yet (huiyin ledger checkpoint DIR signs one)");
}

static int init(const char *dir, const char *origin)
{
	struct arena *a = arena_new(LEDGER_ARENA_BYTES);
	enum trouble trouble;
	if (!origin)
		return cli_say(EXIT_USAGE, "ledger", "name the log, as its key will be named: --origin example.gov.cn/huiyin");
	const char *why = ledger_found(a, dir, origin);
	if (why)
		return cli_say(EXIT_REFUSED, "ledger", "%s", why);
	struct city *c = cli_city("ledger", dir, STORE_COMMAND, NULL);
	if (!c)
		return EXIT_TROUBLE;
	while (store_write(c->store, a, catch_up, NULL, &trouble))
		arena_reset(a);
	printf("%s\n", ledger_vkey(c));
	city_close(c);
	arena_free(a);
	return EXIT_DONE;
}

static int usage(void)
{
	return cli_say(EXIT_USAGE, "ledger", "use: huiyin ledger key DIR\n     huiyin ledger checkpoint DIR\n     huiyin ledger verify DIR\n"
		"     huiyin ledger proof DIR NUMBER N\n     huiyin ledger init DIR --origin NAME");
}

int cli_ledger(int argc, char **argv)
{
	const char *origin = cli_option(&argc, argv, "--origin");
	const char *verb = argc > 2 ? argv[1] : "";
	if (cstr_eq(verb, "init") && argc == 3)
		return init(argv[2], origin);
	bool proves = cstr_eq(verb, "proof") && argc == 5, signs = cstr_eq(verb, "checkpoint") && argc == 3;
	bool keys = cstr_eq(verb, "key") && argc == 3, verifies = cstr_eq(verb, "verify") && argc == 3;
	if (!proves && !signs && !keys && !verifies)
		return usage();
	struct work w = {.city = cli_city("ledger", argv[2], signs ? STORE_COMMAND : STORE_READ, NULL)};
	if (!w.city)
		return EXIT_TROUBLE;
	w.arena = arena_new(LEDGER_ARENA_BYTES);
	int code = proves ? proof(&w, argv[3], argv[4]) : signs ? checkpoint(&w) : keys ? show_key(&w) : verify(&w);
	arena_free(w.arena);
	city_close(w.city);
	return code;
}
