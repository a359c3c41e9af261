/* From whom the petitioner is kept, whatever their role: whoever answers to or
 * for the unit complained of, and of a confidential petition everybody outside
 * the unit that registered it. Asked by the engine of acts for every act that
 * leads to an identity, and again where the identity is read, so that what is
 * learned later (who is complained of, a new post) has effect at once. */
#ifndef MATTER_BARRED_H
#define MATTER_BARRED_H

#include "act.h"

/* May this viewer not do this act here, for the petitioner's protection? *why says so. */
bool barred_from_act(const struct matter *m, const struct viewer *v, const char *act, struct refusal *why);
/* May this viewer not read who the petitioner is, even after opening it? */
bool barred_from_identity(const struct matter *m, const struct viewer *v, struct refusal *why);

#endif
