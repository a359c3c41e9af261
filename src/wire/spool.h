/* Files that live as long as a request: bodies and their parts, under random
 * names in one folder, mode 0600. What a crash left behind goes at the start. */
#ifndef WIRE_SPOOL_H
#define WIRE_SPOOL_H

#include "../base/arena.h"

enum spool_kind { SPOOL_BODY, SPOOL_PART };

/* A new file to write to; its number, or -errno. *path is in the arena. */
int spool_open(struct arena *a, const char *dir, enum spool_kind kind, const char **path);
/* Removes every file of ours in the folder. */
void spool_clean(const char *dir);

#endif
