/* Findings taken in from a table: what pages, API and command line share. A table is
 * looked at as a whole (done and undone again) before anybody confirms. */
#ifndef FACE_INTAKE_H
#define FACE_INTAKE_H

#include "route.h"
#include "rows.h"

/* From a file or from lines kept before; the columns guessed, or as given. */
struct intake {
	struct rows rows;
	struct finding_in in;
	struct msg why;                /* the file cannot be read */
	enum trouble trouble;
};

/* The campaign's number, if the viewer keeps it and it has not ended; what is filled: city,
 * viewer, now, lang, campaign. False: *why. */
bool intake_begin(struct intake *k, struct city *c, const struct viewer *v, struct now now, enum lang lang, const struct matter *campaign, struct refusal *why);
/* The rows of k->rows: their headings and columns, unless columns are chosen. */
void intake_guess(struct intake *k, struct arena *a);
/* "no,text,measure,,skip": what each column is, in order; empty: not taken. False: *why. */
bool intake_columns(struct intake *k, struct arena *a, struct str list, struct msg *why);
void intake_run(struct intake *k, struct arena *a, bool keep);
/* From the pool back to where an answer may read: it comes with kept false. */
void intake_answer(struct req *r, void (*answer)(struct req *r, enum trouble trouble, bool kept));
/* How many columns the table has. */
size_t intake_width(const struct intake *k);

#endif
