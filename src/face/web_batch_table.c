/* The table of a batch: taken along, and cases taken in from one. Laws: 1 the preview does
 * all of it and undoes it: it refuses what taking would; 2 what was read stays in the spool
 * for who brought it alone; 3 one table is worked on at a time, on the pool. */
#include "web_batch.h"

#include "../base/limits.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "app.h"
#include "intake.h"
#include "kept.h"
#include "table.h"

enum { ARENA_BYTES = 128 * 1024 * 1024, SHOWN = 10, SAMPLE_CHARS = 80 };

static const char KEPT[] = "cases";

struct table_in {
	struct case_in in;
	struct rows rows;
	struct arena *arena;           /* of the table; freed with the answer */
	const struct matter *m;
	const char *sheet, *token;
	bool fresh;                    /* a file has just come */
	struct msg why;                /* the file cannot be read */
	enum trouble trouble;
};

/* -- out */

static const char *cell_of(struct req *r, const struct q_batch_cases *x, enum case_column c)
{
	switch (c) {
	case CC_NO: return x->case_no;
	case CC_TEXT: return x->body;
	case CC_AREA: return in_lang(r, x->area_en, x->area_zh);
	case CC_PLACE: return x->place;
	case CC_LAT: return x->lat == DB_NULL_INT ? "" : degree_text(r->arena, x->lat);
	case CC_LON: return x->lon == DB_NULL_INT ? "" : degree_text(r->arena, x->lon);
	case CC_POLLUTION: return t(&r->out, field_choice_label(F_POLLUTION, x->pollution));
	case CC_UNIT: return cstr_eq(x->state, "received") ? "" : in_lang(r, x->unit_en, x->unit_zh);
	case CC_STATE: return t(&r->out, x->settled_day ? T_CASES_SETTLED : x->stage_day ? T_CASES_STAGE : T_CASES_OPEN);
	case CC_TRUTH: return *x->truth ? t(&r->out, field_choice_label(F_TRUTH, x->truth)) : "";
	case CC_FOUND: return x->facts;
	case CC_HANDLED: return x->handled;
	case CC_ACCOUNTABLE: return x->accountable;
	case CC_ANSWERED: return x->answered_day;
	case CC_SETTLED: return x->settled_day;
	case CC_TITLE: return x->subject;
	case CC_TRANSLATION: return x->translation;
	case CC_NUMBER: return x->number;
	case CC_SKIP: case CC__MAX: break;
	}
	return "";
}

void web_batch_table(struct req *r)
{
	struct matter m;
	const char *name;
	enum table_form form;
	struct q_batch_cases *x;
	struct table_column column[CC__MAX];
	size_t n = 0;
	if (!staff_matter(r, &m))
		return;
	if (!m.batch || !table_form_of(r, req_param(r, 1), &name, &form) || !cstr_eq(name, "cases")) {
		req_not_found(r);
		return;
	}
	for (int c = CC_NO; c < CC__MAX; c++)
		column[n++] = (struct table_column){T_STAFF_PLAIN(case_column_heading(r->arena, r->lang, (enum case_column)c)), case_columns[c].kind, case_columns[c].width};
	size_t rows = q_batch_cases(req_read(r), m.m.id, &x);
	struct table *t = table_begin(r, form, "cases", T_CASES_LIST, column, n);
	for (size_t i = 0; i < rows; i++)
		for (int c = CC_NO; c < CC__MAX; c++)
			table_cell(t, cell_of(r, &x[i], (enum case_column)c));
	log_line(LOG_NOTE, "list.taken", "list", "cases", "rows", arena_printf(r->arena, "%lld", (long long)t->rows),
		"person", arena_printf(r->arena, "%lld", (long long)r->viewer.person_id), NULL);
	table_send(t);
}

/* -- in: the form for a file */

static struct url here(struct req *r, const struct matter *m)
{
	return url_make(r->arena, "/staff/m/%s/cases/import", m->m.number);
}

static void back(struct req *r, const struct matter *m)
{
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m->m.number), t(&r->out, T_STAFF_BACK(t(&r->out, batch_words(r, m->batch->source_body, m->batch->no)))));
	html(&r->out, "</p>\n");
}

static void file_page(struct req *r, const struct matter *m, struct msg fault)
{
	page_begin(r, PAGE_STAFF, T_CASES_TAKE_IN);
	back(r, m);
	staff_fault(r, fault);
	kept_file_form(r, here(r, m), T_CASES_TAKE_WHAT);
	part_table_links(r, arena_printf(r->arena, "/staff/m/%s/cases/cases", m->m.number), (struct url){""});
	page_end(r);
	if (fault.id)
		r->http->res.status = 422;
}

/* The batch, if the viewer may take something into it; else the answer is made. */
static struct matter *keeps(struct req *r)
{
	struct matter *m = arena_make(r->arena, struct matter);
	if (!staff_matter(r, m))
		return NULL;
	if (!m->batch)
		req_not_found(r);
	else if (!viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id))
		req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE});
	else if (!cstr_eq(m->m.state, "open"))
		req_refuse(r, 409, &(struct refusal){REFUSE_STATE, T_REFUSE_NO_BATCH(m->m.number), NULL, F_NONE});
	else
		return m;
	return NULL;
}

void web_case_intake(struct req *r)
{
	struct matter *m = keeps(r);
	if (m)
		file_page(r, m, MSG_NONE);
}

/* -- on the pool */

static bool read_table(struct req *r, struct table_in *x)
{
	struct str bytes;
	const char *path = x->fresh ? r->form.file[0].path : kept_path(r, KEPT, x->token);
	if (!path || os_read_file(x->arena, path, LIMIT_FINDINGS_TABLE_BYTES, &bytes) < 0) {
		x->why = x->fresh ? T_ROWS_TOO_LARGE : T_INTAKE_GONE;
		return false;
	}
	return x->fresh ? rows_read(x->arena, bytes, x->sheet, &x->rows, &x->why) : rows_again(x->arena, bytes, &x->rows, &x->why);
}

static void work(struct req *r)
{
	struct table_in *x = r->data;
	x->arena = arena_new(ARENA_BYTES);
	if (!read_table(r, x))
		return;
	if (x->fresh && !(x->token = kept_put(r, KEPT, x->rows.lines))) {
		x->trouble = TROUBLE_OTHER;
		return;
	}
	x->in.arena = x->arena;
	x->in.row = x->rows.row;
	x->in.rows = x->rows.rows;
	x->trouble = case_in_run(&x->in);
	if (x->in.keep && x->trouble == TROUBLE_NONE)
		kept_forget(r, KEPT);
}

/* -- what is shown */

static void show_columns(struct req *r, const struct table_in *x)
{
	const char *words = "";
	for (size_t i = 0; i < FINDING_COLUMNS; i++)
		if (x->in.column[i] != CC_SKIP && !case_columns[x->in.column[i]].acts)
			words = arena_printf(r->arena, "%s%s%s", words, *words ? ", " : "", case_column_heading(r->arena, r->lang, x->in.column[i]));
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_CASES_UNDERSTOOD(*words ? words : "—")));
	for (size_t i = 0; i < x->rows.tolds; i++)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, x->rows.told[i]));
}

static struct str shown_cell(const struct table_in *x, size_t row, enum case_column c)
{
	for (size_t i = 0; i < x->rows.row[row].cells && i < FINDING_COLUMNS; i++)
		if (x->in.column[i] == c)
			return utf8_head(str_trim(x->rows.row[row].cell[i]), SAMPLE_CHARS);
	return STR_NONE;
}

static void show_rows(struct req *r, const struct table_in *x)
{
	static const enum case_column shown[] = {CC_NO, CC_TEXT, CC_AREA, CC_POLLUTION, CC_UNIT};
	enum { COLUMNS = sizeof shown / sizeof *shown };
	struct msg heads[COLUMNS + 1] = {T_INTAKE_LINE};
	for (size_t c = 0; c < COLUMNS; c++)
		heads[c + 1] = T_STAFF_PLAIN(case_column_heading(r->arena, r->lang, shown[c]));
	staff_table_begin(r, T_CASES_FIRST);
	staff_table_head(r, heads, COLUMNS + 1);
	for (size_t row = x->in.head + 1; row < x->rows.rows && row <= x->in.head + SHOWN; row++) {
		html(&r->out, "<tr><th scope=\"row\">%lld</th>", (long long)x->rows.row[row].line);
		for (size_t c = 0; c < COLUMNS; c++)
			html(&r->out, "<td data-label=\"%s\"%s>%.*s</td>", t(&r->out, heads[c + 1]), shown[c] == CC_TEXT ? " class=\"long\"" : "", STR_ARG(shown_cell(x, row, shown[c])));
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
}

static void preview(struct req *r, struct table_in *x)
{
	const struct case_in *in = &x->in;
	page_begin(r, PAGE_STAFF, T_CASES_PREVIEW);
	back(r, x->m);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_CASES_WOULD(staff_number(r, in->taken), staff_number(r, in->assigned), staff_number(r, in->known), staff_number(r, (int64_t)in->refusals))));
	show_columns(r, x);
	kept_refused(r, x->in.refused, x->in.refusals);
	if (in->refusals) {
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_CASES_WOULD_NOT));
		kept_file_form(r, here(r, x->m), T_CASES_TAKE_WHAT);
	} else {
		show_rows(r, x);
		if (in->taken) {
			form_begin(r, here(r, x->m), (struct form_options){.multipart = true});
			form_hidden(r, "token", x->token);
			html(&r->out, "<div class=\"buttons\"><button name=\"do\" value=\"take\">%s</button></div>\n", t(&r->out, T_CASES_TAKE(staff_number(r, in->taken))));
			form_end(r);
		}
	}
	page_end(r);
}

static void outcome(struct req *r, struct table_in *x)
{
	const struct case_in *in = &x->in;
	page_begin(r, PAGE_STAFF, T_CASES_DONE);
	if (in->refusals)
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_CASES_TOOK_NONE(staff_number(r, (int64_t)in->refusals))));
	else
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_CASES_TOOK(staff_number(r, in->taken), staff_number(r, in->assigned), staff_number(r, in->known))));
	kept_refused(r, x->in.refused, x->in.refusals);
	back(r, x->m);
	page_end(r);
}

static void answer(struct req *r, enum trouble trouble, bool kept)
{
	struct table_in *x = r->data;
	(void)kept;
	kept_worked();
	trouble = x->trouble != TROUBLE_NONE ? x->trouble : trouble;
	if (x->why.id)
		file_page(r, x->m, x->why);
	else if (trouble != TROUBLE_NONE)
		req_trouble(r, trouble);
	else
		(x->in.keep ? outcome : preview)(r, x);
	arena_free(x->arena);
}

static void worked(struct req *r)
{
	intake_answer(r, answer);
}

void web_case_intake_post(struct req *r)
{
	struct table_in *x = arena_make(r->arena, struct table_in);
	struct matter *m = keeps(r);
	if (!m)
		return;
	x->m = m;
	x->fresh = r->form.files > 0;
	x->sheet = *req_field(r, "sheet") ? req_field(r, "sheet") : NULL;
	x->token = req_field(r, "token");
	x->in = (struct case_in){.city = r->city, .viewer = &r->viewer, .now = r->now, .lang = r->lang, .batch = m->m.number, .batch_id = m->m.id,
		.office_id = m->m.register_unit_id, .keep = !x->fresh && cstr_eq(req_field(r, "do"), "take")};
	struct msg fault = x->fresh || !*x->token ? kept_file_fault(r) : MSG_NONE;
	if (fault.id)
		file_page(r, m, fault);
	else
		kept_work(r, x, work, worked);
}
