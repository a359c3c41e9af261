/* The rules shown. Laws: 1 everything here is read from the loaded rows, so
 * the page and what the system does cannot differ; 2 a row of the file that
 * stands for several states is one line. */
#include "web_rules.h"
#include "law.h"

#include "web_staff.h"

static void cell_open(struct req *r, struct msg label)
{
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, label));
}

static void cell_list(struct req *r, struct msg label, const char *const *name, const char *(*words)(struct req *r, const char *code))
{
	cell_open(r, label);
	for (int i = 0; i < PROC_LIST && name[i]; i++)
		html(&r->out, "%s%s", i ? ", " : "", words(r, name[i]));
	html(&r->out, "</td>");
}

static const char *clock_words(struct req *r, const char *code)
{
	return cstr_eq(code, "*") ? t(&r->out, T_PROCEDURE_ALL_CLOCKS) : clock_name(r, code);
}

static void show_needs(struct req *r, const struct proc_row *row)
{
	cell_open(r, T_PROCEDURE_TABLE_NEEDS);
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		html(&r->out, "%s%s%s", i ? ", " : "", t(&r->out, field_label(field_find(row->needs[i]))),
			row->optional[i] ? t(&r->out, T_PAGE_OPTIONAL) : "");
	html(&r->out, "</td>");
}

static void show_conditions(struct req *r, const struct proc_row *row)
{
	cell_open(r, T_PROCEDURE_TABLE_IF);
	for (int i = 0; i < PROC_LIST && row->cond[i]; i++)
		html(&r->out, "%s<code>%s%s</code>", i ? " " : "", row->negated[i] ? "!" : "", row->cond[i]);
	html(&r->out, "</td>");
}

static bool same_line(const struct proc_row *a, const struct proc_row *b)
{
	return a->line == b->line && cstr_eq(a->file, b->file);
}

static size_t open_states(const struct procedure *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->states; i++)
		n += !p->state[i].final;
	return n;
}

/* Rows first..last of one line of the file. */
static void show_row(struct req *r, const struct procedure *p, size_t first, size_t last)
{
	const struct proc_row *row = &p->row[first];
	size_t n = last - first;
	html(&r->out, "<tr><td data-label=\"%s\">", t(&r->out, T_PROCEDURE_TABLE_FROM));
	if (n > 3 && n + 1 >= open_states(p))
		html(&r->out, "%s", t(&r->out, T_PROCEDURE_ANY_STATE));
	else
		for (size_t i = first; i < last; i++)
			html(&r->out, "%s%s", i > first ? ", " : "", p->state[p->row[i].from].name[r->lang]);
	html(&r->out, "</td><th scope=\"row\">%s</th>", p->act[row->act].name[r->lang]);
	cell_open(r, T_PROCEDURE_TABLE_TO);
	html(&r->out, "%s</td>", row->to == row->from ? t(&r->out, T_PROCEDURE_STAYS) : p->state[row->to].name[r->lang]);
	cell_list(r, T_PROCEDURE_TABLE_WHO, row->who, staff_role_name);
	show_needs(r, row);
	show_conditions(r, row);
	cell_list(r, T_PROCEDURE_TABLE_START, row->start, clock_words);
	cell_list(r, T_PROCEDURE_TABLE_STOP, row->stop, clock_words);
	cell_list(r, T_PROCEDURE_TABLE_NOTICE, row->notice, staff_paper_name);
	cell_open(r, T_PROCEDURE_TABLE_ARTICLE);
	html(&r->out, "%s</td></tr>\n", law_words(r->arena, r->lang, row->article));
}

static void show_procedure(struct req *r, const struct procedure *p)
{
	const struct msg heads[] = {T_PROCEDURE_TABLE_FROM, T_PROCEDURE_TABLE_ACT, T_PROCEDURE_TABLE_TO, T_PROCEDURE_TABLE_WHO, T_PROCEDURE_TABLE_NEEDS,
		T_PROCEDURE_TABLE_IF, T_PROCEDURE_TABLE_START, T_PROCEDURE_TABLE_STOP, T_PROCEDURE_TABLE_NOTICE, T_PROCEDURE_TABLE_ARTICLE};
	html(&r->out, "<section><h2>%s</h2>\n<p>%s</p>\n", p->name[r->lang], p->source);
	staff_table_begin(r, T_STAFF_RULES_ROWS(p->name[r->lang]));
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0, end; i < p->rows; i = end) {
		for (end = i + 1; end < p->rows && same_line(&p->row[i], &p->row[end]);)
			end++;
		show_row(r, p, i, end);
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

static void show_clock(struct req *r, const struct clock_rule *k)
{
	html(&r->out, "<tr><th scope=\"row\">%s</th>", k->name[r->lang]);
	cell_open(r, T_STAFF_RULES_LENGTH);
	html(&r->out, "%s</td>", k->length ? clock_length_text(r->arena, r->lang, k->unit, k->length) : t(&r->out, T_STAFF_RULES_LENGTH_SET));
	cell_open(r, T_STAFF_DAY_ZERO);
	html(&r->out, "%s</td>", k->zero[r->lang]);
	cell_open(r, T_STAFF_RULES_EXTEND);
	html(&r->out, "%s</td>", k->extend_max ? clock_length_text(r->arena, r->lang, k->unit, k->extend_max) : "—");
	cell_open(r, T_STAFF_BASIS_LABEL);
	html(&r->out, "%s", k->cite[r->lang]);
	if (*k->quote)
		html(&r->out, "<br><q lang=\"zh-CN\">%s</q>", k->quote);
	html(&r->out, "</td></tr>\n");
}

static void show_clocks(struct req *r)
{
	const struct msg heads[] = {T_STAFF_CLOCK, T_STAFF_RULES_LENGTH, T_STAFF_DAY_ZERO, T_STAFF_RULES_EXTEND, T_STAFF_BASIS_LABEL};
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_STAFF_CLOCKS));
	staff_table_begin(r, T_STAFF_RULES_CLOCKS);
	staff_table_head(r, heads, 5);
	for (size_t i = 0; i < r->city->clocks.n; i++)
		show_clock(r, &r->city->clocks.rule[i]);
	staff_table_end(r);
	const struct calendar *c = r->city->calendar;
	html(&r->out, "<p>%s</p></section>\n", t(&r->out, T_STAFF_RULES_CALENDAR(arena_printf(r->arena, "%d", calendar_first_year(c)),
		arena_printf(r->arena, "%d", calendar_last_year(c)), calendar_version(c))));
}

void web_rules(struct req *r)
{
	const struct procedure *p = city_procedure(r->city, req_query(r, "procedure"));
	page_begin(r, PAGE_STAFF, T_STAFF_RULES_TITLE);
	html(&r->out, "<p>%s</p>\n<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_STAFF_RULES_WHAT), t(&r->out, T_STAFF_RULES_TITLE));
	for (size_t i = 0; i < r->city->procedures; i++) {
		html(&r->out, "<li%s>", &r->city->procedure[i] == p ? " aria-current=\"true\"" : "");
		staff_link(r, url_make(r->arena, "/staff/rules?procedure=%s", r->city->procedure[i].code), r->city->procedure[i].name[r->lang]);
		html(&r->out, "</li>\n");
	}
	html(&r->out, "<li%s>", p ? "" : " aria-current=\"true\"");
	staff_link(r, url_make(r->arena, "/staff/rules"), t(&r->out, T_STAFF_CLOCKS));
	html(&r->out, "</li></ul></nav>\n");
	if (p)
		show_procedure(r, p);
	else
		show_clocks(r);
	page_end(r);
}
