/* The fields of an act as the event keeps them: a JSON object of texts with
 * sorted keys, so that the same act always gives the same bytes. */
#ifndef MATTER_DATA_H
#define MATTER_DATA_H

#include "field.h"

/* What the event of this row keeps: given, not private fields. */
const char *data_of_act(struct arena *a, const struct proc_row *row, const struct act_in *in);
/* An object of the given fields whether private or not (drafts of opinions). */
const char *data_of_fields(struct arena *a, const enum field *fields, size_t n, const struct act_in *in);
/* An object from key, value pairs ending in NULL. */
const char *data_of_pairs(struct arena *a, const char *key, ...) __attribute__((sentinel));
struct data_pair { const char *key, *value; };
/* The same of n pairs; of one key the last. */
const char *data_of_list(struct arena *a, const struct data_pair *pair, size_t n);
/* A value; "" when absent. Arena. */
const char *data_get(struct arena *a, const char *data, const char *key);
/* The object, with the values of over under the keys that both have. Arena. */
const char *data_over(struct arena *a, const char *data, const char *over);
/* Every pair, in key order; returns their number. */
size_t data_pairs(struct arena *a, const char *data, struct data_pair **out);

#endif
