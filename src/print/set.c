/* From lines to blocks. Laws: 1 the first four lines and the last stand where
 * they belong, or nothing is set; 2 a text is cleaned before it is set. */
#include "set.h"

#include "block.h"
#include "table.h"
#include "words.h"

enum { LINE_BYTES = 1024 * 1024, MADE_BYTES = 20 };

struct setting {
	struct press *p;
	struct lines lines;
	struct block block;
	struct ptable table; bool in_table;
	struct figure figure[FIGURES_ROW]; size_t figures;
	const char *text[PRINT_FIELDS_MAX];    /* the line's fields, clean */
};

static bool is_time(const char *s)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	if (strlen(s) != MADE_BYTES)
		return false;
	for (int i = 0; i < MADE_BYTES; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	return true;
}

static const char *next(struct setting *s, enum print_word *word)
{
	const char *why = lines_next(&s->lines);
	if (!why)
		why = print_line_of(&s->lines, word);
	for (size_t i = 1; !why && i < s->lines.fields; i++)
		s->text[i - 1] = words_clean(s->p->a, s->lines.field[i]);
	return why;
}

/* The first four lines. */
static const char *begin(struct setting *s, struct arena *a, struct buf *out)
{
	static const char *const kinds[] = {[KIND_LETTER] = "letter", [KIND_MINUTES] = "minutes", [KIND_REPORT] = "report"};
	static const enum print_word order[] = {PRINT_HEAD, PRINT_KIND, PRINT_LANG, PRINT_MADE};
	struct press *p = s->p;
	const char *why = NULL;
	p->a = a;
	for (int i = 0; i < 4; i++) {
		enum print_word word;
		if ((why = next(s, &word)))
			return why;
		if (word != order[i])
			return "the first lines are huiyin-print 1, kind, lang, made";
		bool known = word != PRINT_KIND;
		for (int k = 0; word == PRINT_KIND && k < 3; k++)
			if (cstr_eq(s->text[0], kinds[k])) {
				p->kind = (enum print_kind)k;
				known = true;
			}
		if (!known || (word == PRINT_LANG && !cstr_eq(s->text[0], "zh") && !cstr_eq(s->text[0], "en")) || (word == PRINT_MADE && !is_time(s->text[0])))
			return "an unknown kind, language or time";
		if (word == PRINT_LANG)
			p->zh = cstr_eq(s->text[0], "zh");
	}
	press_begin(p, a, out, s->text[0]);
	return NULL;
}

static void figures_flush(struct setting *s)
{
	if (s->figures)
		figures_row(s->p, s->figure, s->figures);
	s->figures = 0;
}

/* What was gathered is set when something else comes. */
static void flush(struct setting *s, enum print_word word)
{
	if (s->in_table && word != PRINT_CELLS) {
		ptable_end(&s->table);
		s->in_table = false;
	}
	if (s->figures && word != PRINT_FIGURE) {
		figures_flush(s);
		press_snap(s->p);
	}
}

static const char *cells(struct setting *s)
{
	if (!s->in_table || s->lines.fields - 1 != s->table.columns)
		return "a row of another table";
	const char **cell = arena_make_n(s->p->a, const char *, s->table.columns);
	memcpy(cell, s->text, s->table.columns * sizeof *cell);
	ptable_row(&s->table, cell);
	return NULL;
}

static const char *imprint(struct setting *s, bool pair)
{
	struct block *b = &s->block;
	if (b->imprints == sizeof b->imprint / sizeof *b->imprint)
		return "too many lines of imprint";
	b->imprint[b->imprints++] = (struct imprint){s->text[0], s->text[1], pair};
	return NULL;
}

static const char *level(struct setting *s)
{
	int64_t n;
	if (!str_i64(str_of(s->text[0]), &n) || n < 1 || n > PRINT_LEVELS)
		return "a level is 1 to 4";
	block_level(&s->block, (int)n, s->text[1], s->text[2]);
	return NULL;
}

static const char *figure(struct setting *s)
{
	block_head(&s->block);
	s->figure[s->figures++] = (struct figure){s->text[0], s->text[1], s->text[2]};
	if (s->figures == FIGURES_ROW)
		figures_flush(s);
	return NULL;
}

static const char *table(struct setting *s)
{
	block_head(&s->block);
	s->in_table = true;
	return ptable_begin(&s->table, s->p, s->lines.field + 1, s->lines.fields - 1);
}

static const char *set_text(struct setting *s, enum print_word word)
{
	struct block *b = &s->block;
	const char **t = s->text;
	switch (word) {
	case PRINT_TITLE:
		block_title(b, t[0]);
		return NULL;
	case PRINT_UNDER:
		block_under(b, t[0]);
		return NULL;
	case PRINT_TO:
		block_to(b, t[0]);
		return NULL;
	case PRINT_HEADING:
		block_heading(b, t[0]);
		return NULL;
	case PRINT_PARA:
		block_para(b, t[0]);
		return NULL;
	case PRINT_PEOPLE:
		block_people(b, t[0], t + 1, s->lines.fields - 2);
		return NULL;
	case PRINT_SIGN:
		block_sign(b, t[0], t[1]);
		return NULL;
	case PRINT_SMALL:
		block_small(b, t[0]);
		return NULL;
	default:
		return "a line in the wrong place";
	}
}

static const char *set_line(struct setting *s, enum print_word word)
{
	struct block *b = &s->block;
	flush(s, word);
	switch (word) {
	case PRINT_MARK:
	case PRINT_NUMBER:
		if (b->begun)
			return "mark and number stand before everything";
		*(word == PRINT_MARK ? &b->mark : &b->number) = s->text[0];
		return NULL;
	case PRINT_LEVEL:
		return level(s);
	case PRINT_TABLE:
		return table(s);
	case PRINT_CELLS:
		return cells(s);
	case PRINT_FIGURE:
		return figure(s);
	case PRINT_COPIES:
		return imprint(s, false);
	case PRINT_ISSUED:
		return imprint(s, true);
	default:
		return set_text(s, word);
	}
}

const char *print_set(struct press *p, struct arena *a, struct str lines, struct buf *out, int64_t *line)
{
	struct setting s = {.p = p, .block = {.p = p}};
	enum print_word word = PRINT_HEAD;
	lines_init(&s.lines, lines, PRINT_FIELDS_MAX, LINE_BYTES);
	const char *why = begin(&s, a, out);
	while (!why && !p->why && word != PRINT_END) {
		why = next(&s, &word);
		if (!why && word != PRINT_END)
			why = set_line(&s, word);
	}
	if (!why && s.lines.rest.n > 0)
		why = "something stands after the end";
	*line = why ? s.lines.line : 0;
	if (!why && !p->why) {
		flush(&s, PRINT_END);
		block_head(&s.block);
		block_imprint(&s.block);
		press_end(p);
	}
	lines_free(&s.lines);
	return why ? why : p->why;
}
