/* A file that a helper program makes of lines (wire/lines.h), as the answer: a
 * download that nothing on the way keeps. */
#ifndef FACE_MADE_H
#define FACE_MADE_H

#include "route.h"

struct made {
	const char *helper;            /* "huiyin-print" */
	const char *const *args;       /* NULL-ended, or NULL */
	int timeout_ms;
	struct buf lines;              /* owned, from made_send on by the request */
	const char *type, *file;       /* of the answer: media type, file name (ASCII) */
	bool beside;                   /* a browser may show it instead of keeping it */
	struct msg absent;             /* what to say when the helper is not installed */
};

/* In the request's arena; the pool makes the file, and at most LIMIT_MADE_WAITING
 * requests wait for one: the pool is also where passwords are proved. */
void made_send(struct req *r, struct made *m);
/* Is the helper installed? */
bool made_here(const char *helper);

#endif
