/* What happens without anybody: overdue clocks become supervision triggers,
 * windows pass, sessions end. Called every few seconds by the server with
 * time as a parameter; bounded work per call; each change is an event. */
#ifndef MATTER_TICK_H
#define MATTER_TICK_H

#include "clock_run.h"

/* Number of things done; call again while it is not 0. */
int tick_run(struct tx *tx, const struct city *c, struct now now);
/* One of them: the clock is over, and whose duty it was is told (also done again, rebuild.h). */
void tick_overdue(struct tx *tx, const struct q_clock_overdue *k, struct now now);

#endif
