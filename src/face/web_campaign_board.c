/* The board of a campaign: units by states, months, ages. Laws: 1 every number is counted
 * from the findings as they stand, and leads to the list of exactly these; 2 each chart has
 * its table beside it; 3 a finding that came back counts as never signed off. */
#include "chart.h"
#include "web_ledger.h"
#include "web_matter.h"
#include "web_rectify.h"

enum { MONTHS = 36, STATES = 32 };

struct board {
	const struct matter *m;
	const struct q_campaign_marks *mark; size_t marks;
	const struct procedure *p;
};

static bool within(const char *day, const char *from, const char *to)
{
	return day && strcmp(day, from) >= 0 && strcmp(day, to) <= 0;
}

static void cell(struct req *r, struct msg label, int64_t n, const struct board *b, const struct campaign_filter *f)
{
	html(&r->out, "<td class=\"number\" data-label=\"%s\">", t(&r->out, label));
	if (n)
		staff_link(r, campaign_url(r, b->m, f), staff_number(r, n));
	else
		html(&r->out, "0");
	html(&r->out, "</td>");
}

/* -- units by states */

static bool used(const struct board *b, size_t state)
{
	for (size_t i = 0; i < b->marks; i++)
		if (cstr_eq(b->mark[i].state, b->p->state[state].code))
			return true;
	return false;
}

/* Of marks from..to: in this state, or in any. */
static int64_t count(const struct board *b, size_t from, size_t to, const char *state)
{
	int64_t n = 0;
	for (size_t i = from; i < to; i++)
		n += !*state || cstr_eq(b->mark[i].state, state);
	return n;
}

static void matrix_row(struct req *r, const struct board *b, const char *name, int64_t unit, size_t from, size_t to)
{
	html(&r->out, "<tr><th scope=\"row\">%s</th>", name);
	cell(r, T_RECT_ALL, count(b, from, to, ""), b, &(struct campaign_filter){.which = "", .unit_id = unit});
	for (size_t s = 0; s < b->p->states && s < STATES; s++)
		if (used(b, s))
			cell(r, T_STAFF_PLAIN(b->p->state[s].name[r->lang]), count(b, from, to, b->p->state[s].code), b,
				&(struct campaign_filter){.which = b->p->state[s].code, .unit_id = unit});
	html(&r->out, "</tr>\n");
}

static void show_matrix(struct req *r, const struct board *b)
{
	struct msg heads[STATES + 2] = {T_STAFF_LEAD, T_RECT_ALL};
	size_t n = 2;
	for (size_t s = 0; s < b->p->states && s < STATES; s++)
		if (used(b, s))
			heads[n++] = T_STAFF_PLAIN(b->p->state[s].name[r->lang]);
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_RECT_MATRIX));
	staff_table_begin(r, T_RECT_MATRIX);
	staff_table_head(r, heads, n);
	matrix_row(r, b, t(&r->out, T_RECT_ALL), 0, 0, b->marks);
	for (size_t from = 0, to; from < b->marks; from = to) {
		for (to = from; to < b->marks && b->mark[to].unit_id == b->mark[from].unit_id; to++)
			;
		matrix_row(r, b, in_lang(r, b->mark[from].unit_en, b->mark[from].unit_zh), b->mark[from].unit_id, from, to);
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- months */

struct month { char from[11], to[11]; const char *label; bool begun; int64_t due, signed_off, open; };

/* From the feedback to this month, or to the last first day that is set. */
static size_t months_of(struct req *r, const struct board *b, struct month *out)
{
	day_t day, last = r->now.today;
	for (size_t i = 0; i < b->marks; i++)
		if (b->mark[i].first_due && day_parse(str_of(b->mark[i].first_due), &day) && day > last)
			last = day;
	if (!day_parse(str_of(b->m->campaign->feedback_day), &day))
		return 0;
	struct ymd at = day_ymd(day);
	size_t n = 0;
	for (day_t first = day_of(at.year, at.month, 1); first <= last && n < MONTHS; first = day_add_months(first, 1), n++) {
		struct month *k = &out[n];
		day_t end = day_add_months(first, 1) - 1;
		*k = (struct month){.begun = first <= r->now.today};
		day_text(first, k->from);
		day_text(end, k->to);
		k->label = arena_printf(r->arena, "%.7s", k->from);
	}
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < b->marks; i++) {
			const struct q_campaign_marks *x = &b->mark[i];
			out[k].due += within(x->first_due, out[k].from, out[k].to);
			out[k].signed_off += within(x->signed_day, out[k].from, out[k].to);
			out[k].open += strcmp(x->received_day, out[k].to) <= 0 && (!x->signed_day || strcmp(x->signed_day, out[k].to) > 0);
		}
	return n;
}

static void show_months(struct req *r, const struct board *b)
{
	const struct msg heads[] = {T_RECT_MONTH, T_RECT_DUE_IN, T_RECT_SIGNED_IN, T_RECT_OPEN_ON};
	struct month *k = arena_make_n(r->arena, struct month, MONTHS);
	const char **label = arena_make_n(r->arena, const char *, MONTHS);
	int64_t *open = arena_make_n(r->arena, int64_t, MONTHS);
	size_t n = months_of(r, b, k);
	for (size_t i = 0; i < n; i++) {
		label[i] = k[i].label;
		open[i] = k[i].begun ? k[i].open : -1;
	}
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_RECT_TIMELINE), t(&r->out, T_RECT_TIMELINE_WHAT));
	chart_line(r, &(struct chart){T_RECT_BURN_DOWN, label, open, n});
	staff_table_begin(r, T_RECT_TIMELINE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th>", k[i].label);
		cell(r, heads[1], k[i].due, b, &(struct campaign_filter){.which = "due_in", .from = k[i].from, .to = k[i].to});
		cell(r, heads[2], k[i].signed_off, b, &(struct campaign_filter){.which = "signed_in", .from = k[i].from, .to = k[i].to});
		if (k[i].begun)
			cell(r, heads[3], k[i].open, b, &(struct campaign_filter){.which = "open_on", .to = k[i].to});
		else
			html(&r->out, "<td class=\"number\" data-label=\"%s\">—</td>", t(&r->out, heads[3]));
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- ages of what is not signed off, from the day the plan was issued */

static const struct { int from, to; } ages[] = {{0, 30}, {31, 90}, {91, 180}, {181, 365}, {366, 36500}};
enum { AGES = sizeof ages / sizeof *ages };

static void show_ages(struct req *r, const struct board *b)
{
	const struct msg heads[] = {T_RECT_AGE, T_RECT_FINDINGS};
	const char *label[AGES + 1];
	int64_t n[AGES + 1] = {0};
	char from[AGES][11], to[AGES][11];
	for (size_t a = 0; a < AGES; a++) {
		day_text(r->now.today - ages[a].to < 0 ? 0 : r->now.today - ages[a].to, from[a]);
		day_text(r->now.today - ages[a].from, to[a]);
		label[a] = a + 1 < AGES ? arena_printf(r->arena, "%d–%d", ages[a].from, ages[a].to) : arena_printf(r->arena, "> %d", ages[a].from - 1);
		for (size_t i = 0; i < b->marks; i++)
			n[a] += !b->mark[i].signed_day && within(b->mark[i].issued_day, from[a], to[a]);
	}
	label[AGES] = t(&r->out, T_RECT_WHICH_UNISSUED);
	for (size_t i = 0; i < b->marks; i++)
		n[AGES] += b->mark[i].issued_day == NULL;
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, T_RECT_AGES));
	chart_columns(r, &(struct chart){T_RECT_AGES, label, n, AGES + 1});
	staff_table_begin(r, T_RECT_AGES);
	staff_table_head(r, heads, 2);
	for (size_t a = 0; a <= AGES; a++) {
		html(&r->out, "<tr><th scope=\"row\">%s</th>", label[a]);
		if (a < AGES)
			cell(r, heads[1], n[a], b, &(struct campaign_filter){.which = "aged", .from = from[a], .to = to[a]});
		else
			cell(r, heads[1], n[a], b, &(struct campaign_filter){.which = "unissued"});
		html(&r->out, "</tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

void web_campaign_board(struct req *r)
{
	struct matter m;
	struct q_campaign_marks *mark;
	if (!staff_matter(r, &m))
		return;
	if (!m.campaign) {
		req_not_found(r);
		return;
	}
	struct board b = {.m = &m, .marks = q_campaign_marks(req_read(r), m.m.id, &mark), .p = city_procedure(r->city, "finding")};
	b.mark = mark;
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(rectify_words(r, m.m.subject, m.campaign->translation)));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_matter(r, m.m.number), t(&r->out, T_STAFF_BACK(m.m.number)));
	html(&r->out, "</p>\n");
	if (b.marks == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_RECT_FINDINGS_NONE));
	} else {
		show_matrix(r, &b);
		show_months(r, &b);
		show_ages(r, &b);
	}
	part_ledger_state(r);
	page_end(r);
}
