/* What generated queries need that is the same for every engine. */
#include "../base/bug.h"
#include "../base/limits.h"
#include "db.h"

enum { FIRST_ROWS = 8 };

void *db_room(struct tx *tx, void *rows, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return rows;
	must(n <= SIZE_MAX / 4);
	*room = *room ? *room * 2 : FIRST_ROWS;
	char *more = arena_array(tx->arena, *room, size);
	if (n)
		memcpy(more, rows, n * size);
	return more;
}

struct arena *db_scratch(void)
{
	return arena_new(LIMIT_REQUEST_ARENA_BYTES);
}
