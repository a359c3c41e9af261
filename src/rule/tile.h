/* A ledger as static files (C2SP tlog-tiles, height 8): the hashes of every
 * eighth level, 256 to a file, and the entries, 256 to a file. A full tile
 * never changes; the last of a level may be partial and is named by its width. */
#ifndef RULE_TILE_H
#define RULE_TILE_H

#include "merkle.h"

enum { TILE_HEIGHT = 8, TILE_WIDTH = 256, TILE_LEVELS = 8, TILE_ENTRIES = -1, TILE_PATH_BYTES = 48 };

struct tile {
	int level;                     /* 0..7, or TILE_ENTRIES */
	int64_t n;
	int width;                     /* 1..256; below 256: partial */
};

/* "tile/0/x001/234", "tile/entries/067.p/12". Returns out. */
char *tile_path(const struct tile *t, char out[static TILE_PATH_BYTES]);
/* The one spelling each tile has, and no other; false otherwise. */
bool tile_parse(struct str path, struct tile *out);
/* How many hashes tile n of a level holds in the tree of size; 0: there is none. */
int tile_width(int64_t size, int level, int64_t n);
/* A tile's hashes, width of them; not for entries. False when the reader lacks one. */
bool tile_read(const struct merkle_reader *r, const struct tile *t, struct sha256 out[static TILE_WIDTH]);

#endif
