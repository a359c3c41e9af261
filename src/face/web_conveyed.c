/* Who has acted on a directive. Laws: 1 the answer stands first, in one
 * sentence; 2 each number is a link to the list of its units, and the list has
 * as many; 3 of a unit one reads what it did, never what anybody thinks. */
#include "web_directive.h"

#include "web_matter.h"

enum { PER_PAGE = 20 };

static const char *today(struct req *r)
{
	char day[11];
	return arena_strdup(r->arena, day_text(r->now.today, day));
}

/* -- filters: level (0: all; "later"), and what lacks (a step, "late", "open") */

struct chosen { int64_t level; bool later; const char *lacks; int64_t page; };

static struct chosen chosen_of(struct req *r)
{
	struct chosen c = {.lacks = req_query(r, "lacks"), .page = staff_page(r, 10000), .later = cstr_eq(req_query(r, "level"), "later")};
	if (!str_i64(str_of(req_query(r, "level")), &c.level) || c.level < 0 || c.level > CONVEY_LEVELS)
		c.level = 0;
	return c;
}

static bool picked(const struct matter *m, const struct chosen *f, const struct q_conveyed_list *c, const char *day)
{
	enum convey_step lacks = conveyed_lacks(c);
	if (c->later != f->later || (f->level && c->level != f->level))
		return false;
	if (!*f->lacks)
		return true;
	if (cstr_eq(f->lacks, "open"))
		return lacks != STEP_DONE;
	return cstr_eq(f->lacks, "late") ? lacks != STEP_DONE && conveyed_late(m, c, day) : cstr_eq(f->lacks, convey_steps[lacks]);
}

static struct url list_url(struct req *r, const struct matter *m, const char *level, const char *lacks, int64_t page)
{
	return url_make(r->arena, "/staff/m/%s?level=%s&lacks=%s&page=%s#units", m->m.number, level, lacks, staff_number(r, page));
}

/* -- the answer, and the table of levels */

static void show_answer(struct req *r, const struct convey_count *n)
{
	int64_t done = n->all.lacks[STEP_DONE];
	if (n->complete)
		html(&r->out, "<p class=\"answer\"><strong>%s</strong></p>\n", t(&r->out, T_DIRECTIVE_COMPLETE(staff_number(r, n->all.units))));
	else
		html(&r->out, "<p class=\"answer\"><strong>%s</strong></p>\n",
			t(&r->out, T_DIRECTIVE_INCOMPLETE(staff_number(r, n->all.units - done), staff_number(r, n->all.units), staff_number(r, n->all.late))));
}

static void cell(struct req *r, const struct matter *m, struct msg label, const char *level, const char *lacks, int64_t n)
{
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, label));
	if (n)
		staff_link(r, list_url(r, m, level, lacks, 1), staff_number(r, n));
	else
		html(&r->out, "0");
	html(&r->out, "</td>");
}

static void show_level(struct req *r, const struct matter *m, const char *name, const char *level, const struct convey_level *l)
{
	html(&r->out, "<tr><th scope=\"row\">%s</th>", name);
	cell(r, m, T_DIRECTIVE_UNITS, level, "", l->units);
	for (int s = 0; s < STEP__MAX; s++)
		cell(r, m, (struct msg){.id = msg_id(arena_printf(r->arena, "convey.step.%s", convey_steps[s]))}, level, convey_steps[s], l->lacks[s]);
	cell(r, m, T_DIRECTIVE_LATE, level, "late", l->late);
	html(&r->out, "</tr>\n");
}

static void show_levels(struct req *r, const struct matter *m, const struct convey_count *n)
{
	struct msg heads[STEP__MAX + 3] = {T_DIRECTIVE_LEVEL, T_DIRECTIVE_UNITS};
	for (int s = 0; s < STEP__MAX; s++)
		heads[s + 2] = (struct msg){.id = msg_id(arena_printf(r->arena, "convey.step.%s", convey_steps[s]))};
	heads[STEP__MAX + 2] = T_DIRECTIVE_LATE;
	staff_table_begin(r, T_DIRECTIVE_COVERAGE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (int64_t l = 1; l <= n->levels; l++)
		if (n->level[l].units)
			show_level(r, m, t(&r->out, T_DIRECTIVE_LEVEL_NO(staff_number(r, l))), staff_number(r, l), &n->level[l]);
	show_level(r, m, t(&r->out, T_DIRECTIVE_LEVELS_ALL), "0", &n->all);
	if (n->later.units)
		show_level(r, m, t(&r->out, T_DIRECTIVE_LATER), "later", &n->later);
	staff_table_end(r);
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_DIRECTIVE_SUM));
}

/* -- the units of one number */

static void show_day(struct req *r, struct msg label, const char *day)
{
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, label));
	part_day(r, day);
	html(&r->out, "</td>");
}

static void show_decides(struct req *r, const struct matter *m, const struct q_conveyed_list *c)
{
	if (!cstr_eq(c->standing, "reported") || !viewer_in_unit(&r->viewer, conveyed_superior(m, c)))
		return;
	html(&r->out, "<br>");
	staff_link(r, url_make(r->arena, "/staff/m/%s/accept_report?reporting=%s", m->m.number, c->code), act_name(r, "conveyance", "accept_report"));
	html(&r->out, " · ");
	staff_link(r, url_make(r->arena, "/staff/m/%s/return_report?reporting=%s", m->m.number, c->code), act_name(r, "conveyance", "return_report"));
}

static void show_row(struct req *r, const struct matter *m, const struct q_conveyed_list *c, const char *day)
{
	struct out *o = &r->out;
	enum convey_step lacks = conveyed_lacks(c);
	html(o, "<tr><th scope=\"row\">");
	staff_link(r, url_make(r->arena, "/staff/m/%s?unit=%s", m->m.number, c->code), in_lang(r, c->name_en, c->name_zh));
	if (c->holder_id != c->unit_id)
		html(o, "<br><small>%s</small>", t(o, T_DIRECTIVE_ANSWERS(staff_unit_name(r, c->holder_id))));
	html(o, "</th><td data-label=\"%s\">%lld</td><td data-label=\"%s\">%s", t(o, T_DIRECTIVE_LEVEL), (long long)c->level, t(o, T_DIRECTIVE_NEXT),
		staff_words(r, "convey.step.", convey_steps[lacks]));
	if (cstr_eq(c->standing, "returned"))
		html(o, " <small>%s</small>", staff_words(r, "convey.standing.", c->standing));
	html(o, " ");
	if (conveyed_late(m, c, day))
		part_tag(r, lacks == STEP_DONE ? "void" : "late", T_DIRECTIVE_LATE);
	show_decides(r, m, c);
	html(o, "</td>");
	show_day(r, T_DIRECTIVE_ACKNOWLEDGED, c->ack_day);
	show_day(r, T_DIRECTIVE_STUDIED, c->studied_day);
	show_day(r, T_DIRECTIVE_PLANNED, c->plan_day);
	show_day(r, T_DIRECTIVE_REPORTED, c->report_day);
	html(o, "</tr>\n");
}

static struct url next_page(struct req *r, int page)
{
	const struct matter *m = r->about;
	return list_url(r, m, req_query(r, "level"), req_query(r, "lacks"), page);
}

static void show_units(struct req *r, const struct matter *m)
{
	const struct msg heads[] = {T_DIRECTIVE_UNIT, T_DIRECTIVE_LEVEL, T_DIRECTIVE_NEXT, T_DIRECTIVE_ACKNOWLEDGED, T_DIRECTIVE_STUDIED, T_DIRECTIVE_PLANNED, T_DIRECTIVE_REPORTED};
	const struct chosen f = chosen_of(r);
	const char *day = today(r);
	const struct q_conveyed_list **hit = arena_make_n(r->arena, const struct q_conveyed_list *, m->conveyeds + 1);
	size_t hits = 0, from = (size_t)(f.page - 1) * PER_PAGE;
	/* as they stand in the tree: by level, then by age */
	for (int64_t level = 1; level <= CONVEY_LEVELS; level++)
		for (size_t i = 0; i < m->conveyeds; i++)
			if (m->conveyed[i].level == level && picked(m, &f, &m->conveyed[i], day) && conveyed_visible(m, &r->viewer, &m->conveyed[i]))
				hit[hits++] = &m->conveyed[i];
	html(&r->out, "<section id=\"units\"><h3>%s</h3>\n", t(&r->out, T_DIRECTIVE_UNITS_SHOWN(arena_printf(r->arena, "%zu", hits))));
	if (hits == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_DIRECTIVE_UNITS_NONE));
		return;
	}
	staff_table_begin(r, T_DIRECTIVE_UNITS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = from; i < hits && i < from + PER_PAGE; i++)
		show_row(r, m, hit[i], day);
	staff_table_end(r);
	r->about = m;
	part_paging(r, (int)f.page, hits > from + PER_PAGE, next_page);
	html(&r->out, "</section>\n");
}

/* Units of today that the frozen set does not know. */
static void show_later(struct req *r, const struct matter *m)
{
	struct q_conveyance_later *u;
	size_t n = q_conveyance_later(req_read(r), m->m.id, &u), shown = 0;
	for (size_t i = 0; i < n; i++) {
		const struct q_conveyed_list *up = u[i].parent_id == DB_NULL_INT ? NULL : conveyed_find(m, u[i].parent_id);
		if (!(up ? conveyed_visible(m, &r->viewer, up) : conveyance_inside(m, &r->viewer)))
			continue;
		if (shown++ == 0)
			html(&r->out, "<section><h3>%s</h3>\n<p class=\"note\">%s</p>\n<ul>\n", t(&r->out, T_DIRECTIVE_LATER_NEW), t(&r->out, T_DIRECTIVE_LATER_WHAT));
		html(&r->out, "<li>%s <small>%s</small></li>\n", in_lang(r, u[i].name_en, u[i].name_zh), t(&r->out, T_DIRECTIVE_LATER_SINCE(u[i].valid_from)));
	}
	if (shown)
		html(&r->out, "</ul></section>\n");
}

void directive_coverage(struct req *r, const struct matter *m)
{
	struct convey_count n;
	conveyance_count(m, &r->viewer, today(r), &n);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_DIRECTIVE_COVERAGE));
	if (n.all.units)
		show_answer(r, &n);
	if (n.all.units + n.later.units)
		show_levels(r, m, &n);
	show_units(r, m);
	show_later(r, m);
	html(&r->out, "</section>\n");
}

/* -- one unit */

static void fact_day(struct req *r, struct msg label, const char *day, const char *more)
{
	if (!day)
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	part_day(r, day);
	html(&r->out, " %s</dd></div>\n", more);
}

static void show_words(struct req *r, struct msg head, const char *words)
{
	if (!*words)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<div class=\"verbatim\">", t(&r->out, head));
	html_paragraphs(&r->out, str_of(words));
	html(&r->out, "</div></section>\n");
}

static void show_unit_facts(struct req *r, const struct matter *m, const struct q_conveyed_list *c)
{
	struct out *o = &r->out;
	const char *how = c->studied_day ? t(o, T_DIRECTIVE_STUDIED_HOW(staff_number(r, c->present), staff_field_value(r, F_STUDY_FORM, c->form))) : "";
	html(o, "<dl class=\"facts\">\n");
	staff_fact(r, T_DIRECTIVE_LEVEL, staff_number(r, c->level));
	if (c->holder_id != c->unit_id)
		staff_fact(r, T_STAFF_LEAD, t(o, T_DIRECTIVE_ANSWERS(staff_unit_name(r, c->holder_id))));
	staff_fact(r, T_DIRECTIVE_SUPERIOR, staff_unit_name(r, conveyed_superior(m, c)));
	staff_fact(r, T_DIRECTIVE_NEXT, staff_words(r, "convey.step.", convey_steps[conveyed_lacks(c)]));
	fact_day(r, T_DIRECTIVE_CONVEYED_ON, c->sent_day, c->later ? t(o, T_DIRECTIVE_LATER) : "");
	fact_day(r, T_DIRECTIVE_ACKNOWLEDGED, c->ack_day, "");
	fact_day(r, T_DIRECTIVE_STUDIED, c->studied_day, how);
	fact_day(r, T_DIRECTIVE_PLANNED, c->plan_day, "");
	fact_day(r, T_DIRECTIVE_REPORTED, c->report_day, "");
	fact_day(r, T_DIRECTIVE_DECIDED, c->decided_day, staff_words(r, "convey.standing.", c->standing));
	html(o, "</dl>\n");
}

void directive_unit(struct req *r, const struct matter *m, const char *code)
{
	struct q_unit_find_code found;
	struct q_conveyed_words w;
	const struct q_conveyed_list *c = q_unit_find_code(req_read(r), code, &found) ? conveyed_find(m, found.id) : NULL;
	if (!c || !conveyed_visible(m, &r->viewer, c) || !q_conveyed_words(req_read(r), m->m.id, c->unit_id, &w)) {
		req_not_found(r);
		return;
	}
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(in_lang(r, c->name_en, c->name_zh)));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m->m.number), t(&r->out, T_DIRECTIVE_BACK));
	html(&r->out, "</p>\n");
	show_unit_facts(r, m, c);
	show_words(r, T_DIRECTIVE_WORDS_PLAN, w.plan);
	show_words(r, T_DIRECTIVE_WORDS_REPORT, w.report);
	show_words(r, T_DIRECTIVE_WORDS_REASON, w.reason);
	matter_timeline_of(r, m, c->unit_id, c->holder_id);
	page_end(r);
}
