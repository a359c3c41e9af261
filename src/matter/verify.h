/* The laws of the stored data, each with a number and a query that finds what
 * breaks it; huiyin verify runs them all. */
#ifndef MATTER_VERIFY_H
#define MATTER_VERIFY_H

#include "city.h"

/* say is called per fault; returns their number. */
int64_t verify_all(struct city *c, void (*say)(void *ctx, const char *law, const char *fault), void *ctx);
/* Number of laws, for the report. */
int verify_laws(void);

#endif
