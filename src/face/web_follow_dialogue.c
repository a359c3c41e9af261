/* What the petitioner is asked, and answers. Law: an open question stands first
 * on the follow page, and its words stand over the form that answers it. */
#include "web_follow.h"

#include "../matter/data.h"

static const char *place_text(struct req *r, const struct q_question_of_matter *q)
{
	return arena_printf(r->arena, "%lld", (long long)q->place);
}

static void show_question(struct req *r, const struct q_question_of_matter *q, bool alone)
{
	struct out *o = &r->out;
	const char *title = t(o, T_FOLLOW_QUESTION(place_text(r, q), in_lang(r, q->unit_en, q->unit_zh), q->asked_day));
	if (alone)
		html(o, "<h2>%s</h2>\n", title);
	else
		html(o, "<h3>%s</h3>\n", title);
	html_paragraphs(o, str_of(data_get(r->arena, q->asked_data, "question")));
}

void part_follow_questions(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	if (m->proc->state[m->state].final || !matter_question_open(m, 0))
		return;
	html(o, "<section class=\"asked\"><h2>%s</h2>\n<p>%s</p>\n", t(o, T_FOLLOW_QUESTIONS), t(o, T_FOLLOW_QUESTIONS_WORDS));
	for (size_t i = 0; i < m->questions; i++) {
		const struct q_question_of_matter *q = &m->question[i];
		if (q->answered_event != DB_NULL_INT)
			continue;
		show_question(r, q, false);
		html(o, "<p><a role=\"button\" ");
		html_url(o, "href", url_make(r->arena, "/follow/do/answer_question?which=%lld", (long long)q->place));
		html(o, ">%s</a></p>\n", t(o, T_FOLLOW_QUESTION_ANSWER(place_text(r, q))));
	}
	html(o, "</section>\n");
}

void part_follow_answered(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	size_t answered = 0;
	for (size_t i = 0; i < m->questions; i++)
		answered += m->question[i].answered_event != DB_NULL_INT;
	if (answered == 0)
		return;
	html(o, "<details><summary>%s</summary>\n", t(o, T_FOLLOW_QUESTION_ANSWERED(arena_printf(r->arena, "%zu", answered))));
	for (size_t i = 0; i < m->questions; i++) {
		const struct q_question_of_matter *q = &m->question[i];
		if (q->answered_event == DB_NULL_INT)
			continue;
		show_question(r, q, false);
		html(o, "<h4>%s</h4>\n", t(o, T_FOLLOW_QUESTION_YOURS(q->answered_day)));
		html_paragraphs(o, str_of(data_get(r->arena, q->answered_data, "text")));
	}
	html(o, "</details>\n");
}

void form_follow_question(struct req *r, const struct matter *m, const struct act_in *in)
{
	int64_t place;
	const char *which = cstr_empty(in->text[F_WHICH]) ? req_query(r, "which") : in->text[F_WHICH];
	const struct q_question_of_matter *q = matter_question_open(m, str_i64(str_of(which), &place) ? place : 0);
	if (!q)
		return;
	show_question(r, q, true);
	form_hidden(r, "which", place_text(r, q));
}
