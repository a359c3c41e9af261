/* PNG: the chunks a picture cannot do without, and no other: no texts, times,
 * Exif, colour profiles, further frames, no bytes behind the end. */
#include <zlib.h>

#include "clean.h"

enum { SIGNATURE = 8, CHUNK = 12, IHDR = 13 };

static bool needed(const char *type)
{
	static const char *const types[] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (memcmp(type, types[i], 4) == 0)
			return true;
	return false;
}

enum clean clean_png(struct str in, struct buf *out)
{
	bool ended = false, first = true, points = false;
	if (in.n < SIGNATURE || memcmp(in.p, "\x89PNG\r\n\x1a\n", SIGNATURE) != 0)
		return CLEAN_BROKEN;
	buf_add(out, in.p, SIGNATURE);
	for (size_t at = SIGNATURE; !ended; first = false) {
		if (in.n - at < CHUNK)
			return CLEAN_BROKEN;
		const char *c = in.p + at, *type = c + 4;
		size_t n = be32(c);
		if (n > in.n - at - CHUNK || first != (memcmp(type, "IHDR", 4) == 0) || (first && n != IHDR))
			return CLEAN_BROKEN;
		if (crc32(0, (const unsigned char *)type, (unsigned)n + 4) != be32(c + 8 + n))
			return CLEAN_BROKEN;
		if (first && !picture_size_ok(be32(c + 8), be32(c + 12)))
			return CLEAN_BOMB;
		/* a capital first letter: not to be left out (PNG 5.4) */
		bool needs = needed(type);
		if (!needs && !(type[0] & 0x20))
			return CLEAN_BROKEN;
		if (needs)
			buf_add(out, c, n + CHUNK);
		points = points || memcmp(type, "IDAT", 4) == 0;
		ended = memcmp(type, "IEND", 4) == 0;
		at += n + CHUNK;
	}
	return points ? CLEAN_DONE : CLEAN_BROKEN;
}
