/* A directive on its way down the unit tree: which units are expected, where each
 * stands, and who may see that. Read by acts, pages, API and command line alike. */
#ifndef MATTER_CONVEYANCE_H
#define MATTER_CONVEYANCE_H

#include "deed.h"

/* What a unit lacks next; DONE: its report is accepted. In this order, none is left out. */
enum convey_step { STEP_REACH, STEP_ACKNOWLEDGE, STEP_STUDY, STEP_PLAN, STEP_PASS_ON, STEP_REPORT, STEP_ACCEPT, STEP_DONE, STEP__MAX };
extern const char *const convey_steps[STEP__MAX];      /* words convey.step.X */

enum convey_step conveyed_lacks(const struct q_conveyed_list *c);
/* Its report is not there on the due day, or came after it; whom it has not reached is not late, its superior is. */
bool conveyed_late(const struct matter *m, const struct q_conveyed_list *c, const char *today);

/* The row of a unit of the conveyance, or NULL. */
const struct q_conveyed_list *conveyed_find(const struct matter *m, int64_t unit_id);
/* Does the unit answer for a row that was passed on to it? */
bool conveyed_to(const struct matter *m, int64_t unit_id);
/* Who accepts its report: the holder of the nearest row above that another unit
 * answers for, or the office that sends. */
int64_t conveyed_superior(const struct matter *m, const struct q_conveyed_list *c);

/* The office, and the leaders of the unit over all of it: everything. */
bool conveyance_inside(const struct matter *m, const struct viewer *v);
/* May the viewer know of it? Those inside, and once it has reached them the units it goes to. */
bool conveyance_visible(const struct matter *m, const struct viewer *v);
/* Who answers for it or for one above it. */
bool conveyed_visible(const struct matter *m, const struct viewer *v, const struct q_conveyed_list *c);
/* What that unit did: its events and files. What the office does is for everybody it reaches, but for its notes. */
bool conveyance_unit_visible(const struct matter *m, const struct viewer *v, int64_t unit_id);

bool conveyance_event_visible(const struct matter *m, const struct viewer *v, const struct q_event_list *e);

/* -- counted: of the frozen set, by level; later ones apart */
enum { CONVEY_LEVELS = 20 };
struct convey_level { int64_t units, lacks[STEP__MAX], late; };        /* late: of those not done */
struct convey_count {
	struct convey_level all, later, level[CONVEY_LEVELS + 1];   /* by level, from 1 */
	int64_t levels;                /* the deepest with units */
	bool complete;
};
/* Those the viewer may see. */
void conveyance_count(const struct matter *m, const struct viewer *v, const char *today, struct convey_count *out);

#endif
