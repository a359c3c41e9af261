/* Effects of the dialogue on the follow page. Laws: 1 a question stops no clock
 * and holds nothing up; 2 it is answered once, by the petitioner only. */
#include "deed.h"

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

const struct effect_def effects_dialogue[] = {
	{"question", do_question}, {"answer_question", do_answer_question}, {NULL, NULL},
};
