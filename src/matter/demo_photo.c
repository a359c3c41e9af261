/* Small pictures for the demo's parcels: a field as it was found, and restored. Invented, and
 * drawn here, so that they go the way of every photo. Law: the same words, the same picture. */
#include "demo_parts.h"

#include <zlib.h>

#include "../base/bug.h"
#include "../base/buf.h"
#include "../base/hash.h"

enum { WIDE = 120, HIGH = 90, SKY = 28, LINE_BYTES = 1 + 3 * WIDE, PNG_MOST = 64 * 1024 };

static void put_u32(struct buf *b, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(b, (char)(n >> shift));
}

/* Length, type, bytes, check (PNG, 5.3). */
static void put_chunk(struct buf *b, const char *type, const unsigned char *p, size_t n)
{
	put_u32(b, (uint32_t)n);
	buf_add(b, type, 4);
	buf_add(b, (const char *)p, n);
	put_u32(b, (uint32_t)crc32(crc32(0, (const unsigned char *)type, 4), p, (unsigned)n));
}

/* Sky over a field: bare with a heap and weeds, or in green rows. */
static void paint(unsigned char *at, int x, int y, const struct sha256 *seed, bool restored)
{
	int shade = seed->b[(x / 8 + y / 6 * 5) % 32] % 24, row = (x * 2 + y * (1 + seed->b[0] % 3)) % 12;
	int heap = (x - 40 - seed->b[1] % 40) * (x - 40 - seed->b[1] % 40) / 6 + (y - 60) * (y - 60);
	if (y < SKY)
		memcpy(at, (unsigned char[]){(unsigned char)(170 + y), (unsigned char)(200 + y), 240}, 3);
	else if (restored)
		memcpy(at, row < 6 ? (unsigned char[]){(unsigned char)(60 + shade), (unsigned char)(130 + shade), 50} : (unsigned char[]){96, (unsigned char)(80 + shade / 2), 48}, 3);
	else
		memcpy(at, heap < 130 ? (unsigned char[]){150, 146, 140} : (unsigned char[]){(unsigned char)(150 + shade), (unsigned char)(122 + shade), (unsigned char)(80 + shade / 2)}, 3);
}

struct str demo_photo(struct arena *a, const char *words, bool restored)
{
	static const unsigned char head[] = {0, 0, 0, WIDE, 0, 0, 0, HIGH, 8, 2, 0, 0, 0};
	unsigned char line[LINE_BYTES * HIGH] = {0}, packed[LINE_BYTES * HIGH + 1024];
	uLongf n = sizeof packed;
	struct sha256 seed = sha256_of(str_of(words));
	struct buf b;
	for (int y = 0; y < HIGH; y++)
		for (int x = 0; x < WIDE; x++)
			paint(&line[y * LINE_BYTES + 1 + 3 * x], x, y, &seed, restored);
	must(compress(packed, &n, line, sizeof line) == Z_OK);
	buf_init(&b, PNG_MOST);
	buf_add(&b, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(&b, "IHDR", head, sizeof head);
	put_chunk(&b, "IDAT", packed, n);
	put_chunk(&b, "IEND", packed, 0);
	must(buf_ok(&b));
	struct str view = buf_view(&b);
	struct str png = {memcpy(arena_alloc(a, view.n), view.p, view.n), view.n};
	buf_free(&b);
	return png;
}
