/* Data protection: access reports and the breach file. */
#ifndef FACE_WEB_PRIVACY_H
#define FACE_WEB_PRIVACY_H

#include "web_staff.h"

void web_access(struct req *r);
void web_breaches(struct req *r);
void web_breach(struct req *r);
void web_breach_record(struct req *r);
void web_breach_do(struct req *r);

/* Opens a page of these: title, the way between them, flash, fault. */
void privacy_begin(struct req *r, struct msg title, struct msg fault);

#endif
