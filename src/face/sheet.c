/* Laws: 1 lines are walked once for their form before any row is given out;
 * 2 a word of the helper's that is not in the texts is trouble, not a message. */
#include "sheet.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "text.h"

bool sheet_is_workbook(struct str head)
{
	return str_starts(head, "PK\3\4") || str_starts(head, "\xD0\xCF\x11\xE0");
}

static struct msg trouble(const char *what)
{
	return T_SHEET_TROUBLE(what);
}

static bool note_take(struct arena *a, struct sheet_rows *s, const struct sheet_got_line *line)
{
	const char *word = arena_cstr(a, line->field[0]);
	if (s->tolds == SHEET_TOLD_MAX || !msg_id(arena_printf(a, "sheet.note.%s", word)))
		return false;
	s->told[s->tolds++] = (struct sheet_told){word, line->number, arena_cstr(a, line->field[2])};
	return true;
}

static struct msg refusal(struct arena *a, const struct sheet_got_line *line)
{
	int id = msg_id(arena_printf(a, "sheet.refused.%s", arena_cstr(a, line->field[0])));
	return id ? (struct msg){id, {arena_cstr(a, line->field[1])}} : trouble("refused");
}

/* All lines once: what is told, how much there is, whether all is there. */
static bool walk(struct arena *a, struct sheet_rows *s, struct msg *why)
{
	struct sheet_got_line line;
	enum sheet_got got;
	while ((got = sheet_in_next(&s->in, &line)) == SHEET_LINE) {
		if (line.word == SHEET_REFUSED) {
			*why = refusal(a, &line);
			return false;
		}
		if (line.word == SHEET_NOTE && !note_take(a, s, &line)) {
			*why = trouble("note");
			return false;
		}
		if (line.word == SHEET_ROW) {
			s->rows++;
			s->columns = line.fields > s->columns ? line.fields : s->columns;
		}
	}
	if (got == SHEET_DONE)
		return true;
	*why = trouble(s->in.wrong);
	return false;
}

bool sheet_rows_open(struct arena *a, struct sheet_rows *s, struct str workbook, const char *want, struct msg *why)
{
	const char *const args[] = {"read", want, NULL};
	*s = (struct sheet_rows){.helper = {.name = "huiyin-sheet", .args = args, .in = workbook,
		.out_max = LIMIT_SHEET_LINES_BYTES + 1, .timeout_ms = LIMIT_SHEET_MS}};
	if (workbook.n > LIMIT_SHEET_FILE_BYTES) {
		*why = (struct msg){msg_id("sheet.refused.too_large"), {"32 MB"}};
		return false;
	}
	enum os_helper_end end = os_helper_run(&s->helper);
	s->helper.args = NULL;
	if (end == OS_HELPER_DONE && s->helper.status <= 1) {
		sheet_in_init(&s->in, buf_view(&s->helper.out));
		if (!walk(a, s, why))
			return false;
		sheet_in_free(&s->in);
		sheet_in_init(&s->in, buf_view(&s->helper.out));
		return true;
	}
	*why = end == OS_HELPER_ABSENT ? T_SHEET_ABSENT : trouble(end == OS_HELPER_DONE ? "failed" : os_helper_word(end));
	return false;
}

void sheet_rows_close(struct sheet_rows *s)
{
	if (s->in.lines.field)
		sheet_in_free(&s->in);
	os_helper_free(&s->helper);
}

bool sheet_rows_next(struct sheet_rows *s, struct sheet_got_line *out)
{
	while (sheet_in_next(&s->in, out) == SHEET_LINE)
		if (out->word == SHEET_ROW)
			return true;
	return false;
}

struct msg sheet_told_msg(struct arena *a, const struct sheet_told *t)
{
	int id = msg_id(arena_printf(a, "sheet.note.%s", t->word));
	must(id != 0);
	return (struct msg){id, {arena_printf(a, "%lld", (long long)t->count), t->where}};
}
