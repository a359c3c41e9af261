/* Parcels of farmland that a matter restores (doc/decisions/017-places-and-parcels.md):
 * what stands, what is lacking. Pure, over a loaded matter. */
#ifndef MATTER_PARCEL_H
#define MATTER_PARCEL_H

#include "matter.h"

/* Not taken out. */
bool parcel_stands(const struct q_parcel_list *p);
/* That of this number, or NULL; also one that was taken out. */
const struct q_parcel_list *parcel_find(const struct matter *m, int64_t no);
/* Is the matter in a programme or package that asks for parcels? Read once per matter (matter_load). */
bool parcels_asked(struct tx *tx, const struct city *c, int64_t matter_id);

enum parcel_step { PARCEL_RESTORED, PARCEL_CONFIRMED };
/* Has every standing parcel come so far, and is there one where they are asked for? */
bool parcels_are(const struct matter *m, enum parcel_step step);
/* Why not: which parcel lacks it, or that there is none. */
struct msg parcels_lacking(const struct matter *m, enum parcel_step step);

#endif
