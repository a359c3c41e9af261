/* Effects of the dialogue on the follow page. Laws: 1 a question stops no clock
 * and holds nothing up; 2 it is answered once, by the petitioner only. */
#include "deed.h"
#include "identity.h"

#include "../base/bug.h"
#include "../base/limits.h"

static bool do_question(struct deed *d)
{
	if (d->m->questions >= LIMIT_QUESTIONS)
		return deed_refuse(d, F_QUESTION, T_REFUSE_QUESTIONS, NULL);
	must(d->unit_id);
	q_question_insert(d->tx, d->m->m.id, d->event_id, d->unit_id);
	return true;
}

static bool do_answer_question(struct deed *d)
{
	const struct q_question_of_matter *q = matter_question_open(d->m, d->in->number[F_WHICH]);
	if (!q)
		return deed_refuse(d, F_WHICH, T_REFUSE_NO_QUESTION, NULL);
	q_question_answer(d->tx, q->id, d->event_id);
	return true;
}

/* Of a matter filed without a name: only its petitioner tells the name, and only once. */
static bool do_disclose(struct deed *d)
{
	if (d->in->identities == 0 || cstr_empty(d->in->text[F_DISCLOSE]))
		return deed_refuse(d, F_DISCLOSE, T_FAULT_CONSENT, NULL);
	identity_tell(d->tx, d->m, d->v, d->in);
	q_matter_set_petitioner(d->tx, d->m->m.id, MATTER_DISCLOSED, identity_petitioner(d->tx, d->city, d->in));
	return true;
}

static bool do_change_contact(struct deed *d)
{
	struct q_identity_of_matter *row;
	if (q_identity_of_matter(d->tx, d->m->m.id, &row) == 0)
		identity_tell(d->tx, d->m, d->v, d->in);
	else if (!identity_change(d->tx, d->m, d->v, d->event_id, d->in))
		return deed_refuse(d, F_NONE, T_REFUSE_IDENTITY_LOCKED, NULL);
	q_matter_set_petitioner(d->tx, d->m->m.id, d->m->m.anonymous, identity_petitioner(d->tx, d->city, d->in));
	return true;
}

/* Consent withdrawn (PIPL 15): the matter goes on as one without a name. */
static bool do_forget(struct deed *d)
{
	identity_forget(d->tx, d->m->m.id);
	q_matter_set_petitioner(d->tx, d->m->m.id, MATTER_ANONYMOUS, (struct str){NULL, 0});
	return true;
}

/* Begun from the follow page of a matter, nowhere else. */
static bool do_apart(struct deed *d)
{
	if (d->m->m.parent_id == DB_NULL_INT || !d->m->m.restricted)
		return deed_refuse(d, F_NONE, T_REFUSE_RETALIATION_FROM, NULL);
	return true;
}

static bool do_finding(struct deed *d)
{
	char day[11];
	q_matter_set_outcome(d->tx, d->m->m.id, d->in->text[F_OUTCOME]);
	q_matter_set_answered(d->tx, d->m->m.id, day_text(d->day, day));
	q_matter_set_closed(d->tx, d->m->m.id, day, "");
	return true;
}

static bool do_confidential(struct deed *d)
{
	q_matter_set_confidential(d->tx, d->m->m.id);
	return true;
}

const struct effect_def effects_dialogue[] = {
	{"question", do_question}, {"disclose", do_disclose}, {"change_contact", do_change_contact},
	{"confidential", do_confidential}, {"apart", do_apart}, {"finding", do_finding}, {"forget", do_forget}, {"answer_question", do_answer_question}, {NULL, NULL},
};
