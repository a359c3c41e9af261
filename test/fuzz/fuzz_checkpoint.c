/* Checkpoints and tile names: each has one spelling. */
#include "../../src/base/bug.h"
#include "../../src/rule/checkpoint.h"
#include "../../src/rule/tile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct str in = {(const char *)data, size};
	struct checkpoint c;
	struct tile t;
	char path[TILE_PATH_BYTES];
	if (checkpoint_parse(a, in, &c))
		must(str_eq(checkpoint_text(a, &c), in));
	if (tile_parse(in, &t)) {
		must(str_is(in, tile_path(&t, path)));
		must(tile_width(MERKLE_SIZE_MAX, t.level, t.n) <= TILE_WIDTH);
	}
	arena_free(a);
	return 0;
}
