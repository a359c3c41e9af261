/* Parts that return on many pages. */
#include "page.h"

#include "app.h"

static const struct { const char *class; } clock_looks[] = {
	[CLOCK_CALM] = {"calm"}, [CLOCK_SOON] = {"soon"}, [CLOCK_TODAY] = {"today"}, [CLOCK_NOMINAL_PAST] = {"today"},
	[CLOCK_LATE] = {"late"}, [CLOCK_MET] = {"met"}, [CLOCK_MISSED] = {"late"}, [CLOCK_VOID] = {"void"},
};

static struct msg clock_words(enum clock_state s)
{
	switch (s) {
	case CLOCK_CALM: return T_CLOCK_CALM;
	case CLOCK_SOON: return T_CLOCK_SOON;
	case CLOCK_TODAY: return T_CLOCK_TODAY;
	case CLOCK_NOMINAL_PAST: return T_CLOCK_NOMINAL_PAST;
	case CLOCK_LATE: return T_CLOCK_LATE;
	case CLOCK_MET: return T_CLOCK_MET;
	case CLOCK_MISSED: return T_CLOCK_MISSED;
	case CLOCK_VOID: return T_CLOCK_VOID;
	}
	return MSG_NONE;
}

void part_day(struct req *r, const char *day)
{
	if (cstr_empty(day))
		html(&r->out, "—");
	else
		html(&r->out, "<time datetime=\"%s\">%s</time>", day, day);
}

void part_clock_badge(struct req *r, const char *code, const char *due_nominal, const char *due, enum clock_state state, bool provisional)
{
	struct out *o = &r->out;
	html(o, "<span class=\"clock %s\"><span class=\"word\">%s</span> %s <span class=\"what\">%s</span>", clock_looks[state].class,
		t(o, clock_words(state)), due, clock_name(r, code));
	if (!cstr_eq(due_nominal, due))
		html(o, " <small>%s</small>", t(o, T_CLOCK_NOMINAL(due_nominal)));
	if (provisional)
		html(o, " <small class=\"provisional\">%s</small>", t(o, T_CLOCK_PROVISIONAL));
	html(o, "</span>");
}

void part_clock_why(struct req *r, const struct q_clock_of_matter *k)
{
	struct out *o = &r->out;
	struct clock_out c;
	bool moved;
	if (!clock_run_explain(r->arena, r->city, k, &c, &moved))
		return;
	html(o, "<details><summary>%s</summary><ol class=\"why\">\n", t(o, T_CLOCK_WHY));
	for (size_t i = 0; i < c.lines; i++)
		html(o, "<li>%s</li>\n", c.line[i].text[r->lang]);
	html(o, "</ol>");
	if (moved)
		html(o, "<p>%s</p>", t(o, T_CLOCK_MOVED(k->due)));
	html(o, "</details>\n");
}

void part_either(struct req *r, const char *en, const char *zh)
{
	const char *mine = in_lang(r, en, zh), *other = in_lang(r, zh, en);
	if (!cstr_empty(mine))
		html(&r->out, "%s", mine);
	else
		html(&r->out, "<span lang=\"%s\">%s</span>", r->lang == LANG_ZH ? "en" : "zh", other);
}

void part_tag(struct req *r, const char *class_word, struct msg m)
{
	html(&r->out, "<span class=\"tag %s\">%s</span> ", class_word, t(&r->out, m));
}

static void matter_row(struct req *r, const struct list_row *m)
{
	struct out *o = &r->out;
	html(o, "<tr><td data-label=\"%s\"><a ", t(o, T_LIST_NUMBER));
	html_url(o, "href", url_matter(r, m->number));
	html(o, ">%s</a></td>\n<td data-label=\"%s\">", m->number, t(o, T_LIST_SUBJECT));
	if (m->urgent)
		part_tag(r, "late", T_LIST_URGENT);
	if (m->supervised)
		part_tag(r, "soon", T_LIST_SUPERVISED);
	if (m->restricted)
		part_tag(r, "void", T_LIST_RESTRICTED);
	html(o, "%s</td>\n<td data-label=\"%s\">%s</td>\n", m->subject, t(o, T_LIST_STATE), state_name(r, m->procedure, m->state));
	html(o, "<td data-label=\"%s\">%s</td>\n<td data-label=\"%s\">", t(o, T_LIST_UNIT), in_lang(r, m->lead_en, m->lead_zh), t(o, T_LIST_RECEIVED));
	part_day(r, m->received_day);
	html(o, "</td>\n<td data-label=\"%s\">", t(o, T_LIST_DUE));
	if (m->next_due && m->next_nominal)
		part_clock_badge(r, m->next_clock, m->next_nominal, m->next_due, clock_run_state("running", m->next_nominal, m->next_due, 0, r->now), false);
	else
		html(o, "—");
	html(o, "</td></tr>\n");
}

void part_matter_table(struct req *r, const struct list_row *row, size_t n, struct msg empty)
{
	struct out *o = &r->out;
	if (n == 0) {
		html(o, "<p class=\"empty\">%s</p>\n", t(o, empty));
		return;
	}
	/* regions of one page need names of their own */
	r->tables++;
	html(o, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s %d\"><table class=\"cards\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
		t(o, T_LIST_CAPTION), r->tables, t(o, T_LIST_NUMBER), t(o, T_LIST_SUBJECT), t(o, T_LIST_STATE), t(o, T_LIST_UNIT), t(o, T_LIST_RECEIVED), t(o, T_LIST_DUE));
	for (size_t i = 0; i < n; i++)
		matter_row(r, &row[i]);
	html(o, "</tbody></table></div>\n");
}

void part_paging(struct req *r, int page, bool more, struct url (*page_url)(struct req *r, int page))
{
	struct out *o = &r->out;
	if (page <= 1 && !more)
		return;
	html(o, "<nav class=\"paging\" aria-label=\"%s\"><ul>\n", t(o, T_PAGE_PAGING));
	if (page > 1) {
		html(o, "<li><a rel=\"prev\" ");
		html_url(o, "href", page_url(r, page - 1));
		html(o, ">%s</a></li>\n", t(o, T_PAGE_PREVIOUS));
	}
	html(o, "<li aria-current=\"page\">%s</li>\n", t(o, T_PAGE_NUMBER(arena_printf(r->arena, "%d", page))));
	if (more) {
		html(o, "<li><a rel=\"next\" ");
		html_url(o, "href", page_url(r, page + 1));
		html(o, ">%s</a></li>\n", t(o, T_PAGE_NEXT));
	}
	html(o, "</ul></nav>\n");
}
