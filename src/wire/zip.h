/* ZIP out (PKWARE APPNOTE 6.3): stored, not compressed, so that a file's bytes
 * stand in it as they are; names in UTF-8. Written front to back, whoever keeps
 * the bytes takes them from the buffer whenever it likes.
 *
 * 1. Names are relative, without control bytes, backslashes and dot folders
 *    (zip_name makes one of what a person called a file).
 * 2. At most 65,535 entries and 4 GiB, without the extensions for more: what
 *    would pass that is a bug of the caller, whose limits are lower. */
#ifndef WIRE_ZIP_H
#define WIRE_ZIP_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/date.h"

struct zip {
	struct buf *out;               /* what comes next; may be emptied, or be another, between calls */
	struct buf directory;          /* owned: zip_end frees it */
	uint32_t at;                   /* bytes written so far */
	uint32_t entries;
	uint16_t dos_day, dos_minute;
};

void zip_begin(struct zip *z, struct buf *out, struct now now);
void zip_add(struct zip *z, const char *name, struct str content);
/* The entry's head only: size bytes with this CRC follow, which the caller writes elsewhere. */
void zip_add_apart(struct zip *z, const char *name, uint32_t crc, uint32_t size);
/* CRC-32 of a run of bytes, begun with 0. */
uint32_t zip_crc(uint32_t crc, struct str bytes);
void zip_end(struct zip *z);

/* What a person called a file, as a name in a folder of the archive. Arena. */
const char *zip_name(struct arena *a, const char *name);

#endif
