/* Shared parts of the staff's pages. Laws: 1 words come from the catalogue by
 * name, never from the code; 2 a matter one may not know of answers like none. */
#include "web_staff.h"

#include "../matter/unit.h"

const char *staff_words(struct req *r, const char *prefix, const char *name)
{
	int id = msg_id(arena_printf(r->arena, "%s%s", prefix, name));
	return id ? t(&r->out, (struct msg){.id = id}) : name;
}

const char *staff_paper_name(struct req *r, const char *kind)
{
	int id = msg_id(arena_printf(r->arena, "doc.%s.title", kind));
	return id ? t(&r->out, (struct msg){.id = id}) : kind;
}

const char *staff_role_name(struct req *r, const char *who)
{
	return staff_words(r, "role.", arena_cstr(r->arena, str_head(str_of(who), strcspn(who, "@"))));
}

const char *staff_unit_name(struct req *r, int64_t unit_id)
{
	struct q_unit_by_id u;
	if (unit_id == DB_NULL_INT || !q_unit_by_id(req_read(r), unit_id, &u))
		return "";
	return in_lang(r, u.name_en, u.name_zh);
}

static const char *unit_of_code(struct req *r, const char *code)
{
	struct q_unit_find_code found;
	return q_unit_find_code(req_read(r), code, &found) ? staff_unit_name(r, found.id) : code;
}

static const char *person_of_login(struct req *r, const char *login)
{
	struct q_person_by_login p;
	return q_person_by_login(req_read(r), login, &p) ? in_lang(r, p.name_en, p.name_zh) : login;
}

const char *staff_field_value(struct req *r, enum field f, const char *value)
{
	struct msg choice;
	switch (field_table[f].type) {
	case FIELD_CHOICE:
		choice = field_choice_label(f, value);
		return choice.id ? t(&r->out, choice) : value;
	case FIELD_TICK: return t(&r->out, T_PAGE_YES);
	case FIELD_UNIT: case FIELD_REPORTING: return unit_of_code(r, value);
	case FIELD_PERSON: case FIELD_STAFF: case FIELD_ATTENDEE: return person_of_login(r, value);
	case FIELD_LINE: case FIELD_TEXT: case FIELD_DAY: case FIELD_NUMBER:
	case FIELD_ITEM: case FIELD_BODY: case FIELD_CLAUSE: case FIELD_PARCEL: case FIELD_PROGRAMME: case FIELD_SPOT: case FIELD_AREA: case FIELD_IDENTITY: case FIELD_FILES: break;
	}
	return value;
}

const char *staff_number(struct req *r, int64_t n)
{
	return arena_printf(r->arena, "%lld", (long long)n);
}

int64_t staff_page(struct req *r, int64_t most)
{
	int64_t page;
	return str_i64(str_of(req_query(r, "page")), &page) && page >= 1 && page <= most ? page : 1;
}

void staff_link(struct req *r, struct url u, const char *text)
{
	html(&r->out, "<a ");
	html_url(&r->out, "href", u);
	html(&r->out, ">%s</a>", text);
}

void staff_tab(struct req *r, bool here, struct url u, const char *text)
{
	html(&r->out, here ? "<li><strong aria-current=\"page\">%s</strong></li>\n" : "<li>", text);
	if (here)
		return;
	staff_link(r, u, text);
	html(&r->out, "</li>\n");
}

void staff_flash(struct req *r, const struct procedure *p)
{
	const char *done = req_query(r, "done");
	if (!*done)
		return;
	int id = msg_id(arena_printf(r->arena, "staff.done.%s", done));
	bool known = p && proc_act_find(p, done) >= 0;
	if (!id && !known)
		return;                        /* an address somebody made up says nothing */
	const char *words = id ? t(&r->out, (struct msg){.id = id}) : t(&r->out, T_PAGE_DONE(act_name(r, p->code, done)));
	html(&r->out, "<p class=\"flash\" role=\"status\">%s</p>\n", words);
}

void staff_fault(struct req *r, struct msg what)
{
	if (what.id)
		html(&r->out, "<section class=\"errors\" role=\"alert\" aria-labelledby=\"errors\"><h2 id=\"errors\">%s</h2><ul><li>%s</li></ul></section>\n",
			t(&r->out, T_PAGE_ERRORS), t(&r->out, what));
}

int staff_status(enum refusal_kind kind)
{
	switch (kind) {
	case REFUSE_RIGHT: return 403;
	case REFUSE_STATE: return 409;
	case REFUSE_ABSENT: return 404;
	case REFUSE_INPUT: case REFUSE_FRESH: case REFUSE_NONE: break;
	}
	return 422;
}

void staff_fact(struct req *r, struct msg label, const char *value)
{
	if (!cstr_empty(value))
		html(&r->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", t(&r->out, label), value);
}

void staff_fact_day(struct req *r, struct msg label, const char *day)
{
	if (cstr_empty(day))
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, label));
	part_day(r, day);
	html(&r->out, "</dd></div>\n");
}

void staff_action(struct req *r, struct url u, struct msg label)
{
	html(&r->out, "<p class=\"screen\"><a role=\"button\" ");
	html_url(&r->out, "href", u);
	html(&r->out, ">%s</a></p>\n", t(&r->out, label));
}

void staff_period(struct req *r, const char *from, const char *to)
{
	part_day(r, from);
	html(&r->out, " – ");
	if (to)
		part_day(r, to);
}

void staff_table_begin(struct req *r, struct msg caption)
{
	html(&r->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"cards\"><caption>%s</caption>\n",
		t(&r->out, caption), t(&r->out, caption));
}

void staff_table_head(struct req *r, const struct msg *heads, size_t n)
{
	html(&r->out, "<thead><tr>");
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<th scope=\"col\">%s</th>", t(&r->out, heads[i]));
	html(&r->out, "</tr></thead><tbody>\n");
}

void staff_table_end(struct req *r)
{
	html(&r->out, "</tbody></table></div>\n");
}

/* -- form parts */

void staff_select(struct req *r, const char *name, struct msg label, struct msg any, const struct staff_choice *c, size_t n, const char *chosen)
{
	html(&r->out, "<div class=\"field\"><label for=\"f-%s\">%s</label>\n<select id=\"f-%s\" name=\"%s\">\n",
		name, t(&r->out, label), name, name);
	if (any.id)
		html(&r->out, "<option value=\"\">%s</option>\n", t(&r->out, any));
	for (size_t i = 0; i < n; i++)
		html(&r->out, cstr_eq(c[i].value, chosen) ? "<option value=\"%s\" selected>%s</option>\n" : "<option value=\"%s\">%s</option>\n",
			c[i].value, c[i].shown);
	html(&r->out, "</select></div>\n");
}

static void hint(struct req *r, const char *name, struct msg words)
{
	if (words.id)
		html(&r->out, "<small id=\"h-%s\">%s</small>\n", name, t(&r->out, words));
}

void staff_input(struct req *r, const char *name, const char *type, struct msg label, struct msg words, const char *value, const char *autocomplete)
{
	html(&r->out, "<div class=\"field\"><label for=\"f-%s\">%s</label>\n", name, t(&r->out, label));
	hint(r, name, words);
	html(&r->out, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" value=\"%s\"", name, name, type, value);
	if (words.id)
		html(&r->out, " aria-describedby=\"h-%s\"", name);
	if (autocomplete)
		html(&r->out, " autocomplete=\"%s\"", autocomplete);
	html(&r->out, "></div>\n");
}

void staff_area(struct req *r, const char *name, struct msg label, struct msg words, const char *value, int rows)
{
	html(&r->out, "<div class=\"field\"><label for=\"f-%s\">%s</label>\n", name, t(&r->out, label));
	hint(r, name, words);
	html(&r->out, "<textarea id=\"f-%s\" name=\"%s\" rows=\"%d\"", name, name, rows);
	if (words.id)
		html(&r->out, " aria-describedby=\"h-%s\"", name);
	html(&r->out, ">\n%s</textarea></div>\n", value);
}

void staff_tick(struct req *r, const char *name, struct msg label, bool on)
{
	html(&r->out, "<div class=\"field tick\"><label for=\"f-%s\"><input type=\"checkbox\" id=\"f-%s\" name=\"%s\" value=\"1\"%s> %s</label></div>\n",
		name, name, name, on ? " checked" : "", t(&r->out, label));
}

void staff_button(struct req *r, struct url action, const char *name, const char *value, struct msg label, bool danger)
{
	form_begin(r, action, (struct form_options){0});
	if (name)
		form_hidden(r, name, value);
	if (danger)
		html(&r->out, "<button type=\"submit\" class=\"secondary\">%s</button>\n", t(&r->out, label));
	else
		form_submit(r, label);
	form_end(r);
}

size_t staff_units(struct req *r, struct staff_choice **out)
{
	struct q_unit_names *u;
	size_t n = q_unit_names(req_read(r), &u);
	*out = arena_make_n(r->arena, struct staff_choice, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct staff_choice){u[i].code, in_lang(r, u[i].name_en, u[i].name_zh)};
	return n;
}

bool staff_matter(struct req *r, struct matter *m)
{
	struct tx *tx = req_read(r);
	const char *number = arena_cstr(r->arena, req_param(r, 0));
	if (matter_find(tx, r->city, &r->viewer, r->now.today, number, m))
		return true;
	if (tx->trouble != TROUBLE_NONE)
		req_trouble(r, tx->trouble);
	else
		req_not_found(r);
	return false;
}
