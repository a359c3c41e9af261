/* Laws: 1 who is clerk of no unit begins nothing; 2 a refused form comes back as typed. */
#include "begin.h"

#include "api.h"

int64_t begin_office(const struct viewer *v, int64_t office)
{
	int64_t first = 0;
	for (size_t i = 0; i < v->posts; i++) {
		const struct viewer_post *p = &v->post[i];
		if (!cstr_eq(p->role, "clerk"))
			continue;
		if (p->unit_id == office)
			return office;
		first = first ? first : p->unit_id;
	}
	return first;
}

static struct begin *begin_keep(struct req *r, const struct begin *of)
{
	struct begin *b = arena_make(r->arena, struct begin);
	*b = *of;
	b->row = act_new_row(r->city, b->procedure, b->act, false);
	r->data = b;
	return b->unit_id && b->row ? b : NULL;
}

static bool begin_write(struct tx *tx, struct req *r)
{
	struct begin *b = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, b->procedure, b->act, b->unit_id, &b->in, &b->done, &r->refusal);
}

/* -- on a page */

struct begin *begin_new(struct req *r, const struct begin *of)
{
	struct begin *b = begin_keep(r, of);
	if (!b)
		req_refuse(r, 403, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE});
	return b;
}

void begin_form(struct req *r, const struct begin *b)
{
	page_begin(r, PAGE_STAFF, b->title);
	page_error_summary(r, &b->in, &r->refusal);
	form_begin(r, b->form, (struct form_options){0});
	form_row_fields(r, b->row, &b->in);
	if (b->once)
		form_hidden(r, "once", form_once(r));
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, b->note));
	form_submit(r, b->title);
	form_end(r);
	page_end(r);
}

static void begin_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct begin *b = r->data;
	if (kept) {
		req_redirect(r, url_make(r->arena, "/staff/m/%s?done=%s", b->done.number, b->act));
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		if (r->refusal.kind == REFUSE_INPUT && b->in.faults == 0)
			field_fault_add(&b->in, r->refusal.field, NULL, r->refusal.what);
		begin_form(r, b);
	}
}

void begin_post(struct req *r, struct begin *b)
{
	req_act_in(r, b->row, &b->in);
	if (b->in.faults)
		begin_form(r, b);
	else
		req_write(r, begin_write, begin_answer);
}

/* -- by key */

static void begin_told(struct req *r, enum trouble trouble, bool kept)
{
	struct begin *b = r->data;
	struct json j;
	if (!kept) {
		api_not_kept(r, trouble, &b->in);
		return;
	}
	api_begin(r, &j, 201);
	json_text(&j, "number", b->done.number);
	api_end(&j);
}

void begin_by_key(struct req *r, const struct begin *of)
{
	struct begin *b = begin_keep(r, of);
	if (!b) {
		api_refuse(r, &(struct refusal){REFUSE_RIGHT, T_REFUSE_RIGHT, NULL, F_NONE}, NULL);
		return;
	}
	req_act_in(r, b->row, &b->in);
	if (api_once(r, arena_printf(r->arena, "api-%s:%lld", b->act, (long long)r->viewer.person_id), &b->in.idempotency))
		req_write(r, begin_write, begin_told);
}
