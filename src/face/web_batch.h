/* Cases that an environmental inspection forwards, in their batches: for the staff, for
 * programs, and what the public may read of them. */
#ifndef FACE_WEB_BATCH_H
#define FACE_WEB_BATCH_H

#include "../matter/case_in.h"
#include "begin.h"
#include "web_staff.h"

void web_batches(struct req *r);               /* those the viewer may know of */
void web_batch_new(struct req *r);
void web_batch_new_post(struct req *r);
void web_case_new(struct req *r);              /* ?batch=NUMBER */
void web_case_new_post(struct req *r);

/* The page of a matter that is a batch; what a case is beyond its row, on its page. */
void batch_page(struct req *r, const struct matter *m);
void case_section(struct req *r, const struct matter *m);

/* -- the table of a batch (web_batch_table.c) */
void web_batch_table(struct req *r);           /* cases.csv, cases.xlsx */
void web_case_intake(struct req *r);           /* the form for a file */
/* A file, or one that was looked at before: what would be taken; with do=take it is. */
void web_case_intake_post(struct req *r);

/* -- for everybody (web_cases.c) */
void web_cases(struct req *r);
void web_cases_batch(struct req *r);
/* "Batch 12 of ..." in the reader's language. */
struct msg batch_words(struct req *r, const char *source_body, int64_t no);

#endif
