/* Batches of forwarded cases. Laws: 1 a number and the list behind it are one walk over the
 * same rows; 2 settled, a stage and not settled make the whole; 3 the filter stands whole
 * in the address. */
#include "web_batch.h"

#include "api.h"
#include "map.h"
#include "table.h"
#include "web_matter.h"

enum { PER_PAGE = 50 };

enum stand { ANY, SETTLED, STAGE, OPEN, LATE, STANDS };
static const char *const stand_names[STANDS] = {"", "settled", "stage", "open", "late"};

/* What rows are told apart by. */
enum key { WHOLE, UNIT, AREA, POLLUTION, KEYS };
static const char *const key_names[KEYS] = {"", "unit", "area", "pollution"};

struct view { const struct matter *m; struct q_batch_cases *row; size_t rows; const char *key[KEYS]; enum stand stand; const char *today; };

struct msg batch_words(struct req *r, const char *source_body, int64_t no)
{
	return T_CASES_BATCH_NAME(staff_number(r, no), source_body);
}

/* -- the list of batches */

static struct msg stand_words(enum stand s)
{
	const struct msg words[STANDS] = {T_CASES_ALL, T_CASES_SETTLED, T_CASES_STAGE, T_CASES_OPEN, T_CASES_LATE};
	return words[s];
}

static void number_cell(struct req *r, const char *number, const char *key, const char *value, enum stand s, int64_t n)
{
	html(&r->out, "<td class=\"number\" data-label=\"%s\">", t(&r->out, stand_words(s)));
	if (n && *key)
		staff_link(r, url_make(r->arena, "/staff/m/%s?stand=%s&%s=%s#list", number, stand_names[s], key, value), staff_number(r, n));
	else if (n)
		staff_link(r, url_make(r->arena, "/staff/m/%s?stand=%s#list", number, stand_names[s]), staff_number(r, n));
	else
		html(&r->out, "0");
	html(&r->out, "</td>");
}

static void show_batch(struct req *r, const struct q_batches_seen *b)
{
	const int64_t n[STANDS] = {b->cases, b->settled, b->stage, b->cases - b->settled - b->stage, b->late};
	html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
	staff_link(r, url_matter(r, b->number), t(&r->out, batch_words(r, b->source_body, b->no)));
	html(&r->out, "</th><td data-label=\"%s\">", t(&r->out, T_CASES_RECEIVED));
	part_day(r, b->received_day);
	html(&r->out, "</td><td data-label=\"%s\">", t(&r->out, T_CASES_DUE));
	part_day(r, b->due);
	html(&r->out, "</td><td data-label=\"%s\">%s</td>", t(&r->out, T_LIST_STATE), state_name(r, "batch", b->state));
	for (int s = 0; s < STANDS; s++)
		number_cell(r, b->number, "", "", (enum stand)s, n[s]);
	html(&r->out, "</tr>\n");
}

static struct url page_url(struct req *r, int page)
{
	return url_make(r->arena, "/staff/batches?page=%s", staff_number(r, page));
}

static size_t batches_of(struct req *r, int64_t skip, int64_t most, struct q_batches_seen **out)
{
	char today[11];
	return q_batches_seen(req_read(r), r->viewer.person_id, day_text(r->now.today, today), skip, most, out);
}

void web_batches(struct req *r)
{
	const struct msg heads[] = {T_CASES_BATCH, T_CASES_RECEIVED, T_CASES_DUE, T_LIST_STATE, T_CASES_ALL, T_CASES_SETTLED, T_CASES_STAGE, T_CASES_OPEN, T_CASES_LATE};
	struct q_batches_seen *b;
	int64_t page = staff_page(r, 1000);
	size_t n = batches_of(r, (page - 1) * PER_PAGE, PER_PAGE + 1, &b);
	page_begin(r, PAGE_STAFF, T_CASES_TITLE);
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_CASES_WHAT));
	if (viewer_has_role(&r->viewer, "clerk"))
		staff_action(r, url_make(r->arena, "/staff/batches/new"), T_CASES_OPEN_BATCH);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_CASES_NONE));
	} else {
		staff_table_begin(r, T_CASES_TITLE);
		staff_table_head(r, heads, sizeof heads / sizeof *heads);
		for (size_t i = 0; i < n && i < PER_PAGE; i++)
			show_batch(r, &b[i]);
		staff_table_end(r);
		part_paging(r, (int)page, n > PER_PAGE, page_url);
	}
	page_end(r);
}

/* -- beginning */

static struct begin opening(struct req *r)
{
	return (struct begin){.procedure = "batch", .act = "open_batch", .form = url_make(r->arena, "/staff/batches/new"), .title = T_CASES_OPEN_BATCH,
		.note = T_CASES_OPEN_WHAT, .unit_id = begin_office(&r->viewer, 0)};
}

static struct begin recording(struct req *r, const char *batch)
{
	struct matter m;
	bool found = *batch && matter_load_number(req_read(r), r->city, batch, &m) && m.batch;
	return (struct begin){.procedure = "case", .act = "record_case", .form = url_make(r->arena, "/staff/cases/new"), .title = T_CASES_RECORD,
		.note = T_CASES_RECORD_WHAT, .unit_id = begin_office(&r->viewer, found ? m.m.register_unit_id : 0)};
}

void web_batch_new(struct req *r)
{
	const struct begin of = opening(r);
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_form(r, b);
}

void web_batch_new_post(struct req *r)
{
	const struct begin of = opening(r);
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_post(r, b);
}

void web_case_new(struct req *r)
{
	const struct begin of = recording(r, req_query(r, "batch"));
	struct begin *b = begin_new(r, &of);
	if (!b)
		return;
	b->in.text[F_BATCH] = req_query(r, "batch");
	begin_form(r, b);
}

void web_case_new_post(struct req *r)
{
	const struct begin of = recording(r, req_field(r, "batch"));
	struct begin *b = begin_new(r, &of);
	if (b)
		begin_post(r, b);
}

/* -- rows of a batch and their numbers */

static const char *key_of(const struct q_batch_cases *x, enum key k)
{
	return k == UNIT ? x->unit_code : k == AREA ? x->area_code : k == POLLUTION ? x->pollution : "";
}

static const char *key_shown(struct req *r, const struct q_batch_cases *x, enum key k)
{
	if (k == UNIT)
		return in_lang(r, x->unit_en, x->unit_zh);
	if (k == AREA)
		return *x->area_code ? in_lang(r, x->area_en, x->area_zh) : t(&r->out, T_CASES_NO_AREA);
	return k == POLLUTION ? t(&r->out, field_choice_label(F_POLLUTION, x->pollution)) : t(&r->out, T_CASES_WHOLE);
}

static bool stands(const struct view *v, const struct q_batch_cases *x, enum stand s)
{
	switch (s) {
	case SETTLED: return x->settled_day != NULL;
	case STAGE: return !x->settled_day && x->stage_day;
	case OPEN: return !x->settled_day && !x->stage_day;
	case LATE: return !x->settled_day && x->next_due && strcmp(x->next_due, v->today) < 0;
	case ANY: case STANDS: break;
	}
	return true;
}

/* "-" as a key's value: none. */
static bool fits(const struct q_batch_cases *x, enum key k, const char *value)
{
	return k == WHOLE || !*value || cstr_eq(key_of(x, k), *value == '-' ? "" : value);
}

static int64_t count(const struct view *v, enum key k, const char *value, enum stand s)
{
	int64_t n = 0;
	for (size_t i = 0; i < v->rows; i++)
		n += stands(v, &v->row[i], s) && fits(&v->row[i], k, value);
	return n;
}

static void numbers(struct req *r, const struct view *v, enum key k, const struct q_batch_cases *x)
{
	const char *value = *key_of(x, k) || k == WHOLE ? key_of(x, k) : "-";
	html(&r->out, "<tr><th scope=\"row\">%s</th>", key_shown(r, x, k));
	for (int s = 0; s < STANDS; s++)
		number_cell(r, v->m->m.number, key_names[k], value, (enum stand)s, count(v, k, value, (enum stand)s));
	html(&r->out, "</tr>\n");
}

static bool first_of(const struct view *v, size_t at, enum key k)
{
	for (size_t i = 0; i < at; i++)
		if (cstr_eq(key_of(&v->row[i], k), key_of(&v->row[at], k)))
			return false;
	return true;
}

static void show_keys(struct req *r, const struct view *v, enum key k, struct msg title)
{
	struct msg heads[STANDS + 1] = {title};
	for (int s = 0; s < STANDS; s++)
		heads[s + 1] = stand_words((enum stand)s);
	staff_table_begin(r, title);
	staff_table_head(r, heads, STANDS + 1);
	for (size_t i = 0; i < v->rows; i++)
		if (first_of(v, i, k))
			numbers(r, v, k, &v->row[i]);
	staff_table_end(r);
}

static void show_numbers(struct req *r, const struct view *v)
{
	const struct msg titles[KEYS] = {T_CASES_WHOLE, T_CASES_BY_UNIT, T_CASES_BY_AREA, T_CASES_BY_POLLUTION};
	html(&r->out, "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_CASES_FIGURES), t(&r->out, T_CASES_FIGURES_WHAT));
	show_keys(r, v, WHOLE, titles[WHOLE]);
	for (int k = UNIT; k < KEYS; k++) {
		html(&r->out, "<details><summary>%s</summary>\n", t(&r->out, titles[k]));
		show_keys(r, v, (enum key)k, titles[k]);
		html(&r->out, "</details>\n");
	}
	html(&r->out, "</section>\n");
}

/* -- the list */

static bool chosen(const struct view *v, const struct q_batch_cases *x)
{
	bool all = stands(v, x, v->stand);
	for (int k = UNIT; all && k < KEYS; k++)
		all = fits(x, (enum key)k, v->key[k]);
	return all;
}

static void show_case(struct req *r, const struct view *v, const struct q_batch_cases *x)
{
	html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
	staff_link(r, url_matter(r, x->number), *x->translation && r->lang == LANG_EN ? x->translation : x->subject);
	html(&r->out, "<br><small>%s · %s</small></th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", x->case_no,
		key_shown(r, x, POLLUTION), t(&r->out, field_label(F_AREA)), key_shown(r, x, AREA), t(&r->out, T_STAFF_LEAD), key_shown(r, x, UNIT), t(&r->out, T_LIST_STATE), state_name(r, "case", x->state),
		t(&r->out, T_LIST_DUE));
	part_day(r, x->next_due);
	if (stands(v, x, LATE)) {
		html(&r->out, " ");
		part_tag(r, "late", T_CASES_LATE);
	}
	html(&r->out, "</td><td data-label=\"%s\">%s</td></tr>\n", t(&r->out, T_CASES_PUBLISHED), t(&r->out, x->public ? T_CASES_PUBLIC : T_CASES_NOT_PUBLIC));
}

/* What the list was chosen by, in words. */
static const char *choice_words(struct req *r, const struct view *v, const struct q_batch_cases *x)
{
	const char *words = v->stand == ANY ? "" : t(&r->out, stand_words(v->stand));
	for (int k = UNIT; k < KEYS; k++)
		if (*v->key[k])
			words = arena_printf(r->arena, "%s%s%s", words, *words ? " · " : "", key_shown(r, x, (enum key)k));
	return words;
}

static void show_list(struct req *r, const struct view *v)
{
	const struct msg heads[] = {T_CASES_CASE, field_label(F_AREA), T_STAFF_LEAD, T_LIST_STATE, T_LIST_DUE, T_CASES_PUBLISHED};
	size_t n = 0, first = 0;
	for (size_t i = v->rows; i-- > 0;)
		if (chosen(v, &v->row[i])) {
			first = i;
			n++;
		}
	const char *words = n ? choice_words(r, v, &v->row[first]) : "";
	html(&r->out, "<section id=\"list\"><h2>%s</h2>\n", t(&r->out, *words ? T_CASES_LIST_OF(words) : T_CASES_LIST));
	if (n < v->rows)
		staff_action(r, url_make(r->arena, "/staff/m/%s#list", v->m->m.number), T_CASES_SHOW_ALL);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_CASES_NONE_SUCH));
		return;
	}
	staff_table_begin(r, T_CASES_LIST);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < v->rows; i++)
		if (chosen(v, &v->row[i]))
			show_case(r, v, &v->row[i]);
	staff_table_end(r);
	part_table_links(r, arena_printf(r->arena, "/staff/m/%s/cases/cases", v->m->m.number), (struct url){""});
	html(&r->out, "</section>\n");
}

/* -- the map of what the list holds */

static enum map_shape shape_of(const struct view *v, const struct q_batch_cases *x)
{
	return stands(v, x, SETTLED) ? MAP_DONE : stands(v, x, LATE) ? MAP_LATE : MAP_OPEN;
}

static void show_map(struct req *r, const struct view *v)
{
	struct map m = {.title = T_CASES_MAP, .shape = {[MAP_DONE] = T_CASES_SETTLED, [MAP_OPEN] = T_CASES_UNSETTLED, [MAP_LATE] = T_CASES_LATE},
		.point = arena_make_n(r->arena, struct map_point, v->rows)};
	size_t all = 0;
	for (size_t i = 0; i < v->rows; i++) {
		const struct q_batch_cases *x = &v->row[i];
		all += chosen(v, x);
		if (chosen(v, x) && x->lat != DB_NULL_INT)
			m.point[m.n++] = (struct map_point){.title = x->subject, .place = x->place, .state = state_name(r, "case", x->state), .href = url_matter(r, x->number),
				.at = {x->lat, x->lon}, .shape = shape_of(v, x)};
	}
	if (all == 0)
		return;
	html(&r->out, "<section id=\"map\"><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_CASES_MAP), t(&r->out, T_CASES_ON_MAP(staff_number(r, (int64_t)m.n), staff_number(r, (int64_t)all))));
	map_show(r, &m);
	html(&r->out, "</section>\n");
}

/* -- the page */

static void show_facts(struct req *r, const struct matter *m)
{
	const struct q_batch_find *b = m->batch;
	const struct programme *p = *b->programme ? programme_find(&r->city->programmes, str_of(b->programme)) : NULL;
	html(&r->out, "<p class=\"marks\">");
	part_tag(r, m->proc->state[m->state].final ? "void" : "calm", T_STAFF_PLAIN(m->proc->state[m->state].name[r->lang]));
	html(&r->out, " ");
	part_tag(r, "calm", b->public ? T_CASES_PUBLIC : T_CASES_NOT_PUBLIC);
	html(&r->out, "</p>\n<dl class=\"facts\">\n");
	staff_fact(r, T_STAFF_NUMBER, m->m.number);
	staff_fact(r, T_CASES_INSPECTION, b->source_body);
	staff_fact(r, T_CASES_INSPECTED, staff_unit_name(r, m->m.lead_unit_id));
	staff_fact(r, T_CASES_OFFICE, staff_unit_name(r, m->m.register_unit_id));
	staff_fact_day(r, T_CASES_RECEIVED, b->received_day);
	staff_fact(r, field_label(F_ANSWER_IN), t(&r->out, field_choice_label(F_ANSWER_IN, b->answer_in == 5 ? "5" : "7")));
	if (p) {
		html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_CASES_PROGRAMME));
		staff_link(r, url_make(r->arena, "/staff/programme/%s", p->code), p->name[r->lang]);
		html(&r->out, "</dd></div>\n");
	}
	if (b->public) {
		html(&r->out, "<div><dt>%s</dt><dd>", t(&r->out, T_CASES_PUBLIC_AT));
		staff_link(r, url_make(r->arena, "/cases/%s", m->m.number), arena_printf(r->arena, "/cases/%s", m->m.number));
		html(&r->out, "</dd></div>\n");
	}
	html(&r->out, "</dl>\n");
}

static struct view view_of(struct req *r, const struct matter *m)
{
	char *today = arena_alloc(r->arena, 11);
	struct view v = {.m = m, .today = day_text(r->now.today, today)};
	v.rows = q_batch_cases(req_read(r), m->m.id, &v.row);
	for (int k = 0; k < KEYS; k++)
		v.key[k] = k ? req_query(r, key_names[k]) : "";
	for (int s = 0; s < STANDS; s++)
		if (cstr_eq(req_query(r, "stand"), stand_names[s]))
			v.stand = (enum stand)s;
	return v;
}

void batch_page(struct req *r, const struct matter *m)
{
	struct view v = view_of(r, m);
	page_begin(r, PAGE_STAFF, batch_words(r, m->batch->source_body, m->batch->no));
	staff_flash(r, m->proc);
	show_facts(r, m);
	if (viewer_post_in(&r->viewer, "clerk", m->m.register_unit_id) && cstr_eq(m->m.state, "open")) {
		staff_action(r, url_make(r->arena, "/staff/cases/new?batch=%s", m->m.number), T_CASES_RECORD);
		staff_action(r, url_make(r->arena, "/staff/m/%s/cases/import", m->m.number), T_CASES_TAKE_IN);
	}
	matter_acts(r, m);
	if (v.rows == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_CASES_EMPTY));
	} else {
		show_numbers(r, &v);
		show_list(r, &v);
		show_map(r, &v);
	}
	matter_clocks(r, m);
	matter_files(r, m);
	matter_timeline(r, m);
	page_end(r);
}

/* -- by key */

void api_batches(struct req *r)
{
	struct q_batches_seen *b;
	struct json j;
	size_t n = batches_of(r, 0, 500, &b);
	api_begin(r, &j, 200);
	json_array(&j, "batches");
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_text(&j, "number", b[i].number);
		json_text(&j, "source_body", b[i].source_body);
		json_int(&j, "batch_no", b[i].no);
		json_text(&j, "state", b[i].state);
		json_text(&j, "received", b[i].received_day);
		json_text(&j, "due", b[i].due);
		json_bool(&j, "public", b[i].public != 0);
		json_int(&j, "cases", b[i].cases);
		json_int(&j, "settled", b[i].settled);
		json_int(&j, "stage", b[i].stage);
		json_int(&j, "late", b[i].late);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}

void api_open_batch(struct req *r)
{
	const struct begin of = opening(r);
	begin_by_key(r, &of);
}

void api_record_case(struct req *r)
{
	const struct begin of = recording(r, req_field(r, "batch"));
	begin_by_key(r, &of);
}

void api_batch(struct json *j, struct req *r, const struct matter *m)
{
	struct view v = view_of(r, m);
	json_object(j, "batch");
	json_text(j, "source_body", m->batch->source_body);
	json_int(j, "batch_no", m->batch->no);
	json_text(j, "received", m->batch->received_day);
	json_int(j, "answer_in", m->batch->answer_in);
	json_bool(j, "public", m->batch->public != 0);
	for (int s = SETTLED; s < STANDS; s++)
		json_int(j, stand_names[s], count(&v, WHOLE, "", (enum stand)s));
	json_array(j, "cases");
	for (size_t i = 0; i < v.rows; i++) {
		if (!chosen(&v, &v.row[i]))
			continue;
		json_object(j, NULL);
		json_text(j, "number", v.row[i].number);
		json_text(j, "case_no", v.row[i].case_no);
		json_text(j, "subject", v.row[i].subject);
		json_text(j, "pollution", v.row[i].pollution);
		json_text(j, "area", v.row[i].area_code);
		json_text(j, "unit", v.row[i].unit_code);
		json_text(j, "state", v.row[i].state);
		json_text(j, "due", v.row[i].next_due);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
