/* The ledger in a real store: appended with its event or not at all, whole
 * after it is opened again, and every fault in it is found. */
#include "matter/ledger.h"

#include "store_help.h"

enum { LEAVES = 300 };

struct batch { int from, n; bool refuse; int64_t last; };

static struct str entry_of(struct arena *a, int i)
{
	return str_of(arena_printf(a, "entry %d", i));
}

static bool batch_run(struct tx *tx, void *arg)
{
	struct batch *b = arg;
	for (int i = b->from; i < b->from + b->n; i++)
		b->last = ledger_append(tx, entry_of(tx->arena, i));
	return !b->refuse && tx->trouble == TROUBLE_NONE;
}

static bool append(struct place *p, struct batch *b)
{
	return store_write(p->s, p->a, batch_run, b, NULL);
}

/* The root told without any array: pairs of complete subtrees. */
static struct sha256 slow_root(struct arena *a, int from, int n)
{
	int k = 1;
	if (n == 0)
		return sha256_of(STR_NONE);
	if (n == 1)
		return merkle_leaf(entry_of(a, from));
	while (k * 2 < n)
		k *= 2;
	struct sha256 l = slow_root(a, from, k), r = slow_root(a, from + k, n - k);
	return merkle_node(&l, &r);
}

static bool recheck(struct place *p, int64_t *size, struct sha256 *root, int64_t *bad)
{
	struct tx tx;
	read_begin(p->s, 0, p->a, &tx);
	bool ok = ledger_recheck(&tx, size, root, bad);
	read_end(&tx);
	return ok;
}

TEST(leaves_come_with_their_transaction_or_not_at_all)
{
	struct place p = place_new(STORE_SERVE);
	struct batch b = {0, 7, false, -1}, refused = {7, 5, true, -1}, again = {7, 1, false, -1};
	struct sha256 root, want;
	int64_t size = -1, bad = 0;
	CHECK(recheck(&p, &size, &root, &bad) && size == 0);
	CHECK(append(&p, &b) && b.last == 6);
	CHECK(!append(&p, &refused) && refused.last == 11);
	CHECK(append(&p, &again) && again.last == 7);
	place_reopen(&p);
	CHECK(recheck(&p, &size, &root, &bad));
	want = slow_root(p.a, 0, 8);
	CHECK(size == 8 && bad == -1 && sha256_eq(&root, &want));
	place_end(&p);
}

TEST(the_ledger_proves_every_state_it_ever_had)
{
	struct place p = place_new(STORE_SERVE);
	struct batch b = {0, LEAVES, false, -1};
	struct merkle_proof proof;
	struct sha256 root, old_root, want;
	struct tx tx;
	CHECK(append(&p, &b) && b.last == LEAVES - 1);
	read_begin(p.s, 0, p.a, &tx);
	CHECK_INT(ledger_size(&tx), LEAVES);
	for (int size = 1; size <= LEAVES; size += 13) {
		struct sha256 leaf = merkle_leaf(entry_of(p.a, size / 2));
		want = slow_root(p.a, 0, size);
		CHECK(ledger_root(&tx, size, &root) && sha256_eq(&root, &want));
		CHECK(ledger_include(&tx, size / 2, size, &proof) && merkle_is_included(&leaf, size / 2, size, &proof, &root));
		CHECK(ledger_root(&tx, size / 3, &old_root) && ledger_extend(&tx, size / 3, size, &proof));
		CHECK(merkle_is_extended(size / 3, &old_root, size, &root, &proof));
	}
	CHECK(!ledger_root(&tx, LEAVES + 1, &root) && !ledger_include(&tx, 0, LEAVES + 1, &proof) && !ledger_extend(&tx, 1, LEAVES + 1, &proof));
	CHECK(!ledger_root(&tx, -1, &root) && !ledger_include(&tx, 5, 5, &proof));
	CHECK_INT(tx.trouble, TROUBLE_NONE);
	read_end(&tx);
	place_end(&p);
}

/* Rows as given, past the ledger's own ways. */
struct raw { int64_t i[8]; int n; };

static bool raw_run(struct tx *tx, void *arg)
{
	struct raw *r = arg;
	struct sha256 h = merkle_leaf(STR("raw"));
	for (int k = 0; k < r->n; k++)
		q_tlog_hash_add(tx, r->i[k], (struct str){(const char *)h.b, 32});
	return tx->trouble == TROUBLE_NONE;
}

struct fault { struct raw raw; int64_t bad, appended; bool whole; };

static bool fault_run(struct tx *tx, void *arg)
{
	struct fault *f = arg;
	struct sha256 root;
	int64_t size = 0;
	raw_run(tx, &f->raw);
	f->whole = ledger_recheck(tx, &size, &root, &f->bad);
	f->appended = ledger_append(tx, STR("next"));
	return false;
}

TEST(faults_in_the_array_are_found_at_their_place)
{
	static const struct { struct raw raw; int64_t bad, appended; } rows[] = {
		{{{0, 1, 2}, 3}, 2, 2},                /* a node that is not its children's */
		{{{1}, 1}, 0, -1}, {{{0, 2}, 2}, 1, 2},
		{{{0, 1}, 2}, 2, -1},                  /* a leaf without the subtree it completes */
		{{{0, 1, 2, 4}, 4}, 2, -1}, {{{-1}, 1}, 0, -1},
	};
	struct place p = place_new(STORE_SERVE);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct fault f = {.raw = rows[i].raw};
		CHECK(!store_write(p.s, p.a, fault_run, &f, NULL));
		CHECK(!f.whole);
		CHECK_INT(f.bad, rows[i].bad);
		CHECK_INT(f.appended, rows[i].appended);
	}
	place_end(&p);
}

static bool short_run(struct tx *tx, void *arg)
{
	(void)arg;
	q_tlog_hash_add(tx, 0, STR("short"));
	return tx->trouble == TROUBLE_NONE;
}

TEST(a_hash_has_thirty_two_bytes_and_its_place_once)
{
	struct place p = place_new(STORE_SERVE);
	struct raw twice = {{0, 0}, 2};
	enum trouble trouble;
	CHECK(!store_write(p.s, p.a, short_run, NULL, &trouble));
	CHECK_INT(trouble, TROUBLE_CONSTRAINT);
	CHECK(!store_write(p.s, p.a, raw_run, &twice, &trouble));
	CHECK_INT(trouble, TROUBLE_UNIQUE);
	place_end(&p);
}
