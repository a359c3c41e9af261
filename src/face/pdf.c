/* Law: a paper's PDF says what its page says, line by line; headings and the
 * ledger's head are found by the words the paper was made of. */
#include "pdf.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "made.h"

static const char HELPER[] = "huiyin-print";

void pdf_begin(struct pdf *p, struct req *r, const char *file, const char *kind, const char *made)
{
	*p = (struct pdf){.r = r, .file = file};
	buf_init(&p->lines, LIMIT_PRINT_LINES_BYTES);
	pdf_line(p, PRINT_HEAD, NULL, NULL, NULL);
	pdf_line(p, PRINT_KIND, kind, NULL, NULL);
	pdf_line(p, PRINT_LANG, r->lang == LANG_ZH ? "zh" : "en", NULL, NULL);
	pdf_line(p, PRINT_MADE, made, NULL, NULL);
}

void pdf_lines(struct pdf *p, enum print_word word, const char *const *field, size_t n)
{
	must(n >= print_words[word].fields && n <= print_words[word].most);
	buf_cstr(&p->lines, print_words[word].word);
	for (size_t i = 0; i < n; i++)
		lines_field(&p->lines, str_of(field[i]));
	buf_char(&p->lines, '\n');
}

void pdf_line(struct pdf *p, enum print_word word, const char *a, const char *b, const char *c)
{
	const char *const field[] = {a, b, c};
	pdf_lines(p, word, field, a ? b ? c ? 3 : 2 : 1 : 0);
}

bool pdf_here(void)
{
	return made_here(HELPER);
}

void pdf_send(struct pdf *p)
{
	struct made *m = arena_make(p->r->arena, struct made);
	pdf_line(p, PRINT_END, NULL, NULL, NULL);
	*m = (struct made){.helper = HELPER, .timeout_ms = LIMIT_PRINT_MS, .lines = p->lines, .type = "application/pdf", .file = p->file, .absent = T_PDF_ABSENT};
	made_send(p->r, m);
}

void part_pdf_link(struct req *r, struct url u)
{
	if (!pdf_here()) {
		html(&r->out, "<small>%s</small>", t(&r->out, T_PDF_ABSENT));
		return;
	}
	html(&r->out, "<a ");
	html_url(&r->out, "href", u);
	html(&r->out, ">PDF</a>");
}

const char *pdf_day(struct req *r, const char *day)
{
	day_t d;
	if (!day || !day_parse(str_of(day), &d))
		return day ? day : "";
	struct ymd at = day_ymd(d);
	int month = msg_id(arena_printf(r->arena, "pdf.month.%s", arena_printf(r->arena, "%d", at.month)));
	must(month != 0);
	return msg_text(r->arena, r->lang, T_PDF_DAY(arena_printf(r->arena, "%d", at.year), msg_text(r->arena, r->lang, (struct msg){.id = month}), arena_printf(r->arena, "%d", at.day)));
}

/* The words of a message up to its first argument. */
static struct str words_before(struct req *r, struct msg m, const char *mark)
{
	struct str s = str_of(msg_text(r->arena, r->lang, m));
	size_t at = str_find(s, str_of(mark));
	return at == SIZE_MAX ? s : str_head(s, at);
}

static bool begins(struct str line, struct str words)
{
	return words.n > 0 && line.n >= words.n && memcmp(line.p, words.p, words.n) == 0;
}

static bool is_heading(struct req *r, struct str line)
{
	const struct msg whole[] = {T_DOC_PART_REQUEST, T_DOC_PART_FACTS, T_DOC_PART_BASIS, T_REPORT_PART_NUMBERS, T_REPORT_PART_FINDINGS};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_is(line, msg_text(r->arena, r->lang, whole[i])))
			return true;
	return begins(line, words_before(r, T_DOC_PART_OPINION("\x01"), "\x01"));
}

/* A row of a report's list (effect_report.c): its cells between bars. The first begins the table. */
static bool table_row(struct pdf *p, struct str line, bool begun)
{
	static const char *const width[] = {"6", "25", "12", "18", "14", "8", "10"};
	enum { CELLS = sizeof width / sizeof *width };
	const char *cell[CELLS];
	for (size_t i = 0; i < CELLS; i++) {
		size_t at = str_find(line, STR(" | "));
		if ((at == SIZE_MAX) != (i + 1 == CELLS))
			return false;
		cell[i] = arena_cstr(p->r->arena, str_head(line, at));
		line = at == SIZE_MAX ? STR_NONE : str_from(line, at + 3);
	}
	if (!begun)
		pdf_lines(p, PRINT_TABLE, width, CELLS);
	pdf_lines(p, PRINT_CELLS, cell, CELLS);
	return true;
}

static void paper_text(struct pdf *p, const struct q_document_of_matter *d)
{
	struct req *r = p->r;
	struct str rest = str_of(in_lang(r, d->body_en, d->body_zh)), line, foot = words_before(r, T_LEDGER_HEAD("\x01", "", "", ""), "\x01");
	const char *unit = in_lang(r, d->unit_en, d->unit_zh), *signed_by = arena_printf(r->arena, "%s %s", unit, d->issued_day);
	const char *small = NULL;
	bool lists = cstr_eq(d->kind, "rectification_report"), begun = false;
	while (str_line(&rest, &line)) {
		const char *text = arena_cstr(r->arena, line);
		if (line.n == 0 || str_is(line, signed_by))
			continue;
		if (begins(line, foot))
			small = text;
		else if (lists && table_row(p, line, begun))
			begun = true;
		else
			pdf_line(p, is_heading(r, line) ? PRINT_HEADING : PRINT_PARA, text, NULL, NULL);
	}
	pdf_line(p, PRINT_SIGN, unit, pdf_day(r, d->issued_day), NULL);
	if (small)
		pdf_line(p, PRINT_SMALL, small, NULL, NULL);
}

void pdf_paper(struct req *r, const struct q_document_of_matter *d)
{
	struct pdf p;
	char key[96];
	must(d->number && d->issued_day);
	snprintf(key, sizeof key, "doc.%s.title", d->kind);
	pdf_begin(&p, r, arena_printf(r->arena, "%s.pdf", d->kind), cstr_eq(d->kind, "rectification_report") ? "report" : "letter", arena_printf(r->arena, "%sT00:00:00Z", d->issued_day));
	pdf_line(&p, PRINT_MARK, in_lang(r, d->unit_en, d->unit_zh), NULL, NULL);
	pdf_line(&p, PRINT_NUMBER, d->number, NULL, NULL);
	pdf_line(&p, PRINT_TITLE, msg_text(r->arena, r->lang, (struct msg){.id = msg_id(key)}), NULL, NULL);
	paper_text(&p, d);
	pdf_send(&p);
}
