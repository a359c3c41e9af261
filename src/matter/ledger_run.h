/* The ledger of a city: every event is a leaf of a Merkle tree, appended in
 * the transaction that writes the event (store/ledger.h), and the tree's head
 * is signed on a beat. What a leaf commits to is the opening: a nonce and the
 * event in canonical JSON with the hashes of the registered text and of the
 * papers issued by it; of staff it holds the number, of nobody the name.
 *
 * Laws: 1 an event without its leaf cannot be committed; 2 the opening is kept
 * beside the event and handed to the petitioner; who deletes it leaves a leaf
 * that nobody can open, and only the event `erased` allows that; the nonce of a
 * leaf that fills up is kept too, so that no event can pass for one; 3 the server does not start on a tree smaller than its
 * last signed checkpoint, or one that does not contain it. */
#ifndef MATTER_LEDGER_RUN_H
#define MATTER_LEDGER_RUN_H

#include "../rule/note.h"
#include "city.h"

/* A paper issued by an act: what of it the event commits to. */
struct ledger_paper { const char *kind, *number, *body_zh, *body_en; };

/* What of a paper the opening says. Arena. */
const char *ledger_paper_words(struct arena *a, const struct ledger_paper *p);
/* The event in canonical JSON: what its leaf commits to beside the nonce. Arena. */
struct q_event_for_ledger;
const char *ledger_opening(struct arena *a, const struct q_event_for_ledger *e, const struct ledger_paper *paper, size_t papers);

/* Appends the leaf of an event of this transaction. */
void ledger_note(struct tx *tx, int64_t event_id, const struct ledger_paper *paper, size_t papers);

/* Leaves for events of a city older than its ledger, at most 500 a call; true: call again. */
bool ledger_catch_up(struct tx *tx);

/* Makes the signing key (DIR/keys/ledger.key, mode 0600) and names the log. English reason, or NULL. */
const char *ledger_found(struct arena *a, const char *dir, const char *origin);
/* Reads key and last checkpoint and holds the tree against them (law 3). English reason, or NULL.
 * A city whose key is not there runs on, but signs nothing. */
const char *ledger_open(struct city *c);
void ledger_close(struct city *c);
/* Inside a write transaction: fills the tree up to a multiple of 8 with leaves
 * that mean nothing, when anything came since the last checkpoint. True: sign. */
bool ledger_pad(struct tx *tx, const struct city *c);
/* After that commit: signs the tree's head and writes DIR/ledger/checkpoint. English reason, or NULL. */
const char *ledger_sign(struct city *c, struct arena *a);
/* The same at another time than now (the demo's months). */
const char *ledger_sign_at(struct city *c, struct arena *a, int64_t utc_ms);
/* The last signed checkpoint, a signed note; "" when there is none. Arena. */
const char *ledger_checkpoint(const struct city *c, struct arena *a);
/* The last signed head, for what is printed and shown. False: nothing is signed yet. Arena. */
struct ledger_head {
	const char *origin, *root;     /* base64 */
	int64_t size;
	int64_t signed_ms;             /* 0: not known (signed before this was kept) */
};
bool ledger_head(const struct city *c, struct arena *a, struct ledger_head *out);
/* Its four parts, one a line: origin, size, root, when it was signed; "" when nothing is signed yet. Arena. */
const char *ledger_head_text(const struct city *c, struct arena *a);
/* Those for a reader: "Ledger of ...: N records, root ..., signed ..."; MSG_NONE for "". Arena. */
struct msg ledger_head_words(struct arena *a, const char *text);
/* The same without what witnesses added, and the lines they add to it (kept in memory while
 * own is the last signed checkpoint; dropped otherwise). */
const char *ledger_checkpoint_own(const struct city *c, struct arena *a);
void ledger_cosigned(struct city *c, const char *own, const char *lines);
/* Another text signed with the ledger's key, as a note. The city must have one. Arena. */
struct str ledger_sign_text(const struct city *c, struct arena *a, struct str text);
const struct note_key *ledger_key(const struct city *c);       /* public; NULL without one */
/* The log's public key as a vkey; "" when this city signs nothing. */
const char *ledger_vkey(const struct city *c);

/* The size of the last signed head; -1 before the first, 0 without a key. */
int64_t ledger_signed_size(const struct city *c);
/* Why the tree does not fit the last signed head, or NULL. tx's arena. */
const char *ledger_tree_fault(struct tx *tx, const struct city *c);

/* Whether a note is a head of that size signed by this log, and the tree had its root then. A
 * city without the key believes the signature. */
bool ledger_grew_through(struct tx *tx, const struct city *c, int64_t size, const char *note);

/* Holds the ledger against the laws of ledger_verify.c; calls say for each
 * fault, returns their number. */
int64_t ledger_verify(struct tx *tx, const struct city *c, void (*say)(void *ctx, const char *fault), void *ctx);

#endif
