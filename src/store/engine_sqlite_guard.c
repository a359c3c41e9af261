/* What SQL may do on a connection, decided when it is prepared, by what it
 * does and not by how it is written.
 *
 * 1. A reader selects; it changes nothing, attaches nothing, sets nothing.
 * 2. A writer changes rows, never the schema, never a setting, never another
 *    file, once its schema is up to date.
 * 3. Rows of the append-only tables are never changed or removed by anybody.
 *    (REPLACE would remove a row without asking here: sql2c refuses it.) */
#include "engine_sqlite.h"

const char *const engine_append_only[] = {"event", "pad_leaf", "tlog_hash", "admin_event", "event_input", "schema_step", "ledger_since", NULL};

static bool append_only(const char *table)
{
	for (int i = 0; table && engine_append_only[i]; i++)
		if (sqlite3_stricmp(engine_append_only[i], table) == 0)
			return true;
	return false;
}

/* FTS5 asks this one of itself, to see whether its cache is still good. */
static bool harmless_pragma(const char *name, const char *value)
{
	return !value && name && sqlite3_stricmp(name, "data_version") == 0;
}

/* Opening an FTS5 table declares its columns, which is asked as an UPDATE of
 * the schema table. A real one is refused before anybody is asked (DEFENSIVE). */
static bool declares_columns(int action, const char *table)
{
	return action == SQLITE_UPDATE && table && sqlite3_stricmp(table, "sqlite_master") == 0;
}

static bool reading(int action, const char *a, const char *b)
{
	switch (action) {
	case SQLITE_SELECT: case SQLITE_READ: case SQLITE_RECURSIVE: case SQLITE_TRANSACTION:
		return true;
	case SQLITE_FUNCTION:
		return !b || sqlite3_stricmp(b, "load_extension") != 0;
	case SQLITE_PRAGMA:
		return harmless_pragma(a, b);
	}
	return declares_columns(action, a);
}

static bool writing(int action, const char *a)
{
	switch (action) {
	case SQLITE_INSERT: case SQLITE_SAVEPOINT:
		return true;
	case SQLITE_UPDATE: case SQLITE_DELETE:
		return !append_only(a);
	}
	return false;
}

static int ask(void *ctx, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
	const struct sqlite_db *db = ctx;
	(void)schema;
	(void)trigger;
	if (db->guard == GUARD_OPEN || reading(action, a, b))
		return SQLITE_OK;
	return db->guard == GUARD_WRITER && writing(action, a) ? SQLITE_OK : SQLITE_DENY;
}

void sqlite_guard(struct db *at, enum guard guard)
{
	struct sqlite_db *db = sqlite_of(at);
	db->guard = guard;
	sqlite3_set_authorizer(db->sqlite, ask, db);
}
