/* Corrections, each where the text is that it corrects. Law: the registered text
 * is never changed; what corrects it says by whom and when. */
#include "web_public.h"

#include "../matter/data.h"

void part_corrections(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	for (size_t i = 0; i < n; i++) {
		bool own = cstr_eq(e[i].act, "correct_own");
		if (!own && !cstr_eq(e[i].act, "correct"))
			continue;
		html(o, "<div class=\"corrected\"><h3>%s</h3>\n", t(o, own ? T_CORRECTED_OWN(e[i].day) : T_CORRECTED_BY(e[i].unit_zh ? in_lang(r, e[i].unit_en, e[i].unit_zh) : "", e[i].day)));
		html_paragraphs(o, str_of(data_get(r->arena, e[i].data, "text")));
		html(o, "</div>\n");
	}
}
