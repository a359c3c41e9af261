/* Civil dates. A day is its number: days since 1970-01-01 (which is 0), in the
 * Gregorian calendar (Civil Code art. 200). Instants are UTC milliseconds;
 * the city's zone is a fixed offset in minutes (Asia/Shanghai: +480, no
 * daylight saving since 1991). Nothing here reads a clock: time comes in as
 * `struct now`, taken once per request or tick by os_now(). */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "str.h"

typedef int32_t day_t;                 /* the one typedef: a day number */
#define DAY_NONE INT32_MIN             /* no day */
#define DAY_FIRST (-25567)             /* 1900-01-01 */
#define DAY_LAST 54785                 /* 2119-12-31 */

struct ymd { int year, month, day; };

struct now {
	int64_t utc_ms;                /* the instant */
	day_t today;                   /* the civil day in the city's zone */
	int zone_min;                  /* the city's offset from UTC */
};

bool ymd_valid(int year, int month, int day);
int month_days(int year, int month);
day_t day_of(int year, int month, int day);      /* must be valid */
struct ymd day_ymd(day_t d);
int day_weekday(day_t d);                        /* 1 Monday .. 7 Sunday */
day_t day_add_months(day_t d, int months);       /* Civil Code art. 202 */
/* Exactly YYYY-MM-DD between DAY_FIRST and DAY_LAST. */
bool day_parse(struct str s, day_t *out);
/* "YYYY-MM-DD" into out, which holds at least 11 bytes; DAY_NONE gives "". Returns out. */
char *day_text(day_t d, char out[static 11]);

struct now now_at(int64_t utc_ms, int zone_min);
day_t day_of_ms(int64_t utc_ms, int zone_min);
/* Local midnight that begins day d, as UTC milliseconds. */
int64_t day_start_ms(day_t d, int zone_min);
/* "YYYY-MM-DD HH:MM" local; out holds at least 17 bytes. Returns out. */
char *minute_text(int64_t utc_ms, int zone_min, char out[static 17]);
/* "YYYY-MM-DDTHH:MM:SSZ", for JSON and logs; out holds at least 21 bytes. */
char *utc_text(int64_t utc_ms, char out[static 21]);

#endif
