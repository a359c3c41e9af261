/* What the petitioner was asked, on the page of a matter: question and answer
 * together, whether or not it was answered. */
#include "web_matter.h"

#include "../matter/data.h"

void matter_dialogue(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	if (m->questions == 0)
		return;
	html(o, "<section><h2>%s</h2>\n", t(o, T_STAFF_DIALOGUE));
	for (size_t i = 0; i < m->questions; i++) {
		const struct q_question_of_matter *q = &m->question[i];
		bool answered = q->answered_event != DB_NULL_INT;
		html(o, "<h3>%s</h3>\n", t(o, T_STAFF_DIALOGUE_ASKED(arena_printf(r->arena, "%lld", (long long)q->place), in_lang(r, q->unit_en, q->unit_zh), q->asked_day)));
		html_paragraphs(o, str_of(data_get(r->arena, q->asked_data, "question")));
		html(o, "<p class=\"note\">%s</p>\n", t(o, answered ? T_STAFF_DIALOGUE_ANSWERED(q->answered_day) : T_STAFF_DIALOGUE_WAITS));
		if (answered)
			html_paragraphs(o, str_of(data_get(r->arena, q->answered_data, "text")));
	}
	html(o, "</section>\n");
}
