/* What generated queries need: from them to the engine of their connection, and
 * what is the same for every engine.
 *
 * 1. The first trouble of a tx stands; every later call on it does nothing.
 * 2. A NULL where the header promised none is trouble, never a made-up value. */
#include "../base/bug.h"
#include "../base/limits.h"
#include "engine.h"

enum { FIRST_ROWS = 8 };

struct db_stmt *db_open(struct tx *tx, const struct db_query *q)
{
	if (tx->trouble != TROUBLE_NONE)
		return NULL;
	must(tx->db);
	return tx->db->engine->query(tx, q);
}

void db_bind_int(struct db_stmt *s, int i, int64_t v)
{
	if (s)
		s->db->engine->bind_int(s, i, v);
}

void db_bind_text(struct db_stmt *s, int i, const char *v)
{
	if (s)
		s->db->engine->bind_text(s, i, v);
}

void db_bind_blob(struct db_stmt *s, int i, struct str v)
{
	if (s)
		s->db->engine->bind_blob(s, i, v);
}

bool db_step(struct db_stmt *s)
{
	return s && s->tx->trouble == TROUBLE_NONE && s->db->engine->step(s);
}

int64_t db_int_null(struct db_stmt *s, int col)
{
	return s->db->engine->int_null(s, col);
}

const char *db_text_null(struct db_stmt *s, int col)
{
	return s->db->engine->text_null(s, col);
}

struct str db_blob_null(struct db_stmt *s, int col)
{
	return s->db->engine->blob_null(s, col);
}

static void promised(struct db_stmt *s, int col)
{
	char why[96];
	snprintf(why, sizeof why, "column %s is NULL", s->db->engine->column(s, col));
	trouble_note(s->tx, TROUBLE_OTHER, s->q->name, why);
}

int64_t db_int(struct db_stmt *s, int col)
{
	int64_t v = db_int_null(s, col);
	if (v != DB_NULL_INT)
		return v;
	promised(s, col);
	return 0;
}

const char *db_text(struct db_stmt *s, int col)
{
	const char *v = db_text_null(s, col);
	if (v)
		return v;
	promised(s, col);
	return "";
}

struct str db_blob(struct db_stmt *s, int col)
{
	struct str v = db_blob_null(s, col);
	if (v.p)
		return v;
	promised(s, col);
	return STR_NONE;
}

int64_t db_close(struct db_stmt *s)
{
	return s ? s->db->engine->end(s) : 0;
}

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
