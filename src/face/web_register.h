/* Registering what came by letter, visit, call, fax or mailbox. */
#ifndef FACE_WEB_REGISTER_H
#define FACE_WEB_REGISTER_H

#include "route.h"

void web_register(struct req *r);
void web_register_post(struct req *r);

/* One possible duplicate as a list item; what the reader may not know of is only counted. */
void part_duplicate(struct req *r, const struct q_duplicates *d);

#endif
