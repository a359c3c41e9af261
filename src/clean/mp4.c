/* MP4 (ISO 14496-12): nothing moves, so that the sound and picture are found
 * where they were; what tells is overwritten with zeros: user data, metadata,
 * boxes we do not know, times, names of handlers, free room. A recording with
 * tracks other than sound and picture (places, movements of a telephone) has
 * what they tell among its media: of it there is no copy. */
#include "clean.h"

enum { DEPTH_MAX = 8, HEAD = 8 };

struct box { char *p; size_t n, head; };  /* head: 8, or 16 with a long length */

static bool is(const struct box *b, const char *names)
{
	for (; *names; names += 5)
		if (memcmp(b->p + 4, names, 4) == 0)
			return true;
	return false;
}

static bool next(char *p, size_t room, struct box *b)
{
	if (room < HEAD)
		return false;
	uint64_t n = be32(p);
	*b = (struct box){p, 0, HEAD};
	if (n == 1 && room >= 16) {
		n = (uint64_t)be32(p + 8) << 32 | be32(p + 12);
		b->head = 16;
	} else if (n == 0) {
		n = room;
	}
	b->n = (size_t)n;
	return n >= b->head && n <= room;
}

static void blank(struct box *b)
{
	memcpy(b->p + 4, "free", 4);
	memset(b->p + b->head, 0, b->n - b->head);
}

/* Creation and modification stand behind version and flags, in 4 bytes each or 8. */
static bool clear_times(struct box *b)
{
	size_t at = b->head + 4;
	if (b->n < at)
		return false;
	size_t n = b->p[b->head] == 1 ? 16 : 8;
	if (b->n - at < n)
		return false;
	memset(b->p + at, 0, n);
	return true;
}

static enum clean handler(struct box *b)
{
	size_t at = b->head + 8, name = b->head + 24;
	if (b->n < name)
		return CLEAN_BROKEN;
	bool media = memcmp(b->p + at, "vide", 4) == 0 || memcmp(b->p + at, "soun", 4) == 0;
	/* a track's data handler (QuickTime) has another place for its type */
	bool data = memcmp(b->p + b->head + 4, "dhlr", 4) == 0;
	memset(b->p + at + 4, 0, 12);
	memset(b->p + name, 0, b->n - name);
	return media || data ? CLEAN_DONE : CLEAN_PART;
}

static enum clean walk(char *p, size_t n, int depth, int *media)
{
	enum clean end = CLEAN_DONE;
	struct box b;
	for (; end == CLEAN_DONE && n > 0; p += b.n, n -= b.n) {
		if (!next(p, n, &b))
			return n < HEAD && depth > 0 ? CLEAN_DONE : CLEAN_BROKEN;     /* QuickTime ends lists with four zeros */
		if (is(&b, "moov trak mdia minf edts dinf "))
			end = depth < DEPTH_MAX ? walk(p + b.head, b.n - b.head, depth + 1, media) : CLEAN_BROKEN;
		else if (is(&b, "mvhd tkhd mdhd "))
			end = clear_times(&b) ? CLEAN_DONE : CLEAN_BROKEN;
		else if (is(&b, "hdlr "))
			end = handler(&b);
		else if (is(&b, "moof mfra sidx "))
			end = CLEAN_PART;                  /* recorded in pieces: not looked into */
		else if (is(&b, "mdat "))
			*media += 1;
		else if (!is(&b, "ftyp stbl elst vmhd smhd dref "))
			blank(&b);
	}
	return end;
}

enum clean clean_mp4(struct str in, struct buf *out)
{
	int media = 0;
	buf_str(out, in);
	if (!buf_ok(out))
		return CLEAN_BOMB;
	enum clean end = walk(out->p, out->n, 0, &media);
	return end == CLEAN_DONE && media == 0 ? CLEAN_BROKEN : end;
}
