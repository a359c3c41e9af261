/* Lines of huiyin-sheet. Promises: 1 what sheet_field wrote, sheet_in_next gives
 * back; 2 an unknown word, a line of another form, one too many or the missing
 * end are all WRONG, which stays. */
#include "sheet.h"

#include "../base/limits.h"

enum { FIELDS_MAX = LIMIT_IMPORT_FIELDS + 3 };        /* and the word, the number, one too many */

static const char *const WORDS[SHEET__MAX] = {
	[SHEET_HEAD] = "huiyin-sheet 1", [SHEET_SHEET] = "sheet", [SHEET_COLUMNS] = "columns", [SHEET_ROW] = "row",
	[SHEET_NOTE] = "note", [SHEET_REFUSED] = "refused", [SHEET_END] = "end",
};

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
	lines_field(b, field);
}

void sheet_line_end(struct buf *b)
{
	buf_char(b, '\n');
}

void sheet_in_init(struct sheet_in *s, struct str bytes)
{
	*s = (struct sheet_in){0};
	lines_init(&s->lines, bytes, FIELDS_MAX, 2 * LIMIT_IMPORT_RECORD_BYTES);
}

void sheet_in_free(struct sheet_in *s)
{
	lines_free(&s->lines);
}

static enum sheet_got wrong(struct sheet_in *s, const char *why)
{
	s->wrong = why;
	return SHEET_WRONG;
}

/* The line's fields as its word has them. */
static bool fits(struct sheet_in *s, struct sheet_got_line *out)
{
	const struct str *f = out->field;
	size_t n = out->fields;
	switch (out->word) {
	case SHEET_ROW:
		if (n < 1 || !str_i64(f[0], &out->number) || out->number <= s->row)
			return false;
		out->field++;
		out->fields--;
		return true;
	case SHEET_NOTE:
		return n == 3 && str_i64(f[1], &out->number) && out->number > 0;
	case SHEET_REFUSED:
		return n == 2;
	case SHEET_SHEET:
		return n == 1;
	case SHEET_COLUMNS:
		return n > 0;
	case SHEET_HEAD:
	case SHEET_END:
	case SHEET__MAX:
		break;
	}
	return n == 0;
}

enum sheet_got sheet_in_next(struct sheet_in *s, struct sheet_got_line *out)
{
	if (s->wrong)
		return SHEET_WRONG;
	if (s->ended)
		return s->lines.rest.n == 0 ? SHEET_DONE : wrong(s, "something stands after the end");
	const char *why = lines_next(&s->lines);
	if (why)
		return wrong(s, why);
	*out = (struct sheet_got_line){.word = SHEET__MAX, .field = s->lines.field + 1, .fields = s->lines.fields - 1};
	for (int w = 0; w < SHEET__MAX; w++)
		if (str_is(s->lines.field[0], WORDS[w]))
			out->word = (enum sheet_word)w;
	if (out->word == SHEET__MAX || (out->word == SHEET_HEAD) == s->begun)
		return wrong(s, "an unknown line");
	s->begun = true;
	if (!fits(s, out))
		return wrong(s, "a line of another form");
	if (out->word == SHEET_ROW)
		s->row = out->number;
	s->ended = out->word == SHEET_END || out->word == SHEET_REFUSED;
	return SHEET_LINE;
}
