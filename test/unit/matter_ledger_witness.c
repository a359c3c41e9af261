/* The city and its witnesses: who is asked, what each answer leads to. The
 * witnesses here are rule/witness.c behind a way of this test's own. */
#include "matter_city.h"
#include "matter_raw.h"

#include "base/os.h"
#include "matter/ledger.h"
#include "matter/ledger_receipt.h"
#include "matter/ledger_run.h"
#include "matter/ledger_witness.h"
#include "rule/promise.h"
#include "rule/witness.h"

enum how { HONEST, SILENT, TOO_LONG, FORGES, SAYS_BUSY, SAYS_LARGER, SAYS_FORK, WANDERS };

struct house {
	struct note_secret key;
	struct witness_log log;
	enum how how;
	int asked;
};

struct town { struct play p; struct house w[2]; };

static struct note_secret secret(const char *name, int which)
{
	unsigned char seed[NOTE_SEED_BYTES] = {(unsigned char)which, 7};
	return note_secret_of(str_of(name), NOTE_WITNESS, seed);
}

static const char *file_path(struct play *p, const char *name)
{
	return arena_printf(test_arena(), "%s/ledger/%s", store_dir(p->city->store), name);
}

static const char *reopen(struct play *p)
{
	const char *why = NULL, *dir = arena_strdup(test_arena(), store_dir(p->city->store));
	city_close(p->city);
	p->city = city_open(dir, STORE_COMMAND, &why);
	return p->city ? NULL : why;
}

static const char *policy_text(struct town *t, const char *rest)
{
	return arena_printf(test_arena(), "# ours\nwitness one %s http://one.example/\nwitness two %s https://two.example:8443/w\n%s",
		note_key_text(test_arena(), &t->w[0].key.key), note_key_text(test_arena(), &t->w[1].key.key), rest);
}

static void town_open(struct town *t, const char *quorum)
{
	*t = (struct town){0};
	play_accepted(&t->p, "2026-03-02");
	t->w[0].key = secret("one.example", 1);
	t->w[1].key = secret("two.example", 2);
	struct note_key log = *ledger_key(t->p.city);
	log.name = str_of(arena_cstr(test_arena(), log.name));
	for (int i = 0; i < 2; i++)
		witness_log_new(&t->w[i].log, &log);
	CHECK_INT(os_write_file(file_path(&t->p, "witnesses.txt"), str_of(policy_text(t, quorum))), 0);
	CHECK_STR(reopen(&t->p), (const char *)NULL);
}

/* -- the way to them */

static void reply(struct os_fetch *f, int status, const char *type, struct str body)
{
	f->status = status;
	snprintf(f->reply_type, sizeof f->reply_type, "%s", type);
	buf_str(&f->reply, body);
}

static void honest(struct house *h, struct os_fetch *f, bool forges)
{
	struct arena *a = test_arena();
	struct witness_verdict v = witness_judge(a, f->body, &h->log, 1);
	if (v.status == 200) {
		h->log.last = v.checkpoint;
		h->log.last.origin = h->log.key.name;
		struct note_secret thief = secret("one.example", 9);
		struct str line = note_sign(a, &h->key, v.text, 1772000000);
		if (forges) {
			thief.key.id = h->key.key.id;
			line = note_sign(a, &thief, v.text, 1772000000);
		}
		reply(f, 200, "text/plain", line);
	} else if (v.status == 409) {
		reply(f, 409, "text/x.tlog.size", str_of(arena_printf(a, "%lld\n", (long long)h->log.last.size)));
	} else {
		reply(f, v.status, "text/plain", STR("no\n"));
	}
}

static bool way(struct os_fetch *f, size_t n, void *ctx, const char **why)
{
	struct town *t = ctx;
	*why = NULL;
	for (size_t i = 0; i < n; i++) {
		struct house *h = strstr(f[i].url, "//one.example/add-checkpoint") ? &t->w[0] : &t->w[1];
		CHECK(h == &t->w[0] || cstr_eq(f[i].url, "https://two.example:8443/w/add-checkpoint"));
		buf_init(&f[i].reply, f[i].bytes_max + 1);
		h->asked++;
		switch (h->how) {
		case HONEST: honest(h, &f[i], false); break;
		case FORGES: honest(h, &f[i], true); break;
		case SILENT: f[i].why = "nobody there"; break;
		case TOO_LONG: f[i].too_large = true; f[i].why = "too long"; break;
		case SAYS_BUSY: reply(&f[i], 503, "", STR("")); break;
		case SAYS_LARGER: reply(&f[i], 409, "text/x.tlog.size", STR("100000\n")); break;
		case SAYS_FORK: reply(&f[i], 422, "", STR("")); break;
		case WANDERS: reply(&f[i], 409, "text/x.tlog.size", str_of(arena_printf(test_arena(), "%d\n", h->asked % 7))); break;
		}
	}
	return true;
}

static void round_of(struct town *t)
{
	const struct witness_way w = {way, t};
	ledger_witness_round(t->p.city, test_arena(), &w);
}

static bool pad(struct tx *tx, void *arg)
{
	return ledger_pad(tx, ((struct play *)arg)->city);
}

static void beat(struct town *t)
{
	enum trouble trouble;
	if (store_write(t->p.city->store, test_arena(), pad, &t->p, &trouble))
		CHECK_STR(ledger_sign(t->p.city, test_arena()), (const char *)NULL);
}

static void more(struct town *t)
{
	CHECK(play_act(&t->p, "handler", "progress", "text", "x", NULL));
	beat(t);
}

static struct witnesses_seen seen(struct town *t)
{
	struct witnesses_seen s;
	CHECK(ledger_witness_seen(t->p.city, &s));
	return s;
}

static struct str proof_text(struct town *t, int64_t seq, bool promise)
{
	struct tx tx;
	struct buf b;
	struct str text = STR_NONE;
	buf_init(&b, 1 << 20);
	read_begin(t->p.city->store, 2, test_arena(), &tx);
	if (promise ? ledger_promise(&tx, t->p.city, t->p.now, t->p.id, seq, &b) : ledger_receipt(&tx, t->p.city, t->p.id, seq, &b))
		text = str_of(arena_strdup(test_arena(), b.p));
	read_end(&tx);
	buf_free(&b);
	return text;
}

static struct policy *policy(struct town *t)
{
	struct policy *p = arena_make(test_arena(), struct policy);
	int line;
	CHECK(policy_parse(test_arena(), str_of(ledger_witness_policy(t->p.city, test_arena())), p, &line));
	return p;
}

static struct ledger_standing standing(struct town *t, int64_t leaf)
{
	struct tx tx;
	read_begin(t->p.city->store, 2, test_arena(), &tx);
	struct ledger_standing s = ledger_standing(&tx, t->p.city, leaf);
	read_end(&tx);
	return s;
}

#define BOTH "group both all one two\nquorum both\n"

TEST(honest_witnesses_stand_under_the_head_and_in_receipts)
{
	struct town t;
	struct receipt_proof proof;
	town_open(&t, BOTH);
	CHECK(!ledger_witness_due(t.p.city));
	beat(&t);
	CHECK(ledger_witness_due(t.p.city));
	CHECK_INT(receipt_verify(test_arena(), proof_text(&t, 1, false), policy(&t), &proof), RECEIPT_NO_QUORUM);
	round_of(&t);
	CHECK(!ledger_witness_due(t.p.city));
	CHECK_INT(seen(&t).has_head, 2);
	CHECK_INT(seen(&t).quorum_size, ledger_signed_size(t.p.city));
	CHECK_INT(receipt_verify(test_arena(), proof_text(&t, 1, false), policy(&t), &proof), RECEIPT_PROVED);
	CHECK_INT(proof.witnesses, 2);
	CHECK_INT(proof.seen_by, 1772000000);
	CHECK_INT(receipt_verify_checkpoint(test_arena(), str_of(ledger_checkpoint(t.p.city, test_arena())), policy(&t), &proof), RECEIPT_PROVED);
	/* and after a restart, without asking anybody */
	CHECK_STR(reopen(&t.p), (const char *)NULL);
	CHECK_INT(seen(&t).has_head, 2);
	CHECK(!ledger_witness_due(t.p.city));
	CHECK_INT(receipt_verify_checkpoint(test_arena(), str_of(ledger_checkpoint(t.p.city, test_arena())), policy(&t), &proof), RECEIPT_PROVED);
	play_close(&t.p);
}

TEST(a_receipt_stands_on_the_first_head_with_a_quorum)
{
	struct town t;
	struct receipt first, later;
	town_open(&t, BOTH);
	beat(&t);
	round_of(&t);
	struct str then = proof_text(&t, 1, false);
	more(&t);
	CHECK(str_eq(then, proof_text(&t, 1, false)));
	round_of(&t);
	CHECK(str_eq(then, proof_text(&t, 1, false)));
	CHECK(receipt_parse(test_arena(), then, &first));
	struct q_event_list *e;
	size_t n = play_events(&t.p, &e);
	CHECK(receipt_parse(test_arena(), proof_text(&t, e[n - 1].seq, false), &later));
	CHECK(!str_eq(first.checkpoint, later.checkpoint));
	play_close(&t.p);
}

TEST(a_witness_that_is_away_is_asked_again_and_catches_up)
{
	struct town t;
	town_open(&t, BOTH);
	t.w[1].how = SILENT;
	for (int i = 0; i < 3; i++) {
		more(&t);
		round_of(&t);
	}
	CHECK_INT(seen(&t).w[1].verdict, COSIGN_AWAY);
	CHECK_INT(seen(&t).has_head, 1);
	CHECK_INT(seen(&t).quorum_size, 0);
	CHECK(!seen(&t).alarm && ledger_witness_due(t.p.city));
	struct ledger_standing s = standing(&t, 0);
	CHECK(s.held && !s.quorum && s.seen == 1 && s.of == 2);
	t.w[1].how = HONEST;
	int asked = t.w[0].asked;
	round_of(&t);
	CHECK_INT(t.w[0].asked, asked);        /* who has signed is left in peace */
	CHECK_INT(seen(&t).has_head, 2);
	s = standing(&t, 0);
	CHECK(s.held && s.quorum && s.seen == 2);
	play_close(&t.p);
}

TEST(a_witness_whose_size_is_not_known_is_asked_twice)
{
	struct town t;
	town_open(&t, BOTH);
	beat(&t);
	round_of(&t);
	CHECK_INT(os_remove(file_path(&t.p, "witnesses.state")), 0);
	CHECK_INT(os_remove(file_path(&t.p, "witnessed")), 0);
	CHECK_STR(reopen(&t.p), (const char *)NULL);
	more(&t);
	t.w[0].asked = 0;
	round_of(&t);
	CHECK_INT(t.w[0].asked, 2);
	CHECK_INT(seen(&t).has_head, 2);
	play_close(&t.p);
}

static void stays_out(enum how how, enum cosign_verdict want, bool alarm)
{
	struct town t;
	struct receipt_proof proof;
	town_open(&t, BOTH);
	beat(&t);
	round_of(&t);
	more(&t);
	t.w[0].how = how;
	t.w[0].asked = 0;
	round_of(&t);
	CHECK_INT(seen(&t).w[0].verdict, want);
	CHECK_INT(seen(&t).alarm, alarm);
	CHECK(t.w[0].asked <= LIMIT_WITNESS_TURNS);
	CHECK_INT(seen(&t).has_head, 1);
	CHECK_INT(receipt_verify_checkpoint(test_arena(), str_of(ledger_checkpoint(t.p.city, test_arena())), policy(&t), &proof), RECEIPT_NO_QUORUM);
	/* it is not forgotten by a restart */
	CHECK_STR(reopen(&t.p), (const char *)NULL);
	CHECK_INT(seen(&t).alarm, alarm);
	t.w[0].how = HONEST;
	t.w[0].log.last = t.w[1].log.last;     /* however it went on: it has what the other has */
	round_of(&t);
	CHECK(!seen(&t).alarm);
	play_close(&t.p);
}

TEST(a_forged_signature_is_never_published) { stays_out(FORGES, COSIGN_BAD_SIGNATURE, false); }
TEST(a_reply_too_long_is_none) { stays_out(TOO_LONG, COSIGN_GARBAGE, false); }
TEST(a_witness_in_trouble_is_told_as_such) { stays_out(SAYS_BUSY, COSIGN_BUSY, false); }
TEST(a_witness_that_wanders_is_left_after_a_few_turns) { stays_out(WANDERS, COSIGN_BEHIND, false); }
TEST(a_larger_tree_elsewhere_is_the_alarm) { stays_out(SAYS_LARGER, COSIGN_ROLLBACK, true); }
TEST(another_tree_elsewhere_is_the_alarm) { stays_out(SAYS_FORK, COSIGN_FORK, true); }

TEST(a_ledger_set_back_is_refused_by_an_honest_witness)
{
	struct town t;
	town_open(&t, BOTH);
	beat(&t);
	round_of(&t);
	/* the witness has seen what is gone here */
	t.w[0].log.last.size += 8;
	more(&t);
	round_of(&t);
	CHECK_INT(seen(&t).w[0].verdict, COSIGN_FORK);        /* its root there is another */
	t.w[0].log.last.size += 100;
	round_of(&t);
	CHECK_INT(seen(&t).w[0].verdict, COSIGN_ROLLBACK);
	CHECK(seen(&t).alarm);
	CHECK_INT(seen(&t).w[1].verdict, COSIGN_SIGNED);
	play_close(&t.p);
}

TEST(until_a_head_holds_it_an_event_has_a_promise)
{
	struct town t;
	struct promise_proof given;
	struct receipt_proof proof;
	town_open(&t, BOTH);
	struct str promise = proof_text(&t, 1, true);
	CHECK(promise.n > 0);
	CHECK_INT(promise_verify(test_arena(), promise, policy(&t), &given), PROMISE_GIVEN);
	CHECK(!standing(&t, 0).held);
	beat(&t);
	CHECK_INT(proof_text(&t, 1, true).n, 0);
	round_of(&t);
	CHECK_INT(receipt_verify(test_arena(), proof_text(&t, 1, false), policy(&t), &proof), RECEIPT_PROVED);
	CHECK(sha256_eq(&proof.leaf, &given.promise.leaf));
	CHECK_INT(promise_judge(&given.promise, &proof), given.promise.time + 600 >= 1772000000 ? PROMISE_KEPT : PROMISE_KEPT_LATE);
	CHECK_INT(proof_text(&t, 99, true).n, 0);
	/* internal events have none */
	struct q_event_list *e;
	CHECK(play_act(&t.p, "handler", "note", "text", "internal", NULL));
	size_t n = play_events(&t.p, &e);
	CHECK_INT(proof_text(&t, e[n - 1].seq, true).n, 0);
	play_close(&t.p);
}

TEST(figures_name_the_signed_head_of_their_own_read)
{
	struct town t;
	struct tx tx;
	int64_t size = -1;
	struct sha256 root;
	town_open(&t, BOTH);
	read_begin(t.p.city->store, 2, test_arena(), &tx);
	CHECK(!ledger_state(&tx, t.p.city, &size, &root));
	read_end(&tx);
	beat(&t);
	read_begin(t.p.city->store, 2, test_arena(), &tx);
	CHECK(ledger_state(&tx, t.p.city, &size, &root));
	read_end(&tx);
	CHECK_INT(size, ledger_signed_size(t.p.city));
	play_close(&t.p);
}

TEST(without_a_quorum_line_that_asks_any_witness_still_counts)
{
	struct town t;
	town_open(&t, "quorum none\n");
	t.w[1].how = SILENT;
	beat(&t);
	round_of(&t);
	struct ledger_standing s = standing(&t, 0);
	CHECK(s.held && !s.quorum && s.seen == 1 && s.of == 2);
	CHECK_INT(seen(&t).quorum_size, 0);
	play_close(&t.p);
}

TEST(a_kept_head_that_the_tree_did_not_grow_through_is_told)
{
	struct town t;
	town_open(&t, BOTH);
	beat(&t);
	round_of(&t);
	sqlite3 *db = raw_open(&t.p);
	raw_exec(db, "UPDATE ledger_head SET size = size - 1");
	sqlite3_close(db);
	struct tx tx;
	read_begin(t.p.city->store, 2, test_arena(), &tx);
	struct q_ledger_head_last last;
	CHECK(q_ledger_head_last(&tx, &last));
	CHECK(!ledger_grew_through(&tx, t.p.city, last.size, last.note));
	CHECK(ledger_grew_through(&tx, t.p.city, last.size + 1, last.note));
	read_end(&tx);
	play_close(&t.p);
}

TEST(a_broken_file_of_witnesses_stops_the_start_with_line_and_reason)
{
	struct town t;
	town_open(&t, BOTH);
	/* kept: a refused city's reason lives in what it had read */
	static const char *why[11];
	const char *one = note_key_text(test_arena(), &t.w[0].key.key), *dir = arena_strdup(test_arena(), store_dir(t.p.city->store));
	const char *path = arena_strdup(test_arena(), file_path(&t.p, "witnesses.txt"));
	struct { const char *text, *said; } bad[] = {
		{"", "there is no quorum line"}, {"quorum none\nwitnes x\n", ":2: a line begins with"},
		{"witness one nonsense http://x\nquorum one\n", ":1: this is not a witness's public key"},
		{arena_printf(test_arena(), "witness one %s\nquorum one\n", one), ":1: this witness has no address"},
		{arena_printf(test_arena(), "# x\n\nwitness one %s ftp://x\nquorum one\n", one), ":3: this is not an address"},
		{arena_printf(test_arena(), "witness one %s http://u@x/\nquorum one\n", one), ":1: this is not an address"},
		{arena_printf(test_arena(), "witness one %s http://x/../y\nquorum one\n", one), ":1: this is not an address"},
		{arena_printf(test_arena(), "witness one %s http:///x\nquorum one\n", one), ":1: this is not an address"},
		{arena_printf(test_arena(), "witness one %s http://x\nquorum two\n", one), ":2: the quorum is not named above"},
		{"log sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8\nquorum none\n", "must be this ledger's"},
	};
	city_close(t.p.city);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_INT(os_write_file(path, str_of(bad[i].text)), 0);
		CHECK(!city_open(dir, STORE_COMMAND, &why[i]));
		if (!strstr(why[i], bad[i].said) || !strstr(why[i], "witnesses.txt"))
			test_fail(__FILE__, __LINE__, "%s said: %s", bad[i].text, why[i]);
	}
	CHECK_INT(os_write_file(path, str_of(arena_printf(test_arena(), "quorum none\n"))), 0);
	t.p.city = city_open(dir, STORE_COMMAND, &why[10]);
	CHECK(t.p.city && !t.p.city->witnesses);
	play_close(&t.p);
}
