/* Between act.c, act_new.c and effect.c: carrying out one deed. */
#ifndef MATTER_ACT_RUN_H
#define MATTER_ACT_RUN_H

#include "deed.h"

/* Event, state, effects, clocks, notices; false: *d->why or trouble. d->row, role, unit_id are set. */
bool deed_run(struct deed *d);
/* What an act's conditions ask about the petitioner's other matters is drawn: it
 * follows from an identity, which may be erased. Only where a row asks it, so
 * that an input says no more of it than the event it made. */
void deed_petitioner_facts(struct tx *tx, struct matter *m, const char *act);
/* Stops and starts the row's clocks (deed_clock.c). */
void deed_clocks(struct deed *d);

#endif
