/* Worksheet to rows. Laws: 1 rows and cells come in rising order, or the part
 * is broken; 2 what a formula once gave is nobody's word: the cell is empty, and
 * told; 3 every cell that is not taken as it stands is told with its address;
 * 4 what stands in no column that a row may have is refused, not dropped. */
#include "read.h"

#include "../base/limits.h"
#include "../wire/sheet.h"
#include "cell.h"
#include "workbook.h"

enum { ROWS_MAX = 1048576, COLUMNS_MAX = 16384 };
enum kind { KIND_NUMBER, KIND_SHARED, KIND_TEXT, KIND_BOOL, KIND_ERROR };

struct rows {
	struct workbook *w;
	struct buf *out;
	int64_t row, column;           /* the last ones */
	struct buf line;               /* the row's fields */
	size_t keep;                   /* of line, through its last cell that holds something */
	int64_t written;               /* fields in line */
	/* the open cell */
	enum kind kind;
	int64_t style;
	bool formula, in_value;
	int reading;
	struct buf value, text;
};

static bool refuse_here(struct rows *r, enum sheet_refusal why)
{
	char at[CELL_ADDRESS_BYTES];
	cell_address(r->column < 0 ? 0 : r->column, r->row, at);
	return book_refuse(&r->w->book, why, at);
}

static void note_here(struct rows *r, enum sheet_note what)
{
	char at[CELL_ADDRESS_BYTES];
	cell_address(r->column, r->row, at);
	workbook_note(r->w, what, at);
}

/* -- rows */

static void row_open(struct rows *r, struct part_attrs attrs)
{
	const char *number = part_attr(attrs, "r");
	int64_t last = r->row++;
	r->column = -1;
	if (number && (!str_i64(str_of(number), &r->row) || r->row <= last)) {
		r->row = last;
		refuse_here(r, REFUSE_BROKEN);
	} else if (r->row > ROWS_MAX)
		refuse_here(r, REFUSE_TOO_MANY);
	else if (part_attr_true(attrs, "hidden")) {
		char span[2 * CELL_ADDRESS_BYTES];
		snprintf(span, sizeof span, "%lld:%lld", (long long)r->row, (long long)r->row);
		workbook_note(r->w, NOTE_HIDDEN, span);
	}
	buf_clear(&r->line);
	r->keep = 0;
	r->written = 0;
}

static void row_close(struct rows *r)
{
	char number[24];
	if (!r->keep)
		return;
	snprintf(number, sizeof number, "%lld", (long long)r->row);
	sheet_line(r->out, SHEET_ROW);
	sheet_field(r->out, str_of(number));
	buf_add(r->out, r->line.p, r->keep);
	sheet_line_end(r->out);
	if (!buf_ok(r->out) || !buf_ok(&r->line))
		refuse_here(r, REFUSE_TOO_LARGE);
}

/* -- cells */

static bool kind_of(const char *type, enum kind *out)
{
	static const struct { const char *type; enum kind kind; } known[] = {{"n", KIND_NUMBER}, {"s", KIND_SHARED}, {"str", KIND_TEXT},
		{"inlineStr", KIND_TEXT}, {"d", KIND_TEXT}, {"b", KIND_BOOL}, {"e", KIND_ERROR}};
	*out = KIND_NUMBER;
	for (size_t i = 0; type && i < sizeof known / sizeof *known; i++)
		if (cstr_eq(type, known[i].type)) {
			*out = known[i].kind;
			return true;
		}
	return !type;
}

static void cell_open(struct rows *r, struct part_attrs attrs)
{
	const char *address = part_attr(attrs, "r"), *style = part_attr(attrs, "s");
	int64_t last = r->column++, row = r->row;
	bool ok = !address || (cell_address_read(address, &r->column, &row) && row == r->row && r->column > last);
	r->style = 0;
	ok = ok && (!style || (str_i64(str_of(style), &r->style) && r->style >= 0)) && kind_of(part_attr(attrs, "t"), &r->kind);
	r->formula = r->in_value = false;
	r->reading = 0;
	buf_clear(&r->value);
	buf_clear(&r->text);
	if (!ok) {
		r->column = last;
		refuse_here(r, REFUSE_BROKEN);
	}
}

static void number_take(struct rows *r)
{
	char text[CELL_NUMBER_BYTES];
	bool day = (size_t)r->style < r->w->style.n && r->w->style.p[r->style] == STYLE_DAY;
	switch (cell_number_text(buf_view(&r->value), day, r->w->from_1904, text)) {
	case CELL_NO_NUMBER:
		refuse_here(r, REFUSE_BROKEN);
		return;
	case CELL_DIGITS_LOST:
		note_here(r, NOTE_DIGITS);
		break;
	case CELL_NO_DAY:
		note_here(r, NOTE_DATE);
		break;
	case CELL_AS_IT_IS:
		break;
	}
	buf_cstr(&r->text, text);
}

static void shared_take(struct rows *r)
{
	int64_t i;
	if (str_i64(buf_view(&r->value), &i) && i >= 0 && (size_t)i < texts_count(&r->w->shared))
		cell_text(&r->text, texts_at(&r->w->shared, (size_t)i));
	else
		refuse_here(r, REFUSE_BROKEN);
}

static void value_take(struct rows *r)
{
	switch (r->kind) {
	case KIND_NUMBER:
		number_take(r);
		break;
	case KIND_SHARED:
		shared_take(r);
		break;
	case KIND_TEXT:
		cell_text(&r->text, buf_view(&r->value));
		break;
	case KIND_BOOL:
		buf_cstr(&r->text, str_is(buf_view(&r->value), "1") ? "TRUE" : "FALSE");
		break;
	case KIND_ERROR:
		note_here(r, NOTE_ERROR);
		buf_str(&r->text, buf_view(&r->value));
		break;
	}
}

static void cell_close(struct rows *r)
{
	if (r->formula) {
		note_here(r, NOTE_FORMULA);
		return;
	}
	if (!buf_ok(&r->value)) {
		refuse_here(r, REFUSE_TOO_LARGE);
		return;
	}
	if (r->value.n == 0)
		return;
	value_take(r);
	if (r->text.n == 0 || r->w->book.refused != REFUSE_NONE)
		return;
	if (r->column >= LIMIT_IMPORT_FIELDS) {
		refuse_here(r, REFUSE_TOO_MANY);
		return;
	}
	for (; r->written < r->column; r->written++)
		sheet_field(&r->line, STR_NONE);
	sheet_field(&r->line, buf_view(&r->text));
	r->written++;
	r->keep = r->line.n;
	if (!buf_ok(&r->text) || !buf_ok(&r->line))
		refuse_here(r, REFUSE_TOO_LARGE);
}

/* -- tags */

static void hidden_columns(struct rows *r, struct part_attrs attrs)
{
	int64_t first = 0, last = 0;
	char a[CELL_ADDRESS_BYTES], b[CELL_ADDRESS_BYTES], span[2 * CELL_ADDRESS_BYTES];
	const char *min = part_attr(attrs, "min"), *max = part_attr(attrs, "max");
	if (!part_attr_true(attrs, "hidden") || !min || !max || !str_i64(str_of(min), &first) || !str_i64(str_of(max), &last) ||
		first < 1 || last < first || last > COLUMNS_MAX)
		return;
	cell_address(first - 1, 1, a);
	cell_address(last - 1, 1, b);
	snprintf(span, sizeof span, "%.*s:%.*s", (int)strlen(a) - 1, a, (int)strlen(b) - 1, b);
	workbook_note(r->w, NOTE_HIDDEN, span);
}

static void open_tag(void *ctx, const char *name, struct part_attrs attrs)
{
	struct rows *r = ctx;
	r->in_value = false;
	if (cstr_eq(name, "row"))
		row_open(r, attrs);
	else if (cstr_eq(name, "c"))
		cell_open(r, attrs);
	else if (cstr_eq(name, "f"))
		r->formula = true;
	else if (cstr_eq(name, "rPh"))
		r->reading++;
	else if (cstr_eq(name, "v") || (cstr_eq(name, "t") && r->reading == 0))
		r->in_value = true;
	else if (cstr_eq(name, "mergeCell"))
		workbook_note(r->w, NOTE_MERGED, part_attr(attrs, "ref") ? part_attr(attrs, "ref") : "");
	else if (cstr_eq(name, "hyperlink"))
		workbook_note(r->w, NOTE_LINK, part_attr(attrs, "ref") ? part_attr(attrs, "ref") : "");
	else if (cstr_eq(name, "col"))
		hidden_columns(r, attrs);
}

static void close_tag(void *ctx, const char *name)
{
	struct rows *r = ctx;
	r->in_value = false;
	if (cstr_eq(name, "c"))
		cell_close(r);
	else if (cstr_eq(name, "row"))
		row_close(r);
	else if (cstr_eq(name, "rPh"))
		r->reading--;
}

static void text(void *ctx, struct str piece)
{
	struct rows *r = ctx;
	if (r->in_value)
		buf_str(&r->value, piece);
}

static void notes_write(const struct workbook *w, struct buf *out)
{
	for (int i = 0; i < NOTE__MAX; i++) {
		char count[24];
		const struct note_of *n = &w->note[i];
		if (!n->count)
			continue;
		snprintf(count, sizeof count, "%lld", (long long)n->count);
		sheet_line(out, SHEET_NOTE);
		sheet_field(out, str_of(sheet_note_word((enum sheet_note)i)));
		sheet_field(out, str_of(count));
		sheet_field(out, buf_view(&n->where));
		sheet_line_end(out);
	}
}

static bool rows_read(struct workbook *w, struct buf *out)
{
	static const struct part_reader reader = {open_tag, close_tag, text};
	struct rows r = {.w = w, .out = out, .column = -1};
	sheet_line(out, SHEET_SHEET);
	sheet_field(out, str_of(w->name));
	sheet_line_end(out);
	buf_init(&r.line, LIMIT_IMPORT_RECORD_BYTES);
	buf_init(&r.value, LIMIT_IMPORT_FIELD_BYTES);
	buf_init(&r.text, LIMIT_IMPORT_FIELD_BYTES);
	bool ok = part_read(&w->book, w->sheet, &reader, &r);
	buf_free(&r.line);
	buf_free(&r.value);
	buf_free(&r.text);
	return ok;
}

bool sheet_read(struct arena *a, struct str workbook, const char *want, struct buf *out)
{
	struct workbook w;
	workbook_init(&w);
	sheet_begin(out);
	bool ok = workbook_open(&w, a, workbook, want) && rows_read(&w, out);
	if (ok)
		notes_write(&w, out);
	else {
		buf_clear(out);
		sheet_begin(out);
		sheet_line(out, SHEET_REFUSED);
		sheet_field(out, str_of(sheet_refusal_word(w.book.refused)));
		sheet_field(out, str_of(w.book.where));
		sheet_line_end(out);
	}
	if (ok) {
		sheet_line(out, SHEET_END);
		sheet_line_end(out);
	}
	workbook_free(&w);
	return ok;
}
