/* Effects on cases that an inspection forwards, and on their batches. Laws: 1 a case keeps
 * the words it came with and the number the inspection gave it; its days run from the day
 * its batch came, whenever it was recorded; 2 a stage has a day for the rest, and never
 * counts as settled; 3 nothing is public by itself, and what is was written to be: neither
 * the complaint as it came, nor what looks like somebody's telephone, identity, mail or
 * plate number. Who may not do what after what stands in rule/duty.c. */
#include "deed.h"
#include "list.h"

#include "../base/bug.h"
#include "../base/limits.h"

/* -- a batch */

static bool of_programme(struct deed *d, const char **programme, const char **package)
{
	*programme = *package = "";
	return cstr_empty(d->in->text[F_PROGRAMME]) || deed_programme(d, programme, package);
}

static bool do_open_batch(struct deed *d)
{
	struct q_batch_next next = {0};
	struct arena *a = d->tx->arena;
	const char *programme, *package, *inspection = deed_text(d, F_SOURCE_BODY);
	char day[11];
	int64_t no = d->in->number[F_BATCH_NO], unit = deed_unit(d, F_UNIT);
	if (!unit || !of_programme(d, &programme, &package))
		return false;
	if (no == 0 && q_batch_next(d->tx, inspection, &next))
		no = next.no;
	d->set_days = cstr_eq(deed_text(d, F_ANSWER_IN), "5") ? 5 : 7;
	if (q_batch_insert(d->tx, d->m->m.id, inspection, no, day_text(d->in->day[F_RECEIVED], day), d->set_days, programme, package) == 0)
		return deed_refuse(d, F_BATCH_NO, T_REFUSE_BATCH_NO(deed_number(d, no)), NULL);
	q_batch_name(d->tx, d->m->m.id, arena_printf(a, "%s · %lld", inspection, (long long)no));
	q_matter_set_lead(d->tx, d->m->m.id, unit, DB_NULL_INT);
	return true;
}

static bool do_publish_batch(struct deed *d)
{
	q_batch_set_public(d->tx, d->m->m.id, true);
	return true;
}

static bool do_withdraw_batch(struct deed *d)
{
	q_batch_set_public(d->tx, d->m->m.id, false);
	return true;
}

/* -- a case: recorded and assigned */

/* The batch named in F_BATCH, kept by this office and still being answered. */
static bool batch_of(struct deed *d, struct q_batch_open *b)
{
	if (!q_batch_open(d->tx, deed_text(d, F_BATCH), b) || b->register_unit_id != d->unit_id || !cstr_eq(b->state, "open"))
		return deed_refuse(d, F_BATCH, T_REFUSE_NO_BATCH(deed_text(d, F_BATCH)), NULL);
	return b->cases < LIMIT_CASES || deed_refuse(d, F_BATCH, T_REFUSE_TOO_MANY_CASES(deed_number(d, LIMIT_CASES)), NULL);
}

static bool do_record_case(struct deed *d)
{
	struct q_batch_open b;
	if (!batch_of(d, &b))
		return false;
	if (q_case_insert(d->tx, d->m->m.id, b.id, deed_text(d, F_CASE_NO), deed_text(d, F_TRANSLATION), deed_text(d, F_POLLUTION)) == 0)
		return deed_refuse(d, F_CASE_NO, T_REFUSE_CASE_NO(deed_text(d, F_CASE_NO)), NULL);
	q_case_received(d->tx, d->m->m.id, b.received_day);
	if (*b.programme)
		deed_put_into(d, b.programme, b.package);
	if (!cstr_empty(d->in->text[F_SPOT]) && !deed_locate(d, d->m->m.place))
		return false;
	d->set_days = (int)b.answer_in;
	const char *texts[] = {d->m->m.number, d->m->m.subject, d->m->m.body, d->m->m.place, deed_text(d, F_CASE_NO), deed_text(d, F_TRANSLATION)};
	list_index(d->tx, d->m->m.id, 0, texts, sizeof texts / sizeof *texts);
	return true;
}

static bool do_assign_case(struct deed *d)
{
	int64_t unit = deed_working_unit(d, F_UNIT, deed_text(d, F_UNIT));
	if (!unit)
		return false;
	if (unit == d->m->m.lead_unit_id)
		return deed_refuse(d, F_UNIT, T_REFUSE_SAME_UNIT, NULL);
	if (!deed_set_assisting(d, unit))
		return false;
	q_matter_set_lead(d->tx, d->m->m.id, unit, DB_NULL_INT);
	deed_hand_over_clocks(d, unit);
	d->detail = cstr_empty(d->in->text[F_DIRECTION]) ? d->m->m.subject : arena_printf(d->tx->arena, "%s\n%s", d->m->m.subject, deed_text(d, F_DIRECTION));
	return true;
}

static bool do_send_back(struct deed *d)
{
	int64_t office = d->m->m.register_unit_id;
	q_matter_set_lead(d->tx, d->m->m.id, office, DB_NULL_INT);
	deed_hand_over_clocks(d, office);
	return true;
}

/* -- answered, signed, checked */

static bool do_answer_case(struct deed *d)
{
	char due[11];
	bool stage = cstr_eq(deed_text(d, F_CASE_OUTCOME), "stage");
	if (stage && cstr_empty(d->in->text[F_DUE]))
		return deed_refuse(d, F_DUE, T_REFUSE_STAGE_DAY, NULL);
	q_case_answer(d->tx, d->m->m.id, deed_text(d, F_TRUTH), deed_text(d, F_FACTS), deed_text(d, F_HANDLED), deed_text(d, F_ACCOUNTABLE), deed_text(d, F_CASE_OUTCOME),
		stage ? day_text(d->in->day[F_DUE], due) : NULL, d->v->person_id, d->unit_id);
	return true;
}

static bool do_sign_answer(struct deed *d)
{
	q_case_sign(d->tx, d->m->m.id, d->v->person_id, deed_text(d, F_TEXT));
	return true;
}

static bool do_return_answer(struct deed *d)
{
	q_case_return(d->tx, d->m->m.id);
	return true;
}

static bool do_confirm_case(struct deed *d)
{
	char today[11];
	const struct q_case_find *c = d->m->forwarded;
	bool settles = cstr_eq(c->outcome, "settled");
	must(settles || (c->rest_due && day_parse(str_of(c->rest_due), &d->due)));
	if (!settles && d->due <= d->now.today)
		return deed_refuse(d, F_NONE, T_REFUSE_REST_PAST(c->rest_due), NULL);
	q_case_confirm(d->tx, d->m->m.id, d->v->person_id, d->unit_id, day_text(d->now.today, today), settles);
	return true;
}

/* -- what the public may read */

static bool do_publish_case(struct deed *d)
{
	if (!d->m->forwarded->batch_public)
		return deed_refuse(d, F_NONE, T_REFUSE_BATCH_NOT_PUBLIC, NULL);
	if (!deed_public_words(d, F_PUBLIC_ZH, F_PUBLIC_EN) || !deed_public_words(d, F_RESULT_ZH, F_RESULT_EN))
		return false;
	q_case_publish(d->tx, d->m->m.id, deed_text(d, F_PUBLIC_ZH), deed_text(d, F_PUBLIC_EN), deed_text(d, F_RESULT_ZH), deed_text(d, F_RESULT_EN));
	return true;
}

static bool do_withdraw_case(struct deed *d)
{
	q_case_withdraw(d->tx, d->m->m.id);
	return true;
}

const struct effect_def effects_case[] = {
	{"open_batch", do_open_batch}, {"publish_batch", do_publish_batch}, {"withdraw_batch", do_withdraw_batch},
	{"record_case", do_record_case}, {"assign_case", do_assign_case}, {"send_back", do_send_back},
	{"answer_case", do_answer_case}, {"sign_answer", do_sign_answer}, {"return_answer", do_return_answer}, {"confirm_case", do_confirm_case},
	{"publish_case", do_publish_case}, {"withdraw_case", do_withdraw_case}, {NULL, NULL},
};
