/* Administration: units, people, posts, calendars, the log of all that. */
#ifndef FACE_WEB_ADMIN_H
#define FACE_WEB_ADMIN_H

#include "../matter/unit.h"
#include "web_staff.h"

void web_admin(struct req *r);
void web_admin_log(struct req *r);
void web_admin_units(struct req *r);
void web_admin_units_post(struct req *r);
void web_admin_users(struct req *r);
void web_admin_users_post(struct req *r);
void web_admin_posts(struct req *r);
void web_admin_posts_post(struct req *r);
void web_admin_calendar(struct req *r);
void web_admin_calendar_post(struct req *r);

/* Opens a page of the administration: title, way back, flash, fault. */
void admin_begin(struct req *r, struct msg title, struct msg fault);
/* The usual end of an administrative deed: back to the page, or its form again. */
void admin_answer(struct req *r, enum trouble trouble, bool kept, struct url done, void (*page)(struct req *r));
/* A day of the form; today when empty. False: r->refusal says why. */
bool admin_day(struct req *r, const char *name, day_t *out);
/* What the form field holds: typed, or (nothing posted) the stored value. */
const char *admin_value(struct req *r, const char *name, const char *stored);

#endif
