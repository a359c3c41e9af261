/* Growing buffers. See buf.h.
 *
 * 1. n <= max, p[n] is NUL, always.
 * 2. After full nothing more is added until buf_clear: a text never has a hole. */
#include "buf.h"

#include "bug.h"

enum { ROOM_FIRST = 256 };

void buf_init(struct buf *b, size_t bytes_max)
{
	must(bytes_max < SIZE_MAX / 2);
	*b = (struct buf){.p = calloc(1, 1), .room = 1, .max = bytes_max};
	must(b->p != NULL);
}

void buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
	b->p[0] = '\0';
}

/* Room for n more bytes and the NUL; n fits under max. */
static void make_room(struct buf *b, size_t n)
{
	size_t need = b->n + n + 1;
	if (need <= b->room)
		return;
	size_t room = b->room < ROOM_FIRST ? ROOM_FIRST : b->room;
	while (room < need)
		room *= 2;
	if (room > b->max + 1)
		room = b->max + 1;
	char *p = realloc(b->p, room);
	must(p != NULL);
	b->p = p;
	b->room = room;
}

static bool fits(struct buf *b, size_t n)
{
	if (n > b->max - b->n)
		b->full = true;
	return !b->full;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	if (!fits(b, n) || n == 0)
		return;
	make_room(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void buf_cstr(struct buf *b, const char *s)
{
	if (s)
		buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	must(n >= 0);
	if (fits(b, (size_t)n)) {
		make_room(b, (size_t)n);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void buf_drop(struct buf *b, size_t n)
{
	must(n <= b->n);
	memmove(b->p, b->p + n, b->n - n + 1);
	b->n -= n;
}
