/* The matter as its petitioner sees it: every date, paper and act that is
 * theirs. Law: it shows public events only, and every opening of the identity. */
#include "web_follow.h"
#include "web_ledger.h"

#include "app.h"
#include "pdf.h"
#include "../matter/copy.h"
#include "../matter/data.h"
#include "../matter/identity.h"
#include "../matter/ledger_run.h"
#include "../matter/retaliation.h"

static void fact(struct req *r, struct msg label, const char *value)
{
	struct out *o = &r->out;
	if (!cstr_empty(value))
		html(o, "<div><dt>%s</dt><dd>%s</dd></div>\n", t(o, label), value);
}

static void facts(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct q_unit_by_id lead = {0};
	struct q_unit_contact ask;
	q_unit_by_id(req_read(r), m->m.lead_unit_id, &lead);
	html(o, "<dl class=\"facts\">\n");
	fact(r, T_LIST_NUMBER, m->m.number);
	fact(r, T_LIST_STATE, state_name(r, m->m.procedure, m->m.state));
	fact(r, T_LIST_UNIT, in_lang(r, lead.name_en, lead.name_zh));
	fact(r, T_FOLLOW_CONTACT, lead.code && q_unit_contact(req_read(r), lead.code, &ask) ? ask.contact : "");
	fact(r, T_FOLLOW_RECEIVED, m->m.received_day);
	fact(r, T_FOLLOW_ACCEPTED, m->m.accepted_day);
	fact(r, T_FOLLOW_ANSWERED, m->m.answered_day);
	fact(r, T_FOLLOW_SERVED, m->m.served_day);
	fact(r, T_FOLLOW_CLOSED, m->m.closed_day);
	html(o, "</dl>\n");
}

static void clocks(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	html(o, "<h2>%s</h2>\n<ul class=\"clocks\">\n", t(o, T_FOLLOW_CLOCKS));
	for (size_t i = 0; i < m->clocks; i++) {
		const struct q_clock_of_matter *k = &m->clock[i];
		if (clock_run_between_organs(k->code))
			continue;
		html(o, "<li>");
		part_clock_badge(r, k->code, k->due_nominal, k->due, clock_run_state(k->outcome, k->due_nominal, k->due, k->due_ms, r->now), k->provisional != 0);
		part_clock_why(r, k);
		html(o, "</li>\n");
	}
	html(o, "</ul>\n");
}

static void papers(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct q_document_of_matter *d;
	size_t n = matter_papers(req_read(r), m, &r->viewer, &d);
	html(o, "<h2>%s</h2>\n", t(o, T_FOLLOW_PAPERS));
	for (size_t i = 0; i < n; i++) {
		if (!d[i].public || !cstr_eq(d[i].status, "issued"))
			continue;
		char key[96];
		snprintf(key, sizeof key, "doc.%s.title", d[i].kind);
		html(o, "<details%s><summary>%s %s · %s</summary>\n", strstr(d[i].kind, "_opinion") || cstr_eq(d[i].kind, "simple_answer") ? " open" : "",
			t(o, (struct msg){.id = msg_id(key)}), d[i].number ? d[i].number : "", d[i].issued_day ? d[i].issued_day : "");
		part_paper(r, &d[i]);
		html(o, "<p><a ");
		html_url(o, "href", url_make(r->arena, "/follow/paper/%lld", (long long)d[i].place));
		html(o, ">%s</a> · ", t(o, T_PAPER_PRINT));
		part_pdf_link(r, url_make(r->arena, "/follow/pdf/%lld", (long long)d[i].place));
		html(o, "</p></details>\n");
	}
}

static void history(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct q_event_list *e;
	size_t n = matter_events(req_read(r), m, &r->viewer, &e);
	html(o, "<h2>%s</h2>\n<ol class=\"timeline\">\n", t(o, T_FOLLOW_HISTORY));
	for (size_t i = 0; i < n; i++) {
		char minute[17];
		if (!e[i].public)
			continue;
		html(o, "<li><time>%s</time> <strong>%s</strong>", minute_text(e[i].at_ms, r->now.zone_min, minute), act_name(r, m->m.procedure, e[i].act));
		if (e[i].unit_zh)
			html(o, " · %s", in_lang(r, e[i].unit_en, e[i].unit_zh));
		if (identity_act(e[i].act)) {
			const char *why = data_get(r->arena, e[i].data, "reason");
			html(o, " · %s", in_lang(r, e[i].person_en, e[i].person_zh));
			if (*why)
				html(o, " · %s", t(o, T_FOLLOW_OPENED_WHY(why)));
		}
		const char *by = data_get(r->arena, e[i].data, cstr_eq(e[i].act, "code_used") ? "code_no" : "by_code");
		if (*by)
			html(o, " · %s", t(o, T_FOLLOW_BY_CODE(by)));
		const char *text = data_get(r->arena, e[i].data, cstr_eq(e[i].act, "ask_petitioner") ? "question" : "text");
		if (*text)
			html_paragraphs(o, str_of(text));
		if (*ledger_vkey(r->city)) {
			part_event_proof(r, m->m.id, e[i].seq);
			html(o, " <small><a ");
			html_url(o, "href", url_make(r->arena, "/follow/print/%lld", (long long)e[i].seq));
			html(o, ">%s</a></small>", t(o, T_PRINT_TITLE));
		}
		html(o, "</li>\n");
	}
	html(o, "</ol>\n");
}

static void files(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct q_attachment_of_matter *f;
	size_t n = q_attachment_of_matter(req_read(r), m->m.id, &f);
	bool any = false;
	for (size_t i = 0; i < n; i++)
		any = any || f[i].public;
	if (!any)
		return;
	html(o, "<h2>%s</h2><p class=\"hint\">%s</p><ul>\n", t(o, T_FOLLOW_FILES), t(o, T_FOLLOW_FILES_WORDS));
	for (size_t i = 0; i < n; i++) {
		if (!f[i].public)
			continue;
		html(o, "<li><a ");
		html_url(o, "href", url_file(r, f[i].token));
		html(o, ">%s</a>", own_file_name(r, m, &f[i]));
		if (f[i].original)
			html(o, " <small>%s</small>", t(o, cstr_eq(f[i].copy, "clean") ? T_FOLLOW_FILE_COPY(f[i].name) : T_FOLLOW_FILE_NO_COPY));
		html(o, "</li>\n");
	}
	html(o, "</ul>\n");
}

static void identity(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct identity_row *row;
	size_t n;
	enum identity_access access = identity_read(req_read(r), m, &r->viewer, r->now.today, &row, &n);
	if (access != IDENTITY_OPEN && access != IDENTITY_LOCKED)
		return;
	html(o, "<h2>%s</h2>\n<p>%s</p>\n", t(o, T_FOLLOW_IDENTITY), t(o, access == IDENTITY_OPEN ? T_FOLLOW_IDENTITY_WORDS : T_FOLLOW_IDENTITY_LOCKED));
	for (size_t i = 0; i < n; i++) {
		html(o, "<dl class=\"facts\">\n");
		fact(r, T_FIELD_IDENTITY_NAME, row[i].name.secret);
		fact(r, T_FIELD_IDENTITY_PHONE, row[i].phone.secret);
		fact(r, T_FIELD_IDENTITY_EMAIL, row[i].email.secret);
		fact(r, T_FIELD_IDENTITY_ADDRESS, row[i].address.secret);
		fact(r, T_FIELD_IDENTITY_ID_NUMBER, row[i].id_number.secret);
		fact(r, T_FIELD_IDENTITY_GUARDIAN, row[i].guardian.secret);
		html(o, "</dl>\n");
	}
}

static void acts(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	struct act_option *a;
	size_t n = act_options(r->arena, m, &r->viewer, r->now, &a);
	html(o, "<h2>%s</h2>\n<ul class=\"acts\">\n", t(o, T_FOLLOW_ACTS));
	for (size_t i = 0; i < n; i++) {
		if (!a[i].allowed)
			continue;
		html(o, "<li><a role=\"button\" class=\"outline\" ");
		html_url(o, "href", url_make(r->arena, "/follow/do/%s", a[i].act->code));
		html(o, ">%s</a></li>\n", a[i].act->name[r->lang]);
	}
	if (retaliation_row(r->city) && !cstr_eq(m->m.procedure, "retaliation") && !r->viewer.proxy) {
		html(o, "<li><a role=\"button\" class=\"outline\" ");
		html_url(o, "href", url_make(r->arena, "/follow/retaliation"));
		html(o, ">%s</a></li>\n", t(o, T_RETALIATION_TITLE));
	}
	html(o, "</ul>\n<details><summary>%s</summary><ul>\n", t(o, T_FOLLOW_NOT_NOW));
	for (size_t i = 0; i < n; i++)
		if (!a[i].allowed)
			html(o, "<li>%s: %s</li>\n", a[i].act->name[r->lang], t(o, a[i].why.what));
	html(o, "</ul></details>\n");
}

/* What of it goes to units. */
static void copy_note(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	if (m->copies == 0)
		return;
	html(o, "<p class=\"note\" id=\"copy\">%s</p>\n", t(o, copy_held(m) ? T_COPY_OWN_HELD : T_COPY_OWN));
	for (size_t i = 0; i < m->copies; i++)
		if (cstr_eq(m->copy[i].state, "released")) {
			html(o, "<p class=\"note\">%s</p>\n", t(o, T_COPY_OWN_RELEASED));
			return;
		}
}

/* One's own data, and the printed receipt. */
static void take_along(struct req *r, const struct matter *m)
{
	struct out *o = &r->out;
	bool mine = viewer_own(&r->viewer, m->m.id);
	html(o, "<p>");
	if (mine) {
		html(o, "<a role=\"button\" class=\"outline\" download ");
		html_url(o, "href", url_make(r->arena, "/follow/export"));
		html(o, ">%s</a> ", t(o, T_FOLLOW_EXPORT));
	}
	html(o, "<a role=\"button\" class=\"outline\" ");
	html_url(o, "href", url_make(r->arena, "/follow/print/1"));
	html(o, ">%s</a></p>\n", t(o, T_PRINT_TITLE));
	if (mine)
		html(o, "<p class=\"note\">%s</p>\n", t(o, T_FOLLOW_EXPORT_WORDS));
}

void web_follow_matter(struct req *r)
{
	struct out *o = &r->out;
	struct matter m;
	if (!follow_matter(r, &m))
		return;
	page_begin_as(r, PAGE_PUBLIC, T_FOLLOW_TITLE, T_FOLLOW_MATTER(m.m.subject));
	if (*req_query(r, "done"))
		html(o, "<p class=\"flash\" role=\"status\">%s</p>\n", t(o, T_PAGE_DONE(act_name(r, m.m.procedure, req_query(r, "done")))));
	part_follow_questions(r, &m);
	facts(r, &m);
	acts(r, &m);
	clocks(r, &m);
	papers(r, &m);
	part_follow_answered(r, &m);
	history(r, &m);
	files(r, &m);
	html(o, "<h2>%s</h2>\n", t(o, T_FOLLOW_TEXT));
	html_paragraphs(o, str_of(m.m.body));
	copy_note(r, &m);
	part_corrections(r, &m);
	identity(r, &m);
	part_codes(r, &m);
	take_along(r, &m);
	part_ledger_head(r);
	form_begin(r, url_make(r->arena, "/follow/leave"), (struct form_options){0});
	html(o, "<button class=\"secondary\">%s</button>", t(o, T_FOLLOW_LEAVE));
	form_end(r);
	page_end(r);
}
