/* See input.h. The form of a row: one JSON object, names sorted.
 *   doing, at, zone, today     which code, and its time
 *   given  {field: text}       as typed, cleaned
 *   files  [[name, type, size, sha256]]
 *   drawn  [name, value, ...]  in order
 *   and the pairs of the deed. */
#include "input.h"

#include <jansson.h>
#include <stdarg.h>

#include "../base/bug.h"
#include "../base/hash.h"
#include "query.h"

struct drawn { const char *name, *value; };

/* Behind tx->inputs. */
struct inputs {
	bool again, open;
	struct drawn *drawn;
	size_t n, room, at;            /* at: the one after the last given back */
};

void input_begin(struct tx *tx)
{
	if (input_again(tx))
		return;
	struct inputs *i = arena_make(tx->arena, struct inputs);
	i->open = true;
	tx->inputs = i;
}

bool input_again(const struct tx *tx)
{
	const struct inputs *i = tx->inputs;
	return i && i->again;
}

/* -- draws */

const char *input_drawn(struct tx *tx, const char *name)
{
	struct inputs *i = tx->inputs;
	for (size_t k = 0; k < i->n; k++) {
		struct drawn *d = &i->drawn[(i->at + k) % i->n];
		if (!d->name || !cstr_eq(d->name, name))
			continue;
		d->name = NULL;
		i->at = (i->at + k + 1) % i->n;
		return d->value;
	}
	return NULL;
}

const char *draw(struct tx *tx, const char *name, const char *fresh)
{
	struct inputs *i = tx->inputs;
	if (!i)
		return fresh;
	if (i->again) {
		const char *was = input_drawn(tx, name);
		return was ? was : fresh;
	}
	i->drawn = db_room(tx, i->drawn, i->n, &i->room, sizeof *i->drawn);
	i->drawn[i->n++] = (struct drawn){name, fresh};
	return fresh;
}

bool draw_flag(struct tx *tx, const char *name, bool fresh)
{
	return cstr_eq(draw(tx, name, fresh ? "1" : "0"), "1");
}

int64_t draw_id(struct tx *tx, const char *name, int64_t fresh)
{
	int64_t id;
	return str_i64(str_of(draw(tx, name, arena_printf(tx->arena, "%lld", (long long)fresh))), &id) ? id : 0;
}

static const char *hex_of(struct tx *tx, struct str bytes)
{
	struct sha256 h;
	char hex[65];
	if (bytes.n != sizeof h.b)
		return "";
	memcpy(h.b, bytes.p, sizeof h.b);
	return arena_strdup(tx->arena, sha256_hex(&h, hex));
}

static struct str bytes_of(struct tx *tx, const char *hex)
{
	struct sha256 h;
	if (!sha256_unhex(str_of(hex), &h))
		return (struct str){NULL, 0};
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

struct str draw_hash(struct tx *tx, const char *name, struct str fresh)
{
	return bytes_of(tx, draw(tx, name, hex_of(tx, fresh)));
}

struct str draw_sealed(struct tx *tx, const char *name, struct str fresh)
{
	struct sha256 h = sha256_of(fresh.p ? fresh : STR_NONE);
	const char *was = draw(tx, name, fresh.p ? hex_of(tx, (struct str){(const char *)h.b, sizeof h.b}) : "");
	return input_again(tx) ? bytes_of(tx, was) : fresh;
}

bool input_event(struct tx *tx, int64_t *id)
{
	const struct inputs *i = tx->inputs;
	must(i && (i->again || i->open));
	const char *was = i->again ? input_drawn(tx, "event") : NULL;
	return was && str_i64(str_of(was), id);
}

int64_t input_matter(struct tx *tx, int64_t id)
{
	int64_t was = draw_id(tx, "matter", id);
	if (was != id)
		q_input_matter_as(tx, id, was);
	return was;
}

/* -- keeping */

static void put(json_t *o, const char *name, const char *value)
{
	must(json_object_set_new(o, name, json_string(value)) == 0);
}

static json_t *given_json(const struct act_in *in)
{
	json_t *o = json_object();
	for (int f = F_NONE + 1; f < F__MAX; f++)
		if (!cstr_empty(in->text[f]))
			put(o, field_table[f].name, in->text[f]);
	return o;
}

static json_t *files_json(struct tx *tx, const struct act_in *in)
{
	json_t *list = json_array();
	for (size_t i = 0; i < in->files; i++) {
		const struct file_in *f = &in->file[i];
		must(json_array_append_new(list, json_pack("[s,s,s,s,s,s,s]", f->name, f->type, arena_printf(tx->arena, "%lld", (long long)f->size),
			hex_of(tx, f->sha256), f->copy, f->why, f->original.sealed ? "sealed" : "")) == 0);
	}
	return list;
}

static void put_in(struct tx *tx, json_t *o, const struct act_in *in)
{
	must(json_object_set_new(o, "given", given_json(in)) == 0);
	if (in->files)
		must(json_object_set_new(o, "files", files_json(tx, in)) == 0);
	if (in->identities)
		put(o, "identities", arena_printf(tx->arena, "%zu", in->identities));
	if (in->lang)
		put(o, "lang", in->lang);
}

static json_t *drawn_json(const struct inputs *i)
{
	json_t *list = json_array();
	for (size_t k = 0; k < i->n; k++) {
		must(json_array_append_new(list, json_string(i->drawn[k].name)) == 0);
		must(json_array_append_new(list, json_string(i->drawn[k].value)) == 0);
	}
	return list;
}

static void put_now(struct tx *tx, json_t *o, struct now now)
{
	char day[11];
	put(o, "at", arena_printf(tx->arena, "%lld", (long long)now.utc_ms));
	put(o, "zone", arena_printf(tx->arena, "%d", now.zone_min));
	put(o, "today", day_text(now.today, day));
}

void input_keep(struct tx *tx, struct now now, int64_t matter_id, const char *doing, const struct act_in *in, ...)
{
	struct inputs *i = tx->inputs;
	va_list ap;
	if (input_again(tx))
		return;
	must(i && i->open);
	json_t *o = json_object();
	put(o, "doing", doing);
	put_now(tx, o, now);
	if (in)
		put_in(tx, o, in);
	must(json_object_set_new(o, "drawn", drawn_json(i)) == 0);
	va_start(ap, in);
	for (const char *name = va_arg(ap, const char *); name; name = va_arg(ap, const char *)) {
		const char *value = va_arg(ap, const char *);
		if (!cstr_empty(value))
			put(o, name, value);
	}
	va_end(ap);
	char *text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	must(text);
	q_input_insert(tx, matter_id, now.utc_ms, text);
	free(text);
	json_decref(o);
	i->open = false;
}

const char *input_id(struct tx *tx, int64_t id)
{
	return id == DB_NULL_INT ? "" : arena_printf(tx->arena, "%lld", (long long)id);
}

/* -- reading back */

static void read_given(struct arena *a, json_t *given, struct act_in *in)
{
	const char *name;
	json_t *v;
	json_object_foreach(given, name, v) {
		enum field f = field_find(name);
		if (f == F_NONE || !json_is_string(v))
			continue;
		in->text[f] = arena_strdup(a, json_string_value(v));
		if (field_table[f].type == FIELD_DAY)
			day_parse(str_of(in->text[f]), &in->day[f]);
		if (field_is_number((enum field)f))
			str_i64(str_of(in->text[f]), &in->number[f]);
	}
}

static bool read_file(struct tx *tx, json_t *file, struct file_in *out)
{
	/* of before there were copies: without the last three */
	const char *name, *type, *size, *hash, *copy = "before", *why = "", *sealed = "";
	if (json_unpack(file, json_array_size(file) == 4 ? "[s,s,s,s]" : "[s,s,s,s,s,s,s]", &name, &type, &size, &hash, &copy, &why, &sealed) != 0 ||
		!str_i64(str_of(size), &out->size))
		return false;
	out->name = arena_strdup(tx->arena, name);
	out->type = arena_strdup(tx->arena, type);
	out->copy = arena_strdup(tx->arena, copy);
	out->why = arena_strdup(tx->arena, why);
	out->original.sealed = *sealed != 0;
	out->sha256 = *hash ? bytes_of(tx, hash) : STR_NONE;
	return out->sha256.p != NULL;
}

static bool read_in(struct tx *tx, json_t *o, struct input *out)
{
	json_t *files = json_object_get(o, "files");
	int64_t identities = 0;
	read_given(tx->arena, json_object_get(o, "given"), &out->in);
	if (json_array_size(files) > IN_FILES)
		return false;
	for (size_t i = 0; i < json_array_size(files); i++)
		if (!read_file(tx, json_array_get(files, i), &out->in.file[out->in.files++]))
			return false;
	if (*input_get(out, "identities") && (!str_i64(str_of(input_get(out, "identities")), &identities) || identities < 0 || identities > IDENTITIES))
		return false;
	out->in.identities = (size_t)identities;
	out->in.lang = *input_get(out, "lang") ? input_get(out, "lang") : NULL;
	return true;
}

static void read_pairs(struct arena *a, json_t *o, struct input *out)
{
	const char *name;
	json_t *v;
	out->pair = arena_make_n(a, struct input_pair, json_object_size(o));
	json_object_foreach(o, name, v) {
		if (json_is_string(v))
			out->pair[out->pairs++] = (struct input_pair){arena_strdup(a, name), arena_strdup(a, json_string_value(v))};
	}
}

static struct inputs *read_drawn(struct arena *a, json_t *list)
{
	struct inputs *i = arena_make(a, struct inputs);
	i->again = true;
	i->drawn = arena_make_n(a, struct drawn, json_array_size(list) / 2 + 1);
	for (size_t k = 0; k + 1 < json_array_size(list); k += 2) {
		const char *name = json_string_value(json_array_get(list, k)), *value = json_string_value(json_array_get(list, k + 1));
		if (name && value)
			i->drawn[i->n++] = (struct drawn){arena_strdup(a, name), arena_strdup(a, value)};
	}
	return i;
}

bool input_read(struct tx *tx, int64_t id, const char *data, struct input *out)
{
	int64_t zone = 0;
	json_t *o = json_loads(data, 0, NULL);
	*out = (struct input){.id = id};
	read_pairs(tx->arena, o, out);
	tx->inputs = read_drawn(tx->arena, json_object_get(o, "drawn"));
	bool ok = o && read_in(tx, o, out);
	json_decref(o);
	out->doing = input_get(out, "doing");
	ok = ok && str_i64(str_of(input_get(out, "at")), &out->now.utc_ms) && str_i64(str_of(input_get(out, "zone")), &zone) &&
		day_parse(str_of(input_get(out, "today")), &out->now.today);
	out->now.zone_min = (int)zone;
	return ok;
}

const char *input_get(const struct input *in, const char *name)
{
	for (size_t i = 0; i < in->pairs; i++)
		if (cstr_eq(in->pair[i].name, name))
			return in->pair[i].value;
	return "";
}

int64_t input_get_id(const struct input *in, const char *name)
{
	int64_t id;
	return str_i64(str_of(input_get(in, name)), &id) ? id : DB_NULL_INT;
}
