/* What handlers call: reading, writing, fields, redirects, errors. */
#include "app.h"
#include "oparl.h"
#include "page.h"

#include "../base/bug.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../base/utf8.h"
#include "../matter/clean.h"

struct tx *req_read(struct req *r)
{
	must(!r->on_pool);
	if (!r->reading) {
		read_begin(r->city->store, r->http->thread, r->arena, &r->tx);
		r->reading = true;
	}
	return &r->tx;
}

void req_read_end(struct req *r)
{
	read_end(&r->tx);
	r->reading = false;
}

static void clean_files(struct req *r)
{
	struct msg fault = clean_take_all(r->arena, r->given, r->of_petitioner);
	r->unclean = fault.id != 0;
	if (r->unclean)
		r->refusal = (struct refusal){REFUSE_INPUT, fault, NULL, F_FILES};
}

static void nothing_more(struct req *r)
{
	(void)r;
}

/* Files of the form become copies first, on the slow lane. */
void req_write(struct req *r, bool (*write)(struct tx *tx, struct req *r), void (*answer)(struct req *r, enum trouble trouble, bool kept))
{
	r->write = write;
	r->answer = answer;
	if (r->given && !r->slow)
		req_slow(r, clean_files, nothing_more);
}

void req_slow(struct req *r, void (*slow)(struct req *r), void (*after)(struct req *r))
{
	r->slow = slow;
	r->after_slow = after;
}

const char *req_root(struct req *r)
{
	const char *host = r->app->hosts ? r->app->hosts[0] : arena_cstr(r->arena, r->http->head.host);
	return arena_printf(r->arena, "%s://%s", r->app->secure ? "https" : "http", host);
}

struct str req_param(struct req *r, int i)
{
	struct str out;
	must(i >= 0 && i < ROUTE_PARAMS);
	return http_unescape(r->arena, r->param[i], false, &out) ? out : STR_NONE;
}

static const char *clean_value(struct req *r, struct str raw)
{
	struct str clean;
	return raw.p && utf8_clean(r->arena, raw, &clean) ? arena_cstr(r->arena, clean) : "";
}

const char *req_query(struct req *r, const char *name)
{
	return clean_value(r, form_get(&r->query, name));
}

const char *req_field(struct req *r, const char *name)
{
	return clean_value(r, form_get(&r->form, name));
}

void req_redirect(struct req *r, struct url to)
{
	r->http->res.status = 303;
	buf_printf(&r->http->res.head, "Location: %s\r\nCache-Control: no-store\r\n", to.p);
}

void req_cookie(struct req *r, const char *name, const char *value, bool forever)
{
	must(r->cookies < sizeof r->set_cookie / sizeof *r->set_cookie);
	r->set_cookie[r->cookies++] = arena_printf(r->arena, "Set-Cookie: %s%s=%s; Path=/;%s HttpOnly; SameSite=Strict%s\r\n",
		r->app->secure && cstr_eq(name, "s") ? "__Host-" : "", name, value, r->app->secure ? " Secure;" : "",
		forever ? "; Max-Age=31536000" : *value ? "" : "; Max-Age=0");
}

static void error_json(struct req *r, struct msg what)
{
	struct json j;
	if (oparl_path(r->http->head.path)) {
		oparl_error(r, what);
		return;
	}
	r->http->res.content_type = "application/json; charset=utf-8";
	buf_cstr(&r->http->res.head, "Cache-Control: no-store\r\n");
	json_init(&j, &r->http->res.body);
	json_object(&j, NULL);
	json_text(&j, "error", msg_name(what.id));
	json_text(&j, "message", msg_text(r->arena, r->lang, what));
	json_end(&j);
	json_done(&j);
}

void req_error(struct req *r, int status, struct msg what)
{
	buf_clear(&r->http->res.body);
	r->http->res.status = status;
	if (r->api) {
		error_json(r, what);
		return;
	}
	page_begin(r, PAGE_PUBLIC, status == 404 ? T_ERROR_NOT_FOUND_TITLE : T_ERROR_TITLE);
	html(&r->out, "<p>%s</p>\n", t(&r->out, what));
	page_end(r);
	r->http->res.status = status;
}

void req_not_found(struct req *r)
{
	req_error(r, 404, T_ERROR_NOT_FOUND);
}

void req_refuse(struct req *r, int status, const struct refusal *why)
{
	req_error(r, status, why->what.id ? why->what : T_REFUSE_STATE);
}

void req_trouble(struct req *r, enum trouble trouble)
{
	unsigned char bits[5];
	os_random(bits, sizeof bits);
	const char *incident = base32_text(r->arena, bits, sizeof bits);
	log_line(LOG_ERROR, "trouble", "incident", incident, "route", r->route ? r->route->name : "-",
		"kind", arena_printf(r->arena, "%d", (int)trouble), NULL);
	buf_cstr(&r->http->res.head, "Retry-After: 5\r\n");
	req_error(r, 503, T_ERROR_TROUBLE_INCIDENT(incident));
}
