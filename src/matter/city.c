/* Opening a city. Laws: 1 a broken rule file stops the start, with file, line
 * and reason; 2 what is loaded is never changed in place, only replaced. */
#include "city.h"

#include <errno.h>

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "cond.h"
#include "day_key.h"
#include "deed.h"
#include "ledger_run.h"
#include "ledger_witness.h"
#include "office_key.h"
#include "query.h"

enum { CITY_ARENA_BYTES = 256 * 1024 * 1024, RULE_FILES = 64 };

static const char *const procedure_codes[] = {"petition", "hotline", "execution", "retaliation", "meeting", "decision_task", "conveyance", "campaign", "finding", "supervision", "batch", "case"};

struct proc_words city_words(const struct clock_rules *clocks)
{
	return (struct proc_words){.roles = role_names, .fields = field_names, .conds = cond_names,
		.effects = effect_names, .notices = document_names, .clocks = clocks, .kinds = matter_kinds};
}

static const char *read_text(struct arena *a, const char *path, struct str *out)
{
	int rc = os_read_file(a, path, LIMIT_RULE_FILE_BYTES, out);
	if (rc == -EFBIG)
		return arena_printf(a, "%s: larger than %d bytes", path, LIMIT_RULE_FILE_BYTES);
	return rc < 0 ? arena_printf(a, "%s: cannot be read (%s)", path, strerror(-rc)) : NULL;
}

/* Every NAME.txt of a folder, as name and text. */
static const char *read_folder(struct arena *a, const char *dir, struct rule_file *files, size_t *n)
{
	char **names;
	int count = os_list_dir(a, dir, &names);
	if (count < 0)
		return arena_printf(a, "%s: cannot be read (%s); is this a rules folder?", dir, strerror(-count));
	for (int i = 0; i < count; i++) {
		struct str name = str_of(names[i]);
		if (!str_ends(name, ".txt"))
			continue;
		if (*n == RULE_FILES)
			return arena_printf(a, "%s: more than %d rule files", dir, RULE_FILES);
		struct rule_file *f = &files[(*n)++];
		f->name = arena_cstr(a, str_head(name, name.n - 4));
		const char *why = read_text(a, arena_printf(a, "%s/%s", dir, names[i]), &f->text);
		if (why)
			return why;
	}
	return NULL;
}

static const char *read_procedures(struct arena *a, const char *rules_dir, struct city *out)
{
	struct rule_file files[RULE_FILES];
	struct rule_error err;
	struct proc_words words = city_words(&out->clocks);
	size_t n = 0;
	const char *why = read_folder(a, arena_printf(a, "%s/procedure", rules_dir), files, &n);
	for (size_t i = 0; !why && i < sizeof procedure_codes / sizeof *procedure_codes; i++) {
		must(out->procedures < CITY_PROCEDURES);
		if (!procedure_parse(a, files, n, procedure_codes[i], &words, &out->procedure[out->procedures], &err))
			why = arena_printf(a, "%s/procedure/%s.txt:%d: %s", rules_dir, err.file, err.line, err.reason);
		else
			out->procedures++;
	}
	return why;
}

static const char *read_calendar(struct arena *a, const char *rules_dir, struct cal_text *more, size_t n_more, const struct calendar **out)
{
	struct rule_file files[RULE_FILES];
	struct cal_text texts[RULE_FILES * 2];
	struct cal_error err;
	size_t n = 0;
	const char *why = read_folder(a, arena_printf(a, "%s/calendar", rules_dir), files, &n);
	if (why)
		return why;
	for (size_t i = 0; i < n; i++)
		texts[i] = (struct cal_text){files[i].name, files[i].text};
	for (size_t i = 0; i < n_more && n < RULE_FILES * 2; i++)
		texts[n++] = more[i];
	*out = calendar_parse(a, texts, n, &err);
	return *out ? NULL : arena_printf(a, "%s/calendar/%s:%d: %s", rules_dir, err.file, err.line, err.reason);
}

/* A file of rules/ that a city of before lacks. True: text is to be parsed; else *why, NULL when it is not there. */
static bool optional(struct arena *a, const char *rules_dir, const char *name, struct str *text, const char **why)
{
	const char *path = arena_printf(a, "%s/%s", rules_dir, name);
	*why = NULL;
	if (!os_exists(path))
		return false;
	*why = read_text(a, path, text);
	return !*why;
}

static const char *broken(struct arena *a, const char *rules_dir, const struct rule_error *err)
{
	return arena_printf(a, "%s/%s:%d: %s", rules_dir, err->file, err->line, err->reason);
}

/* Without its file nothing is erased, warned of by the numbers that came with the program, in no programme, and no place has a name. */
static const char *read_optional(struct arena *a, const char *rules_dir, struct city *out)
{
	struct str text;
	struct rule_error err;
	const char *why;
	out->warnings = warnings_default();
	out->places = places_default();
	if (optional(a, rules_dir, "retention.txt", &text, &why) && !retention_parse(a, "retention.txt", text, &out->retention, &err))
		return broken(a, rules_dir, &err);
	if (!why && optional(a, rules_dir, "warnings.txt", &text, &why) && !warnings_parse(a, "warnings.txt", text, &out->warnings, &err))
		return broken(a, rules_dir, &err);
	if (!why && optional(a, rules_dir, "programmes.txt", &text, &why) && !programmes_parse(a, "programmes.txt", text, &out->programmes, &err))
		return broken(a, rules_dir, &err);
	if (!why && optional(a, rules_dir, "places.txt", &text, &why) && !places_parse(a, "places.txt", text, &out->places, &err))
		return broken(a, rules_dir, &err);
	return why;
}

const char *city_rules_read(struct arena *a, const char *rules_dir, struct city *out)
{
	struct str text;
	struct rule_error err;
	const struct calendar *calendar;
	const char *path = arena_printf(a, "%s/clocks.txt", rules_dir);
	const char *why = read_text(a, path, &text);
	if (why)
		return why;
	if (!clock_rules_parse(a, "clocks.txt", text, &out->clocks, &err))
		return arena_printf(a, "%s:%d: %s", path, err.line, err.reason);
	why = read_optional(a, rules_dir, out);
	if (!why)
		why = read_procedures(a, rules_dir, out);
	if (!why)
		why = read_calendar(a, rules_dir, NULL, 0, &calendar);
	if (!why)
		out->calendar = calendar;
	return why;
}

/* -- creating */

struct creation { const char *name_zh, *name_en; char office[65]; };

static bool write_settings(struct tx *tx, void *arg)
{
	const struct creation *c = arg;
	unsigned char key[32];
	os_random(key, sizeof key);
	q_setting_set(tx, "city_zh", c->name_zh);
	q_setting_set(tx, "city_en", c->name_en);
	q_setting_set(tx, "zone_min", "480");
	q_setting_set(tx, "identity_public", c->office);
	struct sha256 k;
	memcpy(k.b, key, sizeof k.b);
	char hex[65];
	q_setting_set(tx, "key", sha256_hex(&k, hex));
	return tx->trouble == TROUBLE_NONE;
}

static const char *copy_folder(struct arena *a, const char *from, const char *to)
{
	char **names;
	struct str text;
	int n = os_list_dir(a, from, &names);
	if (n < 0)
		return arena_printf(a, "%s: cannot be read (%s)", from, strerror(-n));
	if (os_mkdir(to) < 0)
		return arena_printf(a, "%s: cannot be made", to);
	for (int i = 0; i < n; i++) {
		const char *source = arena_printf(a, "%s/%s", from, names[i]), *target = arena_printf(a, "%s/%s", to, names[i]);
		const char *why = os_is_dir(source) ? copy_folder(a, source, target) : read_text(a, source, &text);
		if (why)
			return why;
		if (!os_is_dir(source) && os_write_file(target, text) < 0)
			return arena_printf(a, "%s: cannot be written", target);
	}
	return NULL;
}

/* A name for the ledger that nobody else has; a city may choose its own (huiyin ledger init). */
static const char *new_origin(struct arena *a)
{
	unsigned char bits[5];
	os_random(bits, sizeof bits);
	return arena_printf(a, "huiyin/%s", base32_text(a, bits, sizeof bits));
}

const char *city_create(struct arena *a, const char *dir, const char *rules_dir, const char *name_zh, const char *name_en)
{
	struct city probe = {0};
	struct creation creation = {name_zh, name_en, ""};
	enum trouble trouble;
	const char *why = city_rules_read(a, rules_dir, &probe);
	if (!why)
		why = store_create(a, dir);
	if (!why)
		why = copy_folder(a, rules_dir, arena_printf(a, "%s/rules", dir));
	if (!why)
		why = office_key_make(a, dir, creation.office);
	if (why)
		return why;
	struct store *s = store_open(a, dir, STORE_COMMAND, &why);
	if (!s)
		return why;
	bool kept = store_write(s, a, write_settings, &creation, &trouble);
	store_close(s);
	if (!kept)
		return arena_printf(a, "%s: the settings could not be written", dir);
	return ledger_found(a, dir, new_origin(a));
}

/* -- opening */

static const char *setting(struct tx *tx, const char *key)
{
	struct q_setting_get s;
	return q_setting_get(tx, key, &s) ? s.value : NULL;
}

static const char *read_settings(struct city *c, enum store_mode mode)
{
	struct tx tx;
	struct sha256 key;
	int64_t zone;
	read_begin(c->store, 0, c->arena, &tx);
	const char *hex = setting(&tx, "key"), *zone_text = setting(&tx, "zone_min"), *office = setting(&tx, "identity_public");
	c->name[LANG_ZH] = setting(&tx, "city_zh");
	c->name[LANG_EN] = setting(&tx, "city_en");
	read_end(&tx);
	if (!hex || !zone_text || !c->name[LANG_ZH] || !c->name[LANG_EN] || !sha256_unhex(str_of(hex), &key) || !str_i64(str_of(zone_text), &zone))
		return "the settings of this city are incomplete; restore it from a backup, or make a new one with huiyin init";
	memcpy(c->key, key.b, sizeof c->key);
	c->zone_min = (int)zone;
	return mode == STORE_READ ? office_key_load(c, office) : office_key_upgrade(c);
}

static const char *build_calendar(struct city *c, const struct calendar **out)
{
	struct tx tx;
	struct q_calendar_confirmed *row;
	struct cal_text more[RULE_FILES];
	size_t n = 0;
	read_begin(c->store, 0, c->arena, &tx);
	size_t rows = q_calendar_confirmed(&tx, &row);
	for (size_t i = 0; i < rows && n < RULE_FILES; i++)
		more[n++] = (struct cal_text){row[i].name, str_of(row[i].text)};
	read_end(&tx);
	return read_calendar(c->arena, arena_printf(c->arena, "%s/rules", store_dir(c->store)), more, n, out);
}

const char *city_calendar_reload(struct city *c)
{
	const struct calendar *calendar;
	const char *why = build_calendar(c, &calendar);
	if (!why)
		c->calendar = calendar;
	return why;
}

struct city *city_open(const char *dir, enum store_mode mode, const char **why)
{
	struct arena *a = arena_new(CITY_ARENA_BYTES);
	struct city *c = arena_make(a, struct city);
	c->arena = a;
	if (!store_exists(a, dir)) {
		*why = arena_printf(a, "%s is not a city's data directory; make one with: huiyin init %s", dir, dir);
		return NULL;
	}
	*why = city_rules_read(a, arena_printf(a, "%s/rules", dir), c);
	if (!*why)
		c->store = store_open(a, dir, mode, why);
	if (!c->store)
		return NULL;
	c->day_key = day_key_new(a);
	*why = read_settings(c, mode);
	if (!*why)
		*why = city_calendar_reload(c);
	if (!*why)
		*why = ledger_open(c);
	if (!*why)
		*why = ledger_witness_open(c);
	if (!*why)
		return c;
	ledger_close(c);
	store_close(c->store);
	day_key_free(c->day_key);
	return NULL;
}

void city_close(struct city *c)
{
	ledger_witness_close(c);
	ledger_close(c);
	store_close(c->store);
	day_key_free(c->day_key);
	seal_wipe(&c->office_secret, sizeof c->office_secret);
	arena_free(c->arena);
}

const struct procedure *city_procedure(const struct city *c, const char *code)
{
	for (size_t i = 0; i < c->procedures; i++)
		if (cstr_eq(c->procedure[i].code, code))
			return &c->procedure[i];
	return NULL;
}

struct now city_now(const struct city *c)
{
	return os_now(c->zone_min);
}

struct sha256 city_keyed(const struct city *c, const char *purpose, struct str value)
{
	char text[512];
	int n = snprintf(text, sizeof text, "%s\n%.*s", purpose, STR_ARG(str_head(value, 400)));
	return hmac256_of(c->key, (struct str){text, (size_t)n});
}
