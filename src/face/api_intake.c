/* Findings taken in by key: the table as CSV in a field of JSON, or as the body itself, CSV or
 * workbook, with what else is asked in the query; looked at unless `keep` is 1. Laws: 1 the same
 * judging and the same acts as on the page; 2 the content type says which it is, and a body
 * that is something else is refused. */
#include "api.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "intake.h"
#include "sheet.h"
#include "web_staff.h"

enum { ARENA_BYTES = 256 * 1024 * 1024 };

struct asked { struct intake k; struct arena *arena; enum api_table type; const char *path, *table, *columns, *sheet; bool keep; };

enum api_table api_table_type(struct str type)
{
	static const struct { const char *name; enum api_table type; } table[] = {{"text/csv", API_TABLE_CSV},
		{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", API_TABLE_WORKBOOK}};
	struct str name = type.p ? str_trim(str_cut(&type, ';')) : STR_NONE;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_is(name, table[i].name))
			return table[i].type;
	return API_TABLE_NONE;
}

/* The bytes of the table, which are what the content type says; false: *why. */
static bool bytes_of(struct asked *x, struct str *bytes)
{
	*bytes = str_of(x->table);
	if (x->path && os_read_file(x->arena, x->path, LIMIT_FILE_BYTES, bytes) < 0) {
		x->k.why = T_INTAKE_FILE_LARGE;
		return false;
	}
	if (x->type == API_TABLE_WORKBOOK ? !sheet_is_workbook(*bytes) : sheet_is_workbook(*bytes))
		x->k.why = x->type == API_TABLE_WORKBOOK ? T_SHEET_REFUSED_NOT_WORKBOOK : T_INTAKE_IS_WORKBOOK;
	return !x->k.why.id;
}

static void work(struct req *r)
{
	struct asked *x = r->data;
	x->arena = arena_new(ARENA_BYTES);
	struct str bytes;
	if (!bytes_of(x, &bytes) || !rows_read(x->arena, bytes, x->sheet, &x->k.rows, &x->k.why))
		return;
	intake_guess(&x->k, x->arena);
	if (*x->columns && !intake_columns(&x->k, x->arena, str_of(x->columns), &x->k.why))
		return;
	intake_run(&x->k, x->arena, x->keep);
}

static void tell(struct req *r, const struct asked *x)
{
	const struct finding_in *in = &x->k.in;
	struct json j;
	api_begin(r, &j, 200);
	json_bool(&j, "kept", x->keep);
	json_int(&j, "taken", in->taken);
	json_int(&j, "measures", in->measures);
	json_int(&j, "known", in->known);
	json_array(&j, "told");
	for (size_t i = 0; i < x->k.rows.tolds; i++)
		json_text(&j, NULL, t(&r->out, x->k.rows.told[i]));
	json_end(&j);
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
		tell(r, x);
	arena_free(x->arena);
}

static void worked(struct req *r)
{
	intake_answer(r, answer);
}

/* From the JSON, or beside a body that is the table. */
static const char *word(struct req *r, const struct asked *x, const char *name)
{
	return x->type == API_TABLE_NONE ? req_field(r, name) : req_query(r, name);
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
	x->type = api_table_type(http_header_find(&r->http->head, "content-type"));
	x->path = x->type == API_TABLE_NONE ? NULL : r->http->body_path;
	x->table = arena_cstr(r->arena, form_get(&r->form, "table").p ? form_get(&r->form, "table") : STR_NONE);
	x->columns = word(r, x, "columns");
	x->sheet = *word(r, x, "sheet") ? word(r, x, "sheet") : NULL;
	x->k.in.tackles = word(r, x, "tackles");
	if (*word(r, x, "effect_days"))
		x->k.in.effect_days = word(r, x, "effect_days");
	x->keep = cstr_eq(word(r, x, "keep"), "1");
	r->data = x;
	req_slow(r, work, worked);
}
