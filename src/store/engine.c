/* From the store to whichever engine keeps this city: one line each. What is the
 * same on every engine (trouble, promised columns) is decided here and in db.c. */
#include "../base/log.h"
#include "engine.h"

struct db *engine_open(const struct engine *e, struct arena *a, const char *where, enum engine_use use, const char **why)
{
	return e->open(a, where, use, why);
}

void engine_close(struct db *db)
{
	if (db)
		db->engine->close(db);
}

void engine_begin(struct tx *tx)
{
	tx->db->engine->begin(tx);
}

void engine_commit(struct tx *tx)
{
	tx->db->engine->commit(tx);
}

void engine_rollback(struct db *db)
{
	db->engine->rollback(db);
}

bool engine_in_tx(const struct db *db)
{
	return db->engine->in_tx(db);
}

void engine_savepoint(struct tx *tx)
{
	tx->db->engine->savepoint(tx);
}

void engine_keep(struct tx *tx)
{
	tx->db->engine->keep(tx);
}

void engine_undo(struct tx *tx)
{
	tx->db->engine->undo(tx);
}

bool trouble_is_disk(enum trouble t)
{
	return t == TROUBLE_FULL || t == TROUBLE_LOST;
}

void trouble_note(struct tx *tx, enum trouble t, const char *what, const char *why)
{
	if (tx->trouble != TROUBLE_NONE)
		return;
	tx->trouble = t == TROUBLE_NONE ? TROUBLE_OTHER : t;
	snprintf(tx->why, sizeof tx->why, "%s: %s", what, why);
	if (t != TROUBLE_UNIQUE && t != TROUBLE_CONSTRAINT)
		log_line(LOG_ERROR, "store.trouble", "what", what, "why", why, NULL);
}

bool engine_has_steps(struct db *db)
{
	return db->engine->has_steps(db);
}

void engine_run_step(struct tx *tx, const struct schema_step *step)
{
	tx->db->engine->run_step(tx, step);
}

void engine_schema_begin(struct db *db)
{
	db->engine->schema_begin(db);
}

void engine_lock_down(struct db *db)
{
	db->engine->lock_down(db);
}

const char *engine_foreign_keys(struct db *db, struct arena *a)
{
	return db->engine->foreign_keys(db, a);
}

void engine_idle(struct db *db, bool busy)
{
	db->engine->idle(db, busy);
}

int64_t engine_check(const struct engine *e, struct arena *a, const char *where, void (*say)(void *ctx, const char *fault), void *ctx)
{
	return e->check(a, where, say, ctx);
}

bool engine_prepares(struct db *db, const struct db_query *q, char why[static 160])
{
	return db->engine->prepares(db, q, why);
}
