/* A promise proves itself, and whether it was kept. */
#include "rule/promise.h"

#include "rule_ledger_help.h"

enum { GIVEN = 1700000000 };

static struct promise promise_of(struct ledger *l)
{
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	receipt_entry(receipt_opening(l->a, LEDGER_NONCE, STR(LEDGER_EVENT)), entry);
	return (struct promise){STR("log.example"), merkle_leaf((struct str){(char *)entry, sizeof entry}), GIVEN};
}

static struct str file_of(struct ledger *l, const struct note_secret *by, const struct promise *p)
{
	struct buf b;
	struct str text = promise_text(l->a, p);
	buf_init(&b, LIMIT_RECEIPT_BYTES);
	promise_write(l->a, &b, receipt_opening(l->a, LEDGER_NONCE, STR(LEDGER_EVENT)), note_join(l->a, text, note_sign(l->a, by, text, 0)));
	struct str file = {arena_memdup(l->a, b.p, b.n), b.n};
	buf_free(&b);
	return file;
}

static enum promise_verdict verdict(struct ledger *l, struct str file)
{
	struct promise_proof proof;
	struct policy policy = policy_of_key(&l->log.key);
	return promise_verify(l->a, file, &policy, &proof);
}

TEST(a_promise_says_what_when_and_by_whom)
{
	struct ledger *l = ledger_new(40, 17);
	struct promise p = promise_of(l);
	struct promise_proof proof;
	struct policy policy = policy_of_key(&l->log.key);
	struct str file = file_of(l, &l->log, &p);
	CHECK(promise_is(file) && !promise_is(ledger_receipt(l, 17, 40, NULL)));
	CHECK_INT(promise_verify(l->a, file, &policy, &proof), PROMISE_GIVEN);
	CHECK_STR(proof.event, STR(LEDGER_EVENT));
	CHECK_STR(proof.promise.origin, "log.example");
	CHECK_INT(proof.promise.time, GIVEN);
	CHECK_INT(promise_deadline(&proof.promise), GIVEN + 600);
}

TEST(no_byte_of_a_promise_can_be_changed)
{
	struct ledger *l = ledger_new(4, 3);
	struct promise p = promise_of(l);
	struct str file = file_of(l, &l->log, &p);
	char *bytes = arena_memdup(l->a, file.p, file.n);
	for (size_t i = 0; i < file.n; i++) {
		struct arena *mine = arena_new(1 << 20);
		struct ledger here = *l;
		here.a = mine;
		bytes[i] ^= 1;
		if (verdict(&here, (struct str){bytes, file.n}) == PROMISE_GIVEN)
			test_fail(__FILE__, __LINE__, "byte %zu", i);
		bytes[i] ^= 1;
		if (verdict(&here, str_head(file, i)) == PROMISE_GIVEN)
			test_fail(__FILE__, __LINE__, "cut at %zu", i);
		arena_free(mine);
	}
	CHECK_INT(verdict(l, (struct str){bytes, file.n}), PROMISE_GIVEN);
	CHECK_INT(verdict(l, str_of(arena_printf(l->a, "%.*s\n", STR_ARG(file)))), PROMISE_MALFORMED);
}

TEST(a_promise_of_a_stranger_or_a_thief_is_none)
{
	struct ledger *l = ledger_new(4, 3);
	struct promise p = promise_of(l), other = p;
	struct note_secret stranger = ledger_key("stranger.example", NOTE_LOG, 5), thief = l->log;
	memcpy(thief.bytes, stranger.bytes, sizeof thief.bytes);
	CHECK_INT(verdict(l, file_of(l, &stranger, &p)), PROMISE_UNKNOWN_LOG);
	CHECK_INT(verdict(l, file_of(l, &thief, &p)), PROMISE_BAD_SIGNATURE);
	/* a log promises for itself only, and only the event that is in the file */
	other.origin = STR("stranger.example");
	CHECK_INT(verdict(l, file_of(l, &l->log, &other)), PROMISE_UNKNOWN_LOG);
	other = p;
	other.leaf.b[3] ^= 1;
	CHECK_INT(verdict(l, file_of(l, &l->log, &other)), PROMISE_BAD_OPENING);
}

TEST(a_promise_has_one_spelling)
{
	struct ledger *l = ledger_new(4, 3);
	struct promise p = promise_of(l), read;
	const char *leaf = base64_text(l->a, p.leaf.b, 32);
	CHECK(promise_parse(l->a, promise_text(l->a, &p), &read));
	const char *const bad[] = {
		"", "huiyin-promise/v1\n", arena_printf(l->a, "huiyin-promise/v2\nlog.example\n%s\n17\n", leaf),
		arena_printf(l->a, "huiyin-promise/v1\nlog.example\n%s\n017\n", leaf), arena_printf(l->a, "huiyin-promise/v1\nlog.example\n%s\n-1\n", leaf),
		arena_printf(l->a, "huiyin-promise/v1\nlog.example\n%s\n17\nmore\n", leaf), arena_printf(l->a, "huiyin-promise/v1\nlog.example\n%s\n17", leaf),
		arena_printf(l->a, "huiyin-promise/v1\nlog example\n%s\n17\n", leaf), "huiyin-promise/v1\nlog.example\nAAAA\n17\n",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (promise_parse(l->a, str_of(bad[i]), &read))
			test_fail(__FILE__, __LINE__, "taken: %s", bad[i]);
}

TEST(whether_it_was_kept_is_what_witnesses_say)
{
	struct ledger *l = ledger_new(40, 17);
	struct promise p = promise_of(l);
	struct receipt_proof r = {.checkpoint = {STR("log.example"), 40, {{0}}}, .leaf = p.leaf};
	CHECK_INT(promise_judge(&p, &r), PROMISE_KEPT_NO_TIME);
	r.seen_by = GIVEN + 600;
	CHECK_INT(promise_judge(&p, &r), PROMISE_KEPT);
	r.seen_by = GIVEN + 601;
	CHECK_INT(promise_judge(&p, &r), PROMISE_KEPT_LATE);
	r.checkpoint.origin = STR("other.example");
	CHECK_INT(promise_judge(&p, &r), PROMISE_OTHER_EVENT);
	r.checkpoint.origin = STR("log.example");
	r.leaf.b[0] ^= 1;
	CHECK_INT(promise_judge(&p, &r), PROMISE_OTHER_EVENT);
}
