/* One part of a workbook as XML, by expat: elements by their local name. */
#ifndef SHEET_PART_H
#define SHEET_PART_H

#include "book.h"

struct part_attrs { const char **pair; };

/* What reads a part. Names are local; "" for elements of other namespaces than
 * those of workbooks. A callback refuses by book_refuse, and no other follows. */
struct part_reader {
	void (*open)(void *ctx, const char *name, struct part_attrs attrs);
	void (*close)(void *ctx, const char *name);
	void (*text)(void *ctx, struct str text);      /* in pieces; NULL: not wanted */
};

bool part_read(struct book *b, int64_t part, const struct part_reader *reader, void *ctx);
/* NULL when absent. In whatever namespace: id is r:id as well. */
const char *part_attr(struct part_attrs attrs, const char *local_name);
/* An attribute that says yes. */
bool part_attr_true(struct part_attrs attrs, const char *local_name);

#endif
