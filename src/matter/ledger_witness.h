/* The witnesses of this city's ledger: who is asked (DIR/ledger/witnesses.txt, a
 * policy as in rule/policy.h, with an address behind each witness), what each has
 * signed, and what it says when it does not sign.
 *
 * 1. A broken file stops the start, with line and reason.
 * 2. A round runs on a thread of its own: nobody waits for a witness, neither an
 *    answer nor a beat.
 * 3. A signature stands under the published head, and in receipts, only after it
 *    was checked against the key in the file.
 * 4. A witness that holds another tree is the alarm: one line in the log, and it
 *    is told until that witness signs again. */
#ifndef MATTER_LEDGER_WITNESS_H
#define MATTER_LEDGER_WITNESS_H

#include "../base/os.h"
#include "../rule/cosign.h"
#include "../rule/policy.h"
#include "city.h"

struct witness_seen {
	const char *name;
	enum cosign_verdict verdict;   /* of the last question */
	int64_t size;                  /* the largest it is known to hold; 0: unknown */
	int64_t signed_ms, asked_ms;   /* last; 0: never */
};

struct witnesses_seen {
	size_t n;
	struct witness_seen w[LIMIT_POLICY_NAMES];
	int64_t quorum_size;           /* the largest head that has its quorum; 0: none, or none is asked for */
	int has_head;                  /* so many have signed the newest head */
	bool asks_quorum, alarm;
};

/* English reason, or NULL. A city without the file, or without a key, asks nobody. */
const char *ledger_witness_open(struct city *c);
void ledger_witness_close(struct city *c);
/* False: nobody is asked. */
bool ledger_witness_seen(const struct city *c, struct witnesses_seen *out);
/* How many of the witnesses stand under a note (NULL: none), and how many are asked. */
void ledger_witness_count(const struct city *c, const struct note *note, int *seen, int *of);
/* The policy as everybody may have it, the log's key first; "" when nobody is asked. Arena. */
const char *ledger_witness_policy(const struct city *c, struct arena *a);

/* How witnesses are reached: os_fetch_all, or a test's. */
struct witness_way {
	bool (*fetch)(struct os_fetch *f, size_t n, void *ctx, const char **why);
	void *ctx;
};
/* Whether somebody has not signed the newest head, or its quorum is not stored yet. */
bool ledger_witness_due(const struct city *c);
/* Asks all who have not signed the newest head, keeps what came. Blocks: for one thread only. */
void ledger_witness_round(struct city *c, struct arena *a, const struct witness_way *way);

#endif
