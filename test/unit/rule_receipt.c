/* Receipts, policies and the one spelling of events. */
#include "rule_ledger_help.h"

#include "rule/canon.h"

static const int64_t all_sign[3] = {300, 100, 200};

static struct policy policy_read(struct ledger *l, const char *groups)
{
	static struct policy p;
	int line = -1;
	struct str text = str_of(arena_printf(l->a, "# ours\n\nlog %s https://log.example/\nwitness W0 %s\n\twitness  W1 %s\nwitness W2 %s\n%s", note_key_text(l->a, &l->log.key),
		note_key_text(l->a, &l->witness[0].key), note_key_text(l->a, &l->witness[1].key), note_key_text(l->a, &l->witness[2].key), groups));
	if (!policy_parse(l->a, text, &p, &line))
		test_fail(__FILE__, __LINE__, "policy line %d: %s", line, groups);
	return p;
}

TEST(a_whole_receipt_is_proved_and_tells_what_it_proves)
{
	struct ledger *l = ledger_new(50, 17);
	struct policy p = policy_read(l, "group all-of-us 2 W0 W1 W2\nquorum all-of-us\n");
	struct receipt_proof proof;
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, all_sign), &p, &proof), RECEIPT_PROVED);
	CHECK_INT(proof.index, 17);
	CHECK_INT(proof.checkpoint.size, 50);
	CHECK_STR(proof.checkpoint.origin, "log.example");
	CHECK_STR(proof.event, LEDGER_EVENT);
	CHECK_INT(proof.witnesses, 3);
	/* two had signed at 200 */
	CHECK_INT(proof.seen_by, 200);
	p = policy_of_key(&l->log.key);
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, NULL), &p, &proof), RECEIPT_PROVED);
	CHECK_INT(proof.witnesses, 0);
	CHECK_INT(proof.seen_by, 0);
}

TEST(each_thing_that_is_missing_has_its_verdict)
{
	struct ledger *l = ledger_new(50, 17), *other = ledger_new(50, 18);
	struct policy p = policy_read(l, "group g 2 W0 W1 W2\nquorum g\n"), alone = policy_of_key(&l->log.key), strange = policy_of_key(&l->log.key);
	struct receipt_proof proof;
	static const int64_t one[3] = {5, -1, -1}, timeless[3] = {0, 0, -1};
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, one), &p, &proof), RECEIPT_NO_QUORUM);
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, timeless), &p, &proof), RECEIPT_PROVED);
	CHECK_INT(proof.seen_by, 0);
	CHECK_INT(receipt_verify(l->a, ledger_receipt(other, 17, 50, NULL), &alone, &proof), RECEIPT_NOT_INCLUDED);
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 18, 50, NULL), &alone, &proof), RECEIPT_NOT_INCLUDED);
	strange.log[0].id ^= 1;
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, NULL), &strange, &proof), RECEIPT_UNKNOWN_LOG);
	strange = policy_of_key(&l->log.key);
	strange.log[0].bytes[3] ^= 1;
	CHECK_INT(receipt_verify(l->a, ledger_receipt(l, 17, 50, NULL), &strange, &proof), RECEIPT_BAD_SIGNATURE);
	CHECK_INT(receipt_verify(l->a, STR("c2sp.org/tlog-proof@v1\nindex 0\n\nnothing"), &alone, &proof), RECEIPT_NO_OPENING);
	CHECK_INT(receipt_verify(l->a, STR("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nnothing"), &alone, &proof), RECEIPT_BAD_OPENING);
	CHECK_INT(receipt_verify(l->a, STR("c2sp.org/tlog-proof@v2\n"), &alone, &proof), RECEIPT_MALFORMED);
	struct str whole = ledger_receipt(l, 17, 50, NULL);
	size_t blank = str_find(whole, STR("\n\n"));
	CHECK_INT(receipt_verify(l->a, str_head(whole, blank + 2), &alone, &proof), RECEIPT_BAD_CHECKPOINT);
	CHECK_INT(receipt_verify(l->a, str_head(whole, blank + 1), &alone, &proof), RECEIPT_MALFORMED);
}

TEST(a_key_of_another_log_does_not_speak_for_this_one)
{
	struct ledger *l = ledger_new(5, 1);
	struct checkpoint c = ledger_checkpoint(l, 5);
	struct receipt_proof proof;
	struct policy p = policy_of_key(&l->log.key);
	c.origin = STR("another.example");
	CHECK_INT(receipt_verify_checkpoint(l->a, ledger_note(l, &c, NULL), &p, &proof), RECEIPT_UNKNOWN_LOG);
	c.origin = STR("log.example");
	CHECK_INT(receipt_verify_checkpoint(l->a, ledger_note(l, &c, NULL), &p, &proof), RECEIPT_PROVED);
}

TEST(no_bit_of_a_receipt_can_be_changed)
{
	struct ledger *l = ledger_new(50, 17);
	struct policy p = policy_read(l, "group g all W0 W1 W2\nquorum g\n");
	struct receipt_proof proof;
	struct str good = ledger_receipt(l, 17, 50, all_sign);
	char *text = arena_memdup(l->a, good.p, good.n);
	struct arena *a = arena_new(1 << 20);
	for (size_t i = 0; i < good.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			text[i] ^= (char)(1 << bit);
			if (receipt_verify(a, (struct str){text, good.n}, &p, &proof) == RECEIPT_PROVED)
				test_fail(__FILE__, __LINE__, "bit %d of byte %zu", bit, i);
			text[i] ^= (char)(1 << bit);
			arena_reset(a);
		}
	for (size_t n = 0; n < good.n; n++, arena_reset(a))
		CHECK(receipt_verify(a, str_head(good, n), &p, &proof) != RECEIPT_PROVED);
	arena_free(a);
}

TEST(a_receipt_has_its_limit)
{
	struct ledger *l = ledger_new(2, 1);
	struct receipt r = {.opening = {arena_alloc(l->a, 1 << 20), 0}, .checkpoint = STR_NONE};
	struct receipt again;
	struct buf b;
	buf_init(&b, 2 << 20);
	receipt_write(l->a, &b, &r);
	size_t least = b.n;
	/* base64 in fours; the rest in the checkpoint, of which the form is not asked here */
	r.opening.n = (LIMIT_RECEIPT_BYTES - least) / 4 * 3;
	r.checkpoint = str_head(STR("xxxx"), (LIMIT_RECEIPT_BYTES - least) % 4);
	for (int more = 0; more < 2; more++) {
		buf_clear(&b);
		receipt_write(l->a, &b, &r);
		if (more)
			buf_char(&b, 'x');
		CHECK_INT(b.n, LIMIT_RECEIPT_BYTES + more);
		CHECK(receipt_parse(l->a, buf_view(&b), &again) == !more);
	}
	buf_free(&b);
}

TEST(a_quorum_is_counted_through_its_groups)
{
	struct ledger *l = ledger_new(1, 0);
	static const struct { const char *groups; int met; } rows[] = {     /* a bit for each set of witnesses that is enough */
		{"quorum none\n", 0xFF}, {"quorum W1\n", 0xCC}, {"group g any W0 W2\nquorum g\n", 0xFA}, {"group g all W0 W1 W2\nquorum g\n", 0x80}, {"group g 2 W0 W1 W2\nquorum g", 0xE8},
		{"group a any W0 W1\ngroup b all a W2\nquorum b\n", 0xE0}, {"group a all W0 W1\ngroup b 1 a W2\nquorum b\n", 0xF8},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct policy p = policy_read(l, rows[i].groups);
		int met = 0;
		for (int set = 0; set < 8; set++) {
			bool signed_by[LIMIT_POLICY_NAMES] = {set & 1, set & 2, set & 4};
			met |= policy_met(&p, signed_by) << set;
		}
		CHECK_INT(met, rows[i].met);
	}
}

TEST(policies_are_read_strictly)
{
	struct ledger *l = ledger_new(1, 0);
	struct policy p;
	const char *w0 = note_key_text(l->a, &l->witness[0].key), *w1 = note_key_text(l->a, &l->witness[1].key), *log = note_key_text(l->a, &l->log.key);
	struct note_key twin_key = l->witness[0].key;
	struct note_secret twin = ledger_key("twin.example", NOTE_WITNESS, 10);
	CHECK(memcmp(twin.key.bytes, twin_key.bytes, sizeof twin_key.bytes) == 0);
	const struct { const char *text; int line; } bad[] = {
		{"", 0}, {"quorum none\nquorum none\n", 2}, {"quorum W\n", 1}, {"quorum none x\n", 1}, {"quorum\n", 1}, {"watch x\nquorum none\n", 1},
		{arena_printf(l->a, "log %s\nlog %s\nquorum none\n", log, log), 2}, {arena_printf(l->a, "log %s\nquorum none\n", w0), 1}, {arena_printf(l->a, "log %s a b\nquorum none\n", log), 1},
		{arena_printf(l->a, "witness W %s\nquorum W\n", log), 1}, {arena_printf(l->a, "witness none %s\nquorum none\n", w0), 1},
		{arena_printf(l->a, "witness W %s\nwitness W %s\nquorum W\n", w0, w1), 2}, {arena_printf(l->a, "witness W %s\nwitness V %s\nquorum W\n", w0, note_key_text(l->a, &twin.key)), 2},
		{arena_printf(l->a, "witness W %s\ngroup g 1 W W\nquorum g\n", w0), 2}, {arena_printf(l->a, "witness W %s\ngroup g 2 W\nquorum g\n", w0), 2},
		{arena_printf(l->a, "witness W %s\ngroup g 0 W\nquorum g\n", w0), 2}, {arena_printf(l->a, "witness W %s\ngroup g 01 W\nquorum g\n", w0), 2},
		{arena_printf(l->a, "witness W %s\ngroup g any\nquorum g\n", w0), 2}, {arena_printf(l->a, "witness W %s\ngroup g any g\nquorum g\n", w0), 2},
		{arena_printf(l->a, "witness W %s\ngroup g any none\nquorum g\n", w0), 2}, {arena_printf(l->a, "witness W %s\ngroup g any W\ngroup h any W\nquorum g\n", w0), 3},
		{"quorum none\r\n", 1}, {"# \x7f\nquorum none\n", 1}, {"# \v\nquorum none\n", 1}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int line = -1;
		if (policy_parse(l->a, str_of(bad[i].text), &p, &line) || line != bad[i].line)
			test_fail(__FILE__, __LINE__, "line %d of: %s", line, bad[i].text);
	}
}

TEST(a_policy_has_its_limits)
{
	struct arena *a = test_arena();
	struct policy p;
	for (int more = 0; more < 2; more++) {
		const char *text = "", *logs = "";
		int line = -1;
		for (int i = 0; i < LIMIT_POLICY_NAMES + more; i++) {
			struct note_secret w = ledger_key("w.example", NOTE_WITNESS, i), log = ledger_key("l.example", NOTE_LOG, i);
			text = arena_printf(a, "%switness W%d %s\n", text, i, note_key_text(a, &w.key));
			logs = arena_printf(a, "%slog %s\n", logs, note_key_text(a, &log.key));
		}
		CHECK(policy_parse(a, str_of(arena_printf(a, "%squorum W0\n", text)), &p, &line) == !more);
		CHECK(policy_parse(a, str_of(arena_printf(a, "%squorum none\n", logs)), &p, &line) == !more);
		char *wide = arena_alloc(a, LIMIT_POLICY_BYTES + 2);
		memset(wide, ' ', LIMIT_POLICY_BYTES + 1);
		memcpy(wide, "quorum none", 11);
		CHECK(policy_parse(a, (struct str){wide, LIMIT_POLICY_BYTES + (size_t)more}, &p, &line) == !more);
	}
}

TEST(events_have_one_spelling)
{
	static const char *const good[] = {"{}", "{\"a\":1}", "{\"a\":-1,\"b\":[],\"c\":{\"d\":null}}", "{\"a\":[1,\"x\",true,false]}", "{\"a\":\"\\\"\\\\\\n\\u001f\\u0000\"}", "{\"事\":\"件件有着落\"}",
		"{\"a\":9223372036854775807,\"aa\":0,\"b\":-9223372036854775808}", "{\"\":0}", "{\"a\":\"/\"}"};
	static const char *const bad[] = {"", "[]", "1", "{", "{}}", " {}", "{} ", "{\"a\": 1}", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "{\"a\":01}", "{\"a\":1.0}", "{\"a\":-0}",
		"{\"a\":1e3}", "{\"a\":9223372036854775808}", "{\"a\":--1}", "{\"a\":\"\\/\"}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\u000a\"}", "{\"a\":\"\\u001F\"}", "{\"a\":\"\t\"}", "{\"a\":\"\xff\"}", "{\"a\":\"\\x\"}",
		"{\"a\":tru}", "{\"a\":\"x}", "{\"a\":[1,]}", "{\"a\":[1 ,2]}", "{a:1}", "{\"a\":\"\\", "{\"a\":\"\\u00"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!canon_ok(str_of(good[i])))
			test_fail(__FILE__, __LINE__, "refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (canon_ok(str_of(bad[i])))
			test_fail(__FILE__, __LINE__, "taken: %s", bad[i]);
	/* a NUL inside */
	CHECK(!canon_ok((struct str){"{\"a\":\"\\\0\"}", 10}) && !canon_ok((struct str){"{\"a\":\"\\u000\0\"}", 14}));
	for (int depth = LIMIT_CANON_DEPTH - 1; depth <= LIMIT_CANON_DEPTH; depth++) {
		char deep[128] = "{\"a\":";
		size_t n = strlen(deep);
		memset(deep + n, '[', (size_t)depth - 1);
		memset(deep + n + depth - 1, ']', (size_t)depth - 1);
		deep[n + 2 * (size_t)depth - 2] = '}';
		/* one level more for the object around, and one for a value inside */
		CHECK_INT(canon_ok(str_of(deep)), 1);
		deep[n + (size_t)depth - 1] = '1';
		memset(deep + n + depth, ']', (size_t)depth - 1);
		deep[n + 2 * (size_t)depth - 1] = '}';
		CHECK_INT(canon_ok(str_of(deep)), depth < LIMIT_CANON_DEPTH);
	}
}

TEST(every_byte_is_written_as_it_is_read)
{
	struct buf b;
	struct str name, value;
	buf_init(&b, 1000);
	for (int c = 0; c < 128; c++) {
		char one[2] = {(char)c, 'z'};
		buf_clear(&b);
		buf_cstr(&b, "{\"k\":");
		CHECK(canon_string(&b, (struct str){one, 2}));
		buf_cstr(&b, ",\"l\":2}");
		CHECK(canon_ok(buf_view(&b)));
		struct str rest = buf_view(&b);
		CHECK(canon_member(&rest, &name, &value) && str_is(name, "k"));
		CHECK(canon_member(&rest, &name, &value) && str_is(name, "l") && str_is(value, "2"));
		CHECK(!canon_member(&rest, &name, &value));
	}
	CHECK(!canon_string(&b, STR("\xff")));
	buf_free(&b);
}
