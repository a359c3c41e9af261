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

static const char *clock_words(struct req *r, const char *code)
{
	return cstr_eq(code, "*") ? t(&r->out, T_PROCEDURE_ALL_CLOCKS) : clock_name(r, code);
}

static void show_list(struct req *r, const char *const *name, const char *(*words)(struct req *r, const char *code))
{
	for (int i = 0; i < PROC_LIST && name[i]; i++)
		html(&r->out, "%s%s", i ? ", " : "", words(r, name[i]));
}

/* "Starts clock: ..." on a line of its own, when there is any. */
static void detail_list(struct req *r, struct msg label, const char *const *name, const char *(*words)(struct req *r, const char *code))
{
	if (!name[0])
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	show_list(r, name, words);
	html(&r->out, "</dd></div>\n");
}

static void show_needs(struct req *r, const struct proc_row *row)
{
	if (!row->needs[0])
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_PROCEDURE_TABLE_NEEDS));
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		html(&r->out, "%s%s%s", i ? ", " : "", t(&r->out, field_label(field_find(row->needs[i]))),
			row->optional[i] ? t(&r->out, T_PAGE_OPTIONAL) : "");
	html(&r->out, "</dd></div>\n");
}

static void show_conditions(struct req *r, const struct proc_row *row)
{
	if (!row->cond[0])
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_PROCEDURE_TABLE_IF));
	for (int i = 0; i < PROC_LIST && row->cond[i]; i++)
		html(&r->out, "%s<code>%s%s</code>", i ? " " : "", row->negated[i] ? "!" : "", row->cond[i]);
	html(&r->out, "</dd></div>\n");
}

static void show_details(struct req *r, const struct proc_row *row)
{
	cell_open(r, T_STAFF_RULES_DETAILS);
	html(&r->out, "<dl class=\"facts small\">\n");
	show_needs(r, row);
	show_conditions(r, row);
	detail_list(r, T_PROCEDURE_TABLE_START, row->start, clock_words);
	detail_list(r, T_PROCEDURE_TABLE_STOP, row->stop, clock_words);
	detail_list(r, T_PROCEDURE_TABLE_NOTICE, row->notice, staff_paper_name);
	html(&r->out, "</dl></td>");
}

static bool same_line(const struct proc_row *a, const struct proc_row *b)
{
	return a->line == b->line && cstr_eq(a->file, b->file);
}

/* The states a line begins in; many of them fold away. */
static void show_from(struct req *r, const struct procedure *p, size_t first, size_t last)
{
	const bool many = last - first > 4;
	cell_open(r, T_PROCEDURE_TABLE_FROM);
	if (many)
		html(&r->out, "<details><summary>%s</summary>", t(&r->out, T_STAFF_RULES_STATES(arena_printf(r->arena, "%zu", last - first))));
	for (size_t i = first; i < last; i++)
		html(&r->out, "%s%s", i > first ? ", " : "", p->state[p->row[i].from].name[r->lang]);
	html(&r->out, many ? "</details></td>" : "</td>");
}

/* Rows first..last of one line of the file. */
static void show_row(struct req *r, const struct procedure *p, size_t first, size_t last)
{
	const struct proc_row *row = &p->row[first];
	html(&r->out, "<tr><th scope=\"row\">%s</th>", p->act[row->act].name[r->lang]);
	show_from(r, p, first, last);
	cell_open(r, T_PROCEDURE_TABLE_TO);
	html(&r->out, "%s</td>", row->to == row->from ? t(&r->out, T_PROCEDURE_STAYS) : p->state[row->to].name[r->lang]);
	cell_open(r, T_PROCEDURE_TABLE_WHO);
	show_list(r, row->who, staff_role_name);
	html(&r->out, "</td>");
	show_details(r, row);
	cell_open(r, T_PROCEDURE_TABLE_ARTICLE);
	html(&r->out, "%s</td></tr>\n", law_words(r->arena, r->lang, row->article));
}

static void show_procedure(struct req *r, const struct procedure *p)
{
	const struct msg heads[] = {T_PROCEDURE_TABLE_ACT, T_PROCEDURE_TABLE_FROM, T_PROCEDURE_TABLE_TO, T_PROCEDURE_TABLE_WHO,
		T_STAFF_RULES_DETAILS, T_PROCEDURE_TABLE_ARTICLE};
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
		const struct procedure *one = &r->city->procedure[i];
		staff_tab(r, one == p, url_make(r->arena, "/staff/rules?procedure=%s", one->code), one->name[r->lang]);
	}
	staff_tab(r, !p, url_make(r->arena, "/staff/rules"), t(&r->out, T_STAFF_CLOCKS));
	html(&r->out, "</ul></nav>\n");
	if (p)
		show_procedure(r, p);
	else
		show_clocks(r);
	page_end(r);
}
