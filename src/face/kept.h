/* A table somebody brought, kept as lines in the spool between its preview and the
 * confirmation: for who brought it alone, one of a kind at a time. */
#ifndef FACE_KEPT_H
#define FACE_KEPT_H

#include "../matter/finding_in.h"
#include "web_staff.h"

/* Where it is kept by that token of this person; NULL: no such token can be. Arena. */
const char *kept_path(const struct req *r, const char *kind, const char *token);
/* Instead of what was kept before. Its token; NULL when the disk refuses. Arena. */
const char *kept_put(struct req *r, const char *kind, struct str lines);
void kept_forget(struct req *r, const char *kind);

/* The form for a file with a table: fields `file` and `sheet`, do=read. */
void kept_file_form(struct req *r, struct url action, struct msg what);
/* May this upload be read (r->form.file[0])? Else the words why not. */
struct msg kept_file_fault(const struct req *r);

/* The rows that were refused, each with its column and reason; nothing when there are none. */
void kept_refused(struct req *r, const struct finding_refused *refused, size_t n);

/* Has the pool work on a table, one at a time in this server; busy: 503 is answered. data: r->data. */
void kept_work(struct req *r, void *data, void (*work)(struct req *r), void (*worked)(struct req *r));
/* The table is done with: once, when the answer of kept_work is made. */
void kept_worked(void);

#endif
