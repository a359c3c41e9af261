/* One line of JSON per event to standard error, with journald's <N> prefix.
 * Never personal data, codes, keys or passwords: the values are ids and
 * numbers. Control characters in values are escaped. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "str.h"

enum log_level { LOG_ERROR = 3, LOG_WARN = 4, LOG_NOTE = 5, LOG_INFO = 6 };

void log_to_level(enum log_level most);        /* default LOG_NOTE */
/* event is a fixed word ("http.request"); the rest "key", value pairs ending in NULL. */
void log_line(enum log_level level, const char *event, ...) __attribute__((sentinel));

#endif
