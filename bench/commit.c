/* bench-commit FILE SECONDS: how many transactions of one row plain SQLite makes
 * durable in a second on this disk, one after another (WAL, synchronous=FULL):
 * what the filings of bench/serve.mjs are compared with. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *db;

static void run(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return;
	fprintf(stderr, "bench-commit: %s: %s\n", sqlite3_errmsg(db), sql);
	exit(3);
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	long n = 0;
	if (argc != 3 || sqlite3_open(argv[1], &db) != SQLITE_OK) {
		fprintf(stderr, "bench-commit FILE SECONDS\n");
		return 2;
	}
	run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body TEXT)");
	double start = seconds(), limit = strtod(argv[2], NULL), now;
	while ((now = seconds()) - start < limit) {
		run("INSERT INTO t (body) VALUES ('a petition of some words, as long as a short one is, and a few more')");
		n++;
	}
	printf("%.0f\n", (double)n / (now - start));
	sqlite3_close(db);
	return 0;
}
