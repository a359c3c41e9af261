/* The clocks of a matter with "why this date". Law: the lines are
 * clock_run_explain's, computed with today's calendar; when that would give
 * another date than was promised, the promise stands and the page says so. */
#include "web_matter.h"

static void show_why(struct req *r, const struct q_clock_of_matter *k)
{
	struct clock_out out;
	bool moved;
	char day[11];
	if (!clock_run_explain(r->arena, r->city, k, &out, &moved))
		return;
	html(&r->out, "<details class=\"why\"><summary>%s</summary><ol>\n", t(&r->out, T_STAFF_WHY));
	for (size_t i = 0; i < out.lines; i++)
		html(&r->out, "<li>%s</li>\n", out.line[i].text[r->lang]);
	html(&r->out, "</ol>\n");
	if (moved)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_STAFF_MOVED(k->due, day_text(out.due, day))));
	if (k->provisional)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_STAFF_PROVISIONAL));
	html(&r->out, "<p class=\"hint\">%s</p></details>\n", t(&r->out, T_STAFF_CALENDAR_USED(k->calendar)));
}

static void show_clock(struct req *r, const struct q_clock_of_matter *k)
{
	enum clock_state state = clock_run_state(k->outcome, k->due_nominal, k->due, k->due_ms, r->now);
	const struct clock_rule *rule = clock_rule_find(&r->city->clocks, k->code);
	html(&r->out, "<li class=\"clock\"><div class=\"clock-head\">");
	part_clock_badge(r, k->code, k->due_nominal, k->due, state, k->provisional != 0);
	html(&r->out, "</div>\n<dl class=\"facts small\">\n");
	staff_fact(r, T_STAFF_RUNS_FOR, k->unit_id == DB_NULL_INT ? t(&r->out, T_STAFF_PETITIONER) : staff_unit_name(r, k->unit_id));
	html(&r->out, "<dt>%s</dt><dd>", t(&r->out, T_STAFF_DAY_ZERO));
	part_day(r, k->start_day);
	html(&r->out, "</dd><dt>%s</dt><dd>", t(&r->out, T_STAFF_DUE));
	part_day(r, k->due);
	html(&r->out, "</dd>\n");
	if (k->stopped_day) {
		html(&r->out, "<dt>%s</dt><dd>", t(&r->out, T_STAFF_STOPPED));
		part_day(r, k->stopped_day);
		html(&r->out, "</dd>\n");
	}
	if (rule)
		staff_fact(r, T_STAFF_BASIS_LABEL, rule->cite[r->lang]);
	html(&r->out, "</dl>\n");
	show_why(r, k);
	html(&r->out, "</li>\n");
}

static size_t show_clocks(struct req *r, const struct matter *m, bool running)
{
	size_t n = 0;
	for (size_t i = 0; i < m->clocks; i++) {
		if (cstr_eq(m->clock[i].outcome, "running") != running)
			continue;
		if (n++ == 0)
			html(&r->out, "<ul class=\"clocks\">\n");
		show_clock(r, &m->clock[i]);
	}
	if (n)
		html(&r->out, "</ul>\n");
	return n;
}

static size_t ended(const struct matter *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->clocks; i++)
		n += !cstr_eq(m->clock[i].outcome, "running");
	return n;
}

void matter_clocks(struct req *r, const struct matter *m)
{
	size_t past = ended(m);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_STAFF_CLOCKS));
	if (show_clocks(r, m, true) == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_STAFF_NO_CLOCK));
	if (past) {
		html(&r->out, "<details><summary>%s</summary>\n",
			t(&r->out, T_STAFF_CLOCKS_PAST(arena_printf(r->arena, "%zu", past))));
		show_clocks(r, m, false);
		html(&r->out, "</details>\n");
	}
	html(&r->out, "</section>\n");
}
