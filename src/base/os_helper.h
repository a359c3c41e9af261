/* A helper program: it reads one thing, writes one thing and ends. Foreign
 * formats are read and made there, never in the server: what breaks a helper
 * costs one document. Helpers are programs of this repository (src/<name>/main_<name>.c,
 * built as huiyin-<name>); each shuts itself in before it reads a byte (os_sandbox.h).
 *
 * It waits for the helper: never call it on an event loop or on the writer. */
#ifndef BASE_OS_HELPER_H
#define BASE_OS_HELPER_H

#include "buf.h"

struct os_helper {
	const char *name;              /* "huiyin-clean": the file of this name beside the program that runs */
	const char *const *args;       /* after the name, NULL-ended; NULL: none */
	struct str in;                 /* its standard input */
	size_t out_max;                /* of its standard output, in bytes */
	int timeout_ms;                /* from start to end */
	/* the outcome */
	int status;                    /* its exit status, or the signal that ended it */
	struct buf out, err;           /* owned: os_helper_free. err: at most OS_HELPER_ERR_BYTES, the rest is dropped */
};

enum { OS_HELPER_ERR_BYTES = 4096 };

enum os_helper_end {
	OS_HELPER_DONE,                /* it ended by itself: look at status */
	OS_HELPER_ABSENT,              /* there is no such program */
	OS_HELPER_LATE,                /* ended by us: it took too long */
	OS_HELPER_LONG,                /* ended by us: it wrote too much */
	OS_HELPER_DIED,                /* a signal ended it */
	OS_HELPER_TROUBLE,             /* no process or no pipe could be had */
};

/* What out and err hold is whole only with OS_HELPER_DONE. */
enum os_helper_end os_helper_run(struct os_helper *h);
void os_helper_free(struct os_helper *h);
/* Is there such a program? */
bool os_helper_here(const char *name);
/* One English word for logs. */
const char *os_helper_word(enum os_helper_end end);

#endif
