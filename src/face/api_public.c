/* Petitioners without a key: file, follow, act with the query code. Laws: 1 a
 * code goes in the body, never in an address; 2 a right and a wrong code cost
 * the same work and guessing is slowed by address, together with the pages;
 * 3 a session cookie means nothing here. */
#include "api.h"
#include "web_ledger.h"

#include "../matter/copy.h"
#include "../matter/person.h"
#include "../matter/retaliation.h"

struct follow_work {
	const char *code, *act;
	int64_t matter_id, wait_ms;
	struct act_in in;
	struct act_done done;
};

/* -- filing */

static bool file_write(struct tx *tx, struct req *r)
{
	struct follow_work *w = r->data;
	struct viewer petitioner = viewer_petitioner(0);
	return act_new(tx, r->city, &petitioner, r->now, "petition", "file", 0, &w->in, &w->done, &r->refusal);
}

static void file_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct follow_work *w = r->data;
	struct json j;
	if (!kept) {
		api_not_kept(r, trouble, &w->in);
		return;
	}
	api_begin(r, &j, 201);
	json_text(&j, "number", w->done.number);
	json_text(&j, "query_code", w->done.query_code);
	json_text(&j, "promise", req_promise(r, w->done.matter_id));
	api_end(&j);
}

void api_file(struct req *r)
{
	struct follow_work *w = arena_make(r->arena, struct follow_work);
	const struct proc_row *row = act_new_row(r->city, "petition", "file", true);
	r->data = w;
	if (!row) {
		req_not_found(r);
		return;
	}
	req_act_in(r, row, &w->in);
	if (api_once(r, "api-file", &w->in.idempotency))
		req_write(r, file_write, file_answer);
}

/* -- following */

/* The matter behind the code, inside the write; false: waiting or unknown. */
static bool find(struct tx *tx, struct req *r, struct follow_work *w)
{
	w->wait_ms = throttle_wait_ms(tx, r->city, r->now, "follow", r->http->peer);
	if (w->wait_ms > 0)
		return false;
	w->matter_id = follow_enter(tx, r->city, r->now, w->code);
	if (!w->matter_id)
		throttle_fail(tx, r->city, r->now, "follow", r->http->peer);
	return w->matter_id != 0;
}

/* True when the code did not open anything and the answer is made. */
static bool shut(struct req *r, const struct follow_work *w)
{
	struct refusal why = {REFUSE_ABSENT, T_API_CODE, NULL, F_NONE};
	if (w->matter_id)
		return false;
	if (w->wait_ms > 0)
		api_wait(r, w->wait_ms);
	else
		api_refuse(r, &why, NULL);
	return true;
}

static bool follow_write(struct tx *tx, struct req *r)
{
	find(tx, r, r->data);
	return tx->trouble == TROUBLE_NONE;
}

static void follow_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct follow_work *w = r->data;
	struct matter m;
	struct json j;
	if (!kept) {
		req_trouble(r, trouble);
		return;
	}
	if (shut(r, w))
		return;
	struct viewer petitioner = viewer_by_code(req_read(r), r->city, w->code);
	if (!matter_load(req_read(r), r->city, w->matter_id, &m)) {
		req_trouble(r, req_read(r)->trouble);
		return;
	}
	r->viewer = petitioner;                /* their own words, as they typed them */
	copy_own(req_read(r), &m, &petitioner);
	api_begin(r, &j, 200);
	api_row(&j, r, &m, true);
	api_clocks(&j, r, &m, true);
	api_documents(&j, r, &m, true);
	api_events(&j, r, &m, true);
	api_questions(&j, r, &m);
	api_options(&j, r, &m, &petitioner);
	api_end(&j);
}

static struct follow_work *begin(struct req *r)
{
	struct follow_work *w = arena_make(r->arena, struct follow_work);
	r->data = w;
	w->code = req_field(r, "code");
	return w;
}

void api_follow(struct req *r)
{
	begin(r);
	req_write(r, follow_write, follow_answer);
}

/* -- acting */

/* Not an act of this matter, which it leaves untouched: a matter of its own (matter/retaliation.h). */
static bool report_write(struct tx *tx, struct req *r, const struct viewer *petitioner)
{
	struct follow_work *w = r->data;
	const struct proc_row *row = retaliation_row(r->city);
	if (!row) {
		r->refusal = (struct refusal){REFUSE_ABSENT, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	req_act_in(r, row, &w->in);
	return retaliation_report(tx, r->city, petitioner, r->now, &w->in, &w->done, &r->refusal);
}

/* A refused act is rolled back; a wrong code is not refused but remembered. */
static bool act_write(struct tx *tx, struct req *r)
{
	struct follow_work *w = r->data;
	struct matter m;
	const struct proc_row *row;
	if (!find(tx, r, w))
		return tx->trouble == TROUBLE_NONE;
	struct viewer petitioner = viewer_by_code(tx, r->city, w->code);
	if (cstr_eq(w->act, "report_retaliation"))
		return report_write(tx, r, &petitioner);
	if (!matter_load(tx, r->city, w->matter_id, &m))
		return false;
	if (!act_check(&m, &petitioner, r->now, w->act, NULL, &r->refusal, &row) && !row)
		return false;
	r->refusal = (struct refusal){0};
	req_act_in(r, row, &w->in);
	return act_do(tx, r->city, &petitioner, r->now, m.m.number, w->act, &w->in, &w->done, &r->refusal);
}

static void act_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct follow_work *w = r->data;
	struct json j;
	if (!kept) {
		api_not_kept(r, trouble, &w->in);
		return;
	}
	if (shut(r, w))
		return;
	api_begin(r, &j, 200);
	json_text(&j, "number", w->done.number);
	json_text(&j, "act", w->act);
	if (w->done.query_code)
		json_text(&j, "query_code", w->done.query_code);
	api_end(&j);
}

void api_follow_act(struct req *r)
{
	struct follow_work *w = begin(r);
	w->act = arena_cstr(r->arena, req_param(r, 0));
	req_write(r, act_write, act_answer);
}
