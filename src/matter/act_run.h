/* Between act.c, act_new.c and effect.c: carrying out one deed. */
#ifndef MATTER_ACT_RUN_H
#define MATTER_ACT_RUN_H

#include "deed.h"

/* Event, state, effects, clocks, notices; false: *d->why or trouble. d->row, role, unit_id are set. */
bool deed_run(struct deed *d);
/* What an act's conditions ask about the petitioner's other matters is drawn: it
 * follows from an identity, which may be erased. Only where a row asks it, so
 * that an input says no more of it than the event it made. */
void deed_petitioner_facts(struct tx *tx, struct matter *m, const char *act);
/* A matter of its own, with a code of its own, that a petitioner begins from another (retaliation.c); inside input_begin. */
struct act_apart { const char *procedure, *act; int64_t register_id, lead_id, parent_id, complained_id; };
bool act_new_apart(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const struct act_apart *of,
	struct act_in *in, struct act_done *done, struct refusal *why);
/* 128 random bits and two check characters, in groups of four. Arena. */
const char *query_code_new(struct arena *a);
/* Sent before: then what was done. */
bool act_new_again(struct tx *tx, const struct city *c, struct act_in *in, struct act_done *done);
/* An act of the system on another matter, within this deed: part of its transaction
 * and of its input. False: *outer->why, or trouble. */
bool deed_on(struct deed *outer, int64_t matter_id, const char *act, struct act_in *in);
/* Stops and starts the row's clocks (deed_clock.c). */
void deed_clocks(struct deed *d);

#endif
