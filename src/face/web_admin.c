/* Administration: the index, the log, and what its pages share. Law: every
 * change is a deed of matter/ with an admin event; pages only ask for it. */
#include "web_admin.h"

#include "../matter/data.h"

void admin_begin(struct req *r, struct msg title, struct msg fault)
{
	page_begin(r, PAGE_STAFF, title);
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/staff/admin"), t(&r->out, T_ADMIN_TITLE));
	html(&r->out, "</p>\n");
	staff_flash(r, NULL);
	staff_fault(r, fault);
}

void admin_answer(struct req *r, enum trouble trouble, bool kept, struct url done, void (*page)(struct req *r))
{
	if (kept && r->refusal.kind == REFUSE_NONE) {
		req_redirect(r, done);
	} else if (trouble != TROUBLE_NONE) {
		req_trouble(r, trouble);
	} else {
		page(r);
		r->http->res.status = staff_status(r->refusal.kind);
	}
}

const char *admin_value(struct req *r, const char *name, const char *stored)
{
	return r->form.fields ? req_field(r, name) : stored ? stored : "";
}

static void item(struct req *r, const char *path, struct msg title, struct msg what)
{
	html(&r->out, "<li><h2>");
	staff_link(r, (struct url){path}, t(&r->out, title));
	html(&r->out, "</h2><p>%s</p></li>\n", t(&r->out, what));
}

/* From November on somebody must load the next year. */
static void warn_calendar(struct req *r)
{
	struct ymd today = day_ymd(r->now.today);
	int need = today.month >= 11 ? today.year + 1 : today.year;
	if (!calendar_year_published(r->city->calendar, need))
		html(&r->out, "<p class=\"warn\" role=\"status\">%s</p>\n", t(&r->out, T_ADMIN_CALENDAR_LACKS(arena_printf(r->arena, "%d", need))));
}

void web_admin(struct req *r)
{
	page_begin(r, PAGE_STAFF, T_ADMIN_TITLE);
	warn_calendar(r);
	html(&r->out, "<ul class=\"index\">\n");
	item(r, "/staff/admin/units", T_ADMIN_UNITS, T_ADMIN_UNITS_WHAT);
	item(r, "/staff/admin/users", T_ADMIN_USERS, T_ADMIN_USERS_WHAT);
	item(r, "/staff/admin/posts", T_ADMIN_POSTS, T_ADMIN_POSTS_WHAT);
	item(r, "/staff/admin/bodies", T_ADMIN_BODIES, T_ADMIN_BODIES_WHAT);
	item(r, "/staff/admin/calendar", T_ADMIN_CALENDAR, T_ADMIN_CALENDAR_WHAT);
	item(r, "/staff/rules", T_STAFF_RULES_TITLE, T_STAFF_RULES_WHAT);
	item(r, "/staff/admin/log", T_ADMIN_LOG, T_ADMIN_LOG_WHAT);
	html(&r->out, "</ul>\n");
	page_end(r);
}

/* -- the log */

enum { LOG_ROWS = 50 };

static void show_data(struct req *r, const char *data)
{
	struct data_pair *pair;
	size_t n = data_pairs(r->arena, data, &pair);
	for (size_t i = 0; i < n; i++)
		html(&r->out, "%s%s: %s", i ? "; " : "", staff_words(r, "admin.key.", pair[i].key), pair[i].value);
}

static void show_line(struct req *r, const struct q_admin_event_list *e)
{
	char minute[17];
	html(&r->out, "<tr><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", t(&r->out, T_ADMIN_WHEN),
		minute_text(e->at_ms, r->now.zone_min, minute), t(&r->out, T_ADMIN_WHO),
		e->person_zh ? in_lang(r, e->person_en, e->person_zh) : t(&r->out, T_ADMIN_COMMAND));
	html(&r->out, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(&r->out, T_ADMIN_ACT),
		staff_words(r, "admin.act.", e->act), t(&r->out, T_ADMIN_OBJECT), e->object, t(&r->out, T_ADMIN_DETAIL));
	show_data(r, e->data);
	html(&r->out, "</td></tr>\n");
}

void web_admin_log(struct req *r)
{
	const struct msg heads[] = {T_ADMIN_WHEN, T_ADMIN_WHO, T_ADMIN_ACT, T_ADMIN_OBJECT, T_ADMIN_DETAIL};
	struct q_admin_event_list *e;
	int64_t before;
	if (!str_i64(str_of(req_query(r, "before")), &before) || before < 1)
		before = INT64_MAX;
	size_t n = q_admin_event_list(req_read(r), before, &e), shown = n > LOG_ROWS ? LOG_ROWS : n;
	admin_begin(r, T_ADMIN_LOG, MSG_NONE);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_ADMIN_LOG_EMPTY));
	} else {
		staff_table_begin(r, T_ADMIN_LOG);
		staff_table_head(r, heads, 5);
		for (size_t i = 0; i < shown; i++)
			show_line(r, &e[i]);
		staff_table_end(r);
	}
	if (shown < n) {
		html(&r->out, "<nav class=\"paging\" aria-label=\"%s\"><ul><li>", t(&r->out, T_PAGE_PAGING));
		staff_link(r, url_make(r->arena, "/staff/admin/log?before=%lld", (long long)e[shown - 1].id), t(&r->out, T_ADMIN_OLDER));
		html(&r->out, "</li></ul></nav>\n");
	}
	page_end(r);
}
