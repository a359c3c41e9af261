/* A backup's container: POSIX tar (ustar) with plain files only, and as its
 * last file MANIFEST, in the form of sha256sum: every other file's hash and
 * name in the order they stand in. So a backup can be opened and checked with
 * tar and sha256sum alone, in any later year.
 *
 * Trouble is sticky: after the first, nothing more is written or read, and
 * `why` (English, arena) says what it was. */
#ifndef STORE_TAR_H
#define STORE_TAR_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/hash.h"
#include "store.h"

enum { TAR_NAME_BYTES = 100 };         /* names are shorter than this */

struct tar {
	struct arena *a;
	int fd;
	int64_t at_s;                  /* seconds UTC, the time of every file in it */
	struct buf names;              /* the manifest so far */
	const char *why;
	store_progress progress;
	void *ctx;
	int64_t done, total;           /* bytes of content */
};

void tar_begin(struct tar *t, struct arena *a, int fd);
/* What may stand in a backup: a name without tricks, below a known folder. */
bool tar_name_ok(struct str name);

/* -- writing */
void tar_add_file(struct tar *t, const char *name, const char *path);
void tar_add_manifest(struct tar *t);  /* the last; ends the container */

/* -- reading: the next file's name into name; false at MANIFEST, which has
 * then been held against everything read, or at trouble. tar_take writes the
 * content to path and adds it to what the manifest must say. */
bool tar_next(struct tar *t, char name[static TAR_NAME_BYTES], int64_t *size);
void tar_take(struct tar *t, const char *name, int64_t size, const char *path, struct sha256 *hash);

void tar_end(struct tar *t);           /* frees; does not close fd */

#endif
