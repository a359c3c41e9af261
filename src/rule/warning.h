/* When a finding of an inspection is warned of, by colour (rules/warnings.txt, form
 * there). Every number is local. */
#ifndef RULE_WARNING_H
#define RULE_WARNING_H

#include "../base/arena.h"
#include "../base/date.h"
#include "clock.h"

enum { WARNING_DAYS_MAX = 365 };
enum warning { WARNING_NONE, WARNING_GREEN, WARNING_YELLOW, WARNING_RED };

/* Days left; sources: where the numbers come from. */
struct warnings { int green, yellow; bool monthly; const char *green_source, *yellow_source, *monthly_source; };

/* What a city without the file has. */
struct warnings warnings_default(void);
/* Whole or refused with line and reason. Arena: the sources. */
bool warnings_parse(struct arena *a, const char *file, struct str text, struct warnings *out, struct rule_error *err);
/* Of a period that runs until due. */
enum warning warning_of(const struct warnings *w, day_t today, day_t due);
const char *warning_name(enum warning w);              /* "", "green", "yellow", "red" */

#endif
