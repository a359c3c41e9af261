/* JSON in, for API bodies: strict, flat, bounded. Apart from json.h because
 * jansson's names and the writer's must not meet in one file. */
#ifndef WIRE_JSON_READ_H
#define WIRE_JSON_READ_H

#include "../base/arena.h"
#include "../base/str.h"

/* An object of texts, numbers, booleans (as "1" or "") and arrays of texts, as
 * name-value pairs in order; an array gives one pair per text (an empty one
 * none). At most LIMIT_FORM_BYTES and LIMIT_FORM_FIELDS pairs. Strict: UTF-8,
 * no repeated keys, no NUL, no null, no trailing bytes. false and *why when
 * refused, a fixed word: "too-large", "too-many", "syntax", "utf8", "repeated",
 * "nul", "number", "not-object", "type" (null, an object, or an array of other
 * than texts). Everything lives in the arena. */
struct json_pair { struct str name, value; };
bool json_read_flat(struct arena *a, struct str body, struct json_pair **pairs, size_t *n,
	const char **why);

#endif
