/* Lists as files. Laws: 1 the rows are list_find's and list_my_day's, by the
 * rights of the one who asks, now; 2 a list that is longer than the limit is
 * refused with its number, for half a list looks like a whole one; 3 no column
 * tells who the petitioner is. */
#include "web_list.h"

#include "../base/limits.h"
#include "../base/log.h"
#include "app.h"
#include "table.h"
#include "web_search.h"
#include "web_staff.h"

enum { SUBJECT_WIDTH = 50, NAME_WIDTH = 24, WORD_WIDTH = 16, DAY_WIDTH = 12 };

static struct table *begin(struct req *r, enum table_form form, const char *name, struct msg title, bool work)
{
	const struct table_column column[] = {
		{T_TABLE_WORK, 't', NAME_WIDTH}, {T_LIST_NUMBER, 't', WORD_WIDTH}, {T_LIST_SUBJECT, 't', SUBJECT_WIDTH}, {T_LIST_STATE, 't', WORD_WIDTH},
		{T_LIST_UNIT, 't', NAME_WIDTH}, {T_STAFF_HANDLER, 't', WORD_WIDTH}, {T_LIST_RECEIVED, 'd', DAY_WIDTH}, {T_LIST_DUE, 'd', DAY_WIDTH},
		{T_TABLE_CLOCK, 't', NAME_WIDTH}, {T_TABLE_MARKS, 't', WORD_WIDTH},
	};
	size_t n = sizeof column / sizeof *column;
	return table_begin(r, form, name, title, work ? column : column + 1, work ? n : n - 1);
}

static const char *marks(struct req *r, const struct list_row *m)
{
	const struct { bool on; struct msg word; } mark[] = {{m->urgent, T_LIST_URGENT}, {m->supervised, T_LIST_SUPERVISED}, {m->restricted, T_LIST_RESTRICTED}};
	const char *out = "";
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (mark[i].on)
			out = arena_printf(r->arena, "%s%s%s", out, *out ? ", " : "", t(&r->out, mark[i].word));
	return out;
}

static void put(struct req *r, struct table *tb, const struct list_row *m)
{
	table_cell(tb, m->number);
	table_cell(tb, m->subject);
	table_cell(tb, state_name(r, m->procedure, m->state));
	table_cell(tb, in_lang(r, m->lead_en, m->lead_zh));
	table_cell(tb, in_lang(r, m->handler_en, m->handler_zh));
	table_cell(tb, m->received_day);
	table_cell(tb, m->next_due);
	table_cell(tb, m->next_due && m->next_clock ? clock_name(r, m->next_clock) : "");
	table_cell(tb, marks(r, m));
}

static void told(struct req *r, const char *list, int64_t rows)
{
	log_line(LOG_NOTE, "list.taken", "list", list, "rows", arena_printf(r->arena, "%lld", (long long)rows),
		"person", arena_printf(r->arena, "%lld", (long long)r->viewer.person_id), NULL);
}

static void take_search(struct req *r, enum table_form form)
{
	struct list_filter f = search_filter(r);
	struct list_page found;
	f.page = 1;
	f.rows = LIMIT_TABLE_ROWS;
	list_find(req_read(r), r->city, &r->viewer, r->now, &f, &found);
	if (found.more) {
		req_error(r, 413, T_TABLE_CUT(arena_printf(r->arena, "%d", LIMIT_TABLE_ROWS)));
		return;
	}
	struct table *tb = begin(r, form, "search", T_TABLE_MATTERS, false);
	for (size_t i = 0; i < found.rows; i++)
		put(r, tb, &found.row[i]);
	told(r, "search", (int64_t)found.rows);
	table_send(tb);
}

static void take_day(struct req *r, enum table_form form)
{
	struct list_group *g;
	size_t n = list_my_day(req_read(r), r->city, &r->viewer, r->now, &g);
	struct table *tb = begin(r, form, "day", T_TABLE_DAY, true);
	int64_t rows = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < g[i].rows; k++, rows++) {
			table_cell(tb, staff_words(r, "staff.group.", g[i].code));
			put(r, tb, &g[i].row[k]);
		}
	told(r, "day", rows);
	table_send(tb);
}

void web_list_table(struct req *r)
{
	const char *name;
	enum table_form form;
	bool known = table_form_of(r, req_param(r, 0), &name, &form);
	if (known && cstr_eq(name, "search"))
		take_search(r, form);
	else if (known && cstr_eq(name, "day"))
		take_day(r, form);
	else
		req_not_found(r);
}
