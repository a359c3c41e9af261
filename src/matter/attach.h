/* Attachments: what a file really is (by its bytes), and where it goes. */
#ifndef MATTER_ATTACH_H
#define MATTER_ATTACH_H

#include "act.h"

/* The type by content among those allowed (PDF, JPEG, PNG, GIF, WebP, plain
 * text, Word, Excel, OpenDocument, MP3, MP4); NULL: not allowed. head: first 4 KB.
 * The name's ending must fit the content. */
const char *attach_sniff(struct str head, const char *name);
/* Reads a finished upload: size, hash, type; a fault when it is refused. Cleans the name. */
struct msg attach_take(struct arena *a, const char *path, struct str name, struct file_in *out);
/* Inside the deed: keeps the blobs, then rows for the event's files; false: *why or trouble. */
bool attach_store(struct tx *tx, const struct city *c, int64_t matter_id, int64_t event_id, const struct act_in *in, bool public_, struct refusal *why);

#endif
