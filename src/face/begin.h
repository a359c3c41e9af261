/* How a matter begins that an office takes up by itself: a meeting, a directive,
 * a campaign, a finding. One form on a page, and the same by key. */
#ifndef FACE_BEGIN_H
#define FACE_BEGIN_H

#include "web_staff.h"

struct begin {
	const char *procedure, *act;
	struct url form;               /* the page with its form, which takes it back */
	struct msg title, note;
	bool once;                     /* the form sent twice begins one matter */
	int64_t unit_id;               /* the office; 0: the viewer is clerk of none */
	const struct proc_row *row;
	struct act_in in;
	struct act_done done;
};

/* The unit the viewer is clerk of: `office` if it is one of theirs, or the first; 0: none. */
int64_t begin_office(const struct viewer *v, int64_t office);
/* A copy of `of` to fill and to show; NULL: 403 is answered. */
struct begin *begin_new(struct req *r, const struct begin *of);
void begin_form(struct req *r, const struct begin *b);
/* Reads the form and does it: a redirect to the matter, or the form again. */
void begin_post(struct req *r, struct begin *b);
/* The same from the fields of a request by key (api.h). */
void begin_by_key(struct req *r, const struct begin *of);

#endif
