/* Between rebuild.c (the way through), rebuild_again.c (one deed) and
 * rebuild_compare.c (the tables). */
#ifndef MATTER_REBUILD_PARTS_H
#define MATTER_REBUILD_PARTS_H

#include "input.h"
#include "rebuild.h"

struct rebuild {
	struct city city;              /* the city as it stood at the deed: its calendar changes */
	struct tx stored, made;
	struct arena *keep;            /* calendars */
	int64_t older_than;            /* events up to this one have no input */
	const struct rebuild_watch *watch;
	struct rebuild_report *report;
};

/* One difference. */
void rebuild_say(struct rebuild *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Does the deed of one input again in r->made. NULL, or why that was not possible. */
const char *rebuild_again(struct rebuild *r, const struct input *in);
/* Every table; out counts. */
void rebuild_compare(struct rebuild *r);

#endif
