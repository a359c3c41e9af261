/* See scratch.h. Law: trouble within a piece of work ends with that piece; the
 * next one begins without it. */
#include "scratch.h"

#include "store_parts.h"

bool scratch_open(struct arena *a, struct tx *tx, const char **why)
{
	*tx = (struct tx){.arena = a, .write = true};
	tx->db = engine_open(&engine_sqlite, a, "", ENGINE_SCRATCH, why);
	if (!tx->db)
		return false;
	*why = schema_migrate(a, tx->db, schema_steps, schema_step_count);
	if (!*why)
		engine_begin(tx);
	if (!*why && tx->trouble != TROUBLE_NONE)
		*why = tx->why;
	if (*why)
		engine_close(tx->db);
	return !*why;
}

void scratch_try(struct tx *tx)
{
	engine_savepoint(tx);
}

void scratch_done(struct tx *tx, bool kept)
{
	if (kept && tx->trouble == TROUBLE_NONE) {
		engine_keep(tx);
		return;
	}
	engine_undo(tx);
	if (engine_in_tx(tx->db))
		tx->trouble = TROUBLE_NONE;
}

void scratch_turn(struct tx *tx)
{
	engine_commit(tx);
	engine_begin(tx);
}

void scratch_close(struct tx *tx)
{
	engine_rollback(tx->db);
	engine_close(tx->db);
	tx->db = NULL;
}
