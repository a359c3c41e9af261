/* A campaign's findings as lists: what (issues), by what (tasks), who (duties), views of the
 * same rows under the same filter; and what somebody is warned of. Laws: 1 the filter stands
 * whole in the address; 2 colours are words too. */
#include "table.h"
#include "web_rectify.h"

static const char *day_asked(struct req *r, const char *name)
{
	day_t d;
	const char *day = req_query(r, name);
	return day_parse(str_of(day), &d) ? day : "";
}

static struct campaign_filter filter_of(struct req *r)
{
	struct q_unit_find_code u;
	const char *which = req_query(r, "which"), *unit = req_query(r, "unit");
	struct campaign_filter f = {.which = campaign_which(r->city, which) ? which : "", .from = day_asked(r, "from"), .to = day_asked(r, "to")};
	if (*unit)
		f.unit_id = q_unit_find_code(req_read(r), unit, &u) ? u.id : -1;
	return f;
}

static const char *unit_code(struct req *r, int64_t id)
{
	struct q_unit_by_id u;
	return id > 0 && q_unit_by_id(req_read(r), id, &u) ? u.code : "";
}

static struct url list_url(struct req *r, const struct matter *m, const struct campaign_filter *f, const char *layout, int64_t after)
{
	return url_make(r->arena, "/staff/m/%s?which=%s&unit=%s&from=%s&to=%s&list=%s&after=%s#findings", m->m.number, f->which, unit_code(r, f->unit_id),
		f->from ? f->from : "", f->to ? f->to : "", layout, staff_number(r, after));
}

struct url campaign_url(struct req *r, const struct matter *m, const struct campaign_filter *f)
{
	return list_url(r, m, f, "stand", 0);
}

size_t campaign_findings(struct req *r, const struct matter *m, bool *more, struct q_campaign_findings **out)
{
	int64_t after = 0;
	struct campaign_filter f = filter_of(r);
	str_i64(str_of(req_query(r, "after")), &after);
	size_t n = campaign_list(req_read(r), r->city, r->now, m->m.id, &f, after, out);
	*more = n > CAMPAIGN_ROWS;
	return *more ? CAMPAIGN_ROWS : n;
}

/* -- colours */

void part_warning(struct req *r, enum warning w)
{
	static const char *const class_words[] = {[WARNING_GREEN] = "calm", [WARNING_YELLOW] = "soon", [WARNING_RED] = "late"};
	const struct msg words[] = {[WARNING_NONE] = MSG_NONE, [WARNING_GREEN] = T_RECT_WARNING_GREEN, [WARNING_YELLOW] = T_RECT_WARNING_YELLOW, [WARNING_RED] = T_RECT_WARNING_RED};
	if (w == WARNING_NONE)
		return;
	html(&r->out, " ");
	part_tag(r, class_words[w], words[w]);
}

static enum warning warning_at(struct req *r, const char *due)
{
	day_t day;
	return due && day_parse(str_of(due), &day) ? warning_of(&r->city->warnings, r->now.today, day) : WARNING_NONE;
}

/* -- cells */

static void cell_due(struct req *r, const struct q_campaign_findings *f)
{
	html(&r->out, "<td data-label=\"%s\">", t(&r->out, T_LIST_DUE));
	part_day(r, f->due ? f->due : f->first_due);
	if (f->due && f->first_due && !cstr_eq(f->due, f->first_due)) {
		html(&r->out, "<br><small>%s ", t(&r->out, T_RECT_FIRST_DUE));
		part_day(r, f->first_due);
		html(&r->out, "</small>");
	}
	part_warning(r, warning_at(r, f->due));
	html(&r->out, "</td>");
}

static void cell_text(struct req *r, struct msg label, const char *text)
{
	html(&r->out, "<td data-label=\"%s\">%s</td>", t(&r->out, label), cstr_empty(text) ? "—" : text);
}

static void row_head(struct req *r, const struct q_campaign_findings *f)
{
	html(&r->out, "<tr><th scope=\"row\" class=\"long\">%lld. ", (long long)f->no);
	staff_link(r, url_matter(r, f->number), rectify_words(r, f->subject, f->translation));
	if (*f->grp)
		html(&r->out, "<br><small>%s</small>", f->grp);
	html(&r->out, "</th>");
}

static const char *lead(struct req *r, const struct q_campaign_findings *f)
{
	return *f->term ? in_lang(r, f->unit_en, f->unit_zh) : "";
}

/* -- the four layouts */

static void row_stand(struct req *r, const struct q_campaign_findings *f)
{
	struct out *o = &r->out;
	const struct { bool is; struct msg words; } fact[] = {{f->implemented, T_RECT_IMPLEMENTED}, {f->in_place, T_RECT_IN_PLACE}, {f->in_effect, T_RECT_IN_EFFECT}};
	row_head(r, f);
	html(o, "<td data-label=\"%s\">%s", t(o, T_LIST_STATE), state_name(r, "finding", f->state));
	if (f->stage_day && !f->signed_day)
		html(o, "<br><small>%s</small>", t(o, T_RECT_WHICH_STAGE));
	if (f->silent)
		html(o, "<br><small>%s</small>", t(o, T_RECT_WHICH_SILENT));
	if (f->relapses)
		html(o, "<br><small>%s</small>", t(o, T_RECT_WHICH_RELAPSED));
	html(o, "</td>");
	cell_text(r, T_STAFF_LEAD, lead(r, f));
	cell_due(r, f);
	html(o, "<td data-label=\"%s\">%lld / %lld</td><td data-label=\"%s\">", t(o, T_RECT_MEASURES), (long long)f->done, (long long)f->measures, t(o, T_RECT_THREE));
	for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
		html(o, "%s%s %s", i ? " · " : "", fact[i].is ? "✓" : "–", t(o, fact[i].words));
	html(o, "</td></tr>\n");
}

static void row_issue(struct req *r, const struct q_campaign_findings *f)
{
	row_head(r, f);
	cell_text(r, T_RECT_VERBATIM, f->body);
	cell_text(r, field_label(F_FACTS), f->facts);
	cell_text(r, field_label(F_ROOT_CAUSE), f->root_cause);
	cell_text(r, field_label(F_TARGET), f->target);
	html(&r->out, "</tr>\n");
}

static void row_task(struct req *r, const struct q_campaign_findings *f)
{
	struct q_measure_list *x;
	struct out *o = &r->out;
	size_t n = q_measure_list(req_read(r), f->id, &x);
	row_head(r, f);
	html(o, "<td data-label=\"%s\">", t(o, T_RECT_MEASURES));
	if (n == 0)
		html(o, "—");
	else
		html(o, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(o, "<li>%lld-%lld. %s <small>%s · %s · %s: %s · ", (long long)f->no, (long long)x[i].no, rectify_words(r, x[i].text, x[i].translation),
			staff_field_value(r, F_TACKLES, x[i].tackles), in_lang(r, x[i].unit_en, x[i].unit_zh), t(o, field_label(F_DONE_FORM)), x[i].done_form);
		part_day(r, x[i].due);
		if (x[i].done_day) {
			html(o, " · %s ", t(o, T_RECT_DONE));
			part_day(r, x[i].done_day);
		}
		html(o, "</small></li>\n");
	}
	if (n)
		html(o, "</ul>");
	html(o, "</td></tr>\n");
}

static void row_duty(struct req *r, const struct q_campaign_findings *f)
{
	struct q_ledger_assists *a;
	const char *names = "";
	size_t n = f->assists ? q_ledger_assists(req_read(r), f->id, &a) : 0;
	for (size_t i = 0; i < n; i++)
		names = arena_printf(r->arena, "%s%s%s", names, i ? "; " : "", in_lang(r, a[i].name_en, a[i].name_zh));
	row_head(r, f);
	cell_text(r, field_label(F_CHARGE), f->charge_zh ? in_lang(r, f->charge_en, f->charge_zh) : "");
	cell_text(r, T_STAFF_LEAD, lead(r, f));
	cell_text(r, T_STAFF_ASSISTING, names);
	cell_text(r, field_label(F_RESPONSIBLE), f->responsible);
	cell_due(r, f);
	html(&r->out, "</tr>\n");
}

struct layout { const char *name; size_t heads; void (*row)(struct req *r, const struct q_campaign_findings *f); };
static const struct layout layout_table[] = {{"stand", 6, row_stand}, {"issues", 5, row_issue}, {"tasks", 2, row_task}, {"duties", 6, row_duty}};
enum { LAYOUTS = sizeof layout_table / sizeof *layout_table };

static void layout_heads(struct req *r, const struct layout *l)
{
	const struct msg stand[] = {T_RECT_FINDING, T_LIST_STATE, T_STAFF_LEAD, T_LIST_DUE, T_RECT_MEASURES, T_RECT_THREE},
		issues[] = {T_RECT_FINDING, T_RECT_VERBATIM, field_label(F_FACTS), field_label(F_ROOT_CAUSE), field_label(F_TARGET)},
		tasks[] = {T_RECT_FINDING, T_RECT_MEASURES},
		duties[] = {T_RECT_FINDING, field_label(F_CHARGE), T_STAFF_LEAD, T_STAFF_ASSISTING, field_label(F_RESPONSIBLE), T_LIST_DUE};
	const struct msg *const heads[] = {stand, issues, tasks, duties};
	staff_table_head(r, heads[l - layout_table], l->heads);
}

/* As the query asks; the first otherwise. */
static const struct layout *layout_of(struct req *r)
{
	for (size_t i = 0; i < LAYOUTS; i++)
		if (cstr_eq(layout_table[i].name, req_query(r, "list")))
			return &layout_table[i];
	return layout_table;
}

/* -- above the list */

static void show_tabs(struct req *r, const struct matter *m, const struct campaign_filter *f, const char *layout)
{
	const struct procedure *p = city_procedure(r->city, "finding");
	struct q_campaign_states *s;
	size_t n = q_campaign_states(req_read(r), m->m.id, &s);
	bool whole = !f->unit_id;
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_RECT_FINDINGS));
	staff_tab(r, whole && !*f->which, list_url(r, m, &(struct campaign_filter){.which = ""}, layout, 0),
		arena_printf(r->arena, "%s %lld", t(&r->out, T_RECT_ALL), (long long)m->campaign->findings));
	for (size_t k = 0; k < p->states; k++)
		for (size_t i = 0; i < n; i++)
			if (cstr_eq(s[i].state, p->state[k].code))
				staff_tab(r, whole && cstr_eq(f->which, s[i].state), list_url(r, m, &(struct campaign_filter){.which = s[i].state}, layout, 0),
					arena_printf(r->arena, "%s %lld", p->state[k].name[r->lang], (long long)s[i].n));
	html(&r->out, "</ul></nav>\n");
}

static void show_layouts(struct req *r, const struct matter *m, const struct campaign_filter *f, const char *layout)
{
	html(&r->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>\n", t(&r->out, T_RECT_LISTS));
	for (size_t i = 0; i < LAYOUTS; i++)
		staff_tab(r, cstr_eq(layout_table[i].name, layout), list_url(r, m, f, layout_table[i].name, 0), staff_words(r, "rect.list.", layout_table[i].name));
	html(&r->out, "</ul></nav>\n");
}

/* What the list is of, when it is not one of the tabs. */
static void show_filter(struct req *r, const struct campaign_filter *f)
{
	if (!f->unit_id && !*f->from && !*f->to)
		return;
	html(&r->out, "<p class=\"note\">%s", f->unit_id > 0 ? staff_unit_name(r, f->unit_id) : "");
	if (*f->which && msg_id(arena_printf(r->arena, "rect.which.%s", f->which)))
		html(&r->out, " %s", staff_words(r, "rect.which.", f->which));
	if (*f->from) {
		html(&r->out, " ");
		staff_period(r, f->from, *f->to ? f->to : NULL);
	} else if (*f->to) {
		html(&r->out, " ");
		part_day(r, f->to);
	}
	html(&r->out, "</p>\n");
}

void campaign_lists(struct req *r, const struct matter *m)
{
	const struct layout *l = layout_of(r);
	const char *layout = l->name;
	struct campaign_filter filter = filter_of(r);
	struct q_campaign_findings *f;
	bool more;
	size_t n = campaign_findings(r, m, &more, &f);
	html(&r->out, "<section id=\"findings\"><h2>%s</h2>\n", t(&r->out, T_RECT_FINDINGS));
	show_tabs(r, m, &filter, layout);
	show_layouts(r, m, &filter, layout);
	show_filter(r, &filter);
	part_table_links(r, arena_printf(r->arena, "/staff/m/%s/ledger/ledger", m->m.number), (struct url){""});
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, m->campaign->findings ? T_RECT_FINDINGS_NONE_SUCH : T_RECT_FINDINGS_NONE));
		return;
	}
	staff_table_begin(r, T_RECT_FINDINGS);
	layout_heads(r, l);
	for (size_t i = 0; i < n; i++)
		l->row(r, &f[i]);
	staff_table_end(r);
	if (more) {
		html(&r->out, "<p class=\"screen\">");
		staff_link(r, list_url(r, m, &filter, layout, f[n - 1].no), t(&r->out, T_RECT_MORE));
		html(&r->out, "</p>\n");
	}
	html(&r->out, "</section>\n");
}

/* -- for somebody's day */

bool part_warned(struct req *r)
{
	const struct msg heads[] = {T_RECT_FINDING, T_LIST_STATE, T_STAFF_LEAD, T_LIST_DUE};
	struct q_warned *w;
	size_t n = campaign_warned(req_read(r), r->city, r->now, &r->viewer, &w);
	if (n == 0)
		return false;
	html(&r->out, "<section><h2 id=\"g-warned\">%s <span class=\"count\">%zu</span></h2>\n", t(&r->out, T_RECT_WARNED), n);
	staff_table_begin(r, T_RECT_WARNED);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<tr><th scope=\"row\" class=\"long\">%lld. ", (long long)w[i].no);
		staff_link(r, url_matter(r, w[i].number), rectify_words(r, w[i].subject, w[i].translation));
		html(&r->out, "<br><small>%s</small></th>", rectify_words(r, w[i].campaign, w[i].campaign_translation));
		cell_text(r, heads[1], state_name(r, "finding", w[i].state));
		cell_text(r, heads[2], in_lang(r, w[i].unit_en, w[i].unit_zh));
		html(&r->out, "<td data-label=\"%s\">", t(&r->out, heads[3]));
		part_day(r, w[i].due);
		part_warning(r, warning_at(r, w[i].due));
		if (w[i].silent) {
			html(&r->out, " ");
			part_tag(r, "soon", T_RECT_WHICH_SILENT);
		}
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
	return true;
}
