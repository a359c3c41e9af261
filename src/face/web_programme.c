/* Laws: 1 where a programme stands is counted from its matters, never typed; 2 a number and
 * the list behind it are one walk over the same rows, of what the reader may know of;
 * 3 the filter stands whole in the address. */
#include "web_programme.h"

#include "api.h"
#include "law.h"
#include "map.h"
#include "web_parcel.h"
#include "web_place.h"

enum stand { ANY, DONE, OPEN, LATE, STANDS };
static const char *const stand_names[STANDS] = {"", "done", "open", "late"};

struct view { const struct programme *p; struct q_programme_rows *row; size_t rows; const char *package, *unit, *area; enum stand stand; bool unplaced; };

static size_t rows_of(struct req *r, const char *code, struct q_programme_rows **out)
{
	char today[11];
	return q_programme_rows(req_read(r), code, r->viewer.person_id, day_text(r->now.today, today), out);
}

/* done: closed, whatever it came to; open: not; late: open past its day. */
static bool stands(const struct q_programme_rows *x, enum stand s)
{
	return s == ANY || (s == DONE ? x->closed_day != NULL : s == LATE ? x->late != 0 : !x->closed_day);
}

static bool fits(const struct q_programme_rows *x, const char *package, const char *unit, const char *area, enum stand s)
{
	return stands(x, s) && (!*package || cstr_eq(x->package, *package == '-' ? "" : package)) && (!*unit || cstr_eq(x->unit_code, unit)) &&
		(!*area || cstr_eq(x->area_code, area));
}

static int64_t count(const struct view *v, const char *package, const char *unit, const char *area, enum stand s)
{
	int64_t n = 0;
	for (size_t i = 0; i < v->rows; i++)
		n += fits(&v->row[i], package, unit, area, s);
	return n;
}

/* Stands it in the list as it was asked for? */
static bool listed(const struct view *v, const struct q_programme_rows *x)
{
	return fits(x, v->package, v->unit, v->area, v->stand) && (!v->unplaced || x->lat == DB_NULL_INT);
}

/* -- rows of numbers */

static void numbers(struct req *r, const struct view *v, const char *name, const char *package, const char *unit, const char *area)
{
	int64_t all = count(v, package, unit, area, ANY), done = count(v, package, unit, area, DONE);
	const struct msg label[] = {T_PROGRAMME_ALL, T_PROGRAMME_DONE, T_PROGRAMME_OPEN, T_PROGRAMME_LATE};
	html(&r->out, "<tr><th scope=\"row\">%s</th>", name);
	for (int s = 0; s < STANDS; s++) {
		int64_t n = count(v, package, unit, area, (enum stand)s);
		html(&r->out, "<td class=\"number\" data-label=\"%s\">", t(&r->out, label[s]));
		if (n)
			staff_link(r, url_make(r->arena, "/staff/programme/%s?package=%s&unit=%s&area=%s&stand=%s#list", v->p->code, package, unit, area, stand_names[s]), staff_number(r, n));
		else
			html(&r->out, "0");
		html(&r->out, "</td>");
	}
	html(&r->out, "<td class=\"number\" data-label=\"%s\">%s</td></tr>\n", t(&r->out, T_PROGRAMME_SHARE), all ? arena_printf(r->arena, "%lld %%", (long long)(done * 100 / all)) : "—");
}

static void begin_numbers(struct req *r, struct msg title)
{
	const struct msg heads[] = {title, T_PROGRAMME_ALL, T_PROGRAMME_DONE, T_PROGRAMME_OPEN, T_PROGRAMME_LATE, T_PROGRAMME_SHARE};
	html(&r->out, "<section><h2>%s</h2>\n", t(&r->out, title));
	staff_table_begin(r, title);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
}

static void end_numbers(struct req *r)
{
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

static void by_package(struct req *r, const struct view *v)
{
	begin_numbers(r, T_PROGRAMME_PACKAGES);
	numbers(r, v, t(&r->out, T_PROGRAMME_WHOLE), "", "", "");
	for (size_t i = 0; i < v->p->packages; i++)
		numbers(r, v, v->p->package[i].name[r->lang], v->p->package[i].code, "", "");
	if (count(v, "-", "", "", ANY))
		numbers(r, v, t(&r->out, T_PROGRAMME_NO_PACKAGE), "-", "", "");
	end_numbers(r);
}

static bool first_of(const struct view *v, size_t at, bool unit)
{
	for (size_t i = 0; i < at; i++)
		if (unit ? cstr_eq(v->row[i].unit_code, v->row[at].unit_code) : cstr_eq(v->row[i].area_code, v->row[at].area_code))
			return false;
	return true;
}

static void by_unit(struct req *r, const struct view *v)
{
	begin_numbers(r, T_PROGRAMME_UNITS);
	for (size_t i = 0; i < v->rows; i++)
		if (first_of(v, i, true))
			numbers(r, v, in_lang(r, v->row[i].unit_en, v->row[i].unit_zh), "", v->row[i].unit_code, "");
	end_numbers(r);
}

/* Of the units that have one. */
static void by_area(struct req *r, const struct view *v)
{
	begin_numbers(r, T_PROGRAMME_AREAS);
	for (size_t i = 0; i < v->rows; i++)
		if (*v->row[i].area_code && first_of(v, i, false))
			numbers(r, v, in_lang(r, v->row[i].area_en, v->row[i].area_zh), "", "", v->row[i].area_code);
	end_numbers(r);
}

/* -- the map */

/* The page with its filter, and which of its rows to list. */
static struct url with_filter(struct req *r, const struct view *v, const char *place)
{
	return url_make(r->arena, "/staff/programme/%s?package=%s&unit=%s&area=%s&stand=%s&place=%s#list", v->p->code, v->package, v->unit, v->area, stand_names[v->stand], place);
}

static void map_note(struct req *r, const struct view *v, size_t on, size_t all)
{
	html(&r->out, "<p>%s", t(&r->out, T_PROGRAMME_ON_MAP(staff_number(r, (int64_t)on), staff_number(r, (int64_t)all))));
	if (on < all) {
		html(&r->out, " ");
		staff_link(r, with_filter(r, v, "none"), t(&r->out, T_PROGRAMME_WITHOUT_PLACE(staff_number(r, (int64_t)(all - on)))));
	}
	html(&r->out, "</p>\n");
	if (on == 0)
		return;
	html(&r->out, "<p class=\"take\">");
	staff_link(r, url_make(r->arena, "/staff/programme/%s/places.geojson", v->p->code), t(&r->out, T_PROGRAMME_GEOJSON));
	html(&r->out, "</p>\n");
}

/* Of what the page's filter leaves. */
static void show_map(struct req *r, const struct view *v)
{
	struct map m = {.title = T_STAFF_PLAIN(v->p->name[r->lang]), .shape = {[MAP_DONE] = T_PROGRAMME_DONE, [MAP_OPEN] = T_PROGRAMME_OPEN, [MAP_LATE] = T_PROGRAMME_LATE},
		.point = arena_make_n(r->arena, struct map_point, v->rows)};
	size_t all = 0;
	for (size_t i = 0; i < v->rows; i++) {
		const struct q_programme_rows *x = &v->row[i];
		if (!fits(x, v->package, v->unit, v->area, v->stand))
			continue;
		all++;
		if (x->lat != DB_NULL_INT)
			m.point[m.n++] = (struct map_point){.title = x->subject, .place = x->place, .state = state_name(r, x->procedure, x->state), .href = url_matter(r, x->number),
				.at = {x->lat, x->lon}, .shape = x->late ? MAP_LATE : x->closed_day ? MAP_DONE : MAP_OPEN};
	}
	html(&r->out, "<section id=\"map\"><h2>%s</h2>\n", t(&r->out, T_PROGRAMME_MAP));
	map_note(r, v, m.n, all);
	map_show(r, &m);
	html(&r->out, "</section>\n");
}

/* -- the list */

static const char *package_name(struct req *r, const struct programme *p, const char *code)
{
	const struct programme_package *k = package_find(p, str_of(code));
	return k ? k->name[r->lang] : "";
}

static void show_list(struct req *r, const struct view *v)
{
	const struct msg heads[] = {T_PROGRAMME_TASK, T_PROGRAMME_PACKAGE, T_STAFF_LEAD, T_LIST_STATE, T_LIST_DUE};
	html(&r->out, "<section id=\"list\"><h2>%s</h2>\n", t(&r->out, T_PROGRAMME_TASKS));
	size_t n = 0;
	for (size_t i = 0; i < v->rows; i++)
		n += listed(v, &v->row[i]);
	if (n == 0) {
		html(&r->out, "<p class=\"empty\">%s</p></section>\n", t(&r->out, T_PROGRAMME_NONE_SUCH));
		return;
	}
	staff_table_begin(r, T_PROGRAMME_TASKS);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < v->rows; i++) {
		const struct q_programme_rows *x = &v->row[i];
		if (!listed(v, x))
			continue;
		html(&r->out, "<tr><th scope=\"row\" class=\"long\">");
		staff_link(r, url_matter(r, x->number), x->subject);
		html(&r->out, "</th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(&r->out, heads[1]),
			package_name(r, v->p, x->package), t(&r->out, heads[2]), in_lang(r, x->unit_en, x->unit_zh), t(&r->out, heads[3]), state_name(r, x->procedure, x->state), t(&r->out, heads[4]));
		part_day(r, x->next_due);
		if (x->late) {
			html(&r->out, " ");
			part_tag(r, "late", T_MEETING_LATE);
		}
		html(&r->out, "</td></tr>\n");
	}
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

static enum stand stand_asked(struct req *r)
{
	for (int s = 0; s < STANDS; s++)
		if (cstr_eq(req_query(r, "stand"), stand_names[s]))
			return (enum stand)s;
	return ANY;
}

void web_programme(struct req *r)
{
	struct view v = {.p = programme_find(&r->city->programmes, req_param(r, 0))};
	if (!v.p) {
		req_not_found(r);
		return;
	}
	v.rows = rows_of(r, v.p->code, &v.row);
	v.package = req_query(r, "package");
	v.unit = req_query(r, "unit");
	v.area = req_query(r, "area");
	v.stand = stand_asked(r);
	v.unplaced = cstr_eq(req_query(r, "place"), "none");
	page_begin(r, PAGE_STAFF, T_STAFF_PLAIN(v.p->name[r->lang]));
	html(&r->out, "<p class=\"note\">%s %s</p>\n", t(&r->out, T_PROGRAMME_WHAT), law_words(r->arena, r->lang, v.p->source));
	if (v.rows == 0) {
		html(&r->out, "<p class=\"empty\">%s</p>\n", t(&r->out, T_PROGRAMME_EMPTY));
	} else {
		by_package(r, &v);
		by_unit(r, &v);
		by_area(r, &v);
		parcels_of_programme(r, v.p);
		show_map(r, &v);
		show_list(r, &v);
	}
	page_end(r);
}

void web_programmes(struct req *r)
{
	struct q_programme_rows *row;
	size_t n = rows_of(r, "", &row);
	page_begin(r, PAGE_STAFF, T_PROGRAMME_TITLE);
	html(&r->out, "<p class=\"note\">%s</p>\n", t(&r->out, T_PROGRAMME_WHAT));
	begin_numbers(r, T_PROGRAMME_TITLE);
	for (size_t p = 0; p < r->city->programmes.n; p++) {
		struct view v = {.p = &r->city->programmes.programme[p], .row = arena_make_n(r->arena, struct q_programme_rows, n)};
		for (size_t i = 0; i < n; i++)
			if (cstr_eq(row[i].programme, v.p->code))
				v.row[v.rows++] = row[i];
		numbers(r, &v, v.p->name[r->lang], "", "", "");
	}
	end_numbers(r);
	html(&r->out, "<ul>\n");
	for (size_t p = 0; p < r->city->programmes.n; p++) {
		html(&r->out, "<li>");
		staff_link(r, url_make(r->arena, "/staff/programme/%s", r->city->programmes.programme[p].code), r->city->programmes.programme[p].name[r->lang]);
		html(&r->out, "</li>\n");
	}
	html(&r->out, "</ul>\n");
	page_end(r);
}

void programme_section(struct req *r, const struct matter *m)
{
	struct q_programmes_of *g;
	size_t n = q_programmes_of(req_read(r), m->m.id, &g);
	if (n == 0)
		return;
	html(&r->out, "<section><h2>%s</h2>\n<ul>\n", t(&r->out, T_PROGRAMME_TITLE));
	for (size_t i = 0; i < n; i++) {
		const struct programme *p = programme_find(&r->city->programmes, str_of(g[i].programme));
		html(&r->out, "<li>");
		staff_link(r, url_make(r->arena, "/staff/programme/%s", g[i].programme), p ? p->name[r->lang] : g[i].programme);
		html(&r->out, " %s</li>\n", p ? package_name(r, p, g[i].package) : g[i].package);
	}
	html(&r->out, "</ul></section>\n");
}

/* -- by key */

void api_programmes(struct req *r)
{
	struct q_programme_rows *row;
	struct json j;
	size_t n = rows_of(r, "", &row);
	api_begin(r, &j, 200);
	json_array(&j, "programmes");
	for (size_t p = 0; p < r->city->programmes.n; p++) {
		const struct programme *g = &r->city->programmes.programme[p];
		json_object(&j, NULL);
		json_text(&j, "code", g->code);
		json_text(&j, "name_zh", g->name[LANG_ZH]);
		json_text(&j, "name_en", g->name[LANG_EN]);
		json_text(&j, "source", g->source);
		json_array(&j, "tasks");
		for (size_t i = 0; i < n; i++) {
			if (!cstr_eq(row[i].programme, g->code))
				continue;
			json_object(&j, NULL);
			json_text(&j, "number", row[i].number);
			json_text(&j, "package", row[i].package);
			json_text(&j, "procedure", row[i].procedure);
			json_text(&j, "state", row[i].state);
			json_text(&j, "unit", row[i].unit_code);
			json_text(&j, "due", row[i].next_due);
			json_text(&j, "closed", row[i].closed_day);
			api_spot(r, &j, (struct spot){row[i].lat, row[i].lon}, row[i].place);
			json_end(&j);
		}
		json_end(&j);
		api_programme_parcels(r, &j, g->code);
		json_end(&j);
	}
	json_end(&j);
	api_end(&j);
}
