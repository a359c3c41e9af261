/* The ledger held against the database, by somebody who believes neither.
 *
 * Laws: 1 every event has its leaf and every leaf its event; 2 an opening gives
 * its leaf and says what the event's row and its papers say today; 3 every leaf
 * is an event's or fills up, and what fills up is opened too, so that no event
 * is hidden among them; 4 no opening is gone but by the event `erased`, and no
 * nonce serves twice; 5 no event says a time an hour before that of one written
 * earlier, but of a foreign register; 6 the tree is whole, and the one whose
 * head was signed. What a whole folder set back or written anew hides from all
 * of these, a witness and every holder of a receipt or an old head still see. */
#include "ledger_run.h"

#include "../rule/canon.h"
#include "../rule/receipt.h"
#include "ledger.h"
#include "query.h"

enum { TOLERANCE_MS = 3600 * 1000, VERIFY_ARENA_BYTES = 64 * 1024 * 1024, HASH_WORDS = 8 + 64 };

struct teller { void (*say)(void *ctx, const char *fault); void *ctx; int64_t faults; };

static void tell(struct teller *t, const char *fault)
{
	t->faults++;
	t->say(t->ctx, fault);
}

/* One adapter per query: their row types differ in name only. */
#define TELLS(name) static void name##_row(void *ctx, const struct q_##name *row) { tell(ctx, row->what); }
TELLS(leaf_missing)
TELLS(leaf_orphans)
TELLS(leaf_unopened)
TELLS(leaf_nonce_twice)
TELLS(leaf_backdated)

/* -- what a leaf was made from */

static bool leaf_is(struct tx *tx, int64_t leaf, struct str opening)
{
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	struct q_tlog_hash stored;
	receipt_entry(opening, entry);
	struct sha256 made = merkle_leaf((struct str){(const char *)entry, sizeof entry});
	return q_tlog_hash(tx, merkle_place(0, leaf), &stored) && stored.h.n == sizeof made.b &&
		memcmp(made.b, stored.h.p, sizeof made.b) == 0;
}

static struct str opened(struct arena *a, struct str nonce, const char *event)
{
	return receipt_opening(a, (const unsigned char *)nonce.p, str_of(event));
}

static bool has_member(const char *json, const char *wanted)
{
	struct str rest = str_of(json), name, value;
	while (canon_member(&rest, &name, &value))
		if (str_is(name, wanted))
			return true;
	return false;
}

/* Do the members of the opening say what the event's row says today? Openings of
 * before `since` say nothing of the person. */
static bool opening_fits(struct arena *a, const char *opening, bool since, struct q_event_for_ledger e)
{
	struct str rest = str_of(opening), name, value, name2, value2;
	if (!since && !has_member(opening, "person"))
		e.person_id = DB_NULL_INT;
	struct str want = str_of(ledger_opening(a, &e, NULL, 0));
	while (canon_member(&rest, &name, &value)) {
		if (str_is(name, "papers"))
			continue;
		if (!canon_member(&want, &name2, &value2) || !str_eq(name, name2) || !str_eq(value, value2))
			return false;
	}
	return !canon_member(&want, &name2, &value2);
}

/* "kind number sha256:hash" as the opening says it: is the paper still that one? */
static void verify_paper(struct tx *tx, struct str said, const char *event, struct teller *t)
{
	struct q_paper_by_number p;
	struct arena *a = tx->arena;
	size_t kind = str_find(said, STR(" "));
	if (kind == SIZE_MAX || said.n < kind + 2 + HASH_WORDS) {
		tell(t, arena_printf(a, "%s: names a paper that has no hash", event));
		return;
	}
	const char *number = arena_cstr(a, (struct str){said.p + kind + 1, said.n - kind - 1 - HASH_WORDS});
	if (!q_paper_by_number(tx, number, &p))
		tell(t, arena_printf(a, "%s: its paper %s is gone", event, number));
	else if (!str_is(said, ledger_paper_words(a, &(struct ledger_paper){p.kind, number, p.body_zh, p.body_en})))
		tell(t, arena_printf(a, "%s: its paper %s is not what was issued", event, number));
}

/* Numbers of papers have no quotes in them: a slice between two is one. */
static void verify_papers(struct tx *tx, const char *opening, const char *event, struct teller *t)
{
	struct str rest = str_of(opening), name, value;
	while (canon_member(&rest, &name, &value)) {
		if (!str_is(name, "papers"))
			continue;
		for (size_t from = 0, i = 0, quotes = 0; i < value.n; i++) {
			if (value.p[i] != '"')
				continue;
			if (++quotes % 2)
				from = i + 1;
			else
				verify_paper(tx, (struct str){value.p + from, i - from}, event, t);
		}
	}
}

static void verify_leaf(struct tx *tx, const struct q_leaf_page *l, int64_t since, struct teller *t)
{
	struct q_event_for_ledger e;
	struct q_tlog_hash stored;
	struct arena *a = tx->arena;
	const char *name = arena_printf(a, "event %lld", (long long)l->event_id);
	if (l->leaf < 0 || l->leaf >= MERKLE_SIZE_MAX || !q_tlog_hash(tx, merkle_place(0, l->leaf), &stored)) {
		tell(t, arena_printf(a, "%s: leaf %lld is not in the tree", name, (long long)l->leaf));
		return;
	}
	if (!l->opening || l->nonce.n != RECEIPT_NONCE_BYTES)
		return;                        /* erased: the leaf stays (law 4 asks by whom) */
	if (!leaf_is(tx, l->leaf, opened(a, l->nonce, l->opening)))
		tell(t, arena_printf(a, "%s: its opening does not give leaf %lld", name, (long long)l->leaf));
	/* an event that is gone was told above */
	if (q_event_for_ledger(tx, l->event_id, &e) && !opening_fits(a, l->opening, l->leaf >= since, e))
		tell(t, arena_printf(a, "%s: is not what was written into the ledger", name));
	verify_papers(tx, l->opening, name, t);
}

/* -- page by page, with an arena for each: memory does not grow with the city */

struct paging { const struct city *city; int64_t since, after; struct teller *t; };

/* page looks at the rows behind p->after, moves it, and gives their number. */
static void in_pages(struct tx *tx, size_t (*page)(struct tx *tx, struct paging *p), struct paging p)
{
	struct arena *caller = tx->arena;
	size_t n;
	do {
		tx->arena = arena_new(VERIFY_ARENA_BYTES);
		n = page(tx, &p);
		arena_free(tx->arena);
		tx->arena = caller;
	} while (n && tx->trouble == TROUBLE_NONE);
}

static size_t leaves_page(struct tx *tx, struct paging *p)
{
	struct q_leaf_page *l;
	size_t n = q_leaf_page(tx, p->after, &l);
	for (size_t i = 0; i < n; i++)
		verify_leaf(tx, &l[i], p->since, p->t);
	p->after = n ? l[n - 1].event_id : p->after;
	return n;
}

static size_t pads_page(struct tx *tx, struct paging *p)
{
	struct q_pad_page *pad;
	size_t n = q_pad_page(tx, p->after, &pad);
	for (size_t i = 0; i < n; i++)
		if (pad[i].nonce.n != RECEIPT_NONCE_BYTES || !leaf_is(tx, pad[i].leaf, opened(tx->arena, pad[i].nonce, "{}")))
			tell(p->t, arena_printf(tx->arena, "leaf %lld is said to fill up, and holds something else", (long long)pad[i].leaf));
	p->after = n ? pad[n - 1].leaf : p->after;
	return n;
}

/* The heads witnesses signed: this tree must have grown through each of them. */
static size_t heads_page(struct tx *tx, struct paging *p)
{
	struct q_ledger_head_page *h;
	size_t n = q_ledger_head_page(tx, p->after, &h);
	for (size_t i = 0; i < n; i++)
		if (!ledger_grew_through(tx, p->city, h[i].size, h[i].note))
			tell(p->t, arena_printf(tx->arena, "the tree has not grown through the head of %lld leaves that witnesses signed", (long long)h[i].size));
	p->after = n ? h[n - 1].size : p->after;
	return n;
}

/* -- what each leaf is */

struct places { int64_t next; struct arena *a; struct teller *t; };

static void untold(struct places *p, int64_t end)
{
	if (p->next < end)
		tell(p->t, arena_printf(p->a, "leaf %lld: nobody knows what it is, and %lld more", (long long)p->next, (long long)(end - p->next - 1)));
}

static void take_leaf(void *ctx, const struct q_leaf_places *row)
{
	struct places *p = ctx;
	untold(p, row->leaf);
	if (row->leaf < p->next)
		tell(p->t, arena_printf(p->a, "leaf %lld is said to be two things", (long long)row->leaf));
	p->next = row->leaf + 1;
}

static void verify_places(struct tx *tx, int64_t since, struct teller *t)
{
	struct places p = {since, tx->arena, t};
	int64_t size = ledger_size(tx);
	q_leaf_places(tx, since, take_leaf, &p);
	untold(&p, size);
}

/* Every stored hash is what the leaves below it give. */
static void verify_tree(struct tx *tx, struct teller *t)
{
	struct sha256 root;
	int64_t size, bad;
	if (!ledger_recheck(tx, &size, &root, &bad))
		tell(t, arena_printf(tx->arena, "the tree is not whole at place %lld", (long long)bad));
}

int64_t ledger_verify(struct tx *tx, const struct city *c, void (*say)(void *ctx, const char *fault), void *ctx)
{
	struct teller t = {say, ctx, 0};
	struct q_ledger_since since = {0};
	if (!q_ledger_since(tx, &since))
		tell(&t, "nothing says since which leaf all laws hold");
	q_leaf_missing(tx, leaf_missing_row, &t);
	q_leaf_orphans(tx, leaf_orphans_row, &t);
	q_leaf_unopened(tx, leaf_unopened_row, &t);
	q_leaf_nonce_twice(tx, leaf_nonce_twice_row, &t);
	q_leaf_backdated(tx, TOLERANCE_MS, leaf_backdated_row, &t);
	in_pages(tx, leaves_page, (struct paging){c, since.leaf, 0, &t});
	in_pages(tx, pads_page, (struct paging){c, since.leaf, -1, &t});
	verify_places(tx, since.leaf, &t);
	verify_tree(tx, &t);
	in_pages(tx, heads_page, (struct paging){c, since.leaf, 0, &t});
	const char *why = ledger_tree_fault(tx, c);
	if (why)
		tell(&t, why);
	return t.faults;
}
