/* Acts of staff on a matter: the buttons, the form, the deed. Laws: 1 what can
 * be done comes from act_options and is judged again by act_do in the writer's
 * transaction; 2 a refused form comes back with what was typed, whatever
 * refused it; 3 an act that cannot be undone is asked for once more, on a page
 * that shows what it will do. */
#include "web_matter.h"
#include "law.h"
#include "web_again.h"
#include "web_public.h"

#include "../base/utf8.h"
#include "../matter/data.h"
#include "../matter/second.h"

struct act_work {
	const char *number, *act;
	const struct proc_row *row;
	struct act_in in;
	struct act_done done;
};

/* -- on the matter's page */

static bool has_fields(const struct proc_row *row)
{
	return row && row->needs[0];
}

static void show_allowed(struct req *r, const struct matter *m, const struct act_option *o)
{
	/* what moves the matter stands out; what may be done at any time does not */
	const char *look = o->row && o->row->to == o->row->from ? "secondary outline" : "";
	html(&r->out, "<li>");
	if (has_fields(o->row) || o->act->confirm) {
		html(&r->out, "<a role=\"button\" class=\"%s\" ", look);
		html_url(&r->out, "href", url_act(r, m->m.number, o->act->code));
		html(&r->out, ">%s</a>", o->act->name[r->lang]);
	} else {
		form_begin(r, url_act(r, m->m.number, o->act->code), (struct form_options){0});
		html(&r->out, "<button type=\"submit\" class=\"%s\">%s</button>", look, o->act->name[r->lang]);
		form_end(r);
	}
	html(&r->out, "</li>\n");
}

static void show_others(struct req *r, const struct act_option *o, size_t n, size_t others)
{
	if (others == 0)
		return;
	html(&r->out, "<details><summary>%s</summary><dl class=\"facts\">\n", t(&r->out, T_STAFF_ACTS_OTHER(arena_printf(r->arena, "%zu", others))));
	for (size_t i = 0; i < n; i++) {
		if (o[i].allowed)
			continue;
		html(&r->out, "<div><dt>%s</dt><dd>%s", o[i].act->name[r->lang], t(&r->out, o[i].why.what.id ? o[i].why.what : T_REFUSE_STATE));
		if (!cstr_empty(o[i].why.article))
			html(&r->out, " <small>%s</small>", law_words(r->arena, r->lang, o[i].why.article));
		html(&r->out, "</dd></div>\n");
	}
	html(&r->out, "</dl></details>\n");
}

void matter_acts(struct req *r, const struct matter *m)
{
	struct act_option *o;
	size_t n = act_options(r->arena, m, &r->viewer, r->now, &o), allowed = 0;
	html(&r->out, "<section class=\"screen\"><h2>%s</h2>\n", t(&r->out, T_STAFF_ACTS));
	for (size_t i = 0; i < n; i++)
		allowed += o[i].allowed;
	if (allowed == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_STAFF_ACTS_NONE));
	else
		html(&r->out, "<ul class=\"acts\">\n");
	for (size_t i = 0; i < n; i++)
		if (o[i].allowed)
			show_allowed(r, m, &o[i]);
	if (allowed)
		html(&r->out, "</ul>\n");
	show_others(r, o, n, n - allowed);
	html(&r->out, "</section>\n");
}

/* -- suggestion of units */

struct scored { struct staff_choice choice; int score; };

static int better_first(const void *x, const void *y)
{
	const struct scored *a = x, *b = y;
	return (a->score < b->score) - (a->score > b->score);
}

/* A word in the subject counts twice. */
static int score(const char *duties, struct str subject, struct str text)
{
	struct str rest = str_of(duties), word;
	int points = 0;
	while (str_word(&rest, &word))
		points += (str_find(subject, word) != SIZE_MAX) * 2 + (str_find(text, word) != SIZE_MAX);
	return points;
}

size_t matter_suggest(struct req *r, const char *subject, const char *text, struct staff_choice **out)
{
	enum { SUGGESTIONS = 3 };
	struct q_unit_names *u;
	size_t n = q_unit_names(req_read(r), &u), kept = 0;
	struct str folded_subject = utf8_fold(r->arena, str_of(subject)), folded_text = utf8_fold(r->arena, str_of(text));
	struct scored *s = arena_make_n(r->arena, struct scored, n);
	for (size_t i = 0; i < n; i++)
		s[i] = (struct scored){{u[i].code, in_lang(r, u[i].name_en, u[i].name_zh)},
			score(arena_cstr(r->arena, utf8_fold(r->arena, str_of(u[i].duties))), folded_subject, folded_text)};
	if (n)
		qsort(s, n, sizeof *s, better_first);
	*out = arena_make_n(r->arena, struct staff_choice, SUGGESTIONS);
	for (; kept < n && kept < SUGGESTIONS && s[kept].score > 0; kept++)
		(*out)[kept] = s[kept].choice;
	return kept;
}

static void show_suggestions(struct req *r, const struct matter *m, const struct act_work *w, bool links)
{
	struct staff_choice *s;
	size_t n = matter_suggest(r, m->m.subject, m->m.body, &s);
	if (n == 0)
		return;
	html(&r->out, "<p class=\"suggest\">%s ", t(&r->out, T_STAFF_SUGGESTED));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "%s", i ? " · " : "");
		if (links)                     /* before anything is typed */
			staff_link(r, url_make(r->arena, "/staff/m/%s/%s?unit=%s", w->number, w->act, s[i].value), s[i].shown);
		else
			html(&r->out, "%s", s[i].shown);
	}
	html(&r->out, "</p>\n");
}

/* -- the form */

static bool needs(const struct proc_row *row, const char *field)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (cstr_eq(row->needs[i], field))
			return true;
	return false;
}

static void show_list(struct req *r, struct msg label, const char *const *name, const char *(*words)(struct req *r, const char *code))
{
	if (!name[0])
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	for (int i = 0; i < PROC_LIST && name[i]; i++)
		html(&r->out, "%s%s", i ? ", " : "", words(r, name[i]));
	html(&r->out, "</dd></div>\n");
}

static const char *clock_words(struct req *r, const char *code)
{
	return cstr_eq(code, "*") ? t(&r->out, T_STAFF_ALL_CLOCKS) : clock_name(r, code);
}

/* What the act will do, from its row. */
static void show_row(struct req *r, const struct matter *m, const struct proc_row *row)
{
	html(&r->out, "<dl class=\"facts small\">\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, field_label(F_SUBJECT), m->m.subject);
	if (row->to != row->from)
		staff_fact(r, T_STAFF_LEADS_TO, m->proc->state[row->to].name[r->lang]);
	show_list(r, T_STAFF_STARTS, row->start, clock_words);
	show_list(r, T_STAFF_STOPS, row->stop, clock_words);
	show_list(r, T_STAFF_ISSUES, row->notice, staff_paper_name);
	staff_fact(r, T_STAFF_BASIS_LABEL, law_words(r->arena, r->lang, row->article));
	html(&r->out, "</dl>\n");
}

static void show_draft(struct req *r, const struct matter *m)
{
	struct q_document_of_matter *d;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(d[i].status, "draft"))
			matter_document(r, &d[i]);
}

static void form_page(struct req *r, const struct matter *m, const struct act_work *w, bool first)
{
	const struct proc_act *act = &m->proc->act[w->row->act];
	r->about = m;
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(act->name[r->lang]));
	page_error_summary(r, &w->in, &r->refusal);
	show_row(r, m, w->row);
	if (act->confirm || cstr_eq(w->act, "return_opinion") || cstr_eq(w->act, "return_review") || cstr_eq(w->act, "return_rereview"))
		show_draft(r, m);
	if (cstr_eq(w->act, "redact_copy") || cstr_eq(w->act, "ask_release") || cstr_eq(w->act, "release_copy"))
		matter_copy_form(r, m);
	if (needs(w->row, "unit"))
		show_suggestions(r, m, w, first);
	form_begin(r, url_act(r, w->number, w->act), (struct form_options){.multipart = needs(w->row, "files")});
	form_row_fields(r, w->row, &w->in);
	if (fresh_act(w->act))
		again_field(r);
	if (needs(w->row, "files") && !first)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_STAFF_FILES_AGAIN));
	if (act->confirm)
		html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, T_PAGE_IRREVERSIBLE));
	html(&r->out, "<div class=\"buttons\"><button type=\"submit\">%s</button> ", act->name[r->lang]);
	staff_link(r, url_matter(r, w->number), t(&r->out, T_PAGE_CANCEL));
	html(&r->out, "</div>\n");
	form_end(r);
	page_end(r);
}

/* The last draft sent back, so that it is improved and not typed anew. */
static void prefill_draft(struct req *r, const struct matter *m, struct act_work *w)
{
	struct q_document_of_matter *d;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	while (n > 0 && !cstr_eq(d[n - 1].status, "returned"))
		n--;
	for (int i = 0; n > 0 && i < PROC_LIST && w->row->needs[i]; i++) {
		enum field f = field_find(w->row->needs[i]);
		const char *old = data_get(r->arena, d[n - 1].data, w->row->needs[i]);
		if (*old)
			w->in.text[f] = old;
	}
}

static void prefill(struct req *r, const struct matter *m, struct act_work *w)
{
	char today[11];
	const char *unit = req_query(r, "unit");
	if (needs(w->row, "unit") && *unit)
		w->in.text[F_UNIT] = unit;
	if (needs(w->row, "reporting"))
		w->in.text[F_REPORTING] = req_query(r, "reporting");
	if (needs(w->row, "service_day"))
		w->in.text[F_SERVICE_DAY] = arena_strdup(r->arena, day_text(r->now.today, today));
	if (needs(w->row, "opinion"))
		prefill_draft(r, m, w);
}

/* The row to read fields by: the one that applies, or any of the act, so that
 * what was typed is not lost when the state has moved meanwhile. */
static const struct proc_row *row_for(struct req *r, const struct matter *m, const char *act)
{
	const struct proc_row *row;
	int a = proc_act_find(m->proc, act);
	act_check(m, &r->viewer, r->now, act, NULL, &r->refusal, &row);
	for (size_t i = 0; !row && a >= 0 && i < m->proc->rows; i++)
		if (m->proc->row[i].act == a && !m->proc->state[m->proc->row[i].from].start)
			row = &m->proc->row[i];
	return row;
}

static struct act_work *work_for(struct req *r, const struct matter *m)
{
	struct act_work *w = arena_make(r->arena, struct act_work);
	w->number = m->m.number;
	w->act = arena_cstr(r->arena, req_param(r, 1));
	w->row = row_for(r, m, w->act);
	return w;
}

/* Not possible now: why, and the way back. */
static void refused_page(struct req *r, const struct matter *m, const struct act_work *w)
{
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(m->proc->act[w->row->act].name[r->lang]));
	staff_fault(r, r->refusal.what);
	if (r->refusal.article)
		html(&r->out, "<p class=\"article\">%s</p>\n", t(&r->out, T_STAFF_BASIS(law_words(r->arena, r->lang, r->refusal.article))));
	html(&r->out, "<p>");
	staff_link(r, url_matter(r, w->number), t(&r->out, T_STAFF_BACK(w->number)));
	html(&r->out, "</p>\n");
	page_end(r);
	r->http->res.status = staff_status(r->refusal.kind);
}

void web_matter_act(struct req *r)
{
	struct matter m;
	if (!staff_matter(r, &m))
		return;
	struct act_work *w = work_for(r, &m);
	if (!w->row) {
		req_not_found(r);
	} else if (r->refusal.kind != REFUSE_NONE) {
		refused_page(r, &m, w);
	} else {
		prefill(r, &m, w);
		form_page(r, &m, w, true);
	}
}

/* -- the deed */

static bool act_write(struct tx *tx, struct req *r)
{
	struct act_work *w = r->data;
	return act_do(tx, r->city, &r->viewer, r->now, w->number, w->act, &w->in, &w->done, &r->refusal);
}

static void act_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct act_work *w = r->data;
	struct matter m;
	if (kept && w->done.query_code) {
		page_new_code(r, true, &w->done, url_make(r->arena, "/staff/m/%s?done=%s", w->number, w->act));
	} else if (kept && !again_refused(r)) {
		req_redirect(r, url_make(r->arena, "/staff/m/%s?done=%s", w->number, w->act));
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else if (r->refusal.kind == REFUSE_ABSENT || !matter_load_number(req_read(r), r->city, w->number, &m)) {
		req_not_found(r);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		form_page(r, &m, w, false);
	}
}

void web_matter_act_post(struct req *r)
{
	struct matter m;
	if (!staff_matter(r, &m))
		return;
	struct act_work *w = work_for(r, &m);
	if (!w->row) {
		req_not_found(r);
		return;
	}
	r->refusal = (struct refusal){0};
	r->data = w;
	req_act_in(r, w->row, &w->in);
	if (fresh_act(w->act))
		again_write(r, act_write, act_answer);
	else
		req_write(r, act_write, act_answer);
}
