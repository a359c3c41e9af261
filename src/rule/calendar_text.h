/* The rows of one calendar text, before they are merged (calendar.h gives the
 * form). Private to src/rule/calendar*.c. */
#ifndef RULE_CALENDAR_TEXT_H
#define RULE_CALENDAR_TEXT_H

#include "calendar.h"

enum { CAL_YEAR_FIRST = 1900, CAL_YEAR_LAST = 2119, CAL_NOTICES = 20 };

struct cal_row {
	day_t day;
	enum day_kind kind;
	const char *name;
	const struct cal_notice *notice;
	int line;
};

struct cal_sheet {
	char country[3];
	int year;
	struct cal_notice *notice;
	size_t notices;
	struct cal_row *row;
	size_t rows;
};

/* False and *err when the text is broken; the sheet lives in the arena. */
bool calendar_sheet_parse(struct arena *a, const struct cal_text *text, struct cal_sheet *out,
	struct cal_error *err);

/* What a conversion gathers before it is written down as our text. */
struct cal_found {
	day_t day;
	enum day_kind kind;
	const char *name;
	int line;                      /* of the foreign text */
};
/* Our text for the year: header, notices, days in order. False and *err when
 * two of them contradict each other or the text would not be accepted by
 * calendar_sheet_parse (a name with a line break, no rest day at all...). */
bool calendar_sheet_write(struct arena *a, int year, const struct cal_notice *notices,
	size_t n_notices,
	struct cal_found *found, size_t n, struct str *text, struct cal_error *err);

#endif
