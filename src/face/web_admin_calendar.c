/* Calendars: what is loaded, what a new text would move, loading it. Laws: 1 a
 * text is parsed with all the others before it is kept, and refused with file,
 * line and reason; 2 the due dates it would move are listed before anybody
 * confirms; 3 who confirms is not who proposed; 4 nothing typed is lost. */
#include "web_admin.h"

#include "../base/limits.h"
#include "../base/os.h"
#include "../matter/calendar_deed.h"

enum { MOVES_SHOWN = 500 };

struct calendar_work {
	const char *deed, *name, *typed, *fault;
	struct str text;
	int year;
	int64_t id;
	const struct calendar *next;
	size_t moved;
};

/* -- what would move */

static void show_moves(struct req *r, const struct calendar *next)
{
	const struct msg heads[] = {T_STAFF_NUMBER, T_STAFF_CLOCK, T_ADMIN_WAS, T_ADMIN_IS};
	struct clock_move *m;
	char was[11], is[11];
	size_t n = clock_run_moves(req_read(r), r->city, next, r->now.today, &m);
	html(&r->out, "<h2>%s</h2>\n", t(&r->out, T_ADMIN_MOVES_N(arena_printf(r->arena, "%zu", n))));
	if (n == 0)
		return;
	staff_table_begin(r, T_ADMIN_MOVES);
	staff_table_head(r, heads, 4);
	for (size_t i = 0; i < n && i < MOVES_SHOWN; i++)
		html(&r->out, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n",
			m[i].number, t(&r->out, T_STAFF_CLOCK), clock_name(r, m[i].code), t(&r->out, T_ADMIN_WAS), day_text(m[i].was, was),
			t(&r->out, T_ADMIN_IS), day_text(m[i].is, is));
	staff_table_end(r);
	if (n > MOVES_SHOWN)
		html(&r->out, "<p>%s</p>\n", t(&r->out, T_ADMIN_MOVES_MORE(arena_printf(r->arena, "%zu", n - MOVES_SHOWN))));
}

static struct msg fault_of(struct req *r, const struct cal_error *e)
{
	return T_ADMIN_CALENDAR_FAULT(e->file ? e->file : "", arena_printf(r->arena, "%d", e->line), e->reason);
}

/* The dry run of one text; its fault when it does not fit. */
static void show_dry_run(struct req *r, const char *name, struct str text)
{
	struct cal_error err;
	struct cal_text more = {name, text};
	const struct calendar *next = calendar_with(r->arena, req_read(r), r->city, &more, &err);
	if (next)
		show_moves(r, next);
	else
		staff_fault(r, fault_of(r, &err));
}

/* -- the page of one text */

static void show_one(struct req *r, int64_t id)
{
	struct q_calendar_text_by_id c;
	if (!q_calendar_text_by_id(req_read(r), id, &c)) {
		req_not_found(r);
		return;
	}
	admin_begin(r, T_STAFF_PLAIN(c.name), r->refusal.what);
	if (!c.confirmed) {
		show_dry_run(r, c.name, str_of(c.text));
		if (c.edited_by == r->viewer.person_id) {
			html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_ADMIN_CALENDAR_TWO));
		} else {
			form_begin(r, url_make(r->arena, "/staff/admin/calendar"), (struct form_options){.multipart = true});
			form_hidden(r, "do", "confirm");
			form_hidden(r, "id", arena_printf(r->arena, "%lld", (long long)id));
			html(&r->out, "<p class=\"warn\">%s</p>\n", t(&r->out, T_ADMIN_CALENDAR_CONFIRM_WHAT));
			form_submit(r, T_ADMIN_CALENDAR_CONFIRM);
			form_end(r);
		}
	}
	html(&r->out, "<h2>%s</h2>\n<pre class=\"scroll\" tabindex=\"0\">%s</pre>\n", t(&r->out, T_ADMIN_CALENDAR_TEXT), c.text);
	page_end(r);
}

/* -- the list and the form */

static void show_list(struct req *r)
{
	const struct msg heads[] = {T_ADMIN_NAME, T_ADMIN_PROPOSED, T_ADMIN_CONFIRMED};
	struct q_calendar_text_all *c;
	char minute[17];
	size_t n = q_calendar_text_all(req_read(r), &c);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_ADMIN_CALENDAR_EMPTY));
		return;
	}
	staff_table_begin(r, T_ADMIN_CALENDAR_LOADED);
	staff_table_head(r, heads, 3);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">");
		staff_link(r, url_make(r->arena, "/staff/admin/calendar?id=%lld", (long long)c[i].id), c[i].name);
		html(&r->out, "</th><td data-label=\"%s\">%s %s</td><td data-label=\"%s\">", t(&r->out, T_ADMIN_PROPOSED),
			c[i].editor ? c[i].editor : t(&r->out, T_ADMIN_COMMAND), minute_text(c[i].edited_ms, r->now.zone_min, minute), t(&r->out, T_ADMIN_CONFIRMED));
		if (c[i].confirmed_ms != DB_NULL_INT)
			html(&r->out, "%s %s", c[i].confirmer ? c[i].confirmer : t(&r->out, T_ADMIN_COMMAND),
				minute_text(c[i].confirmed_ms, r->now.zone_min, minute));
		else
			part_tag(r, "soon", T_ADMIN_CALENDAR_WAITING);
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
}

static void show_form(struct req *r, const struct calendar_work *w)
{
	struct ymd today = day_ymd(r->now.today);
	html(&r->out, "<h2 id=\"load\">%s</h2>\n<p>%s</p>\n", t(&r->out, T_ADMIN_CALENDAR_LOAD), t(&r->out, T_ADMIN_CALENDAR_FORMS));
	form_begin(r, url_make(r->arena, "/staff/admin/calendar"), (struct form_options){.multipart = true});
	html(&r->out, "<div class=\"field\"><label for=\"f-file\">%s</label><input id=\"f-file\" name=\"file\" type=\"file\" accept=\".txt,.json,.ics\"></div>\n",
		t(&r->out, T_ADMIN_CALENDAR_FILE));
	staff_area(r, "text", T_ADMIN_CALENDAR_PASTE, MSG_NONE, w && w->typed ? w->typed : "", 12);
	staff_input(r, "year", "number", T_ADMIN_YEAR, T_ADMIN_YEAR_HINT, arena_printf(r->arena, "%d", w && w->year ? w->year : today.year + 1), "off");
	html(&r->out, "<div class=\"buttons\"><button name=\"do\" value=\"check\">%s</button> <button class=\"secondary\" name=\"do\" value=\"propose\">%s</button></div>\n",
		t(&r->out, T_ADMIN_CALENDAR_CHECK), t(&r->out, T_ADMIN_CALENDAR_PROPOSE));
	form_end(r);
}

static void list_page(struct req *r, const struct calendar_work *w)
{
	const struct calendar *c = r->city->calendar;
	admin_begin(r, T_ADMIN_CALENDAR, r->refusal.what);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_STAFF_RULES_CALENDAR(arena_printf(r->arena, "%d", calendar_first_year(c)),
		arena_printf(r->arena, "%d", calendar_last_year(c)), calendar_version(c))));
	if (w && w->name)
		show_dry_run(r, w->name, w->text);
	show_list(r);
	show_form(r, w);
	page_end(r);
}

void web_admin_calendar(struct req *r)
{
	int64_t id;
	if (str_i64(str_of(req_query(r, "id")), &id))
		show_one(r, id);
	else
		list_page(r, r->data);
}

/* -- the deeds */

static bool calendar_write(struct tx *tx, struct req *r)
{
	struct calendar_work *w = r->data;
	/* while the city is served only this thread, the writer, takes from its arena */
	if (cstr_eq(w->deed, "confirm"))
		return calendar_confirm(tx, r->city, &r->viewer, r->now, w->id, r->city->arena, &w->next, &w->moved, &r->refusal);
	return calendar_propose(tx, &r->viewer, r->now, w->name, arena_cstr(r->arena, w->text), &w->id, &r->refusal);
}

static void confirm_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct calendar_work *w = r->data;
	if (kept) {
		/* the old one stays where it is: somebody may be reading it */
		r->city->calendar = w->next;
		req_redirect(r, url_make(r->arena, "/staff/admin/calendar?id=%lld&done=calendar_confirmed", (long long)w->id));
		return;
	}
	if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		show_one(r, w->id);
		r->http->res.status = staff_status(r->refusal.kind);
	}
}

static void propose_answer(struct req *r, enum trouble trouble, bool kept)
{
	struct calendar_work *w = r->data;
	admin_answer(r, trouble, kept, url_make(r->arena, "/staff/admin/calendar?id=%lld&done=calendar_proposed", (long long)w->id), web_admin_calendar);
}

/* The file when there is one, else what was pasted. */
static struct str given(struct req *r, struct calendar_work *w)
{
	struct str text = STR_NONE;
	w->typed = req_field(r, "text");
	if (r->form.files > 0 && os_read_file(r->arena, r->form.file[0].path, LIMIT_RULE_FILE_BYTES, &text) == 0)
		w->typed = arena_cstr(r->arena, text);
	return str_of(w->typed);
}

static void refused(struct req *r, struct calendar_work *w, struct msg what)
{
	r->refusal = (struct refusal){REFUSE_INPUT, what, NULL, F_NONE};
	w->name = NULL;
	list_page(r, w);
	r->http->res.status = 422;
}

void web_admin_calendar_post(struct req *r)
{
	struct calendar_work *w = arena_make(r->arena, struct calendar_work);
	struct cal_error err = {0};
	int64_t year = 0;
	r->data = w;
	w->deed = req_field(r, "do");
	if (cstr_eq(w->deed, "confirm")) {
		if (!str_i64(str_of(req_field(r, "id")), &w->id))
			w->id = 0;
		req_write(r, calendar_write, confirm_answer);
		return;
	}
	if (str_i64(str_of(req_field(r, "year")), &year) && year >= 1990 && year <= 2100)
		w->year = (int)year;
	struct str raw = given(r, w);
	struct cal_text more = {0};
	if (raw.n == 0) {
		refused(r, w, T_ADMIN_CALENDAR_NOTHING);
	} else if (!calendar_take(r->arena, raw, w->year, &w->text, &w->name, &err)) {
		refused(r, w, fault_of(r, &err));
	} else if (more = (struct cal_text){w->name, w->text}, !calendar_with(r->arena, req_read(r), r->city, &more, &err)) {
		refused(r, w, fault_of(r, &err));
	} else if (cstr_eq(w->deed, "propose")) {
		req_write(r, calendar_write, propose_answer);
	} else {
		list_page(r, w);
	}
}
