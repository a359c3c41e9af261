/* Loading a calendar after installation: one person proposes a text, another
 * confirms it (separation of duties, pair 9), and the open clocks it moves are
 * computed anew, each an event. What the city runs with is its folder
 * rules/calendar and the confirmed texts of the database. */
#ifndef MATTER_CALENDAR_DEED_H
#define MATTER_CALENDAR_DEED_H

#include "act.h"
#include "clock_run.h"

/* Our text from any of the three forms (ours, holiday-cn JSON, iCalendar); year
 * is asked only for iCalendar. *name gets "cn-2027". */
bool calendar_take(struct arena *a, struct str raw, int year, struct str *text, const char **name, struct cal_error *err);
/* The calendar the city would have with one more text (more may be NULL); in a. */
const struct calendar *calendar_with(struct arena *a, struct tx *tx, const struct city *c, const struct cal_text *more, struct cal_error *err);

bool calendar_propose(struct tx *tx, const struct viewer *v, struct now now, const char *name, const char *text, int64_t *id, struct refusal *why);
/* Confirms, recomputes, counts what moved. *next lives in `keep`, for ever: after
 * the commit the caller makes it the city's (readers may hold the old one). */
bool calendar_confirm(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, int64_t id,
	struct arena *keep, const struct calendar **next, size_t *moved, struct refusal *why);

#endif
