/* Import of foreign registers as matters, by a map file (mapfile.h). Rows come
 * in batches, already parsed; each batch is one transaction.
 *
 * Laws: 1 a row once taken is never taken twice (map and external id), so a
 * run can be stopped at any moment and started again; 2 the same id with
 * another content is refused, never merged; 3 everything stands at the time
 * at which it happened, and clocks are judged as if the matter had been here;
 * 4 what the register does not say is not invented: a matter without an answer
 * stays registered, with its clock running; 5 a reply that only says
 * "received" is kept as a step and is no answer. */
#ifndef MATTER_IMPORT_H
#define MATTER_IMPORT_H

#include "city.h"
#include "mapfile.h"

enum { IMPORT_BATCH = 200 };           /* rows in one transaction */

enum import_fate { IMPORT_TAKEN, IMPORT_KNOWN, IMPORT_REFUSED };

struct import_row {
	struct str cell[MAP__MAX];     /* as they stand in the file; STR_NONE when absent */
	size_t cells, header_cells;    /* of the record and of the header */
	enum import_fate fate;         /* out */
	struct msg why;                /* out: of a refusal */
};

struct import_late { int64_t count, days_sum, days_worst; };

/* Answers and lateness are those of all rows that are here, taken now or known already. */
struct import_report {
	int64_t rows, taken, known, refused;
	int64_t answered, unanswered, received_only;   /* unanswered includes received_only */
	struct import_late late15, late60;             /* the first answer against 15 and 60 days from receipt */
	int64_t open_late15, open_late60;              /* without an answer, and past the date today */
};

struct import_options {
	const struct mapfile *map;
	const char *unit_register, *unit_lead;         /* NULL: the map's */
	bool dry_run;                                  /* judges everything, writes nothing */
	struct now now;
};

struct import;

/* NULL and *why when the units do not exist. Borrows city and map. */
struct import *import_new(struct arena *a, struct city *c, const struct import_options *o, struct msg *why);
/* At most IMPORT_BATCH rows; sets each row's fate and reason (in scratch). False: nothing of the batch is kept. */
bool import_batch(struct import *im, struct arena *scratch, struct import_row *row, size_t n, enum trouble *trouble);
const struct import_report *import_report(const struct import *im);
/* Refuses a record that cannot be a row at all (the reader's own reason). */
void import_count_broken(struct import *im);

#endif
