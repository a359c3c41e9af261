/* Between redact.c and redact_*.c: a text as letters, and what is looked for. */
#ifndef RULE_REDACT_PARTS_H
#define RULE_REDACT_PARTS_H

#include "redact.h"

/* One letter or digit of a text, folded: compatibility forms, case, accents and
 * variants away. gap: blanks and signs since the letter before. */
struct letter { uint32_t c; int digit; size_t from, to; int gap; };
struct letters { struct letter *l; size_t n; };

struct letters redact_letters(struct arena *a, struct str text);
bool letter_latin(const struct letter *l);     /* a to z */
/* Does letter i begin, and the one before end, a run of letters and digits? */
bool letters_edge(const struct letters *t, size_t i);

/* Where things were found. */
struct found { struct redact_place *p; size_t n, room; };
void found_add(struct arena *a, struct found *f, const struct letters *t, size_t first, size_t end);

/* Each adds what it finds of one person. */
void redact_name(struct arena *a, const struct letters *t, const char *name, struct found *f);
void redact_numbers(struct arena *a, const struct letters *t, const struct redact_who *who, struct found *f);
void redact_address(struct arena *a, const struct letters *t, const char *address, struct found *f);
/* And of anybody. */
void redact_anybody(struct arena *a, struct str text, const struct letters *t, struct found *f);

#endif
