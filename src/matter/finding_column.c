/* Laws: 1 a heading is compared whole, without blanks, brackets and case: nothing is
 * guessed from a part of it; 2 the first of two columns with one meaning is taken, the
 * other is told. The headings stand in text/finding_table.txt, those that people use
 * divided by |, ours first. */
#include "finding_column.h"

#include "given.h"

const struct finding_column_def finding_columns[FC__MAX] = {
	[FC_SKIP] = {"skip", FINDING_ACTS, F_NONE, 't', 0},
	[FC_TOLD] = {"told", FINDING_ACTS, F_NONE, 't', 0},
	[FC_NO] = {"no", FINDING_WORDS, F_FINDING_NO, 't', 8},
	[FC_TEXT] = {"text", FINDING_WORDS, F_TEXT, 't', 40},
	[FC_GROUP] = {"group", FINDING_WORDS, F_GROUP, 't', 16},
	[FC_FACTS] = {"facts", FINDING_PLAN, F_FACTS, 't', 30},
	[FC_ROOT] = {"root_cause", FINDING_PLAN, F_ROOT_CAUSE, 't', 30},
	[FC_TARGET] = {"target", FINDING_PLAN, F_TARGET, 't', 30},
	[FC_MEASURE] = {"measure", FINDING_MEASURE, F_MEASURE_TEXT, 't', 40},
	[FC_TACKLES] = {"tackles", FINDING_MEASURE, F_TACKLES, 't', 12},
	[FC_TERM] = {"term", FINDING_PLAN, F_TERM, 't', 12},
	[FC_CHARGE] = {"charge", FINDING_PLAN, F_CHARGE, 't', 14},
	[FC_UNIT] = {"unit", FINDING_PLAN, F_UNIT, 't', 24},
	[FC_ASSIST] = {"assist", FINDING_PLAN, F_ASSIST_UNITS, 't', 24},
	[FC_RESPONSIBLE] = {"responsible", FINDING_PLAN, F_RESPONSIBLE, 't', 14},
	[FC_DUE] = {"due", FINDING_PLAN, F_DUE, 'd', 12},
	[FC_NOW_DUE] = {"now_due", FINDING_ACTS, F_NONE, 'd', 12},
	[FC_PROGRESS] = {"progress", FINDING_ACTS, F_NONE, 't', 40},
	[FC_STATE] = {"state", FINDING_ACTS, F_NONE, 't', 16},
	[FC_EVIDENCE] = {"evidence", FINDING_ACTS, F_NONE, 't', 10},
	[FC_INSTITUTION] = {"institution", FINDING_ACTS, F_NONE, 't', 24},
	[FC_SIGNED] = {"signed", FINDING_ACTS, F_NONE, 't', 12},
	[FC_RECHECK] = {"recheck", FINDING_ACTS, F_NONE, 't', 16},
	[FC_TITLE] = {"title", FINDING_WORDS, F_SUBJECT, 't', 24},
	[FC_TRANSLATION] = {"translation", FINDING_WORDS, F_TRANSLATION, 't', 24},
	[FC_DONE_FORM] = {"done_form", FINDING_MEASURE, F_DONE_FORM, 't', 24},
	[FC_MEASURE_UNIT] = {"measure_unit", FINDING_MEASURE, F_UNIT, 't', 24},
	[FC_MEASURE_DUE] = {"measure_due", FINDING_MEASURE, F_DUE, 'd', 12},
	[FC_MEASURE_TRANSLATION] = {"measure_translation", FINDING_MEASURE, F_TRANSLATION, 't', 24},
	[FC_REVIEW] = {"review_months", FINDING_PLAN, F_REVIEW_MONTHS, 'i', 10},
	[FC_EFFECT] = {"effect_days", FINDING_PLAN, F_EFFECT_DAYS, 'i', 10},
	[FC_NUMBER] = {"number", FINDING_ACTS, F_NONE, 't', 16},
};

static const char *names_of(struct arena *a, enum lang lang, enum finding_column c)
{
	int id = msg_id(arena_printf(a, "findings.column.%s", finding_columns[c].name));
	return id ? msg_text(a, lang, (struct msg){.id = id}) : "";
}

enum finding_column finding_column_find(struct str name)
{
	for (int c = 0; c < FC__MAX; c++)
		if (str_is(name, finding_columns[c].name))
			return (enum finding_column)c;
	return FC__MAX;
}

const char *finding_column_heading(struct arena *a, enum lang lang, enum finding_column c)
{
	struct str names = str_of(names_of(a, lang, c));
	return arena_cstr(a, str_cut(&names, '|'));
}

enum finding_column finding_column_guess(struct arena *a, struct str heading)
{
	struct str h = heading_plain(a, heading);
	if (h.n == 0)
		return FC_SKIP;
	for (int c = FC_NO; c < FC__MAX; c++)
		for (int lang = 0; lang < LANG__MAX; lang++)
			if (heading_among(a, names_of(a, (enum lang)lang, (enum finding_column)c), h))
				return (enum finding_column)c;
	return FC_TOLD;
}

size_t finding_columns_guess(struct arena *a, const struct str *cell, size_t n, enum finding_column out[static FINDING_COLUMNS])
{
	bool taken[FC__MAX] = {false};
	size_t known = 0;
	for (size_t i = 0; i < FINDING_COLUMNS; i++) {
		enum finding_column c = i < n ? finding_column_guess(a, cell[i]) : FC_SKIP;
		bool ours = c > FC_TOLD && !taken[c];
		if (ours) {
			taken[c] = true;
			known++;
		}
		if (c > FC_TOLD && (!ours || finding_columns[c].sort == FINDING_ACTS))
			c = c == FC_NUMBER ? FC_SKIP : FC_TOLD;
		out[i] = c;
	}
	return known;
}
