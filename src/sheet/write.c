/* Workbooks out. Promises: 1 a text cell is a text for ever: its style is text,
 * and one that begins like a formula bears the mark that keeps it a text when
 * somebody edits it; 2 what was given is what a reader gets back, control
 * characters as _xHHHH_; 3 nothing is in the bytes but the rows: no time, no
 * author, no program. */
#include "write.h"

#include <zip.h>

#include "../base/bug.h"
#include "../base/date.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "../wire/sheet.h"
#include "cell.h"

enum { CELL_CHARS = 32767, SHEET_NAME_CHARS = 31, SERIAL_1970 = 25569, SERIAL_MARCH_1900 = 61, INT_DIGITS = 15, WIDTH_MOST = 100 };
enum { DOS_DAY = 0x21 };            /* 1980-01-01: the first a ZIP knows */
enum style { STYLE_TEXT = 1, STYLE_MARKED, STYLE_DAY_CELL, STYLE_INT, STYLE_HEAD };

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char TYPES[] = XML_HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
	"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE "worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/></Types>";
static const char ROOT[] = XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char RELATIONS[] = XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATION "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" RELATION "/styles\" Target=\"styles.xml\"/></Relationships>";
/* The cellXfs in the order of enum style. */
static const char STYLES[] = XML_HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
	"<fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>"
	"<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
	"<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"6\">"
	"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
	"<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
	"<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
	"<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>"
	"<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

struct writing {
	struct arena *a;
	const char *why;
	const char *name;              /* of the worksheet */
	const char *kind; size_t columns;      /* a letter for each column */
	struct buf cols, rows;
	int64_t rows_written;
	size_t widest;
};

/* -- XML */

static bool looks_escaped(struct str s)
{
	struct buf b;
	buf_init(&b, s.n + 1);
	cell_text(&b, s);
	bool changes = b.n != s.n;
	buf_free(&b);
	return changes;
}

static void put_char(struct buf *b, uint32_t c, struct str from)
{
	char bytes[4];
	if (c == '&')
		buf_cstr(b, "&amp;");
	else if (c == '<')
		buf_cstr(b, "&lt;");
	else if (c == '>')
		buf_cstr(b, "&gt;");
	else if (c == '"')
		buf_cstr(b, "&quot;");
	else if ((c < ' ' && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF)
		buf_printf(b, "_x%04X_", (unsigned)c);
	else if (c == '_' && looks_escaped(str_head(from, 7)))
		buf_cstr(b, "_x005F_");
	else
		buf_add(b, bytes, utf8_put(c, bytes));
}

static void put_text(struct buf *b, struct str s)
{
	while (s.n > 0) {
		struct str from = s;
		uint32_t c = utf8_next(&s);
		put_char(b, c == UTF8_BAD ? 0xFFFD : c, from);
	}
}

/* -- cells */

static bool begins_like_formula(struct str s)
{
	return s.n > 0 && memchr("=+-@'\t\r\n", s.p[0], 8);
}

static bool is_int(struct str s)
{
	size_t sign = s.n > 1 && s.p[0] == '-';
	int64_t n;
	/* no leading zero, which a number would lose */
	return s.n - sign <= INT_DIGITS && str_i64(s, &n) && !(s.p[sign] == '0' && s.n > 1);
}

static void put_cell(struct writing *w, int64_t column, struct str cell)
{
	char at[CELL_ADDRESS_BYTES];
	day_t day;
	char kind = (size_t)column < w->columns && w->rows_written > 0 ? w->kind[column] : 't';
	if (cell.n == 0)
		return;
	cell_address(column, w->rows_written + 1, at);
	if (utf8_count(cell) > CELL_CHARS)
		w->why = "a cell is longer than a workbook's may be";
	else if (kind == 'd' && day_parse(cell, &day) && day >= SERIAL_MARCH_1900 - SERIAL_1970)
		buf_printf(&w->rows, "<c r=\"%s\" s=\"%d\"><v>%lld</v></c>", at, STYLE_DAY_CELL, (long long)day + SERIAL_1970);
	else if (kind == 'i' && is_int(cell))
		buf_printf(&w->rows, "<c r=\"%s\" s=\"%d\"><v>%.*s</v></c>", at, STYLE_INT, STR_ARG(cell));
	else {
		enum style style = w->rows_written == 0 ? STYLE_HEAD : begins_like_formula(cell) ? STYLE_MARKED : STYLE_TEXT;
		buf_printf(&w->rows, "<c r=\"%s\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", at, (int)style);
		put_text(&w->rows, cell);
		buf_cstr(&w->rows, "</t></is></c>");
	}
}

static void put_row(struct writing *w, const struct sheet_got_line *line)
{
	buf_printf(&w->rows, "<row r=\"%lld\">", (long long)w->rows_written + 1);
	for (size_t i = 0; i < line->fields && !w->why; i++)
		put_cell(w, (int64_t)i, line->field[i]);
	buf_cstr(&w->rows, "</row>");
	w->rows_written++;
	if (line->fields > w->widest)
		w->widest = line->fields;
}

/* "t:20", "d:12", "i:8" */
static void take_columns(struct writing *w, const struct sheet_got_line *line)
{
	char *kind = arena_alloc(w->a, line->fields + 1);
	for (size_t i = 0; i < line->fields; i++) {
		struct str f = line->field[i];
		int64_t width = 0;
		bool ok = f.n > 2 && memchr("tdi", f.p[0], 3) && f.p[1] == ':' && str_i64(str_from(f, 2), &width) && width > 0 && width <= WIDTH_MOST;
		if (!ok) {
			w->why = "a column is KIND:WIDTH";
			return;
		}
		kind[i] = f.p[0];
		buf_printf(&w->cols, "<col min=\"%zu\" max=\"%zu\" width=\"%lld\" customWidth=\"1\"/>", i + 1, i + 1, (long long)width);
	}
	w->kind = kind;
	w->columns = line->fields;
}

/* A worksheet's name: no more than 31 characters, and none that a path would have. */
static const char *name_of(struct arena *a, struct str s)
{
	char *name = arena_cstr(a, utf8_head(s, SHEET_NAME_CHARS));
	for (char *p = name; *p; p++)
		if (strchr(":\\/?*[]'", *p))
			*p = ' ';
	return *name ? name : "1";
}

static void take_lines(struct writing *w, struct str lines)
{
	struct sheet_in in;
	struct sheet_got_line line;
	enum sheet_got got = SHEET_WRONG;
	sheet_in_init(&in, lines);
	while (!w->why && (got = sheet_in_next(&in, &line)) == SHEET_LINE) {
		if (line.word == SHEET_ROW)
			put_row(w, &line);
		else if (line.word == SHEET_SHEET && !w->name)
			w->name = name_of(w->a, line.field[0]);
		else if (line.word == SHEET_COLUMNS && !w->columns && w->rows_written == 0)
			take_columns(w, &line);
		else if (line.word != SHEET_HEAD && line.word != SHEET_END)
			w->why = "a line that is not for writing";
	}
	if (!w->why && got == SHEET_WRONG)
		w->why = in.wrong;
	sheet_in_free(&in);
	if (!w->why && (!buf_ok(&w->rows) || !buf_ok(&w->cols)))
		w->why = "too much for one workbook";
	if (!w->why && w->rows_written == 0)
		w->why = "there is no row";
}

/* -- the archive */

static struct str worksheet(struct writing *w, struct buf *b)
{
	char last[CELL_ADDRESS_BYTES];
	cell_address(w->widest ? (int64_t)w->widest - 1 : 0, w->rows_written, last);
	buf_cstr(b, XML_HEAD "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
		"<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
	if (w->columns)
		buf_printf(b, "<cols>%s</cols>", w->cols.p);
	buf_cstr(b, "<sheetData>");
	buf_str(b, buf_view(&w->rows));
	buf_printf(b, "</sheetData><autoFilter ref=\"A1:%s\"/></worksheet>", last);
	return buf_view(b);
}

static struct str workbook(struct writing *w, struct buf *b)
{
	buf_cstr(b, XML_HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATION "\"><sheets><sheet name=\"");
	put_text(b, str_of(w->name ? w->name : "1"));
	buf_cstr(b, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
	return buf_view(b);
}

static bool add_part(zip_t *z, const char *name, struct str content)
{
	zip_source_t *s = zip_source_buffer(z, content.p, content.n, 0);
	zip_int64_t at = s ? zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) : -1;
	if (at < 0 && s)
		zip_source_free(s);
	return at >= 0 && zip_file_set_dostime(z, (zip_uint64_t)at, 0, DOS_DAY, 0) == 0 &&
		zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_DEFLATE, 6) == 0;
}

static bool take_source(zip_source_t *s, struct buf *out)
{
	zip_stat_t st;
	if (zip_source_stat(s, &st) != 0 || zip_source_open(s) != 0)
		return false;
	char *bytes = malloc(st.size + 1);
	must(bytes != NULL);
	bool ok = zip_source_read(s, bytes, st.size) == (zip_int64_t)st.size;
	if (ok)
		buf_add(out, bytes, st.size);
	free(bytes);
	zip_source_close(s);
	return ok && buf_ok(out);
}

static bool pack(struct writing *w, struct buf *out)
{
	struct buf book, sheet;
	zip_error_t e;
	zip_error_init(&e);
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &e);
	must(to != NULL);
	zip_source_keep(to);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, &e);
	must(z != NULL);
	buf_init(&book, 64 * 1024);
	buf_init(&sheet, 2 * LIMIT_SHEET_LINES_BYTES);
	bool ok = add_part(z, "[Content_Types].xml", str_of(TYPES)) && add_part(z, "_rels/.rels", str_of(ROOT)) &&
		add_part(z, "xl/workbook.xml", workbook(w, &book)) && add_part(z, "xl/_rels/workbook.xml.rels", str_of(RELATIONS)) &&
		add_part(z, "xl/styles.xml", str_of(STYLES)) && add_part(z, "xl/worksheets/sheet1.xml", worksheet(w, &sheet)) && buf_ok(&sheet);
	if (ok)
		ok = zip_close(z) == 0;
	if (!ok)
		zip_discard(z);
	ok = ok && take_source(to, out);
	zip_source_free(to);
	zip_error_fini(&e);
	buf_free(&book);
	buf_free(&sheet);
	return ok;
}

const char *sheet_write(struct arena *a, struct str lines, struct buf *out)
{
	struct writing w = {.a = a, .kind = ""};
	buf_init(&w.cols, 1024 * 1024);
	buf_init(&w.rows, 2 * LIMIT_SHEET_LINES_BYTES);
	take_lines(&w, lines);
	if (!w.why && !pack(&w, out))
		w.why = "the workbook cannot be put together";
	buf_free(&w.cols);
	buf_free(&w.rows);
	return w.why;
}
