/* Receipts (C2SP tlog-proof): the proof, for the person who asked, that an
 * event stands in the ledger.
 *     c2sp.org/tlog-proof@v1
 *     extra <base64 of the opening>
 *     index <n>
 *     <base64 hash>, leaf's sister first
 *
 *     <checkpoint with the signatures of log and witnesses>
 * The opening is a nonce of 32 bytes and the event in canonical JSON. The leaf
 * is made from 33 bytes that tell nothing: 0x01 and the hash of both. So the
 * ledger holds no personal data, and who deletes nonce and event leaves a leaf
 * that nobody can open and every proof of the others as it was.
 *
 * 1. A verdict is proved only when every part holds: the opening, a log the
 *    policy names, its quorum of witnesses, the way to the root.
 * 2. Nothing in a receipt is believed that the checkpoint does not cover. */
#ifndef RULE_RECEIPT_H
#define RULE_RECEIPT_H

#include "../base/buf.h"
#include "../base/msg.h"
#include "checkpoint.h"
#include "policy.h"

enum { RECEIPT_NONCE_BYTES = 32, RECEIPT_ENTRY_BYTES = 33 };

enum receipt_verdict {
	RECEIPT_PROVED,
	RECEIPT_MALFORMED,             /* not a receipt */
	RECEIPT_NO_OPENING,            /* says nothing of an event */
	RECEIPT_BAD_OPENING,           /* the event is not in canonical form */
	RECEIPT_BAD_CHECKPOINT,        /* not a checkpoint, or not a note */
	RECEIPT_UNKNOWN_LOG,           /* no log of the policy signed it */
	RECEIPT_BAD_SIGNATURE,         /* a known key, a signature that does not hold */
	RECEIPT_NO_QUORUM,             /* too few witnesses */
	RECEIPT_NOT_INCLUDED,          /* the event is not where it is said to be */
	RECEIPT__MAX
};

struct receipt {
	struct str opening;            /* p NULL: none */
	int64_t index;
	struct merkle_proof proof;
	struct str checkpoint;         /* the signed note, verbatim */
};

struct receipt_proof {                 /* what is proved; whole only when the verdict is RECEIPT_PROVED */
	struct checkpoint checkpoint;
	int64_t index;
	struct sha256 leaf;
	struct str event;              /* canonical JSON */
	int witnesses;                 /* of the policy, whose cosignatures hold */
	int64_t seen_by;               /* Unix seconds by which the quorum had seen it; 0: nobody says */
};

/* The 33 bytes a leaf is made from. */
void receipt_entry(struct str opening, unsigned char out[static RECEIPT_ENTRY_BYTES]);
/* nonce and event, one after the other; arena. */
struct str receipt_opening(struct arena *a, const unsigned char nonce[static RECEIPT_NONCE_BYTES], struct str event);

void receipt_write(struct arena *a, struct buf *out, const struct receipt *r);
/* Form only: slices of text, the opening in the arena. */
bool receipt_parse(struct arena *a, struct str text, struct receipt *out);
enum receipt_verdict receipt_verify(struct arena *a, struct str text, const struct policy *policy, struct receipt_proof *out);
/* Whether log and quorum of the policy stand behind a checkpoint: RECEIPT_PROVED or why not.
 * Gives *checkpoint, *witnesses and *seen_by as above. */
enum receipt_verdict receipt_verify_checkpoint(struct arena *a, struct str note, const struct policy *policy, struct receipt_proof *out);
/* A sentence for a person. */
struct msg receipt_words(enum receipt_verdict v);

#endif
