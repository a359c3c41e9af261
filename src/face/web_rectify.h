/* Rectification for the staff: campaigns, findings, and how they begin. */
#ifndef FACE_WEB_RECTIFY_H
#define FACE_WEB_RECTIFY_H

#include "../matter/campaign_list.h"
#include "begin.h"
#include "web_staff.h"

void web_campaigns(struct req *r);             /* those the viewer may know of */
void web_campaign_new(struct req *r);
void web_campaign_new_post(struct req *r);
void web_finding_new(struct req *r);           /* ?campaign=NUMBER */
void web_finding_new_post(struct req *r);

/* The pages of a matter that is a campaign or a finding. */
void campaign_page(struct req *r, const struct matter *m);
void finding_page(struct req *r, const struct matter *m);

/* The findings that the query chooses (which, unit, from, to, behind number `after`), a page of them; arena. */
size_t campaign_findings(struct req *r, const struct matter *m, bool *more, struct q_campaign_findings **out);
/* The lists of issues, tasks and duties: the same rows (web_campaign_list.c). */
void campaign_lists(struct req *r, const struct matter *m);
/* The address of a list, at the list. */
struct url campaign_url(struct req *r, const struct matter *m, const struct campaign_filter *f);
/* Matrix, timeline, burn-down, ages: every number the link to its list (web_campaign_board.c). */
void web_campaign_board(struct req *r);
/* The colour's tag; nothing for none. */
void part_warning(struct req *r, enum warning w);
/* What the viewer is warned of, for their day; false: there is nothing. */
bool part_warned(struct req *r);
/* How they begin: a campaign, and a finding of that campaign. */
struct begin campaign_opening(struct req *r);
struct begin finding_recording(struct req *r, const char *campaign);
/* What the public reads of a campaign or finding, for its office (web_rectification.c); nothing when it is not public. */
void part_published(struct req *r, bool public, const char *zh, const char *en, const char *campaign);
/* A text in the reader's language where there is a translation. */
const char *rectify_words(const struct req *r, const char *original, const char *translation);

#endif
