/* Conditions of procedure rows: named predicates over the snapshot and, for a
 * few, over what was typed. One table: name, test, and the words that say what
 * is lacking (cond.<name>). Pure. */
#ifndef MATTER_COND_H
#define MATTER_COND_H

#include "act.h"

enum cond_answer { COND_NO, COND_YES, COND_OPEN }; /* open: depends on input not typed yet */

extern const char *const cond_names[];                 /* for the parser; NULL-ended, "class:" style */

/* Does the condition (with its argument, without `!`) hold? */
enum cond_answer cond_holds(const struct matter *m, struct now now, const struct act_in *in, const char *cond);
/* The message for a condition that fails; negated: it holds but must not. */
struct msg cond_refusal(const struct matter *m, const char *cond, bool negated);

#endif
