/* Cases of a batch taken in from a table: each row becomes a case by the same acts as on
 * the pages, and is assigned where the table names a unit. */
#ifndef MATTER_CASE_IN_H
#define MATTER_CASE_IN_H

#include "act.h"
#include "finding_in.h"

/* The columns, in the usual order. ACTS: what acts make of a case, given out and never taken in. */
enum case_column {
	CC_SKIP, CC_NO, CC_TEXT, CC_AREA, CC_PLACE, CC_LAT, CC_LON, CC_POLLUTION, CC_UNIT,
	CC_STATE, CC_TRUTH, CC_FOUND, CC_HANDLED, CC_ACCOUNTABLE, CC_ANSWERED, CC_SETTLED, CC_TITLE, CC_TRANSLATION, CC_NUMBER, CC__MAX
};
struct case_column_def { const char *name; enum field field; bool acts; char kind; int width; };
extern const struct case_column_def case_columns[CC__MAX];
const char *case_column_heading(struct arena *a, enum lang lang, enum case_column c);

struct case_in {
	/* given */
	const struct city *city;
	const struct viewer *viewer;
	struct now now;
	struct arena *arena;           /* what comes out lives here */
	enum lang lang;                /* of the headings that are told */
	const char *batch;             /* its number */
	int64_t batch_id, office_id;
	const struct finding_cells *row; size_t rows;
	bool keep;                     /* false: all is done and undone again */
	/* out */
	size_t head;                   /* the row with the headings */
	enum case_column column[FINDING_COLUMNS];
	int64_t taken, assigned, known;
	struct finding_refused *refused; size_t refusals;
};

/* All of the table or nothing of it: while a row is refused none is kept. A case that the batch
 * has already, with the same words, is known and not taken again. From the pool or in a command. */
enum trouble case_in_run(struct case_in *in);

#endif
