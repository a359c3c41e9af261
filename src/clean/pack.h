/* Office documents are archives (libzip): each part is read with limits, given
 * to what cleans it, and written into a new archive without times and names of
 * programs. */
#ifndef CLEAN_PACK_H
#define CLEAN_PACK_H

#include "clean.h"

enum pack_do { PACK_XML, PACK_PICTURE, PACK_AS_IS, PACK_DROP, PACK_REFUSE, PACK_SCRIPT };

struct pack {
	enum pack_do (*judge)(const char *name);
	enum clean (*xml)(const char *name, struct str in, struct buf *out);
	const char *needs;             /* a part without which it is no such document */
	const char *stored;            /* a part that is not packed (the type of an OpenDocument file), or NULL */
};

enum clean pack_clean(struct str in, const struct pack *how, struct buf *out);

#endif
