/* WebP: the chunks that are the picture (RFC 9649), and no other: no Exif, XMP,
 * colour profile, unknown chunks, nothing behind the end. */
#include "clean.h"

enum { RIFF = 12, CHUNK = 8, FRAME = 16, FLAGS_KEPT = 0x10 | 0x02 };

static bool is(const char *p, const char *name)
{
	return memcmp(p, name, 4) == 0;
}

static bool size_ok(const char *chunk, size_t n)
{
	const char *p = chunk + CHUNK;
	if (is(chunk, "VP8X"))
		return n == 10 && picture_size_ok((le32(p + 4) & 0xffffff) + 1, (le32(p + 6) >> 8) + 1);
	if (is(chunk, "VP8 "))
		return n >= 10 && picture_size_ok(le16(p + 6) & 0x3fff, le16(p + 8) & 0x3fff);
	if (is(chunk, "VP8L"))
		return n >= 5 && picture_size_ok((le32(p + 1) & 0x3fff) + 1, (le32(p + 1) >> 14 & 0x3fff) + 1);
	return true;
}

static void put_le32(struct buf *out, size_t n)
{
	const char le[] = {(char)n, (char)(n >> 8), (char)(n >> 16), (char)(n >> 24)};
	buf_add(out, le, sizeof le);
}

static void put_chunk(struct buf *out, const char *name, struct str body)
{
	buf_add(out, name, 4);
	put_le32(out, body.n);
	buf_str(out, body);
	if (body.n & 1)
		buf_char(out, 0);
}

static void put_head(struct buf *out, const char *body)
{
	char head[10];
	memcpy(head, body, sizeof head);
	head[0] &= FLAGS_KEPT;
	put_chunk(out, "VP8X", (struct str){head, sizeof head});
}

static enum clean copy(struct str in, int depth, struct buf *out, bool *picture);

/* A frame of an animation: its place and time, then chunks of its own. */
static enum clean copy_frame(struct str in, struct buf *out, bool *picture)
{
	struct buf frame;
	if (in.n < FRAME)
		return CLEAN_BROKEN;
	buf_init(&frame, out->max);
	buf_add(&frame, in.p, FRAME);
	enum clean end = copy(str_from(in, FRAME), 1, &frame, picture);
	put_chunk(out, "ANMF", buf_view(&frame));
	buf_free(&frame);
	return end;
}

/* The chunks of in that a picture needs; depth 1: within a frame. */
static enum clean copy(struct str in, int depth, struct buf *out, bool *picture)
{
	enum clean end = CLEAN_DONE;
	while (end == CLEAN_DONE && in.n >= CHUNK) {
		const char *c = in.p;
		size_t n = le32(c + 4);
		if (n > in.n - CHUNK)
			return CLEAN_BROKEN;
		struct str body = {c + CHUNK, n};
		bool points = is(c, "VP8 ") || is(c, "VP8L") || is(c, "ALPH");
		if (!size_ok(c, n))
			end = CLEAN_BOMB;
		else if (depth == 0 && is(c, "ANMF"))
			end = copy_frame(body, out, picture);
		else if (depth == 0 && is(c, "VP8X"))
			put_head(out, body.p);
		else if (points || (depth == 0 && is(c, "ANIM")))
			put_chunk(out, c, body);
		*picture = *picture || points;
		size_t whole = CHUNK + n + (n & 1);
		in = str_from(in, whole < in.n ? whole : in.n);
	}
	return end;
}

enum clean clean_webp(struct str in, struct buf *out)
{
	bool picture = false;
	if (in.n < RIFF || !is(in.p, "RIFF") || !is(in.p + 8, "WEBP") || le32(in.p + 4) < 4 || le32(in.p + 4) > in.n - 8)
		return CLEAN_BROKEN;
	struct buf body;
	buf_init(&body, out->max);
	enum clean end = copy(str_from(str_head(in, le32(in.p + 4) + 8), RIFF), 0, &body, &picture);
	buf_add(out, "RIFF", 4);
	put_le32(out, body.n + 4);
	buf_add(out, "WEBP", 4);
	buf_str(out, buf_view(&body));
	buf_free(&body);
	return end == CLEAN_DONE && !picture ? CLEAN_BROKEN : end;
}
