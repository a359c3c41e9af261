/* Import of foreign registers (CSV) as matters, by a map file that names the
 * columns (rules/import/NAME.map). Clocks are computed and judged as if the
 * matter had been here; refused rows go to FILE.refused.csv with line and
 * reason; a row once taken is never taken twice (its external id), so a run
 * can be stopped and started again. */
#ifndef MATTER_IMPORT_H
#define MATTER_IMPORT_H

#include "city.h"

struct import_report {
	int64_t rows, taken, known, refused;
	int64_t answered, unanswered, late15, late60;  /* first answer against 15 and 60 days */
	int64_t late_days_worst; double late_days_mean;
	int64_t open;
};

struct import_options {
	const char *map, *file;
	bool dry_run;
	struct now now;
	void (*progress)(void *ctx, int64_t done_bytes, int64_t total_bytes, int64_t rows);
	void *ctx;
};

/* English reason, or NULL. */
const char *import_run(struct arena *a, struct city *c, const struct import_options *o, struct import_report *out);

#endif
