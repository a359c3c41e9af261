/* How long identities are kept (rules/retention.txt, form there): years after a
 * matter's closing, by procedure and class, each with where it comes from. */
#ifndef RULE_RETENTION_H
#define RULE_RETENTION_H

#include "../base/arena.h"
#include "../base/date.h"
#include "clock.h"

enum { RETENTION_ROWS = 64, RETENTION_YEARS_MAX = 100 };

struct retention_row { const char *procedure, *class_, *source; int years; };   /* class_ "*": any */
struct retention { struct retention_row row[RETENTION_ROWS]; size_t rows; };

/* Whole or refused with line and reason. Arena: texts of the rows. */
bool retention_parse(struct arena *a, const char *file, struct str text, struct retention *out, struct rule_error *err);
/* The row for a matter: its class before any; NULL: kept. class_ may be NULL. */
const struct retention_row *retention_find(const struct retention *r, const char *procedure, const char *class_);
/* The last day the identity is kept. */
day_t retention_last_day(const struct retention_row *row, day_t closed);

#endif
