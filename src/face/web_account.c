/* One's own account: posts, second factor, password, API keys. Laws: 1 a
 * password is changed only by whoever knows the old one, and ends every session
 * of the account; 2 what is shown once (key, recovery codes) is on no other
 * page; 3 keys and factors are changed only by who proved lately who they are;
 * 4 a second factor is in force from its first right code, not before. */
#include "web_login.h"

#include "../base/limits.h"
#include "../base/utf8.h"
#include "../matter/second.h"
#include "web_again.h"
#include "web_public.h"

struct account_work {
	const char *deed;
	const char *old, *fresh, *label, *code;
	const char *old_hash, *fresh_hash, *key;
	const char *recovery[LIMIT_RECOVERY_CODES];    /* [0] NULL: none made */
	bool matches;
};

/* What the page shows beside the account itself. */
struct shown { struct msg fault; const char *key; const char *const *recovery; int status; };

/* -- the page */

static void do_form_begin(struct req *r, const char *deed)
{
	form_begin(r, url_make(r->arena, "/staff/account"), (struct form_options){0});
	form_hidden(r, "do", deed);
}

static void show_posts(struct req *r)
{
	html(&r->out, "<h2>%s</h2>\n<ul>\n", t(&r->out, T_STAFF_POSTS_OWN));
	for (size_t i = 0; i < r->viewer.posts; i++)
		html(&r->out, "<li>%s: %s</li>\n", r->viewer.post[i].unit_name[r->lang], staff_role_name(r, r->viewer.post[i].role));
	html(&r->out, "</ul>\n");
}

/* Key URI format of authenticator programs. */
static const char *secret_address(struct req *r, const char *secret)
{
	const char *city = r->city->name[LANG_EN];
	return url_make(r->arena, "otpauth://totp/Huiyin%%20%s:%s?secret=%s&issuer=Huiyin%%20%s&algorithm=SHA1&digits=6&period=30",
		city, r->viewer.login, secret, city).p;
}

static void show_secret(struct req *r, const char *secret)
{
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_STAFF_SECOND_SCAN));
	html_safe(&r->out, qr_svg(r->arena, secret_address(r, secret)));
	html(&r->out, "<p>%s <code>%s</code></p>\n", t(&r->out, T_STAFF_SECOND_TYPE), secret);
	do_form_begin(r, "second_confirm");
	staff_input(r, "code", "text", T_STAFF_CODE, T_STAFF_SECOND_FIRST, "", "one-time-code");
	again_field(r);
	form_submit(r, T_STAFF_SECOND_CONFIRM);
	form_end(r);
}

/* One form for two deeds, so that the proof is asked once. */
static void show_second(struct req *r)
{
	struct second s = second_of(req_read(r), r->viewer.person_id);
	html(&r->out, "<h2 id=\"second\">%s</h2>\n<p>%s</p>\n", t(&r->out, T_STAFF_SECOND_TITLE), t(&r->out, s.in_force ? T_STAFF_SECOND_ON : T_STAFF_SECOND_OFF));
	if (s.in_force)
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_STAFF_RECOVERY_LEFT(arena_printf(r->arena, "%lld", (long long)s.recovery_left))));
	const char *secret = s.pending ? second_pending(req_read(r), r->city, r->viewer.person_id) : NULL;
	if (secret) {
		show_secret(r, secret);
		return;
	}
	form_begin(r, url_make(r->arena, "/staff/account"), (struct form_options){0});
	form_hidden(r, "part", "second");
	again_field(r);
	html(&r->out, "<div class=\"buttons\"><button type=\"submit\" name=\"do\" value=\"second_begin\">%s</button>\n", t(&r->out, s.in_force ? T_STAFF_SECOND_CHANGE : T_STAFF_SECOND_BEGIN));
	if (s.in_force)
		html(&r->out, "<button type=\"submit\" class=\"secondary\" name=\"do\" value=\"recovery\">%s</button>\n", t(&r->out, T_STAFF_RECOVERY_NEW));
	html(&r->out, "</div>\n");
	form_end(r);
}

static void show_recovery(struct req *r, const char *const *code)
{
	html(&r->out, "<div class=\"flash\" role=\"status\"><p>%s</p>\n<ol>\n", t(&r->out, T_STAFF_RECOVERY_ONCE));
	for (int i = 0; i < LIMIT_RECOVERY_CODES; i++)
		html(&r->out, "<li><code>%s</code></li>\n", code[i]);
	html(&r->out, "</ol></div>\n");
}

static void show_password(struct req *r)
{
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_STAFF_PASSWORD_CHANGE));
	form_begin(r, url_make(r->arena, "/staff/account"), (struct form_options){0});
	staff_input(r, "old", "password", T_STAFF_PASSWORD_OLD, MSG_NONE, "", "current-password");
	staff_input(r, "fresh", "password", T_STAFF_PASSWORD_NEW, T_STAFF_PASSWORD_HINT, "", "new-password");
	form_submit(r, T_STAFF_PASSWORD_CHANGE);
	form_end(r);
}

static void show_keys(struct req *r)
{
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_STAFF_KEY_TITLE), t(&r->out, T_STAFF_KEY_WHAT));
	do_form_begin(r, "key");
	staff_input(r, "label", "text", T_STAFF_KEY_LABEL, MSG_NONE, req_field(r, "label"), NULL);
	form_submit(r, T_STAFF_KEY_MAKE);
	form_end(r);
	staff_button(r, url_make(r->arena, "/staff/account"), "do", "revoke", T_STAFF_KEY_REVOKE, true);
}

/* A stale session that wants a key is asked in the form that comes back. */
static void show_key_again(struct req *r)
{
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_STAFF_KEY_TITLE));
	do_form_begin(r, "key");
	staff_input(r, "label", "text", T_STAFF_KEY_LABEL, MSG_NONE, req_field(r, "label"), NULL);
	again_field(r);
	form_submit(r, T_STAFF_KEY_MAKE);
	form_end(r);
}

static void account_page(struct req *r, struct shown s)
{
	bool key_again = again_refused(r) && cstr_eq(req_field(r, "do"), "key");
	page_begin(r, PAGE_STAFF, T_STAFF_ACCOUNT);
	staff_flash(r, NULL);
	staff_fault(r, s.fault);
	if (r->viewer.must_enrol && !s.recovery)
		html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, T_STAFF_SECOND_MUST));
	if (s.key)
		html(&r->out, "<div class=\"flash\" role=\"status\"><p>%s</p><p><code>%s</code></p></div>\n", t(&r->out, T_STAFF_KEY_ONCE), s.key);
	if (s.recovery)
		show_recovery(r, s.recovery);
	if (key_again) {
		show_key_again(r);
	} else {
		show_posts(r);
		show_password(r);
		show_second(r);
		show_keys(r);
		html(&r->out, "<h2>%s</h2>\n<p>", t(&r->out, T_FEED_TITLE));
		staff_link(r, url_make(r->arena, "/staff/calendar"), t(&r->out, T_FEED_MAKE));
		html(&r->out, "</p>\n");
	}
	page_end(r);
	r->http->res.status = s.status;
}

void web_account(struct req *r)
{
	account_page(r, (struct shown){.status = 200});
}

/* -- keys and factors */

static bool deed_write(struct tx *tx, struct req *r)
{
	struct account_work *w = r->data;
	struct refusal wrong = {REFUSE_INPUT, T_REFUSE_CODE_WRONG, NULL, F_NONE};
	if (cstr_eq(w->deed, "key"))
		w->key = api_key_new(tx, r->city, r->now, r->viewer.person_id, w->label);
	else if (cstr_eq(w->deed, "revoke"))
		api_key_revoke(tx, r->now, r->viewer.person_id);
	else if (cstr_eq(w->deed, "second_begin"))
		second_begin(tx, r->city, r->viewer.person_id);
	else if (cstr_eq(w->deed, "recovery"))
		second_new_codes(tx, r->city, r->now, &r->viewer, w->recovery);
	else if (!second_confirm(tx, r->city, r->now, &r->viewer, w->code, w->recovery))
		r->refusal = wrong;
	return tx->trouble == TROUBLE_NONE;
}

static void deed_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct account_work *w = r->data;
	if (!kept)
		req_trouble(r, trouble);
	else if (r->refusal.kind != REFUSE_NONE)
		account_page(r, (struct shown){.fault = r->refusal.what, .status = 422});
	else if (w->key || w->recovery[0])
		account_page(r, (struct shown){.key = w->key, .recovery = w->recovery[0] ? w->recovery : NULL, .status = 200});
	else if (cstr_eq(w->deed, "revoke"))
		req_redirect(r, url_make(r->arena, "/staff/account?done=%s", "keys_revoked"));
	else
		req_redirect(r, url_make(r->arena, "/staff/account#second"));
}

/* -- the password */

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
		account_page(r, (struct shown){.fault = T_STAFF_PASSWORD_OLD_WRONG, .status = 422});
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

static void password_post(struct req *r, struct account_work *w)
{
	struct login_try found;
	struct msg fault = password_fault(w->fresh, r->viewer.login);
	if (fault.id) {
		account_page(r, (struct shown){.fault = fault, .status = 422});
		return;
	}
	login_read(req_read(r), r->city, r->now, r->viewer.login, r->http->peer, &found);
	if (found.wait_ms > 0) {
		account_page(r, (struct shown){.fault = T_STAFF_LOGIN_WAIT(login_seconds(r, found.wait_ms)), .status = 429});
		return;
	}
	w->old_hash = found.hash;
	req_slow(r, change, changed);
}

void web_account_post(struct req *r)
{
	static const char *const proved[] = {"key", "second_begin", "second_confirm", "recovery", NULL};
	struct account_work *w = arena_make(r->arena, struct account_work);
	r->data = w;
	w->deed = req_field(r, "do");
	w->old = req_field(r, "old");
	w->fresh = req_field(r, "fresh");
	w->code = arena_cstr(r->arena, str_head(str_of(req_field(r, "code")), LIMIT_CODE_CHARS));
	w->label = arena_cstr(r->arena, utf8_head(str_of(req_field(r, "label")), LIMIT_NAME_CHARS));
	for (const char *const *p = proved; *p; p++)
		if (cstr_eq(w->deed, *p)) {
			again_write(r, deed_write, deed_answer);
			return;
		}
	if (cstr_eq(w->deed, "revoke"))
		req_write(r, deed_write, deed_answer);
	else
		password_post(r, w);
}
