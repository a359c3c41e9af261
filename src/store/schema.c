/* The schema's steps, forward only.
 *
 * 1. A database has taken a beginning of the program's list of steps; a step
 *    this program does not know means another program wrote it: refused.
 * 2. Each step is one transaction with its own record: a crash leaves the step
 *    taken or not taken.
 * 3. After each step every foreign key holds, or the step is not taken. */
#include "../base/log.h"
#include "../base/os.h"
#include "query.h"
#include "store_parts.h"

/* Checks what the database has taken against steps; the number taken, or -1 and *why. */
static int taken(struct arena *a, struct db *db, const struct schema_step *steps, int count, const char **why)
{
	struct tx tx = {.db = db, .arena = a};
	struct q_schema_steps *rows = NULL;
	if (!engine_has_steps(db))
		return 0;
	size_t n = q_schema_steps(&tx, &rows);
	if (tx.trouble != TROUBLE_NONE) {
		*why = arena_strdup(a, tx.why);
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		if (i < (size_t)count && steps[i].number == rows[i].number && cstr_eq(steps[i].name, rows[i].name))
			continue;
		*why = arena_printf(a, "the database has schema step %03d-%s, which this program does not know: "
			"a newer program has written it", (int)rows[i].number, rows[i].name);
		return -1;
	}
	return (int)n;
}

static const char *take(struct arena *a, struct db *db, const struct schema_step *step)
{
	struct tx tx = {.db = db, .arena = a, .write = true};
	const char *why = NULL;
	engine_begin(&tx);
	engine_run_step(&tx, step);
	q_schema_step_insert(&tx, step->number, step->name, os_utc_ms());
	if (tx.trouble == TROUBLE_NONE)
		why = engine_foreign_keys(db, a);
	if (!why)
		engine_commit(&tx);
	if (tx.trouble != TROUBLE_NONE)
		why = tx.why;
	if (!why)
		return NULL;
	engine_rollback(db);
	return arena_printf(a, "schema step %03d-%s: %s", step->number, step->name, why);
}

const char *schema_migrate(struct arena *a, struct db *db, const struct schema_step *steps, int count)
{
	const char *why = NULL;
	int done = taken(a, db, steps, count, &why);
	if (done >= 0)
		engine_schema_begin(db);
	for (int i = done; !why && i < count; i++) {
		why = take(a, db, &steps[i]);
		if (!why)
			log_line(LOG_INFO, "store.step", "name", steps[i].name, NULL);
	}
	if (!why)
		engine_lock_down(db);
	return why;
}

const char *schema_known(struct arena *a, struct db *db, bool with_all)
{
	const char *why = NULL;
	int done = taken(a, db, schema_steps, schema_step_count, &why);
	if (done >= 0 && with_all && done < schema_step_count)
		return arena_printf(a, "the database is older than this program (%d of %d schema steps): start the server once, it brings it up to date",
			done, schema_step_count);
	return why;
}

int schema_prepare_all(struct db *db)
{
	int faults = 0;
	for (int i = 0; i < db_query_count; i++) {
		const struct db_query *q = &db_queries[i];
		char reason[160];
		if (engine_prepares(db, q, reason))
			continue;
		log_line(LOG_ERROR, "store.prepare", "query", q->name, "file", q->file, "why", reason, NULL);
		faults++;
	}
	return faults;
}

int db_prepare_all(void)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	const char *why = NULL;
	int faults = 1;
	struct db *db = engine_open(&engine_sqlite, a, NULL, ENGINE_MEMORY, &why);
	if (db)
		why = schema_migrate(a, db, schema_steps, schema_step_count);
	if (why)
		log_line(LOG_ERROR, "store.prepare", "query", "schema", "why", why, NULL);
	else
		faults = schema_prepare_all(db);
	engine_close(db);
	arena_free(a);
	return faults;
}
