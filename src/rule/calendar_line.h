/* One line of a rule text, word by word: the common ground of the calendar and
 * the clock files. A word is a run of non-blank bytes; a quoted text stands
 * between two '"' and holds anything but '"'; a word beginning with '#' ends
 * the line (a comment). Nothing is copied. */
#ifndef RULE_CALENDAR_LINE_H
#define RULE_CALENDAR_LINE_H

#include "../base/arena.h"
#include "../base/str.h"

enum line_token { LINE_END, LINE_WORD, LINE_QUOTED, LINE_OPEN };

/* The next piece of *rest: LINE_OPEN when a quotation is not closed, or when
 * something touches its closing mark. */
enum line_token line_next(struct str *rest, struct str *piece);
/* The next piece must be a word, or a quotation that is not empty. */
bool line_word(struct str *rest, struct str *word);
bool line_quoted(struct str *rest, struct str *text);
/* Nothing but blanks and a comment is left. */
bool line_done(struct str rest);
/* en "..." zh "...", both not empty. */
bool line_pair(struct str *rest, struct str *en, struct str *zh);
/* Why a line cannot be text (not UTF-8, a control character), or NULL. */
const char *line_reason(struct str line);
/* A whole number from least to most, nothing else. */
bool line_number(struct str word, int least, int most, int *out);
/* Gives row each line of text that is neither blank nor a comment, trimmed, with out. It answers NULL, or an
 * English phrase why the line is none: then that is the answer, and *n the number of the line (else of the last). */
typedef const char *line_row(struct arena *a, struct str line, void *out);
const char *line_each(struct arena *a, struct str text, line_row *row, void *out, int *n);
/* Drops a byte order mark. */
struct str line_text(struct str text);

#endif
