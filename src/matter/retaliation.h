/* A report of retaliation (Regulations art. 18, 46(6)): the petitioner's, from the
 * follow page of a matter. It is a matter of its own, with a code of its own,
 * restricted as accusations are: on the matter it is about nothing tells of it. */
#ifndef MATTER_RETALIATION_H
#define MATTER_RETALIATION_H

#include "act.h"

/* The row its fields are read by; NULL: the city has no such procedure. */
const struct proc_row *retaliation_row(const struct city *c);
/* Inside a write. v: the petitioner of the matter it is about. */
bool retaliation_report(struct tx *tx, const struct city *c, const struct viewer *v, struct now now,
	struct act_in *in, struct act_done *done, struct refusal *why);

#endif
