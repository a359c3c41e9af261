/* Laws: 1 a matter waits once for one reason, until it is settled; 2 an item
 * about a petition names its number, never what it says; 3 what a meeting put
 * off, or what stood on a cancelled agenda, waits again; 4 overdue matters that
 * are late once more come once more. */
#include "docket.h"

#include "../base/bug.h"
#include "act_run.h"
#include "text.h"

void docket_overdue(struct tx *tx, struct now now, int64_t task_id)
{
	struct q_entry_of_task e;
	char day[11];
	if (q_entry_of_task(tx, task_id, &e))
		q_docket_add(tx, e.body_id, task_id, "overdue", day_text(now.today, day), "");
}

void docket_finding(struct tx *tx, struct now now, int64_t body_id, int64_t finding_id, bool overdue, const char *reason)
{
	char day[11];
	q_docket_add(tx, body_id, finding_id, overdue ? "overdue" : "raised", day_text(now.today, day), reason);
}

static bool joint_of(struct deed *d, int64_t *body)
{
	struct q_body_joint joint;
	/* bodies are administration's: which one it was is drawn */
	*body = draw_id(d->tx, "body", q_body_joint(d->tx, d->m->m.register_unit_id, &joint) ? joint.id : 0);
	return *body != 0;
}

void docket_transferred(struct deed *d)
{
	enum { TOO_OFTEN = 3 };
	struct q_transfers_of n;
	int64_t body;
	char day[11];
	if (!cstr_eq(d->m->m.procedure, "petition") || d->m->m.restricted || d->m->at_joint)
		return;
	if (q_transfers_of(d->tx, d->m->m.id, &n) && n.n >= TOO_OFTEN && joint_of(d, &body))
		q_docket_add(d->tx, body, d->m->m.id, "third_transfer", day_text(d->now.today, day), "");
}

static bool do_raise_joint(struct deed *d)
{
	int64_t body;
	char day[11];
	if (!joint_of(d, &body))
		return deed_refuse(d, F_NONE, T_REFUSE_NO_JOINT, NULL);
	q_docket_add(d->tx, body, d->m->m.id, "raised", day_text(d->now.today, day), d->in->text[F_REASON]);
	return true;
}

static int64_t add_item(struct deed *d, const char *type, struct msg title, int64_t source, bool overdue)
{
	struct q_item_next next;
	struct arena *a = d->tx->arena;
	must(q_item_next(d->tx, d->m->m.id, &next));
	q_item_insert(d->tx, d->m->m.id, next.no, type, msg_text(a, LANG_ZH, title), msg_text(a, LANG_EN, title), "", 0, source, overdue);
	return next.no;
}

/* All that is overdue is one item; a second notice adds to the one that stands. */
static int64_t overdue_item(struct deed *d)
{
	struct q_item_list *item;
	size_t n = q_item_list(d->tx, d->m->m.id, &item);
	for (size_t i = 0; i < n; i++)
		if (item[i].overdue && *item[i].conclusion == 0)
			return item[i].no;
	return add_item(d, "hear", T_MEETING_ITEM_OVERDUE, DB_NULL_INT, true);
}

void docket_take(struct deed *d, int64_t body_id)
{
	struct q_docket_waiting *w;
	size_t n = q_docket_waiting(d->tx, body_id, &w);
	for (size_t i = 0; i < n; i++) {
		bool overdue = cstr_eq(w[i].cause, "overdue");
		int64_t item = overdue ? overdue_item(d) : add_item(d, "coordinate",
			cstr_eq(w[i].procedure, "petition") ? T_MEETING_ITEM_PETITION(w[i].number) : T_MEETING_ITEM_FINDING(w[i].number), w[i].matter_id, false);
		q_docket_take(d->tx, w[i].id, d->m->m.id, item);
	}
}

/* The first decision about the petition says who handles it from now on. */
static const struct q_entry_list *routing(const struct q_entry_list *e, size_t n, int64_t item)
{
	for (size_t i = 0; i < n; i++)
		if (e[i].item_no == item && e[i].lead_unit_id != DB_NULL_INT)
			return &e[i];
	return NULL;
}

static bool settle_petition(struct deed *d, int64_t petition, const struct q_entry_list *e)
{
	struct act_in in = {0};
	char day[11];
	in.text[F_UNIT] = e ? e->unit_code : NULL;
	in.text[F_REASON] = e ? e->text : NULL;
	in.text[F_ASSIST_UNITS] = e ? e->assist : NULL;
	if (e && !deed_on(d, petition, "joint_settled", &in) && d->tx->trouble != TROUBLE_NONE)
		return false;
	q_docket_settle(d->tx, petition, day_text(d->now.today, day));
	return true;
}

bool docket_settle(struct deed *d)
{
	struct q_item_list *item;
	struct q_entry_list *entry;
	struct q_matter_id_by_number source;
	char day[11];
	size_t n = q_item_list(d->tx, d->m->m.id, &item), entries = q_entry_list(d->tx, d->m->m.id, &entry);
	for (size_t i = 0; i < n; i++) {
		if (cstr_eq(item[i].conclusion, "deferred"))
			q_docket_give_back(d->tx, d->m->m.id, item[i].no);
		else if (item[i].source && cstr_eq(item[i].source_procedure, "petition") && q_matter_id_by_number(d->tx, item[i].source, &source) &&
			!settle_petition(d, source.id, routing(entry, entries, item[i].no)))
			return false;
		else if (item[i].source && cstr_eq(item[i].source_procedure, "finding") && q_matter_id_by_number(d->tx, item[i].source, &source))
			q_docket_settle(d->tx, source.id, day_text(d->now.today, day));
	}
	q_docket_heard(d->tx, d->m->m.id, day_text(d->now.today, day));
	return true;
}

/* On the petition, by the joint meeting's minutes: lead and assisting units. */
static bool do_joint_settle(struct deed *d)
{
	struct str rest = str_of(d->in->text[F_ASSIST_UNITS] ? d->in->text[F_ASSIST_UNITS] : ""), code;
	struct q_unit_by_id u;
	char day[11];
	int64_t unit = deed_unit(d, F_UNIT);
	if (!unit)
		return false;
	if (unit != d->m->m.lead_unit_id && !effect_find("send")(d))
		return false;
	must(q_unit_by_id(d->tx, unit, &u));
	d->detail = arena_printf(d->tx->arena, "%s / %s", u.name_zh, u.name_en);
	/* the bureau is the joint meeting's office: an objection goes back to it */
	q_matter_set_lead(d->tx, d->m->m.id, unit, d->m->m.register_unit_id);
	while (str_word(&rest, &code)) {
		struct q_unit_find_code assist;
		if (q_unit_find_code(d->tx, arena_cstr(d->tx->arena, code), &assist) && assist.id != unit)
			q_assist_add(d->tx, d->m->m.id, assist.id, day_text(d->day, day));
	}
	q_docket_settle(d->tx, d->m->m.id, day_text(d->now.today, day));
	return true;
}

const struct effect_def effects_docket[] = {{"raise_joint", do_raise_joint}, {"joint_settle", do_joint_settle}, {NULL, NULL}};
