/* The dispatcher: a ladder of early refusals, then one call. Laws: 1 a handler
 * never runs unless every guard of its row holds; 2 a read is closed before a
 * request waits; 3 what one may not see answers like what does not exist; 4 an
 * error page never tells paths, SQL or names. */
#include "app.h"

#include <sodium.h>

#include "../base/bug.h"
#include "../base/log.h"
#include "../base/os.h"
#include "../matter/audit_log.h"
#include "../matter/clean.h"
#include "api.h"
#include "oparl.h"
#include "page.h"
#include "web_login.h"

const struct route_list route_lists[] = {
	{routes_public, &routes_public_count}, {routes_staff, &routes_staff_count}, {routes_api, &routes_api_count}, {routes_oparl, &routes_oparl_count},
};
const size_t route_list_count = sizeof route_lists / sizeof *route_lists;

/* Does the path fit the row's, and what stands for its `:x` parts, or for a last `*`? */
static bool path_fits(const char *pattern, struct str path, struct str param[ROUTE_PARAMS])
{
	struct str want = str_of(pattern), w, p;
	int n = 0;
	while (want.p && path.p) {
		w = str_cut(&want, '/');
		if (str_is(w, "*")) {          /* whatever is left, as one */
			param[n] = path;
			return path.n > 0;
		}
		p = str_cut(&path, '/');
		if (w.n && w.p[0] == ':') {
			if (p.n == 0 || n == ROUTE_PARAMS)
				return false;
			param[n++] = p;
		} else if (!str_eq(w, p)) {
			return false;
		}
	}
	return !want.p && !path.p;
}

const struct route *app_route_find(bool post, struct str path, struct str param[ROUTE_PARAMS], bool *other_method)
{
	*other_method = false;
	for (size_t l = 0; l < route_list_count; l++)
		for (size_t i = 0; i < *route_lists[l].n; i++) {
			const struct route *row = &route_lists[l].row[i];
			if (!path_fits(row->path, path, param))
				continue;
			if (row->post == post)
				return row;
			*other_method = true;
		}
	return NULL;
}

/* For programs, which are answered in JSON whatever happens. */
static bool for_programs(struct str path)
{
	return path.p && (str_starts(path, "/api/") || oparl_path(path));
}

static bool is_post(const struct serve_req *http)
{
	return http->head.method == HTTP_POST;
}

static int64_t admit(void *ctx, struct serve_req *http, bool *spool)
{
	struct str param[ROUTE_PARAMS];
	bool other;
	(void)ctx;
	if (http->head.method == HTTP_OTHER)
		return -405;
	const struct route *row = app_route_find(is_post(http), http->head.path, param, &other);
	if (!row)
		return other ? -405 : 0;       /* 404 is the handler's, in the reader's language */
	struct str type = http_header_find(&http->head, "content-type");
	*spool = row->multipart && (for_programs(http->head.path) ? api_table_type(type) != API_TABLE_NONE : str_starts(type, "multipart/"));
	return *spool ? LIMIT_UPLOAD_BYTES : row->body_max;
}

/* -- who asks, in which language */

static struct str cookie(const struct serve_req *http, const char *name)
{
	struct str rest = http_header_find(&http->head, "cookie"), part;
	size_t n = strlen(name);
	while (rest.p) {
		part = str_trim(str_cut(&rest, ';'));
		if (part.n > n && part.p[n] == '=' && strncmp(part.p, name, n) == 0)
			return str_from(part, n + 1);
	}
	return (struct str){NULL, 0};
}

static const char *session_cookie(const struct app *a)
{
	return a->secure ? "__Host-s" : "s";
}

static enum lang reader_lang(struct req *r)
{
	struct str asked = form_get(&r->query, "lang"), kept = cookie(r->http, "lang");
	if (asked.p && (str_is(asked, "en") || str_is(asked, "zh"))) {
		if (!oparl_path(r->http->head.path))   /* which is without cookies */
			req_cookie(r, "lang", arena_cstr(r->arena, asked), true);
		return lang_of(asked);
	}
	if (kept.p && kept.n)
		return lang_of(kept);
	struct str rest = http_header_find(&r->http->head, "accept-language"), one;
	while (rest.p) {
		one = str_trim(str_cut(&rest, ','));
		if (str_starts(one, "zh"))
			return LANG_ZH;
		if (str_starts(one, "en"))
			return LANG_EN;
	}
	return LANG_EN;
}

static bool touch(struct tx *tx, void *arg)
{
	struct touch *t = arg;
	session_touch(tx, t->city, t->now, t->token);
	return true;
}

static void touched(void *arg, enum trouble trouble, bool kept)
{
	struct touch *t = arg;
	(void)trouble, (void)kept;
	arena_free(t->job.arena);
}

/* Once a minute a session is marked as seen; nobody waits for it. */
static void touch_later(struct req *r)
{
	struct arena *a = arena_new(64 * 1024);
	struct touch *t = arena_make(a, struct touch);
	*t = (struct touch){.city = r->city, .now = r->now, .token = arena_strdup(a, r->token)};
	t->job = (struct job){.run = touch, .done = touched, .arg = t, .arena = a};
	if (!store_submit(r->city->store, &t->job))
		arena_free(a);
}

static void find_viewer(struct req *r)
{
	bool stale = false;
	struct str token = cookie(r->http, session_cookie(r->app));
	r->viewer = (struct viewer){.kind = VIEWER_PUBLIC};
	if (r->route->need == NEED_KEY) {
		struct str auth = http_header_find(&r->http->head, "authorization");
		if (auth.p && str_starts(auth, "Bearer "))
			api_key_load(req_read(r), r->city, r->now, str_trim(str_from(auth, 7)), &r->viewer);
		return;
	}
	if (!token.p || token.n == 0)
		return;
	const char *text = arena_cstr(r->arena, token);
	if (!session_load(req_read(r), r->city, r->now, text, &r->viewer, &stale))
		return;
	r->token = text;
	if (stale)
		touch_later(r);
}

/* -- the rungs */

static bool same_site(const struct req *r)
{
	struct str site = http_header_find(&r->http->head, "sec-fetch-site");
	struct str origin = http_header_find(&r->http->head, "origin");
	if (site.p && !str_is(site, "same-origin") && !str_is(site, "none"))
		return false;
	if (!origin.p)
		return true;
	size_t at = str_find(origin, STR("://"));
	return at != SIZE_MAX && str_eq(str_from(origin, at + 3), r->http->head.host);
}

static bool known_host(const struct app *a, struct str host)
{
	if (!a->hosts)
		return true;
	for (const char *const *h = a->hosts; *h; h++)
		if (str_ieq(host, *h))
			return true;
	return false;
}

static bool may(const struct req *r)
{
	switch (r->route->need) {
	case NEED_NOBODY: return true;
	case NEED_PETITIONER: return r->viewer.kind == VIEWER_PETITIONER;
	case NEED_STAFF: return r->viewer.kind == VIEWER_STAFF;
	case NEED_ADMIN: return r->viewer.kind == VIEWER_STAFF && viewer_has_role(&r->viewer, "sysadmin");
	case NEED_ACCESS: return r->viewer.kind == VIEWER_STAFF && (viewer_has_role(&r->viewer, "dpo") || viewer_has_role(&r->viewer, "auditor"));
	case NEED_PRIVACY: return r->viewer.kind == VIEWER_STAFF && viewer_has_role(&r->viewer, "dpo");
	case NEED_KEY: return r->viewer.kind == VIEWER_STAFF;
	}
	return false;
}

/* Where the city requires a second factor, who has none comes to the page to make one, and no further. */
static bool must_enrol(const struct req *r)
{
	return r->viewer.must_enrol && r->route->need != NEED_NOBODY && r->route->need != NEED_PETITIONER && r->route->need != NEED_KEY
		&& r->route->handle != web_account && r->route->handle != web_account_post && r->route->handle != web_logout;
}

static void not_allowed(struct req *r)
{
	if (r->viewer.kind != VIEWER_PUBLIC) {
		struct tx *tx = req_read(r);
		audit_log(tx, "right.refused", &r->viewer, NULL, 0);
	}
	if (r->api) {
		req_error(r, r->viewer.kind == VIEWER_STAFF ? 403 : 401, T_ERROR_KEY);
		return;
	}
	if (r->viewer.kind == VIEWER_STAFF) {
		req_error(r, 403, T_ERROR_RIGHT);
		return;
	}
	if (r->route->need == NEED_PETITIONER)
		req_redirect(r, url_follow());
	else
		req_redirect(r, url_make(r->arena, "/staff/login"));
}

static bool csrf_holds(struct req *r)
{
	if (!r->route->post || !r->route->csrf)
		return true;
	struct str sent = form_get(&r->form, "csrf"), want = str_of(r->viewer.csrf);
	return want.n && sent.p && sent.n == want.n && sodium_memcmp(sent.p, want.p, want.n) == 0;
}

static bool read_json_body(struct req *r)
{
	struct json_pair *pair;
	size_t n;
	const char *why;
	if (!json_read_flat(r->arena, r->http->body.p ? r->http->body : STR("{}"), &pair, &n, &why))
		return false;
	r->form.field = arena_make_n(r->arena, struct form_field, n);
	for (size_t i = 0; i < n; i++)
		r->form.field[r->form.fields++] = (struct form_field){pair[i].name, pair[i].value};
	return true;
}

/* The body by its type: 0, or the status to refuse with. */
static int read_body(struct req *r)
{
	struct str type = http_header_find(&r->http->head, "content-type"), boundary;
	enum form_error e = FORM_OK;
	if (!r->route->post)
		return 0;
	if (r->api && r->route->multipart && api_table_type(type) != API_TABLE_NONE)
		return 0;                      /* its handler reads it */
	if (r->api)
		return !type.p || str_starts(type, "application/json") ? read_json_body(r) ? 0 : 400 : 415;
	if (r->http->body_path) {
		if (!form_boundary(type, &boundary))
			return 400;
		e = form_multipart(r->arena, r->http->body_path, boundary, app_spool(r->app), &r->form);
	} else if (!type.p || str_starts(type, "application/x-www-form-urlencoded")) {
		e = form_urlencoded(r->arena, r->http->body.p ? r->http->body : STR_NONE, &r->form);
	} else {
		return 415;
	}
	return e == FORM_OK ? 0 : e == FORM_DISK ? 503 : e == FORM_BAD ? 400 : 413;
}

static struct msg status_words(int status)
{
	return status == 413 ? T_ERROR_TOO_LARGE : status == 415 ? T_ERROR_BODY_TYPE : status == 503 ? T_ERROR_TROUBLE : T_ERROR_BAD_REQUEST;
}

static void ladder(struct req *r)
{
	bool other;
	int status;
	r->route = app_route_find(is_post(r->http), r->http->head.path, r->param, &other);
	r->api = for_programs(r->http->head.path);
	r->lang = reader_lang(r);
	r->out = (struct out){&r->http->res.body, r->arena, r->lang};
	if (!known_host(r->app, r->http->head.host)) {
		req_error(r, 421, T_ERROR_HOST);
	} else if (!r->route) {
		req_not_found(r);
	} else if (r->route->post && !r->api && !same_site(r)) {
		req_error(r, 403, T_ERROR_CROSS_SITE);
	} else if (find_viewer(r), !may(r)) {
		not_allowed(r);
	} else if (must_enrol(r)) {
		req_redirect(r, url_make(r->arena, "/staff/account"));
	} else if ((status = read_body(r)) != 0) {
		req_error(r, status, status_words(status));
	} else if (form_repeats(&r->query, &r->form) || form_repeats(&r->form, &r->query)) {
		req_error(r, 400, T_ERROR_REPEATED);
	} else if (!csrf_holds(r)) {
		req_error(r, 403, T_ERROR_FORM_OLD);
	} else {
		r->route->handle(r);
	}
}

/* -- running and finishing */

static void finish(struct req *r)
{
	struct response *res = &r->http->res;
	if (r->reading)
		req_read_end(r);
	if (r->given)
		clean_forget(r->given);
	form_files_remove(&r->form);
	if (res->status == 0)
		res->status = 200;
	if (!res->content_type)
		res->content_type = "text/html; charset=utf-8";
	for (size_t i = 0; i < r->cookies; i++)
		buf_cstr(&res->head, r->set_cookie[i]);
	if (!buf_ok(&res->body)) {
		buf_clear(&res->body);
		res->status = 500;
		res->content_type = "text/plain; charset=utf-8";
		buf_cstr(&res->body, "The page is too large.\n");
	}
}

static bool job_run(struct tx *tx, void *arg)
{
	struct req *r = arg;
	return !r->unclean && r->write(tx, r);
}

static void job_done(void *arg, enum trouble trouble, bool kept)
{
	struct req *r = arg;
	r->trouble = trouble;
	r->kept = kept;
	serve_resume(r->http);
}

static void on_pool(void *arg)
{
	struct req *r = arg;
	r->on_pool = true;
	r->slow(r);
	r->after_slow(r);
	if (r->write)
		r->kept = store_write(r->city->store, r->arena, job_run, r, &r->trouble);
	r->on_pool = false;
}

/* Starts what the handler asked for; true when the request waits. */
static bool start_later(struct req *r)
{
	if (r->reading)
		req_read_end(r);
	if (r->slow) {
		if (serve_pool(r->http, on_pool, r))
			return true;
		if (r->unstarted)
			r->unstarted(r);
	} else {
		r->job = (struct job){.run = job_run, .done = job_done, .arg = r, .arena = r->arena};
		if (store_submit(r->city->store, &r->job))
			return true;
	}
	buf_cstr(&r->http->res.head, "Retry-After: 2\r\n");
	req_error(r, 503, T_ERROR_BUSY);
	return false;
}

static enum serve_result handle(void *ctx, struct serve_req *http)
{
	struct app *a = ctx;
	struct req *r = arena_make(http->arena, struct req);
	*r = (struct req){.http = http, .app = a, .city = a->city, .arena = http->arena, .now = city_now(a->city)};
	http->app = r;
	if (form_urlencoded(r->arena, http->head.query, &r->query) != FORM_OK)
		r->query = (struct form){0};
	ladder(r);
	if ((r->write || r->slow) && start_later(r))
		return SERVE_LATER;
	finish(r);
	return SERVE_DONE;
}

static void resumed(void *ctx, struct serve_req *http)
{
	struct req *r = http->app;
	(void)ctx;
	if (r->write)
		r->answer(r, r->trouble, r->kept);
	finish(r);
}

/* RFC 9110, 15.5.6: a 405 names the methods there are. */
static void say_allowed(struct serve_req *http)
{
	struct str param[ROUTE_PARAMS];
	bool other, get = app_route_find(false, http->head.path, param, &other), post = app_route_find(true, http->head.path, param, &other);
	buf_printf(&http->res.head, "Allow: %s%s%s\r\n", get || !post ? "GET, HEAD" : "", get && post ? ", " : "", post ? "POST" : "");
}

static void edge_error(void *ctx, struct serve_req *http, const char *why)
{
	struct app *a = ctx;
	if (http->res.status == 405)
		say_allowed(http);
	struct req r = {.http = http, .app = a, .city = a->city, .arena = http->arena, .now = city_now(a->city)};
	log_line(LOG_INFO, "http.refused", "why", why, NULL);
	r.lang = reader_lang(&r);
	r.out = (struct out){&http->res.body, http->arena, r.lang};
	r.api = for_programs(http->head.path);
	req_error(&r, http->res.status, http->res.status == 413 ? T_ERROR_TOO_LARGE : http->res.status == 405 ? T_ERROR_METHOD
		: http->res.status == 503 ? T_ERROR_BUSY : http->res.status == 408 ? T_ERROR_SLOW : T_ERROR_BAD_REQUEST);
	finish(&r);
}

struct app *app_new(struct city *c, bool secure_cookies, const char *const *hosts)
{
	struct app *a = arena_make(c->arena, struct app);
	*a = (struct app){.city = c, .secure = secure_cookies, .hosts = hosts};
	a->spool = arena_printf(c->arena, "%s/spool", store_dir(c->store));
	os_mkdir(a->spool);
	return a;
}

const char *app_spool(const struct app *a)
{
	return a->spool;
}

void app_serve(struct app *a, struct serve_app *out)
{
	*out = (struct serve_app){.admit = admit, .handle = handle, .resumed = resumed, .error = edge_error, .ctx = a};
}
