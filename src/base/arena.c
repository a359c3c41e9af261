/* Arenas. See arena.h.
 *
 * 1. The bytes handed out never exceed bytes_max, alignment included.
 * 2. What is handed out is zero and aligned for any type.
 * 3. Under AddressSanitizer every piece is followed by poisoned bytes, so that
 *    writing past one is found although the block is ours. */
#include "arena.h"

#include <stdalign.h>
#include "bug.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
enum { RED_BYTES = 16 };
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
enum { RED_BYTES = 0 };
#endif

enum { ALIGN = alignof(max_align_t), BLOCK_FIRST = 16 * 1024, BLOCK_MOST = 1024 * 1024 };

struct block {
	struct block *next;            /* the older one */
	size_t size, used;             /* of bytes */
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *top;             /* the newest; the list ends at the first */
	size_t used, max, grow;
};

static struct block *block_new(size_t size, struct block *next)
{
	must(size <= SIZE_MAX - sizeof(struct block));
	struct block *b = calloc(1, sizeof *b + size);
	must(b != NULL);
	b->next = next;
	b->size = size;
	POISON(b->bytes, size);
	return b;
}

static void block_free(struct block *b)
{
	UNPOISON(b->bytes, b->size);
	free(b);
}

struct arena *arena_new(size_t bytes_max)
{
	must(bytes_max > 0);
	struct arena *a = calloc(1, sizeof *a);
	must(a != NULL);
	a->max = bytes_max;
	a->grow = BLOCK_FIRST;
	a->top = block_new(bytes_max < BLOCK_FIRST ? bytes_max + ALIGN : BLOCK_FIRST, NULL);
	return a;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	while (a->top) {
		struct block *next = a->top->next;
		block_free(a->top);
		a->top = next;
	}
	free(a);
}

void arena_reset(struct arena *a)
{
	while (a->top->next) {
		struct block *next = a->top->next;
		block_free(a->top);
		a->top = next;
	}
	a->top->used = 0;
	POISON(a->top->bytes, a->top->size);
	a->used = 0;
	a->grow = BLOCK_FIRST;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

void *arena_alloc(struct arena *a, size_t n)
{
	must(n <= a->max);
	size_t step = (n + ALIGN - 1) / ALIGN * ALIGN;
	must(step >= n && n <= a->max - a->used);
	size_t room = step + RED_BYTES;
	if (a->top->size - a->top->used < room) {
		a->grow = a->grow < BLOCK_MOST ? a->grow * 2 : BLOCK_MOST;
		a->top = block_new(room > a->grow ? room : a->grow, a->top);
	}
	unsigned char *p = a->top->bytes + a->top->used;
	a->top->used += room;
	a->used += step < a->max - a->used ? step : a->max - a->used;
	UNPOISON(p, n);
	memset(p, 0, n);
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n = 0;
	must(!__builtin_mul_overflow(count, size, &n));
	return arena_alloc(a, n);
}

void *arena_memdup(struct arena *a, const void *p, size_t n)
{
	void *copy = arena_alloc(a, n);
	if (n > 0)
		memcpy(copy, p, n);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_memdup(a, s, strlen(s) + 1) : arena_alloc(a, 1);
}

char *arena_cstr(struct arena *a, struct str s)
{
	const char *nul = s.n > 0 ? memchr(s.p, 0, s.n) : NULL;
	size_t n = nul ? (size_t)(nul - s.p) : s.n;
	char *copy = arena_alloc(a, n + 1);
	if (n > 0)
		memcpy(copy, s.p, n);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	must(fmt != NULL);
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	must(n >= 0);
	char *s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s;
}
