/* Promises: what a petitioner has in hand before the head that holds the event
 * is signed. The log signs (a signed note, by its key) that a leaf will be in it:
 *     huiyin-promise/v1
 *     <origin>
 *     <leaf hash, base64>
 *     <Unix seconds>
 * and has LIMIT_MERGE_DELAY_S from then on to keep its word. As a file, with the
 * opening, so that whoever holds it can show what was promised:
 *     huiyin-promise@v1
 *     extra <base64 of the opening>
 *
 *     <the note>
 *
 * 1. A verdict is given only when opening, leaf and signature hold together.
 * 2. Kept in time is what a quorum of witnesses says, never the log itself. */
#ifndef RULE_PROMISE_H
#define RULE_PROMISE_H

#include "receipt.h"

struct promise {
	struct str origin;             /* the log's key has this name */
	struct sha256 leaf;
	int64_t time;                  /* Unix seconds */
};

struct promise_proof {
	struct promise promise;
	struct str event;              /* canonical JSON */
};

enum promise_verdict {
	PROMISE_GIVEN,
	PROMISE_MALFORMED,
	PROMISE_BAD_OPENING,           /* the event is not in canonical form, or is not the leaf's */
	PROMISE_UNKNOWN_LOG,
	PROMISE_BAD_SIGNATURE,
	PROMISE__MAX
};

enum promise_kept {
	PROMISE_KEPT,                  /* witnesses had seen the leaf in time */
	PROMISE_KEPT_NO_TIME,          /* the ledger holds it; nobody was asked since when */
	PROMISE_KEPT_LATE,             /* the ledger holds it; nobody vouches for it by the deadline */
	PROMISE_OTHER_EVENT,           /* the receipt is of another event, or another ledger */
	PROMISE_KEPT__MAX
};

struct str promise_text(struct arena *a, const struct promise *p);
bool promise_parse(struct arena *a, struct str text, struct promise *out);
/* Whether a file is a promise by its first line. */
bool promise_is(struct str file);
void promise_write(struct arena *a, struct buf *out, struct str opening, struct str note);
enum promise_verdict promise_verify(struct arena *a, struct str file, const struct policy *policy, struct promise_proof *out);
int64_t promise_deadline(const struct promise *p);     /* Unix seconds */
/* Held against a receipt that is proved. */
enum promise_kept promise_judge(const struct promise *p, const struct receipt_proof *receipt);
struct msg promise_words(enum promise_verdict v);

#endif
