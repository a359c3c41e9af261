/* What a body, or a leader, answers for: coming meetings, decisions by where they
 * stand, what is late and with whom, directives that are not complete. Every
 * number is that of the rows of the list it leads to. */
#ifndef FACE_WEB_LEAD_H
#define FACE_WEB_LEAD_H

#include "web_meeting.h"

/* Decisions with the address of their list, by where they stand ("late", "open", "done", "") and lead unit ("": all). */
struct decisions {
	struct q_decisions *row;
	size_t n;
	struct url (*at)(struct req *r, const char *state, const char *unit);
};
size_t decisions_count(struct req *r, const struct decisions *d, const char *state, const char *unit);
bool decision_stands(struct req *r, const struct q_decisions *d, const char *state);
/* Tabs, and the rows that the page's ?state= and ?unit= ask for. */
void decisions_list(struct req *r, const struct decisions *d);
/* Its number, words, unit and due day, for paper. */
const char *decision_number(struct req *r, const struct q_decisions *d);

struct lead {
	const char *name;
	struct decisions decisions;
	int64_t coming, waiting, directives;   /* waiting DB_NULL_INT: nothing waits for a person's agenda */
	struct url coming_at, waiting_at, directives_at, brief_at;
};
const struct lead *lead_of_body(struct req *r, const struct q_body_by_code *b);
/* Is a meeting of the body still to come, and not over or cancelled? */
bool lead_coming(struct req *r, const struct q_body_meetings *k);
void lead_figures(struct req *r, const struct lead *l);

void web_lead(struct req *r);                  /* one's own */
void web_lead_brief(struct req *r);            /* the same as PDF */
void web_body_brief(struct req *r);

#endif
