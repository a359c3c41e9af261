/* Accounts and posts. Laws: 1 passwords are hashed on the pool, never shown,
 * never put back into a form; 2 a post is proposed by one administrator and
 * confirmed by another (pair 10); the deed judges it again. */
#include "web_admin.h"

#include "../matter/second.h"
#include "web_again.h"

struct people_work {
	const char *deed, *login, *password, *hash;
	struct person_in in;
	struct post_in post;
	int64_t post_id;
	day_t last;
};

/* -- accounts */

static void show_persons(struct req *r)
{
	const struct msg heads[] = {T_STAFF_LOGIN_NAME, T_ADMIN_NAME, T_ADMIN_STATUS};
	struct q_person_all *p;
	size_t n = q_person_all(req_read(r), &p);
	staff_table_begin(r, T_ADMIN_USERS);
	staff_table_head(r, heads, 3);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr%s><th scope=\"row\">", p[i].enabled ? "" : " class=\"ended\"");
		staff_link(r, url_make(r->arena, "/staff/admin/users?login=%s", p[i].login), p[i].login);
		html(&r->out, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n", t(&r->out, T_ADMIN_NAME),
			in_lang(r, p[i].name_en, p[i].name_zh), t(&r->out, T_ADMIN_STATUS), t(&r->out, p[i].enabled ? T_ADMIN_ENABLED : T_ADMIN_DISABLED));
	}
	staff_table_end(r);
}

static void add_form(struct req *r)
{
	struct staff_choice langs[] = {{"zh", "中文"}, {"en", "English"}};
	html(&r->out, "<h2 id=\"add\">%s</h2>\n", t(&r->out, T_ADMIN_USER_ADD));
	form_begin(r, url_make(r->arena, "/staff/admin/users"), (struct form_options){0});
	form_hidden(r, "do", "add");
	staff_input(r, "login", "text", T_STAFF_LOGIN_NAME, T_ADMIN_LOGIN_HINT, req_field(r, "login"), "off");
	staff_input(r, "name_zh", "text", T_ADMIN_NAME_ZH, MSG_NONE, req_field(r, "name_zh"), "off");
	staff_input(r, "name_en", "text", T_ADMIN_NAME_EN, MSG_NONE, req_field(r, "name_en"), "off");
	staff_select(r, "lang", T_ADMIN_LANG, MSG_NONE, langs, 2, req_field(r, "lang"));
	staff_input(r, "password", "password", T_STAFF_PASSWORD, T_ADMIN_PASSWORD_FIRST, "", "new-password");
	form_submit(r, T_ADMIN_USER_ADD);
	form_end(r);
}

static void show_posts_of(struct req *r, const char *login)
{
	struct q_post_all *p;
	size_t n = q_post_all(req_read(r), &p), shown = 0;
	html(&r->out, "<h2>%s</h2>\n<ul>\n", t(&r->out, T_ADMIN_POSTS));
	for (size_t i = 0; i < n; i++) {
		if (!cstr_eq(p[i].login, login))
			continue;
		shown++;
		html(&r->out, "<li>%s · %s · ", in_lang(r, p[i].unit_en, p[i].unit_zh), staff_role_name(r, p[i].role));
		staff_period(r, p[i].valid_from, p[i].valid_to);
		html(&r->out, "</li>\n");
	}
	html(&r->out, shown ? "</ul>\n<p>" : "</ul>\n<p class=\"empty\">");
	staff_link(r, url_make(r->arena, "/staff/admin/posts?login=%s#add", login), t(&r->out, T_ADMIN_POST_ADD));
	html(&r->out, "</p>\n");
}

/* Removed, never set: whoever lost it makes a new one at the next log-in. */
static void show_second(struct req *r, const struct q_person_by_login *p)
{
	struct second s = second_of(req_read(r), p->id);
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_STAFF_SECOND_TITLE), t(&r->out, s.in_force ? T_ADMIN_SECOND_HAS : T_ADMIN_SECOND_NONE));
	if (!s.in_force)
		return;
	form_begin(r, url_make(r->arena, "/staff/admin/users"), (struct form_options){0});
	form_hidden(r, "do", "second_reset");
	form_hidden(r, "login", p->login);
	again_field(r);
	form_submit(r, T_ADMIN_SECOND_RESET);
	form_end(r);
}

static void show_requirement(struct req *r)
{
	bool required = second_required(req_read(r));
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_STAFF_SECOND_TITLE), t(&r->out, required ? T_ADMIN_SECOND_REQUIRED : T_ADMIN_SECOND_OPTIONAL));
	form_begin(r, url_make(r->arena, "/staff/admin/users"), (struct form_options){0});
	form_hidden(r, "do", required ? "second_optional" : "second_required");
	again_field(r);
	form_submit(r, required ? T_ADMIN_SECOND_LOOSEN : T_ADMIN_SECOND_REQUIRE);
	form_end(r);
}

static void show_person(struct req *r, const struct q_person_by_login *p)
{
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_LOGIN_NAME, p->login);
	staff_fact(r, T_ADMIN_NAME, in_lang(r, p->name_en, p->name_zh));
	staff_fact(r, T_ADMIN_STATUS, t(&r->out, p->enabled ? T_ADMIN_ENABLED : T_ADMIN_DISABLED));
	html(&r->out, "</dl>\n");
	show_posts_of(r, p->login);
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_ADMIN_PASSWORD_SET));
	form_begin(r, url_make(r->arena, "/staff/admin/users"), (struct form_options){0});
	form_hidden(r, "do", "password");
	form_hidden(r, "login", p->login);
	staff_input(r, "password", "password", T_STAFF_PASSWORD_NEW, T_STAFF_PASSWORD_HINT, "", "new-password");
	form_submit(r, T_ADMIN_PASSWORD_SET);
	form_end(r);
	show_second(r, p);
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, p->enabled ? T_ADMIN_DISABLE : T_ADMIN_ENABLE), t(&r->out, T_ADMIN_DISABLE_WHAT));
	form_begin(r, url_make(r->arena, "/staff/admin/users"), (struct form_options){0});
	form_hidden(r, "do", p->enabled ? "disable" : "enable");
	form_hidden(r, "login", p->login);
	form_submit(r, p->enabled ? T_ADMIN_DISABLE : T_ADMIN_ENABLE);
	form_end(r);
}

void web_admin_users(struct req *r)
{
	struct q_person_by_login p;
	bool adding = cstr_eq(req_field(r, "do"), "add");
	const char *login = adding ? "" : *req_field(r, "login") ? req_field(r, "login") : req_query(r, "login");
	admin_begin(r, T_ADMIN_USERS, r->refusal.what);
	if (*login && q_person_by_login(req_read(r), login, &p)) {
		show_person(r, &p);
	} else {
		show_persons(r);
		add_form(r);
		show_requirement(r);
	}
	page_end(r);
}

static bool users_write(struct tx *tx, struct req *r)
{
	struct people_work *w = r->data;
	int64_t id;
	if (cstr_eq(w->deed, "password"))
		return person_set_password(tx, &r->viewer, r->now, w->login, w->hash, &r->refusal);
	if (cstr_eq(w->deed, "second_reset"))
		return second_reset(tx, &r->viewer, r->now, w->login, &r->refusal);
	if (cstr_eq(w->deed, "second_required") || cstr_eq(w->deed, "second_optional"))
		return second_require(tx, &r->viewer, r->now, cstr_eq(w->deed, "second_required"));
	if (cstr_eq(w->deed, "enable") || cstr_eq(w->deed, "disable"))
		return person_enable(tx, &r->viewer, r->now, w->login, cstr_eq(w->deed, "enable"), &r->refusal);
	if (!cstr_eq(w->deed, "add")) {
		r->refusal = (struct refusal){REFUSE_INPUT, T_REFUSE_NO_ACT, NULL, F_NONE};
		return false;
	}
	w->in.password_hash = w->hash;
	return person_add(tx, &r->viewer, r->now, &w->in, &id, &r->refusal);
}

static void users_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct people_work *w = r->data;
	admin_answer(r, trouble, kept, url_make(r->arena, "/staff/admin/users?login=%s&done=user_%s", w->login, w->deed), web_admin_users);
}

static void hash(struct req *r)
{
	struct people_work *w = r->data;
	w->hash = password_hash(r->arena, w->password);
}

static void hashed(struct req *r)
{
	req_write(r, users_write, users_answer);
}

void web_admin_users_post(struct req *r)
{
	struct people_work *w = arena_make(r->arena, struct people_work);
	r->data = w;
	w->deed = req_field(r, "do");
	w->login = req_field(r, "login");
	w->password = req_field(r, "password");
	w->in = (struct person_in){.login = w->login, .name_zh = req_field(r, "name_zh"), .name_en = req_field(r, "name_en"), .lang = req_field(r, "lang")};
	bool with_password = cstr_eq(w->deed, "password") || (cstr_eq(w->deed, "add") && *w->password);
	struct msg fault = with_password ? password_fault(w->password, w->login) : MSG_NONE;
	if (fault.id) {
		r->refusal = (struct refusal){REFUSE_INPUT, fault, NULL, F_NONE};
		web_admin_users(r);
		r->http->res.status = 422;
	} else if (with_password) {
		req_slow(r, hash, hashed);
	} else if (str_starts(str_of(w->deed), "second_")) {
		again_write(r, users_write, users_answer);
	} else {
		req_write(r, users_write, users_answer);
	}
}

/* -- posts */

static void post_button(struct req *r, const struct q_post_all *p)
{
	if (!p->confirmed && p->proposed_by == r->viewer.person_id) {
		html(&r->out, "%s", t(&r->out, T_ADMIN_POST_OTHER));
		return;
	}
	if (p->confirmed && p->valid_to)
		return;
	form_begin(r, url_make(r->arena, "/staff/admin/posts"), (struct form_options){0});
	form_hidden(r, "do", p->confirmed ? "end" : "confirm");
	form_hidden(r, "post", arena_printf(r->arena, "%lld", (long long)p->id));
	const char *words = t(&r->out, p->confirmed ? T_ADMIN_POST_END : T_ADMIN_POST_CONFIRM);
	html(&r->out, "<button type=\"submit\" class=\"secondary outline small\" aria-label=\"%s: %s\">%s</button>",
		words, in_lang(r, p->person_en, p->person_zh), words);
	form_end(r);
}

static void show_post(struct req *r, const struct q_post_all *p)
{
	html(&r->out, "<tr%s><th scope=\"row\">%s (%s)</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s %s</td>",
		p->valid_to ? " class=\"ended\"" : "", in_lang(r, p->person_en, p->person_zh), p->login, t(&r->out, T_ADMIN_UNIT),
		in_lang(r, p->unit_en, p->unit_zh), t(&r->out, T_ADMIN_ROLE), staff_role_name(r, p->role), in_lang(r, p->title_en, p->title_zh));
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, T_ADMIN_DATES));
	staff_period(r, p->valid_from, p->valid_to);
	html(&r->out, "</td><td>");
	post_button(r, p);
	html(&r->out, "</td></tr>\n");
}

static size_t show_posts(struct req *r, const struct q_post_all *p, size_t n, bool confirmed, struct msg caption)
{
	const struct msg heads[] = {T_ADMIN_NAME, T_ADMIN_UNIT, T_ADMIN_ROLE, T_ADMIN_DATES, T_ADMIN_ACT};
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		if ((p[i].confirmed != 0) != confirmed || (!confirmed && p[i].valid_to))
			continue;
		if (shown++ == 0) {
			staff_table_begin(r, caption);
			staff_table_head(r, heads, 5);
		}
		show_post(r, &p[i]);
	}
	if (shown)
		staff_table_end(r);
	return shown;
}

static size_t roles(struct req *r, struct staff_choice *out)
{
	size_t n = 0;
	for (size_t i = 0; i < role_count; i++)
		if (role_table[i].sort != ROLE_SEAT && !cstr_eq(role_table[i].name, "petitioner") && !cstr_eq(role_table[i].name, "system"))
			out[n++] = (struct staff_choice){role_table[i].name, staff_role_name(r, role_table[i].name)};
	return n;
}

static void propose_form(struct req *r)
{
	struct staff_choice role[32], *unit;
	size_t units = staff_units(r, &unit);
	html(&r->out, "<h2 id=\"add\">%s</h2>\n<p>%s</p>\n", t(&r->out, T_ADMIN_POST_ADD), t(&r->out, T_ADMIN_POST_TWO));
	form_begin(r, url_make(r->arena, "/staff/admin/posts"), (struct form_options){0});
	form_hidden(r, "do", "propose");
	staff_input(r, "login", "text", T_STAFF_LOGIN_NAME, MSG_NONE, admin_value(r, "login", req_query(r, "login")), "off");
	staff_select(r, "unit", T_ADMIN_UNIT, T_PAGE_CHOOSE, unit, units, req_field(r, "unit"));
	staff_select(r, "role", T_ADMIN_ROLE, T_PAGE_CHOOSE, role, roles(r, role), req_field(r, "role"));
	staff_input(r, "title_zh", "text", T_ADMIN_JOB_ZH, MSG_NONE, req_field(r, "title_zh"), "off");
	staff_input(r, "title_en", "text", T_ADMIN_JOB_EN, MSG_NONE, req_field(r, "title_en"), "off");
	staff_input(r, "from", "date", T_ADMIN_VALID_FROM, T_ADMIN_TODAY_IF_EMPTY, req_field(r, "from"), "off");
	form_submit(r, T_ADMIN_POST_ADD);
	form_end(r);
}

void web_admin_posts(struct req *r)
{
	struct q_post_all *p;
	size_t n = q_post_all(req_read(r), &p);
	admin_begin(r, T_ADMIN_POSTS, r->refusal.what);
	if (show_posts(r, p, n, false, T_ADMIN_POSTS_WAITING) == 0)
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_ADMIN_POSTS_NONE));
	show_posts(r, p, n, true, T_ADMIN_POSTS);
	propose_form(r);
	page_end(r);
}

static bool posts_write(struct tx *tx, struct req *r)
{
	struct people_work *w = r->data;
	int64_t id;
	if (cstr_eq(w->deed, "confirm"))
		return post_confirm(tx, &r->viewer, r->now, w->post_id, &r->refusal);
	if (cstr_eq(w->deed, "end"))
		return post_end(tx, &r->viewer, r->now, w->post_id, w->last, &r->refusal);
	return post_propose(tx, &r->viewer, r->now, &w->post, &id, &r->refusal);
}

static void posts_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct people_work *w = r->data;
	admin_answer(r, trouble, kept, url_make(r->arena, "/staff/admin/posts?done=post_%s", w->deed), web_admin_posts);
}

void web_admin_posts_post(struct req *r)
{
	struct people_work *w = arena_make(r->arena, struct people_work);
	r->data = w;
	w->deed = req_field(r, "do");
	w->post = (struct post_in){.login = req_field(r, "login"), .unit = req_field(r, "unit"), .role = req_field(r, "role"),
		.title_zh = req_field(r, "title_zh"), .title_en = req_field(r, "title_en")};
	if (!str_i64(str_of(req_field(r, "post")), &w->post_id))
		w->post_id = 0;
	/* a post ends yesterday: from the next request on it is no right any more */
	w->last = r->now.today - 1;
	if (admin_day(r, "from", &w->post.from)) {
		req_write(r, posts_write, posts_answer);
	} else {
		web_admin_posts(r);
		r->http->res.status = 422;
	}
}
