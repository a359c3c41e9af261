/* MP3: the frames of sound alone; no ID3, APE or Lyrics tags, no frame that
 * tells which program coded it, nothing between or behind the frames. */
#include "clean.h"

enum { ID3 = 10, FRAMES_LEAST = 2 };

/* Length of the frame whose four bytes these are; 0: none (ISO 11172-3, 13818-3). */
static size_t frame_bytes(uint32_t h)
{
	static const int kbit[2][3][15] = {
		{{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}, {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384}, {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}},
		{{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256}, {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}, {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}},
	};
	static const int hertz[3] = {44100, 48000, 32000};
	unsigned version = h >> 19 & 3, layer = 4 - (h >> 17 & 3), rate = h >> 12 & 15, sample = h >> 10 & 3, pad = h >> 9 & 1;
	if (h >> 21 != 0x7ff || version == 1 || layer == 4 || rate == 0 || rate == 15 || sample == 3)
		return 0;
	bool first = version == 3;
	size_t bits = (size_t)kbit[first ? 0 : 1][layer - 1][rate] * 1000, per_s = (size_t)hertz[sample] / (first ? 1 : version == 2 ? 2 : 4);
	if (layer == 1)
		return (12 * bits / per_s + pad) * 4;
	return (layer == 3 && !first ? 72 : 144) * bits / per_s + pad;
}

/* A first frame without sound, in which coders write their name and settings. */
static bool of_the_coder(const char *p, size_t n)
{
	static const char *const names[] = {"Xing", "Info", "VBRI"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_find((struct str){p, n < 64 ? n : 64}, str_of(names[i])) != SIZE_MAX)
			return true;
	return false;
}

static size_t tags_end(struct str in)
{
	size_t at = 0;
	while (in.n - at >= ID3 && memcmp(in.p + at, "ID3", 3) == 0) {
		const unsigned char *p = (const unsigned char *)in.p + at;
		size_t n = ID3 + ((size_t)(p[6] & 127) << 21 | (size_t)(p[7] & 127) << 14 | (size_t)(p[8] & 127) << 7 | (p[9] & 127)) + (p[5] & 0x10 ? ID3 : 0);
		at = n > in.n - at ? in.n : at + n;
	}
	/* some leave room of nothing behind their tags */
	while (at < in.n && in.p[at] == 0)
		at++;
	return at;
}

enum clean clean_mp3(struct str in, struct buf *out)
{
	int frames = 0;
	for (size_t at = tags_end(in); in.n - at >= 4; frames++) {
		size_t n = frame_bytes(be32(in.p + at));
		if (n < 4 || n > in.n - at)
			break;
		if (frames > 0 || !of_the_coder(in.p + at, n))
			buf_add(out, in.p + at, n);
		at += n;
	}
	return frames >= FRAMES_LEAST ? CLEAN_DONE : CLEAN_BROKEN;
}
