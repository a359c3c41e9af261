/* Law: see calendar_line.h. Invariant: every call moves *rest forward or
 * answers LINE_END, so that a loop over a line always ends. */
#include "calendar_line.h"

#include "../base/utf8.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

enum line_token line_next(struct str *rest, struct str *piece)
{
	*rest = str_trim(*rest);
	*piece = STR_NONE;
	if (rest->n == 0 || rest->p[0] == '#')
		return LINE_END;
	if (rest->p[0] == '"') {
		struct str inner = str_from(*rest, 1);
		size_t close = str_chr(inner, '"');
		if (close == SIZE_MAX) {
			*rest = str_from(*rest, rest->n);
			return LINE_OPEN;
		}
		*piece = str_head(inner, close);
		*rest = str_from(inner, close + 1);
		return rest->n > 0 && !is_blank(rest->p[0]) ? LINE_OPEN : LINE_QUOTED;
	}
	size_t n = 0;
	while (n < rest->n && !is_blank(rest->p[n]))
		n++;
	*piece = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return LINE_WORD;
}

bool line_word(struct str *rest, struct str *word)
{
	return line_next(rest, word) == LINE_WORD;
}

bool line_quoted(struct str *rest, struct str *text)
{
	return line_next(rest, text) == LINE_QUOTED && str_trim(*text).n > 0;
}

bool line_done(struct str rest)
{
	struct str piece;
	return line_next(&rest, &piece) == LINE_END;
}

bool line_pair(struct str *rest, struct str *en, struct str *zh)
{
	struct str word;
	return line_word(rest, &word) && str_is(word, "en") && line_quoted(rest, en) &&
		line_word(rest, &word) && str_is(word, "zh") && line_quoted(rest, zh);
}

const char *line_reason(struct str line)
{
	if (!utf8_valid(line))
		return "the line is not UTF-8";
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return "the line holds a control character";
	}
	return NULL;
}

bool line_number(struct str word, int least, int most, int *out)
{
	int64_t v = 0;
	if (word.n == 0 || word.n > 9 || word.p[0] == '-' || !str_i64(word, &v))
		return false;
	if (v < least || v > most)
		return false;
	*out = (int)v;
	return true;
}

struct str line_text(struct str text)
{
	return str_starts(text, "\xEF\xBB\xBF") ? str_from(text, 3) : text;
}

const char *line_each(struct arena *a, struct str text, line_row *row, void *out, int *n)
{
	struct str line;
	const char *why = NULL;
	*n = 0;
	while (!why && str_line(&text, &line)) {
		struct str kept = str_trim(line);
		++*n;
		why = kept.n == 0 || kept.p[0] == '#' ? NULL : row(a, kept, out);
	}
	return why;
}
