/* Supervision items of the government for the staff: the list with what the units bear, how
 * items begin, and what stands on an item's page beyond a matter's own. */
#ifndef FACE_WEB_SUPERVISION_H
#define FACE_WEB_SUPERVISION_H

#include "begin.h"

void web_supervision(struct req *r);
void web_sup_propose(struct req *r);
void web_sup_propose_post(struct req *r);
void web_sup_open(struct req *r);              /* by a meeting's decision */
void web_sup_open_post(struct req *r);
/* Nothing for a matter that is none. */
void supervision_section(struct req *r, const struct matter *m);

#endif
