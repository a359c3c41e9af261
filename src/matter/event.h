/* Events: every row is written here. And those nobody asked for: what the
 * system finds or does by itself. The
 * matter's state stays. Row and leaf in the caller's transaction, between its
 * input_begin and input_keep (input.h). */
#ifndef MATTER_EVENT_H
#define MATTER_EVENT_H

#include "city.h"

/* One row; its id. Whoever writes it appends the leaf when the deed is done (ledger_run.h). */
struct event_row {
	int64_t matter_id;
	const char *act, *from, *to, *actor, *role;
	int64_t person_id, unit_id;    /* DB_NULL_INT: none */
	int64_t at_ms;
	day_t day;
	bool public_;
	const char *article, *data;    /* data: canonical JSON */
};
int64_t event_insert(struct tx *tx, const struct event_row *e);

struct system_event {
	int64_t matter_id;
	const char *state, *act;
	int64_t unit_id;               /* DB_NULL_INT: none */
	bool public_;
	const char *article, *data;    /* data: canonical JSON */
};
int64_t event_system(struct tx *tx, struct now now, const struct system_event *e);

#endif
