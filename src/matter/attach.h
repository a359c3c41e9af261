/* Attachments: what a file really is (by its bytes), and where it goes. */
#ifndef MATTER_ATTACH_H
#define MATTER_ATTACH_H

#include "deed.h"

/* The type by content among those allowed (PDF, JPEG, PNG, GIF, WebP, plain
 * text, Word, Excel, OpenDocument, MP3, MP4); NULL: not allowed. head: first 4 KB.
 * The name's ending must fit the content. */
const char *attach_sniff(struct str head, const char *name);
/* Looks at a finished upload: size and type; a fault when it is refused. Cleans
 * the name. What becomes of it then, clean_take says (clean.h). */
struct msg attach_take(struct arena *a, const char *path, struct str name, struct file_in *out);
/* Inside the deed: keeps the blobs, then rows for the event's files; false: *d->why or trouble. */
bool attach_store(struct deed *d, bool public_);

#endif
