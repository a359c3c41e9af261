/* See ledger_run.h for the laws. */
#include "ledger_run.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "../rule/canon.h"
#include "../rule/receipt.h"
#include "input.h"
#include "ledger.h"
#include "query.h"

enum { OPENING_BYTES = 256 * 1024, PAD_TO = 8 };

/* -- the opening */

static void member(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
	must(canon_string(b, str_of(value)));
}

static const char *hash_hex(struct arena *a, const char *first, const char *second, const char *third)
{
	char hex[65];
	struct sha256 h = sha256_of(str_of(arena_printf(a, "%s\n%s\n%s", first, second, third)));
	return arena_strdup(a, sha256_hex(&h, hex));
}

static void papers_member(struct buf *b, struct arena *a, const struct ledger_paper *paper, size_t papers)
{
	buf_cstr(b, ",\"papers\":[");
	for (size_t i = 0; i < papers; i++) {
		const struct ledger_paper *p = &paper[i];
		buf_cstr(b, i ? "," : "");
		must(canon_string(b, str_of(arena_printf(a, "%s %s sha256:%s", p->kind, p->number, hash_hex(a, p->body_zh, p->body_en, "")))));
	}
	buf_char(b, ']');
}

/* Canonical JSON: names in rising order. */
static const char *opening_of(struct arena *a, const struct q_event_for_ledger *e, const struct ledger_paper *paper, size_t papers)
{
	struct buf b;
	char at[21];
	buf_init(&b, OPENING_BYTES);
	buf_char(&b, '{');
	member(&b, "act", e->act);
	member(&b, "actor", e->actor);
	member(&b, "article", e->article);
	member(&b, "at", utc_text(e->at_ms, at));
	buf_printf(&b, ",\"data\":%s", e->data);
	member(&b, "day", e->day);
	member(&b, "from", e->from_state);
	member(&b, "matter", e->matter);
	if (papers)
		papers_member(&b, a, paper, papers);
	member(&b, "role", e->role);
	buf_printf(&b, ",\"seq\":%lld", (long long)e->seq);
	if (e->seq == 1)
		member(&b, "text", arena_printf(a, "sha256:%s", hash_hex(a, e->subject, e->body, e->requests)));
	member(&b, "to", e->to_state);
	if (e->unit)
		member(&b, "unit", e->unit);
	buf_char(&b, '}');
	must(buf_ok(&b));
	const char *kept = arena_strdup(a, b.p);
	buf_free(&b);
	return kept;
}

static int64_t append(struct tx *tx, const unsigned char nonce[static RECEIPT_NONCE_BYTES], const char *opening)
{
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	receipt_entry(receipt_opening(tx->arena, nonce, str_of(opening)), entry);
	return ledger_append(tx, (struct str){(const char *)entry, sizeof entry});
}

void ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers)
{
	struct q_event_for_ledger e;
	unsigned char nonce[RECEIPT_NONCE_BYTES];
	if (!q_event_for_ledger(tx, event_id, &e))
		return;                        /* trouble is set: nothing will be kept */
	const char *opening = opening_of(tx->arena, &e, paper, papers);
	if (input_again(tx)) {
		q_leaf_insert(tx, event_id, event_id, (struct str){NULL, 0}, opening);
		return;                        /* no tree on a passing copy */
	}
	os_random(nonce, sizeof nonce);
	int64_t leaf = append(tx, nonce, opening);
	if (tx->trouble == TROUBLE_NONE)
		q_leaf_insert(tx, event_id, leaf, (struct str){(const char *)nonce, sizeof nonce}, opening);
}

bool ledger_catch_up(struct tx *tx)
{
	struct q_events_without_leaf *e;
	size_t n = q_events_without_leaf(tx, &e);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++)
		ledger_note(tx, e[i].id, NULL, 0);
	return n > 0 && tx->trouble == TROUBLE_NONE;
}

bool ledger_pad(struct tx *tx, const struct city *c)
{
	unsigned char nonce[RECEIPT_NONCE_BYTES];
	int64_t size = ledger_size(tx);
	if (size == 0 || size == ledger_signed_size(c))
		return false;
	for (; size % PAD_TO && tx->trouble == TROUBLE_NONE; size++) {
		os_random(nonce, sizeof nonce);
		append(tx, nonce, "{}");
	}
	return tx->trouble == TROUBLE_NONE;
}

/* -- verifying */

struct teller { void (*say)(void *ctx, const char *fault); void *ctx; int64_t faults; };

static void tell(struct teller *t, const char *fault)
{
	t->faults++;
	t->say(t->ctx, fault);
}

static void missing(void *ctx, const struct q_leaf_missing *row)
{
	tell(ctx, row->what);
}

/* Do the members of the opening say what the event's row says today? */
static bool opening_fits(struct arena *a, const char *opening, const struct q_event_for_ledger *e)
{
	const char *plain = opening_of(a, e, NULL, 0);
	struct str rest = str_of(opening), want = str_of(plain), name, value, name2, value2;
	while (canon_member(&rest, &name, &value)) {
		if (str_is(name, "papers"))
			continue;
		if (!canon_member(&want, &name2, &value2) || !str_eq(name, name2) || !str_eq(value, value2))
			return false;
	}
	return !canon_member(&want, &name2, &value2);
}

static void orphan(void *ctx, const struct q_leaf_orphans *row)
{
	tell(ctx, row->what);
}

static void verify_leaf(struct tx *tx, struct arena *a, const struct q_leaf_page *l, struct teller *t)
{
	struct q_event_for_ledger e;
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	struct q_tlog_hash stored;
	const char *name = arena_printf(a, "event %lld", (long long)l->event_id);
	if (l->leaf < 0 || l->leaf >= MERKLE_SIZE_MAX || !q_tlog_hash(tx, merkle_place(0, l->leaf), &stored)) {
		tell(t, arena_printf(a, "%s: leaf %lld is not in the tree", name, (long long)l->leaf));
		return;
	}
	if (!l->opening || l->nonce.n != RECEIPT_NONCE_BYTES)
		return;                        /* erased: the leaf stays */
	receipt_entry(receipt_opening(a, (const unsigned char *)l->nonce.p, str_of(l->opening)), entry);
	struct sha256 made = merkle_leaf((struct str){(const char *)entry, sizeof entry});
	if (stored.h.n != sizeof made.b || memcmp(made.b, stored.h.p, sizeof made.b) != 0)
		tell(t, arena_printf(a, "%s: its opening does not give leaf %lld", name, (long long)l->leaf));
	/* an event that is gone was told above */
	if (q_event_for_ledger(tx, l->event_id, &e) && !opening_fits(a, l->opening, &e))
		tell(t, arena_printf(a, "%s: is not what was written into the ledger", name));
}

/* Every stored hash is what the leaves below it give. */
static void verify_tree(struct tx *tx, struct teller *t)
{
	struct sha256 root;
	int64_t size, bad;
	if (!ledger_recheck(tx, &size, &root, &bad))
		tell(t, arena_printf(tx->arena, "the tree is not whole at place %lld", (long long)bad));
}

/* The heads witnesses signed: this tree must have grown through each of them. */
static void verify_heads(struct tx *tx, const struct city *c, struct teller *t)
{
	struct q_ledger_head_page *h;
	struct arena *caller = tx->arena;
	int64_t after = 0;
	size_t n;
	do {
		tx->arena = arena_new(64 * 1024 * 1024);
		n = q_ledger_head_page(tx, after, &h);
		for (size_t i = 0; i < n; i++)
			if (!ledger_grew_through(tx, c, h[i].size, h[i].note))
				tell(t, arena_printf(tx->arena, "the tree has not grown through the head of %lld leaves that witnesses signed", (long long)h[i].size));
		after = n ? h[n - 1].size : after;
		arena_free(tx->arena);
		tx->arena = caller;
	} while (n && tx->trouble == TROUBLE_NONE);
}

int64_t ledger_verify(struct tx *tx, const struct city *c, void (*say)(void *ctx, const char *fault), void *ctx)
{
	struct teller t = {say, ctx, 0};
	struct q_leaf_page *l;
	struct arena *caller = tx->arena;
	int64_t after = 0;
	size_t n;
	q_leaf_missing(tx, missing, &t);
	q_leaf_orphans(tx, orphan, &t);
	do {
		tx->arena = arena_new(64 * 1024 * 1024);
		n = q_leaf_page(tx, after, &l);
		for (size_t i = 0; i < n; i++)
			verify_leaf(tx, tx->arena, &l[i], &t);
		after = n ? l[n - 1].event_id : after;
		arena_free(tx->arena);
		tx->arena = caller;
	} while (n && tx->trouble == TROUBLE_NONE);
	verify_tree(tx, &t);
	verify_heads(tx, c, &t);
	const char *why = ledger_tree_fault(tx, c);
	if (why)
		tell(&t, why);
	return t.faults;
}
