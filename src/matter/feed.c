/* See feed.h for its laws. */
#include "feed.h"

#include "../base/bug.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "audit_log.h"
#include "body.h"
#include "data.h"
#include "list.h"
#include "matter.h"
#include "meeting.h"

enum { SECRET_BYTES = 16, UID_BYTES = 16, HOUR_MS = 3600 * 1000, PAST_DAYS = 60 };

static bool refuse(struct refusal *why, enum refusal_kind kind, struct msg what)
{
	*why = (struct refusal){kind, what, NULL, F_NONE};
	return false;
}

static struct str keyed(struct tx *tx, const struct city *c, struct str secret)
{
	struct sha256 h = city_keyed(c, "feed", secret);
	return (struct str){arena_memdup(tx->arena, h.b, sizeof h.b), sizeof h.b};
}

/* 0 for the person's own; -1: no such body. */
static int64_t body_of(struct tx *tx, const char *code)
{
	struct q_body_by_code b;
	if (cstr_empty(code))
		return 0;
	return q_body_by_code(tx, code, &b) ? b.id : -1;
}

static void told(struct tx *tx, const struct viewer *v, struct now now, int64_t person_id, const char *act, const char *body)
{
	struct q_person_by_id p;
	if (!q_person_by_id(tx, person_id, &p))
		return;
	q_admin_event_insert(tx, now.utc_ms, v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT, act, p.login, data_of_pairs(tx->arena, "body", cstr_empty(body) ? "" : body, NULL));
	audit_log(tx, cstr_eq(act, "feed_new") ? "feed.made" : "feed.revoked", v, "person", person_id);
}

const char *feed_make(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *body, enum lang lang, struct refusal *why)
{
	unsigned char random[SECRET_BYTES];
	int64_t id = body_of(tx, body);
	if (id < 0 || (id > 0 && !body_visible(tx, v, now, body))) {
		refuse(why, REFUSE_ABSENT, T_REFUSE_NO_BODY(body));
		return NULL;
	}
	os_random(random, sizeof random);
	const char *secret = base32_text(tx->arena, random, sizeof random);
	q_feed_revoke(tx, v->person_id, id, now.utc_ms);
	q_feed_insert(tx, keyed(tx, c, str_of(secret)), v->person_id, id ? id : DB_NULL_INT, lang == LANG_ZH ? "zh" : "en", now.utc_ms);
	told(tx, v, now, v->person_id, "feed_new", body);
	return secret;
}

bool feed_revoke(struct tx *tx, const struct viewer *v, struct now now, int64_t person_id, const char *body, struct refusal *why)
{
	int64_t id = body_of(tx, body);
	if (id < 0 || q_feed_revoke(tx, person_id, id, now.utc_ms) == 0)
		return refuse(why, REFUSE_ABSENT, T_FEED_NONE);
	told(tx, v, now, person_id, "feed_revoke", body);
	return tx->trouble == TROUBLE_NONE;
}

bool feed_ask(struct tx *tx, const struct city *c, struct now now, struct str secret, struct feed *out)
{
	struct q_feed_find f;
	*out = (struct feed){0};
	if (!q_feed_find(tx, keyed(tx, c, str_head(secret, 64)), &f))
		return false;
	bool same_hour = now.utc_ms >= f.hour_ms && now.utc_ms - f.hour_ms < HOUR_MS;
	int64_t asks = same_hour ? f.asks + 1 : 1, hour = same_hour ? f.hour_ms : now.utc_ms;
	q_feed_asked(tx, f.id, hour, asks, now.utc_ms);
	if (!viewer_load(tx, f.person_id, now.today, &out->viewer) || out->viewer.posts == 0)
		return false;
	if (f.body_id != DB_NULL_INT && !body_visible(tx, &out->viewer, now, f.body_code))
		return false;
	out->body_id = f.body_id == DB_NULL_INT ? 0 : f.body_id;
	out->body_code = f.body_code;
	out->lang = lang_of(str_of(f.lang));
	out->wait_ms = asks > LIMIT_FEED_ASKS ? hour + HOUR_MS - now.utc_ms : 0;
	return tx->trouble == TROUBLE_NONE;
}

/* -- what is in it */

static int64_t planned(struct tx *tx, const struct matter *m, const struct viewer *v)
{
	struct q_item_list *item;
	size_t n = q_item_list(tx, m->m.id, &item);
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++)
		if (!cstr_eq(item[i].conclusion, "dropped") && meeting_item_visible(m, v, item[i].no))
			sum += item[i].planned;
	return sum;
}

size_t feed_meetings(struct tx *tx, const struct city *c, const struct feed *f, struct now now, struct feed_meeting **out)
{
	struct q_feed_meetings *k;
	char from[11], today[11];
	size_t n = q_feed_meetings(tx, f->viewer.person_id, f->body_id, day_text(now.today - PAST_DAYS, from), day_text(now.today, today), &k), made = 0;
	*out = arena_make_n(tx->arena, struct feed_meeting, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct matter *m = arena_make(tx->arena, struct matter);
		if (!matter_load(tx, c, k[i].matter_id, m) || !m->meeting || !matter_visible(m, &f->viewer))
			continue;
		(*out)[made++] = (struct feed_meeting){m, k[i].changed_ms, planned(tx, m, &f->viewer)};
	}
	return made;
}

static bool among(const struct feed_due *d, size_t n, const char *number)
{
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(d[i].number, number))
			return true;
	return false;
}

size_t feed_dues(struct tx *tx, const struct city *c, const struct feed *f, struct now now, struct feed_due **out)
{
	struct list_group *g;
	size_t groups = f->body_id ? 0 : list_my_day(tx, c, &f->viewer, now, &g), rows = 0, n = 0;
	for (size_t i = 0; i < groups; i++)
		rows += g[i].rows;
	*out = arena_make_n(tx->arena, struct feed_due, rows + 1);
	for (size_t i = 0; i < groups; i++)
		for (size_t k = 0; k < g[i].rows; k++) {
			const struct list_row *row = &g[i].row[k];
			struct q_feed_due due;
			day_t day;
			if (row->restricted || !row->next_due || !day_parse(str_of(row->next_due), &day) || among(*out, n, row->number) ||
				!q_feed_due(tx, row->number, row->next_due, &due))
				continue;
			int64_t changed = due.extended && due.granted_ms != DB_NULL_INT && due.granted_ms > due.started_ms ? due.granted_ms : due.started_ms;
			(*out)[n++] = (struct feed_due){row->number, day, due.extended, day_start_ms(day_of_ms(changed, c->zone_min), c->zone_min)};
		}
	return n;
}

const char *feed_uid(struct arena *a, const struct city *c, const char *what, const char *number)
{
	struct sha256 h = city_keyed(c, "feed-uid", str_of(arena_printf(a, "%s %s", what, number)));
	return arena_printf(a, "%s@huiyin", base32_text(a, h.b, UID_BYTES));
}
