/* The access report: who opened whose identity, when and why, by unit and month.
 * Laws: 1 acts only, of staff: nothing of a petitioner but the matter's number;
 * 2 what concerns accusations only the data-protection officer sees: to an
 * auditor they do not exist; 3 nothing is left out but that. */
#include "web_privacy.h"

#include "../matter/data.h"

enum { ROWS = 50, MONTH_CHARS = 7 };

void privacy_begin(struct req *r, struct msg title, struct msg fault)
{
	page_begin(r, PAGE_STAFF, title);
	if (viewer_has_role(&r->viewer, "dpo")) {
		html(&r->out, "<nav class=\"screen\" aria-label=\"%s\"><ul>\n", t(&r->out, T_PRIVACY_TITLE));
		staff_tab(r, r->route->handle == web_access, url_make(r->arena, "/staff/access"), t(&r->out, T_PRIVACY_ACCESS));
		staff_tab(r, r->route->handle == web_breaches, url_make(r->arena, "/staff/breach"), t(&r->out, T_PRIVACY_BREACHES));
		html(&r->out, "</ul></nav>\n");
	}
	staff_flash(r, NULL);
	staff_fault(r, fault);
}

/* The first day of the month asked for (today's when none is) and of the next. */
static bool month(struct req *r, const char **from, const char **until, const char **shown)
{
	const char *asked = req_query(r, "month");
	char today[11], text[11];
	day_t first;
	day_text(r->now.today, today);
	*shown = *asked ? asked : arena_printf(r->arena, "%.*s", MONTH_CHARS, today);
	if (!day_parse(str_of(arena_printf(r->arena, "%s-01", *shown)), &first))
		return false;
	*from = arena_strdup(r->arena, day_text(first, text));
	struct ymd d = day_ymd(first);
	*until = arena_printf(r->arena, "%04d-%02d-01", d.month == 12 ? d.year + 1 : d.year, d.month == 12 ? 1 : d.month + 1);
	return true;
}

static void month_form(struct req *r, const char *shown)
{
	form_begin(r, url_make(r->arena, "/staff/access"), (struct form_options){.get = true});
	staff_input(r, "month", "month", T_PRIVACY_MONTH, MSG_NONE, shown, "off");
	form_submit(r, T_PRIVACY_SHOW);
	form_end(r);
}

static const char *act_words(struct req *r, const char *act)
{
	return act_name(r, "petition", act);
}

static void by_unit(struct req *r, const struct q_access_counts *c, size_t n)
{
	const struct msg heads[] = {T_ADMIN_UNIT, T_ADMIN_ACT, T_PRIVACY_COUNT};
	staff_table_begin(r, T_PRIVACY_BY_UNIT);
	staff_table_head(r, heads, 3);
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<tr><th scope=\"row\">%s</th><td data-label=\"%s\">%s</td><td data-label=\"%s\" class=\"number\">%lld</td></tr>\n",
			in_lang(r, c[i].unit_en, c[i].unit_zh), t(&r->out, T_ADMIN_ACT), act_words(r, c[i].act), t(&r->out, T_PRIVACY_COUNT), (long long)c[i].n);
	staff_table_end(r);
}

static void line(struct req *r, const struct q_access_list *e)
{
	struct out *o = &r->out;
	html(o, "<tr><td data-label=\"%s\">", t(o, T_ADMIN_WHEN));
	part_day(r, e->day);
	html(o, "</td><td data-label=\"%s\">%s, %s</td><td data-label=\"%s\">%s</td>", t(o, T_ADMIN_WHO), in_lang(r, e->person_en, e->person_zh),
		in_lang(r, e->unit_en, e->unit_zh), t(o, T_ADMIN_ACT), act_words(r, e->act));
	html(o, "<td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td></tr>\n", t(o, T_RECEIPT_NUMBER), e->number, t(o, field_label(F_REASON)),
		data_get(r->arena, e->data, "reason"));
}

static void each(struct req *r, const char *shown, const struct q_access_list *e, size_t n)
{
	const struct msg heads[] = {T_ADMIN_WHEN, T_ADMIN_WHO, T_ADMIN_ACT, T_RECEIPT_NUMBER, field_label(F_REASON)};
	staff_table_begin(r, T_PRIVACY_EACH);
	staff_table_head(r, heads, 5);
	for (size_t i = 0; i < n && i < ROWS; i++)
		line(r, &e[i]);
	staff_table_end(r);
	if (n <= ROWS)
		return;
	html(&r->out, "<nav class=\"paging\" aria-label=\"%s\"><ul><li>", t(&r->out, T_PAGE_PAGING));
	staff_link(r, url_make(r->arena, "/staff/access?month=%s&before=%lld", shown, (long long)e[ROWS - 1].id), t(&r->out, T_ADMIN_OLDER));
	html(&r->out, "</li></ul></nav>\n");
}

static void report(struct req *r, const char *from, const char *until, const char *shown)
{
	struct q_access_counts *c;
	struct q_access_list *e;
	struct q_erased_count erased;
	struct tx *tx = req_read(r);
	int64_t before, accusations = viewer_has_role(&r->viewer, "dpo");
	if (!str_i64(str_of(req_query(r, "before")), &before) || before < 1)
		before = INT64_MAX;
	size_t counts = q_access_counts(tx, from, until, accusations, &c), n = q_access_list(tx, from, until, accusations, before, &e);
	if (counts) {
		by_unit(r, c, counts);
		each(r, shown, e, n);
	} else {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_PRIVACY_NONE));
	}
	if (q_erased_count(tx, from, until, accusations, &erased))
		html(&r->out, "<p>%s: <strong>%lld</strong></p>\n", t(&r->out, T_PRIVACY_ERASED), (long long)erased.n);
	if (!accusations)
		html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_PRIVACY_NO_ACCUSATIONS));
}

void web_access(struct req *r)
{
	const char *from, *until, *shown;
	bool good = month(r, &from, &until, &shown);
	privacy_begin(r, T_PRIVACY_ACCESS, good ? MSG_NONE : T_PRIVACY_BAD_MONTH);
	html(&r->out, "<p>%s</p>\n", t(&r->out, T_PRIVACY_ACCESS_WORDS));
	month_form(r, shown);
	if (good)
		report(r, from, until, shown);
	page_end(r);
	if (!good)
		r->http->res.status = 422;
}
