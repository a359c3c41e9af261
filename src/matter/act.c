/* The engine of acts. Laws:
 * 1 an act happens only by a row of the procedure whose role, conditions and
 *   separation of duties hold, judged again inside the transaction;
 * 2 row, event, effects, clocks and notices are one transaction;
 * 3 a stale snapshot loses: the row's version must not have moved;
 * 4 whoever may not know of a matter gets the same answer as for none;
 * 5 what a deed was given is kept with it (input.h). */
#include "act.h"

#include "../base/bug.h"
#include "../rule/duty.h"
#include "act_run.h"
#include "attach.h"
#include "audit_log.h"
#include "barred.h"
#include "cond.h"
#include "conveyance.h"
#include "copy.h"
#include "deed.h"
#include "event.h"
#include "proxy.h"
#include "second.h"

enum { DOINGS = 2000 };                /* as many as the query of participants gives */

static bool unit_fits(const struct matter *m, const char *relation, int64_t unit_id)
{
	if (cstr_eq(relation, "bureau"))
		return unit_id == m->m.register_unit_id;
	if (cstr_eq(relation, "lead"))
		return unit_id == m->m.lead_unit_id;
	if (cstr_eq(relation, "sender"))
		return unit_id == m->m.sender_unit_id;
	if (cstr_eq(relation, "review"))
		return unit_id == m->m.review_unit_id;
	if (cstr_eq(relation, "conveyed"))
		return conveyed_to(m, unit_id);
	for (size_t i = 0; cstr_eq(relation, "assist") && i < m->assists; i++)
		if (m->assist[i] == unit_id)
			return true;
	return false;
}

/* Does the viewer act in this role here? *unit_id gets the unit acted for. */
static bool role_fits(const struct matter *m, const struct viewer *v, const char *who, int64_t *unit_id)
{
	size_t n = strcspn(who, "@");
	const struct role_def *d = role_of_row(who, n);
	must(d);
	*unit_id = 0;
	if (cstr_eq(d->name, "system"))
		return v->kind == VIEWER_SYSTEM;
	if (cstr_eq(d->name, "petitioner"))
		return v->kind == VIEWER_PETITIONER && v->matter_id == m->m.id;
	if (v->kind != VIEWER_STAFF)
		return false;
	if (cstr_eq(d->name, "charge"))
		return (m->finding && m->finding->charge_id == v->person_id) || (m->supervised && m->supervised->charge_id == v->person_id);
	if (d->sort == ROLE_SEAT) {
		*unit_id = m->m.lead_unit_id;
		return m->meeting && m->meeting->presider_id == v->person_id;
	}
	const char *relation = who[n] ? who + n + 1 : d->relation;
	for (size_t i = 0; i < v->posts; i++)
		if (cstr_eq(v->post[i].role, d->name) && unit_fits(m, relation, v->post[i].unit_id)) {
			*unit_id = v->post[i].unit_id;
			return true;
		}
	return false;
}

static const char *row_role(const struct matter *m, const struct viewer *v, const struct proc_row *row, int64_t *unit_id)
{
	for (int i = 0; i < PROC_LIST && row->who[i]; i++)
		if (role_fits(m, v, row->who[i], unit_id))
			return row->who[i];
	return NULL;
}

static bool conditions_hold(const struct matter *m, struct now now, const struct act_in *in, const struct proc_row *row, struct refusal *why)
{
	for (int i = 0; i < PROC_LIST && row->cond[i]; i++) {
		enum cond_answer answer = cond_holds(m, now, in, row->cond[i]);
		if (answer == COND_OPEN || (answer == COND_YES) != row->negated[i])
			continue;
		*why = (struct refusal){REFUSE_STATE, cond_refusal(m, row->cond[i], row->negated[i]), row->article, F_NONE};
		return false;
	}
	return true;
}

static bool is_recused(const struct matter *m, int64_t person_id)
{
	for (size_t i = 0; i < m->recusals; i++)
		if (m->recused[i] == person_id)
			return true;
	return false;
}

/* Recusal, the petitioner's protection, separation of duties: who may not, however right the role. */
static bool person_may(const struct matter *m, const struct viewer *v, const char *act, int64_t unit_id, struct refusal *why)
{
	struct duty_doing done[DOINGS];
	size_t n = 0;
	if (v->proxy && proxy_barred(act)) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_PROXY, "local: the petitioner's own", F_NONE};
		return false;
	}
	if (v->kind != VIEWER_STAFF)
		return true;
	if (is_recused(m, v->person_id)) {
		*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_RECUSED, "REG 28", F_NONE};
		return false;
	}
	if (barred_from_act(m, v, act, why))
		return false;
	for (size_t i = 0; i < m->parts; i++) {
		if (!duty_concerns(act, m->part[i].act))
			continue;
		must(n < DOINGS);
		done[n++] = (struct duty_doing){m->part[i].act, m->part[i].person_id, m->part[i].unit_id};
	}
	const struct duty_pair *pair = duty_breach(act, v->person_id, unit_id, done, n);
	if (pair)
		*why = (struct refusal){REFUSE_RIGHT, pair->apart == APART_PERSON ? T_REFUSE_DUTY : T_REFUSE_DUTY_UNIT, pair->basis, F_NONE};
	return !pair;
}

/* Some acts are done only by who proved a moment ago who they are. */
static bool fresh_enough(const struct viewer *v, const char *act, const struct act_in *in, struct refusal *why)
{
	if (v->kind != VIEWER_STAFF || v->fresh || !in || !fresh_act(act))
		return true;
	*why = (struct refusal){REFUSE_FRESH, T_REFUSE_FRESH, NULL, F_NONE};
	return false;
}

static bool check(const struct matter *m, const struct viewer *v, struct now now, const char *act,
	const struct act_in *in, struct refusal *why, const struct proc_row **row, const char **role, int64_t *unit_id)
{
	int a = proc_act_find(m->proc, act);
	*row = NULL;
	if (a < 0) {
		*why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	*why = (struct refusal){REFUSE_STATE, T_REFUSE_STATE, NULL, F_NONE};
	for (int i = proc_row_next(m->proc, m->state, a, -1); i >= 0; i = proc_row_next(m->proc, m->state, a, i)) {
		const struct proc_row *candidate = &m->proc->row[i];
		struct refusal reason;
		*role = row_role(m, v, candidate, unit_id);
		if (!*role) {
			if (why->kind == REFUSE_STATE && !*row)
				*why = (struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, candidate->article, F_NONE};
			continue;
		}
		if (conditions_hold(m, now, in, candidate, &reason)) {
			*row = candidate;
			return person_may(m, v, act, *unit_id, why) && fresh_enough(v, act, in, why);
		}
		if (!*row) {
			*row = candidate;
			*why = reason;
		}
	}
	return false;
}

bool act_check(const struct matter *m, const struct viewer *v, struct now now, const char *act,
	const struct act_in *in, struct refusal *why, const struct proc_row **row)
{
	const char *role;
	int64_t unit_id;
	bool ok = check(m, v, now, act, in, why, row, &role, &unit_id);
	if (ok)
		*why = (struct refusal){0};
	return ok;
}

/* Could this viewer's role ever do the act in this procedure? Then the page says why not now. */
static bool ever(const struct matter *m, const struct viewer *v, int act)
{
	int64_t unit_id;
	const struct proc_row *last = NULL;
	for (int i = proc_row_of_act(m->proc, act, -1); i >= 0; i = proc_row_of_act(m->proc, act, i)) {
		const struct proc_row *row = &m->proc->row[i];
		if ((last && last->line == row->line && last->file == row->file) || m->proc->state[row->from].start)
			continue;              /* rows of one line have one cell of roles */
		last = row;
		if (row_role(m, v, row, &unit_id))
			return true;
	}
	return false;
}

size_t act_options(struct arena *a, const struct matter *m, const struct viewer *v, struct now now, struct act_option **out)
{
	size_t n = 0;
	*out = arena_make_n(a, struct act_option, m->proc->acts);
	for (size_t i = 0; i < m->proc->acts; i++) {
		struct act_option o = {.act = &m->proc->act[i]};
		if (!ever(m, v, (int)i))
			continue;
		o.allowed = act_check(m, v, now, o.act->code, NULL, &o.why, &o.row);
		(*out)[n++] = o;
	}
	return n;
}

/* Runs the row's effects; the event is there already. */
static bool run_effects(struct deed *d)
{
	for (int i = 0; i < PROC_LIST && d->row->effect[i]; i++) {
		effect_fn fn = effect_find(d->row->effect[i]);
		must(fn);
		if (!fn(d))
			return false;
	}
	return true;
}

static day_t counted_day(const struct deed *d)
{
	if (!cstr_empty(d->in->text[F_SERVICE_DAY]))
		return d->in->day[F_SERVICE_DAY];
	if (!cstr_empty(d->in->text[F_ASKED_DAY]))
		return d->in->day[F_ASKED_DAY];
	if (!cstr_empty(d->in->text[F_RECEIVED]))
		return d->in->day[F_RECEIVED];
	return d->now.today;
}

static bool may_need(const struct proc_row *row, const char *field)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (cstr_eq(row->needs[i], field))
			return true;
	return false;
}

/* What the petitioner sees on the follow page: everything but internal work,
 * and of what somebody may make public what they did. */
static bool is_public(const struct deed *d)
{
	if (d->m->proc->inner || d->m->proc->act[d->row->act].internal)
		return false;
	return !may_need(d->row, "public") || !cstr_empty(d->in->text[F_PUBLIC]);
}

static void write_event(struct deed *d)
{
	static const char *const kinds[] = {[VIEWER_PUBLIC] = "petitioner", [VIEWER_PETITIONER] = "petitioner",
		[VIEWER_STAFF] = "staff", [VIEWER_SYSTEM] = "system"};
	d->day = counted_day(d);
	d->event_id = event_insert(d->tx, &(struct event_row){d->m->m.id, d->act, d->m->m.state, d->m->proc->state[d->row->to].code,
		kinds[d->v->kind], d->role, deed_person_or_null(d), deed_unit_or_null(d), d->now.utc_ms, d->day, is_public(d),
		d->row->article, data_of_act(d->tx->arena, d->row, d->in)});
}

bool deed_run(struct deed *d)
{
	struct matter after;
	if (d->in->faults) {
		*d->why = (struct refusal){REFUSE_INPUT, d->in->fault[0].what, d->row->article, d->in->fault[0].field};
		return false;
	}
	write_event(d);
	if (q_matter_set_state(d->tx, d->m->m.id, d->m->proc->state[d->row->to].code, d->m->m.version) != 1)
		return deed_refuse(d, F_NONE, T_REFUSE_STALE, NULL);
	if (!run_effects(d))
		return false;
	copy_keep(d);
	if (!attach_store(d, is_public(d)))
		return false;
	deed_clocks(d);
	/* notices speak of what is true after the act */
	must(matter_load(d->tx, d->city, d->m->m.id, &after) || d->tx->trouble != TROUBLE_NONE);
	d->m = &after;
	for (int i = 0; i < PROC_LIST && d->row->notice[i] && d->tx->trouble == TROUBLE_NONE; i++)
		document_issue(d, document_find(d->row->notice[i]));
	ledger_note(d->tx, d->event_id, d->paper, d->papers);
	return d->tx->trouble == TROUBLE_NONE;
}

static bool asks(const struct procedure *proc, const char *act, const char *cond)
{
	for (size_t i = 0; i < proc->rows; i++)
		for (int k = 0; cstr_eq(proc->act[proc->row[i].act].code, act) && k < PROC_LIST && proc->row[i].cond[k]; k++)
			if (cstr_eq(proc->row[i].cond[k], cond))
				return true;
	return false;
}

void deed_petitioner_facts(struct tx *tx, struct matter *m, const char *act)
{
	if (asks(m->proc, act, "concluded_before"))
		m->concluded_before = draw_flag(tx, "concluded", m->concluded_before);
	if (asks(m->proc, act, "first_time"))
		m->repeats = draw_flag(tx, "repeats", m->repeats);
}

static void keep_input(struct deed *d, const struct matter *m)
{
	static const char *const who[] = {[VIEWER_PUBLIC] = "petitioner", [VIEWER_PETITIONER] = "petitioner",
		[VIEWER_STAFF] = "staff", [VIEWER_SYSTEM] = "system"};
	input_keep(d->tx, d->now, m->m.id, "act", d->in, "matter", m->m.number, "act", d->act, "who", who[d->v->kind], "role", d->role,
		"person", input_id(d->tx, deed_person_or_null(d)), "unit", input_id(d->tx, deed_unit_or_null(d)), NULL);
}

bool act_do(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const char *number,
	const char *act, struct act_in *in, struct act_done *done, struct refusal *why)
{
	struct matter m;
	struct deed d = {.tx = tx, .city = c, .m = &m, .v = v, .now = now, .act = act, .in = in, .why = why};
	/* done again, the viewer has the one post it acted by: what else let it see the matter is not asked */
	if (!matter_load_number(tx, c, number, &m) || !(input_again(tx) || matter_visible(&m, v))) {
		*why = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_MATTER, NULL, F_NONE};
		return false;
	}
	input_begin(tx);
	deed_petitioner_facts(tx, &m, act);
	if (!check(&m, v, now, act, in, why, &d.row, &d.role, &d.unit_id)) {
		if (why->kind == REFUSE_RIGHT && !input_again(tx))
			audit_log(tx, "right.refused", v, "matter", m.m.id);
		return false;
	}
	*why = (struct refusal){0};
	in->text[F_BY_CODE] = v->proxy ? arena_printf(tx->arena, "%lld", (long long)v->proxy) : NULL;
	copy_take(tx, &m, v, act, in);
	if (!deed_run(&d)) {
		copy_give_back(in);
		return false;
	}
	keep_input(&d, &m);
	if (fresh_act(act) && !input_again(tx))
		audit_log(tx, cstr_eq(act, "open_identity") ? "identity.opened" : act, v, "matter", m.m.id);
	*done = (struct act_done){m.m.id, d.event_id, m.m.number, d.further_code};
	return true;
}

bool deed_on(struct deed *outer, int64_t matter_id, const char *act, struct act_in *in)
{
	struct matter m;
	struct viewer system = viewer_system();
	struct deed d = {.tx = outer->tx, .city = outer->city, .m = &m, .v = &system, .now = outer->now, .act = act, .in = in, .why = outer->why};
	if (!matter_load(outer->tx, outer->city, matter_id, &m))
		return false;
	deed_petitioner_facts(outer->tx, &m, act);
	return check(&m, &system, outer->now, act, in, outer->why, &d.row, &d.role, &d.unit_id) && deed_run(&d);
}

void deed_paper(struct deed *d, const char *kind, const char *number, const char *body_en, const char *body_zh)
{
	must(d->papers < DEED_PAPERS);
	d->paper[d->papers++] = (struct ledger_paper){kind, number, body_zh, body_en};
}

bool deed_refuse(struct deed *d, enum field f, struct msg what, const char *article)
{
	*d->why = (struct refusal){f == F_NONE ? REFUSE_STATE : REFUSE_INPUT, what, article ? article : d->row->article, f};
	return false;
}

bool deed_source(struct deed *d, int64_t *source)
{
	struct matter m;
	*source = DB_NULL_INT;
	if (cstr_empty(d->in->text[F_SOURCE]))
		return true;
	bool known = matter_load_number(d->tx, d->city, d->in->text[F_SOURCE], &m) && !m.m.restricted &&
		draw_flag(d->tx, "known", input_again(d->tx) || matter_visible(&m, d->v));
	if (!known)
		return deed_refuse(d, F_SOURCE, T_REFUSE_NO_MATTER, NULL);
	*source = m.m.id;
	return true;
}

const char *deed_text(const struct deed *d, enum field f)
{
	return d->in->text[f] ? d->in->text[f] : "";
}

const char *deed_number(struct deed *d, int64_t n)
{
	return arena_printf(d->tx->arena, "%lld", (long long)n);
}

int64_t deed_person_or_null(const struct deed *d)
{
	return d->v->kind == VIEWER_STAFF ? d->v->person_id : DB_NULL_INT;
}

int64_t deed_unit_or_null(const struct deed *d)
{
	return d->unit_id ? d->unit_id : DB_NULL_INT;
}
