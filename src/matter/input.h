/* What a deed was given and drew, kept in its own transaction (table
 * event_input), so that `huiyin rebuild` can do it again (rebuild.h).
 *
 * Every deed that writes an event goes: input_begin; draws while it runs;
 * input_keep at its end. Whatever does not follow from the stored state, the
 * rules and what was typed is drawn: random numbers, ids, what an identity
 * says (that there is a name, never the name). Doing it again, draw gives back
 * what was drawn then.
 *
 * Laws: 1 an event without its input cannot be written (input_event); 2 nothing
 * of an identity and no secret stands in an input: of sealed bytes and codes
 * only hashes; 3 draws are found by name, in the order they were drawn. */
#ifndef MATTER_INPUT_H
#define MATTER_INPUT_H

#include "../store/db.h"
#include "field.h"

void input_begin(struct tx *tx);
/* Is this deed being done again, on a passing copy? Then nothing leaves it: no
 * file, no leaf, no log. */
bool input_again(const struct tx *tx);

/* Gives fresh, which is remembered; done again, what was fresh then. */
const char *draw(struct tx *tx, const char *name, const char *fresh);
bool draw_flag(struct tx *tx, const char *name, bool fresh);
int64_t draw_id(struct tx *tx, const char *name, int64_t fresh);
/* 32 bytes, or NULL p. */
struct str draw_hash(struct tx *tx, const char *name, struct str fresh);
/* Sealed bytes: remembered by their SHA-256, which is all that comes back. */
struct str draw_sealed(struct tx *tx, const char *name, struct str fresh);
/* Asked before an event is written; true: done again, *id is the one it had then. */
bool input_event(struct tx *tx, int64_t *id);
/* The id of a matter just inserted; done again, the row gets the id it had then. */
int64_t input_matter(struct tx *tx, int64_t id);

/* The deed is done: keeps what it was given and drew. doing: which code does it
 * again (rebuild_again.c); then pairs of names and texts, ending in NULL. in may
 * be NULL. matter_id DB_NULL_INT: of the whole city. */
void input_keep(struct tx *tx, struct now now, int64_t matter_id, const char *doing, const struct act_in *in, ...) __attribute__((sentinel));
/* An id as a value; "" for DB_NULL_INT. */
const char *input_id(struct tx *tx, int64_t id);

/* -- read back */

struct input_pair { const char *name, *value; };
struct input {
	int64_t id;
	const char *doing;
	struct now now;
	struct act_in in;              /* without identities, but their number */
	struct input_pair *pair; size_t pairs;
};
/* False: not a readable input. From here on tx does again: draws come from it. */
bool input_read(struct tx *tx, int64_t id, const char *data, struct input *out);
const char *input_get(const struct input *in, const char *name);       /* "" when absent */
int64_t input_get_id(const struct input *in, const char *name);        /* DB_NULL_INT when absent */
/* The next value drawn under that name; NULL: no more. */
const char *input_drawn(struct tx *tx, const char *name);

#endif
