/* Tiles. See tile.h. */
#include "tile.h"

#include "../base/bug.h"

enum { GROUP = 1000 };

char *tile_path(const struct tile *t, char out[static TILE_PATH_BYTES])
{
	must(t->level >= TILE_ENTRIES && t->level < TILE_LEVELS && t->n >= 0 && t->width > 0 && t->width <= TILE_WIDTH);
	size_t at = t->level == TILE_ENTRIES ? (size_t)snprintf(out, TILE_PATH_BYTES, "tile/entries")
		: (size_t)snprintf(out, TILE_PATH_BYTES, "tile/%d", t->level);
	int64_t unit = 1;
	while (t->n / unit >= GROUP)
		unit *= GROUP;
	for (; unit > 0; unit /= GROUP)
		at += (size_t)snprintf(out + at, TILE_PATH_BYTES - at, "/%s%03d", unit > 1 ? "x" : "", (int)(t->n / unit % GROUP));
	if (t->width < TILE_WIDTH)
		at += (size_t)snprintf(out + at, TILE_PATH_BYTES - at, ".p/%d", t->width);
	must(at < TILE_PATH_BYTES);
	return out;
}

static bool read_level(struct str word, int *level)
{
	*level = TILE_ENTRIES;
	if (str_is(word, "entries"))
		return true;
	if (word.n != 1 || word.p[0] < '0' || word.p[0] >= '0' + TILE_LEVELS)
		return false;
	*level = word.p[0] - '0';
	return true;
}

bool tile_parse(struct str path, struct tile *out)
{
	char again[TILE_PATH_BYTES];
	struct tile t = {0, 0, TILE_WIDTH};
	struct str rest = path;
	int64_t v = 0;
	if (path.n >= TILE_PATH_BYTES || !str_is(str_cut(&rest, '/'), "tile") || !rest.p || !read_level(str_cut(&rest, '/'), &t.level))
		return false;
	size_t dot = rest.p ? str_chr(rest, '.') : SIZE_MAX;
	if (dot != SIZE_MAX) {
		if (!str_starts(str_from(rest, dot), ".p/") || !str_i64(str_from(rest, dot + 3), &v) || v < 1 || v >= TILE_WIDTH)
			return false;
		t.width = (int)v;
		rest = str_head(rest, dot);
	}
	while (rest.p) {
		struct str group = str_cut(&rest, '/');
		if (rest.p && group.n == 4 && group.p[0] == 'x')
			group = str_from(group, 1);
		if (group.n != 3 || !str_i64(group, &v) || v < 0 || t.n > (MERKLE_SIZE_MAX - v) / GROUP)
			return false;
		t.n = t.n * GROUP + v;
	}
	/* Whatever else could be read as this tile is another spelling. */
	if (!str_is(path, tile_path(&t, again)))
		return false;
	*out = t;
	return true;
}

int tile_width(int64_t size, int level, int64_t n)
{
	must(size >= 0 && size <= MERKLE_SIZE_MAX && level >= TILE_ENTRIES && level < TILE_LEVELS && n >= 0);
	int64_t hashes = size >> (level == TILE_ENTRIES ? 0 : level * TILE_HEIGHT);
	if (n > hashes / TILE_WIDTH)
		return 0;
	int64_t left = hashes - n * TILE_WIDTH;
	return left < TILE_WIDTH ? (int)left : TILE_WIDTH;
}

bool tile_read(const struct merkle_reader *r, const struct tile *t, struct sha256 out[static TILE_WIDTH])
{
	must(t->level >= 0 && t->level < TILE_LEVELS && t->width > 0 && t->width <= TILE_WIDTH);
	/* A name may speak of a tile no tree can reach. */
	if (t->n >= (MERKLE_SIZE_MAX >> (t->level * TILE_HEIGHT)) / TILE_WIDTH)
		return false;
	for (int i = 0; i < t->width; i++)
		if (!r->read(r->ctx, merkle_place(t->level * TILE_HEIGHT, t->n * TILE_WIDTH + i), &out[i]))
			return false;
	return true;
}
