/* Meetings and bodies for the staff. */
#ifndef FACE_WEB_MEETING_H
#define FACE_WEB_MEETING_H

#include "../matter/meeting.h"
#include "../matter/minutes.h"
#include "begin.h"
#include "web_staff.h"

void web_meetings(struct req *r);              /* one's bodies, the coming meetings */
void web_convene(struct req *r);
void web_convene_post(struct req *r);
void web_body(struct req *r);
void web_body_post(struct req *r);            /* public, or no longer */
/* Those the viewer is asked to or keeps, from a week ago on. */
size_t meetings_coming(struct req *r, struct q_person_meetings **out);
void web_admin_bodies(struct req *r);
void web_admin_bodies_post(struct req *r);

/* The page of a matter that is a meeting, and its minutes laid out for paper. */
void meeting_page(struct req *r, const struct matter *m);
void meeting_minutes(struct req *r, const struct matter *m);
/* The report on rectification that an item hears, as PDF, for who may read the item. */
void web_meeting_report(struct req *r);
void web_minutes_pdf(struct req *r);
/* On a task: the decision it was born of, the round before and the round after. */
void meeting_decision(struct req *r, const struct matter *m);

/* How one begins: of that body, or of any ("") that the viewer convenes. */
struct begin meeting_convening(struct req *r, const char *body);
/* "2026-08-31 09:00" */
const char *meeting_when(struct req *r, const char *day, const char *time);
/* A decision's due day, late or not. */
void meeting_due(struct req *r, const char *due, const char *closed_day);

#endif
