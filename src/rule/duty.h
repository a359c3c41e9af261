/* Separation of duties (pairs 1-5 and 8-11 of the list of duties): which two acts on one
 * matter need different persons or different units, and which roles one
 * account must not hold together. Pure; the one place that knows. The database
 * repeats the pairs it can see as CHECKs. */
#ifndef RULE_DUTY_H
#define RULE_DUTY_H

#include "../base/str.h"

enum duty_apart { APART_PERSON, APART_UNIT };

struct duty_pair {
	int number;                    /* as in the list of pairs */
	const char *act;               /* who does this ... */
	const char *after;             /* ... must not be who did one of these (blank-separated), on the same matter */
	enum duty_apart apart;
	bool latest;                   /* only the latest doing of one of them counts */
	const char *basis;
};

extern const struct duty_pair duty_pairs[];
extern const size_t duty_pair_count;

struct duty_doing { const char *act; int64_t person_id, unit_id; };

/* The first pair that forbids `act` to this person acting for this unit after
 * these doings (oldest first), or NULL. */
const struct duty_pair *duty_breach(const char *act, int64_t person_id, int64_t unit_id, const struct duty_doing *done, size_t n);

/* Does some pair hold `act` against earlier doings of `after`? */
bool duty_concerns(const char *act, const char *after);

/* Pair 11: may one account hold both? Sorts: 'b' business, 's' system administration, 'a' audit, 'p' data protection;
 * writes: does the role change anything. */
bool duty_roles_compatible(char sort_a, char sort_b);
/* Pairs 9 and 10: proposer and confirmer. */
bool duty_two_persons(int64_t proposer, int64_t confirmer);

#endif
