/* Every deed is a leaf; what is lost, changed or set back is told. */
#include "matter_city.h"
#include "matter_raw.h"

#include "base/os.h"
#include "matter/ledger_receipt.h"
#include "matter/ledger_run.h"
#include "matter/ledger.h"
#include "rule/receipt.h"

static bool pad(struct tx *tx, void *arg)
{
	return ledger_pad(tx, ((struct play *)arg)->city);
}

static void beat(struct play *p)
{
	enum trouble trouble;
	if (store_write(p->city->store, test_arena(), pad, p, &trouble))
		CHECK_STR(ledger_sign(p->city, test_arena()), (const char *)NULL);
}

static int64_t size(struct play *p)
{
	struct tx tx;
	read_begin(p->city->store, 2, test_arena(), &tx);
	int64_t n = ledger_size(&tx);
	read_end(&tx);
	return n;
}

struct told { int n; const char *all; };

static void tell(void *ctx, const char *fault)
{
	struct told *t = ctx;
	t->n++;
	t->all = arena_printf(test_arena(), "%s%s\n", t->all, fault);
}

static struct told faults(struct play *p)
{
	struct tx tx;
	struct told t = {0, ""};
	read_begin(p->city->store, 2, test_arena(), &tx);
	int64_t n = ledger_verify(&tx, p->city, tell, &t);
	CHECK_INT(n, t.n);
	read_end(&tx);
	return t;
}

static bool receipt(struct play *p, int64_t seq, struct buf *out)
{
	struct tx tx;
	buf_init(out, 1 << 20);
	read_begin(p->city->store, 2, test_arena(), &tx);
	bool there = ledger_receipt(&tx, p->city, p->id, seq, out);
	read_end(&tx);
	if (!there)
		buf_free(out);
	return there;
}

static void policy_of(struct play *p, struct policy *out)
{
	struct note_key key;
	CHECK(note_key_parse(test_arena(), str_of(ledger_vkey(p->city)), &key));
	*out = policy_of_key(&key);
}

TEST(every_event_is_a_leaf_and_the_head_is_signed_on_a_beat)
{
	struct play p;
	struct q_event_list *e;
	play_accepted(&p, "2026-03-02");
	size_t n = play_events(&p, &e);
	CHECK_INT(size(&p), (int64_t)n);
	CHECK_STR(ledger_checkpoint(p.city, test_arena()), "");
	beat(&p);
	CHECK_INT(size(&p) % 8, 0);
	CHECK(*ledger_checkpoint(p.city, test_arena()));
	int64_t padded = size(&p);
	beat(&p);                              /* nothing came: nothing is filled up */
	CHECK_INT(size(&p), padded);
	CHECK_INT(faults(&p).n, 0);
	play_close(&p);
}

TEST(a_receipt_proves_an_event_and_a_changed_one_does_not)
{
	struct play p;
	struct buf b;
	struct policy policy;
	struct receipt_proof proof;
	play_accepted(&p, "2026-03-02");
	CHECK(!receipt(&p, 1, &b));            /* not covered yet */
	beat(&p);
	CHECK(receipt(&p, 1, &b));
	policy_of(&p, &policy);
	CHECK_INT(receipt_verify(test_arena(), buf_view(&b), &policy, &proof), RECEIPT_PROVED);
	CHECK(str_find(proof.event, str_of(p.number)) != SIZE_MAX);
	CHECK(str_find(proof.event, STR("王小明")) == SIZE_MAX && str_find(proof.event, STR("13800138000")) == SIZE_MAX);
	b.p[str_find(buf_view(&b), STR("extra ")) + 60] ^= 1;
	CHECK(receipt_verify(test_arena(), buf_view(&b), &policy, &proof) != RECEIPT_PROVED);
	buf_free(&b);
	CHECK(!receipt(&p, 99, &b));
	play_close(&p);
}

TEST(an_internal_event_gives_no_receipt)
{
	struct play p;
	struct buf b;
	struct q_event_list *e;
	play_accepted(&p, "2026-03-02");
	CHECK(play_act(&p, "handler", "note", "text", "internal", NULL));
	beat(&p);
	size_t n = play_events(&p, &e);
	CHECK(!e[n - 1].public);
	CHECK(!receipt(&p, e[n - 1].seq, &b));
	play_close(&p);
}

/* Plants a fault, closes the city and opens it again; why it would not, or NULL. */
static const char *planted(struct play *p, const char *sql)
{
	const char *why = NULL, *dir;
	play_accepted(p, "2026-03-02");
	beat(p);
	dir = arena_strdup(test_arena(), store_dir(p->city->store));
	sqlite3 *db = raw_open(p);
	raw_unguard(db);
	raw_exec(db, sql);
	CHECK(raw_changes(db) > 0);
	sqlite3_close(db);
	city_close(p->city);
	p->city = city_open(dir, STORE_COMMAND, &why);
	return p->city ? NULL : why;
}

static void must_be_told(const char *sql, const char *words)
{
	struct play p;
	CHECK_STR(planted(&p, sql), (const char *)NULL);
	struct told t = faults(&p);
	if (!strstr(t.all, words))
		test_fail(__FILE__, __LINE__, "not told (%s): %s; but: %s", words, sql, t.all);
	city_close(p.city);
}

TEST(a_changed_event_is_told) { must_be_told("UPDATE event SET data = '{\"unit\":\"jt\"}' WHERE act = 'transfer'", "is not what was written"); }
TEST(an_event_given_to_somebody_else_is_told) { must_be_told("UPDATE event SET person_id = person_id - 1 WHERE act = 'accept'", "is not what was written"); }
TEST(a_backdated_event_is_told) { must_be_told("UPDATE event SET at_ms = at_ms - 86400000 WHERE act = 'accept'", "is not what was written"); }
TEST(a_deleted_event_is_told) { must_be_told("DELETE FROM event WHERE act = 'accept'", "is of an event that is gone"); }
TEST(an_event_robbed_of_its_leaf_is_told) { must_be_told("DELETE FROM event_leaf WHERE leaf = 1", "has no leaf"); }
TEST(a_changed_opening_is_told) { must_be_told("UPDATE event_leaf SET opening = REPLACE(opening, 'officer', 'handler') WHERE leaf = 1", "does not give leaf 1"); }
TEST(a_changed_petition_is_told) { must_be_told("UPDATE matter SET body = 'another text'", "is not what was written"); }
TEST(a_changed_paper_is_told) { must_be_told("UPDATE document SET body_zh = body_zh || 'x' WHERE status = 'issued'", "is not what was issued"); }
TEST(a_paper_that_is_gone_is_told) { must_be_told("DELETE FROM document WHERE status = 'issued'", "is gone"); }
TEST(an_opening_that_is_gone_is_told) { must_be_told("UPDATE event_leaf SET opening = NULL, nonce = NULL WHERE leaf = 1", "no event says that it was erased"); }
TEST(two_events_with_one_nonce_are_told) { must_be_told("UPDATE event_leaf SET nonce = (SELECT nonce FROM event_leaf WHERE leaf = 0) WHERE leaf = 1", "its nonce is that of another"); }
TEST(a_changed_hash_within_the_tree_is_told) { must_be_told("UPDATE tlog_hash SET h = (SELECT h FROM tlog_hash WHERE i = 1) WHERE i = 6", "not whole at place 6"); }

#define NO_LAST_EVENT "DELETE FROM event WHERE id = (SELECT MAX(id) FROM event);"
TEST(an_event_hidden_among_the_filling_is_told)
{
	must_be_told(NO_LAST_EVENT "DELETE FROM event_leaf WHERE event_id NOT IN (SELECT id FROM event)", "nobody knows what it is");
}
TEST(an_event_said_to_be_filling_is_told)
{
	must_be_told("INSERT INTO pad_leaf SELECT MAX(leaf), (SELECT nonce FROM event_leaf WHERE leaf = 0) FROM event_leaf;" NO_LAST_EVENT
		"DELETE FROM event_leaf WHERE event_id NOT IN (SELECT id FROM event)", "holds something else");
}
TEST(a_leaf_of_two_meanings_is_told) { must_be_told("INSERT INTO pad_leaf SELECT leaf, nonce FROM event_leaf WHERE leaf = 0", "said to be two things"); }
TEST(filling_nobody_can_open_is_told) { must_be_told("DELETE FROM pad_leaf WHERE leaf = (SELECT MAX(leaf) FROM pad_leaf)", "nobody knows what it is"); }

/* The clock of the machine turned back, to write as if it had been then. */
TEST(an_event_written_with_a_time_of_before_is_told)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	CHECK_INT(faults(&p).n, 0);
	p.now.utc_ms -= 2 * 3600 * 1000;
	CHECK(play_new(&p, "", "xf", "petition", "file", "subject", "x", "text", "y", "name", "z", "phone", "13800138000", NULL));
	struct told t = faults(&p);
	CHECK(t.n == 1 && strstr(t.all, "(file): says a time before that of events written earlier"));
	play_close(&p);
}

static void must_not_start(const char *sql)
{
	struct play p;
	const char *why = planted(&p, sql);
	if (!why)
		test_fail(__FILE__, __LINE__, "started in spite of: %s", sql);
	CHECK(strstr(why, "ledger"));
}

TEST(a_smaller_tree_is_not_started) { must_not_start("DELETE FROM tlog_hash WHERE i >= 3"); }
TEST(an_emptied_tree_is_not_started) { must_not_start("DELETE FROM tlog_hash"); }
TEST(a_changed_tree_is_not_started) { must_not_start("UPDATE tlog_hash SET h = (SELECT h FROM tlog_hash WHERE i = 1) WHERE i = 14"); }

TEST(a_city_without_the_key_runs_and_signs_nothing)
{
	struct play p;
	play_accepted(&p, "2026-03-02");
	const char *dir = arena_strdup(test_arena(), store_dir(p.city->store)), *why;
	city_close(p.city);
	CHECK_INT(os_remove(arena_printf(test_arena(), "%s/keys/ledger.key", dir)), 0);
	p.city = city_open(dir, STORE_COMMAND, &why);
	CHECK(p.city);
	CHECK_STR(ledger_vkey(p.city), "");
	CHECK(ledger_sign(p.city, test_arena()));
	CHECK(play_act(&p, "handler", "progress", "text", "x", NULL));
	play_close(&p);
}
