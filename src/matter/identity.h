/* Who a petitioner is, kept apart from the matter and read only here. Lists,
 * search, logs, events and documents never carry it. Opening it is the act
 * open_identity (a right, a reason, an event the petitioner sees). */
#ifndef MATTER_IDENTITY_H
#define MATTER_IDENTITY_H

#include "act.h"

/* Its own type: ordinary output does not accept it. */
struct secret_text { const char *secret; };
struct identity_row { struct secret_text name, phone, email, address, id_number; int seq; };

void identity_store(struct tx *tx, int64_t matter_id, const struct act_in *in);
/* For showing right after open_identity, and to the petitioner. Not for anybody else. */
size_t identity_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, struct identity_row **out);
/* Copies it from one matter to the one born of it, inside a deed; nobody sees it. */
void identity_copy(struct tx *tx, int64_t from_matter, struct act_in *in);
/* "王**", "J** D**", "138****5678": what everybody else sees. Arena. */
const char *identity_masked(struct tx *tx, int64_t matter_id);
/* Keyed hash of the folded name and contact, for finding the same petitioner; 32 bytes, or NULL p without a contact. */
struct str identity_key(struct arena *a, const struct city *c, const struct act_in *in);

#endif
