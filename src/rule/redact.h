/* What in a text tells who wrote it: the strings of an identity, however they
 * are written, and what looks like a telephone, identity, mail or plate number
 * of anybody. A transfer copy (doc/decisions/008-transfer-copies.md) is the
 * registered text with such places taken out.
 *
 * Found of an identity: the name as typed, full or half width, any case, with
 * up to REDACT_GAP blanks or signs between its characters, in simplified,
 * traditional or other forms, in pinyin (any reading; together, apart, with
 * tone marks or numbers; family name first or last), mixed; the telephone
 * number likewise, also in Han digits, without country or area code, and its
 * last four digits standing alone; the identity number (18 and 15 characters)
 * and its last four; the mail address and the part before its @; the address
 * whole, and REDACT_WINDOW characters of it in a row that hold a digit.
 * Not found: a name of one character, a given name alone, initials.
 *
 * Found of anybody: valid mobile and landline numbers of the mainland,
 * identity numbers with the right check character, mail addresses, plates. */
#ifndef RULE_REDACT_H
#define RULE_REDACT_H

#include "../base/arena.h"
#include "../base/str.h"

enum { REDACT_GAP = 3, REDACT_WINDOW = 8, REDACT_PEOPLE = 6 };
/* What stands in a copy where something was taken out. */
#define REDACT_MARK "〔略〕"

/* Parts may be NULL or "". */
struct redact_who { const char *name, *phone, *email, *address, *id_number; };
struct redact_place { size_t from, to; };      /* bytes of the text */

/* The places to take out, in order, apart from each other; returns their number. text is valid UTF-8. */
size_t redact_find(struct arena *a, struct str text, const struct redact_who *who, size_t n, struct redact_place **out);
/* The text with a mark in the stead of each. To be looked at again (redact.c, law 3). */
const char *redact_cut(struct arena *a, struct str text, const struct redact_place *place, size_t n);
/* Is copy the text with nothing but parts taken out, a mark for each? */
bool redact_is_copy(struct str text, struct str copy);

#endif
