/* Clocks on matters: rule/clock.h computes, this starts, stops, extends,
 * pauses and records. Laws: 1 at most one clock of a code runs on a matter;
 * 2 a start, stop or change is part of an event; 3 a due date already past is
 * never changed; 4 what was promised stays beside what is known. */
#ifndef MATTER_CLOCK_RUN_H
#define MATTER_CLOCK_RUN_H

#include "matter.h"

struct clock_start { const char *code; day_t zero; int64_t zero_ms; int length; int64_t unit_id; };

void clock_run_start(struct tx *tx, const struct city *c, int64_t matter_id, int64_t event_id, const struct clock_start *s);
/* day: the day the act counts for; at_ms: its moment, which judges clocks that run by the hour. */
void clock_run_stop(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, int64_t event_id, day_t day, int64_t at_ms, bool decides);
void clock_run_extend(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, int days);
/* How many pauses it had, and the last day of the latest ended one (DAY_NONE: none). */
size_t clock_run_pauses(const struct q_clock_of_matter *k, day_t *last);
void clock_run_pause(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, day_t from);
void clock_run_resume(struct tx *tx, const struct city *c, const struct q_clock_of_matter *k, day_t to);
/* Sets matter.next_due from the running clocks. */
void clock_run_refresh(struct tx *tx, int64_t matter_id);

/* The derivation of a stored clock, computed anew with the present calendar; *moved tells that
 * today's calendar would give another date than was promised. */
bool clock_run_explain(struct arena *a, const struct city *c, const struct q_clock_of_matter *k, struct clock_out *out, bool *moved);

/* State of a clock for colour and words: by the nominal date, late only after due. */
enum clock_state { CLOCK_CALM, CLOCK_SOON, CLOCK_TODAY, CLOCK_NOMINAL_PAST, CLOCK_LATE, CLOCK_MET, CLOCK_MISSED, CLOCK_VOID };
enum clock_state clock_run_state(const char *outcome, const char *due_nominal, const char *due, int64_t due_ms, struct now now);

/* Does it run between organs only? Then a petitioner does not see it. */
bool clock_run_between_organs(const char *code);

/* What loading a calendar would move: open clocks with new dates. */
struct clock_move { const char *number, *code; day_t was, is; };
size_t clock_run_moves(struct tx *tx, const struct city *c, const struct calendar *next, day_t today, struct clock_move **out);
/* Carries them out, each an event; never into the past. Returns their number. */
size_t clock_run_recompute(struct tx *tx, const struct city *c, const struct calendar *next, struct now now);

#endif
