/* One step of a story, done by a person of the right role in the right unit,
 * read and checked as if it had been typed into a form. Law: nothing here
 * writes but through act_new and act_do. */
#include "demo_parts.h"

#include "../base/bug.h"
#include "../base/os.h"
#include "attach.h"
#include "clean.h"
#include "matter.h"
#include "retaliation.h"
#include "unit.h"

struct playing {
	struct tx *tx;
	struct arena *keep;
	const struct city *city;
	const struct demo_data *d;
	struct demo_plan *p;
	const struct demo_step *step;
	const struct proc_row *row;
	struct matter m;               /* acted on; empty before the first step */
	struct now now;
	bool first;
};

static const char *fault(struct playing *y, const char *words)
{
	return arena_printf(y->keep, "demo/stories.txt:%d: story %s, act %s: %s", y->step->line, y->p->story->name, y->step->act, words);
}

/* -- who */

static bool recused(const struct matter *m, int64_t person_id)
{
	for (size_t i = 0; i < m->recusals; i++)
		if (m->recused[i] == person_id)
			return true;
	return false;
}

/* The which-th person of a role in a unit who is not recused; NULL when there is none. */
static const struct q_unit_persons *person_in(struct playing *y, int64_t unit, const char *role, size_t which)
{
	struct q_unit_persons *who;
	char day[11];
	size_t n = unit ? q_unit_persons(y->tx, unit, role, day_text(y->now.today, day), &who) : 0;
	for (size_t i = 0; i < n; i++)
		if (!recused(&y->m, who[i].id) && which-- == 0)
			return &who[i];
	return NULL;
}

static const char *role_of(char who)
{
	static const struct { char who; const char *role; } roles[] = {{'r', "registrar"}, {'o', "officer"}, {'s', "officer"},
		{'b', "bureau_head"}, {'h', "handler"}, {'a', "handler"}, {'u', "unit_head"}, {'v', "reviewer"}, {'w', "unit_head"}};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (roles[i].who == who)
			return roles[i].role;
	bug("every letter of a step has its role");
}

static int64_t unit_of(struct playing *y)
{
	if (y->first)
		return unit_by_code(y->tx, y->p->bureau, y->now.today);
	switch (y->step->who) {
	case 'h': case 'u': return y->m.m.lead_unit_id;
	case 'a': return y->m.assists ? y->m.assist[0] : 0;
	case 'v': case 'w': return y->m.m.review_unit_id == DB_NULL_INT ? 0 : y->m.m.review_unit_id;
	case 's': return y->m.m.sender_unit_id == DB_NULL_INT ? 0 : y->m.m.sender_unit_id;
	default: return y->m.m.register_unit_id;
	}
}

static bool viewer_for(struct playing *y, int64_t unit, struct viewer *out)
{
	if (y->step->who == 'p') {
		*out = viewer_petitioner(y->m.m.id);
		return true;
	}
	const struct q_unit_persons *who = person_in(y, unit, role_of(y->step->who), 0);
	if (!who || !viewer_load(y->tx, who->id, y->now.today, out))
		return false;
	out->fresh = true;
	return true;
}

/* -- what is typed */

static const struct demo_set *set_of(const struct demo_step *s, const char *field)
{
	for (size_t i = 0; i < s->sets; i++)
		if (cstr_eq(s->set[i].field, field))
			return &s->set[i];
	return NULL;
}

static bool wanted(const struct playing *y, const char *field)
{
	for (int i = 0; i < PROC_LIST && y->row->needs[i]; i++)
		if (cstr_eq(y->row->needs[i], field))
			return !y->row->optional[i] || set_of(y->step, field);
	return false;
}

static struct str login(struct playing *y, size_t which)
{
	const struct q_unit_persons *who = person_in(y, y->m.m.lead_unit_id, "handler", which);
	return str_of(who ? who->login : "");
}

/* "@unit" and its kind, or the value as it stands. */
static struct str resolved(struct playing *y, const char *value)
{
	struct arena *a = y->tx->arena;
	char day[11];
	int64_t ahead;
	if (cstr_eq(value, "@unit"))
		return str_of(y->p->unit);
	if (cstr_eq(value, "@other"))
		return str_of(y->p->other);
	if (cstr_eq(value, "@handler"))
		return login(y, 0);
	if (cstr_eq(value, "@handler2"))
		return login(y, recused(&y->m, y->m.m.handler_id) || y->m.recusals ? 0 : 1);
	if (cstr_eq(value, "@today"))
		return str_of(arena_strdup(a, day_text(y->now.today, day)));
	if (strncmp(value, "@+", 2) == 0 && str_i64(str_of(value + 2), &ahead))
		return str_of(arena_strdup(a, day_text(y->now.today + (day_t)ahead, day)));
	return str_of(value);
}

/* A story whose step says `anonymous` gives no name in it. */
static struct str identity(struct playing *y, const char *name)
{
	if (set_of(y->step, "anonymous"))
		return (struct str){NULL, 0};
	static const char *const representatives[] = {"name1", "name2", "name3", "name4", "name5"};
	if (cstr_eq(name, "name"))
		return str_of(y->p->name);
	if (cstr_eq(name, "email"))
		return str_of(y->p->contact);
	for (uint32_t i = 0; i < 5 && y->p->story->heads > 1; i++)
		if (cstr_eq(name, representatives[i]))
			return str_of(demo_person_name(y->tx->arena, y->p->lang, (uint32_t)y->p->n * 31 + i * 7));
	return (struct str){NULL, 0};
}

static struct str invented(struct playing *y, const char *name)
{
	static const char *const channels[] = {"letter", "visit", "phone", "fax", "email", "letter", "visit"};
	char day[11];
	enum field f = field_find(name);
	if (f == F_CHANNEL)
		return str_of(channels[demo_random(&y->p->random, sizeof channels / sizeof *channels)]);
	if (f == F_AREA)
		return str_of(y->p->area->code);
	if (field_table[f].type == FIELD_DAY)
		return str_of(arena_strdup(y->tx->arena, day_text(y->now.today, day)));
	if (field_table[f].type == FIELD_TICK)
		return STR("1");
	if (field_table[f].type == FIELD_UNIT)
		return str_of(y->p->unit);
	return str_of(demo_value(y->tx->arena, y->d, y->p, y->step->act, name, y->first));
}

static struct str source(void *ctx, const char *name)
{
	struct playing *y = ctx;
	if (field_find(name) == F_NONE)
		return identity(y, name);
	if (!wanted(y, name))
		return (struct str){NULL, 0};
	const struct demo_set *set = set_of(y->step, name);
	return set && set->value ? resolved(y, set->value) : invented(y, name);
}

/* A file where the act needs one. */
static const char *add_file(struct playing *y, struct act_in *in)
{
	if (!wanted(y, "files"))
		return NULL;
	const char *path = store_spool(y->city->store, y->tx->arena);
	const char *text = demo_value(y->tx->arena, y->d, y->p, y->step->act, "text", false);
	if (os_write_file(path, str_of(arena_printf(y->tx->arena, "%s\n\n%s\n%s\n", y->p->number, text, y->p->area->name[y->p->lang]))) < 0)
		return fault(y, "the file could not be written");
	struct msg why = attach_take(y->tx->arena, path, y->p->lang == LANG_ZH ? STR("现场记录.txt") : STR("site record.txt"), &in->file[0]);
	if (!why.id)
		why = clean_take(y->tx->arena, &in->file[0], clean_of_petitioner(y->row));
	if (why.id)
		return fault(y, msg_text(y->keep, LANG_EN, why));
	in->files = 1;
	return NULL;
}

static const char *read_fields(struct playing *y, struct act_in *in)
{
	const char *why = add_file(y, in);
	if (why)
		return why;
	field_read(y->tx->arena, y->row, y->now, source, y, in);
	if (!in->faults)
		return NULL;
	return fault(y, arena_printf(y->keep, "%s: %s", field_table[in->fault[0].field].name, msg_text(y->keep, LANG_EN, in->fault[0].what)));
}

/* -- the act */

static const char *refused(struct playing *y, const struct refusal *why)
{
	if (y->tx->trouble != TROUBLE_NONE)
		return fault(y, y->tx->why);
	return fault(y, arena_printf(y->keep, "%s (in state %s)", msg_text(y->keep, LANG_EN, why->what), y->m.proc ? y->m.m.state : "new"));
}

static const char *begin(struct playing *y, const struct viewer *v, int64_t unit)
{
	struct act_in in = {0};
	struct act_done done;
	struct refusal why = {0};
	struct q_unit_by_id u;
	bool petitioner = y->step->who == 'p';
	bool bureau = petitioner || (q_unit_by_id(y->tx, unit, &u) && cstr_eq(u.kind, "bureau"));
	y->row = act_new_row(y->city, y->p->story->procedure, y->step->act, bureau);
	if (!y->row)
		return fault(y, "no matter begins with this act");
	const char *wrong = read_fields(y, &in);
	if (wrong)
		return wrong;
	in.lang = y->p->lang == LANG_ZH ? "zh" : "en";
	if (!act_new(y->tx, y->city, v, y->now, y->p->story->procedure, y->step->act, petitioner ? 0 : unit, &in, &done, &why))
		return refused(y, &why);
	y->p->number = arena_strdup(y->keep, done.number);
	y->p->matter_id = done.matter_id;
	return NULL;
}

static bool load(struct playing *y)
{
	struct q_children_of *child;
	if (!y->step->child)
		return matter_load(y->tx, y->city, y->p->matter_id, &y->m);
	size_t n = q_children_of(y->tx, y->p->matter_id, &child);
	return n > 0 && matter_load_number(y->tx, y->city, child[n - 1].number, &y->m);
}

static const char *report(struct playing *y, const struct viewer *v)
{
	struct act_in in = {0};
	struct act_done done;
	struct refusal why = {0};
	y->row = retaliation_row(y->city);
	const char *wrong = y->row ? read_fields(y, &in) : fault(y, "the city has no such procedure");
	if (wrong)
		return wrong;
	in.lang = y->p->lang == LANG_ZH ? "zh" : "en";
	return retaliation_report(y->tx, y->city, v, y->now, &in, &done, &why) ? NULL : refused(y, &why);
}

static const char *go_on(struct playing *y, const struct viewer *v)
{
	struct act_in in = {0};
	struct act_done done;
	struct refusal why = {0};
	if (cstr_eq(y->step->act, "report_retaliation"))
		return report(y, v);
	if (!act_check(&y->m, v, y->now, y->step->act, NULL, &why, &y->row))
		return refused(y, &why);
	const char *wrong = read_fields(y, &in);
	if (wrong)
		return wrong;
	if (!act_do(y->tx, y->city, v, y->now, y->m.m.number, y->step->act, &in, &done, &why))
		return refused(y, &why);
	return NULL;
}

const char *demo_play(struct tx *tx, struct arena *keep, const struct city *c, const struct demo_data *d, struct demo_plan *p, size_t step, struct now now)
{
	struct playing y = {.tx = tx, .keep = keep, .city = c, .d = d, .p = p, .step = &p->story->step[step], .now = now, .first = step == 0};
	struct viewer v;
	if (!y.step->act)
		return NULL;
	if (!y.first && !load(&y))
		return fault(&y, "there is no such matter");
	int64_t unit = y.step->who == 'p' ? 0 : unit_of(&y);
	if (!viewer_for(&y, unit, &v))
		return fault(&y, "nobody holds the role in that unit");
	return y.first ? begin(&y, &v, unit) : go_on(&y, &v);
}
