/* Logging in and out, and one's own account. Laws: 1 an unknown account, a
 * wrong password and a disabled account get the same page after the same work;
 * 2 a throttled try does not look at the password and says how long to wait;
 * 3 a password is changed only by whoever knows the old one, and ends every
 * session of the account; 4 an API key is shown once. */
#include "web_login.h"

#include "../base/limits.h"
#include "../base/utf8.h"
#include "web_staff.h"

struct login_work {
	const char *login, *password;
	struct login_try found;
	bool matches;
	const char *token;
};

static void login_page(struct req *r, const char *login, struct msg fault, int status);
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

static const char *seconds_text(struct req *r, int64_t ms)
{
	return arena_printf(r->arena, "%lld", (long long)((ms + 999) / 1000));
}

static void throttled(struct req *r, const struct login_work *w)
{
	const char *seconds = seconds_text(r, w->found.wait_ms);
	buf_printf(&r->http->res.head, "Retry-After: %s\r\n", seconds);
	login_page(r, w->login, T_STAFF_LOGIN_WAIT(seconds), 429);
}

void web_login_post(struct req *r)
{
	struct login_work *w = arena_make(r->arena, struct login_work);
	r->data = w;
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
	if (w->matches)
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
	req_cookie(r, "s", w->token, false);
	req_redirect(r, url_make(r->arena, "/staff"));
}

/* -- out */

static bool logout_write(struct tx *tx, struct req *r)
{
	session_end(tx, r->city, r->token);
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

/* -- one's own account: password and API key */

struct account_work {
	const char *old, *fresh, *label;
	const char *old_hash, *fresh_hash, *key;
	bool matches, wants_key;
};

static void account_page(struct req *r, struct msg fault, const char *key, int status)
{
	page_begin(r, PAGE_STAFF, T_STAFF_ACCOUNT);
	staff_flash(r, NULL);
	staff_fault(r, fault);
	if (key)
		html(&r->out, "<div class=\"flash\" role=\"status\"><p>%s</p><p><code>%s</code></p></div>\n", t(&r->out, T_STAFF_KEY_ONCE), key);
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_STAFF_POSTS_OWN));
	html(&r->out, "<ul>\n");
	for (size_t i = 0; i < r->viewer.posts; i++)
		html(&r->out, "<li>%s: %s</li>\n", r->viewer.post[i].unit_name[r->lang], staff_role_name(r, r->viewer.post[i].role));
	html(&r->out, "</ul>\n<h2>%s</h2>\n", t(&r->out, T_STAFF_PASSWORD_CHANGE));
	form_begin(r, url_make(r->arena, "/staff/account"), (struct form_options){0});
	staff_input(r, "old", "password", T_STAFF_PASSWORD_OLD, MSG_NONE, "", "current-password");
	staff_input(r, "fresh", "password", T_STAFF_PASSWORD_NEW, T_STAFF_PASSWORD_HINT, "", "new-password");
	form_submit(r, T_STAFF_PASSWORD_CHANGE);
	form_end(r);
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_STAFF_KEY_TITLE), t(&r->out, T_STAFF_KEY_WHAT));
	form_begin(r, url_make(r->arena, "/staff/account"), (struct form_options){0});
	form_hidden(r, "do", "key");
	staff_input(r, "label", "text", T_STAFF_KEY_LABEL, MSG_NONE, "", NULL);
	form_submit(r, T_STAFF_KEY_MAKE);
	form_end(r);
	staff_button(r, url_make(r->arena, "/staff/account"), "do", "revoke", T_STAFF_KEY_REVOKE, true);
	page_end(r);
	r->http->res.status = status;
}

void web_account(struct req *r)
{
	account_page(r, MSG_NONE, NULL, 200);
}

static bool key_write(struct tx *tx, struct req *r)
{
	struct account_work *w = r->data;
	if (w->wants_key)
		w->key = api_key_new(tx, r->city, r->now, r->viewer.person_id, w->label);
	else
		q_api_key_revoke_all(tx, r->viewer.person_id, r->now.utc_ms);
	q_admin_event_insert(tx, r->now.utc_ms, r->viewer.person_id, w->wants_key ? "key_new" : "key_revoke", r->viewer.login, "{}");
	return tx->trouble == TROUBLE_NONE;
}

static void key_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct account_work *w = r->data;
	if (!kept)
		req_trouble(r, trouble);
	else if (w->key)
		account_page(r, MSG_NONE, w->key, 200);
	else
		req_redirect(r, url_make(r->arena, "/staff/account?done=%s", "keys_revoked"));
}

static void change(struct req *r)
{
	struct account_work *w = r->data;
	w->matches = password_matches(w->old_hash, w->old);
	w->fresh_hash = w->matches ? password_hash(r->arena, w->fresh) : NULL;
}

static bool change_write(struct tx *tx, struct req *r)
{
	struct account_work *w = r->data;
	if (w->matches)
		return person_set_password(tx, &r->viewer, r->now, r->viewer.login, w->fresh_hash, &r->refusal);
	login_failed(tx, r->city, r->now, r->viewer.login, r->http->peer);
	return tx->trouble == TROUBLE_NONE;
}

static void change_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct account_work *w = r->data;
	if (!kept) {
		req_trouble(r, trouble);
	} else if (!w->matches) {
		account_page(r, T_STAFF_PASSWORD_OLD_WRONG, NULL, 422);
	} else {
		/* every session has ended, this one too */
		req_cookie(r, "s", "", false);
		req_redirect(r, url_make(r->arena, "/staff/login"));
	}
}

static void changed(struct req *r)
{
	req_write(r, change_write, change_answer);
}

void web_account_post(struct req *r)
{
	struct account_work *w = arena_make(r->arena, struct account_work);
	struct login_try found;
	const char *deed = req_field(r, "do");
	r->data = w;
	w->old = req_field(r, "old");
	w->fresh = req_field(r, "fresh");
	w->label = arena_cstr(r->arena, utf8_head(str_of(req_field(r, "label")), LIMIT_NAME_CHARS));
	w->wants_key = cstr_eq(deed, "key");
	if (w->wants_key || cstr_eq(deed, "revoke")) {
		req_write(r, key_write, key_answer);
		return;
	}
	struct msg fault = password_fault(w->fresh, r->viewer.login);
	if (fault.id) {
		account_page(r, fault, NULL, 422);
		return;
	}
	login_read(req_read(r), r->city, r->now, r->viewer.login, r->http->peer, &found);
	if (found.wait_ms > 0) {
		account_page(r, T_STAFF_LOGIN_WAIT(seconds_text(r, found.wait_ms)), NULL, 429);
		return;
	}
	w->old_hash = found.hash;
	req_slow(r, change, changed);
}
