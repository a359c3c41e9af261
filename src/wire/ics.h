/* iCalendar out (RFC 5545). A line is folded before its 76th octet, never inside of a
 * character; text is escaped; a value cannot begin another line. */
#ifndef WIRE_ICS_H
#define WIRE_ICS_H

#include "../base/buf.h"
#include "../base/date.h"

/* NAME:value as it stands: dates, words of the standard. No control characters: they become blanks. */
void ics_line(struct buf *b, const char *name, const char *value);
/* NAME:text, escaped (3.3.11). Control characters but line breaks become blanks. */
void ics_text(struct buf *b, const char *name, const char *text);
/* NAME:19970714T170000Z (3.3.5). */
void ics_instant(struct buf *b, const char *name, int64_t ms);
/* NAME;VALUE=DATE:19970714 (3.3.4). */
void ics_day(struct buf *b, const char *name, day_t day);

#endif
