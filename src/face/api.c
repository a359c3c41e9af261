/* What API answers share. Law: every answer is one JSON object, errors too. */
#include "api.h"

#include "web_staff.h"

enum { KEY_MIN = 16, KEY_MAX = 100 };

void api_begin(struct req *r, struct json *j, int status)
{
	buf_clear(&r->http->res.body);
	r->http->res.status = status;
	r->http->res.content_type = "application/json; charset=utf-8";
	buf_cstr(&r->http->res.head, "Cache-Control: no-store\r\n");
	json_init(j, &r->http->res.body);
	json_object(j, NULL);
}

void api_end(struct json *j)
{
	json_end(j);
	json_done(j);
}

static void write_fault(struct json *j, struct req *r, const struct field_fault *f)
{
	json_object(j, NULL);
	json_text(j, "field", f->field == F_NONE ? NULL : field_table[f->field].name);
	json_text(j, "part", f->part);
	json_text(j, "error", msg_name(f->what.id));
	json_text(j, "message", t(&r->out, f->what));
	json_end(j);
}

void api_refuse(struct req *r, const struct refusal *why, const struct act_in *in)
{
	struct json j;
	struct msg what = why->what.id ? why->what : T_REFUSE_STATE;
	api_begin(r, &j, staff_status(why->kind));
	json_text(&j, "error", msg_name(what.id));
	json_text(&j, "message", t(&r->out, what));
	json_text(&j, "field", why->field == F_NONE ? NULL : field_table[why->field].name);
	json_text(&j, "article", why->article);
	json_array(&j, "faults");
	for (size_t i = 0; in && i < in->faults; i++)
		write_fault(&j, r, &in->fault[i]);
	json_end(&j);
	api_end(&j);
}

void api_not_kept(struct req *r, enum trouble trouble, const struct act_in *in)
{
	if (trouble != TROUBLE_NONE)
		req_trouble(r, trouble);
	else if (r->refusal.kind == REFUSE_ABSENT)
		req_not_found(r);
	else
		api_refuse(r, &r->refusal, in);
}

void api_int(struct json *j, const char *name, int64_t n)
{
	if (n == DB_NULL_INT)
		json_null(j, name);
	else
		json_int(j, name, n);
}

bool api_once(struct req *r, const char *whose, const char **out)
{
	struct str key = http_header_find(&r->http->head, "idempotency-key");
	struct refusal why = {REFUSE_INPUT, T_API_IDEMPOTENCY, NULL, F_NONE};
	bool plain = key.n >= KEY_MIN && key.n <= KEY_MAX;
	*out = NULL;
	if (!key.p)
		return true;
	for (size_t i = 0; plain && i < key.n; i++)
		plain = key.p[i] > 0x20 && key.p[i] < 0x7f;
	if (!plain) {
		api_refuse(r, &why, NULL);
		r->http->res.status = 400;
		return false;
	}
	*out = arena_printf(r->arena, "%s:%.*s", whose, STR_ARG(key));
	return true;
}

void api_wait(struct req *r, int64_t wait_ms)
{
	const char *seconds = arena_printf(r->arena, "%lld", (long long)((wait_ms + 999) / 1000));
	struct refusal why = {REFUSE_INPUT, T_API_WAIT(seconds), NULL, F_NONE};
	api_refuse(r, &why, NULL);
	buf_printf(&r->http->res.head, "Retry-After: %s\r\n", seconds);
	r->http->res.status = 429;
}
