/* The directives that reached one, and the form that registers one. Law: how
 * many units have carried it out is told to who sends it; a unit sees its own. */
#include "web_directive.h"

enum { PER_PAGE = 30 };

int64_t directives_count(struct req *r, bool open, const char *body)
{
	struct q_directive_count c;
	char today[11];
	return q_directive_count(req_read(r), r->viewer.person_id, day_text(r->now.today, today), open, body, &c) ? c.n : 0;
}

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

static bool only_open(struct req *r)
{
	return cstr_eq(req_query(r, "state"), "open");
}

static struct url list_url(struct req *r, const char *state, const char *body, int page)
{
	return url_make(r->arena, "/staff/directives?state=%s&body=%s&page=%s", state, body, arena_printf(r->arena, "%d", page));
}

static struct url page_url(struct req *r, int page)
{
	return list_url(r, only_open(r) ? "open" : "", req_query(r, "body"), page);
}

static void show_tabs(struct req *r)
{
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_DIRECTIVE_TITLE));
	for (int open = 0; open < 2; open++)
		staff_tab(r, only_open(r) == (open == 1), list_url(r, open ? "open" : "", req_query(r, "body"), 1),
			arena_printf(r->arena, "%s %lld", t(&r->out, open ? T_LEAD_DIRECTIVES_OPEN : T_MEETING_TAB_ALL), (long long)directives_count(r, open == 1, req_query(r, "body"))));
	html(&r->out, "</ul></nav>\n");
}

static void show_list(struct req *r)
{
	const struct msg heads[] = {T_DIRECTIVE_DIRECTIVE, field_label(F_ISSUER), T_LIST_STATE, T_DIRECTIVE_REPORTS_DUE};
	struct q_directive_list *d;
	char today[11];
	int64_t page = staff_page(r, 1000);
	size_t n = q_directive_list(req_read(r), r->viewer.person_id, day_text(r->now.today, today), only_open(r), req_query(r, "body"), (page - 1) * PER_PAGE, PER_PAGE + 1, &d);
	show_tabs(r);
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
	if (viewer_has_role(&r->viewer, "clerk"))
		staff_action(r, url_make(r->arena, "/staff/directives/new"), T_DIRECTIVE_NEW);
	show_list(r);
	page_end(r);
}

/* -- registering one */

struct begin directive_taking_up(struct req *r, const char *meeting)
{
	struct matter k;
	bool found = *meeting && matter_load_number(req_read(r), r->city, meeting, &k) && k.meeting;
	return (struct begin){.procedure = "conveyance", .act = "take_up", .form = url_make(r->arena, "/staff/directives/new"), .title = T_DIRECTIVE_NEW,
		.note = T_DIRECTIVE_NEW_WHAT, .once = true, .unit_id = begin_office(&r->viewer, found ? k.m.register_unit_id : 0)};
}

/* From an item of a meeting: its title, if the viewer may read that. */
static void prefill(struct req *r, struct begin *w)
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
	const struct begin of = directive_taking_up(r, req_query(r, "meeting"));
	struct begin *w = begin_new(r, &of);
	if (!w)
		return;
	prefill(r, w);
	begin_form(r, w);
}

void web_take_up_post(struct req *r)
{
	const struct begin of = directive_taking_up(r, req_field(r, "meeting"));
	struct begin *w = begin_new(r, &of);
	if (w)
		begin_post(r, w);
}
