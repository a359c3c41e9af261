/* What the stored data can be reached by, read from the statements themselves.
 * Laws: 1 no query is left out: one that names no table is listed
 * under none; 2 the same schema and queries give the same text. */
#include "db.h"
#include "schema.h"
#include "store.h"

enum { TABLES = 400 };

static bool word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The next word of SQL; string literals, comments and marks are passed over. */
static bool next_word(struct str *rest, struct str *word)
{
	while (rest->n) {
		if (rest->p[0] == '\'') {
			size_t end = str_chr(str_from(*rest, 1), '\'');
			*rest = str_from(*rest, end == SIZE_MAX ? rest->n : end + 2);
		} else if (str_starts(*rest, "--")) {
			size_t end = str_chr(*rest, '\n');
			*rest = str_from(*rest, end == SIZE_MAX ? rest->n : end);
		} else if (word_char(rest->p[0])) {
			size_t n = 0;
			while (n < rest->n && word_char(rest->p[n]))
				n++;
			*word = str_head(*rest, n);
			*rest = str_from(*rest, n);
			return true;
		} else {
			*rest = str_from(*rest, 1);
		}
	}
	return false;
}

static int by_name(const void *x, const void *y)
{
	const struct str *a = x, *b = y;
	int order = memcmp(a->p, b->p, a->n < b->n ? a->n : b->n);
	return order ? order : (a->n > b->n) - (a->n < b->n);
}

/* Every table and view that the schema makes, by name. */
static size_t all_tables(struct arena *a, struct str **out)
{
	size_t n = 0;
	*out = arena_make_n(a, struct str, TABLES);
	for (int i = 0; i < schema_step_count; i++) {
		struct str rest = str_of(schema_steps[i].sqlite ? schema_steps[i].sqlite : ""), word, before = STR_NONE;
		while (next_word(&rest, &word)) {
			bool made = str_is(before, "TABLE") || str_is(before, "VIEW");
			if (made && n < TABLES && !str_is(word, "IF"))
				(*out)[n++] = word;
			before = word;
		}
	}
	if (n)
		qsort(*out, n, sizeof **out, by_name);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)           /* a table altered later is named twice */
		if (kept == 0 || !str_eq((*out)[kept - 1], (*out)[i]))
			(*out)[kept++] = (*out)[i];
	return kept;
}

/* Does the statement take rows from the table, or put them there? */
static bool names_table(struct str sql, struct str table)
{
	struct str rest = sql, word, before = STR_NONE;
	while (next_word(&rest, &word)) {
		bool after = str_is(before, "FROM") || str_is(before, "JOIN") || str_is(before, "INTO") || str_is(before, "UPDATE");
		if (after && str_eq(word, table))
			return true;
		before = word;
	}
	return false;
}

static void list_queries(struct buf *out, struct str table, bool reads)
{
	bool any = false;
	for (int i = 0; i < db_query_count; i++) {
		const struct db_query *q = &db_queries[i];
		if (q->reads != reads || !names_table(str_of(q->sqlite ? q->sqlite : q->postgres), table))
			continue;
		if (!any)
			buf_printf(out, "table %.*s %s by", STR_ARG(table), reads ? "read" : "changed");
		buf_printf(out, " %s", q->name);
		any = true;
	}
	if (any)
		buf_char(out, '\n');
}

static bool names_any(const struct db_query *q, const struct str *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (names_table(str_of(q->sqlite ? q->sqlite : q->postgres), table[i]))
			return true;
	return false;
}

static void list_tables(struct arena *a, struct buf *out)
{
	struct str *table;
	size_t n = all_tables(a, &table);
	for (size_t i = 0; i < n; i++) {
		list_queries(out, table[i], true);
		list_queries(out, table[i], false);
	}
	for (int i = 0; i < db_query_count; i++)
		if (!names_any(&db_queries[i], table, n))
			buf_printf(out, "table none by %s\n", db_queries[i].name);
}

/* Blanks and line ends become one blank; comments go. */
static void even(struct buf *out, struct str s)
{
	bool gap = false, quoted = false;
	while (s.n && (quoted || s.p[0] != ';')) {
		if (!quoted && str_starts(s, "--")) {
			size_t end = str_chr(s, '\n');
			s = str_from(s, end == SIZE_MAX ? s.n : end);
			continue;
		}
		quoted ^= s.p[0] == '\'';
		bool blank = !quoted && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\n');
		if (!blank) {
			if (gap)
				buf_char(out, ' ');
			buf_char(out, s.p[0]);
		}
		gap = blank;
		s = str_from(s, 1);
	}
}

/* A view made anew by a later step counts in its last form. */
static bool made_again(struct str name, struct str rest, int step)
{
	for (struct str text = rest; step < schema_step_count; text = str_of(++step < schema_step_count && schema_steps[step].sqlite ? schema_steps[step].sqlite : ""))
		for (size_t at; (at = str_find(text, STR("CREATE VIEW "))) != SIZE_MAX;) {
			text = str_from(text, at + strlen("CREATE VIEW "));
			if (text.n > name.n && memcmp(text.p, name.p, name.n) == 0)
				return true;
		}
	return false;
}

static void list_views(struct buf *out)
{
	for (int i = 0; i < schema_step_count; i++) {
		struct str rest = str_of(schema_steps[i].sqlite ? schema_steps[i].sqlite : "");
		for (size_t at; (at = str_find(rest, STR("CREATE VIEW "))) != SIZE_MAX;) {
			rest = str_from(rest, at + strlen("CREATE VIEW "));
			if (made_again(str_head(rest, str_chr(rest, ' ') + 1), rest, i))
				continue;
			buf_cstr(out, "view ");
			even(out, rest);
			buf_char(out, '\n');
		}
	}
}

void store_audit(struct arena *a, struct buf *out)
{
	list_views(out);
	list_tables(a, out);
}
