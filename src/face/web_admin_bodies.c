/* Bodies and seats. Law: a seat is proposed by one administrator and confirmed
 * by another; what is settled ends, and is never deleted. */
#include "web_admin.h"
#include "web_meeting.h"

#include "../matter/body.h"

struct body_work { const char *deed, *code; struct body_in body; struct seat_in seat; int64_t seat_id; day_t last; };

static void choices(struct req *r, const char *name, struct msg label, const char *prefix, const char *const *list)
{
	struct staff_choice c[8];
	size_t n = 0;
	for (; list[n] && n < 8; n++)
		c[n] = (struct staff_choice){list[n], staff_words(r, prefix, list[n])};
	staff_select(r, name, label, T_PAGE_CHOOSE, c, n, admin_value(r, name, ""));
}

/* -- seats */

static void seat_button(struct req *r, const char *code, const struct q_seat_of_body *s)
{
	if (!s->confirmed && s->proposed_by == r->viewer.person_id) {
		html(&r->out, "%s", t(&r->out, T_ADMIN_POST_OTHER));
		return;
	}
	if (s->confirmed && s->valid_to)
		return;
	const char *words = t(&r->out, s->confirmed ? T_ADMIN_SEAT_END : T_ADMIN_SEAT_CONFIRM);
	form_begin(r, url_make(r->arena, "/staff/admin/bodies"), (struct form_options){0});
	form_hidden(r, "do", s->confirmed ? "end" : "confirm");
	form_hidden(r, "code", code);
	form_hidden(r, "seat", arena_printf(r->arena, "%lld", (long long)s->id));
	html(&r->out, "<button type=\"submit\" class=\"secondary outline small\" aria-label=\"%s: %s\">%s</button>", words,
		in_lang(r, s->person_en, s->person_zh), words);
	form_end(r);
}

static void show_seats(struct req *r, const char *code, int64_t body)
{
	const struct msg heads[] = {T_ADMIN_NAME, T_MEETING_SEAT, T_MEETING_TERM, T_ADMIN_ACT};
	struct q_seat_of_body *s;
	size_t n = q_seat_of_body(req_read(r), body, &s);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_MEETING_MEMBERS_NONE));
		return;
	}
	staff_table_begin(r, T_MEETING_MEMBERS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr%s><th scope=\"row\">%s (%s)</th><td data-label=\"%s\">%s %s</td><td data-label=\"%s\">", s[i].valid_to ? " class=\"ended\"" : "",
			in_lang(r, s[i].person_en, s[i].person_zh), s[i].login, t(&r->out, T_MEETING_SEAT), staff_words(r, "seat.", s[i].role),
			in_lang(r, s[i].title_en, s[i].title_zh), t(&r->out, T_MEETING_TERM));
		staff_period(r, s[i].valid_from, s[i].valid_to);
		html(&r->out, "</td><td>");
		seat_button(r, code, &s[i]);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
}

static void seat_form(struct req *r, const char *code)
{
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_ADMIN_SEAT_PROPOSE), t(&r->out, T_ADMIN_SEAT_WHAT));
	form_begin(r, url_make(r->arena, "/staff/admin/bodies"), (struct form_options){0});
	form_hidden(r, "do", "propose");
	form_hidden(r, "code", code);
	staff_input(r, "login", "text", T_STAFF_LOGIN_NAME, MSG_NONE, admin_value(r, "login", ""), "off");
	choices(r, "role", T_MEETING_SEAT, "seat.", seat_roles);
	staff_input(r, "title_zh", "text", T_ADMIN_JOB_ZH, MSG_NONE, admin_value(r, "title_zh", ""), "off");
	staff_input(r, "title_en", "text", T_ADMIN_JOB_EN, MSG_NONE, admin_value(r, "title_en", ""), "off");
	staff_input(r, "from", "date", T_ADMIN_VALID_FROM, T_ADMIN_TODAY_IF_EMPTY, admin_value(r, "from", ""), "off");
	staff_input(r, "to", "date", T_ADMIN_SEAT_TO, T_ADMIN_SEAT_TO_HINT, admin_value(r, "to", ""), "off");
	form_submit(r, T_ADMIN_SEAT_PROPOSE);
	form_end(r);
}

/* -- bodies */

static void show_bodies(struct req *r)
{
	const struct msg heads[] = {T_MEETING_BODY, T_ADMIN_CODE, T_ADMIN_KIND, T_MEETING_OF_UNIT, T_MEETING_OFFICE};
	struct q_body_all *b;
	size_t n = q_body_all(req_read(r), &b);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_ADMIN_BODIES_EMPTY));
		return;
	}
	staff_table_begin(r, T_ADMIN_BODIES);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">");
		staff_link(r, url_make(r->arena, "/staff/admin/bodies?code=%s", b[i].code), in_lang(r, b[i].name_en, b[i].name_zh));
		html(&r->out, "</th><td data-label=\"%s\"><code>%s</code></td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n",
			t(&r->out, T_ADMIN_CODE), b[i].code, t(&r->out, T_ADMIN_KIND), staff_words(r, "body.kind.", b[i].kind),
			t(&r->out, T_MEETING_OF_UNIT), in_lang(r, b[i].unit_en, b[i].unit_zh), t(&r->out, T_MEETING_OFFICE), in_lang(r, b[i].office_en, b[i].office_zh));
	}
	staff_table_end(r);
}

static void body_form(struct req *r)
{
	struct staff_choice *units;
	size_t n = staff_units(r, &units);
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_ADMIN_BODY_ADD));
	form_begin(r, url_make(r->arena, "/staff/admin/bodies"), (struct form_options){0});
	form_hidden(r, "do", "add");
	staff_input(r, "code", "text", T_ADMIN_CODE, T_ADMIN_CODE_HINT, admin_value(r, "code", ""), "off");
	choices(r, "kind", T_ADMIN_KIND, "body.kind.", body_kinds);
	staff_input(r, "name_zh", "text", T_ADMIN_NAME_ZH, MSG_NONE, admin_value(r, "name_zh", ""), "off");
	staff_input(r, "name_en", "text", T_ADMIN_NAME_EN, MSG_NONE, admin_value(r, "name_en", ""), "off");
	staff_select(r, "unit", T_MEETING_OF_UNIT, T_PAGE_CHOOSE, units, n, admin_value(r, "unit", ""));
	staff_select(r, "office", T_MEETING_OFFICE, T_PAGE_CHOOSE, units, n, admin_value(r, "office", ""));
	staff_input(r, "sign", "text", T_ADMIN_BODY_SIGN, T_ADMIN_BODY_SIGN_HINT, admin_value(r, "sign", ""), "off");
	staff_input(r, "from", "date", T_ADMIN_VALID_FROM, T_ADMIN_TODAY_IF_EMPTY, admin_value(r, "from", ""), "off");
	form_submit(r, T_ADMIN_BODY_ADD);
	form_end(r);
}

void web_admin_bodies(struct req *r)
{
	struct q_body_by_code b;
	bool adding = cstr_eq(req_field(r, "do"), "add");
	const char *code = adding ? "" : *req_field(r, "code") ? req_field(r, "code") : req_query(r, "code");
	admin_begin(r, T_ADMIN_BODIES, r->refusal.what);
	if (*code && q_body_by_code(req_read(r), code, &b)) {
		html(&r->out, "<h2>%s</h2>\n", in_lang(r, b.name_en, b.name_zh));
		show_seats(r, code, b.id);
		seat_form(r, code);
	} else {
		show_bodies(r);
		body_form(r);
	}
	page_end(r);
}

/* -- the deeds */

static bool bodies_write(struct tx *tx, struct req *r)
{
	struct body_work *w = r->data;
	int64_t id;
	if (cstr_eq(w->deed, "add"))
		return body_add(tx, &r->viewer, r->now, &w->body, &r->refusal);
	if (cstr_eq(w->deed, "propose"))
		return seat_propose(tx, &r->viewer, r->now, &w->seat, &id, &r->refusal);
	if (cstr_eq(w->deed, "confirm"))
		return seat_confirm(tx, &r->viewer, r->now, w->seat_id, &r->refusal);
	if (cstr_eq(w->deed, "end"))
		return seat_end(tx, &r->viewer, r->now, w->seat_id, w->last, &r->refusal);
	r->refusal = (struct refusal){REFUSE_INPUT, T_REFUSE_NO_ACT, NULL, F_NONE};
	return false;
}

static void bodies_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct body_work *w = r->data;
	struct url done = cstr_eq(w->deed, "add") ? url_make(r->arena, "/staff/admin/bodies?done=body_add") :
		url_make(r->arena, "/staff/admin/bodies?code=%s&done=seat_%s", w->code, w->deed);
	admin_answer(r, trouble, kept, done, web_admin_bodies);
}

void web_admin_bodies_post(struct req *r)
{
	struct body_work *w = arena_make(r->arena, struct body_work);
	day_t from, to = DAY_NONE;
	r->data = w;
	w->deed = req_field(r, "do");
	w->code = req_field(r, "code");
	if (!admin_day(r, "from", &from) || !admin_day(r, "last", &w->last) || (*req_field(r, "to") && !admin_day(r, "to", &to))) {
		web_admin_bodies(r);
		r->http->res.status = 422;
		return;
	}
	if (!str_i64(str_of(req_field(r, "seat")), &w->seat_id))
		w->seat_id = 0;
	w->body = (struct body_in){w->code, req_field(r, "kind"), req_field(r, "name_zh"), req_field(r, "name_en"), req_field(r, "unit"), req_field(r, "office"),
		req_field(r, "sign"), from};
	w->seat = (struct seat_in){w->code, req_field(r, "login"), req_field(r, "role"), req_field(r, "title_zh"), req_field(r, "title_en"), from, to};
	req_write(r, bodies_write, bodies_answer);
}
