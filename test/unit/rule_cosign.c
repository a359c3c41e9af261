/* What a witness's reply is worth, whoever wrote it. */
#include "rule/cosign.h"

#include "rule/witness.h"
#include "rule_ledger_help.h"

#define SIZE_TYPE STR("text/x.tlog.size")

struct asked { struct ledger *l; struct checkpoint c; struct cosign_ask ask; };

static struct asked asked(int64_t old, int64_t size)
{
	struct asked q = {.l = ledger_new(40, 3)};
	q.c = ledger_checkpoint(q.l, size);
	q.ask = (struct cosign_ask){&q.l->witness[0].key, old, size, checkpoint_text(q.l->a, &q.c)};
	return q;
}

static enum cosign_verdict said(const struct asked *q, int status, struct str type, struct str body)
{
	struct cosign_reply r = {status, type, body};
	return cosign_judge(q->l->a, &q->ask, &r).verdict;
}

static enum cosign_verdict lines(const struct asked *q, const char *text)
{
	return said(q, 200, STR("text/plain"), str_of(text));
}

static const char *line_of(const struct asked *q, int witness, int64_t time)
{
	return arena_cstr(q->l->a, note_sign(q->l->a, &q->l->witness[witness], q->ask.text, time));
}

TEST(a_good_signature_is_taken_with_its_time)
{
	struct asked q = asked(8, 16);
	struct cosign_reply r = {200, STR("text/plain"), str_of(line_of(&q, 0, 1700000000))};
	struct cosign_result got = cosign_judge(q.l->a, &q.ask, &r);
	CHECK_INT(got.verdict, COSIGN_SIGNED);
	CHECK_STR(got.line, r.body);
	CHECK_INT(got.time, 1700000000);
	CHECK_INT(got.size, 16);
}

TEST(lines_of_others_may_stand_beside_it)
{
	struct asked q = asked(8, 16);
	struct arena *a = q.l->a;
	CHECK_INT(lines(&q, arena_printf(a, "%s%s", line_of(&q, 1, 5), line_of(&q, 0, 5))), COSIGN_SIGNED);
	CHECK_INT(lines(&q, line_of(&q, 1, 5)), COSIGN_BAD_SIGNATURE);
}

TEST(a_signature_of_another_text_or_key_is_not_taken)
{
	struct asked q = asked(8, 16), other = asked(8, 17);
	struct arena *a = q.l->a;
	CHECK_INT(lines(&q, line_of(&other, 0, 5)), COSIGN_BAD_SIGNATURE);
	CHECK_INT(lines(&q, line_of(&q, 0, 0)), COSIGN_BAD_SIGNATURE);         /* it names no time */
	/* a good one beside a bad one of the same key is a witness that cannot be believed */
	CHECK_INT(lines(&q, arena_printf(a, "%s%s", line_of(&q, 0, 5), line_of(&other, 0, 5))), COSIGN_BAD_SIGNATURE);
	struct note_secret thief = ledger_key("w0.example", NOTE_WITNESS, 77);
	CHECK_INT(lines(&q, arena_cstr(a, note_sign(a, &thief, q.ask.text, 5))), COSIGN_BAD_SIGNATURE);
}

TEST(what_is_no_signature_line_is_garbage)
{
	struct asked q = asked(8, 16);
	struct arena *a = q.l->a;
	static const char *const bad[] = {"", "\n", "ok\n", "<html>", "— \n", "— w0.example\n", "— w0.example AAAA\n"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (lines(&q, bad[i]) != COSIGN_GARBAGE)
			test_fail(__FILE__, __LINE__, "taken: %s", bad[i]);
	/* a second note behind the first */
	CHECK_INT(lines(&q, arena_printf(a, "x\n\n%s", line_of(&q, 0, 5))), COSIGN_GARBAGE);
	CHECK_INT(lines(&q, arena_printf(a, "%s\n%s", line_of(&q, 0, 5), line_of(&q, 0, 5))), COSIGN_GARBAGE);
	const char *good = line_of(&q, 0, 5);
	CHECK_INT(lines(&q, arena_cstr(a, str_head(str_of(good), strlen(good) - 1))), COSIGN_GARBAGE);
	char *wide = arena_alloc(a, LIMIT_WITNESS_REPLY_BYTES + 2);
	memset(wide, 'x', LIMIT_WITNESS_REPLY_BYTES + 1);
	CHECK_INT(lines(&q, wide), COSIGN_GARBAGE);
}

TEST(each_status_of_the_protocol_has_its_meaning)
{
	struct asked q = asked(8, 16);
	static const struct { int status; const char *body; enum cosign_verdict want; } row[] = {
		{0, "", COSIGN_AWAY}, {400, "", COSIGN_REFUSED}, {403, "", COSIGN_UNKNOWN_KEY}, {404, "", COSIGN_UNKNOWN_LOG},
		{422, "", COSIGN_FORK}, {500, "", COSIGN_BUSY}, {301, "", COSIGN_BUSY}, {201, "", COSIGN_BUSY}, {-1, "", COSIGN_BUSY},
		{409, "0\n", COSIGN_BEHIND}, {409, "7\n", COSIGN_BEHIND}, {409, "16\n", COSIGN_BEHIND}, {409, "17\n", COSIGN_ROLLBACK},
		{409, "8\n", COSIGN_GARBAGE}, {409, "", COSIGN_GARBAGE}, {409, "7", COSIGN_GARBAGE}, {409, "07\n", COSIGN_GARBAGE},
		{409, "-1\n", COSIGN_GARBAGE}, {409, "7\n\n", COSIGN_GARBAGE}, {409, " 7\n", COSIGN_GARBAGE}, {409, "99999999999999999999\n", COSIGN_GARBAGE},
	};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (said(&q, row[i].status, SIZE_TYPE, str_of(row[i].body)) != row[i].want)
			test_fail(__FILE__, __LINE__, "%d %s", row[i].status, row[i].body);
	CHECK_INT(said(&q, 409, STR("text/plain"), STR("7\n")), COSIGN_GARBAGE);
}

TEST(our_own_size_with_another_root_is_a_fork)
{
	struct asked q = asked(16, 16);
	CHECK_INT(said(&q, 409, SIZE_TYPE, STR("16\n")), COSIGN_FORK);
	CHECK(cosign_alarms(COSIGN_FORK) && cosign_alarms(COSIGN_ROLLBACK) && !cosign_alarms(COSIGN_AWAY) && !cosign_alarms(COSIGN_SIGNED));
}

TEST(the_question_is_what_a_witness_reads)
{
	struct ledger *l = ledger_new(40, 3);
	struct merkle_reader r = ledger_reader(l);
	struct merkle_proof proof;
	struct witness_request read;
	struct checkpoint c = ledger_checkpoint(l, 40);
	CHECK(merkle_extend(&r, 7, 40, &proof) && proof.n > 0);
	struct str note = ledger_note(l, &c, NULL), body = cosign_body(l->a, 7, &proof, note);
	CHECK(witness_request_parse(l->a, body, &read));
	CHECK_INT(read.old, 7);
	CHECK_INT(read.proof.n, proof.n);
	CHECK_STR(read.note, note);
}

TEST(every_verdict_has_a_word_and_is_found_by_it)
{
	for (int v = 0; v < COSIGN__MAX; v++) {
		CHECK_INT(cosign_of_name(str_of(cosign_name((enum cosign_verdict)v))), v);
		CHECK(*msg_text(test_arena(), LANG_EN, cosign_words((enum cosign_verdict)v)));
	}
	CHECK_INT(cosign_of_name(STR("fine")), COSIGN__MAX);
}
