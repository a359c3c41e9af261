/* Following with the query code: every date, paper and act that is the
 * petitioner's. Laws: 1 the code goes in a POST body and never in an address;
 * 2 a right and a wrong code cost the same work, and guessing is slowed; 3
 * the page shows public events only, and every opening of the identity. */
#include "web_ledger.h"
#include "web_public.h"

#include "app.h"
#include "../matter/data.h"
#include "../matter/identity.h"
#include "../matter/ledger_run.h"

struct following { const char *code; int64_t matter_id; int64_t wait_ms; const char *token; };

static void ask_code(struct req *r, struct msg fault)
{
	struct out *o = &r->out;
	page_begin(r, PAGE_PUBLIC, T_FOLLOW_TITLE);
	if (fault.id) {
		r->http->res.status = 422;
		html(o, "<section class=\"errors\" role=\"alert\"><h2>%s</h2><ul><li><a href=\"#f-code\">%s</a></li></ul></section>\n", t(o, T_PAGE_ERRORS), t(o, fault));
	}
	html(o, "<p>%s</p>\n", t(o, T_FOLLOW_WORDS));
	form_begin(r, url_follow(), (struct form_options){0});
	html(o, "<div class=\"field%s\"><label for=\"f-code\">%s</label><small id=\"h-code\">%s</small>", fault.id ? " wrong" : "", t(o, T_RECEIPT_CODE), t(o, T_FOLLOW_CODE_HINT));
	if (fault.id)
		html(o, "<p class=\"fault\" id=\"e-code\">%s</p>", t(o, fault));
	html(o, "<input id=\"f-code\" name=\"code\" class=\"code\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"60\" aria-describedby=\"h-code\"%s></div>\n", fault.id ? " aria-invalid=\"true\"" : "");
	form_submit(r, T_FOLLOW_OPEN);
	form_end(r);
	page_end(r);
}

void web_follow(struct req *r)
{
	if (r->viewer.kind == VIEWER_PETITIONER)
		req_redirect(r, url_make(r->arena, "/follow/matter"));
	else
		ask_code(r, MSG_NONE);
}

int64_t follow_try(struct tx *tx, struct req *r, const char *code, int64_t *wait_ms)
{
	*wait_ms = throttle_wait_ms(tx, r->city, r->now, "follow", r->http->peer);
	int64_t found = follow_find(tx, r->city, code);
	if (*wait_ms > 0)
		return 0;
	if (!found)
		throttle_fail(tx, r->city, r->now, "follow", r->http->peer);
	return found;
}

void follow_refused(struct req *r, int64_t wait_ms)
{
	if (wait_ms <= 0) {
		ask_code(r, T_FOLLOW_UNKNOWN);
		return;
	}
	ask_code(r, T_FOLLOW_WAIT(arena_printf(r->arena, "%lld", (long long)(wait_ms / 1000 + 1))));
	r->http->res.status = 429;
}

static bool open_session(struct tx *tx, struct req *r)
{
	struct following *f = r->data;
	f->matter_id = follow_try(tx, r, f->code, &f->wait_ms);
	if (f->matter_id)
		f->token = session_follow(tx, r->city, r->now, f->matter_id, f->code);
	return true;
}

static void opened(struct req *r, enum trouble trouble, bool kept)
{
	struct following *f = r->data;
	if (trouble != TROUBLE_NONE || !kept) {
		req_trouble(r, trouble);
	} else if (f->matter_id) {
		req_cookie(r, "s", f->token, false);
		req_redirect(r, url_make(r->arena, "/follow/matter"));
	} else {
		follow_refused(r, f->wait_ms);
	}
}

void web_follow_open(struct req *r)
{
	struct following *f = arena_make(r->arena, struct following);
	f->code = req_field(r, "code");
	r->data = f;
	if (!*f->code)
		ask_code(r, T_FAULT_MISSING);
	else
		req_write(r, open_session, opened);
}

/* -- the matter as its petitioner sees it */

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
	q_unit_by_id(req_read(r), m->m.lead_unit_id, &lead);
	html(o, "<dl class=\"facts\">\n");
	fact(r, T_LIST_NUMBER, m->m.number);
	fact(r, T_LIST_STATE, state_name(r, m->m.procedure, m->m.state));
	fact(r, T_LIST_UNIT, in_lang(r, lead.name_en, lead.name_zh));
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
		html(o, ">%s</a></p></details>\n", t(o, T_PAPER_PRINT));
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
		const char *text = data_get(r->arena, e[i].data, "text");
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
	html(o, "<h2>%s</h2><ul>\n", t(o, T_FOLLOW_FILES));
	for (size_t i = 0; i < n; i++) {
		if (!f[i].public)
			continue;
		html(o, "<li><a ");
		html_url(o, "href", url_file(r, f[i].token));
		html(o, ">%s</a> (%lld KB)</li>\n", f[i].name, (long long)(f[i].size + 1023) / 1024);
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
	html(o, "</ul>\n<details><summary>%s</summary><ul>\n", t(o, T_FOLLOW_NOT_NOW));
	for (size_t i = 0; i < n; i++)
		if (!a[i].allowed)
			html(o, "<li>%s: %s</li>\n", a[i].act->name[r->lang], t(o, a[i].why.what));
	html(o, "</ul></details>\n");
}

static bool own_matter(struct req *r, struct matter *m)
{
	if (matter_load(req_read(r), r->city, r->viewer.matter_id, m))
		return true;
	req_not_found(r);
	return false;
}

void web_follow_matter(struct req *r)
{
	struct out *o = &r->out;
	struct matter m;
	if (!own_matter(r, &m))
		return;
	page_begin_as(r, PAGE_PUBLIC, T_FOLLOW_TITLE, T_FOLLOW_MATTER(m.m.subject));
	if (*req_query(r, "done"))
		html(o, "<p class=\"flash\" role=\"status\">%s</p>\n", t(o, T_PAGE_DONE(act_name(r, m.m.procedure, req_query(r, "done")))));
	facts(r, &m);
	acts(r, &m);
	clocks(r, &m);
	papers(r, &m);
	history(r, &m);
	files(r, &m);
	html(o, "<h2>%s</h2>\n", t(o, T_FOLLOW_TEXT));
	html_paragraphs(o, str_of(m.m.body));
	identity(r, &m);
	html(o, "<p><a role=\"button\" class=\"outline\" download ");
	html_url(o, "href", url_make(r->arena, "/follow/export"));
	html(o, ">%s</a> <a role=\"button\" class=\"outline\" ", t(o, T_FOLLOW_EXPORT));
	html_url(o, "href", url_make(r->arena, "/follow/print/1"));
	html(o, ">%s</a></p>\n<p class=\"note\">%s</p>\n", t(o, T_PRINT_TITLE), t(o, T_FOLLOW_EXPORT_WORDS));
	part_ledger_head(r);
	form_begin(r, url_make(r->arena, "/follow/leave"), (struct form_options){0});
	html(o, "<button class=\"secondary\">%s</button>", t(o, T_FOLLOW_LEAVE));
	form_end(r);
	page_end(r);
}

/* -- the petitioner's acts */

struct doing { struct act_in in; struct act_done done; const char *act, *number; };

/* Any row by which a petitioner does the act: what was typed is not lost when
 * the state has moved meanwhile, and the page says why it is too late. */
static const struct proc_row *petitioner_row(const struct procedure *p, int act)
{
	for (size_t i = 0; i < p->rows; i++)
		for (int k = 0; k < PROC_LIST && p->row[i].who[k]; k++)
			if (p->row[i].act == act && !p->state[p->row[i].from].start && cstr_eq(p->row[i].who[k], "petitioner"))
				return &p->row[i];
	return NULL;
}

static void show_act(struct req *r, const char *act, struct act_in *in)
{
	struct out *o = &r->out;
	struct matter m;
	struct refusal why;
	const struct proc_row *row;
	if (!own_matter(r, &m))
		return;
	int i = proc_act_find(m.proc, act);
	bool allowed = act_check(&m, &r->viewer, r->now, act, NULL, &why, &row);
	row = row ? row : petitioner_row(m.proc, i);
	if (i < 0 || !row) {
		req_not_found(r);
		return;
	}
	page_begin(r, PAGE_PUBLIC, T_FOLLOW_ACT(m.proc->act[i].name[r->lang]));
	if (!allowed && r->refusal.kind == REFUSE_NONE)
		r->refusal = why;
	page_error_summary(r, in, &r->refusal);
	if (m.proc->act[i].confirm)
		html(o, "<p class=\"warn\">%s</p>\n", t(o, T_PAGE_IRREVERSIBLE));
	bool upload = false;
	for (int k = 0; k < PROC_LIST && row->needs[k]; k++)
		upload = upload || cstr_eq(row->needs[k], "files");
	form_begin(r, url_make(r->arena, "/follow/do/%s", act), (struct form_options){.multipart = upload});
	form_row_fields(r, row, in);
	if (upload && r->http->head.method == HTTP_POST)
		html(o, "<p class=\"note\">%s</p>\n", t(o, T_STAFF_FILES_AGAIN));
	html(o, "<div class=\"buttons\"><a role=\"button\" class=\"secondary\" ");
	html_url(o, "href", url_make(r->arena, "/follow/matter"));
	html(o, ">%s</a><button>%s</button></div>\n", t(o, T_PAGE_CANCEL), m.proc->act[i].name[r->lang]);
	form_end(r);
	page_end(r);
}

void web_follow_act(struct req *r)
{
	show_act(r, arena_cstr(r->arena, req_param(r, 0)), arena_make(r->arena, struct act_in));
}

static bool write_act(struct tx *tx, struct req *r)
{
	struct doing *d = r->data;
	return act_do(tx, r->city, &r->viewer, r->now, d->number, d->act, &d->in, &d->done, &r->refusal);
}

static void acted(struct req *r, enum trouble trouble, bool kept)
{
	struct doing *d = r->data;
	if (trouble != TROUBLE_NONE)
		req_trouble(r, trouble);
	else if (kept)
		req_redirect(r, url_make(r->arena, "/follow/matter?done=%s", d->act));
	else
		show_act(r, d->act, &d->in);
}

void web_follow_do(struct req *r)
{
	struct doing *d = arena_make(r->arena, struct doing);
	struct matter m;
	struct refusal why;
	const struct proc_row *row;
	r->data = d;
	d->act = arena_cstr(r->arena, req_param(r, 0));
	if (!own_matter(r, &m))
		return;
	act_check(&m, &r->viewer, r->now, d->act, NULL, &why, &row);
	row = row ? row : petitioner_row(m.proc, proc_act_find(m.proc, d->act));
	if (!row) {
		req_not_found(r);
		return;
	}
	d->number = m.m.number;
	req_act_in(r, row, &d->in);
	if (d->in.faults)
		show_act(r, d->act, &d->in);
	else
		req_write(r, write_act, acted);
}

static bool leave(struct tx *tx, struct req *r)
{
	session_end(tx, r->city, r->token);
	return true;
}

static void left(struct req *r, enum trouble trouble, bool kept)
{
	(void)trouble, (void)kept;
	req_cookie(r, "s", "", false);
	buf_cstr(&r->http->res.head, "Clear-Site-Data: \"cache\", \"storage\"\r\n");
	req_redirect(r, url_home());
}

void web_follow_leave(struct req *r)
{
	req_write(r, leave, left);
}

void web_follow_file(struct req *r)
{
	struct q_attachment_by_token f;
	struct tx *tx = req_read(r);
	if (q_attachment_by_token(tx, arena_cstr(r->arena, req_param(r, 0)), &f) && f.matter_id == r->viewer.matter_id && f.public)
		send_attachment(r, &f);
	else
		req_not_found(r);
}

void web_follow_paper(struct req *r)
{
	struct q_document_of_matter *d;
	int64_t place;
	size_t n = q_document_of_matter(req_read(r), r->viewer.matter_id, &d);
	if (!str_i64(req_param(r, 0), &place))
		place = 0;
	for (size_t i = 0; i < n; i++)
		if (d[i].place == place && d[i].public && cstr_eq(d[i].status, "issued")) {
			page_begin(r, PAGE_PUBLIC, T_PAPER_TITLE);
			part_paper(r, &d[i]);
			part_ledger_head(r);
			page_end(r);
			return;
		}
	req_not_found(r);
}
