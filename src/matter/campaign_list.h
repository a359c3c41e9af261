/* The findings of a campaign by a filter, and the numbers over them: one law for pages,
 * API and command line, so that a number is always the number of its rows. */
#ifndef MATTER_CAMPAIGN_LIST_H
#define MATTER_CAMPAIGN_LIST_H

#include "matter.h"

/* which: "" all, a state's code, or a word of campaign_words. from, to: days for due_in,
 * signed_in, open_on (to alone) and aged; "" otherwise. unit_id: the lead unit, 0 any. */
struct campaign_filter { const char *which; int64_t unit_id; const char *from, *to; };

enum { CAMPAIGN_ROWS = 50 };
/* The words of the figures, NULL-ended, in the order campaign_figure counts them. */
extern const char *const campaign_words[];
/* Is it a word a filter may have? A state's code too. */
bool campaign_which(const struct city *c, const char *which);

/* Behind the finding with that number; at most CAMPAIGN_ROWS + 1, the last of them says that there are more. tx's arena. */
size_t campaign_list(struct tx *tx, const struct city *c, struct now now, int64_t campaign_id, const struct campaign_filter *f, int64_t after, struct q_campaign_findings **out);
/* The figures over all of them. */
bool campaign_count(struct tx *tx, const struct city *c, struct now now, int64_t campaign_id, struct q_campaign_figures *out);
int64_t campaign_figure(const struct q_campaign_figures *f, const char *word);

/* What viewer is warned of: findings by colour and without progress this month, to
 * the handler, from yellow on to the leader in charge, red to the head; the office all. */
size_t campaign_warned(struct tx *tx, const struct city *c, struct now now, const struct viewer *v, struct q_warned **out);
/* Of a loaded finding that is being rectified. */
enum warning finding_warning(const struct matter *m, struct now now);
bool finding_silent(struct tx *tx, const struct matter *m, struct now now);

#endif
