/* A campaign's ledger as rows: a row for each measure, the finding's own columns in its
 * first. What finding_in takes in again gives the same rows. */
#ifndef MATTER_FINDING_OUT_H
#define MATTER_FINDING_OUT_H

#include "matter.h"
#include "finding_column.h"

struct finding_out {
	struct tx *tx;                 /* a read, open until the last row */
	const struct city *city;
	enum lang lang;
	int64_t campaign_id;
	/* inner */
	struct q_ledger_findings *finding; size_t findings, at;
	struct q_measure_list *measure; size_t measures, next;
	int64_t last;
	bool over;
};

/* The next row, cells by column, NULL where there is nothing; tx's arena. False: no more. */
bool finding_out_next(struct finding_out *o, const char *cell[static FC__MAX]);

#endif
