/* The copy for units on a matter's page: that something was taken out, what is
 * left for whoever is to look at it, and what was typed for whom the identity
 * is open to. Laws: 1 nobody else sees what was taken out; 2 what the office
 * confirms is what it sees here. */
#include "web_matter.h"

#include "../matter/copy.h"

static const char *title(struct req *r, const struct matter *m, const struct q_copy_of_matter *k)
{
	if (k->registered)
		return t(&r->out, T_COPY_REGISTERED);
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	for (size_t i = 0; i < n; i++)
		if (e[i].id == k->event_id)
			return t(&r->out, T_COPY_LATER(act_name(r, m->m.procedure, e[i].act), e[i].day));
	return "";
}

static void show_words(struct req *r, const struct copy_words *w)
{
	html(&r->out, "<dl class=\"facts\">\n");
	for (const enum field *f = copy_fields; *f; f++) {
		if (cstr_empty(w->text[*f]))
			continue;
		html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, field_label(*f)));
		html_paragraphs(&r->out, str_of(w->text[*f]));
		html(&r->out, "</dd></div>\n");
	}
	html(&r->out, "</dl>\n");
}

static void proposed(struct req *r, const struct matter *m)
{
	for (size_t i = 0; i < m->copies; i++) {
		struct copy_words w;
		if (!cstr_eq(m->copy[i].state, "held"))
			continue;
		copy_proposed(req_read(r), m, &m->copy[i], &w);
		html(&r->out, "<h3>%s</h3>\n", title(r, m, &m->copy[i]));
		show_words(r, &w);
	}
}

void matter_copy_form(struct req *r, const struct matter *m)
{
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_COPY_TITLE));
	proposed(r, m);
}

static void show_typed(struct req *r, const struct matter *m)
{
	bool first = true;
	for (size_t i = 0; i < m->copies; i++) {
		struct copy_words w;
		if (!copy_typed(req_read(r), m, &r->viewer, r->now.today, &m->copy[i], &w))
			continue;
		if (first)
			html(&r->out, "<h3>%s</h3>\n<p class=\"note\">%s</p>\n", t(&r->out, T_COPY_TYPED), t(&r->out, T_STAFF_IDENTITY_NOTE));
		first = false;
		html(&r->out, "<h4>%s</h4>\n", title(r, m, &m->copy[i]));
		show_words(r, &w);
	}
}

void matter_copy(struct req *r, const struct matter *m)
{
	size_t held = copy_held(m), released = 0;
	if (m->copies == 0)
		return;
	for (size_t i = 0; i < m->copies; i++)
		released += cstr_eq(m->copy[i].state, "released");
	html(&r->out, "<section id=\"copy\"><h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_COPY_TITLE), t(&r->out, T_COPY_WORDS));
	if (released)
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_COPY_RELEASED));
	if (held) {
		html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, copy_office(m, &r->viewer) ? T_COPY_HELD : T_COPY_HELD_ELSEWHERE));
		if (copy_office(m, &r->viewer))
			proposed(r, m);
	}
	show_typed(r, m);
	html(&r->out, "</section>\n");
}
