/* Who a petitioner is, kept apart from the matter, sealed, and read only here
 * (doc/decisions/007-identity-sealed.md). Lists, search, logs, events and
 * documents never carry it. Opening it is the act open_identity (a right, a
 * reason, an event the petitioner sees); for an accusation ask_identity, and
 * grant_identity by a second person. */
#ifndef MATTER_IDENTITY_H
#define MATTER_IDENTITY_H

#include "act.h"
#include "seal.h"

/* Its own type: ordinary output does not accept it. */
struct secret_text { const char *secret; };
struct identity_row { struct secret_text name, phone, email, address, id_number, guardian; int seq; };

/* Of which matter: its number is part of the seal. */
struct identity_of { int64_t matter_id; const char *number; };

/* code: the query code whose holder may open it, or NULL. */
void identity_store(struct tx *tx, const struct city *c, struct identity_of of, const char *code, const struct act_in *in);

/* The petitioner tells it later, of a matter that has none; the code that the session carries opens it. */
void identity_tell(struct tx *tx, const struct matter *m, const struct viewer *v, const struct act_in *in);
/* The petitioner changes it: the new rows stand under the matter's key, the old are kept beside.
 * False: neither the code nor the office's key is here. */
bool identity_change(struct tx *tx, const struct matter *m, const struct viewer *v, int64_t event_id, const struct act_in *in);

enum identity_access {
	IDENTITY_CLOSED,               /* not for this viewer, or not opened */
	IDENTITY_NONE,                 /* there is none */
	IDENTITY_LOCKED,               /* the key is not here */
	IDENTITY_OPEN,
};
/* Acts by which somebody comes to know it: the petitioner sees who, when and why. */
bool identity_act(const char *act);
/* For showing right after open_identity (of an accusation: on the day another person granted it), and to the petitioner. Not for anybody else. Rows in IDENTITY_OPEN only. */
enum identity_access identity_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today, struct identity_row **out, size_t *n);
/* Copies it from one matter to the one born of it, inside a deed; nobody sees
 * it. v: whose code may open it, or NULL. False: neither that nor the office's key is here. */
bool identity_copy(struct tx *tx, const struct matter *from, const struct viewer *v, struct act_in *in);
/* For checking a text against it; nobody sees it. v: whose code may open it, or NULL. Arena. */
enum identity_access identity_for_copy(struct tx *tx, const struct matter *m, const struct viewer *v, struct identity_row **out, size_t *n);
/* What everybody else sees: nothing of it, not even a first character or a length (doc/decisions/two-worlds.md). */
#define IDENTITY_MASK "**"
/* A follow session's way to the identity, for the database: only who has the token opens it. code without blanks and hyphens. */
struct str identity_follow_seal(struct arena *a, const char *token, const char *code);
/* May this viewer read it now? The right for what else is opened with it (original.h). */
bool identity_may_read(struct tx *tx, const struct matter *m, const struct viewer *v, day_t today);
/* The key made of a query code, or of the one a follow session carries (false: none). Wiped by who asked. */
struct seal_key identity_code_key(const char *code);
bool identity_session_key(const struct viewer *v, struct seal_key *out);
/* Key, rows, originals and what was taken out of copies, for ever; whoever follows the matter goes on. */
void identity_forget(struct tx *tx, int64_t matter_id);
/* For ever: key, rows, the keyed hash of the petitioner, follow sessions (erase.h). */
void identity_erase(struct tx *tx, int64_t matter_id);
/* Seals up to `rows` rows that are still in plain (of before the seal); how many it sealed. */
size_t identity_seal_plain(struct tx *tx, const struct city *c, int rows);
/* Keyed hash of the folded name and contact, for finding the same petitioner; 32 bytes, or NULL p without a contact. */
struct str identity_key(struct arena *a, const struct city *c, const struct act_in *in);
/* The same inside a deed; done again, when nobody knows it any more, a mark that there was one. */
struct str identity_petitioner(struct tx *tx, const struct city *c, const struct act_in *in);

#endif
