/* Is what is stored still what was stored? The engine's structure and foreign
 * keys, and every attachment's content against its hash. Reads only; beside a
 * running server too. */
#include "store_parts.h"

enum { FILE_ARENA_BYTES = 1024 * 1024 };

struct verifying {
	const char *dir;
	struct arena *file;            /* for one attachment at a time */
	void (*say)(void *ctx, const char *fault);
	void *ctx;
	int64_t faults;
};

static bool verify_blob(void *ctx, const struct sha256 *hash)
{
	struct verifying *v = ctx;
	const char *fault = blob_fault(v->file, v->dir, hash);
	if (fault) {
		v->faults++;
		v->say(v->ctx, fault);
	}
	arena_reset(v->file);
	return true;
}

int64_t store_verify(struct store *s, void (*say)(void *ctx, const char *fault), void *ctx)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct verifying v = {s->dir, arena_new(FILE_ARENA_BYTES), say, ctx, 0};
	const char *why = NULL;
	v.faults = engine_check(s->at.engine, a, s->at.where, say, ctx);
	struct db *db = engine_open(s->at.engine, a, s->at.where, ENGINE_READ, &why);
	if (db)
		why = blob_each(a, db, verify_blob, &v);
	if (why) {
		v.faults++;
		say(ctx, why);
	}
	engine_close(db);
	arena_free(v.file);
	arena_free(a);
	return v.faults;
}
