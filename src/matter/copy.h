/* Transfer copies: a petitioner's words without what tells who wrote them
 * (doc/decisions/008-transfer-copy.md). Before such words are stored, whatever
 * the detector (rule/redact.h) finds in them is taken out; matter, event,
 * input, ledger, papers and search hold them so, and so does everybody read
 * them. The words as typed are kept beside, sealed like an identity: they open
 * for their petitioner, and for staff while the identity is open to them. */
#ifndef MATTER_COPY_H
#define MATTER_COPY_H

#include "deed.h"
#include "identity.h"

/* Before a deed, in its transaction: takes out of in->text what tells who wrote
 * it; what was typed stays in in->uncut. m NULL: a new matter, of which
 * in->identity tells. What cannot be checked, because the identity does not
 * open here, is taken out as a whole. */
void copy_take(struct tx *tx, const struct matter *m, const struct viewer *v, const char *act, struct act_in *in);
/* After a deed that was refused: in->text is what was typed, for the form. */
void copy_give_back(struct act_in *in);
/* In the deed, when its matter and event are there: keeps what was taken out. */
void copy_keep(struct deed *d);
/* The same for the words of an imported row. */
struct copy_import { const char *number, *requester, *subject, *body, *place; };
bool copy_take_import(struct tx *tx, struct copy_import *c);
void copy_keep_import(struct tx *tx, const struct city *c, int64_t matter_id, int64_t event_id, const struct copy_import *typed, const struct copy_import *cut);

/* How many copies nobody has looked at. */
size_t copy_held(const struct matter *m);
/* Does somebody want the words to be released? The copy that says so, or NULL. */
const struct q_copy_of_matter *copy_asked(const struct matter *m);
/* False: refused, because a copy is held. For every deed by which a matter goes to a unit. */
bool copy_may_leave(struct deed *d, enum field f);
/* Does the viewer look at copies: is it of the office that registered the matter? */
bool copy_office(const struct matter *m, const struct viewer *v);

/* The words of one copy, by field. NULL: not among them. */
struct copy_words { const char *text[F__MAX]; };
/* The fields that can hold a petitioner's words; F_NONE-ended. */
extern const enum field copy_fields[];
/* As typed, for who may read the identity now; else false. */
bool copy_typed(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, const struct q_copy_of_matter *k, struct copy_words *out);
/* As the office sees and confirms it: what was typed cut anew, where that opens here. */
void copy_proposed(struct tx *tx, const struct matter *m, const struct q_copy_of_matter *k, struct copy_words *out);
/* The same without these words too (one a line); false: one of them stands nowhere in the copies. */
bool copy_without(struct tx *tx, const struct matter *m, const char *lines, struct copy_words *words, size_t n);
/* As typed, for the office itself, when two persons release it; false: the key is not here. */
bool copy_office_typed(struct tx *tx, const struct matter *m, const struct q_copy_of_matter *k, struct copy_words *out);
/* The event's data with these words in the stead of its own. */
const char *copy_data(struct tx *tx, const char *data, const struct copy_words *w);

/* The petitioner's own matter reads as it was typed. v: its petitioner. */
void copy_own(struct tx *tx, struct matter *m, const struct viewer *v);
/* An event's data as this viewer reads it. */
const char *copy_event_data(struct tx *tx, const struct matter *m, const struct viewer *v, int64_t event_id, const char *data);
/* For ever: what was taken out. */
void copy_forget(struct tx *tx, int64_t matter_id);

#endif
