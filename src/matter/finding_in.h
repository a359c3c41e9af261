/* Findings taken in from a table: rows of cells become findings with their plan and
 * measures, by the same acts as on the pages. */
#ifndef MATTER_FINDING_IN_H
#define MATTER_FINDING_IN_H

#include "act.h"
#include "finding_column.h"

struct finding_cells { int64_t line; const struct str *cell; size_t cells; };
struct finding_refused { int64_t line; struct msg why; const char *column; /* its heading; "" when none */ };

/* What became of a finding of the table. */
enum finding_fate { FINDING_REFUSED, FINDING_TAKEN, FINDING_KNOWN };
struct finding_item {
	int64_t line, no;              /* no 0: the next one */
	size_t first, rows;            /* of the table */
	enum finding_fate fate;
	bool plan; int measures;
	bool judged;                   /* refused before anything was done */
	struct refusal why;
	size_t why_row;
	enum finding_column why_column;
};

struct finding_in {
	/* given */
	const struct city *city;
	const struct viewer *viewer;
	struct now now;
	struct arena *arena;           /* what comes out lives here */
	enum lang lang;                /* of the headings that are told */
	const char *campaign;          /* its number */
	int64_t campaign_id, office_id;
	const struct finding_cells *row; size_t rows;
	size_t head;                   /* the row with the headings */
	enum finding_column column[FINDING_COLUMNS];
	const char *tackles;           /* of measures whose kind the table does not say; NULL or "": they are refused */
	const char *effect_days;       /* where the table does not say; as typed */
	bool keep;                     /* false: all is done and undone again */
	/* out */
	struct finding_item *item; size_t items;
	struct finding_refused *refused; size_t refusals;
	int64_t taken, known, plans, measures;
	/* inner */
	struct { const char *typed, *is; bool unit; } name[256]; size_t names;
};

/* The row among the first ten that names most of our columns, and what its columns mean. */
size_t finding_in_headings(struct arena *a, const struct finding_cells *row, size_t rows, enum finding_column out[static FINDING_COLUMNS]);
/* Does all of it, some findings at a time, each with one sync for many; from the pool or in a
 * command. Stopped and begun again it takes no finding twice. TROUBLE_NONE, or what stopped it. */
enum trouble finding_in_run(struct finding_in *f);

#endif
