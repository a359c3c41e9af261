/* What waits for a body's next agenda: petitions raised to the joint meeting of
 * letters and visits, or there by their third transfer (REG 12, 24), and what was
 * decided and is overdue. Each is taken by the next meeting that is prepared or
 * noticed, stands there as an item, and leaves when the minutes are issued. */
#ifndef MATTER_DOCKET_H
#define MATTER_DOCKET_H

#include "deed.h"

/* The task's decision is overdue: its body hears of it. In the tick's transaction. */
void docket_overdue(struct tx *tx, struct now now, int64_t task_id);
/* A finding came back at its recheck, or is overdue: the body that heard of its campaign hears of it. */
void docket_finding(struct tx *tx, struct now now, int64_t body_id, int64_t finding_id, bool overdue, const char *reason);
/* A petition has just gone on to another unit; the third time it waits for the joint meeting. */
void docket_transferred(struct deed *d);
/* Everything that waits becomes items of this meeting. */
void docket_take(struct deed *d, int64_t body_id);
/* The minutes are out: what was on the agenda is settled, and petitions go where they say. */
bool docket_settle(struct deed *d);

#endif
