/* What becomes of a file before it is kept (doc/decisions/009-files-without-traces.md):
 * the copy without traces that others see, made by huiyin-clean, and of what a
 * petitioner sent the original, sealed. It waits for a program and for the
 * disk: on the pool or in a command, never on a loop or in the writer. */
#ifndef MATTER_CLEAN_H
#define MATTER_CLEAN_H

#include "city.h"
#include "field.h"

/* Is what comes with this row a petitioner's, or a staff's own paper? */
bool clean_of_petitioner(const struct proc_row *row);
/* f as attach_take left it: the file at f->path becomes its copy. A
 * petitioner's is sealed beside it, and is kept also when there is no copy. A
 * fault: refused (a bomb; a staff's paper of which no copy can be made).
 * Without the program, or when it fails, a petitioner's file waits sealed
 * (why: helper) for `huiyin clean`. */
struct msg clean_take(struct arena *a, struct file_in *f, bool of_petitioner);
/* All files of one form; the first fault, or none. */
struct msg clean_take_all(struct arena *a, struct act_in *in, bool of_petitioner);
/* Removes what clean_take laid beside the files and no deed took. */
void clean_forget(const struct act_in *in);
/* The words for a reason in the table attachment. */
struct msg clean_why(const char *why);

/* -- the pieces, for files that lie in the store already */
/* The copy of plain, of this type; "" when out holds it, else the reason. */
const char *clean_copy(const char *type, struct str plain, struct buf *out);
/* Seals plain into a new file at path under a new key. 0 or -errno. */
int clean_seal(struct arena *a, struct str plain, const char *path, struct original_in *out);
/* ".jpg" for image/jpeg; "" when it has none. */
const char *clean_ending(const char *type);

#endif
