/* Charts the server draws: columns, and a line over time, as SVG in the page. A chart only
 * shows what the table beside it says. */
#ifndef FACE_CHART_H
#define FACE_CHART_H

#include "page.h"

/* value -1: none there. */
struct chart { struct msg title; const char *const *label; const int64_t *value; size_t n; };

void chart_columns(struct req *r, const struct chart *c);
void chart_line(struct req *r, const struct chart *c);

#endif
