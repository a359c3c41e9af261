/* Laws: 1 all is read or nothing: a file past a limit is refused whole; 2 a ' that stands
 * before a formula's sign, as our own CSV writes it, is taken off again; 3 lines that were
 * kept are believed no more than those of the helper. */
#include "rows.h"

#include "../base/limits.h"
#include "../wire/csv.h"
#include "text.h"

enum { ROWS_MOST = LIMIT_FINDINGS_ROWS + 100 };

/* -- rows from lines */

static struct finding_cells cells_of(struct arena *a, const struct sheet_got_line *line)
{
	struct str *cell = arena_make_n(a, struct str, line->fields);
	for (size_t i = 0; i < line->fields; i++)
		cell[i] = (struct str){arena_memdup(a, line->field[i].p, line->field[i].n), line->field[i].n};
	return (struct finding_cells){line->number, cell, line->fields};
}

bool rows_again(struct arena *a, struct str lines, struct rows *out, struct msg *why)
{
	struct sheet_in in;
	struct sheet_got_line line;
	enum sheet_got got;
	*out = (struct rows){.lines = lines, .row = arena_make_n(a, struct finding_cells, ROWS_MOST)};
	*why = MSG_NONE;
	sheet_in_init(&in, lines);
	while ((got = sheet_in_next(&in, &line)) == SHEET_LINE && !why->id) {
		if (line.word != SHEET_ROW)
			continue;
		if (out->rows == ROWS_MOST)
			*why = T_ROWS_TOO_MANY(arena_printf(a, "%d", LIMIT_FINDINGS_ROWS));
		else if ((out->row[out->rows++] = cells_of(a, &line)).cells > FINDING_COLUMNS)
			*why = T_ROWS_TOO_WIDE(arena_printf(a, "%d", FINDING_COLUMNS));
	}
	if (!why->id && got != SHEET_DONE)
		*why = T_SHEET_TROUBLE(in.wrong ? in.wrong : "lines");
	if (!why->id && out->rows == 0)
		*why = T_ROWS_EMPTY;
	sheet_in_free(&in);
	return !why->id;
}

/* -- workbook */

static bool from_workbook(struct arena *a, struct str bytes, const char *sheet, struct rows *out, struct msg *why)
{
	struct sheet_rows s;
	bool ok = sheet_rows_open(a, &s, bytes, sheet, why);
	struct str got = buf_view(&s.helper.out);
	if (ok && got.n > LIMIT_FINDINGS_TABLE_BYTES) {
		*why = T_ROWS_TOO_LARGE;
		ok = false;
	}
	ok = ok && rows_again(a, (struct str){arena_memdup(a, got.p, got.n), got.n}, out, why);
	for (size_t i = 0; ok && i < s.tolds; i++)
		out->told[out->tolds++] = sheet_told_msg(a, &s.told[i]);
	sheet_rows_close(&s);
	return ok;
}

/* -- CSV */

static struct str without_mark(struct str s)
{
	static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
	for (size_t i = 0; s.n > 1 && s.p[0] == '\'' && i < sizeof signs / sizeof *signs; i++)
		if (str_starts(str_from(s, 1), signs[i]))
			return str_from(s, 1);
	return s;
}

static void put_record(struct arena *a, struct buf *lines, const struct csv_record *r, int64_t *last)
{
	*last = r->line > *last ? r->line : *last + 1;
	sheet_line(lines, SHEET_ROW);
	sheet_field(lines, str_of(arena_printf(a, "%lld", (long long)*last)));
	for (size_t i = 0; i < r->fields; i++)
		sheet_field(lines, without_mark(r->field[i]));
	sheet_line_end(lines);
}

/* A NUL byte in a text is no table. */
static bool take_csv(struct arena *a, struct str text, struct buf *lines, struct msg *why)
{
	struct csv *c = csv_new(a, (struct csv_options){0});
	struct csv_record r;
	enum csv_got got;
	int64_t last = 0;
	if (text.n && memchr(text.p, 0, text.n)) {
		*why = T_ROWS_NOT_TEXT;
		return false;
	}
	sheet_begin(lines);
	csv_feed(c, text, true);
	while ((got = csv_next(c, &r)) == CSV_RECORD)
		put_record(a, lines, &r, &last);
	if (got == CSV_BAD) {
		struct csv_error e = csv_error(c);
		*why = T_IMPORT_BROKEN_FILE(arena_printf(a, "%lld", (long long)e.line), e.reason);
	} else if (!buf_ok(lines)) {
		*why = T_ROWS_TOO_LARGE;
	}
	sheet_line(lines, SHEET_END);
	sheet_line_end(lines);
	return !why->id;
}

static bool from_csv(struct arena *a, struct str bytes, struct rows *out, struct msg *why)
{
	struct recode re;
	struct buf text, lines;
	*why = MSG_NONE;
	buf_init(&text, LIMIT_FINDINGS_TABLE_BYTES);
	buf_init(&lines, LIMIT_FINDINGS_TABLE_BYTES);
	if (!recode_init(&re, csv_guess_encoding(str_head(bytes, 64 * 1024)))) {
		*why = T_ROWS_NOT_TEXT;
	} else {
		recode_feed(&re, bytes, true, &text);
		if (re.bad)
			*why = T_ROWS_NOT_TEXT;
		else if (!buf_ok(&text))
			*why = T_ROWS_TOO_LARGE;
		recode_free(&re);
	}
	bool ok = !why->id && take_csv(a, buf_view(&text), &lines, why);
	if (ok)
		ok = rows_again(a, (struct str){arena_memdup(a, lines.p, lines.n), lines.n}, out, why);
	buf_free(&text);
	buf_free(&lines);
	return ok;
}

bool rows_read(struct arena *a, struct str bytes, const char *sheet, struct rows *out, struct msg *why)
{
	return sheet_is_workbook(bytes) ? from_workbook(a, bytes, sheet, out, why) : from_csv(a, bytes, out, why);
}
