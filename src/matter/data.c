/* Laws: 1 keys are sorted and bytes canonical (the ledger will hash them);
 * 2 a value is always text. */
#include "data.h"

#include <jansson.h>
#include <stdarg.h>

#include "../base/bug.h"
#include "../rule/procedure.h"

static const char *dump(struct arena *a, json_t *o)
{
	char *s = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	must(s);
	const char *kept = arena_strdup(a, s);
	free(s);
	json_decref(o);
	return kept;
}

static void put(json_t *o, const char *key, const char *value)
{
	must(json_object_set_new(o, key, json_string(value)) == 0);
}

static bool registers(const struct proc_row *row)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (cstr_eq(row->needs[i], "subject"))
			return true;
	return false;
}

const char *data_of_act(struct arena *a, const struct proc_row *row, const struct act_in *in)
{
	json_t *o = json_object();
	bool keeps_text = !registers(row); /* the registered text stands in the matter */
	for (int f = F_NONE + 1; f < F__MAX; f++) {
		if (field_table[f].private_ || cstr_empty(in->text[f]) || (f == F_TEXT && !keeps_text))
			continue;
		put(o, field_table[f].name, in->text[f]);
	}
	if (in->files)
		put(o, "files", arena_printf(a, "%zu", in->files));
	return dump(a, o);
}

const char *data_of_fields(struct arena *a, const enum field *fields, size_t n, const struct act_in *in)
{
	json_t *o = json_object();
	for (size_t i = 0; i < n; i++)
		if (!cstr_empty(in->text[fields[i]]))
			put(o, field_table[fields[i]].name, in->text[fields[i]]);
	return dump(a, o);
}

const char *data_of_pairs(struct arena *a, const char *key, ...)
{
	json_t *o = json_object();
	va_list ap;
	va_start(ap, key);
	for (; key; key = va_arg(ap, const char *)) {
		const char *value = va_arg(ap, const char *);
		if (!cstr_empty(value))
			put(o, key, value);
	}
	va_end(ap);
	return dump(a, o);
}

const char *data_of_list(struct arena *a, const struct data_pair *pair, size_t n)
{
	json_t *o = json_object();
	for (size_t i = 0; i < n; i++)
		put(o, pair[i].key, pair[i].value);
	return dump(a, o);
}

const char *data_get(struct arena *a, const char *data, const char *key)
{
	json_t *o = json_loads(data ? data : "{}", 0, NULL);
	const char *v = json_string_value(json_object_get(o, key));
	const char *kept = v ? arena_strdup(a, v) : "";
	json_decref(o);
	return kept;
}

const char *data_over(struct arena *a, const char *data, const char *over)
{
	json_t *o = json_loads(data ? data : "{}", 0, NULL), *with = json_loads(over, 0, NULL);
	must(o && with && json_object_update_existing(o, with) == 0);
	json_decref(with);
	return dump(a, o);
}

static int by_key(const void *x, const void *y)
{
	const struct data_pair *p = x, *q = y;
	return strcmp(p->key, q->key);
}

size_t data_pairs(struct arena *a, const char *data, struct data_pair **out)
{
	json_t *o = json_loads(data ? data : "{}", 0, NULL);
	*out = arena_make_n(a, struct data_pair, json_object_size(o));
	size_t n = 0;
	const char *key;
	json_t *v;
	json_object_foreach(o, key, v) {
		if (json_is_string(v))
			(*out)[n++] = (struct data_pair){arena_strdup(a, key), arena_strdup(a, json_string_value(v))};
	}
	json_decref(o);
	if (n)
		qsort(*out, n, sizeof **out, by_key);
	return n;
}
