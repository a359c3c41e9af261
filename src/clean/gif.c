/* GIF: screen, colours, pictures with their delays and how often they repeat;
 * no comments, no blocks of programs (XMP stands there), nothing behind the end. */
#include "clean.h"

enum { HEAD = 13, PICTURE = 10, PICTURES_MAX = 5000 };
enum { EXTENSION = 0x21, IS_PICTURE = 0x2c, END = 0x3b, CONTROL = 0xf9, PROGRAM = 0xff };

static size_t colours(char flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Where the sub-blocks that begin at `at` end; SIZE_MAX: cut off. */
static size_t blocks_end(struct str in, size_t at)
{
	while (at < in.n && in.p[at]) {
		size_t n = (unsigned char)in.p[at] + (size_t)1;
		if (n > in.n - at)
			return SIZE_MAX;
		at += n;
	}
	return at < in.n ? at + 1 : SIZE_MAX;
}

/* An extension that is part of showing the pictures: p at its 0x21, n bytes in all. */
static bool shows(const char *p, size_t n)
{
	unsigned char label = (unsigned char)p[1];
	return (label == CONTROL && n == 8 && p[2] == 4) ||
		(label == PROGRAM && n == 19 && memcmp(p + 2, "\x0bNETSCAPE2.0\x03\x01", 14) == 0);
}

enum clean clean_gif(struct str in, struct buf *out)
{
	int pictures = 0;
	if (in.n < HEAD || (memcmp(in.p, "GIF87a", 6) != 0 && memcmp(in.p, "GIF89a", 6) != 0))
		return CLEAN_BROKEN;
	if (!picture_size_ok(le16(in.p + 6), le16(in.p + 8)))
		return CLEAN_BOMB;
	size_t at = HEAD + colours(in.p[10]);
	if (at > in.n)
		return CLEAN_BROKEN;
	buf_add(out, in.p, at);
	while (at < in.n && (unsigned char)in.p[at] != END) {
		size_t end = SIZE_MAX;
		const char *p = in.p + at;
		bool picture = *p == IS_PICTURE;
		if (*p == EXTENSION && in.n - at > 2)
			end = blocks_end(in, at + 2);
		else if (picture && in.n - at > PICTURE && picture_size_ok(le16(p + 5), le16(p + 7)) && ++pictures <= PICTURES_MAX)
			end = blocks_end(in, at + PICTURE + colours(p[9]) + 1);
		if (end == SIZE_MAX)
			return CLEAN_BROKEN;
		if (picture || shows(p, end - at))
			buf_add(out, p, end - at);
		at = end;
	}
	buf_char(out, END);
	return pictures > 0 ? CLEAN_DONE : CLEAN_BROKEN;
}
