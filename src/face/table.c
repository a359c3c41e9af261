/* Laws: 1 a cell that begins like a formula is a text wherever it is opened:
 * CSV puts a ' before it, the workbook a style; 2 what does not fit is refused
 * whole, never cut; 3 the workbook is made on the pool. */
#include "table.h"

#include "../base/limits.h"
#include "../wire/sheet.h"
#include "app.h"
#include "made.h"
#include "page.h"

static const char HELPER[] = "huiyin-sheet", XLSX[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

bool table_form_of(struct req *r, struct str file, const char **name, enum table_form *form)
{
	size_t dot = str_chr(file, '.');
	if (dot == SIZE_MAX)
		return false;
	struct str ending = str_from(file, dot);
	*name = arena_cstr(r->arena, str_head(file, dot));
	*form = str_is(ending, ".xlsx") ? TABLE_XLSX : TABLE_CSV;
	return str_is(ending, ".xlsx") || str_is(ending, ".csv");
}

bool table_xlsx_here(void)
{
	return made_here(HELPER);
}

static void lines_begin(struct table *t, struct msg title, const struct table_column *c, size_t n)
{
	sheet_begin(&t->lines);
	sheet_line(&t->lines, SHEET_SHEET);
	sheet_field(&t->lines, str_of(msg_text(t->r->arena, t->r->lang, title)));
	sheet_line_end(&t->lines);
	sheet_line(&t->lines, SHEET_COLUMNS);
	for (size_t i = 0; i < n; i++)
		sheet_field(&t->lines, str_of(arena_printf(t->r->arena, "%c:%d", c[i].kind, c[i].width)));
	sheet_line_end(&t->lines);
}

struct table *table_begin(struct req *r, enum table_form form, const char *name, struct msg title, const struct table_column *c, size_t n)
{
	struct table *t = arena_make(r->arena, struct table);
	*t = (struct table){.r = r, .form = form, .name = name, .columns = n};
	buf_init(&t->lines, LIMIT_RESPONSE_BYTES);
	if (form == TABLE_XLSX)
		lines_begin(t, title, c, n);
	else
		csv_out_init(&t->csv, &t->lines, ',', true);
	for (size_t i = 0; i < n; i++)
		table_cell(t, msg_text(r->arena, r->lang, c[i].label));
	return t;
}

static void row_begin(struct table *t)
{
	char number[24];
	snprintf(number, sizeof number, "%lld", (long long)++t->rows);
	sheet_line(&t->lines, SHEET_ROW);
	sheet_field(&t->lines, str_of(number));
}

void table_cell(struct table *t, const char *text)
{
	struct str cell = str_of(text);
	if (t->form == TABLE_CSV)
		csv_put(&t->csv, cell);
	else {
		if (t->at == 0)
			row_begin(t);
		sheet_field(&t->lines, cell);
	}
	if (++t->at < t->columns)
		return;
	t->at = 0;
	if (t->form == TABLE_CSV)
		csv_end_row(&t->csv);
	else
		sheet_line_end(&t->lines);
}

static void csv_answer(struct table *t)
{
	struct response *res = &t->r->http->res;
	res->status = 200;
	res->content_type = "text/csv; charset=utf-8";
	buf_str(&res->body, buf_view(&t->lines));
	buf_printf(&res->head, "Content-Disposition: attachment; filename=\"%s.csv\"\r\nCache-Control: no-store\r\n", t->name);
	buf_free(&t->lines);
}

static void xlsx_answer(struct table *t)
{
	static const char *const args[] = {"write", NULL};
	struct made *m = arena_make(t->r->arena, struct made);
	sheet_line(&t->lines, SHEET_END);
	sheet_line_end(&t->lines);
	*m = (struct made){.helper = HELPER, .args = args, .timeout_ms = LIMIT_SHEET_MS, .lines = t->lines, .type = XLSX,
		.file = arena_printf(t->r->arena, "%s.xlsx", t->name), .absent = T_TABLE_NO_XLSX};
	made_send(t->r, m);
}

void table_send(struct table *t)
{
	if (t->form == TABLE_XLSX)
		xlsx_answer(t);
	else if (buf_ok(&t->lines))
		csv_answer(t);
	else {
		req_error(t->r, 413, T_MADE_TOO_LONG);
		buf_free(&t->lines);
	}
}

void part_table_links(struct req *r, const char *path, struct url query)
{
	static const char *const endings[] = {"csv", "xlsx"};
	struct msg label[] = {T_TABLE_CSV, T_TABLE_XLSX};
	html(&r->out, "<p class=\"take\">%s ", t(&r->out, T_TABLE_TAKE));
	for (size_t i = 0; i < 2; i++) {
		if (i == 1 && !table_xlsx_here())
			break;
		html(&r->out, "%s<a ", i ? " · " : "");
		html_url(&r->out, "href", (struct url){arena_printf(r->arena, "%s.%s%s", path, endings[i], query.p)});
		html(&r->out, ">%s</a>", t(&r->out, label[i]));
	}
	html(&r->out, "</p>\n");
}
