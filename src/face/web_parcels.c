/* Parcels over a programme. Laws: 1 a number, its area and the list behind it are one walk
 * over the same rows, of what the reader may know of; 2 the filter stands whole in the
 * address; 3 what is taken along is the list as it is shown. */
#include "../base/log.h"
#include "map.h"
#include "table.h"
#include "web_parcel.h"
#include "web_place.h"

static const char *const stand_names[PARCEL_STANDS] = {"", "open", "restored", "confirmed"};

struct parcels { const struct programme *p; struct q_programme_parcels *row; size_t n; const char *unit, *area; enum parcel_stand stand; };

static size_t rows_of(struct req *r, const char *programme, struct q_programme_parcels **out)
{
	char today[11];
	return q_programme_parcels(req_read(r), programme, r->viewer.person_id, day_text(r->now.today, today), out);
}

static enum parcel_stand stand_of(const struct q_programme_parcels *x)
{
	return parcel_stand(x->restored_day, x->confirmed_day);
}

static bool fits(const struct q_programme_parcels *x, const char *unit, const char *area, enum parcel_stand s)
{
	return (s == PARCEL_ANY || stand_of(x) == s) && (!*unit || cstr_eq(x->unit_code, unit)) && (!*area || cstr_eq(x->area_code, area));
}

/* -- numbers */

static void number(struct req *r, const struct parcels *v, const char *unit, const char *area, enum parcel_stand s)
{
	int64_t n = 0, square_metres = 0;
	for (size_t i = 0; i < v->n; i++)
		if (fits(&v->row[i], unit, area, s)) {
			n++;
			square_metres += v->row[i].area;
		}
	html(&r->out, "<td class=\"number\" data-label=\"%s\">", t(&r->out, parcel_words(s)));
	if (n)
		staff_link(r, url_make(r->arena, "/staff/programme/%s/parcels?unit=%s&area=%s&stand=%s", v->p->code, unit, area, stand_names[s]), staff_number(r, n));
	else
		html(&r->out, "0");
	if (n)
		html(&r->out, " <small>%s</small>", t(&r->out, T_PARCEL_MU(parcel_mu(r, square_metres))));
	html(&r->out, "</td>");
}

static void numbers(struct req *r, const struct parcels *v, const char *name, const char *unit, const char *area)
{
	html(&r->out, "<tr><th scope=\"row\">%s</th>", name);
	for (int s = 0; s < PARCEL_STANDS; s++)
		number(r, v, unit, area, (enum parcel_stand)s);
	html(&r->out, "</tr>\n");
}

static bool first_of(const struct parcels *v, size_t at, bool unit)
{
	for (size_t i = 0; i < at; i++)
		if (unit ? cstr_eq(v->row[i].unit_code, v->row[at].unit_code) : cstr_eq(v->row[i].area_code, v->row[at].area_code))
			return false;
	return true;
}

void parcels_of_programme(struct req *r, const struct programme *p)
{
	const struct msg heads[] = {T_PARCEL_TITLE, T_PARCEL_ALL, T_PARCEL_OPEN, T_PARCEL_RESTORED, T_PARCEL_CONFIRMED};
	struct parcels v = {.p = p};
	v.n = rows_of(r, p->code, &v.row);
	if (v.n == 0)
		return;
	html(&r->out, "<section id=\"parcels\"><h2>%s</h2>\n<p class=\"note\">%s</p>\n", t(&r->out, T_PARCEL_TITLE), t(&r->out, T_PARCEL_WHAT));
	staff_table_begin(r, T_PARCEL_TITLE);
	staff_table_head(r, heads, sizeof heads / sizeof *heads);
	numbers(r, &v, t(&r->out, T_PARCEL_BY_WHOLE), "", "");
	for (size_t i = 0; i < v.n; i++)
		if (first_of(&v, i, true))
			numbers(r, &v, in_lang(r, v.row[i].unit_en, v.row[i].unit_zh), v.row[i].unit_code, "");
	for (size_t i = 0; i < v.n; i++)
		if (*v.row[i].area_code && first_of(&v, i, false))
			numbers(r, &v, in_lang(r, v.row[i].area_en, v.row[i].area_zh), "", v.row[i].area_code);
	staff_table_end(r);
	html(&r->out, "</section>\n");
}

/* -- the list */

/* The programme of the address and what its filter leaves; false: answered. */
static bool asked(struct req *r, struct parcels *v)
{
	struct q_programme_parcels *row;
	*v = (struct parcels){.p = programme_find(&r->city->programmes, req_param(r, 0)), .unit = req_query(r, "unit"), .area = req_query(r, "area")};
	if (!v->p) {
		req_not_found(r);
		return false;
	}
	for (int s = 0; s < PARCEL_STANDS; s++)
		if (cstr_eq(req_query(r, "stand"), stand_names[s]))
			v->stand = (enum parcel_stand)s;
	size_t n = rows_of(r, v->p->code, &row);
	v->row = row;
	for (size_t i = 0; i < n; i++)
		if (fits(&row[i], v->unit, v->area, v->stand))
			v->row[v->n++] = row[i];
	return true;
}

static void show_row(struct req *r, const struct q_programme_parcels *x, size_t i)
{
	struct out *o = &r->out;
	html(o, "<tr id=\"parcel-%zu\"><th scope=\"row\" class=\"long\">%zu. ", i + 1, i + 1);
	staff_link(r, (struct url){arena_printf(r->arena, "%s#parcel-%lld", url_matter(r, x->number).p, (long long)x->no)}, x->code);
	html(o, "<br><small>%s</small></th><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td>", x->subject, t(o, T_PARCEL_AREA), parcel_area(r, x->area), t(o, field_label(F_LAND)),
		parcel_land(r, x->land, x->black != 0));
	html(o, "<td data-label=\"%s\">%s<br>", t(o, T_MAP_WHERE), x->place);
	map_link(r, (struct spot){x->lat, x->lon});
	html(o, "</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">%s</td><td data-label=\"%s\">", t(o, T_PARCEL_FOUND), staff_field_value(r, F_CONDITION, x->condition), t(o, T_STAFF_LEAD),
		in_lang(r, x->unit_en, x->unit_zh), t(o, T_LIST_STATE));
	parcel_tag(r, stand_of(x));
	part_day(r, x->confirmed_day ? x->confirmed_day : x->restored_day);
	html(o, "</td></tr>\n");
}

static void show_map(struct req *r, const struct parcels *v)
{
	struct map map = {.title = T_PARCEL_TITLE, .shape = {[MAP_DONE] = T_PARCEL_CONFIRMED, [MAP_OPEN] = T_PARCEL_RESTORED, [MAP_LATE] = T_PARCEL_OPEN},
		.point = arena_make_n(r->arena, struct map_point, v->n), .n = v->n};
	for (size_t i = 0; i < v->n; i++) {
		enum parcel_stand s = stand_of(&v->row[i]);
		map.point[i] = (struct map_point){.title = v->row[i].code, .label = staff_number(r, (int64_t)i + 1), .href = url_make(r->arena, "#parcel-%zu", i + 1), .at = {v->row[i].lat, v->row[i].lon},
			.shape = s == PARCEL_IS_CONFIRMED ? MAP_DONE : s == PARCEL_IS_RESTORED ? MAP_OPEN : MAP_LATE};
	}
	map_picture(r, &map);
}

void web_parcels(struct req *r)
{
	const struct msg heads[] = {field_label(F_PARCEL), T_PARCEL_AREA, field_label(F_LAND), T_MAP_WHERE, T_PARCEL_FOUND, T_STAFF_LEAD, T_LIST_STATE};
	struct parcels v;
	int64_t square_metres = 0;
	if (!asked(r, &v))
		return;
	page_begin(r, PAGE_STAFF, T_PARCEL_OF(v.p->name[r->lang]));
	html(&r->out, "<p class=\"screen\">");
	staff_link(r, url_make(r->arena, "/staff/programme/%s", v.p->code), t(&r->out, T_PARCEL_BACK));
	html(&r->out, "</p>\n<p class=\"note\">%s</p>\n<section id=\"list\"><h2>%s</h2>\n", t(&r->out, T_PARCEL_WHAT), t(&r->out, T_PARCEL_LIST));
	for (size_t i = 0; i < v.n; i++)
		square_metres += v.row[i].area;
	html(&r->out, v.n ? "<p>%s: %s, %s</p>\n" : "<p class=\"empty\">%s</p>\n", t(&r->out, v.n ? parcel_words(v.stand) : T_PARCEL_NONE_SUCH), staff_number(r, (int64_t)v.n), parcel_area(r, square_metres));
	if (v.n) {
		part_table_links(r, arena_printf(r->arena, "/staff/programme/%s/parcels/parcels", v.p->code), url_make(r->arena, "?unit=%s&area=%s&stand=%s", v.unit, v.area, stand_names[v.stand]));
		staff_table_begin(r, T_PARCEL_LIST);
		staff_table_head(r, heads, sizeof heads / sizeof *heads);
		for (size_t i = 0; i < v.n; i++)
			show_row(r, &v.row[i], i);
		staff_table_end(r);
		show_map(r, &v);
	}
	html(&r->out, "</section>\n");
	page_end(r);
}

/* -- taken along */

static void give_row(struct req *r, struct table *to, const struct q_programme_parcels *x)
{
	const char *cells[] = {x->code, x->number, x->subject, in_lang(r, x->unit_en, x->unit_zh), staff_number(r, x->area), parcel_mu(r, x->area), parcel_hectares(r, x->area),
		parcel_land(r, x->land, x->black != 0), x->place, degree_text(r->arena, x->lat), degree_text(r->arena, x->lon), staff_field_value(r, F_CONDITION, x->condition),
		t(&r->out, parcel_words(stand_of(x))), x->restored_day, x->confirmed_day};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		table_cell(to, cells[i]);
}

void web_parcels_table(struct req *r)
{
	const struct table_column columns[] = {{field_label(F_PARCEL_CODE), 't', 20}, {T_STAFF_NUMBER, 't', 14}, {T_PARCEL_MATTER, 't', 30}, {T_STAFF_LEAD, 't', 24}, {T_PARCEL_SQUARE_METRES, 'i', 10},
		{T_PARCEL_MU_COLUMN, 't', 10}, {T_PARCEL_HECTARES, 't', 10}, {field_label(F_LAND), 't', 20}, {field_label(F_WHEREABOUTS), 't', 30}, {T_PARCEL_LATITUDE, 't', 11}, {T_PARCEL_LONGITUDE, 't', 11},
		{T_PARCEL_FOUND, 't', 16}, {T_LIST_STATE, 't', 16}, {T_PARCEL_RESTORED_ON, 'd', 11}, {T_PARCEL_CONFIRMED_ON, 'd', 11}};
	struct parcels v;
	const char *name;
	enum table_form form;
	if (!asked(r, &v))
		return;
	if (!table_form_of(r, req_param(r, 1), &name, &form) || !cstr_eq(name, "parcels")) {
		req_not_found(r);
		return;
	}
	struct table *to = table_begin(r, form, "parcels", T_PARCEL_TITLE, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < v.n; i++)
		give_row(r, to, &v.row[i]);
	log_line(LOG_NOTE, "list.taken", "list", "parcels", "rows", staff_number(r, to->rows), "person", staff_number(r, r->viewer.person_id), NULL);
	table_send(to);
}

void api_programme_parcels(struct req *r, struct json *j, const char *programme)
{
	struct q_programme_parcels *x;
	size_t n = rows_of(r, programme, &x);
	json_array(j, "parcels");
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "number", x[i].number);
		json_int(j, "parcel", x[i].no);
		json_text(j, "code", x[i].code);
		json_int(j, "square_metres", x[i].area);
		json_text(j, "land", x[i].land);
		json_bool(j, "black_soil", x[i].black != 0);
		json_text(j, "condition", x[i].condition);
		api_spot(r, j, (struct spot){x[i].lat, x[i].lon}, x[i].place);
		json_text(j, "unit", x[i].unit_code);
		json_text(j, "restored", x[i].restored_day);
		json_text(j, "confirmed", x[i].confirmed_day);
		json_end(j);
	}
	json_end(j);
}
