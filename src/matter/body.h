/* Bodies that meet (a leading group, the joint meeting of letters and visits)
 * and who sits in them, from when to when. A seat is made by two
 * administrators, as a post is; it is no post: what a chair may do in a meeting
 * follows from who was asked to it (meeting.h). */
#ifndef MATTER_BODY_H
#define MATTER_BODY_H

#include "act.h"

extern const char *const body_kinds[], *const seat_roles[];    /* NULL-ended; words body.kind.X, seat.X */
/* Have holders of this seat a vote? Observers never. */
bool seat_votes(const char *role);

/* Each is an admin event. False: *why. unit: whose body it is; office: the unit that convenes and keeps. */
struct body_in { const char *code, *kind, *name_zh, *name_en, *unit, *office, *sign; day_t from; };
bool body_add(struct tx *tx, const struct viewer *v, struct now now, const struct body_in *in, struct refusal *why);
/* from, to: the term; to DAY_NONE: open. */
struct seat_in { const char *body, *login, *role, *title_zh, *title_en; day_t from, to; };
bool seat_propose(struct tx *tx, const struct viewer *v, struct now now, const struct seat_in *in, int64_t *id, struct refusal *why);
bool seat_confirm(struct tx *tx, const struct viewer *v, struct now now, int64_t seat_id, struct refusal *why);
bool seat_end(struct tx *tx, const struct viewer *v, struct now now, int64_t seat_id, day_t last, struct refusal *why);

/* The public may read that it exists, who sits in it, and of its meetings what is published one by one; or no longer.
 * By who prepares its meetings (clerk of its office), or the operator. An admin event. */
bool body_publish(struct tx *tx, const struct viewer *v, struct now now, const char *code, bool public, struct refusal *why);

/* May the viewer see the body's page: a seat in it, its office, or above it in the administration of it? */
bool body_visible(struct tx *tx, const struct viewer *v, struct now now, const char *code);

#endif
