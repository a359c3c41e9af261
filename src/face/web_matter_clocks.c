/* The clocks of a matter with "why this date": those that run first, those
 * that ended folded away. What was promised stands; part_clock_why says so when
 * today's calendar would give another date. */
#include "web_matter.h"

static void day_fact(struct req *r, struct msg label, const char *day)
{
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	part_day(r, day);
	html(&r->out, "</dd></div>\n");
}

static void show_clock(struct req *r, const struct q_clock_of_matter *k)
{
	enum clock_state state = clock_run_state(k->outcome, k->due_nominal, k->due, k->due_ms, r->now);
	const struct clock_rule *rule = clock_rule_find(&r->city->clocks, k->code);
	html(&r->out, "<li>");
	part_clock_badge(r, k->code, k->due_nominal, k->due, state, k->provisional != 0);
	part_clock_why(r, k);
	html(&r->out, "<dl class=\"facts small\">\n");
	staff_fact(r, T_STAFF_RUNS_FOR, k->unit_id == DB_NULL_INT ? t(&r->out, T_STAFF_PETITIONER) : staff_unit_name(r, k->unit_id));
	day_fact(r, T_STAFF_DAY_ZERO, k->start_day);
	if (k->stopped_day)
		day_fact(r, T_STAFF_STOPPED, k->stopped_day);
	if (rule)
		staff_fact(r, T_STAFF_BASIS_LABEL, rule->cite[r->lang]);
	staff_fact(r, T_STAFF_CALENDAR, k->calendar);
	html(&r->out, "</dl></li>\n");
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
