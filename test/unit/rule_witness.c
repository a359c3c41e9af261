/* What a witness signs and what it refuses. */
#include "rule/witness.h"

#include "rule_ledger_help.h"

static struct str request(struct ledger *l, int64_t old, const struct checkpoint *c, const struct merkle_proof *p)
{
	const char *text = arena_printf(l->a, "old %lld\n", (long long)old);
	for (int i = 0; i < p->n; i++)
		text = arena_printf(l->a, "%s%s\n", text, base64_text(l->a, p->hash[i].b, 32));
	struct str note = ledger_note(l, c, NULL);
	return str_of(arena_printf(l->a, "%s\n%.*s", text, STR_ARG(note)));
}

/* Asks to go from old to size with the ledger's own proof; a cosigned one is kept. */
static int ask(struct ledger *l, struct witness_log *w, int64_t old, int64_t size)
{
	struct merkle_reader r = ledger_reader(l);
	struct merkle_proof p = {0};
	struct checkpoint c = ledger_checkpoint(l, size);
	if (old <= size)
		CHECK(merkle_extend(&r, old, size, &p));
	struct witness_verdict v = witness_judge(l->a, request(l, old, &c, &p), w, 1);
	if (v.status == 200) {
		CHECK(v.log == w && sha256_eq(&v.checkpoint.root, &c.root));
		CHECK_STR(v.text, checkpoint_text(l->a, &c));
		CHECK_STR(v.log_line, note_sign(l->a, &l->log, v.text, 0));
		w->last = v.checkpoint;
	}
	return v.status;
}

TEST(a_ledger_that_only_grows_is_cosigned)
{
	struct ledger *l = ledger_new(40, 3);
	struct witness_log w;
	witness_log_new(&w, &l->log.key);
	CHECK_INT(ask(l, &w, 0, 0), 200);
	CHECK_INT(ask(l, &w, 0, 7), 200);
	CHECK_INT(ask(l, &w, 7, 8), 200);
	CHECK_INT(ask(l, &w, 8, 8), 200);
	CHECK_INT(ask(l, &w, 8, 40), 200);
	CHECK_INT(w.last.size, 40);
}

TEST(a_rollback_is_refused)
{
	struct ledger *l = ledger_new(40, 3);
	struct witness_log w;
	witness_log_new(&w, &l->log.key);
	CHECK_INT(ask(l, &w, 0, 30), 200);
	CHECK_INT(ask(l, &w, 30, 20), 400);
	CHECK_INT(ask(l, &w, 20, 20), 409);
	CHECK_INT(ask(l, &w, 0, 40), 409);
	CHECK_INT(ask(l, &w, 10, 40), 409);
	CHECK_INT(w.last.size, 30);
}

TEST(a_fork_and_a_silent_deletion_are_refused)
{
	struct ledger *l = ledger_new(40, 3), *fork = ledger_new(40, 4), *without = ledger_new(3, 50);
	struct witness_log w;
	witness_log_new(&w, &l->log.key);
	CHECK_INT(ask(l, &w, 0, 30), 200);
	CHECK_INT(ask(fork, &w, 30, 30), 409);
	CHECK_INT(ask(fork, &w, 30, 40), 422);
	/* record 3 is gone, all others moved up, and the number made good */
	for (int i = 4; i <= 40; i++)
		ledger_add(without, str_of(arena_printf(l->a, "%d", i)));
	CHECK_INT(ask(without, &w, 30, 30), 409);
	CHECK_INT(ask(without, &w, 30, 40), 422);
	CHECK_INT(ask(l, &w, 30, 40), 200);
}

TEST(strangers_and_bad_signatures_have_their_answers)
{
	struct ledger *l = ledger_new(10, 3);
	struct witness_log w;
	struct merkle_proof none = {0};
	struct checkpoint c = ledger_checkpoint(l, 10);
	witness_log_new(&w, &l->log.key);
	c.origin = STR("stranger.example");
	CHECK_INT(witness_judge(l->a, request(l, 0, &c, &none), &w, 1).status, 404);
	c.origin = STR("log.example");
	l->log = ledger_key("log.example", NOTE_LOG, 77);
	CHECK_INT(witness_judge(l->a, request(l, 0, &c, &none), &w, 1).status, 403);
	l->log = ledger_key("log.example", NOTE_LOG, 1);
	CHECK_INT(witness_judge(l->a, request(l, 0, &c, &none), &w, 1).status, 200);
	none.n = 1;
	CHECK_INT(witness_judge(l->a, request(l, 0, &c, &none), &w, 1).status, 422);
	static const char *const bad[] = {"", "old", "old 0", "old 0\n", "old 0\n\n", "old -1\n\n", "old 00\n\n", "new 0\n\n", "old 0\nAAAA\n\n", "old 0\n\nlog.example\n"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(witness_judge(l->a, str_of(bad[i]), &w, 1).status, 400);
}

TEST(a_request_has_its_limits)
{
	struct ledger *l = ledger_new(10, 3);
	struct checkpoint c = ledger_checkpoint(l, 10);
	struct merkle_proof p = {.n = LIMIT_WITNESS_PROOF_LINES};
	struct witness_request r;
	CHECK(witness_request_parse(l->a, request(l, 0, &c, &p), &r) && r.proof.n == LIMIT_WITNESS_PROOF_LINES);
	p.n++;
	CHECK(!witness_request_parse(l->a, request(l, 0, &c, &p), &r));
	char *body = arena_alloc(l->a, LIMIT_WITNESS_BODY_BYTES + 1);
	memset(body, 'x', LIMIT_WITNESS_BODY_BYTES + 1);
	memcpy(body, "old 0\n\n", 7);
	CHECK(witness_request_parse(l->a, (struct str){body, LIMIT_WITNESS_BODY_BYTES}, &r));
	CHECK(!witness_request_parse(l->a, (struct str){body, LIMIT_WITNESS_BODY_BYTES + 1}, &r));
}

TEST(a_witness_remembers_only_what_it_signed_itself)
{
	struct ledger *l = ledger_new(10, 3);
	struct checkpoint c = ledger_checkpoint(l, 10);
	struct witness_log w;
	static const int64_t first[3] = {5, -1, -1}, second[3] = {-1, 5, -1};
	witness_log_new(&w, &l->log.key);
	CHECK(!witness_restore(l->a, ledger_note(l, &c, second), &l->witness[0].key, &w));
	CHECK(!witness_restore(l->a, ledger_note(l, &c, NULL), &l->witness[0].key, &w));
	CHECK(!witness_restore(l->a, STR("torn"), &l->witness[0].key, &w));
	CHECK_INT(w.last.size, 0);
	CHECK(witness_restore(l->a, ledger_note(l, &c, first), &l->witness[0].key, &w));
	CHECK_INT(w.last.size, 10);
	CHECK(sha256_eq(&w.last.root, &c.root));
}
