/* Memory with one lifetime. Everything a request or a command needs is taken
 * from its arena and given back at once when the arena ends; nobody frees a
 * single piece. An arena has a ceiling (bytes_max); passing it, or the system
 * having no memory, stops the process: limits make both our own mistake. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include "str.h"

struct arena;

/* A new arena that will hold at most bytes_max bytes. Owned: arena_free. */
struct arena *arena_new(size_t bytes_max);
void arena_free(struct arena *a);      /* NULL is allowed */
void arena_reset(struct arena *a);     /* forget all, keep the first block */
size_t arena_used(const struct arena *a);

/* n zeroed bytes, aligned for any type. Never NULL; n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* Zeroed room for count things of size bytes; overflow is a bug. */
void *arena_array(struct arena *a, size_t count, size_t size);
#define arena_make(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_make_n(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))

/* NUL-terminated copies, in the arena. arena_cstr keeps embedded NULs out by
 * cutting at the first. arena_printf formats like printf. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_cstr(struct arena *a, struct str s);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
void *arena_memdup(struct arena *a, const void *p, size_t n);

#endif
