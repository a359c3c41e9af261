/* Logging in and out. Laws: 1 an unknown account, a wrong password and a
 * disabled account get the same page after the same work; 2 a throttled try
 * does not look at the password or code and says how long to wait; 3 with a
 * second factor the right password opens nothing but the question for a code,
 * for some minutes; a wrong code, a used one and none at all are told alike. */
#include "web_login.h"

#include "../base/limits.h"
#include "../base/utf8.h"
#include "../matter/audit_log.h"
#include "../matter/second.h"
#include "web_staff.h"

struct login_work {
	const char *login, *password;
	struct login_try found;
	bool matches;
	const char *token;             /* of the new session */
	const char *half, *code;       /* between password and code */
	int64_t person_id;
};

static void login_page(struct req *r, const char *login, struct msg fault, int status);
static void code_post(struct req *r, struct login_work *w);
static void match(struct req *r);
static void matched(struct req *r);
static bool login_write(struct tx *tx, struct req *r);
static void login_answer(struct req *r, enum trouble trouble, bool kept);

void web_login(struct req *r)
{
	if (r->viewer.kind == VIEWER_STAFF)
		req_redirect(r, url_make(r->arena, "/staff"));
	else
		login_page(r, "", MSG_NONE, 200);
}

static void login_page(struct req *r, const char *login, struct msg fault, int status)
{
	page_begin(r, PAGE_PUBLIC, T_STAFF_LOGIN_TITLE);
	staff_fault(r, fault);
	form_begin(r, url_make(r->arena, "/staff/login"), (struct form_options){0});
	staff_input(r, "login", "text", T_STAFF_LOGIN_NAME, MSG_NONE, login, "username");
	staff_input(r, "password", "password", T_STAFF_PASSWORD, MSG_NONE, "", "current-password");
	form_submit(r, T_STAFF_LOGIN);
	form_end(r);
	page_end(r);
	r->http->res.status = status;
}

const char *login_seconds(struct req *r, int64_t ms)
{
	return arena_printf(r->arena, "%lld", (long long)((ms + 999) / 1000));
}

/* The second question, after a right password. */
static void code_page(struct req *r, const char *half, struct msg fault, int status)
{
	page_begin(r, PAGE_PUBLIC, T_STAFF_CODE_TITLE);
	staff_fault(r, fault);
	form_begin(r, url_make(r->arena, "/staff/login"), (struct form_options){0});
	form_hidden(r, "half", half);
	staff_input(r, "code", "text", T_STAFF_CODE, T_STAFF_CODE_HINT, "", "one-time-code");
	form_submit(r, T_STAFF_LOGIN);
	form_end(r);
	page_end(r);
	r->http->res.status = status;
}

static void throttled(struct req *r, const struct login_work *w)
{
	const char *seconds = login_seconds(r, w->found.wait_ms);
	buf_printf(&r->http->res.head, "Retry-After: %s\r\n", seconds);
	audit_log(req_read(r), "login.throttled", NULL, NULL, 0);
	if (w->half)
		code_page(r, w->half, T_STAFF_LOGIN_WAIT(seconds), 429);
	else
		login_page(r, w->login, T_STAFF_LOGIN_WAIT(seconds), 429);
}

void web_login_post(struct req *r)
{
	struct login_work *w = arena_make(r->arena, struct login_work);
	r->data = w;
	if (*req_field(r, "half")) {
		code_post(r, w);
		return;
	}
	w->login = req_field(r, "login");
	w->password = req_field(r, "password");
	if (!*w->login || !*w->password) {
		login_page(r, w->login, T_STAFF_LOGIN_BOTH, 422);
		return;
	}
	if (strlen(w->login) > LIMIT_LOGIN_CHARS || strlen(w->password) > LIMIT_PASSWORD_BYTES) {
		login_page(r, "", T_STAFF_LOGIN_WRONG, 422);
		return;
	}
	login_read(req_read(r), r->city, r->now, w->login, r->http->peer, &w->found);
	if (w->found.wait_ms > 0)
		throttled(r, w);
	else
		req_slow(r, match, matched);
}

static void match(struct req *r)
{
	struct login_work *w = r->data;
	bool same = password_matches(w->found.hash, w->password);
	w->matches = same && w->found.person_id != 0;
}

static void matched(struct req *r)
{
	req_write(r, login_write, login_answer);
}

static bool login_write(struct tx *tx, struct req *r)
{
	struct login_work *w = r->data;
	if (w->matches && second_of(tx, w->found.person_id).in_force)
		w->half = login_half_new(tx, r->city, r->now, w->found.person_id);
	else if (w->matches)
		w->token = login_done(tx, r->city, r->now, w->found.person_id, w->login, r->http->peer);
	else
		login_failed(tx, r->city, r->now, w->login, r->http->peer);
	return tx->trouble == TROUBLE_NONE;
}

static void login_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct login_work *w = r->data;
	if (!kept) {
		req_trouble(r, trouble);
		return;
	}
	if (!w->matches) {
		login_page(r, w->login, T_STAFF_LOGIN_WRONG, 422);
		return;
	}
	if (w->half) {
		code_page(r, w->half, MSG_NONE, 200);
		return;
	}
	req_cookie(r, "s", w->token, false);
	req_redirect(r, url_make(r->arena, "/staff"));
}

/* -- the code */

static bool code_write(struct tx *tx, struct req *r)
{
	struct login_work *w = r->data;
	struct viewer v = {.kind = VIEWER_STAFF, .person_id = login_half(tx, r->city, r->now, w->half, &w->login)};
	w->person_id = v.person_id;
	if (v.person_id && fresh_prove(tx, r->city, r->now, &v, w->code, false, &r->refusal))
		w->token = login_done(tx, r->city, r->now, v.person_id, w->login, r->http->peer);
	return tx->trouble == TROUBLE_NONE;
}

static void code_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct login_work *w = r->data;
	if (!kept) {
		req_trouble(r, trouble);
	} else if (w->token) {
		req_cookie(r, "s", w->token, false);
		req_redirect(r, url_make(r->arena, "/staff"));
	} else if (w->person_id) {
		code_page(r, w->half, r->refusal.what, 422);
	} else {
		login_page(r, "", T_STAFF_CODE_LATE, 422);
	}
}

static void code_post(struct req *r, struct login_work *w)
{
	w->half = req_field(r, "half");
	w->code = arena_cstr(r->arena, str_head(str_of(req_field(r, "code")), LIMIT_CODE_CHARS));
	w->person_id = login_half(req_read(r), r->city, r->now, w->half, &w->login);
	w->found.wait_ms = w->person_id ? fresh_wait_ms(req_read(r), r->city, r->now, w->person_id) : 0;
	if (w->found.wait_ms > 0)
		throttled(r, w);
	else
		req_write(r, code_write, code_answer);
}

/* -- out */

static bool logout_write(struct tx *tx, struct req *r)
{
	session_end(tx, r->city, r->token);
	audit_log(tx, "logout", &r->viewer, NULL, 0);
	return tx->trouble == TROUBLE_NONE;
}

static void logout_answer(struct req *r, enum trouble trouble, bool kept)
{
	if (!kept) {
		req_trouble(r, trouble);
		return;
	}
	req_cookie(r, "s", "", false);
	buf_cstr(&r->http->res.head, "Clear-Site-Data: \"cache\",\"cookies\",\"storage\"\r\n");
	req_redirect(r, url_make(r->arena, "/staff/login"));
}

void web_logout(struct req *r)
{
	req_write(r, logout_write, logout_answer);
}
