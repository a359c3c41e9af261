/* The unit board. Laws: 1 the numbers are list_board's, of matters the reader
 * may know of; 2 every number leads to the list it counts. */
#include "web_board.h"

#include "web_ledger.h"
#include "web_staff.h"

struct line { const char *code, *name; int64_t open, soon, late; };

static void number(struct req *r, struct msg label, int64_t n, struct url list)
{
	html(&r->out, "<td data-label=\"%s\" class=\"number\">", t(&r->out, label));
	if (n)
		staff_link(r, list, arena_printf(r->arena, "%lld", (long long)n));
	else
		html(&r->out, "0");
	html(&r->out, "</td>");
}

static struct url board_list(struct req *r, const char *unit, const char *state, const char *clock)
{
	return url_make(r->arena, "/staff/search?unit=%s&state=%s&clock=%s&open=1", unit, state, clock);
}

static void sum_row(struct req *r, const struct line *l, const char *unit)
{
	html(&r->out, "<tr><th scope=\"row\">%s</th>", l->name);
	number(r, T_STAFF_BOARD_OPEN, l->open, board_list(r, unit, "", ""));
	number(r, T_STAFF_CLOCK_SOON, l->soon, board_list(r, unit, "", "soon"));
	number(r, T_STAFF_CLOCK_LATE, l->late, board_list(r, unit, "", "late"));
	html(&r->out, "</tr>\n");
}

static void add(struct line *l, const struct board_cell *c)
{
	l->open += c->open;
	l->soon += c->soon;
	l->late += c->late;
}

static int latest_first(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	if (a->late != b->late)
		return a->late < b->late ? 1 : -1;
	return a->open < b->open ? 1 : a->open > b->open ? -1 : strcmp(a->code, b->code);
}

/* The cells of a unit stand together. */
static size_t lines_of(struct req *r, const struct board_cell *c, size_t n, struct line *l, struct line *all)
{
	size_t lines = 0;
	for (size_t i = 0; i < n; i++) {
		if (lines == 0 || !cstr_eq(l[lines - 1].code, c[i].unit_code))
			l[lines++] = (struct line){.code = c[i].unit_code, .name = in_lang(r, c[i].unit_en, c[i].unit_zh)};
		add(&l[lines - 1], &c[i]);
		add(all, &c[i]);
	}
	if (lines)
		qsort(l, lines, sizeof *l, latest_first);
	return lines;
}

static void show_units(struct req *r, const struct line *l, size_t n, const struct line *all)
{
	const struct msg heads[] = {T_STAFF_LEAD, T_STAFF_BOARD_OPEN, T_STAFF_CLOCK_SOON, T_STAFF_CLOCK_LATE};
	staff_table_begin(r, T_STAFF_BOARD_UNITS);
	staff_table_head(r, heads, 4);
	sum_row(r, all, "");
	for (size_t i = 0; i < n; i++)
		sum_row(r, &l[i], l[i].code);
	staff_table_end(r);
}

/* A state's code may stand in two procedures; its name is the first one's that has it. */
static const char *any_state_name(struct req *r, const char *state)
{
	for (size_t i = 0; i < r->city->procedures; i++)
		if (proc_state_find(&r->city->procedure[i], state) >= 0)
			return state_name(r, r->city->procedure[i].code, state);
	return state;
}

static void show_states(struct req *r, const struct board_cell *c, size_t n)
{
	const struct msg heads[] = {T_STAFF_LEAD, T_STAFF_STATE, T_STAFF_BOARD_OPEN, T_STAFF_CLOCK_SOON, T_STAFF_CLOCK_LATE};
	html(&r->out, "<details><summary>%s</summary>\n", t(&r->out, T_STAFF_BOARD_STATES));
	staff_table_begin(r, T_STAFF_BOARD_STATES);
	staff_table_head(r, heads, 5);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">%s</td>", in_lang(r, c[i].unit_en, c[i].unit_zh),
			t(&r->out, T_STAFF_STATE), any_state_name(r, c[i].state));
		number(r, T_STAFF_BOARD_OPEN, c[i].open, board_list(r, c[i].unit_code, c[i].state, ""));
		number(r, T_STAFF_CLOCK_SOON, c[i].soon, board_list(r, c[i].unit_code, c[i].state, "soon"));
		number(r, T_STAFF_CLOCK_LATE, c[i].late, board_list(r, c[i].unit_code, c[i].state, "late"));
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</details>\n");
}

void web_board(struct req *r)
{
	struct board_cell *c;
	size_t n = list_board(req_read(r), r->city, &r->viewer, r->now, &c);
	struct line *l = arena_make_n(r->arena, struct line, n), all = {.code = "", .name = t(&r->out, T_STAFF_BOARD_ALL)};
	size_t lines = lines_of(r, c, n, l, &all);
	page_begin(r, PAGE_STAFF, T_STAFF_BOARD_TITLE);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_STAFF_BOARD_EMPTY));
	} else {
		show_units(r, l, lines, &all);
		show_states(r, c, n);
		part_ledger_state(r);
	}
	page_end(r);
}
