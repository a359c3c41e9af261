/* CSV out. Promises: 1 what was put is what a reader by RFC 4180 gets back, but
 * for the ' before what a spreadsheet would run as a formula; 2 no row is an
 * empty line. */
#include "csv.h"

#include "../base/bug.h"

static bool looks_like_formula(struct str s);
static bool needs_quotes(const struct csv_out *w, struct str s);
static void begin_cell(struct csv_out *w, bool empty);

void csv_out_init(struct csv_out *w, struct buf *b, char separator, bool bom)
{
	must(separator == ',' || separator == ';' || separator == '\t');
	if (bom)
		buf_cstr(b, "\xEF\xBB\xBF");
	*w = (struct csv_out){b, separator, false, true};
}

void csv_put(struct csv_out *w, struct str cell)
{
	bool formula = looks_like_formula(cell), quotes = needs_quotes(w, cell);
	begin_cell(w, cell.n == 0);
	if (quotes)
		buf_char(w->buf, '"');
	if (formula)
		buf_char(w->buf, '\'');
	for (struct str rest = cell; rest.p && cell.n > 0;) {
		buf_str(w->buf, str_cut(&rest, '"'));
		if (rest.p)
			buf_cstr(w->buf, "\"\"");
	}
	if (quotes)
		buf_char(w->buf, '"');
}

void csv_put_int(struct csv_out *w, int64_t value)
{
	begin_cell(w, false);
	buf_printf(w->buf, "%lld", (long long)value);
}

void csv_end_row(struct csv_out *w)
{
	must(w->cells);
	if (w->blank)                  /* one empty cell: an empty line would be no row */
		buf_cstr(w->buf, "\"\"");
	buf_cstr(w->buf, "\r\n");
	w->cells = false;
	w->blank = true;
}

static void begin_cell(struct csv_out *w, bool empty)
{
	if (w->cells)
		buf_char(w->buf, w->separator);
	w->blank = empty && !w->cells;
	w->cells = true;
}

static bool looks_like_formula(struct str s)
{
	static const char *const BEGIN[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D",
		"\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};   /* the last four full width */
	for (size_t i = 0; i < sizeof BEGIN / sizeof *BEGIN; i++)
		if (str_starts(s, BEGIN[i]))
			return true;
	return false;
}

static bool needs_quotes(const struct csv_out *w, struct str s)
{
	if (s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ' || s.p[0] == '\t'))
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n' || s.p[i] == w->separator)
			return true;
	return str_starts(s, "\xEF\xBB\xBF");
}
