/* The PostgreSQL engine's care of the schema: its steps, and whether what guards
 * the data is still there. Copies are the server's own business (pg_dump, base
 * backups): doc/decisions/postgres.md. */
#include "../base/bug.h"
#include "engine_postgres.h"

bool pg_has_steps(struct db *db)
{
	struct arena *a = arena_new(64 * 1024);
	bool has = cstr_eq(pg_ask(db, a, "SELECT (to_regclass('schema_step') IS NOT NULL)::int"), "1");
	arena_free(a);
	return has;
}

void pg_run_step(struct tx *tx, const struct schema_step *step)
{
	struct pg_db *db = pg_of(tx->db);
	must(!db->locked);
	if (tx->trouble == TROUBLE_NONE && step->postgres && !pg_run(tx->db, step->postgres))
		pg_failed(tx, NULL, step->name);
}

/* Tables are changed in place here: nothing has to wait. */
void pg_schema_begin(struct db *db)
{
	must(!engine_in_tx(db));
	pg_of(db)->locked = false;
}

void pg_lock_down(struct db *db)
{
	must(!engine_in_tx(db));
	pg_of(db)->locked = true;
}

/* The server holds foreign keys all the time, but for one declared NOT VALID. */
static const char foreign_keys[] =
	"SELECT COALESCE(string_agg(conrelid::regclass || ': ' || conname || ' was never checked', '; '), '') FROM pg_constraint"
	" WHERE NOT convalidated AND connamespace = current_schema()::regnamespace";

const char *pg_foreign_keys(struct db *db, struct arena *a)
{
	const char *said = pg_ask(db, a, foreign_keys);
	return !said ? "the keys could not be asked for" : *said ? said : NULL;
}

static const char broken_indexes[] =
	"SELECT COALESCE(string_agg(x.indexrelid::regclass || ': the index is not valid', '; '), '') FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid"
	" WHERE NOT x.indisvalid AND c.relnamespace = current_schema()::regnamespace";
static const char missing_guards[] =
	"SELECT COALESCE(string_agg(t.name || ': nothing keeps its rows from being changed', '; '), '') FROM (VALUES ('event'), ('event_input'), ('tlog_hash'), ('pad_leaf'), ('ledger_since'), ('admin_event'), ('schema_step')) AS t(name)"
	" WHERE NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = to_regclass(t.name) AND g.tgname = 'append_only' AND g.tgenabled IN ('O', 'A'))";
static const char missing_keys[] =
	"SELECT COALESCE(string_agg(g.tgrelid::regclass || ': its foreign keys are switched off', '; '), '') FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
	" WHERE g.tgisinternal AND g.tgenabled NOT IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace";

/* Every key of every row, as pg_restore --disable-triggers may leave them. The
 * server writes one question per key from its catalogue; all keys have one column. */
static const char dangling[] =
	"SELECT COALESCE(string_agg(k.child || ': a row points at a row of ' || k.parent || ' that is not there', '; '), '')"
	" FROM (SELECT c.conrelid::regclass AS child, a.attname AS pointer, c.confrelid::regclass AS parent, b.attname AS target FROM pg_constraint c"
	" JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]"
	" WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace) AS k"
	" WHERE query_to_xml(format('SELECT 1 FROM %s c WHERE c.%I IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s p WHERE p.%I = c.%I) LIMIT 1',"
	" k.child, k.pointer, k.parent, k.target, k.pointer), false, false, '')::text LIKE '%<row%'";

int64_t pg_check(struct arena *a, const char *where, void (*say)(void *ctx, const char *fault), void *ctx)
{
	static const char *const questions[] = {foreign_keys, broken_indexes, missing_guards, missing_keys, dangling};
	const char *why = NULL;
	int64_t faults = 0;
	struct db *db = engine_open(&engine_postgres, a, where, ENGINE_READ, &why);
	if (!db) {
		say(ctx, why);
		return 1;
	}
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		const char *said = pg_ask(db, a, questions[i]);
		if (said && !*said)
			continue;
		say(ctx, said ? said : "PostgreSQL did not answer a question of the check");
		faults++;
	}
	engine_close(db);
	return faults;
}
