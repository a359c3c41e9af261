/* Accounts and posts, by administrators. Laws: 1 a role is proposed by one
 * administrator and confirmed by another (pair 10); 2 no account holds
 * two of administration, audit, data protection and business (pair 11); 3 every change is an
 * admin event. */
#include "person.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "../rule/duty.h"
#include "audit_log.h"
#include "data.h"
#include "unit.h"

static bool refuse(struct refusal *why, enum refusal_kind kind, struct msg what)
{
	*why = (struct refusal){kind, what, NULL, F_NONE};
	return false;
}

static int64_t actor(const struct viewer *v)
{
	return v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT;
}

static bool login_plain(const char *s)
{
	size_t n = strlen(s);
	for (size_t i = 0; i < n; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '.' || s[i] == '-' || s[i] == '_'))
			return false;
	return n >= 2 && n <= LIMIT_LOGIN_CHARS;
}

bool person_add(struct tx *tx, const struct viewer *v, struct now now, const struct person_in *in, int64_t *id, struct refusal *why)
{
	struct q_person_by_login found;
	if (cstr_empty(in->login) || !login_plain(in->login))
		return refuse(why, REFUSE_INPUT, T_REFUSE_LOGIN_FORM);
	if (q_person_by_login(tx, in->login, &found))
		return refuse(why, REFUSE_INPUT, T_REFUSE_LOGIN_TAKEN(in->login));
	if (cstr_empty(in->name_zh) || cstr_empty(in->name_en) || utf8_count(str_of(in->name_zh)) > LIMIT_NAME_CHARS || utf8_count(str_of(in->name_en)) > LIMIT_NAME_CHARS)
		return refuse(why, REFUSE_INPUT, T_REFUSE_PERSON_NAMES);
	*id = q_person_insert(tx, in->login, in->name_zh, in->name_en, in->password_hash ? in->password_hash : "",
		cstr_eq(in->lang, "en") ? "en" : "zh", now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "person_add", in->login, "{}");
	return tx->trouble == TROUBLE_NONE;
}

bool person_enable(struct tx *tx, const struct viewer *v, struct now now, const char *login, bool enabled, struct refusal *why)
{
	struct q_person_by_login p;
	if (!q_person_by_login(tx, login, &p))
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_PERSON(login));
	if (p.id == actor(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_SELF_DECIDED);
	q_person_set_enabled(tx, p.id, enabled);
	if (!enabled) {
		q_session_delete_person(tx, p.id);
		q_api_key_revoke_all(tx, p.id, now.utc_ms);
		q_feed_revoke_all(tx, p.id, now.utc_ms);
	}
	q_admin_event_insert(tx, now.utc_ms, actor(v), enabled ? "person_enable" : "person_disable", login, "{}");
	audit_log(tx, enabled ? "person.enabled" : "person.disabled", v, "person", p.id);
	return tx->trouble == TROUBLE_NONE;
}

bool person_set_password(struct tx *tx, const struct viewer *v, struct now now, const char *login, const char *password_hash, struct refusal *why)
{
	struct q_person_by_login p;
	if (!q_person_by_login(tx, login, &p))
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_PERSON(login));
	q_person_set_password(tx, p.id, password_hash);
	q_session_delete_person(tx, p.id);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "password", login, "{}");
	audit_log(tx, "password.changed", v, "person", p.id);
	return tx->trouble == TROUBLE_NONE;
}

static char sort_of(const char *role)
{
	const struct role_def *d = role_find(role);
	must(d);
	switch (d->sort) {
	case ROLE_ADMIN: return 's';
	case ROLE_AUDIT: return 'a';
	case ROLE_PRIVACY: return 'p';
	case ROLE_BUSINESS: case ROLE_SEAT: break;
	}
	return 'b';
}

/* Pair 11, over the posts in force and those proposed. */
static bool compatible(struct tx *tx, int64_t person_id, const char *role)
{
	struct q_post_all *p;
	struct q_person_by_id who;
	size_t n = q_post_all(tx, &p);
	must(q_person_by_id(tx, person_id, &who));
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(p[i].login, who.login) && !p[i].valid_to && !duty_roles_compatible(sort_of(p[i].role), sort_of(role)))
			return false;
	return true;
}

bool post_propose(struct tx *tx, const struct viewer *v, struct now now, const struct post_in *in, int64_t *id, struct refusal *why)
{
	struct q_person_by_login p;
	char from[11];
	const struct role_def *role = role_find(in->role);
	int64_t unit = unit_by_code(tx, in->unit, now.today);
	if (!q_person_by_login(tx, in->login, &p))
		return refuse(why, REFUSE_INPUT, T_REFUSE_NO_PERSON(in->login));
	if (!unit)
		return refuse(why, REFUSE_INPUT, T_FAULT_UNKNOWN_UNIT(in->unit));
	if (!role || role->sort == ROLE_SEAT || cstr_eq(in->role, "system") || cstr_eq(in->role, "petitioner"))
		return refuse(why, REFUSE_INPUT, T_REFUSE_NO_ROLE(in->role));
	if (p.id == actor(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_SELF_DECIDED);
	if (!compatible(tx, p.id, in->role))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_ROLE_SORTS);
	*id = q_post_insert(tx, p.id, unit, in->role, in->title_zh ? in->title_zh : "", in->title_en ? in->title_en : "",
		day_text(in->from == DAY_NONE ? now.today : in->from, from), actor(v), now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "post_propose", in->login, data_of_pairs(tx->arena, "unit", in->unit, "role", in->role, NULL));
	audit_log(tx, "post.proposed", v, "post", *id);
	return tx->trouble == TROUBLE_NONE;
}

/* A viewer has room for so many: one more would be a right that nothing knows of. */
static bool has_room(struct tx *tx, int64_t person_id, day_t today)
{
	struct q_post_count held;
	char day[11];
	return q_post_count(tx, person_id, day_text(today, day), &held) && held.n < VIEWER_POSTS;
}

bool post_confirm(struct tx *tx, const struct viewer *v, struct now now, int64_t post_id, struct refusal *why)
{
	struct q_post_by_id post;
	if (!q_post_by_id(tx, post_id, &post) || post.confirmed)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_POST);
	if (v->kind == VIEWER_STAFF && (!duty_two_persons(post.proposed_by, v->person_id) || post.person_id == v->person_id))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_DUTY);
	if (!compatible(tx, post.person_id, post.role))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_ROLE_SORTS);
	if (!has_room(tx, post.person_id, now.today))
		return refuse(why, REFUSE_INPUT, T_REFUSE_POSTS_MANY(arena_printf(tx->arena, "%d", VIEWER_POSTS)));
	q_post_set_confirmed(tx, post_id, actor(v), now.utc_ms);
	q_session_delete_person(tx, post.person_id);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "post_confirm", arena_printf(tx->arena, "%lld", (long long)post_id), "{}");
	audit_log(tx, "post.confirmed", v, "post", post_id);
	return tx->trouble == TROUBLE_NONE;
}

bool post_end(struct tx *tx, const struct viewer *v, struct now now, int64_t post_id, day_t last, struct refusal *why)
{
	struct q_post_by_id post;
	char day[11];
	if (!q_post_by_id(tx, post_id, &post) || post.valid_to)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_POST);
	q_post_set_end(tx, post_id, day_text(last, day));
	q_session_delete_person(tx, post.person_id);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "post_end", arena_printf(tx->arena, "%lld", (long long)post_id), "{}");
	audit_log(tx, "post.ended", v, "post", post_id);
	return tx->trouble == TROUBLE_NONE;
}
