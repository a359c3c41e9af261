/* Whether a ledger only grew between two of its signed heads: what who holds an
 * old head, or a receipt with one, can tell about a ledger that was set back or
 * written anew, with nothing but the published files. */
#ifndef VERIFY_GROWN_H
#define VERIFY_GROWN_H

#include "../rule/receipt.h"

enum grown_verdict {
	GROWN_PROVED,
	GROWN_UNTRUSTED_OLD, GROWN_UNTRUSTED_NEW,      /* signatures: *why says more */
	GROWN_TWO_LEDGERS,
	GROWN_SMALLER,
	GROWN_NOT_ITS_TILES,
	GROWN_CHANGED,
	GROWN_UNREADABLE,              /* *path: the file, *trouble: -errno */
};

struct grown {
	struct checkpoint old, now;
	enum receipt_verdict why;
	const char *path;
	int trouble;
};

/* old: a signed head, or a receipt that holds one. dir: a copy of what a ledger
 * publishes, `checkpoint` and `tile/0/...`. Both heads must satisfy the policy. */
enum grown_verdict grown_check(struct arena *a, struct str old, const char *dir, const struct policy *policy, struct grown *out);

#endif
