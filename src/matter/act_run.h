/* Between act.c, act_new.c and effect.c: carrying out one deed. */
#ifndef MATTER_ACT_RUN_H
#define MATTER_ACT_RUN_H

#include "deed.h"

/* Event, state, effects, clocks, notices; false: *d->why or trouble. d->row, role, unit_id are set. */
bool deed_run(struct deed *d);
/* Stops and starts the row's clocks (deed_clock.c). */
void deed_clocks(struct deed *d);

#endif
