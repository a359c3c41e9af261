/* Laws: 1 a finding of the table is taken whole, with its plan and every measure, or not
 * at all; 2 only acts write: what they refuse is refused here, with the row and their
 * reason; 3 nothing is made implemented, in place, in effect or signed off by a table:
 * what it tells of that becomes a note; 4 the same words under the same number are known
 * and taken once, other words under it are refused; 5 a day that is over may stand in a
 * plan that is taken in: the plan cannot be issued with it. */
#include "finding_in.h"
#include "given.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/utf8.h"

enum { HEAD_ROWS = 10, AT_ONCE = 20, BATCH_BYTES = 512 * 1024 * 1024 };

struct work { struct finding_in *f; struct finding_item *it; struct tx *tx; };

/* -- cells */

static struct str cell(const struct finding_in *f, size_t row, enum finding_column c)
{
	const struct finding_cells *r = &f->row[row];
	for (size_t i = 0; i < r->cells && i < FINDING_COLUMNS; i++)
		if (f->column[i] == c)
			return str_trim(r->cell[i]);
	return STR_NONE;
}

static bool any(const struct finding_in *f, size_t row, enum finding_sort sort)
{
	for (int c = FC_NO; c < FC__MAX; c++)
		if (finding_columns[c].sort == sort && cell(f, row, (enum finding_column)c).n)
			return true;
	return false;
}

static bool blank(const struct finding_in *f, size_t row)
{
	for (size_t i = 0; i < f->row[row].cells; i++)
		if (str_trim(f->row[row].cell[i]).n)
			return false;
	return true;
}

static size_t digits(struct str *s, int64_t *n)
{
	size_t k = 0;
	for (*n = 0; k < s->n && s->p[k] >= '0' && s->p[k] <= '9' && k < 9; k++)
		*n = *n * 10 + (s->p[k] - '0');
	*s = str_from(*s, k);
	return k;
}

/* "12", or "12-3", the third measure of it. */
static bool number_of(struct arena *a, struct str typed, int64_t *no)
{
	int64_t measure;
	struct str s = utf8_fold(a, typed);
	if (digits(&s, no) == 0 || *no == 0)
		return false;
	if (s.n && (s.p[0] == '-' || s.p[0] == '.' || s.p[0] == '_')) {
		s = str_from(s, 1);
		return digits(&s, &measure) > 0 && s.n == 0;
	}
	return s.n == 0;
}

/* "2026年3月30日", "2026/3/30" as 2026-03-30; else as typed. */
static struct str day_typed(struct arena *a, struct str typed)
{
	int64_t part[3];
	struct str s = utf8_fold(a, typed);
	for (int i = 0; i < 3; i++) {
		if (digits(&s, &part[i]) == 0)
			return typed;
		while (s.n && (s.p[0] < '0' || s.p[0] > '9'))
			s = str_from(s, 1);
	}
	return s.n ? typed : str_of(arena_printf(a, "%04lld-%02lld-%02lld", (long long)part[0], (long long)part[1], (long long)part[2]));
}

/* -- refusals */

static bool refuse(struct work *w, size_t row, enum finding_column c, struct msg what)
{
	w->it->why = (struct refusal){REFUSE_INPUT, what, NULL, F_NONE};
	w->it->why_row = row;
	w->it->why_column = c;
	return false;
}

static enum finding_column column_of(enum field field, enum finding_sort sort)
{
	for (int c = FC_NO; field != F_NONE && c < FC__MAX; c++)
		if (finding_columns[c].field == field && finding_columns[c].sort == sort)
			return (enum finding_column)c;
	return FC_SKIP;
}

/* What an act refused. */
static bool refused(struct work *w, size_t row, enum finding_sort sort, const struct refusal *why)
{
	return refuse(w, row, column_of(why->field, sort), why->what.id ? why->what : T_REFUSE_STATE);
}

/* -- names: of units and of persons */

static const char *remember(struct finding_in *f, const char *typed, bool unit, const char *is)
{
	if (f->names == sizeof f->name / sizeof *f->name)
		return is;
	f->name[f->names].typed = arena_strdup(f->arena, typed);
	f->name[f->names].is = arena_strdup(f->arena, is);
	f->name[f->names++].unit = unit;
	return is;
}

/* The code of the one unit, the login of the one person so named; NULL: none or several. */
static const char *named(struct work *w, struct str typed, bool unit)
{
	struct q_unit_named *u;
	struct q_person_named *p;
	char today[11];
	const char *name = arena_cstr(w->tx->arena, typed);
	for (size_t i = 0; i < w->f->names; i++)
		if (w->f->name[i].unit == unit && cstr_eq(w->f->name[i].typed, name))
			return w->f->name[i].is;
	if (unit) {
		size_t n = q_unit_named(w->tx, name, day_text(w->f->now.today, today), &u);
		return n == 1 || (n > 1 && cstr_eq(u[0].code, name)) ? remember(w->f, name, true, u[0].code) : NULL;
	}
	size_t n = q_person_named(w->tx, name, &p);
	return n == 1 || (n > 1 && cstr_eq(p[0].login, name)) ? remember(w->f, name, false, p[0].login) : NULL;
}

/* What stands before the next divider of a list of names. */
static struct str name_cut(struct arena *a, struct str *rest)
{
	static const char *const dividers[] = {"、", "；", ";", "，", "\n"};
	size_t at = rest->n, skip = 0;
	for (size_t i = 0; i < sizeof dividers / sizeof *dividers; i++) {
		size_t here = str_find(*rest, str_of(dividers[i]));
		if (here < at) {
			at = here;
			skip = strlen(dividers[i]);
		}
	}
	struct str name = {arena_memdup(a, rest->p, at), at};
	*rest = str_from(*rest, at + skip);
	return str_trim(name);
}

/* Several units as codes with blanks between them. */
static bool units_typed(struct work *w, size_t row, struct str *typed)
{
	const char *codes = "";
	struct arena *a = w->tx->arena;
	for (struct str rest = *typed; rest.n;) {
		struct str name = name_cut(a, &rest);
		const char *code = name.n ? named(w, name, true) : "";
		if (!code)
			return refuse(w, row, FC_ASSIST, T_FAULT_UNKNOWN_UNIT(arena_cstr(a, name)));
		codes = arena_printf(a, "%s%s%s", codes, *codes && *code ? " " : "", code);
	}
	*typed = str_of(codes);
	return true;
}

/* The cell as its act takes it; false: refused. */
static bool typed(struct work *w, size_t row, enum finding_column c, struct str *value)
{
	struct arena *a = w->tx->arena;
	const struct finding_column_def *d = &finding_columns[c];
	*value = cell(w->f, row, c);
	const char *is = value->n && (c == FC_UNIT || c == FC_MEASURE_UNIT) ? named(w, *value, true) : value->n && c == FC_CHARGE ? named(w, *value, false) : "";
	if (!is)
		return refuse(w, row, c, c == FC_CHARGE ? T_FINDINGS_WHO(arena_cstr(a, *value)) : T_FAULT_UNKNOWN_UNIT(arena_cstr(a, *value)));
	if (*is)
		*value = str_of(is);
	else if (d->kind == 'd')
		*value = day_typed(a, *value);
	else if (d->field == F_TERM || d->field == F_TACKLES)
		*value = given_choice(a, d->field, *value);
	else if (c == FC_ASSIST)
		return units_typed(w, row, value);
	return true;
}

/* -- acts */

/* All cells of a sort. */
static bool give_sort(struct work *w, size_t row, enum finding_sort sort, struct given *s)
{
	for (int c = FC_NO; c < FC__MAX; c++) {
		struct str value;
		if (finding_columns[c].sort != sort || c == FC_NO)
			continue;
		if (!typed(w, row, (enum finding_column)c, &value))
			return false;
		give(s, finding_columns[c].field, value);
	}
	return true;
}

/* Law 5. */
static void allow_past(struct act_in *in)
{
	size_t kept = 0;
	for (size_t i = 0; i < in->faults; i++)
		if (in->fault[i].field != F_DUE || in->fault[i].what.id != T_FAULT_DAY_PAST.id)
			in->fault[kept++] = in->fault[i];
	in->faults = kept;
}

static const struct proc_row *row_of(const struct finding_in *f, const char *state, const char *act)
{
	const struct procedure *p = city_procedure(f->city, "finding");
	int s = p ? proc_state_find(p, state) : -1, a = p ? proc_act_find(p, act) : -1;
	int i = s < 0 || a < 0 ? -1 : proc_row_next(p, s, a, -1);
	return i < 0 ? NULL : &p->row[i];
}

static bool read_in(struct work *w, const struct proc_row *row, size_t at, enum finding_sort sort, struct given *s, struct act_in *in)
{
	if (!row)
		return refuse(w, at, FC_SKIP, T_REFUSE_NO_ACT);
	*in = (struct act_in){0};
	field_read(w->tx->arena, row, w->f->now, given_source, s, in);
	allow_past(in);
	return in->faults == 0 || refuse(w, at, column_of(in->fault[0].field, sort), in->fault[0].what);
}

static bool do_act(struct work *w, const char *number, const char *act, size_t at, enum finding_sort sort, struct given *s)
{
	struct act_in in;
	struct act_done done;
	struct refusal why = {0};
	return read_in(w, row_of(w->f, "draft", act), at, sort, s, &in) &&
		(act_do(w->tx, w->f->city, w->f->viewer, w->f->now, number, act, &in, &done, &why) || refused(w, at, sort, &why));
}

/* -- a finding */

static bool record(struct work *w, const char **number)
{
	struct given s = {0};
	struct act_in in;
	struct act_done done;
	struct refusal why = {0};
	struct arena *a = w->tx->arena;
	size_t at = w->it->first;
	struct str line, rest = cell(w->f, at, FC_TEXT);
	if (!give_sort(w, at, FINDING_WORDS, &s))
		return false;
	if (str_line(&rest, &line))
		give_instead(&s, F_SUBJECT, utf8_head(line, LIMIT_SUBJECT_CHARS));
	give(&s, F_CAMPAIGN, str_of(w->f->campaign));
	give(&s, F_FINDING_NO, str_of(w->it->no ? arena_printf(a, "%lld", (long long)w->it->no) : ""));
	if (!read_in(w, row_of(w->f, "new", "record_finding"), at, FINDING_WORDS, &s, &in))
		return false;
	if (!act_new(w->tx, w->f->city, w->f->viewer, w->f->now, "finding", "record_finding", w->f->office_id, &in, &done, &why))
		return refused(w, at, FINDING_WORDS, &why);
	*number = done.number;
	return true;
}

static bool take_plan(struct work *w, const char *number, struct given *s)
{
	size_t at = w->it->first;
	if (!give_sort(w, at, FINDING_PLAN, s))
		return false;
	w->it->plan = any(w->f, at, FINDING_PLAN);
	give_instead(s, F_EFFECT_DAYS, str_of(w->f->effect_days));
	return !w->it->plan || do_act(w, number, "plan", at, FINDING_PLAN, s);
}

static bool take_measures(struct work *w, const char *number, const struct given *plan)
{
	for (size_t row = w->it->first; row < w->it->first + w->it->rows; row++) {
		struct given s = {0};
		if (!any(w->f, row, FINDING_MEASURE))
			continue;
		if (!give_sort(w, row, FINDING_MEASURE, &s))
			return false;
		give_instead(&s, F_TACKLES, str_of(w->f->tackles));
		give_instead(&s, F_DONE_FORM, given_value(plan, F_TARGET));
		give_instead(&s, F_UNIT, given_value(plan, F_UNIT));
		give_instead(&s, F_DUE, given_value(plan, F_DUE));
		if (!do_act(w, number, "add_measure", row, FINDING_MEASURE, &s))
			return false;
		w->it->measures++;
	}
	return true;
}

/* What the table tells of the state, as a note that counts nowhere (law 3). */
static bool take_told(struct work *w, const char *number)
{
	const struct finding_in *f = w->f;
	const struct finding_cells *head = &f->row[f->head];
	struct given s = {0};
	const char *text = "";
	for (size_t row = w->it->first; row < w->it->first + w->it->rows; row++)
		for (size_t i = 0; i < f->row[row].cells && i < FINDING_COLUMNS; i++) {
			struct str v = str_trim(f->row[row].cell[i]);
			bool again = row > w->it->first && i < f->row[row - 1].cells && str_eq(v, str_trim(f->row[row - 1].cell[i]));
			if (f->column[i] == FC_TOLD && v.n && !again)
				text = arena_printf(w->tx->arena, "%s%s%.*s: %.*s", text, *text ? "\n" : "", STR_ARG(i < head->cells ? str_trim(head->cell[i]) : STR_NONE), STR_ARG(v));
		}
	give(&s, F_TEXT, str_of(text));
	return !*text || do_act(w, number, "note", w->it->first, FINDING_ACTS, &s);
}

/* Is it here already? Law 4. */
static bool is_known(struct work *w, bool *other)
{
	struct q_finding_words was;
	struct str words;
	struct tx *tx = w->tx;
	*other = false;
	if (!utf8_clean(tx->arena, cell(w->f, w->it->first, FC_TEXT), &words))
		return false;
	if (!w->it->no)
		return q_finding_same(tx, w->f->campaign_id, arena_cstr(tx->arena, words), &(struct q_finding_same){0});
	if (!q_finding_words(tx, w->f->campaign_id, w->it->no, &was))
		return false;
	*other = !str_is(words, was.body);
	return !*other;
}

static bool take(struct tx *tx, void *arg)
{
	struct work *w = arg;
	struct given plan = {0};
	const char *number;
	bool other;
	w->tx = tx;
	if (is_known(w, &other)) {
		w->it->fate = FINDING_KNOWN;
		return false;
	}
	if (other)
		return refuse(w, w->it->first, FC_NO, T_REFUSE_FINDING_NO(arena_printf(tx->arena, "%lld", (long long)w->it->no)));
	if (!record(w, &number) || !take_plan(w, number, &plan) || !take_measures(w, number, &plan) || !take_told(w, number) || tx->trouble != TROUBLE_NONE)
		return false;
	w->it->fate = FINDING_TAKEN;
	return w->f->keep;
}

/* -- the table as findings */

static struct finding_item *begin_item(struct finding_in *f, size_t row, int64_t no)
{
	struct finding_item *it = &f->item[f->items++];
	*it = (struct finding_item){.line = f->row[row].line, .no = no, .first = row, .rows = 1};
	return it;
}

static void judge(struct finding_in *f, struct finding_item *it, enum finding_column c, struct msg why)
{
	struct work w = {f, it, NULL};
	it->judged = true;
	refuse(&w, it->first, c, why);
}

/* A row without words of its own, or with the same under the same number, goes on with the finding before it. */
static bool goes_on(const struct finding_in *f, size_t row, bool numbered, int64_t no)
{
	const struct finding_item *it = f->items ? &f->item[f->items - 1] : NULL;
	struct str text = cell(f, row, FC_TEXT);
	bool same = it && (text.n == 0 || str_eq(text, cell(f, it->first, FC_TEXT)));
	if (!it || it->judged || !same)
		return false;
	return numbered ? no == it->no : it->no == 0 || text.n == 0;
}

static bool stands(const struct finding_in *f, int64_t no)
{
	for (size_t i = 0; no && i + 1 < f->items; i++)
		if (f->item[i].no == no)
			return true;
	return false;
}

static void divide(struct finding_in *f)
{
	f->item = arena_make_n(f->arena, struct finding_item, f->rows + 1);
	for (size_t row = f->head + 1; row < f->rows; row++) {
		int64_t no = 0;
		struct str typed_no = cell(f, row, FC_NO);
		bool numbered = typed_no.n > 0, readable = !numbered || number_of(f->arena, typed_no, &no);
		if (blank(f, row))
			continue;
		if (readable && goes_on(f, row, numbered, no)) {
			f->item[f->items - 1].rows++;
			continue;
		}
		struct finding_item *it = begin_item(f, row, readable ? no : 0);
		if (!readable)
			judge(f, it, FC_NO, T_FINDINGS_NUMBER(arena_cstr(f->arena, utf8_head(typed_no, 40))));
		else if (cell(f, row, FC_TEXT).n == 0)
			judge(f, it, FC_TEXT, T_FINDINGS_NO_WORDS);
		else if (stands(f, no))
			judge(f, it, FC_NO, T_FINDINGS_TWICE(arena_printf(f->arena, "%lld", (long long)no)));
	}
}

/* -- all of it */

static void count(struct finding_in *f, const struct finding_item *it)
{
	if (it->fate == FINDING_TAKEN) {
		f->taken++;
		f->plans += it->plan;
		f->measures += it->measures;
	} else if (it->fate == FINDING_KNOWN) {
		f->known++;
	} else {
		struct finding_refused *r = &f->refused[f->refusals++];
		*r = (struct finding_refused){f->row[it->why_row].line, it->why.what, it->why_column == FC_SKIP ? "" : finding_column_heading(f->arena, f->lang, it->why_column)};
		for (int i = 0; i < MSG_ARGS; i++)
			r->why.arg[i] = r->why.arg[i] ? arena_strdup(f->arena, r->why.arg[i]) : NULL;
	}
}

/* From *at on, some at a time. */
static enum trouble some(struct finding_in *f, struct arena *batch, size_t *at)
{
	struct work work[AT_ONCE];
	void *arg[AT_ONCE];
	bool kept[AT_ONCE];
	size_t n = 0, end = *at;
	for (; end < f->items && n < AT_ONCE; end++)
		if (!f->item[end].judged) {
			work[n] = (struct work){f, &f->item[end], NULL};
			arg[n] = &work[n];
			n++;
		}
	enum trouble trouble = n ? store_write_each(f->city->store, batch, take, arg, n, kept) : TROUBLE_NONE;
	for (; trouble == TROUBLE_NONE && *at < end; (*at)++)
		count(f, &f->item[*at]);
	arena_reset(batch);
	return trouble;
}

enum trouble finding_in_run(struct finding_in *f)
{
	enum trouble trouble = TROUBLE_NONE;
	struct arena *batch = arena_new(BATCH_BYTES);
	divide(f);
	f->refused = arena_make_n(f->arena, struct finding_refused, f->items + 1);
	for (size_t at = 0; trouble == TROUBLE_NONE && at < f->items;)
		trouble = some(f, batch, &at);
	arena_free(batch);
	return trouble;
}

size_t finding_in_headings(struct arena *a, const struct finding_cells *row, size_t rows, enum finding_column out[static FINDING_COLUMNS])
{
	size_t best = 0, most = 0;
	enum finding_column column[FINDING_COLUMNS];
	for (size_t i = 0; i < rows && i < HEAD_ROWS; i++) {
		size_t known = finding_columns_guess(a, row[i].cell, row[i].cells, column);
		if (i > 0 && known <= most)
			continue;
		best = i;
		most = known;
		memcpy(out, column, sizeof column);
	}
	return best;
}
