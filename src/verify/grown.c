/* Laws: 1 the roots of both heads are computed from the leaves in the tiles, and
 * no proof is believed; 2 one tile is in memory at a time. */
/* First: it uses names that base/banned.h takes away. */
#include <errno.h>

#include "grown.h"

#include "../base/os.h"
#include "../rule/tile.h"

enum { TILES_ARENA_BYTES = 1024 * 1024 };

/* Complete subtrees from the left, larger ones first. */
struct growing { struct sha256 tree[MERKLE_LEVELS]; int trees; int64_t size; };

static void take(struct growing *g, struct sha256 leaf)
{
	int full = __builtin_ctzll((unsigned long long)g->size + 1);
	for (; full > 0; full--)
		leaf = merkle_node(&g->tree[--g->trees], &leaf);
	g->tree[g->trees++] = leaf;
	g->size++;
}

static struct sha256 root_of(const struct growing *g)
{
	struct sha256 root = g->trees > 0 ? g->tree[g->trees - 1] : merkle_empty();
	for (int i = g->trees - 2; i >= 0; i--)
		root = merkle_node(&g->tree[i], &root);
	return root;
}

/* The tile as a copy may have it: as wide as this head needs, or full since. */
static int read_tile(struct arena *a, struct grown *g, const char *dir, int64_t n, int width, struct str *out)
{
	char name[TILE_PATH_BYTES];
	const int widths[] = {width, TILE_WIDTH};
	int rc = -ENOENT;
	for (size_t i = 0; i < 2 && rc == -ENOENT; i++) {
		g->path = arena_printf(a, "%s/%s", dir, tile_path(&(struct tile){0, n, widths[i]}, name));
		rc = os_read_file(a, g->path, TILE_WIDTH * sizeof(struct sha256), out);
	}
	return rc < 0 ? rc : out->n < (size_t)width * sizeof(struct sha256) ? -EIO : 0;
}

/* The roots of both sizes, in one walk over the leaves. */
static int walk(struct arena *a, struct grown *g, const char *dir, struct sha256 *old, struct sha256 *now)
{
	struct growing tree = {0};
	*old = merkle_empty();
	while (tree.size < g->now.size) {
		struct str bytes;
		int64_t n = tree.size / TILE_WIDTH;
		int width = tile_width(g->now.size, 0, n);
		int rc = read_tile(a, g, dir, n, width, &bytes);
		if (rc < 0)
			return rc;
		for (int i = 0; i < width; i++) {
			struct sha256 leaf;
			memcpy(leaf.b, bytes.p + (size_t)i * sizeof leaf.b, sizeof leaf.b);
			take(&tree, leaf);
			if (tree.size == g->old.size)
				*old = root_of(&tree);
		}
		arena_reset(a);
	}
	*now = root_of(&tree);
	return 0;
}

static enum grown_verdict compare(struct arena *a, const char *dir, struct grown *g)
{
	struct sha256 old, now;
	if (!str_eq(g->old.origin, g->now.origin))
		return GROWN_TWO_LEDGERS;
	if (g->now.size < g->old.size)
		return GROWN_SMALLER;
	struct arena *tiles = arena_new(TILES_ARENA_BYTES);
	g->trouble = walk(tiles, g, dir, &old, &now);
	if (g->trouble < 0)
		g->path = arena_strdup(a, g->path);
	arena_free(tiles);
	if (g->trouble < 0)
		return GROWN_UNREADABLE;
	if (!sha256_eq(&now, &g->now.root))
		return GROWN_NOT_ITS_TILES;
	return sha256_eq(&old, &g->old.root) ? GROWN_PROVED : GROWN_CHANGED;
}

enum grown_verdict grown_check(struct arena *a, struct str old, const char *dir, const struct policy *policy, struct grown *out)
{
	struct receipt r;
	struct receipt_proof proof = {0};
	struct str note;
	*out = (struct grown){.path = arena_printf(a, "%s/checkpoint", dir)};
	out->trouble = os_read_file(a, out->path, LIMIT_NOTE_BYTES, &note);
	if (out->trouble < 0)
		return GROWN_UNREADABLE;
	out->why = receipt_verify_checkpoint(a, receipt_parse(a, old, &r) ? r.checkpoint : old, policy, &proof);
	out->old = proof.checkpoint;
	if (out->why != RECEIPT_PROVED)
		return GROWN_UNTRUSTED_OLD;
	out->why = receipt_verify_checkpoint(a, note, policy, &proof);
	out->now = proof.checkpoint;
	if (out->why != RECEIPT_PROVED)
		return GROWN_UNTRUSTED_NEW;
	return compare(a, dir, out);
}
