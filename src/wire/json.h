/* JSON out: a writer with a checked nesting stack; text is escaped (also <, >,
 * &, U+2028/9), invalid UTF-8 is a bug. Reading uses jansson, strictly. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include "../base/arena.h"
#include "../base/buf.h"

enum { JSON_DEPTH = 16 };
struct json {
	struct buf *buf;
	char stack[JSON_DEPTH];
	int depth;
	bool comma;
};

void json_init(struct json *j, struct buf *b);
void json_object(struct json *j, const char *key);     /* key NULL inside an array or at the top */
void json_array(struct json *j, const char *key);
void json_end(struct json *j);
void json_text(struct json *j, const char *key, const char *value);    /* NULL value: null */
void json_str(struct json *j, const char *key, struct str value);
void json_int(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);
void json_done(struct json *j);                        /* depth must be 0 */

/* Flat reading for API bodies: an object of texts, numbers, booleans (as "1" or
 * "") and arrays of texts, as name-value pairs; strict: UTF-8, no repeated
 * keys, no trailing bytes, depth 2. false and *why (fixed word) when refused. */
struct json_pair { struct str name, value; };
bool json_read_flat(struct arena *a, struct str body, struct json_pair **pairs, size_t *n, const char **why);

#endif
