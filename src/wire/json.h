/* JSON out: a writer with a checked nesting stack; text is escaped (also <, >,
 * &, U+2028/9), invalid UTF-8 is a bug. Reading stands in json_read.h. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "json_read.h"

enum { JSON_DEPTH = 16 };
struct json {
	struct buf *buf;
	char stack[JSON_DEPTH];
	int depth;
	bool comma;
};

/* libjansson exports json_object, json_array and json_null as well, and its own
 * calls would reach ours: for the linker these three have other names. */
#define JSON_LINK_NAME(name) __asm__("huiyin_" name)

void json_init(struct json *j, struct buf *b);
/* One value stands at the top. key NULL inside an array or at the top. */
void json_object(struct json *j, const char *key) JSON_LINK_NAME("json_object");
void json_array(struct json *j, const char *key) JSON_LINK_NAME("json_array");
void json_end(struct json *j);
void json_text(struct json *j, const char *key, const char *value);    /* NULL value: null */
void json_str(struct json *j, const char *key, struct str value);
void json_int(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
/* A whole JSON value, or NULL key in an array, made by another writer. */
void json_whole(struct json *j, const char *key, const char *value);
void json_null(struct json *j, const char *key) JSON_LINK_NAME("json_null");
void json_done(struct json *j);                        /* depth must be 0 */

#endif
