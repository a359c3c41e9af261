/* Calendar feeds: secret addresses that need no log-in. Each belongs to one person and
 * shows what that person may see at the moment it is asked, of their own calendar or of
 * one body's. Laws: 1 the database holds a keyed hash of the secret, which is shown once;
 * 2 one address for a person and a calendar: a new one revokes the old; 3 who left, or has
 * nothing to do with the body any more, gives what an address that never was gives;
 * 4 restricted matters are in no feed, whoever asks: calendars are kept by others. */
#ifndef MATTER_FEED_H
#define MATTER_FEED_H

#include "act.h"

/* body: its code, or NULL for the person's own. The secret (26 characters), arena; NULL: refused. An admin event. */
const char *feed_make(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *body, enum lang lang, struct refusal *why);
/* body NULL: the person's own. False: there is none, or no such person. Admin events. */
bool feed_revoke(struct tx *tx, const struct viewer *v, struct now now, int64_t person_id, const char *body, struct refusal *why);

struct feed { struct viewer viewer; int64_t body_id; const char *body_code; enum lang lang; int64_t wait_ms; };
/* Behind the secret, counted as asked for; wait_ms > 0: too often in this hour. False: none for this person today. */
bool feed_ask(struct tx *tx, const struct city *c, struct now now, struct str secret, struct feed *out);

struct feed_meeting { const struct matter *m; int64_t changed_ms, planned; /* minutes of the items they are asked for; 0: not told */ };
/* The meetings of the last weeks and to come. Arena. */
size_t feed_meetings(struct tx *tx, const struct city *c, const struct feed *f, struct now now, struct feed_meeting **out);

/* changed_ms: the begin of that day. The minute at which somebody petitioned is a trace of them (matter_day_only). */
struct feed_due { const char *number; day_t due; int64_t extended, changed_ms; };
/* Of what waits for the person (list_my_day), each matter once. Arena. Of a body's feed none. */
size_t feed_dues(struct tx *tx, const struct city *c, const struct feed *f, struct now now, struct feed_due **out);
/* What an event of a calendar is called for ever, the same in every feed: says nothing of the matter. Arena. */
const char *feed_uid(struct arena *a, const struct city *c, const char *what, const char *number);

#endif
