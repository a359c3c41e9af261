/* Lists of matters: work list, search, unit board. Every list is limited to
 * what the viewer may know; a filter stands whole in the address, so that a
 * link shows the same list. */
#ifndef MATTER_LIST_H
#define MATTER_LIST_H

#include "matter.h"

enum list_sort { SORT_DUE, SORT_NEW, SORT_OLD, SORT__MAX };
extern const char *const list_sort_names[SORT__MAX];
enum list_clock { LIST_ANY_CLOCK, LIST_LATE, LIST_SOON, LIST_CALM, LIST_CLOCK__MAX };
extern const char *const list_clock_names[LIST_CLOCK__MAX];

struct list_filter {
	const char *text;              /* words, or a matter's number; "" */
	const char *procedure, *state, *class_, *channel;  /* "" any */
	const char *unit;              /* lead unit's code; "" any */
	day_t from, to;                /* received; DAY_NONE any */
	enum list_clock clock;
	bool open_only;
	bool mine;                     /* handler is the viewer */
	enum list_sort sort;
	int page;                      /* from 1 */
	int rows;                      /* of a page; 0: LIMIT_PAGE_ROWS */
};

struct list_row {
	const char *number, *procedure, *state, *subject, *class_, *channel;
	const char *lead_zh, *lead_en, *handler_zh, *handler_en;
	const char *received_day, *next_due, *next_nominal, *next_clock;
	bool urgent, supervised, restricted;
	const char *excerpt;           /* of a text search; "" otherwise */
};

struct list_page { struct list_row *row; size_t rows; bool more; int64_t total; bool total_exact; };

void list_find(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, const struct list_filter *f, struct list_page *out);

/* My day: what waits for this viewer, by kind of work, each sorted by due. */
struct list_group { const char *code; struct list_row *row; size_t rows; int64_t total; struct list_filter filter; };
size_t list_my_day(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, struct list_group **out);

/* Unit board: open matters by state and clock of one unit (and those below it). */
struct board_cell { const char *unit_code, *unit_zh, *unit_en, *state; int64_t open, soon, late; };
size_t list_board(struct tx *tx, const struct city *c, const struct viewer *v, struct now now, struct board_cell **out);

/* Index entries: piece 0 is the registered text, 1..15 later texts (answers);
 * COPY_PIECE a registered text that was cut, once somebody has looked at it. */
enum { COPY_PIECE = 4 };
void list_index(struct tx *tx, int64_t matter_id, int piece, const char *const *texts, size_t n);

#endif
