/* Units: the tree with dates and succession (Regulations art. 24). */
#ifndef MATTER_UNIT_H
#define MATTER_UNIT_H

#include "act.h"

/* The unit itself, or its successor of the day; 0 when there is none. */
int64_t unit_current(struct tx *tx, int64_t unit_id, day_t today);
int64_t unit_by_code(struct tx *tx, const char *code, day_t today);    /* 0 when absent or ended without successor */
/* The organ that reviews this one's answers (REG 35, 36; BJXF 48): the nearest
 * government above it that is not itself; for a government, the one above it. 0: none. */
int64_t unit_superior(struct tx *tx, int64_t unit_id, day_t today);
bool unit_is_within(struct tx *tx, int64_t unit_id, int64_t root_id); /* root itself counts */
/* Is a the unit b, one it took its work over, or one below or above it? */
bool unit_in_line(struct tx *tx, int64_t a, int64_t b);
/* The bureau that receives what petitioners file on the web. */
int64_t unit_intake(struct tx *tx, const char *procedure);

/* Administration; each is an admin event. False: *why. */
struct unit_in { const char *code, *name_zh, *name_en, *kind, *parent, *area, *doc_sign, *duties; day_t from; };
bool unit_add(struct tx *tx, const struct viewer *v, struct now now, const struct unit_in *in, struct refusal *why);
/* Where petitioners ask: telephone, address, hours. Shown to them, and to nobody a right. */
bool unit_set_contact(struct tx *tx, const struct viewer *v, struct now now, const char *code, const char *contact, struct refusal *why);
bool unit_change(struct tx *tx, const struct viewer *v, struct now now, const char *code, const struct unit_in *in, struct refusal *why);
/* Ends a unit; its open matters go to the successor (an event each). */
bool unit_end(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *code, const char *successor, day_t last, struct refusal *why);

/* Every open matter the one has a part in goes on with the other, each by an event of the system. */
void unit_hand_over(struct tx *tx, struct now now, int64_t from, int64_t to);
/* The unit as a change of it had it ("was") or left it ("is"), on a passing copy (rebuild.h). */
struct input;
void unit_again(struct tx *tx, const struct input *in, const char *which);

#endif
