/* Laws: 1 an object is modified when its text changed, and only then; 2 the time told
 * lies a little after the change, so that who asked in the moment before it is told the
 * next time; 3 a whole turn over all meetings only when bodies, seats or units changed,
 * and in pieces, so that nobody waits for it; else over those that something happened to. */
#include "oparl_make.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"

enum {
	TEXT_BYTES = 8 * 1024 * 1024, MEETING_ARENA_BYTES = 64 * 1024 * 1024, SECOND_MS = 1000, TOKEN_BYTES = 16,
	SEEN_AFTER_MS = 2000,          /* longer than a commit takes */
	MEETINGS_AT_ONCE = 20,         /* in one transaction: others write in between */
	TURN_DONE = -1,
};

/* The last event seen, the last deed of administration, and where in a turn over all meetings. */
struct progress { int64_t event, admin, turn; };

/* -- texts */

void oparl_text_begin(struct oparl_text *t)
{
	buf_init(&t->buf, TEXT_BYTES);
	json_init(&t->json, &t->buf);
	json_object(&t->json, NULL);
}

const char *oparl_text_end(struct arena *a, struct oparl_text *t)
{
	json_end(&t->json);
	json_done(&t->json);
	must(buf_ok(&t->buf));
	const char *text = arena_cstr(a, (struct str){t->buf.p + 1, t->buf.n - 2});
	buf_free(&t->buf);
	return text;
}

const char *oparl_token(struct arena *a, const struct city *c, const char *type, const char *key)
{
	struct sha256 h = city_keyed(c, "oparl", str_of(arena_printf(a, "%s:%s", type, key)));
	return base32_text(a, h.b, TOKEN_BYTES);
}

void oparl_ref(struct json *j, struct arena *a, const char *name, const char *token)
{
	json_whole(j, name, arena_printf(a, "\"" OPARL_ROOT "/oparl/object/%s\"", token));
}

void oparl_ref_list(struct json *j, struct arena *a, const char *name, const char *list)
{
	json_whole(j, name, arena_printf(a, "\"" OPARL_ROOT "/oparl/list/%s\"", list));
}

void oparl_ref_list_of(struct json *j, struct arena *a, const char *name, const char *token, const char *list)
{
	json_whole(j, name, arena_printf(a, "\"" OPARL_ROOT "/oparl/object/%s/%s\"", token, list));
}

void oparl_words(struct json *j, const char *name, const char *value)
{
	if (!cstr_empty(value))
		json_text(j, name, value);
}

const char *oparl_instant(struct arena *a, int64_t ms, int zone_min)
{
	char day[11];
	day_t d = day_of_ms(ms, zone_min);
	int64_t s = (ms - day_start_ms(d, zone_min)) / SECOND_MS;
	int off = zone_min < 0 ? -zone_min : zone_min;
	return arena_printf(a, "%sT%02d:%02d:%02d%c%02d:%02d", day_text(d, day), (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60),
		zone_min < 0 ? '-' : '+', off / 60, off % 60);
}

const char *oparl_word(struct arena *a, enum lang lang, const char *prefix, const char *name)
{
	int id = msg_id(arena_printf(a, "%s%s", prefix, name));
	return id ? msg_text(a, lang, (struct msg){.id = id}) : name;
}

/* -- keeping */

static struct q_public_scope *find(const struct oparl_make *k, const char *token)
{
	size_t low = 0, high = k->hads;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(k->had[mid].token, token);
		if (order == 0)
			return &k->had[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static const char *digest(struct arena *a, const struct oparl_object *o)
{
	char hex[65];
	const char *all = arena_printf(a, "%s\n%s\n%s\n%s\n%s\n%s", o->type, or_empty(o->owner), o->own, or_empty(o->back), or_empty(o->parts), or_empty(o->content));
	struct sha256 h = sha256_of(str_of(all));
	return arena_strdup(a, sha256_hex(&h, hex));
}

static int64_t later(const struct oparl_make *k, int64_t than)
{
	int64_t at = k->now.utc_ms + SEEN_AFTER_MS;
	return at > than ? at : than + SECOND_MS;
}

const char *oparl_keep(struct oparl_make *k, const struct oparl_object *o)
{
	struct arena *a = k->tx->arena;
	const char *token = oparl_token(a, k->city, o->type, o->key), *sum = digest(a, o);
	struct q_public_scope *had = find(k, token);
	int64_t created = had ? had->created_ms : later(k, 0), modified = had ? had->modified_ms : created;
	if (!had) {
		q_public_add(k->tx, token, o->type, or_empty(o->owner), k->meeting, created, sum, o->own, or_empty(o->back), or_empty(o->parts), or_empty(o->content));
		k->changes++;
	} else if (had->deleted || !cstr_eq(had->digest, sum)) {
		modified = later(k, had->modified_ms);
		q_public_change(k->tx, had->id, modified, sum, o->own, or_empty(o->back), or_empty(o->parts), or_empty(o->content));
		k->changes++;
	}
	if (had)
		k->made[had - k->had] = true;
	return arena_printf(a, "{\"id\":\"" OPARL_ROOT "/oparl/object/%s\",\"type\":\"" OPARL_SCHEMA "%s\",\"created\":\"%s\",\"modified\":\"%s\"%s%s%s%s}",
		token, o->type, oparl_instant(a, created, k->city->zone_min), oparl_instant(a, modified, k->city->zone_min),
		*o->own ? "," : "", o->own, cstr_empty(o->parts) ? "" : ",", or_empty(o->parts));
}

void oparl_scope_begin(struct oparl_make *k, int64_t meeting)
{
	k->meeting = meeting;
	k->hads = q_public_scope(k->tx, meeting, &k->had);
	k->made = arena_make_n(k->tx->arena, bool, k->hads + 1);
}

void oparl_scope_end(struct oparl_make *k)
{
	for (size_t i = 0; i < k->hads; i++)
		if (!k->made[i] && !k->had[i].deleted)
			k->changes += q_public_withdraw(k->tx, k->had[i].id, later(k, k->had[i].modified_ms));
}

/* -- a turn */

static void meeting(struct oparl_make *k, int64_t matter_id)
{
	struct arena *caller = k->tx->arena;
	k->tx->arena = arena_new(MEETING_ARENA_BYTES);
	oparl_scope_begin(k, matter_id);
	oparl_make_meeting(k, matter_id);
	oparl_scope_end(k);
	arena_free(k->tx->arena);
	k->tx->arena = caller;
}

/* The next ones of a whole turn; how far it came, or TURN_DONE. */
static int64_t turn(struct oparl_make *k, int64_t after)
{
	struct q_public_meetings *m;
	size_t n = q_public_meetings(k->tx, after, MEETINGS_AT_ONCE, &m);
	for (size_t i = 0; i < n && k->tx->trouble == TROUBLE_NONE; i++)
		meeting(k, m[i].matter_id);
	return n < MEETINGS_AT_ONCE ? TURN_DONE : m[n - 1].matter_id;
}

static void touched(struct oparl_make *k, int64_t after, int64_t upto)
{
	struct q_public_touched *m;
	size_t n = q_public_touched(k->tx, after, upto, &m);
	for (size_t i = 0; i < n && k->tx->trouble == TROUBLE_NONE; i++)
		meeting(k, m[i].matter_id);
}

/* How far it came: "event admin turn". */
static struct progress came_to(struct tx *tx)
{
	struct progress none = {-1, -1, TURN_DONE}, p;
	struct q_setting_get s;
	if (!q_setting_get(tx, "oparl_made", &s))
		return none;
	struct str rest = str_of(s.value), word;
	int64_t *part[] = {&p.event, &p.admin, &p.turn};
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (!str_word(&rest, &word) || !str_i64(word, part[i]))
			return none;           /* of before: all is looked at once more */
	return p;
}

bool oparl_run(struct tx *tx, const struct city *c, struct now now)
{
	struct q_public_last last = {0};
	struct oparl_make k = {.tx = tx, .city = c, .now = now};
	struct progress p = came_to(tx);
	if (!q_public_last(tx, &last) || (last.event == p.event && last.admin == p.admin && p.turn == TURN_DONE))
		return false;
	if (p.admin != last.admin) {
		oparl_scope_begin(&k, 0);
		oparl_make_city(&k);
		oparl_scope_end(&k);
		p = (struct progress){last.event, last.admin, 0};
	} else if (p.turn != TURN_DONE) {
		p.turn = turn(&k, p.turn);
	} else {
		touched(&k, p.event, last.event);
		p.event = last.event;
	}
	q_setting_set(tx, "oparl_made", arena_printf(tx->arena, "%lld %lld %lld", (long long)p.event, (long long)p.admin, (long long)p.turn));
	return tx->trouble == TROUBLE_NONE;
}
