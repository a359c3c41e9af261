/* Lines of wire/print.h to a PDF. */
#ifndef PRINT_SET_H
#define PRINT_SET_H

#include "press.h"

/* press_load before. NULL, or an English phrase why there is no document; *line: where, 0 when nowhere. */
const char *print_set(struct press *p, struct arena *a, struct str lines, struct buf *out, int64_t *line);

#endif
