/* What petitioners do on the follow page. Laws: 1 what was typed is not lost when
 * the deed is refused; 2 what cannot be undone is said before it is done. */
#include "web_follow.h"

#include "../matter/identity.h"

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

/* Which question is answered is not asked again: it stands above the answer. */
static void show_fields(struct req *r, const struct matter *m, const struct proc_row *row, const struct act_in *in)
{
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (field_find(row->needs[i]) == F_WHICH)
			form_follow_question(r, m, in);
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		if (field_find(row->needs[i]) != F_WHICH)
			form_field(r, field_find(row->needs[i]), row->optional[i], in);
}

/* What it means, for acts that are not plain from their name. */
static void about(struct req *r, const char *act)
{
	char key[96];
	snprintf(key, sizeof key, "follow.about.%s", act);
	struct msg m = {.id = msg_id(key)};
	if (m.id)
		html(&r->out, "<p>%s</p>\n", t(&r->out, m));
}

/* Details are changed, not typed anew. */
static void prefill(struct req *r, const struct matter *m, const struct proc_row *row, struct act_in *in)
{
	struct identity_row *id;
	size_t n;
	bool asks = false;
	for (int i = 0; i < PROC_LIST && row->needs[i]; i++)
		asks = asks || field_find(row->needs[i]) == F_IDENTITY;
	if (!asks || r->http->head.method == HTTP_POST || identity_read(req_read(r), m, &r->viewer, r->now.today, &id, &n) != IDENTITY_OPEN)
		return;
	for (size_t i = 0; i < n && i < IDENTITIES; i++)
		in->identity[i] = (struct identity_in){id[i].name.secret, id[i].phone.secret, id[i].email.secret, id[i].address.secret, id[i].id_number.secret, id[i].guardian.secret, *id[i].id_number.secret != 0, false};
	in->identities = n;
}

static void show_act(struct req *r, const char *act, struct act_in *in)
{
	struct out *o = &r->out;
	struct matter m;
	struct refusal why;
	const struct proc_row *row;
	if (!follow_matter(r, &m))
		return;
	int i = proc_act_find(m.proc, act);
	bool allowed = act_check(&m, &r->viewer, r->now, act, NULL, &why, &row);
	row = row ? row : petitioner_row(m.proc, i);
	if (i < 0 || !row) {
		req_not_found(r);
		return;
	}
	page_begin(r, PAGE_PUBLIC, T_FOLLOW_ACT(m.proc->act[i].name[r->lang]));
	about(r, act);
	if (!allowed && r->refusal.kind == REFUSE_NONE)
		r->refusal = why;
	page_error_summary(r, in, &r->refusal);
	if (m.proc->act[i].confirm)
		html(o, "<p class=\"warn\">%s</p>\n", t(o, T_PAGE_IRREVERSIBLE));
	prefill(r, &m, row, in);
	if (r->http->head.method != HTTP_POST && *req_query(r, "code_no"))
		in->text[F_CODE_NO] = req_query(r, "code_no");
	bool upload = false;
	for (int k = 0; k < PROC_LIST && row->needs[k]; k++)
		upload = upload || cstr_eq(row->needs[k], "files");
	form_begin(r, url_make(r->arena, "/follow/do/%s", act), (struct form_options){.multipart = upload});
	show_fields(r, &m, row, in);
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
	else if (kept && d->done.query_code)
		page_new_code(r, false, &d->done, url_make(r->arena, "/follow/matter?done=%s", d->act));
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
	if (!follow_matter(r, &m))
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
