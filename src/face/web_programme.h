/* Programmes for the staff: the list, one programme with what it is made of, and what a
 * matter's page says of its own. */
#ifndef FACE_WEB_PROGRAMME_H
#define FACE_WEB_PROGRAMME_H

#include "web_staff.h"

void web_programmes(struct req *r);
void web_programme(struct req *r);
/* The programmes a matter is in; nothing when it is in none. */
void programme_section(struct req *r, const struct matter *m);

#endif
