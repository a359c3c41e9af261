/* What the parts of the procedure reader share; nobody else includes this. */
#ifndef RULE_PROCEDURE_PARTS_H
#define RULE_PROCEDURE_PARTS_H

#include "procedure.h"

/* Where a refusal goes. */
struct proc_trouble {
	struct arena *a;
	struct rule_error *err;
};

/* Fills the error and gives false, so that callers can `return proc_fail(...)`. */
bool proc_fail(struct proc_trouble *t, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Reads the text form into *out; names of states and acts are resolved. */
bool proc_read(struct proc_trouble *t, const struct rule_file *files, size_t n, const char *name,
	struct procedure *out);
/* Laws 1, 2, 3, 4 and 7; law 5; law 6. */
bool proc_check_shape(struct proc_trouble *t, const struct procedure *p,
	const struct proc_words *words);
bool proc_check_clocks(struct proc_trouble *t, const struct procedure *p);
bool proc_check_words(struct proc_trouble *t, const struct procedure *p,
	const struct proc_words *words);

/* One row of the file stands for several rows of the procedure, side by side:
 * the index behind the last one that came from the same line as row i. */
size_t proc_row_end(const struct procedure *p, size_t i);
/* `did you mean "x"?`, or `known: a, b, c`. known is NULL-ended. */
const char *proc_hint(struct arena *a, const char *word, const char *const *known);
/* The vocabulary's word for a condition with an argument, or NULL. */
const char *proc_cond_word(const char *const *conds, const char *cond);

#endif
