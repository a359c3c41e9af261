/* The days of rest that the Holidays Measures themselves fix (全国年节及纪念日
 * 放假办法 art. 2, as of 2025), for years whose arrangement is not published. */
#ifndef RULE_CALENDAR_FIXED_H
#define RULE_CALENDAR_FIXED_H

#include "../base/date.h"

enum { LUNAR_FIRST = 2007, LUNAR_LAST = 2040 };

/* Name of the festival ("春节"), or NULL on any other day. The lunar ones are
 * known from LUNAR_FIRST to LUNAR_LAST only. */
const char *calendar_fixed_day(day_t d);

#endif
