/* A copy of a file without traces of who made it: no names, times, places,
 * serial numbers, thumbnails, earlier versions or comments' authors. What is
 * seen or read in the file stays what it was. */
#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

#include "../base/buf.h"

enum clean {
	CLEAN_DONE,
	CLEAN_BROKEN,                  /* not what it says it is, or cut off */
	CLEAN_ENCRYPTED,
	CLEAN_SCRIPT,                  /* holds something that runs */
	CLEAN_PART,                    /* holds a part that cannot be cleaned (another file, a font, a drawing of another program) */
	CLEAN_BOMB,                    /* unpacks to much more than a person looks at */
	CLEAN_KIND,                    /* files of this kind cannot be cleaned */
	CLEAN__MAX
};

enum {
	CLEAN_IN_BYTES = 10 * 1024 * 1024,
	CLEAN_OUT_BYTES = 16 * 1024 * 1024,
	CLEAN_PIXELS = 64 * 1024 * 1024,
	CLEAN_SIDE = 65000,
};

/* kind: a word of clean_kinds. With any other outcome than CLEAN_DONE out holds nothing of use. */
enum clean clean_file(const char *kind, struct str in, struct buf *out);
/* A picture inside of another file: by its first bytes; CLEAN_PART when it is none of ours. */
enum clean clean_picture(struct str in, struct buf *out);
const char *clean_word(enum clean end);
bool clean_kind_known(const char *kind);

/* -- one file for each kind */
enum clean clean_jpeg(struct str in, struct buf *out);
enum clean clean_png(struct str in, struct buf *out);
enum clean clean_gif(struct str in, struct buf *out);
enum clean clean_webp(struct str in, struct buf *out);
enum clean clean_pdf(struct str in, struct buf *out);
enum clean clean_office(struct str in, struct buf *out);       /* .docx, .xlsx */
enum clean clean_opendocument(struct str in, struct buf *out); /* .odt, .ods */
enum clean clean_mp3(struct str in, struct buf *out);
enum clean clean_mp4(struct str in, struct buf *out);

/* -- for them */
static inline uint32_t be16(const char *p) { return (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1]; }
static inline uint32_t be32(const char *p) { return be16(p) << 16 | be16(p + 2); }
static inline uint32_t le16(const char *p) { return (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[0]; }
static inline uint32_t le32(const char *p) { return le16(p + 2) << 16 | le16(p); }
/* Width and height that a person may look at. */
static inline bool picture_size_ok(uint64_t w, uint64_t h)
{
	return w > 0 && h > 0 && w <= CLEAN_SIDE && h <= CLEAN_SIDE && w * h <= CLEAN_PIXELS;
}

#endif
