/* The columns of a rectification ledger as a table, in the usual order: what each
 * holds, its heading, and which column of somebody's table is meant by a heading. */
#ifndef MATTER_FINDING_COLUMN_H
#define MATTER_FINDING_COLUMN_H

#include "../base/msg.h"
#include "field.h"

/* SKIP: not taken. TOLD: kept with the finding as a note, counts nowhere. */
enum finding_column {
	FC_SKIP, FC_TOLD,
	FC_NO, FC_TEXT, FC_GROUP, FC_FACTS, FC_ROOT, FC_TARGET, FC_MEASURE, FC_TACKLES, FC_TERM, FC_CHARGE, FC_UNIT, FC_ASSIST,
	FC_RESPONSIBLE, FC_DUE, FC_NOW_DUE, FC_PROGRESS, FC_STATE, FC_EVIDENCE, FC_INSTITUTION, FC_SIGNED, FC_RECHECK,
	FC_TITLE, FC_TRANSLATION, FC_DONE_FORM, FC_MEASURE_UNIT, FC_MEASURE_DUE, FC_MEASURE_TRANSLATION, FC_REVIEW, FC_EFFECT, FC_NUMBER,
	FC__MAX
};

/* Of the finding as it was received, of its plan, of a measure; ACTS: what acts made of it, never taken in. */
enum finding_sort { FINDING_WORDS, FINDING_PLAN, FINDING_MEASURE, FINDING_ACTS };

struct finding_column_def {
	const char *name;              /* in forms and on the command line */
	enum finding_sort sort;
	enum field field;              /* of the act that takes it */
	char kind;                     /* of the cells: t text, d a day, i a whole number */
	int width;                     /* in characters */
};
extern const struct finding_column_def finding_columns[FC__MAX];

enum { FINDING_COLUMNS = 60 };         /* a table has at most so many */

/* By its name; FC__MAX when there is none. */
enum finding_column finding_column_find(struct str name);
/* The heading in a language; arena. */
const char *finding_column_heading(struct arena *a, enum lang lang, enum finding_column c);
/* The column meant by somebody's heading in either language: FC_TOLD when it is none of
 * ours, FC_SKIP for an empty one. What only acts can make of a finding is FC_TOLD too. */
enum finding_column finding_column_guess(struct arena *a, struct str heading);
/* The same for a row of headings, no column twice; how many of ours it names. */
size_t finding_columns_guess(struct arena *a, const struct str *cell, size_t n, enum finding_column out[static FINDING_COLUMNS]);

#endif
