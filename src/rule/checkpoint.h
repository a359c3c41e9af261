/* Checkpoints (C2SP tlog-checkpoint): what a log signs about itself.
 *     <origin>
 *     <number of records, decimal>
 *     <root, base64>
 * No further lines: what nobody can audit is not signed here and not taken. */
#ifndef RULE_CHECKPOINT_H
#define RULE_CHECKPOINT_H

#include "merkle.h"
#include "note.h"

struct checkpoint {
	struct str origin;             /* the log's key has this name */
	int64_t size;
	struct sha256 root;
};

/* From a note's text; the origin is a slice of it. */
bool checkpoint_parse(struct arena *a, struct str text, struct checkpoint *out);
struct str checkpoint_text(struct arena *a, const struct checkpoint *c);

/* Parts other texts of the ledger share: a decimal number 0 .. MERKLE_SIZE_MAX
 * without sign and leading zeros; a hash in base64. */
bool checkpoint_number(struct str s, int64_t *out);
bool checkpoint_hash(struct arena *a, struct str s, struct sha256 *out);
/* Hash lines up to an empty line, which is taken too; at most max of them. */
bool checkpoint_hashes(struct arena *a, struct str *rest, int max, struct merkle_proof *out);

#endif
