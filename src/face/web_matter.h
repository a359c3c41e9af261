/* A matter for the staff: the page, its acts, its papers and files. */
#ifndef FACE_WEB_MATTER_H
#define FACE_WEB_MATTER_H

#include "../matter/document.h"
#include "web_staff.h"

void web_matter(struct req *r);
void web_matter_act(struct req *r);            /* the form */
void web_matter_act_post(struct req *r);
void web_matter_file(struct req *r);
void web_matter_pdf(struct req *r);            /* an issued paper */
void web_matter_original(struct req *r);
/* Beside a file: its way to what was sent, for whom the identity is open; or that it is sealed. */
void matter_original(struct req *r, const struct matter *m, int64_t id, const char *token);

/* -- parts of the page, one file per group */
void matter_clocks(struct req *r, const struct matter *m);
void matter_timeline(struct req *r, const struct matter *m);
/* What one unit did, or the one that answers for it. */
void matter_timeline_of(struct req *r, const struct matter *m, int64_t unit_id, int64_t other_id);
void matter_documents(struct req *r, const struct matter *m);
/* One paper in full: body, parts of an opinion, service. */
void matter_document(struct req *r, const struct q_document_of_matter *d);
/* Questions to the petitioner with their answers (web_matter_dialogue.c). */
void matter_dialogue(struct req *r, const struct matter *m);
void matter_files(struct req *r, const struct matter *m);
void matter_identity(struct req *r, const struct matter *m);
/* The copy for units (web_matter_copy.c): whole; or what is to be confirmed, over the form. */
void matter_copy(struct req *r, const struct matter *m);
void matter_copy_form(struct req *r, const struct matter *m);
void matter_acts(struct req *r, const struct matter *m);
void matter_links(struct req *r, const struct matter *m);
void matter_supervision(struct req *r, const struct matter *m);

/* Units whose duty words occur in the matter's text, the best first. */
size_t matter_suggest(struct req *r, const char *subject, const char *text, struct staff_choice **out);

#endif
