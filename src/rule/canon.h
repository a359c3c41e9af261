/* Canonical JSON, the one spelling of an event that its leaf is made from (the
 * integers-only part of RFC 8785): no blanks; names in strictly rising byte
 * order, so none twice; integers of 64 bits; in strings only what must be
 * escaped is, in the shortest way. Two readers cannot read it differently. */
#ifndef RULE_CANON_H
#define RULE_CANON_H

#include "../base/buf.h"
#include "../base/limits.h"

/* One object in canonical form, at most LIMIT_CANON_DEPTH deep, and nothing else. */
bool canon_ok(struct str json);
/* The members of an object that is canonical: *rest starts as the whole. Raw
 * name (without its quotes, escaped) and raw value; false at the end. */
bool canon_member(struct str *rest, struct str *name, struct str *value);
/* A string in canonical form, with its quotes; false, and nothing added, when s is not UTF-8. */
bool canon_string(struct buf *b, struct str s);

#endif
