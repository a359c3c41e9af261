/* The end of an identity: a closed matter whose time of keeping is over
 * (rules/retention.txt) loses the key and the sealed rows, the keyed hash that
 * finds its petitioner's other matters, and open follow sessions. The matter,
 * its events and papers stay; an event `erased` says so for ever. */
#ifndef MATTER_ERASE_H
#define MATTER_ERASE_H

#include "city.h"
#include "query.h"

struct erase_found { int64_t id; const char *number, *state, *closed, *source; int years; };

/* Up to 200 matters are looked at, from after *last on, which moves; those
 * whose time is over, and how many were looked at (0: the end). Arena: tx's. */
size_t erase_look(struct tx *tx, const struct city *c, day_t today, int64_t *last, struct erase_found **out, size_t *found);
void erase_one(struct tx *tx, struct now now, const struct erase_found *f);

#endif
