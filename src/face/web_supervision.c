/* Law: before another item is proposed, what the units bear already is in sight (art. 15). */
#include "web_supervision.h"

#include "api.h"

enum { PER_PAGE = 50 };

static const char *month_begin(struct req *r)
{
	char *day = arena_alloc(r->arena, 11);
	struct ymd at = day_ymd(r->now.today);
	day_text(day_of(at.year, at.month, 1), day);
	return day;
}

/* -- the list */

static void show_burden(struct req *r)
{
	const struct msg heads[] = {T_SUP_UNIT, T_SUP_OPEN_N, T_SUP_MONTH_N};
	struct q_sup_burden *b;
	char today[11];
	size_t n = q_sup_burden(req_read(r), r->viewer.person_id, day_text(r->now.today, today), month_begin(r), &b);
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_SUP_BURDEN), t(&r->out, T_SUP_BURDEN_WHAT));
	staff_table_begin(r, T_SUP_BURDEN);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<tr><th scope=\"row\">%s</th><td class=\"number\" data-label=\"%s\">%lld</td><td class=\"number\" data-label=\"%s\">%lld</td></tr>\n",
			in_lang(r, b[i].unit_en, b[i].unit_zh), t(&r->out, heads[1]), (long long)b[i].open, t(&r->out, heads[2]), (long long)b[i].this_month);
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

static const char *rung_words(struct req *r, int64_t rung)
{
	return staff_words(r, "sup.rung.", staff_number(r, rung));
}

static void show_row(struct req *r, const struct q_sup_seen *s)
{
	char today[11];
	html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
	staff_link(r, url_matter(r, s->number), s->subject);
	html(&r->out, "<br><small>%s · %s</small></th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">",
		staff_field_value(r, F_SUP_KIND, s->kind), s->topic, t(&r->out, T_SUP_UNIT), in_lang(r, s->unit_en, s->unit_zh), t(&r->out, T_LIST_STATE),
		state_name(r, "supervision", s->state), t(&r->out, T_SUP_RUNG), rung_words(r, s->rung), t(&r->out, T_LIST_DUE));
	part_day(r, s->next_due);
	if (s->next_due && strcmp(s->next_due, day_text(r->now.today, today)) < 0) {
		html(&r->out, " ");
		part_tag(r, "late", T_MEETING_LATE);
	}
	html(&r->out, "</td></tr>\n");
}

static struct url page_url(struct req *r, int page)
{
	return url_make(r->arena, "/staff/supervision?page=%s", staff_number(r, page));
}

void web_supervision(struct req *r)
{
	const struct msg heads[] = {T_SUP_ITEM, T_SUP_UNIT, T_LIST_STATE, T_SUP_RUNG, T_LIST_DUE};
	struct q_sup_seen *s;
	char today[11];
	int64_t page = staff_page(r, 1000);
	size_t n = q_sup_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), (page - 1) * PER_PAGE, PER_PAGE + 1, &s);
	page_begin(r, PAGE_STAFF, T_SUP_TITLE);
	if (viewer_has_role(&r->viewer, "clerk")) {
		staff_action(r, url_make(r->arena, "/staff/supervision/propose"), T_SUP_PROPOSE);
		staff_action(r, url_make(r->arena, "/staff/supervision/open"), T_SUP_OPEN);
	}
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_SUP_NONE));
	} else {
		staff_table_begin(r, T_SUP_TITLE);
		staff_table_head(r, heads, sizeof heads / sizeof *heads);
		for (size_t i = 0; i < n && i < PER_PAGE; i++)
			show_row(r, &s[i]);
		staff_table_end(r);
		part_paging(r, (int)page, n > PER_PAGE, page_url);
	}
	show_burden(r);
	page_end(r);
}

/* -- beginning */

static struct begin opening(struct req *r, bool decided)
{
	return (struct begin){.procedure = "supervision", .act = decided ? "open_by_decision" : "propose",
		.form = url_make(r->arena, decided ? "/staff/supervision/open" : "/staff/supervision/propose"), .title = decided ? T_SUP_OPEN : T_SUP_PROPOSE,
		.note = decided ? T_SUP_OPEN_WHAT : T_SUP_PROPOSE_WHAT, .unit_id = begin_office(&r->viewer, 0)};
}

static void form(struct req *r, bool decided, bool post)
{
	const struct begin of = opening(r, decided);
	struct begin *b = begin_new(r, &of);
	if (b && post)
		begin_post(r, b);
	else if (b)
		begin_form(r, b);
}

void web_sup_propose(struct req *r)
{
	form(r, false, false);
}

void web_sup_propose_post(struct req *r)
{
	form(r, false, true);
}

void web_sup_open(struct req *r)
{
	form(r, true, false);
}

void web_sup_open_post(struct req *r)
{
	form(r, true, true);
}

/* -- on the item's page */

static const char *ground(struct req *r, const struct q_sup_find *s)
{
	if (s->meeting)
		return t(&r->out, T_SUP_BY_MEETING(s->meeting, staff_number(r, s->item_no)));
	return t(&r->out, s->opened_day ? T_SUP_BY_APPROVAL : T_SUP_NOT_YET);
}

/* The matter it is about: a link for who may know of it, else its number. */
static void show_source(struct req *r, const struct q_sup_find *s)
{
	struct matter m;
	if (!s->source)
		return;
	html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_SUP_ABOUT));
	if (matter_load_number(req_read(r), r->city, s->source, &m) && matter_visible(&m, &r->viewer))
		staff_link(r, url_matter(r, s->source), s->source);
	else
		html(&r->out, "%s", s->source);
	html(&r->out, "</dd></div>\n");
}

void supervision_section(struct req *r, const struct matter *m)
{
	const struct q_sup_find *s = m->supervised;
	struct q_sup_load load;
	if (!s)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<dl class=\"facts\">\n", t(&r->out, T_SUP_SECTION));
	staff_fact(r, field_label(F_SUP_KIND), staff_field_value(r, F_SUP_KIND, s->kind));
	staff_fact(r, field_label(F_TOPIC), s->topic);
	staff_fact(r, T_SUP_UNIT, staff_unit_name(r, s->unit_id));
	show_source(r, s);
	staff_fact(r, T_SUP_APPROVER, in_lang(r, s->charge_en, s->charge_zh));
	staff_fact(r, T_SUP_GROUND, ground(r, s));
	staff_fact_day(r, field_label(F_DUE), s->due);
	staff_fact(r, field_label(F_WHY_AGAIN), s->why_again);
	staff_fact(r, T_SUP_RUNG, rung_words(r, s->rung));
	bool office = viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id) || s->charge_id == r->viewer.person_id;
	if (office && q_sup_load(req_read(r), s->unit_id, month_begin(r), &load))
		staff_fact(r, T_SUP_BURDEN, t(&r->out, T_SUP_LOAD(staff_number(r, load.open), staff_number(r, load.this_month))));
	staff_fact(r, T_SUP_FACTS, s->facts);
	staff_fact(r, T_SUP_OPINION, s->opinion);
	staff_fact(r, T_SUP_RECHECK, *s->recheck ? staff_words(r, "sup.recheck.", s->recheck) : NULL);
	html(&r->out, "</dl></section>\n");
}

/* -- by key */

void api_supervision(struct req *r)
{
	struct q_sup_seen *s;
	struct json j;
	char today[11];
	size_t n = q_sup_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), 0, 500, &s);
	api_begin(r, &j, 200);
	json_array(&j, "items");
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_text(&j, "number", s[i].number);
		json_text(&j, "subject", s[i].subject);
		json_text(&j, "state", s[i].state);
		json_text(&j, "kind", s[i].kind);
		json_text(&j, "topic", s[i].topic);
		json_text(&j, "unit_zh", s[i].unit_zh);
		json_text(&j, "unit_en", s[i].unit_en);
		json_text(&j, "opened", s[i].opened_day);
		json_text(&j, "due", s[i].next_due);
		json_int(&j, "rung", s[i].rung);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

void api_sup_begin(struct req *r)
{
	const struct begin of = opening(r, *req_field(r, "meeting") != '\0');
	begin_by_key(r, &of);
}

void api_supervised(struct json *j, const struct matter *m)
{
	const struct q_sup_find *s = m->supervised;
	json_object(j, "supervision");
	json_text(j, "kind", s->kind);
	json_text(j, "topic", s->topic);
	json_text(j, "source", s->source);
	json_text(j, "meeting", s->meeting);
	json_bool(j, "approved", s->approved_by != DB_NULL_INT);
	json_text(j, "opened", s->opened_day);
	json_text(j, "due", s->due);
	json_int(j, "rung", s->rung);
	json_text(j, "facts", s->facts);
	json_text(j, "opinion", s->opinion);
	json_text(j, "concluded", s->concluded_day);
	json_text(j, "objected", s->objected_day);
	json_text(j, "recheck", s->recheck);
	json_end(j);
}
