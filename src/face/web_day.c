/* My day. Laws: 1 the groups and their rows are list_my_day's, nothing is
 * counted here that it did not give; 2 the latest stands first; 3 a group of
 * more rows than the page shows links to itself alone (?group=CODE). */
#include "web_day.h"

#include "table.h"
#include "web_ledger.h"
#include "web_rectify.h"
#include "web_staff.h"

enum { DAY_ROWS = 15 };

struct sums { int64_t late, soon, all; };

static bool soon(const char *nominal, struct now now)
{
	day_t day;
	return nominal && day_parse(str_of(nominal), &day) && day <= now.today + 5;
}

static void count(struct req *r, const struct list_group *g, size_t n, struct sums *s)
{
	char today[11];
	day_text(r->now.today, today);
	for (size_t i = 0; i < n; i++) {
		s->all += g[i].total;
		for (size_t k = 0; k < g[i].rows; k++) {
			const struct list_row *row = &g[i].row[k];
			if (row->next_due && strcmp(row->next_due, today) < 0)
				s->late++;
			else if (soon(row->next_nominal, r->now))
				s->soon++;
		}
	}
}

static void show_sums(struct req *r, const struct sums *s)
{
	struct { struct msg label; int64_t n; const char *list; } fact[] = {
		{T_STAFF_SUM_LATE, s->late, "late"}, {T_STAFF_SUM_SOON, s->soon, "soon"}, {T_STAFF_SUM_ALL, s->all, NULL}};
	html(&r->out, "<p class=\"lead\">");
	for (size_t i = 0; i < 3; i++) {
		html(&r->out, "%s<strong>%lld</strong> ", i ? " · " : "", (long long)fact[i].n);
		if (fact[i].list)
			staff_link(r, url_make(r->arena, "/staff/search?clock=%s&open=1", fact[i].list), t(&r->out, fact[i].label));
		else
			html(&r->out, "%s", t(&r->out, fact[i].label));
	}
	html(&r->out, "</p>\n");
}

static void show_group(struct req *r, const struct list_group *g, bool whole)
{
	size_t shown = whole || g->rows <= DAY_ROWS ? g->rows : DAY_ROWS;
	html(&r->out, "<section><h2 id=\"g-%s\">%s <span class=\"count\">%lld</span></h2>\n", g->code,
		staff_words(r, "staff.group.", g->code), (long long)g->total);
	part_matter_table(r, g->row, shown, T_STAFF_GROUP_EMPTY);
	if (shown < g->rows) {
		html(&r->out, "<p>");
		staff_link(r, url_make(r->arena, "/staff?group=%s", g->code),
			t(&r->out, T_STAFF_GROUP_ALL(arena_printf(r->arena, "%lld", (long long)g->total))));
		html(&r->out, "</p>\n");
	}
	html(&r->out, "</section>\n");
}

static void show_jumps(struct req *r, const struct list_group *g, size_t n)
{
	html(&r->out, "<nav class=\"jumps\" aria-label=\"%s\"><ul>\n", t(&r->out, T_STAFF_JUMPS));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>");
		staff_link(r, url_make(r->arena, "#g-%s", g[i].code), staff_words(r, "staff.group.", g[i].code));
		html(&r->out, " <span class=\"count\">%lld</span></li>\n", (long long)g[i].total);
	}
	html(&r->out, "</ul></nav>\n");
}

static void nothing(struct req *r)
{
	html(&r->out, "<p class=\"empty\">%s</p>\n<p>", t(&r->out, r->viewer.posts ? T_STAFF_DAY_EMPTY : T_STAFF_DAY_NO_POST));
	staff_link(r, url_make(r->arena, "/staff/search"), t(&r->out, T_STAFF_SEARCH));
	html(&r->out, "</p>\n");
}

void web_day(struct req *r)
{
	struct list_group *g;
	struct sums s = {0};
	const char *only = req_query(r, "group");
	size_t n = list_my_day(req_read(r), r->city, &r->viewer, r->now, &g);
	char today[11];
	page_begin(r, PAGE_STAFF, T_STAFF_DAY_TITLE);
	staff_flash(r, NULL);
	if (viewer_has_role(&r->viewer, "sysadmin") || viewer_has_role(&r->viewer, "auditor"))
		part_ledger_alarm(r);
	html(&r->out, "<p class=\"today\">%s, ", r->viewer.name[r->lang]);
	part_day(r, day_text(r->now.today, today));
	html(&r->out, " · ");
	staff_link(r, url_make(r->arena, "/staff/account"), t(&r->out, T_STAFF_ACCOUNT));
	html(&r->out, "</p>\n");
	if (*only) {
		html(&r->out, "<p>");
		staff_link(r, url_make(r->arena, "/staff"), t(&r->out, T_STAFF_DAY_BACK));
		html(&r->out, "</p>\n");
	} else {
		count(r, g, n, &s);
		show_sums(r, &s);
		if (n > 1)
			show_jumps(r, g, n);
	}
	bool warned = !*only && part_warned(r);
	for (size_t i = 0; i < n; i++)
		if (!*only || cstr_eq(g[i].code, only))
			show_group(r, &g[i], *only != '\0');
	if (n == 0 && !warned)
		nothing(r);
	else if (n)
		part_table_links(r, "/staff/list/day", (struct url){""});
	page_end(r);
}
