/* The log's side of witnessing (C2SP tlog-witness): the question put to a
 * witness, and what its reply is worth, as arithmetic. A reply is a stranger's:
 * it may be cut, forged, or say what is not so.
 *
 * 1. Only a signature by the key the operator wrote down, over the very text
 *    that was sent, makes COSIGN_SIGNED.
 * 2. COSIGN_ROLLBACK and COSIGN_FORK are said when the witness holds a tree that
 *    ours cannot have grown from: the one trouble that more asking does not mend. */
#ifndef RULE_COSIGN_H
#define RULE_COSIGN_H

#include "../base/buf.h"
#include "../base/msg.h"
#include "checkpoint.h"

enum cosign_verdict {
	COSIGN_NEVER,                  /* not asked yet */
	COSIGN_SIGNED,
	COSIGN_AWAY,                   /* no answer */
	COSIGN_BUSY,                   /* a status outside the protocol */
	COSIGN_UNKNOWN_LOG,            /* 404: it does not watch this ledger */
	COSIGN_UNKNOWN_KEY,            /* 403: it knows another key for it */
	COSIGN_REFUSED,                /* 400 */
	COSIGN_BEHIND,                 /* 409: its latest is another size; ask again from there */
	COSIGN_ROLLBACK,               /* 409: it has signed a larger tree than ours */
	COSIGN_FORK,                   /* 409 with our size, 422: it has signed another tree */
	COSIGN_BAD_SIGNATURE,
	COSIGN_GARBAGE,                /* not a reply of the protocol, or too long */
	COSIGN__MAX
};

struct cosign_ask {
	const struct note_key *key;    /* the witness's */
	int64_t old, size;             /* of the proof, of the checkpoint */
	struct str text;               /* the checkpoint's */
};

struct cosign_reply {
	int status;                    /* of HTTP; 0: no answer */
	struct str type, body;
};

struct cosign_result {
	enum cosign_verdict verdict;
	struct str line;               /* SIGNED: its signature line; arena */
	int64_t time;                  /* SIGNED: Unix seconds */
	int64_t size;                  /* BEHIND, ROLLBACK: the size it says */
};

/* "old <size>", the proof, an empty line, the checkpoint. Arena. */
struct str cosign_body(struct arena *a, int64_t old, const struct merkle_proof *proof, struct str note);
struct cosign_result cosign_judge(struct arena *a, const struct cosign_ask *ask, const struct cosign_reply *reply);
/* Is it the alarm: a fork or a rollback? */
bool cosign_alarms(enum cosign_verdict v);
/* A fixed word for logs and files ("away"), and back; COSIGN__MAX when it is none. */
const char *cosign_name(enum cosign_verdict v);
enum cosign_verdict cosign_of_name(struct str name);
/* A sentence for a person. */
struct msg cosign_words(enum cosign_verdict v);

#endif
