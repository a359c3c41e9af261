/* What a petitioner has in hand of the ledger: for each public event a receipt
 * when a signed head holds it, and a promise until then.
 *
 * 1. Internal events, and those whose opening was erased, have neither.
 * 2. A receipt stands on the first head a quorum of witnesses signed that holds
 *    the event, else on the newest head: what witnesses say of its time is as
 *    early as can be.
 * 3. An event has a promise for as long as it has no receipt. */
#ifndef MATTER_LEDGER_RECEIPT_H
#define MATTER_LEDGER_RECEIPT_H

#include "city.h"

/* The receipt (.tlog-proof) of an event of a matter by its number in the
 * history; false when the last checkpoint does not cover it yet, or it was erased. */
bool ledger_receipt(struct tx *tx, const struct city *c, int64_t matter_id, int64_t seq, struct buf *out);
/* The promise (rule/promise.h) of an event that no head holds yet; false when there is nothing to promise. */
bool ledger_promise(struct tx *tx, const struct city *c, struct now now, int64_t matter_id, int64_t seq, struct buf *out);

/* How far a leaf has come. */
struct ledger_standing {
	bool held;                     /* a signed head holds it */
	bool quorum;                   /* witnesses enough have signed one that does */
	int seen, of;                  /* witnesses who have, of those that are asked; of 0: nobody is */
};
struct ledger_standing ledger_standing(struct tx *tx, const struct city *c, int64_t leaf);

/* What figures are computed at: the last signed head, when the tree of this very read is the
 * one that was signed. Not the tree's size itself, which would tell of each event at once what
 * the filled-up heads do not. */
bool ledger_state(struct tx *tx, const struct city *c, int64_t *size, struct sha256 *root);

#endif
