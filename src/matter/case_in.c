/* Laws: 1 a table is taken whole or not at all: a batch with a hole in it would be answered
 * with a hole; 2 only acts write, and what they refuse is told with its row and column; 3 a
 * case known by its number has the words it had: others under it are refused. */
#include "case_in.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "given.h"

enum { HEAD_ROWS = 10, RUN_BYTES = 256 * 1024 * 1024 };

const struct case_column_def case_columns[CC__MAX] = {
	[CC_SKIP] = {"skip", F_NONE, true, 't', 0},
	[CC_NO] = {"case_no", F_CASE_NO, false, 't', 14},
	[CC_TEXT] = {"text", F_TEXT, false, 't', 40},
	[CC_AREA] = {"area", F_AREA, false, 't', 14},
	[CC_PLACE] = {"place", F_PLACE, false, 't', 24},
	[CC_LAT] = {"lat", F_SPOT, false, 't', 12},
	[CC_LON] = {"lon", F_NONE, false, 't', 12},
	[CC_POLLUTION] = {"pollution", F_POLLUTION, false, 't', 10},
	[CC_UNIT] = {"unit", F_UNIT, false, 't', 24},
	[CC_STATE] = {"state", F_NONE, true, 't', 14},
	[CC_TRUTH] = {"truth", F_NONE, true, 't', 10},
	[CC_FOUND] = {"found", F_NONE, true, 't', 40},
	[CC_HANDLED] = {"handled", F_NONE, true, 't', 40},
	[CC_ACCOUNTABLE] = {"accountable", F_NONE, true, 't', 20},
	[CC_ANSWERED] = {"answered", F_NONE, true, 'd', 12},
	[CC_SETTLED] = {"settled", F_NONE, true, 'd', 12},
	[CC_TITLE] = {"title", F_SUBJECT, false, 't', 24},
	[CC_TRANSLATION] = {"translation", F_TRANSLATION, false, 't', 24},
	[CC_NUMBER] = {"number", F_NONE, true, 't', 16},
};

struct run { struct case_in *in; struct tx *tx; size_t row; };

/* -- columns */

static const char *names_of(struct arena *a, enum lang lang, enum case_column c)
{
	return msg_text(a, lang, (struct msg){.id = msg_id(arena_printf(a, "cases.column.%s", case_columns[c].name))});
}

const char *case_column_heading(struct arena *a, enum lang lang, enum case_column c)
{
	struct str names = str_of(names_of(a, lang, c));
	return arena_cstr(a, str_cut(&names, '|'));
}

static enum case_column meant_by(struct arena *a, struct str heading)
{
	struct str plain = heading_plain(a, heading);
	for (int c = CC_NO; plain.n && c < CC__MAX; c++)
		for (int lang = 0; lang < LANG__MAX; lang++)
			if (heading_among(a, names_of(a, (enum lang)lang, (enum case_column)c), plain))
				return (enum case_column)c;
	return CC_SKIP;
}

/* The row among the first that names most columns; the first of two with one meaning counts. */
static void find_head(struct case_in *in)
{
	size_t most = 0;
	for (size_t i = 0; i < in->rows && i < HEAD_ROWS; i++) {
		bool taken[CC__MAX] = {true};
		enum case_column column[FINDING_COLUMNS] = {CC_SKIP};
		size_t known = 0;
		for (size_t k = 0; k < in->row[i].cells && k < FINDING_COLUMNS; k++) {
			enum case_column c = meant_by(in->arena, in->row[i].cell[k]);
			if (taken[c])
				continue;
			taken[c] = true;
			column[k] = c;
			known++;
		}
		if (known <= most)
			continue;
		most = known;
		in->head = i;
		memcpy(in->column, column, sizeof column);
	}
}

static struct str cell(const struct case_in *in, size_t row, enum case_column c)
{
	for (size_t i = 0; i < in->row[row].cells && i < FINDING_COLUMNS; i++)
		if (in->column[i] == c)
			return str_trim(in->row[row].cell[i]);
	return STR_NONE;
}

static bool blank(const struct case_in *in, size_t row)
{
	for (int c = CC_NO; c < CC__MAX; c++)
		if (!case_columns[c].acts && cell(in, row, (enum case_column)c).n)
			return false;
	return true;
}

/* -- refusals */

static bool refuse(struct run *u, enum case_column c, struct msg why)
{
	struct case_in *in = u->in;
	struct finding_refused *r = &in->refused[in->refusals++];
	*r = (struct finding_refused){in->row[u->row].line, why, c == CC_SKIP ? "" : case_column_heading(in->arena, in->lang, c)};
	for (int i = 0; i < MSG_ARGS; i++)
		r->why.arg[i] = why.arg[i] ? arena_strdup(in->arena, why.arg[i]) : NULL;
	return false;
}

static bool refused(struct run *u, const struct refusal *why)
{
	enum case_column column = CC_SKIP;
	for (int c = CC_NO; c < CC__MAX; c++)
		if (why->field != F_NONE && case_columns[c].field == why->field)
			column = (enum case_column)c;
	return refuse(u, column, why->what.id ? why->what : T_REFUSE_STATE);
}

/* -- cells as the acts take them */

/* The one unit or area of that name or code; NULL: none, or several. */
static const char *named(struct run *u, enum case_column c, struct str typed)
{
	struct q_unit_named *unit;
	struct q_area_named *area;
	char today[11];
	const char *name = arena_cstr(u->tx->arena, typed);
	if (c == CC_UNIT) {
		size_t n = q_unit_named(u->tx, name, day_text(u->in->now.today, today), &unit);
		return n == 1 || (n && cstr_eq(unit[0].code, name)) ? unit[0].code : NULL;
	}
	size_t n = q_area_named(u->tx, name, &area);
	return n == 1 || (n && cstr_eq(area[0].code, name)) ? area[0].code : NULL;
}

static bool cell_typed(struct run *u, enum case_column c, struct str *value)
{
	*value = cell(u->in, u->row, c);
	if (value->n && (c == CC_UNIT || c == CC_AREA)) {
		const char *code = named(u, c, *value), *typed = arena_cstr(u->tx->arena, *value);
		if (!code)
			return refuse(u, c, c == CC_UNIT ? T_FAULT_UNKNOWN_UNIT(typed) : T_FAULT_UNKNOWN_AREA(typed));
		*value = str_of(code);
	} else if (c == CC_LAT) {
		struct str lon = cell(u->in, u->row, CC_LON);
		if (value->n || lon.n)
			*value = str_of(arena_printf(u->tx->arena, "%.*s, %.*s", STR_ARG(*value), STR_ARG(lon)));
	} else if (c == CC_POLLUTION) {
		*value = given_choice(u->tx->arena, F_POLLUTION, *value);
	}
	return true;
}

static bool read_in(struct run *u, const struct proc_row *row, struct given *g, struct act_in *in)
{
	if (!row)
		return refuse(u, CC_SKIP, T_REFUSE_NO_ACT);
	*in = (struct act_in){0};
	field_read(u->tx->arena, row, u->in->now, given_source, g, in);
	return in->faults == 0 || refused(u, &(struct refusal){REFUSE_INPUT, in->fault[0].what, NULL, in->fault[0].field});
}

/* -- a row */

static bool record(struct run *u, struct act_done *done)
{
	struct given g = {0};
	struct act_in in;
	struct refusal why = {0};
	struct str line, rest = cell(u->in, u->row, CC_TEXT);
	for (int c = CC_NO; c < CC__MAX; c++) {
		struct str value;
		if (case_columns[c].acts || c == CC_UNIT || c == CC_LON)
			continue;
		if (!cell_typed(u, (enum case_column)c, &value))
			return false;
		give(&g, case_columns[c].field, value);
	}
	if (str_line(&rest, &line))
		give_instead(&g, F_SUBJECT, utf8_head(line, LIMIT_SUBJECT_CHARS));
	give(&g, F_BATCH, str_of(u->in->batch));
	if (!read_in(u, act_new_row(u->in->city, "case", "record_case", false), &g, &in))
		return false;
	return act_new(u->tx, u->in->city, u->in->viewer, u->in->now, "case", "record_case", u->in->office_id, &in, done, &why) || refused(u, &why);
}

static bool assign(struct run *u, const char *number)
{
	struct given g = {0};
	struct act_in in;
	struct act_done done;
	struct refusal why = {0};
	struct str unit;
	const struct procedure *p = city_procedure(u->in->city, "case");
	int row = proc_row_next(p, proc_state_find(p, "received"), proc_act_find(p, "assign_case"), -1);
	if (cell(u->in, u->row, CC_UNIT).n == 0)
		return true;
	if (!cell_typed(u, CC_UNIT, &unit))
		return false;
	give(&g, F_UNIT, unit);
	if (!read_in(u, row < 0 ? NULL : &p->row[row], &g, &in))
		return false;
	if (!act_do(u->tx, u->in->city, u->in->viewer, u->in->now, number, "assign_case", &in, &done, &why))
		return refused(u, &why);
	u->in->assigned++;
	return true;
}

/* Is it here already (law 3)? */
static bool is_known(struct run *u, bool *other)
{
	struct q_case_words was;
	struct str no, words;
	struct arena *a = u->tx->arena;
	*other = false;
	if (!utf8_clean(a, cell(u->in, u->row, CC_NO), &no) || !q_case_words(u->tx, u->in->batch_id, arena_cstr(a, no), &was))
		return false;
	*other = !utf8_clean(a, cell(u->in, u->row, CC_TEXT), &words) || !str_is(words, was.body);
	return !*other;
}

static void take_row(struct run *u)
{
	struct act_done done;
	bool other;
	if (is_known(u, &other))
		u->in->known++;
	else if (other)
		refuse(u, CC_NO, T_REFUSE_CASE_NO(arena_cstr(u->tx->arena, cell(u->in, u->row, CC_NO))));
	else if (record(u, &done) && assign(u, done.number))
		u->in->taken++;
}

static bool take_all(struct tx *tx, void *arg)
{
	struct case_in *in = arg;
	struct run u = {in, tx, 0};
	for (size_t row = in->head + 1; row < in->rows && tx->trouble == TROUBLE_NONE; row++) {
		u.row = row;
		if (!blank(in, row))
			take_row(&u);
	}
	return in->keep && in->refusals == 0 && tx->trouble == TROUBLE_NONE;
}

enum trouble case_in_run(struct case_in *in)
{
	void *arg[] = {in};
	bool kept[1];
	struct arena *run = arena_new(RUN_BYTES);
	find_head(in);
	in->refused = arena_make_n(in->arena, struct finding_refused, in->rows + 1);
	enum trouble trouble = store_write_each(in->city->store, run, take_all, arg, 1, kept);
	arena_free(run);
	return trouble;
}
