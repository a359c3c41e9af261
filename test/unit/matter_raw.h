/* A city's database seen past the program: a raw connection, for planting
 * faults and for counting what a deed changed. Where the tests run on PostgreSQL
 * the raw_ functions ask there, and the handle only stands for that connection;
 * a statement of SQLite's alone (PRAGMA) skips its test. */
#ifndef TEST_MATTER_RAW_H
#define TEST_MATTER_RAW_H

#include <sqlite3.h>

#include "matter_city.h"

sqlite3 *raw_open(const struct play *p);
/* Runs statements that must succeed. */
void raw_exec(sqlite3 *db, const char *sql);
/* The engine's code of statements that may fail (SQLITE_CONSTRAINT). */
int raw_try(sqlite3 *db, const char *sql);
/* Rows the last raw_exec changed. */
int64_t raw_changes(sqlite3 *db);
/* From here on nothing of the database's own keeps a fault out: keys, checks, guards. */
void raw_unguard(sqlite3 *db);
int64_t raw_int(sqlite3 *db, const char *sql);
const char *raw_text(sqlite3 *db, struct arena *a, const char *sql);
/* A number that moves when any row of any table is added, removed or, in the tables of matters, changed. */
int64_t raw_rows(sqlite3 *db);

#endif
