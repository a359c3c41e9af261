/* The thread that asks the ledger's witnesses: at once when a head was signed,
 * and again on each beat those who have not signed it. It waits for strangers,
 * so nothing of the server waits for it. */
#ifndef FACE_WITNESS_LOOP_H
#define FACE_WITNESS_LOOP_H

#include "../matter/city.h"

struct witness_loop;

/* NULL when the city asks nobody. */
struct witness_loop *witness_loop_start(struct city *c, int beat_ms);
/* Breaks off what is under way; NULL is allowed. */
void witness_loop_stop(struct witness_loop *w);

#endif
