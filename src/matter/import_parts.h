/* Between the import_*.c files. */
#ifndef MATTER_IMPORT_PARTS_H
#define MATTER_IMPORT_PARTS_H

#include "import.h"
#include "matter.h"

/* A row, judged: everything clean and decided, nothing written yet. */
struct import_judged {
	const char *imported;          /* "map:external id" */
	const char *requester, *subject, *body, *reply, *place, *category;
	int64_t created_ms, replied_ms;
	day_t created, replied;        /* replied DAY_NONE: no reply */
	bool answered, received_only;
	bool confidential;
	day_t due15, due60;
	char print[33];                /* of the content, to tell a repeated row from another one */
};

/* Where rows go. */
struct import_place {
	struct city *city;
	const struct mapfile *map;
	struct now now;
	int64_t register_id, lead_id;
};

/* False: *why. */
bool import_judge(struct arena *a, const struct import_place *p, const struct import_row *row, struct import_judged *out, struct msg *why);
void import_write(struct tx *tx, const struct import_place *p, const struct import_judged *j);
/* The same from what was kept of it (input.h), on a passing copy. */
struct input;
bool import_again(struct tx *tx, struct city *c, const struct input *in);

/* Foreign text made plain: tabs, no-break and ideographic blanks and "_x000D_"
 * become blanks and line ends, lines are trimmed, runs of blanks and of empty
 * lines shortened; line: all in one line. Then as utf8_clean; false when that refuses. */
bool import_clean(struct arena *a, struct str s, bool line, const char **out);

#endif
