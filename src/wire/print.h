/* A document as lines (lines.h): what the server tells huiyin-print to set. The
 * first four lines stand in this order, the last is end; the others as they are
 * to be read.
 *
 *     huiyin-print 1
 *     kind    letter | minutes | report
 *     lang    zh | en
 *     made    2026-11-29T08:00:00Z      stands in the file as its time: the same lines give the same bytes
 *     mark    TEXT                      of the organ, red; with number only before all that follows
 *     number  TEXT                      大信处〔2026〕12号
 *     title   TEXT
 *     under   TEXT                      below the title, centred
 *     to      TEXT                      addressee, with its colon
 *     level   1-4  HEAD  TEXT           numbered by the printer: 一、 （一） 1. （1）; TEXT runs in, may be empty
 *     heading TEXT                      as level 1, but its number stands in the text
 *     para    TEXT
 *     people  LABEL  NAME ...           attendance: further lines hang under the first name
 *     table   WIDTH ...                 relative widths; its rows follow, the first is the header
 *     cells   CELL ...
 *     figure  LABEL  VALUE  NOTE        a number in a box
 *     sign    ORGAN  DAY
 *     small   TEXT                      in small type, below a rule
 *     copies  LABEL  TEXT               of the imprint, at the foot of the last even page
 *     issued  ORGAN  DAY                the same
 *     end */
#ifndef WIRE_PRINT_H
#define WIRE_PRINT_H

#include "lines.h"

enum print_word { PRINT_HEAD, PRINT_KIND, PRINT_LANG, PRINT_MADE, PRINT_MARK, PRINT_NUMBER, PRINT_TITLE, PRINT_UNDER, PRINT_TO, PRINT_LEVEL,
	PRINT_HEADING, PRINT_PARA, PRINT_PEOPLE, PRINT_TABLE, PRINT_CELLS, PRINT_FIGURE, PRINT_SIGN, PRINT_SMALL, PRINT_COPIES, PRINT_ISSUED, PRINT_END, PRINT__MAX };

/* fields: behind the word; most: how many there may be. */
struct print_word_row { const char *word; size_t fields, most; };
extern const struct print_word_row print_words[PRINT__MAX];

enum { PRINT_FIELDS_MAX = 600, PRINT_COLUMNS_MAX = 12, PRINT_LEVELS = 4 };

/* A line as its first word says: NULL, or an English phrase why it is none. */
const char *print_line_of(const struct lines *l, enum print_word *out);

#endif
