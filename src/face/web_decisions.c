/* Lists of decisions. Law: a number on a tab is the number of its rows. */
#include "web_lead.h"

static const char *const states[] = {"", "late", "open", "done"};
enum { STATES = sizeof states / sizeof *states };

bool decision_stands(struct req *r, const struct q_decisions *d, const char *state)
{
	char today[11];
	if (cstr_eq(state, "done"))
		return d->closed_day != NULL;
	if (cstr_eq(state, "late"))
		return !d->closed_day && strcmp(d->next_due ? d->next_due : d->due, day_text(r->now.today, today)) < 0;
	return !*state || !d->closed_day;
}

static bool asked(struct req *r, const struct q_decisions *d, const char *state, const char *unit)
{
	return decision_stands(r, d, state) && (!*unit || cstr_eq(d->unit_code, unit));
}

size_t decisions_count(struct req *r, const struct decisions *d, const char *state, const char *unit)
{
	size_t n = 0;
	for (size_t i = 0; i < d->n; i++)
		n += asked(r, &d->row[i], state, unit);
	return n;
}

static void show_tabs(struct req *r, const struct decisions *d, const char *chosen, const char *unit)
{
	const struct msg label[STATES] = {T_MEETING_TAB_ALL, T_MEETING_TAB_LATE, T_MEETING_TAB_OPEN, T_MEETING_TAB_DONE};
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_MEETING_DECIDED));
	for (int s = 0; s < STATES; s++)
		staff_tab(r, cstr_eq(chosen, states[s]), d->at(r, states[s], unit),
			arena_printf(r->arena, "%s %zu", t(&r->out, label[s]), decisions_count(r, d, states[s], unit)));
	html(&r->out, "</ul></nav>\n");
	if (*unit) {
		html(&r->out, "<p>");
		staff_link(r, d->at(r, chosen, ""), t(&r->out, T_LEAD_ALL_UNITS));
		html(&r->out, "</p>\n");
	}
}

const char *decision_number(struct req *r, const struct q_decisions *d)
{
	return d->no == DB_NULL_INT ? "—" : meeting_number(r->arena, d->year, d->no, d->item_no, d->place);
}

static void show_decision(struct req *r, const struct q_decisions *d)
{
	struct out *o = &r->out;
	struct matter m;
	html(o, "<tr><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s", t(o, T_MEETING_DECISION_NO), decision_number(r, d),
		t(o, T_MEETING_DECISION), minutes_words(r->lang, d->text, d->translation));
	if (d->task && matter_load_number(req_read(r), r->city, d->task, &m) && matter_visible(&m, &r->viewer)) {
		html(o, " ");
		staff_link(r, url_matter(r, d->task), d->task);
	}
	html(o, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", t(o, T_LIST_UNIT), in_lang(r, d->unit_en, d->unit_zh),
		t(o, T_LIST_STATE), d->state ? state_name(r, "decision_task", d->state) : t(o, T_MEETING_DRAFT));
	html(o, "<td data-label=\"%s\">", t(o, T_LIST_DUE));
	meeting_due(r, d->next_due ? d->next_due : d->due, d->closed_day);
	html(o, "</td></tr>\n");
}

void decisions_list(struct req *r, const struct decisions *d)
{
	const struct msg heads[] = {T_MEETING_DECISION_NO, T_MEETING_DECISION, T_LIST_UNIT, T_LIST_STATE, T_LIST_DUE};
	const char *chosen = "", *unit = req_query(r, "unit");
	size_t shown = 0;
	for (int s = 0; s < STATES; s++)
		if (cstr_eq(req_query(r, "state"), states[s]))
			chosen = states[s];
	html(&r->out, "<section id=\"decisions\"><h2>%s</h2>\n", t(&r->out, T_MEETING_DECIDED));
	show_tabs(r, d, chosen, unit);
	for (size_t i = 0; i < d->n; i++) {
		if (!asked(r, &d->row[i], chosen, unit))
			continue;
		if (shown++ == 0) {
			staff_table_begin(r, T_MEETING_DECIDED);
			staff_table_head(r, heads, sizeof heads / sizeof *heads);
		}
		show_decision(r, &d->row[i]);
	}
	if (shown)
		staff_table_end(r);
	else
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_MEETING_DECIDED_NONE));
	html(&r->out, "</section>\n");
}
