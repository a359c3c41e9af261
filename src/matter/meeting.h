/* What the effects of meetings share (effect_meeting.c, effect_sitting.c,
 * effect_minutes.c), and what pages ask. */
#ifndef MATTER_MEETING_H
#define MATTER_MEETING_H

#include "deed.h"

/* The item named in F_ITEM, still open to work; false: refused beside the field. */
bool meeting_item(struct deed *d, struct q_item_find *out);
/* The participant named in F_ATTENDEE; 0: refused. */
int64_t meeting_person(struct deed *d, struct q_attendance_find *out);
/* More than half of the members with a vote are there and not recused for the item; false: refused. */
bool meeting_quorum(struct deed *d, int64_t item);
/* Has this kind of conclusion, or sentence, decided something? */
bool conclusion_decides(const char *conclusion);
/* Does a sentence with this verb demand something? */
bool verb_demands(const char *verb);

/* May the viewer read what concerns this item: for all, or asked for this item alone? */
bool meeting_item_visible(const struct matter *m, const struct viewer *v, int64_t item);
bool meeting_paper_visible(const struct matter *m, const struct viewer *v, int64_t item, const char *audience);
/* The office and who presides: drafts, opinions, the verbatim record. */
bool meeting_inside(const struct matter *m, const struct viewer *v);
/* Notice and minutes: whoever is asked for all of it, once issued. */
bool meeting_paper_open(const struct matter *m, const struct viewer *v, bool issued);
/* "〔2018〕14号-3.2", or without the decision "〔2018〕14号"; arena. */
const char *meeting_number(struct arena *a, int64_t year, int64_t no, int64_t item, int64_t place);

#endif
