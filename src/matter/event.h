/* Events nobody asked for: what the system finds or does by itself. The
 * matter's state stays. Row and leaf in the caller's transaction. */
#ifndef MATTER_EVENT_H
#define MATTER_EVENT_H

#include "city.h"

struct system_event {
	int64_t matter_id;
	const char *state, *act;
	int64_t unit_id;               /* DB_NULL_INT: none */
	bool public_;
	const char *article, *data;    /* data: canonical JSON */
};
int64_t event_system(struct tx *tx, struct now now, const struct system_event *e);

#endif
