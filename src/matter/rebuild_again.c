/* One deed done again. Law: nothing here decides what a deed does; it only
 * calls what did it, with the actor, the time and the words of then. */
#include "../base/bug.h"
#include "act.h"
#include "breach.h"
#include "calendar_deed.h"
#include "clean_old.h"
#include "erase.h"
#include "import_parts.h"
#include "proxy.h"
#include "rebuild_parts.h"
#include "retaliation.h"
#include "tick.h"
#include "unit.h"

/* Who acted, with the one post they acted by; role may name its relation ("handler@assist"). */
static struct viewer viewer_of(struct tx *tx, const struct input *in, int64_t matter_id)
{
	const char *who = input_get(in, "who"), *role = input_get(in, "role");
	if (cstr_eq(who, "system"))
		return viewer_system();
	if (!cstr_eq(who, "staff")) {
		struct viewer petitioner = viewer_petitioner(matter_id);
		if (!cstr_empty(in->in.text[F_BY_CODE]))
			str_i64(str_of(in->in.text[F_BY_CODE]), &petitioner.proxy);
		return petitioner;
	}
	struct viewer v = {.kind = VIEWER_STAFF, .person_id = input_get_id(in, "person"), .fresh = true, .posts = 1};
	v.post[0] = (struct viewer_post){.unit_id = input_get_id(in, "unit"),
		.role = arena_printf(tx->arena, "%.*s", (int)strcspn(role, "@"), role), .unit_code = ""};
	return v;
}

static const char *refused(struct tx *tx, const struct refusal *why)
{
	if (tx->trouble != TROUBLE_NONE)
		return arena_strdup(tx->arena, tx->why);
	return why->kind == REFUSE_NONE ? "it was refused" : msg_text(tx->arena, LANG_EN, why->what);
}

/* Papers of a matter that cannot be done again took their numbers all the same. */
static const char *number_papers(struct rebuild *r)
{
	struct q_series_next next;
	const char *key;
	while ((key = input_drawn(&r->made, "series")))
		q_series_next(&r->made, key, &next);
	return NULL;
}

static const char *again_new(struct rebuild *r, const struct input *in)
{
	struct act_in given = in->in;
	struct act_done done;
	struct refusal why = {0};
	struct viewer v = viewer_of(&r->made, in, 0);
	if (!city_procedure(&r->city, input_get(in, "procedure")))
		return "the city has no such procedure";
	bool ok = act_new(&r->made, &r->city, &v, in->now, input_get(in, "procedure"), input_get(in, "act"), input_get_id(in, "unit"), &given, &done, &why);
	return ok ? NULL : refused(&r->made, &why);
}

static const char *again_retaliation(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number m;
	struct act_in given = in->in;
	struct act_done done;
	struct refusal why = {0};
	if (!q_matter_id_by_number(&r->made, input_get(in, "of"), &m))
		return NULL;
	struct viewer v = viewer_petitioner(m.id);
	return retaliation_report(&r->made, &r->city, &v, in->now, &given, &done, &why) ? NULL : refused(&r->made, &why);
}

static const char *again_act(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number m;
	struct act_in given = in->in;
	struct act_done done;
	struct refusal why = {0};
	const char *number = input_get(in, "matter");
	if (!q_matter_id_by_number(&r->made, number, &m))
		return number_papers(r);
	struct viewer v = viewer_of(&r->made, in, m.id);
	return act_do(&r->made, &r->city, &v, in->now, number, input_get(in, "act"), &given, &done, &why) ? NULL : refused(&r->made, &why);
}

static const char *again_overdue(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number id;
	struct matter m;
	const char *number = input_get(in, "matter");
	if (!q_matter_id_by_number(&r->made, number, &id))
		return NULL;
	if (!matter_load(&r->made, &r->city, id.id, &m))
		return refused(&r->made, &(struct refusal){0});
	const struct q_clock_of_matter *k = matter_clock(&m, input_get(in, "clock"));
	if (!k)
		return "no such clock runs";
	tick_overdue(&r->made, &(struct q_clock_overdue){k->id, id.id, k->code, k->unit_id, number}, in->now);
	return NULL;
}

static const char *again_code_used(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number id;
	if (q_matter_id_by_number(&r->made, input_get(in, "matter"), &id))
		proxy_opened(&r->made, in->now, id.id, input_get_id(in, "code_no"));
	return NULL;
}

static const char *again_erase(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number id;
	struct q_matter_by_id m;
	const char *number = input_get(in, "matter");
	if (!q_matter_id_by_number(&r->made, number, &id) || !q_matter_by_id(&r->made, id.id, &m))
		return NULL;
	erase_one(&r->made, in->now, &(struct erase_found){id.id, number, m.state, input_get(in, "closed"), input_get(in, "source"), 0});
	return NULL;
}

static const char *again_import(struct rebuild *r, const struct input *in)
{
	if (!city_procedure(&r->city, input_get(in, "procedure")))
		return "the city has no such procedure";
	return import_again(&r->made, &r->city, in) ? NULL : "its row cannot be read";
}

static const char *again_breach(struct rebuild *r, const struct input *in)
{
	struct q_matter_id_by_number id;
	if (!q_matter_id_by_number(&r->made, input_get(in, "matter"), &id))
		return number_papers(r);
	breach_again(&r->made, &r->city, in, id.id);
	return NULL;
}

static const char *again_clean(struct rebuild *r, const struct input *in)
{
	clean_old_again(&r->made, &r->city, in);
	return NULL;
}

/* From here on the city counts with one calendar more. */
static const char *again_calendar(struct rebuild *r, const struct input *in)
{
	struct cal_error err;
	q_calendar_again(&r->made, input_get_id(in, "calendar"), in->now.utc_ms);
	const struct calendar *next = calendar_with(r->keep, &r->made, &r->city, NULL, &err);
	if (!next)
		return arena_printf(r->made.arena, "%s:%d: %s", err.file, err.line, err.reason);
	clock_run_recompute(&r->made, &r->city, next, in->now);
	r->city.calendar = next;
	return NULL;
}

static const char *again_unit(struct rebuild *r, const struct input *in)
{
	unit_again(&r->made, in, "is");
	return NULL;
}

static const char *again_succession(struct rebuild *r, const struct input *in)
{
	unit_hand_over(&r->made, in->now, input_get_id(in, "from"), input_get_id(in, "to"));
	return NULL;
}

const char *rebuild_again(struct rebuild *r, const struct input *in)
{
	static const struct { const char *doing; const char *(*run)(struct rebuild *r, const struct input *in); } ways[] = {
		{"act", again_act}, {"new", again_new}, {"retaliation", again_retaliation}, {"overdue", again_overdue}, {"code_used", again_code_used}, {"erase", again_erase}, {"breach", again_breach}, {"import", again_import},
		{"calendar", again_calendar}, {"unit", again_unit}, {"succession", again_succession}, {"clean", again_clean},
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (cstr_eq(ways[i].doing, in->doing)) {
			const char *why = ways[i].run(r, in);
			return why ? why : r->made.trouble != TROUBLE_NONE ? arena_strdup(r->made.arena, r->made.why) : NULL;
		}
	return arena_printf(r->made.arena, "%s is not known here", in->doing);
}
