/* Units: the tree with dates and succession. Law: a unit is never deleted; it
 * ends on a day and names who takes over (Regulations art. 24). */
#include "web_admin.h"

struct unit_work { const char *deed, *code; struct unit_in in; const char *contact, *successor; day_t last; };

static const struct q_unit_all *unit_with(const struct q_unit_all *u, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (cstr_eq(u[i].code, code))
			return &u[i];
	return NULL;
}

static const struct q_unit_all *unit_by(const struct q_unit_all *u, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (u[i].id == id)
			return &u[i];
	return NULL;
}

/* -- the tree */

static void show_unit(struct req *r, const struct q_unit_all *u, int depth)
{
	html(&r->out, "<tr%s><th scope=\"row\">", u->valid_to ? " class=\"ended\"" : "");
	for (int i = 0; i < depth; i++)
		html(&r->out, "&#8195;");
	staff_link(r, url_make(r->arena, "/staff/admin/units?code=%s#change", u->code), in_lang(r, u->name_en, u->name_zh));
	html(&r->out, "</th><td data-label=\"%s\"><code>%s</code></td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>",
		t(&r->out, T_ADMIN_CODE), u->code, t(&r->out, T_ADMIN_KIND), staff_words(r, "admin.kind.", u->kind),
		t(&r->out, T_ADMIN_DOC_SIGN), u->doc_sign);
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, T_ADMIN_DATES));
	staff_period(r, u->valid_from, u->valid_to);
	html(&r->out, " %s</td></tr>\n", u->successor_code ? t(&r->out, T_ADMIN_SUCCEEDED(u->successor_code)) : "");
}

/* Depth first; the depth bound also ends a circle, which the deeds refuse anyway. */
static void show_below(struct req *r, const struct q_unit_all *u, size_t n, int64_t parent, int depth)
{
	for (size_t i = 0; i < n && depth < 12; i++) {
		if (u[i].parent_id != parent)
			continue;
		show_unit(r, &u[i], depth);
		show_below(r, u, n, u[i].id, depth + 1);
	}
}

static void show_tree(struct req *r, const struct q_unit_all *u, size_t n)
{
	const struct msg heads[] = {T_ADMIN_UNIT, T_ADMIN_CODE, T_ADMIN_KIND, T_ADMIN_DOC_SIGN, T_ADMIN_DATES};
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_ADMIN_UNITS_EMPTY));
		return;
	}
	staff_table_begin(r, T_ADMIN_UNITS);
	staff_table_head(r, heads, 5);
	show_below(r, u, n, DB_NULL_INT, 0);
	staff_table_end(r);
}

/* -- the forms */

static void kind_select(struct req *r, const char *chosen)
{
	static const char *const kinds[] = {"government", "department", "bureau", "discipline", "court", "enterprise", "institution", "hotline", "other"};
	struct staff_choice c[sizeof kinds / sizeof *kinds];
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		c[i] = (struct staff_choice){kinds[i], staff_words(r, "admin.kind.", kinds[i])};
	staff_select(r, "kind", T_ADMIN_KIND, T_PAGE_CHOOSE, c, sizeof kinds / sizeof *kinds, chosen);
}

static void area_select(struct req *r, const char *chosen)
{
	struct q_area_all *a;
	size_t n = q_area_all(req_read(r), &a);
	struct staff_choice *c = arena_make_n(r->arena, struct staff_choice, n);
	for (size_t i = 0; i < n; i++)
		c[i] = (struct staff_choice){a[i].code, in_lang(r, a[i].name_en, a[i].name_zh)};
	staff_select(r, "area", field_label(F_AREA), T_STAFF_NONE, c, n, chosen);
}

static const char *contact_of(struct req *r, const struct q_unit_all *u)
{
	struct q_unit_contact c;
	return u && q_unit_contact(req_read(r), u->code, &c) ? c.contact : "";
}

static void unit_form(struct req *r, const struct q_unit_all *u, const char *parent)
{
	struct staff_choice *units;
	size_t n = staff_units(r, &units);
	form_begin(r, url_make(r->arena, "/staff/admin/units"), (struct form_options){0});
	form_hidden(r, "do", u ? "change" : "add");
	if (u)
		form_hidden(r, "code", u->code);
	else
		staff_input(r, "code", "text", T_ADMIN_CODE, T_ADMIN_CODE_HINT, admin_value(r, "code", ""), "off");
	staff_input(r, "name_zh", "text", T_ADMIN_NAME_ZH, MSG_NONE, admin_value(r, "name_zh", u ? u->name_zh : ""), "off");
	staff_input(r, "name_en", "text", T_ADMIN_NAME_EN, MSG_NONE, admin_value(r, "name_en", u ? u->name_en : ""), "off");
	kind_select(r, admin_value(r, "kind", u ? u->kind : ""));
	staff_select(r, "parent", T_ADMIN_PARENT, T_STAFF_NONE, units, n, admin_value(r, "parent", parent));
	area_select(r, admin_value(r, "area", u ? u->area_code : ""));
	staff_input(r, "doc_sign", "text", T_ADMIN_DOC_SIGN, T_ADMIN_DOC_SIGN_HINT, admin_value(r, "doc_sign", u ? u->doc_sign : ""), "off");
	staff_area(r, "duties", T_ADMIN_DUTIES, T_ADMIN_DUTIES_HINT, admin_value(r, "duties", u ? u->duties : ""), 3);
	staff_input(r, "contact", "text", T_ADMIN_CONTACT, T_ADMIN_CONTACT_HINT, admin_value(r, "contact", contact_of(r, u)), "off");
	if (!u)
		staff_input(r, "from", "date", T_ADMIN_VALID_FROM, T_ADMIN_TODAY_IF_EMPTY, admin_value(r, "from", ""), "off");
	form_submit(r, u ? T_ADMIN_SAVE : T_ADMIN_UNIT_ADD);
	form_end(r);
}

static void end_form(struct req *r, const struct q_unit_all *u)
{
	struct staff_choice *units;
	char today[11];
	size_t n = staff_units(r, &units);
	html(&r->out, "<h2>%s</h2>\n<p>%s</p>\n", t(&r->out, T_ADMIN_UNIT_END), t(&r->out, T_ADMIN_UNIT_END_WHAT));
	form_begin(r, url_make(r->arena, "/staff/admin/units"), (struct form_options){0});
	form_hidden(r, "do", "end");
	form_hidden(r, "code", u->code);
	staff_select(r, "successor", T_ADMIN_SUCCESSOR, T_PAGE_CHOOSE, units, n, req_field(r, "successor"));
	staff_input(r, "last", "date", T_ADMIN_LAST_DAY, MSG_NONE, r->form.fields && *req_field(r, "last") ? req_field(r, "last") : day_text(r->now.today, today), "off");
	html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, T_PAGE_IRREVERSIBLE));
	form_submit(r, T_ADMIN_UNIT_END);
	form_end(r);
}

void web_admin_units(struct req *r)
{
	struct q_unit_all *u;
	size_t n = q_unit_all(req_read(r), &u);
	bool adding = cstr_eq(req_field(r, "do"), "add");
	const char *code = adding ? "" : *req_field(r, "code") ? req_field(r, "code") : req_query(r, "code");
	const struct q_unit_all *one = *code ? unit_with(u, n, code) : NULL;
	const struct q_unit_all *parent = one && one->parent_id != DB_NULL_INT ? unit_by(u, n, one->parent_id) : NULL;
	admin_begin(r, T_ADMIN_UNITS, r->refusal.what);
	if (!one)
		show_tree(r, u, n);
	html(&r->out, "<h2 id=\"change\">%s</h2>\n", one ? in_lang(r, one->name_en, one->name_zh) : t(&r->out, T_ADMIN_UNIT_ADD));
	unit_form(r, one, parent ? parent->code : "");
	if (one && !one->valid_to)
		end_form(r, one);
	page_end(r);
}

/* -- the deeds */

static bool units_write(struct tx *tx, struct req *r)
{
	struct unit_work *w = r->data;
	if (cstr_eq(w->deed, "end"))
		return unit_end(tx, r->city, &r->viewer, r->now, w->code, w->successor, w->last, &r->refusal);
	bool done = cstr_eq(w->deed, "add") ? unit_add(tx, &r->viewer, r->now, &w->in, &r->refusal) : unit_change(tx, &r->viewer, r->now, w->code, &w->in, &r->refusal);
	return done && unit_set_contact(tx, &r->viewer, r->now, w->code, w->contact, &r->refusal);
}

static void units_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct unit_work *w = r->data;
	admin_answer(r, trouble, kept, url_make(r->arena, "/staff/admin/units?done=unit_%s", w->deed), web_admin_units);
}

/* A day of the form; today when empty. False: refused. */
bool admin_day(struct req *r, const char *name, day_t *out)
{
	const char *typed = req_field(r, name);
	*out = r->now.today;
	if (!*typed || day_parse(str_of(typed), out))
		return true;
	r->refusal = (struct refusal){REFUSE_INPUT, T_FAULT_DAY, NULL, F_NONE};
	return false;
}

void web_admin_units_post(struct req *r)
{
	struct unit_work *w = arena_make(r->arena, struct unit_work);
	day_t from;
	r->data = w;
	w->deed = req_field(r, "do");
	w->code = req_field(r, "code");
	w->successor = req_field(r, "successor");
	w->contact = req_field(r, "contact");
	if (!admin_day(r, "last", &w->last) || !admin_day(r, "from", &from)) {
		web_admin_units(r);
		r->http->res.status = 422;
		return;
	}
	w->in = (struct unit_in){.code = w->code, .name_zh = req_field(r, "name_zh"), .name_en = req_field(r, "name_en"),
		.kind = req_field(r, "kind"), .parent = req_field(r, "parent"), .area = req_field(r, "area"),
		.doc_sign = req_field(r, "doc_sign"), .duties = req_field(r, "duties"), .from = from};
	req_write(r, units_write, units_answer);
}
