/* Effects on a supervision item. Laws: 1 it is opened by a meeting's decision or by the
 * approval of the leader named in it, and by nothing else (SUP 11); until then its unit does
 * not know of it; 2 one item is about one matter, and a second of the same topic for the
 * same unit needs its reason (SUP 15); 3 the ladder is climbed rung by rung; 4 who took part
 * does not recheck (SUP 17): rows of rule/duty.c. */
#include "deed.h"
#include "meeting.h"
#include "unit.h"

#include "../base/bug.h"
#include "../base/utf8.h"

/* In order: an act is taken from the rung before it alone. */
static const char *const ladder[] = {"remind", "urge_letter", "hold_talk", "circulate", "list_item"};
enum { RUNGS = sizeof ladder / sizeof *ladder };

struct item { int64_t unit, charge, source, meeting, item_no; const char *key; };

/* A leader by post. */
static bool leader_of(struct deed *d, int64_t *out)
{
	struct q_person_by_login p = {0};
	struct viewer v;
	bool fits = q_person_by_login(d->tx, deed_text(d, F_CHARGE), &p) && p.enabled && viewer_load(d->tx, p.id, d->now.today, &v) && viewer_has_role(&v, "leader");
	*out = draw_id(d->tx, "leader", fits ? p.id : 0);
	return *out || deed_refuse(d, F_CHARGE, T_REFUSE_NO_LEADER(deed_text(d, F_CHARGE)), NULL);
}

/* The one matter it is about, if it stands here and no open item is about it. */
static bool source_of(struct deed *d, int64_t *out)
{
	struct q_sup_of_source other;
	if (!deed_source(d, out))
		return false;
	if (*out != DB_NULL_INT && q_sup_of_source(d->tx, *out, &other))
		return deed_refuse(d, F_SOURCE, T_REFUSE_SUPERVISED_ALREADY(other.number), NULL);
	return true;
}

static bool of_topic(struct deed *d, struct item *x)
{
	struct q_sup_same same;
	struct arena *a = d->tx->arena;
	x->key = arena_cstr(a, utf8_fold(a, str_of(deed_text(d, F_TOPIC))));
	if (!q_sup_same(d->tx, x->unit, x->key, &same) || !cstr_empty(d->in->text[F_WHY_AGAIN]))
		return true;
	return deed_refuse(d, F_WHY_AGAIN, T_REFUSE_SAME_TOPIC(same.number), NULL);
}

/* The meeting that decided it: an item with a conclusion, not put off. */
static bool decided(struct deed *d, struct item *x)
{
	struct matter k;
	struct q_item_find item;
	if (!matter_load_number(d->tx, d->city, deed_text(d, F_MEETING), &k) || !k.meeting || k.m.register_unit_id != d->unit_id)
		return deed_refuse(d, F_MEETING, T_REFUSE_NOT_THAT_MEETING, NULL);
	x->item_no = d->in->number[F_MEETING_ITEM];
	if (!q_item_find(d->tx, k.m.id, x->item_no, &item) || cstr_empty(item.conclusion) || cstr_eq(item.conclusion, "dropped") || cstr_eq(item.conclusion, "deferred"))
		return deed_refuse(d, F_MEETING_ITEM, T_REFUSE_NO_ITEM(deed_number(d, x->item_no)), NULL);
	x->meeting = k.m.id;
	return true;
}

static bool read_item(struct deed *d, struct item *x)
{
	*x = (struct item){.unit = deed_unit(d, F_UNIT), .meeting = DB_NULL_INT, .item_no = DB_NULL_INT};
	if (!x->unit)
		return false;
	if (x->unit == d->m->m.register_unit_id)
		return deed_refuse(d, F_UNIT, T_REFUSE_SUPERVISES_ITSELF, NULL);
	return leader_of(d, &x->charge) && source_of(d, &x->source) && of_topic(d, x);
}

static void insert(struct deed *d, const struct item *x)
{
	char due[11];
	q_sup_insert(d->tx, d->m->m.id, deed_text(d, F_SUP_KIND), deed_text(d, F_TOPIC), x->key, x->unit, x->charge, x->source, x->meeting, x->item_no,
		day_text(d->in->day[F_DUE], due), deed_text(d, F_WHY_AGAIN));
}

/* From now on its unit knows of it. */
static void open_for(struct deed *d, int64_t unit, int64_t approver)
{
	char day[11];
	q_sup_open(d->tx, d->m->m.id, approver, day_text(d->now.today, day));
	q_matter_set_lead(d->tx, d->m->m.id, unit, DB_NULL_INT);
}

static bool do_propose_item(struct deed *d)
{
	struct item x;
	if (!read_item(d, &x))
		return false;
	insert(d, &x);
	return true;
}

static bool do_open_item(struct deed *d)
{
	struct item x;
	if (!read_item(d, &x) || !decided(d, &x))
		return false;
	insert(d, &x);
	open_for(d, x.unit, DB_NULL_INT);
	d->due = d->in->day[F_DUE];
	return true;
}

static bool do_approve_item(struct deed *d)
{
	const struct q_sup_find *s = d->m->supervised;
	must(s && day_parse(str_of(s->due), &d->due));
	if (d->due <= d->now.today)
		return deed_refuse(d, F_NONE, T_REFUSE_ITEM_PAST(s->due), NULL);
	open_for(d, s->unit_id, d->v->person_id);
	d->detail = d->m->m.subject;
	return true;
}

static bool do_climb(struct deed *d)
{
	int64_t rung = 0;
	while (rung < RUNGS && !cstr_eq(ladder[rung], d->act))
		rung++;
	must(rung < RUNGS && d->m->supervised);
	if (d->m->supervised->rung != rung)
		return deed_refuse(d, F_NONE, T_REFUSE_RUNG(deed_number(d, d->m->supervised->rung), deed_number(d, rung + 1)), NULL);
	q_sup_climb(d->tx, d->m->m.id, rung + 1);
	return true;
}

static bool do_conclude_item(struct deed *d)
{
	char day[11];
	q_sup_conclude(d->tx, d->m->m.id, deed_text(d, F_FACTS), deed_text(d, F_OPINION), d->v->person_id, day_text(d->now.today, day));
	d->detail = arena_printf(d->tx->arena, "%s\n%s", deed_text(d, F_FACTS), deed_text(d, F_OPINION));
	return true;
}

static bool do_object_item(struct deed *d)
{
	char day[11];
	q_sup_object(d->tx, d->m->m.id, day_text(d->now.today, day));
	return true;
}

static bool do_recheck_item(struct deed *d)
{
	bool changed = cstr_eq(d->act, "change_conclusion");
	const struct q_sup_find *s = d->m->supervised;
	must(s);
	q_sup_recheck(d->tx, d->m->m.id, d->v->person_id, changed ? "changed" : "upheld", changed ? deed_text(d, F_FACTS) : s->facts, changed ? deed_text(d, F_OPINION) : s->opinion);
	if (changed)
		d->detail = arena_printf(d->tx->arena, "%s\n%s\n%s", deed_text(d, F_TEXT), deed_text(d, F_FACTS), deed_text(d, F_OPINION));
	return true;
}

const struct effect_def effects_supervision[] = {
	{"open_item", do_open_item}, {"propose_item", do_propose_item}, {"approve_item", do_approve_item}, {"climb", do_climb},
	{"conclude_supervision", do_conclude_item}, {"object_item", do_object_item}, {"recheck_item", do_recheck_item}, {NULL, NULL},
};
