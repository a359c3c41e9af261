/* Lines of huiyin-sheet. Promises: 1 what sheet_field wrote, sheet_in_next gives
 * back; 2 an unknown word, a broken escape, bytes that are no UTF-8, a line too
 * many or the missing end are all WRONG, which stays. */
#include "sheet.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { FIELDS_MAX = LIMIT_IMPORT_FIELDS + 2 };

static const char *const WORDS[SHEET__MAX] = {
	[SHEET_HEAD] = "huiyin-sheet 1", [SHEET_SHEET] = "sheet", [SHEET_COLUMNS] = "columns", [SHEET_ROW] = "row",
	[SHEET_NOTE] = "note", [SHEET_REFUSED] = "refused", [SHEET_END] = "end",
};

static const char ESCAPED[] = "\t\n\r\\", LETTER[] = "tnr\\";

void sheet_begin(struct buf *b)
{
	sheet_line(b, SHEET_HEAD);
	sheet_line_end(b);
}

void sheet_line(struct buf *b, enum sheet_word word)
{
	buf_cstr(b, WORDS[word]);
}

void sheet_field(struct buf *b, struct str field)
{
	size_t from = 0;
	must(memchr(field.p, '\0', field.n) == NULL);
	buf_char(b, '\t');
	for (size_t i = 0; i < field.n; i++) {
		const char *at = memchr(ESCAPED, field.p[i], sizeof ESCAPED - 1);
		if (!at)
			continue;
		buf_add(b, field.p + from, i - from);
		buf_char(b, '\\');
		buf_char(b, LETTER[at - ESCAPED]);
		from = i + 1;
	}
	buf_add(b, field.p + from, field.n - from);
}

void sheet_line_end(struct buf *b)
{
	buf_char(b, '\n');
}

void sheet_in_init(struct sheet_in *s, struct str bytes)
{
	*s = (struct sheet_in){.rest = bytes, .field = calloc(FIELDS_MAX, sizeof *s->field)};
	must(s->field != NULL);
	buf_init(&s->text, 2 * LIMIT_IMPORT_RECORD_BYTES);
}

void sheet_in_free(struct sheet_in *s)
{
	free(s->field);
	buf_free(&s->text);
}

static enum sheet_got wrong(struct sheet_in *s, const char *why)
{
	s->wrong = why;
	return SHEET_WRONG;
}

/* One field, unescaped behind what is in s->text. */
static bool unescape(struct sheet_in *s, struct str raw)
{
	for (struct str rest = raw; rest.p;) {
		buf_str(&s->text, str_cut(&rest, '\\'));
		if (!rest.p)
			break;
		const char *at = rest.n > 0 ? memchr(LETTER, rest.p[0], sizeof LETTER - 1) : NULL;
		if (!at)
			return false;
		buf_char(&s->text, ESCAPED[at - LETTER]);
		rest = str_from(rest, 1);
	}
	return true;
}

/* The fields behind the word; their places are known when all text is there. */
static const char *read_fields(struct sheet_in *s, struct str rest, size_t *fields)
{
	size_t n = 0;
	buf_clear(&s->text);
	while (rest.p) {
		size_t at = s->text.n;
		if (n == FIELDS_MAX)
			return "too many fields";
		if (!unescape(s, str_cut(&rest, '\t')))
			return "a broken escape";
		s->field[n++].n = s->text.n - at;
	}
	if (!buf_ok(&s->text))
		return "a line too long";
	const char *p = s->text.p;
	for (size_t i = 0; i < n; i++) {
		s->field[i].p = p;
		p += s->field[i].n;
	}
	*fields = n;
	return NULL;
}

static bool fits(struct sheet_in *s, struct sheet_got_line *out, size_t fields)
{
	out->field = s->field;
	out->fields = fields;
	switch (out->word) {
	case SHEET_ROW:
		if (fields < 1 || !str_i64(s->field[0], &out->number) || out->number <= s->row)
			return false;
		out->field++;
		out->fields--;
		return true;
	case SHEET_NOTE:
		return fields == 3 && str_i64(s->field[1], &out->number) && out->number > 0;
	case SHEET_REFUSED:
		return fields == 2;
	case SHEET_SHEET:
		return fields == 1;
	case SHEET_COLUMNS:
		return fields > 0;
	case SHEET_HEAD:
	case SHEET_END:
	case SHEET__MAX:
		break;
	}
	return fields == 0;
}

enum sheet_got sheet_in_next(struct sheet_in *s, struct sheet_got_line *out)
{
	struct str line, rest;
	size_t fields = 0;
	if (s->wrong)
		return SHEET_WRONG;
	if (s->ended)
		return s->rest.n == 0 ? SHEET_DONE : wrong(s, "something stands after the end");
	size_t n = str_chr(s->rest, '\n');
	if (n == SIZE_MAX)
		return wrong(s, "the end is missing");
	s->line++;
	line = str_head(s->rest, n);
	s->rest = str_from(s->rest, n + 1);
	if (!utf8_valid(line) || memchr(line.p, '\0', line.n))
		return wrong(s, "bytes that are no text");
	rest = line;
	struct str word = str_cut(&rest, '\t');
	*out = (struct sheet_got_line){.word = SHEET__MAX};
	for (int w = 0; w < SHEET__MAX; w++)
		if (str_is(word, WORDS[w]))
			out->word = (enum sheet_word)w;
	if (out->word == SHEET__MAX || (out->word == SHEET_HEAD) == s->begun)
		return wrong(s, "an unknown line");
	s->begun = true;
	const char *why = read_fields(s, rest, &fields);
	if (why || !fits(s, out, fields))
		return wrong(s, why ? why : "a line of another form");
	if (out->word == SHEET_ROW)
		s->row = out->number;
	s->ended = out->word == SHEET_END || out->word == SHEET_REFUSED;
	return SHEET_LINE;
}
