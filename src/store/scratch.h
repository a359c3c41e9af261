/* A passing database with the newest schema: a nameless SQLite file in the
 * system's folder for temporary files, for this process alone, gone when it is
 * closed or the process ends. It grows on the disk, not in memory. Keys and
 * guards are off: who uses it fills a part of the tables and compares. */
#ifndef STORE_SCRATCH_H
#define STORE_SCRATCH_H

#include "db.h"

/* Opens it and begins a transaction; false: *why. Rows live in a. */
bool scratch_open(struct arena *a, struct tx *tx, const char **why);
/* Between scratch_try and scratch_done one piece of work: kept, or as if it had never been. */
void scratch_try(struct tx *tx);
void scratch_done(struct tx *tx, bool kept);
/* Ends the transaction and begins another: what it remembers for undoing is let go. */
void scratch_turn(struct tx *tx);
void scratch_close(struct tx *tx);

#endif
