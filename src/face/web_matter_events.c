/* What happened to a matter: timeline, notes, papers, files, supervision,
 * links. Laws: 1 every event stands here, marked public or internal; 2 what an
 * act's fields held is shown with the field table's labels; 3 a linked matter
 * is named only to whoever may know of it. */
#include "web_matter.h"
#include "law.h"

#include "../matter/data.h"
#include "../matter/clean.h"
#include "../matter/identity.h"
#include "pdf.h"
#include "web_public.h"

static const char *key_label(struct req *r, const char *key)
{
	enum field f = field_find(key);
	if (f != F_NONE)
		return t(&r->out, field_label(f));
	return staff_words(r, "staff.key.", key);
}

static const char *value_text(struct req *r, const struct data_pair *p)
{
	enum field f = field_find(p->key);
	if (f != F_NONE)
		return staff_field_value(r, f, p->value);
	return cstr_eq(p->key, "clock") ? clock_name(r, p->value) : p->value;
}

static void show_data(struct req *r, const char *data)
{
	struct data_pair *pair;
	size_t n = data_pairs(r->arena, data, &pair);
	if (n == 0)
		return;
	html(&r->out, "<dl class=\"facts small\">\n");
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<div><dt>%s</dt><dd>", key_label(r, pair[i].key));
		html_paragraphs(&r->out, str_of(value_text(r, &pair[i])));
		html(&r->out, "</dd></div>\n");
	}
	html(&r->out, "</dl>\n");
}

static void show_actor(struct req *r, const struct q_event_list *e)
{
	const char *person = e->person_zh ? in_lang(r, e->person_en, e->person_zh) : "";
	const char *unit = e->unit_zh ? in_lang(r, e->unit_en, e->unit_zh) : "";
	html(&r->out, "<p class=\"who\">%s%s%s%s%s</p>\n", person, *person ? " · " : "",
		staff_role_name(r, e->role), *unit ? " · " : "", unit);
}

/* The minute, or only the day. */
static void show_when(struct req *r, const struct matter *m, const struct q_event_list *e)
{
	char minute[17];
	bool day = matter_day_only(m, &r->viewer, e);
	minute_text(e->at_ms, r->now.zone_min, minute);
	html(&r->out, "<p class=\"when\"><time datetime=\"%.*s%s%s\">%.*s</time> ", 10, minute, day ? "" : "T", day ? "" : minute + 11, day ? 10 : 16, minute);
	part_tag(r, e->public ? "calm" : "void", e->public ? T_STAFF_PUBLIC : T_STAFF_INTERNAL);
	if (!cstr_eq(e->day, arena_printf(r->arena, "%.10s", minute)))
		html(&r->out, " %s", t(&r->out, T_STAFF_COUNTS_FOR(e->day)));
	html(&r->out, "</p>\n");
}

static void show_event(struct req *r, const struct matter *m, const struct q_event_list *e)
{
	html(&r->out, "<li id=\"e-%lld\" class=\"%s\"><h3>%s</h3>\n", (long long)e->seq, e->public ? "public" : "internal",
		act_name(r, m->m.procedure, e->act));
	show_when(r, m, e);
	show_actor(r, e);
	if (!cstr_eq(e->from_state, e->to_state))
		html(&r->out, "<p class=\"step\">%s → %s</p>\n", state_name(r, m->m.procedure, e->from_state),
			state_name(r, m->m.procedure, e->to_state));
	show_data(r, e->data);
	html(&r->out, "<p class=\"article\">%s</p></li>\n", t(&r->out, T_STAFF_BASIS(law_words(r->arena, r->lang, e->article))));
}

static void show_notes(struct req *r, const struct q_event_list *e, size_t n)
{
	size_t notes = 0;
	char minute[17];
	for (size_t i = n; i-- > 0;) {
		if (!cstr_eq(e[i].act, "note") && !cstr_eq(e[i].act, "correct"))
			continue;
		if (notes++ == 0)
			html(&r->out, "<section><h2>%s</h2>\n<ul class=\"notes\">\n", t(&r->out, T_STAFF_NOTES));
		html(&r->out, "<li><p class=\"who\">%s · %s</p>\n", e[i].person_zh ? in_lang(r, e[i].person_en, e[i].person_zh) : "",
			minute_text(e[i].at_ms, r->now.zone_min, minute));
		html_paragraphs(&r->out, str_of(data_get(r->arena, e[i].data, "text")));
		html(&r->out, "</li>\n");
	}
	if (notes)
		html(&r->out, "</ul></section>\n");
}

void matter_timeline(struct req *r, const struct matter *m)
{
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	show_notes(r, e, n);
	html(&r->out, "<section><h2>%s</h2>\n<ol class=\"timeline\" reversed>\n", t(&r->out, T_STAFF_TIMELINE));
	for (size_t i = n; i-- > 0;)
		show_event(r, m, &e[i]);
	html(&r->out, "</ol></section>\n");
}

void matter_timeline_of(struct req *r, const struct matter *m, int64_t unit_id, int64_t other_id)
{
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	html(&r->out, "<section><h2>%s</h2>\n<ol class=\"timeline\" reversed>\n", t(&r->out, T_DIRECTIVE_HISTORY));
	for (size_t i = n; i-- > 0;)
		if (e[i].unit_id == unit_id || e[i].unit_id == other_id)
			show_event(r, m, &e[i]);
	html(&r->out, "</ol></section>\n");
}

/* -- papers */

static void show_part(struct req *r, enum field f, const char *value, int level)
{
	if (cstr_empty(value))
		return;
	html(&r->out, "<h%d>%s</h%d>\n", level, t(&r->out, field_label(f)), level);
	html_paragraphs(&r->out, str_of(staff_field_value(r, f, value)));
}

static void show_opinion(struct req *r, const char *data, int level)
{
	struct opinion_parts p;
	document_parts(r->arena, data, &p);
	show_part(r, F_FACTS, p.facts, level);
	show_part(r, F_HEARD, p.heard, level);
	show_part(r, F_OPINION, p.opinion, level);
	show_part(r, F_BASIS, p.basis, level);
	if (!cstr_empty(p.outcome) && !cstr_empty(p.outcome_field) && field_find(p.outcome_field) != F_NONE)
		show_part(r, field_find(p.outcome_field), p.outcome, level);
}

void matter_document(struct req *r, const struct q_document_of_matter *d)
{
	part_paper(r, d);
	if (!cstr_eq(d->status, "issued")) /* an issued paper has its parts in its frozen text */
		show_opinion(r, d->data, 3);
	if (!d->public)
		part_tag(r, "void", T_STAFF_INTERNAL);
}

void matter_documents(struct req *r, const struct matter *m)
{
	struct q_document_of_matter *d;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_STAFF_DOCUMENTS));
	if (n == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_STAFF_NO_DOCUMENT));
	for (size_t i = n; i-- > 0;) {
		html(&r->out, "<details%s><summary>%s %s</summary>\n", cstr_eq(d[i].status, "draft") ? " open" : "",
			staff_paper_name(r, d[i].kind),
			d[i].number ? d[i].number : staff_words(r, "staff.doc.", d[i].status));
		matter_document(r, &d[i]);
		html(&r->out, "<p class=\"screen\">");
		staff_link(r, url_make(r->arena, "/staff/m/%s?doc=%lld", m->m.number, (long long)d[i].place), t(&r->out, T_STAFF_PRINT));
		if (cstr_eq(d[i].status, "issued")) {
			html(&r->out, " · ");
			part_pdf_link(r, url_make(r->arena, "/staff/m/%s/pdf/%lld", m->m.number, (long long)d[i].place));
		}
		html(&r->out, "</p></details>\n");
	}
	html(&r->out, "</section>\n");
}

/* -- files */

static const char *size_text(struct req *r, int64_t bytes)
{
	if (bytes < 1024 * 1024)
		return arena_printf(r->arena, "%lld KB", (long long)(bytes + 1023) / 1024);
	return arena_printf(r->arena, "%lld.%lld MB", (long long)(bytes / (1024 * 1024)), (long long)(bytes % (1024 * 1024) * 10 / (1024 * 1024)));
}

void matter_files(struct req *r, const struct matter *m)
{
	struct q_attachment_names *f;
	size_t n = q_attachment_names(req_read(r), m->m.id, &f);
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<ul class=\"files\">\n", t(&r->out, field_label(F_FILES)));
	for (size_t i = 0; i < n; i++) {
		bool copy = cstr_eq(f[i].copy, "clean") || cstr_eq(f[i].copy, "kept");
		html(&r->out, "<li>");
		if (copy)
			staff_link(r, url_file(r, f[i].token), f[i].name);
		else
			html(&r->out, "%s", cstr_eq(f[i].copy, "none") ? f[i].name : t(&r->out, T_STAFF_FILE));
		html(&r->out, " <span class=\"hint\">%s%s%s%s%s</span> ", copy ? size_text(r, f[i].size) : "", copy ? " · " : "", act_name(r, m->m.procedure, f[i].act),
			f[i].unit_zh ? " · " : "", f[i].unit_zh ? in_lang(r, f[i].unit_en, f[i].unit_zh) : "");
		part_tag(r, f[i].public ? "calm" : "void", f[i].public ? T_STAFF_PUBLIC : T_STAFF_INTERNAL);
		if (!copy)
			html(&r->out, " <p class=\"note\">%s %s</p>", t(&r->out, T_STAFF_FILE_NO_COPY), t(&r->out, clean_why(f[i].why)));
		if (f[i].original)
			matter_original(r, m, f[i].id, f[i].token);
		html(&r->out, "</li>\n");
	}
	html(&r->out, "</ul></section>\n");
}

/* -- supervision */

static void show_ratings(struct req *r, const struct matter *m)
{
	struct q_rating_list *q;
	size_t n = q_rating_list(req_read(r), m->m.id, &q);
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<ul>\n", t(&r->out, T_STAFF_RATINGS));
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<li>%s%s%s</li>\n", staff_field_value(r, F_SATISFIED, q[i].satisfied), *q[i].comment ? ": " : "", q[i].comment);
	html(&r->out, "</ul></section>\n");
}

void matter_supervision(struct req *r, const struct matter *m)
{
	struct q_supervision_list *s;
	size_t n = q_supervision_list(req_read(r), m->m.id, &s);
	show_ratings(r, m);
	if (n == 0)
		return;
	const struct msg heads[] = {T_STAFF_TRIGGER, T_STAFF_UNIT, T_STAFF_FOUND, field_label(F_MEASURE)};
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_STAFF_SUPERVISION));
	staff_table_begin(r, T_STAFF_SUPERVISION_WHAT);
	staff_table_head(r, heads, 4);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>", staff_words(r, "trigger.", s[i].trigger_code),
			in_lang(r, s[i].unit_en, s[i].unit_zh));
		part_day(r, s[i].found_day);
		html(&r->out, "</td><td>%s</td></tr>\n", *s[i].measure ? staff_field_value(r, F_MEASURE, s[i].measure) : t(&r->out, T_STAFF_OPEN));
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- links */

static bool show_linked(struct req *r, const char *number, struct msg how, bool first)
{
	struct matter other;
	struct tx *tx = req_read(r);
	if (!matter_load_number(tx, r->city, number, &other) || !matter_visible(&other, &r->viewer))
		return false;
	if (first)
		html(&r->out, "<section><h2>%s</h2>\n<ul class=\"links\">\n", t(&r->out, T_STAFF_LINKS));
	html(&r->out, "<li>%s: ", t(&r->out, how));
	staff_link(r, url_matter(r, number), number);
	html(&r->out, " %s (%s, %s)</li>\n", other.m.subject, other.proc->name[r->lang], other.proc->state[other.state].name[r->lang]);
	return true;
}

void matter_links(struct req *r, const struct matter *m)
{
	struct tx *tx = req_read(r);
	struct q_matter_by_id parent;
	struct q_children_of *child;
	struct q_links_of_matter *link;
	bool any = false;
	if (m->m.parent_id != DB_NULL_INT && q_matter_by_id(tx, m->m.parent_id, &parent))
		any = show_linked(r, parent.number, T_STAFF_PARENT, true);
	size_t n = q_children_of(tx, m->m.id, &child);
	for (size_t i = 0; i < n; i++)
		any = show_linked(r, child[i].number, T_STAFF_CHILD, !any) || any;
	n = q_links_of_matter(tx, m->m.id, &link);
	for (size_t i = 0; i < n; i++)
		if (!cstr_eq(link[i].kind, "raised_to")) /* shown above: parent and child */
			any = show_linked(r, link[i].number, cstr_eq(link[i].kind, "duplicate") ? T_STAFF_DUPLICATE
				: link[i].forward ? T_STAFF_FOLLOWS : T_STAFF_FOLLOWED, !any) || any;
	if (any)
		html(&r->out, "</ul></section>\n");
}

/* -- the identity: the one place of the staff's pages that writes it out */

static void secret(struct req *r, const char *part, struct secret_text s)
{
	if (!cstr_empty(s.secret))
		html(&r->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", staff_words(r, "field.identity.", part), s.secret);
}

void matter_identity(struct req *r, const struct matter *m)
{
	struct identity_row *row;
	size_t n;
	enum identity_access access = identity_read(req_read(r), m, &r->viewer, r->now.today, &row, &n);
	if (access == IDENTITY_CLOSED)
		return;
	html(&r->out, "<section class=\"identity\" id=\"identity\"><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_STAFF_IDENTITY),
		t(&r->out, access == IDENTITY_LOCKED ? T_REFUSE_IDENTITY_LOCKED : access == IDENTITY_NONE ? T_STAFF_IDENTITY_NONE : T_STAFF_IDENTITY_NOTE));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<dl class=\"facts\">\n");
		secret(r, "name", row[i].name);
		secret(r, "phone", row[i].phone);
		secret(r, "email", row[i].email);
		secret(r, "address", row[i].address);
		secret(r, "id_number", row[i].id_number);
		secret(r, "guardian", row[i].guardian);
		html(&r->out, "</dl>\n");
	}
	html(&r->out, "</section>\n");
}
