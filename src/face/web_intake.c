/* Findings from a workbook or CSV: a file is read, its columns are guessed and shown with
 * what would become of every row, and only then it is taken. Laws: 1 what was read stays
 * in the spool, for who brought it alone, one at a time; 2 the preview does all of it and
 * undoes it: it refuses what taking would; 3 one table is worked on at a time, on the pool. */
#include "web_campaign_table.h"

#include "../base/bug.h"
#include "../base/limits.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "app.h"
#include "intake.h"
#include "kept.h"
#include "table.h"

enum { ARENA_BYTES = 384 * 1024 * 1024, SHOWN = 10, SAMPLE_CHARS = 40, HEADS = 10 };

static const char KEPT[] = "findings";

struct table_in {
	struct intake k;
	struct arena *arena;           /* of the table; freed with the answer */
	const struct matter *m;
	const char *upload, *sheet, *token;
	bool fresh;                    /* a file has just come */
	bool take;
	int64_t head;                  /* -1: to be guessed */
	const char *column[FINDING_COLUMNS];   /* as chosen; NULL: to be guessed */
};

static struct url here(struct req *r, const struct matter *m)
{
	return url_make(r->arena, "/staff/m/%s/findings/import", m->m.number);
}

/* -- the form for a file */

static void file_page(struct req *r, const struct matter *m, struct msg fault)
{
	page_begin(r, PAGE_STAFF, T_INTAKE_TITLE);
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m->m.number), t(&r->out, T_STAFF_BACK(rectify_words(r, m->m.subject, m->campaign->translation))));
	html(&r->out, "</p>\n");
	staff_fault(r, fault);
	kept_file_form(r, here(r, m), T_INTAKE_WHAT);
	part_table_links(r, arena_printf(r->arena, "/staff/m/%s/ledger/ledger", m->m.number), (struct url){""});
	page_end(r);
	if (fault.id)
		r->http->res.status = 422;
}

/* The campaign, if the viewer may take something into it; else the answer is made. */
static struct matter *keeps(struct req *r, struct intake *k)
{
	struct matter *m = arena_make(r->arena, struct matter);
	struct refusal why;
	if (!staff_matter(r, m))
		return NULL;
	if (!m->campaign) {
		req_not_found(r);
		return NULL;
	}
	if (intake_begin(k, r->city, &r->viewer, r->now, r->lang, m, &why))
		return m;
	req_refuse(r, staff_status(why.kind), &why);
	return NULL;
}

void web_intake(struct req *r)
{
	struct intake k;
	struct matter *m = keeps(r, &k);
	if (m)
		file_page(r, m, MSG_NONE);
}

static void keep(struct req *r, struct table_in *x)
{
	x->token = kept_put(r, KEPT, x->k.rows.lines);
	if (!x->token)
		x->k.trouble = TROUBLE_OTHER;
}

/* -- on the pool */

static bool read_table(struct req *r, struct table_in *x)
{
	struct str bytes;
	const char *path = x->fresh ? x->upload : kept_path(r, KEPT, x->token);
	int rc = path ? os_read_file(x->arena, path, LIMIT_FINDINGS_TABLE_BYTES, &bytes) : -1;
	if (rc < 0) {
		x->k.why = x->fresh ? T_ROWS_TOO_LARGE : T_INTAKE_GONE;
		return false;
	}
	return x->fresh ? rows_read(x->arena, bytes, x->sheet, &x->k.rows, &x->k.why) : rows_again(x->arena, bytes, &x->k.rows, &x->k.why);
}

static void choose(struct table_in *x)
{
	intake_guess(&x->k, x->arena);
	if (x->head < 0 || (size_t)x->head >= x->k.rows.rows)
		return;
	struct finding_in *in = &x->k.in;
	if ((size_t)x->head != in->head)
		finding_columns_guess(x->arena, x->k.rows.row[x->head].cell, x->k.rows.row[x->head].cells, in->column);
	in->head = (size_t)x->head;
	for (int i = 0; i < FINDING_COLUMNS; i++) {
		enum finding_column c = x->column[i] ? finding_column_find(str_of(x->column[i])) : FC__MAX;
		if (c != FC__MAX)
			in->column[i] = c;
	}
}

static void work(struct req *r)
{
	struct table_in *x = r->data;
	x->arena = arena_new(ARENA_BYTES);
	if (!read_table(r, x))
		return;
	choose(x);
	if (x->fresh)
		keep(r, x);
	if (x->k.trouble == TROUBLE_NONE)
		intake_run(&x->k, x->arena, x->take);
	if (x->take && x->k.trouble == TROUBLE_NONE)
		kept_forget(r, KEPT);
}

/* -- what is shown */

static struct str value_at(const struct table_in *x, size_t row, size_t column)
{
	const struct finding_cells *c = &x->k.rows.row[row];
	return column < c->cells ? str_trim(c->cell[column]) : STR_NONE;
}

static void show_told(struct req *r, const struct table_in *x)
{
	if (x->k.rows.tolds == 0)
		return;
	html(&r->out, "<ul class=\"note\">\n");
	for (size_t i = 0; i < x->k.rows.tolds; i++)
		html(&r->out, "<li>%s</li>\n", t(&r->out, x->k.rows.told[i]));
	html(&r->out, "</ul>\n");
}

/* The first two values below the headings. */
static void show_sample(struct req *r, const struct table_in *x, size_t column)
{
	int shown = 0;
	for (size_t row = x->k.in.head + 1; row < x->k.rows.rows && shown < 2; row++) {
		struct str v = value_at(x, row, column), head = utf8_head(v, SAMPLE_CHARS);
		if (v.n == 0)
			continue;
		html(&r->out, "%s%.*s%s", shown++ ? " / " : "", STR_ARG(head), head.n < v.n ? "…" : "");
	}
}

static void show_choice(struct req *r, const struct table_in *x, size_t column)
{
	enum finding_column chosen = x->k.in.column[column];
	html(&r->out, "<select id=\"f-c%zu\" name=\"c%zu\">\n", column, column);
	for (int c = FC_SKIP; c < FC__MAX; c++)
		if (c <= FC_TOLD || finding_columns[c].sort != FINDING_ACTS)
			html(&r->out, "<option value=\"%s\"%s>%s</option>\n", finding_columns[c].name, c == (int)chosen ? " selected" : "",
				finding_column_heading(r->arena, r->lang, (enum finding_column)c));
	html(&r->out, "</select>");
}

static void show_columns(struct req *r, const struct table_in *x)
{
	const struct msg heads[] = {T_INTAKE_HEADING, T_INTAKE_SAMPLE, T_INTAKE_MEANS};
	size_t n = intake_width(&x->k);
	staff_table_begin(r, T_INTAKE_COLUMNS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		struct str head = utf8_head(value_at(x, x->k.in.head, i), SAMPLE_CHARS);
		html(&r->out, "<tr><th scope=\"row\"><label for=\"f-c%zu\">%zu. %.*s</label></th><td data-label=\"%s\">", i, i + 1, STR_ARG(head), t(&r->out, heads[1]));
		show_sample(r, x, i);
		html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, heads[2]));
		show_choice(r, x, i);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
}

static void show_heads(struct req *r, const struct table_in *x)
{
	html(&r->out, "<div class=\"field\"><label for=\"f-head\">%s</label>\n<select id=\"f-head\" name=\"head\">\n", t(&r->out, T_INTAKE_HEAD));
	for (size_t i = 0; i < x->k.rows.rows && i < HEADS; i++) {
		struct str a = utf8_head(value_at(x, i, 0), SAMPLE_CHARS), b = utf8_head(value_at(x, i, 1), SAMPLE_CHARS);
		html(&r->out, "<option value=\"%zu\"%s>%lld: %.*s %.*s</option>\n", i, i == x->k.in.head ? " selected" : "", (long long)x->k.rows.row[i].line, STR_ARG(a), STR_ARG(b));
	}
	html(&r->out, "</select></div>\n");
}

static void show_items(struct req *r, const struct table_in *x)
{
	const struct msg heads[] = {T_INTAKE_LINE, field_label(F_FINDING_NO), T_RECT_VERBATIM, T_RECT_PLAN, T_RECT_MEASURES};
	const struct finding_in *in = &x->k.in;
	size_t shown = 0;
	if (in->taken == 0)
		return;
	staff_table_begin(r, T_INTAKE_FIRST);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < in->items && shown < SHOWN; i++) {
		const struct finding_item *it = &in->item[i];
		struct str words = STR_NONE;
		if (it->fate != FINDING_TAKEN)
			continue;
		for (size_t c = 0; c < FINDING_COLUMNS; c++)
			if (in->column[c] == FC_TEXT)
				words = value_at(x, it->first, c);
		struct str head = utf8_head(words, 3 * SAMPLE_CHARS);
		shown++;
		html(&r->out, "<tr><th scope=\"row\">%lld</th><td data-label=\"%s\">%lld</td><td data-label=\"%s\" class=\"long\">%.*s%s</td>", (long long)it->line,
			t(&r->out, heads[1]), (long long)it->no, t(&r->out, heads[2]), STR_ARG(head), head.n < words.n ? "…" : "");
		html(&r->out, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">%d</td></tr>\n", t(&r->out, heads[3]), it->plan ? "✓" : "–", t(&r->out, heads[4]), it->measures);
	}
	staff_table_end(r);
}

static void preview(struct req *r, struct table_in *x)
{
	const struct finding_in *in = &x->k.in;
	const struct staff_choice kinds[] = {{"symptom", t(&r->out, field_choice_label(F_TACKLES, "symptom"))}, {"root", t(&r->out, field_choice_label(F_TACKLES, "root"))}};
	page_begin(r, PAGE_STAFF, T_INTAKE_PREVIEW);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_INTAKE_WOULD(staff_number(r, in->taken), staff_number(r, in->measures), staff_number(r, in->known), staff_number(r, (int64_t)in->refusals))));
	show_told(r, x);
	show_items(r, x);
	kept_refused(r, x->k.in.refused, x->k.in.refusals);
	form_begin(r, here(r, x->m), (struct form_options){.multipart = true});
	form_hidden(r, "token", x->token);
	html(&r->out, "<h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_INTAKE_COLUMNS), t(&r->out, T_INTAKE_COLUMNS_WHAT));
	show_heads(r, x);
	show_columns(r, x);
	staff_select(r, "tackles", T_INTAKE_TACKLES, T_INTAKE_TACKLES_NONE, kinds, 2, in->tackles);
	staff_input(r, "effect_days", "number", T_INTAKE_EFFECT, T_INTAKE_EFFECT_HINT, in->effect_days, "off");
	html(&r->out, "<div class=\"buttons\"><button class=\"secondary\" name=\"do\" value=\"check\">%s</button>", t(&r->out, T_INTAKE_CHECK));
	if (in->taken)
		html(&r->out, " <button name=\"do\" value=\"take\">%s</button>", t(&r->out, T_INTAKE_TAKE(staff_number(r, in->taken))));
	html(&r->out, "</div>\n");
	form_end(r);
	page_end(r);
}

static void outcome(struct req *r, struct table_in *x)
{
	const struct finding_in *in = &x->k.in;
	page_begin(r, PAGE_STAFF, T_INTAKE_DONE);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_INTAKE_TOOK(staff_number(r, in->taken), staff_number(r, in->measures), staff_number(r, in->known), staff_number(r, (int64_t)in->refusals))));
	kept_refused(r, x->k.in.refused, x->k.in.refusals);
	html(&r->out, "<p>");
	staff_link(r, url_matter(r, x->m->m.number), t(&r->out, T_STAFF_BACK(rectify_words(r, x->m->m.subject, x->m->campaign->translation))));
	html(&r->out, "</p>\n");
	page_end(r);
}

static void answer(struct req *r, enum trouble trouble, bool kept)
{
	struct table_in *x = r->data;
	(void)kept;
	kept_worked();
	if (x->k.why.id)
		file_page(r, x->m, x->k.why);
	else if (x->k.trouble != TROUBLE_NONE || trouble != TROUBLE_NONE)
		req_trouble(r, x->k.trouble != TROUBLE_NONE ? x->k.trouble : trouble);
	else if (x->take)
		outcome(r, x);
	else
		preview(r, x);
	arena_free(x->arena);
}

static void worked(struct req *r)
{
	intake_answer(r, answer);
}

/* -- asked */

static void chosen(struct req *r, struct table_in *x)
{
	if (!str_i64(str_of(req_field(r, "head")), &x->head))
		x->head = -1;
	for (int i = 0; i < FINDING_COLUMNS; i++) {
		const char *c = req_field(r, arena_printf(r->arena, "c%d", i));
		x->column[i] = *c ? c : NULL;
	}
	x->k.in.tackles = req_field(r, "tackles");
	x->k.in.effect_days = *req_field(r, "effect_days") ? req_field(r, "effect_days") : x->k.in.effect_days;
}

void web_intake_post(struct req *r)
{
	struct table_in *x = arena_make(r->arena, struct table_in);
	struct matter *m = keeps(r, &x->k);
	if (!m)
		return;
	x->m = m;
	x->fresh = r->form.files > 0;
	x->upload = x->fresh ? r->form.file[0].path : NULL;
	x->sheet = *req_field(r, "sheet") ? req_field(r, "sheet") : NULL;
	x->token = req_field(r, "token");
	x->take = !x->fresh && cstr_eq(req_field(r, "do"), "take");
	x->head = -1;
	if (!x->fresh)
		chosen(r, x);
	struct msg fault = x->fresh || !*x->token ? kept_file_fault(r) : MSG_NONE;
	if (fault.id)
		file_page(r, m, fault);
	else
		kept_work(r, x, work, worked);
}
