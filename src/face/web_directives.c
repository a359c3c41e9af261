/* The directives that reached one, and the form that registers one. Law: how
 * many units have carried it out is told to who sends it; a unit sees its own. */
#include "web_directive.h"

enum { PER_PAGE = 30 };

const char *directive_words(struct req *r, const char *original, const char *words, const char *translation)
{
	bool same = cstr_eq(original, r->lang == LANG_ZH ? "zh" : "en");
	return same || cstr_empty(translation) ? words : translation;
}

/* What the viewer's own units lack next. */
static void show_own(struct req *r, const struct matter *m)
{
	for (size_t i = 0; i < m->conveyeds && !m->proc->state[m->state].final; i++) {
		const struct q_conveyed_list *c = &m->conveyed[i];
		char today[11];
		if (!c->sent_day || !viewer_in_unit(&r->viewer, c->holder_id))
			continue;
		html(&r->out, "<br><small>%s: %s</small> ", in_lang(r, c->name_en, c->name_zh), staff_words(r, "convey.step.", convey_steps[conveyed_lacks(c)]));
		if (conveyed_late(m, c, day_text(r->now.today, today)))
			part_tag(r, "late", T_DIRECTIVE_LATE);
	}
}

static void show_row(struct req *r, const struct q_directive_list *d)
{
	struct out *o = &r->out;
	struct matter m;
	if (!matter_load(req_read(r), r->city, d->id, &m) || !matter_visible(&m, &r->viewer))
		return;
	html(o, "<tr><th scope=\"row\" class=\"long\">");
	staff_link(r, url_matter(r, d->number), directive_words(r, d->original, d->subject, d->subject_translation));
	show_own(r, &m);
	html(o, "</th><td data-label=\"%s\">%s<br><small>%s</small></td>", t(o, field_label(F_ISSUER)), d->issuer, d->doc_no);
	html(o, "<td data-label=\"%s\">%s", t(o, T_LIST_STATE), state_name(r, "conveyance", d->state));
	if (d->conveyed_day && conveyance_inside(&m, &r->viewer))
		html(o, "<br><small>%s</small>", t(o, T_DIRECTIVE_ACCEPTED_OF(arena_printf(r->arena, "%lld", (long long)d->accepted), arena_printf(r->arena, "%lld", (long long)d->expected))));
	html(o, "</td><td data-label=\"%s\">", t(o, T_DIRECTIVE_REPORTS_DUE));
	part_day(r, d->report_due);
	html(o, "</td></tr>\n");
}

static struct url page_url(struct req *r, int page)
{
	return url_make(r->arena, "/staff/directives?page=%s", arena_printf(r->arena, "%d", page));
}

static void show_list(struct req *r)
{
	const struct msg heads[] = {T_DIRECTIVE_DIRECTIVE, field_label(F_ISSUER), T_LIST_STATE, T_DIRECTIVE_REPORTS_DUE};
	struct q_directive_list *d;
	char today[11];
	int64_t page;
	if (!str_i64(str_of(req_query(r, "page")), &page) || page < 1 || page > 1000)
		page = 1;
	size_t n = q_directive_list(req_read(r), r->viewer.person_id, day_text(r->now.today, today), (page - 1) * PER_PAGE, PER_PAGE + 1, &d);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_DIRECTIVE_NONE));
		return;
	}
	staff_table_begin(r, T_DIRECTIVE_TITLE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < PER_PAGE; i++)
		show_row(r, &d[i]);
	staff_table_end(r);
	part_paging(r, (int)page, n > PER_PAGE, page_url);
}

void web_directives(struct req *r)
{
	page_begin(r, PAGE_STAFF, T_DIRECTIVE_TITLE);
	staff_flash(r, NULL);
	if (viewer_has_role(&r->viewer, "clerk")) {
		html(&r->out, "<p class=\"screen\"><a role=\"button\" ");
		html_url(&r->out, "href", url_make(r->arena, "/staff/directives/new"));
		html(&r->out, ">%s</a></p>\n", t(&r->out, T_DIRECTIVE_NEW));
	}
	show_list(r);
	page_end(r);
}

/* -- registering one */

struct taking_up { const struct proc_row *row; int64_t unit_id; struct act_in in; struct act_done done; };

int64_t directive_office(struct req *r, const char *meeting)
{
	struct matter k;
	int64_t first = 0;
	bool found = *meeting && matter_load_number(req_read(r), r->city, meeting, &k) && k.meeting;
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		if (!cstr_eq(p->role, "clerk"))
			continue;
		if (found && p->unit_id == k.m.register_unit_id)
			return p->unit_id;
		first = first ? first : p->unit_id;
	}
	return first;
}

static void form_page(struct req *r, const struct taking_up *w)
{
	page_begin(r, PAGE_STAFF, T_DIRECTIVE_NEW);
	page_error_summary(r, &w->in, &r->refusal);
	form_begin(r, url_make(r->arena, "/staff/directives/new"), (struct form_options){0});
	form_row_fields(r, w->row, &w->in);
	form_hidden(r, "once", form_once(r));
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_DIRECTIVE_NEW_WHAT));
	form_submit(r, T_DIRECTIVE_NEW);
	form_end(r);
	page_end(r);
}

static struct taking_up *begin(struct req *r, const char *meeting)
{
	struct taking_up *w = arena_make(r->arena, struct taking_up);
	w->row = act_new_row(r->city, "conveyance", "take_up", false);
	w->unit_id = directive_office(r, meeting);
	r->data = w;
	if (w->unit_id && w->row)
		return w;
	req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE});
	return NULL;
}

/* From an item of a meeting: its title, if the viewer may read that. */
static void prefill(struct req *r, struct taking_up *w)
{
	struct matter k;
	struct q_item_list *item;
	int64_t no;
	size_t n = 0;
	const char *meeting = req_query(r, "meeting"), *which = req_query(r, "meeting_item");
	if (!*meeting || !matter_find(req_read(r), r->city, &r->viewer, r->now.today, meeting, &k) || !k.meeting)
		return;
	w->in.text[F_MEETING] = meeting;
	w->in.text[F_MEETING_ITEM] = which;
	if (str_i64(str_of(which), &no) && viewer_post_in(&r->viewer, "clerk", k.m.register_unit_id))
		n = q_item_list(req_read(r), k.m.id, &item);
	for (size_t i = 0; i < n; i++)
		if (item[i].no == no)
			w->in.text[F_SUBJECT] = item[i].title;
}

void web_take_up(struct req *r)
{
	struct taking_up *w = begin(r, req_query(r, "meeting"));
	if (!w)
		return;
	prefill(r, w);
	form_page(r, w);
}

static bool take_up_write(struct tx *tx, struct req *r)
{
	struct taking_up *w = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, "conveyance", "take_up", w->unit_id, &w->in, &w->done, &r->refusal);
}

static void take_up_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct taking_up *w = r->data;
	if (kept) {
		req_redirect(r, url_make(r->arena, "/staff/m/%s?done=take_up", w->done.number));
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && w->in.faults == 0)
			field_fault_add(&w->in, r->refusal.field, NULL, r->refusal.what);
		form_page(r, w);
	}
}

void web_take_up_post(struct req *r)
{
	struct taking_up *w = begin(r, req_field(r, "meeting"));
	if (!w)
		return;
	req_act_in(r, w->row, &w->in);
	if (w->in.faults)
		form_page(r, w);
	else
		req_write(r, take_up_write, take_up_answer);
}
