/* JSON in, over jansson with its strict settings (it checks UTF-8, refuses NUL
 * in texts and bytes behind the value). Promises: 1 a refused body gives one of
 * the fixed words and no pairs; 2 no more than the limits is ever held. */
#include "json_read.h"

#include <jansson.h>
#include "../base/limits.h"

struct reader {
	struct arena *a;
	struct json_pair *pair;
	size_t n;
	const char *why;
};

static const char *parse_trouble(const json_error_t *error);
static void add(struct reader *r, struct str name, struct str value);
static void read_value(struct reader *r, struct str name, const json_t *value);

bool json_read_flat(struct arena *a, struct str body, struct json_pair **pairs, size_t *n,
	const char **why)
{
	struct reader r = {.a = a};
	*pairs = NULL;
	*n = 0;
	if (body.n > LIMIT_FORM_BYTES) {
		*why = "too-large";
		return false;
	}
	json_error_t error;
	json_t *root = json_loadb(body.n ? body.p : "", body.n, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		*why = parse_trouble(&error);
		return false;
	}
	r.pair = arena_make_n(a, struct json_pair, LIMIT_FORM_FIELDS);
	if (!json_is_object(root))
		r.why = "not-object";
	for (void *i = json_object_iter(root); i && !r.why; i = json_object_iter_next(root, i))
		read_value(&r, str_of(arena_strdup(a, json_object_iter_key(i))),
			json_object_iter_value(i));
	json_decref(root);
	*why = r.why;
	if (r.why)
		return false;
	*pairs = r.pair;
	*n = r.n;
	return true;
}

static const char *parse_trouble(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_duplicate_key: return "repeated";
	case json_error_invalid_utf8: return "utf8";
	case json_error_null_character:
	case json_error_null_byte_in_key: return "nul";
	case json_error_numeric_overflow: return "number";
	default: return "syntax";
	}
}

static void add(struct reader *r, struct str name, struct str value)
{
	if (r->n == LIMIT_FORM_FIELDS) {
		r->why = "too-many";
		return;
	}
	r->pair[r->n++] = (struct json_pair){name, value};
}

static struct str text_of(struct arena *a, const json_t *value)
{
	const char *p = arena_memdup(a, json_string_value(value), json_string_length(value) + 1);
	return (struct str){p, json_string_length(value)};
}

static void read_array(struct reader *r, struct str name, const json_t *array)
{
	for (size_t i = 0; i < json_array_size(array) && !r->why; i++) {
		const json_t *item = json_array_get(array, i);
		if (json_is_string(item))
			add(r, name, text_of(r->a, item));
		else
			r->why = "type";
	}
}

static void read_value(struct reader *r, struct str name, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		add(r, name, text_of(r->a, value));
		return;
	case JSON_INTEGER:
		add(r, name, str_of(arena_printf(r->a, "%lld",
			(long long)json_integer_value(value))));
		return;
	case JSON_REAL:
		add(r, name, str_of(arena_printf(r->a, "%.15g", json_real_value(value))));
		return;
	case JSON_TRUE:
		add(r, name, STR("1"));
		return;
	case JSON_FALSE:
		add(r, name, STR_NONE);
		return;
	case JSON_ARRAY:
		read_array(r, name, value);
		return;
	case JSON_OBJECT:
	case JSON_NULL:
		break;
	}
	r->why = "type";
}
