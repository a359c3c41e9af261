/* Further codes of a matter: whoever acts for the petitioner, or stands beside
 * (a representative, a relative, a guardian, an agent), has a code of their own
 * (REG 20; PIPL 31, 49). It opens the matter as units see it: never the
 * petitioner's details, files and words as they were sent. It can be taken back,
 * and each day it opens the matter is an event that the petitioner sees. */
#ifndef MATTER_PROXY_H
#define MATTER_PROXY_H

#include "city.h"
#include "viewer.h"

/* Not by a further code: what is about the petitioner's details, about codes, and the rating (REG 38). */
bool proxy_barred(const char *act);
/* The code of this matter at this place has opened it: once a day, an event. In a write, outside a deed. */
void proxy_opened(struct tx *tx, struct now now, int64_t matter_id, int64_t place);

#endif
