/* What somebody has typed into the petition form and will go on with later, on
 * whatever computer, by a code of 128 bits. Nothing of it is a matter, an event
 * or anybody's to read: it is sealed under a key made of the code, of which only
 * a keyed hash is kept, and it is gone when the petition is filed or its time is
 * over (LIMIT_DRAFT_DAYS, local). Files are not part of it. */
#ifndef MATTER_DRAFT_H
#define MATTER_DRAFT_H

#include "city.h"
#include "data.h"

enum draft_kept { DRAFT_KEPT, DRAFT_TOO_LONG, DRAFT_NO_ROOM };

/* Keeps the pairs under *code, or under a new code when it is "" or opens nothing any more; *code gets
 * it (arena), *until the last day. In a write. */
enum draft_kept draft_keep(struct tx *tx, const struct city *c, struct now now, const struct data_pair *pair, size_t n, const char **code, day_t *until);
/* What was kept, in the order of names; 0 and *out NULL: no such code, as typed, or it is over. Arena. */
size_t draft_open(struct tx *tx, const struct city *c, struct now now, const char *code, struct data_pair **out);
/* It was filed. Nothing happens when there is none. In a write. */
void draft_drop(struct tx *tx, const struct city *c, const char *code);
/* Those whose time is over, for the tick. */
void draft_end_old(struct tx *tx, struct now now);

#endif
