/* Whatever a person types is a query FTS5 takes, and a text is found by itself. */
#include <sqlite3.h>
#include "../../src/base/bug.h"
#include "../../src/base/limits.h"
#include "../../src/base/utf8.h"
#include "../../src/store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sqlite3 *open_table(void)
{
	sqlite3 *db = NULL;
	must(sqlite3_open(":memory:", &db) == SQLITE_OK);
	must(sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(tokens, content='', tokenize='ascii')", NULL, NULL, NULL) == SQLITE_OK);
	return db;
}

/* Rows that match; the statement must be taken. */
static int run(sqlite3 *db, const char *sql, const char *text)
{
	sqlite3_stmt *st = NULL;
	int rows = 0, rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	must(rc == SQLITE_OK);
	sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		rows++;
	must(rc == SQLITE_DONE);
	sqlite3_finalize(st);
	return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static sqlite3 *db;
	static struct arena *a;
	if (!db) {
		db = open_table();
		a = arena_new(16 * 1024 * 1024);
	}
	if (size > 4096)
		return 0;
	struct str typed = {(const char *)data, size};
	const char *tokens = search_tokens(a, typed), *query = search_query(a, typed);
	must(utf8_valid(str_of(tokens)));
	must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK);
	run(db, "INSERT INTO t(rowid, tokens) VALUES (1, ?1)", tokens);
	int found = query ? run(db, "SELECT rowid FROM t WHERE t MATCH ?1", query) : 0;
	/* Within the limits a query finds the text it was made of. */
	if (query && utf8_count(typed) <= LIMIT_QUERY_CHARS)
		must(found == 1);
	must(query || size == 0 || utf8_count(typed) > LIMIT_QUERY_CHARS || *tokens == 0);
	must(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK);
	arena_reset(a);
	return 0;
}
