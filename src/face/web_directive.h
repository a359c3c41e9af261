/* Directives and their conveyance for the staff. */
#ifndef FACE_WEB_DIRECTIVE_H
#define FACE_WEB_DIRECTIVE_H

#include "../matter/conveyance.h"
#include "begin.h"
#include "web_staff.h"

void web_directives(struct req *r);            /* those that reached one, newest first */
void web_take_up(struct req *r);
void web_take_up_post(struct req *r);

/* How many of them; open: sent and not complete; body: begun by its meetings, or "". */
int64_t directives_count(struct req *r, bool open, const char *body);

/* The page of a matter that is a directive; ?unit=CODE: of one of its units. */
void directive_page(struct req *r, const struct matter *m);
/* On a meeting: what its items began, and a link that begins one. */
void directive_of_meeting(struct req *r, const struct matter *m);
/* On another matter: the clauses it carries out. */
void directive_carried_out(struct req *r, const struct matter *m);
/* The units that count and how far they are. */
void directive_coverage(struct req *r, const struct matter *m);
void directive_unit(struct req *r, const struct matter *m, const char *code);
/* The subject or text in the reader's language, where there is a translation. */
const char *directive_words(struct req *r, const char *original, const char *words, const char *translation);
/* How one begins: by an item of that meeting, or of none (""). */
struct begin directive_taking_up(struct req *r, const char *meeting);

#endif
