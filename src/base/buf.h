/* A growing byte buffer with a stated maximum. Always NUL-terminated, never
 * NULL. Passing the maximum sets `full` and drops what does not fit; the
 * caller asks once at the end (buf_ok). Owned: buf_free. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include "str.h"

struct buf {
	char *p;
	size_t n, room, max;
	bool full;
};

void buf_init(struct buf *b, size_t bytes_max);
void buf_free(struct buf *b);
void buf_clear(struct buf *b);                 /* n = 0, full = false, memory kept */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_cstr(struct buf *b, const char *s);   /* NULL adds nothing */
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
void buf_drop(struct buf *b, size_t n);        /* forget the first n bytes */
static inline bool buf_ok(const struct buf *b) { return !b->full; }
static inline struct str buf_view(const struct buf *b) { return (struct str){b->p, b->n}; }

#endif
