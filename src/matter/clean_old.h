/* Files of before there were copies, and files whose copy failed by our own
 * fault: made good one by one (`huiyin clean`). */
#ifndef MATTER_CLEAN_OLD_H
#define MATTER_CLEAN_OLD_H

#include "city.h"
#include "input.h"

struct clean_old { int64_t last, cleaned, without, kept, failed; };  /* last: the id looked at; start with 0 */

/* The next files, each with its own transaction; false: no more, or trouble (*why). */
bool clean_old_some(struct arena *a, struct city *c, struct now now, struct clean_old *o, const char **why);
/* The deed of one file done again (rebuild_again.c). */
void clean_old_again(struct tx *tx, const struct city *c, const struct input *in);

#endif
