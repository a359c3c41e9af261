/* See rows.h. Law: the query is one of the generated ones, proven while building. */
#include "rows.h"

#include "../base/bug.h"
#include "engine.h"

enum { COLUMNS = 64 };

static const struct db_query *find(const char *name)
{
	for (int i = 0; i < db_query_count; i++)
		if (cstr_eq(db_queries[i].name, name))
			return &db_queries[i];
	bug("the query is there");
}

static const char *hex(struct arena *a, struct str bytes)
{
	static const char digit[] = "0123456789abcdef";
	char *out = arena_alloc(a, bytes.n * 2 + 1);
	for (size_t i = 0; i < bytes.n; i++) {
		out[2 * i] = digit[(unsigned char)bytes.p[i] >> 4];
		out[2 * i + 1] = digit[(unsigned char)bytes.p[i] & 15];
	}
	out[bytes.n * 2] = 0;
	return out;
}

static const char *cell(struct arena *a, struct db_stmt *s, char type, int col)
{
	if (type == 't')
		return db_text_null(s, col);
	if (type == 'b') {
		struct str bytes = db_blob_null(s, col);
		return bytes.p ? hex(a, bytes) : NULL;
	}
	int64_t v = db_int_null(s, col);
	return v == DB_NULL_INT ? NULL : arena_printf(a, "%lld", (long long)v);
}

void rows_each(struct tx *tx, const char *query, const char *after, const char *upto, void (*fn)(void *ctx, const struct row *r), void *ctx)
{
	const struct db_query *q = find(query);
	struct row r = {.type = q->gives};
	must(q->params == 2 && q->columns <= COLUMNS && q->reads);
	struct db_stmt *s = db_open(tx, q);
	db_bind_text(s, 1, after);
	db_bind_text(s, 2, upto);
	while (db_step(s)) {
		if (!r.name) {
			const char **name = arena_make_n(tx->arena, const char *, (size_t)q->columns);
			for (int i = 0; i < q->columns; i++)
				name[i] = arena_strdup(tx->arena, s->db->engine->column(s, i));
			r.name = name;
			r.n = (size_t)q->columns;
		}
		const char **c = arena_make_n(tx->arena, const char *, r.n);
		for (size_t i = 0; i < r.n; i++)
			c[i] = cell(tx->arena, s, q->gives[i], (int)i);
		r.cell = c;
		fn(ctx, &r);
	}
	db_close(s);
}
