/* Receipts and promises. See ledger_receipt.h. */
#include "ledger_receipt.h"

#include "../rule/promise.h"
#include "ledger.h"
#include "ledger_run.h"
#include "ledger_witness.h"
#include "query.h"

static bool head_of(struct arena *a, const char *note, struct note *parsed, struct checkpoint *head)
{
	return *note && note_parse(a, str_of(note), parsed) && checkpoint_parse(a, parsed->text, head);
}

/* The head a receipt of this leaf stands on; false: none is signed. */
static bool covering(struct tx *tx, const struct city *c, int64_t leaf, const char **note, struct note *parsed, struct checkpoint *head, bool *quorum)
{
	struct q_ledger_head_over kept;
	*quorum = q_ledger_head_over(tx, leaf, &kept);
	*note = *quorum ? kept.note : ledger_checkpoint(c, tx->arena);
	return head_of(tx->arena, *note, parsed, head) && leaf < head->size;
}

/* The event's leaf and opening, when a petitioner may have them. */
static bool public_leaf(struct tx *tx, int64_t matter_id, int64_t seq, struct q_leaf_of_event *l)
{
	return q_leaf_of_event(tx, matter_id, seq, l) && l->public && l->opening && l->nonce.n == RECEIPT_NONCE_BYTES;
}

static struct str opening_of(struct tx *tx, const struct q_leaf_of_event *l)
{
	return receipt_opening(tx->arena, (const unsigned char *)l->nonce.p, str_of(l->opening));
}

bool ledger_receipt(struct tx *tx, const struct city *c, int64_t matter_id, int64_t seq, struct buf *out)
{
	struct q_leaf_of_event l;
	struct note parsed;
	struct checkpoint head;
	struct receipt r = {0};
	const char *note;
	bool quorum;
	if (!public_leaf(tx, matter_id, seq, &l) || !covering(tx, c, l.leaf, &note, &parsed, &head, &quorum))
		return false;
	r.opening = opening_of(tx, &l);
	r.index = l.leaf;
	r.checkpoint = str_of(note);
	if (!ledger_include(tx, l.leaf, head.size, &r.proof))
		return false;
	receipt_write(tx->arena, out, &r);
	return true;
}

/* The moment of the event, or now when that is too long ago to promise anything
 * from: events taken over from an older register keep the times they had there. */
static int64_t promised_at(struct now now, int64_t at_ms)
{
	int64_t at = at_ms / 1000, today = now.utc_ms / 1000;
	return at <= today && today - at <= LIMIT_MERGE_DELAY_S ? at : today;
}

bool ledger_promise(struct tx *tx, const struct city *c, struct now now, int64_t matter_id, int64_t seq, struct buf *out)
{
	struct q_leaf_of_event l;
	unsigned char entry[RECEIPT_ENTRY_BYTES];
	const struct note_key *key = ledger_key(c);
	if (!key || !public_leaf(tx, matter_id, seq, &l) || l.leaf < ledger_signed_size(c))
		return false;
	struct str opening = opening_of(tx, &l);
	receipt_entry(opening, entry);
	struct promise p = {key->name, merkle_leaf((struct str){(const char *)entry, sizeof entry}), promised_at(now, l.at_ms)};
	promise_write(tx->arena, out, opening, ledger_sign_text(c, tx->arena, promise_text(tx->arena, &p)));
	return true;
}

struct ledger_standing ledger_standing(struct tx *tx, const struct city *c, int64_t leaf)
{
	struct ledger_standing s = {0};
	struct note parsed;
	struct checkpoint head;
	const char *note;
	s.held = covering(tx, c, leaf, &note, &parsed, &head, &s.quorum);
	ledger_witness_count(c, s.held ? &parsed : NULL, &s.seen, &s.of);
	return s;
}

bool ledger_state(struct tx *tx, const struct city *c, int64_t *size, struct sha256 *root)
{
	struct note parsed;
	struct checkpoint head;
	if (!head_of(tx->arena, ledger_checkpoint_own(c, tx->arena), &parsed, &head) || !ledger_root(tx, head.size, root))
		return false;
	*size = head.size;
	return sha256_eq(root, &head.root);
}
