/* What everybody may read of rectification: the campaigns an office has published, their
 * numbers, and the gap between what units said of themselves and what was verified. Laws:
 * 1 nothing stands here but what was written for the public, the inspecting body, the day of
 * its feedback and numbers: no unit, no person, no evidence, no text of the work; 2 the four
 * words of standing add up to all findings, published or not; 3 what is not published answers
 * as what is not there. */
#include "web_public.h"

#include "web_rectify.h"

enum { GRADES = 4, ROWS = 100 };

/* Of the choices of a grade, as many as there are. */
static const char *const *grade_names(void)
{
	return field_table[F_GRADE_REACHED].choice;
}

static const char *title_of(const struct req *r, const char *en, const char *zh)
{
	const char *mine = in_lang(r, en, zh);
	return cstr_empty(mine) ? in_lang(r, zh, en) : mine;
}

void web_rectification(struct req *r)
{
	const struct msg heads[] = {T_RECT_CAMPAIGN, field_label(F_SOURCE_BODY), T_RECT_FEEDBACK_DAY, T_OPEN_FOUND, T_OPEN_COMPLETED, T_OPEN_KEPT_UP};
	struct q_published_campaigns *c;
	size_t n = q_published_campaigns(req_read(r), &c);
	page_begin(r, PAGE_PUBLIC, T_OPEN_TITLE);
	html(&r->out, "<p class=\"lead\">%s</p>\n<p>", t(&r->out, T_OPEN_LEAD));
	staff_link(r, url_make(r->arena, "/cases"), t(&r->out, T_CASES_OPEN_TITLE));
	html(&r->out, "</p>\n");
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_OPEN_NONE));
		page_end(r);
		return;
	}
	staff_table_begin(r, T_OPEN_CAMPAIGNS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\" class=\"long\"><a ");
		html_url(&r->out, "href", url_make(r->arena, "/rectification/%s", c[i].number));
		html(&r->out, ">");
		part_either(r, c[i].public_en, c[i].public_zh);
		html(&r->out, "</a></th><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(&r->out, heads[1]), c[i].source_body, t(&r->out, heads[2]));
		part_day(r, c[i].feedback_day);
		html(&r->out, "</td><td class=\"number\" data-label=\"%s\">%lld</td><td class=\"number\" data-label=\"%s\">%lld</td><td class=\"number\" data-label=\"%s\">%lld</td></tr>\n",
			t(&r->out, heads[3]), (long long)c[i].findings, t(&r->out, heads[4]), (long long)c[i].completed, t(&r->out, heads[5]), (long long)c[i].kept_up);
	}
	staff_table_end(r);
	page_end(r);
}

/* -- one campaign */

static void show_source(struct req *r, const struct q_published_campaign *c)
{
	char today[11];
	html(&r->out, "<dl class=\"facts\">\n");
	staff_fact(r, field_label(F_SOURCE_BODY), c->source_body);
	staff_fact_day(r, T_RECT_FEEDBACK_DAY, c->feedback_day);
	staff_fact_day(r, T_OPEN_AS_OF, day_text(r->now.today, today));
	staff_fact(r, T_LIST_STATE, t(&r->out, c->ended ? T_OPEN_ENDED : T_OPEN_GOES_ON));
	html(&r->out, "</dl>\n");
}

static void show_counts(struct req *r, int64_t campaign)
{
	struct q_published_counts n;
	if (!q_published_counts(req_read(r), campaign, &n))
		return;
	const struct { struct msg label; int64_t n; } stand[] = {{T_OPEN_FOUND, n.findings}, {T_OPEN_COMPLETED, n.completed}, {T_OPEN_STAGE, n.stage}, {T_OPEN_KEPT_UP, n.kept_up}, {T_OPEN_OPEN, n.open}},
		way[] = {{T_OPEN_ASKED, n.asked}, {T_OPEN_MOVED, n.moved}, {T_OPEN_RETURNED, n.returned}, {T_OPEN_RELAPSED, n.relapsed}, {T_OPEN_LASTING, n.lasting}};
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n<dl class=\"facts\" id=\"standing\">\n", t(&r->out, T_OPEN_STANDING), t(&r->out, T_OPEN_STANDING_WHAT));
	for (size_t i = 0; i < sizeof stand / sizeof *stand; i++)
		staff_fact(r, stand[i].label, staff_number(r, stand[i].n));
	html(&r->out, "</dl>\n</section>\n<section><h2>%s</h2>\n<dl class=\"facts\" id=\"way\">\n", t(&r->out, T_OPEN_WAY));
	for (size_t i = 0; i < sizeof way / sizeof *way; i++)
		staff_fact(r, way[i].label, staff_number(r, way[i].n));
	html(&r->out, "</dl>\n</section>\n");
}

/* -- the gap: how the unit graded itself, and what was verified */

struct gap { int64_t n[GRADES][GRADES], all, above, above_steps, below, below_steps; };

static int grade_of(const char *name)
{
	for (int g = 0; g < GRADES; g++)
		if (cstr_eq(grade_names()[g], name))
			return g;
	return -1;
}

static struct gap gap_of(struct req *r, int64_t campaign)
{
	struct gap gap = {0};
	struct q_published_grades *g;
	size_t n = q_published_grades(req_read(r), campaign, &g);
	for (size_t i = 0; i < n; i++) {
		int self = grade_of(g[i].self_grade), verified = grade_of(g[i].verified_grade), steps = verified - self;
		if (self < 0 || verified < 0)
			continue;
		gap.n[self][verified] += g[i].n;
		gap.all += g[i].n;
		gap.above += steps > 0 ? g[i].n : 0;      /* the best grade is the first */
		gap.below += steps < 0 ? g[i].n : 0;
		gap.above_steps += steps > 0 ? steps * g[i].n : 0;
		gap.below_steps += steps < 0 ? -steps * g[i].n : 0;
	}
	return gap;
}

static void show_grades(struct req *r, const struct gap *gap)
{
	struct msg heads[GRADES + 1] = {T_OPEN_SELF_BY_VERIFIED};
	for (int g = 0; g < GRADES; g++)
		heads[g + 1] = field_choice_label(F_GRADE_REACHED, grade_names()[g]);
	staff_table_begin(r, T_OPEN_GAP);
	staff_table_head(r, heads, GRADES + 1);
	for (int self = 0; self < GRADES; self++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th>", t(&r->out, T_OPEN_SELF(t(&r->out, heads[self + 1]))));
		for (int verified = 0; verified < GRADES; verified++)
			html(&r->out, self == verified ? "<td class=\"number\" data-label=\"%s\"><strong>%lld</strong></td>" : "<td class=\"number\" data-label=\"%s\">%lld</td>",
				t(&r->out, T_OPEN_VERIFIED(t(&r->out, heads[verified + 1]))), (long long)gap->n[self][verified]);
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
}

static void show_gap(struct req *r, int64_t campaign)
{
	struct gap gap = gap_of(r, campaign);
	html(&r->out, "<section id=\"gap\"><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_OPEN_GAP), t(&r->out, T_OPEN_GAP_WHAT));
	if (gap.all == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_OPEN_GAP_NONE));
		return;
	}
	show_grades(r, &gap);
	const struct msg said[] = {T_OPEN_GAP_ALL(staff_number(r, gap.all), staff_number(r, gap.all - gap.above - gap.below)), T_OPEN_GAP_ABOVE(staff_number(r, gap.above), staff_number(r, gap.above_steps)),
		T_OPEN_GAP_BELOW(staff_number(r, gap.below), staff_number(r, gap.below_steps)), T_OPEN_GAP_SUM(staff_number(r, gap.above_steps - gap.below_steps))};
	html(&r->out, "<ul>\n");
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		html(&r->out, "<li>%s</li>\n", t(&r->out, said[i]));
	html(&r->out, "</ul>\n</section>\n");
}

/* -- the findings whose texts are published */

static struct msg standing_label(const char *standing)
{
	if (cstr_eq(standing, "completed"))
		return T_OPEN_COMPLETED;
	if (cstr_eq(standing, "kept_up"))
		return T_OPEN_KEPT_UP;
	return cstr_eq(standing, "stage") ? T_OPEN_STAGE : T_OPEN_OPEN;
}

static void show_findings(struct req *r, int64_t campaign, const char *number)
{
	const struct msg heads[] = {T_RECT_FINDING, T_OPEN_STANDS};
	struct q_published_findings *f;
	int64_t after = 0;
	str_i64(str_of(req_query(r, "after")), &after);
	size_t n = q_published_findings(req_read(r), campaign, after, &f);
	html(&r->out, "<section id=\"findings\"><h2>%s</h2>\n", t(&r->out, T_OPEN_FINDINGS));
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_OPEN_FINDINGS_NONE));
		return;
	}
	staff_table_begin(r, T_OPEN_FINDINGS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < ROWS; i++) {
		html(&r->out, "<tr><th scope=\"row\" class=\"long\">%lld. ", (long long)f[i].no);
		part_either(r, f[i].public_en, f[i].public_zh);
		html(&r->out, "</th><td data-label=\"%s\">%s</td></tr>\n", t(&r->out, heads[1]), t(&r->out, standing_label(f[i].standing)));
	}
	staff_table_end(r);
	if (n > ROWS) {
		html(&r->out, "<p class=\"screen\">");
		staff_link(r, url_make(r->arena, "/rectification/%s?after=%s#findings", number, staff_number(r, f[ROWS - 1].no)), t(&r->out, T_RECT_MORE));
		html(&r->out, "</p>\n");
	}
	html(&r->out, "</section>\n");
}

void web_rectification_campaign(struct req *r)
{
	struct q_published_campaign c;
	const char *number = arena_cstr(r->arena, req_param(r, 0));
	if (!q_published_campaign(req_read(r), number, &c)) {
		req_not_found(r);
		return;
	}
	page_begin(r, PAGE_PUBLIC, T_STAFF_PLAIN(title_of(r, c.public_en, c.public_zh)));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/rectification"), t(&r->out, T_OPEN_BACK));
	html(&r->out, "</p>\n");
	show_source(r, &c);
	show_counts(r, c.id);
	show_gap(r, c.id);
	show_findings(r, c.id, number);
	page_end(r);
}

/* -- for the office, on its own pages */

void part_published(struct req *r, bool public, const char *zh, const char *en, const char *campaign)
{
	if (!public)
		return;
	html(&r->out, "<section id=\"public\"><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_OPEN_PUBLIC));
	staff_fact(r, field_label(F_PUBLIC_ZH), zh);
	staff_fact(r, field_label(F_PUBLIC_EN), en);
	html(&r->out, "</dl>\n<p>");
	staff_link(r, url_make(r->arena, "/rectification/%s", campaign), t(&r->out, T_OPEN_SEE));
	html(&r->out, "</p></section>\n");
}
