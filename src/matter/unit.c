/* The unit tree. Laws: 1 no unit is its own ancestor; 2 whoever asks for a
 * unit that has ended gets its successor; 3 ending a unit leaves no open
 * matter behind (Regulations art. 24). */
#include "unit.h"
#include "data.h"
#include "event.h"
#include "input.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { SUCCESSIONS = 20, LEVELS = 20, UNIT_PARTS = 9 };

static bool in_force(const struct q_unit_by_id *u, day_t today)
{
	day_t last;
	return !u->valid_to || (day_parse(str_of(u->valid_to), &last) && today <= last);
}

int64_t unit_current(struct tx *tx, int64_t unit_id, day_t today)
{
	struct q_unit_by_id u;
	for (int i = 0; i < SUCCESSIONS; i++) {
		if (unit_id == DB_NULL_INT || !q_unit_by_id(tx, unit_id, &u))
			return 0;
		if (in_force(&u, today))
			return u.id;
		unit_id = u.successor_id;
	}
	return 0;
}

int64_t unit_by_code(struct tx *tx, const char *code, day_t today)
{
	struct q_unit_find_code found;
	if (cstr_empty(code) || !q_unit_find_code(tx, code, &found))
		return 0;
	return unit_current(tx, found.id, today);
}

int64_t unit_superior(struct tx *tx, int64_t unit_id, day_t today)
{
	struct q_unit_by_id u;
	if (!q_unit_by_id(tx, unit_id, &u))
		return 0;
	for (int i = 0; i < LEVELS && u.parent_id != DB_NULL_INT; i++) {
		if (!q_unit_by_id(tx, u.parent_id, &u))
			return 0;
		if (cstr_eq(u.kind, "government") && in_force(&u, today))
			return u.id;
	}
	return 0;
}

bool unit_is_within(struct tx *tx, int64_t unit_id, int64_t root_id)
{
	struct q_unit_within n;
	return q_unit_within(tx, unit_id, root_id, &n) && n.n > 0;
}

int64_t unit_intake(struct tx *tx, const char *procedure)
{
	struct q_unit_intake_of u;
	const char *kind = cstr_eq(procedure, "hotline") ? "hotline" : "bureau";
	return q_unit_intake_of(tx, kind, &u) ? u.id : 0;
}

bool unit_in_line(struct tx *tx, int64_t a, int64_t b)
{
	struct q_unit_ties *tie;
	size_t n = q_unit_ties(tx, b, &tie);
	for (size_t i = 0; i < n; i++)
		if (tie[i].unit_id == a)
			return true;
	return unit_is_within(tx, a, b) || unit_is_within(tx, b, a);   /* a bureau above it too */
}

static bool refuse(struct refusal *why, struct msg what)
{
	*why = (struct refusal){REFUSE_INPUT, what, NULL, F_NONE};
	return false;
}

static bool code_plain(const char *code)
{
	size_t n = strlen(code);
	for (size_t i = 0; i < n; i++)
		if (!((code[i] >= 'a' && code[i] <= 'z') || (code[i] >= '0' && code[i] <= '9') || code[i] == '-'))
			return false;
	return n >= 2 && n <= 24;
}

static bool kind_known(const char *kind)
{
	static const char *const kinds[] = {"government", "department", "bureau", "discipline", "court",
		"enterprise", "institution", "hotline", "other", NULL};
	for (const char *const *k = kinds; *k; k++)
		if (cstr_eq(*k, kind))
			return true;
	return false;
}

/* Names, kind, parent and area of what was typed; *parent gets the parent's id. */
static bool unit_in_check(struct tx *tx, struct now now, const struct unit_in *in, int64_t *parent, struct refusal *why)
{
	struct q_area_by_code area;
	*parent = DB_NULL_INT;
	if (cstr_empty(in->name_zh) || cstr_empty(in->name_en))
		return refuse(why, T_REFUSE_UNIT_NAMES);
	if (cstr_empty(in->kind) || !kind_known(in->kind))
		return refuse(why, T_REFUSE_UNIT_KIND);
	if (!cstr_empty(in->parent)) {
		*parent = unit_by_code(tx, in->parent, now.today);
		if (!*parent)
			return refuse(why, T_FAULT_UNKNOWN_UNIT(in->parent));
	}
	if (!cstr_empty(in->area) && !q_area_by_code(tx, in->area, &area))
		return refuse(why, T_FAULT_UNKNOWN_AREA(in->area));
	return true;
}

static const char *text_or(const char *s)
{
	return s ? s : "";
}

static const char *null_if_empty(const char *s)
{
	return cstr_empty(s) ? NULL : s;
}

/* Lists read the tree from unit_line (sql/schema/030), and whom a complaint ties from unit_tie (200). */
static void rebuild_lines(struct tx *tx)
{
	q_unit_line_clear(tx);
	q_unit_line_fill(tx);
	q_unit_tie_clear(tx);
	q_unit_tie_fill(tx);
}

static void admin_event(struct tx *tx, const struct viewer *v, struct now now, const char *act, const char *object, const char *data)
{
	q_admin_event_insert(tx, now.utc_ms, v->kind == VIEWER_STAFF ? v->person_id : DB_NULL_INT, act, object, data);
}

static void row_pairs(struct tx *tx, const struct q_unit_by_id *u, const char *value[UNIT_PARTS])
{
	const char *part[UNIT_PARTS] = {u->name_zh, u->name_en, u->kind, input_id(tx, u->parent_id), u->area_code, u->doc_sign, u->duties,
		u->valid_to, input_id(tx, u->successor_id)};
	memcpy(value, part, sizeof part);
}

/* What it was and what it is: papers name it as it was called on their day. */
static void keep_change(struct tx *tx, struct now now, const struct q_unit_by_id *before)
{
	struct q_unit_by_id after;
	const char *was[UNIT_PARTS], *is[UNIT_PARTS];
	if (!q_unit_by_id(tx, before->id, &after))
		return;
	row_pairs(tx, before, was);
	row_pairs(tx, &after, is);
	input_begin(tx);
	input_keep(tx, now, DB_NULL_INT, "unit", NULL, "unit", input_id(tx, before->id),
		"was.name_zh", was[0], "was.name_en", was[1], "was.kind", was[2], "was.parent", was[3], "was.area", was[4],
		"was.doc_sign", was[5], "was.duties", was[6], "was.valid_to", was[7], "was.successor", was[8],
		"is.name_zh", is[0], "is.name_en", is[1], "is.kind", is[2], "is.parent", is[3], "is.area", is[4],
		"is.doc_sign", is[5], "is.duties", is[6], "is.valid_to", is[7], "is.successor", is[8], NULL);
}

void unit_again(struct tx *tx, const struct input *in, const char *which)
{
	struct q_unit_by_id u;
	static const char *const parts[UNIT_PARTS] = {"name_zh", "name_en", "kind", "parent", "area", "doc_sign", "duties", "valid_to", "successor"};
	const char *value[UNIT_PARTS];
	if (!q_unit_by_id(tx, input_get_id(in, "unit"), &u))
		return;
	for (int i = 0; i < UNIT_PARTS; i++)
		value[i] = input_get(in, arena_printf(tx->arena, "%s.%s", which, parts[i]));
	q_unit_put(tx, u.id, u.code, value[0], value[1], value[2], input_get_id(in, arena_printf(tx->arena, "%s.parent", which)),
		null_if_empty(value[4]), value[5], value[6], u.valid_from, null_if_empty(value[7]),
		input_get_id(in, arena_printf(tx->arena, "%s.successor", which)));
	rebuild_lines(tx);
}

bool unit_add(struct tx *tx, const struct viewer *v, struct now now, const struct unit_in *in, struct refusal *why)
{
	struct q_unit_find_code found;
	int64_t parent;
	char from[11];
	if (cstr_empty(in->code) || !code_plain(in->code))
		return refuse(why, T_REFUSE_UNIT_CODE);
	if (q_unit_find_code(tx, in->code, &found))
		return refuse(why, T_REFUSE_UNIT_TAKEN(in->code));
	if (!unit_in_check(tx, now, in, &parent, why))
		return false;
	q_unit_insert(tx, in->code, in->name_zh, in->name_en, in->kind, parent, null_if_empty(in->area),
		text_or(in->doc_sign), text_or(in->duties), day_text(in->from == DAY_NONE ? now.today : in->from, from));
	rebuild_lines(tx);
	admin_event(tx, v, now, "unit_add", in->code, data_of_pairs(tx->arena, "name_zh", in->name_zh, "name_en", in->name_en,
		"kind", in->kind, "parent", in->parent, "area", in->area, NULL));
	return tx->trouble == TROUBLE_NONE;
}

bool unit_set_contact(struct tx *tx, const struct viewer *v, struct now now, const char *code, const char *contact, struct refusal *why)
{
	struct q_unit_find_code found;
	if (!q_unit_find_code(tx, code, &found))
		return refuse(why, T_FAULT_UNKNOWN_UNIT(code));
	if (utf8_count(str_of(contact)) > LIMIT_LINE_CHARS)
		return refuse(why, T_REFUSE_UNIT_CONTACT(arena_printf(tx->arena, "%d", LIMIT_LINE_CHARS)));
	if (q_unit_set_contact(tx, code, contact))
		admin_event(tx, v, now, "unit_contact", code, data_of_pairs(tx->arena, "contact", contact, NULL));
	return tx->trouble == TROUBLE_NONE;
}

bool unit_change(struct tx *tx, const struct viewer *v, struct now now, const char *code, const struct unit_in *in, struct refusal *why)
{
	struct q_unit_find_code found;
	struct q_unit_by_id before;
	int64_t parent;
	if (!q_unit_find_code(tx, code, &found) || !q_unit_by_id(tx, found.id, &before))
		return refuse(why, T_FAULT_UNKNOWN_UNIT(code));
	if (!unit_in_check(tx, now, in, &parent, why))
		return false;
	if (parent != DB_NULL_INT && unit_is_within(tx, parent, found.id))
		return refuse(why, T_REFUSE_UNIT_CIRCLE);
	q_unit_update(tx, found.id, in->name_zh, in->name_en, in->kind, parent, null_if_empty(in->area), text_or(in->doc_sign), text_or(in->duties));
	rebuild_lines(tx);
	keep_change(tx, now, &before);
	admin_event(tx, v, now, "unit_change", code, data_of_pairs(tx->arena, "name_zh", in->name_zh, "name_en", in->name_en,
		"kind", in->kind, "parent", in->parent, "area", in->area, NULL));
	return tx->trouble == TROUBLE_NONE;
}

void unit_hand_over(struct tx *tx, struct now now, int64_t from, int64_t to)
{
	struct q_unit_open_matters *open;
	struct q_matter_by_id m;
	char today[11];
	day_text(now.today, today);
	input_begin(tx);
	size_t n = q_unit_open_matters(tx, from, &open);
	for (size_t i = 0; i < n && tx->trouble == TROUBLE_NONE; i++) {
		must(q_matter_by_id(tx, open[i].id, &m));
		event_system(tx, now, &(struct system_event){m.id, m.state, "succession", to, true, "REG 24", "{}"});
		q_unit_take_over(tx, m.id, from, to);
		q_clock_set_unit(tx, m.id, from, to);
		q_conveyed_take_over(tx, m.id, from, to);
		if (q_assist_end(tx, m.id, from) == 1 && m.lead_unit_id != to)
			q_assist_add(tx, m.id, to, today);
	}
	input_keep(tx, now, DB_NULL_INT, "succession", NULL, "from", input_id(tx, from), "to", input_id(tx, to), NULL);
}

bool unit_end(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *code, const char *successor, day_t last, struct refusal *why)
{
	(void)c;
	struct q_unit_find_code found;
	struct q_unit_by_id before;
	char day[11];
	int64_t to = unit_by_code(tx, successor, now.today);
	if (!q_unit_find_code(tx, code, &found) || !q_unit_by_id(tx, found.id, &before))
		return refuse(why, T_FAULT_UNKNOWN_UNIT(code));
	if (!to || to == found.id)
		return refuse(why, T_REFUSE_UNIT_SUCCESSOR);
	if (last < now.today - 1)
		return refuse(why, T_FAULT_DAY_PAST);
	if (q_unit_set_end(tx, found.id, day_text(last, day), to) != 1)
		return refuse(why, T_REFUSE_UNIT_ENDED);
	rebuild_lines(tx);                     /* who takes over is tied as the former was */
	keep_change(tx, now, &before);
	unit_hand_over(tx, now, found.id, to);
	admin_event(tx, v, now, "unit_end", code, data_of_pairs(tx->arena, "successor", successor, "last", day, NULL));
	return tx->trouble == TROUBLE_NONE;
}
