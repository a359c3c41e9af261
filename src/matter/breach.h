/* The breach file (PIPL art. 57): when something became known where it should
 * not, whose matters it concerns, and that they were told.
 *
 * Which matters: from the access events and the rights of the days in question.
 * Persons (logins) or everybody of a unit: what they could read in the period by
 * the posts they held then; or a copy of the whole data directory (a lost
 * backup): all that was in it. A row is recorded by one person and confirmed by
 * another; then each matter gets an event and a paper, some at a time (tick.h).
 *
 * 1. Nobody is told before two persons agree, and everybody concerned is told once.
 * 2. Nothing of an identity is read to find whom it concerns.
 * 3. When in doubt a matter is concerned: what could be read counts as read.
 * 4. Each notice's event commits to the file's words (breach_hash): changed
 *    afterwards, `huiyin verify` tells. */
#ifndef MATTER_BREACH_H
#define MATTER_BREACH_H

#include "act.h"

enum { BREACH_PERSONS = 200, BREACH_TEXTS = 5 };
enum breach_text { BREACH_WHAT, BREACH_HARM, BREACH_DONE, BREACH_ADVICE, BREACH_CONTACT };
extern const char *const breach_text_names[BREACH_TEXTS];

/* As typed. */
struct breach_in {
	const char *found, *from, *upto;       /* days */
	const char *persons, *units;           /* logins and codes, blank-separated */
	bool copy;                             /* the whole data directory as of `upto` */
	bool keys;                             /* and DIR/keys with it */
	const char *text[BREACH_TEXTS];
};

/* -- whose matters */
struct breach_scope {
	const char *from, *upto;
	int64_t upto_ms;                       /* the end of that day */
	int64_t person[BREACH_PERSONS]; size_t persons;
	bool copy, keys;
};
/* False: *why tells what cannot be looked for. */
bool breach_scope(struct tx *tx, struct now now, const struct breach_in *in, struct breach_scope *out, struct refusal *why);
struct breach_found { int64_t matter_id; const char *number; bool identity, files; int64_t petitioners; };
/* Each once, in order of ids; memory does not grow with their number. */
void breach_each(struct tx *tx, const struct breach_scope *s, void (*fn)(void *ctx, struct tx *tx, const struct breach_found *f), void *ctx);

/* -- the file */
/* Records it with all matters concerned; nobody is told. *number: "2026-1", arena. */
bool breach_record(struct tx *tx, const struct viewer *v, struct now now, const struct breach_in *in, const char **number, struct refusal *why);
bool breach_confirm(struct tx *tx, const struct viewer *v, struct now now, const char *number, struct refusal *why);
bool breach_drop(struct tx *tx, const struct viewer *v, struct now now, const char *number, struct refusal *why);
/* To which authority, on which day. */
bool breach_report(struct tx *tx, const struct viewer *v, struct now now, const char *number, const char *day, const char *whom, struct refusal *why);
/* SHA-256 in hex over what the notices say. Arena. */
const char *breach_hash(struct arena *a, const struct q_breach_untold *b);

/* -- telling */
/* Up to 100 of the matters that wait; how many. */
size_t breach_tell(struct tx *tx, const struct city *c, struct now now);
/* One of them: event, paper, leaf (also done again, rebuild.h). */
void breach_tell_one(struct tx *tx, const struct city *c, struct now now, const struct q_breach_untold *b);
/* As `breach_tell_one` kept it. */
struct input;
void breach_again(struct tx *tx, const struct city *c, const struct input *in, int64_t matter_id);

#endif
