/* The ledger in the city's database: every event that people may rely on is a
 * leaf, appended in the event's own transaction, so that neither is there
 * without the other. What a leaf is made from: rule/receipt.h.
 *
 * 1. Leaves are appended and never changed; the array is dense.
 * 2. Trouble is the transaction's (tx->trouble): a failed append undoes its event. */
#ifndef MATTER_LEDGER_H
#define MATTER_LEDGER_H

#include "../rule/merkle.h"
#include "../store/db.h"

/* Number of leaves; -1 with trouble. */
int64_t ledger_size(struct tx *tx);
/* The new leaf's index; -1 with trouble. */
int64_t ledger_append(struct tx *tx, struct str entry);

/* Of the tree as it was at a size up to the present one. False with trouble,
 * or when the numbers are out of range. */
bool ledger_root(struct tx *tx, int64_t size, struct sha256 *out);
bool ledger_include(struct tx *tx, int64_t index, int64_t size, struct merkle_proof *out);
bool ledger_extend(struct tx *tx, int64_t old, int64_t size, struct merkle_proof *out);

/* The array, for what publishes it. */
struct merkle_reader ledger_reader(struct tx *tx);

/* Everything anew from the leaves: that every place is there and holds what its
 * leaves make. Gives the size and the root; false: *bad is the first place that
 * does not fit. Reads it all. */
bool ledger_recheck(struct tx *tx, int64_t *size, struct sha256 *root, int64_t *bad);

#endif
