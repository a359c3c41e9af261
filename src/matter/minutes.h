/* The minutes of a meeting, made from its rows: what was said and decided, in
 * the order of the agenda, and who was there, as GB/T 9704-2012 10.3 sets it out.
 * One walk gives the parts; the paper joins them, the page lays them out. */
#ifndef MATTER_MINUTES_H
#define MATTER_MINUTES_H

#include "matter.h"

enum minutes_kind {
	MINUTES_MARK,                  /* "市政府党组会议纪要" */
	MINUTES_NUMBER,                /* "〔2018〕14号" */
	MINUTES_OPENING,               /* when, where, who presided, which meeting */
	MINUTES_ITEM,                  /* heading of an item */
	MINUTES_SENTENCE,
	MINUTES_DECISION,              /* with its number as label */
	MINUTES_FACTS,                 /* who carries it out until when */
	MINUTES_PRESENT,               /* "出席：" and the names */
};
/* Of MINUTES_PRESENT: which people, and the names that text joins. */
struct minutes_part { enum minutes_kind kind; const char *label, *text, *which, **name; size_t names; };

/* All parts, in order; arena of tx. */
size_t minutes_parts(struct tx *tx, const struct matter *m, enum lang lang, struct minutes_part **out);
/* The same as one text. */
const char *minutes_text(struct tx *tx, const struct matter *m, enum lang lang);
/* What the public may read of it: the published items, and who came of those whose seats are public. */
const char *minutes_public(struct tx *tx, const struct matter *m, enum lang lang);
/* "The meeting decided: ..."; arena. */
const char *minutes_sentence(struct arena *a, enum lang lang, const char *verb, const char *text);
/* An item's title, a sentence: in the reader's language where it was given in both. */
const char *minutes_words(enum lang lang, const char *text, const char *translation);

#endif
