/* What petitioners sent, as they sent it: sealed under blob/, its name, type
 * and size sealed in the database. It opens for its petitioner, and for staff
 * by the same act and on the same conditions as the identity (identity.h):
 * files tell who somebody is as a name does. */
#ifndef MATTER_ORIGINAL_H
#define MATTER_ORIGINAL_H

#include "deed.h"
#include "identity.h"

/* Inside a deed, after the attachment's row: f->original becomes a row, its file goes into the store. False: trouble. */
bool original_store(struct deed *d, int64_t attachment_id, const char *token, const struct file_in *f);
/* The same for a file of before, outside of deeds: no code. */
bool original_keep(struct tx *tx, const struct city *c, const char *number, int64_t matter_id, int64_t attachment_id, const char *token, const struct file_in *f);

struct original {
	const char *name, *type;
	int64_t size;
	struct sha256 file;            /* of the sealed file */
	struct seal_key key;           /* wiped by who has it: seal_wipe */
};
/* IDENTITY_OPEN: *out is filled. NONE: there is no original (or no more). Arena. */
enum identity_access original_open(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, int64_t attachment_id, const char *token, struct original *out);
/* As original_open for the office itself, to make a copy that failed (huiyin clean). */
enum identity_access original_open_office(struct tx *tx, const struct city *c, const char *number, int64_t attachment_id, const char *token, struct original *out);
/* The file in plain, into memory alone; false: it is not there or not whole. Waits for the disk. */
bool original_read(struct store *s, const struct original *o, struct buf *out);

#endif
