/* How far a clock reaches. Private to src/rule/clock*.c. */
#ifndef RULE_CLOCK_REACH_H
#define RULE_CLOCK_REACH_H

#include "clock.h"

/* One pause and what it did. */
struct clock_step {
	struct day_span span;
	int days;                      /* days (or working days) that do not count */
	bool outside;                  /* it does not touch the running period */
	bool open;
	day_t moved;                   /* the rolled last day it began on or before; DAY_NONE */
	int left;                      /* of an open pause: days (working days) still to run */
};

struct clock_reach {
	int total;                     /* length and extension */
	day_t bare;                    /* the last day before any pause */
	day_t nominal, due;            /* with pauses; DAY_NONE while one is open */
	int64_t due_ms;
	struct clock_step step[CLOCK_PAUSES];
	size_t steps;
	bool provisional;
};

/* False when a day lies outside DAY_FIRST..DAY_LAST or total is not 1..CLOCK_LENGTH_MAX. */
bool clock_reach(const struct clock_in *in, struct clock_reach *r);

#endif
