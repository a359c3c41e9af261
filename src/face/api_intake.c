/* Findings taken in by key: the table as CSV in a field, looked at unless `keep` is 1. Law:
 * the same judging and the same acts as on the page. */
#include "api.h"

#include "intake.h"
#include "web_staff.h"

enum { ARENA_BYTES = 256 * 1024 * 1024 };

struct asked { struct intake k; struct arena *arena; const char *table, *columns; bool keep; };

static void work(struct req *r)
{
	struct asked *x = r->data;
	x->arena = arena_new(ARENA_BYTES);
	if (!rows_read(x->arena, str_of(x->table), NULL, &x->k.rows, &x->k.why))
		return;
	intake_guess(&x->k, x->arena);
	if (*x->columns && !intake_columns(&x->k, x->arena, str_of(x->columns), &x->k.why))
		return;
	intake_run(&x->k, x->arena, x->keep);
}

static void tell(struct req *r, const struct finding_in *in, bool kept)
{
	struct json j;
	api_begin(r, &j, 200);
	json_bool(&j, "kept", kept);
	json_int(&j, "taken", in->taken);
	json_int(&j, "measures", in->measures);
	json_int(&j, "known", in->known);
	json_array(&j, "refused");
	for (size_t i = 0; i < in->refusals; i++) {
		json_object(&j, NULL);
		json_int(&j, "line", in->refused[i].line);
		json_text(&j, "column", in->refused[i].column);
		json_text(&j, "error", msg_name(in->refused[i].why.id));
		json_text(&j, "message", t(&r->out, in->refused[i].why));
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

static void answer(struct req *r, enum trouble trouble, bool kept)
{
	struct asked *x = r->data;
	(void)kept;
	if (x->k.why.id)
		api_refuse(r, &(struct refusal){REFUSE_INPUT, x->k.why, NULL, F_NONE}, NULL);
	else if (x->k.trouble != TROUBLE_NONE || trouble != TROUBLE_NONE)
		req_trouble(r, x->k.trouble != TROUBLE_NONE ? x->k.trouble : trouble);
	else
		tell(r, &x->k.in, x->keep);
	arena_free(x->arena);
}

static void worked(struct req *r)
{
	intake_answer(r, answer);
}

void api_take_findings(struct req *r)
{
	struct asked *x = arena_make(r->arena, struct asked);
	struct matter *m = arena_make(r->arena, struct matter);
	struct refusal why;
	if (!matter_find(req_read(r), r->city, &r->viewer, r->now.today, arena_cstr(r->arena, req_param(r, 0)), m) || !m->campaign) {
		api_refuse(r, &(struct refusal){REFUSE_ABSENT, T_REFUSE_NO_MATTER, NULL, F_NONE}, NULL);
		return;
	}
	if (!intake_begin(&x->k, r->city, &r->viewer, r->now, r->lang, m, &why)) {
		api_refuse(r, &why, NULL);
		return;
	}
	x->table = arena_cstr(r->arena, form_get(&r->form, "table").p ? form_get(&r->form, "table") : STR_NONE);
	x->columns = req_field(r, "columns");
	x->k.in.tackles = req_field(r, "tackles");
	if (*req_field(r, "effect_days"))
		x->k.in.effect_days = req_field(r, "effect_days");
	x->keep = cstr_eq(req_field(r, "keep"), "1");
	r->data = x;
	req_slow(r, work, worked);
}
