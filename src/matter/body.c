/* Laws: 1 a seat counts from its confirmation, by another administrator than
 * who proposed it; 2 nobody sits twice in one body at a time; 3 bodies and
 * seats are never deleted, they end on a day; 4 a body is public by a deed of its
 * office, never from the beginning. */
#include "body.h"

#include "../base/limits.h"
#include "../rule/duty.h"
#include "audit_log.h"
#include "data.h"
#include "unit.h"

const char *const body_kinds[] = {"leading_group", "joint", NULL};
const char *const seat_roles[] = {"chair", "deputy", "member", "observer", NULL};

static bool refuse(struct refusal *why, enum refusal_kind kind, struct msg what)
{
	*why = (struct refusal){kind, what, NULL, F_NONE};
	return false;
}

static int64_t actor(const struct viewer *v)
{
	return v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT;
}

static bool one_of(const char *const *list, const char *word)
{
	for (; *list; list++)
		if (cstr_eq(*list, word))
			return true;
	return false;
}

bool seat_votes(const char *role)
{
	return !cstr_eq(role, "observer");
}

static bool code_fine(const char *code)
{
	size_t n = strlen(code);
	return n > 0 && n <= 20 && strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

bool body_add(struct tx *tx, const struct viewer *v, struct now now, const struct body_in *in, struct refusal *why)
{
	struct q_body_by_code taken;
	char from[11];
	if (!code_fine(in->code ? in->code : ""))
		return refuse(why, REFUSE_INPUT, T_REFUSE_BODY_CODE);
	if (q_body_by_code(tx, in->code, &taken))
		return refuse(why, REFUSE_INPUT, T_REFUSE_UNIT_TAKEN(in->code));
	if (!one_of(body_kinds, in->kind))
		return refuse(why, REFUSE_INPUT, T_REFUSE_BODY_KIND);
	if (cstr_empty(in->name_zh) || cstr_empty(in->name_en) || cstr_empty(in->sign))
		return refuse(why, REFUSE_INPUT, T_FAULT_MISSING);
	int64_t unit = unit_by_code(tx, in->unit, now.today), office = unit_by_code(tx, in->office, now.today);
	if (!unit || !office)
		return refuse(why, REFUSE_INPUT, T_FAULT_UNKNOWN_UNIT(unit ? in->office ? in->office : "" : in->unit ? in->unit : ""));
	int64_t id = q_body_insert(tx, in->code, in->kind, in->name_zh, in->name_en, unit, office, in->sign,
		day_text(in->from == DAY_NONE ? now.today : in->from, from));
	q_admin_event_insert(tx, now.utc_ms, actor(v), "body_add", in->code, data_of_pairs(tx->arena, "unit", in->unit, "office", in->office, NULL));
	audit_log(tx, "body.added", v, "body", id);
	return tx->trouble == TROUBLE_NONE;
}

/* Does the person sit there on some day of the term? */
static bool sits(struct tx *tx, int64_t body, int64_t person, const char *from, const char *to)
{
	struct q_seat_of_body *s;
	size_t n = q_seat_of_body(tx, body, &s);
	for (size_t i = 0; i < n; i++)
		if (s[i].person_id == person && (!s[i].valid_to || strcmp(s[i].valid_to, from) >= 0) && (!to || strcmp(s[i].valid_from, to) <= 0))
			return true;
	return false;
}

bool seat_propose(struct tx *tx, const struct viewer *v, struct now now, const struct seat_in *in, int64_t *id, struct refusal *why)
{
	struct q_body_by_code body;
	struct q_person_by_login p;
	char from[11], last[11];
	day_t first = in->from == DAY_NONE ? now.today : in->from;
	const char *to = in->to == DAY_NONE ? NULL : day_text(in->to, last);
	day_text(first, from);
	if (!q_body_by_code(tx, in->body, &body))
		return refuse(why, REFUSE_INPUT, T_REFUSE_NO_BODY(in->body));
	if (!q_person_by_login(tx, in->login, &p))
		return refuse(why, REFUSE_INPUT, T_REFUSE_NO_PERSON(in->login));
	if (!one_of(seat_roles, in->role))
		return refuse(why, REFUSE_INPUT, T_REFUSE_SEAT_ROLE);
	if (p.id == actor(v))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_SELF_DECIDED);
	if (to && in->to < first)
		return refuse(why, REFUSE_INPUT, T_REFUSE_TERM_ENDS_FIRST);
	if (sits(tx, body.id, p.id, from, to))
		return refuse(why, REFUSE_INPUT, T_REFUSE_SITS_ALREADY);
	*id = q_seat_insert(tx, body.id, p.id, in->role, in->title_zh ? in->title_zh : "", in->title_en ? in->title_en : "", from, to, actor(v), now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "seat_propose", in->login, data_of_pairs(tx->arena, "body", in->body, "role", in->role, NULL));
	audit_log(tx, "seat.proposed", v, "seat", *id);
	return tx->trouble == TROUBLE_NONE;
}

bool body_publish(struct tx *tx, const struct viewer *v, struct now now, const char *code, bool public, struct refusal *why)
{
	struct q_body_by_code b;
	if (!q_body_by_code(tx, code, &b))
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_BODY(code));
	if (v->kind != VIEWER_SYSTEM && !viewer_post_in(v, "clerk", b.office_unit_id))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_RIGHT);
	q_body_set_public(tx, b.id, public);
	q_admin_event_insert(tx, now.utc_ms, actor(v), public ? "body_publish" : "body_withdraw", code, "{}");
	audit_log(tx, public ? "body.published" : "body.withdrawn", v, "body", b.id);
	return tx->trouble == TROUBLE_NONE;
}

static const char *number(struct tx *tx, int64_t id)
{
	return arena_printf(tx->arena, "%lld", (long long)id);
}

bool seat_confirm(struct tx *tx, const struct viewer *v, struct now now, int64_t seat_id, struct refusal *why)
{
	struct q_seat_by_id seat;
	if (!q_seat_by_id(tx, seat_id, &seat) || seat.confirmed)
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_SEAT);
	if (v->kind == VIEWER_STAFF && (!duty_two_persons(seat.proposed_by, v->person_id) || seat.person_id == v->person_id))
		return refuse(why, REFUSE_RIGHT, T_REFUSE_DUTY);
	q_seat_set_confirmed(tx, seat_id, actor(v), now.utc_ms);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "seat_confirm", number(tx, seat_id), "{}");
	audit_log(tx, "seat.confirmed", v, "seat", seat_id);
	return tx->trouble == TROUBLE_NONE;
}

bool seat_end(struct tx *tx, const struct viewer *v, struct now now, int64_t seat_id, day_t last, struct refusal *why)
{
	struct q_seat_by_id seat;
	char day[11];
	if (!q_seat_by_id(tx, seat_id, &seat))
		return refuse(why, REFUSE_ABSENT, T_REFUSE_NO_SEAT);
	if (strcmp(day_text(last, day), seat.valid_from) < 0)
		return refuse(why, REFUSE_INPUT, T_REFUSE_TERM_ENDS_FIRST);
	q_seat_set_end(tx, seat_id, day);
	q_admin_event_insert(tx, now.utc_ms, actor(v), "seat_end", number(tx, seat_id), "{}");
	audit_log(tx, "seat.ended", v, "seat", seat_id);
	return tx->trouble == TROUBLE_NONE;
}

bool body_visible(struct tx *tx, const struct viewer *v, struct now now, const char *code)
{
	struct q_body_of_person *b;
	char today[11];
	size_t n = v->kind == VIEWER_STAFF ? q_body_of_person(tx, v->person_id, day_text(now.today, today), &b) : 0;
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(b[i].code, code))
			return true;
	return false;
}
