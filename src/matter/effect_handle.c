/* Effects of handling: registration, acceptance, people, extension, urgency,
 * supervision, recusal. */
#include "deed.h"
#include "identity.h"
#include "list.h"
#include "unit.h"

#include "../base/bug.h"

static bool do_register(struct deed *d)
{
	const struct act_in *in = d->in;
	if (in->text[F_ORAL] && *in->text[F_ORAL] && cstr_empty(in->text[F_READ_BACK]))
		return deed_refuse(d, F_READ_BACK, T_FAULT_READ_BACK, "REG 19");
	if (!cstr_empty(in->text[F_ANONYMOUS]) && in->identities)
		return deed_refuse(d, F_IDENTITY, T_FAULT_ANONYMOUS_NAMED, NULL);
	struct identity_of of = {d->m->m.id, d->m->m.number};
	identity_store(d->tx, d->city, of, d->code, in);
	if (!cstr_empty(in->text[F_ANONYMOUS]))
		q_matter_set_petitioner(d->tx, d->m->m.id, MATTER_ANONYMOUS, (struct str){NULL, 0});
	/* what was cut is found by its words when somebody has looked at the copy */
	const char *texts[] = {d->m->m.number, d->m->m.subject, d->m->m.body, d->m->m.requests, d->m->m.place};
	list_index(d->tx, d->m->m.id, 0, texts, in->cut ? 1 : sizeof texts / sizeof *texts);
	return true;
}

static bool do_accept(struct deed *d)
{
	char day[11];
	q_matter_set_accepted(d->tx, d->m->m.id, day_text(d->day, day));
	q_matter_set_handler(d->tx, d->m->m.id, d->v->person_id);
	return true;
}

/* The person named in F_PERSON must hold `role` in the unit. */
static int64_t person_in(struct deed *d, const char *role, int64_t unit_id)
{
	struct q_unit_persons *who;
	char day[11];
	size_t n = q_unit_persons(d->tx, unit_id, role, day_text(d->now.today, day), &who);
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(who[i].login, d->in->text[F_PERSON]))
			return who[i].id;
	return 0;
}

static bool recused(const struct matter *m, int64_t person_id)
{
	for (size_t i = 0; i < m->recusals; i++)
		if (m->recused[i] == person_id)
			return true;
	return false;
}

/* Has the person another post in the line of the unit complained of? */
static bool answers_to_accused(struct deed *d, int64_t person_id)
{
	struct q_person_tied tied;
	char day[11];
	return d->m->m.complained_unit_id != DB_NULL_INT &&
		draw_flag(d->tx, "tied", q_person_tied(d->tx, person_id, d->m->m.complained_unit_id, day_text(d->now.today, day), &tied) && tied.n > 0);
}

static bool do_name_handler(struct deed *d)
{
	int64_t person = draw_id(d->tx, "person", person_in(d, "handler", d->m->m.lead_unit_id));
	if (!person)
		return deed_refuse(d, F_PERSON, T_FAULT_UNKNOWN_PERSON(d->in->text[F_PERSON]), NULL);
	if (recused(d->m, person))
		return deed_refuse(d, F_PERSON, T_REFUSE_RECUSED, "REG 28");
	if (d->m->m.restricted && answers_to_accused(d, person))
		return deed_refuse(d, F_PERSON, T_REFUSE_ACCUSED_PERSON, "REG 30(3)");
	q_matter_set_handler(d->tx, d->m->m.id, person);
	return true;
}

static bool do_name_leader(struct deed *d)
{
	q_matter_set_leader(d->tx, d->m->m.id, d->in->text[F_LEADER]);
	return true;
}

/* The running clock whose extension the unit head grants (REG 34), or of a decision the office of its body. */
static const struct q_clock_of_matter *extendable(const struct deed *d)
{
	for (size_t i = 0; i < d->m->clocks; i++) {
		const struct q_clock_of_matter *k = &d->m->clock[i];
		const struct clock_rule *r = clock_rule_find(&d->city->clocks, k->code);
		if (cstr_eq(k->outcome, "running") && r && r->extend_max > 0 && (cstr_eq(r->extend_by, "head") || cstr_eq(r->extend_by, "office")))
			return k;
	}
	return NULL;
}

static bool do_ask_extension(struct deed *d)
{
	const struct q_clock_of_matter *k = extendable(d);
	if (!k)
		return deed_refuse(d, F_NONE, T_REFUSE_NOT_EXTENDABLE, NULL);
	const struct clock_rule *r = clock_rule_find(&d->city->clocks, k->code);
	if (d->in->number[F_DAYS] > r->extend_max)
		return deed_refuse(d, F_DAYS, T_FAULT_NUMBER("1", arena_printf(d->tx->arena, "%d", r->extend_max)), r->article);
	q_ask_insert(d->tx, d->m->m.id, "extension", d->event_id, d->v->person_id, deed_unit_or_null(d), DB_NULL_INT,
		d->in->number[F_DAYS], d->in->text[F_REASON]);
	return true;
}

static bool do_extend(struct deed *d)
{
	const struct q_ask_of_matter *asked = matter_ask_open(d->m, "extension");
	const struct q_clock_of_matter *k = extendable(d);
	if (!asked || !k)
		return deed_refuse(d, F_NONE, T_REFUSE_NOTHING_ASKED, NULL);
	if (d->now.utc_ms > k->due_ms)
		return deed_refuse(d, F_NONE, T_REFUSE_EXTEND_AFTER_DUE, NULL);
	clock_run_extend(d->tx, d->city, k, (int)asked->days);
	q_ask_decide(d->tx, asked->id, d->event_id, d->v->person_id, deed_unit_or_null(d), "granted", d->in->text[F_REASON] ? d->in->text[F_REASON] : "");
	q_matter_set_extended(d->tx, d->m->m.id);
	d->detail = asked->reason;
	return true;
}

static bool do_refuse_extension(struct deed *d)
{
	const struct q_ask_of_matter *asked = matter_ask_open(d->m, "extension");
	must(asked);
	q_ask_decide(d->tx, asked->id, d->event_id, d->v->person_id, deed_unit_or_null(d), "refused", d->in->text[F_REASON]);
	return true;
}

static bool do_urgent(struct deed *d)
{
	q_matter_set_urgent(d->tx, d->m->m.id);
	return true;
}

static bool do_report_urgent(struct deed *d)
{
	q_urgent_insert(d->tx, d->m->m.id, d->event_id, d->in->text[F_TOLD], d->in->text[F_MEANS]);
	return true;
}

static bool do_supervise(struct deed *d)
{
	char day[11];
	if (q_supervision_measure(d->tx, d->m->m.id, d->in->text[F_MEASURE], d->event_id) == 0) {
		q_supervision_add(d->tx, d->m->m.id, d->m->m.lead_unit_id, "decided", DB_NULL_INT, day_text(d->day, day));
		q_supervision_measure(d->tx, d->m->m.id, d->in->text[F_MEASURE], d->event_id);
	}
	q_matter_set_supervised(d->tx, d->m->m.id);
	d->detail = d->in->text[F_REASON];
	return true;
}

static void recuse(struct deed *d, int64_t person_id)
{
	q_recusal_add(d->tx, d->m->m.id, person_id, d->event_id);
	if (d->m->m.handler_id == person_id)
		q_matter_set_handler(d->tx, d->m->m.id, DB_NULL_INT);
}

static bool do_recuse(struct deed *d)
{
	recuse(d, d->v->person_id);
	return true;
}

static bool do_ask_recusal(struct deed *d)
{
	q_ask_insert(d->tx, d->m->m.id, "recusal", d->event_id, DB_NULL_INT, DB_NULL_INT, DB_NULL_INT, DB_NULL_INT, d->in->text[F_REASON]);
	return true;
}

static bool do_decide_recusal(struct deed *d)
{
	const struct q_ask_of_matter *asked = matter_ask_open(d->m, "recusal");
	must(asked);
	q_ask_decide(d->tx, asked->id, d->event_id, d->v->person_id, deed_unit_or_null(d),
		cstr_eq(d->act, "grant_recusal") ? "granted" : "refused", d->in->text[F_REASON] ? d->in->text[F_REASON] : "");
	return true;
}

static bool do_recuse_person(struct deed *d)
{
	struct q_person_by_login p = {0};
	q_person_by_login(d->tx, d->in->text[F_PERSON], &p);
	int64_t person = draw_id(d->tx, "person", p.id);
	if (!person)
		return deed_refuse(d, F_PERSON, T_FAULT_UNKNOWN_PERSON(d->in->text[F_PERSON]), NULL);
	if (person == d->v->person_id)
		return deed_refuse(d, F_PERSON, T_REFUSE_SELF_DECIDED, "REG 28");
	recuse(d, person);
	return true;
}

static bool do_ask_identity(struct deed *d)
{
	q_ask_insert(d->tx, d->m->m.id, "identity", d->event_id, d->v->person_id, deed_unit_or_null(d), DB_NULL_INT, DB_NULL_INT, d->in->text[F_REASON]);
	return true;
}

static bool do_decide_identity(struct deed *d)
{
	const struct q_ask_of_matter *asked = matter_ask_open(d->m, "identity");
	must(asked);
	q_ask_decide(d->tx, asked->id, d->event_id, d->v->person_id, deed_unit_or_null(d),
		cstr_eq(d->act, "grant_identity") ? "granted" : "refused", d->in->text[F_REASON] ? d->in->text[F_REASON] : "");
	return true;
}

const struct effect_def effects_handle[] = {
	{"register", do_register}, {"accept", do_accept}, {"name_handler", do_name_handler},
	{"name_leader", do_name_leader}, {"ask_extension", do_ask_extension}, {"extend", do_extend},
	{"refuse_extension", do_refuse_extension}, {"urgent", do_urgent},
	{"report_urgent", do_report_urgent}, {"supervise", do_supervise}, {"recuse", do_recuse},
	{"ask_recusal", do_ask_recusal}, {"decide_recusal", do_decide_recusal},
	{"recuse_person", do_recuse_person}, {"ask_identity", do_ask_identity},
	{"decide_identity", do_decide_identity}, {NULL, NULL},
};
