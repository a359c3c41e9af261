/* The page of a directive: what it says, its clauses with what is done about
 * each, and who has acted. Laws: 1 a translation stands beside the original and
 * is marked as one; 2 a clause without a measure is shown as such; 3 a matter
 * that carries out a clause is named to whoever may know of it. */
#include "web_directive.h"

#include "web_matter.h"

/* -- what it is */

static void fact_link(struct req *r, struct msg label, struct url to, const char *text)
{
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	staff_link(r, to, text);
	html(&r->out, "</dd></div>\n");
}

static void show_meeting(struct req *r, const struct q_directive_find *d)
{
	struct matter k;
	if (d->meeting && matter_find(req_read(r), r->city, &r->viewer, r->now.today, d->meeting, &k))
		fact_link(r, T_DIRECTIVE_MEETING, url_matter(r, d->meeting), arena_printf(r->arena, "%s %s", k.meeting ? k.meeting->day : "", k.m.subject));
}

static void show_facts(struct req *r, const struct matter *m)
{
	const struct q_directive_find *d = m->directive;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	html(&r->out, "</p>\n<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, field_label(F_ISSUER), d->issuer);
	staff_fact(r, T_DIRECTIVE_NUMBER, t(&r->out, T_DIRECTIVE_NUMBER_DAY(d->doc_no, d->doc_day)));
	staff_fact(r, T_MEETING_OFFICE, staff_unit_name(r, m->m.register_unit_id));
	show_meeting(r, d);
	if (d->root_unit_id != DB_NULL_INT)
		staff_fact(r, T_DIRECTIVE_TO_ALL_BELOW, staff_unit_name(r, d->root_unit_id));
	if (d->levels)
		staff_fact(r, field_label(F_LEVELS), staff_number(r, d->levels));
	staff_fact_day(r, T_DIRECTIVE_CONVEYED_ON, d->conveyed_day);
	staff_fact_day(r, T_DIRECTIVE_REPORTS_DUE, d->report_due);
	html(&r->out, "</dl>\n");
}

/* -- what it says */

static const char *language(const char *original, bool translation)
{
	bool zh = cstr_eq(original, "zh") != translation;
	return zh ? "zh-CN" : "en";
}

static void show_words(struct req *r, struct msg head, const char *lang, const char *subject, const char *text)
{
	html(&r->out, "<div><h3>%s</h3>\n<div class=\"verbatim\" lang=\"%s\">\n", t(&r->out, head), lang);
	if (!cstr_empty(subject))
		html(&r->out, "<p><strong>%s</strong></p>\n", subject);
	html_paragraphs(&r->out, str_of(text));
	html(&r->out, "</div></div>\n");
}

static void show_text(struct req *r, const struct matter *m)
{
	const struct q_directive_find *d = m->directive;
	html(&r->out, "<section><h2>%s</h2>\n<div class=\"beside\">\n", t(&r->out, T_DIRECTIVE_TEXT));
	show_words(r, T_DIRECTIVE_ORIGINAL, language(d->original, false), m->m.subject, m->m.body);
	if (*d->text_translation || *d->subject_translation)
		show_words(r, T_DIRECTIVE_TRANSLATION, language(d->original, true), d->subject_translation, d->text_translation);
	html(&r->out, "</div></section>\n");
}

/* -- clauses */

static void show_measure(struct req *r, const struct q_clause_measure_list *x)
{
	struct matter to;
	html(&r->out, "<li>%s <small>%s</small>", x->title, in_lang(r, x->unit_en, x->unit_zh));
	if (x->to_number && matter_find(req_read(r), r->city, &r->viewer, r->now.today, x->to_number, &to)) {
		html(&r->out, " ");
		staff_link(r, url_matter(r, x->to_number), x->to_number);
		html(&r->out, " <small>%s</small>", state_name(r, x->to_procedure, x->to_state));
	}
	html(&r->out, "</li>\n");
}

static void show_clause(struct req *r, const struct matter *m, const struct q_clause_list *c, const struct q_clause_measure_list *x, size_t n)
{
	struct out *o = &r->out;
	size_t shown = 0;
	html(o, "<li value=\"%lld\" id=\"clause-%lld\"><span lang=\"%s\">%s</span>", (long long)c->no, (long long)c->no, language(m->directive->original, false), c->text);
	if (*c->translation)
		html(o, "<br><small lang=\"%s\">%s</small>", language(m->directive->original, true), c->translation);
	for (size_t i = 0; i < n; i++) {
		if (x[i].clause_no != c->no || !conveyance_unit_visible(m, &r->viewer, x[i].unit_id))
			continue;
		if (shown++ == 0)
			html(o, "<ul>\n");
		show_measure(r, &x[i]);
	}
	if (shown) {
		html(o, "</ul>");
	} else {
		html(o, " ");
		part_tag(r, "soon", T_DIRECTIVE_CLAUSE_OPEN);
	}
	html(o, "</li>\n");
}

static void show_clauses(struct req *r, const struct matter *m)
{
	struct q_clause_list *c;
	struct q_clause_measure_list *x;
	size_t n = q_clause_list(req_read(r), m->m.id, &c), measures = q_clause_measure_list(req_read(r), m->m.id, &x);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_DIRECTIVE_CLAUSES));
	html(&r->out, n ? "<ol class=\"clauses\">\n" : "<p class=\"empty\">%s</p>\n", t(&r->out, T_DIRECTIVE_CLAUSES_NONE));
	for (size_t i = 0; i < n; i++)
		show_clause(r, m, &c[i], x, measures);
	html(&r->out, n ? "</ol></section>\n" : "</section>\n");
}

/* -- attachments: the office's; units report in words, and by the matters they link */

static void show_attachments(struct req *r, const struct matter *m)
{
	struct q_attachment_of_matter *f;
	size_t n = q_attachment_of_matter(req_read(r), m->m.id, &f);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_DIRECTIVE_ATTACHMENTS));
	html(&r->out, n ? "<ul>\n" : "<p class=\"empty\">%s</p>\n", t(&r->out, T_DIRECTIVE_ATTACHMENTS_NONE));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>");
		staff_link(r, url_make(r->arena, "/staff/f/%s", f[i].token), f[i].name);
		html(&r->out, "</li>\n");
	}
	html(&r->out, n ? "</ul></section>\n" : "</section>\n");
}

void directive_page(struct req *r, const struct matter *m)
{
	const char *unit = req_query(r, "unit");
	if (*unit) {
		directive_unit(r, m, unit);
		return;
	}
	page_begin_as(r, PAGE_STAFF, T_STAFF_PLAIN(m->m.number), T_STAFF_PLAIN(directive_words(r, m->directive->original, m->m.subject, m->directive->subject_translation)));
	staff_flash(r, m->proc);
	show_facts(r, m);
	matter_acts(r, m);
	if (m->directive->conveyed_day)
		directive_coverage(r, m);
	show_text(r, m);
	show_clauses(r, m);
	show_attachments(r, m);
	if (conveyance_inside(m, &r->viewer))
		matter_clocks(r, m);
	page_end(r);
}

/* -- on other pages */

void directive_of_meeting(struct req *r, const struct matter *m)
{
	struct q_directive_of_item *d;
	struct q_item_list *item;
	bool clerk = viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id);
	size_t n = q_directive_of_item(req_read(r), m->m.id, &d), items = q_item_list(req_read(r), m->m.id, &item), shown = 0;
	struct matter known;
	for (size_t i = 0; i < n; i++) {
		if (!matter_find(req_read(r), r->city, &r->viewer, r->now.today, d[i].number, &known))
			continue;
		html(&r->out, shown++ ? "<li>" : "<section><h2>%s</h2>\n<ul><li>", t(&r->out, T_DIRECTIVE_TITLE));
		html(&r->out, "%s · ", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, d[i].item_no))));
		staff_link(r, url_matter(r, d[i].number), d[i].subject);
		html(&r->out, " <small>%s</small></li>\n", state_name(r, "conveyance", d[i].state));
	}
	for (size_t i = 0; clerk && !m->proc->state[m->state].final && i < items; i++) {
		if (!cstr_eq(item[i].type, "convey") || cstr_eq(item[i].conclusion, "dropped"))
			continue;
		html(&r->out, shown++ ? "<li>" : "<section><h2>%s</h2>\n<ul><li>", t(&r->out, T_DIRECTIVE_TITLE));
		html(&r->out, "%s · ", t(&r->out, T_MEETING_ITEM_NO(staff_number(r, item[i].no))));
		staff_link(r, url_make(r->arena, "/staff/directives/new?meeting=%s&meeting_item=%s", m->m.number, staff_number(r, item[i].no)), t(&r->out, T_DIRECTIVE_BEGIN));
		html(&r->out, "</li>\n");
	}
	if (shown)
		html(&r->out, "</ul></section>\n");
}

void directive_carried_out(struct req *r, const struct matter *m)
{
	struct q_directive_for_matter *d;
	struct matter known;
	size_t n = q_directive_for_matter(req_read(r), m->m.id, &d), shown = 0;
	for (size_t i = 0; i < n; i++) {
		if (!matter_find(req_read(r), r->city, &r->viewer, r->now.today, d[i].number, &known))
			continue;
		html(&r->out, shown++ ? "<li>" : "<section><h2>%s</h2>\n<ul><li>", t(&r->out, T_DIRECTIVE_CARRIES_OUT));
		staff_link(r, url_matter(r, d[i].number), known.m.subject);
		html(&r->out, " · %s</li>\n", t(&r->out, T_DIRECTIVE_CARRIES_CLAUSE(staff_number(r, d[i].clause_no), d[i].title)));
	}
	if (shown)
		html(&r->out, "</ul></section>\n");
}
