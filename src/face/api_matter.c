/* Matters by key: list, one, acts, registering. */
#include "api.h"
#include "web_ledger.h"
#include "web_parcel.h"
#include "web_place.h"

#include "../matter/second.h"
#include "web_search.h"
#include "web_staff.h"

struct deed_work {
	const char *number, *act, *procedure;
	const char *code;              /* of the sender's authenticator, or NULL */
	const struct viewer_post *post;
	struct act_in in;
	struct act_done done;
};

static void write_list_row(struct json *j, const struct list_row *m)
{
	json_object(j, NULL);
	json_text(j, "number", m->number);
	json_text(j, "procedure", m->procedure);
	json_text(j, "state", m->state);
	json_text(j, "subject", m->subject);
	json_text(j, "class", m->class_);
	json_text(j, "channel", m->channel);
	json_text(j, "lead_zh", m->lead_zh);
	json_text(j, "lead_en", m->lead_en);
	json_text(j, "received", m->received_day);
	json_text(j, "next_clock", m->next_clock);
	json_text(j, "next_due_nominal", m->next_nominal);
	json_text(j, "next_due", m->next_due);
	json_bool(j, "urgent", m->urgent);
	json_bool(j, "supervised", m->supervised);
	json_end(j);
}

void api_matters(struct req *r)
{
	struct list_filter f = search_filter(r);
	struct list_page found;
	struct json j;
	list_find(req_read(r), r->city, &r->viewer, r->now, &f, &found);
	api_begin(r, &j, 200);
	json_int(&j, "page", f.page);
	json_bool(&j, "more", found.more);
	json_int(&j, "total", found.total);
	json_bool(&j, "total_exact", found.total_exact);
	json_array(&j, "matters");
	for (size_t i = 0; i < found.rows; i++)
		write_list_row(&j, &found.row[i]);
	json_end(&j);
	api_end(&j);
}

static void write_files(struct json *j, struct req *r, const struct matter *m)
{
	struct q_attachment_of_matter *f;
	size_t n = q_attachment_of_matter(req_read(r), m->m.id, &f);
	json_array(j, "files");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "name", f[i].name);
		json_text(j, "type", f[i].type);
		json_int(j, "size", f[i].size);
		json_bool(j, "public", f[i].public != 0);
		json_text(j, "copy", f[i].copy);
		json_text(j, "why", *f[i].why ? f[i].why : NULL);
		json_end(j);
	}
	json_end(j);
}

void api_matter(struct req *r)
{
	struct matter m;
	struct json j;
	if (!staff_matter(r, &m))
		return;
	api_begin(r, &j, 200);
	api_row(&j, r, &m, false);
	api_clocks(&j, r, &m, false);
	api_documents(&j, r, &m, false);
	if (!m.directive)                      /* thousands of units: their events stand on their pages */
		api_events(&j, r, &m, false);
	api_questions(&j, r, &m);
	if (m.meeting)
		api_meeting(&j, r, &m);
	else if (m.directive)
		api_directive(&j, r, &m);
	else
		write_files(&j, r, &m);
	if (m.proc->inner)
		api_spot_of(r, &j, &m);
	if (m.finding || cstr_eq(m.m.procedure, "decision_task"))
		api_parcels(r, &j, &m);
	if (m.campaign)
		api_campaign(&j, r, &m);
	if (m.finding)
		api_finding(&j, r, &m);
	if (m.supervised)
		api_supervised(&j, &m);
	if (m.batch)
		api_batch(&j, r, &m);
	if (m.forwarded)
		api_case(&j, &m);
	api_options(&j, r, &m, &r->viewer);
	api_end(&j);
}

/* -- acts */

static bool act_write(struct tx *tx, struct req *r)
{
	struct deed_work *w = r->data;
	bool proves = w->code && fresh_act(w->act) && !r->viewer.fresh;
	if (proves && !fresh_prove(tx, r->city, r->now, &r->viewer, w->code, false, &r->refusal))
		return tx->trouble == TROUBLE_NONE;    /* the wrong try is kept */
	return act_do(tx, r->city, &r->viewer, r->now, w->number, w->act, &w->in, &w->done, &r->refusal);
}

static void act_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct deed_work *w = r->data;
	struct matter m;
	struct json j;
	if (!kept || r->refusal.kind != REFUSE_NONE) {
		api_not_kept(r, trouble, &w->in);
		return;
	}
	api_begin(r, &j, 200);
	json_text(&j, "number", w->done.number);
	json_text(&j, "act", w->act);
	if (w->done.query_code)
		json_text(&j, "query_code", w->done.query_code);
	/* an act may hand the matter to where its doer sees it no more */
	if (matter_load_number(req_read(r), r->city, w->number, &m) && matter_visible(&m, &r->viewer))
		json_text(&j, "state", m.m.state);
	api_end(&j);
}

/* Would it be done? Nothing is changed. */
static void dry_run(struct req *r, const struct matter *m, struct deed_work *w)
{
	struct refusal why;
	const struct proc_row *row;
	struct json j;
	bool allowed = act_check(m, &r->viewer, r->now, w->act, &w->in, &why, &row);
	if (allowed && w->in.faults)
		why = (struct refusal){REFUSE_INPUT, w->in.fault[0].what, row->article, w->in.fault[0].field};
	if (!allowed || w->in.faults) {
		api_refuse(r, &why, &w->in);
		return;
	}
	api_begin(r, &j, 200);
	json_text(&j, "number", w->number);
	json_text(&j, "act", w->act);
	json_bool(&j, "dry_run", true);
	json_text(&j, "to", m->proc->state[row->to].code);
	json_text(&j, "article", row->article);
	api_end(&j);
}

void api_matter_act(struct req *r)
{
	struct matter m;
	const struct proc_row *row;
	struct deed_work *w = arena_make(r->arena, struct deed_work);
	if (!staff_matter(r, &m))
		return;
	r->data = w;
	w->number = m.m.number;
	w->act = arena_cstr(r->arena, req_param(r, 1));
	bool possible = act_check(&m, &r->viewer, r->now, w->act, NULL, &r->refusal, &row);
	if (!possible && !row) {
		if (r->refusal.kind == REFUSE_ABSENT)
			req_not_found(r);
		else
			api_refuse(r, &r->refusal, NULL);
		return;
	}
	struct str code = http_header_find(&r->http->head, "x-huiyin-code");
	r->refusal = (struct refusal){0};
	w->code = code.p ? arena_cstr(r->arena, str_head(code, LIMIT_CODE_CHARS)) : NULL;
	req_act_in(r, row, &w->in);
	if (*req_field(r, "dry_run"))
		dry_run(r, &m, w);
	else
		req_write(r, act_write, act_answer);
}

/* -- registering */

static const struct viewer_post *post_of(const struct req *r, const char *unit)
{
	for (size_t i = 0; i < r->viewer.posts; i++) {
		const struct viewer_post *p = &r->viewer.post[i];
		bool may = cstr_eq(p->role, "registrar") || cstr_eq(p->role, "officer");
		if (may && (!*unit || cstr_eq(p->unit_code, unit)))
			return p;
	}
	return NULL;
}

static bool register_write(struct tx *tx, struct req *r)
{
	struct deed_work *w = r->data;
	return act_new(tx, r->city, &r->viewer, r->now, w->procedure, "register", w->post->unit_id, &w->in, &w->done, &r->refusal);
}

static void write_duplicates(struct json *j, struct req *r, const struct deed_work *w)
{
	struct q_duplicates *d;
	struct matter m;
	struct tx *tx = req_read(r);
	size_t n = act_duplicates(tx, r->city, w->post->unit_id, &w->in, &d);
	json_array(j, "possible_duplicates");
	for (size_t i = 0; i < n; i++)
		if (!cstr_eq(d[i].number, w->done.number) && matter_load_number(tx, r->city, d[i].number, &m) && matter_visible(&m, &r->viewer))
			json_text(j, NULL, d[i].number);
	json_end(j);
}

static void register_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct deed_work *w = r->data;
	struct json j;
	if (!kept) {
		api_not_kept(r, trouble, &w->in);
		return;
	}
	api_begin(r, &j, 201);
	json_text(&j, "number", w->done.number);
	json_text(&j, "query_code", w->done.query_code);
	json_text(&j, "promise", req_promise(r, w->done.matter_id));
	write_duplicates(&j, r, w);
	api_end(&j);
}

void api_register(struct req *r)
{
	struct deed_work *w = arena_make(r->arena, struct deed_work);
	struct refusal why = {REFUSE_RIGHT, T_STAFF_NO_REGISTRAR, NULL, F_NONE};
	r->data = w;
	w->procedure = arena_cstr(r->arena, req_param(r, 0));
	w->post = post_of(r, req_field(r, "register_unit"));
	if (!w->post) {
		api_refuse(r, &why, NULL);
		return;
	}
	const struct proc_row *row = act_new_row(r->city, w->procedure, "register", w->post->bureau);
	if (!row) {
		req_not_found(r);
		return;
	}
	req_act_in(r, row, &w->in);
	if (api_once(r, arena_printf(r->arena, "api-register:%lld", (long long)r->viewer.person_id), &w->in.idempotency))
		req_write(r, register_write, register_answer);
}
