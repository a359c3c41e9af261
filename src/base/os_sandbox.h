/* A helper program shuts itself in, before it reads a byte of what others made.
 * After os_sandbox_enter it can read what it was given, write its answer, have
 * memory up to a limit, and end; to open a file fails, and to ask for a socket,
 * a program, another process or memory that can be run ends it.
 *
 * Load and set up everything that opens files before (locales, fonts, modules). */
#ifndef BASE_OS_SANDBOX_H
#define BASE_OS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

struct os_sandbox {
	size_t memory_bytes;           /* of address space, all in all (not under a sanitizer, which needs terabytes of it) */
	int cpu_s;                     /* of processor time */
	/* Folders in which files can still be opened for reading (fonts), NULL-ended; NULL: none.
	 * Needs Landlock; without folders the system call filter alone holds everything. */
	const char *const *read_dirs;
	bool threads;                  /* may start threads (glib does); never processes */
};

/* NULL, or the English reason why not: then end without reading anything. */
const char *os_sandbox_enter(const struct os_sandbox *s);
/* Flushes and ends. exit() of a program under a sanitizer looks for leaks by
 * calls that end it here. */
void os_sandbox_exit(int status) __attribute__((noreturn));

#endif
